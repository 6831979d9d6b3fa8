//! Advice on the routes: which support fits a family and why, what is missing, and what happens to who passes over it.

use std::{fs, process::Stdio, sync::Arc};

use chrono::TimeDelta;
use knooppunt::{domain::routeadvies::Routeregels, store::casus::venster::bind_regels, werk::vensters};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::gegeven::{
    Regio, Wie,
    bodies::{self, ALLES},
    moment, regio, regio_op,
    verhaal::Gezin,
};

impl Regio {
    /// The advice on all routes, as the coordinator reads it.
    async fn advies(&self, gezin: &Gezin) -> Value {
        self.als(Wie::Coordinator).get(&format!("{}/routeadvies", gezin.pad())).await.met(200).json
    }

    /// The advice on one route.
    async fn advies_over(&self, gezin: &Gezin, route: &str) -> Value {
        let alle = self.advies(gezin).await;
        alle["routes"].as_array().unwrap().iter().find(|een| een["route"] == route).unwrap().clone()
    }

    /// What the advice on a route is, with the rules that do not hold.
    async fn advies_zegt(&self, gezin: &Gezin, route: &str) -> (String, Vec<String>) {
        let advies = self.advies_over(gezin, route).await;
        let regels = advies["regels"].as_array().unwrap().iter();
        let tegen = regels.filter(|regel| regel["uitkomst"] == "nee").map(|regel| tekst(&regel["code"]));
        (tekst(&advies["advies"]), tegen.collect())
    }

    /// A desk of Nu Niet Zwanger, where the home visitor works too.
    pub async fn bureau_nnz(&self) -> String {
        let (beheerder, jgz) = (self.als(Wie::Beheerder), self.organisatie(Wie::Huisbezoeker));
        let nieuw = json!({ "naam": "NNZ", "route": "nu-niet-zwanger", "gebied": { "soort": "regio" } });
        let desk = beheerder.post(&format!("/v1/organisaties/{jgz}/desks"), nieuw).await.met(201).id();
        let rol = json!({ "rol": "uitvoerder", "gebied": { "soort": "desk", "waarde": desk } });
        let rollen = format!("/v1/gebruikers/{}/toekenningen", self.gebruiker(Wie::Huisbezoeker));
        beheerder.post(&rollen, rol).await.met(201);
        desk
    }

    /// A family that the coordinator took, due on that day.
    async fn gezin_uitgerekend(&self, uitgerekend: &str, eerste_kind: bool) -> Gezin {
        let nummer = self.tel("signaal");
        let mut body = bodies::signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 4000000{nummer}"));
        body["zwangerschap"]["uitgerekend"] = uitgerekend.into();
        body["zwangerschap"]["eersteKind"] = eerste_kind.into();
        self.genomen(body).await
    }

    async fn genomen(&self, body: Value) -> Gezin {
        let gezin = self.aangemeld(body).await;
        self.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        gezin
    }
}

fn tekst(waarde: &Value) -> String {
    waarde.as_str().unwrap().to_owned()
}

fn nee(codes: &[&str]) -> (String, Vec<String>) {
    ("nee".into(), codes.iter().map(|&code| code.to_owned()).collect())
}

fn ja() -> (String, Vec<String>) {
    ("ja".into(), Vec::new())
}

#[actix_web::test]
async fn voorzorg_past_tot_en_met_zevenentwintig_weken_en_zes_dagen_en_het_advies_zegt_waarom() {
    let regio = regio().await;
    // 27+6 today.
    let gezin = regio.gezin_uitgerekend("2027-02-16", true).await;
    regio.vergeet_regels();
    let advies = regio.advies_over(&gezin, "voorzorg").await;
    let regel = regio.een_regel(Wie::Coordinator, "gelezen");
    assert_eq!((regel.handeling.as_str(), regel.casus.as_ref()), ("doorgeleiden", Some(&gezin.casus)));
    assert_eq!(advies["advies"], "ja");
    let termijn = &advies["regels"][1];
    let bron = "Basisstructuur Kansrijke Start Zuid-Limburg: instroom voor 28 weken";
    let moet = json!({
        "code": "te-laat", "zin": "Zij is nog geen 28 weken zwanger.", "uitkomst": "ja", "gewicht": "eis",
        "bron": bron, "versie": "zuid-limburg/1", "totEnMet": "2026-11-23",
    });
    assert_eq!(*termijn, moet);
    // The queue knows the same day, and sending goes by the same rules.
    let casus = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    assert_eq!(casus.json["venster"]["naam"], "voorzorg-instroom");
    assert_eq!(casus.json["venster"]["sluitOp"], termijn["totEnMet"]);

    regio.verstrijk(TimeDelta::days(1));
    assert_eq!(regio.advies_zegt(&gezin, "voorzorg").await, nee(&["te-laat"]));
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let pad = format!("{}/doorgeleidingen", gezin.pad());
    let vraag = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    let geweigerd = regio.als(Wie::Coordinator).post(&pad, vraag).await.weigert(409, "conflict");
    assert!(geweigerd.tekst().contains("route-niet-open"), "{}", geweigerd.tekst());
    let casus = regio.als(Wie::Coordinator).post("/v1/casussen/_zoek", json!({})).await.met(200);
    assert_eq!(casus.items()[0]["venster"]["naam"], "prenataal-huisbezoek");
}

