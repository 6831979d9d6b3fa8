//! The logboek as the privacy officer searches it.

use chrono::TimeDelta;
use knooppunt::{
    domain::{
        ids::Id,
        logboek::{Soort, Spoor},
        toegang::{Door, Verzoek},
    },
    store::{conn::Tx, logboek},
};
use serde_json::{Value, json};

use crate::{
    gegeven::{
        Antwoord, IEDEREEN, Regio, Wie,
        bodies::{self, NAAM},
        database, moment, niets, regio, regio_met,
    },
    iedereen::Dingen,
    openapi::{document, houdt},
};

const ZOEK: &str = "/v1/logboek/_zoek";
const GEZIEN: &str = "/v1/logboek/gezien/_zoek";

impl Regio {
    async fn zoek(&self, vraag: Value) -> Antwoord {
        self.als(Wie::Fg).post(ZOEK, vraag).await.met(200)
    }
}

fn gebeurtenissen(answer: &Antwoord) -> Vec<&str> {
    answer.items().iter().map(|regel| regel["gebeurtenis"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn de_fg_vindt_wat_een_account_met_een_persoon_deed() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let ander = regio.aangemeld(bodies::signaal_van("Een Ander", "06 99999999")).await;
    let client = regio.client(&gezin).await;
    regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200);
    regio.als(Wie::Verloskundige).get(&ander.signaal_pad()).await.met(200);
    regio.vergeet_regels();
    let verloskundige = regio.gebruiker(Wie::Verloskundige);
    let found = regio.zoek(json!({ "client": client, "gebruiker": verloskundige })).await;
    assert_eq!(gebeurtenissen(&found), ["gelezen", "signaal-ontvangen"]);
    let regel = &found.items()[0];
    assert_eq!((&regel["object"], &regel["zin"]), (&json!(gezin.signaal), &json!("bekeken")));
    assert_eq!((&regel["rol"], &regel["regel"], &regel["actie"]), (&json!("signaleerder"), &json!("rol"), &json!("R")));
    assert_eq!(regel["betrokkenen"][0]["client"], json!(client));
    assert!(!found.tekst().contains(NAAM));
    // What kind of search it was, who was shown, and never what was filled in.
    let line = regio.een_regel(Wie::Fg, "logboek-doorzocht-op-persoon");
    assert_eq!((line.handeling.as_str(), line.object, line.casus), ("logboek-zoeken", None, None));
    let pseudoniem = regel["betrokkenen"][0]["pseudoniem"].as_str().unwrap();
    assert_eq!(line.betrokkenen, format!("[\"{pseudoniem}\"]"));
    // By the name of the logboek it is the same, but for the search that was added.
    let again = regio.zoek(json!({ "pseudoniem": pseudoniem, "gebruiker": verloskundige })).await;
    assert_eq!(again.items(), found.items());
    let own = regio.zoek(json!({ "client": client, "gebruiker": regio.gebruiker(Wie::Fg) })).await;
    assert_eq!(gebeurtenissen(&own), ["logboek-doorzocht-op-persoon", "logboek-doorzocht-op-persoon"]);
    assert!(regio.zoek(json!({ "client": niets() })).await.items().is_empty());
}

#[actix_web::test]
async fn elk_kenmerk_van_een_regel_is_te_zoeken() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    regio.als(Wie::AndereVoorzorg).get(&gezin.pad()).await.met(200);
    regio.als(Wie::AndereCoordinator).get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    regio.verstrijk(TimeDelta::hours(2));
    regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200);
    regio.vergeet_regels();
    let nood = regio.zoek(json!({ "noodprocedure": true })).await;
    assert_eq!(gebeurtenissen(&nood), ["gelezen", "noodprocedure-geopend"]);
    regio.een_regel(Wie::Fg, "logboek-doorzocht");
    let sessie = nood.items()[0]["sessie"].clone();
    let geweigerd = regio.zoek(json!({ "uitkomst": "niet-gevonden" })).await;
    assert_eq!(geweigerd.items()[0]["zin"], "geprobeerd, en geweigerd: een casus bekijken");
    assert_eq!(geweigerd.items().len(), 1);
    regio.vergeet_regels();
    let casus = regio.zoek(json!({ "casus": gezin.casus, "gebeurtenis": "casus-in-behandeling" })).await;
    assert_eq!(casus.items().len(), 1);
    regio.een_regel(Wie::Fg, "logboek-doorzocht-op-zaak");
    let object = regio.zoek(json!({ "object": gezin.casus, "uitkomst": "niet-gevonden" })).await;
    assert_eq!(object.items(), geweigerd.items());
    regio.vergeet_regels();
    let van_sessie = regio.zoek(json!({ "sessie": sessie, "noodprocedure": true })).await;
    assert_eq!(van_sessie.items(), nood.items());
    regio.een_regel(Wie::Fg, "logboek-doorzocht-op-account");
    // No index holds the lines of an organisation: a month of them is looked through.
    let mut organisatie = json!({ "organisatie": regio.organisatie(Wie::AndereVoorzorg) });
    let ask = regio.als(Wie::Fg).post(ZOEK, organisatie.clone()).await.noemt("van");
    assert!(ask.tekst().contains("een periode van hooguit 31 dagen"), "{}", ask.tekst());
    organisatie["van"] = "2026-10-20T09:00:00Z".into();
    regio.als(Wie::Fg).post(ZOEK, organisatie.clone()).await.noemt("van");
    organisatie["van"] = "2026-10-25T09:00:00Z".into();
    assert_eq!(regio.zoek(organisatie).await.items(), nood.items());
    let later = regio.zoek(json!({ "van": "2026-11-23T10:00:00Z", "gebruiker": regio.gebruiker(Wie::Verloskundige), "gebeurtenis": "gelezen" })).await;
    assert_eq!(later.items().len(), 1);
    assert_eq!(later.items()[0]["op"], "2026-11-23T11:00:00.000000Z");
    let eerder =
        regio.zoek(json!({ "tot": "2026-11-23T10:00:00Z", "object": gezin.signaal, "gebeurtenis": "gelezen" })).await;
    assert!(eerder.items().iter().all(|regel| regel["op"].as_str().unwrap() < "2026-11-23T10"));
    regio.vergeet_regels();
    let adres = regio.zoek(json!({ "toegangspunt": nood.items()[0]["toegangspunt"], "noodprocedure": true })).await;
    assert_eq!(adres.items(), nood.items());
    regio.een_regel(Wie::Fg, "logboek-doorzocht-op-adres");
    assert!(regio.zoek(json!({ "toegangspunt": "203.0.113.9" })).await.items().is_empty());
    regio.als(Wie::Fg).post(ZOEK, json!({ "gebeurtenis": "gegluurd" })).await.noemt("gebeurtenis");
    regio.als(Wie::Fg).post(ZOEK, json!({ "na": "x" })).await.noemt("na");
}

