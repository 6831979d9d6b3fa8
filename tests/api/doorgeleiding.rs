//! Doorgeleidingen: one request to one desk, answered once.

use serde_json::{Value, json};

use crate::{
    dossier::staat,
    gegeven::{
        Wie,
        bodies::{self, ALLES},
        niets, regio,
    },
};

#[actix_web::test]
async fn een_afgewezen_desk_ziet_de_casus_niet_meer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let desk = regio.als(Wie::Voorzorg);
    assert_eq!(desk.get("/v1/doorgeleidingen").await.met(200).items().len(), 1);
    regio.vergeet_regels();
    let seen = desk.get(&d).await.met(200);
    regio.vergeet_regels();
    let answer =
        desk.post_met(&format!("{d}/afwijzing"), &seen.etag(), json!({ "reden": "geen-capaciteit" })).await.met(200);
    regio.een_regel(Wie::Voorzorg, "doorgeleiding-afgewezen");
    assert_eq!(answer.json.as_object().unwrap().len(), 2, "an id and a status: {}", answer.tekst());
    let hers = desk.get(&d).await.weigert(404, "niet-gevonden");
    assert_eq!(hers.bytes, desk.get(&format!("/v1/doorgeleidingen/{}", niets())).await.bytes);
    desk.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    assert!(desk.get("/v1/doorgeleidingen").await.met(200).items().is_empty());
    // It is back with its coordinator, and the signaller hears it.
    assert_eq!(regio.status(&gezin).await, "in-behandeling");
    assert_eq!(regio.stand(&gezin).await, "wordt-verkend");
    let kept = regio.als(Wie::Coordinator).get(&d).await.met(200);
    assert_eq!(kept.json["reden"], "geen-capaciteit");
}

#[actix_web::test]
async fn een_ingetrokken_doorgeleiding_is_weg_voor_de_desk() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    regio.als(Wie::Voorzorg).get(&d).await.met(200);
    regio.als(Wie::Coordinator).stap(&d, "intrekking", json!({ "reden": "vergissing" })).await.met(200);
    let desk = regio.als(Wie::Voorzorg);
    let hers = desk.get(&d).await.weigert(404, "niet-gevonden");
    assert_eq!(hers.bytes, desk.get(&format!("/v1/doorgeleidingen/{}", niets())).await.bytes);
}

#[actix_web::test]
async fn een_tweede_antwoord_op_dezelfde_doorgeleiding_wordt_geweigerd() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let desk = regio.als(Wie::Voorzorg);
    let accepted = desk.stap(&d, "aanvaarding", Value::Null).await.met(200);
    let before = regio.inhoud();
    regio.vergeet_regels();
    let path = format!("{d}/aanvaarding");
    desk.post_met(&path, &accepted.etag(), Value::Null).await.weigert(409, "conflict");
    let line = regio.een_regel(Wie::Voorzorg, "geweigerd");
    assert_eq!(line.handeling, "doorgeleiding-beantwoorden");
    assert_eq!(line.object, Some(accepted.id()));
    let no = json!({ "reden": "geen-capaciteit" });
    desk.post_met(&format!("{d}/afwijzing"), &accepted.etag(), no).await.weigert(409, "conflict");
    let away = json!({ "desk": regio.desk(Wie::AndereVoorzorg) });
    desk.post_met(&format!("{d}/omleiding"), &accepted.etag(), away).await.weigert(409, "conflict");
    assert_eq!(regio.inhoud(), before);
    assert_eq!(regio.tel("traject"), 1);
}

#[actix_web::test]
async fn een_omgeleide_doorgeleiding_houdt_haar_keten() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let away = json!({ "desk": regio.desk(Wie::AndereVoorzorg) });
    let here = json!({ "desk": regio.desk(Wie::SociaalDomein) });
    regio.als(Wie::Voorzorg).stap(&d, "omleiding", here).await.noemt("desk");
    regio.als(Wie::Voorzorg).stap(&d, "omleiding", away).await.met(200);
    regio.als(Wie::Voorzorg).get(&d).await.weigert(404, "niet-gevonden");
    let inbox = regio.als(Wie::AndereVoorzorg).get("/v1/doorgeleidingen").await.met(200);
    let [item] = inbox.items().as_slice() else { panic!("{}", inbox.tekst()) };
    let next = format!("/v1/doorgeleidingen/{}", item["id"].as_str().unwrap());
    let seen = regio.als(Wie::AndereVoorzorg).get(&next).await.met(200);
    assert_eq!(format!("/v1/doorgeleidingen/{}", seen.veld("vorige")), d);
    assert_eq!(seen.json["vraag"], "Willen jullie met haar kennismaken?");
    assert_eq!(regio.status(&gezin).await, "toegeleid");
}

