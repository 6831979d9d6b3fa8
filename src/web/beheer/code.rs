//! A code that is told once: to hand over, or that it went by mail.

use actix_web::HttpResponse;
use maud::{Markup, html};

use crate::{
    domain::tijd::Moment,
    web::{
        blad::{Blad, Titel},
        deel::dag::moment,
    },
};

/// What is told.
pub(super) struct Eenmalig<'a> {
    /// What was done.
    pub gedaan: &'a str,
    /// For whom it is.
    pub voor: &'a str,
    /// The code itself, unless it is sent.
    pub code: Option<&'a str>,
    /// Until when it works.
    pub tot: Moment,
    /// Where one goes on.
    pub verder: &'a str,
    /// Whether a powerful role waits.
    pub wacht: bool,
}

/// The page.
pub(super) fn toon(blad: &Blad, van: &Eenmalig<'_>) -> HttpResponse {
    let nu = blad.omgeving().nu;
    let inhoud = html! {
        h1 { (van.gedaan) }
        @match van.code {
            Some(code) => (overhandigen(code, van, nu)),
            None => { p.lead { "De code is op weg naar het e-mailadres van " (van.voor) ". Zij werkt tot " (moment(van.tot, nu)) "." } }
        }
        @if van.wacht { p.note.soon.field { "Een zware rol geldt pas als een tweede persoon haar bevestigt. De FG heeft bericht." } }
        p.field.actions { a.button.second href=(van.verder) { "Naar het account" } }
    };
    blad.toon(&Titel::van(van.gedaan), &inhoud)
}

fn overhandigen(code: &str, van: &Eenmalig<'_>, nu: Moment) -> Markup {
    html! {
        p.lead { "Geef deze code aan " (van.voor) ", en aan niemand anders. U ziet haar alleen nu." }
        p.card.field.eenmalig { (code) }
        p.field { "Zij werkt één keer, tot " (moment(van.tot, nu)) ". Op de pagina ‘Uitnodiging’ kiest " (van.voor) " een wachtwoord en stelt de telefoon in." }
        p.small.soft { "De pagina staat op dit adres, met /uitnodiging erachter. Stuur de code en het adres niet samen." }
    }
}

/// The page when the form was sent before: a code is not told twice.
pub(super) fn al_verteld(blad: &Blad, naar: &str) -> HttpResponse {
    blad.verder_en_zeg(
        naar,
        "Dit was al gedaan. Een code laten wij één keer zien: is zij kwijt, vraag dan hier om een nieuwe.",
    )
}