#[actix_web::test]
async fn over_een_ding_is_alles_te_vinden_ook_als_het_de_casus_zelf_is() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200);
    regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    regio.als(Wie::AndereCoordinator).get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    let van_de_casus = regio.zoek(json!({ "casus": gezin.casus, "aantal": 100 })).await;
    let over = regio.zoek(json!({ "object": gezin.casus, "aantal": 100 })).await;
    assert!(over.items().iter().all(|regel| regel["object"] == json!(gezin.casus)));
    let casus_zelf = van_de_casus.items().iter().filter(|regel| regel["object"] == json!(gezin.casus)).count();
    assert!(casus_zelf > 1, "{:?}", gebeurtenissen(&van_de_casus));
    for soort in ["gelezen", "casus-in-behandeling", "geweigerd"] {
        assert!(gebeurtenissen(&over).contains(&soort), "{soort} in {:?}", gebeurtenissen(&over));
    }
    let signaal = regio.zoek(json!({ "object": gezin.signaal, "aantal": 100 })).await;
    assert!(signaal.items().iter().all(|regel| regel["object"] == json!(gezin.signaal)));
    assert!(gebeurtenissen(&signaal).contains(&"gelezen"), "{:?}", gebeurtenissen(&signaal));
}

#[actix_web::test]
async fn de_bladzijden_zijn_samen_het_geheel() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    for _ in 0..5 {
        regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200);
    }
    let vraag = json!({ "gebruiker": regio.gebruiker(Wie::Verloskundige), "gebeurtenis": "gelezen", "aantal": 100 });
    let whole = regio.zoek(vraag.clone()).await;
    assert_eq!(whole.items().len(), 5);
    let (mut seen, mut na) = (Vec::new(), Value::Null);
    loop {
        let mut vraag = vraag.clone();
        vraag["aantal"] = 2.into();
        if na.is_string() {
            vraag["na"] = na.clone();
        }
        let page = regio.zoek(vraag).await;
        seen.extend(page.items().clone());
        na = page.json["na"].clone();
        if na.is_null() {
            break;
        }
    }
    assert_eq!(&seen, whole.items());
}

