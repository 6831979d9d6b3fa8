//! Security keys: what cannot be phished, copied or answered twice.

use actix_web::test::TestRequest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use serde_json::{Value, json};
use webauthn_authenticator_rs::{
    AuthenticatorBackend,
    prelude::{CreationChallengeResponse, RequestChallengeResponse, Url},
    softpasskey::SoftPasskey,
};

use crate::{
    gegeven::{Antwoord, Pagina, Regio, WACHTWOORD, Wie, niets, regio, regio_met},
    remmen::een_van_vijftig,
};

const SLEUTELS: &str = "/v1/sessies/huidige/beveiligingssleutels";
const TOEVOEGEN: &str = "/v1/sessies/huidige/beveiligingssleutels/uitdaging";
const ORIGIN: &str = "https://knooppunt.example.nl";

/// A key in somebody's pocket.
struct Sleutel(SoftPasskey);

impl Sleutel {
    fn nieuw() -> Self {
        Self(SoftPasskey::new(true))
    }

    fn registreer(&mut self, vraag: &Antwoord, origin: &str) -> Value {
        let opties: CreationChallengeResponse =
            serde_json::from_value(json!({ "publicKey": vraag.json["opties"] })).unwrap();
        let origin = Url::parse(origin).unwrap();
        als_browser(serde_json::to_value(self.0.perform_register(origin, opties.public_key, 60_000).unwrap()).unwrap())
    }

    fn teken(&mut self, vraag: &Antwoord, origin: &str) -> Value {
        let opties: RequestChallengeResponse =
            serde_json::from_value(json!({ "publicKey": vraag.json["opties"] })).unwrap();
        let origin = Url::parse(origin).unwrap();
        als_browser(serde_json::to_value(self.0.perform_auth(origin, opties.public_key, 60_000).unwrap()).unwrap())
    }
}

/// An answer as `toJSON()` gives it.
fn als_browser(mut antwoord: Value) -> Value {
    let uitbreidingen = antwoord.as_object_mut().unwrap().remove("extensions").unwrap();
    antwoord["clientExtensionResults"] = uitbreidingen;
    antwoord["authenticatorAttachment"] = "cross-platform".into();
    antwoord
}

/// The body with which somebody adds a key.
fn toevoeging(regio: &Regio, wie: Wie, vraag: &Antwoord, antwoord: &Value) -> Value {
    json!({
        "naam": "Sleutelbos",
        "totpCode": regio.inlog(wie)["totpCode"],
        "uitdaging": vraag.json["uitdaging"],
        "antwoord": antwoord,
    })
}

async fn voegt_toe(regio: &Regio, wie: Wie, sleutel: &mut Sleutel) -> Antwoord {
    let vraag = regio.als(wie).post(TOEVOEGEN, Value::Null).await.met(200);
    let antwoord = sleutel.registreer(&vraag, ORIGIN);
    regio.verstrijk(TimeDelta::seconds(30));
    regio.als(wie).post(SLEUTELS, toevoeging(regio, wie, &vraag, &antwoord)).await
}

/// Somebody with a key that she added.
async fn met_een_sleutel(regio: &Regio, wie: Wie) -> Sleutel {
    let mut sleutel = Sleutel::nieuw();
    voegt_toe(regio, wie, &mut sleutel).await.met(201);
    regio.verstrijk(TimeDelta::seconds(30));
    regio.vergeet_regels();
    sleutel
}

async fn daagt_uit(regio: &Regio, naam: &str, wachtwoord: &str) -> Antwoord {
    let body = json!({ "gebruikersnaam": naam, "wachtwoord": wachtwoord });
    regio.vraag(TestRequest::post().uri("/v1/sessies/uitdaging").set_json(body)).await
}

/// The first step of a login.
async fn klopt_aan(regio: &Regio, wie: Wie) -> Antwoord {
    daagt_uit(regio, &wie.gebruikersnaam(), WACHTWOORD).await.met(200)
}

