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
    structure::Structure,
    terms::Terms,
};

/// A count that may have to stay unknown: a cell, or the distance from an inner cell to one around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Quantity {
    pub(crate) cell: usize,
    pub(crate) within: Option<usize>,
}

impl Quantity {
    pub(crate) const fn cell(cell: usize) -> Self {
        Self { cell, within: None }
    }

    /// Whether it is never printed itself.
    fn is_soft(self, structure: &Structure) -> bool {
        self.within.is_some() || !structure.cells[self.cell].printed
    }

    /// The atoms that it adds up.
    pub(crate) fn atoms(self, structure: &Structure) -> Vec<usize> {
        let inner = &structure.cells[self.cell].atoms;
        let Some(outer) = self.within else { return inner.clone() };
        let outer = structure.cells[outer].atoms.iter();
        outer.filter(|atom| inner.binary_search(atom).is_err()).copied().collect()
    }
}

/// Calls `with` for every two cells of which the first lies in the second and `ask` says so; `ask` comes first, as it is cheap.
pub(crate) fn nested(structure: &Structure, ask: impl Fn(usize, usize) -> bool, mut with: impl FnMut(usize, usize)) {
    let mut holders = vec![Vec::new(); structure.atoms().len()];
    for (nr, cell) in structure.cells.iter().enumerate() {
        for atom in &cell.atoms {
            holders[*atom].push(nr);
        }
    }
    for (inner, cell) in structure.cells.iter().enumerate() {
        let rarest = cell.atoms.iter().min_by_key(|atom| holders[**atom].len());
        for outer in rarest.into_iter().flat_map(|atom| &holders[*atom]) {
            let around = &structure.cells[*outer].atoms;
            let larger = around.len() > cell.atoms.len();
            if larger && ask(inner, *outer) && cell.atoms.iter().all(|atom| around.binary_search(atom).is_ok()) {
                with(inner, *outer);
            }
        }
    }
}

/// The lowest and the highest value of a sum so far, each with the table that shows it.
struct Range {
    terms: Terms,
    base: i64,
    low: (i64, usize),
    high: (i64, usize),
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
    by_atoms: BTreeMap<Vec<usize>, usize>,
    by_atom: Vec<Vec<usize>>,
    threshold: i64,
    /// The printed counts that can be hidden still; their numbers in the polytope follow on those of the atoms.
    locks: Vec<usize>,
    /// Of an atom that is zero because counts of this release say so, those counts.
    zeros: BTreeMap<usize, Vec<usize>>,
    /// Those of `locks` that were hidden since.
    unlocked: Vec<usize>,
    nearby: Nearby,
    asked: Vec<(Quantity, usize)>,
    /// The lowest and the highest value of each of those, with their tables, before anybody asked who knows the truth.
    shown: Vec<[(i64, usize); 2]>,
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
    let (mut polytope, locks, zeros) = tables(structure, now, facts, way)?;
    polytope.keep();
    let atoms = structure.atoms().len();
    let mut found = Found {
        base: polytope.table.clone(),
        start: polytope.clone(),
        polytope,
        deltas: Vec::new(),
        ranges: Vec::new(),
        by_atoms: BTreeMap::new(),
        by_atom: vec![Vec::new(); atoms + locks.len()],
        threshold: i64::try_from(rules.threshold).unwrap_or(i64::MAX),
        nearby: nearby(structure, facts),
        unlocked: Vec::new(),
        locks,
        zeros,
        asked: Vec::new(),
        shown: Vec::new(),
        narrow: Vec::new(),
    };
    let guarded = guarded(structure, facts, rules, &found);
    for (quantity, _) in &guarded {
        let range = found.range(structure, *quantity);
        found.asked.push((*quantity, range));
    }
    for (place, (quantity, must)) in guarded.into_iter().enumerate() {
        let range = found.asked[place].1;
        let soft = quantity.is_soft(structure);
        if !found.widen(structure, range) && must && !(soft && found.escapes(range)) {
            found.narrow.push(quantity);
        }
    }
    let shown = found.asked.iter().map(|(_, range)| [found.ranges[*range].low, found.ranges[*range].high]);
    found.shown = shown.collect();
    Ok(found)
}

