//! What travels through a browser between two requests, sealed: the server keeps nothing of it.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::deur::Deur;
use crate::{
    domain::toegang::GebruikerId,
    http::problem::Problem,
    store::{kluis::Plek, toegang::sessie},
};

/// Something sealed, and until when it opens.
#[derive(Serialize, Deserialize)]
struct Zegel<T> {
    tot: i64,
    wat: T,
}

impl Deur {
    /// Seals `wat` for so many minutes, for this purpose and this somebody.
    pub fn verzegel<T: Serialize>(
        &self,
        doel: &'static str,
        voor: Uuid,
        wat: T,
        minuten: i64,
    ) -> Result<String, Problem> {
        let zegel = Zegel { tot: self.nu().plus(TimeDelta::minutes(minuten)).micros(), wat };
        let dicht = self.kluis.antwoorden().verzegel_json(Plek::new(doel, voor), &zegel)?;
        Ok(URL_SAFE_NO_PAD.encode(dicht))
    }

    /// Opens what was sealed for this purpose and this somebody; nothing when it is something else, or too late.
    #[must_use]
    pub fn ontzegel<T: DeserializeOwned>(&self, doel: &'static str, voor: Uuid, dicht: &str) -> Option<T> {
        let bytes = URL_SAFE_NO_PAD.decode(dicht).ok()?;
        let zegel: Zegel<T> = self.kluis.antwoorden().open_json(Plek::new(doel, voor), &bytes).ok()?;
        (self.nu().micros() < zegel.tot).then_some(zegel.wat)
    }

    /// Whose session the key of a browser with this hash is of, or was before it ended.
    pub async fn wiens_sleutel(&self, sleutel: Vec<u8>) -> Result<Option<GebruikerId>, Problem> {
        self.lees(move |tx| sessie::wiens_sleutel(tx, &sleutel)).await
    }
}