/// The body of the second step.
fn met(wie: Wie, vraag: &Antwoord, antwoord: &Value) -> Value {
    json!({
        "gebruikersnaam": wie.gebruikersnaam(),
        "wachtwoord": WACHTWOORD,
        "uitdaging": vraag.json["uitdaging"],
        "sleutelAntwoord": antwoord,
    })
}

async fn logt_in(regio: &Regio, body: Value) -> Antwoord {
    regio.vraag(TestRequest::post().uri("/v1/sessies").set_json(body)).await
}

async fn logt_in_met(regio: &Regio, wie: Wie, sleutel: &mut Sleutel) -> Antwoord {
    let vraag = klopt_aan(regio, wie).await;
    let antwoord = sleutel.teken(&vraag, ORIGIN);
    logt_in(regio, met(wie, &vraag, &antwoord)).await
}

fn lines(regio: &Regio, gebeurtenis: &str, uitkomst: &str) -> i64 {
    regio.tel(&format!("logregel WHERE gebeurtenis = '{gebeurtenis}' AND uitkomst = '{uitkomst}'"))
}

fn geweigerd(regio: &Regio) -> i64 {
    lines(regio, "sessie-geweigerd", "geweigerd")
}

fn amr(tokens: &Antwoord) -> Value {
    let token = tokens.veld("toegangstoken");
    let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice::<Value>(&claims).unwrap()["amr"].clone()
}

fn bearer(request: TestRequest, tokens: &Antwoord) -> TestRequest {
    request.insert_header(("authorization", format!("Bearer {}", tokens.veld("toegangstoken"))))
}

#[actix_web::test]
async fn wie_een_sleutel_toevoegt_logt_er_daarna_mee_in() {
    let regio = regio().await;
    let mut sleutel = Sleutel::nieuw();
    regio.als(Wie::Verloskundige).get(SLEUTELS).await.met(200);
    regio.vergeet_regels();
    let toegevoegd = voegt_toe(&regio, Wie::Verloskundige, &mut sleutel).await.met(201);
    assert_eq!(toegevoegd.json["naam"], "Sleutelbos");
    let line = regio.een_regel(Wie::Verloskundige, "beveiligingssleutel-toegevoegd");
    assert_eq!(line.object, Some(toegevoegd.id()));
    regio.verstrijk(TimeDelta::seconds(30));
    let tokens = logt_in_met(&regio, Wie::Verloskundige, &mut sleutel).await.met(201);
    assert_eq!(amr(&tokens), json!(["pwd", "hwk"]));
    assert_eq!(lines(&regio, "sessie-uitgedaagd", "gelukt"), 1);
    assert_eq!(lines(&regio, "sessie-met-sleutel", "gelukt"), 1);
    assert_eq!(regio.tel("uitdaging"), 0);
    let lijst = regio.vraag(bearer(TestRequest::get().uri(SLEUTELS), &tokens)).await.met(200);
    assert_eq!(lijst.items().len(), 1);
    assert_eq!(lijst.items()[0]["id"], toegevoegd.json["id"]);
    assert!(lijst.items()[0]["gebruiktOp"].is_string(), "{}", lijst.tekst());
    // She carries on with it, and it is still so that she came with a key.
    let verder = json!({ "verversingstoken": tokens.veld("verversingstoken") });
    let verder = regio.vraag(TestRequest::post().uri("/v1/sessies/vernieuwing").set_json(verder)).await.met(200);
    assert_eq!(amr(&verder), json!(["pwd", "hwk"]));
    // A code of her authenticator still works, and says so.
    assert_eq!(amr(&regio.login(Wie::Verloskundige).await.met(201)), json!(["pwd", "otp"]));
    // Nobody else sees her key.
    assert!(regio.als(Wie::Coordinator).get(SLEUTELS).await.met(200).items().is_empty());
}

