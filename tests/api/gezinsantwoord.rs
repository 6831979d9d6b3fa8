//! What the family says beside its desk, the first meeting, and what the signaller hears of both.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::gegeven::{Regio, Wie, bodies, regio, verhaal::Gezin};

impl Regio {
    /// The family of a request says this; whoever asked them notes it.
    async fn gezin_zegt(&self, wie: Wie, d: &str, antwoord: &str) {
        self.als(wie).stap(d, "gezinsantwoord", json!({ "antwoord": antwoord })).await.met(200);
    }

    /// A request to VoorZorg that was taken on.
    async fn aangenomen(&self) -> (Gezin, String) {
        let gezin = self.in_behandeling().await;
        let d = self.doorgeleid(&gezin, Wie::Voorzorg).await;
        self.als(Wie::Voorzorg).stap(&d, "aanvaarding", Value::Null).await.met(200);
        (gezin, d)
    }
}

#[actix_web::test]
async fn wat_het_gezin_zegt_staat_naast_wat_het_bureau_zegt_en_de_ander_hoort_dat_er_een_antwoord_is() {
    let regio = regio().await;
    let (gezin, d) = regio.aangenomen().await;
    let voorzorg = regio.als(Wie::Voorzorg);
    let gezien = voorzorg.get(&d).await.met(200);
    assert_eq!(gezien.json["gezinsantwoord"], "nog-niet-gevraagd");
    let pad = format!("{d}/gezinsantwoord");
    let niets = json!({ "antwoord": "nog-niet-gevraagd" });
    voorzorg.post_met(&pad, &gezien.etag(), niets).await.noemt("antwoord");
    regio.vergeet_regels();
    let later = voorzorg.post_met(&pad, &gezien.etag(), json!({ "antwoord": "later" })).await.met(200);
    let regel = regio.een_regel(Wie::Voorzorg, "doorgeleiding-gezin-antwoordde");
    assert_eq!((regel.handeling.as_str(), regel.casus.as_ref()), ("gezinsantwoord-noteren", Some(&gezin.casus)));
    assert_eq!((&later.json["gezinsantwoord"], &later.json["status"]), (&json!("later"), &json!("aanvaard")));
    assert_eq!(later.json["gezinAntwoorddeOp"], "2026-11-23T09:00:00.000000Z");
    voorzorg.post_met(&pad, &gezien.etag(), json!({ "antwoord": "ja" })).await.met(412);
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["gezin-antwoordde"]);
    // What they say holds until they say something else; the coordinator heard it this time, and the desk is told.
    regio.gezin_zegt(Wie::Coordinator, &d, "ja").await;
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["gezin-antwoordde"]);
    let casus = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    assert_eq!(casus.json["doorgeleidingen"][0]["gezinsantwoord"], "ja");
    assert_eq!(regio.rijen("doorgeleiding").is("gezin", "ja").tel(), 1);
    // Somebody of another desk knows of nothing.
    regio.als(Wie::AndereVoorzorg).post_met(&pad, &gezien.etag(), json!({ "antwoord": "nee" })).await.met(404);
}

