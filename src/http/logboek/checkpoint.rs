//! The logboek as an outsider checks it: how its tree stands, under a signature.

use actix_web::{HttpResponse, web::Data};
use tlog::checkpoint::LogVkey;

use crate::{
    domain::toegang::Actor,
    http::problem::{Code, Problem, ProblemView},
    store::{conn::Db, logboek::getuigenis::laatste_met_getuigen},
};

/// Geeft het laatste checkpoint van het logboek
///
/// Hoeveel regels genummerd zijn en de wortel van de boom daarover, ondertekend: een C2SP-checkpoint in een signed note. Wie er
/// een bewaart, kan later nagaan dat er niets is veranderd of weggehaald. Getuigen die het zagen, ondertekenen mee. Er staat niemand in,
/// en het lezen laat geen regel na.
#[utoipa::path(get, path = "/v1/logboek/checkpoint", operation_id = "checkpointLezen", tag = "logboek",
    responses(
        (status = 200, description = "Het laatste checkpoint", body = String, content_type = "text/plain"),
        (status = 404, description = "Er is nog niets ondertekend", body = ProblemView, content_type = "application/problem+json"),
    ))]
pub async fn lees(_: Actor, db: Data<Db>, vkeys: Data<Vec<LogVkey>>) -> Result<HttpResponse, Problem> {
    match db.read(move |tx| laatste_met_getuigen(tx, &vkeys)).await? {
        Some((_, nota)) => Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(nota)),
        None => Err(Problem::new(Code::NietGevonden, "Er is nog geen checkpoint van het logboek ondertekend.")),
    }
}
