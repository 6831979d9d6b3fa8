//! Erasing a person, by the privacy officer.

use actix_web::{
    http::Method,
    web::{self, Data, ServiceConfig},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    antwoord::Antwoord,
    beheer::vers,
    invoer::Invoer,
    pad::Pad,
    problem::Problem,
    route::resource,
    transaction::{Met, Transaction},
};
use crate::{
    domain::{
        client::ClientId,
        inzage::Betrokkene,
        noodprocedure::NoodprocedureId,
        tijd::Moment,
        toegang::{permit, toezicht::ClientWissen},
        wissing::{Bekend, ONDERWEG, Wisreden},
    },
    store::{
        self,
        conn::{Db, Tx},
        error::Error,
    },
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/clienten/{id}/wissing", [(Method::POST, web::to(wis))]));
}

/// Waarom iemands gegevens worden gewist.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweWissing {
    /// De reden, in een code.
    pub reden: Wisreden,
}

/// Iemands gegevens zijn gewist.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WissingView {
    /// De cliënt.
    pub client: ClientId,
    /// De reden.
    pub reden: Wisreden,
    /// Wanneer.
    pub gewist_op: Moment,
}

/// Wist iemands gegevens
///
/// Voor de functionaris gegevensbescherming, met een tweede factor van zojuist (artikel 17 AVG, artikel 7:455 BW). Wie zij is, haar
/// sleutel, alles wat over haar is opgeschreven en alles waaraan zij te herkennen is verdwijnt, voorgoed, ook van de signalen die bij
/// haar casus zijn gevoegd. Wat zonder persoon wordt geteld blijft, en het logboek ook: daarin staat zij onder een code. Het kan pas
/// als er niets meer loopt. Of de wet of het belang van een ander zich verzet, weegt de functionaris.
#[utoipa::path(post, path = "/v1/clienten/{id}/wissing", operation_id = "clientWissen", tag = "client",
    request_body = NieuweWissing, params(("id" = ClientId, Path, description = "De cliënt")),
    responses((status = 200, description = "Gewist", body = WissingView),
        (status = 409, description = "Er loopt nog iets, of de bewaartermijn is niet voorbij", body = super::problem::ProblemView, content_type = "application/problem+json")))]
pub async fn wis(
    t: Transaction,
    db: Data<Db>,
    id: Pad<ClientId>,
    invoer: Invoer<NieuweWissing>,
) -> Result<Antwoord, Problem> {
    let antwoord = t
        .run(move |tx, met| {
            let reden = invoer.0.reden;
            let gezocht = store::inzage::find(tx, &met.actor, id.0)?;
            let mag = vers(tx, met, permit(&met.actor, ClientWissen, gezocht)?)?;
            let lopend = store::wissing::lopend(tx, mag.ding())?;
            let jaren = met.regels.bewaren.dossier_jaren;
            let blijft_tot = store::wissing::laatste_wijziging(tx, mag.ding())?.jaren_later(jaren);
            let wie = mag.ding().clone();
            let besluit = match mag.narrow::<Bekend>()?.wis(reden, &lopend, blijft_tot) {
                Ok(besluit) => besluit,
                Err(nee) if nee.is_om(ONDERWEG) => return Err(nee.noemt(te_beoordelen(tx, met, &wie)?).into()),
                Err(nee) => return Err(nee.into()),
            };
            let gewist = met.bewaar(tx, besluit)?;
            Antwoord::zonder_versie(&WissingView { client: gewist.id, reden, gewist_op: met.actor.nu })
        })
        .await?;
    db.veeg_na().await;
    Ok(antwoord)
}

/// The noodprocedures of hers that nobody judged: of all that can be under way, what who erases may see.
fn te_beoordelen(tx: &mut Tx, met: &Met, wie: &Betrokkene) -> Result<Vec<NoodprocedureId>, Error> {
    let mut zichtbaar = Vec::new();
    for id in store::wissing::te_beoordelen(tx, wie)? {
        zichtbaar.extend(store::noodprocedure::find(tx, &met.actor, id)?.gevonden.map(|gevonden| gevonden.id));
    }
    Ok(zichtbaar)
}