#[actix_web::test]
async fn een_tweede_kind_past_niet_bij_voorzorg_en_met_eenendertig_weken_al_helemaal_niet() {
    let regio = regio().await;
    let tweede = regio.gezin_uitgerekend("2027-02-16", false).await;
    assert_eq!(regio.advies_zegt(&tweede, "voorzorg").await, nee(&["niet-eerste-kind"]));
    assert_eq!(regio.advies_zegt(&tweede, "stevig-ouderschap").await, ja());
    let later = regio.gezin_uitgerekend("2027-01-25", false).await;
    assert_eq!(regio.advies_zegt(&later, "voorzorg").await, nee(&["te-laat", "niet-eerste-kind"]));
    assert_eq!(regio.advies_zegt(&later, "prenataal-huisbezoek").await, ja());
}

#[actix_web::test]
async fn wie_niet_zwanger_is_krijgt_geen_huisbezoek_voor_de_geboorte_en_van_een_kind_wordt_gevraagd_hoe_oud_het_is() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["zwangerschap"] = json!({ "zwanger": false });
    let gezin = regio.genomen(body).await;
    for route in ["prenataal-huisbezoek", "voorzorg", "centering-zwangerschap"] {
        assert_eq!(regio.advies_zegt(&gezin, route).await, nee(&["niet-zwanger"]), "{route}");
    }
    let ouderschap = regio.advies_over(&gezin, "stevig-ouderschap").await;
    assert_eq!(ouderschap["advies"], "onbekend");
    assert_eq!(ouderschap["ontbrekendeVragen"], json!(["Is het kind geboren, en wanneer?"]));
    assert_eq!(regio.advies_zegt(&gezin, "nu-niet-zwanger").await, ja());
}

#[actix_web::test]
async fn stevig_ouderschap_past_van_zestien_weken_tot_een_half_jaar_na_de_geboorte() {
    let regio = regio().await;
    // 15+6 today.
    let gezin = regio.gezin_uitgerekend("2027-05-11", true).await;
    assert_eq!(regio.advies_zegt(&gezin, "stevig-ouderschap").await, nee(&["te-vroeg"]));
    regio.verstrijk(TimeDelta::days(1));
    assert_eq!(regio.advies_zegt(&gezin, "stevig-ouderschap").await, ja());
    regio.verstrijk(TimeDelta::days(160));
    let geboren = json!({ "einde": "geboren", "op": "2027-05-01" });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "zwangerschapseinde", geboren).await.met(200);
    let advies = regio.advies_over(&gezin, "stevig-ouderschap").await;
    let termijn = advies["regels"].as_array().unwrap().iter().find(|regel| regel["code"] == "te-laat").unwrap().clone();
    assert_eq!((&termijn["uitkomst"], &termijn["totEnMet"]), (&json!("ja"), &json!("2027-11-01")));
    // Half a year after the birth, over the night in which summer ends: 1 November is the last day.
    regio.clock.set(moment("2027-11-01T22:59:59Z"));
    assert_eq!(regio.advies_zegt(&gezin, "stevig-ouderschap").await, ja());
    regio.clock.set(moment("2027-11-01T23:00:00Z"));
    assert_eq!(regio.advies_zegt(&gezin, "stevig-ouderschap").await, nee(&["te-laat"]));
}

#[actix_web::test]
async fn de_dag_verspringt_om_middernacht_hier_ook_over_een_schrikkeldag_en_als_de_klok_vooruit_gaat() {
    // 27+6 on the leap day of 2028.
    let schrikkel = regio_op(moment("2028-02-28T09:00:00Z"), &[]).await;
    let gezin = schrikkel.gezin_uitgerekend("2028-05-24", true).await;
    for (nu, past) in [
        ("2028-02-28T23:00:00Z", true),
        ("2028-02-29T22:59:59Z", true),
        ("2028-02-29T23:00:00Z", false),
        ("2028-03-01T09:00:00Z", false),
    ] {
        schrikkel.clock.set(moment(nu));
        assert_eq!(schrikkel.advies_zegt(&gezin, "voorzorg").await.0 == "ja", past, "{nu}");
    }
    // 28+0 on the day on which the clock goes forward: it begins an hour before midnight UTC, and ends two.
    let zomer = regio_op(moment("2027-03-26T09:00:00Z"), &[]).await;
    let gezin = zomer.gezin_uitgerekend("2027-06-20", true).await;
    for (nu, past) in [("2027-03-27T22:59:59Z", true), ("2027-03-27T23:00:00Z", false), ("2027-03-28T21:59:59Z", false)]
    {
        zomer.clock.set(moment(nu));
        assert_eq!(zomer.advies_zegt(&gezin, "voorzorg").await.0 == "ja", past, "{nu}");
    }
}

