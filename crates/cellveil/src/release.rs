//! A release: which cells are printed, which are hidden, and the proof.
#![expect(
    clippy::indexing_slicing,
    reason = "cells are numbered by the structure, and every list here has one place for each"
)]

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    certificate::{Certificate, Facts},
    contributor::{Contributor, Rules},
    error::Error,
    field,
    quantity::{Quantity, nested},
    search::{Found, Stuck, WAYS, search, settled},
    span::{Guard, Span, Vector, less},
    structure::{Difference, Structure},
    tally::Tally,
    verify::verify,
};

/// What a release prints and hides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The printed counts of this release.
    pub facts: Facts,
    /// What this release hides, and why. The reason is for who decides about the release; printed it would tell something.
    pub hidden: BTreeMap<String, Reason>,
    /// The proof over all releases.
    pub certificate: Certificate,
}

/// Why a cell is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It counts a few.
    Small,
    /// Only a few contributors stand behind it.
    Contributors,
    /// Too few sources stand behind it, or one brings nearly all.
    Sources,
    /// It is (almost) the whole of a class, or nothing.
    WholeOrNothing,
    /// Together with what is printed, it would tell something that is protected.
    Span,
    /// With it, something hidden could be guessed too well.
    Width,
}

/// What is asked of a release beside that it is safe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// What is tried last among those of its rank: what was hidden last time had better be hidden again.
    pub last: BTreeSet<String>,
    /// What is not printed, unless it follows from earlier releases.
    pub withheld: BTreeSet<String>,
    /// What these counts come to when they are printed: somebody was told so before, whatever a recount says.
    pub told: Facts,
}

/// How far the making of a release is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many cells of so many were tried.
    Tried {
        /// How many were tried.
        cells: usize,
        /// How many there are.
        of: usize,
    },
    /// A round of the search for tables is done.
    Searched {
        /// Which round, from 1.
        round: usize,
        /// How many counts still were too narrow.
        narrow: usize,
    },
}

/// Decides what release `now` prints, and proves that nothing hidden follows from that and everything printed `earlier`.
///
/// The contributors come in any order, with all that they add to any release.
pub fn release(
    structure: &Structure,
    now: u32,
    contributors: &[Contributor],
    earlier: &Facts,
    wishes: &Wishes,
    rules: &Rules,
    progress: &mut dyn FnMut(Progress),
) -> Result<Release, Error> {
    check(structure, now, earlier, rules)?;
    let mut tally = Tally::new(structure, contributors)?;
    for (name, value) in earlier.iter().chain(&wishes.told) {
        if let Some(cell) = structure.cell(name) {
            tally.values[cell] = *value;
        }
    }
    let mut making = Making {
        structure,
        now,
        earlier,
        rules,
        tally,
        protected: Vec::new(),
        hidden: BTreeMap::new(),
        settled: BTreeSet::new(),
    };
    making.protect();
    making.settle();
    making.withhold(&wishes.withheld);
    making.walk(&wishes.last, progress);
    let certificate = making.prove(progress)?;
    let facts = making.facts();
    let all = earlier.iter().chain(&facts).map(|(name, value)| (name.clone(), *value)).collect();
    verify(structure, &all, rules, &certificate)?;
    let hidden = making.hidden.iter().map(|(cell, why)| (structure.cells[*cell].name.clone(), *why)).collect();
    Ok(Release { facts, hidden, certificate })
}

fn check(structure: &Structure, now: u32, earlier: &Facts, rules: &Rules) -> Result<(), Error> {
    if let Some(cell) = structure.cells.iter().find(|cell| cell.release > now) {
        return Err(Error::Later(cell.name.clone()));
    }
    let printed = |name: &str| {
        let cell = structure.cell(name).map(|nr| &structure.cells[nr]);
        cell.is_some_and(|cell| cell.printed && cell.release < now)
    };
    let wrong = earlier.iter().find(|(name, value)| !printed(name) || rules.is_small(**value));
    wrong.map_or(Ok(()), |(name, _)| Err(Error::Earlier(name.clone())))
}

struct Making<'a> {
    structure: &'a Structure,
    now: u32,
    earlier: &'a Facts,
    rules: &'a Rules,
    tally: Tally,
    /// What nobody may work out, whether it is a cell or not.
    protected: Vec<Quantity>,
    hidden: BTreeMap<usize, Reason>,
    /// Cells of this release that follow from earlier ones.
    settled: BTreeSet<usize>,
}

