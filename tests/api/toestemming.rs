//! Consent is a live switch.

use serde_json::{Value, json};

use crate::gegeven::{
    Wie,
    bodies::{self, ALLES, NAAM},
    niets, regio,
};

#[actix_web::test]
async fn een_intrekking_van_toestemming_werkt_meteen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let consent = regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let d = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    let desk = regio.als(Wie::Voorzorg);
    desk.stap(&d, "aanvaarding", Value::Null).await.met(200);
    let started = regio.begint(Wie::Voorzorg, &d).await;
    let traject = started.json["_links"]["traject"]["href"].as_str().unwrap().to_owned();
    let planned = desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
    let visit = format!("/v1/contactmomenten/{}", planned.id());
    assert!(desk.get(&d).await.met(200).tekst().contains(NAAM));
    regio.vergeet_regels();

    let path = format!("/v1/toestemmingen/{consent}");
    let gone = regio.als(Wie::Coordinator).stap(&path, "intrekking", Value::Null).await.met(200);
    assert_eq!(gone.json["status"], "ingetrokken");
    assert!(regio.neem_regels().iter().any(|line| line.gebeurtenis == "toestemming-ingetrokken"));

    // Their next request is answered as if there were nothing.
    for (path, kind) in [(&d, "doorgeleidingen"), (&traject, "trajecten"), (&visit, "contactmomenten")] {
        let hers = desk.get(path).await.weigert(404, "niet-gevonden");
        let absent = desk.get(&format!("/v1/{kind}/{}", niets())).await;
        assert_eq!(hers.bytes, absent.bytes, "{kind}");
    }
    desk.post_met(&format!("{d}/stop"), &started.etag(), json!({ "reden": "verhuisd" }))
        .await
        .weigert(404, "niet-gevonden");
    desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.weigert(404, "niet-gevonden");
    assert!(desk.get("/v1/doorgeleidingen").await.met(200).items().is_empty());
    assert!(desk.get("/v1/trajecten").await.met(200).items().is_empty());
    // What rested on it has stopped; what was lawfully done stays.
    assert_eq!(regio.rijen("doorgeleiding").een_van("status", &["verzonden", "aanvaard", "gestart"]).tel(), 0);
    assert_eq!(regio.rijen("traject").niet("status", "beeindigd").tel(), 0);
    assert_eq!(regio.tel("doorgeleiding"), 1);
    assert_eq!(regio.tel("contactmoment"), 2, "when they met, and what was planned");
}

#[actix_web::test]
async fn zonder_toestemming_geen_doorgeleiding() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let path = format!("{}/doorgeleidingen", gezin.pad());
    let body = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    regio.vergeet_regels();
    coordinator.post(&path, body.clone()).await.weigert(409, "conflict");
    regio.een_regel(Wie::Coordinator, "geweigerd");
    // For another purpose, for another receiver, or for another organisation is not for this.
    regio.stemt_toe(&gezin, "verkenning", "prenataal-huisbezoek", &ALLES).await;
    coordinator.post(&path, body.clone()).await.weigert(409, "conflict");
    let mut only = bodies::toestemming("steun-op-maat", "voorzorg", &ALLES);
    only["item"]["organisatie"] = regio.organisatie(Wie::AndereVoorzorg).into();
    coordinator.post(&format!("{}/toestemmingen", gezin.pad()), only).await.met(201);
    coordinator.post(&path, body.clone()).await.weigert(409, "conflict");
    assert_eq!(regio.tel("doorgeleiding"), 0);
    // A refusal is a normal outcome, and no consent either.
    let mut refused = bodies::toestemming("steun-op-maat", "voorzorg", &ALLES);
    refused["besluit"] = "geweigerd".into();
    coordinator.post(&format!("{}/toestemmingen", gezin.pad()), refused).await.met(201);
    coordinator.post(&path, body.clone()).await.weigert(409, "conflict");
    let consent = regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    regio.als(Wie::Coordinator).stap(format!("/v1/toestemmingen/{consent}"), "intrekking", Value::Null).await.met(200);
    coordinator.post(&path, body.clone()).await.weigert(409, "conflict");
    assert_eq!(regio.tel("doorgeleiding"), 0);
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    coordinator.post(&path, body).await.met(201);
}

#[actix_web::test]
async fn het_veld_verlaat_het_systeem_niet_zonder_onderdeel() {
    let fields = [
        ("contactgegevens", "client"),
        ("zwangerschap", "zwangerschap"),
        ("themas", "themas"),
        ("beschermende-factoren", "beschermendeFactoren"),
        ("kwetsbaarheid", "kwetsbaarheid"),
        ("eigen-vraag", "eigenVragen"),
    ];
    let regio = regio().await;
    for (index, (item, field)) in fields.into_iter().enumerate() {
        // The coordinator herself...
        let mut body = bodies::signaal_van(&format!("Vrouw Nummer {index}"), &format!("06 3000000{index}"));
        body["toestemming"]["items"] = json!([bodies::item("verkenning", "jgz-coordinatie", &[item])]);
        let gezin = regio.aangemeld(body).await;
        let seen = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).json["gedeeld"].clone();
        assert_eq!(seen.as_object().unwrap().keys().collect::<Vec<_>>(), [field]);
        // ... and the desk to which she sends.
        regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &[item]).await;
        let d = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
        let seen = regio.als(Wie::Voorzorg).get(&d).await.met(200);
        let shared = seen.json["gedeeld"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(shared, [field]);
        assert_eq!(seen.tekst().contains("Vrouw Nummer"), item == "contactgegevens");
    }
}

#[actix_web::test]
async fn een_nieuwe_toestemming_komt_in_de_plaats_van_de_oude() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let d = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &["themas"]).await;
    assert_eq!(regio.rijen("toestemming").is("ontvanger", "voorzorg").is("status", "gegeven").tel(), 1);
    assert_eq!(regio.rijen("toestemming").is("ontvanger", "voorzorg").is("status", "vervangen").tel(), 1);
    // The desk goes on with what she shares now: neither more, nor nothing at all.
    let seen = regio.als(Wie::Voorzorg).get(&d).await.met(200);
    assert_eq!(seen.json["gedeeld"].as_object().unwrap().keys().collect::<Vec<_>>(), ["themas"]);
}

#[actix_web::test]
async fn wie_zich_bedenkt_en_weigert_wordt_gehoord() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let mut refused = bodies::toestemming("steun-op-maat", "voorzorg", &ALLES);
    refused["besluit"] = "geweigerd".into();
    let path = format!("{}/toestemmingen", gezin.pad());
    regio.als(Wie::Coordinator).post(&path, refused).await.met(201);
    assert_eq!(regio.rijen("toestemming").is("ontvanger", "voorzorg").is("status", "gegeven").tel(), 0);
    regio.als(Wie::Voorzorg).get(&d).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn een_toestemming_wordt_een_keer_ingetrokken() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let path = format!("/v1/toestemmingen/{}", regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await);
    regio.als(Wie::Coordinator).stap(&path, "intrekking", Value::Null).await.met(200);
    regio.als(Wie::Coordinator).stap(&path, "intrekking", Value::Null).await.weigert(409, "conflict");
}
