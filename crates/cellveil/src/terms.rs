//! Sums of atoms with weights, and what one atom is by such a sum.
#![expect(clippy::indexing_slicing, reason = "a place that was searched for in a list lies in it")]

/// Atoms with their weights, ascending.
pub(crate) type Terms = Vec<(usize, i64)>;

/// A bound atom: so many times the atom is this sum of free ones, up to a constant.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) times: i64,
    pub(crate) terms: Terms,
}

/// A sum that stays as it is, solved for one of its atoms.
pub(crate) fn solved(terms: &[(usize, i64)], atom: usize, weight: i64) -> Row {
    let others = terms.iter().filter(|(other, _)| *other != atom);
    lowest(weight.abs(), others.map(|(other, by)| (*other, -by * weight.signum())).collect())
}

/// A row in its lowest terms.
pub(crate) fn lowest(times: i64, mut terms: Terms) -> Row {
    if times == 1 {
        return Row { times, terms };
    }
    let common = terms.iter().fold(times, |common, (_, weight)| divisor(common, *weight));
    for (_, weight) in &mut terms {
        *weight /= common;
    }
    Row { times: times / common, terms }
}

/// Puts a term in its place, instead of what stood there.
pub(crate) fn put(terms: &mut Terms, atom: usize, weight: i64) {
    match terms.binary_search_by_key(&atom, |(one, _)| *one) {
        Ok(place) => terms[place].1 = weight,
        Err(place) => terms.insert(place, (atom, weight)),
    }
}

pub(crate) fn remove(terms: &mut Terms, atom: usize) {
    if let Ok(place) = terms.binary_search_by_key(&atom, |(one, _)| *one) {
        terms.remove(place);
    }
}

/// The greatest number that divides both.
pub(crate) const fn divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { divisor(b, a % b) }
}

/// `times * from + factor * what`, without one atom.
pub(crate) fn sum(from: &[(usize, i64)], times: i64, what: &[(usize, i64)], factor: i64, without: usize) -> Terms {
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
        if times * old + more != 0 {
            result.push((next, times * old + more));
        }
    }
}
