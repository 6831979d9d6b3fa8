//! The public keys of our tokens, for whoever wants to check one without asking us.

use actix_web::{HttpRequest, HttpResponse, web::Data};

use super::{dienst::Toegang, openbaar::SleutelsView};

/// Toont de openbare sleutels
///
/// Open voor iedereen: met een openbare sleutel is niets te tekenen.
#[utoipa::path(get, path = "/v1/sleutels", operation_id = "sleutelsLezen", tag = "toegang",
    responses((status = 200, description = "De sleutels", body = SleutelsView)))]
#[tracing::instrument(skip_all)]
pub async fn lees(req: HttpRequest, toegang: Data<Toegang>) -> HttpResponse {
    toegang.openbaar.antwoord(&req, "application/json")
}
