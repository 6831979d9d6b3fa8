//! The check of a certificate, by adding up alone. It shares nothing with the search that found it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    certificate::{Certificate, FORMAT, Facts, Wide, digest_of},
    contributor::Rules,
    structure::{Difference, Structure, Sum},
};

/// Why a certificate does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// Another format.
    #[error("the format is not '{FORMAT}'")]
    Format,
    /// Something in it was changed.
    #[error("the seal is not of what is in the certificate")]
    Seal,
    /// It was made for another structure.
    #[error("the certificate is of another structure")]
    Structure,
    /// It was made for other facts.
    #[error("the certificate is of other facts")]
    Facts,
    /// It was made for another threshold.
    #[error("the certificate is of another threshold")]
    Threshold,
    /// A fact names a cell that is not there, or is never printed.
    #[error("'{0}' is not a cell that is printed")]
    NotPrinted(String),
    /// A printed count is small.
    #[error("'{0}' is small and printed")]
    Small(String),
    /// Two printed counts lie a small number apart.
    #[error("'{inner}' and '{outer}' are printed and lie a small number apart")]
    Close {
        /// The inner cell.
        inner: String,
        /// The outer cell.
        outer: String,
    },
    /// A table names an atom that is not there, or one twice, or a count of nothing.
    #[error("table {0} is not in its proper form")]
    Table(usize),
    /// An atom counts less than zero, or more than can be added up.
    #[error("table {table} counts atom {atom} below zero or too high")]
    Range {
        /// The table.
        table: usize,
        /// The atom.
        atom: usize,
    },
    /// A table says something else than what was printed.
    #[error("table {table} does not agree with '{cell}'")]
    Cell {
        /// The table.
        table: usize,
        /// The cell.
        cell: String,
    },
    /// A table breaks a relation.
    #[error("table {table} does not keep relation {relation}")]
    Relation {
        /// The table.
        table: usize,
        /// The relation, by its place in the order of the plan.
        relation: usize,
    },
    /// A pair names a cell or a table that is not there, two cells that do not nest, or comes twice.
    #[error("the pair of tables for '{0}' is not in its proper form")]
    Pair(String),
    /// The two tables do not differ enough.
    #[error("the two tables for '{0}' lie too near")]
    Narrow(String),
    /// There are no two tables for a hidden count.
    #[error("nothing shows that '{0}' is hidden")]
    Unproven(String),
    /// There are no two tables for a distance that could be small.
    #[error("nothing shows that the distance between '{inner}' and '{outer}' is hidden")]
    UnprovenDistance {
        /// The inner cell.
        inner: String,
        /// The outer cell.
        outer: String,
    },
}

/// The difference of a table to the first one.
type Delta = [(usize, i64)];

/// Checks that nothing hidden can be worked out: every table agrees with every printed count of every release and with
/// every relation, and every hidden count differs by the threshold between two of them.
///
/// A count that is never printed, a balance, or a distance between two cells, needs two tables when it is small in the first one: they
/// differ by the threshold, or in one of the two it is not small. So nothing small follows from what was printed: that
/// would have the same small value in every table.
pub fn verify(
    structure: &Structure,
    facts: &Facts,
    rules: &Rules,
    certificate: &Certificate,
) -> Result<(), VerifyError> {
    heading(structure, facts, rules, certificate)?;
    printed(structure, facts, rules)?;
    let base = base(structure, certificate)?;
    let rows = Rows::new(structure, facts);
    rows.agrees(&base)?;
    for (nr, delta) in certificate.tables.iter().enumerate() {
        rows.agrees_too(nr + 1, &base, delta)?;
    }
    let shown = pairs(structure, rules, certificate, &base)?;
    complete(structure, facts, rules, &base, &shown)
}

fn heading(structure: &Structure, facts: &Facts, rules: &Rules, certificate: &Certificate) -> Result<(), VerifyError> {
    if certificate.format != FORMAT {
        return Err(VerifyError::Format);
    }
    if certificate.seal != certificate.seal_of() {
        return Err(VerifyError::Seal);
    }
    if certificate.structure != structure.digest() {
        return Err(VerifyError::Structure);
    }
    if certificate.facts != digest_of(facts) {
        return Err(VerifyError::Facts);
    }
    if certificate.threshold != rules.threshold {
        return Err(VerifyError::Threshold);
    }
    Ok(())
}

/// What was printed is no small count.
fn printed(structure: &Structure, facts: &Facts, rules: &Rules) -> Result<(), VerifyError> {
    for (name, value) in facts {
        let cell = structure.cell(name).and_then(|nr| structure.cells.get(nr));
        if !cell.is_some_and(|cell| cell.printed) {
            return Err(VerifyError::NotPrinted(name.clone()));
        }
        if rules.is_small(*value) {
            return Err(VerifyError::Small(name.clone()));
        }
    }
    Ok(())
}

fn base(structure: &Structure, certificate: &Certificate) -> Result<Vec<i64>, VerifyError> {
    let mut table = vec![0; structure.atoms().len()];
    let mut last = None;
    for (atom, count) in &certificate.base {
        let place = table.get_mut(*atom).filter(|_| last < Some(*atom) && *count > 0);
        *place.ok_or(VerifyError::Table(0))? = in_range(i128::from(*count), 0, *atom)?;
        last = Some(*atom);
    }
    Ok(table)
}

