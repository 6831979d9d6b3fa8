//! All tables of non-negative integers that agree with what was printed, and a walk among them.
//!
//! Every atom is *free* or *bound*. A bound atom is a sum of free ones (with weights, and up to a constant), so that every move of
//! free atoms keeps all that was printed as it is. A move is a free atom that goes one way, and the bound ones that follow.
//! This is the dictionary of the simplex method, with integers alone: a free and a bound atom change places only
//! when the weight between them is 1 or -1.
//!
//! A printed count can have a number of its own, as if it were an atom that may not move: it is *locked*. What keeps a sum from rising
//! then shows as locked numbers in it, and to unlock one is to hide that count.
#![expect(
    clippy::indexing_slicing,
    reason = "atoms are numbered by the structure, and every list here has one place for each"
)]

use std::cmp::Reverse;

/// Atoms with their weights, ascending.
pub(crate) type Terms = Vec<(usize, i64)>;

/// How often a free and a bound atom may change places in one raise before it stops.
const CHANGES: usize = 100;

pub(crate) struct Polytope {
    /// The present table.
    pub(crate) table: Vec<i64>,
    /// Of a bound atom, the free ones that it follows.
    bound: Vec<Option<Terms>>,
    /// Of a free atom, the bound ones that follow it, each with its weight.
    followers: Vec<Terms>,
    /// Atoms that may not move: printed counts, and what is zero in every table.
    still: Vec<bool>,
    /// Printed counts that follow from other ones: such a count, and the sum of locked ones that it is.
    following: Vec<(usize, Terms)>,
    scratch: Vec<i64>,
    /// How many real atoms there are; the numbers after them are of printed counts.
    atoms: usize,
}

/// A free atom and a way that raises a sum.
#[derive(Clone, Copy)]
struct Move {
    atom: usize,
    way: i64,
    /// By how much one step raises the sum.
    gain: i64,
}

impl Polytope {
    /// Every table of so many atoms, with room for so many printed counts; the present one has nothing in it.
    pub(crate) fn new(atoms: usize, locks: usize) -> Self {
        let (real, atoms) = (atoms, atoms + locks);
        Self {
            atoms: real,
            table: vec![0; atoms],
            bound: vec![None; atoms],
            followers: vec![Terms::new(); atoms],
            still: vec![false; atoms],
            following: Vec::new(),
            scratch: vec![0; atoms],
        }
    }

    pub(crate) fn value(&self, sum: &[(usize, i64)]) -> i64 {
        sum.iter().map(|(atom, weight)| weight * self.table[*atom]).sum()
    }

    /// Keeps the tables in which a sum has this value, and moves the present table to one of them. With `lock` the
    /// value gets that number, so that it can be unlocked.
    ///
    /// False when none was found; the present table is then still one of those before.
    pub(crate) fn pin(&mut self, sum: &[(usize, i64)], value: i64, lock: Option<usize>) -> bool {
        let missing = value - self.value(sum);
        let turned: Terms = sum.iter().map(|(atom, weight)| (*atom, weight * missing.signum())).collect();
        if self.raise(&turned, missing.abs(), true) != missing.abs() {
            return false;
        }
        lock.into_iter().for_each(|lock| self.table[lock] = value);
        let all = self.in_free(sum);
        let free: Terms = all.iter().filter(|(atom, _)| !self.still[*atom]).copied().collect();
        let one_way = |way: i64| free.iter().all(|(atom, weight)| weight.signum() == way && self.table[*atom] == 0);
        let held = lock.is_some() || all.iter().any(|(atom, _)| *atom >= self.atoms && self.still[*atom]);
        if !free.is_empty() && !held && (one_way(1) || one_way(-1)) {
            free.iter().for_each(|(atom, _)| self.close(*atom));
            return true;
        }
        let Some(common) = free.iter().map(|(_, weight)| weight.unsigned_abs()).reduce(divisor) else {
            self.following.extend(lock.map(|lock| (lock, all)));
            return true;
        };
        let Ok(common) = i64::try_from(common) else { return false };
        let units = free.iter().filter(|(_, weight)| weight.abs() == common);
        let best = units.min_by_key(|(atom, _)| {
            let count = self.table[*atom];
            (count == 0, self.followers[*atom].len(), Reverse(count))
        });
        let Some((atom, weight)) = best.copied() else { return false };
        let others = if common == 1 { all.iter() } else { free.iter() }.filter(|(other, _)| *other != atom);
        let mut terms: Terms = others.map(|(other, by)| (*other, -by / common * weight.signum())).collect();
        if let Some(lock) = lock.filter(|_| common == 1) {
            self.still[lock] = true;
            put(&mut terms, lock, weight.signum());
        }
        self.bind(atom, terms);
        true
    }

