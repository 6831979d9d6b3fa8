//! Everything that is kept of a person, as a page to hand to her.

use maud::{Markup, html};

use super::view::{DossierView, RubriekView};
use crate::http::{
    html::{moment, pagina as hele_pagina},
    inzage::pagina::regels,
};

/// The page.
#[must_use]
pub fn pagina(view: &DossierView) -> Markup {
    hele_pagina(
        "Alles wat Knooppunt over u bewaart",
        &html! {
            p.klein { "Kenmerk: " (view.client) ". Gemaakt op " (moment(view.opgemaakt_op.utc)) "." }
            @for zin in &view.uitleg { p { (zin) } }
            @for een in &view.rubrieken { (rubriek(een)) }
            h2 { "Wat hier niet staat, en waarom" }
            dl { @for niet in &view.achtergehouden { dt { (niet.wat) } dd { (niet.waarom) } } }
            h2 { "Hoe lang het wordt bewaard" }
            @for zin in &view.bewaartermijnen { p { (zin) } }
            h2 { "Wie uw gegevens zag" }
            (regels(&view.inzage))
        },
    )
}

fn rubriek(een: &RubriekView) -> Markup {
    html! {
        h2 { (een.titel) }
        @if een.stukken.is_empty() { p { "Hiervan is niets bewaard." } }
        @for stuk in &een.stukken {
            dl { @for veld in &stuk.velden { dt { (veld.naam) } dd { (veld.tekst) } } }
        }
    }
}
