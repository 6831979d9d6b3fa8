//! A record system that asks on behalf of somebody: what it may, and what nobody gets by pretending to be one.

use actix_web::{http::header, test::TestRequest};
use aws_lc_rs::{
    hmac,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use futures_util::future::join_all;
use knooppunt::{
    cli::gebruiker::machineclient::{self, MachineclientIntrekken, MachineclientToevoegen},
    domain::ids::Id,
};
use serde_json::{Value, json};

use crate::gegeven::{
    Antwoord, Regio, Wie, begin,
    bodies::{self, tokenaanvraag},
    niets, regels, regio,
};

const UITGEVER: &str = "knooppunt";

/// The key of a record system.
enum Paar {
    Ed(Ed25519KeyPair),
    Ec(EcdsaKeyPair),
}

impl Paar {
    fn ed(seed: u8) -> Self {
        Self::Ed(Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap())
    }

    fn ec() -> Self {
        Self::Ec(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    fn publiek(&self) -> Vec<u8> {
        match self {
            Self::Ed(pair) => pair.public_key().as_ref().to_vec(),
            Self::Ec(pair) => pair.public_key().as_ref().to_vec(),
        }
    }

    fn jwk(&self) -> Value {
        let bytes = self.publiek();
        let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        match self {
            Self::Ed(_) => json!({ "kty": "OKP", "crv": "Ed25519", "x": part(&bytes), "kid": "een" }),
            Self::Ec(_) => json!({ "kty": "EC", "crv": "P-256", "x": part(&bytes[1..33]), "y": part(&bytes[33..]) }),
        }
    }

    fn alg(&self) -> &'static str {
        match self {
            Self::Ed(_) => "EdDSA",
            Self::Ec(_) => "ES256",
        }
    }

    fn teken(&self, text: &str) -> Vec<u8> {
        match self {
            Self::Ed(pair) => pair.sign(text.as_bytes()).as_ref().to_vec(),
            Self::Ec(pair) => pair.sign(&SystemRandom::new(), text.as_bytes()).unwrap().as_ref().to_vec(),
        }
    }

    fn jwt(&self, claims: &Value) -> String {
        jwt(&json!({ "alg": self.alg(), "typ": "JWT" }), claims, |text| self.teken(text))
    }
}

fn jwt(header: &Value, claims: &Value, sign: impl FnOnce(&str) -> Vec<u8>) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!("{}.{}", part(header), part(claims));
    let signature = URL_SAFE_NO_PAD.encode(sign(&text));
    format!("{text}.{signature}")
}

/// A record system of the organisation where `wie` works.
async fn registreer(regio: &Regio, wie: Wie, keys: &[&Paar], rollen: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("jwks.json");
    let jwks = json!({ "keys": keys.iter().map(|key| key.jwk()).collect::<Vec<_>>() });
    std::fs::write(&file, jwks.to_string()).unwrap();
    let wat = MachineclientToevoegen {
        organisatie: regio.organisatie(wie),
        naam: "Dossier".into(),
        sleutel: file,
        rol: rollen.iter().map(|rol| rol.parse().unwrap()).collect(),
    };
    let (db, nu) = (regio.db.clone(), regio.clock_nu());
    actix_web::web::block(move || machineclient::toevoegen(&db, wat, nu)).await.unwrap().unwrap().to_string()
}

fn claims(regio: &Regio, client: &str) -> Value {
    let nu = regio.clock_nu();
    let seconden = nu.utc().timestamp();
    json!({
        "iss": client, "sub": client, "aud": UITGEVER, "iat": seconden, "nbf": seconden, "exp": seconden + 60,
        "jti": Id::<()>::new(nu),
    })
}

async fn vraag_token(regio: &Regio, jwt: &str, namens: &str) -> Antwoord {
    regio.als(Wie::Niemand).post("/v1/tokens", tokenaanvraag(jwt, namens)).await
}

async fn als_client(regio: &Regio, token: &str, request: TestRequest) -> Antwoord {
    regio.vraag(request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")))).await
}

#[actix_web::test]
async fn een_systeem_neemt_voor_niemand_waar() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let path = format!("/v1/gebruikers/{}/waarneming", regio.gebruiker(Wie::Coordinator));
    let (van, tot) = (regio.clock_nu(), "2026-11-27T00:00:00Z");
    let body = json!({ "waarnemer": regio.gebruiker(Wie::AndereCoordinator), "van": van, "tot": tot });
    let given = regio.als(Wie::Beheerder).post(&path, body).await.met(201);
    regio.bevestig(&given).await;
    let key = Paar::ed(9);
    let client = registreer(&regio, Wie::AndereCoordinator, &[&key], &["jgz-coordinator=regio"]).await;
    let jwt = key.jwt(&claims(&regio, &client));
    let token = vraag_token(&regio, &jwt, &Wie::AndereCoordinator.gebruikersnaam()).await.met(201);
    regio.vergeet_regels();
    als_client(&regio, &token.veld("toegangstoken"), TestRequest::get().uri(&gezin.pad())).await.met(200);
    // Its line names the system and her; what she might do as a deputy it may do too, on her behalf.
    let line = regio.een_regel(Wie::AndereCoordinator, "gelezen");
    assert_eq!((line.machineclient, line.namens), (Some(client), None));
}

#[actix_web::test]
async fn een_dossier_registreert_een_signaal_namens_de_verloskundige() {
    let regio = regio().await;
    let (ed, ec) = (Paar::ed(9), Paar::ec());
    let client = registreer(&regio, Wie::Verloskundige, &[&ed, &ec], &["signaleerder"]).await;
    for (pair, namens) in [(&ed, "Verloskundige".to_owned()), (&ec, regio.gebruiker(Wie::Verloskundige))] {
        let token = vraag_token(&regio, &pair.jwt(&claims(&regio, &client)), &namens).await.met(201);
        assert_eq!(token.json["verlooptOver"], 300);
        assert!(token.json.get("verversingstoken").is_none());
        let token = token.veld("toegangstoken");
        let session = als_client(&regio, &token, TestRequest::get().uri("/v1/sessies/huidige")).await.met(200);
        assert_eq!(session.json["toekenningen"][0]["rol"], "signaleerder");
        regio.vergeet_regels();
        let body = bodies::signaal_van(&format!("Vrouw van {namens}"), &format!("06 200000{:02}", namens.len()));
        let made = TestRequest::post().uri("/v1/signalen").set_json(body);
        als_client(&regio, &token, made).await.met(201);
        let line = regio.een_regel(Wie::Verloskundige, "signaal-ontvangen");
        assert_eq!((line.rol.as_deref(), line.machineclient.as_deref()), (Some("signaleerder"), Some(client.as_str())));
    }
    let begun = regels(&regio.db).into_iter().filter(|line| line.gebeurtenis == "sessie-met-machineclient");
    let begun: Vec<_> = begun.map(|line| (line.gebruiker.unwrap(), line.machineclient.unwrap())).collect();
    assert_eq!(begun, vec![(regio.gebruiker(Wie::Verloskundige), client); 2]);
    // She herself is in no client's company.
    regio.als(Wie::Verloskundige).post("/v1/signalen", bodies::signaal()).await.met(201);
    assert_eq!(regio.een_regel(Wie::Verloskundige, "signaal-ontvangen").machineclient, None);
}

#[actix_web::test]
async fn na_vijf_minuten_bewijst_een_dossier_opnieuw_wie_het_is() {
    let regio = regio().await;
    let pair = Paar::ed(9);
    let client = registreer(&regio, Wie::Verloskundige, &[&pair], &["signaleerder"]).await;
    let token = vraag_token(&regio, &pair.jwt(&claims(&regio, &client)), "verloskundige").await.met(201);
    let token = token.veld("toegangstoken");
    regio.verstrijk(TimeDelta::seconds(299));
    als_client(&regio, &token, TestRequest::get().uri("/v1/signalen")).await.met(200);
    regio.verstrijk(TimeDelta::seconds(1));
    als_client(&regio, &token, TestRequest::get().uri("/v1/signalen")).await.weigert(401, "niet-ingelogd");
}

#[actix_web::test]
async fn wat_er_aan_een_verklaring_niet_klopt_het_antwoord_is_hetzelfde() {
    let regio = regio().await;
    let (pair, other) = (Paar::ed(9), Paar::ed(8));
    let client = registreer(&regio, Wie::Verloskundige, &[&pair], &["signaleerder"]).await;
    let ander = registreer(&regio, Wie::Verloskundige, &[&other], &["signaleerder"]).await;
    let good = || claims(&regio, &client);
    let with = |name: &str, value: Value| {
        let mut claims = good();
        claims[name] = value;
        pair.jwt(&claims)
    };
    let without = |name: &str| {
        let mut claims = good();
        claims.as_object_mut().unwrap().remove(name);
        pair.jwt(&claims)
    };
    let head = |alg: &str| json!({ "alg": alg, "typ": "JWT" });
    let hs256 = |text: &str| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &pair.publiek());
        hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
    };
    let nu = regio.clock_nu().utc().timestamp();
    let embedded = json!({ "alg": "EdDSA", "jwk": other.jwk() });
    let wrong = [
        jwt(&head("none"), &good(), |_| Vec::new()),
        jwt(&head("none"), &good(), |text| pair.teken(text)),
        jwt(&head("HS256"), &good(), hs256),
        jwt(&head("ES256"), &good(), |text| pair.teken(text)),
        jwt(&head("EdDSA"), &good(), |text| other.teken(text)),
        jwt(&embedded, &good(), |text| other.teken(text)),
        jwt(&json!({ "alg": "EdDSA", "kid": "twee" }), &good(), |text| pair.teken(text)),
        with("aud", json!("https://elders.example.nl")),
        with("aud", json!([UITGEVER, "https://elders.example.nl"])),
        with("iss", json!(ander)),
        with("sub", json!(ander)),
        with("exp", json!(nu)),
        with("exp", json!(nu - 1)),
        with("exp", json!(nu + 301)),
        with("exp", json!(i64::MAX)),
        with("iat", json!(nu + 31)),
        with("nbf", json!(nu + 31)),
        with("jti", json!("")),
        without("aud"),
        without("exp"),
        without("iat"),
        without("jti"),
        without("sub"),
        pair.jwt(&claims(&regio, &Id::<()>::new(begin()).to_string())),
        "geen.jwt.dit".into(),
    ];
    let mut answers = Vec::new();
    for assertion in &wrong {
        let answer = vraag_token(&regio, assertion, "verloskundige").await;
        answers.push(answer.weigert(401, "inloggegevens-onjuist").bytes);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
    assert_eq!(regio.tel("sessie"), 0);
    let lines = "logregel WHERE gebeurtenis = 'sessie-geweigerd'";
    assert_eq!(regio.tel(lines), i64::try_from(wrong.len()).unwrap());
    vraag_token(&regio, &pair.jwt(&good()), "verloskundige").await.met(201);
}

