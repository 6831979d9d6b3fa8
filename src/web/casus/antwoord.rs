//! Her answer about sharing, as it is asked on every page where one is noted: her answer first, and then what belongs to a yes.

use chrono::NaiveDate;
use maud::{Markup, html};
use serde_json::{Value, json};
use strum::VariantArray as _;

use super::een::wat_zij_weten;
use crate::{
    domain::{
        Word as _,
        toestemming::{GegevenDoor, Onderdeel, Wijze},
    },
    http::casus::view::GedeeldView,
    web::{
        deel::{
            fouten::Fouten,
            keuze::{Groep, Keuze, groep, keuze},
            kiezen::woorden,
        },
        formulier::Velden,
    },
};

/// The fields of the API, where they stand on the page.
pub(super) const PLAATSEN: [(&str, &str); 5] = [
    ("besluit", "besluit-ja"),
    ("item.onderdelen", "deelt-contactgegevens"),
    ("item.doel", "besluit-ja"),
    ("wijze", "wijze-mondeling"),
    ("gegevenDoor", "ouders"),
];

const JA: &str = "gegeven";
const NEE: &str = "geweigerd";

/// What is asked, and what was answered.
#[derive(Clone, Copy)]
pub(super) struct Vraag<'a> {
    /// The question that she answers with yes or no.
    pub mag: &'a str,
    /// Who decides with her, or for her, while she is young.
    pub gezag: Option<GegevenDoor>,
    /// What was filled in.
    pub velden: &'a Velden,
    /// What is wrong with it.
    pub fouten: &'a Fouten,
}

/// Who decides with her, or for her, when she is younger than sixteen.
pub(super) fn gezag(gedeeld: &GedeeldView, vandaag: NaiveDate) -> Option<GegevenDoor> {
    let zij = gedeeld.client.as_ref()?;
    match vandaag.years_since(zij.geboortedatum)? {
        0..12 => Some(GegevenDoor::Gezag),
        12..16 => Some(GegevenDoor::ClientEnGezag),
        _ => None,
    }
}

/// The questions. After a no nothing more is asked than how she said it.
pub(super) fn vragen(v: Vraag<'_>) -> Markup {
    let (velden, fouten) = (v.velden, v.fouten);
    let antwoorden = [
        Keuze { id: "besluit-ja", waarde: JA, naam: "Ja", hint: "" },
        Keuze { id: "besluit-nee", waarde: NEE, naam: "Nee", hint: "Dat heeft geen gevolgen voor haar zorg." },
    ];
    let besluit = Groep {
        naam: "besluit",
        vraag: v.mag,
        hint: "Vraag het haar als zij alleen is.",
        een: true,
        vorm: "choices side",
    };
    html! {
        div.signaal {
            (groep(besluit, &antwoorden, |waarde| velden.heeft("besluit", waarde), fouten))
            div.if.if-ja { (wat_en_met_wie(v)) }
            (hoe(v))
        }
    }
}

/// What belongs to a yes.
fn wat_en_met_wie(v: Vraag<'_>) -> Markup {
    let ouders = Keuze {
        id: "ouders",
        waarde: "ja",
        naam: "Ook wie het gezag over haar heeft zei ja",
        hint: "Alleen als zij jonger is dan 16.",
    };
    html! {
        (onderdelen(v))
        @if let Some(samen) = v.gezag {
            input type="hidden" name="met-gezag" value=(samen.word());
            div.field { (keuze(ouders, "ouders", false, v.velden.heeft("ouders", "ja"), None)) }
        }
    }
}

/// What they may know. Nothing is chosen beforehand.
fn onderdelen(v: Vraag<'_>) -> Markup {
    let ids: Vec<String> = Onderdeel::VARIANTS.iter().map(|o| format!("deelt-{}", o.word())).collect();
    let namen: Vec<String> = Onderdeel::VARIANTS.iter().map(|o| wat_zij_weten(&[*o])).collect();
    let keuzes: Vec<Keuze<'_>> = Onderdeel::VARIANTS
        .iter()
        .zip(ids.iter().zip(&namen))
        .map(|(o, (id, naam))| Keuze { id, waarde: o.word(), naam, hint: "" })
        .collect();
    let wat = Groep {
        naam: "deelt",
        vraag: "Wat mogen zij weten?",
        hint: "Lees voor wat u aanvinkt. Er staat niets vooraf aan.",
        een: false,
        vorm: "chips",
    };
    groep(wat, &keuzes, |waarde| v.velden.heeft("deelt", waarde), v.fouten)
}

fn hoe(v: Vraag<'_>) -> Markup {
    let hoe = Groep { naam: "wijze", vraag: "Hoe gaf zij antwoord?", hint: "", een: true, vorm: "choices side" };
    woorden(hoe, Wijze::VARIANTS, v.velden, v.fouten)
}

/// Her answer, as the API reads it. A no is about everything.
pub(super) fn body(velden: &Velden) -> Value {
    let nee = velden.tekst("besluit") == NEE;
    let samen = velden.gevuld("met-gezag").filter(|_| velden.heeft("ouders", "ja") && !nee);
    let onderdelen: Vec<&str> = if nee {
        Onderdeel::VARIANTS.iter().map(|onderdeel| onderdeel.word()).collect()
    } else {
        velden.alle("deelt").collect()
    };
    json!({
        "besluit": velden.tekst("besluit"),
        "wijze": velden.tekst("wijze"),
        "gegevenDoor": samen.unwrap_or_else(|| GegevenDoor::Client.word()),
        "item": {
            "doel": velden.tekst("doel"),
            "ontvanger": velden.tekst("ontvanger"),
            "organisatie": velden.gevuld("organisatie"),
            "onderdelen": onderdelen,
        },
    })
}

/// What nobody filled in.
pub(super) fn mist(velden: &Velden) -> Fouten {
    let mut fouten = Fouten::geen();
    if velden.gevuld("besluit").is_none() {
        fouten.bij("besluit-ja", "Kies wat zij antwoordde.");
    }
    if velden.tekst("besluit") != NEE && velden.gevuld("deelt").is_none() {
        fouten.bij("deelt-contactgegevens", "Kies ten minste één ding dat zij mogen weten, of dat zij nee zei.");
    }
    if velden.gevuld("wijze").is_none() {
        fouten.bij("wijze-mondeling", "Kies hoe zij antwoord gaf.");
    }
    fouten
}