#[actix_web::test]
async fn zonder_verse_code_of_zonder_goed_antwoord_komt_er_geen_sleutel_bij() {
    let regio = regio().await;
    let wie = Wie::Verloskundige;
    let vraag = regio.als(wie).post(TOEVOEGEN, Value::Null).await.met(200);
    let goed = Sleutel::nieuw().registreer(&vraag, ORIGIN);
    // The code with which she logged in is used up.
    let used = toevoeging(&regio, wie, &vraag, &goed);
    let before = geweigerd(&regio);
    regio.als(wie).post(SLEUTELS, used).await.noemt("totpCode");
    assert_eq!(geweigerd(&regio), before + 1);
    regio.verstrijk(TimeDelta::seconds(60));
    // That question was answered, the next is for somebody else, the last was asked elsewhere and then too long ago.
    regio.als(wie).post(SLEUTELS, toevoeging(&regio, wie, &vraag, &goed)).await.noemt("antwoord");
    regio.verstrijk(TimeDelta::seconds(60));
    let vraag = regio.als(Wie::Coordinator).post(TOEVOEGEN, Value::Null).await.met(200);
    let ander = Sleutel::nieuw().registreer(&vraag, ORIGIN);
    regio.als(wie).post(SLEUTELS, toevoeging(&regio, wie, &vraag, &ander)).await.noemt("antwoord");
    regio.verstrijk(TimeDelta::seconds(60));
    let vraag = regio.als(wie).post(TOEVOEGEN, Value::Null).await.met(200);
    let vreemd = Sleutel::nieuw().registreer(&vraag, "https://knooppunt.example.net");
    regio.als(wie).post(SLEUTELS, toevoeging(&regio, wie, &vraag, &vreemd)).await.noemt("antwoord");
    regio.verstrijk(TimeDelta::seconds(60));
    let vraag = regio.als(wie).post(TOEVOEGEN, Value::Null).await.met(200);
    let laat = Sleutel::nieuw().registreer(&vraag, ORIGIN);
    regio.verstrijk(TimeDelta::minutes(5));
    regio.als(wie).post(SLEUTELS, toevoeging(&regio, wie, &vraag, &laat)).await.noemt("antwoord");
    assert_eq!(geweigerd(&regio), before + 5);
    assert_eq!(regio.tel("beveiligingssleutel"), 0);
}

#[actix_web::test]
async fn een_sleutel_is_van_een_account_en_een_account_heeft_er_hoogstens_tien() {
    let regio = regio().await;
    let wie = Wie::Verloskundige;
    let vraag = regio.als(wie).post(TOEVOEGEN, Value::Null).await.met(200);
    let tweede = regio.als(wie).post(TOEVOEGEN, Value::Null).await.met(200);
    let mut sleutel = Sleutel::nieuw();
    let mut antwoorden = Vec::new();
    for vraag in [&vraag, &tweede] {
        antwoorden.push(sleutel.registreer(vraag, ORIGIN));
    }
    for (vraag, antwoord) in [&vraag, &tweede].into_iter().zip(antwoorden) {
        regio.verstrijk(TimeDelta::seconds(30));
        regio.als(wie).post(SLEUTELS, toevoeging(&regio, wie, vraag, &antwoord)).await.met(201);
    }
    for _ in 2..10 {
        regio.verstrijk(TimeDelta::minutes(5));
        voegt_toe(&regio, wie, &mut Sleutel::nieuw()).await.met(201);
    }
    regio.verstrijk(TimeDelta::minutes(5));
    voegt_toe(&regio, wie, &mut Sleutel::nieuw()).await.weigert(409, "conflict");
    assert_eq!(regio.tel("beveiligingssleutel"), 10);
}

