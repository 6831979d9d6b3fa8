//! Every operation of the document, tried by nobody, by a stranger of another area, and in every role.
//!
//! An operation that is not in the table fails the test: whoever adds one says here who may.

use actix_web::{
    http::{Method, header},
    test::TestRequest,
    web,
};
use knooppunt::cli::publicatie;
use serde_json::{Value, json};

use crate::{
    gegeven::{
        Antwoord, IEDEREEN, Regio, Wie, begin,
        bodies::{self, ALLES, NAAM},
        niets, regio,
    },
    knooppunt_tafel::Tafel,
    openapi::{document, operaties},
    webauthn::onzin_nieuw,
};

/// Things in Heerlen: the ids that are tried.
pub struct Dingen {
    signaal: String,
    casus: String,
    client: String,
    toestemming: String,
    doorgeleiding: String,
    traject: String,
    contactmoment: String,
    bijeenkomst: String,
    agendapunt: String,
    afspraak: String,
    evaluatie: String,
    noodprocedure: String,
    bericht: String,
    notitie: String,
    publicatie: String,
    organisatie: String,
    desk: String,
    gebruiker: String,
    toekenning: String,
    factorherstel: String,
}

impl Dingen {
    pub async fn in_heerlen(regio: &Regio) -> Self {
        let gezin = regio.in_behandeling().await;
        let (d, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
        let toestemming = regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
        let desk = regio.als(Wie::Huisbezoeker);
        let planned = desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
        let tafel = Tafel::gedekt(regio, "Vrouw aan Tafel").await;
        regio.lopend(&gezin, Wie::Voorzorg).await;
        let begonnen = regio.als(Wie::Coordinator).stap(gezin.pad(), "evaluaties", Value::Null).await.met(201);
        // Ended at once: what she could read by it is for other tests.
        let nood = regio.als(Wie::AndereVerloskundige);
        let noodprocedure = nood.post("/v1/noodprocedures", bodies::noodprocedure(&gezin.casus)).await.met(201).id();
        nood.stap(format!("/v1/noodprocedures/{noodprocedure}"), "beeindiging", Value::Null).await.met(200);
        let berichten = regio.als(Wie::Coordinator).get("/v1/berichten").await.met(200);
        let notitie = format!("{}/notities", gezin.pad());
        let notitie = regio.als(Wie::Coordinator).post(&notitie, bodies::notitie("casusteam")).await.met(201);
        let db = regio.db.clone();
        web::block(move || publicatie::maak(&db, "2025", 10, begin())).await.unwrap().unwrap();
        let vrijgegeven = regio.als(Wie::Onderzoeker).get("/v1/publicaties").await.met(200);
        let beheerder = regio.als(Wie::Beheerder);
        let praktijk = beheerder.post("/v1/organisaties", bodies::organisatie()).await.met(201).id();
        let loket = beheerder.post(&format!("/v1/organisaties/{praktijk}/desks"), bodies::desk()).await.met(201).id();
        let mut genodigde = bodies::uitnodiging(&praktijk);
        genodigde["gebruikersnaam"] = "nieuwkomer".into();
        let genodigde = beheerder.post("/v1/gebruikers", genodigde).await.met(201).json["gebruiker"].clone();
        let kwijt = format!("/v1/gebruikers/{}/factorherstel", regio.gebruiker(Wie::AndereVoorzorg));
        let herstel = beheerder.post(&kwijt, json!({ "reden": "telefoon-verloren" })).await.met(201).id();
        let tekst = |value: &Value| value.as_str().unwrap().to_owned();
        let last = |path: &str| path.rsplit('/').next().unwrap().to_owned();
        Self {
            client: regio.client(&gezin).await,
            signaal: gezin.signaal,
            casus: gezin.casus,
            toestemming,
            doorgeleiding: last(&d),
            traject: last(&traject),
            contactmoment: planned.id(),
            bijeenkomst: last(&tafel.bijeenkomst),
            agendapunt: last(&tafel.agendapunt),
            afspraak: last(&tafel.afspraak),
            evaluatie: begonnen.id(),
            noodprocedure,
            notitie: notitie.id(),
            bericht: berichten.items()[0]["id"].as_str().unwrap().to_owned(),
            publicatie: vrijgegeven.items()[0]["id"].as_str().unwrap().to_owned(),
            organisatie: praktijk,
            desk: loket,
            gebruiker: tekst(&genodigde["id"]),
            toekenning: tekst(&genodigde["toekenningen"][0]["id"]),
            factorherstel: herstel,
        }
    }

    /// The address of an operation on one of these.
    pub fn adres(&self, path: &str) -> String {
        let id = match path.split('/').nth(1).unwrap_or_default() {
            "signalen" => &self.signaal,
            "casussen" => &self.casus,
            "clienten" => &self.client,
            "toestemmingen" => &self.toestemming,
            "doorgeleidingen" => &self.doorgeleiding,
            "trajecten" => &self.traject,
            "contactmomenten" => &self.contactmoment,
            "bijeenkomsten" => &self.bijeenkomst,
            "agendapunten" => &self.agendapunt,
            "afspraken" => &self.afspraak,
            "evaluaties" => &self.evaluatie,
            "noodprocedures" => &self.noodprocedure,
            "berichten" => &self.bericht,
            "notities" => &self.notitie,
            "publicaties" => &self.publicatie,
            "organisaties" => &self.organisatie,
            "desks" => &self.desk,
            "gebruikers" => &self.gebruiker,
            "toekenningen" => &self.toekenning,
            "factorherstellen" => &self.factorherstel,
            _ => return adres_van_niets(path),
        };
        format!("/v1{}", path.replace("{id}", id))
    }
}

fn adres_van_niets(path: &str) -> String {
    format!("/v1{}", path.replace("{id}", &niets()).replace("{gemeente}", "GM0917"))
}

/// What somebody gets who is logged in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Krijgt {
    /// It is done, or would be but for the state or the version of the thing.
    Gedaan,
    /// A list with nothing in it.
    Leeg,
    /// She may know that it is there, and not do this.
    Verboden,
    /// She may not know that it is there.
    Niets,
    /// What she names is not there.
    Ongeldig,
}

