//! The document says what the program does.

use std::collections::BTreeSet;

use actix_web::{http::Method, test::TestRequest};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::{
    gegeven::{Antwoord, Wie, bodies, niets, regio},
    voorstel::voorstel,
};

/// The document as a client gets it.
pub fn document() -> Value {
    serde_json::from_str(&knooppunt::http::openapi::json()).unwrap()
}

/// Every operation: its name, method, path under /v1 and itself.
pub fn operaties(document: &Value) -> Vec<(String, Method, String, Value)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap().to_owned();
            all.push((name, crate::gegeven::methode(method), path.clone(), operation.clone()));
        }
    }
    all
}

#[test]
fn het_document_in_de_map_is_dat_van_het_programma() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/v1.json");
    let made = knooppunt::http::openapi::json();
    if std::env::var_os("KNOOPPUNT_SCHRIJF_OPENAPI").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/openapi")).unwrap();
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    let hint =
        "openapi/v1.json is not of this program: run this test with KNOOPPUNT_SCHRIJF_OPENAPI=1 and read what changes";
    assert!(kept.trim_end() == made.trim_end(), "{hint}");
    let version = document()["openapi"].as_str().unwrap().to_owned();
    assert!(version.starts_with("3.1."), "{version}");
}

#[test]
fn elke_gesloten_lijst_heeft_nederlandse_woorden_bij_haar_codes() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();

    for (name, schema) in schemas {
        assert!(schema["description"].is_string(), "{name} has no description");
        let Some(codes) = schema["enum"].as_array() else { continue };
        let labels = schema["x-enumDescriptions"].as_object();
        let labels = labels.unwrap_or_else(|| panic!("{name} is not in config/woorden.toml"));
        let known: BTreeSet<&str> = labels.keys().map(String::as_str).collect();
        let sent: BTreeSet<&str> = codes.iter().map(|code| code.as_str().unwrap()).collect();
        assert_eq!(known, sent, "the words of {name}");
    }
}

#[test]
fn een_antwoord_belooft_geen_null_die_het_nooit_stuurt() {
    let document = document();
    let casus = &document["components"]["schemas"]["CasusView"]["properties"];

    assert_eq!(casus["geslotenOp"]["$ref"], "#/components/schemas/Moment");
    assert_eq!(
        document["components"]["schemas"]["NieuwVerval"]["properties"]["toelichting"]["type"],
        json!(["string", "null"])
    );
}

#[actix_web::test]
async fn elke_regel_van_de_routetabel_staat_in_het_document() {
    let regio = regio().await;
    let document = document();
    let mut paths: Vec<_> = document["paths"].as_object().unwrap().iter().collect();
    // Who logs out is nobody from then on.
    paths.sort_by_key(|(path, _)| *path == "/sessies/huidige");
    for (path, item) in paths {
        let address = format!(
            "/v1{}",
            path.replace("{id}", &niets()).replace("{gemeente}", "GM0917").replace("{periode}", "2026")
        );
        let known: Vec<Method> = item.as_object().unwrap().keys().map(|key| crate::gegeven::methode(key)).collect();
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            // Whoever is not there hears that, and not what is there.
            let request = TestRequest::default().method(method.clone()).uri(&address);
            let answer = regio.als(Wie::Coordinator).vraag(request).await;
            if known.contains(&method) {
                assert_ne!(answer.status, 405, "{method} {address}");
                continue;
            }
            let answer = answer.weigert(405, "methode-niet-toegestaan");
            let allow = answer.header("allow").unwrap();
            let allowed: Vec<&str> = allow.split(", ").filter(|method| *method != "HEAD").collect();
            assert_eq!(allowed.len(), known.len(), "{method} {address}: {allow}");
            assert!(known.iter().all(|method| allowed.contains(&method.as_str())), "{address}: {allow}");
        }
    }
}

