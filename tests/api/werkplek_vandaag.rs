//! The coordinator at the workplace: what today asks, and everyone of the area.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::gegeven::{
    Wie,
    bodies::{self, NAAM},
    moment, regio,
};

#[actix_web::test]
async fn een_coordinator_begint_met_wat_niet_kan_wachten_en_ziet_waarom() {
    let regio = regio().await;
    let mut spoed = bodies::signaal();
    spoed["urgentie"] = "spoed".into();
    spoed["client"]["taal"] = "ti".into();
    spoed["client"]["tolkNodig"] = true.into();
    let eerst = regio.aangemeld(spoed).await;
    regio.aangemeld(bodies::signaal_uitgerekend(2, "2027-06-07")).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    assert_eq!(coordinator.get("/").await.met(303).naar(), "/vandaag");
    regio.vergeet_regels();
    let vandaag = coordinator.get("/vandaag").await.met(200);
    let regel = regio.een_regel(Wie::Coordinator, "gezocht");
    assert_eq!(regel.betrokkenen.matches('"').count(), 2, "one woman was shown: {}", regel.betrokkenen);
    assert_eq!(vandaag.tekst("title"), "Vandaag (1) – Knooppunt", "no name in the tab");
    assert_eq!(vandaag.teksten(".doors a"), ["Vandaag", "Gezinnen", "Zoeken", "Beloofd", "Berichten"]);
    assert_eq!(vandaag.tekst(".lead"), "Maandag 23 november, Parkstad.");
    assert_eq!(
        vandaag.teksten(".lists a"),
        [
            "1 Eerst dit",
            "1 Spoed",
            "0 Antwoord te laat",
            "0 Voorstel wacht",
            "0 Kans sluit binnen 14 dagen",
            "0 Evaluatie voorbij",
            "0 Lijkt al bekend",
            "2 Van niemand",
            "0 Van mij"
        ]
    );
    assert_eq!(vandaag.teksten(".rows h3"), [NAAM]);
    assert_eq!(vandaag.tekst(".row .due"), "Nog 1 dag eerste gesprek");
    assert_eq!(vandaag.teksten(".row .facts li"), ["25 jaar", "20+0 weken", "Heerlen", "Tigrinya, tolk"]);
    assert_eq!(vandaag.teksten(".row .words li"), ["Huisvesting of dakloosheid", "Stress"]);
    assert_eq!(vandaag.teksten(".row .state"), ["Spoed", "Nog niet begonnen"]);
    assert_eq!(vandaag.tekst(".row .soft"), "Van niemand, sinds vandaag");
    assert_eq!(vandaag.alle(&format!(".row a[href='/casussen/{}']", eerst.casus)).len(), 1);
    // Two days later it says that it is late.
    regio.clock.set(moment("2026-11-25T09:00:00Z"));
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let vandaag = coordinator.get("/vandaag").await.met(200);
    assert_eq!(vandaag.tekst(".row.late .due"), "1 dag te laat eerste gesprek");
    let van_niemand = coordinator.get("/vandaag/van-niemand").await.met(200);
    assert_eq!(van_niemand.teksten(".rows h3"), [NAAM, "Vrouw Nummer 2"]);
    assert_eq!(van_niemand.tekst("[aria-current=page] b"), "2");
    coordinator.get("/vandaag/alles").await.met(404);
    coordinator.get("/vandaag/eerst-dit").await.met(404);
}

#[actix_web::test]
async fn een_lege_lijst_zegt_of_dat_goed_is() {
    let regio = regio().await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let leeg = coordinator.get("/vandaag").await.met(200);
    assert!(leeg.tekst("section").contains("Niets dat vandaag moet."), "{}", leeg.tekst("section"));
    assert!(leeg.alle(".rows, .pager").is_empty());
    let niemand = coordinator.get("/vandaag/van-niemand").await.met(200);
    assert!(niemand.tekst("section").contains("Elk gezin heeft een coördinator. Dat is goed."));
    regio.verstrijk(TimeDelta::seconds(30));
    regio.aangemeld(bodies::signaal_uitgerekend(2, "2027-06-07")).await;
    let leeg = coordinator.get("/vandaag").await.met(200);
    assert_eq!(leeg.teksten("section a"), ["Van niemand"], "there is something to do elsewhere");
    let gezinnen = coordinator.post("/casussen", &[("gemeente", "GM0928"), ("wie", "van-mij")]).await.met(200);
    assert!(gezinnen.tekst("section").contains("Geen gezin past bij wat u koos: Kerkrade, Van mij."));
}