#[actix_web::test]
async fn een_verklaring_werkt_een_keer_ook_van_vijftig_tegelijk() {
    let regio = regio().await;
    let pair = Paar::ed(9);
    let client = registreer(&regio, Wie::Verloskundige, &[&pair], &["signaleerder"]).await;
    let assertion = pair.jwt(&claims(&regio, &client));
    let ask = |nummer: usize| {
        let body = tokenaanvraag(&assertion, "verloskundige");
        let request = TestRequest::post().uri("/v1/tokens").set_json(body);
        let from = format!("203.0.113.{nummer}");
        let regio = &regio;
        async move { regio.vraag_van(&from, request).await.status }
    };
    let mut answers = join_all((0..50).map(ask)).await;
    answers.sort_unstable();
    assert_eq!(answers, [vec![201], vec![401; 49]].concat());
    assert_eq!((regio.tel("sessie"), regio.tel("machineclient_verklaring")), (1, 1));
}

#[actix_web::test]
async fn een_dossier_vraagt_alleen_namens_wie_bij_dezelfde_organisatie_hetzelfde_mag() {
    let regio = regio().await;
    let pair = Paar::ed(9);
    let wieg = registreer(&regio, Wie::Verloskundige, &[&pair], &["signaleerder", "jgz-coordinator=regio"]).await;
    let jgz = registreer(&regio, Wie::Coordinator, &[&pair], &["signaleerder"]).await;
    let maastricht = ["jgz-coordinator=subregio:maastricht-heuvelland"];
    let elders = registreer(&regio, Wie::Coordinator, &[&pair], &maastricht).await;
    for (client, namens) in [
        (&wieg, Wie::AndereVerloskundige.gebruikersnaam()),
        (&wieg, Wie::Coordinator.gebruikersnaam()),
        (&wieg, "bestaat-niet".into()),
        (&jgz, Wie::Coordinator.gebruikersnaam()),
        (&elders, Wie::Coordinator.gebruikersnaam()),
    ] {
        let answer = vraag_token(&regio, &pair.jwt(&claims(&regio, client)), &namens).await;
        answer.weigert(401, "inloggegevens-onjuist");
    }
    assert_eq!(regio.tel("sessie"), 0);
    // A role of the client that she lacks gives her nothing.
    let token = vraag_token(&regio, &pair.jwt(&claims(&regio, &wieg)), "verloskundige").await.met(201);
    let token = token.veld("toegangstoken");
    let search = TestRequest::post().uri("/v1/casussen/_zoek").set_json(json!({}));
    als_client(&regio, &token, search).await.weigert(403, "niet-toegestaan");
    let session = als_client(&regio, &token, TestRequest::get().uri("/v1/sessies/huidige")).await.met(200);
    assert_eq!(session.json["toekenningen"].as_array().unwrap().len(), 1);
    als_client(&regio, &token, TestRequest::get().uri("/v1/doorgeleidingen")).await.weigert(403, "niet-toegestaan");
    // A role of hers that the client lacks neither.
    let gezin = regio.in_behandeling().await;
    let heerlen = registreer(&regio, Wie::Coordinator, &[&pair], &["jgz-coordinator=gemeente:GM0928"]).await;
    let token = vraag_token(&regio, &pair.jwt(&claims(&regio, &heerlen)), "coordinator").await.met(201);
    let token = token.veld("toegangstoken");
    als_client(&regio, &token, TestRequest::get().uri(&gezin.pad())).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn een_casusregisseur_draagt_haar_casus_niet_over_aan_een_dossier() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let regisseur = json!({ "casusregisseur": regio.gebruiker(Wie::Verloskundige) });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", regisseur).await.met(200);
    regio.als(Wie::Verloskundige).get(&gezin.pad()).await.met(200);
    let pair = Paar::ed(9);
    let client = registreer(&regio, Wie::Verloskundige, &[&pair], &["signaleerder"]).await;
    let token = vraag_token(&regio, &pair.jwt(&claims(&regio, &client)), "verloskundige").await.met(201);
    let request = TestRequest::get().uri(&gezin.pad());
    als_client(&regio, &token.veld("toegangstoken"), request).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn een_noodprocedure_opent_zij_zelf_en_niet_haar_dossier() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let pair = Paar::ed(9);
    let client = registreer(&regio, Wie::AndereVerloskundige, &[&pair], &["signaleerder"]).await;
    let token = vraag_token(&regio, &pair.jwt(&claims(&regio, &client)), &Wie::AndereVerloskundige.gebruikersnaam())
        .await
        .met(201);
    let token = token.veld("toegangstoken");
    let nood = || TestRequest::post().uri("/v1/noodprocedures").set_json(bodies::noodprocedure(&gezin.casus));
    regio.vergeet_regels();
    als_client(&regio, &token, nood()).await.weigert(403, "niet-toegestaan");
    let line = regio.een_regel(Wie::AndereVerloskundige, "geweigerd");
    assert_eq!((line.handeling.as_str(), line.machineclient), ("noodprocedure-openen", Some(client)));
    let own = regio.als(Wie::AndereVerloskundige);
    own.vraag(nood()).await.met(201);
    own.get(&gezin.pad()).await.met(200);
    let request = TestRequest::get().uri(&gezin.pad());
    als_client(&regio, &token, request).await.weigert(404, "niet-gevonden");
    // Why she did it, and what she is told, is for her eyes.
    for list in ["/v1/noodprocedures", "/v1/berichten"] {
        als_client(&regio, &token, TestRequest::get().uri(list)).await.weigert(403, "niet-toegestaan");
    }
}