fn validator(document: &Value, name: &str, status: u16) -> Validator {
    let all = operaties(document);
    let (.., operation) = all.iter().find(|(id, ..)| id == name).expect(name);
    let response = &operation["responses"][status.to_string()];
    let content = response["content"].as_object().unwrap_or_else(|| panic!("{name} {status}"));
    let mut schema = content.values().next().unwrap()["schema"].clone();
    schema["components"] = document["components"].clone();
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

/// Holds an answer against what the document says of it.
#[track_caller]
pub fn houdt(document: &Value, name: &str, answer: &Antwoord) {
    let validator = validator(document, name, answer.status);
    let errors: Vec<_> = validator.iter_errors(&answer.json).map(|e| format!("{e} at {}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{name} {}: {errors:#?}\n{}", answer.status, answer.tekst());
}

#[actix_web::test]
async fn de_antwoorden_zijn_die_van_het_document() {
    let regio = regio().await;
    let document = document();
    let houdt = |name: &str, answer: Antwoord| houdt(&document, name, &answer);
    let gezin = regio.in_behandeling().await;
    let (d, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let coordinator = regio.als(Wie::Coordinator);
    let desk = regio.als(Wie::Huisbezoeker);
    houdt("signaalRegistreren", regio.als(Wie::Verloskundige).post("/v1/signalen", bodies::signaal()).await);
    houdt("signaalRegistreren", regio.als(Wie::Verloskundige).post("/v1/signalen", json!({})).await.met(400));
    houdt("signaalLezen", coordinator.get(&gezin.signaal_pad()).await);
    houdt("signaalLezen", coordinator.get(&format!("/v1/signalen/{}", niets())).await.met(404));
    houdt("signalenLezen", coordinator.get("/v1/signalen").await);
    houdt("casussenZoeken", coordinator.post("/v1/casussen/_zoek", json!({})).await);
    houdt("casusLezen", coordinator.get(&gezin.pad()).await);
    houdt("casusTijdlijn", coordinator.get(&format!("{}/tijdlijn", gezin.pad())).await);
    houdt("toestemmingenLezen", coordinator.get(&format!("{}/toestemmingen", gezin.pad())).await);
    houdt("doorgeleidingLezen", desk.get(&d).await);
    houdt("doorgeleidingenLezen", desk.get("/v1/doorgeleidingen").await);
    houdt("trajectLezen", desk.get(&traject).await);
    houdt("trajectenLezen", desk.get("/v1/trajecten").await);
    let nood = regio.als(Wie::AndereVoorzorg);
    let opened = nood.post("/v1/noodprocedures", bodies::noodprocedure(&gezin.casus)).await.met(201);
    let noodprocedure = format!("/v1/noodprocedures/{}", opened.id());
    houdt("noodprocedureOpenen", opened);
    houdt("noodprocedureOpenen", nood.post("/v1/noodprocedures", bodies::noodprocedure(&gezin.casus)).await.met(409));
    houdt("casusLezen", nood.get(&gezin.pad()).await.met(200));
    houdt("noodprocedureBeeindigen", nood.stap(&noodprocedure, "beeindiging", Value::Null).await.met(200));
    let fg = regio.als(Wie::Fg);
    houdt("noodprocedureBeoordelen", fg.stap(&noodprocedure, "beoordeling", bodies::beoordeling("terecht")).await);
    houdt("noodprocedureLezen", fg.get(&noodprocedure).await.met(200));
    houdt("noodproceduresLezen", fg.get("/v1/noodprocedures").await);
    houdt("berichtenLezen", fg.get("/v1/berichten").await);
    let vraag = json!({
        "gebruiker": regio.gebruiker(Wie::Huisbezoeker),
        "casus": gezin.casus,
        "op": "2026-11-23T09:00:00Z",
    });
    houdt("toegangNagaan", fg.post("/v1/toegang/_zoek", vraag).await.met(200));
    let notities = format!("{}/notities", gezin.pad());
    houdt("casusNotitieSchrijven", desk.post(&notities, bodies::notitie("casusteam")).await.met(201));
    houdt("casusNotitiesLezen", coordinator.get(&notities).await.met(200));
    let verhuizing = coordinator.stap(gezin.pad(), "verhuizingen", json!({ "naar": "GM0935" })).await.met(201);
    let pad = format!("/v1/verhuizingen/{}", verhuizing.id());
    houdt("verhuizingMelden", verhuizing);
    let daar = regio.als(Wie::AndereCoordinator);
    houdt("verhuizingenLezen", daar.get("/v1/verhuizingen").await);
    houdt("verhuizingLezen", daar.get(&pad).await);
    houdt("verhuizingIntrekken", coordinator.stap(&pad, "intrekking", Value::Null).await.met(200));
    let made = desk.post(&format!("{d}/voorstellen"), voorstel("voorzorg")).await;
    let pad = format!("/v1/voorstellen/{}", made.id());
    houdt("voorstelDoen", made);
    houdt("voorstellenLezen", coordinator.get("/v1/voorstellen").await);
    houdt("casusVoorstellenLezen", coordinator.get(&format!("{}/voorstellen", gezin.pad())).await);
    houdt("voorstelLezen", desk.get(&pad).await);
    let nee = json!({ "reden": "gezin-wil-niet" });
    houdt("voorstelTerugleggen", coordinator.stap(&pad, "teruglegging", nee).await.met(200));
    let planned = desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await;
    let contactmoment = format!("/v1/contactmomenten/{}", planned.id());
    houdt("contactmomentPlannen", planned);
    houdt("contactmomentLezen", desk.get(&contactmoment).await);
    houdt("huisbezoekUitkomstVastleggen", desk.stap(traject.clone(), "uitkomst", bodies::uitkomst()).await);
    houdt("doorgeleidingAfronden", desk.stap(d.clone(), "afronding", bodies::afronding()).await);
    houdt("trajectLezen", desk.get(&traject).await);
    let beheerder = regio.als(Wie::Beheerder);
    let account = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Coordinator));
    let praktijk = beheerder.post("/v1/organisaties", bodies::organisatie()).await;
    let path = format!("/v1/organisaties/{}", praktijk.id());
    houdt("deskToevoegen", beheerder.post(&format!("{path}/desks"), bodies::desk()).await);
    houdt("organisatieLezen", beheerder.get(&path).await);
    houdt("gebruikerUitnodigen", beheerder.post("/v1/gebruikers", bodies::uitnodiging(&praktijk.id())).await);
    houdt("organisatieToevoegen", praktijk);
    houdt("organisatieBeeindigen", beheerder.stap(&path, "beeindiging", Value::Null).await.met(200));
    houdt("deskLezen", beheerder.get(&format!("/v1/desks/{}", regio.desk(Wie::Voorzorg))).await);
    houdt("gebruikerLezen", beheerder.get(&account).await);
    houdt("gebruikersZoeken", beheerder.post("/v1/gebruikers/_zoek", json!({})).await);
    houdt("openWerkLezen", beheerder.get(&format!("{account}/open-werk")).await);
    let naar = json!({ "aan": regio.gebruiker(Wie::AndereCoordinator) });
    houdt("werkOverdragen", beheerder.post(&format!("{account}/overdracht"), naar).await.met(409));
    let lost = json!({ "reden": "telefoon-verloren" });
    let lost = beheerder.post(&format!("{account}/factorherstel"), lost).await;
    let herstel = format!("/v1/factorherstellen/{}/bevestiging", lost.id());
    houdt("factorherstelVragen", lost);
    let invited = json!([{ "rol": "fg" }]);
    let invited = json!({ "gebruikersnaam": "t.fg", "naam": "Tweede FG", "organisatie": regio.organisatie(Wie::Fg), "toekenningen": invited });
    beheerder.post("/v1/gebruikers", invited).await.met(201);
    houdt("bevestigingenLezen", beheerder.get("/v1/bevestigingen").await.met(200));
    houdt("factorherstelBevestigen", regio.als(Wie::Fg).post(&herstel, Value::Null).await.met(200));
    houdt("toegangswijzigingenLezen", regio.als(Wie::Fg).get("/v1/toegangswijzigingen").await);
    houdt("toonSessie", desk.get("/v1/sessies/huidige").await);
    for (name, path) in
        [("desksLezen", "/v1/desks"), ("organisatiesLezen", "/v1/organisaties"), ("redencodesLezen", "/v1/redencodes")]
    {
        let all = operaties(&document);
        if all.iter().any(|(id, ..)| id == name) {
            houdt(name, desk.get(path).await);
        }
    }
}