#[actix_web::test]
async fn na_een_gestolen_telefoon_is_bekend_wiens_gegevens_zijn_gezien() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let ander = regio.aangemeld(bodies::signaal_van("Een Ander", "06 99999999")).await;
    let buiten = regio.aangemeld(bodies::signaal_van("Nog Een", "06 88888888")).await;
    let (een, twee, drie) = (regio.client(&gezin).await, regio.client(&ander).await, regio.client(&buiten).await);
    regio.verstrijk(TimeDelta::hours(1));
    for path in [gezin.signaal_pad(), ander.signaal_pad(), gezin.signaal_pad()] {
        regio.als(Wie::Verloskundige).get(&path).await.met(200);
        regio.verstrijk(TimeDelta::minutes(1));
    }
    regio.als(Wie::Verloskundige).get(&format!("/v1/signalen/{}", niets())).await.weigert(404, "niet-gevonden");
    regio.verstrijk(TimeDelta::hours(1));
    regio.als(Wie::Verloskundige).get(&buiten.signaal_pad()).await.met(200);
    regio.vergeet_regels();
    let vraag = json!({
        "gebruiker": regio.gebruiker(Wie::Verloskundige), "van": "2026-11-23T10:00:00Z", "tot": "2026-11-23T11:00:00Z",
    });
    let gezien = regio.als(Wie::Fg).post(GEZIEN, vraag.clone()).await.met(200);
    let line = regio.een_regel(Wie::Fg, "logboek-gezien-nagegaan");
    assert_eq!(line.betrokkenen.matches("\",\"").count() + 1, 2, "both are named: {}", line.betrokkenen);
    let van = |client: &str| gezien.items().iter().find(|item| item["betrokkene"]["client"] == client);
    let van_een = van(&een).unwrap();
    assert_eq!((&van_een["aantal"], &van_een["soorten"]), (&json!(2), &json!(["signaal"])));
    assert_eq!(van_een["eerste"], "2026-11-23T10:00:00.000000Z");
    assert_eq!(van_een["laatste"], "2026-11-23T10:02:00.000000Z");
    assert_eq!(van(&twee).unwrap()["aantal"], 1);
    assert!(van(&drie).is_none());
    houdt(&document(), "logboekGezienNagaan", &gezien);
    // By session it is the same, and page by page.
    let regels = regio.zoek(json!({ "gebruiker": regio.gebruiker(Wie::Verloskundige), "aantal": 1 })).await;
    let mut by_session = vraag.clone();
    by_session.as_object_mut().unwrap().remove("gebruiker");
    let mut nameless = by_session.clone();
    by_session["toegangspunt"] = regels.items()[0]["toegangspunt"].clone();
    assert!(regio.als(Wie::Fg).post(GEZIEN, by_session).await.met(200).items().len() >= 2);
    let mut first = vraag.clone();
    first["aantal"] = 1.into();
    let page = regio.als(Wie::Fg).post(GEZIEN, first.clone()).await.met(200);
    first["na"] = page.json["na"].clone();
    let rest = regio.als(Wie::Fg).post(GEZIEN, first).await.met(200);
    assert_eq!([page.items().as_slice(), rest.items()].concat(), *gezien.items());
    regio.als(Wie::Fg).post(GEZIEN, nameless.clone()).await.noemt("gebruiker");
    nameless["gebruiker"] = regio.gebruiker(Wie::Verloskundige).into();
    nameless["tot"] = "2026-11-23T10:00:00Z".into();
    regio.als(Wie::Fg).post(GEZIEN, nameless).await.noemt("tot");
}

