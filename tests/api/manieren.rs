//! HTTP as clients expect it, and what a client hears that does something else.

use std::{collections::BTreeSet, io::Read as _};

use actix_web::{
    http::{Method, header},
    test::TestRequest,
};
use serde_json::{Value, json};

use crate::{
    gegeven::{Antwoord, Wie, bodies, niets, regio},
    knooppunt_tafel::Tafel,
    openapi::{document, operaties},
};

#[actix_web::test]
async fn wat_te_lezen_is_heeft_ook_een_kop_alleen() {
    let regio = regio().await;
    regio.iedereen_logt_in().await;
    let mut seen = 0;
    for (name, method, path, _) in operaties(&document()) {
        if method != Method::GET {
            continue;
        }
        let address = format!("/v1{}", path.replace("{id}", &niets()).replace("{gemeente}", "GM0917"));
        let get = regio.als(Wie::Beheerder).get(&address).await;
        let head = TestRequest::default().method(Method::HEAD).uri(&address);
        let head = regio.als(Wie::Beheerder).vraag(head).await;
        assert_eq!(head.status, get.status, "{name}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{name}");
        seen += 1;
    }
    for health in ["/gezondheid", "/gereed"] {
        regio.vraag(TestRequest::default().method(Method::HEAD).uri(health)).await.met(200);
    }
    assert!(seen > 40, "{seen}");
}

#[actix_web::test]
async fn wie_alleen_de_kop_van_een_dossier_vraagt_staat_in_het_logboek_zoals_wie_het_las() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let own = ["date", "x-request-id"];
    let head_of = |answer: &Antwoord| {
        let lines = answer.headers.iter().filter(|(name, _)| !own.contains(&name.as_str()));
        lines.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect::<BTreeSet<_>>()
    };
    for (wie, path) in [
        (Wie::Verloskundige, gezin.signaal_pad()),
        (Wie::Coordinator, gezin.signaal_pad()),
        (Wie::Coordinator, gezin.pad()),
        (Wie::Voorzorg, d),
    ] {
        // A desk's first look is an event of its own.
        regio.als(wie).get(&path).await.met(200);
        regio.vergeet_regels();
        let get = regio.als(wie).get(&path).await.met(200);
        let read = regio.een_regel(wie, "gelezen");
        let head = TestRequest::default().method(Method::HEAD).uri(&path);
        let head = regio.als(wie).vraag(head).await.met(200);
        let line = regio.een_regel(wie, "gelezen");
        assert_eq!(head_of(&head), head_of(&get), "{path}");
        assert_eq!((line.object, line.betrokkenen), (read.object, read.betrokkenen), "{path}");
    }
}

#[actix_web::test]
async fn wie_een_vorm_vraagt_die_er_niet_is_hoort_dat_en_er_gebeurt_niets() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let midwife = regio.als(Wie::Verloskundige);
    let before = regio.inhoud();
    for accept in ["application/xml", "text/html", "image/*", "application/json;q=0"] {
        let get = TestRequest::get().uri(&gezin.signaal_pad()).insert_header((header::ACCEPT, accept));
        midwife.vraag(get).await.weigert(406, "niet-acceptabel");
        let post = TestRequest::post().uri("/v1/signalen").insert_header((header::ACCEPT, accept));
        midwife.vraag(post.set_json(bodies::signaal())).await.weigert(406, "niet-acceptabel");
        let login = TestRequest::post().uri("/v1/sessies").insert_header((header::ACCEPT, accept));
        regio.vraag(login.set_json(regio.inlog(Wie::Coordinator))).await.weigert(406, "niet-acceptabel");
    }
    assert_eq!(regio.inhoud(), before);
    for accept in ["application/json", "*/*", "application/*;q=0.1", "text/html, */*;q=0.1", ""] {
        let get = TestRequest::get().uri(&gezin.signaal_pad()).insert_header((header::ACCEPT, accept));
        midwife.vraag(get).await.met(200);
    }
    let checkpoint =
        TestRequest::get().uri("/v1/logboek/checkpoint").insert_header((header::ACCEPT, "application/json"));
    regio.als(Wie::Fg).vraag(checkpoint).await.weigert(406, "niet-acceptabel");
}