#[actix_web::test]
async fn een_leeftijd_waarschuwt_en_sluit_niets_en_een_onderwerp_te_weinig_wel() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["client"]["geboortedatum"] = "1999-11-24".into();
    let gezin = regio.genomen(body).await;
    // She turns 27 tomorrow; at 26 she is older than VoorZorg is meant for.
    let advies = regio.advies_over(&gezin, "voorzorg").await;
    assert_eq!(advies["advies"], "ja");
    let leeftijd = advies["regels"].as_array().unwrap().iter().find(|regel| regel["code"] == "boven-leeftijd").unwrap();
    assert_eq!((&leeftijd["uitkomst"], &leeftijd["gewicht"]), (&json!("nee"), &json!("waarschuwing")));
    regio.doorgeleid(&gezin, Wie::Voorzorg).await;

    let mut body = bodies::signaal_van("Vrouw Met Een Vraag", "06 20000001");
    body["themas"] = json!(["stress"]);
    let een = regio.genomen(body).await;
    assert_eq!(regio.advies_zegt(&een, "voorzorg").await, nee(&["te-weinig-themas"]));
    assert_eq!(regio.advies_zegt(&een, "knooppunt").await, nee(&["te-weinig-themas"]));
    assert_eq!(regio.advies_zegt(&gezin, "knooppunt").await, ja());
    // What the municipality does not help with is told, and closes nothing.
    assert_eq!(regio.advies_zegt(&een, "sociaal-domein").await, ("ja".into(), vec!["andere-themas".into()]));
}

#[actix_web::test]
async fn wat_zij_niet_deelt_en_waarvoor_zij_nog_ja_moet_zeggen_wordt_genoemd() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    // The visitors may know everything; the coordination only what she asks herself.
    body["toestemming"]["items"] = json!([
        bodies::item("verkenning", "jgz-coordinatie", &["eigen-vraag"]),
        bodies::item("verkenning", "prenataal-huisbezoek", &ALLES),
    ]);
    let gezin = regio.genomen(body).await;
    let advies = regio.advies_over(&gezin, "voorzorg").await;
    assert_eq!((&advies["advies"], &advies["ontbrekendeVragen"]), (&json!("onbekend"), &json!([])));
    let items = ["contactgegevens", "zwangerschap", "themas"];
    let ons = json!({ "doel": "verkenning", "ontvanger": "jgz-coordinatie", "geweigerd": false, "onderdelen": items });
    let hen = json!({ "doel": "steun-op-maat", "ontvanger": "voorzorg", "geweigerd": false });
    assert_eq!(advies["ontbrekendeToestemmingen"], json!([ons, hen]));
    let deelt_niet: Vec<&Value> = advies["regels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|regel| &regel["deeltNiet"])
        .filter(|it| !it.is_null())
        .collect();
    assert_eq!(deelt_niet, ["zwangerschap", "themas", "contactgegevens"]);

    // She says yes to both, first without a way to reach her: what is missing shrinks with each word.
    regio.stemt_toe(&gezin, "verkenning", "jgz-coordinatie", &ALLES).await;
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &["themas"]).await;
    let advies = regio.advies_over(&gezin, "voorzorg").await;
    assert_eq!(advies["advies"], "ja");
    let hen = json!({ "doel": "steun-op-maat", "ontvanger": "voorzorg", "geweigerd": false, "onderdelen": ["contactgegevens"] });
    assert_eq!(advies["ontbrekendeToestemmingen"], json!([hen]));
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let advies = regio.advies_over(&gezin, "voorzorg").await;
    assert_eq!(advies["ontbrekendeToestemmingen"], json!([]));
    assert!(advies["desks"].as_array().unwrap().iter().all(|desk| desk["toestemming"] == "geldt"));
    // Of a route without a desk here her consent is missing all the same.
    let zonder = regio.advies_over(&gezin, "centering-zwangerschap").await;
    assert_eq!(zonder["desks"], json!([]));
    let hen = json!({ "doel": "steun-op-maat", "ontvanger": "centering-zwangerschap", "geweigerd": false });
    assert_eq!(zonder["ontbrekendeToestemmingen"], json!([hen]));
}

