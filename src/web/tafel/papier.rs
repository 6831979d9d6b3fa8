//! The paper for the table: one family a block, with room to write. It is made for printing, and names nobody who did not say yes.

use actix_web::HttpResponse;
use maud::{Markup, html};

use super::{
    adres::pad,
    woorden::{doet, wanneer, wie_zit},
};
use crate::{
    domain::{
        Label as _,
        knooppunt::{AfspraakStatus, BijeenkomstId},
        tijd::Moment,
    },
    http::{
        knooppunt::{
            bijeenkomst::een,
            view::{AgendapuntView, BijeenkomstView},
        },
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            dag::{dag, hoofdletter},
            zij,
        },
    },
};

/// So many lines to write on for each family.
const REGELS: usize = 4;

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<BijeenkomstId>) -> Result<HttpResponse, Problem> {
    let bijeenkomst = t.bekijk(move |tx, met| een(tx, met, id.0)).await?.into_view();
    let nu = blad.omgeving().nu;
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href=(pad(bijeenkomst.id)) { "Terug naar de bijeenkomst" } }
        h1 { "Agenda knooppunt " (bijeenkomst.gemeente.naam()) }
        p.lead { (wanneer(bijeenkomst.gepland_op, nu)) @if let Some(plaats) = &bijeenkomst.plaats { ", " (plaats) } }
        p.note.soon.field.no-print {
            "Op dit papier staat waarover elk gezin praat. Print het pas vlak voor de bijeenkomst, en neem alle bladen na afloop mee."
        }
        @if bijeenkomst.agendapunten.is_empty() { p.lead { "Nog geen gezin op de agenda." } }
        @for (plaats, punt) in bijeenkomst.agendapunten.iter().enumerate() { (gezin(&bijeenkomst, plaats, punt, nu)) }
        p.field.small.soft.no-print { "Printen doet u met uw browser. Elk gezin blijft bij elkaar op één blad." }
    };
    let titel = format!("Papier, knooppunt {}, {}", bijeenkomst.gemeente.naam(), dag(bijeenkomst.gepland_op.dag(), nu));
    Ok(blad.toon(&Titel::van(titel), &inhoud))
}

fn gezin(bijeenkomst: &BijeenkomstView, plaats: usize, punt: &AgendapuntView, nu: Moment) -> Markup {
    let id = format!("kop-gezin-{}", plaats + 1);
    let heet = zij::heet(&punt.gedeeld, punt.gemeente);
    let zitten: Vec<String> = punt.deelnemers.iter().map(|een| hoofdletter(&wie_zit(een, &punt.mensen))).collect();
    html! {
        section.card.deel.sheet aria-labelledby=(id) {
            h2 id=(id) { (plaats + 1) ". " (heet) }
            (zij::feiten(&punt.gedeeld, punt.gemeente.filter(|gemeente| *gemeente != bijeenkomst.gemeente), nu))
            @for vraag in punt.gedeeld.eigen_vragen.iter().flatten() { blockquote.own-words.field { "“" (vraag) "”" } }
            dl.pairs.wide.field {
                @if let Some(themas) = punt.gedeeld.themas.as_ref().filter(|themas| !themas.is_empty()) {
                    dt { "Waar het over gaat" }
                    dd { (themas.iter().map(|thema| thema.naam()).collect::<Vec<_>>().join(", ")) }
                }
                @if let Some(helpt) = punt.gedeeld.beschermende_factoren.as_ref().filter(|helpt| !helpt.is_empty()) {
                    dt { "Wat al helpt" }
                    dd { (helpt.iter().map(|factor| factor.naam()).collect::<Vec<_>>().join(", ")) }
                }
                dt { "Aan tafel" }
                dd { @if zitten.is_empty() { "Nog niemand" } @else { (zitten.join(", ")) } }
            }
            div.scroll.deel tabindex="0" role="region" aria-label={ "Afspraken met gezin " (plaats + 1) ": " (heet) } { (regels(punt, nu)) }
        }
    }
}

/// What was agreed, and lines to write on.
fn regels(punt: &AgendapuntView, nu: Moment) -> Markup {
    html! {
        table {
            thead { tr { @for kop in ["Wat spreken we af", "Wie", "Uiterlijk", "Wat vinden de ouders"] { th scope="col" { (kop) } } } }
            tbody {
                @for afspraak in punt.afspraken.iter().filter(|een| een.status != AfspraakStatus::Vervallen) {
                    tr {
                        td { (afspraak.wat) }
                        td { (doet(afspraak)) }
                        td { (dag(afspraak.uiterlijk, nu)) }
                        td { @if let Some(positie) = &afspraak.positie { (positie.oordeel.naam()) @if let Some(woorden) = &positie.woorden { ": “" (woorden) "”" } } }
                    }
                }
                @for _ in 0..REGELS { tr.blank { @for _ in 0..4 { td {} } } }
            }
        }
    }
}
