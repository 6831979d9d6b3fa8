//! What a copy says of itself: its first line, before the database.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::store::{conn::Tx, engine::Engine, error::Error, kopie};

/// The form of a copy that this program writes and reads.
const VERSIE: u32 = 1;
/// A manifest is no longer than this.
pub(super) const MEESTE_BYTES: u64 = 64 * 1024;

/// What a copy says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Manifest {
    pub versie: u32,
    /// `sqlite` or `postgresql`.
    pub database: String,
    /// When it was made.
    pub op: DateTime<Utc>,
    /// How many lines of the log had a number.
    pub regels: u64,
    /// The root of the tree over them, in hexadecimal digits.
    pub wortel: String,
    /// The newest checkpoint, if anything was signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<String>,
    /// How long the database is that follows, and its SHA-256.
    pub bytes: u64,
    pub sha256: String,
}

impl Manifest {
    /// What `tx` sees; the bytes are still to be counted.
    pub fn van(tx: &mut Tx, op: DateTime<Utc>) -> Result<Self, Error> {
        let (engine, stand, checkpoint) = (tx.engine(), kopie::stand(tx)?, kopie::nota(tx)?);
        Ok(Self {
            versie: VERSIE,
            database: naam(engine).to_owned(),
            op,
            regels: stand.size,
            wortel: hex(&stand.root),
            checkpoint,
            bytes: 0,
            sha256: String::new(),
        })
    }

    /// Reads the first line of a copy.
    pub fn lees(regel: &[u8]) -> Result<Self, String> {
        let manifest: Self =
            serde_json::from_slice(regel).map_err(|_| "dit is geen reservekopie van Knooppunt".to_owned())?;
        if manifest.versie == VERSIE {
            Ok(manifest)
        } else {
            Err("deze reservekopie is gemaakt door een nieuwere versie".to_owned())
        }
    }

    /// The line.
    pub fn regel(&self) -> Result<String, String> {
        serde_json::to_string(self).map(|json| json + "\n").map_err(|fout| fout.to_string())
    }
}

pub(super) const fn naam(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgresql => "postgresql",
    }
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let teken = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [teken(byte >> 4), teken(byte & 15)]).collect()
}
