//! Trajecten: visits planned, held, missed and moved.

use serde_json::json;

use crate::gegeven::{Wie, bodies, regio};

#[actix_web::test]
async fn een_schrikkelseconde_is_de_volgende_minuut() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (_, traject) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let path = format!("{traject}/contactmomenten");
    let body = json!({ "soort": "huisbezoek", "geplandOp": "2026-11-30T23:59:60Z" });
    let planned = regio.als(Wie::Voorzorg).post(&path, body).await.met(201);
    assert_eq!(planned.json["geplandOp"], "2026-12-01T00:00:00.000000Z");
}

#[actix_web::test]
async fn een_verzet_contactmoment_houdt_zijn_keten() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (_, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let desk = regio.als(Wie::Huisbezoeker);
    let planned = desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
    let path = format!("/v1/contactmomenten/{}", planned.id());
    let without = json!({ "uitkomst": "verzet" });
    desk.stap(&path, "afloop", without).await.noemt("geplandOp");
    let moved = json!({ "uitkomst": "verzet", "geplandOp": "2026-12-03T13:00:00Z" });
    desk.stap(&path, "afloop", moved).await.met(200);
    desk.stap(&path, "afloop", json!({ "uitkomst": "gehouden" })).await.weigert(409, "conflict");
    let seen = desk.get(&traject).await.met(200);
    let all = seen.json["contactmomenten"].as_array().unwrap();
    assert_eq!(all.len(), 3, "when they met, what was planned, and when it is now");
    assert!(all.iter().any(|it| it["vorige"] == planned.id() && it["status"] == "gepland"), "{}", seen.tekst());
}

#[actix_web::test]
async fn wie_niet_thuis_was_krijgt_een_reden() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (_, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let desk = regio.als(Wie::Huisbezoeker);
    let planned = desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
    let path = format!("/v1/contactmomenten/{}", planned.id());
    desk.stap(&path, "afloop", json!({ "uitkomst": "niet-gehouden" })).await.noemt("reden");
    let anders = json!({ "uitkomst": "niet-gehouden", "reden": "anders" });
    desk.stap(&path, "afloop", anders).await.noemt("toelichting");
    let missed = json!({ "uitkomst": "niet-gehouden", "reden": "niet-thuis" });
    let missed = desk.stap(&path, "afloop", missed).await.met(200);
    assert_eq!(missed.json["reden"], "niet-thuis");
    let future = json!({ "uitkomst": "gehouden", "gehoudenOp": "2026-12-24T00:00:00Z" });
    let next = desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
    desk.stap(format!("/v1/contactmomenten/{}", next.id()), "afloop", future).await.noemt("gehoudenOp");
}

#[actix_web::test]
async fn een_huisbezoek_heeft_een_uitkomst_voor_het_is_afgerond() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let desk = regio.als(Wie::Huisbezoeker);
    desk.stap(&d, "afronding", bodies::afronding()).await.weigert(409, "conflict");
    let mut both = bodies::uitkomst();
    both["vervolgacties"] = json!(["geen", "voorzorg"]);
    desk.stap(&traject, "uitkomst", both).await.noemt("vervolgacties");
    desk.stap(&traject, "uitkomst", bodies::uitkomst()).await.met(200);
    desk.stap(&d, "afronding", bodies::afronding()).await.met(200);
    desk.stap(&traject, "uitkomst", bodies::uitkomst()).await.weigert(409, "conflict");
    desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn een_ander_traject_heeft_geen_uitkomst_van_een_huisbezoek() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (_, traject) = regio.lopend(&gezin, Wie::Voorzorg).await;
    regio.als(Wie::Voorzorg).stap(&traject, "uitkomst", bodies::uitkomst()).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn een_bezoek_is_gehouden_op_een_dag_die_kan() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (_, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let desk = regio.als(Wie::Huisbezoeker);
    let plan = |op: &str| json!({ "soort": "huisbezoek", "geplandOp": op });
    let path = format!("{traject}/contactmomenten");
    let unexpected = desk.post(&path, plan("2026-11-20T13:00:00Z")).await.met(201);
    let unexpected = format!("/v1/contactmomenten/{}", unexpected.id());
    // Before the help began; and of a day that has passed somebody says when it was.
    let held = |op: &str| json!({ "uitkomst": "gehouden", "gehoudenOp": op });
    desk.stap(&unexpected, "afloop", held("2026-11-20T13:00:00Z")).await.noemt("gehoudenOp");
    desk.stap(&unexpected, "afloop", json!({ "uitkomst": "gehouden" })).await.noemt("gehoudenOp");
    desk.stap(&unexpected, "afloop", held("2026-11-23T08:30:00Z")).await.met(200);
    let next = desk.post(&path, plan("2026-12-24T13:00:00Z")).await.met(201);
    let next = format!("/v1/contactmomenten/{}", next.id());
    desk.stap(&next, "afloop", json!({ "uitkomst": "gehouden" })).await.noemt("gehoudenOp");
    desk.stap(&next, "afloop", held("2026-11-23T09:00:00Z")).await.noemt("gehoudenOp");
    let today = desk.post(&path, plan("2026-11-23T08:00:00Z")).await.met(201);
    let today = format!("/v1/contactmomenten/{}", today.id());
    let seen = desk.stap(&today, "afloop", json!({ "uitkomst": "gehouden" })).await.met(200);
    assert_eq!(seen.json["gehoudenOp"], "2026-11-23T08:00:00.000000Z");
}
