//! The vault: personal data lie sealed under a key per person, and that key under a master key outside the database.
//!
//! AES-256-GCM-SIV throughout: a nonce that were ever used twice would only show that two texts are equal. What is sealed is bound
//! to its place (table, column, row), so that it cannot be moved to another.

use std::{fmt, sync::Arc};

use aws_lc_rs::{
    aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hkdf, hmac,
    rand::{SecureRandom, SystemRandom},
};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::error::Error;
use crate::domain::client::ClientId;

/// The length of every key, in bytes.
pub const SLEUTEL_LEN: usize = 32;

/// Seals and opens what may not lie open in the database.
#[derive(Clone)]
pub struct Kluis(Arc<Binnen>);

struct Binnen {
    personen: Sleutel,
    totp: Sleutel,
    antwoorden: Sleutel,
    tafels: Sleutel,
    post: Sleutel,
    kenmerken: hmac::Key,
    verzoeken: hmac::Key,
}

impl fmt::Debug for Kluis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kluis")
    }
}

/// A key that seals and opens: that of one person, or one of the vault's own.
pub struct Sleutel(LessSafeKey);

impl fmt::Debug for Sleutel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sleutel")
    }
}

/// Where something sealed lies: table and column, and the row.
#[derive(Clone, Copy, Debug)]
pub struct Plek {
    /// Table and column, such as `signaal.eigen_vraag`.
    pub kolom: &'static str,
    /// The row.
    pub rij: Uuid,
}

impl Plek {
    /// The place `kolom` of row `rij`.
    #[must_use]
    pub const fn new(kolom: &'static str, rij: Uuid) -> Self {
        Self { kolom, rij }
    }

    fn aad(self) -> Aad<Vec<u8>> {
        Aad::from([self.kolom.as_bytes(), self.rij.as_bytes()].concat())
    }
}

impl Sleutel {
    fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let key = UnboundKey::new(&AES_256_GCM_SIV, bytes).map_err(|_| Error::Kluis)?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Seals `bytes` for one place.
    pub fn verzegel(&self, plek: Plek, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let mut nonce = [0; NONCE_LEN];
        SystemRandom::new().fill(&mut nonce).map_err(|_| Error::Kluis)?;
        let mut sealed = bytes.to_vec();
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), plek.aad(), &mut sealed)
            .map_err(|_| Error::Kluis)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for one place.
    ///
    /// Fails with [`Error::Kluis`] when it was changed, moved or sealed with another key.
    pub fn open(&self, plek: Plek, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let (nonce, text) = sealed.split_at_checked(NONCE_LEN).ok_or(Error::Kluis)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Error::Kluis)?;
        let mut text = text.to_vec();
        let clear = self.0.open_in_place(nonce, plek.aad(), &mut text).map_err(|_| Error::Kluis)?;
        Ok(clear.to_vec())
    }

    /// Seals a value as JSON.
    pub fn verzegel_json<T: Serialize>(&self, plek: Plek, waarde: &T) -> Result<Vec<u8>, Error> {
        self.verzegel(plek, &serde_json::to_vec(waarde).map_err(|_| Error::Kluis)?)
    }

    /// Opens a value that was sealed as JSON.
    pub fn open_json<T: DeserializeOwned>(&self, plek: Plek, sealed: &[u8]) -> Result<T, Error> {
        serde_json::from_slice(&self.open(plek, sealed)?).map_err(|_| Error::Kluis)
    }

    /// Seals a text that may be absent.
    pub fn verzegel_tekst(&self, plek: Plek, tekst: Option<&str>) -> Result<Option<Vec<u8>>, Error> {
        tekst.map(|tekst| self.verzegel(plek, tekst.as_bytes())).transpose()
    }

    /// Opens a text that may be absent.
    pub fn open_tekst(&self, plek: Plek, sealed: Option<&[u8]>) -> Result<Option<String>, Error> {
        sealed.map(|sealed| String::from_utf8(self.open(plek, sealed)?).map_err(|_| Error::Kluis)).transpose()
    }
}