#[actix_web::test]
async fn een_uitdaging_wordt_een_keer_beantwoord_en_door_wie_haar_kreeg() {
    let regio = regio().await;
    let mut sleutel = met_een_sleutel(&regio, Wie::Verloskundige).await;
    let vraag = klopt_aan(&regio, Wie::Verloskundige).await;
    let body = met(Wie::Verloskundige, &vraag, &sleutel.teken(&vraag, ORIGIN));
    logt_in(&regio, body.clone()).await.met(201);
    regio.verstrijk(TimeDelta::seconds(30));
    let before = geweigerd(&regio);
    logt_in(&regio, body).await.weigert(401, "inloggegevens-onjuist");
    assert_eq!(geweigerd(&regio), before + 1);
    // The question that one account got is of no use to another, also when that has the key.
    let mut ander = met_een_sleutel(&regio, Wie::Coordinator).await;
    let eigen = klopt_aan(&regio, Wie::Coordinator).await;
    let vraag = klopt_aan(&regio, Wie::Verloskundige).await;
    let mut gemengd = met(Wie::Coordinator, &eigen, &ander.teken(&eigen, ORIGIN));
    gemengd["uitdaging"] = vraag.json["uitdaging"].clone();
    regio.verstrijk(TimeDelta::seconds(30));
    logt_in(&regio, gemengd).await.weigert(401, "inloggegevens-onjuist");
    assert_eq!(geweigerd(&regio), before + 2);
    // It was not used up by that: whoever it is for can still answer.
    let antwoord = sleutel.teken(&vraag, ORIGIN);
    logt_in(&regio, met(Wie::Verloskundige, &vraag, &antwoord)).await.met(201);
    // After five minutes it is too late.
    regio.verstrijk(TimeDelta::seconds(30));
    let vraag = klopt_aan(&regio, Wie::Verloskundige).await;
    let antwoord = sleutel.teken(&vraag, ORIGIN);
    regio.verstrijk(TimeDelta::minutes(5));
    logt_in(&regio, met(Wie::Verloskundige, &vraag, &antwoord)).await.weigert(401, "inloggegevens-onjuist");
}

#[actix_web::test]
async fn wie_op_een_nagemaakte_site_belandt_geeft_niets_weg() {
    let regio = regio().await;
    let mut sleutel = met_een_sleutel(&regio, Wie::Fg).await;
    let vraag = klopt_aan(&regio, Wie::Fg).await;
    let antwoord = sleutel.teken(&vraag, "https://knooppunt.example.net");
    let before = geweigerd(&regio);
    logt_in(&regio, met(Wie::Fg, &vraag, &antwoord)).await.weigert(401, "inloggegevens-onjuist");
    assert_eq!(geweigerd(&regio), before + 1);
    // And a key that somebody else brings is no key of hers.
    regio.verstrijk(TimeDelta::seconds(30));
    let mut vreemd = met_een_sleutel(&regio, Wie::Onderzoeker).await;
    let vraag = klopt_aan(&regio, Wie::Onderzoeker).await;
    let antwoord = vreemd.teken(&vraag, ORIGIN);
    let eigen = klopt_aan(&regio, Wie::Fg).await;
    logt_in(&regio, met(Wie::Fg, &eigen, &antwoord)).await.weigert(401, "inloggegevens-onjuist");
    assert_eq!(lines(&regio, "sessie-met-sleutel", "gelukt"), 0);
}

#[actix_web::test]
async fn een_gekopieerde_sleutel_valt_op() {
    let regio = regio().await;
    let mut sleutel = met_een_sleutel(&regio, Wie::Beheerder).await;
    let eerst = klopt_aan(&regio, Wie::Beheerder).await;
    regio.verstrijk(TimeDelta::seconds(2));
    let dan = klopt_aan(&regio, Wie::Beheerder).await;
    // The copy signs with the number that the key had then.
    let kopie = sleutel.teken(&eerst, ORIGIN);
    let antwoord = sleutel.teken(&dan, ORIGIN);
    logt_in(&regio, met(Wie::Beheerder, &dan, &antwoord)).await.met(201);
    let (before, id) = (geweigerd(&regio), "sessie-sleutel-verdacht");
    logt_in(&regio, met(Wie::Beheerder, &eerst, &kopie)).await.weigert(401, "inloggegevens-onjuist");
    assert_eq!((lines(&regio, id, "geweigerd"), geweigerd(&regio)), (1, before), "this line instead of the other");
    assert_eq!(
        regio.rijen("logregel").is("gebeurtenis", "sessie-sleutel-verdacht").is("soort", "beveiligingssleutel").tel(),
        1
    );
    assert_eq!(regio.rijen("beveiligingssleutel").is("teller", "2").tel(), 1);
}

