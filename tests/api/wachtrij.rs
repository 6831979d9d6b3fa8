//! The queue: urgent cases on top, then what came back, and everything says why it stands where it stands.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::gegeven::{Regio, Wie, bodies, moment, regio, verhaal::Gezin};

impl Regio {
    /// The row of a family in the queue, as somebody sees it.
    async fn rij(&self, wie: Wie, gezin: &Gezin) -> Value {
        let page = self.als(wie).post("/v1/casussen/_zoek", json!({})).await.met(200);
        page.items().iter().find(|casus| casus["id"] == gezin.casus.as_str()).unwrap().clone()
    }

    /// A worry about another woman, taken by its coordinator.
    async fn nog_een(&self, nummer: u32, uitgerekend: &str) -> Gezin {
        let gezin = self.aangemeld(bodies::signaal_uitgerekend(nummer, uitgerekend)).await;
        self.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        gezin
    }
}

#[actix_web::test]
async fn een_spoedsignaal_staat_bovenaan_en_is_te_zien() {
    let regio = regio().await;
    // She can enter VoorZorg until tomorrow, and it is not urgent.
    let bijna = regio.aangemeld(bodies::signaal_uitgerekend(1, "2027-02-17")).await;
    regio.aangemeld(bodies::signaal_uitgerekend(2, "2027-06-07")).await;
    let mut urgent = bodies::signaal_uitgerekend(3, "2027-06-08");
    urgent["urgentie"] = "spoed".into();
    let spoed = regio.aangemeld(urgent).await;
    assert_eq!(regio.wachtrij(Wie::Coordinator).await[..2], [spoed.casus.clone(), bijna.casus.clone()]);
    let row = regio.rij(Wie::Coordinator, &spoed).await;
    assert_eq!(row["urgentie"], "spoed");
    assert_eq!(row["plaats"], json!({ "waarom": "spoed", "dag": "2026-11-24", "dagen": 1 }));
    let row = regio.rij(Wie::Coordinator, &bijna).await;
    assert_eq!((&row["urgentie"], &row["plaats"]["waarom"]), (&json!("gewoon"), &json!("venster")));
    // A day too late it is still there, and says so.
    regio.clock.set(moment("2026-11-26T09:00:00Z"));
    assert_eq!(regio.rij(Wie::Coordinator, &spoed).await["plaats"]["dagen"], -2);
    // Once she is being explored the term of the first contact is over; that it was urgent is still seen.
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(spoed.pad(), "behandeling", Value::Null).await.met(200);
    assert_eq!(regio.wachtrij(Wie::Coordinator).await[0], spoed.casus);
    coordinator.stap(spoed.pad(), "verkenning", json!({ "verkenningOp": "2026-11-27" })).await.met(200);
    let row = regio.rij(Wie::Coordinator, &spoed).await;
    assert_eq!((&row["urgentie"], &row["plaats"]["waarom"]), (&json!("spoed"), &json!("venster")));
    assert_eq!(regio.wachtrij(Wie::Coordinator).await.last(), Some(&spoed.casus));
}

#[actix_web::test]
async fn een_eerste_contact_heeft_vijf_werkdagen_ook_zonder_venster() {
    let regio = regio().await;
    let mut not_pregnant = bodies::signaal_van("Niet Zwanger", "06 20000000");
    not_pregnant["zwangerschap"] = json!({ "zwanger": false });
    let gezin = regio.aangemeld(not_pregnant).await;
    let row = regio.rij(Wie::Coordinator, &gezin).await;
    assert_eq!(row["plaats"], json!({ "waarom": "eerste-contact", "dag": "2026-11-30", "dagen": 7 }));
    assert_eq!(row["venster"], Value::Null);
}

