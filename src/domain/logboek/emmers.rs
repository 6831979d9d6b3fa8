//! Two large sets compared without holding either: sums of hashes, in buckets, that only come to nothing when both are alike.

use std::{
    collections::{BTreeSet, hash_map::RandomState},
    hash::BuildHasher as _,
};

use crate::domain::ids::{LogregelId, PseudoniemId};

/// In so many buckets.
const AANTAL: u64 = 4096;

/// A person and a line that names her.
pub type Paar = (PseudoniemId, LogregelId);

/// What is in one set and not in the other: the hashes are keyed with chance, so that nobody can choose what cancels out.
#[derive(Debug)]
pub struct Emmers {
    een: RandomState,
    ander: RandomState,
    sommen: Vec<u128>,
}

impl Default for Emmers {
    fn default() -> Self {
        let sommen = (0..AANTAL).map(|_| 0).collect();
        Self { een: RandomState::new(), ander: RandomState::new(), sommen }
    }
}

impl Emmers {
    fn emmer(&self, regel: LogregelId) -> usize {
        usize::try_from(self.een.hash_one(regel) % AANTAL).unwrap_or_default()
    }

    fn som(&self, paar: Paar) -> u128 {
        u128::from(self.een.hash_one(paar)) << 64 | u128::from(self.ander.hash_one(paar))
    }

    /// Puts in a pair of the first set.
    pub fn erbij(&mut self, paar: Paar) {
        let (emmer, som) = (self.emmer(paar.1), self.som(paar));
        if let Some(emmer) = self.sommen.get_mut(emmer) {
            *emmer = emmer.wrapping_add(som);
        }
    }

    /// Takes out a pair of the second.
    pub fn eraf(&mut self, paar: Paar) {
        let (emmer, som) = (self.emmer(paar.1), self.som(paar));
        if let Some(emmer) = self.sommen.get_mut(emmer) {
            *emmer = emmer.wrapping_sub(som);
        }
    }

    /// The first buckets that did not come to nothing, at most so many.
    #[must_use]
    pub fn scheef(&self, hoogstens: usize) -> BTreeSet<usize> {
        let scheef = self.sommen.iter().enumerate().filter(|(_, som)| **som != 0);
        scheef.map(|(emmer, _)| emmer).take(hoogstens).collect()
    }

    /// Whether a line falls in one of these buckets.
    #[must_use]
    pub fn valt_in(&self, emmers: &BTreeSet<usize>, regel: LogregelId) -> bool {
        emmers.contains(&self.emmer(regel))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::Id;

    fn paar(wie: u128, regel: u128) -> Paar {
        (Id::from_uuid(Uuid::from_u128(wie)), Id::from_uuid(Uuid::from_u128(regel)))
    }

    #[test]
    fn wat_aan_een_kant_ontbreekt_laat_een_emmer_scheef() {
        let mut emmers = Emmers::default();
        for n in 0..1000 {
            emmers.erbij(paar(n % 7, n));
        }
        for n in (0..1000).rev().filter(|n| *n != 400) {
            emmers.eraf(paar(n % 7, n));
        }
        let scheef = emmers.scheef(10);
        assert_eq!(scheef.len(), 1);
        assert!(emmers.valt_in(&scheef, paar(0, 400).1));
        // Another person in the same line is not the same.
        emmers.eraf(paar(3, 400));
        assert_eq!(emmers.scheef(10), scheef);
        emmers.erbij(paar(3, 400));
        emmers.eraf(paar(400 % 7, 400));
        assert!(emmers.scheef(10).is_empty());
    }
}