#[actix_web::test]
async fn wat_zij_over_een_organisatie_zei_heet_naar_die_organisatie_en_een_nee_is_een_nee() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let ontbreekt = async || regio.advies_over(&gezin, "voorzorg").await["ontbrekendeToestemmingen"].clone();
    let zegt = async |besluit: &str, organisatie: Option<String>| {
        let mut woord = bodies::toestemming("steun-op-maat", "voorzorg", &ALLES);
        woord["besluit"] = besluit.into();
        woord["item"]["organisatie"] = json!(organisatie);
        regio.verstrijk(TimeDelta::minutes(1));
        regio.als(Wie::Coordinator).post(&format!("{}/toestemmingen", gezin.pad()), woord).await.met(201);
    };
    // She says yes to one of the two: of the other she has to be asked.
    let (een, ander) = (regio.organisatie(Wie::Voorzorg), regio.organisatie(Wie::AndereVoorzorg));
    zegt("gegeven", Some(een.clone())).await;
    let nog = ontbreekt().await;
    assert_eq!(nog.as_array().unwrap().len(), 1, "{nog}");
    assert_eq!((&nog[0]["organisatie"], &nog[0]["geweigerd"]), (&json!(ander), &json!(false)));
    assert!(nog[0]["organisatienaam"].is_string() && nog[0].get("onderdelen").is_none(), "{nog}");
    // She says no to that one: nobody is told to ask her again.
    zegt("geweigerd", Some(ander.clone())).await;
    let nog = ontbreekt().await;
    assert_eq!((&nog[0]["organisatie"], &nog[0]["geweigerd"]), (&json!(ander), &json!(true)));
    let naar = format!("{}/vraag/{}", gezin.pad().replace("/v1", ""), regio.desk(Wie::Voorzorg));
    let advies =
        regio.werkplek(Wie::Coordinator).await.get(&naar).await.met(200).tekst("section[aria-labelledby=kop-advies]");
    assert!(advies.contains("Zij zei nee VoorZorg van ") && !advies.contains("Deze toestemming ontbreekt"), "{advies}");
    // And to all of them.
    zegt("geweigerd", Some(een)).await;
    zegt("geweigerd", None).await;
    let hen = json!({ "doel": "steun-op-maat", "ontvanger": "voorzorg", "geweigerd": true });
    assert_eq!(ontbreekt().await, json!([hen]));
}

#[actix_web::test]
async fn wat_aan_een_zeker_nee_niets_verandert_wordt_haar_niet_gevraagd() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["zwangerschap"] = json!({ "zwanger": false });
    body["toestemming"]["items"] = json!([bodies::item("verkenning", "jgz-coordinatie", &["contactgegevens"])]);
    let gezin = regio.genomen(body).await;
    let advies = regio.advies_over(&gezin, "voorzorg").await;
    assert_eq!((&advies["advies"], &advies["ontbrekendeVragen"]), (&json!("nee"), &json!([])));
    assert!(advies["regels"].as_array().unwrap().iter().all(|regel| regel.get("vraag").is_none()), "{advies}");
    let ontbreekt = advies["ontbrekendeToestemmingen"].as_array().unwrap();
    assert!(ontbreekt.iter().all(|een| een["ontvanger"] == "voorzorg"), "{advies}");
    // Of a route that may fit it is asked still.
    let ouderschap = regio.advies_over(&gezin, "stevig-ouderschap").await;
    assert_eq!(ouderschap["advies"], "onbekend");
    assert!(!ouderschap["ontbrekendeVragen"].as_array().unwrap().is_empty());
}

#[actix_web::test]
async fn een_reden_geldt_voor_de_bezwaren_die_wie_stuurt_las() {
    let regio = regio().await;
    let gezin = regio.gezin_uitgerekend("2027-02-16", false).await;
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let mut vraag = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    let pad = format!("{}/doorgeleidingen", gezin.pad());
    let gelezen = regio.advies_over(&gezin, "voorzorg").await["desks"][0]["bezwaren"].clone();
    assert_eq!(gelezen, json!(["niet-eerste-kind"]));
    vraag["inAfwijking"] = json!({ "bezwaren": gelezen, "reden": "desk-akkoord" });
    // The next day she is 28 weeks: that the desk agreed was not about that.
    regio.verstrijk(TimeDelta::days(1));
    regio.vergeet_regels();
    let nee = regio.als(Wie::Coordinator).post(&pad, vraag.clone()).await.weigert(409, "conflict");
    assert_eq!(nee.json["fouten"][0]["code"], "advies-veranderd");
    assert!(nee.veld("detail").contains("Erbij kwam: ") && nee.veld("detail").contains("voorbij"), "{}", nee.tekst());
    assert_eq!(regio.een_regel(Wie::Coordinator, "geweigerd").uitkomst, "conflict");
    assert_eq!(regio.tel("doorgeleiding"), 0);
    vraag["inAfwijking"]["bezwaren"] = regio.advies_over(&gezin, "voorzorg").await["desks"][0]["bezwaren"].clone();
    let gestuurd = regio.als(Wie::Coordinator).post(&pad, vraag).await.met(201);
    assert_eq!(gestuurd.json["afwijking"]["bezwaren"], json!(["te-laat", "niet-eerste-kind"]));
}

