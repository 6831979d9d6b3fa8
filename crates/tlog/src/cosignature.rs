//! What a witness signs (C2SP tlog-cosignature): that it saw a checkpoint, at what time, and nothing that contradicts it.

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};
use chrono::{DateTime, Utc};

use super::{
    checkpoint::{public_key, read_text},
    note::{Error, is_name, key_id, read_vkey, signature_line, signatures_of, split, write_vkey},
    tree::TreeHead,
};

/// The kind of signature in a note: Ed25519 with the time in it, `cosignature/v1`.
const COSIGNATURE: u8 = 4;

/// The bytes that are signed: the time, and the text of the checkpoint.
pub(crate) fn message(seconds: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {seconds}\n{text}")
}

/// The private key with which a witness cosigns.
pub struct WitnessKey {
    name: String,
    pair: Ed25519KeyPair,
}

impl std::fmt::Debug for WitnessKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WitnessKey").field("name", &self.name).finish_non_exhaustive()
    }
}

impl WitnessKey {
    /// The key that these 32 bytes are the seed of, for the witness with this name.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, Error> {
        if !is_name(name) {
            return Err(Error::Name);
        }
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| Error::Key)?;
        Ok(Self { name: name.to_owned(), pair })
    }

    /// The public key with which others check its cosignatures.
    #[must_use]
    pub fn vkey(&self) -> WitnessVkey {
        WitnessVkey { name: self.name.clone(), key: public_key(&self.pair) }
    }

    /// The line that says that the witness saw this checkpoint at `at`, in whole seconds. A time before 1970 counts as 1970.
    ///
    /// Only [`request::Request::judge`](crate::request::Request::judge) knows whether it may be said.
    pub fn cosign(&self, note: &str, at: DateTime<Utc>) -> Result<String, Error> {
        let (text, _) = split(note)?;
        let seconds = u64::try_from(at.timestamp()).unwrap_or_default();
        let mut bytes = self.vkey().id().to_vec();
        bytes.extend(seconds.to_be_bytes());
        bytes.extend(self.pair.sign(message(seconds, text).as_bytes()).as_ref());
        Ok(signature_line(&self.name, &bytes))
    }
}

/// What a witness says: how the tree stood, and when it saw that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cosignature {
    /// How the tree stood.
    pub head: TreeHead,
    /// When it was cosigned, in whole seconds.
    pub at: DateTime<Utc>,
}

/// The public key of a witness with its name, written as `name+hash+key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessVkey {
    name: String,
    key: [u8; 32],
}

impl WitnessVkey {
    fn kind_and_key(&self) -> Vec<u8> {
        [&[COSIGNATURE], self.key.as_slice()].concat()
    }

    fn id(&self) -> [u8; 4] {
        key_id(&self.name, &self.kind_and_key())
    }

    /// The name of the witness.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What this witness says in a checkpoint, most recently; nothing when it did not cosign it.
    ///
    /// Fails when a cosignature names this key and is not of it.
    pub fn open(&self, note: &str) -> Result<Option<Cosignature>, Error> {
        let (text, signatures) = split(note)?;
        let (_, head) = read_text(text)?;
        let mut latest = None;
        for (id, bytes) in signatures_of(signatures, &self.name) {
            if id == self.id() {
                latest = latest.max(Some(self.time(text, &bytes)?));
            }
        }
        Ok(latest.map(|at| Cosignature { head, at }))
    }

    /// The time in a cosignature under `text`, when it holds.
    fn time(&self, text: &str, bytes: &[u8]) -> Result<DateTime<Utc>, Error> {
        let (seconds, signature) = bytes.split_first_chunk::<8>().ok_or(Error::Signature)?;
        let seconds = u64::from_be_bytes(*seconds);
        let key = UnparsedPublicKey::new(&ED25519, self.key);
        key.verify(message(seconds, text).as_bytes(), signature).map_err(|_| Error::Signature)?;
        let at = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        at.ok_or(Error::Signature)
    }
}

impl std::fmt::Display for WitnessVkey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&write_vkey(&self.name, &self.kind_and_key()))
    }
}

impl std::str::FromStr for WitnessVkey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (name, key) = read_vkey(text, COSIGNATURE)?;
        Ok(Self { name, key })
    }
}
