//! One-time codes: 256 random bits that are shown once, and whose hash is all that stays.

use aws_lc_rs::{digest, rand};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::store::error::Error;

/// A code that was just made, with what is kept of it.
pub struct Geheim {
    /// The code itself, for its owner alone.
    pub tekst: String,
    /// Its hash, to be stored.
    pub afdruk: Vec<u8>,
}

impl std::fmt::Debug for Geheim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Geheim")
    }
}

impl Geheim {
    /// A new code.
    pub fn nieuw() -> Result<Self, Error> {
        let tekst = URL_SAFE_NO_PAD.encode(willekeurig::<32>()?);
        let afdruk = afdruk(&tekst);
        Ok(Self { tekst, afdruk })
    }
}

/// The hash of a code: SHA-256 is enough for what nobody can guess.
#[must_use]
pub fn afdruk(tekst: &str) -> Vec<u8> {
    afdruk_van(tekst.as_bytes())
}

/// The hash of bytes that nobody can guess.
#[must_use]
pub fn afdruk_van(bytes: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA256, bytes).as_ref().to_vec()
}

/// Random bytes.
pub fn willekeurig<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).map_err(|_| Error::Kluis)?;
    Ok(bytes)
}