const SIGNALEERDERS: &[Wie] = &[Wie::Verloskundige, Wie::AndereVerloskundige];
const COORDINATORS: &[Wie] = &[Wie::Coordinator, Wie::AndereCoordinator];
const DESKS: &[Wie] = &[Wie::Huisbezoeker, Wie::Voorzorg, Wie::AndereVoorzorg, Wie::SociaalDomein];
const CIJFERS: &[Wie] = &[Wie::Onderzoeker, Wie::Fg, Wie::Beheerder];
const VOORZITTER: &[Wie] = &[Wie::Voorzitter];
const COORDINATOR: &[Wie] = &[Wie::Coordinator];
const BEHEERDER: &[Wie] = &[Wie::Beheerder];
const TOEZICHT: &[Wie] = &[Wie::Beheerder, Wie::Fg];
/// Who works on the casus: two desks took the family on.
const TEAM: &[Wie] = &[Wie::Coordinator, Wie::Huisbezoeker, Wie::Voorzorg];
const VERLOSKUNDIGE: &[Wie] = &[Wie::Verloskundige];
const HUISBEZOEKER: &[Wie] = &[Wie::Huisbezoeker];

/// An operation on a thing: who may do it, and who else may know that the thing is there.
fn ding(may: &[Wie], know: &[Wie], wie: Wie) -> Krijgt {
    match wie {
        wie if may.contains(&wie) => Krijgt::Gedaan,
        wie if know.contains(&wie) => Krijgt::Verboden,
        _ => Krijgt::Niets,
    }
}

/// An operation on no thing in particular: who may do it.
fn lijst(may: &[&[Wie]], wie: Wie) -> Krijgt {
    if may.iter().any(|some| some.contains(&wie)) { Krijgt::Gedaan } else { Krijgt::Verboden }
}

