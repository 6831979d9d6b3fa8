//! What is held against what, entry by entry: the tree against the roots that were told, each writer's count against
//! itself, each entry's time against those before it.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash as Hashable,
    mem,
};

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    tile::{HEIGHT, WIDTH},
    times::{Odd, Times},
    tree::{Frontier, Hash, TreeHead},
};

/// The most findings that are kept.
const MOST: usize = 1000;

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding<W, I> {
    /// The entry from which on it is wrong; absent when it is about no entry in particular.
    pub index: Option<u64>,
    /// What is wrong.
    pub fault: Fault<W, I>,
}

/// What can be wrong. `W` names a writer, `I` an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault<W, I> {
    /// The entry is from long before one that was numbered before it.
    TooOld {
        /// Its time.
        at: DateTime<Utc>,
        /// How far time had come.
        reached: DateTime<Utc>,
    },
    /// The entry is from long after those around it.
    TooNew {
        /// Its time.
        at: DateTime<Utc>,
    },
    /// The entry is from after the moment of the check.
    Future {
        /// Its time.
        at: DateTime<Utc>,
    },
    /// No writer counted this entry, while entries before it were counted.
    Uncounted(I),
    /// A writer counted two entries with one number.
    Twice {
        /// The writer.
        writer: W,
        /// The number.
        count: i64,
    },
    /// A writer's numbers from `from` up to and including `to` are missing.
    Missing {
        /// The writer.
        writer: W,
        /// The first.
        from: i64,
        /// The last.
        to: i64,
    },
    /// A writer cannot have counted this number: the first is 1.
    Impossible {
        /// The writer.
        writer: W,
        /// The number.
        count: i64,
    },
    /// The first `size` entries are not those that somebody told of. The difference is between `from` and `to`, both included.
    OtherRoot {
        /// The size of the tree.
        size: u64,
        /// Who told the root.
        told_by: String,
        /// The first entry that can be wrong.
        from: u64,
        /// The last.
        to: u64,
    },
    /// There are fewer entries than somebody told of: the end is gone, or this is an old copy.
    Shorter {
        /// The number of entries.
        size: u64,
        /// Who told of more.
        told_by: String,
        /// How many they told of.
        told: u64,
    },
    /// The bundle of entries is not there, or does not hold so many.
    Bundle {
        /// Its path.
        path: String,
        /// How many entries it should hold.
        width: u64,
    },
    /// The tile is not there, or does not hold so many hashes.
    Tile {
        /// Its path.
        path: String,
        /// How many hashes it should hold.
        width: u64,
    },
    /// The entry in the bundle does not have the leaf that is in the tile.
    Leaf {
        /// The path of the bundle.
        bundle: String,
        /// The path of the tile.
        tile: String,
    },
    /// The tile does not follow from the leaves below it.
    Above {
        /// Its path.
        tile: String,
    },
    /// The bundle is not there, and no entry shows that it was pruned: with all that was before it, and old enough.
    NotPruned {
        /// Its path.
        bundle: String,
    },
    /// What the caller found, in words of its own.
    Other(String),
}

impl<W, I> From<String> for Fault<W, I> {
    fn from(words: String) -> Self {
        Self::Other(words)
    }
}

impl<W, I> From<&str> for Fault<W, I> {
    fn from(words: &str) -> Self {
        Self::Other(words.to_owned())
    }
}

/// What an entry says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Entry<W, I> {
    /// What the entry is called.
    pub id: I,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Who wrote it, and the number that this writer counted it with, from 1 on. Absent in a log that began without counting.
    pub count: Option<(W, i64)>,
}

/// A hash in a tile above the leaves, as it has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Above {
    /// The level of the tile.
    pub level: u32,
    /// The number of the tile on that level.
    pub tile: u64,
    /// The place of the hash in the tile.
    pub place: usize,
    /// The hash.
    pub hash: Hash,
    /// The first leaf below it.
    pub first: u64,
}

