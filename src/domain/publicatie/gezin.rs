//! A family, as far as it is counted.

use std::collections::BTreeMap;

use super::{lid::Lid, maat::Feit};

/// The plain facts of one family in one period; there is no name, number or date in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gezin {
    pub(super) gemeente: &'static str,
    pub(super) feiten: BTreeMap<Feit, Lid>,
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
