//! Who she is and how she is reached safely, as it is asked on every page: in a new signaal, and when it became different.

use chrono::NaiveDate;
use maud::{Markup, html};
use serde_json::{Map, Value, json};

use super::{
    dagen::dag,
    deel::{
        fouten::Fouten,
        keuze::{Groep, Keuze, groep, keuze},
        vak::{keuzelijst, tekstvak},
        veld::{Regel, als_dag, regel},
    },
    formulier::Velden,
};
use crate::{domain::Word as _, domain::woorden::label, http::casus::view::ContactView};

/// The fields of the API, where they stand on the page; in the order of the page.
pub const PLAATSEN: [(&str, &str); 8] = [
    ("client.naam", "naam"),
    ("client.geboortedatum", "geboren"),
    ("client.veiligBereikbaar", "veilig-bellen"),
    ("client.telefoon", "telefoon"),
    ("client.email", "email"),
    ("client.adres", "adres"),
    ("client.bereikbaarToelichting", "let-op"),
    ("client.taal", "taal"),
];

/// The languages that are asked for most.
const TALEN: [(&str, &str); 12] = [
    ("nl", "Nederlands"),
    ("ar", "Arabisch"),
    ("de", "Duits"),
    ("en", "Engels"),
    ("fa", "Farsi"),
    ("fr", "Frans"),
    ("pl", "Pools"),
    ("so", "Somali"),
    ("es", "Spaans"),
    ("ti", "Tigrinya"),
    ("tr", "Turks"),
    ("uk", "Oekraïens"),
];

/// What is known of her, as it stands in the fields before anybody changes it.
#[must_use]
pub fn bekend(zij: &ContactView) -> Velden {
    let tekst = |wat: &Option<String>| wat.clone().unwrap_or_default();
    let mut velden = vec![
        ("naam".to_owned(), zij.naam.clone()),
        ("geboren".to_owned(), zij.geboortedatum.format("%-d-%-m-%Y").to_string()),
        ("telefoon".to_owned(), tekst(&zij.telefoon)),
        ("email".to_owned(), tekst(&zij.email)),
        ("adres".to_owned(), tekst(&zij.adres)),
        ("let-op".to_owned(), tekst(&zij.bereikbaar_toelichting)),
        ("taal".to_owned(), zij.taal.clone()),
    ];
    velden.extend(zij.veilig_bereikbaar.iter().map(|manier| ("veilig".to_owned(), manier.word().to_owned())));
    velden.extend(zij.tolk_nodig.then(|| ("tolk".to_owned(), "ja".to_owned())));
    Velden(velden)
}

/// Her name.
#[must_use]
pub fn naam(velden: &Velden, fouten: &Fouten) -> Markup {
    regel(Regel::tekst("naam", "Voor- en achternaam", velden.tekst("naam")), fouten)
}

/// The day of her birth.
#[must_use]
pub fn geboren(velden: &Velden, fouten: &Fouten) -> Markup {
    let rij = Regel::tekst("geboren", "Geboortedatum", velden.tekst("geboren"));
    regel(Regel { hint: "Bijvoorbeeld 27-3-2003", breed: "w-date", ..rij }, fouten)
}

