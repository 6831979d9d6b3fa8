//! A challenge for a security key, as its browser gets it.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{domain::toegang::UitdagingId, store::toegang::beveiligingssleutel::UITDAGING_MINUTEN};

/// Wat een beveiligingssleutel wordt gevraagd.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Uitdaging)]
pub struct UitdagingView {
    /// Hoort bij het antwoord. Een uitdaging is één keer te beantwoorden.
    #[schema(value_type = uuid::Uuid)]
    pub uitdaging: UitdagingId,
    /// De opties voor de browser, als `publicKey` (`parseCreationOptionsFromJSON` of `parseRequestOptionsFromJSON`).
    #[schema(value_type = Object)]
    pub opties: Value,
    /// Het aantal seconden waarin zij te beantwoorden is.
    #[schema(example = 300)]
    verloopt_over: i64,
}

impl UitdagingView {
    pub(super) const fn new(uitdaging: UitdagingId, opties: Value) -> Self {
        Self { uitdaging, opties, verloopt_over: UITDAGING_MINUTEN * 60 }
    }
}