/// Counts stay so small that sums of them never overflow.
fn in_range(count: i128, table: usize, atom: usize) -> Result<i64, VerifyError> {
    let within = i64::try_from(count).ok().filter(|count| (0..=1_000_000_000_000).contains(count));
    within.ok_or(VerifyError::Range { table, atom })
}

/// What every table has to come to: the printed counts first, then the relations.
struct Rows<'a> {
    printed: Vec<&'a String>,
    values: Vec<i128>,
    /// Of each atom, in which rows it counts and with which weight.
    of_atom: Vec<Vec<(usize, i64)>>,
}

impl<'a> Rows<'a> {
    fn new(structure: &Structure, facts: &'a Facts) -> Self {
        let mut rows =
            Self { printed: Vec::new(), values: Vec::new(), of_atom: vec![Vec::new(); structure.atoms().len()] };
        for (name, value) in facts {
            let cell = structure.cell(name).and_then(|nr| structure.cells.get(nr));
            rows.push(cell.into_iter().flat_map(|cell| &cell.atoms).map(|atom| (*atom, 1)), i128::from(*value));
            rows.printed.push(name);
        }
        for relation in &structure.relations {
            rows.push(relation.terms.iter().copied(), i128::from(relation.value));
        }
        rows
    }

    fn push(&mut self, terms: impl Iterator<Item = (usize, i64)>, value: i128) {
        for (atom, weight) in terms {
            if let Some(list) = self.of_atom.get_mut(atom) {
                list.push((self.values.len(), weight));
            }
        }
        self.values.push(value);
    }

    /// What the rows come to.
    fn sums(&self, table: impl Iterator<Item = (usize, i64)>) -> BTreeMap<usize, i128> {
        let mut sums = BTreeMap::new();
        for (atom, count) in table {
            for (row, weight) in self.of_atom.get(atom).into_iter().flatten() {
                *sums.entry(*row).or_default() += i128::from(*weight) * i128::from(count);
            }
        }
        sums
    }

    fn agrees(&self, base: &[i64]) -> Result<(), VerifyError> {
        let sums = self.sums(base.iter().copied().enumerate());
        let sum = |row: &usize| sums.get(row).copied().unwrap_or_default();
        let wrong = self.values.iter().enumerate().find(|(row, value)| sum(row) != **value);
        wrong.map_or(Ok(()), |(row, _)| Err(self.error(0, row)))
    }

    /// A table agrees when the first one does, and what it adds to that comes to nothing in every row.
    fn agrees_too(&self, nr: usize, base: &[i64], delta: &Delta) -> Result<(), VerifyError> {
        let mut last = None;
        for (atom, by) in delta {
            let count = base.get(*atom).filter(|_| last < Some(*atom) && *by != 0).ok_or(VerifyError::Table(nr))?;
            in_range(i128::from(*count) + i128::from(*by), nr, *atom)?;
            last = Some(*atom);
        }
        let wrong = self.sums(delta.iter().copied()).into_iter().find(|(_, sum)| *sum != 0);
        wrong.map_or(Ok(()), |(row, _)| Err(self.error(nr, row)))
    }

    fn error(&self, table: usize, row: usize) -> VerifyError {
        let relation = || VerifyError::Relation { table, relation: row - self.printed.len() };
        self.printed.get(row).map_or_else(relation, |cell| VerifyError::Cell { table, cell: (*cell).clone() })
    }
}

fn added(cell: &Sum, table: &[i64]) -> i128 {
    cell.atoms.iter().filter_map(|atom| table.get(*atom)).map(|count| i128::from(*count)).sum()
}

/// What is shown to be wide.
#[derive(Default)]
struct Shown {
    /// A cell, or an inner and an outer one.
    cells: BTreeSet<(usize, Option<usize>)>,
    balances: BTreeSet<usize>,
}

