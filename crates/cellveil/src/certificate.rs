//! The proof that goes with a release: tables that all agree with everything printed, and differ in everything hidden.
//!
//! As JSON:
//!
//! | key | what it holds |
//! |---|---|
//! | `format` | `cellveil-certificate/1` |
//! | `structure` | the SHA-256 of the plan, in its own order |
//! | `facts` | the SHA-256 of the printed counts of all releases, as a JSON object in the order of the names |
//! | `threshold` | how far apart two tables are at least |
//! | `base` | a complete table: pairs of the number of an atom and its count; atoms that are not named count zero |
//! | `tables` | further complete tables, as what they add to `base`: pairs of the number of an atom and a difference |
//! | `wide` | for a hidden count or a balance, `of` its name; for the distance between two counts, `of` the inner and `within` the outer. `low` and `high` are the tables that differ there; 0 is `base`, 1 the first of `tables` |
//! | `seal` | the SHA-256 of this object with an empty `seal`, so that a damaged file is not taken for another proof |
//!
//! Atoms are numbered from 0 in the order of their names. None of the tables is the true one, other than by chance: they
//! follow from the plan and the printed counts alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest::sha256;

/// The shape of a certificate; raised when a key changes.
pub const FORMAT: &str = "cellveil-certificate/1";

/// Printed counts, by the name of their cell.
pub type Facts = BTreeMap<String, u64>;

/// The SHA-256 of printed counts, in hexadecimals.
#[must_use]
pub fn digest_of(facts: &Facts) -> String {
    sha256(facts)
}

/// The proof that hidden counts cannot be worked out from the printed ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Always [`FORMAT`].
    pub format: String,
    /// The digest of the structure.
    pub structure: String,
    /// The digest of the facts of all releases.
    pub facts: String,
    /// How far apart two tables are at least.
    pub threshold: u64,
    /// A complete table; atoms in ascending order.
    pub base: Vec<(usize, u64)>,
    /// Further tables, as differences to `base`; atoms in ascending order.
    pub tables: Vec<Vec<(usize, i64)>>,
    /// Which two tables differ where.
    pub wide: Vec<Wide>,
    /// The digest of all of this with an empty seal.
    pub seal: String,
}

/// Two tables that differ enough in one hidden count, or in the distance between two counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wide {
    /// The name of the cell, or of the balance.
    pub of: String,
    /// The cell around it, when this is about the distance between the two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The table in which it is low.
    pub low: usize,
    /// The table in which it is high.
    pub high: usize,
}

impl Certificate {
    /// The seal that belongs to what is in it now.
    #[must_use]
    pub fn seal_of(&self) -> String {
        sha256(&Self { seal: String::new(), ..self.clone() })
    }

    /// The file: JSON that ends in a newline. The same certificate gives the same bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Strings and integers alone: this cannot fail, and what is empty is refused by `from_bytes`.
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads a file; an unknown key is refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }
}
