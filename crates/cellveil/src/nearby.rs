//! Tables that differ from the first one near by alone.
//!
//! Most of what is hidden can move without moving anything far away: a count of one quarter by what was counted in the quarters around it. So
//! first only the atoms around it may move, and all others stay as they are in the first table. What is found so agrees with everything
//! printed, and the work does not grow with the number of releases. Where it is not enough, the search goes on among all tables.
#![expect(
    clippy::indexing_slicing,
    reason = "atoms and rows are numbered here, and every list has one place for each"
)]

use std::collections::BTreeMap;

use crate::{polytope::Polytope, structure::Structure, terms::Terms};

/// What holds in every table, by the atoms that it is about.
pub(crate) struct Nearby {
    /// Of each atom, when it is first counted, as a place among all releases that count something first.
    times: Vec<usize>,
    /// Of each atom, the part of the structure in which it lies: nothing leads from one part to another.
    parts: Vec<usize>,
    /// The atoms of a part and a time.
    atoms: BTreeMap<(usize, usize), Vec<usize>>,
    /// Relations and printed counts, each with the cell when it is one.
    rows: Vec<(Terms, Option<usize>)>,
    /// Of each atom, in which rows it is.
    rows_of: Vec<Vec<usize>>,
    /// Whether an atom is zero in every table.
    closed: Vec<bool>,
    windows: BTreeMap<(Vec<usize>, usize, usize), Window>,
}

/// The atoms that may move, and how.
struct Window {
    atoms: Vec<usize>,
    polytope: Polytope,
    start: Polytope,
}

impl Nearby {
    /// `rows` are the relations and the printed counts that are not zero; of those the cell is named.
    pub(crate) fn new(structure: &Structure, rows: Vec<(Terms, Option<usize>)>, closed: Vec<bool>) -> Self {
        let times = times(structure);
        let mut rows_of = vec![Vec::new(); closed.len()];
        for (nr, (terms, _)) in rows.iter().enumerate() {
            for (atom, _) in terms {
                rows_of[*atom].push(nr);
            }
        }
        let parts = parts(&rows, &rows_of, &closed);
        let mut atoms = BTreeMap::<_, Vec<usize>>::new();
        for (atom, time) in times.iter().enumerate() {
            atoms.entry((parts[atom], *time)).or_default().push(atom);
        }
        Self { times, parts, atoms, rows, rows_of, closed, windows: BTreeMap::new() }
    }

    /// Moves the atoms around a sum, which is as in `base` at first, so that it rises by `goal` or as far as that goes; and
    /// says how far, with all that moved.
    pub(crate) fn raise(&mut self, base: &[i64], sum: &[(usize, i64)], goal: i64) -> (i64, Terms) {
        let sum: Terms = sum.iter().filter(|(atom, _)| !self.closed[*atom]).copied().collect();
        let when = || sum.iter().map(|(atom, _)| self.times[*atom]);
        let (Some(first), Some(last)) = (when().min(), when().max()) else { return (0, Terms::new()) };
        let (first, last) = (first.saturating_sub(1), last + 1);
        let mut parts: Vec<usize> = sum.iter().map(|(atom, _)| self.parts[*atom]).collect();
        parts.sort_unstable();
        parts.dedup();
        let key = (parts, first, last);
        if !self.windows.contains_key(&key) {
            let window = self.window(base, &key.0, first, last);
            self.windows.insert(key.clone(), window);
        }
        let Some(Window { atoms, polytope, start }) = self.windows.get_mut(&key) else { return (0, Terms::new()) };
        let inside = |(atom, weight): &(usize, i64)| Some((atoms.binary_search(atom).ok()?, *weight));
        let sum: Terms = sum.iter().filter_map(inside).collect();
        polytope.back(start);
        let gained = polytope.raise(&sum, goal, false);
        let moved = atoms.iter().zip(&polytope.table).filter(|(atom, count)| base[**atom] != **count);
        (gained, moved.map(|(atom, count)| (*atom, count - base[*atom])).collect())
    }

    fn window(&self, base: &[i64], parts: &[usize], first: usize, last: usize) -> Window {
        let lists = parts.iter().flat_map(|part| self.atoms.range((*part, first)..=(*part, last)));
        let inside = lists.flat_map(|(_, atoms)| atoms).filter(|atom| !self.closed[**atom]);
        let mut atoms: Vec<usize> = inside.copied().collect();
        atoms.sort_unstable();
        let mut polytope = Polytope::new(atoms.len(), 0);
        polytope.table = atoms.iter().map(|atom| base[*atom]).collect();
        let mut rows: Vec<usize> = atoms.iter().flat_map(|atom| &self.rows_of[*atom]).copied().collect();
        rows.sort_unstable();
        rows.dedup();
        let near = |row: usize| {
            let inside = |(atom, weight): &(usize, i64)| Some((atoms.binary_search(atom).ok()?, *weight));
            self.rows[row].0.iter().filter_map(inside).collect::<Terms>()
        };
        let mut rows: Vec<Terms> = rows.into_iter().map(near).collect();
        rows.sort_by_key(Vec::len);
        for terms in rows {
            let value = polytope.value(&terms);
            polytope.pin(&terms, value, None);
        }
        polytope.keep();
        Window { atoms, start: polytope.clone(), polytope }
    }

    /// Goes on as if a printed count had been hidden, with the atoms that are not zero any more for that.
    pub(crate) fn hide(&mut self, cell: usize, opened: &[usize]) {
        for (nr, (terms, _)) in self.rows.iter().enumerate().filter(|(_, (_, of))| *of == Some(cell)) {
            for (atom, _) in terms {
                self.rows_of[*atom].retain(|row| *row != nr);
            }
        }
        for atom in opened {
            self.closed[*atom] = false;
        }
        self.windows.clear();
    }
}

/// When each atom is first counted. One that no cell counts is as early as what a relation holds it against.
fn times(structure: &Structure) -> Vec<usize> {
    let mut first = vec![u32::MAX; structure.atoms().len()];
    for cell in &structure.cells {
        cell.atoms.iter().for_each(|atom| first[*atom] = first[*atom].min(cell.release));
    }
    let mut open = true;
    while open {
        open = false;
        for relation in &structure.relations {
            let earliest = relation.terms.iter().map(|(atom, _)| first[*atom]).min().unwrap_or(u32::MAX);
            for (atom, _) in &relation.terms {
                open |= first[*atom] == u32::MAX && earliest < u32::MAX;
                first[*atom] = if first[*atom] == u32::MAX { earliest } else { first[*atom] };
            }
        }
    }
    let mut all = first.clone();
    all.sort_unstable();
    all.dedup();
    first.into_iter().map(|release| all.partition_point(|one| *one < release)).collect()
}

/// Atoms that rows lead to from each other have the same number.
fn parts(rows: &[(Terms, Option<usize>)], rows_of: &[Vec<usize>], closed: &[bool]) -> Vec<usize> {
    let mut parts = vec![usize::MAX; closed.len()];
    let mut seen = vec![false; rows.len()];
    for begin in 0..closed.len() {
        let mut waiting = vec![begin];
        while let Some(atom) = waiting.pop() {
            if parts[atom] != usize::MAX {
                continue;
            }
            parts[atom] = begin;
            if closed[atom] {
                continue;
            }
            for row in rows_of[atom].iter().filter(|row| !std::mem::replace(&mut seen[**row], true)) {
                waiting.extend(rows[*row].0.iter().map(|(other, _)| *other).filter(|other| !closed[*other]));
            }
        }
    }
    parts
}
