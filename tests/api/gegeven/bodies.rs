//! What is sent, when a test does not care: each is right as it stands.

use chrono::TimeDelta;
use knooppunt::domain::tijd::Moment;
use serde_json::{Value, json};

/// The name of the woman that the tests are about, and what else is hers alone.
pub const NAAM: &str = "Wilhelmina Voorbeeld-Proefpersoon";
pub const ADRES: &str = "Voorbeeldweg 12, Heerlen";
pub const TELEFOON: &str = "06 12345678";
pub const EIGEN_VRAAG: &str = "Hoe kom ik aan een eigen huis voor de baby?";

/// Every item that a receiver may know.
pub const ALLES: [&str; 6] =
    ["contactgegevens", "zwangerschap", "themas", "beschermende-factoren", "kwetsbaarheid", "eigen-vraag"];

/// A worry about a woman in Heerlen who consents to the exploration alone.
pub fn signaal() -> Value {
    json!({
        "gemeente": "GM0917",
        "toestemming": {
            "besluit": "gegeven",
            "wijze": "mondeling",
            "gegevenDoor": "client",
            "items": [item("verkenning", "jgz-coordinatie", &ALLES)],
        },
        "client": {
            "naam": NAAM,
            "geboortedatum": "2001-05-04",
            "adres": ADRES,
            "telefoon": TELEFOON,
            "veiligBereikbaar": ["bellen"],
        },
        "zwangerschap": {
            "zwanger": true,
            "uitgerekend": "2027-04-12",
            "bron": "termijnecho",
            "eersteKind": true,
        },
        "themas": ["stress", "huisvesting"],
        "beschermendeFactoren": ["steunend-netwerk"],
        "kwetsbaarheid": { "graad": "kwetsbaar", "samenGewogen": true },
        "eigenVraag": EIGEN_VRAAG,
    })
}

/// What is known of her, put right.
pub fn gegevens() -> Value {
    json!({ "reden": "correctie", "client": signaal()["client"] })
}

/// The same about another woman.
pub fn signaal_van(naam: &str, telefoon: &str) -> Value {
    let mut body = signaal();
    body["client"]["naam"] = naam.into();
    body["client"]["telefoon"] = telefoon.into();
    body
}

/// The same worry, where it is `nu`: for who lives on the clock of the machine, whatever day that shows.
pub fn op_dag_van(nu: Moment, mut signaal: Value) -> Value {
    signaal["zwangerschap"]["uitgerekend"] = nu.plus(TimeDelta::days(140)).dag().to_string().into();
    signaal
}

/// The same about a woman who is due on that day.
pub fn signaal_uitgerekend(nummer: u32, uitgerekend: &str) -> Value {
    let mut body = signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 1000000{nummer}"));
    body["zwangerschap"]["uitgerekend"] = uitgerekend.into();
    body
}

pub fn item(doel: &str, ontvanger: &str, onderdelen: &[&str]) -> Value {
    json!({ "doel": doel, "ontvanger": ontvanger, "onderdelen": onderdelen })
}

/// A consent that is noted now.
pub fn toestemming(doel: &str, ontvanger: &str, onderdelen: &[&str]) -> Value {
    json!({
        "besluit": "gegeven",
        "item": item(doel, ontvanger, onderdelen),
        "wijze": "mondeling",
        "gegevenDoor": "client",
    })
}

pub fn doorgeleiding(route: &str, desk: &str) -> Value {
    json!({ "route": route, "desk": desk, "vraag": "Willen jullie met haar kennismaken?" })
}

pub fn heropening() -> Value {
    json!({ "reden": "nieuwe-zorgen", "toestemming": toestemming("verkenning", "jgz-coordinatie", &ALLES) })
}

pub fn uitkomst() -> Value {
    json!({
        "themas": ["stress"],
        "wensen": "Rust in huis en iemand om mee te praten.",
        "vervolgacties": ["voorzorg"],
    })
}

pub fn afronding() -> Value {
    json!({ "resultaten": [{ "doel": "Rust in huis", "oordeelGezin": "bereikt", "oordeelProfessional": "deels-bereikt" }] })
}

pub fn contactmoment() -> Value {
    json!({ "soort": "huisbezoek", "geplandOp": "2026-11-26T13:00:00Z" })
}

/// A new practice.
pub fn organisatie() -> Value {
    json!({ "naam": "Verloskundigen De Nieuwe Dag", "soort": "verloskundigenpraktijk", "gemeenten": ["GM0917", "GM0928"] })
}

/// A desk for the social domain of Heerlen.
pub fn desk() -> Value {
    json!({ "naam": "Loket", "route": "sociaal-domein", "gebied": { "soort": "gemeente", "waarde": "GM0917" } })
}

/// A midwife of this organisation.
pub fn uitnodiging(organisatie: &str) -> Value {
    json!({
        "gebruikersnaam": "n.dag",
        "naam": "Nieuwe Dag",
        "organisatie": organisatie,
        "toekenningen": [{ "rol": "signaleerder" }],
    })
}

/// Why a casus must be open now.
pub const REDEN: &str = "Zij ligt op de spoedeisende hulp en is niet aanspreekbaar.";

pub fn noodprocedure(casus: &str) -> Value {
    json!({ "casus": casus, "grond": "acute-zorg", "reden": REDEN })
}

pub fn beoordeling(oordeel: &str) -> Value {
    json!({ "oordeel": oordeel, "toelichting": "Nagebeld met het ziekenhuis." })
}

/// What somebody wrote down.
pub const TEKST: &str = "Zij vertelde dat haar moeder weer in huis woont.";

pub fn notitie(niveau: &str) -> Value {
    json!({ "niveau": niveau, "tekst": TEKST })
}
/// A machine client that shows `verklaring` to ask on behalf of somebody.
pub fn tokenaanvraag(verklaring: &str, namens: &str) -> Value {
    json!({
        "grantType": "client_credentials",
        "clientAssertionType": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "clientAssertion": verklaring,
        "namens": namens,
    })
}