#[actix_web::test]
async fn wie_geen_fg_is_zoekt_niet_in_het_logboek() {
    let regio = regio().await;
    for wie in IEDEREEN.into_iter().filter(|wie| *wie != Wie::Fg) {
        regio.als(wie).post(ZOEK, json!({})).await.weigert(403, "niet-toegestaan");
    }
    let tried = regio.zoek(json!({ "uitkomst": "niet-toegestaan", "aantal": 100 })).await;
    assert_eq!(tried.items().len(), IEDEREEN.len() - 1);
    assert!(tried.items().iter().all(|regel| regel["handeling"] == "logboek-zoeken"));
}

/// A story in which nearly everything happens.
async fn druk(regio: &Regio) {
    let dingen = Dingen::in_heerlen(regio).await;
    let chair = regio.als(Wie::Voorzitter);
    let bijeenkomst = dingen.adres("/bijeenkomsten/{id}");
    chair.stap(&bijeenkomst, "verslag", Value::Null).await.met(200);
    let positie = json!({ "oordeel": "akkoord" });
    chair.stap(dingen.adres("/afspraken/{id}"), "positie", positie).await.met(200);
    let besluit = json!({ "casusregisseur": regio.gebruiker(Wie::SociaalDomein), "evaluatieOp": "2027-01-11" });
    chair.stap(dingen.adres("/agendapunten/{id}"), "besluit", besluit).await.met(200);
    chair.stap(&bijeenkomst, "vaststelling", Value::Null).await.met(200);
    regio.als(Wie::Coordinator).get(&format!("/v1/casussen/{}", niets())).await.weigert(404, "niet-gevonden");
    regio.als(Wie::Verloskundige).post("/v1/casussen/_zoek", json!({})).await.met(200);
    regio.als(Wie::Fg).post(ZOEK, json!({ "toegangspunt": "::1" })).await.met(200);
    regio.clock.set(moment("2026-11-24T09:00:00Z"));
}

#[actix_web::test]
async fn elke_regel_van_een_druk_verhaal_is_zoals_het_document_zegt() {
    let regio = regio().await;
    druk(&regio).await;
    let document = document();
    let mut schema = document["components"]["schemas"]["Logregel"].clone();
    assert_eq!(schema["additionalProperties"], false, "nothing else is in a line");
    schema["components"] = document["components"].clone();
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let (mut na, mut lines) = (Value::Null, Vec::new());
    loop {
        let mut vraag = json!({ "aantal": 100, "tot": "2026-11-24T00:00:00Z" });
        if na.is_string() {
            vraag["na"] = na.clone();
        }
        let page = regio.zoek(vraag).await;
        houdt(&document, "logboekZoeken", &page);
        lines.extend(page.items().clone());
        na = page.json["na"].clone();
        if na.is_null() {
            break;
        }
    }
    let wrong: Vec<_> =
        lines.iter().flat_map(|line| validator.iter_errors(line).map(move |e| format!("{e} in {line}"))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let all = regio.tel("logregel");
    let later = regio.tel("logregel WHERE op >= '2026-11-24T00:00:00Z'");
    assert_eq!(i64::try_from(lines.len()).unwrap(), all - later, "every line is there");
    assert!(lines.len() > 60, "this is busy? {}", lines.len());
}

impl Regio {
    /// What asks for a second look: the rules of each line, and who made it, newest first.
    async fn aandacht(&self, vraag: &str) -> Vec<(Vec<String>, String)> {
        let page = self.als(Wie::Fg).get(&format!("/v1/logboek/aandacht{vraag}")).await.met(200);
        houdt(&document(), "logboekAandacht", &page);
        let regels = |item: &Value| {
            item["redenen"].as_array().unwrap().iter().map(|r| r["regel"].as_str().unwrap().to_owned()).collect()
        };
        let door = |item: &Value| item["logregel"]["gebruiker"].as_str().unwrap().to_owned();
        page.items().iter().map(|item| (regels(item), door(item))).collect()
    }
}

#[actix_web::test]
async fn wat_aandacht_vraagt_staat_met_de_reden_in_een_lijst() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let al = |regels: &[&str], wie: Wie| (regels.iter().map(|r| (*r).to_owned()).collect(), regio.gebruiker(wie));
    regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    assert!(regio.aandacht("").await.is_empty(), "ordinary work");
    // An emergency, and a coordinator of the same area who has nothing to do with this family.
    regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    regio.ken_toe(Wie::AndereCoordinator, "jgz-coordinator", "subregio", "parkstad").await;
    regio.verstrijk(TimeDelta::minutes(6));
    regio.als(Wie::AndereCoordinator).get(&gezin.pad()).await.met(200);
    // Two o'clock at night.
    regio.clock.set(moment("2026-11-24T01:00:00Z"));
    regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200);
    // After it was closed, by day; and by somebody else at night: two reasons.
    regio.clock.set(moment("2026-11-24T09:00:00Z"));
    let reden = json!({ "reden": "doelen-bereikt" });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "sluiting", reden).await.met(200);
    regio.verstrijk(TimeDelta::hours(1));
    regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    regio.clock.set(moment("2026-11-24T22:30:00Z"));
    regio.als(Wie::AndereCoordinator).get(&gezin.pad()).await.met(200);
    regio.clock.set(moment("2026-11-25T09:00:00Z"));
    regio.vergeet_regels();
    let alle = [
        al(&["zonder-relatie", "nacht", "na-sluiting"], Wie::AndereCoordinator),
        al(&["na-sluiting"], Wie::Coordinator),
        al(&["nacht"], Wie::Verloskundige),
        al(&["zonder-relatie"], Wie::AndereCoordinator),
        al(&["noodprocedure"], Wie::AndereVoorzorg),
    ];
    assert_eq!(regio.aandacht("").await, alle);
    let line = regio.een_regel(Wie::Fg, "logboek-doorzocht");
    assert_eq!(line.betrokkenen.matches(',').count(), 0, "one person: {}", line.betrokkenen);
    assert_eq!(regio.aandacht("?regel=na-sluiting&aantal=1").await, [al(&["na-sluiting"], Wie::AndereCoordinator)]);
    assert_eq!(regio.aandacht("?van=2026-11-23&tot=2026-11-23").await, alle[3..]);
    let first = regio.als(Wie::Fg).get("/v1/logboek/aandacht?van=2026-11-20&aantal=3").await.met(200);
    let next = first.json["_links"]["next"]["href"].as_str().unwrap().to_owned();
    let rest = regio.als(Wie::Fg).get(&next).await.met(200);
    assert_eq!((first.items().len(), rest.items().len()), (3, 2));
    regio.als(Wie::Fg).get("/v1/logboek/aandacht?van=2026-01-01").await.noemt("tot");
}

