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

    /// Whether `aantal` families are too few to be told apart: not none, and below the threshold.
    #[must_use]
    pub const fn te_klein(self, aantal: u32) -> bool {
        aantal > 0 && aantal < self.0
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

/// Why nothing was counted. No message names or describes a family.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fout {
    /// A threshold below the lowest one allowed.
    #[error("een drempel van {0} is te laag: ten minste 5")]
    Drempel(u32),
    /// A period that is neither a year nor a quarter.
    #[error("'{0}' is geen jaar (2025) en geen kwartaal (2025-K3)")]
    Periode(String),
    /// A programme that contradicts itself.
    #[error("het publicatieprogramma klopt niet: {0}")]
    Programma(String),
    /// A gemeente or subregio that occurs twice.
    #[error("gebied {0} komt twee keer voor in de indeling")]
    Indeling(&'static str),
    /// A family in a gemeente that the region does not have.
    #[error("een gezin staat in een gemeente die de indeling niet kent: {0}")]
    Gemeente(&'static str),
    /// A family in a measure but not in the measure around it.
    #[error("een gezin telt mee in '{maat}' maar niet in '{binnen}', waar die maat binnen valt")]
    NietGenest {
        /// The inner measure.
        maat: String,
        /// The measure around it.
        binnen: String,
    },
    /// A family that lies in no part of a split.
    #[error("een gezin in '{maat}' heeft geen (bekende) waarde voor '{klasse}'")]
    Klasse {
        /// The measure.
        maat: String,
        /// The split that has no place for it.
        klasse: &'static str,
    },
}