#[actix_web::test]
async fn wie_intussen_minder_mag_mag_dat_ook_door_een_dossier() {
    let regio = regio().await;
    let pair = Paar::ed(9);
    let client = registreer(&regio, Wie::Verloskundige, &[&pair], &["signaleerder"]).await;
    let token = vraag_token(&regio, &pair.jwt(&claims(&regio, &client)), "verloskundige").await.met(201);
    let token = token.veld("toegangstoken");
    let list = || TestRequest::get().uri("/v1/signalen");
    als_client(&regio, &token, list()).await.met(200);
    regio.sluit_account(Wie::Verloskundige).await;
    als_client(&regio, &token, list()).await.weigert(401, "niet-ingelogd");
    let answer = vraag_token(&regio, &pair.jwt(&claims(&regio, &client)), "verloskundige").await;
    answer.weigert(401, "inloggegevens-onjuist");
}

#[actix_web::test]
async fn een_ingetrokken_dossier_komt_er_bij_de_volgende_aanvraag_niet_meer_in() {
    let regio = regio().await;
    let pair = Paar::ed(9);
    let client = registreer(&regio, Wie::Verloskundige, &[&pair], &["signaleerder"]).await;
    let token = vraag_token(&regio, &pair.jwt(&claims(&regio, &client)), "verloskundige").await.met(201);
    let token = token.veld("toegangstoken");
    als_client(&regio, &token, TestRequest::get().uri("/v1/signalen")).await.met(200);
    let (db, nu) = (regio.db.clone(), regio.clock_nu());
    let wat = MachineclientIntrekken { client: client.parse().unwrap() };
    let withdraw = move || (machineclient::intrekken(&db, &wat, nu), machineclient::intrekken(&db, &wat, nu));
    let (first, second) = actix_web::web::block(withdraw).await.unwrap();
    assert!(first.is_ok() && second.is_err());
    als_client(&regio, &token, TestRequest::get().uri("/v1/signalen")).await.weigert(401, "niet-ingelogd");
    let answer = vraag_token(&regio, &pair.jwt(&claims(&regio, &client)), "verloskundige").await;
    answer.weigert(401, "inloggegevens-onjuist");
    assert_eq!(regio.rijen("sessie").leeg("beeindigd_op").tel(), 0);
    let line = regio.neem_regels().into_iter().find(|line| line.gebeurtenis == "machineclient-ingetrokken").unwrap();
    assert_eq!((line.object.as_deref(), line.machineclient.as_deref()), (Some(client.as_str()), Some(client.as_str())));
}

