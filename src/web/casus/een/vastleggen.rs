//! What somebody can note or change from the page of a family: for each only what they may.

use maud::{Markup, html};

use super::pagina::Pagina;
use crate::{
    domain::{
        beleid::{CasusNotitiesLezen, CasusRegisseren},
        casus::Status,
        zwangerschap::Status as Zwangerschapstatus,
    },
    http::{
        casus::view::{CasusSignaalView, CasusView},
        problem::Problem,
    },
    web::{
        casus::{
            formulier::{met_versie, onder_een_knop},
            mag::{is_genomen, mag_hier},
        },
        deel::dag::dag,
        formulier::Velden,
        zwangerschap::Welk,
    },
};

/// The ways there; nothing when there are none.
pub(super) fn links(p: Pagina<'_>) -> Result<Markup, Problem> {
    let casus = p.casus;
    let naar = |stap: &str| format!("/casussen/{}/{stap}", casus.id);
    let open = casus.status != Status::Afgesloten;
    let draagt = is_genomen(casus) && mag_hier(p.blad, casus, CasusRegisseren)?;
    let leest = mag_hier(p.blad, casus, CasusNotitiesLezen)?;
    let los = if p.haar { erbij_gekomen(casus) } else { Vec::new() };
    Ok(html! {
        @if (open && p.herziet) || draagt || leest || !los.is_empty() {
            nav.card.no-print aria-labelledby="kop-doen" {
                h2 #kop-doen { "Iets vastleggen" }
                ul.links.small {
                    @if leest { li { a href=(naar("notities")) { "Notities" } } }
                    @if open && p.haar { li { a href="#kop-waarheen" { "Vraag een bureau om hulp" } } }
                    @if open && p.herziet {
                        @for welk in te_vertellen(casus) { li { a href=(naar(welk.pad())) { (welk.kop()) } } }
                    }
                    @if open && p.haar && casus.gedeeld.kwetsbaarheid.is_some() { li { a href="#kop-kwetsbaar" { "Weeg opnieuw hoe kwetsbaar het is" } } }
                    @if draagt { li { a href=(naar("casusregisseur")) { "Wie draagt dit gezin?" } } }
                    @if open && p.herziet { li { a href=(naar("verhuizen")) { "Het gezin verhuist" } } }
                    @for signaal in &los {
                        li {
                            a href={ "/signalen/" (signaal.id) "/losmaken" } {
                                "Het signaal van " (dag(signaal.ontvangen_op.dag(), p.nu)) ", " (signaal.organisatienaam) ": hoort het bij een ander gezin?"
                            }
                        }
                    }
                    @if open && p.haar { li { a href=(naar("sluiten")) { "Sluit deze casus" } } }
                }
            }
        }
    })
}

/// The signalen that came after the one that opened the case, and joined it; they stand in the order in which they came.
fn erbij_gekomen(casus: &CasusView) -> Vec<&CasusSignaalView> {
    casus.signalen.iter().skip(1).collect()
}

/// What can be told of her pregnancy now; of one that she does not share anything.
fn te_vertellen(casus: &CasusView) -> &'static [Welk] {
    match casus.gedeeld.zwangerschap.as_ref().map(|zij| zij.status) {
        Some(Zwangerschapstatus::Lopend | Zwangerschapstatus::Onbekend) => {
            &[Welk::Geboorte, Welk::Verlies, Welk::Termijn]
        }
        Some(Zwangerschapstatus::Geboren) => &[Welk::Volgende, Welk::LooptNog],
        Some(Zwangerschapstatus::Verlies) => &[Welk::LooptNog, Welk::Volgende],
        None => &[Welk::Geboorte, Welk::Verlies, Welk::Volgende],
    }
}

/// For whoever took the case and did nothing with it yet, or closed it not long ago: that can be a mistake.
pub(super) fn vergissing(p: Pagina<'_>) -> Markup {
    let casus = p.casus;
    let nam = casus.status == Status::InBehandeling
        && casus.coordinator == Some(p.ik)
        && casus.doorgeleidingen.is_empty()
        && casus.verkenning_op.is_none();
    let (vraag, doet) = if p.geheel.sloot {
        ("Was sluiten een vergissing?", "Het gezin gaat verder zoals het was, met de afspraken en de agenda.")
    } else {
        ("Was aannemen een vergissing?", "Het gezin wacht dan weer tot iemand het aanneemt.")
    };
    html! {
        @if p.haar && (nam || p.geheel.sloot) {
            (onder_een_knop(vraag, false, &met_versie(p.blad, &format!("/casussen/{}/teruggeven", casus.id), p.versie, &Velden::default(), &html! {
                p { (doet) }
                p.field.actions { button.button.second { "Draai het terug" } }
            })))
        }
    }
}
