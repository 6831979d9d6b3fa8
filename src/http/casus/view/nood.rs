//! What of a case is shown in an emergency: enough to help and to know whom to call.

use serde::Serialize;
use utoipa::ToSchema;

use super::{CasusLinks, CasusView, GedeeldView};
use crate::{
    domain::{
        casus::{Casus, CasusId, Fase, Status},
        doorgeleiding,
        gebied::Gemeente,
        noodprocedure::NoodprocedureId,
        route::Route,
        tijd::Moment,
        toegang::GebruikerId,
        toestemming::Onderdeel,
    },
    http::transaction::Met,
    store::{self, conn::Tx, error::Error},
};

/// Een casus, zoals u haar mag zien.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum GelezenCasusView {
    /// Voor wie eraan werkt.
    Gewoon(Box<CasusView>),
    /// Voor wie haar in een noodprocedure opende.
    Nood(Box<NoodCasusView>),
}

impl GelezenCasusView {
    /// The view that fits the ground on which the case was found.
    pub(in crate::http) fn lees(tx: &mut Tx, met: &Met, casus: &Casus) -> Result<Self, Error> {
        if casus.noodprocedure.is_some() {
            return Ok(Self::Nood(Box::new(NoodCasusView::lees(tx, met, casus)?)));
        }
        Ok(Self::Gewoon(Box::new(CasusView::lees(tx, met, casus)?)))
    }
}

/// Waaronder een casus in nood openstaat.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LopendeNoodprocedureView {
    /// De noodprocedure.
    pub id: NoodprocedureId,
    /// Tot wanneer de casus openstaat.
    pub tot: Moment,
}

/// Steun die het gezin nu krijgt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SteunView {
    /// De route.
    pub route: Route,
    /// De status.
    pub status: doorgeleiding::Status,
}

/// Een casus in nood: genoeg om te helpen en om te weten wie te bellen. Lezen kan, wijzigen niet.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NoodCasusView {
    /// De casus.
    pub id: CasusId,
    /// Waaronder zij openstaat.
    pub noodprocedure: LopendeNoodprocedureView,
    /// De status.
    pub status: Status,
    /// De fase van de rode draad.
    pub fase: Fase,
    /// Waar het gezin woont.
    pub gemeente: Gemeente,
    /// De coördinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinator: Option<GebruikerId>,
    /// De casusregisseur.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casusregisseur: Option<GebruikerId>,
    /// De steun die het gezin nu krijgt.
    pub steun: Vec<SteunView>,
    /// Wat de vrouw met iemand in deze casus wil delen, maar nooit haar eigen woorden; wat zij voor niemand noemde ontbreekt.
    pub gedeeld: GedeeldView,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: CasusLinks,
}

impl NoodCasusView {
    fn lees(tx: &mut Tx, met: &Met, casus: &Casus) -> Result<Self, Error> {
        let (id, tot) = store::noodprocedure::lopend(tx, &met.actor)?.ok_or(Error::Paniek)?;
        // The procedure replaces the receiver that she named, never the item: what she shares with nobody stays hers.
        let mut onderdelen = store::toestemming::onderdelen_voor_iemand(tx, casus.id)?;
        onderdelen.retain(|&onderdeel| onderdeel != Onderdeel::EigenVraag);
        let steun = store::casus::feiten(tx, casus)?.doorgeleidingen.into_iter();
        Ok(Self {
            id: casus.id,
            noodprocedure: LopendeNoodprocedureView { id, tot },
            status: casus.status,
            fase: casus.status.fase(),
            gemeente: casus.gemeente,
            coordinator: casus.coordinator,
            casusregisseur: casus.regisseur,
            steun: steun
                .filter(|(_, status)| status.loopt() && status.is_aanvaard())
                .map(|(route, status)| SteunView { route, status })
                .collect(),
            gedeeld: GedeeldView::lees(tx, met, casus, &onderdelen)?,
            links: CasusLinks::van(casus.id),
        })
    }
}
