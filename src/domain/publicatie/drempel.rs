//! The threshold, and why nothing was counted.

use serde::{Deserialize, Serialize};

/// The smallest number of families, other than none, that may be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Drempel(u32);

impl Drempel {
    /// No setting goes below this.
    pub const LAAGST: u32 = 5;

    /// A threshold of `aantal` families; refused below [`Drempel::LAAGST`].
    pub const fn new(aantal: u32) -> Result<Self, Fout> {
        if aantal < Self::LAAGST { Err(Fout::Drempel(aantal)) } else { Ok(Self(aantal)) }
    }

    /// The bare number.
    #[must_use]
    pub const fn aantal(self) -> u32 {
        self.0
    }
}

impl Default for Drempel {
    /// Ten, the rule of RIVM and Regiobeeld for Kansrijke Start.
    fn default() -> Self {
        Self(10)
    }
}

impl TryFrom<u32> for Drempel {
    type Error = Fout;

    fn try_from(aantal: u32) -> Result<Self, Fout> {
        Self::new(aantal)
    }
}

impl From<Drempel> for u32 {
    fn from(drempel: Drempel) -> Self {
        drempel.0
    }
}

/// Why nothing was counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fout {
    /// A threshold below the lowest one allowed.
    #[error("een drempel van {0} is te laag: ten minste 5")]
    Drempel(u32),
    /// A period that is neither a year nor a quarter.
    #[error("'{0}' is geen jaar (2025) en geen kwartaal (2025-K3)")]
    Periode(String),
}
