//! What is tried: a thing of each kind in Heerlen, and for each operation what is sent to it.

use actix_web::{
    http::{Method, header},
    test::TestRequest,
};
use serde_json::{Value, json};

use crate::{
    gegeven::{
        Regio, Wie,
        bodies::{self, ALLES},
        niets,
    },
    knooppunt_tafel::Tafel,
    publicatie::vrijgegeven,
    voorstel::voorstel,
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
    verhuizing: String,
    voorstel: String,
    bericht: String,
    notitie: String,
    publicatie: String,
    organisatie: String,
    desk: String,
    bureau: String,
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
        let verhuizing = regio.verhuist(&gezin, "GM0935").await;
        let body = voorstel("stevig-ouderschap");
        let voorstel = desk.post(&format!("{d}/voorstellen"), body).await.met(201).id();
        let berichten = regio.als(Wie::Coordinator).get("/v1/berichten").await.met(200);
        let notitie = format!("{}/notities", gezin.pad());
        let notitie = regio.als(Wie::Coordinator).post(&notitie, bodies::notitie("casusteam")).await.met(201);
        let publicatie = vrijgegeven(regio, "2025").await;
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
            verhuizing: last(&verhuizing),
            voorstel,
            notitie: notitie.id(),
            bericht: berichten.items()[0]["id"].as_str().unwrap().to_owned(),
            publicatie,
            organisatie: praktijk,
            desk: loket,
            bureau: regio.desk(Wie::Huisbezoeker),
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
            "verhuizingen" => &self.verhuizing,
            "voorstellen" => &self.voorstel,
            "berichten" => &self.bericht,
            "notities" => &self.notitie,
            "publicaties" => &self.publicatie,
            "organisaties" => &self.organisatie,
            "desks" if path.ends_with("/ruimte") => &self.bureau,
            "desks" => &self.desk,
            "gebruikers" => &self.gebruiker,
            "toekenningen" => &self.toekenning,
            "factorherstellen" => &self.factorherstel,
            _ => return adres_van_niets(path),
        };
        format!("/v1{}", path.replace("{id}", id).replace("{soort}", "csv").replace("{gebied}", "GM0917"))
    }
}

/// Where a thing would be that is not there.
pub fn adres_van_niets(path: &str) -> String {
    format!(
        "/v1{}",
        path.replace("{id}", &niets())
            .replace("{gemeente}", "GM0917")
            .replace("{soort}", "csv")
            .replace("{gebied}", "GM0917")
    )
}

/// A body that is right, for an operation that takes one, and somebody who may send it.
#[expect(clippy::too_many_lines, reason = "a table: a body for each operation")]
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
        "casusBekijkdatumZetten" => (Coordinator, json!({ "bekijkOp": "2026-12-01" })),
        "casusTermijnHerzien" => (Coordinator, json!({ "uitgerekend": "2027-04-01", "bron": "termijnecho" })),
        "casusOverdrachtAanvaarden" => (Coordinator, json!({ "overdracht": niets() })),
        "casusOverdrachtAfronden" => {
            (Coordinator, json!({ "overdracht": niets(), "uitkomst": "niet-gelukt", "reden": "niet-nodig" }))
        }
        "casusKindOverleden" => (Coordinator, json!({ "kind": niets(), "op": "2026-11-20" })),
        "casusZwangerschapToevoegen" => (Coordinator, json!({ "uitgerekend": "2027-06-01", "bron": "termijnecho" })),
        "clientenZoeken" => (Coordinator, json!({ "naam": bodies::NAAM, "geboortedatum": "2001-05-04" })),
        "clientWijzigen" => {
            let mut body = bodies::gegevens();
            body["client"]["taal"] = "fr".into();
            (Coordinator, body)
        }
        "casusWegen" => (Coordinator, json!({ "graad": "potentieel", "samenGewogen": true })),
        "casusRegisseurAanwijzen" => (Coordinator, json!({ "casusregisseur": regio.gebruiker(Huisbezoeker) })),
        "verhuizingMelden" => (Coordinator, json!({ "naar": "GM0935" })),
        "verhuizingTerugleggen" => (Wie::AndereCoordinator, code("woont-hier-niet")),
        "voorstelDoen" => (Huisbezoeker, voorstel("voorzorg")),
        "voorstelBijSignaalDoen" => (Verloskundige, voorstel("voorzorg")),
        "voorstelOvernemen" => (Coordinator, json!({ "desk": regio.desk(Wie::Voorzorg) })),
        "voorstelTerugleggen" => (Coordinator, code("gezin-wil-niet")),
        "casusSluiten" => (Coordinator, code("doelen-bereikt")),
        "signaalZwangerschapEindigen" => (Verloskundige, json!({ "einde": "geboren", "op": "2026-11-20" })),
        "casusZwangerschapEindigen" => (Coordinator, json!({ "einde": "geboren", "op": "2026-11-20" })),
        "casusHeropenen" => (Coordinator, bodies::heropening()),
        "toestemmingNoteren" => (Coordinator, bodies::toestemming("steun-op-maat", "stevig-ouderschap", &ALLES)),
        "doorgeleiden" => (Coordinator, bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg))),
        "doorgeleidingAfwijzen" => (Huisbezoeker, code("geen-capaciteit")),
        "gezinsantwoordNoteren" => (Huisbezoeker, json!({ "antwoord": "later" })),
        "doorgeleidingOmleiden" => (Huisbezoeker, json!({ "desk": regio.desk(Wie::Voorzorg) })),
        "doorgeleidingIntrekken" => (Coordinator, code("vergissing")),
        "doorgeleidingAfronden" => (Huisbezoeker, bodies::afronding()),
        "doorgeleidingStoppen" => (Huisbezoeker, code("verhuisd")),
        "doorgeleidingTeruggeven" => (Huisbezoeker, code("gezin-wil-niet")),
        "contactmomentPlannen" => (Huisbezoeker, bodies::contactmoment()),
        "huisbezoekUitkomstVastleggen" => (Huisbezoeker, bodies::uitkomst()),
        "contactmomentAflopen" => (Huisbezoeker, json!({ "uitkomst": "gehouden" })),
        "bijeenkomstPlannen" => {
            (Wie::Voorzitter, json!({ "geplandOp": "2026-12-01T13:00:00Z", "plaats": "Het wijkhuis" }))
        }
        "agendapuntToevoegen" => (Wie::Voorzitter, json!({ "casus": niets() })),
        "deelnemerToevoegen" => (Wie::Voorzitter, json!({ "soort": "gast", "hoedanigheid": "woningcorporatie" })),
        "agendapuntBesluiten" => (Wie::Voorzitter, json!({ "evaluatieOp": "2027-01-11" })),
        "agendapuntBespreken" => (Wie::Voorzitter, json!({ "besluit": { "evaluatieOp": "2027-01-11" } })),
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
        "deskRuimteBijhouden" => (Huisbezoeker, json!({ "vrijePlekken": 4, "wachttijdDagen": 12 })),
        "deskWijzigen" => (Wie::Beheerder, json!({ "naam": "Loket", "capaciteit": 4, "responstermijn": 2 })),
        "gebruikerUitnodigen" => (Wie::Beheerder, bodies::uitnodiging(&regio.organisatie(Verloskundige))),
        "gebruikerWijzigen" => (Wie::Beheerder, json!({ "naam": "Iemand Anders" })),
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
        "publicatieTellen" => (Wie::Onderzoeker, json!({ "periode": "2025" })),
        "publicatieTerugleggen" => (Wie::Onderzoeker, json!({ "reden": "vergissing" })),
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
