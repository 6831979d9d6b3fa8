//! Getting in, and being nobody.

use actix_web::test::TestRequest;
use chrono::TimeDelta;
use serde_json::json;

use crate::gegeven::{Antwoord, IEDEREEN, WACHTWOORD, Wie, niets, regio};

#[actix_web::test]
async fn wie_uitlogt_is_bij_de_volgende_vraag_niemand() {
    let regio = regio().await;
    let verloskundige = regio.als(Wie::Verloskundige);
    verloskundige.get("/v1/signalen").await.met(200);
    verloskundige.vraag(TestRequest::delete().uri("/v1/sessies/huidige")).await.met(204);
    verloskundige.get("/v1/signalen").await.weigert(401, "niet-ingelogd");
}

#[actix_web::test]
async fn een_totp_code_werkt_een_keer() {
    let regio = regio().await;
    regio.login(Wie::Verloskundige).await.met(201);
    regio.login(Wie::Verloskundige).await.weigert(401, "inloggegevens-onjuist");
    regio.verstrijk(chrono::TimeDelta::seconds(30));
    regio.login(Wie::Verloskundige).await.met(201);
}

#[actix_web::test]
async fn wat_er_ook_niet_klopt_het_antwoord_is_hetzelfde() {
    let regio = regio().await;
    let mut answers = Vec::new();
    for (naam, wachtwoord) in [("verloskundige", "een ander wachtwoord"), ("bestaat-niet", "een ander wachtwoord")] {
        let body = json!({ "gebruikersnaam": naam, "wachtwoord": wachtwoord, "totpCode": "000000" });
        let answer = regio.als(Wie::Niemand).post("/v1/sessies", body).await;
        answers.push(answer.weigert(401, "inloggegevens-onjuist").bytes);
    }
    assert_eq!(answers[0], answers[1]);
}

#[actix_web::test]
async fn een_toegangstoken_geldt_vijf_minuten() {
    let regio = regio().await;
    let tokens = regio.login(Wie::Verloskundige).await.met(201);
    let ask = || {
        let bearer = format!("Bearer {}", tokens.veld("toegangstoken"));
        regio.vraag(TestRequest::get().uri("/v1/signalen").insert_header(("authorization", bearer)))
    };
    regio.verstrijk(chrono::TimeDelta::seconds(299));
    ask().await.met(200);
    regio.verstrijk(chrono::TimeDelta::seconds(1));
    ask().await.weigert(401, "niet-ingelogd");
}

#[actix_web::test]
async fn de_beheerder_de_fg_en_de_onderzoeker_zien_geen_casus() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    for wie in [Wie::Beheerder, Wie::Fg, Wie::Onderzoeker] {
        for (path, absent) in [
            (gezin.pad(), format!("/v1/casussen/{}", niets())),
            (gezin.signaal_pad(), format!("/v1/signalen/{}", niets())),
            (d.clone(), format!("/v1/doorgeleidingen/{}", niets())),
        ] {
            let hidden = regio.als(wie).get(&path).await.weigert(404, "niet-gevonden");
            assert_eq!(hidden.bytes, regio.als(wie).get(&absent).await.bytes, "{wie:?} {path}");
        }
        regio.als(wie).get("/v1/signalen").await.weigert(403, "niet-toegestaan");
        let queue = regio.als(wie).post("/v1/casussen/_zoek", json!({})).await;
        assert!(queue.status == 403 || queue.items().is_empty(), "{wie:?}");
    }
}

#[actix_web::test]
async fn elk_verzoek_over_iemand_laat_precies_een_regel_na() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    regio.iedereen_logt_in().await;
    regio.vergeet_regels();
    let mut paths = vec![gezin.pad(), gezin.signaal_pad(), d, traject];
    paths.extend([format!("{}/tijdlijn", gezin.pad()), format!("{}/toestemmingen", gezin.pad())]);
    paths.extend(["/v1/signalen", "/v1/doorgeleidingen", "/v1/trajecten"].map(str::to_owned));
    for wie in IEDEREEN {
        for path in &paths {
            let answer = regio.als(wie).get(path).await;
            assert!([200, 403, 404].contains(&answer.status), "{wie:?} {path}: {}", answer.tekst());
            let kind = if answer.status == 200 { "gelezen" } else { "geweigerd" };
            let line = regio.een_regel(wie, kind);
            if answer.status == 200 {
                assert!(line.rol.is_some(), "{wie:?} {path}: {line:?}");
            }
        }
    }
    for path in &paths {
        regio.als(Wie::Niemand).get(path).await.weigert(401, "niet-ingelogd");
    }
}

