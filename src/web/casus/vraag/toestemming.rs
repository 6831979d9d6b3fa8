//! Noting what she says about one desk, so that a request can go there.

use maud::{Markup, html};
use serde_json::{Value, json};
use strum::VariantArray as _;

use super::pagina::Pagina;
use crate::{
    domain::{
        Label as _, Word as _,
        toestemming::{GegevenDoor, Onderdeel, Wijze},
    },
    web::{
        casus::{een::wat_zij_weten, formulier::met_versie},
        deel::{
            fouten::Fouten,
            keuze::{Groep, Keuze, groep, keuze},
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

/// The form: her answer first.
pub(super) fn formulier(p: Pagina<'_>) -> Markup {
    let (velden, fouten) = (p.velden, p.fouten);
    let ids: Vec<String> = Onderdeel::VARIANTS.iter().map(|o| format!("deelt-{}", o.word())).collect();
    let namen: Vec<String> = Onderdeel::VARIANTS.iter().map(|o| wat_zij_weten(&[*o])).collect();
    let onderdelen: Vec<Keuze<'_>> = Onderdeel::VARIANTS
        .iter()
        .zip(ids.iter().zip(&namen))
        .map(|(o, (id, naam))| Keuze { id, waarde: o.word(), naam, hint: "" })
        .collect();
    let wijze_ids: Vec<String> = Wijze::VARIANTS.iter().map(|w| format!("wijze-{}", w.word())).collect();
    let wijzen: Vec<Keuze<'_>> = Wijze::VARIANTS
        .iter()
        .zip(&wijze_ids)
        .map(|(w, id)| Keuze { id, waarde: w.word(), naam: w.naam(), hint: "" })
        .collect();
    let antwoorden = [
        Keuze { id: "besluit-ja", waarde: "gegeven", naam: "Ja", hint: "" },
        Keuze { id: "besluit-nee", waarde: "geweigerd", naam: "Nee", hint: "Dat heeft geen gevolgen voor haar zorg." },
    ];
    let mag = format!("Mag {} dit weten, om: {}?", p.bureau.ontvanger.naam(), p.bureau.doel.naam().to_lowercase());
    let besluit = Groep {
        naam: "besluit",
        vraag: &mag,
        hint: "Vraag het haar als zij alleen is.",
        een: true,
        vorm: "choices side",
    };
    let wat = Groep {
        naam: "deelt",
        vraag: "Wat mogen zij weten?",
        hint: "Lees voor wat u aanvinkt. Er staat niets vooraf aan.",
        een: false,
        vorm: "chips",
    };
    let hoe = Groep { naam: "wijze", vraag: "Hoe gaf zij antwoord?", hint: "", een: true, vorm: "choices side" };
    let ouders = Keuze {
        id: "ouders",
        waarde: "ja",
        naam: "Ook wie het gezag over haar heeft zei ja",
        hint: "Alleen als zij jonger is dan 16.",
    };
    let naar = format!("/casussen/{}/vraag/{}/toestemming", p.casus.id, p.bureau.desk);
    html! {
        section.card.field aria-labelledby="kop-antwoord" {
            h2 #kop-antwoord { "Noteer haar antwoord" }
            (met_versie(p.blad, &naar, 0, velden, &html! {
                (groep(besluit, &antwoorden, |waarde| velden.heeft("besluit", waarde), fouten))
                (groep(wat, &onderdelen, |waarde| velden.heeft("deelt", waarde), fouten))
                (groep(hoe, &wijzen, |waarde| velden.heeft("wijze", waarde), fouten))
                @if let Some(samen) = met_gezag(p) {
                    input type="hidden" name="met-gezag" value=(samen);
                    div.field { (keuze(ouders, "ouders", false, velden.heeft("ouders", "ja"), None)) }
                }
                input type="hidden" name="doel" value=(p.bureau.doel.word());
                input type="hidden" name="ontvanger" value=(p.bureau.ontvanger.word());
                p.field.actions { button.button { "Bewaar haar antwoord" } }
            }))
        }
    }
}

/// Who decides with her, or for her, when she is younger than sixteen.
fn met_gezag(p: Pagina<'_>) -> Option<&'static str> {
    let zij = p.casus.gedeeld.client.as_ref()?;
    match p.blad.omgeving().nu.dag().years_since(zij.geboortedatum)? {
        0..12 => Some(GegevenDoor::Gezag.word()),
        12..16 => Some(GegevenDoor::ClientEnGezag.word()),
        _ => None,
    }
}

/// Her answer, as the API reads it.
pub(super) fn body(velden: &Velden) -> Value {
    let samen = velden.gevuld("met-gezag").filter(|_| velden.heeft("ouders", "ja"));
    json!({
        "besluit": velden.tekst("besluit"),
        "wijze": velden.tekst("wijze"),
        "gegevenDoor": samen.unwrap_or("client"),
        "item": {
            "doel": velden.tekst("doel"),
            "ontvanger": velden.tekst("ontvanger"),
            "onderdelen": velden.alle("deelt").collect::<Vec<_>>(),
        },
    })
}

/// What nobody filled in.
pub(super) fn mist(velden: &Velden) -> Fouten {
    let mut fouten = Fouten::geen();
    for (naam, bij, zin) in [
        ("besluit", "besluit-ja", "Kies wat zij antwoordde."),
        ("deelt", "deelt-contactgegevens", "Kies ten minste één ding dat zij mogen weten, of dat zij weigert."),
        ("wijze", "wijze-mondeling", "Kies hoe zij antwoord gaf."),
    ] {
        if velden.gevuld(naam).is_none() {
            fouten.bij(bij, zin);
        }
    }
    fouten
}
