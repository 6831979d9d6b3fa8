//! The span of vectors over a field, one vector at a time, and the remainder of any vector outside it.
#![expect(
    clippy::indexing_slicing,
    reason = "columns and rows are numbered here, and stay within what they number"
)]

use std::collections::{BTreeSet, HashMap};

use crate::field;

/// The entries of a vector that are not zero, by column, ascending.
pub(crate) type Vector = Vec<(usize, u64)>;

/// A vector with a one in its pivot, and zeros in the pivots of all rows before it.
struct Row {
    pivot: usize,
    entries: Vector,
}

/// Vectors that do not follow from each other.
pub(crate) struct Span {
    rows: Vec<Row>,
    /// The row that has its pivot in a column.
    by_pivot: Vec<Option<usize>>,
    scratch: Vec<u64>,
    touched: Vec<bool>,
}

impl Span {
    pub(crate) fn new(columns: usize) -> Self {
        Self {
            rows: Vec::new(),
            by_pivot: vec![None; columns],
            scratch: vec![0; columns],
            touched: vec![false; columns],
        }
    }

    /// What is left of a vector when everything that lies in the span is taken out: empty for a vector in the span.
    /// Two vectors that differ by one in the span leave the same.
    pub(crate) fn remainder(&mut self, vector: &[(usize, u64)]) -> Vector {
        let mut waiting = BTreeSet::new();
        let mut columns = Vec::new();
        for (column, value) in vector {
            self.put(*column, *value, &mut columns, &mut waiting);
        }
        while let Some(row) = waiting.pop_first() {
            let factor = self.scratch[self.rows[row].pivot];
            if factor == 0 {
                continue;
            }
            let entries = std::mem::take(&mut self.rows[row].entries);
            for (column, value) in &entries {
                self.put(*column, field::sub(0, field::mul(factor, *value)), &mut columns, &mut waiting);
            }
            self.rows[row].entries = entries;
        }
        columns.sort_unstable();
        let mut left = Vec::new();
        for column in columns {
            self.touched[column] = false;
            let value = std::mem::take(&mut self.scratch[column]);
            if value != 0 {
                left.push((column, value));
            }
        }
        left
    }

    fn put(&mut self, column: usize, value: u64, columns: &mut Vec<usize>, waiting: &mut BTreeSet<usize>) {
        if !self.touched[column] {
            self.touched[column] = true;
            columns.push(column);
            waiting.extend(self.by_pivot[column]);
        }
        self.scratch[column] = field::add(self.scratch[column], value);
    }

    /// Adds a vector that is a remainder and not empty, with its pivot where `cost` is least.
    pub(crate) fn add<C: Ord>(&mut self, remainder: &[(usize, u64)], cost: impl Fn(usize) -> C) -> Option<Pivoted> {
        let (pivot, value) = *remainder.iter().min_by_key(|(column, _)| (cost(*column), *column))?;
        let by = field::inverse(value);
        let entries: Vector = remainder.iter().map(|(column, value)| (*column, field::mul(*value, by))).collect();
        self.by_pivot[pivot] = Some(self.rows.len());
        self.rows.push(Row { pivot, entries: entries.clone() });
        Some(Pivoted { pivot, entries })
    }
}

/// What was added to a span.
pub(crate) struct Pivoted {
    pivot: usize,
    entries: Vector,
}

/// Remainders of vectors that must stay outside a span, kept up to date while it grows.
pub(crate) struct Guard {
    vectors: Vec<Vector>,
    /// Which vectors have something in a column; may hold some that have it no more.
    pub(crate) holders: Vec<Vec<usize>>,
    marks: HashMap<(usize, u64), u32>,
}

impl Guard {
    pub(crate) fn new(columns: usize) -> Self {
        Self { vectors: Vec::new(), holders: vec![Vec::new(); columns], marks: HashMap::new() }
    }

    /// Guards a remainder; one that is a multiple of another needs no second guard.
    pub(crate) fn add(&mut self, remainder: Vector) {
        let Some(mark) = mark(&remainder) else { return };
        if self.marks.contains_key(&mark) {
            return;
        }
        for (column, _) in &remainder {
            self.holders[*column].push(self.vectors.len());
        }
        self.marks.insert(mark, 1);
        self.vectors.push(remainder);
    }

    /// Whether a guarded vector would lie in the span, were this remainder added to it.
    pub(crate) fn forbids(&self, remainder: &[(usize, u64)]) -> bool {
        mark(remainder).is_some_and(|mark| self.marks.contains_key(&mark))
    }

    /// Takes what was added to the span out of all that is guarded.
    pub(crate) fn reduce(&mut self, added: &Pivoted) {
        for nr in std::mem::take(&mut self.holders[added.pivot]) {
            let Ok(place) = self.vectors[nr].binary_search_by_key(&added.pivot, |(column, _)| *column) else {
                continue;
            };
            let factor = self.vectors[nr][place].1;
            let old = std::mem::take(&mut self.vectors[nr]);
            self.forget(mark(&old));
            let new = less(&old, factor, &added.entries);
            for (column, _) in &new {
                if old.binary_search_by_key(column, |(column, _)| *column).is_err() {
                    self.holders[*column].push(nr);
                }
            }
            if let Some(mark) = mark(&new) {
                *self.marks.entry(mark).or_default() += 1;
            }
            self.vectors[nr] = new;
        }
    }

    fn forget(&mut self, mark: Option<(usize, u64)>) {
        let Some(mark) = mark else { return };
        if let Some(times) = self.marks.get_mut(&mark) {
            *times -= 1;
            if *times == 0 {
                self.marks.remove(&mark);
            }
        }
    }
}

/// `from - factor * what`.
pub(crate) fn less(from: &[(usize, u64)], factor: u64, what: &[(usize, u64)]) -> Vector {
    let mut result = Vec::with_capacity(from.len() + what.len());
    let (mut a, mut b) = (from.iter().peekable(), what.iter().peekable());
    loop {
        let next = match (a.peek(), b.peek()) {
            (None, None) => return result,
            (Some((column, _)), Some((other, _))) => *column.min(other),
            (Some((column, _)), None) | (None, Some((column, _))) => *column,
        };
        let old = a.next_if(|(column, _)| *column == next).map_or(0, |(_, value)| *value);
        let off = b.next_if(|(column, _)| *column == next).map_or(0, |(_, value)| field::mul(factor, *value));
        if field::sub(old, off) != 0 {
            result.push((next, field::sub(old, off)));
        }
    }
}

/// A mark that all multiples of a vector share. That two others share one is as likely as guessing a number of 61 bits,
/// and would hide a cell too many.
fn mark(vector: &[(usize, u64)]) -> Option<(usize, u64)> {
    let (first, value) = vector.first()?;
    let sum = vector.iter().fold(0, |sum, (column, value)| field::add(sum, field::mul(*value, weight(*column))));
    Some((*first, field::mul(sum, field::inverse(*value))))
}

/// A number for a column that looks like chance and is always the same (the finaliser of `SplitMix64`).
fn weight(column: usize) -> u64 {
    let mut bits = u64::try_from(column).unwrap_or_default().wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    field::from(bits ^ (bits >> 31))
}