#[actix_web::test]
async fn omleiden_kan_alleen_waar_de_toestemming_geldt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let mut only = bodies::toestemming("steun-op-maat", "voorzorg", &ALLES);
    only["item"]["organisatie"] = regio.organisatie(Wie::Voorzorg).into();
    regio.als(Wie::Coordinator).post(&format!("{}/toestemmingen", gezin.pad()), only).await.met(201);
    let d = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    let away = json!({ "desk": regio.desk(Wie::AndereVoorzorg) });
    regio.als(Wie::Voorzorg).stap(&d, "omleiding", away).await.weigert(409, "conflict");
    assert_eq!(regio.tel("doorgeleiding"), 1);
}

#[actix_web::test]
async fn een_desk_hoort_bij_haar_route_en_haar_gebied() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let path = format!("{}/doorgeleidingen", gezin.pad());
    let coordinator = regio.als(Wie::Coordinator);
    for desk in [regio.desk(Wie::SociaalDomein), niets()] {
        coordinator.post(&path, bodies::doorgeleiding("voorzorg", &desk)).await.noemt("desk");
    }
    let mut kerkrade = bodies::signaal_van("Vrouw in Kerkrade", "06 40000000");
    kerkrade["gemeente"] = "GM0928".into();
    let elders = regio.aangemeld(kerkrade).await;
    coordinator.stap(elders.pad(), "behandeling", Value::Null).await.met(200);
    regio.stemt_toe(&elders, "steun-op-maat", "sociaal-domein", &ALLES).await;
    let body = bodies::doorgeleiding("sociaal-domein", &regio.desk(Wie::SociaalDomein));
    coordinator.post(&format!("{}/doorgeleidingen", elders.pad()), body).await.noemt("desk");
}

#[actix_web::test]
async fn een_andere_desk_ziet_niets_van_een_doorgeleiding() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, traject) = regio.lopend(&gezin, Wie::Voorzorg).await;
    for other in [Wie::AndereVoorzorg, Wie::Huisbezoeker, Wie::SociaalDomein, Wie::Voorzitter] {
        regio.als(other).get(&d).await.weigert(404, "niet-gevonden");
        regio.als(other).get(&traject).await.weigert(404, "niet-gevonden");
        assert!(regio.als(other).get("/v1/doorgeleidingen").await.met(200).items().is_empty());
    }
}

#[actix_web::test]
async fn wie_het_eerst_claimt_draagt_haar() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let desk = regio.als(Wie::Voorzorg);
    // Before it is answered already: one person finds out what can be said.
    let claimed = desk.stap(&d, "claim", Value::Null).await.met(200);
    assert_eq!(claimed.json["geclaimdDoor"], regio.gebruiker(Wie::Voorzorg));
    assert_eq!((&claimed.json["status"], &claimed.json["desknaam"]), (&json!("verzonden"), &json!("VoorZorg")));
    let namen: Vec<_> = claimed.json["mensen"].as_array().unwrap().iter().map(|mens| &mens["naam"]).collect();
    assert_eq!(namen, ["Coordinator", "Voorzorg"], "who asked, and who took it up");
    desk.stap(&d, "claim", Value::Null).await.weigert(409, "conflict");
    desk.stap(&d, "aanvaarding", Value::Null).await.met(200);
    desk.stap(&d, "claim", Value::Null).await.weigert(409, "conflict");
    desk.stap(&d, "stop", json!({ "reden": "verhuisd" })).await.weigert(409, "conflict");
    regio.begint(Wie::Voorzorg, &d).await;
    desk.stap(&d, "start", Value::Null).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn de_antwoordtermijn_telt_geen_feestdagen() {
    let regio = regio().await;
    // The Wednesday before Christmas: Thursday, then Friday 25 December is no working day, nor is the weekend.
    regio.clock.set(crate::gegeven::moment("2026-12-23T09:00:00Z"));
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let seen = regio.als(Wie::Voorzorg).get(&d).await.met(200);
    assert_eq!(seen.json["antwoordVoor"], "2026-12-29");
    assert_eq!(seen.json["teLaat"], false);
    regio.clock.set(crate::gegeven::moment("2026-12-30T09:00:00Z"));
    assert_eq!(regio.als(Wie::Voorzorg).get(&d).await.met(200).json["teLaat"], true);
}

