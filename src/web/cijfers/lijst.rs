//! Publicaties: what is out, the last period on top; above it what waits for a second person.

use actix_web::HttpResponse;
use maud::html;

use super::{mag::telt, rij::rij};
use crate::{
    domain::publicatie::vrijgave::Status,
    http::{
        problem::Problem,
        publicatie::{lezer::Lezer, view::PublicatieView},
    },
    web::blad::{Blad, Titel},
};

/// Shows them.
pub async fn lees(blad: Blad, lezer: Lezer) -> Result<HttpResponse, Problem> {
    let alle = lezer.alle().await?.items;
    let nu = blad.omgeving().nu;
    let met = |statussen: &[Status]| -> Vec<&PublicatieView> {
        alle.iter().filter(|een| statussen.contains(&een.status)).collect()
    };
    let (onderweg, uit) = (met(&[Status::Concept, Status::Beoordeeld]), met(&[Status::Vrijgegeven]));
    let telt = telt(&blad)?;
    let inhoud = html! {
        h1 { "Publicaties" }
        p.lead { "De cijfers van de regio, per jaar en per kwartaal. Niemand is erin te herkennen. Wat is vrijgegeven, verandert niet meer." }
        @if !onderweg.is_empty() {
            section.ruim aria-labelledby="kop-onderweg" {
                h2 #kop-onderweg { "Nog niet vrijgegeven" }
                ul.rows { @for een in onderweg { (rij(een, nu)) } }
            }
        }
        section.ruim aria-labelledby="kop-uit" {
            h2 #kop-uit { "Vrijgegeven (" (uit.len()) ")" }
            @if uit.is_empty() {
                p.lead { "Nog niets vrijgegeven." @if telt { " Begin bij " a href="/concepten" { "Concepten" } "." } }
            } @else {
                p.soft { "De laatste periode staat bovenaan." }
                ul.rows { @for een in uit { (rij(een, nu)) } }
            }
        }
        p.ruim { a href="/begrippen" { "Wat betekent elk getal?" } }
    };
    Ok(blad.toon(
        &Titel::van(format!("Publicaties ({})", alle.iter().filter(|een| een.status == Status::Vrijgegeven).count())),
        &inhoud,
    ))
}
