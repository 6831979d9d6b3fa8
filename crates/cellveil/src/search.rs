//! The search for a certificate. It sees the structure and what was printed, and nobody who is counted: so nothing of
//! them can stand in what it finds.
#![expect(
    clippy::indexing_slicing,
    reason = "cells, atoms and tables are numbered here, and every list has one place for each"
)]

use std::collections::BTreeMap;

use crate::{
    certificate::{Certificate, FORMAT, Facts, Wide, digest_of},
    contributor::Rules,
    nearby::Nearby,
    polytope::{Order, Polytope},
    quantity::{Quantity, guarded},
    structure::Structure,
    terms::Terms,
};

/// The lowest and the highest value of a sum so far, each with the table that shows it.
struct Range {
    terms: Terms,
    base: i64,
    low: (i64, usize),
    high: (i64, usize),
    /// A table in which it is not small.
    safe: Option<usize>,
    /// Whether it is known to go no higher, and no lower.
    ends: [bool; 2],
}

/// What came of a search.
pub(crate) struct Found {
    polytope: Polytope,
    /// As it was when the first table was found.
    start: Polytope,
    base: Vec<i64>,
    deltas: Vec<Terms>,
    ranges: Vec<Range>,
    by_terms: BTreeMap<Terms, usize>,
    /// Of each atom, the ranges it counts in, each with its weight there.
    by_atom: Vec<Terms>,
    threshold: i64,
    /// The printed counts that can be hidden still; their numbers in the polytope follow on those of the atoms.
    locks: Vec<usize>,
    /// Of an atom that is zero because counts of this release say so, those counts.
    zeros: BTreeMap<usize, Vec<usize>>,
    /// Those of `locks` that were hidden since.
    unlocked: Vec<usize>,
    nearby: Nearby,
    asked: Vec<(Quantity, usize)>,
    /// What shows each of those, before anybody asked who knows the truth.
    shown: Vec<Option<[usize; 2]>>,
    /// What must be wide and is not.
    pub(crate) narrow: Vec<Quantity>,
}

/// A printed count, or none, with which no table was found to agree.
pub(crate) struct Stuck(pub(crate) Option<usize>);

/// Tables, the printed counts that are locked, and the atoms that printed counts of this release keep at zero.
type Tables = (Polytope, Vec<usize>, BTreeMap<usize, Vec<usize>>);

/// In how many ways a first table is looked for; another one can lead to more tables.
pub(crate) const WAYS: usize = 4;

/// Finds tables that agree with everything printed, and two of them for everything that could be guessed too well.
/// The counts of release `now` can be hidden still.
pub(crate) fn search(
    structure: &Structure,
    now: u32,
    facts: &Facts,
    rules: &Rules,
    way: usize,
) -> Result<Found, Stuck> {
    let (mut polytope, locks, zeros) = tables(structure, now, facts, way, true)?;
    polytope.keep();
    let atoms = structure.atoms().len();
    let mut found = Found {
        base: polytope.table.clone(),
        start: polytope.clone(),
        polytope,
        deltas: Vec::new(),
        ranges: Vec::new(),
        by_terms: BTreeMap::new(),
        by_atom: vec![Terms::new(); atoms + locks.len()],
        threshold: i64::try_from(rules.threshold).unwrap_or(i64::MAX),
        nearby: nearby(structure, facts),
        unlocked: Vec::new(),
        locks,
        zeros,
        asked: Vec::new(),
        shown: Vec::new(),
        narrow: Vec::new(),
    };
    let guarded = guarded(structure, facts, rules, &found.base);
    for (quantity, _) in &guarded {
        let range = found.range(structure, *quantity);
        found.asked.push((*quantity, range));
    }
    for (place, (quantity, must)) in guarded.into_iter().enumerate() {
        let range = found.asked[place].1;
        let soft = quantity.is_soft(structure);
        // What need not be wide for everybody is looked for near by alone: who knows the truth asks again.
        let enough = |found: &Found| soft && found.escapes(range);
        if found.stretch_near(structure, range) || !must || enough(&found) {
            continue;
        }
        if !found.widen(structure, range) && !enough(&found) {
            found.narrow.push(quantity);
        }
    }
    found.shown = found.asked.iter().map(|(quantity, range)| found.shows(structure, *quantity, *range)).collect();
    Ok(found)
}

/// The cells of release `now` that follow from earlier releases for everybody, with what they count.
pub(crate) fn settled(structure: &Structure, now: u32, earlier: &Facts) -> BTreeMap<usize, u64> {
    let Ok((mut polytope, ..)) = tables(structure, now, earlier, 0, false) else { return BTreeMap::new() };
    let mut settled = BTreeMap::new();
    for (nr, cell) in structure.cells.iter().enumerate().filter(|(_, cell)| cell.printed && cell.release == now) {
        let terms: Terms = cell.atoms.iter().map(|atom| (*atom, 1)).collect();
        let value = u64::try_from(polytope.value(&terms)).ok();
        let value = value.filter(|_| polytope.is_fixed(&terms) || polytope.is_stuck(&terms));
        settled.extend(value.map(|value| (nr, value)));
    }
    settled
}

