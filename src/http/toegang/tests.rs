//! Getting in, as a client sees it.

use std::{net::SocketAddr, rc::Rc, sync::Arc};

use actix_web::{
    App,
    body::MessageBody as _,
    http::{Method, header},
    middleware::from_fn,
    test::{TestRequest, init_service, try_call_service},
    web::{self, Data},
};
use chrono::TimeDelta;
use futures_util::future::LocalBoxFuture;
use serde_json::{Value, json};

use super::*;
use crate::{
    clock::{Clock, SetClock},
    config::{Instellingen, Sleutel, Sleutels},
    domain::{
        logboek::Gebeurtenis,
        toegang::{Rol, wachtwoord::Hasher},
    },
    http::{omlijsting, route::resource},
    store::toegang::{
        geheim::Geheim,
        tests::{GEHEIM, Proef, nu},
        totp_code, uitnodiging as uitnodigingen,
    },
};

const WACHTWOORD: &str = "correct paard batterij";

fn toegang() -> Toegang {
    let snel = [
        ("KNOOPPUNT__TOEGANG__ARGON2_GEHEUGEN_KIB", "8"),
        ("KNOOPPUNT__TOEGANG__ARGON2_RONDES", "1"),
        ("KNOOPPUNT__TOEGANG__ARGON2_ONVEILIG_ALLEEN_VOOR_TESTS", "true"),
    ];
    let instellingen = Instellingen::from_sources(None, snel.map(|(k, v)| (k.into(), v.into()))).unwrap();
    let sleutel = || Sleutel::new([3; 32]);
    let sleutels = Sleutels { token: sleutel(), token_vorige: Vec::new(), hoofd: sleutel(), totp: sleutel() };
    Toegang::new(&instellingen, &sleutels).unwrap()
}

type Ask = Box<dyn Fn(TestRequest) -> LocalBoxFuture<'static, (u16, Value)>>;

struct Server {
    send: Ask,
    proef: Proef,
    clock: Arc<SetClock>,
}

