//! How a release came about.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::vrijgave::Vrijgave;
use crate::domain::{ids::GebruikerId, tijd::Moment};

/// The SHA-256 of a file, in hexadecimals.
pub type Afdruk = String;

/// Who did a step, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stap {
    /// The account, without a name.
    pub door: String,
    /// When, in UTC.
    pub op: String,
}

/// What a release says of itself: nothing in it can change without the SHA-256 of it changing too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Manifest {
    /// The shape of this file.
    pub vorm: String,
    /// Which release.
    pub publicatie: String,
    /// The period.
    pub periode: String,
    /// The programme and its version.
    pub programma: String,
    /// The day of counting.
    pub geteld_op: NaiveDate,
    /// Whether the numbers are definitive.
    pub definitief: bool,
    /// The threshold.
    pub drempel: i32,
    /// Who counted.
    pub geteld: Stap,
    /// Who judged.
    pub beoordeeld: Stap,
    /// Who released.
    pub vrijgegeven: Stap,
    /// The releases before it, in order, each with the SHA-256 of its manifest: it was held against all of them.
    pub eerder: Vec<(String, Afdruk)>,
    /// The SHA-256 of each file.
    pub bestanden: BTreeMap<String, Afdruk>,
}

/// The shape of the manifest; raised when a key changes.
const VORM: &str = "knooppunt-manifest/1";

impl Manifest {
    /// The manifest of a release; nothing of what is not out.
    #[must_use]
    pub fn new(van: &Vrijgave, eerder: Vec<(String, Afdruk)>, bestanden: BTreeMap<String, Afdruk>) -> Option<Self> {
        let stap = |(door, op): (GebruikerId, Moment)| Stap { door: door.to_string(), op: op.to_string() };
        Some(Self {
            vorm: VORM.to_owned(),
            publicatie: van.id.to_string(),
            periode: van.periode.to_string(),
            programma: van.programma.clone(),
            geteld_op: van.geteld_op,
            definitief: van.definitief,
            drempel: van.drempel,
            geteld: stap(van.gemaakt),
            beoordeeld: stap(van.beoordeeld?),
            vrijgegeven: stap(van.vrijgegeven?),
            eerder,
            bestanden,
        })
    }

    /// The file, ending in a newline.
    pub fn bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
