//! Everything that is kept of a person, told to her (article 15 of the GDPR), by the privacy officer.

pub mod pagina;
pub mod view;

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};

use self::view::DossierView;
use super::{
    accept::Vorm,
    antwoord::Antwoord,
    getoond::Getoond,
    pad::Pad,
    problem::Problem,
    route::resource,
    transaction::{Met, Transaction},
};
use crate::{
    domain::{
        client::ClientId,
        logboek::Gebeurtenis,
        toegang::{permit, toezicht::ClientDossier},
    },
    store::{
        self,
        beeld::{DossierBeeld, dossier::Vertoon},
        conn::Tx,
        error::Error,
    },
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/clienten/{id}/dossier", [(Method::GET, web::to(lees))]));
}

fn vertoon(met: &Met) -> Vertoon {
    let bewaren = met.regels.bewaren;
    Vertoon {
        toon_medewerker: met.regels.inzage.toon_medewerker,
        dossier_jaren: bewaren.dossier_jaren,
        logboek_jaren: bewaren.logboek_jaren,
    }
}

/// Everything that is kept of somebody, with the line that it was handed out.
pub fn dossier(tx: &mut Tx, met: &Met, id: ClientId) -> Result<Getoond<DossierView>, Error> {
    let gezocht = store::inzage::find(tx, &met.actor, id)?;
    let mag = met.open(tx, permit(&met.actor, ClientDossier, gezocht)?)?;
    let beeld = DossierBeeld::load(tx, met.kijker(), mag.ding(), vertoon(met))?;
    store::logboek::verstrekt(tx, mag, Gebeurtenis::DossierGegeven)?;
    Ok(Getoond::zonder_versie(DossierView::from(&beeld)))
}

/// Toont alles wat over iemand is bewaard
///
/// Voor de cliënt zelf (artikel 15 AVG), op te vragen door de functionaris gegevensbescherming: wie zij is, wat er is gemeld, gevraagd,
/// gedaan, afgesproken en opgeschreven, waarvoor zij toestemming gaf, wie wat ontving, hoe lang het blijft en wie het zag. Wat wordt
/// achtergehouden staat erbij, met de reden. Met `Accept: text/html` als pagina om te printen.
#[utoipa::path(get, path = "/v1/clienten/{id}/dossier", operation_id = "clientDossier", tag = "client",
    params(("id" = ClientId, Path, description = "De cliënt")),
    responses((status = 200, description = "Alles wat over haar is bewaard", content((DossierView = "application/json"), (String = "text/html"))),
        (status = 406, description = "In de gevraagde vorm is het er niet", body = super::problem::ProblemView, content_type = "application/problem+json")))]
pub async fn lees(t: Transaction, id: Pad<ClientId>, vorm: Vorm) -> Result<Antwoord, Problem> {
    t.toon_als(vorm, pagina::pagina, move |tx, met| dossier(tx, met, id.0)).await
}
