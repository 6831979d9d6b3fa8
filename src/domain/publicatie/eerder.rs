//! What was counted before, beside which everything later is held; and why nothing can be told beside it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use cellveil::{PlanError, VerifyError};

use super::{opbouw, periode::Periode, programma::Programma, rooster};

/// What was counted before: its period, and every number that was told in it by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eerder {
    /// The period.
    pub periode: Periode,
    /// Whether it came out. What was laid aside was read by somebody all the same.
    pub uitgekomen: bool,
    /// The programme with which it was counted.
    pub programma: Arc<Programma>,
    /// What was told.
    pub getallen: BTreeMap<String, u64>,
}

/// Why nothing could be told.
#[derive(Debug, thiserror::Error)]
pub enum Fout {
    /// The programme makes no sound structure.
    #[error("het programma geeft geen kloppende opbouw: {0}")]
    Opbouw(#[from] PlanError),
    /// It could not be protected.
    #[error("de cijfers konden niet worden beveiligd: {0}")]
    Beveiliging(#[from] cellveil::Error),
    /// The certificate does not hold.
    #[error("het certificaat klopt niet: {0}")]
    Certificaat(#[from] VerifyError),
    /// Something could not be written.
    #[error("een bestand kon niet worden geschreven: {0}")]
    Bestand(#[from] Box<dyn std::error::Error + Send + Sync>),
}

impl Fout {
    /// Whether nothing can be told so that what is hidden stays hidden.
    #[must_use]
    pub const fn is_onbeveiligbaar(&self) -> bool {
        matches!(self, Self::Beveiliging(cellveil::Error::Unprotected(_)))
    }
}

/// What was hidden in the release before of the same length is hidden first, so that a series has few holes.
pub(super) fn liever_verborgen(programma: &Programma, eerder: &[Eerder], periode: Periode) -> BTreeSet<String> {
    let zelfde =
        |vorig: &&Eerder| vorig.uitgekomen && vorig.periode.kwartaal().is_some() == periode.kwartaal().is_some();
    let Some(vorig) = eerder.iter().filter(zelfde).max_by_key(|vorig| vorig.periode) else {
        return BTreeSet::new();
    };
    let cellen = rooster::cellen(programma);
    let weg = cellen.iter().filter(|cel| {
        opbouw::naam(programma, vorig.periode, cel).is_some_and(|naam| !vorig.getallen.contains_key(&naam))
    });
    weg.filter_map(|cel| opbouw::naam(programma, periode, cel)).collect()
}
