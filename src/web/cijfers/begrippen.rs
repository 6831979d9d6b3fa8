//! Begrippen: what each figure is, from where it comes, and what is never shown.

use actix_web::HttpResponse;
use maud::{Markup, html};

use crate::{
    http::{
        problem::Problem,
        publicatie::{
            lezer::Lezer,
            view::{KlasseView, MaatView, ProgrammaView},
        },
    },
    web::{
        blad::{Blad, Titel},
        deel::dag::hoofdletter,
    },
};

/// Shows them.
pub async fn lees(blad: Blad, lezer: Lezer) -> Result<HttpResponse, Problem> {
    let van = lezer.programma().await?;
    let inhoud = html! {
        h1 { "Begrippen" }
        p.lead { "Wat elk getal betekent. Dit staat ook in het woordenboek bij elke publicatie." }
        p.ruim { (van.omschrijving) }
        ul.facts.ruim { li { "Versie " (van.versie) } li { "Tellen kan " (van.teldagen) " dagen na een periode" } li { "Definitief na " (van.definitief_na_dagen) " dagen" } }
        (maten(&van))
        section.ruim aria-labelledby="kop-delen" {
            h2 #kop-delen { "Waarnaar verdeeld wordt" }
            dl.pairs.wide.ruim { @for klasse in &van.klassen { (verdeling(klasse)) } }
        }
    };
    Ok(blad.toon(&Titel::van("Begrippen"), &inhoud))
}

fn maten(van: &ProgrammaView) -> Markup {
    html! {
        section.ruim aria-labelledby="kop-maten" {
            h2 #kop-maten { "Wat geteld wordt (" (van.maten.len()) ")" }
            ul.rows { @for maat in &van.maten { (een(maat, van)) } }
        }
    }
}

fn een(maat: &MaatView, van: &ProgrammaView) -> Markup {
    let noemer = van.maten.iter().find(|een| een.naam == maat.noemer);
    html! {
        li.card {
            h3 { (maat.titel) }
            p.lead { (maat.omschrijving) }
            ul.facts.small {
                li { "Geteld: " (maat.teller) }
                @if let Some(noemer) = noemer { li { "Deel van: " (noemer.titel) } }
                li { "Bron: " (maat.bron) }
            }
        }
    }
}

fn verdeling(klasse: &KlasseView) -> Markup {
    html! {
        dt { (hoofdletter(&klasse.naam)) }
        dd { (klasse.omschrijving) " " span.soft { (klasse.delen.join(", ")) "." } }
    }
}
