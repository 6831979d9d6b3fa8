//! To ask as one of them, and what is answered.

use std::net::SocketAddr;

use actix_web::{
    http::{
        Method,
        header::{self, HeaderMap},
    },
    test::TestRequest,
    web::Bytes,
};
use chrono::TimeDelta;
use knooppunt::{clock::Clock as _, store::toegang::totp_code};
use serde_json::{Value, json};

use super::{GEHEIM, IEDEREEN, Regio, WACHTWOORD, Wie};

/// An answer.
#[derive(Clone, Debug)]
pub struct Antwoord {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Bytes,
    pub json: Value,
}

impl Antwoord {
    /// The answer, which must have this status.
    #[track_caller]
    pub fn met(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.tekst());
        self
    }

    /// A refusal with this status and code.
    #[track_caller]
    pub fn weigert(self, status: u16, code: &str) -> Self {
        let answer = self.met(status);
        assert_eq!(answer.json["code"], code, "{}", answer.tekst());
        assert_eq!(answer.header("content-type").as_deref(), Some("application/problem+json"));
        answer
    }

    /// A refusal of what was sent, that names this field.
    #[track_caller]
    pub fn noemt(self, veld: &str) -> Self {
        let answer = self.weigert(400, "ongeldige-invoer");
        let fouten = answer.json["fouten"].as_array().unwrap();
        assert!(fouten.iter().any(|fout| fout["veld"] == veld), "{veld}: {}", answer.tekst());
        answer
    }

    /// A conflict with this rule, that names exactly these things, by their paths.
    #[track_caller]
    pub fn noemt_in_de_weg(self, code: &str, dingen: &[(&str, &str)]) -> Self {
        let answer = self.weigert(409, "conflict");
        let fouten = answer.json["fouten"].as_array().unwrap();
        let fout = fouten.iter().find(|fout| fout["code"] == code).unwrap_or_else(|| panic!("{}", answer.tekst()));
        let genoemd = fout["ids"].as_array().map_or(&[][..], Vec::as_slice);
        let genoemd: Vec<_> = genoemd.iter().map(|een| (een["soort"].as_str(), een["id"].as_str())).collect();
        let verwacht: Vec<_> = dingen.iter().map(|(soort, pad)| (Some(*soort), pad.rsplit('/').next())).collect();
        assert_eq!(genoemd, verwacht, "{}", answer.tekst());
        answer
    }

    /// A conflict because of a consent that is not there, for this purpose and this receiver.
    #[track_caller]
    pub fn mist_toestemming(self, doel: &str, ontvanger: &str) -> Self {
        let answer = self.weigert(409, "conflict");
        let fout = &answer.json["fouten"][0];
        assert_eq!(fout["code"], "toestemming-ontbreekt", "{}", answer.tekst());
        let mist = &fout["toestemming"];
        assert_eq!((&mist["doel"], &mist["ontvanger"]), (&json!(doel), &json!(ontvanger)), "{}", answer.tekst());
        let melding = fout["melding"].as_str().unwrap();
        assert!([doel, ontvanger].iter().all(|woord| melding.contains(&format!("'{woord}'"))), "{melding}");
        answer
    }

    pub fn tekst(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).map(|value| value.to_str().unwrap().to_owned())
    }

    /// The version, to send back.
    #[track_caller]
    pub fn etag(&self) -> String {
        self.header("etag").expect("an ETag")
    }

    #[track_caller]
    pub fn id(&self) -> String {
        self.veld("id")
    }

    #[track_caller]
    pub fn veld(&self, naam: &str) -> String {
        self.json[naam].as_str().unwrap_or_else(|| panic!("{naam} in {}", self.tekst())).to_owned()
    }

    /// The items of a page.
    #[track_caller]
    pub fn items(&self) -> &Vec<Value> {
        self.json["items"].as_array().expect("a page")
    }
}

/// Somebody who asks.
pub struct Vrager<'a> {
    regio: &'a Regio,
    wie: Wie,
}

