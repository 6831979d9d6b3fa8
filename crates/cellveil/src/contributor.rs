//! Who is counted, and what is safe to tell of it. Nothing here is public.

use crate::structure::Atom;

/// Somebody who is counted, with everything they add to any count of any release: a family with its whole history.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contributor {
    /// What they add; a repeated atom adds up.
    pub parts: Vec<Contribution>,
}

/// What one contributor adds to one atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contribution {
    /// To which atom.
    pub atom: Atom,
    /// How much.
    pub amount: u32,
    /// Through whom: the number of an organisation, if that is known.
    pub source: Option<u32>,
}

/// When a count is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The smallest count, other than zero, that may be told; and how far apart the two tables for a hidden count are at least.
    pub threshold: u64,
    /// In a class: from which part of the whole, in percent, one part is the whole.
    pub almost_all: u64,
    /// How many sources stand at least behind a cell that asks for sources.
    pub sources: usize,
    /// Which part of such a cell the largest source has at most, in percent.
    pub largest_source: u64,
}

impl Default for Rules {
    fn default() -> Self {
        Self { threshold: 10, almost_all: 90, sources: 3, largest_source: 90 }
    }
}

impl Rules {
    /// Whether a count points at a few.
    #[must_use]
    pub const fn is_small(&self, count: u64) -> bool {
        count > 0 && count < self.threshold
    }
}
