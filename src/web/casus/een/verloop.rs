//! What happened, the newest first; and who works with this family.

use maud::{Markup, html};

use crate::{
    domain::{tijd::Moment, toegang::GebruikerId},
    http::casus::view::{CasusView, TijdlijnView},
    web::deel::{dag::moment, mens::nummer},
};

/// So many facts stand open.
const OPEN: usize = 10;

/// What happened, the newest first; what is older opens when somebody presses.
pub(super) fn wat_gebeurde(tijdlijn: &[TijdlijnView], nu: Moment) -> Markup {
    let nieuwste: Vec<&TijdlijnView> = tijdlijn.iter().rev().collect();
    let (open, ouder) = nieuwste.split_at(nieuwste.len().min(OPEN));
    html! {
        section.card aria-labelledby="kop-tijd" {
            div.list-head { h2 #kop-tijd { "Wat er gebeurde" } p.small.soft { "Het nieuwste staat bovenaan." } }
            ol.timeline { @for feit in open { (een(feit, nu)) } }
            @if !ouder.is_empty() {
                details.more {
                    summary { "Alles wat er gebeurde (" (nieuwste.len()) ")" }
                    ol.timeline { @for feit in ouder { (een(feit, nu)) } }
                }
            }
        }
    }
}

fn een(feit: &TijdlijnView, nu: Moment) -> Markup {
    let mut letters = feit.zin.chars();
    let eerste = letters.next().into_iter().flat_map(char::to_uppercase).collect::<String>();
    html! {
        li {
            b { (eerste) (letters.as_str()) } " " (moment(feit.op, nu))
            @if let Some(organisatie) = &feit.organisatienaam { ", " (organisatie) }
        }
    }
}

/// Who works with this family, by their names.
pub(super) fn mensen(casus: &CasusView, ik: GebruikerId) -> Markup {
    html! {
        section.card aria-labelledby="kop-mensen" {
            h2 #kop-mensen { "Mensen om dit gezin" }
            @if casus.mensen.is_empty() { p.small { "Nog niemand draagt dit gezin." } }
            ul.people.small {
                @for mens in &casus.mensen {
                    li {
                        b { @if mens.id == ik { "U" } @else { (mens.naam) } }
                        (taak(casus, mens.id).unwrap_or_else(|| mens.functie.clone().unwrap_or_default()))
                        ", " (mens.organisatie) (nummer(mens))
                    }
                }
            }
        }
    }
}

/// What somebody does in this very case.
fn taak(casus: &CasusView, id: GebruikerId) -> Option<String> {
    let meldde = casus.signalen.iter().any(|signaal| signaal.door == Some(id));
    let taken = [
        (casus.coordinator == Some(id)).then_some("coördinator"),
        (casus.casusregisseur == Some(id)).then_some("casusregisseur"),
        meldde.then_some("gaf het signaal"),
    ];
    let taken: Vec<&str> = taken.into_iter().flatten().collect();
    (!taken.is_empty()).then(|| taken.join(", "))
}