impl Vrager<'_> {
    pub async fn vraag(&self, request: TestRequest) -> Antwoord {
        let request = match self.wie {
            Wie::Niemand => request,
            wie => request.insert_header((header::AUTHORIZATION, self.regio.token(wie).await)),
        };
        self.regio.vraag(request).await
    }

    pub async fn get(&self, path: &str) -> Antwoord {
        self.vraag(TestRequest::get().uri(path)).await
    }

    /// Posts; a body of `null` is none at all.
    pub async fn post(&self, path: &str, body: Value) -> Antwoord {
        self.vraag(met_body(TestRequest::post().uri(path), &body)).await
    }

    /// Posts what changes the version that was seen.
    pub async fn post_met(&self, path: &str, etag: &str, body: Value) -> Antwoord {
        let request = TestRequest::post().uri(path).insert_header((header::IF_MATCH, etag));
        self.vraag(met_body(request, &body)).await
    }

    /// Puts a thing as it is to be, in the version that was seen.
    pub async fn put(&self, path: &str, etag: &str, body: Value) -> Antwoord {
        self.vraag(TestRequest::put().uri(path).insert_header((header::IF_MATCH, etag)).set_json(body)).await
    }

    /// Reads a thing and does something with the version that was read.
    pub async fn stap(&self, thing: impl AsRef<str>, step: &str, body: Value) -> Antwoord {
        let thing = thing.as_ref();
        let etag = self.get(thing).await.met(200).etag();
        self.post_met(&format!("{thing}/{step}"), &etag, body).await
    }
}

fn met_body(request: TestRequest, body: &Value) -> TestRequest {
    if body.is_null() { request } else { request.set_json(body) }
}

impl Regio {
    pub fn als(&self, wie: Wie) -> Vrager<'_> {
        Vrager { regio: self, wie }
    }

    /// Asks without saying who.
    pub async fn vraag(&self, request: TestRequest) -> Antwoord {
        self.vraag_van("192.0.2.1", request).await
    }

    /// Asks from another address.
    pub async fn vraag_van(&self, adres: &str, request: TestRequest) -> Antwoord {
        let peer = SocketAddr::new(adres.parse().unwrap(), 4000);
        let (status, headers, bytes) = (self.ask)(request.peer_addr(peer)).await;
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Antwoord { status: status.as_u16(), headers, bytes, json }
    }

    /// What somebody logs in with now.
    pub fn inlog(&self, wie: Wie) -> Value {
        let code = totp_code(GEHEIM, self.clock.now());
        json!({ "gebruikersnaam": wie.gebruikersnaam(), "wachtwoord": WACHTWOORD, "totpCode": code })
    }

    pub async fn login(&self, wie: Wie) -> Antwoord {
        let body = self.inlog(wie);
        self.vraag(TestRequest::post().uri("/v1/sessies").set_json(body)).await
    }

    /// A token that is good now; she logs in when she has none.
    async fn token(&self, wie: Wie) -> String {
        let nu = self.clock.now();
        let known = self.tokens.borrow().get(&wie).cloned();
        if let Some((tot, token)) = known
            && nu < tot
        {
            return token;
        }
        let tokens = self.login(wie).await.met(201);
        let token = format!("Bearer {}", tokens.veld("toegangstoken"));
        let tot = nu.plus(TimeDelta::seconds(tokens.json["verlooptOver"].as_i64().unwrap()));
        self.tokens.borrow_mut().insert(wie, (tot, token.clone()));
        token
    }

    /// The privacy officer confirms what waits for a second person in an answer: a grant, or those of an account.
    pub async fn bevestig(&self, antwoord: &Antwoord) {
        let account = antwoord.json.get("gebruiker").filter(|it| it.is_object()).unwrap_or(&antwoord.json);
        let grants = account["toekenningen"].as_array().map_or(std::slice::from_ref(account), Vec::as_slice);
        for grant in grants.iter().filter(|grant| grant["status"] == "wacht") {
            self.token(Wie::Fg).await;
            self.verse_factor(Wie::Fg);
            let path = format!("/v1/toekenningen/{}/bevestiging", grant["id"].as_str().unwrap());
            self.als(Wie::Fg).post(&path, Value::Null).await.met(200);
        }
    }

    /// Lets everybody log in, so that nothing is written but what a test asks for.
    pub async fn iedereen_logt_in(&self) {
        for wie in IEDEREEN {
            self.token(wie).await;
        }
    }
}

/// The methods that answer: the verbs of the document.
pub fn methode(naam: &str) -> Method {
    naam.to_uppercase().parse().unwrap()
}