async fn server() -> Server {
    let proef = Proef::new();
    let hash = Hasher::new(8, 1, 1).unwrap().hash(WACHTWOORD, &[7; 16]).unwrap();
    proef.gebruiker("v.os", Rol::Signaleerder, &hash);
    let clock = Arc::new(SetClock::at(nu()));
    let shared: Arc<dyn Clock> = clock.clone();
    let app = App::new()
        .app_data(Data::new(toegang()))
        .app_data(Data::new(proef.db.clone()))
        .app_data(Data::new(proef.kluis.clone()))
        .app_data(Data::from(shared))
        .wrap(from_fn(omlijsting::surround))
        .service(resource("/v1/sessies", [(Method::POST, web::to(inloggen::begin))]))
        .service(resource("/v1/sessies/vernieuwing", [(Method::POST, web::to(inloggen::vernieuw))]))
        .service(resource(
            "/v1/sessies/huidige",
            [(Method::GET, web::to(sessie::toon)), (Method::DELETE, web::to(sessie::beeindig))],
        ))
        .service(resource("/v1/uitnodigingen/aanvaarding", [(Method::POST, web::to(uitnodiging::aanvaard))]));
    let app = Rc::new(init_service(app).await);
    let send: Ask = Box::new(move |request| {
        let app = Rc::clone(&app);
        Box::pin(async move {
            let answer = match try_call_service(&app, request.to_request()).await {
                Ok(answer) => answer.into_parts().1,
                Err(error) => error.error_response(),
            };
            let status = answer.status().as_u16();
            assert_eq!(answer.headers().contains_key(header::WWW_AUTHENTICATE), status == 401);
            let body = answer.into_body().try_into_bytes().unwrap();
            (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
        })
    });
    Server { send, proef, clock }
}

impl Server {
    async fn ask(&self, request: TestRequest) -> (u16, Value) {
        let peer: SocketAddr = "192.0.2.1:4000".parse().unwrap();
        (self.send)(request.peer_addr(peer)).await
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.ask(TestRequest::post().uri(path).set_json(body)).await
    }

    async fn inloggen(&self, naam: &str, wachtwoord: &str, code: &str) -> (u16, Value) {
        let body = json!({ "gebruikersnaam": naam, "wachtwoord": wachtwoord, "totpCode": code });
        self.post("/v1/sessies", body).await
    }

    async fn ingelogd(&self) -> Value {
        let code = totp_code(GEHEIM, self.clock.now());
        let (status, tokens) = self.inloggen("V.Os", WACHTWOORD, &code).await;
        assert_eq!(status, 201, "{tokens}");
        tokens
    }

    async fn huidige(&self, method: Method, tokens: &Value) -> (u16, Value) {
        let bearer = format!("Bearer {}", tokens["toegangstoken"].as_str().unwrap());
        let request = TestRequest::default().method(method).uri("/v1/sessies/huidige");
        self.ask(request.insert_header((header::AUTHORIZATION, bearer))).await
    }

    fn verstrijk(&self, seconden: i64) {
        self.clock.advance(TimeDelta::seconds(seconden));
    }
}

#[actix_web::test]
async fn wie_is_ingelogd_ziet_wie_zij_is_tot_zij_uitlogt() {
    let server = server().await;
    let tokens = server.ingelogd().await;
    assert_eq!((&tokens["soort"], &tokens["verlooptOver"]), (&json!("Bearer"), &json!(300)));
    assert_eq!(tokens["_links"]["self"]["href"], "/v1/sessies/huidige");
    let (status, sessie) = server.huidige(Method::GET, &tokens).await;
    assert_eq!(status, 200);
    assert_eq!(sessie["gebruiker"]["gebruikersnaam"], "v.os");
    assert_eq!(sessie["organisatie"]["soort"], "verloskundigenpraktijk");
    assert_eq!(sessie["toekenningen"][0]["rol"], "signaleerder");
    assert_eq!(sessie["toekenningen"][0]["gebied"]["soort"], "organisatie");
    assert_eq!(server.huidige(Method::DELETE, &tokens).await.0, 204);
    assert_eq!(server.huidige(Method::GET, &tokens).await.0, 401);
    let token = json!({ "verversingstoken": tokens["verversingstoken"] });
    assert_eq!(server.post("/v1/sessies/vernieuwing", token).await.0, 401);
}

#[actix_web::test]
async fn elke_verkeerde_combinatie_krijgt_hetzelfde_antwoord_en_een_regel() {
    let server = server().await;
    let code = totp_code(GEHEIM, nu());
    let verkeerd = if code == "000000" { "000001" } else { "000000" };
    let voor = server.proef.regels().len();
    let mut antwoorden = Vec::new();
    for (naam, wachtwoord, code) in [
        ("niemand", WACHTWOORD, code.as_str()),
        ("v.os", "een ander wachtwoord", &code),
        ("v.os", WACHTWOORD, verkeerd),
        ("v.os", "een ander wachtwoord", verkeerd),
    ] {
        antwoorden.push(server.inloggen(naam, wachtwoord, code).await);
        server.verstrijk(15);
    }
    server.ingelogd().await;
    antwoorden.push(server.inloggen("v.os", WACHTWOORD, &code).await);
    assert_eq!(antwoorden[0].0, 401);
    assert_eq!(antwoorden[0].1["code"], "inloggegevens-onjuist");
    assert!(antwoorden.iter().all(|antwoord| *antwoord == antwoorden[0]));
    let regels = server.proef.regels().split_off(voor);
    let geweigerd = regels.iter().filter(|(wat, _)| *wat == Gebeurtenis::SessieGeweigerd);
    assert_eq!((regels.len(), geweigerd.count()), (6, 5));
}

#[actix_web::test]
async fn een_sessie_gaat_door_zolang_er_gelezen_of_vernieuwd_wordt() {
    let server = server().await;
    let mut tokens = server.ingelogd().await;
    for _ in 0..12 {
        server.verstrijk(240);
        assert_eq!(server.huidige(Method::GET, &tokens).await.0, 200);
        server.verstrijk(60);
        assert_eq!(server.huidige(Method::GET, &tokens).await.0, 401, "the token is too old");
        let oud = json!({ "verversingstoken": tokens["verversingstoken"] });
        let (status, nieuw) = server.post("/v1/sessies/vernieuwing", oud).await;
        assert_eq!(status, 200);
        tokens = nieuw;
    }
    server.verstrijk(1800);
    let oud = json!({ "verversingstoken": tokens["verversingstoken"] });
    assert_eq!(server.post("/v1/sessies/vernieuwing", oud).await.0, 401);
}

#[actix_web::test]
async fn een_uitnodiging_geeft_een_keer_het_geheim_waarmee_men_inlogt() {
    let server = server().await;
    let code = Geheim::nieuw().unwrap();
    let afdruk = code.afdruk.clone();
    let opnieuw = server.proef.db.write(move |tx| uitnodigingen::nodig_opnieuw_uit(tx, "v.os", &afdruk, nu()));
    opnieuw.await.unwrap();
    let path = "/v1/uitnodigingen/aanvaarding";
    let kort = json!({ "code": code.tekst, "wachtwoord": "elf tekens." });
    assert_eq!(server.post(path, kort).await.0, 400);
    let goed = json!({ "code": code.tekst, "wachtwoord": "nog een lang wachtwoord" });
    let (status, factor) = server.post(path, goed.clone()).await;
    assert_eq!(status, 201, "{factor}");
    let (status, problem) = server.post(path, goed).await;
    assert_eq!((status, &problem["fouten"][0]["veld"]), (400, &json!("code")));
    let geheim = factor["totpGeheim"].as_str().unwrap();
    assert!(factor["totpUri"].as_str().unwrap().contains(geheim));
    let geheim = totp_rs::Secret::try_from_base32(geheim).unwrap();
    let code = totp_code(geheim.as_bytes(), nu());
    assert_eq!(server.inloggen("v.os", WACHTWOORD, &code).await.0, 401);
    server.verstrijk(1);
    assert_eq!(server.inloggen("v.os", "nog een lang wachtwoord", &code).await.0, 201);
}

#[actix_web::test]
async fn zonder_goed_token_is_niemand_ingelogd() {
    let server = server().await;
    let tokens = server.ingelogd().await;
    let token = tokens["toegangstoken"].as_str().unwrap();
    for value in ["", "Bearer", "Bearer x.y.z", &format!("Basic {token}"), token] {
        let request = TestRequest::get().uri("/v1/sessies/huidige");
        let (status, problem) = server.ask(request.insert_header((header::AUTHORIZATION, value))).await;
        assert_eq!((status, &problem["code"]), (401, &json!("niet-ingelogd")), "{value}");
    }
    assert_eq!(server.ask(TestRequest::get().uri("/v1/sessies/huidige")).await.0, 401);
}
