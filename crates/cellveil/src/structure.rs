//! What an outsider knows by definition: which counts add up to which, without a single number.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::digest::sha256;

/// The public description of everything that was or is to be published, over all releases.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The counts; each is a sum of atoms.
    pub cells: Vec<Cell>,
    /// What holds between atoms for every table that could be true.
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// Counts that are split into others.
    #[serde(default)]
    pub classes: Vec<Class>,
    /// Differences that everybody can take, and that may come out at a few.
    #[serde(default)]
    pub balances: Vec<Balance>,
}

/// One count: a sum of atoms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The name, unique over all releases.
    pub name: String,
    /// The release that prints it; releases are numbered in the order of their appearance.
    pub release: u32,
    /// Which cells live when not all can: a lower rank is tried first.
    pub rank: u32,
    /// What it adds up; every name of an atom once.
    pub atoms: Vec<String>,
    /// Whether it is printed when it is safe. What is not printed is guarded all the same: it is a distance
    /// that somebody could work out, such as those who left between two periods.
    #[serde(default = "yes")]
    pub printed: bool,
    /// Whether it is only safe when enough different sources stand behind it.
    #[serde(default)]
    pub sources: bool,
}

const fn yes() -> bool {
    true
}

/// A sum of atoms, each with its sign and weight, of which everybody knows the outcome.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// The atoms with their weights; an atom occurs once.
    pub terms: Vec<(String, i64)>,
    /// What they come to.
    #[serde(default)]
    pub value: i64,
}

/// A split of a cell into parts. Beside a whole that is hidden no part is told to be nothing: of the few in it that would say where
/// they are not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// The name of the cell that is split.
    pub whole: String,
    /// The names of its parts. In a sensitive class they are cells inside the whole; else it is enough that who is in a part is in the
    /// whole.
    pub parts: Vec<String>,
    /// Whether "all of them" and "none of them" tell something about everybody in the whole, however many they are.
    #[serde(default = "yes")]
    pub sensitive: bool,
}

/// What some counts come to less others: those who were there, less those who are there and did not come since. It can be below zero,
/// is never printed, and is guarded when it is a few either way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    /// The name, unique among those of the cells too.
    pub name: String,
    /// The names of the cells that are added.
    pub plus: Vec<String>,
    /// The names of the cells that are taken off.
    pub minus: Vec<String>,
}

/// What is wrong with a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Two cells, or a cell and a balance, have one name.
    #[error("cell '{0}' occurs twice")]
    Twice(String),
    /// A cell adds up nothing.
    #[error("cell '{0}' has no atoms")]
    Empty(String),
    /// An atom occurs more than once in one sum.
    #[error("atom '{atom}' occurs more than once in '{place}'")]
    Repeated {
        /// The atom.
        atom: String,
        /// The cell, or the relation by its place.
        place: String,
    },
    /// A weight in a relation is zero or too large to be a count of anything.
    #[error("the weight of atom '{0}' is zero or above a thousand")]
    Weight(String),
    /// A class or a balance names a cell that is not there.
    #[error("there is no cell '{0}'")]
    Unknown(String),
    /// A part of a sensitive class has atoms that its whole has not.
    #[error("cell '{part}' does not lie in '{whole}'")]
    NotInside {
        /// The part.
        part: String,
        /// The whole.
        whole: String,
    },
}

/// An atom of a structure: the smallest count that is told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Atom(pub(crate) usize);

/// A cell with its atoms by number.
#[derive(Clone, Debug)]
pub(crate) struct Sum {
    pub(crate) name: String,
    pub(crate) release: u32,
    pub(crate) rank: u32,
    pub(crate) printed: bool,
    pub(crate) sources: bool,
    /// Ascending.
    pub(crate) atoms: Vec<usize>,
}

/// A relation with its atoms by number.
#[derive(Clone, Debug)]
pub(crate) struct Equation {
    pub(crate) terms: Vec<(usize, i64)>,
    pub(crate) value: i64,
}

