//! The chance that is lost first, and the evaluation that was missed.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{
    casus::{Casus, Status},
    zwangerschap::Venster,
};

/// De kans die het eerst verloren gaat.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VensterView {
    /// Welke kans.
    pub naam: Venster,
    /// De laatste dag waarop die openstaat.
    pub sluit_op: NaiveDate,
    /// Hoeveel dagen dat nog is.
    pub dagen: i64,
}

impl VensterView {
    pub(super) fn new(venster: Option<Venster>, sluit_op: NaiveDate, vandaag: NaiveDate) -> Option<Self> {
        let dagen = sluit_op.signed_duration_since(vandaag).num_days();
        venster.map(|naam| Self { naam, sluit_op, dagen })
    }
}

/// Whether the support of a case should have been evaluated by now.
pub(super) fn evaluatie_gemist(casus: &Casus, vandaag: NaiveDate) -> bool {
    casus.status == Status::SteunOpMaat && casus.evaluatie_op.is_some_and(|dag| dag < vandaag)
}