    /// Leaves an atom at zero for ever.
    fn close(&mut self, atom: usize) {
        self.still[atom] = true;
        for (follower, _) in std::mem::take(&mut self.followers[atom]) {
            if let Some(terms) = &mut self.bound[follower] {
                terms.retain(|(free, _)| *free != atom);
            }
        }
    }

    /// Which of the locked counts keep a sum from rising, once it rose as far as it goes.
    pub(crate) fn locks(&mut self, sum: &[(usize, i64)]) -> Vec<usize> {
        let held = self.in_free(sum).into_iter().map(|(atom, _)| atom);
        held.filter(|atom| *atom >= self.atoms && self.still[*atom]).collect()
    }

    /// Whether a sum is the same in all tables.
    pub(crate) fn is_fixed(&mut self, sum: &[(usize, i64)]) -> bool {
        self.in_free(sum).into_iter().all(|(atom, _)| self.still[atom])
    }

    /// Lets a locked count move; when another printed count follows from it, that one holds it from now on.
    pub(crate) fn unlock(&mut self, lock: usize) {
        let unit = |(_, terms): &(usize, Terms)| {
            terms.binary_search_by_key(&lock, |(atom, _)| *atom).is_ok_and(|place| terms[place].1.abs() == 1)
        };
        self.still[lock] = false;
        let Some(place) = self.following.iter().position(unit) else {
            self.following.retain(|(_, terms)| terms.iter().all(|(atom, _)| *atom != lock));
            return;
        };
        let (holder, terms) = self.following.remove(place);
        self.still[holder] = true;
        let weight = terms.iter().find(|(atom, _)| *atom == lock).map_or(1, |(_, weight)| *weight);
        // holder = weight * lock + others.
        let others = terms.iter().filter(|(atom, _)| *atom != lock).map(|(atom, by)| (*atom, -by * weight));
        let mut turned: Terms = others.collect();
        put(&mut turned, holder, weight);
        for (_, terms) in &mut self.following {
            let by = terms.iter().find(|(atom, _)| *atom == lock).map_or(0, |(_, weight)| *weight);
            *terms = sum(terms, by, &turned, lock);
        }
        self.bind(lock, turned);
    }

    /// Moves the present table so that a sum rises by `goal`, or as far as it goes, and says how far.
    /// `spread` takes small steps of many moves before large steps of a few.
    pub(crate) fn raise(&mut self, sum: &[(usize, i64)], goal: i64, spread: bool) -> i64 {
        let (mut gained, mut changes, mut spread) = (0, 0, spread);
        while gained < goal {
            let moves = self.moves(sum);
            let share = if spread { (goal - gained) / i64::try_from(moves.len()).unwrap_or(1).max(1) } else { goal };
            let before = gained;
            for one in &moves {
                let most = self.room(*one).min((goal - gained) / one.gain);
                let steps = most.min((share / one.gain).max(1));
                self.step(*one, steps);
                gained += steps * one.gain;
            }
            let some = gained > before;
            spread &= some;
            if !some {
                changes += 1;
                if changes > CHANGES || !moves.iter().any(|one| self.change(*one)) {
                    break;
                }
            }
        }
        gained
    }

