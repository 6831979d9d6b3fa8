//! All tables of non-negative integers that agree with what was printed, and a walk among them.
//!
//! Every atom is *free* or *bound*. A bound atom is a sum of free ones (with weights, and up to a constant), so that every move of
//! free atoms keeps all that was printed as it is. A move is a free atom that goes one way, and the bound ones that follow.
//! This is the dictionary of the simplex method, with integers alone: a row says what so many times its atom is, and a move goes by
//! as many steps at once as keep every count whole.
//!
//! A printed count can have a number of its own, as if it were an atom that may not move: it is *locked*. What keeps a sum from rising
//! then shows as locked numbers in it, and to unlock one is to hide that count.
#![expect(
    clippy::indexing_slicing,
    reason = "atoms are numbered by the structure, and every list here has one place for each"
)]

use std::{cmp::Reverse, collections::BTreeSet};

use crate::terms::{Row, Terms, divisor, lowest, put, remove, solved, sum};

/// How often a free and a bound atom may change places in one raise before it stops.
const CHANGES: usize = 1_000;

/// How many of those follow the order of moves; after that it is the first atom always, which cannot go round in circles.
const IN_ORDER: usize = 150;

/// Weights above this are not divided by: what is counted here has none, and numbers stay small.
const WEIGHT: i64 = 64;

/// What an atom may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It moves.
    Open,
    /// It may not move as long as a printed count says so.
    Locked,
    /// It is zero in every table, and left out everywhere.
    Closed,
}

/// Which of the moves that could raise a sum lets two atoms change places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// The one that the fewest atoms follow: what is bound stays short.
    Short,
    /// The one that raises the sum most.
    Steep,
    /// The last one.
    Back,
}

#[derive(Clone)]
pub(crate) struct Polytope {
    /// The present table.
    pub(crate) table: Vec<i64>,
    /// Of a bound atom, the free ones that it follows.
    bound: Vec<Option<Row>>,
    /// Of a free atom, the bound ones that follow it, each with its weight in that row.
    followers: Vec<Terms>,
    state: Vec<State>,
    /// Sums of locked atoms that stay as they are because other printed counts say so.
    following: Vec<Terms>,
    scratch: Vec<i64>,
    /// The atoms of which it changed what they follow, or what follows them, since `keep`.
    touched: Vec<usize>,
    is_touched: Vec<bool>,
    pub(crate) order: Order,
    /// Whether of the bound atoms that block a move the one that follows the fewest is freed, and not the first.
    short: bool,
    /// Whether a count that is pinned is spread over what can bring it.
    pub(crate) spread: bool,
    /// Whether the sum of the last raise rises no further in any table.
    pub(crate) at_end: bool,
}

/// A free atom and a way that raises a sum.
#[derive(Clone, Copy)]
struct Move {
    atom: usize,
    way: i64,
    /// By how much one step raises the sum, times `scale`.
    gain: i64,
    scale: i64,
}

impl Polytope {
    /// Every table of so many atoms, with room for so many printed counts; the present one has nothing in it.
    pub(crate) fn new(atoms: usize, locks: usize) -> Self {
        let atoms = atoms + locks;
        Self {
            table: vec![0; atoms],
            bound: vec![None; atoms],
            followers: vec![Terms::new(); atoms],
            state: vec![State::Open; atoms],
            following: Vec::new(),
            scratch: vec![0; atoms],
            touched: Vec::new(),
            is_touched: vec![false; atoms],
            order: Order::Short,
            short: true,
            spread: true,
            at_end: false,
        }
    }

    pub(crate) fn value(&self, sum: &[(usize, i64)]) -> i64 {
        sum.iter().map(|(atom, weight)| weight * self.table[*atom]).sum()
    }

    /// Leaves an atom at zero as long as it is locked. Only before anything is pinned.
    pub(crate) fn lock(&mut self, atom: usize) {
        if self.state[atom] == State::Open {
            self.state[atom] = State::Locked;
        }
    }

