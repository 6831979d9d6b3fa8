//! A handover of the family to the JGZ.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{
    casus::overdracht::{OverdrachtAanleiding, OverdrachtStatus, WarmeOverdracht, WarmeOverdrachtId},
    reden::NietGeluktReden,
    tijd::Moment,
};

/// Een overdracht van het gezin aan de JGZ.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OverdrachtView {
    /// De overdracht.
    pub id: WarmeOverdrachtId,
    /// Waarom.
    pub aanleiding: OverdrachtAanleiding,
    /// De status.
    pub status: OverdrachtStatus,
    /// Wanneer zij is voorgesteld.
    pub voorgesteld_op: Moment,
    /// De laatste dag waarop zij op tijd is.
    pub uiterlijk: NaiveDate,
    /// Wanneer de JGZ haar aannam.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aanvaard_op: Option<Moment>,
    /// De dag waarop zij is gehouden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gehouden_op: Option<NaiveDate>,
    /// Waarom zij niet is gehouden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<NietGeluktReden>,
}

impl From<&WarmeOverdracht> for OverdrachtView {
    fn from(van: &WarmeOverdracht) -> Self {
        Self {
            id: van.id,
            aanleiding: van.aanleiding,
            status: van.status,
            voorgesteld_op: van.voorgesteld_op,
            uiterlijk: van.uiterlijk,
            aanvaard_op: van.aanvaard_op,
            gehouden_op: van.gehouden_op,
            reden: van.reden,
        }
    }
}