/// All tables that agree with the relations and with everything printed, the counts that are locked, and the zeros.
/// With `anew` what is bound is chosen again when a table is known.
fn tables(structure: &Structure, now: u32, facts: &Facts, way: usize, anew: bool) -> Result<Tables, Stuck> {
    let printed = facts.iter().filter_map(|(name, value)| Some((structure.cell(name)?, i64::try_from(*value).ok()?)));
    let mut printed: Vec<(usize, i64)> = printed.collect();
    printed.sort_by_key(|(cell, value)| {
        let sum = &structure.cells[*cell];
        let size = sum.atoms.len();
        (*value > 0, sum.release == now, if way < 2 { size } else { usize::MAX - size }, *cell)
    });
    let (zeros, printed) = printed.split_at(printed.partition_point(|(_, value)| *value == 0));
    let mine = printed.iter().map(|(cell, _)| *cell).filter(|cell| structure.cells[*cell].release == now);
    let locks: Vec<usize> = mine.collect();
    let atoms = structure.atoms().len();
    let mut polytope = Polytope::new(atoms, locks.len());
    polytope.spread = way.is_multiple_of(2);
    let mut empty = BTreeMap::<usize, Vec<usize>>::new();
    for (cell, _) in zeros {
        for atom in structure.cells[*cell].atoms.iter().filter(|_| structure.cells[*cell].release == now) {
            empty.entry(*atom).or_default().push(*cell);
        }
    }
    let terms = |cell: usize| structure.cells[cell].atoms.iter().map(|atom| (*atom, 1)).collect::<Terms>();
    let pin = |polytope: &mut Polytope| {
        for (cell, _) in zeros {
            let earlier = structure.cells[*cell].release < now;
            let leave = if earlier { Polytope::close } else { Polytope::lock };
            structure.cells[*cell].atoms.iter().for_each(|atom| leave(polytope, *atom));
        }
        for relation in &structure.relations {
            if !polytope.pin(&relation.terms, relation.value, None) {
                return Err(Stuck(None));
            }
        }
        let mut next = 0;
        for (cell, value) in printed {
            let lock = (locks.get(next) == Some(cell)).then_some(atoms + next);
            next += usize::from(lock.is_some());
            if !polytope.pin(&terms(*cell), *value, lock) {
                return Err(Stuck(Some(*cell)));
            }
        }
        Ok(())
    };
    pin(&mut polytope)?;
    if !anew {
        return Ok((polytope, locks, empty));
    }
    // Once a table is known, what is bound can be chosen anew: what counts something there, and follows little.
    let mut again = Polytope::new(atoms, locks.len());
    again.table[..atoms].copy_from_slice(&polytope.table[..atoms]);
    pin(&mut again)?;
    Ok((again, locks, empty))
}

/// What holds in every table, for the search near by.
fn nearby(structure: &Structure, facts: &Facts) -> Nearby {
    let mut rows: Vec<(Terms, Option<usize>)> =
        structure.relations.iter().map(|relation| (relation.terms.clone(), None)).collect();
    let mut closed = vec![false; structure.atoms().len()];
    for (name, value) in facts {
        let Some(nr) = structure.cell(name) else { continue };
        let atoms = &structure.cells[nr].atoms;
        if *value == 0 {
            for atom in atoms {
                closed[*atom] = true;
            }
        } else {
            rows.push((atoms.iter().map(|atom| (*atom, 1)).collect(), Some(nr)));
        }
    }
    Nearby::new(structure, rows, closed)
}

impl Found {
    /// The range of a quantity; those that add up the same atoms share one.
    fn range(&mut self, structure: &Structure, quantity: Quantity) -> usize {
        let terms = quantity.terms(structure);
        if let Some(range) = self.by_terms.get(&terms) {
            return *range;
        }
        let range = self.ranges.len();
        let base: i64 = terms.iter().map(|(atom, weight)| weight * self.base[*atom]).sum();
        let (mut low, mut high) = ((base, 0), (base, 0));
        let mut safe = self.is_safe(base).then_some(0);
        for (nr, delta) in self.deltas.iter().enumerate() {
            let value = base + come_to(&terms, delta);
            if value < low.0 {
                low = (value, nr + 1);
            }
            if value > high.0 {
                high = (value, nr + 1);
            }
            safe = safe.or_else(|| self.is_safe(value).then_some(nr + 1));
        }
        for (atom, weight) in &terms {
            self.by_atom[*atom].push((range, *weight));
        }
        self.ranges.push(Range { terms: terms.clone(), base, low, high, safe, ends: [false; 2] });
        self.by_terms.insert(terms, range);
        range
    }