    /// A sum of atoms as one of free atoms alone, up to a constant.
    fn in_free(&mut self, sum: &[(usize, i64)]) -> Terms {
        let mut touched = Vec::new();
        let mut count = |scratch: &mut Vec<i64>, atom: usize, weight: i64| {
            touched.push(atom);
            scratch[atom] += weight;
        };
        for (atom, weight) in sum {
            match &self.bound[*atom] {
                None => count(&mut self.scratch, *atom, *weight),
                Some(terms) => {
                    terms.iter().for_each(|(free, by)| count(&mut self.scratch, *free, weight * by));
                }
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let scratch = &mut self.scratch;
        touched.into_iter().map(|atom| (atom, std::mem::take(&mut scratch[atom]))).filter(|(_, w)| *w != 0).collect()
    }

    /// What could raise a sum: any free atom that counts in it; down only when there is something to take.
    fn moves(&mut self, sum: &[(usize, i64)]) -> Vec<Move> {
        let free = self.in_free(sum).into_iter();
        let moves = free.map(|(atom, weight)| Move { atom, way: weight.signum(), gain: weight.abs() });
        moves.filter(|one| !self.still[one.atom] && (one.way > 0 || self.table[one.atom] > 0)).collect()
    }

    /// How many steps can be made before an atom would count less than zero.
    fn room(&self, one: Move) -> i64 {
        let own = if one.way < 0 { self.table[one.atom] } else { i64::MAX };
        let followers = self.followers[one.atom].iter();
        let rooms = followers.filter_map(|(bound, weight)| {
            let by = weight * one.way;
            (by < 0).then(|| self.table[*bound] / -by)
        });
        rooms.fold(own, i64::min)
    }

    fn step(&mut self, one: Move, steps: i64) {
        if steps == 0 {
            return;
        }
        self.table[one.atom] += one.way * steps;
        for (bound, weight) in &self.followers[one.atom] {
            self.table[*bound] += weight * one.way * steps;
        }
    }

    /// Frees the first bound atom that blocks a move, and binds the atom of the move instead. False when none can be freed.
    fn change(&mut self, one: Move) -> bool {
        let blocks = |(bound, weight): &&(usize, i64)| weight * one.way == -1 && self.table[*bound] == 0;
        let Some((bound, _)) = self.followers[one.atom].iter().find(blocks).copied() else { return false };
        let Some(terms) = self.bound[bound].take() else { return false };
        for (free, _) in &terms {
            remove(&mut self.followers[*free], bound);
        }
        // bound = by * atom + others, so atom = by * bound - by * others, as `by` is 1 or -1.
        let by = -one.way;
        let others = terms.into_iter().filter(|(free, _)| *free != one.atom).map(|(free, weight)| (free, -by * weight));
        let mut turned: Terms = others.chain([(bound, by)]).collect();
        turned.sort_unstable();
        self.bind(one.atom, turned);
        true
    }

    /// Makes a free atom follow others, wherever it stands.
    fn bind(&mut self, atom: usize, terms: Terms) {
        for (follower, by) in std::mem::take(&mut self.followers[atom]) {
            let Some(old) = self.bound[follower].take() else { continue };
            let new = sum(&old, by, &terms, atom);
            for (free, _) in &terms {
                let now = new.binary_search_by_key(free, |(one, _)| *one);
                match now {
                    Ok(place) => put(&mut self.followers[*free], follower, new[place].1),
                    Err(_) => remove(&mut self.followers[*free], follower),
                }
            }
            self.bound[follower] = Some(new);
        }
        for (free, weight) in &terms {
            put(&mut self.followers[*free], atom, *weight);
        }
        self.bound[atom] = Some(terms);
    }
}

/// Puts a term in its place, instead of what stood there.
fn put(terms: &mut Terms, atom: usize, weight: i64) {
    match terms.binary_search_by_key(&atom, |(one, _)| *one) {
        Ok(place) => terms[place].1 = weight,
        Err(place) => terms.insert(place, (atom, weight)),
    }
}

fn remove(terms: &mut Terms, atom: usize) {
    if let Ok(place) = terms.binary_search_by_key(&atom, |(one, _)| *one) {
        terms.remove(place);
    }
}

fn divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { divisor(b, a % b) }
}

/// `from + factor * what`, without one atom.
fn sum(from: &[(usize, i64)], factor: i64, what: &[(usize, i64)], without: usize) -> Terms {
    let mut result = Vec::with_capacity(from.len() + what.len());
    let mut a = from.iter().filter(|(atom, _)| *atom != without).peekable();
    let mut b = what.iter().peekable();
    loop {
        let next = match (a.peek(), b.peek()) {
            (None, None) => return result,
            (Some((atom, _)), Some((other, _))) => *atom.min(other),
            (Some((atom, _)), None) | (None, Some((atom, _))) => *atom,
        };
        let old = a.next_if(|(atom, _)| *atom == next).map_or(0, |(_, weight)| *weight);
        let more = b.next_if(|(atom, _)| *atom == next).map_or(0, |(_, weight)| factor * weight);
        if old + more != 0 {
            result.push((next, old + more));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rows and two columns of counts: atoms 0 1 / 2 3.
    fn two_by_two() -> Polytope {
        let mut polytope = Polytope::new(4, 0);
        for (sum, value) in [([0, 1], 12), ([2, 3], 20), ([0, 2], 15)] {
            assert!(polytope.pin(&sum.map(|atom| (atom, 1)), value, None));
        }
        polytope
    }

    #[test]
    fn a_sum_that_is_pinned_keeps_its_value_whatever_moves() {
        let mut polytope = two_by_two();
        let goes = polytope.raise(&[(0, 1)], 100, false) + polytope.raise(&[(0, -1)], 100, false);
        assert!(goes > 12);
        assert_eq!(polytope.table, [0, 12, 15, 5]);
        for (sum, value) in [([0, 1], 12), ([2, 3], 20), ([0, 2], 15)] {
            assert_eq!(polytope.value(&sum.map(|atom| (atom, 1))), value);
        }
    }

    #[test]
    fn a_sum_goes_exactly_as_far_as_the_others_let_it() {
        let mut polytope = two_by_two();
        polytope.raise(&[(0, 1)], 100, false);
        assert_eq!(polytope.table, [12, 0, 3, 17]);
        polytope.raise(&[(0, 1), (3, 1)], 100, false);
        assert_eq!(polytope.table, [12, 0, 3, 17]);
    }

    #[test]
    fn a_value_that_no_table_has_is_refused() {
        let mut polytope = two_by_two();
        assert!(!polytope.pin(&[(0, 1)], 13, None));
        assert!(polytope.pin(&[(1, 1), (3, 1)], 17, None));
        assert!(!polytope.pin(&[(1, 1), (3, 1)], 18, None));
    }

    #[test]
    fn a_printed_count_that_holds_a_sum_back_is_named_and_can_let_go() {
        // A whole of 14 in three parts; the third is printed, and the first two have two together.
        let mut polytope = Polytope::new(3, 2);
        assert!(polytope.pin(&[(2, 1)], 12, Some(3)));
        assert!(polytope.pin(&[(0, 1), (1, 1), (2, 1)], 14, Some(4)));
        assert_eq!(polytope.table[0] + polytope.raise(&[(0, 1)], 100, false), 2);
        assert_eq!(polytope.locks(&[(0, 1)]), [3, 4]);
        polytope.unlock(3);
        assert_eq!(polytope.raise(&[(0, 1)], 100, false), 12);
        assert_eq!(polytope.table[..3], [14, 0, 0]);
    }

    #[test]
    fn a_count_that_follows_from_others_holds_them_when_one_lets_go() {
        // Two printed parts, and their printed whole.
        let mut polytope = Polytope::new(2, 3);
        assert!(polytope.pin(&[(0, 1)], 12, Some(2)));
        assert!(polytope.pin(&[(1, 1)], 20, Some(3)));
        assert!(polytope.pin(&[(0, 1), (1, 1)], 32, Some(4)));
        polytope.unlock(2);
        assert_eq!(polytope.raise(&[(0, 1)], 100, false), 0);
        assert_eq!(polytope.locks(&[(0, 1)]), [3, 4]);
        polytope.unlock(3);
        assert_eq!(polytope.raise(&[(0, 1)], 100, false), 20);
        assert_eq!(polytope.table[..2], [32, 0]);
        polytope.unlock(4);
        assert_eq!(polytope.raise(&[(0, 1)], 100, false), 100);
        assert_eq!(polytope.table, [132, 0, 132, 0, 132]);
    }
}