#[actix_web::test]
async fn de_hulp_begint_pas_na_een_ontmoeting_die_er_was() {
    let regio = regio().await;
    let (_, d) = regio.aangenomen().await;
    let voorzorg = regio.als(Wie::Voorzorg);
    let niet = voorzorg.stap(&d, "start", Value::Null).await.weigert(409, "conflict");
    assert!(niet.tekst().contains("geen-contact"), "{}", niet.tekst());
    let traject = voorzorg.get(&d).await.met(200).json["_links"]["traject"]["href"].as_str().unwrap().to_owned();
    let plannen = format!("{traject}/contactmomenten");
    let eerste = voorzorg.post(&plannen, bodies::contactmoment()).await.met(201).id();
    let gepland = voorzorg.get(&d).await.met(200);
    assert_eq!(gepland.json["status"], "intake-gepland");
    assert_eq!(gepland.json["intakeGeplandOp"], "2026-11-23T09:00:00.000000Z");
    let bureau = voorzorg.get("/v1/doorgeleidingen?aanEigenDesk=true&nogNietBegonnen=true").await.met(200);
    assert_eq!(bureau.items().len(), 1, "the desk still finds it among what it took on");
    voorzorg.stap(&d, "start", Value::Null).await.weigert(409, "conflict");
    // They did not come: it is planned anew, and then it is held.
    regio.verstrijk(TimeDelta::days(3));
    let niet_gehouden = json!({ "uitkomst": "niet-gehouden", "reden": "niet-thuis" });
    voorzorg.stap(format!("/v1/contactmomenten/{eerste}"), "afloop", niet_gehouden).await.met(200);
    voorzorg.stap(&d, "start", Value::Null).await.weigert(409, "conflict");
    regio.ontmoet(Wie::Voorzorg, &d).await;
    let begonnen = voorzorg.stap(&d, "start", Value::Null).await.met(200);
    assert_eq!((&begonnen.json["status"], &begonnen.json["gezinsantwoord"]), (&json!("gestart"), &json!("ja")));
    assert_eq!(regio.tel("traject WHERE status = 'lopend'"), 1);
    // The coordinator could take it back until then.
    let terug = json!({ "reden": "vergissing" });
    regio.als(Wie::Coordinator).stap(&d, "intrekking", terug).await.weigert(409, "conflict");
    voorzorg.stap(&d, "gezinsantwoord", json!({ "antwoord": "nee" })).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn een_gezin_dat_nee_zegt_krijgt_geen_kennismaking_en_wat_gepland_stond_vervalt_met_de_vraag() {
    let regio = regio().await;
    let (gezin, d) = regio.aangenomen().await;
    let voorzorg = regio.als(Wie::Voorzorg);
    let traject = voorzorg.get(&d).await.met(200).json["_links"]["traject"]["href"].as_str().unwrap().to_owned();
    let plannen = format!("{traject}/contactmomenten");
    regio.gezin_zegt(Wie::Voorzorg, &d, "nee").await;
    let niet = voorzorg.post(&plannen, bodies::contactmoment()).await.weigert(409, "conflict");
    assert!(niet.tekst().contains("gezin-zei-nee"), "{}", niet.tekst());
    assert_eq!(regio.tel("contactmoment"), 0);
    regio.gezin_zegt(Wie::Voorzorg, &d, "ja").await;
    voorzorg.post(&plannen, bodies::contactmoment()).await.met(201);
    let reden = json!({ "reden": "voldoet-niet-bij-intake" });
    assert_eq!(voorzorg.stap(&d, "teruggave", reden).await.met(200).json["status"], "niet-gestart");
    assert_eq!(regio.tel("contactmoment WHERE status = 'vervallen'"), 1);
    voorzorg.get(&d).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.status(&gezin).await, "in-behandeling");
    assert_eq!(regio.stand(&gezin).await, "wordt-verkend");
}

/// What happened to a family, step by step; the last is what the signaller hears.
#[actix_web::test]
async fn de_verloskundige_hoort_in_twaalf_gevallen_het_woord_van_het_gezin() {
    for (wat, hoort) in [
        ("gevraagd", "wordt-verkend"),
        ("aangenomen", "aangeboden"),
        ("aangenomen later", "aangeboden"),
        ("aangenomen ja", "aangeboden-en-aanvaard"),
        ("aangenomen begint", "aangeboden-en-aanvaard"),
        ("bureau-vol", "wordt-verkend"),
        ("aangenomen nee", "aangeboden-en-afgewezen"),
        ("aangenomen nee ingetrokken", "aangeboden-en-afgewezen"),
        ("aangenomen ingetrokken", "wordt-verkend"),
        ("aangenomen begint gestopt", "wordt-verkend"),
        ("verlopen", "wordt-verkend"),
        ("verkend", "wordt-verkend"),
        ("tafel", "wordt-verkend"),
        ("aangenomen elders", "elders"),
        ("aangenomen wachttijd", "wordt-verkend"),
        ("gesloten", "afgesloten"),
    ] {
        let regio = regio().await;
        let gezin = regio.in_behandeling().await;
        let mut d = String::new();
        for stap in wat.split(' ') {
            d = regio.gebeurt(&gezin, d, stap).await;
        }
        assert_eq!(regio.stand(&gezin).await, hoort, "{wat}");
    }
}

