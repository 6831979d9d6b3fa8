//! Casussen: the queue, the coordinator's work, and what ends it.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::gegeven::{
    Wie,
    bodies::{self, ALLES},
    niets, regio,
};

#[actix_web::test]
async fn de_wachtrij_staat_op_volgorde_van_de_kans_die_het_eerst_verloren_gaat() {
    let regio = regio().await;
    // Not in the order in which they came: 27 weeks, 12 weeks, and two days before 28 weeks.
    let midden = regio.aangemeld(bodies::signaal_uitgerekend(1, "2027-03-01")).await;
    regio.aangemeld(bodies::signaal_uitgerekend(2, "2027-06-07")).await;
    let eerst = regio.aangemeld(bodies::signaal_uitgerekend(3, "2027-02-18")).await;
    let mut not_pregnant = bodies::signaal_van("Niet Zwanger", "06 20000000");
    not_pregnant["zwangerschap"] = json!({ "zwanger": false });
    let geen = regio.aangemeld(not_pregnant).await;
    let queue = regio.wachtrij(Wie::Coordinator).await;
    let place = |casus: &String| queue.iter().position(|it| it == casus).unwrap();
    assert_eq!(place(&eerst.casus), 0, "{queue:?}");
    // The others wait for a first contact: within the same days, and nobody without a day.
    let page = regio.als(Wie::Coordinator).post("/v1/casussen/_zoek", json!({})).await.met(200);
    for gezin in [&midden, &geen] {
        let row = page.items().iter().find(|casus| casus["id"] == gezin.casus.as_str()).unwrap();
        assert_eq!(row["plaats"], json!({ "waarom": "eerste-contact", "dag": "2026-11-30", "dagen": 7 }));
    }

    let page = regio.als(Wie::Coordinator).post("/v1/casussen/_zoek", json!({})).await.met(200);
    let days: Vec<_> = page.items().iter().filter_map(|casus| casus["venster"]["dagen"].as_i64()).collect();
    assert!(days.len() == 3 && days[0] == 2, "{days:?}");
    let first = page.items().iter().find(|casus| casus["id"] == eerst.casus).unwrap();
    assert_eq!(first["venster"]["naam"], "voorzorg-instroom");
    assert_eq!(first["venster"]["dagen"], 2);
}

#[actix_web::test]
async fn een_herziene_termijn_verschuift_de_wachtrij() {
    let regio = regio().await;
    let a = regio.aangemeld(bodies::signaal_uitgerekend(1, "2027-03-01")).await;
    let b = regio.aangemeld(bodies::signaal_uitgerekend(2, "2027-03-08")).await;
    assert_eq!(regio.wachtrij(Wie::Coordinator).await, [a.casus.clone(), b.casus.clone()]);
    let coordinator = regio.als(Wie::Coordinator);
    regio.verstrijk(chrono::TimeDelta::minutes(1));
    let was = coordinator.get(&b.pad()).await.met(200);
    regio.vergeet_regels();
    let revision = json!({ "uitgerekend": "2027-02-22", "bron": "laatste-menstruatie" });
    let revised = coordinator.post_met(&format!("{}/termijnen", b.pad()), &was.etag(), revision).await.met(200);
    regio.een_regel(Wie::Coordinator, "casus-termijn-herzien");
    assert_eq!(regio.wachtrij(Wie::Coordinator).await, [b.casus.clone(), a.casus]);
    let zwangerschap = &revised.json["gedeeld"]["zwangerschap"];
    assert_eq!(zwangerschap["uitgerekend"], "2027-02-22");
    assert_eq!(zwangerschap["duur"], "27+0");
    let last = zwangerschap["herzieningen"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["oud"], &last["nieuw"]), (&json!("2027-03-08"), &json!("2027-02-22")));
}