    /// Keeps the tables in which a sum has this value, and moves the present table to one of them. With `lock` the
    /// value gets that number, so that it can be unlocked.
    ///
    /// False when none was found; the present table is then still one of those before.
    pub(crate) fn pin(&mut self, sum: &[(usize, i64)], value: i64, lock: Option<usize>) -> bool {
        let missing = value - self.value(sum);
        let turned: Terms = sum.iter().map(|(atom, weight)| (*atom, weight * missing.signum())).collect();
        if !self.reach(&turned, missing.abs()) {
            return false;
        }
        let (mut all, scale) = self.in_free(sum);
        let open = |(atom, _): &&(usize, i64)| self.state[*atom] == State::Open;
        let free: Terms = all.iter().filter(open).copied().collect();
        let one_way = |way: i64| free.iter().all(|(atom, weight)| weight.signum() == way && self.table[*atom] == 0);
        if lock.is_none() && free.len() == all.len() && (one_way(1) || one_way(-1)) {
            for (atom, _) in free {
                self.close(atom);
            }
            return true;
        }
        if let Some(lock) = lock {
            self.table[lock] = value;
            self.state[lock] = State::Locked;
            put(&mut all, lock, -scale);
        }
        let best = free.iter().min_by_key(|(atom, weight)| {
            let count = self.table[*atom];
            (weight.abs(), count == 0, self.followers[*atom].len(), Reverse(count))
        });
        match best {
            Some((atom, weight)) => self.bind(*atom, solved(&all, *atom, *weight)),
            None => self.following.push(all),
        }
        true
    }

    /// Moves the present table so that a sum rises by `goal`, in one order after the other: a raise can lose its way among counts of
    /// zero where another order goes on from there.
    fn reach(&mut self, sum: &[(usize, i64)], goal: i64) -> bool {
        let mut gained = self.raise(sum, goal, self.spread);
        for order in [Order::Steep, Order::Back] {
            if gained < goal && !self.at_end {
                let before = std::mem::replace(&mut self.order, order);
                gained += self.raise(sum, goal - gained, false);
                self.order = before;
            }
        }
        gained == goal
    }

    /// Leaves an atom at zero for ever.
    pub(crate) fn close(&mut self, atom: usize) {
        self.state[atom] = State::Closed;
        for (follower, _) in std::mem::take(&mut self.followers[atom]) {
            if let Some(row) = &mut self.bound[follower] {
                row.terms.retain(|(free, _)| *free != atom);
            }
        }
    }

    /// Which locked atoms keep a sum from rising, once it rose as far as it goes: each with the way it would have to go.
    pub(crate) fn locks(&mut self, sum: &[(usize, i64)]) -> Terms {
        let (mut held, _) = self.in_free(sum);
        held.retain(|(atom, _)| self.state[*atom] == State::Locked);
        held
    }

    /// Whether a sum is the same in all tables.
    pub(crate) fn is_fixed(&mut self, sum: &[(usize, i64)]) -> bool {
        self.in_free(sum).0.into_iter().all(|(atom, _)| self.state[atom] != State::Open)
    }

    /// Whether a sum goes neither up nor down in any table, also when only the counts around it being no less than zero says so:
    /// the parts of a sum that is zero are. It may move the present table.
    pub(crate) fn is_stuck(&mut self, sum: &[(usize, i64)]) -> bool {
        [1, -1].into_iter().all(|way| {
            let turned: Terms = sum.iter().map(|(atom, weight)| (*atom, weight * way)).collect();
            self.raise(&turned, 1, false) == 0 && self.at_end
        })
    }

    /// Lets a locked atom move; where others say what it is, it follows them from now on.
    pub(crate) fn unlock(&mut self, atom: usize) {
        let weight =
            |terms: &Terms| terms.binary_search_by_key(&atom, |(one, _)| *one).map(|place| terms[place].1).ok();
        self.state[atom] = State::Open;
        let Some(place) = self.following.iter().position(|terms| weight(terms).is_some()) else { return };
        let terms = self.following.remove(place);
        let row = solved(&terms, atom, weight(&terms).unwrap_or(1));
        for terms in &mut self.following {
            if let Some(by) = weight(terms) {
                *terms = sum(terms, row.times, &row.terms, by, atom);
            }
        }
        self.bind(atom, row);
    }

