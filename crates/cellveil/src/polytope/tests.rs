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
fn what_follows_by_halves_is_found_and_stays_whole() {
    let of_two = [[0, 1], [0, 2], [1, 2]].map(|pair| pair.map(|atom| (atom, 1)));
    let mut even = Polytope::new(3, 0);
    assert!(of_two.iter().all(|sum| even.pin(sum, 10, None)));
    assert_eq!(even.table, [5, 5, 5]);
    assert!(even.is_fixed(&[(0, 1)]));
    let mut odd = Polytope::new(3, 0);
    assert!(odd.pin(&of_two[0], 11, None) && odd.pin(&of_two[1], 11, None));
    assert!(!odd.pin(&of_two[2], 11, None));
    assert!(odd.pin(&of_two[2], 12, None));
    assert_eq!(odd.table, [5, 6, 6]);
}

#[test]
fn a_search_that_goes_back_finds_what_it_found_before() {
    let mut polytope = two_by_two();
    polytope.keep();
    let start = polytope.clone();
    let up = polytope.raise(&[(0, 1)], 100, false);
    polytope.back(&start);
    assert_eq!(polytope.table, start.table);
    polytope.raise(&[(3, 1)], 100, false);
    polytope.back(&start);
    assert_eq!(polytope.raise(&[(0, 1)], 100, false), up);
    assert!(polytope.at_end);
}

#[test]
fn a_locked_zero_holds_what_lies_beside_it_until_it_is_unlocked() {
    let mut polytope = Polytope::new(2, 1);
    polytope.lock(0);
    assert!(polytope.pin(&[(0, 1), (1, 1)], 12, Some(2)));
    assert_eq!(polytope.raise(&[(0, 1)], 100, false), 0);
    assert_eq!(polytope.locks(&[(0, 1)]), [(0, 1)]);
    polytope.unlock(0);
    assert_eq!(polytope.raise(&[(0, 1)], 100, false), 12);
    assert_eq!(polytope.table, [12, 0, 12]);
}

#[test]
fn a_printed_count_that_holds_a_sum_back_is_named_and_can_let_go() {
    // A whole of 14 in three parts; the third is printed, and the first two have two together.
    let mut polytope = Polytope::new(3, 2);
    assert!(polytope.pin(&[(2, 1)], 12, Some(3)));
    assert!(polytope.pin(&[(0, 1), (1, 1), (2, 1)], 14, Some(4)));
    assert_eq!(polytope.table[0] + polytope.raise(&[(0, 1)], 100, false), 2);
    assert_eq!(polytope.locks(&[(0, 1)]).into_iter().map(|(lock, _)| lock).collect::<Vec<_>>(), [3, 4]);
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
    assert_eq!(polytope.locks(&[(0, 1)]).into_iter().map(|(lock, _)| lock).collect::<Vec<_>>(), [3, 4]);
    polytope.unlock(3);
    assert_eq!(polytope.raise(&[(0, 1)], 100, false), 20);
    assert_eq!(polytope.table[..2], [32, 0]);
    polytope.unlock(4);
    assert_eq!(polytope.raise(&[(0, 1)], 100, false), 100);
    assert_eq!(polytope.table, [132, 0, 132, 0, 132]);
}
