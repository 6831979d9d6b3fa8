//! What the family says to a request.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{stap::nu, view::DoorgeleidingView};
use crate::{
    domain::{
        doorgeleiding::{DoorgeleidingId, antwoord::VoorHetBegin, gezin::Gezinsantwoord},
        fouten::Fouten,
        toegang::{Gezien, beleid::GezinsantwoordNoteren, permit},
    },
    http::{
        antwoord::Antwoord,
        getoond::Getoond,
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        transaction::{Met, Transaction},
        voorwaarden::IfMatch,
    },
    store::{self, conn::Tx, error::Error},
};

/// Wat het gezin zegt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwGezinsantwoord {
    /// Ja, nee of later.
    pub antwoord: Gezinsantwoord,
}

/// Notes what the family says, in the version that was seen.
pub fn noteren(
    tx: &mut Tx,
    met: &Met,
    id: DoorgeleidingId,
    versie: impl Into<Gezien>,
    NieuwGezinsantwoord { antwoord }: NieuwGezinsantwoord,
) -> Result<Getoond<DoorgeleidingView>, Error> {
    let d = store::doorgeleiding::find(tx, &met.actor, id)?;
    let d = permit(&met.actor, GezinsantwoordNoteren, d)?.versie(versie)?.narrow::<VoorHetBegin>()?;
    if antwoord == Gezinsantwoord::NogNietGevraagd {
        let melding = "Een antwoord is ja, nee of later.";
        return Err(Fouten::new().fout("antwoord", "geen-antwoord", melding).into());
    }
    let d = met.bewaar(tx, d.noteer(antwoord))?;
    nu(tx, met, d)
}

/// Legt vast wat het gezin zegt
///
/// Wil het gezin deze hulp: ja, nee of later. Door de desk of de coördinator, wie het vroeg, tot de hulp begint. Wie het signaal gaf
/// hoort wat het gezin zei, en nooit dat een desk vol is.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/gezinsantwoord", operation_id = "gezinsantwoordNoteren", tag = "doorgeleiding",
    request_body = NieuwGezinsantwoord,
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Vastgelegd", body = DoorgeleidingView)))]
pub async fn noteer(
    t: Transaction,
    id: Pad<DoorgeleidingId>,
    versie: IfMatch,
    invoer: Invoer<NieuwGezinsantwoord>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| noteren(tx, met, id.0, versie.0, invoer.0)).await
}