/// The table: what `wie` gets from the operation of this name.
#[expect(
    clippy::match_same_arms,
    clippy::too_many_lines,
    reason = "the table is read as a whole, in the order of the story and not by outcome"
)]
fn krijgt(name: &str, wie: Wie) -> Option<Krijgt> {
    Some(match name {
        "openapiLezen"
        | "gemeentenLezen"
        | "subregiosLezen"
        | "organisatiesLezen"
        | "desksLezen"
        | "routesLezen"
        | "themasLezen"
        | "redencodesLezen"
        | "toonSessie"
        | "beeindigSessie"
        | "sleutelsLezen"
        | "sessiesLezen"
        | "andereSessiesBeeindigen"
        | "beveiligingssleutelVragen"
        | "beveiligingssleutelsLezen" => Krijgt::Gedaan,
        // A session of her own that is not there; a password and a code that are not hers.
        "eigenSessieBeeindigen" | "beveiligingssleutelVerwijderen" => Krijgt::Niets,
        "wachtwoordWijzigen" | "herstelcodesVernieuwen" | "beveiligingssleutelToevoegen" => Krijgt::Ongeldig,
        open if OPEN.contains(&open) => return None,

        "signaalRegistreren" => lijst(&[SIGNALEERDERS], wie),
        "signalenLezen" => lijst(&[SIGNALEERDERS, COORDINATORS], wie),
        "signaalLezen" => ding(&[Wie::Verloskundige, Wie::Coordinator], &[], wie),
        "signaalIntrekken" => ding(VERLOSKUNDIGE, COORDINATOR, wie),
        "signaalKoppelen" => ding(COORDINATOR, VERLOSKUNDIGE, wie),

        // Whoever works on cases may be a casusregisseur, and may look for the cases that she carries.
        "casussenZoeken" if [Wie::Coordinator, Wie::Voorzitter].contains(&wie) => Krijgt::Gedaan,
        "casussenZoeken" if CIJFERS.contains(&wie) => Krijgt::Verboden,
        "casussenZoeken" => Krijgt::Leeg,
        "casusLezen"
        | "casusTijdlijn"
        | "casusInBehandelingNemen"
        | "casusVerkenningPlannen"
        | "casusTermijnHerzien"
        | "casusWegen"
        | "casusRegisseurAanwijzen"
        | "casusSluiten"
        | "casusHeropenen"
        | "toestemmingNoteren"
        | "toestemmingenLezen"
        | "toestemmingLezen"
        | "toestemmingIntrekken"
        | "doorgeleiden" => ding(COORDINATOR, &[], wie),

        "doorgeleidingenLezen" => lijst(&[DESKS, COORDINATORS, &[Wie::Voorzitter]], wie),
        "doorgeleidingIntrekken" => ding(COORDINATOR, HUISBEZOEKER, wie),
        "doorgeleidingAanvaarden"
        | "doorgeleidingAfwijzen"
        | "doorgeleidingOmleiden"
        | "doorgeleidingClaimen"
        | "doorgeleidingStarten"
        | "doorgeleidingAfronden"
        | "doorgeleidingStoppen" => ding(HUISBEZOEKER, COORDINATOR, wie),

        "bijeenkomstenLezen" | "bijeenkomstPlannen" => lijst(&[VOORZITTER], wie),
        "knooppuntenLezen" => Krijgt::Gedaan,
        "bijeenkomstLezen"
        | "bijeenkomstHouden"
        | "bijeenkomstVaststellen"
        | "agendapuntLezen"
        | "deelnemerToevoegen"
        | "agendapuntBesluiten" => ding(VOORZITTER, &[], wie),
        // Of a case, or of somebody at the table, that nobody knows.
        "agendapuntToevoegen" => Krijgt::Niets,
        "afspraakMaken" if wie == Wie::Voorzitter => Krijgt::Ongeldig,
        "afspraakMaken" => Krijgt::Niets,
        "afspraakLezen" => ding(&[Wie::Voorzitter, Wie::Coordinator], &[], wie),
        "afspraakPositie" | "afspraakNakomen" | "afspraakVervallen" => ding(VOORZITTER, COORDINATOR, wie),
        "casusAfsprakenLezen" | "evaluatieBeginnen" | "evaluatieLezen" | "evaluatieAfronden" => {
            ding(COORDINATOR, &[], wie)
        }

        "trajectenLezen" => lijst(&[DESKS, COORDINATORS], wie),
        "doorgeleidingLezen" | "trajectLezen" | "contactmomentLezen" => {
            ding(&[Wie::Huisbezoeker, Wie::Coordinator], &[], wie)
        }
        "contactmomentPlannen" | "huisbezoekUitkomstVastleggen" | "contactmomentAflopen" => {
            ding(HUISBEZOEKER, COORDINATOR, wie)
        }

        "noodprocedureOpenen" if CIJFERS.contains(&wie) => Krijgt::Verboden,
        // Of a case that nobody knows.
        "noodprocedureOpenen" => Krijgt::Niets,
        "noodproceduresLezen" | "berichtenLezen" => Krijgt::Gedaan,
        "noodprocedureLezen" => ding(&[Wie::Fg, Wie::AndereVerloskundige], &[], wie),
        "noodprocedureBeeindigen" => ding(&[Wie::AndereVerloskundige], &[Wie::Fg], wie),
        "noodprocedureBeoordelen" => ding(&[Wie::Fg], &[Wie::AndereVerloskundige], wie),
        "berichtLezen" | "berichtGelezen" => ding(COORDINATOR, &[], wie),

        "casusNotitieSchrijven" | "casusNotitiesLezen" | "notitieLezen" => ding(TEAM, &[], wie),
        "notitieIntrekken" => ding(COORDINATOR, TEAM, wie),
        // Nothing is signed yet.
        "checkpointLezen" => Krijgt::Niets,
        // Of an account and a case that nobody knows.
        "toegangNagaan" if wie == Wie::Fg => Krijgt::Ongeldig,
        "toegangNagaan" => Krijgt::Verboden,

        "clientDossier" | "clientWissen" => ding(&[Wie::Fg], COORDINATOR, wie),
        "clientInzage" => ding(&[Wie::Coordinator, Wie::Fg], &[], wie),
        "logboekZoeken" | "logboekGezienNagaan" | "logboekAandacht" => lijst(&[&[Wie::Fg]], wie),

        "publicatiesLezen" | "publicatieLezen" | "publicatieCellenLezen" | "publicatieWoordenboekLezen" => {
            lijst(&[CIJFERS], wie)
        }

        "organisatieToevoegen" | "gebruikerUitnodigen" => lijst(&[BEHEERDER], wie),
        // Which organisations and desks there are is no secret.
        "organisatieLezen" | "deskLezen" => ding(TOEZICHT, &IEDEREEN, wie),
        "organisatieWijzigen" | "organisatieBeeindigen" | "deskToevoegen" | "deskWijzigen" | "deskSluiten" => {
            ding(BEHEERDER, &IEDEREEN, wie)
        }
        "gebruikersZoeken" => lijst(&[TOEZICHT], wie),
        "gebruikerLezen" => ding(TOEZICHT, &[], wie),
        "gebruikerOpnieuwUitnodigen"
        | "rolToekennen"
        | "toekenningIntrekken"
        | "waarnemingRegelen"
        | "openWerkLezen"
        | "werkOverdragen"
        | "sessiesVanGebruikerBeeindigen"
        | "gebruikerVertrekken"
        | "factorherstelVragen" => ding(BEHEERDER, TOEZICHT, wie),
        "factorherstelLezen" | "factorherstelBevestigen" => ding(TOEZICHT, &[], wie),
        "toegangswijzigingenLezen" => lijst(&[&[Wie::Fg]], wie),
        // Not with this code.
        "factorBewijzen" => Krijgt::Ongeldig,
        _ => panic!("{name} is new: say in the table who may"),
    })
}

