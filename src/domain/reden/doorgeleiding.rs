//! Why a request is refused, taken back or stopped.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use super::Redencode;

/// Why a desk refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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
    /// Het gezin wil dit niet.
    GezinWilNiet,
    /// Anders.
    Anders,
}

impl Redencode for AfwijzingReden {
    const ANDERS: Self = Self::Anders;
}

/// Why a coordinator asks for support along a route whose rules close it to the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum AfwijkReden {
    /// De desk stemde ermee in.
    DeskAkkoord,
    /// Zo is het in de regio afgesproken.
    RegionaleAfspraak,
    /// Wat er is vastgelegd klopt niet, of is onzeker.
    GegevensOnzeker,
    /// Anders.
    Anders,
}

impl Redencode for AfwijkReden {
    const ANDERS: Self = Self::Anders;
}

/// Why a desk gives back what it took on, before anything began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum TeruggaveReden {
    /// Het gezin wil dit niet.
    GezinWilNiet,
    /// Niet bereikt.
    NietBereikt,
    /// Voldoet niet bij de intake.
    VoldoetNietBijIntake,
    /// De wachttijd is te lang.
    WachttijdTeLang,
    /// Krijgt elders hulp.
    Elders,
    /// Verlies van de zwangerschap.
    Verlies,
    /// Verhuisd.
    Verhuisd,
    /// De omstandigheden van het gezin zijn veranderd.
    Omstandigheden,
    /// Vergissing.
    Vergissing,
    /// Anders.
    Anders,
}

impl Redencode for TeruggaveReden {
    const ANDERS: Self = Self::Anders;
}

/// Why a coordinator takes a request back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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
    /// Verhuisd.
    Verhuisd,
    /// De omstandigheden van het gezin zijn veranderd.
    Omstandigheden,
    /// Anders.
    Anders,
}

impl Redencode for IntrekkingReden {
    const ANDERS: Self = Self::Anders;
}

/// Why support under way stops before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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
    /// De omstandigheden van het gezin zijn veranderd.
    Omstandigheden,
    /// Doel niet haalbaar.
    DoelNietHaalbaar,
    /// Anders.
    Anders,
}

impl Redencode for StopReden {
    const ANDERS: Self = Self::Anders;
}

/// Whether a reason says that the family itself does not want it; every other reason is one of the desk or the coordinator.
#[must_use]
pub fn gezin_wil_niet(reden: &str) -> bool {
    let nee: [&'static str; 3] = [
        AfwijzingReden::GezinWilNiet.into(),
        TeruggaveReden::GezinWilNiet.into(),
        StopReden::GezinWilNietVerder.into(),
    ];
    nee.contains(&reden)
}

/// Whether a reason says that the pregnancy was lost.
#[must_use]
pub fn is_verlies(reden: &str) -> bool {
    let verlies: [&'static str; 2] = [StopReden::VerliesZwangerschap.into(), TeruggaveReden::Verlies.into()];
    verlies.contains(&reden)
}

/// Whether a reason says that the family gets help elsewhere.
#[must_use]
pub fn is_elders(reden: &str) -> bool {
    reden == <&'static str>::from(TeruggaveReden::Elders)
}