#[actix_web::test]
async fn een_uitdaging_verraadt_niet_wie_er_is_en_niet_of_het_wachtwoord_klopt() {
    let regio = regio().await;
    met_een_sleutel(&regio, Wie::Verloskundige).await;
    let mut vormen = Vec::new();
    let mut namen = Vec::new();
    for (naam, wachtwoord) in [
        ("verloskundige", WACHTWOORD),
        ("verloskundige", "een ander wachtwoord"),
        ("coordinator", WACHTWOORD),
        ("coordinator", "een ander wachtwoord"),
        ("bestaat-niet", WACHTWOORD),
        ("Bestaat-Niet", "een ander wachtwoord"),
    ] {
        let answer = daagt_uit(&regio, naam, wachtwoord).await.met(200);
        let sleutels = answer.json["opties"]["allowCredentials"].clone();
        let id = URL_SAFE_NO_PAD.decode(sleutels[0]["id"].as_str().unwrap()).unwrap();
        assert!((16..=128).contains(&id.len()), "{sleutels}");
        namen.push(sleutels[0]["id"].clone());
        let mut vorm = answer.json.clone();
        vorm["uitdaging"].take();
        vorm["opties"]["challenge"].take();
        vorm["opties"]["allowCredentials"][0]["id"].take();
        vormen.push(vorm);
        regio.verstrijk(TimeDelta::seconds(30));
    }
    assert!(vormen.iter().all(|vorm| *vorm == vormen[0]), "{vormen:#?}");
    for paar in namen.chunks(2) {
        assert_eq!(paar[0], paar[1], "the same for whoever asks the same");
    }
    assert_eq!(lines(&regio, "sessie-uitgedaagd", "gelukt"), 2);
    assert_eq!(geweigerd(&regio), 4);
}

#[actix_web::test]
async fn hoe_lang_men_wacht_zegt_niets_over_het_wachtwoord() {
    let regio = regio().await;
    met_een_sleutel(&regio, Wie::Verloskundige).await;
    let mut reeksen = Vec::new();
    for (naam, wachtwoord) in
        [("verloskundige", WACHTWOORD), ("verloskundige", "een ander wachtwoord"), ("bestaat-niet", WACHTWOORD)]
    {
        let mut reeks = Vec::new();
        for seconde in 0..20 {
            let vraag = daagt_uit(&regio, naam, wachtwoord).await;
            reeks.push((vraag.status, vraag.header("retry-after")));
            if vraag.status == 200 && seconde % 2 == 0 {
                // An answer that proves nothing.
                let body = json!({ "gebruikersnaam": naam, "wachtwoord": wachtwoord, "uitdaging": vraag.json["uitdaging"],
                    "sleutelAntwoord": onzin() });
                let answer = logt_in(&regio, body).await;
                reeks.push((answer.status, answer.header("retry-after")));
            }
            regio.verstrijk(TimeDelta::seconds(1));
        }
        reeksen.push(reeks);
        // The next series begins at the same place in a step of thirty seconds, when this one is forgotten.
        regio.verstrijk(TimeDelta::seconds(2 * 86_400 - 20));
    }
    assert!(reeksen[0].iter().any(|(status, _)| *status == 429));
    assert_eq!(reeksen[0], reeksen[1]);
    assert_eq!(reeksen[0], reeksen[2]);
}