fn pairs(structure: &Structure, rules: &Rules, certificate: &Certificate, base: &[i64]) -> Result<Shown, VerifyError> {
    let count = |nr: usize| structure.cells.get(nr).map_or(0, |cell| added(cell, base));
    let mut shown = Shown::default();
    let table = |nr: usize| match nr.checked_sub(1) {
        None => Some(&[][..]),
        Some(place) => certificate.tables.get(place).map(Vec::as_slice),
    };
    for wide in &certificate.wide {
        let improper = || VerifyError::Pair(wide.of.clone());
        if let Some(nr) = structure.balance(&wide.of) {
            let (low, high) = (table(wide.low).ok_or_else(improper)?, table(wide.high).ok_or_else(improper)?);
            if wide.within.is_some() || !shown.balances.insert(nr) {
                return Err(improper());
            }
            let balance = structure.balances.get(nr).ok_or_else(improper)?;
            let first = weighed(balance, base.iter().copied().enumerate());
            let [low, high] = [low, high].map(|delta| weighed(balance, delta.iter().copied()));
            let escapes = [first + low, first + high].into_iter().any(|count| !small(count, rules));
            if high - low < i128::from(rules.threshold) && !escapes {
                return Err(VerifyError::Narrow(named(wide)));
            }
            continue;
        }
        let of = structure.cell(&wide.of).ok_or_else(improper)?;
        let within = match &wide.within {
            Some(outer) => Some(structure.cell(outer).ok_or_else(improper)?),
            None => None,
        };
        if within.is_some_and(|outer| !inside(structure, of, outer)) || !shown.cells.insert((of, within)) {
            return Err(improper());
        }
        let (low, high) = (table(wide.low).ok_or_else(improper)?, table(wide.high).ok_or_else(improper)?);
        let (low, high) = (moved(structure, of, within, low), moved(structure, of, within, high));
        let first = within.map_or_else(|| count(of), |outer| count(outer) - count(of));
        let printed = within.is_none() && structure.cells.get(of).is_some_and(|cell| cell.printed);
        let escapes = !printed && [first + low, first + high].into_iter().any(|count| !small(count, rules));
        if high - low < i128::from(rules.threshold) && !escapes {
            return Err(VerifyError::Narrow(named(wide)));
        }
    }
    Ok(shown)
}

/// A balance below zero is small as one above it is.
fn small(count: i128, rules: &Rules) -> bool {
    u64::try_from(count.unsigned_abs()).is_ok_and(|count| rules.is_small(count))
}

/// What counts, or differences of counts, come to in a balance.
fn weighed(balance: &Difference, table: impl Iterator<Item = (usize, i64)>) -> i128 {
    let weight = |atom: usize| balance.terms.binary_search_by_key(&atom, |(one, _)| *one).ok();
    let weight = |atom: usize| weight(atom).and_then(|place| balance.terms.get(place));
    table.filter_map(|(atom, count)| Some(i128::from(weight(atom)?.1) * i128::from(count))).sum()
}

fn named(wide: &Wide) -> String {
    wide.within.as_ref().map_or_else(|| wide.of.clone(), |outer| format!("{outer} - {}", wide.of))
}

fn inside(structure: &Structure, inner: usize, outer: usize) -> bool {
    let atoms = |nr: usize| structure.cells.get(nr).map(|cell| cell.atoms.as_slice()).unwrap_or_default();
    let (inner, outer) = (atoms(inner), atoms(outer));
    inner.len() < outer.len() && inner.iter().all(|atom| outer.binary_search(atom).is_ok())
}

/// By how much a table counts more than the first one in a cell; with a cell around it, in the distance to that.
fn moved(structure: &Structure, of: usize, within: Option<usize>, delta: &Delta) -> i128 {
    let holds =
        |nr: usize, atom: &usize| structure.cells.get(nr).is_some_and(|cell| cell.atoms.binary_search(atom).is_ok());
    let counts = |atom: &usize| within.map_or_else(|| holds(of, atom), |outer| holds(outer, atom) && !holds(of, atom));
    delta.iter().filter(|(atom, _)| counts(atom)).map(|(_, by)| i128::from(*by)).sum()
}

/// Every hidden cell is shown to be wide, and every distance that is small in the first table.
fn complete(
    structure: &Structure,
    facts: &Facts,
    rules: &Rules,
    base: &[i64],
    shown: &Shown,
) -> Result<(), VerifyError> {
    let small = |count: i128| small(count, rules);
    let counts: Vec<i128> = structure.cells.iter().map(|cell| added(cell, base)).collect();
    let mut holders = BTreeMap::<usize, Vec<usize>>::new();
    for (nr, cell) in structure.cells.iter().enumerate() {
        for atom in &cell.atoms {
            holders.entry(*atom).or_default().push(nr);
        }
    }
    let hidden = |cell: &Sum| !facts.contains_key(&cell.name);
    for (nr, balance) in structure.balances.iter().enumerate() {
        let count = weighed(balance, base.iter().copied().enumerate());
        if small(count) && !shown.balances.contains(&nr) {
            return Err(VerifyError::Unproven(balance.name.clone()));
        }
    }
    for (inner, cell) in structure.cells.iter().enumerate() {
        let count = counts.get(inner).copied().unwrap_or_default();
        let must = hidden(cell) && (cell.printed || small(count));
        if must && !shown.cells.contains(&(inner, None)) {
            return Err(VerifyError::Unproven(cell.name.clone()));
        }
        let around = cell.atoms.first().and_then(|atom| holders.get(atom)).into_iter().flatten();
        for outer in around {
            let Some(other) = structure.cells.get(*outer) else { continue };
            let apart = counts.get(*outer).copied().unwrap_or_default() - count;
            if !small(apart) || !inside(structure, inner, *outer) || shown.cells.contains(&(inner, Some(*outer))) {
                continue;
            }
            let (inner, outer) = (cell.name.clone(), other.name.clone());
            let both = !hidden(cell) && !hidden(other);
            return Err(if both {
                VerifyError::Close { inner, outer }
            } else {
                VerifyError::UnprovenDistance { inner, outer }
            });
        }
    }
    Ok(())
}