#[actix_web::test]
async fn wie_is_uitgelogd_hoort_dat_voor_al_het_andere() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let midwife = regio.als(Wie::Verloskundige);
    let step = format!("{}/intrekking", gezin.signaal_pad());
    let bad = [
        || TestRequest::post().uri("/v1/signalen").set_json(json!({ "onzin": true })),
        || TestRequest::post().uri("/v1/signalen").insert_header(("content-type", "text/plain")).set_payload("x"),
        || TestRequest::get().uri("/v1/signalen?aantal=duizend"),
        || TestRequest::get().uri("/v1/signalen/geen-id"),
        || TestRequest::get().uri("/v1/signalen").insert_header((header::ACCEPT, "application/xml")),
        || TestRequest::post().uri("/v1/signalen").insert_header(("idempotency-key", "")),
        || TestRequest::put().uri("/v1/signalen"),
        || TestRequest::delete().uri("/v1/casussen/_zoek"),
    ];
    for request in bad {
        let answer = midwife.vraag(request()).await;
        assert!(matches!(answer.status, 400 | 404 | 405 | 406 | 415), "{}", answer.tekst());
    }
    midwife.post(&step, Value::Null).await.weigert(428, "if-match-vereist");
    midwife.vraag(TestRequest::delete().uri("/v1/sessies/huidige")).await.met(204);
    for request in bad {
        midwife.vraag(request()).await.weigert(401, "niet-ingelogd");
        regio.vraag(request()).await.weigert(401, "niet-ingelogd");
    }
    midwife.post(&step, Value::Null).await.weigert(401, "niet-ingelogd");
    midwife.post_met(&step, "\"99\"", Value::Null).await.weigert(401, "niet-ingelogd");
    midwife.post_met(&step, "3", Value::Null).await.weigert(401, "niet-ingelogd");
    // Where nobody needs to be logged in, what is wrong is what is said.
    let login = TestRequest::post().uri("/v1/sessies").set_json(json!({ "onzin": true }));
    midwife.vraag(login).await.weigert(400, "ongeldige-invoer");
    midwife.vraag(TestRequest::put().uri("/v1/sessies")).await.weigert(405, "methode-niet-toegestaan");
    midwife.vraag(TestRequest::post().uri("/v1/openapi.json")).await.weigert(405, "methode-niet-toegestaan");
}

#[actix_web::test]
async fn wie_al_heeft_wat_er_is_krijgt_het_niet_nog_eens() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let midwife = regio.als(Wie::Verloskundige);
    let seen = midwife.get(&gezin.signaal_pad()).await.met(200).etag();
    let met = |tag: &str| TestRequest::get().uri(&gezin.signaal_pad()).insert_header((header::IF_NONE_MATCH, tag));
    regio.vergeet_regels();
    for tag in [seen.as_str(), "*", &format!("\"9\", {seen}"), &format!("W/{seen}")] {
        let answer = midwife.vraag(met(tag)).await.met(304);
        assert_eq!((answer.etag(), answer.bytes.len()), (seen.clone(), 0), "{tag}");
    }
    assert_eq!(regio.neem_regels().iter().filter(|line| line.gebeurtenis == "gelezen").count(), 4, "a line each");
    midwife.vraag(met("\"99\"")).await.met(200);
    // Also what is the same for everybody.
    for path in [
        "/v1/openapi.json",
        "/v1/sleutels",
        "/v1/gemeenten",
        "/v1/subregios",
        "/v1/routes",
        "/v1/themas",
        "/v1/redencodes",
    ] {
        let first = midwife.get(path).await.met(200);
        let again = TestRequest::get().uri(path).insert_header((header::IF_NONE_MATCH, first.etag()));
        midwife.vraag(again).await.met(304);
        let packed = TestRequest::get().uri(path).insert_header((header::ACCEPT_ENCODING, "gzip"));
        let packed = midwife.vraag(packed).await.met(200);
        assert_eq!(packed.header("content-encoding").as_deref(), Some("gzip"), "{path}");
        assert_ne!(packed.etag(), first.etag(), "{path}: other bytes are another answer");
        assert_eq!(packed.header("vary").as_deref(), Some("accept-encoding"), "{path}");
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&packed.bytes[..]).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, first.bytes, "{path}");
    }
    let packed = TestRequest::get().uri("/v1/openapi.json").insert_header((header::ACCEPT_ENCODING, "gzip"));
    let packed = regio.vraag(packed).await.met(200);
    assert!(packed.bytes.len() * 4 < regio.als(Wie::Niemand).get("/v1/openapi.json").await.bytes.len());
}

