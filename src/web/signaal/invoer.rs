//! What stands in the form, as the API reads it; what is wrong, at the fields of the form.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::formulier::ALLEEN_VIA;
use crate::{
    domain::{Word as _, fouten, gebied::Gemeente},
    http::{invoer::parse, signaal::invoer::NieuwSignaal},
    web::{
        dagen::{dag, termijn},
        deel::{fouten::Fouten, veld::als_dag},
        formulier::Velden,
        haar,
    },
};

/// What she decided, with what belongs to it.
pub(super) enum Keus {
    /// She consents.
    Ja(Box<NieuwSignaal>),
    /// She refuses; where that is counted.
    Nee(Gemeente),
    /// She does not know yet.
    Later,
}

/// The fields of the API, where they stand on the page; in the order of the page.
const PLAATSEN: [(&str, &str); 19] = [
    ("toestemming.besluit", "besluit-ja"),
    ("client.naam", "naam"),
    ("client.geboortedatum", "geboren"),
    ("gemeente", "gemeente"),
    ("client.veiligBereikbaar", "veilig-bellen"),
    ("client.telefoon", "telefoon"),
    ("client.email", "email"),
    ("client.adres", "adres"),
    ("client.bereikbaarToelichting", "let-op"),
    ("client.taal", "taal"),
    ("zwangerschap.zwanger", "zwanger-ja"),
    ("zwangerschap.uitgerekend", "termijn"),
    ("zwangerschap.bron", "bron"),
    ("zwangerschap.eersteKind", "eerste-ja"),
    ("themas", "thema-psychische-problematiek"),
    ("eigenVraag", "eigen-vraag"),
    ("kwetsbaarheid", "graad-niet"),
    ("urgentie", "urgentie-gewoon"),
    ("toestemming", "wijze-mondeling"),
];

/// The identifier of the box where a field of the API stands on the page.
fn plaats(veld: &str) -> &'static str {
    let zelfde = PLAATSEN.iter().find(|(naam, _)| veld == *naam);
    let deel = || PLAATSEN.iter().find(|(naam, _)| veld.starts_with(naam));
    zelfde.or_else(deel).map_or("", |(_, plaats)| plaats)
}

/// Reads the form on `vandaag`.
///
/// An error holds everything that is wrong with it, each at its field.
pub(super) fn lees(velden: &Velden, vandaag: NaiveDate) -> Result<Keus, Fouten> {
    let mut fouten = Fouten::geen();
    let gemeente = Gemeente::parse(velden.tekst("gemeente"));
    match (velden.tekst("besluit"), gemeente) {
        ("later", _) => return Ok(Keus::Later),
        ("nee", _) => {
            let Some(gemeente) = Gemeente::parse(velden.tekst("geteld-in")) else {
                fouten.bij("geteld-in", "Kies de gemeente waar zij woont.");
                return Err(fouten);
            };
            return Ok(Keus::Nee(gemeente));
        }
        ("ja", _) => {}
        _ => {
            fouten.bij("besluit-ja", "Kies wat zij wil.");
            return Err(fouten);
        }
    }
    mist(velden, &mut fouten);
    let body = signaal(velden, vandaag, &mut fouten);
    let gelezen = parse::<NieuwSignaal>(body.to_string().as_bytes());
    let anders = match &gelezen {
        Err(problem) => problem.fouten().clone(),
        Ok(_) => fouten::Fouten::new(),
    };
    let anders = match gelezen {
        // Read once more to be judged as a whole; what is sent is read anew.
        Ok(nieuw) => nieuw.aanmelding(vandaag).err().unwrap_or(anders),
        Err(_) => anders,
    };
    for fout in &anders {
        let hier = plaats(&fout.veld);
        // What is missing was said above, in words of the page.
        if !(fout.code == "verplicht" && fout.melding.starts_with("Dit veld")) || fouten.is_leeg() {
            fouten.bij(hier, fout.melding.clone());
        }
    }
    if !fouten.is_leeg() {
        let volgorde: Vec<&str> = PLAATSEN.iter().map(|(_, plaats)| *plaats).collect();
        fouten.orden(&volgorde);
        return Err(fouten);
    }
    parse(body.to_string().as_bytes()).map(|nieuw| Keus::Ja(Box::new(nieuw))).map_err(|problem| {
        fouten.bij("", problem.detail().to_owned());
        fouten
    })
}

