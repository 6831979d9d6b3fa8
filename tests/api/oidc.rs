//! Logging in at an outside identity provider: a small one that the test itself runs.

use std::{
    collections::HashMap,
    net::TcpListener,
    sync::{Arc, Mutex},
};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    dev::ServerHandle,
    http::header,
    test::TestRequest,
    web::{self, Data},
};
use aws_lc_rs::{
    digest, hmac,
    rand::SystemRandom,
    rsa::{KeyPair as RsaKeyPair, KeySize},
    signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256},
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::TimeDelta;
use futures_util::future::join_all;
use knooppunt::cli::gebruiker::oidc::{self, OidcKoppelen, OidcOntkoppelen};
use serde_json::{Value, json};

use crate::gegeven::{Antwoord, Regio, Wie, regels, regio, regio_met};

const TERUG: &str = "https://app.example.nl/terug?van=id";
const GEHEIM: &str = "een geheim/met:tekens";
/// What the provider calls the verloskundige.
const ONDERWERP: &str = "8d2f-verloskundige";

/// With what a provider signs.
enum Paar {
    Ed(Box<Ed25519KeyPair>),
    Rsa(Box<RsaKeyPair>),
}

impl Paar {
    fn ed(seed: u8) -> Self {
        Self::Ed(Box::new(Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()))
    }

    fn rsa() -> Self {
        Self::Rsa(Box::new(RsaKeyPair::generate(KeySize::Rsa2048).unwrap()))
    }

    fn alg(&self) -> &'static str {
        match self {
            Self::Ed(_) => "EdDSA",
            Self::Rsa(_) => "RS256",
        }
    }

    fn jwk(&self) -> Value {
        let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        match self {
            Self::Ed(pair) => {
                json!({ "kty": "OKP", "crv": "Ed25519", "kid": "k1", "x": part(pair.public_key().as_ref()) })
            }
            Self::Rsa(pair) => {
                let key = pair.public_key();
                json!({
                    "kty": "RSA", "kid": "k1", "alg": "RS256", "use": "sig",
                    "n": part(key.modulus().big_endian_without_leading_zero()),
                    "e": part(key.exponent().big_endian_without_leading_zero()),
                })
            }
        }
    }

    fn teken(&self, text: &str) -> Vec<u8> {
        match self {
            Self::Ed(pair) => pair.sign(text.as_bytes()).as_ref().to_vec(),
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature).unwrap();
                signature
            }
        }
    }

    fn jwt(&self, claims: &Value) -> String {
        jwt(&json!({ "alg": self.alg(), "kid": "k1" }), claims, |text| self.teken(text))
    }
}

fn jwt(header: &Value, claims: &Value, sign: impl FnOnce(&str) -> Vec<u8>) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!("{}.{}", part(header), part(claims));
    let signature = URL_SAFE_NO_PAD.encode(sign(&text));
    format!("{text}.{signature}")
}

/// What the provider knows, and says next.
#[derive(Default)]
struct Stand {
    uitgever: String,
    jwks: Value,
    challenge: String,
    id_token: String,
    omleiden: bool,
}

type Sign<'a> = Box<dyn Fn(&Value) -> String + 'a>;
type Gedeeld = Arc<Mutex<Stand>>;

/// An identity provider on this machine.
struct Aanbieder {
    uitgever: String,
    stand: Gedeeld,
    server: ServerHandle,
}

impl Aanbieder {
    fn new(key: &Paar) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let uitgever = format!("http://{}", listener.local_addr().unwrap());
        let jwks = json!({ "keys": [{ "kty": "vreemd", "kid": "k0" }, key.jwk()] });
        let stand = Arc::new(Mutex::new(Stand { uitgever: uitgever.clone(), jwks, ..Stand::default() }));
        let data = Data::new(Arc::clone(&stand));
        let app = move || {
            App::new()
                .app_data(data.clone())
                .route("/.well-known/openid-configuration", web::get().to(ontdekking))
                .route("/token", web::post().to(wissel))
                .route("/jwks", web::get().to(jwks_van))
        };
        let server = HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap().run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Self { uitgever, stand, server: handle }
    }

    /// The region that lets this provider say who somebody is.
    async fn regio(&self) -> Regio {
        self.regio_met_geheim(GEHEIM).await
    }

    /// The region, with what it takes for the secret that the two share.
    async fn regio_met_geheim(&self, geheim: &'static str) -> Regio {
        let uitgever: &'static str = Box::leak(self.uitgever.clone().into_boxed_str());
        let settings = [
            ("KNOOPPUNT__OIDC__UITGEVER", uitgever),
            ("KNOOPPUNT__OIDC__CLIENT_ID", "knoop punt"),
            ("KNOOPPUNT__OIDC__OMLEIDADRES", TERUG),
            ("KNOOPPUNT__GEHEIMEN__OIDC_GEHEIM", geheim),
        ];
        let regio = regio_met(Box::leak(Box::new(settings))).await;
        koppel(&regio, Wie::Verloskundige, ONDERWERP, uitgever).await;
        regio
    }

    async fn stop(self) {
        self.server.stop(false).await;
    }
}