/// An answer that no key gave.
pub fn onzin() -> Value {
    json!({
        "id": "AAAA",
        "rawId": "AAAA",
        "type": "public-key",
        "response": { "authenticatorData": "AAAA", "clientDataJSON": "AAAA", "signature": "AAAA" },
    })
}

/// A key that no key made.
pub fn onzin_nieuw() -> Value {
    json!({
        "id": "AAAA",
        "rawId": "AAAA",
        "type": "public-key",
        "response": { "attestationObject": "AAAA", "clientDataJSON": "AAAA" },
    })
}

#[actix_web::test]
async fn van_vijftig_tegelijk_met_een_uitdaging_slaagt_er_een() {
    let regio = regio().await;
    let mut sleutel = met_een_sleutel(&regio, Wie::Verloskundige).await;
    let vraag = klopt_aan(&regio, Wie::Verloskundige).await;
    let body = met(Wie::Verloskundige, &vraag, &sleutel.teken(&vraag, ORIGIN));
    een_van_vijftig(&regio, "/v1/sessies", &body, 201).await;
    assert_eq!(lines(&regio, "sessie-met-sleutel", "gelukt"), 1);
}

#[actix_web::test]
async fn er_gaat_precies_een_tweede_factor_mee() {
    let regio = regio().await;
    let vraag = klopt_aan(&regio, Wie::Verloskundige).await;
    let mut beide = met(Wie::Verloskundige, &vraag, &onzin());
    beide["totpCode"] = "123456".into();
    logt_in(&regio, beide).await.noemt("totpCode");
    let mut zonder = met(Wie::Verloskundige, &vraag, &onzin());
    zonder.as_object_mut().unwrap().remove("uitdaging");
    logt_in(&regio, zonder).await.noemt("uitdaging");
    let mut los = regio.inlog(Wie::Verloskundige);
    los["uitdaging"] = vraag.json["uitdaging"].clone();
    logt_in(&regio, los).await.noemt("uitdaging");
    assert_eq!(regio.tel("uitdaging"), 1, "none of them was tried");
}

#[actix_web::test]
async fn de_beheerder_werkt_alleen_met_een_sleutel_en_kan_zonder_alleen_de_eerste_toevoegen() {
    let regio = regio_met(&[("KNOOPPUNT__TOEGANG__WEBAUTHN_VERPLICHT_VOOR", "beheerder,fg")]).await;
    let wie = Wie::Beheerder;
    let nodig = "beveiligingssleutel-nodig";
    let before = geweigerd(&regio);
    regio.als(wie).get("/v1/gemeenten").await.weigert(403, nodig);
    regio.als(wie).get("/v1/sessies").await.weigert(403, nodig);
    regio.als(wie).post("/v1/sessies/huidige/herstelcodes", json!({ "totpCode": "123456" })).await.weigert(403, nodig);
    assert_eq!(geweigerd(&regio), before + 3, "a line each");
    for _ in 0..100 {
        regio.als(wie).get("/v1/gemeenten").await.weigert(403, nodig);
    }
    assert_eq!(geweigerd(&regio), before + 61, "and one of all that came after sixty");
    regio.als(wie).get(SLEUTELS).await.met(200);
    let mut sleutel = Sleutel::nieuw();
    let toegevoegd = voegt_toe(&regio, wie, &mut sleutel).await.met(201);
    // Her session is still one without: she logs in anew, and a code does not do any more.
    regio.verstrijk(TimeDelta::seconds(30));
    for path in ["/v1/gemeenten", SLEUTELS] {
        regio.als(wie).get(path).await.weigert(403, nodig);
    }
    regio.als(wie).post(TOEVOEGEN, Value::Null).await.weigert(403, nodig);
    let tokens = logt_in_met(&regio, wie, &mut sleutel).await.met(201);
    for path in ["/v1/gemeenten", "/v1/sessies", SLEUTELS] {
        regio.vraag(bearer(TestRequest::get().uri(path), &tokens)).await.met(200);
    }
    // Without it she could not work: the last one stays.
    let path = format!("/v1/beveiligingssleutels/{}", toegevoegd.id());
    regio.vergeet_regels();
    regio.vraag(bearer(TestRequest::delete().uri(&path), &tokens)).await.weigert(409, "conflict");
    let line = regio.neem_regels().remove(0);
    assert_eq!((line.gebeurtenis.as_str(), line.uitkomst.as_str()), ("beveiligingssleutel-verwijderd", "geweigerd"));
    assert_eq!(regio.tel("beveiligingssleutel"), 1);
    // Logging out is always possible, and nobody else notices the rule.
    regio.als(wie).vraag(TestRequest::delete().uri("/v1/sessies/huidige")).await.met(204);
    regio.als(Wie::Coordinator).get("/v1/gemeenten").await.met(200);
}

