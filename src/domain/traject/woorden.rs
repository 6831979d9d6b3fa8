//! The words of support under way.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

/// How a traject ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Einde {
    /// It came to its end.
    Afgerond,
    /// It stopped before its end.
    Voortijdig,
}

/// The kind of contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Contactsoort {
    /// A visit at home.
    Huisbezoek,
    /// A visit elsewhere, when home is not safe or not there.
    AndereLocatie,
    /// A call.
    Telefonisch,
    /// A video call.
    Video,
    /// A group meeting.
    Groepsbijeenkomst,
}

/// What follows from a prenatal home visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Vervolgactie {
    /// Nothing more is needed.
    Geen,
    /// Another visit.
    NogEenHuisbezoek,
    /// A request to VoorZorg.
    Voorzorg,
    /// A request to Stevig Ouderschap.
    StevigOuderschap,
    /// A request to Nu Niet Zwanger.
    NuNietZwanger,
    /// A request to the social domain.
    SociaalDomein,
    /// A Centering group.
    CenteringZwangerschap,
    /// Another care path.
    OverigZorgpad,
    /// The municipal table.
    Knooppunt,
}

/// How a goal is rated; the family rates first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = DoelOordeel)]
pub enum Oordeel {
    /// Reached.
    Bereikt,
    /// Reached in part.
    DeelsBereikt,
    /// Not reached.
    NietBereikt,
}
