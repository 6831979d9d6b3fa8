//! A publicatie as a row, in words: its period, its state, and how far it is.

use maud::{Markup, html};

use super::adres::pad;
use crate::{
    domain::{
        Label as _,
        publicatie::{Periode, vrijgave::Status},
        tijd::Moment,
    },
    http::publicatie::{tabel::kort, view::PublicatieView},
    web::deel::{
        dag::{dag, hoofdletter, moment},
        staat::{Kleur, Vorm, staat},
    },
};

/// A period as people say it.
pub(super) fn in_woorden(periode: &str) -> String {
    periode.parse().map_or_else(|_| periode.to_owned(), |periode: Periode| periode.in_woorden())
}

/// The same as a heading.
pub(super) fn als_kop(periode: &str) -> String {
    hoofdletter(&in_woorden(periode))
}

/// Whether the figures can still change in a later count.
pub(super) const fn stand(van: &PublicatieView) -> &'static str {
    if van.definitief { "Definitieve cijfers" } else { "Voorlopige cijfers" }
}

/// Its state, with its shape.
pub(super) fn toestand(status: Status) -> Markup {
    let (vorm, kleur) = match status {
        Status::Concept => (Vorm::Wacht, Kleur::Gauw),
        Status::Beoordeeld => (Vorm::Loopt, Kleur::Bezig),
        Status::Vrijgegeven => (Vorm::Goed, Kleur::Goed),
        Status::Teruggelegd => (Vorm::Rust, Kleur::Rust),
    };
    staat(vorm, kleur, status.naam())
}

/// Where it leads: a concept to what must be known of it, a release to its figures.
fn naar(van: &PublicatieView) -> String {
    if van.status == Status::Vrijgegeven { pad(van.id) } else { format!("{}/concept", pad(van.id)) }
}

/// One row.
pub(super) fn rij(van: &PublicatieView, nu: Moment) -> Markup {
    let klas = if van.status == Status::Concept { "row soon" } else { "row" };
    html! {
        li class=(klas) {
            div.due { b { (van.periode.parse().map_or_else(|_| van.periode.clone(), kort)) } (stand(van)) }
            div {
                h3 { a href=(naar(van)) { (als_kop(&van.periode)) } }
                ul.facts { li { "Geteld op " (dag(van.geteld_op, nu)) } }
            }
            div.next {
                p { (toestand(van.status)) }
                @match (van.status, &van.vrijgegeven, &van.reden) {
                    (Status::Concept, ..) => { p.soft { "Wacht op het oordeel van een tweede persoon" } }
                    (Status::Beoordeeld, ..) => { p.soft { "Een onderzoeker kan haar vrijgeven" } }
                    (_, Some(stap), _) => { p.soft { (moment(stap.op, nu)) } }
                    (_, _, Some(reden)) => { p.soft { (reden.naam()) } }
                    _ => {}
                }
            }
        }
    }
}