/// The cells of release `now` that follow from earlier releases for everybody, with what they count.
pub(crate) fn settled(structure: &Structure, now: u32, earlier: &Facts) -> BTreeMap<usize, u64> {
    let Ok((mut polytope, ..)) = tables(structure, now, earlier, 0) else { return BTreeMap::new() };
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
fn tables(structure: &Structure, now: u32, facts: &Facts, way: usize) -> Result<Tables, Stuck> {
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

/// What is to be wide, and whether it must be. It must when it is hidden, or small in the first table.
fn guarded(structure: &Structure, facts: &Facts, rules: &Rules, found: &Found) -> Vec<(Quantity, bool)> {
    let count = |cell: usize| structure.cells[cell].atoms.iter().map(|atom| found.base[*atom]).sum::<i64>();
    let counts: Vec<i64> = (0..structure.cells.len()).map(count).collect();
    let hidden: Vec<bool> = structure.cells.iter().map(|cell| !facts.contains_key(&cell.name)).collect();
    let small = |count: i64| u64::try_from(count).is_ok_and(|count| rules.is_small(count));
    let mut list = Vec::new();
    for (nr, cell) in structure.cells.iter().enumerate() {
        if hidden[nr] {
            list.push((Quantity::cell(nr), cell.printed || small(counts[nr])));
        }
    }
    let near = |inner: usize, outer: usize| {
        let apart = counts[outer] - counts[inner];
        (hidden[inner] || hidden[outer]) && apart > 0 && apart <= 2 * found.threshold
    };
    nested(structure, near, |inner, outer| {
        let quantity = Quantity { cell: inner, within: Some(outer) };
        list.push((quantity, small(counts[outer] - counts[inner])));
    });
    list
}

impl Found {
    /// The range of a quantity; those that add up the same atoms share one.
    fn range(&mut self, structure: &Structure, quantity: Quantity) -> usize {
        let atoms = quantity.atoms(structure);
        if let Some(range) = self.by_atoms.get(&atoms) {
            return *range;
        }
        let range = self.ranges.len();
        let terms: Terms = atoms.iter().map(|atom| (*atom, 1)).collect();
        let base: i64 = terms.iter().map(|(atom, _)| self.base[*atom]).sum();
        let (mut low, mut high) = ((base, 0), (base, 0));
        for (nr, delta) in self.deltas.iter().enumerate() {
            let inside = delta.iter().filter(|(atom, _)| atoms.binary_search(atom).is_ok());
            let value = base + inside.map(|(_, by)| by).sum::<i64>();
            if value < low.0 {
                low = (value, nr + 1);
            }
            if value > high.0 {
                high = (value, nr + 1);
            }
        }
        for atom in &atoms {
            self.by_atom[*atom].push(range);
        }
        self.ranges.push(Range { terms, base, low, high, ends: [false; 2] });
        self.by_atoms.insert(atoms, range);
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
            let sum: Terms = quantity.atoms(structure).into_iter().map(|atom| (atom, way)).collect();
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
        self.ranges[range].low.0 == 0 || self.ranges[range].high.0 >= self.threshold
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
            let sum: Terms = terms.iter().map(|(atom, _)| (*atom, way)).collect();
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
            let sum: Terms = terms.iter().map(|(atom, _)| (*atom, way)).collect();
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
            for range in &self.by_atom[*atom] {
                *by.entry(*range).or_default() += difference;
            }
        }
        self.deltas.push(delta);
        let nr = self.deltas.len();
        for (range, by) in by {
            let range = &mut self.ranges[range];
            let value = range.base + by;
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
        let told = |((quantity, range), [low, high]): &(&(Quantity, usize), &[(i64, usize); 2])| {
            let soft = quantity.is_soft(structure);
            let small = (1..self.threshold).contains(&self.ranges[*range].base);
            high.0 - low.0 >= self.threshold || (soft && small && (low.0 == 0 || high.0 >= self.threshold))
        };
        let wide = self.asked.iter().zip(&self.shown).filter(told);
        let mut numbers = BTreeMap::from([(0, 0)]);
        let mut tables = Vec::new();
        let mut number = |table: usize| {
            *numbers.entry(table).or_insert_with(|| {
                tables.push(self.deltas[table - 1].clone());
                tables.len()
            })
        };
        let name = |cell: usize| structure.cells[cell].name.clone();
        let wide = wide.map(|((quantity, _), [low, high])| Wide {
            of: name(quantity.cell),
            within: quantity.within.map(name),
            low: number(low.1),
            high: number(high.1),
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