impl Regio {
    /// One thing happens to a family; gives the request that it is about.
    async fn gebeurt(&self, gezin: &Gezin, d: String, wat: &str) -> String {
        let (bureau, coordinator) = (self.als(Wie::Voorzorg), self.als(Wie::Coordinator));
        let vanwege = |reden: &str| json!({ "reden": reden });
        match wat {
            "gevraagd" | "bureau-vol" | "verlopen" | "aangenomen" => {
                let d = self.doorgeleid(gezin, Wie::Voorzorg).await;
                match wat {
                    "bureau-vol" => drop(bureau.stap(&d, "afwijzing", vanwege("geen-capaciteit")).await.met(200)),
                    "aangenomen" => drop(bureau.stap(&d, "aanvaarding", Value::Null).await.met(200)),
                    "verlopen" => {
                        for _ in 0..14 {
                            self.verstrijk(TimeDelta::days(1));
                            self.bewaak().await;
                        }
                    }
                    _ => {}
                }
                return d;
            }
            "verkend" => {
                let d = self.doorgeleid(gezin, Wie::Huisbezoeker).await;
                self.als(Wie::Huisbezoeker).stap(&d, "aanvaarding", Value::Null).await.met(200);
                return d;
            }
            "tafel" => {
                let d = self.doorgeleid(gezin, Wie::Voorzitter).await;
                self.als(Wie::Voorzitter).stap(&d, "aanvaarding", Value::Null).await.met(200);
                return d;
            }
            "ja" | "nee" | "later" => self.gezin_zegt(Wie::Voorzorg, &d, wat).await,
            "begint" => drop(self.begint(Wie::Voorzorg, &d).await),
            "gestopt" => drop(bureau.stap(&d, "stop", vanwege("geen-contact-meer")).await.met(200)),
            "ingetrokken" => drop(coordinator.stap(&d, "intrekking", vanwege("niet-meer-nodig")).await.met(200)),
            "elders" => drop(bureau.stap(&d, "teruggave", vanwege("elders")).await.met(200)),
            "wachttijd" => drop(bureau.stap(&d, "teruggave", vanwege("wachttijd-te-lang")).await.met(200)),
            "gesloten" => drop(coordinator.stap(gezin.pad(), "sluiting", vanwege("doelen-bereikt")).await.met(200)),
            anders => panic!("{anders}?"),
        }
        d
    }
}

#[actix_web::test]
async fn het_bureau_noteert_in_de_werkplek_wat_het_gezin_zegt_en_de_coordinator_leest_het() {
    let regio = regio().await;
    let (gezin, d) = regio.aangenomen().await;
    let pad = d.strip_prefix("/v1").unwrap().to_owned();
    let bureau = regio.werkplek(Wie::Voorzorg).await;
    let vraag = bureau.get(&pad).await.met(200);
    assert!(vraag.tekst("section[aria-labelledby=kop-antwoord]").contains("Wil het gezin dit? Nog niet gevraagd"));
    let versie = vraag.waarde("versie");
    let naar = format!("{pad}/gezin");
    let leeg = bureau.post(&naar, &[("versie", &versie), ("verzoek", "a")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Kies wat het gezin zegt."]);
    regio.vergeet_regels();
    bureau.post(&naar, &[("versie", &versie), ("verzoek", "b"), ("gezin", "nee")]).await.met(303);
    regio.een_regel(Wie::Voorzorg, "doorgeleiding-gezin-antwoordde");
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let casus = coordinator.get(&gezin.pad().replace("/v1", "")).await.met(200);
    assert!(casus.tekst("section[aria-labelledby=kop-loopt]").contains("Het gezin zei nee."));
    let signaal = regio.werkplek(Wie::Verloskundige).await.get("/mijn-signalen").await.met(200);
    assert!(signaal.tekst("main").contains("Aangeboden en afgewezen"), "{}", signaal.tekst("main"));
}
