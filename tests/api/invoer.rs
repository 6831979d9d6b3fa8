//! Whatever is sent: what is wrong is told in Dutch, and nothing changes.

use actix_web::{
    http::{Method, header},
    test::TestRequest,
};
use serde_json::{Value, json};

use crate::{
    gegeven::{Antwoord, Regio, Wie, bodies, niets, regio},
    iedereen::{Dingen, body},
    openapi::{document, operaties},
};

/// An operation with a body, and a body that is right.
struct Geval {
    name: String,
    method: Method,
    address: String,
    wie: Wie,
    body: Value,
}

impl Geval {
    async fn stuur(&self, regio: &Regio, bytes: impl Into<Vec<u8>>, content_type: &str) -> Antwoord {
        let request = TestRequest::default()
            .method(self.method.clone())
            .uri(&self.address)
            .insert_header((header::IF_MATCH, "\"1\""))
            .insert_header((header::CONTENT_TYPE, content_type))
            .set_payload(bytes.into());
        let answer = regio.als(self.wie).vraag(request).await;
        assert_eq!(answer.header("content-type").as_deref(), Some("application/problem+json"), "{}", self.name);
        answer
    }

    /// Sends a body that is wrong at `veld`.
    async fn fout(&self, regio: &Regio, body: &Value, veld: &str, what: &str) {
        let answer = self.stuur(regio, serde_json::to_vec(body).unwrap(), "application/json").await;
        let told = format!("{} {what} {veld}: {}", self.name, answer.tekst());
        assert_eq!(answer.status, 400, "{told}");
        let fouten = answer.json["fouten"].as_array().unwrap_or_else(|| panic!("{told}"));
        let named = |fout: &Value| {
            let named = fout["veld"].as_str().unwrap();
            named == veld || veld.starts_with(&format!("{named}.")) || named.starts_with(veld)
        };
        assert!(fouten.iter().any(named), "{told}");
        assert!(
            fouten.iter().all(|fout| fout["melding"].as_str().is_some_and(|it| it.ends_with(['.', '\'']))),
            "{told}"
        );
    }
}

async fn gevallen(regio: &Regio) -> Vec<Geval> {
    let dingen = Dingen::in_heerlen(regio).await;
    let mut all = Vec::new();
    for (name, method, path, operation) in operaties(&document()) {
        if operation.get("requestBody").is_some() {
            let (wie, body) =
                body(&name, regio).unwrap_or_else(|| panic!("{name} is new: give it a body that is right"));
            let address = dingen.adres(&path);
            all.push(Geval { name, method, address, wie, body });
        }
    }
    assert!(all.len() > 20);
    regio.iedereen_logt_in().await;
    all
}

/// The places in a body, the outer first: a field, an item, and so on.
fn plaatsen(value: &Value, pointer: &str, veld: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let veld = if veld.is_empty() { name.clone() } else { format!("{veld}.{name}") };
                let pointer = format!("{pointer}/{name}");
                found.push((pointer.clone(), veld.clone()));
                plaatsen(inner, &pointer, &veld, found);
            }
        }
        Value::Array(items) => {
            if let Some(first) = items.first() {
                let (pointer, veld) = (format!("{pointer}/0"), format!("{veld}[0]"));
                found.push((pointer.clone(), veld.clone()));
                plaatsen(first, &pointer, &veld, found);
            }
        }
        _ => {}
    }
}

/// A value of another type.
fn anders(value: &Value) -> Value {
    match value {
        Value::String(_) => json!(12),
        Value::Number(_) | Value::Bool(_) | Value::Array(_) | Value::Object(_) | Value::Null => json!("tekst"),
    }
}

#[actix_web::test]
async fn een_veld_van_het_verkeerde_type_wordt_genoemd() {
    let regio = regio().await;
    let all = gevallen(&regio).await;
    let before = regio.inhoud();
    for geval in &all {
        let mut places = Vec::new();
        plaatsen(&geval.body, "", "", &mut places);
        for (pointer, veld) in places {
            let mut wrong = geval.body.clone();
            let here = wrong.pointer_mut(&pointer).unwrap();
            *here = anders(here);
            geval.fout(&regio, &wrong, &veld, "ill-typed").await;
            if geval.body.pointer(&pointer).is_some_and(Value::is_string) {
                *wrong.pointer_mut(&pointer).unwrap() = "a\u{0}b".into();
                geval.fout(&regio, &wrong, &veld, "NUL").await;
            }
            if geval.body.pointer(&pointer).is_some_and(Value::is_object) {
                let mut wrong = geval.body.clone();
                wrong.pointer_mut(&pointer).unwrap()["bestaatNiet"] = 1.into();
                geval.fout(&regio, &wrong, &format!("{veld}.bestaatNiet"), "unknown").await;
            }
        }
        let mut wrong = geval.body.clone();
        wrong["bestaatNiet"] = 1.into();
        geval.fout(&regio, &wrong, "bestaatNiet", "unknown").await;
    }
    assert_eq!(regio.inhoud(), before);
}

#[actix_web::test]
async fn een_verplicht_veld_dat_ontbreekt_wordt_genoemd() {
    let regio = regio().await;
    let all = gevallen(&regio).await;
    let before = regio.inhoud();
    let document = document();
    for geval in &all {
        let operations = operaties(&document);
        let (.., operation) = operations.iter().find(|(name, ..)| *name == geval.name).unwrap();
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let schema = match schema["$ref"].as_str() {
            Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
            None => schema,
        };
        for field in schema["required"].as_array().into_iter().flatten() {
            let field = field.as_str().unwrap();
            let mut wrong = geval.body.clone();
            assert!(wrong.as_object_mut().unwrap().remove(field).is_some(), "{}: {field}", geval.name);
            geval.fout(&regio, &wrong, field, "missing").await;
            wrong[field] = Value::Null;
            geval.fout(&regio, &wrong, field, "null").await;
        }
    }
    assert_eq!(regio.inhoud(), before);
}