#[actix_web::test]
async fn een_dossier_komt_niet_aan_iemands_account() {
    let regio = regio().await;
    let pair = Paar::ed(9);
    let client = registreer(&regio, Wie::Verloskundige, &[&pair], &["signaleerder"]).await;
    let token = vraag_token(&regio, &pair.jwt(&claims(&regio, &client)), "verloskundige").await.met(201);
    let token = token.veld("toegangstoken");
    regio.vergeet_regels();
    let wachtwoord = json!({ "wachtwoord": crate::gegeven::WACHTWOORD, "nieuwWachtwoord": "paarse fiets in de regen" });
    let codes = json!({ "totpCode": regio.inlog(Wie::Verloskundige)["totpCode"] });
    let own = regio.login(Wie::Verloskundige).await.met(201).veld("toegangstoken");
    let sessions = als_client(&regio, &own, TestRequest::get().uri("/v1/sessies")).await.met(200);
    let session = format!("/v1/sessies/{}", sessions.items()[0]["id"].as_str().unwrap());
    for request in [
        TestRequest::post().uri("/v1/sessies/huidige/wachtwoord").set_json(&wachtwoord),
        TestRequest::post().uri("/v1/sessies/huidige/herstelcodes").set_json(&codes),
        TestRequest::get().uri("/v1/sessies"),
        TestRequest::post().uri("/v1/sessies/beeindiging"),
        TestRequest::delete().uri(&session),
        TestRequest::post().uri("/v1/sessies/huidige/factor").set_json(&codes),
        TestRequest::get().uri("/v1/sessies/huidige/beveiligingssleutels"),
        TestRequest::post().uri("/v1/sessies/huidige/beveiligingssleutels/uitdaging"),
        TestRequest::delete().uri(&format!("/v1/beveiligingssleutels/{}", niets())),
    ] {
        als_client(&regio, &token, request).await.weigert(403, "niet-toegestaan");
        let line = regio.een_regel(Wie::Verloskundige, "geweigerd");
        assert_eq!(line.machineclient.as_deref(), Some(client.as_str()));
    }
    // A system that goes on asking does not fill the logboek: nine lines stand there.
    for _ in 0..100 {
        als_client(&regio, &token, TestRequest::get().uri("/v1/sessies")).await.weigert(403, "niet-toegestaan");
    }
    assert_eq!(regio.neem_regels().len(), 52, "up to sixty, and one of all that came after");
    als_client(&regio, &own, TestRequest::get().uri("/v1/sessies/huidige")).await.met(200);
    als_client(&regio, &token, TestRequest::delete().uri("/v1/sessies/huidige")).await.met(204);
    als_client(&regio, &token, TestRequest::get().uri("/v1/sessies/huidige")).await.weigert(401, "niet-ingelogd");
}

