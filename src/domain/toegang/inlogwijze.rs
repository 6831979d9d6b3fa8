//! How somebody may prove who she is; a session is begun in one of these ways and no other.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// How a session was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Inlogwijze {
    /// With a password and a second factor of our own.
    Wachtwoord,
    /// By a machine client with its key, on her behalf.
    Machineclient,
    /// At an outside identity provider, with two factors.
    Oidc,
}

impl Inlogwijze {
    /// What a token says of it (`amr`, RFC 8176).
    #[must_use]
    pub const fn amr(self) -> &'static [&'static str] {
        match self {
            Self::Wachtwoord => &["pwd", "otp"],
            Self::Machineclient => &["pop"],
            Self::Oidc => &["fed", "mfa"],
        }
    }
}
