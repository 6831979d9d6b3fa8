//! One family over the years: a first child, VoorZorg, the birth, the handover, two years, a second pregnancy, and a loss.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::gegeven::{Antwoord, Regio, Wie, bodies, moment, regio, verhaal::Gezin};

/// What somebody is told from one step of the story to the next.
#[derive(Default)]
struct Postvak(HashMap<Wie, Vec<String>>);

impl Postvak {
    /// What is new for them since somebody last looked, in order of kind.
    async fn nieuw(&mut self, regio: &Regio, wie: Wie) -> Vec<String> {
        let nu = regio.berichten(wie).await;
        let mut gezien = self.0.insert(wie, nu.clone()).unwrap_or_default();
        let mut nieuw = nu;
        nieuw.retain(|soort| match gezien.iter().position(|oud| oud == soort) {
            Some(plek) => {
                gezien.remove(plek);
                false
            }
            None => true,
        });
        nieuw
    }
}

async fn casus(regio: &Regio, gezin: &Gezin) -> Antwoord {
    regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200)
}

/// She is one family, on one thread, however it is counted.
fn is_een_gezin(regio: &Regio) {
    assert_eq!(regio.tel("casus"), 1);
    assert_eq!(regio.tel("(SELECT DISTINCT client_id FROM casus) AS gezinnen"), 1);
}