/// A request with the token of one login among several.
fn met_token(request: TestRequest, tokens: &Antwoord) -> TestRequest {
    request.insert_header(("authorization", format!("Bearer {}", tokens.veld("toegangstoken"))))
}

#[actix_web::test]
async fn wie_een_sessie_niet_herkent_beeindigt_haar() {
    let regio = regio().await;
    let hier = regio.login(Wie::Verloskundige).await.met(201);
    regio.verstrijk(TimeDelta::seconds(30));
    let body = regio.inlog(Wie::Verloskundige);
    let daar = regio.vraag_van("198.51.100.7", TestRequest::post().uri("/v1/sessies").set_json(body)).await.met(201);
    let lijst = regio.vraag(met_token(TestRequest::get().uri("/v1/sessies"), &hier)).await.met(200);
    let [vreemd, eigen] = lijst.items().as_slice() else { panic!("{lijst:?}") };
    assert_eq!((&vreemd["toegangspunt"], &vreemd["huidige"]), (&json!("198.51.100.7"), &json!(false)));
    assert_eq!((&eigen["toegangspunt"], &eigen["huidige"]), (&json!("192.0.2.1"), &json!(true)));
    let path = format!("/v1/sessies/{}", vreemd["id"].as_str().unwrap());
    // Nobody else ends it, or learns that it is there.
    let ander = regio.als(Wie::Coordinator).vraag(TestRequest::delete().uri(&path)).await.weigert(404, "niet-gevonden");
    let absent = format!("/v1/sessies/{}", niets());
    assert_eq!(ander.bytes, regio.als(Wie::Coordinator).vraag(TestRequest::delete().uri(&absent)).await.bytes);
    regio.vraag(met_token(TestRequest::delete().uri(&path), &hier)).await.met(204);
    regio.vraag(met_token(TestRequest::get().uri("/v1/signalen"), &daar)).await.weigert(401, "niet-ingelogd");
    regio.vraag(met_token(TestRequest::get().uri("/v1/signalen"), &hier)).await.met(200);
    assert_eq!(regio.rijen("logregel").is("gebeurtenis", "sessie-beeindigd").is("uitkomst", "gelukt").tel(), 1);
}

#[actix_web::test]
async fn een_nieuw_wachtwoord_beeindigt_de_andere_sessies_en_moet_sterk_zijn() {
    let regio = regio().await;
    let hier = regio.login(Wie::Verloskundige).await.met(201);
    regio.verstrijk(TimeDelta::seconds(30));
    let daar = regio.login(Wie::Verloskundige).await.met(201);
    let wijzig = |oud: &str, nieuw: &str| {
        let body = json!({ "wachtwoord": oud, "nieuwWachtwoord": nieuw });
        regio.vraag(met_token(TestRequest::post().uri("/v1/sessies/huidige/wachtwoord").set_json(body), &hier))
    };
    let goed = "paarse fiets in de regen";
    wijzig("een gok van iemand", goed).await.weigert(400, "ongeldige-invoer").noemt("wachtwoord");
    wijzig(WACHTWOORD, goed).await.weigert(429, "te-veel-pogingen");
    regio.verstrijk(TimeDelta::seconds(1));
    wijzig(WACHTWOORD, "wachtwoord123").await.noemt("nieuwWachtwoord");
    regio.verstrijk(TimeDelta::seconds(3));
    regio.vraag(met_token(TestRequest::get().uri("/v1/signalen"), &daar)).await.met(200);
    wijzig(WACHTWOORD, goed).await.met(204);
    regio.vraag(met_token(TestRequest::get().uri("/v1/signalen"), &daar)).await.weigert(401, "niet-ingelogd");
    regio.vraag(met_token(TestRequest::get().uri("/v1/signalen"), &hier)).await.met(200);
    assert_eq!(regio.rijen("logregel").is("gebeurtenis", "wachtwoord-gewijzigd").tel(), 1);
    assert_eq!(regio.tel("apparaat"), 0);
    regio.verstrijk(TimeDelta::seconds(60));
    regio.login(Wie::Verloskundige).await.weigert(401, "inloggegevens-onjuist");
    regio.verstrijk(TimeDelta::seconds(1));
    let mut body = regio.inlog(Wie::Verloskundige);
    body["wachtwoord"] = goed.into();
    regio.vraag(TestRequest::post().uri("/v1/sessies").set_json(body)).await.met(201);
}