#[actix_web::test]
async fn wie_haar_sleutel_kwijt_is_verwijdert_haar_en_niemand_anders_doet_dat() {
    let regio = regio().await;
    let wie = Wie::Verloskundige;
    let mut sleutel = met_een_sleutel(&regio, wie).await;
    let id = regio.als(wie).get(SLEUTELS).await.met(200).items()[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/beveiligingssleutels/{id}");
    let ander = regio.als(Wie::Coordinator).vraag(TestRequest::delete().uri(&path)).await.weigert(404, "niet-gevonden");
    let absent = format!("/v1/beveiligingssleutels/{}", niets());
    assert_eq!(ander.bytes, regio.als(Wie::Coordinator).vraag(TestRequest::delete().uri(&absent)).await.bytes);
    regio.vergeet_regels();
    let vraag = klopt_aan(&regio, wie).await;
    let antwoord = sleutel.teken(&vraag, ORIGIN);
    regio.als(wie).vraag(TestRequest::delete().uri(&path)).await.met(204);
    assert_eq!(regio.een_regel(wie, "beveiligingssleutel-verwijderd").object, Some(id));
    // Also a question of before is no use any more.
    logt_in(&regio, met(wie, &vraag, &antwoord)).await.weigert(401, "inloggegevens-onjuist");
}

#[actix_web::test]
async fn wie_opnieuw_wordt_uitgenodigd_begint_zonder_sleutels() {
    let regio = regio().await;
    met_een_sleutel(&regio, Wie::Voorzorg).await;
    let code = regio.nodig_opnieuw_uit(Wie::Voorzorg).await;
    let body = json!({ "code": code, "wachtwoord": "paarse fiets in de regen" });
    regio.vraag(TestRequest::post().uri("/v1/uitnodigingen/aanvaarding").set_json(body)).await.met(201);
    assert_eq!(regio.tel("beveiligingssleutel"), 0);
}

#[actix_web::test]
async fn waar_geen_domein_is_ingevuld_zijn_er_geen_sleutels_en_hoeft_niemand_er_een() {
    let regio = regio_met(&[
        ("KNOOPPUNT__TOEGANG__WEBAUTHN_RP_ID", ""),
        ("KNOOPPUNT__TOEGANG__WEBAUTHN_ORIGIN", ""),
        ("KNOOPPUNT__TOEGANG__WEBAUTHN_VERPLICHT_VOOR", "beheerder"),
    ])
    .await;
    daagt_uit(&regio, "verloskundige", WACHTWOORD).await.weigert(409, "conflict");
    regio.als(Wie::Beheerder).post(TOEVOEGEN, Value::Null).await.weigert(409, "conflict");
    regio.als(Wie::Beheerder).get("/v1/gemeenten").await.met(200);
}

/// What a page asks a key, as the API would.
fn gesteld(pagina: &Pagina) -> Value {
    let formulier = pagina.alle("form[data-sleutel]");
    serde_json::from_str(formulier[0].attr("data-opties").unwrap()).unwrap()
}

#[actix_web::test]
async fn wie_alleen_met_een_sleutel_werkt_voegt_er_op_een_pagina_een_toe_en_logt_ermee_in() {
    let regio = regio_met(&[("KNOOPPUNT__TOEGANG__WEBAUTHN_VERPLICHT_VOOR", "beheerder,fg")]).await;
    let wie = Wie::Beheerder;
    let browser = regio.browser();
    browser.get("/inloggen").await.met(200);
    browser.log_in(wie, &[]).await.met(303);
    // Without a key there is no work, and always a way on: adding one, logging in with one, logging out.
    let nee = browser.get("/mensen").await.met(403);
    assert_eq!(nee.tekst("h1"), "Log in met een beveiligingssleutel");
    assert_eq!(nee.teksten("main .button"), ["Voeg een sleutel toe", "Log in met uw sleutel"]);
    assert_eq!(nee.alle("main form[action='/uitloggen']").len(), 1);
    assert_eq!(browser.get("/inloggen").await.met(200).tekst("h1"), "Inloggen");
    browser.get("/acuut-gevaar").await.met(200);
    // A form that came without the answer of a key says so, and keeps the name.
    let pagina = browser.get("/account/sleutels/nieuw").await.met(200);
    let kop = pagina.antwoord.header("content-security-policy").unwrap();
    assert!(kop.contains("script-src 'self';") && kop.contains("default-src 'none'"), "{kop}");
    let script = pagina.alle("script")[0].attr("src").unwrap().to_owned();
    assert!(regio.vraag(TestRequest::get().uri(&script)).await.met(200).tekst().contains("navigator.credentials"));
    regio.verstrijk(TimeDelta::seconds(30));
    let code = regio.inlog(wie)["totpCode"].as_str().unwrap().to_owned();
    let (naam, uitdaging) = (("naam", "Sleutelbos"), pagina.waarde("uitdaging"));
    let zonder = [naam, ("code", &code), ("uitdaging", &uitdaging), ("antwoord", "")];
    let zonder = browser.post("/account/sleutels/nieuw", &zonder).await.met(400);
    assert!(zonder.tekst(".errors li").starts_with("Uw browser vroeg de sleutel niet."));
    assert_eq!(zonder.waarde("naam"), "Sleutelbos");
    // With it, it is there.
    let mut sleutel = Sleutel::nieuw();
    let vraag = Antwoord { json: json!({ "opties": gesteld(&zonder) }), ..zonder.antwoord.clone() };
    let antwoord = sleutel.registreer(&vraag, ORIGIN).to_string();
    let velden = [naam, ("code", &code), ("uitdaging", &zonder.waarde("uitdaging")), ("antwoord", &antwoord)];
    regio.vergeet_regels();
    assert_eq!(browser.post("/account/sleutels/nieuw", &velden).await.met(303).naar(), "/account");
    regio.een_regel(wie, "beveiligingssleutel-toegevoegd");
    // That session came without it; the next comes with it.
    browser.get("/account").await.met(403);
    let terug = browser.post("/uitloggen", &[]).await.met(200);
    assert_eq!(terug.tekst("h1"), "U bent uitgelogd");
    browser.get("/inloggen").await.met(200);
    let gegeven = [("gebruikersnaam", &*wie.gebruikersnaam()), ("wachtwoord", WACHTWOORD)];
    let tussen = browser.post("/inloggen", &gegeven).await.met(200).waarde("tussen");
    let vraag = browser.post("/inloggen/sleutel", &[("tussen", &tussen)]).await.met(200);
    let ondertekend = Antwoord { json: json!({ "opties": gesteld(&vraag) }), ..vraag.antwoord.clone() };
    let antwoord = sleutel.teken(&ondertekend, ORIGIN).to_string();
    let velden = [("tussen", tussen.as_str()), ("uitdaging", &vraag.waarde("uitdaging")), ("antwoord", &antwoord)];
    browser.post("/inloggen/code", &velden).await.met(303);
    browser.get("/mensen").await.met(200);
    assert_eq!(browser.get("/account").await.met(200).teksten(".people b")[0], "Sleutelbos");
}
