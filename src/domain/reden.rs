//! Closed lists of reasons; `anders` asks for a text.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::domain::fouten::Fouten;

/// A code from a closed list of reasons.
pub trait Redencode: Copy + PartialEq {
    /// The code that asks for a text.
    const ANDERS: Self;
}

/// Checks that a reason `anders` comes with a text.
///
/// # Errors
/// Names the field `toelichting` when the text is missing.
pub fn controleer<R: Redencode>(reden: R, toelichting: Option<&str>) -> Result<(), Fouten> {
    let mut fouten = Fouten::default();
    if reden == R::ANDERS && toelichting.is_none_or(|tekst| tekst.trim().is_empty()) {
        fouten.add("toelichting", "verplicht", "Geef een toelichting bij de reden 'anders'.");
    }
    fouten.als_fout()
}

/// Why a desk refuses.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum AfwijzingReden {
    /// Voldoet niet aan de criteria.
    VoldoetNietAanCriteria,
    /// Geen capaciteit op tijd.
    GeenCapaciteit,
    /// Bij de verkeerde desk.
    VerkeerdeDesk,
    /// Al in een traject.
    AlInTraject,
    /// Geen contact gekregen.
    GeenContactGekregen,
    /// Anders.
    Anders,
}

impl AfwijzingReden {
    /// The label that people read.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::VoldoetNietAanCriteria => "Voldoet niet aan de criteria",
            Self::GeenCapaciteit => "Geen capaciteit op tijd",
            Self::VerkeerdeDesk => "Bij de verkeerde desk",
            Self::AlInTraject => "Al in een traject",
            Self::GeenContactGekregen => "Geen contact gekregen",
            Self::Anders => "Anders",
        }
    }
}

impl Redencode for AfwijzingReden {
    const ANDERS: Self = Self::Anders;
}

/// Why a coordinator takes a request back.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum IntrekkingReden {
    /// Toestemming ingetrokken.
    ToestemmingIngetrokken,
    /// Niet meer nodig.
    NietMeerNodig,
    /// Vergissing.
    Vergissing,
    /// Casus gesloten.
    CasusGesloten,
    /// Anders.
    Anders,
}

impl IntrekkingReden {
    /// The label that people read.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::ToestemmingIngetrokken => "Toestemming ingetrokken",
            Self::NietMeerNodig => "Niet meer nodig",
            Self::Vergissing => "Vergissing",
            Self::CasusGesloten => "Casus gesloten",
            Self::Anders => "Anders",
        }
    }
}

impl Redencode for IntrekkingReden {
    const ANDERS: Self = Self::Anders;
}

/// Why support under way stops before its end.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum StopReden {
    /// Toestemming ingetrokken.
    ToestemmingIngetrokken,
    /// Gezin wil niet verder.
    GezinWilNietVerder,
    /// Verhuisd.
    Verhuisd,
    /// Geen contact meer.
    GeenContactMeer,
    /// Verlies van de zwangerschap.
    VerliesZwangerschap,
    /// Doel niet haalbaar.
    DoelNietHaalbaar,
    /// Anders.
    Anders,
}

impl StopReden {
    /// The label that people read.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::ToestemmingIngetrokken => "Toestemming ingetrokken",
            Self::GezinWilNietVerder => "Gezin wil niet verder",
            Self::Verhuisd => "Verhuisd",
            Self::GeenContactMeer => "Geen contact meer",
            Self::VerliesZwangerschap => "Verlies van de zwangerschap",
            Self::DoelNietHaalbaar => "Doel niet haalbaar",
            Self::Anders => "Anders",
        }
    }
}

impl Redencode for StopReden {
    const ANDERS: Self = Self::Anders;
}

/// Why a case is closed.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum SluitReden {
    /// Doelen bereikt.
    DoelenBereikt,
    /// Geen hulp gewenst.
    GeenHulpGewenst,
    /// Toestemming ingetrokken.
    ToestemmingIngetrokken,
    /// Signaal ingetrokken.
    SignaalIngetrokken,
    /// Buiten de regio.
    BuitenRegio,
    /// Dubbel.
    Dubbel,
    /// Verhuisd.
    Verhuisd,
    /// Verlies van de zwangerschap.
    VerliesZwangerschap,
    /// Overlijden.
    Overlijden,
    /// Anders.
    Anders,
}