/// A split with its cells by number.
#[derive(Clone, Debug)]
pub(crate) struct Split {
    pub(crate) whole: usize,
    pub(crate) parts: Vec<usize>,
    pub(crate) sensitive: bool,
}

/// A balance with its cells by number, and what it comes to in atoms.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    pub(crate) name: String,
    pub(crate) plus: Vec<usize>,
    pub(crate) minus: Vec<usize>,
    /// Ascending, without zeros.
    pub(crate) terms: Vec<(usize, i64)>,
}

/// A plan that was found to be sound; atoms and cells are numbered in the order of their names.
#[derive(Clone, Debug)]
pub struct Structure {
    atoms: Vec<String>,
    pub(crate) cells: Vec<Sum>,
    pub(crate) relations: Vec<Equation>,
    pub(crate) classes: Vec<Split>,
    pub(crate) balances: Vec<Difference>,
    digest: String,
}

impl Structure {
    /// Checks a plan. The order in which things stand in it makes no difference.
    pub fn new(mut plan: Plan) -> Result<Self, PlanError> {
        sort(&mut plan);
        let in_cells = plan.cells.iter().flat_map(|cell| &cell.atoms);
        let in_relations = plan.relations.iter().flat_map(|relation| relation.terms.iter().map(|(atom, _)| atom));
        let atoms: BTreeSet<&String> = in_cells.chain(in_relations).collect();
        let numbers: BTreeMap<&str, usize> = atoms.iter().enumerate().map(|(nr, name)| (name.as_str(), nr)).collect();
        let cells = plan.cells.iter().map(|cell| sum(cell, &numbers)).collect::<Result<Vec<_>, _>>()?;
        let mut names = plan.cells.iter().zip(plan.cells.iter().skip(1));
        if let Some((first, _)) = names.find(|(first, second)| first.name == second.name) {
            return Err(PlanError::Twice(first.name.clone()));
        }
        let relations = plan.relations.iter().enumerate();
        let relations = relations.map(|(nr, relation)| equation(nr, relation, &numbers)).collect::<Result<_, _>>()?;
        let classes = plan.classes.iter().map(|class| split(class, &cells)).collect::<Result<_, _>>()?;
        let balances =
            plan.balances.iter().map(|balance| difference(balance, &cells)).collect::<Result<Vec<_>, _>>()?;
        let mut names = plan.balances.iter().zip(plan.balances.iter().skip(1));
        let twice = names.find(|(first, second)| first.name == second.name).map(|(first, _)| first);
        let twice = twice.or_else(|| plan.balances.iter().find(|balance| position(&cells, &balance.name).is_some()));
        if let Some(balance) = twice {
            return Err(PlanError::Twice(balance.name.clone()));
        }
        let atoms = atoms.into_iter().cloned().collect();
        Ok(Self { atoms, cells, relations, classes, balances, digest: sha256(&plan) })
    }

    /// The atom of this name.
    #[must_use]
    pub fn atom(&self, name: &str) -> Option<Atom> {
        self.atoms.binary_search_by(|atom| atom.as_str().cmp(name)).ok().map(Atom)
    }

    /// The names of all atoms, in the order by which a certificate numbers them.
    #[must_use]
    pub fn atoms(&self) -> &[String] {
        &self.atoms
    }

    /// The SHA-256 of the plan in its own order, in hexadecimals.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The number of the balance of this name.
    pub(crate) fn balance(&self, name: &str) -> Option<usize> {
        self.balances.binary_search_by(|balance| balance.name.as_str().cmp(name)).ok()
    }

    /// The number of the cell of this name.
    pub(crate) fn cell(&self, name: &str) -> Option<usize> {
        position(&self.cells, name)
    }
}

fn position(cells: &[Sum], name: &str) -> Option<usize> {
    cells.binary_search_by(|cell| cell.name.as_str().cmp(name)).ok()
}