/// How she is reached safely. `alleen_via` names whoever gave the signaal, for the way that goes by them.
#[must_use]
pub fn bereiken(alleen_via: &str, velden: &Velden, fouten: &Fouten) -> Markup {
    let rij = |naam, vraag| Regel::tekst(naam, vraag, velden.tekst(naam));
    let veilig = Groep {
        naam: "veilig",
        vraag: "Hoe kan de JGZ haar veilig bereiken?",
        hint: "Kies alleen wat veilig is. Iedereen die haar mag bellen of schrijven, ziet dit als eerste.",
        een: false,
        vorm: "chips",
    };
    let kort = |id, waarde, naam| Keuze { id, waarde, naam, hint: "" };
    let manieren = [
        kort("veilig-bellen", "bellen", "Bellen"),
        kort("veilig-sms", "sms", "Sms"),
        kort("veilig-app", "app", "App"),
        kort("veilig-email", "email", "E-mail"),
        kort("veilig-brief", "brief", "Brief"),
        kort("veilig-via", "via-signaleerder", alleen_via),
    ];
    html! {
        (groep(veilig, &manieren, |waarde| velden.heeft("veilig", waarde), fouten))
        (regel(Regel { soort: "tel", breed: "w-phone", hint: "Nodig als bellen, sms of app veilig is.", ..rij("telefoon", "Haar telefoonnummer (niet verplicht)") }, fouten))
        (regel(Regel { soort: "email", hint: "Nodig als e-mail veilig is.", ..rij("email", "Haar e-mailadres (niet verplicht)") }, fouten))
        (regel(Regel { hint: "Nodig als een brief veilig is.", ..rij("adres", "Haar adres (niet verplicht)") }, fouten))
        (tekstvak("let-op", "Waar moet iemand op letten? (niet verplicht)", "Bijvoorbeeld: alleen op dinsdagochtend, geen voicemail, haar partner leest mee.", velden.tekst("let-op"), fouten))
        (spreken(velden, fouten))
    }
}

/// What she speaks. A language that is asked for less stays where it was noted.
fn spreken(velden: &Velden, fouten: &Fouten) -> Markup {
    let taal = velden.tekst("taal");
    let naam = label(&["Taal"], taal);
    let anders = !taal.is_empty() && !TALEN.iter().any(|(code, _)| *code == taal);
    let anders = anders.then_some((taal, naam.as_str()));
    let talen: Vec<(&str, &str)> = TALEN.iter().copied().chain(anders).collect();
    html! {
        div.pair {
            (keuzelijst("taal", "Taal die zij het liefst spreekt", "", &talen, taal, fouten))
            fieldset.field { legend { "Tolk" }
                (keuze(Keuze { id: "tolk", waarde: "ja", naam: "Er is een tolk nodig", hint: "" }, "tolk", false, velden.heeft("tolk", "ja"), None))
            }
        }
    }
}

/// What is missing of it, and what cannot go together; `alleen_via` as in [`bereiken`].
pub fn mist(alleen_via: &str, velden: &Velden, fouten: &mut Fouten) {
    if velden.gevuld("naam").is_none() {
        fouten.bij("naam", "Vul haar voor- en achternaam in.");
    }
    if velden.gevuld("veilig").is_none() {
        fouten.bij("veilig-bellen", "Kies ten minste één manier die veilig is.");
    }
    if velden.heeft("veilig", "via-signaleerder") && velden.alle("veilig").count() > 1 {
        let via = alleen_via.to_lowercase();
        fouten.bij("veilig-bellen", format!("Kies ‘{via}’ of de andere manieren, niet allebei."));
    }
}

/// The body of the API; what cannot be read is said at its field.
pub fn client(velden: &Velden, vandaag: NaiveDate, fouten: &mut Fouten) -> Map<String, Value> {
    let geboren = velden.tekst("geboren");
    let over_geboren = ("geboren", "Vul haar geboortedatum in.", "27-3-2003");
    let tekst = |naam: &str| velden.gevuld(naam).map_or(Value::Null, Value::from);
    let paren = [
        ("naam", tekst("naam")),
        ("geboortedatum", als_dag((dag(geboren, vandaag), geboren), over_geboren, fouten)),
        ("veiligBereikbaar", json!(velden.alle("veilig").collect::<Vec<_>>())),
        ("telefoon", tekst("telefoon")),
        ("email", tekst("email")),
        ("adres", tekst("adres")),
        ("bereikbaarToelichting", tekst("let-op")),
        ("taal", json!(velden.gevuld("taal").unwrap_or("nl"))),
        ("tolkNodig", json!(velden.heeft("tolk", "ja"))),
    ];
    paren.into_iter().filter(|(_, waarde)| !waarde.is_null()).map(|(naam, waarde)| (naam.to_owned(), waarde)).collect()
}
