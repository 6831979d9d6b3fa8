//! Who looked at a person's file: for her, by the privacy officer or who carries her case.

pub mod pagina;
pub mod view;

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};

use self::view::{InzageView, InzageVraag};
use super::{
    accept::Vorm,
    antwoord::Antwoord,
    getoond::Getoond,
    pad::Pad,
    problem::Problem,
    route::resource,
    transaction::{Met, Transaction},
    vraag::Vraag,
};
use crate::{
    domain::{
        client::ClientId,
        logboek::Gebeurtenis,
        toegang::{permit, toezicht::ClientInzage},
    },
    store::{self, beeld::InzageBeeld, conn::Tx, error::Error},
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/clienten/{id}/inzage", [(Method::GET, web::to(lees))]));
}

/// Who saw somebody's data, with the line that it was handed out.
pub fn inzage(tx: &mut Tx, met: &Met, id: ClientId, vraag: &InzageVraag) -> Result<Getoond<InzageView>, Error> {
    let gezocht = store::inzage::find(tx, &met.actor, id)?;
    let mag = met.open(tx, permit(&met.actor, ClientInzage, gezocht)?)?;
    // Before its own line: this request is in the next one.
    let toon = met.regels.inzage.toon_medewerker;
    let beeld = InzageBeeld::load(tx, met.kijker(), mag.ding(), vraag.dagen()?, toon)?;
    store::logboek::verstrekt(tx, mag, Gebeurtenis::InzageGegeven)?;
    Ok(Getoond::zonder_versie(InzageView::from(&beeld)))
}

/// Toont wie iemands gegevens zag
///
/// Voor de cliënt zelf, op te vragen door de functionaris gegevensbescherming, de coördinator en de casusregisseur: elke keer dat
/// iemand haar gegevens zag of wijzigde of dat probeerde, van alle organisaties, op volgorde, in gewoon Nederlands. Wat op één dag
/// gelijk is staat er één keer, met de eerste keer, de laatste keer en hoe vaak. Met `Accept: text/html` als pagina om te printen.
#[utoipa::path(get, path = "/v1/clienten/{id}/inzage", operation_id = "clientInzage", tag = "client",
    params(("id" = ClientId, Path, description = "De cliënt"), InzageVraag),
    responses((status = 200, description = "Wie haar gegevens zag", content((InzageView = "application/json"), (String = "text/html"))),
        (status = 406, description = "In de gevraagde vorm is het er niet", body = super::problem::ProblemView, content_type = "application/problem+json")))]
pub async fn lees(
    t: Transaction,
    id: Pad<ClientId>,
    vraag: Vraag<InzageVraag>,
    vorm: Vorm,
) -> Result<Antwoord, Problem> {
    t.toon_als(vorm, pagina::pagina, move |tx, met| inzage(tx, met, id.0, &vraag.0)).await
}