#[actix_web::test]
async fn de_wachtrij_bladert_zonder_iemand_over_te_slaan() {
    let regio = regio().await;
    for nummer in 0..5 {
        regio.aangemeld(bodies::signaal_uitgerekend(nummer, &format!("2027-03-{:02}", 10 - nummer))).await;
    }
    let coordinator = regio.als(Wie::Coordinator);
    let whole = regio.wachtrij(Wie::Coordinator).await;
    let (mut found, mut na) = (Vec::new(), Value::Null);
    for _ in 0..3 {
        let mut body = json!({ "aantal": 2 });
        if !na.is_null() {
            body["na"] = na;
        }
        let page = coordinator.post("/v1/casussen/_zoek", body).await.met(200);
        found.extend(page.items().iter().map(|casus| casus["id"].as_str().unwrap().to_owned()));
        na = page.json["na"].clone();
    }
    assert!(na.is_null());
    assert_eq!(found, whole);
    assert_eq!(found.len(), 5);
}

#[actix_web::test]
async fn een_coordinator_ziet_alleen_haar_eigen_gebied() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    assert_eq!(regio.wachtrij(Wie::Coordinator).await.len(), 1);
    assert!(regio.wachtrij(Wie::AndereCoordinator).await.is_empty());
    let other = regio.als(Wie::AndereCoordinator);
    let hers = other.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    assert_eq!(hers.bytes, other.get(&format!("/v1/casussen/{}", niets())).await.bytes);
    let filtered = json!({ "gemeente": "GM0917" });
    assert!(other.post("/v1/casussen/_zoek", filtered).await.met(200).items().is_empty());
}

#[actix_web::test]
async fn een_verouderde_versie_wijzigt_niets() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let seen = coordinator.get(&gezin.pad()).await.met(200).etag();
    let path = format!("{}/wegingen", gezin.pad());
    let weging = json!({ "graad": "potentieel", "samenGewogen": true });
    coordinator.post_met(&path, &seen, weging.clone()).await.met(200);
    let before = regio.inhoud();
    regio.vergeet_regels();
    coordinator.post_met(&path, &seen, weging.clone()).await.weigert(412, "verouderd");
    regio.een_regel(Wie::Coordinator, "geweigerd");
    coordinator.post_met(&path, "\"0\"", weging.clone()).await.weigert(412, "verouderd");
    coordinator.post(&path, weging.clone()).await.weigert(428, "if-match-vereist");
    coordinator.post_met(&path, "*", weging).await.weigert(428, "if-match-vereist");
    assert_eq!(regio.inhoud(), before);
}

#[actix_web::test]
async fn een_casus_wordt_een_keer_genomen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let again = regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await;
    again.weigert(409, "conflict");
}

#[actix_web::test]
async fn sluiten_kan_niet_met_een_open_doorgeleiding() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let coordinator = regio.als(Wie::Coordinator);
    let reden = json!({ "reden": "geen-hulp-gewenst" });
    let before = regio.inhoud();
    let refused = coordinator.stap(gezin.pad(), "sluiting", reden.clone()).await;
    refused.noemt_in_de_weg("open-doorgeleiding", &[("doorgeleiding", &d)]);
    assert_eq!(regio.inhoud(), before);
    coordinator.stap(d, "intrekking", json!({ "reden": "niet-meer-nodig" })).await.met(200);
    coordinator.stap(gezin.pad(), "sluiting", reden).await.met(200);
    assert_eq!(regio.stand(&gezin).await, "aangeboden-en-afgewezen");
}

#[actix_web::test]
async fn anders_vraagt_een_toelichting() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "anders" })).await.noemt("toelichting");
    let words = json!({ "reden": "anders", "toelichting": "Zij is naar haar zus in Gent." });
    coordinator.stap(gezin.pad(), "sluiting", words).await.met(200);
    assert_eq!(regio.waar_staat("zus in Gent"), Vec::<String>::new());
}

#[actix_web::test]
async fn een_heropening_vraagt_verse_toestemming() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "heropening", bodies::heropening()).await.weigert(409, "conflict");
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "doelen-bereikt" })).await.met(200);
    let mut without = bodies::heropening();
    without.as_object_mut().unwrap().remove("toestemming");
    coordinator.stap(gezin.pad(), "heropening", without).await.noemt("toestemming");
    let mut other = bodies::heropening();
    other["toestemming"] = bodies::toestemming("steun-op-maat", "voorzorg", &ALLES);
    coordinator.stap(gezin.pad(), "heropening", other).await.noemt("toestemming");
    let mut refused = bodies::heropening();
    refused["toestemming"]["besluit"] = "geweigerd".into();
    coordinator.stap(gezin.pad(), "heropening", refused).await.noemt("toestemming");
    assert_eq!(regio.rijen("casus").is("status", "afgesloten").tel(), 1);
    let open = coordinator.stap(gezin.pad(), "heropening", bodies::heropening()).await.met(200);
    assert_eq!(open.json["status"], "in-behandeling");
    assert!(regio.neem_regels().iter().any(|line| line.gebeurtenis == "casus-heropend"));
    assert_eq!(regio.wachtrij(Wie::Coordinator).await, [gezin.casus]);
}

