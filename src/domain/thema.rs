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
