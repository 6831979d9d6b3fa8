//! What is read: the programme, the publicaties and their files.

use std::str::FromStr as _;

use actix_web::{HttpRequest, HttpResponse, web::Json};

use super::{
    factsheet,
    lezer::{Lezer, toon, zoek},
    stand::TellingView,
    view::{GebiedenView, ProgrammaView, PublicatieView, VerborgenView},
};
use crate::http::{
    accept::{self, eis},
    antwoord::{Antwoord, Pagina},
    getoond::Getoond,
    pad::Pad,
    problem::{Problem, ProblemView},
    transaction::Met,
};
use crate::{
    domain::{ids::PublicatieId, publicatie::bestand::Bestandsoort},
    store::{conn::Tx, error::Error},
};

/// Geeft wat geteld wordt
///
/// Elke maat met haar definitie, zoals in de bestanden van een publicatie.
#[utoipa::path(get, path = "/v1/publicatieprogramma", operation_id = "publicatieprogrammaLezen", tag = "publicatie",
    responses((status = 200, description = "Het programma", body = ProgrammaView)))]
pub async fn programma(lezer: Lezer) -> Result<Json<ProgrammaView>, Problem> {
    lezer.programma().await.map(Json)
}

/// Geeft hoe ver de telling is die nu loopt
#[utoipa::path(get, path = "/v1/publicatietelling", operation_id = "publicatietellingLezen", tag = "publicatie",
    responses((status = 200, description = "Hoe ver de telling is", body = TellingView)))]
pub async fn telling(lezer: Lezer) -> Result<Json<TellingView>, Problem> {
    lezer.telling().await.map(Json)
}

/// Geeft de publicaties, de laatste periode eerst
///
/// Wie telt of beoordeelt ziet ook de concepten; anderen alleen wat is vrijgegeven.
#[utoipa::path(get, path = "/v1/publicaties", operation_id = "publicatiesLezen", tag = "publicatie",
    responses((status = 200, description = "De publicaties", body = Pagina<PublicatieView>)))]
pub async fn lijst(lezer: Lezer) -> Result<Json<Pagina<PublicatieView>>, Problem> {
    lezer.alle().await.map(Json)
}

/// Geeft één publicatie, met hoeveel er getoond wordt en waar haar bestanden staan
///
/// Van een concept ook wat niet meer kan als het uitkomt.
#[utoipa::path(get, path = "/v1/publicaties/{id}", operation_id = "publicatieLezen", tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "De publicatie")),
    responses((status = 200, description = "De publicatie", body = PublicatieView)))]
pub async fn een(lezer: Lezer, Pad(id): Pad<PublicatieId>) -> Result<Antwoord, Problem> {
    Ok(lezer.een(id).await?.try_into()?)
}

/// Geeft wat in een concept verborgen wordt, en waarom
///
/// Alleen voor wie telt of beoordeelt, en alleen zolang het een concept is: van wat is vrijgegeven vertelt niemand waarom iets ontbreekt.
#[utoipa::path(get, path = "/v1/publicaties/{id}/verborgen", operation_id = "publicatieVerborgenLezen", tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "De publicatie")),
    responses((status = 200, description = "Wat verborgen wordt", body = VerborgenView)))]
pub async fn verborgen(lezer: Lezer, Pad(id): Pad<PublicatieId>) -> Result<Json<VerborgenView>, Problem> {
    lezer.verborgen(id).await.map(Json)
}

/// Geeft de aantallen van een gebied, als tabellen
///
/// Met die van een jaar eerder ernaast, als die eerder zijn vrijgegeven, en van de ruimere gebieden waarin het ligt. Het gebied is een code
/// uit de bestanden: `zuid-limburg`, een subregio of een gemeente.
#[utoipa::path(get, path = "/v1/publicaties/{id}/gebieden/{gebied}", operation_id = "publicatieGebiedLezen", tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "De publicatie"), ("gebied" = String, Path, description = "De code van het gebied")),
    responses((status = 200, description = "De aantallen", body = GebiedenView)))]
pub async fn gebied(
    lezer: Lezer,
    Pad((id, gebied)): Pad<(PublicatieId, String)>,
) -> Result<Json<GebiedenView>, Problem> {
    Ok(Json(lezer.gebied(id, &gebied, false).await?.into()))
}

/// Geeft de factsheet van een gebied: één blad om te lezen of te printen
///
/// Alleen van wat is vrijgegeven, en altijd dezelfde bytes. Op A4, met bij elke grafiek een tabel, en de cijfers van een jaar eerder
/// ernaast als die eerder zijn vrijgegeven.
#[utoipa::path(get, path = "/v1/publicaties/{id}/factsheets/{gebied}", operation_id = "publicatieFactsheetLezen", tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "De publicatie"), ("gebied" = String, Path, description = "De code van het gebied")),
    responses(
        (status = 200, description = "De factsheet", content((String = "text/html"))),
        (status = 404, description = "Dit gebied is er niet, of de publicatie is niet vrijgegeven", body = ProblemView, content_type = "application/problem+json"),
    ))]
pub async fn factsheet(
    lezer: Lezer,
    Pad((id, gebied)): Pad<(PublicatieId, String)>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    eis(&req, &[["text/html", "text/*", "*/*"]])?;
    Ok(factsheet::antwoord(&lezer.gebied(id, &gebied, true).await?))
}

/// Geeft een bestand van een publicatie: altijd dezelfde bytes
///
/// Het soort is dat uit de lijst van bestanden van de publicatie.
#[utoipa::path(get, path = "/v1/publicaties/{id}/bestanden/{soort}", operation_id = "publicatieBestandLezen", tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "De publicatie"), ("soort" = Bestandsoort, Path, description = "Het soort bestand")),
    responses(
        (status = 200, description = "Het bestand", content(
            (String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (Object = "application/json"), (Object = "application/csvm+json"),
            (String = "text/markdown"), (String = "application/toml"),
        )),
        (status = 404, description = "Dit bestand is er niet", body = ProblemView, content_type = "application/problem+json"),
    ))]
pub async fn bestand(
    lezer: Lezer,
    Pad((id, soort)): Pad<(PublicatieId, String)>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    eis(&req, Bestandsoort::from_str(&soort).map_or(&[][..], vormen))?;
    Ok(lezer.bestand(id, &soort).await?.antwoord())
}

/// The forms in which a file is there: its own.
const fn vormen(soort: Bestandsoort) -> &'static [accept::Soort] {
    match soort {
        Bestandsoort::Csv | Bestandsoort::CsvPuntkomma => &[["text/csv", "text/*", "*/*"]],
        Bestandsoort::Xlsx => {
            &[["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/*", "*/*"]]
        }
        Bestandsoort::Csvw => &[["application/csvm+json", "application/*", "*/*"]],
        Bestandsoort::Woordenboek => &[["text/markdown", "text/*", "*/*"]],
        Bestandsoort::Programma => &[["application/toml", "application/*", "*/*"]],
        _ => &[accept::JSON],
    }
}

/// Reads one again, for the answer to a repeated request.
pub(in crate::http) fn opnieuw(tx: &mut Tx, met: &Met, id: PublicatieId) -> Result<Getoond<PublicatieView>, Error> {
    let van = zoek(tx, &met.actor, id)?;
    toon(tx, van, &met.actor)
}