#[actix_web::test]
async fn de_casusregisseur_is_iemand_die_een_gezin_kan_dragen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    for cannot in
        [regio.gebruiker(Wie::Onderzoeker), regio.gebruiker(Wie::Beheerder), regio.gebruiker(Wie::Fg), niets()]
    {
        let body = json!({ "casusregisseur": cannot });
        coordinator.stap(gezin.pad(), "casusregisseur", body).await.noemt("casusregisseur");
    }
    let body = json!({ "casusregisseur": regio.gebruiker(Wie::Huisbezoeker) });
    regio.als(Wie::Huisbezoeker).get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    coordinator.stap(gezin.pad(), "casusregisseur", body).await.met(200);
    regio.als(Wie::Huisbezoeker).get(&gezin.pad()).await.met(200);
    assert_eq!(regio.wachtrij(Wie::Huisbezoeker).await, [gezin.casus]);
}

#[actix_web::test]
async fn wie_haar_rollen_verloor_ziet_ook_als_casusregisseur_niets_meer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let inzage = regio.inzage_pad(&gezin).await;
    let body = json!({ "casusregisseur": regio.gebruiker(Wie::Huisbezoeker) });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", body).await.met(200);
    for path in [&gezin.pad(), &inzage] {
        regio.als(Wie::Huisbezoeker).get(path).await.met(200);
    }
    let account = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Huisbezoeker));
    let seen = regio.als(Wie::Beheerder).get(&account).await.met(200);
    for grant in seen.json["toekenningen"].as_array().unwrap() {
        let path = format!("/v1/toekenningen/{}/intrekking", grant["id"].as_str().unwrap());
        regio.als(Wie::Beheerder).post(&path, Value::Null).await.met(200);
    }
    // Her session ended; she logs in again, with an account that has no role any more.
    regio.verstrijk(TimeDelta::minutes(6));
    regio.vergeet_regels();
    for path in [&gezin.pad(), &inzage] {
        regio.als(Wie::Huisbezoeker).get(path).await.weigert(404, "niet-gevonden");
    }
    let step = json!({ "casusregisseur": regio.gebruiker(Wie::Huisbezoeker) });
    let path = format!("{}/casusregisseur", gezin.pad());
    regio.als(Wie::Huisbezoeker).post_met(&path, "\"1\"", step).await.weigert(404, "niet-gevonden");
    assert!(regio.neem_regels().iter().all(|regel| regel.grond.is_none()), "refused, each of them");
    regio.als(Wie::Huisbezoeker).post("/v1/casussen/_zoek", json!({})).await.weigert(403, "niet-toegestaan");
    assert_eq!(regio.rijen("casus").gevuld("regisseur_id").tel(), 1, "in name, until it is handed over");
}

#[actix_web::test]
async fn een_lijst_toont_niet_meer_dan_wat_een_voor_een_te_zien_is() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.lopend(&gezin, Wie::Voorzorg).await;
    let coordinator = regio.als(Wie::Coordinator);
    let body = json!({ "casusregisseur": regio.gebruiker(Wie::Huisbezoeker) });
    coordinator.stap(gezin.pad(), "casusregisseur", body).await.met(200);
    for wie in crate::gegeven::IEDEREEN {
        for list in ["/v1/signalen", "/v1/doorgeleidingen", "/v1/trajecten"] {
            let page = regio.als(wie).get(list).await;
            if page.status == 403 {
                continue;
            }
            for item in page.met(200).items() {
                let path = format!("{list}/{}", item["id"].as_str().unwrap());
                let one = regio.als(wie).get(&path).await;
                assert_eq!(one.status, 200, "{wie:?} finds {path} in a list: {}", one.tekst());
            }
        }
    }
}