/// Puts everything in the order of its name, so that the same plan has one digest.
fn sort(plan: &mut Plan) {
    for cell in &mut plan.cells {
        cell.atoms.sort();
    }
    for relation in &mut plan.relations {
        relation.terms.sort();
    }
    for class in &mut plan.classes {
        class.parts.sort();
    }
    plan.cells.sort_by(|a, b| a.name.cmp(&b.name));
    plan.relations.sort();
    plan.relations.dedup();
    plan.classes.sort();
    plan.classes.dedup();
    for balance in &mut plan.balances {
        balance.plus.sort();
        balance.minus.sort();
    }
    plan.balances.sort();
}

/// The numbers of the named atoms, which are in order.
fn numbered<'a>(
    names: impl Iterator<Item = &'a String>,
    numbers: &BTreeMap<&str, usize>,
    place: impl Fn() -> String,
) -> Result<Vec<usize>, PlanError> {
    let mut found = Vec::new();
    for name in names {
        let nr = *numbers.get(name.as_str()).ok_or_else(|| PlanError::Unknown(name.clone()))?;
        if found.last() == Some(&nr) {
            return Err(PlanError::Repeated { atom: name.clone(), place: place() });
        }
        found.push(nr);
    }
    Ok(found)
}

fn sum(cell: &Cell, numbers: &BTreeMap<&str, usize>) -> Result<Sum, PlanError> {
    if cell.atoms.is_empty() {
        return Err(PlanError::Empty(cell.name.clone()));
    }
    let atoms = numbered(cell.atoms.iter(), numbers, || cell.name.clone())?;
    let Cell { name, release, rank, printed, sources, .. } = cell;
    Ok(Sum { name: name.clone(), release: *release, rank: *rank, printed: *printed, sources: *sources, atoms })
}

fn equation(nr: usize, relation: &Relation, numbers: &BTreeMap<&str, usize>) -> Result<Equation, PlanError> {
    if let Some((atom, _)) = relation.terms.iter().find(|(_, weight)| *weight == 0 || weight.abs() > 1_000) {
        return Err(PlanError::Weight(atom.clone()));
    }
    let atoms = numbered(relation.terms.iter().map(|(atom, _)| atom), numbers, || format!("relation {nr}"))?;
    let weights = relation.terms.iter().map(|(_, weight)| *weight);
    Ok(Equation { terms: atoms.into_iter().zip(weights).collect(), value: relation.value })
}

fn split(class: &Class, cells: &[Sum]) -> Result<Split, PlanError> {
    let find = |name: &String| position(cells, name).ok_or_else(|| PlanError::Unknown(name.clone()));
    let whole = find(&class.whole)?;
    let parts = class.parts.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    if !class.sensitive {
        return Ok(Split { whole, parts, sensitive: false });
    }
    let around: BTreeSet<_> = cells.get(whole).into_iter().flat_map(|cell| &cell.atoms).collect();
    for part in parts.iter().filter_map(|nr| cells.get(*nr)) {
        if !part.atoms.iter().all(|atom| around.contains(atom)) {
            return Err(PlanError::NotInside { part: part.name.clone(), whole: class.whole.clone() });
        }
    }
    Ok(Split { whole, parts, sensitive: true })
}

fn difference(balance: &Balance, cells: &[Sum]) -> Result<Difference, PlanError> {
    let find = |name: &String| position(cells, name).ok_or_else(|| PlanError::Unknown(name.clone()));
    let plus = balance.plus.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let minus = balance.minus.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let mut terms = BTreeMap::<usize, i64>::new();
    for (side, weight) in [(&plus, 1), (&minus, -1)] {
        for atom in side.iter().filter_map(|nr| cells.get(*nr)).flat_map(|cell| &cell.atoms) {
            *terms.entry(*atom).or_default() += weight;
        }
    }
    terms.retain(|_, weight| *weight != 0);
    Ok(Difference { name: balance.name.clone(), plus, minus, terms: terms.into_iter().collect() })
}