#[actix_web::test]
async fn een_gezin_van_het_eerste_kind_tot_na_een_verlies() {
    let regio = regio().await;
    let mut post = Postvak::default();
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);

    // A first child, at 20+0; VoorZorg takes her on.
    let (voorzorg, _) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let seen = casus(&regio, &gezin).await;
    let zij = &seen.json["gedeeld"]["zwangerschap"];
    assert_eq!((&zij["duur"], &zij["eersteKind"]), (&json!("20+0"), &json!(true)));
    assert_eq!(zij["kinderen"], json!([{ "status": "verwacht" }]));
    assert_eq!(seen.json["status"], "steun-op-maat");
    assert_eq!(regio.stand(&gezin).await, "aangeboden-en-aanvaard");
    is_een_gezin(&regio);

    // The midwife was there at the birth.
    regio.clock.set(moment("2027-04-15T09:00:00Z"));
    let born = json!({ "einde": "geboren", "op": "2027-04-14" });
    regio.als(Wie::Verloskundige).stap(gezin.signaal_pad(), "zwangerschapseinde", born).await.met(200);
    assert_eq!(post.nieuw(&regio, Wie::Coordinator).await, ["overdracht-voorgesteld", "zwangerschap-verteld"]);
    assert_eq!(post.nieuw(&regio, Wie::Voorzorg).await, ["zwangerschap-verteld"]);
    let seen = casus(&regio, &gezin).await;
    let zij = &seen.json["gedeeld"]["zwangerschap"];
    assert_eq!((&zij["status"], &zij["duur"]), (&json!("geboren"), &Value::Null));
    assert_eq!(
        (&zij["kinderen"][0]["status"], &zij["kinderen"][0]["geborenOp"]),
        (&json!("geboren"), &json!("2027-04-14"))
    );
    assert_eq!(seen.json["venster"]["sluitOp"], "2027-10-14");
    assert_eq!(regio.als(Wie::Voorzorg).get(&voorzorg).await.met(200).json["status"], "gestart");
    let overdracht = &seen.json["overdrachten"][0];
    assert_eq!((&overdracht["status"], &overdracht["uiterlijk"]), (&json!("voorgesteld"), &json!("2027-04-28")));
    let overdracht = overdracht["id"].as_str().unwrap().to_owned();

    // Nobody held the handover in time, nor looked at the support: the coordinator is reminded of each, once.
    regio.clock.set(moment("2027-04-29T08:00:00Z"));
    assert_eq!((regio.bewaak().await, regio.bewaak().await), (2, 0));
    assert_eq!(post.nieuw(&regio, Wie::Coordinator).await, ["evaluatie-te-laat", "overdracht-herinnering"]);
    let afloop = json!({ "overdracht": overdracht, "uitkomst": "gehouden", "op": "2027-04-29" });
    let etag = casus(&regio, &gezin).await.etag();
    let pad = |stap: &str| format!("{}/{stap}", gezin.pad());
    let te_vroeg =
        coordinator.post_met(&pad("overdrachtsafloop"), &etag, afloop.clone()).await.weigert(409, "conflict");
    assert_eq!(te_vroeg.json["fouten"][0]["code"], "overdracht-niet-zo-ver");
    regio.vergeet_regels();
    let now =
        coordinator.post_met(&pad("overdrachtsaanvaarding"), &etag, json!({ "overdracht": overdracht })).await.met(200);
    regio.een_regel(Wie::Coordinator, "casus-overdracht-aanvaard");
    let mut morgen = afloop.clone();
    morgen["op"] = "2027-04-30".into();
    coordinator.post_met(&pad("overdrachtsafloop"), &now.etag(), morgen).await.noemt("op");
    let now = coordinator.post_met(&pad("overdrachtsafloop"), &now.etag(), afloop).await.met(200);
    assert_eq!(now.json["overdrachten"][0]["status"], "gehouden");
    assert_eq!(now.json["gedeeld"]["zwangerschap"]["kinderen"][0]["status"], "bij-jgz");
    is_een_gezin(&regio);

    // Four weeks before the second birthday the next handover is proposed; on that day the child is followed no more.
    regio.clock.set(moment("2029-03-16T08:00:00Z"));
    assert_eq!(regio.bewaak().await, 0);
    regio.clock.set(moment("2029-03-17T08:00:00Z"));
    regio.vergeet_regels();
    assert_eq!((regio.bewaak().await, regio.bewaak().await), (1, 0));
    let lines = regio.neem_regels();
    assert_eq!(
        lines.iter().map(|line| line.gebeurtenis.as_str()).collect::<Vec<_>>(),
        ["casus-overdracht-voorgesteld"]
    );
    assert_eq!(post.nieuw(&regio, Wie::Coordinator).await, ["overdracht-voorgesteld"]);
    let seen = casus(&regio, &gezin).await;
    let tweede = &seen.json["overdrachten"][1];
    assert_eq!((&tweede["aanleiding"], &tweede["uiterlijk"]), (&json!("twee-jaar"), &json!("2029-04-14")));
    let niet = json!({ "overdracht": tweede["id"], "uitkomst": "niet-gelukt", "reden": "niet-nodig" });
    coordinator.post_met(&pad("overdrachtsafloop"), &seen.etag(), niet).await.met(200);
    regio.clock.set(moment("2029-04-14T08:00:00Z"));
    assert_eq!((regio.bewaak().await, regio.bewaak().await), (1, 0));
    assert_eq!(post.nieuw(&regio, Wie::Voorzorg).await, ["kind-uit-beeld"]);
    let kind = casus(&regio, &gezin).await.json["gedeeld"]["zwangerschap"]["kinderen"][0].clone();
    assert_eq!((&kind["status"], &kind["uitBeeldReden"]), (&json!("uit-beeld"), &json!("tweede-verjaardag")));
    regio.als(Wie::Voorzorg).stap(&voorzorg, "afronding", bodies::afronding()).await.met(200);

    // She is pregnant again, on the same thread.
    regio.clock.set(moment("2029-06-01T08:00:00Z"));
    let weer = json!({ "uitgerekend": "2029-12-20", "bron": "termijnecho" });
    let now = coordinator.stap(gezin.pad(), "zwangerschappen", weer).await.met(200);
    let zij = &now.json["gedeeld"]["zwangerschap"];
    assert_eq!((&zij["duur"], &zij["eersteKind"]), (&json!("11+1"), &json!(false)));
    assert_eq!(now.json["gedeeld"]["eerdereZwangerschappen"][0]["kinderen"][0]["status"], "uit-beeld");
    assert_eq!(now.json["venster"]["naam"], "centering-start");
    let bezoek = regio.doorgeleid(&gezin, Wie::Huisbezoeker).await;
    is_een_gezin(&regio);

    // She loses it.
    regio.clock.set(moment("2029-06-20T08:00:00Z"));
    let lost = json!({ "einde": "verlies", "op": "2029-06-19" });
    let now = coordinator.stap(gezin.pad(), "zwangerschapseinde", lost).await.met(200);
    let zij = &now.json["gedeeld"]["zwangerschap"];
    assert_eq!((&zij["status"], &zij["duur"], &now.json["venster"]), (&json!("verlies"), &Value::Null, &Value::Null));
    assert_eq!(coordinator.get(&bezoek).await.met(200).json["status"], "ingetrokken");
    assert_eq!(post.nieuw(&regio, Wie::Huisbezoeker).await, ["doorgeleiding-vervallen"]);
    // What was done for her first child stays done.
    assert_eq!(coordinator.get(&voorzorg).await.met(200).json["status"], "afgerond");
    for dag in ["2029-07-20", "2029-12-20", "2030-03-01", "2031-06-20"] {
        regio.clock.set(moment(&format!("{dag}T08:00:00Z")));
        assert_eq!(regio.bewaak().await, 0, "{dag}");
    }
    assert!(post.nieuw(&regio, Wie::Voorzorg).await.is_empty());
    is_een_gezin(&regio);
    // All of it can be asked for, and all of it can be erased.
    let dossier = regio.als(Wie::Fg).get(&regio.dossier_pad(&gezin).await).await.met(200);
    for waarde in ["Uit beeld", "14 april 2027", "19 juni 2029", "Gehouden", "Het kind werd twee jaar"] {
        assert!(dossier.tekst().contains(waarde), "{waarde}");
    }
}