#[actix_web::test]
async fn een_afgewezen_vraag_is_gemeld_en_in_de_wachtrij_te_zien_voor_wie_hem_stuurde() {
    let regio = regio().await;
    let ander = regio.nog_een(1, "2027-02-17").await;
    let gezin = regio.in_behandeling().await;
    // An exploration was planned, and led to this request.
    let plan = json!({ "verkenningOp": "2026-11-23" });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "verkenning", plan).await.met(200);
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    assert_eq!(regio.rij(Wie::Coordinator, &gezin).await["terug"], Value::Null);
    regio.clock.set(moment("2026-11-25T10:00:00Z"));
    regio.als(Wie::Voorzorg).stap(&d, "afwijzing", json!({ "reden": "geen-capaciteit" })).await.met(200);
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["doorgeleiding-afgewezen"]);
    assert_eq!(
        (regio.status(&gezin).await, regio.stand(&gezin).await),
        ("in-behandeling".into(), "wordt-verkend".into())
    );
    assert_eq!(regio.wachtrij(Wie::Coordinator).await, [gezin.casus.clone(), ander.casus]);
    let row = regio.rij(Wie::Coordinator, &gezin).await;
    assert_eq!(row["plaats"], json!({ "waarom": "teruggekomen", "dag": "2026-11-25", "dagen": 0 }));
    let sinds = "2026-11-25T10:00:00.000000Z";
    assert_eq!(row["terug"], json!({ "route": "voorzorg", "status": "afgewezen", "sinds": sinds }));
    // A casusregisseur has the case in her list; of the requests she hears there nothing.
    let who = json!({ "casusregisseur": regio.gebruiker(Wie::Huisbezoeker) });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", who).await.met(200);
    let row = regio.rij(Wie::Huisbezoeker, &gezin).await;
    assert_eq!((&row["terug"], &row["plaats"]["waarom"]), (&Value::Null, &json!("teruggekomen")));
    // Asked again elsewhere, it waits for an answer and not for her.
    regio.verzonden(&gezin, "voorzorg", Wie::AndereVoorzorg).await;
    let row = regio.rij(Wie::Coordinator, &gezin).await;
    assert_eq!((&row["terug"], &row["status"]), (&Value::Null, &json!("toegeleid")));
}

#[actix_web::test]
async fn hoe_haar_laatste_vraag_ook_eindigde_de_casus_ligt_weer_bovenaan_bij_de_coordinator() {
    let regio = regio().await;
    regio.nog_een(9, "2027-02-17").await;
    for (nummer, einde) in ["afgewezen", "ingetrokken", "niet-gestart", "gestopt", "verlopen"].into_iter().enumerate() {
        let gezin = regio.nog_een(u32::try_from(nummer).unwrap(), "2027-07-12").await;
        let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
        let (desk, coordinator) = (regio.als(Wie::Voorzorg), regio.als(Wie::Coordinator));
        if ["niet-gestart", "gestopt"].contains(&einde) {
            desk.stap(&d, "aanvaarding", Value::Null).await.met(200);
        }
        match einde {
            "afgewezen" => desk.stap(&d, "afwijzing", json!({ "reden": "geen-capaciteit" })).await.met(200),
            "ingetrokken" => coordinator.stap(&d, "intrekking", json!({ "reden": "vergissing" })).await.met(200),
            "niet-gestart" => desk.stap(&d, "teruggave", json!({ "reden": "gezin-wil-niet" })).await.met(200),
            "gestopt" => {
                regio.begint(Wie::Voorzorg, &d).await;
                desk.stap(&d, "stop", json!({ "reden": "geen-contact-meer" })).await.met(200)
            }
            _ => {
                for _ in 0..14 {
                    regio.verstrijk(TimeDelta::days(1));
                    regio.bewaak().await;
                }
                coordinator.get(&d).await.met(200)
            }
        };
        assert_eq!(regio.status(&gezin).await, "in-behandeling", "{einde}");
        let row = regio.rij(Wie::Coordinator, &gezin).await;
        assert_eq!((&row["plaats"]["waarom"], &row["terug"]["status"]), (&json!("teruggekomen"), &json!(einde)));
        let queue = regio.wachtrij(Wie::Coordinator).await;
        assert!(queue.iter().position(|casus| *casus == gezin.casus).unwrap() <= nummer, "{einde}: {queue:?}");
    }
}

#[actix_web::test]
async fn de_wachtrij_bladert_door_spoed_wat_terugkwam_en_de_rest() {
    let regio = regio().await;
    for nummer in 0..6 {
        let mut body = bodies::signaal_uitgerekend(nummer, &format!("2027-06-{:02}", 20 - nummer));
        if nummer % 3 == 0 {
            body["urgentie"] = "spoed".into();
        }
        let gezin = regio.aangemeld(body).await;
        regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        if nummer % 3 == 1 {
            let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
            regio.als(Wie::Voorzorg).stap(&d, "afwijzing", json!({ "reden": "geen-capaciteit" })).await.met(200);
        }
    }
    let (coordinator, whole) = (regio.als(Wie::Coordinator), regio.wachtrij(Wie::Coordinator).await);
    let (mut found, mut reasons, mut na) = (Vec::new(), Vec::new(), Value::Null);
    loop {
        let mut body = json!({ "aantal": 1 });
        if !na.is_null() {
            body["na"] = na;
        }
        let page = coordinator.post("/v1/casussen/_zoek", body).await.met(200);
        found.extend(page.items().iter().map(|casus| casus["id"].as_str().unwrap().to_owned()));
        reasons.extend(page.items().iter().map(|casus| casus["plaats"]["waarom"].clone()));
        na = page.json["na"].clone();
        if na.is_null() {
            break;
        }
    }
    assert_eq!(found, whole);
    let expected = ["spoed", "spoed", "teruggekomen", "teruggekomen", "eerste-contact", "eerste-contact"];
    assert_eq!(reasons, expected);
}