#[actix_web::test]
async fn gestopte_steun_laat_haar_traject_eindigen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, traject) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let words = json!({ "reden": "anders", "toelichting": "Zij zoekt het liever zelf uit." });
    regio.als(Wie::Voorzorg).stap(&d, "stop", json!({ "reden": "anders" })).await.noemt("toelichting");
    regio.als(Wie::Voorzorg).stap(&d, "stop", words).await.met(200);
    let ended = regio.als(Wie::Coordinator).get(&traject).await.met(200);
    assert_eq!((&ended.json["status"], &ended.json["einde"]), (&json!("beeindigd"), &json!("voortijdig")));
    assert_eq!(regio.waar_staat("liever zelf uit"), Vec::<String>::new());
    regio.als(Wie::Coordinator).stap(gezin.pad(), "sluiting", json!({ "reden": "geen-hulp-gewenst" })).await.met(200);
}

#[actix_web::test]
async fn een_afgewezen_desk_leest_ook_als_casusregisseur_niet_meer_wat_er_lag() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let desk = regio.als(Wie::Voorzorg);
    let refused = desk.stap(&d, "afwijzing", json!({ "reden": "geen-capaciteit" })).await.met(200);
    let body = json!({ "casusregisseur": regio.gebruiker(Wie::Voorzorg) });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", body).await.met(200);
    // She carries the case and hears that it was refused; what was asked stays closed.
    let seen = desk.get(&gezin.pad()).await.met(200);
    assert_eq!(seen.json["doorgeleidingen"][0]["status"], "afgewezen");
    desk.get(&d).await.weigert(403, "niet-toegestaan");
    desk.post_met(&format!("{d}/start"), &refused.etag(), Value::Null).await.weigert(403, "niet-toegestaan");
}

#[actix_web::test]
async fn een_gezin_dat_voor_het_begin_nee_zegt_telt_nooit_als_gestart() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let desk = regio.als(Wie::Voorzorg);
    let nee = json!({ "reden": "gezin-wil-niet" });
    desk.stap(&d, "teruggave", nee.clone()).await.weigert(409, "conflict");
    desk.stap(&d, "aanvaarding", Value::Null).await.met(200);
    assert_eq!(regio.stand(&gezin).await, "aangeboden");
    desk.stap(&d, "teruggave", json!({ "reden": "anders" })).await.noemt("toelichting");
    let seen = desk.get(&d).await.met(200).etag();
    regio.vergeet_regels();
    let answer = desk.post_met(&format!("{d}/teruggave"), &seen, nee).await.met(200);
    regio.een_regel(Wie::Voorzorg, "doorgeleiding-niet-gestart");
    assert_eq!(answer.json["status"], "niet-gestart");
    desk.get(&d).await.weigert(404, "niet-gevonden");
    let kept = regio.als(Wie::Coordinator).get(&d).await.met(200);
    assert_eq!((&kept.json["reden"], &kept.json["gestartOp"]), (&json!("gezin-wil-niet"), &Value::Null));
    // Her dossier says it in words.
    let all = regio.als(Wie::Fg).get(&regio.dossier_pad(&gezin).await).await.met(200);
    staat(&all, "doorgeleidingen", "Reden", "Het gezin wil dit niet");
    assert_eq!(regio.tel("traject WHERE status = 'beeindigd' AND gestart_op IS NULL"), 1);
    // The case is with its coordinator again, and the signaller hears that the family said no.
    assert_eq!(regio.status(&gezin).await, "in-behandeling");
    assert_eq!(regio.stand(&gezin).await, "aangeboden-en-afgewezen");
}

#[actix_web::test]
async fn wat_bij_vergissing_werd_aanvaard_of_opgepakt_gaat_terug() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let desk = regio.als(Wie::Voorzorg);
    desk.stap(&d, "aanvaarding", Value::Null).await.met(200);
    desk.stap(&d, "loslating", Value::Null).await.weigert(409, "conflict");
    desk.stap(&d, "claim", Value::Null).await.met(200);
    let free = desk.stap(&d, "loslating", Value::Null).await.met(200);
    assert_eq!(free.json["geclaimdDoor"], Value::Null);
    desk.stap(&d, "claim", Value::Null).await.met(200);
    desk.stap(&d, "teruggave", json!({ "reden": "vergissing" })).await.met(200);
    assert_eq!(regio.stand(&gezin).await, "wordt-verkend");
    // It can be asked anew.
    regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    assert_eq!(regio.stand(&gezin).await, "wordt-verkend");
}