    /// Whether two tables differ enough in a quantity that only those who know the truth ask for.
    pub(crate) fn is_wide(&mut self, structure: &Structure, quantity: Quantity) -> bool {
        let range = self.range(structure, quantity);
        self.widen(structure, range)
    }

    /// Whether what is never printed is narrow whatever this release hides, as of those who came to where nobody lived when few
    /// could move; and still could be nobody, or many.
    pub(crate) fn is_beyond(&mut self, structure: &Structure, quantity: Quantity) -> bool {
        let range = self.range(structure, quantity);
        quantity.is_soft(structure) && self.escapes(range) && self.held_by(structure, quantity).is_empty()
    }

    /// Which printed counts keep a quantity narrow.
    pub(crate) fn held_by(&mut self, structure: &Structure, quantity: Quantity) -> Vec<usize> {
        let atoms = structure.atoms().len();
        let mut held = Vec::new();
        for way in [1, -1] {
            let sum: Terms = quantity.terms(structure).into_iter().map(|(atom, weight)| (atom, weight * way)).collect();
            self.restart(0);
            self.polytope.raise(&sum, self.threshold, false);
            for (lock, way) in self.polytope.locks(&sum) {
                match lock.checked_sub(atoms) {
                    Some(place) => held.push(self.locks[place]),
                    None if way > 0 => held.extend(self.zeros.get(&lock).into_iter().flatten()),
                    None => {}
                }
            }
        }
        held
    }

    /// Goes back to a table that was found (0 is the first), and to what was bound when the first was found: that is the shortest.
    fn restart(&mut self, table: usize) {
        self.polytope.back(&self.start);
        for (atom, by) in table.checked_sub(1).into_iter().flat_map(|nr| &self.deltas[nr]) {
            self.polytope.table[*atom] += by;
        }
    }

    /// Goes on as if a printed count had been hidden.
    pub(crate) fn hide(&mut self, structure: &Structure, cell: usize) {
        let place = self.locks.iter().position(|locked| *locked == cell);
        let mut opened = Vec::new();
        self.restart(0);
        if let Some(place) = place {
            self.unlocked.push(place);
            self.polytope.unlock(structure.atoms().len() + place);
        } else {
            for atom in &structure.cells[cell].atoms {
                let Some(zeros) = self.zeros.get_mut(atom) else { continue };
                zeros.retain(|zero| *zero != cell);
                if zeros.is_empty() {
                    self.zeros.remove(atom);
                    opened.push(*atom);
                    self.polytope.unlock(*atom);
                }
            }
        }
        self.nearby.hide(cell, &opened);
        self.base.clone_from(&self.polytope.table);
        self.polytope.keep();
        self.ranges.iter_mut().for_each(|range| range.ends = [false; 2]);
        self.start.clone_from(&self.polytope);
    }

    /// Whether a table shows a value that is not small: then it is not known to be.
    fn escapes(&self, range: usize) -> bool {
        self.ranges[range].safe.is_some()
    }

    /// The two tables that show that a quantity is wide, or that it need not be small.
    fn shows(&self, structure: &Structure, quantity: Quantity, range: usize) -> Option<[usize; 2]> {
        let Range { base, low, high, safe, .. } = &self.ranges[range];
        let escapes = quantity.is_soft(structure) && !self.is_safe(*base);
        let wide = (high.0 - low.0 >= self.threshold).then_some([low.1, high.1]);
        wide.or_else(|| safe.filter(|_| escapes).map(|safe| [0, safe]))
    }

    const fn is_safe(&self, value: i64) -> bool {
        value == 0 || value.abs() >= self.threshold
    }

    fn width(&self, range: usize) -> i64 {
        self.ranges[range].high.0 - self.ranges[range].low.0
    }

    /// Moves the tables until two of them differ enough, and says whether that came to pass.
    ///
    /// From the first table first, near by and then all of it; where that does not get far enough, from others that were found and in other orders.
    fn widen(&mut self, structure: &Structure, range: usize) -> bool {
        if self.stretch_near(structure, range) || self.stretch(range, 0, Order::Short) {
            return true;
        }
        let Range { low, high, .. } = &self.ranges[range];
        let last = self.deltas.len();
        let starts = [low.1, high.1, 0, last, last / 2, last / 3];
        let orders = [Order::Short, Order::Steep, Order::Back];
        starts.iter().any(|start| orders.iter().any(|order| self.stretch(range, *start, *order)))
    }