const OPEN: [&str; 9] = [
    "openapiLezen",
    "sleutelsLezen",
    "beginSessie",
    "inlogUitdagingVragen",
    "vernieuwSessie",
    "tokenGeven",
    "aanvaardUitnodiging",
    "oidcBeginnen",
    "oidcVoltooien",
];

/// A body that is right, for an operation that takes one, and somebody who may send it.
pub fn body(name: &str, regio: &Regio) -> Option<(Wie, Value)> {
    use Wie::{Coordinator, Huisbezoeker, Niemand, Verloskundige};
    let code = |reden: &str| json!({ "reden": reden, "toelichting": "Zo is het gegaan." });
    Some(match name {
        "beginSessie" => (
            Niemand,
            json!({ "gebruikersnaam": "verloskundige", "wachtwoord": "een ander woord", "totpCode": "000000" }),
        ),
        "inlogUitdagingVragen" => {
            (Niemand, json!({ "gebruikersnaam": "bestaat-niet", "wachtwoord": "een lang wachtwoord" }))
        }
        "beveiligingssleutelToevoegen" => {
            let antwoord = onzin_nieuw();
            let body =
                json!({ "naam": "Sleutelbos", "totpCode": "000000", "uitdaging": niets(), "antwoord": antwoord });
            (Verloskundige, body)
        }
        "vernieuwSessie" => (Niemand, json!({ "verversingstoken": "bestaat-niet" })),
        "tokenGeven" => (Niemand, bodies::tokenaanvraag("e30.e30.e30", "verloskundige")),
        "oidcVoltooien" => (Niemand, json!({ "code": "een", "state": "bestaat-niet" })),
        "aanvaardUitnodiging" => (Niemand, json!({ "code": "bestaat-niet", "wachtwoord": "een lang wachtwoord" })),
        "wachtwoordWijzigen" => {
            (Verloskundige, json!({ "wachtwoord": "een ander woord", "nieuwWachtwoord": "paarse fiets in de regen" }))
        }
        "herstelcodesVernieuwen" => (Verloskundige, json!({ "totpCode": "000000" })),
        "signaalRegistreren" => (Verloskundige, bodies::signaal()),
        "signaalKoppelen" => (Coordinator, json!({ "casus": niets() })),
        "casussenZoeken" => (Coordinator, json!({ "fase": "verkennen", "gemeente": "GM0917", "aantal": 10 })),
        "casusVerkenningPlannen" => (Coordinator, json!({ "verkenningOp": "2026-12-01" })),
        "casusTermijnHerzien" => (Coordinator, json!({ "uitgerekend": "2027-03-01", "bron": "termijnecho" })),
        "casusWegen" => (Coordinator, json!({ "graad": "potentieel", "samenGewogen": true })),
        "casusRegisseurAanwijzen" => (Coordinator, json!({ "casusregisseur": regio.gebruiker(Huisbezoeker) })),
        "casusSluiten" => (Coordinator, code("doelen-bereikt")),
        "casusHeropenen" => (Coordinator, bodies::heropening()),
        "toestemmingNoteren" => (Coordinator, bodies::toestemming("steun-op-maat", "stevig-ouderschap", &ALLES)),
        "doorgeleiden" => (Coordinator, bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg))),
        "doorgeleidingAfwijzen" => (Huisbezoeker, code("geen-capaciteit")),
        "doorgeleidingOmleiden" => (Huisbezoeker, json!({ "desk": regio.desk(Huisbezoeker) })),
        "doorgeleidingIntrekken" => (Coordinator, code("vergissing")),
        "doorgeleidingAfronden" => (Huisbezoeker, bodies::afronding()),
        "doorgeleidingStoppen" => (Huisbezoeker, code("verhuisd")),
        "contactmomentPlannen" => (Huisbezoeker, bodies::contactmoment()),
        "huisbezoekUitkomstVastleggen" => (Huisbezoeker, bodies::uitkomst()),
        "contactmomentAflopen" => (Huisbezoeker, json!({ "uitkomst": "gehouden" })),
        "bijeenkomstPlannen" => {
            (Wie::Voorzitter, json!({ "geplandOp": "2026-12-01T13:00:00Z", "plaats": "Het wijkhuis" }))
        }
        "agendapuntToevoegen" => (Wie::Voorzitter, json!({ "casus": niets() })),
        "deelnemerToevoegen" => (Wie::Voorzitter, json!({ "soort": "gast", "hoedanigheid": "woningcorporatie" })),
        "agendapuntBesluiten" => (Wie::Voorzitter, json!({ "evaluatieOp": "2027-01-11" })),
        "afspraakMaken" => {
            let afspraak =
                json!({ "wat": "Belt de gemeente.", "wie": niets(), "uiterlijk": "2026-12-11", "thema": "stress" });
            (Wie::Voorzitter, afspraak)
        }
        "noodprocedureOpenen" => (Wie::SociaalDomein, bodies::noodprocedure(&niets())),
        "noodprocedureBeoordelen" => (Wie::Fg, bodies::beoordeling("terecht")),
        "casusNotitieSchrijven" => (Coordinator, bodies::notitie("casusteam")),
        "toegangNagaan" => (Wie::Fg, json!({ "gebruiker": niets(), "casus": niets(), "op": "2026-11-23T08:00:00Z" })),
        "logboekZoeken" => (Wie::Fg, json!({ "gebruiker": niets(), "noodprocedure": false })),
        "logboekGezienNagaan" => {
            let van_tot = ("2026-11-22T09:00:00Z", "2026-11-23T09:00:00Z");
            (Wie::Fg, json!({ "toegangspunt": "192.0.2.1", "van": van_tot.0, "tot": van_tot.1 }))
        }
        "clientWissen" => (Wie::Fg, json!({ "reden": "verzoek-van-betrokkene" })),
        "evaluatieAfronden" => (Wie::Coordinator, json!({ "uitkomst": "voortgezet", "samenMetOuders": true })),
        "afspraakPositie" => (Wie::Voorzitter, json!({ "oordeel": "akkoord", "woorden": "Fijn." })),
        "factorBewijzen" => (Wie::Beheerder, json!({ "totpCode": "000000" })),
        "organisatieToevoegen" | "organisatieWijzigen" => (Wie::Beheerder, bodies::organisatie()),
        "deskToevoegen" => (Wie::Beheerder, bodies::desk()),
        "deskWijzigen" => (Wie::Beheerder, json!({ "naam": "Loket", "capaciteit": 4, "responstermijn": 2 })),
        "gebruikerUitnodigen" => (Wie::Beheerder, bodies::uitnodiging(&regio.organisatie(Verloskundige))),
        "gebruikersZoeken" => (Wie::Beheerder, json!({ "rol": "signaleerder", "actief": true, "naam": "os" })),
        "rolToekennen" => (
            Wie::Beheerder,
            json!({ "rol": "voorzitter", "gebied": { "soort": "gemeente", "waarde": "GM0917" }, "geldigTot": "2027-01-01T00:00:00Z" }),
        ),
        "waarnemingRegelen" => (
            Wie::Beheerder,
            json!({ "waarnemer": regio.gebruiker(Wie::Voorzorg), "van": "2026-11-24T00:00:00Z", "tot": "2026-12-24T00:00:00Z" }),
        ),
        "werkOverdragen" => (Wie::Beheerder, json!({ "aan": regio.gebruiker(Wie::Voorzorg) })),
        "factorherstelVragen" => (Wie::Beheerder, json!({ "reden": "telefoon-verloren" })),
        "afspraakVervallen" => (Wie::Voorzitter, code("niet-meer-nodig")),
        _ => return None,
    })
}