#[actix_web::test]
async fn de_coordinator_kan_terugnemen_tot_de_steun_begint() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let (desk, coordinator) = (regio.als(Wie::Voorzorg), regio.als(Wie::Coordinator));
    desk.stap(&d, "aanvaarding", Value::Null).await.met(200);
    coordinator.stap(&d, "intrekking", json!({ "reden": "vergissing" })).await.met(200);
    desk.get(&d).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.tel("traject WHERE status = 'beeindigd'"), 1);
    assert_eq!(regio.stand(&gezin).await, "wordt-verkend");
    let again = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    desk.stap(&again, "aanvaarding", Value::Null).await.met(200);
    regio.begint(Wie::Voorzorg, &again).await;
    coordinator.stap(&again, "intrekking", json!({ "reden": "vergissing" })).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn de_signaleerder_hoort_wat_nu_geldt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    regio.als(Wie::Coordinator).stap(&d, "intrekking", json!({ "reden": "vergissing" })).await.met(200);
    assert_eq!(regio.stand(&gezin).await, "wordt-verkend");
    let (d, _) = regio.lopend(&gezin, Wie::SociaalDomein).await;
    assert_eq!(regio.stand(&gezin).await, "aangeboden-en-aanvaard");
    regio.als(Wie::SociaalDomein).stap(&d, "stop", json!({ "reden": "gezin-wil-niet-verder" })).await.met(200);
    assert_eq!(regio.status(&gezin).await, "in-behandeling");
    assert_eq!(regio.stand(&gezin).await, "aangeboden-en-afgewezen");
    // Only a table, or only an exploration, is no support yet.
    let table = regio.doorgeleid(&gezin, Wie::Voorzitter).await;
    regio.als(Wie::Voorzitter).stap(&table, "aanvaarding", Value::Null).await.met(200);
    assert_eq!(regio.stand(&gezin).await, "wordt-verkend");
}

#[actix_web::test]
async fn voor_een_gezin_loopt_een_doorgeleiding_per_route_bij_welke_desk_ook() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let path = format!("{}/doorgeleidingen", gezin.pad());
    let body = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    regio.vergeet_regels();
    let again = regio.als(Wie::Coordinator).post(&path, body).await;
    let again = again.noemt_in_de_weg("loopt-al", &[("doorgeleiding", &d)]);
    regio.een_regel(Wie::Coordinator, "geweigerd");
    assert!(again.veld("detail").contains(d.rsplit('/').next().unwrap()), "{}", again.tekst());
    let own = json!({ "desk": regio.desk(Wie::Voorzorg) });
    regio.als(Wie::Voorzorg).stap(&d, "omleiding", own).await.noemt("desk");
    // Nor at another desk: whoever chooses one reads which request that is.
    let body = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::AndereVoorzorg));
    let elders = regio.als(Wie::Coordinator).post(&path, body.clone()).await;
    elders.noemt_in_de_weg("loopt-al", &[("doorgeleiding", &d)]);
    assert_eq!(regio.tel("doorgeleiding"), 1);
    let waarheen = regio.als(Wie::Coordinator).get(&format!("{}/bestemmingen", gezin.pad())).await.met(200);
    let voorzorg = waarheen.items().iter().filter(|desk| desk["route"] == "voorzorg");
    assert!(voorzorg.clone().count() == 2 && voorzorg.clone().all(|desk| d.ends_with(desk["loopt"].as_str().unwrap())));
    // It can go on to that desk, and be asked there once it is taken back.
    let om = json!({ "desk": regio.desk(Wie::AndereVoorzorg) });
    regio.als(Wie::Voorzorg).stap(&d, "omleiding", om).await.met(200);
    let next = regio.als(Wie::AndereVoorzorg).get("/v1/doorgeleidingen").await.met(200);
    let next = format!("/v1/doorgeleidingen/{}", next.items()[0]["id"].as_str().unwrap());
    regio
        .als(Wie::Coordinator)
        .post(&path, body.clone())
        .await
        .noemt_in_de_weg("loopt-al", &[("doorgeleiding", &next)]);
    regio.als(Wie::Coordinator).stap(&next, "intrekking", json!({ "reden": "vergissing" })).await.met(200);
    regio.als(Wie::Coordinator).post(&path, body).await.met(201);
    assert_eq!(regio.tel("doorgeleiding WHERE status = 'verzonden'"), 1);
}

