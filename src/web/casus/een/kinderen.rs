//! Her pregnancy and her children, and the handover of the family to the JGZ.

use maud::{Markup, html};

use super::pagina::Pagina;
use crate::{
    domain::{Label as _, tijd::Moment, zwangerschap::Status},
    http::casus::view::{EerdereZwangerschapView, KindView, OverdrachtView, ZwangerschapView},
    web::deel::dag::dag,
};

/// What is told of it, as terms of a list.
pub(super) fn gezin(p: Pagina<'_>) -> Markup {
    let gedeeld = &p.casus.gedeeld;
    html! {
        @if let Some(zij) = &gedeeld.zwangerschap {
            dt { "Zwangerschap" }
            dd { (zwangerschap(zij, p.nu)) }
        }
        @if !gedeeld.eerdere_zwangerschappen.is_empty() {
            dt { "Eerder" }
            dd { @for eerder in &gedeeld.eerdere_zwangerschappen { (van_eerder(eerder, p.nu)) } }
        }
        @if !p.casus.overdrachten.is_empty() {
            dt { "Overdracht aan de JGZ" }
            dd { @for overdracht in &p.casus.overdrachten { p {
                (overgedragen(overdracht, p.nu))
                @if p.herziet && overdracht.status.is_open() {
                    " " a href={ "/casussen/" (p.casus.id) "/overdracht/" (overdracht.id) } { "Leg vast hoe de overdracht gaat" }
                }
            } } }
        }
    }
}

/// After a loss nothing is said of a day on which she was due.
fn zwangerschap(zij: &ZwangerschapView, nu: Moment) -> Markup {
    let verteld = zij.geeindigd_op.map(|op| format!(" op {}", dag(op, nu))).unwrap_or_default();
    html! {
        @match zij.status {
            Status::Lopend | Status::Onbekend => {
                @if zij.eerste_kind { "Eerste kind" } @else { "Niet haar eerste kind" }
                @if zij.aantal_kinderen > 1 { ", " (zij.aantal_kinderen) " kinderen" }
                ". Uitgerekend op " (dag(zij.uitgerekend, nu)) ", " (zij.bron.naam().to_lowercase()) "."
            }
            Status::Geboren => {
                @if zij.kinderen.is_empty() { "Bevallen" (verteld) "." } @else { (kinderen(&zij.kinderen, nu)) }
            }
            Status::Verlies => { "Zij verloor haar zwangerschap" (verteld) "." }
        }
    }
}

fn kinderen(alle: &[KindView], nu: Moment) -> Markup {
    html! {
        ul.words {
            @for kind in alle {
                li {
                    @if let Some(op) = kind.geboren_op { "Kind, geboren op " (dag(op, nu)) }
                    @if let Some(reden) = kind.uit_beeld_reden { "; " (reden.naam().to_lowercase()) }
                    @else { "; " (kind.status.naam()) }
                }
            }
        }
    }
}

fn van_eerder(eerder: &EerdereZwangerschapView, nu: Moment) -> Markup {
    let op = eerder.geeindigd_op.map(|op| format!(" op {}", dag(op, nu))).unwrap_or_default();
    html! {
        @if eerder.kinderen.is_empty() { p { (eerder.status.naam()) (op) "." } } @else { (kinderen(&eerder.kinderen, nu)) }
    }
}

fn overgedragen(overdracht: &OverdrachtView, nu: Moment) -> String {
    let wanneer = match overdracht.gehouden_op {
        Some(op) => format!(" op {}", dag(op, nu)),
        None if overdracht.status.is_open() => format!(", uiterlijk {}", dag(overdracht.uiterlijk, nu)),
        None => String::new(),
    };
    format!("{}: {}{wanneer}.", overdracht.aanleiding.naam(), overdracht.status.naam().to_lowercase())
}