async fn koppel(regio: &Regio, wie: Wie, onderwerp: &str, uitgever: &str) {
    let wat = OidcKoppelen { gebruikersnaam: wie.gebruikersnaam(), onderwerp: onderwerp.into(), uitgever: None };
    let (db, nu, uitgever) = (regio.db.clone(), regio.clock_nu(), uitgever.to_owned());
    web::block(move || oidc::koppelen(&db, wat, &uitgever, nu)).await.unwrap().unwrap();
}

async fn ontdekking(stand: Data<Gedeeld>) -> HttpResponse {
    let stand = stand.lock().unwrap();
    let base = &stand.uitgever;
    if stand.omleiden {
        return HttpResponse::Found().insert_header((header::LOCATION, format!("{base}/jwks"))).finish();
    }
    HttpResponse::Ok().json(json!({
        "issuer": base,
        "authorization_endpoint": format!("{base}/auth?realm=een"),
        "token_endpoint": format!("{base}/token"),
        "jwks_uri": format!("{base}/jwks"),
    }))
}

async fn jwks_van(stand: Data<Gedeeld>) -> HttpResponse {
    HttpResponse::Ok().json(&stand.lock().unwrap().jwks)
}

async fn wissel(stand: Data<Gedeeld>, req: HttpRequest, form: web::Form<HashMap<String, String>>) -> HttpResponse {
    let stand = stand.lock().unwrap();
    let wie = STANDARD.encode("knoop%20punt:een%20geheim%2Fmet%3Atekens");
    let authorized = req.headers().get("authorization").is_some_and(|value| *value == *format!("Basic {wie}"));
    let verifier = digest::digest(&digest::SHA256, form["code_verifier"].as_bytes());
    let proven = URL_SAFE_NO_PAD.encode(verifier) == stand.challenge;
    let asked = form["grant_type"] == "authorization_code" && form["redirect_uri"] == TERUG;
    if !authorized {
        return HttpResponse::Unauthorized().json(json!({ "error": "invalid_client" }));
    }
    if !(proven && asked && form["code"] == "goede code") {
        return HttpResponse::BadRequest().json(json!({ "error": "invalid_grant" }));
    }
    HttpResponse::Ok().json(json!({ "access_token": "x", "token_type": "Bearer", "id_token": stand.id_token }))
}

/// A login that was begun: what the provider was asked.
struct Begonnen {
    state: String,
    vragen: HashMap<String, String>,
}

async fn begin(regio: &Regio, aanbieder: &Aanbieder) -> Begonnen {
    let answer = regio.als(Wie::Niemand).get("/v1/oidc/begin").await.met(200);
    let adres = answer.veld("adres");
    let (path, query) = adres.split_once('?').unwrap();
    assert_eq!(path, format!("{}/auth", aanbieder.uitgever));
    let vragen = web::Query::<HashMap<String, String>>::from_query(query).unwrap().into_inner();
    assert_eq!(vragen["state"], answer.veld("state"));
    aanbieder.stand.lock().unwrap().challenge.clone_from(&vragen["code_challenge"]);
    Begonnen { state: answer.veld("state"), vragen }
}

fn claims(regio: &Regio, aanbieder: &Aanbieder, begonnen: &Begonnen) -> Value {
    let nu = regio.clock_nu().utc().timestamp();
    json!({
        "iss": aanbieder.uitgever, "sub": ONDERWERP, "aud": "knoop punt", "iat": nu, "exp": nu + 60,
        "nonce": begonnen.vragen["nonce"], "amr": ["pwd", "mfa"],
    })
}

async fn voltooi(regio: &Regio, code: &str, state: &str) -> Antwoord {
    regio.als(Wie::Niemand).post("/v1/oidc/voltooiing", json!({ "code": code, "state": state })).await
}