#[actix_web::test]
async fn als_een_kind_overlijdt_stopt_met_een_vraag_wat_er_voor_dat_kind_was() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["zwangerschap"]["aantalKinderen"] = 2.into();
    let gezin = regio.aangemeld(body).await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    let (voorzorg, _) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let born = json!({ "einde": "geboren", "op": "2026-11-20" });
    let seen = coordinator.stap(gezin.pad(), "zwangerschapseinde", born).await.met(200);
    let kind = |nummer: usize| seen.json["gedeeld"]["zwangerschap"]["kinderen"][nummer]["id"].clone();
    let overleden = |kind: Value, op: &str| json!({ "kind": kind, "op": op });
    let path = format!("{}/kindoverlijden", gezin.pad());
    coordinator.post_met(&path, &seen.etag(), overleden(kind(0), "2026-11-19")).await.noemt("op");
    regio.vergeet_regels();
    let now = coordinator.post_met(&path, &seen.etag(), overleden(kind(0), "2026-11-22")).await.met(200);
    regio.een_regel(Wie::Coordinator, "casus-kind-overleden");
    // There is another child: the support goes on, and whoever gives it hears that something changed.
    assert_eq!(regio.als(Wie::Voorzorg).get(&voorzorg).await.met(200).json["status"], "gestart");
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["kind-uit-beeld", "zwangerschap-verteld"]);
    coordinator.post_met(&path, &now.etag(), overleden(kind(0), "2026-11-22")).await.noemt("kind");
    let now = coordinator.post_met(&path, &now.etag(), overleden(kind(1), "2026-11-23")).await.met(200);
    assert_eq!(now.json["overdrachten"][0]["status"], "vervallen");
    assert_eq!(coordinator.get(&voorzorg).await.met(200).json["reden"], "omstandigheden");
    assert_eq!(regio.rijen("kind").is("uit_beeld_reden", "overleden").tel(), 2);
    regio.verstrijk(chrono::TimeDelta::days(900));
    assert_eq!(regio.bewaak().await, 0);
}

#[actix_web::test]
async fn de_kinderen_van_wie_de_regio_verlaat_zijn_uit_beeld_tot_het_een_vergissing_blijkt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let born = json!({ "einde": "geboren", "op": "2026-11-20" });
    coordinator.stap(gezin.pad(), "zwangerschapseinde", born).await.met(200);
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "verhuisd" })).await.met(200);
    assert_eq!(regio.rijen("kind").is("uit_beeld_reden", "verhuisd").tel(), 1);
    assert_eq!(regio.rijen("warme_overdracht").is("status", "vervallen").tel(), 1);
    regio.verstrijk(chrono::TimeDelta::minutes(5));
    let back = coordinator.stap(gezin.pad(), "teruggave", Value::Null).await.met(200);
    assert_eq!(back.json["gedeeld"]["zwangerschap"]["kinderen"][0]["status"], "geboren");
    assert_eq!(back.json["overdrachten"][0]["status"], "voorgesteld");
}

#[actix_web::test]
async fn een_zorg_over_een_kind_tot_twee_jaar_begint_met_de_geboortedatum() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    let over = |geboren_op: &str| json!({ "zwanger": false, "geborenOp": geboren_op, "eersteKind": true });
    let verloskundige = regio.als(Wie::Verloskundige);
    for (zwangerschap, veld) in [
        (over("2026-11-24"), "zwangerschap.geborenOp"),
        (over("2024-11-23"), "zwangerschap.geborenOp"),
        (json!({ "zwanger": false, "geborenOp": "2026-09-01" }), "zwangerschap.eersteKind"),
        (json!({ "zwanger": false, "bron": "geboortedatum" }), "zwangerschap.zwanger"),
    ] {
        body["zwangerschap"] = zwangerschap;
        verloskundige.post("/v1/signalen", body.clone()).await.noemt(veld);
    }
    body["zwangerschap"] = over("2026-09-01");
    let gezin = regio.aangemeld(body).await;
    let seen = casus(&regio, &gezin).await;
    let zij = &seen.json["gedeeld"]["zwangerschap"];
    assert_eq!(
        (&zij["status"], &zij["bron"], &zij["duur"]),
        (&json!("geboren"), &json!("geboortedatum"), &Value::Null)
    );
    assert_eq!(
        (&zij["kinderen"][0]["status"], &zij["kinderen"][0]["geborenOp"]),
        (&json!("geboren"), &json!("2026-09-01"))
    );
    // Stevig Ouderschap takes the child until half a year.
    assert_eq!(
        (&seen.json["venster"]["naam"], &seen.json["venster"]["sluitOp"]),
        (&json!("stevig-ouderschap-instroom"), &json!("2027-03-01"))
    );
    regio.clock.set(moment("2028-09-01T08:00:00Z"));
    assert_eq!(regio.bewaak().await, 3, "nobody spoke to her, nobody proposed the handover in time, and the birthday");
    assert_eq!(regio.rijen("kind").is("uit_beeld_reden", "tweede-verjaardag").tel(), 1);
}
