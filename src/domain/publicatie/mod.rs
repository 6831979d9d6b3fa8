//! A publicatie: a year or a quarter counted once, in distinct families, in blocks that are safe by construction.
//!
//! One family lies in exactly one part of every split, a block is split only when every part is 0 or at least the
//! threshold, and only whole blocks are published. `blokken` makes the splits, `verschil` looks for differences
//! that the splits did not foresee, `eerder` for those with the release before, `bestand` writes the files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub mod bestand;
mod bits;
mod blokken;
mod eerder;
pub mod gebied;
pub mod maat;
pub mod periode;
mod verschil;

#[cfg(test)]
mod proef;
#[cfg(test)]
mod voorbeelden;

pub use gebied::{Gebiedsoort, Indeling, Plaats};
pub use maat::{Feit, Maat, Programma};
pub use periode::{Kwartaal, Periode};

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

/// How one family belongs to one measure. What the measure does not split on is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lid {
    /// The quarter of the first moment in the period that made the family a member of this measure.
    pub kwartaal: Option<Kwartaal>,
    /// The route: of the first doorgeleiding of the period, or of the traject that goes first.
    pub route: Option<&'static str>,
    /// What became of that first doorgeleiding, as known when the period was counted.
    pub uitkomst: Option<&'static str>,
    /// For a traject: begun in the period (true), or carried over into it (false).
    pub nieuw: Option<bool>,
}

/// The plain facts of one family in one period; there is no name, number or date in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gezin {
    gemeente: &'static str,
    feiten: BTreeMap<Feit, Lid>,
}

impl Gezin {
    /// A family of this gemeente, in no measure yet. One family has one gemeente for the whole period.
    #[must_use]
    pub const fn in_gemeente(gemeente: &'static str) -> Self {
        Self { gemeente, feiten: BTreeMap::new() }
    }

    /// Adds that the family belongs to the measure that counts `feit`.
    #[must_use]
    pub fn met(mut self, feit: Feit, lid: Lid) -> Self {
        self.feiten.insert(feit, lid);
        self
    }
}

/// One published number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cel {
    /// The measure.
    pub maat: String,
    /// The level of the area.
    pub gebiedsoort: Gebiedsoort,
    /// The code of the area.
    pub gebied: String,
    /// The name of the area.
    pub gebiednaam: String,
    /// The route, empty where the block is not split on it.
    pub route: String,
    /// The outcome, empty where the block is not split on it.
    pub uitkomst: String,
    /// `nieuw` or `doorlopend`, empty where the block is not split on it.
    pub nieuw: String,
    /// `K1` to `K4`, empty where the block is not split on it.
    pub kwartaal: String,
    /// The number of distinct families: 0, or at least the threshold.
    pub aantal: u32,
}

/// A counted period, ready to be written to files and frozen.
#[derive(Clone, Debug)]
pub struct Publicatie<'p> {
    programma: &'p Programma,
    periode: Periode,
    drempel: Drempel,
    cellen: Vec<Cel>,
}

impl<'p> Publicatie<'p> {
    /// Counts `gezinnen` once. The order of the families makes no difference.
    ///
    /// `eerder` holds every number of the release (of any length) that ends on the day before this period, empty when
    /// there is none: families carried over were in that release as well, so the two must not differ by a few.
    ///
    /// Fails when a family does not fit the programme or the division of the region.
    pub fn tel(
        programma: &'p Programma,
        indeling: &Indeling,
        gezinnen: impl IntoIterator<Item = Gezin>,
        periode: Periode,
        drempel: Drempel,
        eerder: &[Cel],
    ) -> Result<Self, Fout> {
        let cellen = blokken::tel(programma, indeling, gezinnen, periode, drempel, eerder)?;
        Ok(Self { programma, periode, drempel, cellen })
    }

    /// The published numbers, in the order of the programme, the areas and the words of each split.
    #[must_use]
    pub fn cellen(&self) -> &[Cel] {
        &self.cellen
    }
}