/// A check on its way from the first entry to the last.
#[derive(Debug)]
pub struct Check<W, I> {
    frontier: Frontier,
    writers: HashMap<W, Counts>,
    times: Times,
    /// No entry is from after this moment.
    until: Option<DateTime<Utc>>,
    /// Whether an entry was counted by its writer: from then on all are.
    counted: bool,
    /// Roots that were told, by the size of their tree.
    told: BTreeMap<u64, Vec<Told>>,
    /// Up to this size the tree is as it was told.
    confirmed: u64,
    forked: bool,
    findings: Vec<Finding<W, I>>,
}

/// A root that was told: by whom, and whether that is sure.
#[derive(Debug)]
struct Told {
    root: Hash,
    by: String,
    sure: bool,
}

/// Stretches of a writer's numbers, from their first to their last, with the entry that has the first.
type Counts = BTreeMap<i64, (i64, Option<u64>)>;

impl<W: Copy + Eq + Hashable, I> Check<W, I> {
    /// A check that lets an entry be `slack` older than one that was numbered before it.
    #[must_use]
    pub fn new(slack: TimeDelta) -> Self {
        Self {
            frontier: Frontier::default(),
            writers: HashMap::new(),
            times: Times::new(slack),
            until: None,
            counted: false,
            told: BTreeMap::new(),
            confirmed: 0,
            forked: false,
            findings: Vec::new(),
        }
    }

    /// Lets no entry be from after `moment`; what is about now is for the caller to add.
    #[must_use]
    pub fn until(self, moment: DateTime<Utc>) -> Self {
        Self { until: Some(moment), ..self }
    }

    /// The number of the entry that comes next.
    #[must_use]
    pub const fn index(&self) -> u64 {
        self.frontier.size()
    }