#[actix_web::test]
async fn een_wachtwoord_met_een_accent_past_op_elk_toetsenbord() {
    let regio = regio().await;
    let hier = regio.login(Wie::Verloskundige).await.met(201);
    regio.verstrijk(TimeDelta::seconds(30));
    // As most keyboards send an e with an accent: one character. Others send two.
    let (een, twee) = ("paarse fi\u{e9}ts in de regen", "paarse fie\u{301}ts in de regen");
    let body = json!({ "wachtwoord": WACHTWOORD, "nieuwWachtwoord": een });
    let request = TestRequest::post().uri("/v1/sessies/huidige/wachtwoord").set_json(body);
    regio.vraag(met_token(request, &hier)).await.met(204);
    let mut body = regio.inlog(Wie::Verloskundige);
    body["wachtwoord"] = twee.into();
    regio.vraag(TestRequest::post().uri("/v1/sessies").set_json(body)).await.met(201);
}

#[actix_web::test]
async fn wie_haar_telefoon_kwijt_is_logt_in_met_een_herstelcode_die_een_keer_werkt() {
    let regio = regio().await;
    let uitnodiging = regio.nodig_opnieuw_uit(Wie::Verloskundige).await;
    let goed = "paarse fiets in de regen";
    let body = json!({ "code": uitnodiging, "wachtwoord": goed });
    let factor = regio.als(Wie::Niemand).post("/v1/uitnodigingen/aanvaarding", body).await.met(201);
    let codes = factor.json["herstelcodes"].as_array().unwrap();
    assert_eq!(codes.len(), 10);
    let inloggen = |code: &str| {
        let naam = Wie::Verloskundige.gebruikersnaam();
        let body = json!({ "gebruikersnaam": naam, "wachtwoord": goed, "herstelcode": code });
        regio.vraag(TestRequest::post().uri("/v1/sessies").set_json(body))
    };
    let code = codes[0].as_str().unwrap();
    inloggen(&code.to_lowercase().replace('-', " ")).await.met(201);
    assert_eq!(regio.rijen("logregel").is("gebeurtenis", "sessie-met-herstelcode").tel(), 1);
    inloggen(code).await.weigert(401, "inloggegevens-onjuist");
    regio.verstrijk(TimeDelta::seconds(1));
    inloggen(codes[1].as_str().unwrap()).await.met(201);
    let both = json!({ "gebruikersnaam": "x", "wachtwoord": "x", "totpCode": "123456", "herstelcode": code });
    regio.als(Wie::Niemand).post("/v1/sessies", both).await.noemt("totpCode");
    regio
        .als(Wie::Niemand)
        .post("/v1/sessies", json!({ "gebruikersnaam": "x", "wachtwoord": "x" }))
        .await
        .noemt("totpCode");
    assert_eq!(regio.waar_staat(code), Vec::<String>::new());
}

#[actix_web::test]
async fn een_oude_hash_wordt_bij_het_inloggen_vernieuwd() {
    let mut regio = regio().await;
    assert_eq!(regio.tel("gebruiker WHERE wachtwoord LIKE '%m=16,%'"), 0);
    regio.settings = &[("KNOOPPUNT__TOEGANG__ARGON2_GEHEUGEN_KIB", "16")];
    regio.herstart().await;
    regio.login(Wie::Verloskundige).await.met(201);
    assert_eq!(regio.tel("gebruiker WHERE wachtwoord LIKE '%m=16,%'"), 1);
    regio.verstrijk(TimeDelta::seconds(30));
    regio.login(Wie::Verloskundige).await.met(201);
}

#[actix_web::test]
async fn de_openbare_sleutel_is_die_van_het_token() {
    let regio = regio().await;
    let sleutels = regio.als(Wie::Niemand).get("/v1/sleutels").await.met(200);
    let tokens = regio.login(Wie::Fg).await.met(201);
    let header = jsonwebtoken::decode_header(tokens.veld("toegangstoken")).unwrap();
    let key = &sleutels.json["keys"][0];
    assert_eq!(key["kid"].as_str(), header.kid.as_deref());
    assert!(key.get("d").is_none(), "the private part stays here");
    let lezen = jsonwebtoken::DecodingKey::from_ed_components(key["x"].as_str().unwrap()).unwrap();
    let mut regels = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::EdDSA);
    regels.set_audience(&["knooppunt-api"]);
    regels.validate_exp = false;
    jsonwebtoken::decode::<serde_json::Value>(tokens.veld("toegangstoken"), &lezen, &regels).unwrap();
}