/// The request of an operation, with a version that no thing has: nothing changes that is changed by version.
pub fn verzoek(name: &str, method: &Method, address: &str, regio: &Regio) -> TestRequest {
    let request =
        TestRequest::default().method(method.clone()).uri(address).insert_header((header::IF_MATCH, "\"999999\""));
    match body(name, regio) {
        Some((_, body)) => request.set_json(body),
        None => request,
    }
}

fn is_gekleed(answer: &Antwoord, what: &str) {
    for name in [
        "api-version",
        "cache-control",
        "content-security-policy",
        "referrer-policy",
        "strict-transport-security",
        "x-content-type-options",
        "x-frame-options",
        "x-request-id",
    ] {
        assert!(answer.headers.contains_key(name), "{what}: no {name}");
    }
    assert!(answer.status < 500, "{what}: {} {}", answer.status, answer.tekst());
}

#[actix_web::test]
async fn niemand_komt_ergens_zonder_in_te_loggen() {
    let regio = regio().await;
    let dingen = Dingen::in_heerlen(&regio).await;
    regio.vergeet_regels();
    let before = regio.inhoud();
    for (name, method, path, _) in operaties(&document()) {
        let address = dingen.adres(&path);
        let answer = regio.als(Wie::Niemand).vraag(verzoek(&name, &method, &address, &regio)).await;
        is_gekleed(&answer, &name);
        if OPEN.contains(&name.as_str()) {
            regio.verstrijk(chrono::TimeDelta::seconds(20));
            let known = regio.als(Wie::Fg).vraag(verzoek(&name, &method, &address, &regio)).await;
            assert_eq!((answer.status, &answer.json["code"]), (known.status, &known.json["code"]), "{name}");
            continue;
        }
        assert_eq!(answer.status, 401, "{name}: {}", answer.tekst());
        assert_eq!(answer.json["code"], "niet-ingelogd", "{name}");
        assert!(answer.headers.contains_key("www-authenticate"), "{name}");
        for bad in ["Bearer", "Bearer ", "Bearer x.y.z", "Basic dTpw", "bearer null"] {
            let request = verzoek(&name, &method, &address, &regio).insert_header((header::AUTHORIZATION, bad));
            assert_eq!(regio.vraag(request).await.status, 401, "{name} with `{bad}`");
        }
    }
    assert_eq!(regio.inhoud(), before);
}

