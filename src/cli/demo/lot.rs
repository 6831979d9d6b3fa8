//! Chance with a fixed seed: the same region every time.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// Draws lots, always the same ones in the same order.
#[derive(Debug)]
pub(super) struct Lot(ChaCha8Rng);

impl Lot {
    pub(super) fn new(zaad: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(zaad))
    }

    /// A number from `van` up to and including `tot`.
    pub(super) fn tussen(&mut self, van: i64, tot: i64) -> i64 {
        self.0.random_range(van..=tot.max(van))
    }

    /// True in so many cases of a hundred.
    pub(super) fn kans(&mut self, procent: i64) -> bool {
        self.tussen(1, 100) <= procent
    }

    /// A place in a list of `lengte`.
    pub(super) fn plaats(&mut self, lengte: usize) -> usize {
        self.0.random_range(0..lengte.max(1))
    }

    /// One of `keuzes`, or `anders` when there are none.
    pub(super) fn kies<T: Copy>(&mut self, keuzes: &[T], anders: T) -> T {
        let plaats = self.plaats(keuzes.len());
        keuzes.get(plaats).copied().unwrap_or(anders)
    }

    /// `aantal` different ones of `keuzes`, at most.
    pub(super) fn greep<T: Copy + PartialEq>(&mut self, keuzes: &[T], aantal: i64) -> Vec<T> {
        let mut greep = Vec::new();
        for _ in 0..aantal {
            let plaats = self.plaats(keuzes.len());
            greep.extend(keuzes.get(plaats).copied().filter(|keuze| !greep.contains(keuze)));
        }
        greep
    }

    /// Secret bytes that anybody can compute: for a demo only.
    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        self.0.random()
    }
}