impl Making<'_> {
    fn is_earlier(&self, cell: usize) -> bool {
        self.earlier.contains_key(&self.structure.cells[cell].name)
    }

    fn is_mine(&self, cell: usize) -> bool {
        self.structure.cells[cell].printed && self.structure.cells[cell].release == self.now
    }

    /// Finds what nobody may work out, and hides the cells of this release among it.
    fn protect(&mut self) {
        let mut reasons = BTreeMap::new();
        for (nr, cell) in self.structure.cells.iter().enumerate() {
            let few = u64::try_from(self.tally.contributors[nr]).is_ok_and(|count| self.rules.is_small(count));
            if self.rules.is_small(self.tally.values[nr]) {
                reasons.insert(nr, Reason::Small);
            } else if few {
                reasons.insert(nr, Reason::Contributors);
            } else if cell.sources && self.tally.leans(nr, self.rules) {
                reasons.insert(nr, Reason::Sources);
            }
        }
        for class in self.structure.classes.iter().filter(|class| class.sensitive) {
            let whole = u128::from(self.tally.values[class.whole]);
            let of = |part: &usize| u128::from(self.tally.values[*part]) * 100;
            let almost_all = |part: &usize| whole > 0 && of(part) >= whole * u128::from(self.rules.almost_all);
            if class.parts.iter().any(almost_all) {
                let parts = class.parts.iter().filter(|part| almost_all(part) || of(part) == 0);
                parts.for_each(|part| _ = reasons.entry(*part).or_insert(Reason::WholeOrNothing));
            }
        }
        reasons.retain(|cell, _| !self.is_earlier(*cell));
        self.protected = reasons.keys().copied().map(Quantity::Cell).collect();
        let values = &self.tally.values;
        let near = |inner: usize, outer: usize| {
            let apart = values[outer].checked_sub(values[inner]);
            apart.is_some_and(|apart| self.rules.is_small(apart)) && !(self.is_earlier(inner) && self.is_earlier(outer))
        };
        let mut distances = Vec::new();
        nested(self.structure, near, |inner, outer| distances.push(Quantity::Distance { inner, outer }));
        self.protected.extend(distances);
        let balances = (0..self.structure.balances.len()).map(Quantity::Balance);
        let few = balances.filter(|balance| {
            let old = balance.cells(self.structure).into_iter().all(|cell| self.is_earlier(cell));
            !old && self.rules.is_small(self.comes_to(*balance).unsigned_abs())
        });
        self.protected.extend(few.collect::<Vec<_>>());
        self.hidden = reasons.into_iter().filter(|(cell, _)| self.is_mine(*cell)).collect();
    }

    /// What a quantity comes to by the values of its cells: those of an earlier release are as they were printed.
    fn comes_to(&self, quantity: Quantity) -> i64 {
        let value = |cell: &usize| i64::try_from(self.tally.values[*cell]).unwrap_or(i64::MAX);
        match quantity {
            Quantity::Cell(cell) => value(&cell),
            Quantity::Distance { inner, outer } => value(&outer) - value(&inner),
            Quantity::Balance(balance) => {
                let balance = &self.structure.balances[balance];
                let side = |cells: &[usize]| cells.iter().map(value).sum::<i64>();
                side(&balance.plus) - side(&balance.minus)
            }
        }
    }

    /// Of each cell, with which others together it tells something small: of those, one is hidden at least.
    fn close(&self) -> BTreeMap<usize, Vec<Vec<usize>>> {
        let mut close = BTreeMap::<usize, Vec<Vec<usize>>>::new();
        for quantity in self.protected.iter().filter(|quantity| !matches!(quantity, Quantity::Cell(_))) {
            let cells = quantity.cells(self.structure);
            for cell in &cells {
                let others = cells.iter().filter(|other| *other != cell).copied().collect();
                close.entry(*cell).or_default().push(others);
            }
        }
        close
    }

    fn vector(&self, quantity: Quantity) -> Vector {
        let vector = |cell: usize| &self.tally.vectors[cell];
        match quantity {
            Quantity::Cell(cell) => vector(cell).clone(),
            Quantity::Distance { inner, outer } => less(vector(outer), 1, vector(inner)),
            Quantity::Balance(balance) => {
                let Difference { plus, minus, .. } = &self.structure.balances[balance];
                let sum = |sum: Vector, cell: &usize| less(&sum, field::sub(0, 1), vector(*cell));
                let plus = plus.iter().fold(Vector::new(), sum);
                minus.iter().fold(plus, |left, cell| less(&left, 1, vector(*cell)))
            }
        }
    }

    /// What follows from earlier releases cannot be hidden any more: to leave it out would only look like it. It is
    /// printed as it follows, also when somebody was erased since.
    fn settle(&mut self) {
        for (cell, value) in settled(self.structure, self.now, self.earlier) {
            if !self.rules.is_small(value) {
                self.tally.values[cell] = value;
                self.settled.insert(cell);
            }
        }
        self.hidden.retain(|cell, _| !self.settled.contains(cell));
        let settled = |cell: &usize| self.settled.contains(cell);
        self.protected.retain(|quantity| !matches!(quantity, Quantity::Cell(cell) if settled(cell)));
    }

    /// Hides what is asked to be hidden.
    fn withhold(&mut self, withheld: &BTreeSet<String>) {
        let cells = withheld.iter().filter_map(|name| self.structure.cell(name));
        let cells: Vec<usize> = cells.filter(|cell| self.is_mine(*cell) && !self.settled.contains(cell)).collect();
        for cell in cells {
            self.hidden.entry(cell).or_insert(Reason::Span);
        }
    }

    /// Walks the cells from coarse to fine, and hides one when with it something protected would lie in the span of what is printed.
    fn walk(&mut self, last: &BTreeSet<String>, progress: &mut dyn FnMut(Progress)) {
        let columns = self.tally.patterns.len();
        let mut span = Span::new(columns);
        let cells = 0..self.structure.cells.len();
        let mut facts: Vec<usize> =
            cells.clone().filter(|cell| self.is_earlier(*cell) || self.settled.contains(cell)).collect();
        facts.sort_by_key(|cell| (self.structure.cells[*cell].release, self.tally.vectors[*cell].len(), *cell));
        for cell in facts.iter().copied() {
            let left = span.remainder(&self.tally.vectors[cell]);
            span.add(&left, |column| self.tally.patterns[column]);
        }
        let mut guard = Guard::new(columns);
        for quantity in &self.protected {
            guard.add(span.remainder(&self.vector(*quantity)));
        }
        let order = |cell: &usize| {
            let sum = &self.structure.cells[*cell];
            (sum.rank, last.contains(&sum.name), Reverse(self.tally.values[*cell]), *cell)
        };
        let kept = |cell: &usize| self.hidden.contains_key(cell) || self.settled.contains(cell);
        let mut mine: Vec<usize> = cells.filter(|cell| self.is_mine(*cell) && !kept(cell)).collect();
        mine.sort_by_key(order);
        let close = self.close();
        let mut printed: BTreeSet<usize> = facts.into_iter().collect();
        let of = mine.len();
        for (tried, cell) in mine.into_iter().enumerate() {
            let left = span.remainder(&self.tally.vectors[cell]);
            let told = |others: &Vec<usize>| others.iter().all(|other| printed.contains(other));
            if guard.forbids(&left) || close.get(&cell).is_some_and(|near| near.iter().any(told)) {
                self.hidden.insert(cell, Reason::Span);
                continue;
            }
            printed.insert(cell);
            if let Some(added) = span.add(&left, |column| (guard.holders[column].len(), self.tally.patterns[column])) {
                guard.reduce(&added);
            }
            progress(Progress::Tried { cells: tried + 1, of });
        }
    }

    /// Hides the zeros beside a whole that is hidden: of whoever is in it they would say where they are not. What follows from earlier
    /// releases stays.
    fn hide_zeros(&mut self) {
        let mut again = true;
        while std::mem::take(&mut again) {
            for class in &self.structure.classes {
                let told = |cell: usize| self.is_mine(cell) && !self.hidden.contains_key(&cell);
                if told(class.whole) || self.is_earlier(class.whole) {
                    continue;
                }
                let zero =
                    |part: &&usize| self.tally.values[**part] == 0 && told(**part) && !self.settled.contains(part);
                let zeros: Vec<usize> = class.parts.iter().filter(zero).copied().collect();
                again |= !zeros.is_empty();
                self.hidden.extend(zeros.into_iter().map(|part| (part, Reason::WholeOrNothing)));
            }
        }
    }

    /// The printed counts of this release as they stand.
    fn facts(&self) -> Facts {
        let cells = self.structure.cells.iter().enumerate();
        let printed = cells.filter(|(nr, _)| self.is_mine(*nr) && !self.hidden.contains_key(nr));
        printed.map(|(nr, cell)| (cell.name.clone(), self.tally.values[nr])).collect()
    }

    /// Looks for the proof, and hides more until there is one. Every few rounds hide at least one cell more, so it ends.
    ///
    /// The proof is what a search finds that begins with the printed counts alone, and nothing of how it came to those.
    fn prove(&mut self, progress: &mut dyn FnMut(Progress)) -> Result<Certificate, Error> {
        let (mut round, mut way) = (0, 0);
        loop {
            round += 1;
            self.hide_zeros();
            let mut facts = self.earlier.clone();
            facts.extend(self.facts());
            let (last, narrow) = match search(self.structure, self.now, &facts, self.rules, way) {
                // What was told before cannot be hidden any more, and of this release only zeros came before it.
                Err(Stuck(Some(cell))) if self.is_earlier(cell) && way + 1 == WAYS => {
                    if !self.hide_own_zeros() {
                        return Err(Error::Unprotected(self.structure.cells[cell].name.clone()));
                    }
                    way = WAYS;
                    (Some(Quantity::Cell(cell)), 1)
                }
                Err(Stuck(cell)) => (cell.map(Quantity::Cell), 1),
                Ok(mut found) => {
                    let narrow = self.narrow(&mut found);
                    let Some(first) = narrow.first() else {
                        progress(Progress::Searched { round, narrow: 0 });
                        return Ok(found.certificate(self.structure, &facts, self.rules));
                    };
                    let before = self.hidden.len();
                    self.make_room(&mut found, &narrow);
                    way = if self.hidden.len() > before { WAYS } else { way };
                    (Some(*first), narrow.len())
                }
            };
            progress(Progress::Searched { round, narrow });
            // Nothing printed was found to be in the way: then another first table may do, before anything is hidden for it.
            way += 1;
            if way == WAYS {
                self.hide_near(last)?;
            }
            way = if way >= WAYS { 0 } else { way };
        }
    }

    /// Hides, for everything narrow, the least important of the printed cells that hold it; and so on, as what is hidden then may be narrow too.
    fn make_room(&mut self, found: &mut Found, narrow: &[Quantity]) {
        let mut waiting: Vec<Quantity> = narrow.iter().rev().copied().collect();
        while let Some(quantity) = waiting.pop() {
            while !found.is_wide(self.structure, quantity) {
                let held = found.held_by(self.structure, quantity).into_iter();
                let least = |cell: &usize| (self.structure.cells[*cell].rank, Reverse(self.tally.values[*cell]), *cell);
                let Some(cell) = held.filter(|cell| !self.settled.contains(cell)).max_by_key(least) else { break };
                found.hide(self.structure, cell);
                self.hidden.insert(cell, Reason::Width);
                waiting.push(Quantity::Cell(cell));
            }
        }
    }

    /// What is still too narrow: what must be wide for everybody, and what those who know the truth find protected.
    fn narrow(&self, found: &mut Found) -> Vec<Quantity> {
        let mut narrow = found.narrow.clone();
        for quantity in &self.protected {
            if !found.is_wide(self.structure, *quantity) && !found.is_beyond(self.structure, *quantity) {
                narrow.push(*quantity);
            }
        }
        narrow.sort_unstable();
        narrow.dedup();
        narrow
    }

    /// Hides every zero of this release that can be hidden, and says whether there was one.
    fn hide_own_zeros(&mut self) -> bool {
        let own = |cell: &usize| {
            let kept = self.hidden.contains_key(cell) || self.settled.contains(cell);
            self.is_mine(*cell) && self.tally.values[*cell] == 0 && !kept
        };
        let zeros: Vec<usize> = (0..self.structure.cells.len()).filter(own).collect();
        self.hidden.extend(zeros.iter().map(|cell| (*cell, Reason::Width)));
        !zeros.is_empty()
    }

    /// Hides the least important printed cell that has to do with a narrow count, or else the least important of all.
    fn hide_near(&mut self, quantity: Option<Quantity>) -> Result<(), Error> {
        let terms = quantity.map(|quantity| quantity.terms(self.structure)).unwrap_or_default();
        let touches = |cell: &usize| {
            let cell = &self.structure.cells[*cell].atoms;
            terms.iter().any(|(atom, _)| cell.binary_search(atom).is_ok())
        };
        let cells = 0..self.structure.cells.len();
        let kept = |cell: &usize| self.hidden.contains_key(cell) || self.settled.contains(cell);
        let printed: Vec<usize> = cells.filter(|cell| self.is_mine(*cell) && !kept(cell)).collect();
        let least = |cell: &&usize| {
            let value = self.tally.values[**cell];
            (touches(cell), value > 0, self.structure.cells[**cell].rank, Reverse(value), **cell)
        };
        let Some(cell) = printed.iter().max_by_key(least).copied() else {
            let name = quantity.map(|quantity| quantity.names(self.structure).0);
            return Err(Error::Unprotected(name.unwrap_or_default()));
        };
        self.hidden.insert(cell, Reason::Width);
        Ok(())
    }
}
