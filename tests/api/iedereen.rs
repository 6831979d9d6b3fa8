//! Every operation of the document, tried by nobody, by a stranger of another area, and in every role.
//!
//! An operation that is not in the table fails the test: whoever adds one says here who may.

mod dingen;

use actix_web::http::header;

use self::dingen::adres_van_niets;
pub use self::dingen::{Dingen, body, verzoek};
use crate::{
    gegeven::{Antwoord, IEDEREEN, Wie, bodies::NAAM, regio},
    openapi::{document, operaties},
};

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
        "signaalLezen" | "signaalInhoudLezen" => ding(&[Wie::Verloskundige, Wie::Coordinator], &[], wie),
        "signaalIntrekken" | "signaalZwangerschapEindigen" => ding(VERLOSKUNDIGE, COORDINATOR, wie),
        "signaalKoppelen" | "signaalOntkoppelen" | "signaalVergelijken" => ding(COORDINATOR, VERLOSKUNDIGE, wie),

        // Whoever works on cases may be a casusregisseur, and may look for the cases that she carries.
        "casussenZoeken" if [Wie::Coordinator, Wie::Voorzitter].contains(&wie) => Krijgt::Gedaan,
        "casussenZoeken" if CIJFERS.contains(&wie) => Krijgt::Verboden,
        "casussenZoeken" => Krijgt::Leeg,
        "clientenZoeken" if [Wie::Coordinator, Wie::Huisbezoeker, Wie::Voorzorg, Wie::Fg].contains(&wie) => {
            Krijgt::Gedaan
        }
        "clientenZoeken" if CIJFERS.contains(&wie) => Krijgt::Verboden,
        "clientenZoeken" => Krijgt::Leeg,
        "casusLezen"
        | "casusTijdlijn"
        | "casusInBehandelingNemen"
        | "casusVerkenningPlannen"
        | "casusBekijkdatumZetten"
        | "casusTermijnHerzien"
        | "casusWegen"
        | "clientWijzigen"
        | "casusRegisseurAanwijzen"
        | "casusSluiten"
        | "casusHeropenen"
        | "casusTeruggeven"
        | "casusZwangerschapEindigen"
        | "casusZwangerschapToevoegen"
        | "casusOverdrachtAanvaarden"
        | "casusOverdrachtAfronden"
        | "casusKindOverleden"
        | "toestemmingNoteren"
        | "toestemmingenLezen"
        | "toestemmingLezen"
        | "toestemmingIntrekken"
        | "bestemmingenLezen"
        | "routeadviesLezen"
        | "doorgeleiden" => ding(COORDINATOR, &[], wie),

        "verhuizingMelden" => ding(COORDINATOR, &[], wie),
        "verhuizingenLezen" if COORDINATORS.contains(&wie) => Krijgt::Gedaan,
        "verhuizingenLezen" if CIJFERS.contains(&wie) => Krijgt::Verboden,
        "verhuizingenLezen" => Krijgt::Leeg,
        // Either side sees that it waits.
        "verhuizingLezen" => ding(COORDINATORS, &[], wie),
        "verhuizingOvernemen" | "verhuizingTerugleggen" => ding(&[Wie::AndereCoordinator], COORDINATOR, wie),
        "verhuizingIntrekken" => ding(COORDINATOR, &[Wie::AndereCoordinator], wie),

        // By the support that they give, or the signaal that they gave.
        "voorstelDoen" => ding(HUISBEZOEKER, COORDINATOR, wie),
        "voorstelBijSignaalDoen" => ding(VERLOSKUNDIGE, COORDINATOR, wie),
        // Those whose voorstel it is, and who coordinates there.
        "voorstellenLezen" if [Wie::Coordinator, Wie::Huisbezoeker, Wie::Verloskundige].contains(&wie) => {
            Krijgt::Gedaan
        }
        "voorstellenLezen" => Krijgt::Leeg,
        "casusVoorstellenLezen" => ding(COORDINATOR, &[], wie),
        "voorstelLezen" => ding(&[Wie::Coordinator, Wie::Huisbezoeker], &[], wie),
        "voorstelOvernemen" | "voorstelTerugleggen" => ding(COORDINATOR, HUISBEZOEKER, wie),
        "voorstelIntrekken" => ding(HUISBEZOEKER, COORDINATOR, wie),

        "doorgeleidingenLezen" => lijst(&[DESKS, COORDINATORS, &[Wie::Voorzitter]], wie),
        "doorgeleidingIntrekken" => ding(COORDINATOR, HUISBEZOEKER, wie),
        // Whoever asked the family.
        "gezinsantwoordNoteren" => ding(&[Wie::Huisbezoeker, Wie::Coordinator], &[], wie),
        "doorgeleidingAanvaarden"
        | "doorgeleidingAfwijzen"
        | "doorgeleidingOmleiden"
        | "doorgeleidingClaimen"
        | "doorgeleidingStarten"
        | "doorgeleidingAfronden"
        | "doorgeleidingStoppen"
        | "doorgeleidingTeruggeven"
        | "doorgeleidingLoslaten"
        | "omleidingenLezen" => ding(HUISBEZOEKER, COORDINATOR, wie),

        "collegasLezen" => lijst(&[COORDINATOR, VOORZITTER], wie),
        "afsprakenLezen" if wie == Wie::Voorzitter => Krijgt::Gedaan,
        "afsprakenLezen" => Krijgt::Leeg,
        "wachtendenLezen" | "bijeenkomstenLezen" | "bijeenkomstPlannen" => lijst(&[VOORZITTER], wie),
        "knooppuntenLezen" => Krijgt::Gedaan,
        "bijeenkomstLezen"
        | "bijeenkomstNogTeDoen"
        | "bijeenkomstHouden"
        | "bijeenkomstVaststellen"
        | "agendapuntLezen"
        | "deelnemerToevoegen"
        | "agendapuntBesluiten"
        | "agendapuntBespreken"
        | "agendapuntIntrekken" => ding(VOORZITTER, &[], wie),
        // Of a case, or of somebody at the table, that nobody knows.
        "agendapuntToevoegen" => Krijgt::Niets,
        "afspraakMaken" if wie == Wie::Voorzitter => Krijgt::Ongeldig,
        "afspraakMaken" => Krijgt::Niets,
        "afspraakLezen" => ding(&[Wie::Voorzitter, Wie::Coordinator, Wie::SociaalDomein], &[], wie),
        // Who promised it ticks it off, and nothing else.
        "afspraakNakomen" => ding(&[Wie::Voorzitter, Wie::SociaalDomein], COORDINATOR, wie),
        "afspraakPositie" | "afspraakVervallen" => ding(VOORZITTER, &[Wie::Coordinator, Wie::SociaalDomein], wie),
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

        "publicatieprogrammaLezen"
        | "publicatietellingLezen"
        | "publicatiesLezen"
        | "publicatieLezen"
        | "publicatieBestandLezen"
        | "publicatieGebiedLezen"
        | "publicatieFactsheetLezen" => lijst(&[CIJFERS], wie),
        "publicatieTellen" | "publicatieVrijgeven" => lijst(&[&[Wie::Onderzoeker]], wie),
        "publicatieVerborgenLezen" | "publicatieBeoordelen" | "publicatieTerugleggen" => {
            lijst(&[&[Wie::Onderzoeker, Wie::Fg]], wie)
        }

        "organisatieToevoegen" | "gebruikerUitnodigen" => lijst(&[BEHEERDER], wie),
        // Which organisations and desks there are is no secret.
        "organisatieLezen" | "deskLezen" => ding(TOEZICHT, &IEDEREEN, wie),
        // Who works there.
        "deskRuimteLezen" | "deskRuimteBijhouden" => ding(HUISBEZOEKER, &IEDEREEN, wie),
        "organisatieWijzigen" | "organisatieBeeindigen" | "deskToevoegen" | "deskWijzigen" | "deskSluiten" => {
            ding(BEHEERDER, &IEDEREEN, wie)
        }
        "gebruikersZoeken" | "bevestigingenLezen" => lijst(&[TOEZICHT], wie),
        "gebruikerLezen" => ding(TOEZICHT, &[], wie),
        "gebruikerWijzigen"
        | "gebruikerOpnieuwUitnodigen"
        | "rolToekennen"
        | "toekenningAfwijzen"
        | "toekenningIntrekken"
        | "waarnemingRegelen"
        | "openWerkLezen"
        | "werkOverdragen"
        | "sessiesVanGebruikerBeeindigen"
        | "gebruikerVertrekken"
        | "factorherstelVragen" => ding(BEHEERDER, TOEZICHT, wie),
        "toekenningBevestigen" | "factorherstelLezen" | "factorherstelBevestigen" => ding(TOEZICHT, &[], wie),
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
