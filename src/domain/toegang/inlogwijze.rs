//! How somebody may prove who she is; a session is begun in one of these ways and no other.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// How a session was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Inlogwijze {
    /// With a password and a code: of the authenticator, or for recovery.
    Wachtwoord,
    /// With a password and a security key.
    Sleutel,
    /// By a machine client with its key, on her behalf.
    Machineclient,
    /// At an outside identity provider, with two factors.
    Oidc,
}

impl Inlogwijze {
    /// Whether she showed a second factor of ours herself.
    #[must_use]
    pub const fn toonde_factor(self) -> bool {
        matches!(self, Self::Wachtwoord | Self::Sleutel)
    }

    /// What a token says of it (`amr`, RFC 8176).
    #[must_use]
    pub const fn amr(self) -> &'static [&'static str] {
        match self {
            Self::Wachtwoord => &["pwd", "otp"],
            Self::Sleutel => &["pwd", "hwk"],
            Self::Machineclient => &["pop"],
            Self::Oidc => &["fed", "mfa"],
        }
    }
}