#[actix_web::test]
async fn elke_rol_krijgt_van_elke_operatie_wat_in_de_tabel_staat() {
    let regio = regio().await;
    let dingen = Dingen::in_heerlen(&regio).await;
    regio.iedereen_logt_in().await;
    let mut wrong = Vec::new();
    let mut all = operaties(&document());
    // Who logs out is nobody from then on.
    all.sort_by_key(|(name, ..)| name == "beeindigSessie");
    for (name, method, path, _) in all {
        for wie in IEDEREEN {
            let Some(expected) = krijgt(&name, wie) else { continue };
            if expected == Krijgt::Ongeldig {
                // After a wrong password there is a pause.
                regio.verstrijk(chrono::TimeDelta::seconds(2));
            }
            let address = dingen.adres(&path);
            let vrager = regio.als(wie);
            let answer = vrager.vraag(verzoek(&name, &method, &address, &regio)).await;
            let what = format!("{wie:?} {name}");
            is_gekleed(&answer, &what);
            let right = match expected {
                Krijgt::Gedaan => [200, 201, 204, 409, 412].contains(&answer.status),
                Krijgt::Leeg => answer.status == 200 && answer.items().is_empty(),
                Krijgt::Verboden => answer.status == 403,
                Krijgt::Ongeldig => answer.status == 400,
                Krijgt::Niets => {
                    let absent = vrager.vraag(verzoek(&name, &method, &adres_van_niets(&path), &regio)).await;
                    answer.status == 404 && absent.status == 404 && answer.bytes == absent.bytes
                }
            };
            let tells = expected != Krijgt::Gedaan && answer.tekst().contains(NAAM);
            if !right || tells {
                wrong.push(format!("{what}: expected {expected:?}, was {} {}", answer.status, answer.json["code"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