    /// Moves what lies around a quantity in the first table, both ways, and says whether two tables differ enough then.
    fn stretch_near(&mut self, structure: &Structure, range: usize) -> bool {
        for way in [1, -1] {
            let missing = self.threshold - self.width(range);
            if missing <= 0 {
                return true;
            }
            let Range { terms, base, low, high, .. } = &self.ranges[range];
            let sum: Terms = terms.iter().map(|(atom, weight)| (*atom, weight * way)).collect();
            let reached = if way > 0 { high.0 - base } else { base - low.0 };
            let (gained, mut delta) = self.nearby.raise(&self.base, &sum, reached + missing);
            if gained > reached {
                let counts = |place: &usize| {
                    let atoms = &structure.cells[self.locks[*place]].atoms;
                    let inside = delta.iter().filter(|(atom, _)| atoms.binary_search(atom).is_ok());
                    (structure.atoms().len() + place, inside.map(|(_, by)| by).sum())
                };
                let mut unlocked: Terms = self.unlocked.iter().map(counts).filter(|(_, by)| *by != 0).collect();
                unlocked.sort_unstable();
                delta.extend(unlocked);
                self.keep_delta(delta);
            }
        }
        self.width(range) >= self.threshold
    }

    /// Moves one of the tables, both ways, until it differs enough from another, and says whether that came to pass.
    fn stretch(&mut self, range: usize, start: usize, order: Order) -> bool {
        for (end, way) in [1, -1].into_iter().enumerate() {
            let missing = self.threshold - self.width(range);
            if missing <= 0 {
                return true;
            }
            if self.ranges[range].ends[end] {
                continue;
            }
            self.restart(start);
            let Range { terms, low, high, .. } = &self.ranges[range];
            let sum: Terms = terms.iter().map(|(atom, weight)| (*atom, weight * way)).collect();
            let reached = if way > 0 { high.0 } else { -low.0 } - self.polytope.value(&sum);
            self.polytope.order = order;
            let gained = self.polytope.raise(&sum, reached + missing, false);
            self.polytope.order = Order::Short;
            self.ranges[range].ends[end] = self.polytope.at_end;
            if gained > reached {
                self.keep();
            }
        }
        self.width(range) >= self.threshold
    }

    /// Keeps the present table.
    fn keep(&mut self) {
        let both = self.polytope.table.iter().zip(&self.base).enumerate();
        let delta: Terms =
            both.filter(|(_, (now, base))| now != base).map(|(nr, (now, base))| (nr, now - base)).collect();
        self.keep_delta(delta);
    }

    /// Keeps the table that differs so much from the first one.
    fn keep_delta(&mut self, delta: Terms) {
        let mut by = BTreeMap::<usize, i64>::new();
        for (atom, difference) in &delta {
            for (range, weight) in &self.by_atom[*atom] {
                *by.entry(*range).or_default() += weight * difference;
            }
        }
        self.deltas.push(delta);
        let nr = self.deltas.len();
        for (range, by) in by {
            let value = self.ranges[range].base + by;
            let safe = self.is_safe(value).then_some(nr);
            let range = &mut self.ranges[range];
            range.safe = range.safe.or(safe);
            if value < range.low.0 {
                range.low = (value, nr);
            }
            if value > range.high.0 {
                range.high = (value, nr);
            }
        }
    }

    /// What was found, with the tables that are needed alone.
    pub(crate) fn certificate(&self, structure: &Structure, facts: &Facts, rules: &Rules) -> Certificate {
        let atoms = structure.atoms().len();
        let wide = self.asked.iter().zip(&self.shown).filter_map(|(asked, shown)| Some((asked, (*shown)?)));
        let mut numbers = BTreeMap::from([(0, 0)]);
        let mut tables = Vec::new();
        let mut number = |table: usize| {
            *numbers.entry(table).or_insert_with(|| {
                tables.push(self.deltas[table - 1].clone());
                tables.len()
            })
        };
        let wide = wide.map(|((quantity, _), [low, high])| {
            let (of, within) = quantity.names(structure);
            Wide { of, within, low: number(low), high: number(high) }
        });
        let wide = wide.collect();
        let base =
            self.base.iter().take(atoms).enumerate().filter_map(|(nr, count)| Some((nr, u64::try_from(*count).ok()?)));
        let mut certificate = Certificate {
            format: FORMAT.to_owned(),
            structure: structure.digest().to_owned(),
            facts: digest_of(facts),
            threshold: rules.threshold,
            base: base.filter(|(_, count)| *count > 0).collect(),
            tables,
            wide,
            seal: String::new(),
        };
        certificate.seal = certificate.seal_of();
        certificate
    }
}

/// What a difference between two tables comes to in a sum of atoms in order.
fn come_to(terms: &[(usize, i64)], delta: &[(usize, i64)]) -> i64 {
    let weight = |atom: usize| terms.binary_search_by_key(&atom, |(one, _)| *one).ok().map(|place| terms[place].1);
    delta.iter().filter_map(|(atom, by)| Some(weight(*atom)? * by)).sum()
}
