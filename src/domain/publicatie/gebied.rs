//! The levels of the areas.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// The level of an area, from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Gebiedsoort {
    /// The whole region.
    Regio,
    /// A part of the region with a coordinator of its own.
    Subregio,
    /// A municipality.
    Gemeente,
}