#[actix_web::test]
async fn nu_niet_zwanger_na_het_eerste_kind_begint_ook_als_zij_weer_zwanger_is() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let desk = regio.bureau_nnz().await;
    regio.stemt_toe(&gezin, "steun-op-maat", "nu-niet-zwanger", &ALLES).await;
    let pad = format!("{}/doorgeleidingen", gezin.pad());
    let coordinator = regio.als(Wie::Coordinator);
    let vraag = bodies::doorgeleiding("nu-niet-zwanger", &desk);
    let eerste = format!("/v1/doorgeleidingen/{}", coordinator.post(&pad, vraag.clone()).await.met(201).id());
    let verpleegkundige = regio.als(Wie::Huisbezoeker);
    verpleegkundige.stap(&eerste, "aanvaarding", Value::Null).await.met(200);
    regio.clock.set(moment("2028-01-10T09:00:00Z"));
    let geboren = json!({ "einde": "geboren", "op": "2027-04-14" });
    coordinator.stap(gezin.pad(), "zwangerschapseinde", geboren).await.met(200);
    let weer = json!({ "uitgerekend": "2028-08-01", "bron": "termijnecho" });
    coordinator.stap(gezin.pad(), "zwangerschappen", weer).await.met(200);
    regio.ontmoet(Wie::Huisbezoeker, &eerste).await;
    verpleegkundige.stap(&eerste, "start", Value::Null).await.met(200);
    // For this pregnancy it can be asked too, and that one waits for its birth.
    let tweede = format!("/v1/doorgeleidingen/{}", coordinator.post(&pad, vraag).await.met(201).id());
    verpleegkundige.stap(&tweede, "aanvaarding", Value::Null).await.met(200);
    regio.ontmoet(Wie::Huisbezoeker, &tweede).await;
    verpleegkundige.stap(&tweede, "start", Value::Null).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn twee_gezinnen_die_hetzelfde_delen_krijgen_hetzelfde_advies_wat_zij_ook_verzwijgen() {
    let regio = regio().await;
    let deelt_alleen_haar_vraag = json!([bodies::item("verkenning", "jgz-coordinatie", &["eigen-vraag"])]);
    let mut een = bodies::signaal_van("Vrouw Een", "06 20000001");
    een["client"]["geboortedatum"] = "2004-02-02".into();
    een["themas"] = json!(["stress"]);
    let mut twee = bodies::signaal_van("Vrouw Twee", "06 20000002");
    twee["client"]["geboortedatum"] = "1988-02-02".into();
    twee["themas"] = json!(["huisvesting", "schulden-armoede", "stress"]);
    twee["zwangerschap"]["eersteKind"] = false.into();
    let mut gezinnen = Vec::new();
    for mut body in [een, twee] {
        body["toestemming"]["items"] = deelt_alleen_haar_vraag.clone();
        gezinnen.push(regio.genomen(body).await);
    }
    let adviezen = [regio.advies(&gezinnen[0]).await, regio.advies(&gezinnen[1]).await];
    assert_eq!(adviezen[0]["routes"], adviezen[1]["routes"]);
    // When help after the birth begins would tell the day she is due; that a chance closes stands in the queue too.
    let nnz = regio.advies_over(&gezinnen[0], "nu-niet-zwanger").await;
    assert_eq!((&nnz["advies"], &nnz["nietVoor"]), (&json!("ja"), &Value::Null));
    assert_eq!(regio.advies_zegt(&gezinnen[0], "voorzorg").await, ("onbekend".into(), Vec::new()));

    // Nor does it tell that she lost it.
    let verloren = json!({ "einde": "verlies", "op": "2026-11-22" });
    regio.als(Wie::Coordinator).stap(gezinnen[0].pad(), "zwangerschapseinde", verloren).await.met(200);
    let stevig = regio.advies_over(&gezinnen[0], "stevig-ouderschap").await;
    assert_eq!(stevig["advies"], "onbekend");
    assert!(!regio.advies(&gezinnen[0]).await.to_string().contains("geen-kind\",\"uitkomst\":\"nee"));
}

#[actix_web::test]
async fn wat_zij_maar_voor_een_deel_deelt_sluit_niets_uit() {
    let regio = regio().await;
    let mut eerste = bodies::signaal();
    eerste["toestemming"]["items"] = json!([bodies::item("verkenning", "jgz-coordinatie", &["contactgegevens"])]);
    let gezin = regio.genomen(eerste).await;
    let advies = regio.advies_over(&gezin, "voorzorg").await;
    assert_eq!(advies["advies"], "onbekend");
    let themas = advies["regels"].as_array().unwrap().iter().find(|regel| regel["code"] == "te-weinig-themas").unwrap();
    assert_eq!((&themas["uitkomst"], &themas["deeltNiet"]), (&json!("onbekend"), &json!("themas")));
}

