//! What of a case is shown in an emergency: enough to help and to know whom to call.

use serde::Serialize;
use utoipa::ToSchema;

use super::{CasusLinks, CasusView, GedeeldView};
use crate::{
    domain::{
        casus::{CasusId, Fase, Status},
        doorgeleiding,
        gebied::Gemeente,
        noodprocedure::NoodprocedureId,
        route::Route,
        tijd::Moment,
        toegang::GebruikerId,
    },
    store::beeld::{GelezenCasus, NoodBeeld},
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

impl From<&GelezenCasus> for GelezenCasusView {
    fn from(casus: &GelezenCasus) -> Self {
        match casus {
            GelezenCasus::Gewoon(beeld) => Self::Gewoon(Box::new(CasusView::from(&**beeld))),
            GelezenCasus::Nood(beeld) => Self::Nood(Box::new(NoodCasusView::from(&**beeld))),
        }
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

impl From<&NoodBeeld> for NoodCasusView {
    fn from(beeld: &NoodBeeld) -> Self {
        let NoodBeeld { casus, vandaag, noodprocedure: (id, tot), steun, gedeeld } = beeld;
        Self {
            id: casus.id,
            noodprocedure: LopendeNoodprocedureView { id: *id, tot: *tot },
            status: casus.status,
            fase: casus.status.fase(),
            gemeente: casus.gemeente,
            coordinator: casus.coordinator,
            casusregisseur: casus.regisseur,
            steun: steun.iter().map(|&(route, status)| SteunView { route, status }).collect(),
            gedeeld: GedeeldView::new(gedeeld, *vandaag),
            links: CasusLinks::van(casus.id),
        }
    }
}