#[actix_web::test]
async fn een_rij_zegt_op_welk_bureau_zij_wacht_en_dat_het_te_laat_is() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let van_mij = coordinator.get("/vandaag/van-mij").await.met(200);
    assert_eq!(van_mij.teksten(".row .state"), ["Wacht op VoorZorg"]);
    assert_eq!(van_mij.tekst(".row .soft"), "Van u");
    regio.clock.set(moment("2026-12-07T09:00:00Z"));
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let laat = coordinator.get("/vandaag/antwoord-te-laat").await.met(200);
    assert_eq!(laat.teksten(".row.late .state"), ["VoorZorg antwoordt niet"]);
    regio.als(Wie::Voorzorg).stap(&d, "afwijzing", json!({ "reden": "geen-capaciteit" })).await.met(200);
    let terug = coordinator.get("/vandaag").await.met(200);
    assert_eq!(terug.tekst(".row .due"), "Terug bij u sinds vandaag");
    assert_eq!(terug.teksten(".row .state"), ["VoorZorg kon niet helpen"]);
}

#[actix_web::test]
async fn een_signaal_dat_op_een_bekend_gezin_lijkt_staat_klaar_om_te_vergelijken() {
    let regio = regio().await;
    regio.in_behandeling().await;
    let signaal = regio.lijkt_bekend(bodies::signaal()).await;
    let signaal = signaal.rsplit('/').next().unwrap();
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let lijst = coordinator.get("/vandaag/lijkt-bekend").await.met(200);
    assert_eq!(lijst.teksten(".rows h3"), [NAAM]);
    assert_eq!(lijst.alle(&format!(".row a[href='/signalen/{signaal}/vergelijken']")).len(), 1);
}

#[actix_web::test]
async fn wie_bladert_ziet_iedereen_een_keer_en_in_het_adres_staat_niets_over_iemand() {
    let regio = regio().await;
    for nummer in 0..23 {
        let dag = format!("2027-05-{:02}", nummer + 1);
        let mut body = bodies::signaal_van(&format!("Vrouw {nummer:02}"), &format!("06 100000{nummer:02}"));
        body["zwangerschap"]["uitgerekend"] = dag.into();
        regio.aangemeld(body).await;
    }
    regio.verstrijk(TimeDelta::days(4));
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let een = coordinator.get("/vandaag/van-niemand").await.met(200);
    assert_eq!(een.tekst(".pager p"), "U ziet er 20 van de 23.");
    let verder = een.alle(".pager a")[0].attr("href").unwrap().to_owned();
    assert!(verder.starts_with("/vandaag/van-niemand?na=") && !verder.contains("Vrouw"));
    let twee = coordinator.get(&verder).await.met(200);
    let samen = [een.teksten(".rows h3"), twee.teksten(".rows h3")].concat();
    assert_eq!(samen.len(), 23);
    assert_eq!(samen.iter().collect::<std::collections::BTreeSet<_>>().len(), 23);
    // What was chosen goes along from page to page in the form.
    let gezinnen = coordinator.post("/casussen", &[("gemeente", "GM0917")]).await.met(200);
    assert!(gezinnen.tekst("summary").contains("nu: Heerlen"));
    let mee = [("gemeente", gezinnen.waarde("gemeente")), ("na", gezinnen.waarde("na"))];
    let mee: Vec<_> = mee.iter().map(|(naam, waarde)| (*naam, waarde.as_str())).collect();
    let rest = coordinator.post("/casussen", &mee).await.met(200);
    assert_eq!(rest.teksten(".rows h3").len(), 3);
    coordinator.get("/vandaag?na=onzin").await.met(400);
}

#[actix_web::test]
async fn wat_in_een_naam_staat_is_tekst_en_geen_pagina() {
    let regio = regio().await;
    let naam = "<b>Vet</b> <img src=x onerror=alert(1)> & \"Zo\"";
    regio.aangemeld(bodies::signaal_van(naam, "06 20000001")).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let lijst = coordinator.get("/vandaag/van-niemand").await.met(200);
    assert_eq!(lijst.teksten(".rows h3"), [naam]);
    assert!(lijst.alle("main img, .rows h3 b").is_empty());
}

#[actix_web::test]
async fn wie_geen_gezinnen_draagt_hoort_wat_de_api_ook_zegt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    for wie in crate::gegeven::IEDEREEN {
        let api = regio.als(wie).post("/v1/casussen/_zoek", json!({ "metGezin": true })).await;
        let browser = regio.werkplek(wie).await;
        for pad in ["/vandaag", "/vandaag/spoed", "/casussen"] {
            let pagina = browser.get(pad).await.met(api.status);
            let ziet = pagina.antwoord.tekst().contains(NAAM);
            let mag = wie == Wie::Coordinator && pad == "/casussen";
            assert_eq!(ziet, mag, "{wie:?} {pad}");
        }
        let deuren = browser.get("/account").await.met(200).teksten(".doors a");
        assert_eq!(deuren.contains(&"Vandaag".to_owned()), [Wie::Coordinator, Wie::AndereCoordinator].contains(&wie));
    }
    let ander = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    assert_ne!(ander.json["status"], Value::Null);
}