#[actix_web::test]
async fn een_bureau_leest_niet_waarom_de_regels_het_niet_wilden_als_zij_dat_niet_deelt() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["zwangerschap"]["eersteKind"] = false.into();
    let gezin = regio.genomen(body).await;
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &["contactgegevens"]).await;
    let mut vraag = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    vraag["inAfwijking"] = json!({ "bezwaren": ["niet-eerste-kind"], "reden": "desk-akkoord" });
    let pad = format!("{}/doorgeleidingen", gezin.pad());
    let gestuurd = regio.als(Wie::Coordinator).post(&pad, vraag).await.met(201);
    assert_eq!(gestuurd.json["afwijking"]["bezwaren"], json!(["niet-eerste-kind"]));
    let d = format!("/v1/doorgeleidingen/{}", gestuurd.id());
    let gelezen = regio.als(Wie::Voorzorg).get(&d).await.met(200);
    let afwijking = &gelezen.json["afwijking"];
    assert_eq!((&afwijking["bezwaren"], &afwijking["reden"]), (&json!([]), &json!("desk-akkoord")));
    let pagina = regio.werkplek(Wie::Voorzorg).await.get(d.strip_prefix("/v1").unwrap()).await.met(200);
    let zin = pagina.tekst(".note.soon");
    assert!(zin.contains("Toch gevraagd: ") && !zin.contains("eerste kind"), "{zin}");
}

#[actix_web::test]
async fn wie_tegen_het_advies_in_vraagt_zegt_waarom_en_dat_is_te_tellen() {
    let regio = regio().await;
    for (nummer, reden) in ["desk-akkoord", "desk-akkoord", "gegevens-onzeker"].into_iter().enumerate() {
        let mut body = bodies::signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 3000000{nummer}"));
        body["zwangerschap"]["eersteKind"] = false.into();
        let gezin = regio.genomen(body).await;
        regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
        let mut vraag = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
        let pad = format!("{}/doorgeleidingen", gezin.pad());
        regio.als(Wie::Coordinator).post(&pad, vraag.clone()).await.weigert(409, "conflict");
        vraag["inAfwijking"] = json!({ "bezwaren": ["niet-eerste-kind"], "reden": reden });
        let gestuurd = regio.als(Wie::Coordinator).post(&pad, vraag).await.met(201);
        assert_eq!(gestuurd.json["afwijking"]["regels"], "zuid-limburg/1");
    }
    let eens =
        |reden| regio.rijen("doorgeleiding").is("afwijk_regels", "zuid-limburg/1").is("afwijk_reden", reden).tel();
    assert_eq!((eens("desk-akkoord"), eens("gegevens-onzeker"), eens("anders")), (2, 1, 0));
}

#[actix_web::test]
async fn nu_niet_zwanger_wordt_in_de_zwangerschap_alleen_na_de_bevalling_gevraagd() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let desk = regio.bureau_nnz().await;
    let advies = regio.advies_over(&gezin, "nu-niet-zwanger").await;
    assert_eq!((&advies["advies"], &advies["nietVoor"]), (&json!("ja"), &json!("2027-04-12")));

    regio.stemt_toe(&gezin, "steun-op-maat", "nu-niet-zwanger", &ALLES).await;
    let vraag = bodies::doorgeleiding("nu-niet-zwanger", &desk);
    let pad = format!("{}/doorgeleidingen", gezin.pad());
    let gestuurd = regio.als(Wie::Coordinator).post(&pad, vraag).await.met(201);
    assert_eq!(gestuurd.json["nietVoor"], "2027-04-12");
    let d = format!("/v1/doorgeleidingen/{}", gestuurd.id());
    let verpleegkundige = regio.als(Wie::Huisbezoeker);
    verpleegkundige.stap(&d, "aanvaarding", Value::Null).await.met(200);
    regio.ontmoet(Wie::Huisbezoeker, &d).await;
    let gezien = verpleegkundige.get(&d).await.met(200).etag();
    let hulp = verpleegkundige.get(&d).await.met(200).json["_links"]["traject"]["href"].as_str().unwrap().to_owned();
    let hulp = hulp.strip_prefix("/v1").unwrap().to_owned();
    let werkplek = regio.werkplek(Wie::Huisbezoeker).await;
    let pagina = werkplek.get(&hulp).await.met(200);
    assert_eq!(pagina.alle(&format!("form[action='{hulp}/beginnen']")).len(), 0, "no button that is refused");
    let nu = pagina.tekst("section[aria-labelledby=kop-nu]");
    assert!(nu.contains("Deze hulp begint na de bevalling. Die wordt ") && nu.contains("12 april"), "{nu}");
    regio.vergeet_regels();
    let start = format!("{d}/start");
    let nog_niet = verpleegkundige.post_met(&start, &gezien, Value::Null).await.weigert(409, "conflict");
    assert!(nog_niet.tekst().contains("na-de-bevalling"), "{}", nog_niet.tekst());
    assert_eq!(regio.een_regel(Wie::Huisbezoeker, "geweigerd").uitkomst, "conflict");
    // The child comes before its date: nothing has to wait for that day any more.
    regio.verstrijk(TimeDelta::days(120));
    let geboren = json!({ "einde": "geboren", "op": "2027-03-20" });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "zwangerschapseinde", geboren).await.met(200);
    let pagina = regio.werkplek(Wie::Huisbezoeker).await.get(&hulp).await.met(200);
    assert_eq!(pagina.alle(&format!("form[action='{hulp}/beginnen']")).len(), 1);
    regio.verstrijk(TimeDelta::minutes(1));
    verpleegkundige.stap(&d, "start", Value::Null).await.met(200);
}