#[actix_web::test]
async fn een_route_die_voor_het_gezin_niet_openstaat_vraagt_wie_stuurt_om_een_reden() {
    let regio = regio().await;
    // 31 weeks and a second child: VoorZorg takes a first child before 28 weeks.
    let mut body = bodies::signaal();
    body["zwangerschap"]["uitgerekend"] = "2027-01-25".into();
    body["zwangerschap"]["eersteKind"] = false.into();
    let gezin = regio.aangemeld(body).await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let path = format!("{}/doorgeleidingen", gezin.pad());
    let mut request = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    regio.vergeet_regels();
    let no = coordinator.post(&path, request.clone()).await.weigert(409, "conflict");
    for rule in ["VoorZorg", "voorbij", "niet haar eerste kind", "inAfwijking"] {
        assert!(no.tekst().contains(rule), "{rule}: {}", no.tekst());
    }
    let line = regio.een_regel(Wie::Coordinator, "geweigerd");
    assert_eq!((line.uitkomst.as_str(), line.casus.as_ref()), ("conflict", Some(&gezin.casus)));
    request["inAfwijking"] = json!({ "bezwaren": ["te-laat", "niet-eerste-kind"], "reden": "anders" });
    coordinator.post(&path, request.clone()).await.noemt("toelichting");
    assert_eq!(regio.tel("doorgeleiding"), 0);

    let why = "De regio probeert een late instroom.";
    let rules = ["te-laat", "niet-eerste-kind"];
    request["inAfwijking"] = json!({ "bezwaren": rules, "reden": "anders", "toelichting": why });
    let sent = coordinator.post(&path, request).await.met(201);
    let kept = json!({ "bezwaren": rules, "regels": "zuid-limburg/1", "reden": "anders", "toelichting": why });
    assert_eq!(sent.json["afwijking"], kept);
    // The desk sees what it is asked to pass over; the words lie nowhere in the clear, and are told to whoever asks for the file.
    let d = format!("/v1/doorgeleidingen/{}", sent.id());
    assert_eq!(regio.als(Wie::Voorzorg).get(&d).await.met(200).json["afwijking"], kept);
    assert_eq!(regio.rijen("doorgeleiding").is("afwijk_reden", "anders").tel(), 1);
    assert_eq!(regio.waar_staat("late instroom"), Vec::<String>::new());
    // Who is sent on along the same route takes along why.
    let other = json!({ "desk": regio.desk(Wie::AndereVoorzorg), "zonderContactgegevens": true });
    regio.als(Wie::Voorzorg).stap(&d, "omleiding", other).await.met(200);
    let next = regio.als(Wie::AndereVoorzorg).get("/v1/doorgeleidingen").await.met(200);
    let next = format!("/v1/doorgeleidingen/{}", next.items()[0]["id"].as_str().unwrap());
    assert_eq!(regio.als(Wie::AndereVoorzorg).get(&next).await.met(200).json["afwijking"], kept);
}

#[actix_web::test]
async fn een_prenataal_huisbezoek_is_er_voor_wie_zwanger_is() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["zwangerschap"] = json!({ "zwanger": false });
    let gezin = regio.aangemeld(body).await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    regio.stemt_toe(&gezin, "verkenning", "prenataal-huisbezoek", &ALLES).await;
    let path = format!("{}/doorgeleidingen", gezin.pad());
    let mut request = bodies::doorgeleiding("prenataal-huisbezoek", &regio.desk(Wie::Huisbezoeker));
    let no = coordinator.post(&path, request.clone()).await.weigert(409, "conflict");
    assert!(no.tekst().contains("niet zwanger"), "{}", no.tekst());
    request["inAfwijking"] = json!({ "bezwaren": ["niet-zwanger"], "reden": "gegevens-onzeker" });
    coordinator.post(&path, request).await.met(201);
}

#[actix_web::test]
async fn van_een_regel_die_er_niet_is_wijkt_niemand_af() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let mut request = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    let path = format!("{}/doorgeleidingen", gezin.pad());
    request["inAfwijking"] = json!({ "bezwaren": [], "reden": "desk-akkoord" });
    regio.als(Wie::Coordinator).post(&path, request.clone()).await.noemt("inAfwijking.bezwaren");
    request["inAfwijking"]["bezwaren"] = json!(["te-laat"]);
    let no = regio.als(Wie::Coordinator).post(&path, request).await.weigert(409, "conflict");
    assert!(no.tekst().contains("advies-veranderd") && no.tekst().contains("Het geldt niet meer"), "{}", no.tekst());
    assert_eq!(regio.tel("doorgeleiding"), 0);
}
