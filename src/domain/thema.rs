//! What a worry is about: themes, protective factors and the instruments that signal them.
//!
//! Codes only: the answers of an anamnesis have no place here.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

/// A risk factor, as the Rotterdam definition of vulnerability weighs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Thema {
    /// Psychische problematiek.
    PsychischeProblematiek,
    /// Verslaving of middelengebruik.
    Verslaving,
    /// Verstandelijke beperking (LVB).
    VerstandelijkeBeperking,
    /// Huiselijk geweld.
    HuiselijkGeweld,
    /// Schulden of armoede.
    SchuldenArmoede,
    /// Stress.
    Stress,
    /// Huisvesting of dakloosheid.
    Huisvesting,
    /// Werkloosheid.
    Werkloosheid,
    /// Relatieproblemen.
    Relatieproblemen,
    /// Laaggeletterdheid of lage gezondheidsvaardigheden.
    Laaggeletterdheid,
    /// Beperkte opvoedvaardigheden.
    BeperkteOpvoedvaardigheden,
    /// Jonge leeftijd.
    JongeLeeftijd,
    /// Roken.
    Roken,
    /// Sociaal isolement of weinig steun.
    SociaalIsolement,
    /// Belaste jeugd.
    BelasteJeugd,
    /// Alleenstaand.
    Alleenstaand,
    /// Weinig opleiding.
    WeinigOpleiding,
}

impl Thema {
    /// The label that people read.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::PsychischeProblematiek => "Psychische problematiek",
            Self::Verslaving => "Verslaving of middelengebruik",
            Self::VerstandelijkeBeperking => "Verstandelijke beperking (LVB)",
            Self::HuiselijkGeweld => "Huiselijk geweld",
            Self::SchuldenArmoede => "Schulden of armoede",
            Self::Stress => "Stress",
            Self::Huisvesting => "Huisvesting of dakloosheid",
            Self::Werkloosheid => "Werkloosheid",
            Self::Relatieproblemen => "Relatieproblemen",
            Self::Laaggeletterdheid => "Laaggeletterdheid of lage gezondheidsvaardigheden",
            Self::BeperkteOpvoedvaardigheden => "Beperkte opvoedvaardigheden",
            Self::JongeLeeftijd => "Jonge leeftijd",
            Self::Roken => "Roken",
            Self::SociaalIsolement => "Sociaal isolement of weinig steun",
            Self::BelasteJeugd => "Belaste jeugd",
            Self::Alleenstaand => "Alleenstaand",
            Self::WeinigOpleiding => "Weinig opleiding",
        }
    }
}

/// A protective factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum BeschermendeFactor {
    /// Veerkracht.
    Veerkracht,
    /// Stabiel gezinsklimaat.
    StabielGezinsklimaat,
    /// Steunend sociaal netwerk.
    SteunendNetwerk,
}

impl BeschermendeFactor {
    /// The label that people read.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Veerkracht => "Veerkracht",
            Self::StabielGezinsklimaat => "Stabiel gezinsklimaat",
            Self::SteunendNetwerk => "Steunend sociaal netwerk",
        }
    }
}

/// The signalling instrument that was used; its answers stay where they were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Instrument {
    /// Psychosociale anamnese.
    PsychosocialeAnamnese,
    /// ALPHA-NL.
    AlphaNl,
    /// Mind2Care.
    Mind2care,
    /// R4U.
    R4u,
    /// GyPsy.
    Gypsy,
    /// SamenStarten.
    SamenStarten,
    /// Anders.
    Anders,
    /// Geen instrument.
    Geen,
}

impl Instrument {
    /// The label that people read.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::PsychosocialeAnamnese => "Psychosociale anamnese",
            Self::AlphaNl => "ALPHA-NL",
            Self::Mind2care => "Mind2Care",
            Self::R4u => "R4U",
            Self::Gypsy => "GyPsy",
            Self::SamenStarten => "SamenStarten",
            Self::Anders => "Anders",
            Self::Geen => "Geen instrument",
        }
    }
}

/// A dimension of *Positieve Gezondheid*, the table's shared language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Dimensie {
    /// Lichaamsfuncties.
    Lichaamsfuncties,
    /// Mentaal welbevinden.
    MentaalWelbevinden,
    /// Zingeving.
    Zingeving,
    /// Kwaliteit van leven.
    KwaliteitVanLeven,
    /// Meedoen.
    Meedoen,
    /// Dagelijks functioneren.
    DagelijksFunctioneren,
}

impl Dimensie {
    /// The label that people read.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Lichaamsfuncties => "Lichaamsfuncties",
            Self::MentaalWelbevinden => "Mentaal welbevinden",
            Self::Zingeving => "Zingeving",
            Self::KwaliteitVanLeven => "Kwaliteit van leven",
            Self::Meedoen => "Meedoen",
            Self::DagelijksFunctioneren => "Dagelijks functioneren",
        }
    }
}

/// A degree of vulnerability: a judgement, made with the woman, never computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Graad {
    /// Niet kwetsbaar.
    Niet,
    /// Potentieel kwetsbaar.
    Potentieel,
    /// Kwetsbaar.
    Kwetsbaar,
    /// Zeer kwetsbaar.
    ZeerKwetsbaar,
}

impl Graad {
    /// The label that people read.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Niet => "Niet kwetsbaar",
            Self::Potentieel => "Potentieel kwetsbaar",
            Self::Kwetsbaar => "Kwetsbaar",
            Self::ZeerKwetsbaar => "Zeer kwetsbaar",
        }
    }
}