#[actix_web::test]
async fn een_bureau_houdt_zelf_bij_hoeveel_plek_er_is_en_het_advies_toont_het() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let pad = format!("/v1/desks/{}/ruimte", regio.desk(Wie::Voorzorg));
    let voorzorg = regio.als(Wie::Voorzorg);
    let was = voorzorg.get(&pad).await.met(200);
    assert!(was.json.get("vrijePlekken").is_none(), "{}", was.tekst());
    let vol = json!({ "vrijePlekken": 0, "wachttijdDagen": 12 });
    voorzorg.vraag(actix_web::test::TestRequest::put().uri(&pad).set_json(&vol)).await.met(428);
    regio.vergeet_regels();
    let nu = voorzorg.put(&pad, &was.etag(), vol.clone()).await.met(200);
    let regel = regio.een_regel(Wie::Voorzorg, "desk-ruimte-bijgewerkt");
    assert_eq!((regel.handeling.as_str(), regel.uitkomst.as_str()), ("desk-ruimte-bijhouden", "gelukt"));
    assert_eq!(nu.json["nagekekenOp"], "2026-11-23T09:00:00.000000Z");
    voorzorg.put(&pad, &was.etag(), vol).await.met(412);
    voorzorg.put(&pad, &nu.etag(), json!({ "vrijePlekken": -1 })).await.noemt("vrijePlekken");
    // Somebody of another desk keeps that one, and a chair the table.
    regio.als(Wie::AndereVoorzorg).put(&pad, &nu.etag(), json!({})).await.met(403);
    regio.als(Wie::Coordinator).put(&pad, &nu.etag(), json!({})).await.met(403);
    let tafel = format!("/v1/desks/{}/ruimte", regio.desk(Wie::Voorzitter));
    let was = regio.als(Wie::Voorzitter).get(&tafel).await.met(200);
    regio.als(Wie::Voorzitter).put(&tafel, &was.etag(), json!({ "vrijePlekken": 6 })).await.met(200);

    let advies = regio.advies_over(&gezin, "voorzorg").await;
    let desk = advies["desks"].as_array().unwrap().iter().find(|desk| desk["desknaam"] == "VoorZorg").unwrap();
    assert_eq!((&desk["vrijePlekken"], &desk["wachttijdDagen"]), (&json!(0), &json!(12)));
    assert_eq!(desk["ruimteNagekekenOp"], "2026-11-23T09:00:00.000000Z");

    // Whoever keeps the desks changes its name, and how many it can have at a time: the room stays as the desk noted it.
    let beheerd = format!("/v1/desks/{}", regio.desk(Wie::Voorzorg));
    let beheerder = regio.als(Wie::Beheerder);
    let etag = beheerder.get(&beheerd).await.met(200).etag();
    let anders = json!({ "naam": "VoorZorg Zuid", "capaciteit": 25 });
    let nu = beheerder.put(&beheerd, &etag, anders).await.met(200).json;
    assert_eq!((&nu["capaciteit"], &nu["vrijePlekken"], &nu["wachttijdDagen"]), (&json!(25), &json!(0), &json!(12)));
    assert_eq!(nu["ruimteNagekekenOp"], "2026-11-23T09:00:00.000000Z");
}