    /// How the tree stands over the entries so far.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        self.frontier.head()
    }

    /// Expects the tree to come to stand like this, because `by` told so; `sure` when that was signed, or kept out of reach. The
    /// check has not passed that size yet.
    pub fn expect(&mut self, head: &TreeHead, by: impl Into<String>, sure: bool) {
        let told = Told { root: head.root, by: by.into(), sure };
        self.told.entry(head.size).or_default().push(told);
    }

    /// Notes what is wrong.
    pub fn fault(&mut self, index: impl Into<Option<u64>>, fault: impl Into<Fault<W, I>>) {
        let finding = Finding { index: index.into(), fault: fault.into() };
        // Of a log that is wrong from end to end nobody reads more than the first thousand, so those are kept.
        if self.findings.len() < MOST {
            self.findings.push(finding);
        } else if let Some(last) = self.findings.last_mut()
            && finding.index < last.index
        {
            *last = finding;
        }
    }

    /// Notes that some entry from `from` on must be wrong: the first that is known to be, or else `from`.
    pub fn fault_from(&mut self, from: u64, fault: impl Into<Fault<W, I>>) {
        let known = self.findings.iter().filter_map(|finding| finding.index).filter(|index| *index >= from);
        let index = known.min().unwrap_or(from);
        self.fault(index, fault);
    }

    /// Looks at what the next entry says of itself.
    pub fn entry(&mut self, entry: Entry<W, I>) {
        let at = entry.at;
        self.count(entry, Some(self.index()));
        self.time(at);
    }

    /// Looks at the time of the next entry alone.
    pub fn time(&mut self, at: DateTime<Utc>) {
        let index = self.index();
        // What is not of this time says nothing about the times around it.
        if self.is_future(index, at) {
            return;
        }
        let mut odd = Vec::new();
        self.times.entry(index, at, &mut odd);
        self.odd(odd);
    }

    fn is_future(&mut self, index: impl Into<Option<u64>>, at: DateTime<Utc>) -> bool {
        let future = self.until.is_some_and(|until| at > until);
        if future {
            self.fault(index, Fault::Future { at });
        }
        future
    }

    fn odd(&mut self, odd: Vec<Odd>) {
        for one in odd {
            match one {
                Odd::TooOld { index, at, reached } => self.fault(index, Fault::TooOld { at, reached }),
                Odd::TooNew { index, at } => self.fault(index, Fault::TooNew { at }),
            }
        }
    }

    /// Looks at an entry that waits for its number.
    pub fn waiting(&mut self, entry: Entry<W, I>) {
        self.is_future(None, entry.at);
        self.count(entry, None);
    }

    /// Takes in that entries of a writer were pruned, counted from `from` up to and including `to`.
    pub fn pruned(&mut self, writer: W, from: i64, to: i64) {
        self.writers.entry(writer).or_default().insert(from, (to, None));
    }

    fn count(&mut self, entry: Entry<W, I>, index: Option<u64>) {
        let Some((writer, count)) = entry.count else {
            if self.counted {
                self.fault(index, Fault::Uncounted(entry.id));
            }
            return;
        };
        self.counted = true;
        if !insert(self.writers.entry(writer).or_default(), count, index) {
            self.fault(index, Fault::Twice { writer, count });
        }
    }

    /// Puts the leaf of the next entry in the tree. Gives the hashes that this completes in the tiles above.
    pub fn leaf(&mut self, leaf: Hash) -> Vec<Above> {
        let (index, mut above) = (self.index(), Vec::new());
        self.frontier.push(leaf, |height, hash| {
            if height > 0 && height.is_multiple_of(HEIGHT) {
                let position = index >> height;
                above.push(Above {
                    level: height / HEIGHT,
                    tile: position / WIDTH,
                    place: usize::try_from(position % WIDTH).unwrap_or_default(),
                    hash: *hash,
                    first: position << height,
                });
            }
        });
        self.meet_what_was_told();
        above
    }

    fn meet_what_was_told(&mut self) {
        let size = self.index();
        let Some(told) = self.told.remove(&size) else {
            return;
        };
        let root = self.frontier.root();
        let sure = told.iter().any(|told| told.sure);
        match told.into_iter().find(|told| told.root != root) {
            None if sure && !self.forked => self.confirmed = size,
            None => {}
            Some(Told { by, .. }) => self.fork(size, by),
        }
    }

    /// Of the trees that follow none can be right either, so one finding says it.
    fn fork(&mut self, size: u64, told_by: String) {
        if !self.forked {
            let (from, to) = (self.confirmed, size.saturating_sub(1));
            self.fault_from(from, Fault::OtherRoot { size, told_by, from, to });
        }
        self.forked = true;
    }

    /// Ends the check. Gives every finding; the first entry that is wrong comes first.
    #[must_use]
    pub fn finish(mut self) -> Vec<Finding<W, I>> {
        let size = self.index();
        let beyond = self.told.split_off(&size.saturating_add(1));
        if let Some((told, told_by)) = beyond.into_iter().find_map(|(size, mut all)| Some((size, all.pop()?.by))) {
            self.fault(size, Fault::Shorter { size, told_by, told });
        }
        let mut odd = Vec::new();
        self.times.finish(&mut odd);
        self.odd(odd);
        for (writer, counts) in mem::take(&mut self.writers) {
            self.gaps(writer, &counts);
        }
        self.findings.sort_by_key(|finding| finding.index.unwrap_or(u64::MAX));
        self.findings
    }

    fn gaps(&mut self, writer: W, counts: &Counts) {
        let mut expected = 1;
        for (&first, &(last, index)) in counts {
            if first > expected {
                self.fault(index, Fault::Missing { writer, from: expected, to: first - 1 });
            } else if first < 1 {
                self.fault(index, Fault::Impossible { writer, count: first });
            }
            expected = last + 1;
        }
    }
}