#[actix_web::test]
async fn wie_te_veel_in_een_minuut_opent_staat_in_de_lijst() {
    let regio = regio_met(&[("KNOOPPUNT__REMMEN__OPENEN_PER_MINUUT", "3")]).await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    for _ in 0..3 {
        regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200);
    }
    regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.weigert(429, "te-veel-pogingen");
    let found = regio.aandacht("?regel=te-vaak").await;
    assert_eq!(found, [(vec!["te-vaak".to_owned()], regio.gebruiker(Wie::Verloskundige))]);
}

#[actix_web::test]
async fn wie_gezocht_wordt_staat_in_de_regel_en_wie_ernaast_stond_niet_als_gezochte() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let ander = regio.aangemeld(bodies::signaal_van("Een Ander", "06 99999999")).await;
    let [client, tweede] = [regio.client(&gezin).await, regio.client(&ander).await];
    let naam = |client: &str| {
        let id = client.replace('-', "");
        let waar = if regio.op_postgresql() { format!("'{id}'::uuid") } else { format!("X'{id}'") };
        let hoe = if regio.op_postgresql() { "pseudoniem::text" } else { "lower(hex(pseudoniem))" };
        let naam = database::teksten(&regio.db, format!("SELECT {hoe} AS tekst FROM client WHERE id = {waar}"));
        naam[0].replace('-', "")
    };
    let [haar, de_ander] = [naam(&client), naam(&tweede)];
    // Nothing is found of her, and it is her line all the same.
    regio.vergeet_regels();
    let nothing = json!({ "client": client, "gebruiker": regio.gebruiker(Wie::AndereVoorzorg) });
    assert!(regio.zoek(nothing).await.items().is_empty());
    let line = regio.een_regel(Wie::Fg, "logboek-doorzocht-op-persoon");
    assert_eq!(line.betrokkenen.replace('-', ""), format!("[\"{haar}\"]"));
    // A list showed both; the search was for one.
    regio.wachtrij(Wie::Coordinator).await;
    regio.vergeet_regels();
    regio.zoek(json!({ "client": client, "gebeurtenis": "gezocht" })).await;
    let mut lines = regio.neem_regels();
    lines.sort_by(|een, ander| een.gebeurtenis.cmp(&ander.gebeurtenis));
    let said: Vec<_> =
        lines.iter().map(|line| (line.gebeurtenis.as_str(), line.betrokkenen.replace('-', ""))).collect();
    let of = |naam: &str| format!("[\"{naam}\"]");
    assert_eq!(said, [("logboek-doorzocht", of(&de_ander)), ("logboek-doorzocht-op-persoon", of(&haar))]);
}