#[actix_web::test]
async fn een_antwoord_aan_haar_zelf_is_er_geen_aan_een_dossier() {
    let regio = regio().await;
    let pair = Paar::ed(9);
    let client = registreer(&regio, Wie::Verloskundige, &[&pair], &["signaleerder"]).await;
    let token = vraag_token(&regio, &pair.jwt(&claims(&regio, &client)), "verloskundige").await.met(201);
    let token = token.veld("toegangstoken");
    let key = Id::<()>::new(begin()).to_string();
    let ask = || {
        let request = TestRequest::post().uri("/v1/signalen").insert_header(("idempotency-key", key.clone()));
        request.set_json(bodies::signaal())
    };
    let own = regio.als(Wie::Verloskundige).vraag(ask()).await.met(201).id();
    let through = als_client(&regio, &token, ask()).await.met(201).id();
    assert_ne!(own, through);
    assert_eq!(als_client(&regio, &token, ask()).await.met(201).id(), through);
}

#[actix_web::test]
async fn na_honderd_valse_verklaringen_wordt_van_dat_adres_niet_meer_gekeken() {
    let regio = regio().await;
    let pair = Paar::ed(9);
    let client = registreer(&regio, Wie::Verloskundige, &[&pair], &["signaleerder"]).await;
    for _ in 0..100 {
        vraag_token(&regio, "e30.e30.e30", "verloskundige").await.weigert(401, "inloggegevens-onjuist");
    }
    let good = || tokenaanvraag(&pair.jwt(&claims(&regio, &client)), "verloskundige");
    let answer = regio.als(Wie::Niemand).post("/v1/tokens", good()).await.weigert(429, "te-veel-pogingen");
    assert!(answer.header("retry-after").is_some());
    let elsewhere = TestRequest::post().uri("/v1/tokens").set_json(good());
    regio.vraag_van("203.0.113.9", elsewhere).await.met(201);
    regio.verstrijk(TimeDelta::minutes(10));
    regio.als(Wie::Niemand).post("/v1/tokens", good()).await.met(201);
}

