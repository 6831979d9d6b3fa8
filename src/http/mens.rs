//! The people behind identifiers, as colleagues know them.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{Label as _, toegang::GebruikerId},
    store::beeld::Mens,
};

/// Iemand die met gezinnen werkt.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MensView {
    /// Het account.
    pub id: GebruikerId,
    /// Hoe deze collega heet.
    pub naam: String,
    /// Wat deze collega doet; ontbreekt bij wie weg is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub functie: Option<String>,
    /// Waar deze collega werkt.
    pub organisatie: String,
}

impl From<&Mens> for MensView {
    fn from(mens: &Mens) -> Self {
        let rollen: Vec<&str> = mens.rollen.iter().map(|rol| rol.naam()).collect();
        Self {
            id: mens.id,
            naam: mens.naam.clone(),
            functie: (!rollen.is_empty()).then(|| rollen.join(" en ")),
            organisatie: mens.organisatie.clone(),
        }
    }
}

/// The one of these people who has this account.
#[must_use]
pub fn wie(mensen: &[MensView], id: Option<GebruikerId>) -> Option<&MensView> {
    mensen.iter().find(|mens| Some(mens.id) == id)
}
