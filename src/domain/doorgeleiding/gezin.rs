//! What the family says to a request, beside what its desk says.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::domain::recht::Conflict;

/// What the family says to a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Gezinsantwoord {
    /// Nobody asked them yet.
    #[default]
    NogNietGevraagd,
    /// They want it.
    Ja,
    /// They do not want it.
    Nee,
    /// They want it, but not now.
    Later,
}

impl Gezinsantwoord {
    /// Carries on unless the family does not want it, or not now.
    pub fn staat_open(self) -> Result<(), Conflict> {
        match self {
            Self::NogNietGevraagd | Self::Ja => Ok(()),
            Self::Nee => {
                Err(Conflict::new("gezin-zei-nee", "Het gezin wil dit niet. Zegt het nu ja, noteer dat dan eerst."))
            }
            Self::Later => {
                Err(Conflict::new("gezin-wil-later", "Het gezin wil dit later. Zegt het nu ja, noteer dat dan eerst."))
            }
        }
    }
}
