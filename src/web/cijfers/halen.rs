//! What one takes along: a file of a publicatie, or the factsheet of an area.

use actix_web::HttpResponse;

use crate::{
    domain::ids::PublicatieId,
    http::{
        pad::Pad,
        problem::Problem,
        publicatie::{factsheet::antwoord, lezer::Lezer},
    },
    web::blad::Blad,
};

/// A file, under its own name.
pub async fn bestand(
    _: Blad,
    lezer: Lezer,
    Pad((id, soort)): Pad<(PublicatieId, String)>,
) -> Result<HttpResponse, Problem> {
    Ok(lezer.bestand(id, &soort).await?.antwoord())
}

/// The factsheet: a page of its own, to read, keep or print.
pub async fn factsheet(
    _: Blad,
    lezer: Lezer,
    Pad((id, gebied)): Pad<(PublicatieId, String)>,
) -> Result<HttpResponse, Problem> {
    Ok(antwoord(&lezer.gebied(id, &gebied, true).await?))
}
