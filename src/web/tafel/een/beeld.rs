//! What is only read at the table: what the family shares, what was agreed before, and the record once it is established.

use maud::{Markup, html};

use super::pagina::Pagina;
use crate::{
    domain::{Label as _, knooppunt::AfspraakStatus},
    http::{knooppunt::view::AfspraakView, mens::wie},
    web::{
        deel::{dag::dag, vorm::Vorm, zij},
        tafel::woorden::{aan_tafel, doet, hoe_staat, vinden},
    },
};

/// How she is reached safely, when she shares that with the table.
pub(super) fn veilig(p: Pagina<'_>) -> Markup {
    html! {
        @if let Some(zij) = &p.punt.gedeeld.client {
            section.veilig aria-labelledby="kop-veilig" {
                h2 #kop-veilig { (Vorm::TeLaat.teken()) " Zo bereikt u haar veilig" }
                (zij::manieren(zij))
            }
        }
    }
}

/// What she shares with the table, and what she does not.
pub(super) fn deelt(p: Pagina<'_>) -> Markup {
    let gedeeld = &p.punt.gedeeld;
    html! {
        section.card aria-labelledby="kop-deelt" {
            h2 #kop-deelt { "Wat zij met de tafel deelt" }
            @for vraag in gedeeld.eigen_vragen.iter().flatten() { blockquote.own-words.field { "“" (vraag) "”" } }
            dl.pairs.wide.field {
                dt { "Waar het over gaat" }
                dd { (woorden(gedeeld.themas.as_ref().map(|alle| alle.iter().map(|thema| thema.naam()).collect()))) }
                dt { "Wat al helpt" }
                dd { (woorden(gedeeld.beschermende_factoren.as_ref().map(|alle| alle.iter().map(|factor| factor.naam()).collect()))) }
                @if let Some(weging) = gedeeld.kwetsbaarheid.as_ref().and_then(|alle| alle.last()) {
                    dt { "Hoe kwetsbaar" }
                    dd { (weging.graad.naam()) @if weging.samen_gewogen { ", samen met haar gewogen" } }
                }
            }
        }
    }
}

fn woorden(alle: Option<Vec<&str>>) -> Markup {
    html! {
        @match alle {
            None => { span.soft { "Dat deelt zij niet met de tafel." } }
            Some(alle) if alle.is_empty() => { span.soft { "Niets genoteerd." } }
            Some(alle) => { ul.words { @for woord in &alle { li { (woord) } } } }
        }
    }
}

/// What was agreed with this family before, and what became of it.
pub(super) fn eerder(p: Pagina<'_>) -> Markup {
    html! {
        @if !p.tafel.eerder.is_empty() {
            section.card aria-labelledby="kop-eerder" {
                h2 #kop-eerder { "Vorige keer afgesproken" }
                ol.steps { @for afspraak in &p.tafel.eerder { li.step { (regel(p, afspraak)) } } }
            }
        }
    }
}

/// An agreement: what, who, how it stands and what the parents think of it.
pub(super) fn regel(p: Pagina<'_>, afspraak: &AfspraakView) -> Markup {
    html! {
        div {
            h3 { (afspraak.wat) }
            p { (hoe_staat(afspraak, p.nu)) }
            p.small {
                (doet(afspraak))
                @if afspraak.status != AfspraakStatus::Open { ", uiterlijk " (dag(afspraak.uiterlijk, p.nu)) }
                (onderwerp(afspraak))
            }
            @if let Some(positie) = &afspraak.positie { (vinden(positie)) }
            @if let Some(waarom) = &afspraak.toelichting { p.small { (waarom) } }
        }
    }
}

fn onderwerp(afspraak: &AfspraakView) -> Markup {
    html! {
        @if let Some(thema) = afspraak.thema { ". Over: " (thema.naam().to_lowercase()) }
        @if let Some(dimensie) = afspraak.dimensie { ". Over: " (dimensie.naam().to_lowercase()) }
    }
}

/// Who sits at the table.
pub(super) fn wie_zit(p: Pagina<'_>) -> Markup {
    html! {
        section.card aria-labelledby="kop-zat" {
            h2 #kop-zat { "Aan tafel" }
            @if p.punt.deelnemers.is_empty() { p { "Nog niemand." } } @else { (aan_tafel(p.punt)) }
            @if let Some(reden) = p.punt.ouders_afwezig_reden {
                p.field { "De ouders waren er niet: " (reden.naam().to_lowercase()) "." @if let Some(tekst) = &p.punt.toelichting { " " (tekst) } }
            }
        }
    }
}

/// The record, once nothing in it changes any more.
pub(super) fn vastgesteld(p: Pagina<'_>) -> Markup {
    let punt = p.punt;
    let draagt = wie(&punt.mensen, punt.casusregisseur);
    html! {
        section.card aria-labelledby="kop-afgesproken" {
            h2 #kop-afgesproken { "Afgesproken" }
            @if punt.afspraken.is_empty() { p { "Er is niets afgesproken." } }
            ol.steps { @for afspraak in &punt.afspraken { li.step { (regel(p, afspraak)) } } }
            dl.pairs.wide.field {
                dt { "Casusregisseur" }
                dd { @match draagt { Some(mens) => { (mens.naam) ", " (mens.organisatie) } None => { "Niemand gekozen" } } }
                dt { "Opnieuw kijken" }
                dd { @match punt.evaluatie_op { Some(op) => { (dag(op, p.nu)) } None => { "Geen dag gekozen" } } }
            }
            p.field.actions.no-print { a.button.second href="/afspraken" { "Vink af bij Afspraken" } }
        }
        p.note.field { "Het verslag is vastgesteld. Er verandert niets meer in; wat later gebeurt, staat bij elke afspraak met zijn datum." }
    }
}
