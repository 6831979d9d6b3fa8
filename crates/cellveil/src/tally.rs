//! What everybody counted adds up to, and as which vectors. Nothing here is public.
#![expect(
    clippy::indexing_slicing,
    reason = "cells, atoms and patterns are numbered here, and every list has one place for each"
)]

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    contributor::{Contributor, Rules},
    error::Error,
    span::Vector,
    structure::Structure,
};

/// The counts of all cells.
pub(crate) struct Tally {
    /// Of each cell, what it counts.
    pub(crate) values: Vec<u64>,
    /// Of each cell, how many contributors stand behind it.
    pub(crate) contributors: Vec<usize>,
    /// Of each cell, what its sources bring; those without one count as one.
    sources: Vec<BTreeMap<Option<u32>, u64>>,
    /// Of each cell, what it gets from whom; contributors that add the same to every cell are one.
    pub(crate) vectors: Vec<Vector>,
    /// Of each pattern, the last release it counts in and in how many cells.
    pub(crate) patterns: Vec<(u32, usize)>,
}

/// Atoms that the same cells add up are one.
struct Groups {
    of_atom: Vec<usize>,
    cells: Vec<Vec<usize>>,
}

impl Groups {
    fn new(structure: &Structure) -> Self {
        let mut holders = vec![Vec::new(); structure.atoms().len()];
        for (nr, cell) in structure.cells.iter().enumerate() {
            for atom in &cell.atoms {
                holders[*atom].push(nr);
            }
        }
        let mut numbers = BTreeMap::<Vec<usize>, usize>::new();
        let (mut of_atom, mut cells) = (Vec::new(), Vec::new());
        for list in holders {
            let nr = *numbers.entry(list).or_insert_with_key(|list| {
                cells.push(list.clone());
                cells.len() - 1
            });
            of_atom.push(nr);
        }
        Self { of_atom, cells }
    }
}

impl Tally {
    /// Adds everybody up. Whoever adds what nobody can add (see the relations) is refused.
    pub(crate) fn new(structure: &Structure, contributors: &[Contributor]) -> Result<Self, Error> {
        let groups = Groups::new(structure);
        let cells = structure.cells.len();
        let mut atoms = vec![0_u64; structure.atoms().len()];
        let mut counted = vec![0; cells];
        let mut sources = vec![BTreeMap::new(); cells];
        let mut patterns = BTreeSet::new();
        for contributor in contributors {
            let mut pattern = BTreeMap::<usize, u64>::new();
            for part in contributor.parts.iter().filter(|part| part.amount > 0) {
                let group = *groups.of_atom.get(part.atom.0).ok_or(Error::Atom)?;
                *pattern.entry(group).or_default() += u64::from(part.amount);
                atoms[part.atom.0] += u64::from(part.amount);
                for cell in groups.cells[group].iter().filter(|cell| structure.cells[**cell].sources) {
                    *sources[*cell].entry(part.source).or_default() += u64::from(part.amount);
                }
            }
            let touched: BTreeSet<usize> = pattern.keys().flat_map(|group| &groups.cells[*group]).copied().collect();
            for cell in touched {
                counted[cell] += 1;
            }
            patterns.insert(pattern);
        }
        relations(structure, &atoms)?;
        add_nobodies(structure, &groups, &atoms, &mut patterns);
        let values = structure.cells.iter().map(|cell| cell.atoms.iter().map(|atom| atoms[*atom]).sum()).collect();
        let vectors = vectors(cells, &groups, &patterns);
        let mut last = vec![(0, 0); patterns.len()];
        for (nr, vector) in vectors.iter().enumerate() {
            for (column, _) in vector {
                let (release, times) = &mut last[*column];
                *release = structure.cells[nr].release.max(*release);
                *times += 1;
            }
        }
        Ok(Self { values, contributors: counted, sources, vectors, patterns: last })
    }

    /// Whether too few sources stand behind a cell, or one that brings nearly all.
    pub(crate) fn leans(&self, cell: usize, rules: &Rules) -> bool {
        let sources = &self.sources[cell];
        let all: u64 = sources.values().sum();
        let largest = sources.values().max().copied().unwrap_or_default();
        all > 0 && (sources.len() < rules.sources || largest * 100 > all * rules.largest_source)
    }
}

fn relations(structure: &Structure, atoms: &[u64]) -> Result<(), Error> {
    for (nr, relation) in structure.relations.iter().enumerate() {
        let term = |(atom, weight): &(usize, i64)| i128::from(atoms[*atom]) * i128::from(*weight);
        // What says how much there is at most holds an atom for what is left of it; nobody brings that one.
        let sum = relation.terms.iter().map(term).sum::<i128>();
        let spare = relation.terms.iter().any(|(atom, weight)| {
            let left = i128::from(relation.value) - sum;
            atoms[*atom] == 0 && left != 0 && left % i128::from(*weight) == 0 && left / i128::from(*weight) > 0
        });
        if sum != i128::from(relation.value) && !(relation.value != 0 && spare) {
            return Err(Error::Relation(nr));
        }
    }
    Ok(())
}

/// Where "nobody" tells something, there could have been somebody: a pattern for each atom of a class that counts nobody.
fn add_nobodies(structure: &Structure, groups: &Groups, atoms: &[u64], patterns: &mut BTreeSet<BTreeMap<usize, u64>>) {
    for part in structure.classes.iter().flat_map(|class| &class.parts) {
        for atom in structure.cells[*part].atoms.iter().filter(|atom| atoms[**atom] == 0) {
            patterns.insert(BTreeMap::from([(groups.of_atom[*atom], 1)]));
        }
    }
}

fn vectors(cells: usize, groups: &Groups, patterns: &BTreeSet<BTreeMap<usize, u64>>) -> Vec<Vector> {
    let mut vectors = vec![Vector::new(); cells];
    for (column, pattern) in patterns.iter().enumerate() {
        for (group, amount) in pattern {
            for cell in &groups.cells[*group] {
                match vectors[*cell].last_mut() {
                    Some((last, sum)) if *last == column => *sum += amount,
                    _ => vectors[*cell].push((column, *amount)),
                }
            }
        }
    }
    vectors
}
