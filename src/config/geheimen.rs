//! Values that nobody may see by accident.

use std::{fmt, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;

use super::Error;
use crate::sleutelbestand;

/// The keys whose value only the environment may hold.
pub(super) const KEYS: [&str; 4] =
    ["geheimen.token_sleutel", "geheimen.hoofdsleutel", "geheimen.totp_sleutel", "geheimen.oidc_geheim"];

/// A text that is not shown: a URL with a password in it, a key in base64.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Verborgen(String);

impl Verborgen {
    /// Hides `text`.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Verborgen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(verborgen)")
    }
}

/// 32 secret bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Sleutel([u8; 32]);

impl Sleutel {
    /// A key of these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Sleutel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(verborgen)")
    }
}

/// The keys of a running server.
#[derive(Clone, Debug)]
pub struct Sleutels {
    /// Signs access tokens.
    pub token: Sleutel,
    /// Signed them before: what they signed is good until it expires.
    pub token_vorige: Vec<Sleutel>,
    /// Wraps the keys of persons, and keys the blind indexes.
    pub hoofd: Sleutel,
    /// Wraps the second factors.
    pub totp: Sleutel,
}

/// Where the keys are: each in the environment, or in a file of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Geheimen {
    token_sleutel: Option<Verborgen>,
    #[serde(default)]
    token_sleutel_bestand: String,
    #[serde(default)]
    token_sleutel_vorige_bestanden: Vec<String>,
    hoofdsleutel: Option<Verborgen>,
    #[serde(default)]
    hoofdsleutel_bestand: String,
    totp_sleutel: Option<Verborgen>,
    #[serde(default)]
    totp_sleutel_bestand: String,
    oidc_geheim: Option<Verborgen>,
    #[serde(default)]
    oidc_geheim_bestand: String,
}

impl Geheimen {
    /// Reads the keys; what does no work with persons (`openapi`, say) has no need of them.
    ///
    /// Fails when one is named nowhere or twice, cannot be read, or is not base64 of 32 bytes.
    pub fn read(&self) -> Result<Sleutels, Error> {
        let [token, hoofd, totp, _] = KEYS;
        Ok(Sleutels {
            token: key(token, self.token_sleutel.as_ref(), &self.token_sleutel_bestand)?,
            token_vorige: self
                .token_sleutel_vorige_bestanden
                .iter()
                .map(|file| key("geheimen.token_sleutel_vorige_bestanden", None, file))
                .collect::<Result<_, _>>()?,
            hoofd: key(hoofd, self.hoofdsleutel.as_ref(), &self.hoofdsleutel_bestand)?,
            totp: key(totp, self.totp_sleutel.as_ref(), &self.totp_sleutel_bestand)?,
        })
    }
}

impl Geheimen {
    /// What we show an outside identity provider; as it gave it, so no base64.
    pub fn oidc(&self) -> Result<Verborgen, Error> {
        let [.., name] = KEYS;
        let text = text(name, self.oidc_geheim.as_ref(), &self.oidc_geheim_bestand)?;
        Ok(Verborgen::new(text.trim()))
    }
}

fn key(name: &str, value: Option<&Verborgen>, file: &str) -> Result<Sleutel, Error> {
    let bytes = STANDARD.decode(text(name, value, file)?.trim()).ok();
    let bytes = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let why = "is geen base64 van 32 bytes".to_owned();
    bytes.map(Sleutel).ok_or_else(|| Error::Value { key: name.to_owned(), why })
}

fn text(name: &str, value: Option<&Verborgen>, file: &str) -> Result<String, Error> {
    let wrong = |why: String| Error::Value { key: name.to_owned(), why };
    let value = value.map(Verborgen::reveal).filter(|value| !value.is_empty());
    match (value, file) {
        (Some(_), file) if !file.is_empty() => Err(wrong(format!("staat in de omgeving en in {file}; kies er een"))),
        (Some(value), _) => Ok(value.to_owned()),
        (None, "") => {
            let variable = format!("KNOOPPUNT__{}", name.to_uppercase().replace('.', "__"));
            Err(wrong(format!("ontbreekt; zet {variable}, of {variable}_BESTAND met een pad")))
        }
        (None, file) => sleutelbestand::lees(Path::new(file)).map_err(|error| wrong(format!("{file}: {error}"))),
    }
}
