#![expect(dead_code, reason = "what is read here is only ever looked at by serde")]

use actix_web::test::TestRequest;
use chrono::NaiveDate;
use futures_util::stream;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::ValidationError;

use super::*;

#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Vrij {
    #[validate(length(min = 1, max = 10))]
    #[schema(min_length = 1, max_length = 10)]
    naam: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Thema {
    Wonen,
    GeldEnWerk,
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Client {
    geboorte_datum: NaiveDate,
    #[validate(length(max = 5, code = "te-lange-naam", message = "Hoogstens vijf letters."))]
    #[schema(max_length = 5)]
    roep_naam: Option<String>,
}

#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[validate(schema(function = "twee_velden"))]
struct Toestemming {
    #[validate(length(min = 2))]
    #[schema(min_length = 2)]
    doel: String,
}

fn twee_velden(toestemming: &Toestemming) -> Result<(), ValidationError> {
    let mut error = ValidationError::new("doel-onbekend").with_message("Dit doel is er niet.".into());
    error.add_param("veld".into(), &"doel");
    if toestemming.doel == "onzin" { Err(error) } else { Ok(()) }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", rename_all_fields = "camelCase", deny_unknown_fields)]
enum Antwoord {
    Ja { dag: NaiveDate },
    Nee { reden: Thema },
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Signaal {
    #[validate(nested)]
    client: Client,
    themas: Vec<Thema>,
    #[validate(nested, length(max = 2))]
    #[serde(default)]
    #[schema(max_items = 2)]
    toestemmingen: Vec<Toestemming>,
    #[validate(range(min = 0, max = 45))]
    #[schema(minimum = 0, maximum = 45)]
    weken: Option<i32>,
    groot: Option<i32>,
    route: Option<Thema>,
    antwoord: Option<Antwoord>,
    kenmerk: Option<Uuid>,
    #[validate(email)]
    #[schema(format = Email)]
    mail: Option<String>,
    #[validate(nested)]
    tweede: Option<Client>,
}

fn fine() -> Value {
    serde_json::json!({"client": {"geboorteDatum": "2001-02-03"}, "themas": ["wonen"]})
}

fn refused(body: &Value) -> Vec<String> {
    let problem = parse::<Signaal>(body.to_string().as_bytes()).unwrap_err();
    let mut all: Vec<_> = problem.fouten().iter().map(|f| format!("{}: {}", f.veld, f.code)).collect();
    all.sort();
    all
}

fn with(key: &str, value: Value) -> Value {
    let mut body = fine();
    body[key] = value;
    body
}

fn melding(body: &Value) -> String {
    let problem = parse::<Signaal>(body.to_string().as_bytes()).unwrap_err();
    problem.fouten().iter().map(|f| f.melding.clone()).collect::<Vec<_>>().join(" | ")
}

fn code(body: &[u8]) -> (Code, String) {
    let problem = parse::<Signaal>(body).unwrap_err();
    (problem.code(), problem.detail().to_owned())
}

#[test]
fn the_schemas_compile_and_stand_on_their_own() {
    let compiled = schema::compiled::<Signaal>();
    assert!(compiled.validator().is_some());
    assert!(compiled.validator().unwrap().is_valid(&fine()));
    assert!(parse::<Signaal>(fine().to_string().as_bytes()).is_ok());
}

#[test]
fn one_answer_names_everything_that_is_wrong() {
    let body = serde_json::json!({
        "client": {"geboorteDatum": "2001-02-30", "bsn": "1"},
        "themas": ["wonen", "tuin", 3],
        "toestemmingen": [{"doel": "x"}, {}],
        "weken": 46,
        "groot": 1e20,
        "kenmerk": "geen",
        "mail": "geen",
        "extra": true,
    });
    let expected = [
        "client.bsn: onbekend-veld",
        "client.geboorteDatum: formaat",
        "extra: onbekend-veld",
        "groot: te-groot",
        "kenmerk: formaat",
        "mail: formaat",
        "themas[1]: waarde-niet-toegestaan",
        "themas[2]: verkeerd-type",
        "toestemmingen[0].doel: te-kort",
        "toestemmingen[1].doel: verplicht",
        "weken: te-groot",
    ];
    assert_eq!(refused(&body), expected);
    assert_eq!(refused(&serde_json::json!({})), ["client: verplicht", "themas: verplicht"]);
    assert_eq!(refused(&serde_json::json!([])), [": verkeerd-type"]);
    assert_eq!(refused(&Value::Null), [": verkeerd-type"]);
}

#[test]
fn the_rules_find_their_fields_and_their_own_words_win() {
    let body = with("toestemmingen", serde_json::json!([{"doel": "goed"}, {"doel": "onzin"}]));
    assert_eq!(refused(&body), ["toestemmingen[1].doel: doel-onbekend"]);
    assert_eq!(melding(&body), "Dit doel is er niet.");
    let body = with("client", serde_json::json!({"geboorteDatum": "2001-02-03", "roepNaam": "Wilhelmina"}));
    assert_eq!(refused(&body), ["client.roepNaam: te-lange-naam"]);
    assert_eq!(melding(&body), "Hoogstens vijf letters.");
    let body = with("tweede", serde_json::json!({"geboorteDatum": "2001-02-03", "roepNaam": "Wilhelmina"}));
    assert_eq!(refused(&body), ["tweede.roepNaam: te-lange-naam"]);
    let body = with("toestemmingen", serde_json::json!([{"doel": "aa"}, {"doel": "bb"}, {"doel": "c"}]));
    assert_eq!(refused(&body), ["toestemmingen: te-veel", "toestemmingen[2].doel: te-kort"]);
    assert_eq!(refused(&with("weken", (-1).into())), ["weken: te-klein"]);
}

#[test]
fn a_union_is_entered_where_the_sender_meant() {
    assert_eq!(refused(&with("route", "tuin".into())), ["route: waarde-niet-toegestaan"]);
    assert_eq!(melding(&with("route", "tuin".into())), "Kies uit: wonen, geld-en-werk.");
    assert_eq!(refused(&with("route", 3.into())), ["route: verkeerd-type"]);
    let antwoord = |value| refused(&with("antwoord", value));
    assert_eq!(antwoord(serde_json::json!({"soort": "ja"})), ["antwoord.dag: verplicht"]);
    assert_eq!(
        antwoord(serde_json::json!({"soort": "nee", "reden": "tuin"})),
        ["antwoord.reden: waarde-niet-toegestaan"]
    );
    assert_eq!(antwoord(serde_json::json!({"soort": "wie"})), ["antwoord.soort: waarde-niet-toegestaan"]);
    assert_eq!(melding(&with("antwoord", serde_json::json!({"soort": "wie"}))), "Kies uit: ja, nee.");
    assert_eq!(antwoord(serde_json::json!({})), ["antwoord.soort: verplicht"]);
    assert_eq!(antwoord("ja".into()), ["antwoord: verkeerd-type"]);
    let tweede = with("tweede", serde_json::json!({"geboorteDatum": 3}));
    assert_eq!(refused(&tweede), ["tweede.geboorteDatum: verkeerd-type"]);
    assert_eq!(refused(&with("weken", "veel".into())), ["weken: verkeerd-type"]);
}

#[test]
fn broken_json_says_where_it_breaks() {
    let deep = "[".repeat(30_000);
    let deep_key = format!("{{\"client\":{}", "{\"a\":".repeat(5_000));
    for (body, part) in [
        ("{\n  \"client\": ,\n}", "Regel 2, kolom 13"),
        ("", "geen inhoud"),
        ("  \n", "geen inhoud"),
        ("{\"client\":", "houdt te vroeg op"),
        ("\u{FEFF}{}", "BOM"),
        ("{} {}", "na het einde"),
        ("{\"themas\": \"\\ud800\"}", "helft van een teken"),
        ("{\"themas\": \"\\ud800\\u0041\"}", "helft van een teken"),
        ("{\"weken\": 1e999}", "getal is te groot"),
        ("{\"weken\": 01}", "getal is verkeerd"),
        ("{\"weken\": NaN}", "Regel 1"),
        ("{\"themas\": \"a\nb\"}", "stuurteken"),
        (deep.as_str(), "te diep"),
        (deep_key.as_str(), "te diep"),
    ] {
        let (code, detail) = code(body.as_bytes());
        assert_eq!(code, Code::OngeldigeJson, "{detail}");
        assert!(detail.contains(part), "{detail} / {part}");
    }
    assert_eq!(code(b"{\"themas\": \"\xFF\"}").0, Code::OngeldigeJson);
    assert_eq!(
        code("{\"a\":1}".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>().as_slice()).0,
        Code::OngeldigeJson
    );
}

#[test]
fn a_number_beyond_every_integer_is_a_field_error() {
    let huge =
        format!("{{\"client\":{{\"geboorteDatum\":\"2001-02-03\"}},\"themas\":[],\"groot\":{}}}", "9".repeat(60));
    assert_eq!(parse::<Signaal>(huge.as_bytes()).unwrap_err().fouten().to_string(), "groot: te-groot");
    let whole = fine().to_string().replace("\"themas\"", "\"groot\": 1.0, \"themas\"");
    assert_eq!(parse::<Signaal>(whole.as_bytes()).unwrap_err().fouten().to_string(), "groot: verkeerd-type");
}

#[test]
fn a_field_stands_there_once() {
    let body = br#"{"client":{"geboorteDatum":"2001-02-03","geboorteDatum":"2001-02-03"},"themas":[]}"#;
    let problem = parse::<Signaal>(body).unwrap_err();
    assert_eq!(problem.fouten().to_string(), "client.geboorteDatum: dubbel-veld");
}

#[test]
fn no_text_holds_a_nul() {
    let escaped = |text: &str| parse::<Vrij>(format!("{{\"naam\":\"{text}\"}}").as_bytes());
    assert_eq!(escaped("a\\u0000b").unwrap_err().fouten().to_string(), "naam: teken-niet-toegestaan");
    assert_eq!(escaped("a\\\\u0000").unwrap().naam.as_deref(), Some("a\\u0000"));
    let key = parse::<Vrij>(b"{\"naam\\u0000\": 1}").unwrap_err();
    assert!(key.fouten().names("naam\0"), "{}", key.fouten());
}

#[test]
fn no_answer_names_more_than_a_hundred() {
    let body = with("themas", vec![Value::from("tuin"); 10_000].into());
    assert_eq!(refused(&body).len(), MOST_FOUTEN);
    let nuls = format!("[{}\"\"]", "\"\\u0000\",".repeat(6_000));
    assert!(parse::<Signaal>(nuls.as_bytes()).unwrap_err().fouten().len() <= MOST_FOUTEN + 1);
    let long = with(&"x".repeat(60_000), 1.into());
    assert!(refused(&long)[0].len() < 200);
}

async fn send(request: TestRequest) -> Result<Vrij, Code> {
    let (req, mut payload) = request.to_http_parts();
    Invoer::from_request(&req, &mut payload).await.map(|it: Invoer<Vrij>| it.0).map_err(|p| p.code())
}

#[actix_web::test]
async fn only_json_is_read_and_at_most_64_kib() {
    let json = || TestRequest::post().insert_header(("content-type", "application/json"));
    assert!(send(json().set_payload("{}")).await.is_ok());
    let utf8 = TestRequest::post().insert_header(("content-type", "application/json; charset=UTF-8"));
    assert!(send(utf8.set_payload("{}")).await.is_ok());
    for kind in ["text/plain", "application/json; charset=latin1", "application/merge-patch+json", "onzin"] {
        let request = TestRequest::post().insert_header(("content-type", kind)).set_payload("{}");
        assert_eq!(send(request).await.unwrap_err(), Code::VerkeerdType, "{kind}");
    }
    assert_eq!(send(TestRequest::post().set_payload("{}")).await.unwrap_err(), Code::VerkeerdType);
    let gzip = json().insert_header(("content-encoding", "gzip")).set_payload("{}");
    assert_eq!(send(gzip).await.unwrap_err(), Code::VerkeerdType);
    let claimed = json().insert_header(("content-length", (MOST_BYTES + 1).to_string()));
    assert_eq!(send(claimed).await.unwrap_err(), Code::TeGroot);
    assert_eq!(send(json().set_payload(" ".repeat(MOST_BYTES + 1))).await.unwrap_err(), Code::TeGroot);
    assert!(send(json().set_payload(format!("{{}}{}", " ".repeat(MOST_BYTES - 2)))).await.is_ok());
}

#[actix_web::test]
async fn a_body_without_a_length_is_counted_and_one_that_breaks_off_is_refused() {
    let chunks = (0..100).map(|_| Ok::<_, PayloadError>(Bytes::from(vec![b' '; 1024])));
    let mut gelezen = BytesMut::new();
    let endless = Payload::from(stream::iter(chunks).boxed_local());
    assert_eq!(read(endless, &mut gelezen).await.unwrap_err().code(), Code::TeGroot);
    assert_eq!(gelezen.len(), MOST_BYTES);
    let broken = [Ok(Bytes::from_static(b"{")), Err(PayloadError::Incomplete(None))];
    let broken = Payload::from(stream::iter(broken).boxed_local());
    assert_eq!(read(broken, &mut BytesMut::new()).await.unwrap_err().code(), Code::Onvolledig);
}
