//! `aud` in a JWT of others: one name, or several (RFC 7519, 4.1.3).

use serde::Deserialize;

/// For whom something was signed.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Aud {
    Een(String),
    Meer(Vec<String>),
}

impl From<Aud> for Vec<String> {
    fn from(aud: Aud) -> Self {
        match aud {
            Aud::Een(aud) => vec![aud],
            Aud::Meer(aud) => aud,
        }
    }
}
