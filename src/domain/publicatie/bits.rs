//! A set of small numbers, one bit each.

/// A set of the numbers 0, 1, 2 and so on, all sets of the same length.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// The numbers below `aantal` for which `in_set` holds.
    pub(super) fn waar(aantal: usize, in_set: impl Fn(usize) -> bool) -> Self {
        let woord = |begin: usize| {
            (begin..aantal.min(begin + 64)).fold(0, |woord, nr| woord | (u64::from(in_set(nr)) << (nr - begin)))
        };
        Self((0..aantal).step_by(64).map(woord).collect())
    }

    pub(super) fn raakt(&self, ander: &Self) -> bool {
        self.0.iter().zip(&ander.0).any(|(a, b)| a & b != 0)
    }

    pub(super) fn binnen(&self, ander: &Self) -> bool {
        self.0.iter().zip(&ander.0).all(|(a, b)| a & !b == 0)
    }

    pub(super) fn en(&self, ander: &Self) -> Self {
        Self(self.0.iter().zip(&ander.0).map(|(a, b)| a & b).collect())
    }

    pub(super) fn of(&self, ander: &Self) -> Self {
        Self(self.0.iter().zip(&ander.0).map(|(a, b)| a | b).collect())
    }

    pub(super) fn zonder(&self, ander: &Self) -> Self {
        Self(self.0.iter().zip(&ander.0).map(|(a, b)| a & !b).collect())
    }

    /// The numbers in the set, ascending.
    pub(super) fn leden(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(plaats, woord)| {
            (0..64).filter(move |bit| woord >> bit & 1 == 1).map(move |bit| plaats * 64 + bit)
        })
    }

    /// The set with its smallest number alone, none when empty.
    pub(super) fn eerste(&self) -> Option<Self> {
        let plaats = self.0.iter().position(|woord| *woord != 0)?;
        let kleinste = |woord: &u64| woord & woord.wrapping_neg();
        Some(Self(
            self.0.iter().enumerate().map(|(nr, woord)| if nr == plaats { kleinste(woord) } else { 0 }).collect(),
        ))
    }

    /// How many families the set stands for, when number `nr` stands for `gewicht[nr]` of them.
    pub(super) fn weeg(&self, gewicht: &[u32]) -> u32 {
        self.leden().filter_map(|nr| gewicht.get(nr)).sum()
    }
}
