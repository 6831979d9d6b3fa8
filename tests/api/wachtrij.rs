//! The queue: urgent cases on top, then what came back, and everything says why it stands where it stands.

use chrono::TimeDelta;
use futures_util::future::join_all;
use knooppunt::werk::termijnen;
use serde_json::{Value, json};

use crate::{
    gegeven::{Regio, Wie, bodies, moment, regio, verhaal::Gezin},
    termijnen::met_termijnen,
};

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
    assert_eq!((&row["urgentie"], &row["plaats"]["waarom"]), (&json!("spoed"), &json!("verkenning")));
    assert_eq!(regio.wachtrij(Wie::Coordinator).await[0], spoed.casus, "the conversation is tomorrow");
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

#[actix_web::test]
async fn wie_keek_en_een_dag_noemde_ziet_het_gezin_op_die_dag_terug_en_eerder_als_er_iets_gebeurt() {
    let regio = regio().await;
    let mut not_pregnant = bodies::signaal_van("Niet Zwanger", "06 20000000");
    not_pregnant["zwangerschap"] = json!({ "zwanger": false });
    let gezin = regio.aangemeld(not_pregnant).await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "bekijkdatum", json!({ "bekijkOp": "2027-01-04" })).await.weigert(409, "conflict");
    coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    for fout in ["2026-11-22", "2027-11-29"] {
        coordinator.stap(gezin.pad(), "bekijkdatum", json!({ "bekijkOp": fout })).await.noemt("bekijkOp");
    }
    regio.vergeet_regels();
    let gezet = coordinator.stap(gezin.pad(), "bekijkdatum", json!({ "bekijkOp": "2027-01-04" })).await.met(200);
    let lines = regio.neem_regels();
    assert_eq!(lines.iter().filter(|line| line.gebeurtenis == "casus-bekijkdatum-gezet").count(), 1);
    assert_eq!(gezet.json["bekijkOp"], "2027-01-04");
    let row = regio.rij(Wie::Coordinator, &gezin).await;
    assert_eq!(row["plaats"], json!({ "waarom": "bekijken", "dag": "2027-01-04", "dagen": 42 }));
    // A desk is asked and refuses: that is before her at once, and the day that was said is over.
    let d = regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
    assert_eq!(regio.rijen("casus").leeg("bekijk_op").tel(), 1);
    // Of what waits for an answer nothing else says by when: after four weeks somebody looks.
    let row = regio.rij(Wie::Coordinator, &gezin).await;
    assert_eq!(row["plaats"], json!({ "waarom": "bekijken", "dag": "2026-12-21", "dagen": 28 }));
    regio.als(Wie::SociaalDomein).stap(&d, "afwijzing", json!({ "reden": "geen-capaciteit" })).await.met(200);
    assert_eq!(regio.rij(Wie::Coordinator, &gezin).await["plaats"]["waarom"], "teruggekomen");
}

#[actix_web::test]
async fn een_gesprek_dat_is_gepland_en_een_huisbezoek_dat_is_afgerond_worden_niet_vergeten() {
    let regio = regio().await;
    let gezin = regio.nog_een(1, "2027-06-07").await;
    let plan = json!({ "verkenningOp": "2026-11-27" });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "verkenning", plan).await.met(200);
    let row = regio.rij(Wie::Coordinator, &gezin).await;
    assert_eq!(row["plaats"], json!({ "waarom": "verkenning", "dag": "2026-11-27", "dagen": 4 }));
    // Both are over: what they bring is for the coordinator, also when they bring nothing by themselves.
    regio.clock.set(moment("2026-11-30T09:00:00Z"));
    let (bezoek, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let huisbezoeker = regio.als(Wie::Huisbezoeker);
    huisbezoeker.stap(&traject, "uitkomst", bodies::uitkomst()).await.met(200);
    assert_eq!(regio.status(&gezin).await, "verkenning");
    huisbezoeker.stap(&bezoek, "afronding", bodies::afronding()).await.met(200);
    assert_eq!(regio.status(&gezin).await, "in-behandeling");
    let row = regio.rij(Wie::Coordinator, &gezin).await;
    assert_eq!((&row["plaats"]["waarom"], &row["terug"]["status"]), (&json!("teruggekomen"), &json!("afgerond")));
    // A route that was used for this pregnancy is not before her again.
    assert_ne!(row["venster"]["naam"], "prenataal-huisbezoek");
}

#[actix_web::test]
async fn wie_een_gezin_draagt_hoort_eenmaal_dat_de_dag_voorbij_is_ook_van_veertig_processen() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal_uitgerekend(1, "2027-06-07")).await;
    // Tuesday after: five working days went by, and nobody took her.
    regio.clock.set(moment("2026-11-30T09:00:00Z"));
    assert_eq!(regio.bewaak().await, 0);
    regio.clock.set(moment("2026-12-01T09:00:00Z"));
    regio.vergeet_regels();
    let (met, nu) = (met_termijnen(), regio.clock_nu());
    for gedaan in join_all((0..40).map(|_| termijnen::bewaak(&regio.db, &met, nu))).await {
        gedaan.unwrap();
    }
    let lines: Vec<_> = regio.neem_regels().into_iter().filter(|line| line.gebeurtenis == "casus-te-laat").collect();
    assert_eq!((lines.len(), lines[0].casus.as_deref()), (1, Some(gezin.casus.as_str())));
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["eerste-contact-te-laat"]);
    let bericht = regio.als(Wie::Coordinator).get("/v1/berichten").await.met(200);
    assert!(!bericht.tekst().contains(bodies::NAAM));
    // She is taken and a day is planned; that day passes as well, and is told once more.
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    coordinator.stap(gezin.pad(), "verkenning", json!({ "verkenningOp": "2026-12-02" })).await.met(200);
    regio.clock.set(moment("2026-12-03T09:00:00Z"));
    assert_eq!((regio.bewaak().await, regio.bewaak().await), (1, 0));
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["casus-te-laat", "eerste-contact-te-laat"]);
}

#[actix_web::test]
async fn een_kans_die_het_gezin_niet_wil_staat_niet_meer_voor_haar_open() {
    let regio = regio().await;
    let gezin = regio.nog_een(1, "2027-06-07").await;
    let venster = regio.rij(Wie::Coordinator, &gezin).await["venster"]["naam"].clone();
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let desk = regio.als(Wie::Voorzorg);
    desk.stap(&d, "aanvaarding", Value::Null).await.met(200);
    desk.stap(&d, "teruggave", json!({ "reden": "gezin-wil-niet" })).await.met(200);
    let row = regio.rij(Wie::Coordinator, &gezin).await;
    assert_ne!(row["venster"]["naam"], "voorzorg-instroom", "it was {venster}");
}
