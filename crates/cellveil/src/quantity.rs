//! What may have to stay unknown, and which of it must be wide for everybody.
#![expect(
    clippy::indexing_slicing,
    reason = "cells, balances and atoms are numbered by the structure, and every list has one place for each"
)]

use crate::{certificate::Facts, contributor::Rules, structure::Structure, terms::Terms};

/// A count that may have to stay unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Quantity {
    /// A cell.
    Cell(usize),
    /// The distance from a cell to one around it.
    Distance { inner: usize, outer: usize },
    /// A balance; it may be below zero.
    Balance(usize),
}

impl Quantity {
    /// Whether it is never printed itself.
    pub(crate) fn is_soft(self, structure: &Structure) -> bool {
        match self {
            Self::Cell(cell) => !structure.cells[cell].printed,
            Self::Distance { .. } | Self::Balance(_) => true,
        }
    }

    /// What it adds up, in the order of the atoms.
    pub(crate) fn terms(self, structure: &Structure) -> Terms {
        let once = |atom: &usize| (*atom, 1);
        match self {
            Self::Cell(cell) => structure.cells[cell].atoms.iter().map(once).collect(),
            Self::Distance { inner, outer } => {
                let inner = &structure.cells[inner].atoms;
                let outer = structure.cells[outer].atoms.iter();
                outer.filter(|atom| inner.binary_search(atom).is_err()).map(once).collect()
            }
            Self::Balance(balance) => structure.balances[balance].terms.clone(),
        }
    }

    /// The cells that tell it when all of them are known.
    pub(crate) fn cells(self, structure: &Structure) -> Vec<usize> {
        match self {
            Self::Cell(cell) => vec![cell],
            Self::Distance { inner, outer } => vec![inner, outer],
            Self::Balance(balance) => {
                let balance = &structure.balances[balance];
                [balance.plus.as_slice(), &balance.minus].concat()
            }
        }
    }

    /// Its name in a certificate, with that of the cell around it.
    pub(crate) fn names(self, structure: &Structure) -> (String, Option<String>) {
        let cell = |cell: usize| structure.cells[cell].name.clone();
        match self {
            Self::Cell(of) => (cell(of), None),
            Self::Distance { inner, outer } => (cell(inner), Some(cell(outer))),
            Self::Balance(balance) => (structure.balances[balance].name.clone(), None),
        }
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

/// What is to be wide, and whether it must be. It must when it is hidden, or small in the first table.
pub(crate) fn guarded(structure: &Structure, facts: &Facts, rules: &Rules, base: &[i64]) -> Vec<(Quantity, bool)> {
    let count = |cell: usize| structure.cells[cell].atoms.iter().map(|atom| base[*atom]).sum::<i64>();
    let counts: Vec<i64> = (0..structure.cells.len()).map(count).collect();
    let hidden: Vec<bool> = structure.cells.iter().map(|cell| !facts.contains_key(&cell.name)).collect();
    let small = |count: i64| rules.is_small(count.unsigned_abs());
    let far = i64::try_from(rules.threshold.saturating_mul(2)).unwrap_or(i64::MAX);
    let mut list = Vec::new();
    for (nr, cell) in structure.cells.iter().enumerate() {
        if hidden[nr] && (cell.printed || counts[nr] <= far) {
            list.push((Quantity::Cell(nr), cell.printed || small(counts[nr])));
        }
    }
    let near = |inner: usize, outer: usize| {
        let apart = counts[outer] - counts[inner];
        (hidden[inner] || hidden[outer]) && apart > 0 && apart <= far
    };
    nested(structure, near, |inner, outer| {
        list.push((Quantity::Distance { inner, outer }, small(counts[outer] - counts[inner])));
    });
    for (nr, balance) in structure.balances.iter().enumerate() {
        let count: i64 = balance.terms.iter().map(|(atom, weight)| weight * base[*atom]).sum();
        let open = balance.plus.iter().chain(&balance.minus).any(|cell| hidden[*cell]);
        if count.abs() <= far && (open || small(count)) {
            list.push((Quantity::Balance(nr), small(count)));
        }
    }
    list
}
