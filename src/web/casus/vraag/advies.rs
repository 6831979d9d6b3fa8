//! The advice on a route, in words: what each rule says and where it comes from, what to ask, and which consent is missing.

use maud::{Markup, html};

use crate::{
    domain::{
        Label as _,
        routeadvies::{Gewicht, Oordeel},
        tijd::Moment,
    },
    http::doorgeleiding::routeadvies::{AdviesView, AdviesregelView, OntbrekendeToestemmingView},
    web::{
        casus::een::{oordeel, wat_zij_weten},
        deel::{
            dag::nabij,
            staat::{Kleur, Vorm, staat},
        },
    },
};

/// Shows it.
pub(super) fn advies(advies: &AdviesView, nu: Moment) -> Markup {
    let (geweigerd, ontbreekt): (Vec<_>, Vec<_>) =
        advies.ontbrekende_toestemmingen.iter().partition(|een| een.geweigerd);
    html! {
        section.card.field aria-labelledby="kop-advies" {
            h2 #kop-advies { "Past dit?" }
            p { (oordeel(advies)) }
            @if !advies.regels.is_empty() { ol.steps { @for een in &advies.regels { li.step { (regel(een, nu)) } } } }
            @if !advies.ontbrekende_vragen.is_empty() {
                h3 { "Vraag haar nog" }
                ul { @for vraag in &advies.ontbrekende_vragen { li { (vraag) } } }
            }
            @if !ontbreekt.is_empty() {
                h3 { "Deze toestemming ontbreekt" }
                ul { @for een in &ontbreekt { li { (toestemming(een)) } } }
            }
            @if !geweigerd.is_empty() {
                h3 { "Zij zei nee" }
                ul { @for een in &geweigerd { li { (toestemming(een)) } } }
            }
        }
    }
}

fn regel(een: &AdviesregelView, nu: Moment) -> Markup {
    let (vorm, kleur, woord) = match (een.uitkomst, een.gewicht) {
        (Oordeel::Ja, _) => (Vorm::Goed, Kleur::Goed, "Ja"),
        (Oordeel::Nee, Gewicht::Eis) => (Vorm::Nee, Kleur::Laat, "Nee"),
        (Oordeel::Nee, Gewicht::Waarschuwing) => (Vorm::Wacht, Kleur::Gauw, "Nee, en dat sluit niets uit"),
        (Oordeel::Onbekend, _) => (Vorm::Wacht, Kleur::Gauw, "Niet bekend"),
    };
    html! {
        div {
            p { (een.zin) " " (staat(vorm, kleur, woord)) }
            p.small {
                @if let Some(dag) = een.tot_en_met { "Tot en met " (nabij(dag, nu)) ". " }
                @if let Some(item) = een.deelt_niet { "Zij deelt dit niet met u: " (wat_zij_weten(&[item])) ". " }
                (een.bron) " (" (een.versie) ")."
            }
        }
    }
}

/// Which consent it is, by whom may know what for what.
fn toestemming(een: &OntbrekendeToestemmingView) -> Markup {
    html! {
        (een.ontvanger.naam()) @if let Some(naam) = &een.organisatienaam { " van " (naam) }
        ", om: " (een.doel.naam().to_lowercase())
        @if !een.onderdelen.is_empty() { ". Nog niet: " (wat_zij_weten(&een.onderdelen)) }
        "."
    }
}