/// Adds a number to a writer's stretches; false when it is there already.
fn insert(counts: &mut Counts, count: i64, index: Option<u64>) -> bool {
    let before = counts.range_mut(..=count).next_back();
    let stretch = match before {
        Some((_, (last, _))) if *last >= count => return false,
        Some((first, (last, _))) if last.checked_add(1) == Some(count) => {
            *last = count;
            *first
        }
        _ => {
            counts.insert(count, (count, index));
            count
        }
    };
    let after = count.checked_add(1).and_then(|next| counts.remove(&next));
    if let (Some((end, _)), Some((last, _))) = (after, counts.get_mut(&stretch)) {
        *last = end;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{super::tree::leaf_hash, *};

    type TestCheck = Check<u8, u8>;

    fn check(leaves: u64) -> TestCheck {
        let mut check = Check::new(TimeDelta::minutes(15));
        for index in 0..leaves {
            check.leaf(leaf_hash(&index.to_be_bytes()));
        }
        check
    }

    #[test]
    fn counts_in_any_order_show_only_real_gaps() {
        let mut counts = Counts::new();
        for (index, count) in [3, 1, 2, 7, 5, 9, 8].into_iter().enumerate() {
            assert!(insert(&mut counts, count, u64::try_from(index).ok()));
        }
        let stretches: Vec<_> = counts.iter().map(|(first, (last, index))| (*first, *last, *index)).collect();
        assert_eq!(stretches, [(1, 3, Some(1)), (5, 5, Some(4)), (7, 9, Some(3))]);
        assert!(!insert(&mut counts, 8, None) && !insert(&mut counts, 1, None));
        let mut check = check(0);
        check.gaps(7, &counts);
        let missing = |index, count| {
            let fault = Fault::Missing { writer: 7, from: count, to: count };
            Finding { index: Some(index), fault }
        };
        assert_eq!(check.findings, [missing(4, 4), missing(3, 6)]);
    }

    #[test]
    fn another_root_names_the_first_entry_that_can_be_wrong() {
        let good = |size| check(size).head();
        let mut check = TestCheck::new(TimeDelta::zero());
        check.expect(&good(2), "Z", false);
        check.expect(&good(3), "A", true);
        check.expect(&good(4), "Y", false);
        check.expect(&TreeHead { size: 5, root: [0; 32] }, "B", true);
        check.expect(&TreeHead { size: 6, root: [0; 32] }, "C", true);
        check.expect(&good(9), "D", true);
        for index in 0..7_u64 {
            check.leaf(leaf_hash(&index.to_be_bytes()));
        }
        let other_root = Fault::OtherRoot { size: 5, told_by: "B".into(), from: 3, to: 4 };
        let shorter = Fault::Shorter { size: 7, told_by: "D".into(), told: 9 };
        assert_eq!(
            check.finish(),
            [Finding { index: Some(3), fault: other_root }, Finding { index: Some(7), fault: shorter }]
        );
    }

    #[test]
    fn a_leaf_that_fills_a_tile_gives_the_hash_above_it() {
        let mut check = check(255);
        let above = check.leaf(leaf_hash(&255_u64.to_be_bytes()));
        assert_eq!(above, [Above { level: 1, tile: 0, place: 0, hash: check.head().root, first: 0 }]);
        assert_eq!(check.leaf([1; 32]), []);
        (257..511).for_each(|_| drop(check.leaf([1; 32])));
        let above = check.leaf([1; 32]);
        assert_eq!(
            above.iter().map(|it| (it.level, it.tile, it.place, it.first)).collect::<Vec<_>>(),
            [(1, 0, 1, 256)]
        );
    }

    #[test]
    fn an_entry_that_nobody_counted_is_found_once_others_were() {
        let mut check = TestCheck::new(TimeDelta::minutes(15));
        let entry = |id, count| Entry { id, at: DateTime::UNIX_EPOCH, count };
        for (id, count) in [(0, None), (1, Some((7, 1))), (2, None), (3, Some((7, 1))), (4, Some((8, 0)))] {
            check.entry(entry(id, count));
            check.leaf([id; 32]);
        }
        check.waiting(entry(5, Some((7, 3))));
        let found: Vec<_> = check.finish().into_iter().map(|finding| (finding.index, finding.fault)).collect();
        assert_eq!(
            found,
            [
                (Some(2), Fault::Uncounted(2)),
                (Some(3), Fault::Twice { writer: 7, count: 1 }),
                (Some(4), Fault::Impossible { writer: 8, count: 0 }),
                (None, Fault::Missing { writer: 7, from: 2, to: 2 }),
            ]
        );
    }
}