#[actix_web::test]
async fn wie_een_versie_verkeerd_schrijft_hoort_dat_en_niet_dat_er_iets_wijzigde() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let coordinator = regio.als(Wie::Coordinator);
    let (path, seen) = (format!("{}/behandeling", gezin.pad()), coordinator.get(&gezin.pad()).await.met(200).etag());
    for (tag, says) in
        [("3", "aanhalingstekens"), (&format!("W/{seen}"), "zwakke tag"), (seen.trim_matches('"'), "aanhalingstekens")]
    {
        let answer = coordinator.post_met(&path, tag, Value::Null).await.noemt("If-Match");
        assert!(answer.json["fouten"][0]["melding"].as_str().unwrap().contains(says), "{tag}: {}", answer.tekst());
    }
    coordinator.post_met(&path, "\"98\", \"99\"", Value::Null).await.weigert(412, "verouderd");
    coordinator.post_met(&path, &format!("\"98\", {seen}"), Value::Null).await.met(200);
}

#[actix_web::test]
async fn bij_acuut_gevaar_is_het_antwoord_wie_te_bellen_wat_er_ook_niet_klopt() {
    let regio = regio().await;
    let midwife = regio.als(Wie::Verloskundige);
    midwife.get("/v1/sessies/huidige").await.met(200);
    regio.vergeet_regels();
    for (soort, body, counted) in [
        ("application/json", json!({ "urgentie": "acuut-gevaar" }).to_string(), 0),
        ("application/json", r#"{"urgentie":"acuut-gevaar","gemeente":"GM0917","client":{"naam":1},}"#.to_owned(), 0),
        ("application/json", r#"{"urgentie":"acuut-gevaar","gemeente":"GM0917","client":{"naam":1}}"#.to_owned(), 1),
        ("text/plain", r#"{"urgentie":"acuut-gevaar","gemeente":"GM0917"}"#.to_owned(), 2),
    ] {
        let request = TestRequest::post().uri("/v1/signalen").insert_header(("content-type", soort)).set_payload(body);
        let answer = midwife.vraag(request).await.weigert(400, "acuut-gevaar");
        for number in ["112", "0800-2000"] {
            assert!(answer.json["detail"].as_str().unwrap().contains(number));
        }
        regio.een_regel(Wie::Verloskundige, "signaal-acuut-gevaar");
        assert_eq!(regio.tel("telling WHERE soort = 'signaal-acuut-gevaar' AND aantal > 0"), i64::from(counted > 0));
    }
    assert_eq!((regio.tel("signaal"), regio.tel("client")), (0, 0));
}

/// Acute danger at home, in words that come in whole.
fn gevaar() -> TestRequest {
    TestRequest::post().uri("/v1/signalen").set_json(json!({ "urgentie": "acuut-gevaar", "gemeente": "GM0917" }))
}

/// The answer to acute danger: it says whom to call.
#[track_caller]
fn noemt_de_nummers(answer: Antwoord) {
    let detail = answer.weigert(400, "acuut-gevaar").veld("detail");
    assert!(["112", "0800-2000"].iter().all(|number| detail.contains(number)), "{detail}");
}

#[actix_web::test]
async fn wie_gevaar_meldt_in_een_vraag_die_niet_klopt_hoort_wie_te_bellen_en_wordt_geteld() {
    let regio = regio().await;
    let midwife = regio.als(Wie::Verloskundige);
    midwife.get("/v1/sessies/huidige").await.met(200);
    regio.vergeet_regels();
    let wrong = [
        gevaar().insert_header((header::ACCEPT, "application/xml")),
        gevaar().insert_header(("idempotency-key", "")),
        gevaar().insert_header(("idempotency-key", "é")),
        gevaar().insert_header((header::CONTENT_ENCODING, "br")),
    ];
    let hoeveel = wrong.len();
    for request in wrong {
        noemt_de_nummers(midwife.vraag(request).await);
        regio.een_regel(Wie::Verloskundige, "signaal-acuut-gevaar");
    }
    let telling = regio.rijen("telling").is("soort", "signaal-acuut-gevaar").is("gemeente", "GM0917");
    assert_eq!(telling.is("aantal", &hoeveel.to_string()).tel(), 1);
    assert_eq!((regio.tel("signaal"), regio.tel("herhaling")), (0, 0));
    // Without danger it is what is wrong that is said.
    let calm = TestRequest::post().uri("/v1/signalen").set_json(bodies::signaal());
    midwife.vraag(calm.insert_header((header::ACCEPT, "application/xml"))).await.weigert(406, "niet-acceptabel");
}

#[actix_web::test]
async fn ook_in_een_vraag_die_te_groot_is_wordt_gevaar_gezien_zover_zij_wordt_gelezen() {
    let regio = regio().await;
    let midwife = regio.als(Wie::Verloskundige);
    midwife.get("/v1/sessies/huidige").await.met(200);
    regio.vergeet_regels();
    let lang = "x".repeat(70_000);
    let te_groot = |body: String, announced: bool| {
        let request = TestRequest::post().uri("/v1/signalen").insert_header(("content-type", "application/json"));
        // Of a body in chunks nobody knows beforehand how long it is.
        let request = if announced { request.insert_header(("content-length", body.len())) } else { request };
        request.set_payload(body)
    };
    for announced in [true, false] {
        let body = format!(r#"{{"urgentie":"acuut-gevaar","eigenVraag":"{lang}"}}"#);
        noemt_de_nummers(midwife.vraag(te_groot(body, announced)).await);
        regio.een_regel(Wie::Verloskundige, "signaal-acuut-gevaar");
        // What comes after the end of what is read, nobody sees.
        let body = format!(r#"{{"eigenVraag":"{lang}","urgentie":"acuut-gevaar"}}"#);
        midwife.vraag(te_groot(body, announced)).await.weigert(413, "te-groot");
    }
}

#[actix_web::test]
async fn wie_gevaar_meldt_zonder_sessie_of_zonder_recht_hoort_wie_te_bellen_en_wordt_niet_geteld() {
    let regio = regio().await;
    let midwife = regio.als(Wie::Verloskundige);
    midwife.vraag(TestRequest::delete().uri("/v1/sessies/huidige")).await.met(204);
    regio.iedereen_logt_in().await;
    regio.vergeet_regels();
    let before = regio.inhoud();
    let ended = midwife.vraag(gevaar()).await;
    noemt_de_nummers(ended);
    noemt_de_nummers(regio.vraag(gevaar()).await);
    noemt_de_nummers(regio.vraag(gevaar().insert_header((header::ACCEPT, "application/xml"))).await);
    noemt_de_nummers(regio.vraag(gevaar().insert_header((header::AUTHORIZATION, "Bearer x.y.z"))).await);
    assert_eq!(regio.neem_regels().len(), 0, "of nobody there is no line");
    noemt_de_nummers(regio.als(Wie::Onderzoeker).vraag(gevaar()).await);
    regio.een_regel(Wie::Onderzoeker, "geweigerd");
    assert_eq!(regio.inhoud(), before);
    // Without danger nobody is told anything.
    let calm = TestRequest::post().uri("/v1/signalen").set_json(bodies::signaal());
    midwife.vraag(calm).await.weigert(401, "niet-ingelogd");
}

#[actix_web::test]
async fn wie_kijkt_of_het_programma_leeft_of_een_blad_haalt_krijgt_de_vorm_die_er_is() {
    let regio = regio().await;
    let inlogblad = regio.browser().get("/inloggen").await.met(200);
    let naam = |begin: &str| {
        let link = inlogblad.alle(&format!("link[href^='{begin}']"));
        link[0].attr("href").unwrap().to_owned()
    };
    for (path, good, bad) in [
        ("/gezondheid".to_owned(), "application/json", "text/html"),
        ("/gereed".to_owned(), "*/*", "application/xml"),
        (naam("/vast/werkplek"), "text/css,*/*;q=0.1", "application/json"),
        (naam("/vast/merk"), "image/avif,image/svg+xml,image/*", "text/css"),
    ] {
        let met = |accept: &'static str| TestRequest::get().uri(&path).insert_header((header::ACCEPT, accept));
        regio.vraag(met(good)).await.met(200);
        regio.vraag(met("")).await.met(200);
        regio.vraag(met(bad)).await.weigert(406, "niet-acceptabel");
    }
}

#[actix_web::test]
async fn een_code_met_een_spatie_is_dezelfde_code() {
    let regio = regio().await;
    let mut body = regio.inlog(Wie::Verloskundige);
    let code = body["totpCode"].as_str().unwrap().to_owned();
    body["totpCode"] = format!("{} {}", &code[..3], &code[3..]).into();
    regio.vraag(TestRequest::post().uri("/v1/sessies").set_json(&body)).await.met(201);
    body["totpCode"] = "28 70 8".into();
    regio.vraag(TestRequest::post().uri("/v1/sessies").set_json(&body)).await.noemt("totpCode");
}

#[actix_web::test]
async fn een_sessie_gaat_ook_verder_met_een_formulier() {
    let regio = regio().await;
    let tokens = regio.login(Wie::Verloskundige).await.met(201);
    let ask = |form: String| {
        let request = TestRequest::post().uri("/v1/sessies/vernieuwing");
        request.insert_header(("content-type", "application/x-www-form-urlencoded")).set_payload(form)
    };
    regio.vraag(ask("grant_type=password&refresh_token=x".into())).await.weigert(400, "ongeldige-invoer");
    let form = format!("grant_type=refresh_token&refresh_token={}&scope=", tokens.veld("verversingstoken"));
    let answer = regio.vraag(ask(form)).await.met(200);
    assert_eq!(answer.veld("access_token"), answer.veld("toegangstoken"));
    assert_eq!(answer.veld("refresh_token"), answer.veld("verversingstoken"));
    assert_eq!((answer.veld("token_type"), answer.json["expires_in"].as_i64()), ("Bearer".to_owned(), Some(300)));
}

#[test]
fn het_document_zegt_bij_een_sleutel_dat_zij_kan_botsen_en_overal_hoe_lang_te_wachten() {
    let mut keyed = 0;
    for (name, method, _, operation) in operaties(&document()) {
        let key = operation["parameters"]
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one["name"] == "Idempotency-Key"));
        assert!(!key || method == Method::POST, "{name}");
        keyed += usize::from(key);
        if key {
            assert!(operation["responses"]["409"].is_object(), "{name}");
        }
        for (status, response) in operation["responses"].as_object().unwrap() {
            let after = response["headers"]["Retry-After"].is_object();
            assert_eq!(after, ["429", "503"].contains(&status.as_str()), "{name} {status}");
        }
    }
    assert!(keyed > 40, "{keyed}");
}

#[actix_web::test]
async fn alles_wat_niet_klopt_staat_in_een_antwoord() {
    let regio = regio().await;
    let tafel = Tafel::gedekt(&regio, "Vrouw Aan Tafel").await;
    let chair = regio.als(Wie::Voorzitter);
    let wrong = json!({ "evaluatieOp": "2020-01-01", "casusregisseur": regio.gebruiker(Wie::Beheerder) });
    let answer = chair.stap(&tafel.agendapunt, "besluit", wrong).await.noemt("evaluatieOp").noemt("casusregisseur");
    assert_eq!(answer.json["fouten"].as_array().unwrap().len(), 2, "{}", answer.tekst());
    let wrong =
        json!({ "wat": "Samen naar de woningbouw", "wie": niets(), "uiterlijk": "2020-01-01", "thema": "huisvesting" });
    let answer = chair.post(&format!("{}/afspraken", tafel.agendapunt), wrong).await;
    answer.noemt("wie").noemt("uiterlijk");
}

/// Which fields an answer names, in their order.
fn velden(answer: &Antwoord) -> Vec<&str> {
    answer.json["fouten"].as_array().unwrap().iter().map(|fout| fout["veld"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn wat_er_niet_klopt_aan_haar_woord_of_haar_signaal_staat_ook_in_een_antwoord() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let mut word = bodies::toestemming("bespreking", "voorzorg", &["themas"]);
    word["gegevenDoor"] = "gezag".into();
    word["item"]["organisatie"] = niets().into();
    let before = regio.inhoud();
    let answer = coordinator.post(&format!("{}/toestemmingen", gezin.pad()), word.clone()).await.noemt("gegevenDoor");
    assert_eq!(velden(&answer), ["gegevenDoor", "item.doel", "item.organisatie"]);
    // Her no may come from her alone at her age; all else is looked at as well.
    word["besluit"] = "geweigerd".into();
    let answer = coordinator.post(&format!("{}/toestemmingen", gezin.pad()), word.clone()).await.noemt("gegevenDoor");
    assert_eq!(velden(&answer), ["gegevenDoor", "item.doel", "item.organisatie"]);
    let mut signaal = bodies::signaal();
    signaal["client"]["veiligBereikbaar"] = json!(["email"]);
    signaal["toestemming"]["items"][0]["organisatie"] = niets().into();
    let answer = regio.als(Wie::Verloskundige).post("/v1/signalen", signaal).await.noemt("client.email");
    assert_eq!(velden(&answer), ["client.email", "toestemming.items"]);
    assert_eq!(regio.inhoud(), before);
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "doelen-bereikt" })).await.met(200);
    let again = json!({ "reden": "anders", "toestemming": word });
    let answer = coordinator.stap(gezin.pad(), "heropening", again).await.noemt("toelichting");
    let member = |naam: &str| format!("toestemming.{naam}");
    let rest = ["gegevenDoor", "item.doel", "item.organisatie"].map(member);
    assert_eq!(velden(&answer)[..2], ["toelichting", "toestemming"]);
    assert_eq!(velden(&answer)[2..], rest);
}

#[actix_web::test]
async fn van_een_desk_die_niet_past_staat_alles_in_een_antwoord() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let mut elders = bodies::desk();
    elders["gebied"]["waarde"] = "GM0935".into();
    let path = format!("/v1/organisaties/{}/desks", regio.organisatie(Wie::Voorzorg));
    let desk = regio.als(Wie::Beheerder).post(&path, elders).await.met(201).id();
    let answer = regio
        .als(Wie::Coordinator)
        .post(&format!("{}/doorgeleidingen", gezin.pad()), bodies::doorgeleiding("voorzorg", &desk))
        .await
        .noemt("desk");
    let codes: Vec<_> = answer.json["fouten"].as_array().unwrap().iter().map(|fout| fout["code"].clone()).collect();
    assert_eq!(codes, ["andere-route", "ander-gebied"]);
}