#[actix_web::test]
async fn een_medewerker_leest_niet_in_een_inzage_dat_zij_wordt_nagegaan() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let client = regio.client(&gezin).await;
    let account = regio.gebruiker(Wie::Coordinator);
    regio.zoek(json!({ "gebruiker": account })).await;
    let window = json!({ "gebruiker": account, "van": "2026-11-23T00:00:00Z", "tot": "2026-11-24T00:00:00Z" });
    regio.als(Wie::Fg).post("/v1/logboek/gezien/_zoek", window).await.met(200);
    let inzage = regio.als(Wie::Coordinator).get(&format!("/v1/clienten/{client}/inzage")).await.met(200).tekst();
    assert!(inzage.contains("het logboek doorzocht"), "{inzage}");
    for woord in ["doorzocht op een medewerker", "op-account", "nagegaan"] {
        assert!(!inzage.contains(woord), "{woord}");
    }
    // She who is asked about is told all of it, by the privacy officer.
    let dossier = regio.als(Wie::Fg).get(&format!("/v1/clienten/{client}/dossier")).await.met(200).tekst();
    assert!(dossier.contains("doorzocht op een medewerker") && dossier.contains("nagegaan wiens gegevens iemand zag"));
}

#[actix_web::test]
async fn een_jaar_buiten_de_kalender_wordt_geweigerd_met_zijn_naam() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let fg = regio.als(Wie::Fg);
    fg.post(ZOEK, json!({ "van": "-262143-01-01T00:00:00Z" })).await.noemt("van");
    fg.post(ZOEK, json!({ "tot": "+012026-01-01T00:00:00Z" })).await.noemt("tot");
    fg.post(ZOEK, json!({ "van": "0999-01-01T00:00:00Z" })).await.noemt("van");
    let window = json!({ "gebruiker": niets(), "van": "1899-12-31T00:00:00Z", "tot": "1900-01-02T00:00:00Z" });
    fg.post("/v1/logboek/gezien/_zoek", window).await.noemt("van");
    let inzage = format!("/v1/clienten/{}/inzage", regio.client(&gezin).await);
    for (path, veld) in [
        ("/v1/logboek/aandacht?tot=-262143-01-01".to_owned(), "tot"),
        (format!("{inzage}?van=-262143-01-01"), "van"),
        (format!("{inzage}?tot=9999-12-31"), "tot"),
    ] {
        fg.get(&path).await.noemt(veld);
    }
}

#[actix_web::test]
async fn een_regel_noemt_hooguit_duizend_personen() {
    let regio = regio().await;
    let ids: Vec<_> = (0..2_345).map(|_| Id::new(regio.clock_nu())).collect();
    let op = regio.clock_nu();
    let regel = move |tx: &mut Tx| {
        let verzoek = Verzoek { id: Id::<()>::new(op).uuid(), toegangspunt: "::1".into() };
        let (gebruiker, organisatie, sessie) = (Id::new(op), Id::new(op), Id::new(op));
        let door = Door { gebruiker, organisatie, sessie, machineclient: None, rol: None, namens: None, verzoek, op };
        let mut spoor = Spoor::new(door, "casus-zoeken", Soort::Casus);
        spoor.betrokkenen = ids;
        logboek::gedaan(tx, &spoor)
    };
    regio.db.write(regel).await.unwrap();
    let lines = regio.neem_regels();
    let mut aantallen: Vec<_> = lines.iter().map(|line| line.betrokkenen.matches(',').count() + 1).collect();
    aantallen.sort_unstable();
    assert_eq!(aantallen, [345, 1000, 1000]);
    assert_eq!(regio.tel("logregel_betrokkene"), 2_345);
}
