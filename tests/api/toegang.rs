//! Getting in, and being nobody.

use actix_web::test::TestRequest;
use serde_json::json;

use crate::gegeven::{IEDEREEN, Wie, niets, regio};

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
    regio.regels();
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
