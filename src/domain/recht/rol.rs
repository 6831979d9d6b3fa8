//! The roles in which somebody works.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

/// What somebody comes to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Rol {
    /// A midwife, or another professional who has a worry.
    Signaleerder,
    /// Explores and routes, for a subregion.
    JgzCoordinator,
    /// Works at a desk: a youth nurse, a programme's nurse, a social worker.
    Uitvoerder,
    /// Chairs the knooppunt of a gemeente.
    Voorzitter,
    /// Publishes counts; reaches no person.
    Onderzoeker,
    /// The privacy officer.
    Fg,
    /// Keeps accounts and organisations; sees no case.
    Beheerder,
}

impl Rol {
    /// The roles of who work on cases; the others see none, not even an empty list.
    pub const AAN_CASUSSEN: [Self; 4] = [Self::Signaleerder, Self::JgzCoordinator, Self::Uitvoerder, Self::Voorzitter];

    /// Whether it reaches beyond one organisation or desk: granting it asks for a factor that was shown just now.
    #[must_use]
    pub const fn is_machtig(self) -> bool {
        !matches!(self, Self::Signaleerder | Self::Uitvoerder)
    }

    /// Whether an account that has it has no other: who keeps accounts, watches or counts does not work on cases as well.
    #[must_use]
    pub const fn staat_alleen(self) -> bool {
        matches!(self, Self::Onderzoeker | Self::Fg | Self::Beheerder)
    }
}
