//! Closed lists of reasons; `anders` asks for a text.

mod doorgeleiding;

pub use self::doorgeleiding::{
    AfwijkReden, AfwijzingReden, IntrekkingReden, StopReden, TeruggaveReden, gezin_wil_niet, is_elders, is_verlies,
};

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
/// An error names the field `toelichting` when the text is missing.
pub fn controleer<R: Redencode>(reden: R, toelichting: Option<&str>) -> Result<(), Fouten> {
    let mut fouten = Fouten::default();
    if reden == R::ANDERS && toelichting.is_none_or(|tekst| tekst.trim().is_empty()) {
        fouten.add("toelichting", "verplicht", "Geef een toelichting bij de reden 'anders'.");
    }
    fouten.als_fout()
}

/// Why what was told before is put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum CorrectieReden {
    /// It was noted wrongly.
    Correctie,
    /// They asked for it (article 16 of the GDPR).
    OpHaarVerzoek,
}

/// Why a due date moves further than an ordinary revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum HerzienReden {
    /// Een echo gaf een andere datum.
    Echo,
    /// Het was verkeerd opgeschreven.
    Correctie,
    /// Zij vroeg erom.
    OpHaarVerzoek,
}

/// Why a case is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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
    /// Verhuisd, de regio uit.
    Verhuisd,
    /// Verlies van de zwangerschap.
    VerliesZwangerschap,
    /// Overlijden.
    Overlijden,
    /// Anders.
    Anders,
}

impl Redencode for SluitReden {
    const ANDERS: Self = Self::Anders;
}

/// Why a case is opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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

impl Redencode for HeropenReden {
    const ANDERS: Self = Self::Anders;
}

/// Why coordinators do not take over a family that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum TerugleggingReden {
    /// Het gezin komt hier niet wonen.
    WoontHierNiet,
    /// De verhuizing gaat niet door.
    GaatNietDoor,
    /// Het gezin wil dit niet.
    GezinWilNiet,
    /// Anders.
    Anders,
}

impl Redencode for TerugleggingReden {
    const ANDERS: Self = Self::Anders;
}

/// Why a proposal of another route does not become a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum VoorstelReden {
    /// Het gezin wil dit niet.
    GezinWilNiet,
    /// Dit is al gevraagd, of het gezin heeft het al.
    LooptAl,
    /// Er is iets anders dat beter past.
    AndersPastBeter,
    /// Het gezin voldoet niet aan wat deze route vraagt.
    VoldoetNiet,
    /// Nu niet, misschien later.
    NuNiet,
    /// Anders.
    Anders,
}

impl Redencode for VoorstelReden {
    const ANDERS: Self = Self::Anders;
}

/// Why a handover was not held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum NietGeluktReden {
    /// Het gezin wil dit niet.
    GezinWilNiet,
    /// Het gezin is niet bereikt.
    NietBereikt,
    /// Wie overdraagt kon niet.
    AfgezegdDoorProfessional,
    /// Niet nodig: zij kennen het gezin al.
    NietNodig,
}

/// Why a contactmoment did not take place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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

impl Redencode for NietGehoudenReden {
    const ANDERS: Self = Self::Anders;
}

/// Why an agreement lapses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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
    /// Casus gesloten.
    CasusGesloten,
    /// De omstandigheden van het gezin zijn veranderd.
    Omstandigheden,
    /// Anders.
    Anders,
}

impl Redencode for VervalReden {
    const ANDERS: Self = Self::Anders;
}

/// Why the parents were not at the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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

impl Redencode for AfwezigReden {
    const ANDERS: Self = Self::Anders;
}