#[test]
fn een_verkeerd_bestand_met_regels_houdt_de_server_tegen_met_de_regel_en_de_reden() {
    let map = TempDir::new().unwrap();
    let (url, sleutel) = (format!("sqlite:{}", map.path().join("k.db").display()), map.path().join("sleutel"));
    let geleverd = include_str!("../../config/routeadvies/zuid-limburg.toml");
    let bestand = map.path().join("eigen.toml");
    fs::write(&bestand, geleverd.replacen("duur = \"28+0\"", "duur = \"28+1\"", 1)).unwrap();
    let mut opdracht = crate::kill::opdracht(&url, &sleutel, &["serve"]);
    let gedaan = opdracht.env("KNOOPPUNT__ROUTEADVIES__REGELS", &bestand).stderr(Stdio::piped()).output().unwrap();
    let zegt = String::from_utf8_lossy(&gedaan.stderr);
    let regel = geleverd.lines().position(|regel| regel.starts_with("naam = \"28+0, eerste kind")).unwrap() + 1;
    assert!(!gedaan.status.success());
    assert!(zegt.contains(&format!("eigen.toml: regel {regel}: hier moet 'voorzorg' nee zijn")), "{zegt}");
    fs::remove_file(&bestand).unwrap();
    let mut opdracht = crate::kill::opdracht(&url, &sleutel, &["serve"]);
    let gedaan = opdracht.env("KNOOPPUNT__ROUTEADVIES__REGELS", &bestand).stderr(Stdio::piped()).output().unwrap();
    let zegt = String::from_utf8_lossy(&gedaan.stderr);
    assert!(!gedaan.status.success() && zegt.contains("`routeadvies.regels`"), "{zegt}");
}

#[actix_web::test]
async fn onder_een_nieuw_bestand_met_regels_krijgt_elk_gezin_bij_de_start_zijn_kans() {
    let regio = regio().await;
    // 27+6 today.
    let gezin = regio.gezin_uitgerekend("2027-02-16", true).await;
    let ander = regio.in_behandeling().await;
    let venster = async |gezin: &Gezin| {
        let casus = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
        (tekst(&casus.json["venster"]["naam"]), tekst(&casus.json["venster"]["sluitOp"]))
    };
    assert_eq!(venster(&gezin).await, ("voorzorg-instroom".to_owned(), "2026-11-23".to_owned()));
    // The region takes late starters from now on.
    let geleverd = include_str!("../../config/routeadvies/zuid-limburg.toml");
    let later = geleverd.replace("28+0", "30+0").replace("27+6", "29+6").replacen("versie = 1", "versie = 2", 1);
    let later = Arc::new(Routeregels::lees(&later).unwrap());
    let keer = || vensters::leid_opnieuw_af(&regio.db, &later, regio.clock_nu());
    // Two processes start at once.
    let (een, twee) = futures_util::future::join(keer(), keer()).await;
    een.and(twee).unwrap();
    assert_eq!(venster(&gezin).await, ("voorzorg-instroom".to_owned(), "2026-12-07".to_owned()));
    assert_eq!(regio.tel("casus WHERE volgens LIKE 'zuid-limburg/2 %'"), 2);
    assert!(regio.rijen("logregel").is("gebeurtenis", "vensters-opnieuw-afgeleid").tel() > 0);
    assert!(!venster(&ander).await.0.is_empty());
    // There is nothing left to do, and nothing changed for whoever had one open.
    let before = regio.inhoud();
    keer().await.unwrap();
    assert_eq!(regio.inhoud(), before);
}

#[test]
fn een_versie_van_de_regels_heeft_altijd_dezelfde_tekst() {
    let map = TempDir::new().unwrap();
    let (url, sleutel) = (format!("sqlite:{}", map.path().join("k.db").display()), map.path().join("sleutel"));
    let geleverd = include_str!("../../config/routeadvies/zuid-limburg.toml");
    let db = crate::gegeven::database::open(url.clone());
    let regels = Routeregels::lees(geleverd).unwrap();
    let nu = moment("2026-11-23T09:00:00Z");
    let bind = |regels: Routeregels| db.write_blocking(move |tx| bind_regels(tx, &regels, nu)).unwrap();
    assert!(bind(regels.clone()) && bind(regels), "the same text as often as somebody starts");
    let bestand = map.path().join("eigen.toml");
    fs::write(&bestand, format!("{geleverd}\n# One word more.\n")).unwrap();
    let mut opdracht = crate::kill::opdracht(&url, &sleutel, &["serve"]);
    let opdracht = opdracht.env("KNOOPPUNT__ROUTEADVIES__REGELS", &bestand).stderr(Stdio::piped());
    let gedaan = opdracht.env_remove("KNOOPPUNT__LOGBOEK__SLEUTEL").output().unwrap();
    let zegt = String::from_utf8_lossy(&gedaan.stderr);
    assert!(!gedaan.status.success() && zegt.contains("zuid-limburg/1") && zegt.contains("andere tekst"), "{zegt}");
    let tweede = geleverd.replacen("versie = 1", "versie = 2", 1);
    assert!(bind(Routeregels::lees(&tweede).unwrap()), "another version has a text of its own");
}