    /// Moves the present table so that a sum rises by `goal`, or as far as it goes, and says how far.
    /// `spread` takes small steps of many moves before large steps of a few.
    pub(crate) fn raise(&mut self, sum: &[(usize, i64)], goal: i64, spread: bool) -> i64 {
        let (mut gained, mut changes, mut spread) = (0, 0, spread);
        let mut freed = BTreeSet::new();
        self.at_end = false;
        while gained < goal {
            let mut moves = self.moves(sum);
            self.at_end = moves.is_empty();
            let share = if spread { (goal - gained) / i64::try_from(moves.len()).unwrap_or(1).max(1) } else { goal };
            let before = gained;
            for one in &moves {
                let (most, unit) = self.room(*one);
                let most = most.min((goal - gained) * one.scale / one.gain) / unit * unit;
                let steps = most.min((share * one.scale / one.gain / unit * unit).max(unit));
                self.step(*one, steps);
                gained += steps * one.gain / one.scale;
            }
            let some = gained > before;
            spread &= some;
            if !some {
                changes += 1;
                self.short = changes < IN_ORDER;
                if changes < IN_ORDER {
                    self.sort(&mut moves);
                }
                let some = moves.iter().any(|one| self.change(*one, 1, None))
                    || moves.iter().any(|one| self.change(*one, WEIGHT, None))
                    || moves.iter().any(|one| self.change(*one, WEIGHT, Some(&mut freed)));
                if changes > CHANGES || !some {
                    break;
                }
            }
        }
        gained
    }