impl Kluis {
    /// A vault under a master key and a key for second factors.
    ///
    /// Fails with [`Error::Kluis`] when a key has the wrong length.
    pub fn new(hoofdsleutel: &[u8; SLEUTEL_LEN], totp_sleutel: &[u8; SLEUTEL_LEN]) -> Result<Self, Error> {
        let afgeleid = |doel: &str| -> Result<[u8; SLEUTEL_LEN], Error> {
            let mut bytes = [0; SLEUTEL_LEN];
            hkdf::Salt::new(hkdf::HKDF_SHA256, b"knooppunt")
                .extract(hoofdsleutel)
                .expand(&[doel.as_bytes()], hkdf::HKDF_SHA256)
                .and_then(|okm| okm.fill(&mut bytes))
                .map_err(|_| Error::Kluis)?;
            Ok(bytes)
        };
        Ok(Self(Arc::new(Binnen {
            personen: Sleutel::from_bytes(&afgeleid("personen")?)?,
            totp: Sleutel::from_bytes(totp_sleutel)?,
            antwoorden: Sleutel::from_bytes(&afgeleid("antwoorden")?)?,
            tafels: Sleutel::from_bytes(&afgeleid("tafels")?)?,
            post: Sleutel::from_bytes(&afgeleid("post")?)?,
            kenmerken: hmac::Key::new(hmac::HMAC_SHA256, &afgeleid("kenmerken")?),
            verzoeken: hmac::Key::new(hmac::HMAC_SHA256, &afgeleid("verzoeken")?),
        })))
    }

    /// A new data key for a person, and the same key sealed, to be stored.
    pub fn nieuwe_sleutel(&self, client: ClientId) -> Result<(Sleutel, Vec<u8>), Error> {
        let mut bytes = [0; SLEUTEL_LEN];
        SystemRandom::new().fill(&mut bytes).map_err(|_| Error::Kluis)?;
        let sealed = self.0.personen.verzegel(Plek::new("client.sleutel", client.uuid()), &bytes)?;
        Ok((Sleutel::from_bytes(&bytes)?, sealed))
    }

    /// The data key of a person.
    ///
    /// Fails with [`Error::Kluis`] when it was sealed under another master key.
    pub fn sleutel(&self, client: ClientId, sealed: &[u8]) -> Result<Sleutel, Error> {
        let bytes = self.0.personen.open(Plek::new("client.sleutel", client.uuid()), sealed)?;
        Sleutel::from_bytes(&bytes)
    }

    /// The key for second factors.
    #[must_use]
    pub fn totp(&self) -> &Sleutel {
        &self.0.totp
    }

    /// The key for what is under way between two requests, such as a login elsewhere.
    #[must_use]
    pub fn antwoorden(&self) -> &Sleutel {
        &self.0.antwoorden
    }

    /// The key for what somebody wrote of a meeting, which is about no one person alone.
    #[must_use]
    pub fn tafels(&self) -> &Sleutel {
        &self.0.tafels
    }

    /// The key for what waits to be sent.
    #[must_use]
    pub fn post(&self) -> &Sleutel {
        &self.0.post
    }

    /// A blind index: equal texts give equal bytes, and the bytes tell nothing without the key.
    #[must_use]
    pub fn kenmerk(&self, tekst: &str) -> Vec<u8> {
        hmac::sign(&self.0.kenmerken, tekst.as_bytes()).as_ref().to_vec()
    }

    /// The fingerprint of a request: the same request gives the same bytes, and they tell nothing without the key.
    #[must_use]
    pub fn afdruk(&self, verzoek: &[u8]) -> Vec<u8> {
        hmac::sign(&self.0.verzoeken, verzoek).as_ref().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::Id, tijd::Moment};

    fn kluis(hoofd: u8) -> Kluis {
        Kluis::new(&[hoofd; 32], &[9; 32]).unwrap()
    }

    fn nu() -> Moment {
        Moment::new(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap())
    }

    #[test]
    fn wat_verzegeld_is_opent_alleen_op_zijn_eigen_plek() {
        let client = Id::new(nu());
        let (sleutel, _) = kluis(1).nieuwe_sleutel(client).unwrap();
        let hier = Plek::new("signaal.eigen_vraag", client.uuid());
        let elders = Plek::new("doorgeleiding.vraag", client.uuid());
        let sealed = sleutel.verzegel(hier, b"Waar kan ik wonen?").unwrap();
        assert_eq!(sleutel.open(hier, &sealed).unwrap(), b"Waar kan ik wonen?");
        assert!(sleutel.open(elders, &sealed).is_err());
        let mut changed = sealed.clone();
        changed[NONCE_LEN] ^= 1;
        assert!(sleutel.open(hier, &changed).is_err());
        assert!(sleutel.open(hier, &sealed[..5]).is_err());
    }

    #[test]
    fn met_een_andere_hoofdsleutel_gaat_niets_open() {
        let client = Id::new(nu());
        let (_, sealed) = kluis(1).nieuwe_sleutel(client).unwrap();
        assert!(kluis(1).sleutel(client, &sealed).is_ok());
        assert!(kluis(2).sleutel(client, &sealed).is_err());
        assert_eq!(kluis(1).kenmerk("naam|a"), kluis(1).kenmerk("naam|a"));
        assert_ne!(kluis(1).kenmerk("naam|a"), kluis(2).kenmerk("naam|a"));
    }
}
