//! Who waits for a table: to be answered, or to get a place on an agenda.

use maud::{Markup, html};

use super::adres::ALLE;
use crate::{
    domain::{Label as _, doorgeleiding::Status as Vraagstatus, gebied::Gemeente, knooppunt::BijeenkomstId},
    http::knooppunt::view::{TafelvraagView, WachtendView},
    web::{
        blad::Blad,
        casus::formulier::met_versie,
        deel::{
            dag::nabij,
            staat::{Kleur, Vorm, staat},
            zij,
        },
        formulier::Velden,
    },
};

/// Where they wait: at the table of a gemeente, seen from one of its meetings or from all of them.
#[derive(Clone, Copy)]
pub(super) struct Plek<'a> {
    pub blad: &'a Blad,
    pub gemeente: Gemeente,
    /// The meeting on whose agenda they can be put.
    pub bijeenkomst: Option<BijeenkomstId>,
}

/// Everybody who waits, in their order.
pub(super) fn rijen(plek: Plek<'_>, wachtend: &[WachtendView]) -> Markup {
    html! { ol.rows { @for een in wachtend { (rij(plek, een)) } } }
}

fn rij(plek: Plek<'_>, een: &WachtendView) -> Markup {
    let nu = plek.blad.omgeving().nu;
    let heet = zij::heet(&een.gedeeld, Some(plek.gemeente));
    let wacht = een.vraag.as_ref().is_some_and(|vraag| vraag.status == Vraagstatus::Verzonden);
    let laat = wacht && een.vraag.as_ref().is_some_and(|vraag| vraag.antwoord_voor <= nu.dag());
    html! {
        li.row.late[laat || een.vraag.is_none()].soon[wacht && !laat] {
            div.due { (waarom(een, plek)) }
            div {
                h3 { (heet) }
                (zij::feiten(&een.gedeeld, Some(plek.gemeente), nu))
                @if let Some(themas) = &een.gedeeld.themas { ul.words { @for thema in themas { li { (thema.naam()) } } } }
            }
            div.next {
                @match &een.vraag {
                    Some(vraag) if vraag.status == Vraagstatus::Verzonden => { (antwoord(plek, vraag, &heet)) }
                    _ => { (agenderen(plek, een, &heet)) }
                }
            }
        }
    }
}

fn waarom(een: &WachtendView, plek: Plek<'_>) -> Markup {
    let nu = plek.blad.omgeving().nu;
    html! {
        @match (&een.vraag, een.evaluatie_op) {
            (Some(vraag), _) if vraag.status == Vraagstatus::Verzonden => {
                b { "Antwoord gevraagd" }
                "uiterlijk " (nabij(vraag.antwoord_voor, nu)) ", gevraagd " (nabij(vraag.verzonden_op.dag(), nu))
            }
            (Some(vraag), _) => { b { "Zoekt een plek" } "aangenomen, gevraagd " (nabij(vraag.verzonden_op.dag(), nu)) }
            (None, Some(op)) if op < nu.dag() => { b { "Evaluatie voorbij" } "moest " (nabij(op, nu)) }
            (None, _) => { b { "Terug naar de tafel" } "na een evaluatie" }
        }
    }
}

/// The meeting from which the form is sent, or that it is sent from all of them, so that one comes back there.
fn vandaan(plek: Plek<'_>) -> Markup {
    let id = plek.bijeenkomst.map_or_else(|| ALLE.to_owned(), |id| id.to_string());
    html! { input type="hidden" name="bijeenkomst" value=(id); }
}

fn antwoord(plek: Plek<'_>, vraag: &TafelvraagView, heet: &str) -> Markup {
    let naar = format!("/doorgeleidingen/{}", vraag.id);
    html! {
        p { (staat(Vorm::Wacht, Kleur::Gauw, "Wacht op uw antwoord")) }
        (met_versie(plek.blad, &format!("{naar}/aannemen"), vraag.versie, &Velden::default(), &html! {
            (vandaan(plek))
            p.actions {
                button.button.second { "Neem dit gezin aan" span.hidden { ": " (heet) } }
                a href=(naar) { "Lees de vraag" span.hidden { " over " (heet) } }
            }
        }))
    }
}

fn agenderen(plek: Plek<'_>, een: &WachtendView, heet: &str) -> Markup {
    html! {
        @match plek.bijeenkomst {
            Some(id) => {
                (met_versie(plek.blad, &format!("/bijeenkomsten/{id}/agenda"), 0, &Velden::default(), &html! {
                    input type="hidden" name="casus" value=(een.casus);
                    p.actions { button.button.second { "Zet op de agenda" span.hidden { ": " (heet) } } }
                }))
            }
            None => { p { (staat(Vorm::Wacht, Kleur::Bezig, "Nog op geen agenda")) } }
        }
    }
}