#[actix_web::test]
async fn wat_geen_aanvraag_is_wordt_geweigerd() {
    let regio = regio().await;
    let all = gevallen(&regio).await;
    let before = regio.inhoud();
    for geval in &all {
        let right = serde_json::to_vec(&geval.body).unwrap();
        let mut huge = right.clone();
        huge.resize(64 * 1024 + 1, b' ');
        let deep = "[".repeat(20_000);
        let twice = format!("{}{}", geval.body, geval.body);
        let bodies: [(&[u8], u16); 16] = [
            (b"", 400),
            (b"null", 400),
            (b"[]", 400),
            (b"[{}]", 400),
            (b"\"\"", 400),
            (b"0", 400),
            (b"true", 400),
            (b"{", 400),
            (b"{\"a\":}", 400),
            (b"1e999", 400),
            (b"{\"aantal\": 99999999999999999999999}", 400),
            (b"\xff\xfe", 400),
            (b"{\"a\":\"\\ud800\"}", 400),
            (deep.as_bytes(), 400),
            (twice.as_bytes(), 400),
            (&huge, 413),
        ];
        for (bytes, status) in bodies {
            let answer = geval.stuur(&regio, bytes, "application/json").await;
            let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]).into_owned();
            assert_eq!(answer.status, status, "{} with {shown}: {}", geval.name, answer.tekst());
        }
        for content_type in
            ["text/plain", "application/xml", "application/x-www-form-urlencoded", "application/json; charset=utf-16"]
        {
            // Tokens can be asked for with a form.
            if content_type.ends_with("urlencoded") && ["vernieuwSessie", "tokenGeven"].contains(&geval.name.as_str()) {
                continue;
            }
            let answer = geval.stuur(&regio, right.clone(), content_type).await;
            assert_eq!(answer.status, 415, "{} as {content_type}", geval.name);
        }
    }
    assert_eq!(regio.inhoud(), before);
}

#[actix_web::test]
async fn wat_niet_bestaan_kan_wordt_genoemd() {
    let regio = regio().await;
    let verloskundige = regio.als(Wie::Verloskundige);
    let before = regio.inhoud();
    let put = |pointer: &str, value: Value| {
        let mut body = bodies::signaal();
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    for (pointer, value, veld) in [
        ("/zwangerschap/uitgerekend", json!("2036-11-23"), "zwangerschap.uitgerekend"),
        ("/zwangerschap/uitgerekend", json!("2026-10-01"), "zwangerschap.uitgerekend"),
        ("/zwangerschap/uitgerekend", json!("2027-02-30"), "zwangerschap.uitgerekend"),
        ("/zwangerschap/uitgerekend", json!("morgen"), "zwangerschap.uitgerekend"),
        ("/gemeente", json!("GM0363"), "gemeente"),
        ("/gemeente", json!("Heerlen"), "gemeente"),
        ("/client/geboortedatum", json!("2027-01-01"), "client.geboortedatum"),
        ("/client/geboortedatum", json!("1900-01-01"), "client.geboortedatum"),
        ("/client/naam", json!("   "), "client.naam"),
        ("/client/naam", json!(""), "client.naam"),
        ("/client/naam", json!("x".repeat(201)), "client.naam"),
        ("/client/telefoon", json!("niet bekend"), "client.telefoon"),
        ("/client/veiligBereikbaar", json!([]), "client.veiligBereikbaar"),
        ("/client/veiligBereikbaar", json!(["email"]), "client.email"),
        ("/themas", json!([]), "themas"),
        ("/themas", json!(["zweverigheid"]), "themas[0]"),
        ("/toestemming/items", json!([]), "toestemming.items"),
    ] {
        verloskundige.post("/v1/signalen", put(pointer, value)).await.noemt(veld);
    }
    let mut many = bodies::signaal();
    for count in [0, 7, 2_147_483_647] {
        many["zwangerschap"]["aantalKinderen"] = json!(count);
        verloskundige.post("/v1/signalen", many.clone()).await.noemt("zwangerschap.aantalKinderen");
    }
    let mut unknown = bodies::signaal();
    unknown["toestemming"]["items"][0]["organisatie"] = niets().into();
    verloskundige.post("/v1/signalen", unknown).await.noemt("toestemming.items");
    assert_eq!(regio.inhoud(), before);
}

#[actix_web::test]
async fn een_vreemde_vraag_in_een_adres_wordt_geweigerd() {
    let regio = regio().await;
    let coordinator = regio.als(Wie::Coordinator);
    for address in [
        "/v1/signalen?aantal=0",
        "/v1/signalen?aantal=101",
        "/v1/signalen?aantal=-1",
        "/v1/signalen?aantal=99999999999999999999",
        "/v1/signalen?na=geen-plaats",
        "/v1/signalen?status=onbekend",
        "/v1/signalen?bestaatNiet=1",
        "/v1/doorgeleidingen?na=%00",
    ] {
        coordinator.get(address).await.weigert(400, "ongeldige-invoer");
    }
    for address in
        ["/v1/signalen/", "/v1/casussen/1", "/v1/casussen/%00", "/v1/casussen", "/v1/casussen/..%2f..", "/v2/signalen"]
    {
        coordinator.get(address).await.weigert(404, "niet-gevonden");
    }
}