/// What nobody filled in.
fn mist(velden: &Velden, fouten: &mut Fouten) {
    let zwanger = velden.tekst("zwanger") == "ja";
    haar::mist(ALLEEN_VIA, velden, fouten);
    for (naam, bij, zin) in [
        ("gemeente", "gemeente", "Kies de gemeente waar zij woont."),
        ("zwanger", "zwanger-ja", "Kies of zij nu zwanger is."),
        ("thema", "thema-psychische-problematiek", "Kies ten minste één onderwerp."),
        ("graad", "graad-niet", "Kies hoe kwetsbaar de situatie nu is."),
        ("urgentie", "urgentie-gewoon", "Kies hoe snel iemand haar moet spreken."),
        ("wijze", "wijze-mondeling", "Kies hoe zij toestemming gaf."),
    ] {
        if velden.gevuld(naam).is_none() {
            fouten.bij(bij, zin);
        }
    }
    if zwanger && velden.gevuld("bron").is_none() {
        fouten.bij("bron", "Kies hoe u dat weet.");
    }
    if zwanger && velden.gevuld("eersteKind").is_none() {
        fouten.bij("eerste-ja", "Kies of dit haar eerste kind is.");
    }
}

/// The body of the API; what cannot be read is left out.
fn signaal(velden: &Velden, vandaag: NaiveDate, fouten: &mut Fouten) -> Value {
    let leeftijd = dag(velden.tekst("geboren"), vandaag).ok().and_then(|dag| vandaag.years_since(dag));
    let client = haar::client(velden, vandaag, fouten);
    let body = vol([
        ("gemeente", tekst(velden, "gemeente")),
        ("urgentie", tekst(velden, "urgentie")),
        ("toestemming", toestemming(velden, leeftijd)),
        ("client", Value::Object(client)),
        ("zwangerschap", zwangerschap(velden, vandaag, fouten)),
        ("themas", json!(velden.alle("thema").collect::<Vec<_>>())),
        ("beschermendeFactoren", json!(velden.alle("helpt").collect::<Vec<_>>())),
        ("kwetsbaarheid", json!({ "graad": velden.tekst("graad"), "samenGewogen": velden.heeft("samen", "ja") })),
        ("eigenVraag", tekst(velden, "eigen-vraag")),
    ]);
    Value::Object(body)
}

fn zwangerschap(velden: &Velden, vandaag: NaiveDate, fouten: &mut Fouten) -> Value {
    if velden.tekst("zwanger") != "ja" {
        return json!({ "zwanger": false });
    }
    let getypt = velden.tekst("termijn");
    let over =
        ("termijn", "Vul in wanneer zij is uitgerekend, of hoe ver zij is.", "4-3-2027, of 26+3 voor weken en dagen");
    let zwangerschap = vol([
        ("zwanger", json!(true)),
        ("uitgerekend", als_dag((termijn(getypt, vandaag), getypt), over, fouten)),
        ("bron", tekst(velden, "bron")),
        ("aantalKinderen", velden.tekst("aantal").parse::<i32>().map_or(Value::Null, |aantal| json!(aantal))),
        ("eersteKind", velden.gevuld("eersteKind").map_or(Value::Null, |eerste| json!(eerste == "ja"))),
    ]);
    Value::Object(zwangerschap)
}

/// Her consent: each sentence that was chosen is one item.
fn toestemming(velden: &Velden, leeftijd: Option<u32>) -> Value {
    let mee: Vec<&str> = velden.alle("mee").collect();
    let item = |doel: &str, ontvanger: &str, wat: &[&str]| {
        let onderdelen: Vec<&str> = wat.iter().chain(&mee).copied().collect();
        json!({ "doel": doel, "ontvanger": ontvanger, "onderdelen": onderdelen })
    };
    let alles = ["contactgegevens", "zwangerschap", "themas"];
    let zonder_weken = ["contactgegevens", "themas"];
    let mut items = vec![item("verkenning", "jgz-coordinatie", &alles)];
    items.extend(velden.alle("delen").filter_map(|wie| {
        Some(match wie {
            "prenataal-huisbezoek" => item("verkenning", wie, &alles),
            "voorzorg" | "stevig-ouderschap" => item("steun-op-maat", wie, &alles),
            "sociaal-domein" => item("steun-op-maat", wie, &zonder_weken),
            "knooppunt" => item("bespreking", wie, &zonder_weken),
            _ => return None,
        })
    }));
    let door = match (leeftijd, velden.heeft("ouders", "ja")) {
        (Some(jaar), true) if jaar < 12 => "gezag",
        (Some(jaar), true) if jaar < 16 => "client-en-gezag",
        _ => "client",
    };
    Value::Object(vol([
        ("besluit", json!("gegeven")),
        ("wijze", tekst(velden, "wijze")),
        ("gegevenDoor", json!(door)),
        ("items", json!(items)),
    ]))
}

fn tekst(velden: &Velden, naam: &str) -> Value {
    velden.gevuld(naam).map_or(Value::Null, Value::from)
}

/// An object without what is not there.
fn vol<const N: usize>(paren: [(&str, Value); N]) -> Map<String, Value> {
    paren.into_iter().filter(|(_, waarde)| !waarde.is_null()).map(|(naam, waarde)| (naam.to_owned(), waarde)).collect()
}