#[actix_web::test]
async fn wie_bij_de_aanbieder_inlogt_begint_een_gewone_sessie() {
    for key in [Paar::ed(4), Paar::rsa()] {
        let aanbieder = Aanbieder::new(&key);
        let regio = aanbieder.regio().await;
        let begonnen = begin(&regio, &aanbieder).await;
        for (name, value) in [
            ("response_type", "code"),
            ("scope", "openid"),
            ("client_id", "knoop punt"),
            ("redirect_uri", TERUG),
            ("code_challenge_method", "S256"),
            ("realm", "een"),
        ] {
            assert_eq!(begonnen.vragen[name], value);
        }
        for secret in [&begonnen.state, &begonnen.vragen["nonce"], ONDERWERP] {
            let places = regio.waar_staat(secret);
            assert!(secret == ONDERWERP || places.is_empty(), "{places:?}");
        }
        aanbieder.stand.lock().unwrap().id_token = key.jwt(&claims(&regio, &aanbieder, &begonnen));
        let tokens = voltooi(&regio, "goede code", &begonnen.state).await.met(201);
        assert_eq!(tokens.header("location").as_deref(), Some("/v1/sessies/huidige"));
        let token = tokens.veld("toegangstoken");
        assert_eq!(amr(&token), json!(["fed", "mfa"]));
        let session = TestRequest::get().uri("/v1/sessies/huidige");
        let session = session.insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
        let session = regio.vraag(session).await.met(200);
        assert_eq!(session.json["gebruiker"]["gebruikersnaam"], "verloskundige");
        let refresh = json!({ "verversingstoken": tokens.veld("verversingstoken") });
        let next = regio.als(Wie::Niemand).post("/v1/sessies/vernieuwing", refresh).await.met(200);
        assert_eq!(amr(&next.veld("toegangstoken")), json!(["fed", "mfa"]));
        let line = regels(&regio.db).into_iter().find(|line| line.gebeurtenis == "sessie-met-oidc").unwrap();
        assert_eq!(line.gebruiker, Some(regio.gebruiker(Wie::Verloskundige)));
        assert_eq!(regio.tel("oidc_poging"), 0);
        aanbieder.stop().await;
    }
}

fn amr(token: &str) -> Value {
    let claims = token.split('.').nth(1).unwrap();
    serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()["amr"].clone()
}

#[actix_web::test]
async fn wat_er_ook_niet_klopt_aan_een_inlog_elders_het_antwoord_is_hetzelfde() {
    let (key, other) = (Paar::ed(4), Paar::ed(5));
    let aanbieder = Aanbieder::new(&key);
    let regio = aanbieder.regio().await;
    koppel(&regio, Wie::Coordinator, "gesloten", &aanbieder.uitgever).await;
    regio.sluit_account(Wie::Coordinator).await;
    let nu = regio.clock_nu().utc().timestamp();
    let mut answers = Vec::new();
    let changes = [
        ("nonce", json!("een andere")),
        ("nonce", Value::Null),
        ("aud", json!("iemand anders")),
        ("aud", json!(["knoop punt", "iemand anders"])),
        ("iss", json!("https://id.example.nl")),
        ("exp", json!(nu)),
        ("iat", json!(nu + 31)),
        ("amr", json!(["pwd"])),
        ("amr", json!([])),
        ("amr", Value::Null),
        ("sub", json!("niet-gekoppeld")),
        ("sub", json!("gesloten")),
    ];
    for (name, value) in changes {
        let begonnen = begin(&regio, &aanbieder).await;
        let mut wrong = claims(&regio, &aanbieder, &begonnen);
        wrong[name] = value.clone();
        aanbieder.stand.lock().unwrap().id_token = key.jwt(&wrong);
        let answer = voltooi(&regio, "goede code", &begonnen.state).await;
        assert_eq!(answer.status, 401, "{name} {value}: {}", answer.tekst());
        answers.push(answer.bytes);
    }
    let hs256 = |text: &str| {
        let Paar::Ed(pair) = &key else { unreachable!() };
        let secret = hmac::Key::new(hmac::HMAC_SHA256, pair.public_key().as_ref());
        hmac::sign(&secret, text.as_bytes()).as_ref().to_vec()
    };
    let signers: [Sign<'_>; 5] = [
        Box::new(|claims| other.jwt(claims)),
        Box::new(|claims| jwt(&json!({ "alg": "none" }), claims, |_| Vec::new())),
        Box::new(|claims| jwt(&json!({ "alg": "HS256", "kid": "k1" }), claims, hs256)),
        Box::new(|claims| jwt(&json!({ "alg": "EdDSA", "kid": "k2" }), claims, |text| key.teken(text))),
        Box::new(|_| "geen.jwt.dit".into()),
    ];
    for sign in signers {
        let begonnen = begin(&regio, &aanbieder).await;
        aanbieder.stand.lock().unwrap().id_token = sign(&claims(&regio, &aanbieder, &begonnen));
        answers.push(voltooi(&regio, "goede code", &begonnen.state).await.weigert(401, "inloggegevens-onjuist").bytes);
    }
    let begonnen = begin(&regio, &aanbieder).await;
    aanbieder.stand.lock().unwrap().id_token = key.jwt(&claims(&regio, &aanbieder, &begonnen));
    answers.push(voltooi(&regio, "goede code", "een andere state").await.weigert(401, "inloggegevens-onjuist").bytes);
    answers.push(voltooi(&regio, "valse code", &begonnen.state).await.weigert(401, "inloggegevens-onjuist").bytes);
    // By that the login is over.
    answers.push(voltooi(&regio, "goede code", &begonnen.state).await.weigert(401, "inloggegevens-onjuist").bytes);
    let tried = i64::try_from(answers.len()).unwrap();
    answers.dedup();
    assert_eq!(answers.len(), 1);
    assert_eq!(regio.tel("sessie"), 0);
    assert_eq!(regio.rijen("logregel").is("gebeurtenis", "sessie-geweigerd").tel(), tried);
    aanbieder.stop().await;
}