    /// A sum of atoms as one of free atoms alone, up to a constant; and how many times the sum that is.
    fn in_free(&mut self, sum: &[(usize, i64)]) -> (Terms, i64) {
        let rows = sum.iter().filter_map(|(atom, _)| self.bound[*atom].as_ref());
        let scale = rows.fold(1, |scale, row| scale / divisor(scale, row.times) * row.times);
        let mut touched = Vec::new();
        let mut count = |scratch: &mut Vec<i64>, atom: usize, weight: i64| {
            touched.push(atom);
            scratch[atom] += weight;
        };
        for (atom, weight) in sum {
            match &self.bound[*atom] {
                None => count(&mut self.scratch, *atom, *weight * scale),
                Some(row) => {
                    let weight = weight * scale / row.times;
                    row.terms.iter().for_each(|(free, by)| count(&mut self.scratch, *free, weight * by));
                }
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let (scratch, state) = (&mut self.scratch, &self.state);
        let weights = touched.into_iter().map(|atom| (atom, std::mem::take(&mut scratch[atom])));
        let kept = weights.filter(|(atom, weight)| *weight != 0 && state[*atom] != State::Closed);
        (kept.collect(), scale)
    }

    /// What could raise a sum: any free atom that counts in it; down only when there is something to take.
    fn moves(&mut self, sum: &[(usize, i64)]) -> Vec<Move> {
        let (free, scale) = self.in_free(sum);
        let moves = free.into_iter();
        let moves = moves.map(|(atom, weight)| Move { atom, way: weight.signum(), gain: weight.abs(), scale });
        moves.filter(|one| self.state[one.atom] == State::Open && (one.way > 0 || self.table[one.atom] > 0)).collect()
    }

    /// Puts the moves in the order in which they are to be tried.
    fn sort(&self, moves: &mut [Move]) {
        let followers = |one: &Move| self.followers[one.atom].len();
        match self.order {
            Order::Short => moves.sort_by_key(|one| (followers(one), Reverse(one.gain))),
            Order::Steep => moves.sort_by_key(|one| (Reverse(one.gain), followers(one))),
            Order::Back => moves.reverse(),
        }
    }

    /// How many steps can be made before an atom would count less than zero, and how many go at once so that all stay whole.
    fn room(&self, one: Move) -> (i64, i64) {
        let mut most = if one.way < 0 { self.table[one.atom] } else { i64::MAX };
        let mut unit = 1;
        for (bound, weight) in &self.followers[one.atom] {
            let by = weight * one.way;
            let times = self.times(*bound);
            if by < 0 {
                most = most.min(self.table[*bound] * times / -by);
            }
            if times > 1 {
                let whole = times / divisor(times, *weight);
                unit = unit / divisor(unit, whole) * whole;
            }
        }
        (most, unit)
    }

    fn times(&self, bound: usize) -> i64 {
        self.bound[bound].as_ref().map_or(1, |row| row.times)
    }

    fn step(&mut self, one: Move, steps: i64) {
        if steps == 0 {
            return;
        }
        self.table[one.atom] += one.way * steps;
        for (bound, weight) in &self.followers[one.atom] {
            let times = self.bound[*bound].as_ref().map_or(1, |row| row.times);
            self.table[*bound] += weight * one.way * steps / times;
        }
    }

    /// Frees the first bound atom that blocks a move, and binds the atom of the move instead. False when none can be freed.
    ///
    /// That one counts zero, or else it is too little for a whole step: then each is `freed` once, as nothing may come of it.
    fn change(&mut self, one: Move, limit: i64, freed: Option<&mut BTreeSet<usize>>) -> bool {
        let unit = if freed.is_some() { self.room(one).1 } else { 1 };
        let blocks = |(bound, weight): &&(usize, i64)| {
            let short = match &freed {
                None => self.table[*bound] == 0,
                Some(freed) => self.table[*bound] * self.times(*bound) < weight.abs() * unit && !freed.contains(bound),
            };
            short && weight * one.way < 0 && weight.abs() <= limit
        };
        let mut blocking = self.followers[one.atom].iter().filter(blocks);
        let length = |(bound, _): &&(usize, i64)| self.bound[*bound].as_ref().map_or(0, |row| row.terms.len());
        let least = if self.short { blocking.min_by_key(length) } else { blocking.next() };
        let Some((bound, weight)) = least.copied() else { return false };
        if let Some(freed) = freed {
            freed.insert(bound);
        }
        let Some(mut row) = self.bound[bound].take() else { return false };
        self.touch(bound);
        for (free, _) in &row.terms {
            self.touch(*free);
            remove(&mut self.followers[*free], bound);
        }
        put(&mut row.terms, bound, -row.times);
        self.bind(one.atom, solved(&row.terms, one.atom, weight));
        true
    }

    fn touch(&mut self, atom: usize) {
        if !self.is_touched[atom] {
            self.is_touched[atom] = true;
            self.touched.push(atom);
        }
    }

    /// From here on it is remembered what changes places.
    pub(crate) fn keep(&mut self) {
        self.touched.drain(..).for_each(|atom| self.is_touched[atom] = false);
    }

    /// Goes back to what it was at `keep`, of which `start` is a copy. That is less work than to copy everything.
    pub(crate) fn back(&mut self, start: &Self) {
        self.table.clone_from(&start.table);
        for atom in self.touched.drain(..) {
            self.is_touched[atom] = false;
            self.bound[atom].clone_from(&start.bound[atom]);
            self.followers[atom].clone_from(&start.followers[atom]);
        }
    }

    /// Makes a free atom follow others, wherever it stands.
    fn bind(&mut self, atom: usize, row: Row) {
        self.touch(atom);
        row.terms.iter().for_each(|(free, _)| self.touch(*free));
        for (follower, by) in std::mem::take(&mut self.followers[atom]) {
            self.touch(follower);
            let Some(old) = self.bound[follower].take() else { continue };
            let (times, terms) = (old.times * row.times, sum(&old.terms, row.times, &row.terms, by, atom));
            let new = lowest(times, terms);
            if new.times == old.times && row.times == 1 {
                for (free, _) in &row.terms {
                    match new.terms.binary_search_by_key(free, |(one, _)| *one) {
                        Ok(place) => put(&mut self.followers[*free], follower, new.terms[place].1),
                        Err(_) => remove(&mut self.followers[*free], follower),
                    }
                }
            } else {
                for (free, _) in old.terms.iter().filter(|(free, _)| *free != atom) {
                    self.touch(*free);
                    remove(&mut self.followers[*free], follower);
                }
                for (free, weight) in &new.terms {
                    put(&mut self.followers[*free], follower, *weight);
                }
            }
            self.bound[follower] = Some(new);
        }
        for (free, weight) in &row.terms {
            put(&mut self.followers[*free], atom, *weight);
        }
        self.bound[atom] = Some(row);
    }
}

#[cfg(test)]
mod tests;
