//! Whose turn it is to count, and how far that count is.

use std::sync::{Arc, Mutex, PoisonError};

use cellveil::Progress;
use serde::Serialize;
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};
use utoipa::ToSchema;

use crate::domain::publicatie::Periode;

/// Wat de telling nu doet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = PublicatieTelstap)]
pub enum Telstap {
    /// Lezen wat er gebeurd is.
    Lezen,
    /// Kiezen welke aantallen getoond kunnen worden.
    Kiezen,
    /// Bewijzen dat er niet meer uit volgt; daarvoor kunnen er nog aantallen verborgen worden.
    Bewijzen,
}

/// Hoe ver een telling is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PublicatieTelling)]
pub struct TellingView {
    /// Of er nu geteld wordt. Er is één telling tegelijk; wie er nog een vraagt, wacht.
    pub bezig: bool,
    /// De periode die geteld wordt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periode: Option<String>,
    /// Wat er nu gebeurt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stap: Option<Telstap>,
    /// Zoveel aantallen zijn afgewogen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub afgewogen: Option<usize>,
    /// Zoveel aantallen zijn er.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub van: Option<usize>,
    /// De hoeveelste keer naar het bewijs wordt gezocht.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ronde: Option<usize>,
}

/// One count at a time: it takes a processor for seconds. Whoever waits holds nothing that others need.
#[derive(Clone, Debug)]
pub struct Telbeurt {
    beurt: Arc<Semaphore>,
    stand: Arc<Mutex<TellingView>>,
}

impl Default for Telbeurt {
    fn default() -> Self {
        Self { beurt: Arc::new(Semaphore::new(1)), stand: Arc::default() }
    }
}

impl Telbeurt {
    /// Waits for its turn.
    pub async fn neem(&self, periode: Periode) -> Result<Beurt, AcquireError> {
        let van_wie = Arc::clone(&self.beurt).acquire_owned().await?;
        let beurt = Beurt { stand: Arc::clone(&self.stand), _van_wie: van_wie };
        let stap = Some(Telstap::Lezen);
        beurt.is(TellingView { bezig: true, periode: Some(periode.to_string()), stap, ..TellingView::default() });
        Ok(beurt)
    }

    /// How far the count of now is.
    #[must_use]
    pub fn nu(&self) -> TellingView {
        self.stand.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The turn of one count; it ends when this goes.
#[derive(Debug)]
pub struct Beurt {
    stand: Arc<Mutex<TellingView>>,
    _van_wie: OwnedSemaphorePermit,
}

impl Beurt {
    fn is(&self, stand: TellingView) {
        *self.stand.lock().unwrap_or_else(PoisonError::into_inner) = stand;
    }

    /// Tells how far it is.
    pub fn vordert(&self, zover: Progress) {
        let was = self.stand.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.is(match zover {
            Progress::Tried { cells, of } => {
                TellingView { stap: Some(Telstap::Kiezen), afgewogen: Some(cells), van: Some(of), ..was }
            }
            Progress::Searched { round, .. } => {
                TellingView { stap: Some(Telstap::Bewijzen), ronde: Some(round), ..was }
            }
        });
    }
}

impl Drop for Beurt {
    fn drop(&mut self) {
        self.is(TellingView::default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn wie_er_nog_een_vraagt_wacht_op_zijn_beurt_en_ziet_hoe_ver_de_eerste_is() {
        let telbeurt = Telbeurt::default();
        let periode: Periode = "2025-K1".parse().unwrap();
        let eerste = telbeurt.neem(periode).await.unwrap();
        eerste.vordert(Progress::Tried { cells: 3, of: 40 });
        let nu = telbeurt.nu();
        assert_eq!((nu.bezig, nu.periode.as_deref(), nu.afgewogen, nu.van), (true, Some("2025-K1"), Some(3), Some(40)));
        let mut tweede = Box::pin(telbeurt.neem("2025-K2".parse().unwrap()));
        assert!(futures_util::poll!(&mut tweede).is_pending());
        drop(eerste);
        let tweede = tweede.await.unwrap();
        assert_eq!(telbeurt.nu().periode.as_deref(), Some("2025-K2"));
        drop(tweede);
        assert_eq!(telbeurt.nu(), TellingView::default());
    }
}
