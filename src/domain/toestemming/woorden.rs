//! The words of consent: for what, to whom, which items, how and by whom.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::domain::route::Route;

/// What data may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Doel {
    /// Exploring with the family what is needed.
    Verkenning,
    /// Starting support along a route.
    SteunOpMaat,
    /// Discussing the family at the knooppunt, with the parents.
    Bespreking,
    /// Telling the signaller what became of it.
    Terugkoppeling,
}

/// Who may receive data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Ontvanger {
    /// The JGZ coordinator of the subregion.
    JgzCoordinatie,
    /// Whoever gave the signal.
    Signaleerder,
    /// The youth nurses who visit.
    PrenataalHuisbezoek,
    /// The VoorZorg team.
    Voorzorg,
    /// The Stevig Ouderschap team.
    StevigOuderschap,
    /// The Nu Niet Zwanger team.
    NuNietZwanger,
    /// The municipality's social domain.
    SociaalDomein,
    /// A practice with Centering groups.
    CenteringZwangerschap,
    /// Another care path.
    OverigZorgpad,
    /// The municipal table.
    Knooppunt,
}

/// An item that may leave; what is not named stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Onderdeel {
    /// Name, birth date, address and how to reach her.
    Contactgegevens,
    /// The due date and what is expected.
    Zwangerschap,
    /// The themes of the worry.
    Themas,
    /// The protective factors.
    BeschermendeFactoren,
    /// The degree of vulnerability.
    Kwetsbaarheid,
    /// Her own question, in her own words.
    EigenVraag,
}

/// How a consent was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Wijze {
    /// Spoken, and noted.
    Mondeling,
    /// On paper.
    Schriftelijk,
    /// On a screen.
    Digitaal,
}

/// Who gave it; which of them may, depends on her age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum GegevenDoor {
    /// The woman herself.
    Client,
    /// She and those with parental authority over her.
    ClientEnGezag,
    /// Those with parental authority over her.
    Gezag,
}

impl From<Route> for Ontvanger {
    fn from(route: Route) -> Self {
        match route {
            Route::PrenataalHuisbezoek => Self::PrenataalHuisbezoek,
            Route::Voorzorg => Self::Voorzorg,
            Route::StevigOuderschap => Self::StevigOuderschap,
            Route::NuNietZwanger => Self::NuNietZwanger,
            Route::SociaalDomein => Self::SociaalDomein,
            Route::CenteringZwangerschap => Self::CenteringZwangerschap,
            Route::OverigZorgpad => Self::OverigZorgpad,
            Route::Knooppunt => Self::Knooppunt,
        }
    }
}

impl From<Route> for Doel {
    fn from(route: Route) -> Self {
        match route {
            Route::PrenataalHuisbezoek => Self::Verkenning,
            Route::Knooppunt => Self::Bespreking,
            _ => Self::SteunOpMaat,
        }
    }
}