#[actix_web::test]
async fn een_systeem_kan_zijn_token_vragen_zoals_rfc_6749_het_zegt() {
    let regio = regio().await;
    let pair = Paar::ed(9);
    let client = registreer(&regio, Wie::Verloskundige, &[&pair], &["signaleerder"]).await;
    let ask = |jwt: &str, more: &str| {
        let soort = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";
        let form = format!(
            "grant_type=client_credentials&client_assertion_type={soort}&client_assertion={jwt}&namens=verloskundige{more}"
        );
        let request = TestRequest::post().uri("/v1/tokens").set_payload(form);
        request.insert_header(("content-type", "application/x-www-form-urlencoded"))
    };
    let answer = regio.vraag(ask(&pair.jwt(&claims(&regio, &client)), "&client_id=x&scope=")).await.met(200);
    assert_eq!((answer.veld("token_type"), answer.json["expires_in"].as_i64()), ("Bearer".to_owned(), Some(300)));
    let token = answer.veld("access_token");
    als_client(&regio, &token, TestRequest::get().uri("/v1/sessies/huidige")).await.met(200);
    regio.vraag(ask("e30.e30.e30", "")).await.weigert(401, "inloggegevens-onjuist");
    regio.vraag(ask("", "")).await.weigert(400, "ongeldige-invoer");
}