#[actix_web::test]
async fn een_inlog_elders_wordt_een_keer_voltooid_en_binnen_tien_minuten() {
    let key = Paar::ed(4);
    let aanbieder = Aanbieder::new(&key);
    let regio = aanbieder.regio().await;
    let begonnen = begin(&regio, &aanbieder).await;
    aanbieder.stand.lock().unwrap().id_token = key.jwt(&claims(&regio, &aanbieder, &begonnen));
    let many = (0..10).map(|_| async { voltooi(&regio, "goede code", &begonnen.state).await.status });
    let mut answers = join_all(many).await;
    answers.sort_unstable();
    assert_eq!(answers, [vec![201], vec![401; 9]].concat());
    let begonnen = begin(&regio, &aanbieder).await;
    regio.verstrijk(TimeDelta::minutes(10));
    aanbieder.stand.lock().unwrap().id_token = key.jwt(&claims(&regio, &aanbieder, &begonnen));
    voltooi(&regio, "goede code", &begonnen.state).await.weigert(401, "inloggegevens-onjuist");
    assert_eq!(regio.tel("sessie"), 1);
    aanbieder.stop().await;
}

#[actix_web::test]
async fn wie_ontkoppeld_is_komt_er_langs_de_aanbieder_niet_meer_in() {
    let key = Paar::ed(4);
    let aanbieder = Aanbieder::new(&key);
    let regio = aanbieder.regio().await;
    let wat = OidcOntkoppelen { gebruikersnaam: Wie::Verloskundige.gebruikersnaam() };
    let (db, nu) = (regio.db.clone(), regio.clock_nu());
    assert_eq!(web::block(move || oidc::ontkoppelen(&db, wat, nu)).await.unwrap().unwrap(), 1);
    let begonnen = begin(&regio, &aanbieder).await;
    aanbieder.stand.lock().unwrap().id_token = key.jwt(&claims(&regio, &aanbieder, &begonnen));
    voltooi(&regio, "goede code", &begonnen.state).await.weigert(401, "inloggegevens-onjuist");
    let lines: Vec<_> = regels(&regio.db).into_iter().map(|line| line.gebeurtenis).collect();
    assert!(lines.contains(&"gebruiker-gekoppeld".into()) && lines.contains(&"gebruiker-ontkoppeld".into()));
    aanbieder.stop().await;
}

#[actix_web::test]
async fn een_omleiding_van_de_aanbieder_wordt_niet_gevolgd_en_een_ander_adres_niet_geloofd() {
    let aanbieder = Aanbieder::new(&Paar::ed(4));
    let regio = aanbieder.regio().await;
    let ask = || async { regio.als(Wie::Niemand).get("/v1/oidc/begin").await };
    aanbieder.stand.lock().unwrap().omleiden = true;
    ask().await.weigert(503, "te-druk");
    aanbieder.stand.lock().unwrap().omleiden = false;
    let own = std::mem::replace(&mut aanbieder.stand.lock().unwrap().uitgever, "http://id.example.nl".into());
    ask().await.weigert(503, "te-druk");
    aanbieder.stand.lock().unwrap().uitgever = own;
    ask().await.met(200);
    aanbieder.stop().await;
}

#[actix_web::test]
async fn een_verkeerd_geheim_van_knooppunt_zelf_wordt_niemand_aangerekend() {
    let key = Paar::ed(4);
    let aanbieder = Aanbieder::new(&key);
    let regio = aanbieder.regio_met_geheim("gisteren").await;
    for _ in 0..20 {
        let begonnen = begin(&regio, &aanbieder).await;
        aanbieder.stand.lock().unwrap().id_token = key.jwt(&claims(&regio, &aanbieder, &begonnen));
        voltooi(&regio, "goede code", &begonnen.state).await.weigert(503, "te-druk");
    }
    assert_eq!(regio.tel("sessie"), 0);
    aanbieder.stop().await;
}

#[actix_web::test]
async fn zonder_aanbieder_is_er_niets_te_beginnen() {
    let regio = regio().await;
    regio.als(Wie::Niemand).get("/v1/oidc/begin").await.weigert(404, "niet-gevonden");
    voltooi(&regio, "een", "twee").await.weigert(404, "niet-gevonden");
    assert_eq!(regio.tel("oidc_poging"), 0);
}