impl SluitReden {
    /// The label that people read.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::DoelenBereikt => "Doelen bereikt",
            Self::GeenHulpGewenst => "Geen hulp gewenst",
            Self::ToestemmingIngetrokken => "Toestemming ingetrokken",
            Self::SignaalIngetrokken => "Signaal ingetrokken",
            Self::BuitenRegio => "Buiten de regio",
            Self::Dubbel => "Dubbel",
            Self::Verhuisd => "Verhuisd",
            Self::VerliesZwangerschap => "Verlies van de zwangerschap",
            Self::Overlijden => "Overlijden",
            Self::Anders => "Anders",
        }
    }
}

impl Redencode for SluitReden {
    const ANDERS: Self = Self::Anders;
}

/// Why a case is opened again.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum HeropenReden {
    /// Nieuwe zorgen.
    NieuweZorgen,
    /// Nieuwe zwangerschap.
    NieuweZwangerschap,
    /// Terug in de regio.
    TerugInRegio,
    /// Anders.
    Anders,
}

impl HeropenReden {
    /// The label that people read.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::NieuweZorgen => "Nieuwe zorgen",
            Self::NieuweZwangerschap => "Nieuwe zwangerschap",
            Self::TerugInRegio => "Terug in de regio",
            Self::Anders => "Anders",
        }
    }
}

impl Redencode for HeropenReden {
    const ANDERS: Self = Self::Anders;
}

/// Why a contactmoment did not take place.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum NietGehoudenReden {
    /// Niet thuis.
    NietThuis,
    /// Afgezegd door het gezin.
    AfgezegdDoorGezin,
    /// Afgezegd door de professional.
    AfgezegdDoorProfessional,
    /// Ziekte.
    Ziekte,
    /// Anders.
    Anders,
}

impl NietGehoudenReden {
    /// The label that people read.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::NietThuis => "Niet thuis",
            Self::AfgezegdDoorGezin => "Afgezegd door het gezin",
            Self::AfgezegdDoorProfessional => "Afgezegd door de professional",
            Self::Ziekte => "Ziekte",
            Self::Anders => "Anders",
        }
    }
}

impl Redencode for NietGehoudenReden {
    const ANDERS: Self = Self::Anders;
}

/// Why an agreement lapses.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum VervalReden {
    /// Niet meer nodig.
    NietMeerNodig,
    /// Niet haalbaar.
    NietHaalbaar,
    /// Ouders willen niet.
    OudersWillenNiet,
    /// Vervangen door een andere afspraak.
    Vervangen,
    /// Anders.
    Anders,
}

impl VervalReden {
    /// The label that people read.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::NietMeerNodig => "Niet meer nodig",
            Self::NietHaalbaar => "Niet haalbaar",
            Self::OudersWillenNiet => "Ouders willen niet",
            Self::Vervangen => "Vervangen door een andere afspraak",
            Self::Anders => "Anders",
        }
    }
}

impl Redencode for VervalReden {
    const ANDERS: Self = Self::Anders;
}

/// Why the parents were not at the table.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum AfwezigReden {
    /// Wilden niet.
    WildeNiet,
    /// Konden niet.
    KonNiet,
    /// Niet bereikt.
    NietBereikt,
    /// Vanwege veiligheid niet uitgenodigd.
    Veiligheid,
    /// Anders.
    Anders,
}

impl AfwezigReden {
    /// The label that people read.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::WildeNiet => "Wilden niet",
            Self::KonNiet => "Konden niet",
            Self::NietBereikt => "Niet bereikt",
            Self::Veiligheid => "Vanwege veiligheid niet uitgenodigd",
            Self::Anders => "Anders",
        }
    }
}

impl Redencode for AfwezigReden {
    const ANDERS: Self = Self::Anders;
}
