//! Compares two large sets without holding either: sums of hashes, in buckets, that are zero only when both are alike.

use std::{
    collections::{BTreeSet, hash_map::RandomState},
    hash::{BuildHasher as _, Hash},
    marker::PhantomData,
};

/// The number of buckets.
const COUNT: u64 = 4096;

/// The difference between two sets of pairs. The second half of a pair decides its bucket, so that both sets can be asked again
/// for only those buckets in which they differ.
///
/// The hashes are keyed with chance: nobody can choose pairs that cancel each other out.
#[derive(Debug)]
pub struct Buckets<A, B> {
    one: RandomState,
    other: RandomState,
    sums: Vec<u128>,
    pairs: PhantomData<fn(A, B)>,
}

impl<A, B> Default for Buckets<A, B> {
    fn default() -> Self {
        let sums = (0..COUNT).map(|_| 0).collect();
        Self { one: RandomState::new(), other: RandomState::new(), sums, pairs: PhantomData }
    }
}

impl<A: Hash, B: Hash> Buckets<A, B> {
    fn bucket(&self, by: &B) -> usize {
        usize::try_from(self.one.hash_one(by) % COUNT).unwrap_or_default()
    }

    fn sum(&self, pair: &(A, B)) -> u128 {
        u128::from(self.one.hash_one(pair)) << 64 | u128::from(self.other.hash_one(pair))
    }

    /// Takes in a pair of the first set.
    pub fn add(&mut self, pair: &(A, B)) {
        let (bucket, sum) = (self.bucket(&pair.1), self.sum(pair));
        if let Some(bucket) = self.sums.get_mut(bucket) {
            *bucket = bucket.wrapping_add(sum);
        }
    }

    /// Takes in a pair of the second set.
    pub fn subtract(&mut self, pair: &(A, B)) {
        let (bucket, sum) = (self.bucket(&pair.1), self.sum(pair));
        if let Some(bucket) = self.sums.get_mut(bucket) {
            *bucket = bucket.wrapping_sub(sum);
        }
    }

    /// The first buckets in which the sets differ, at most so many.
    #[must_use]
    pub fn uneven(&self, at_most: usize) -> BTreeSet<usize> {
        let uneven = self.sums.iter().enumerate().filter(|(_, sum)| **sum != 0);
        uneven.map(|(bucket, _)| bucket).take(at_most).collect()
    }

    /// Whether pairs with this second half are in one of these buckets.
    #[must_use]
    pub fn is_in(&self, buckets: &BTreeSet<usize>, by: &B) -> bool {
        buckets.contains(&self.bucket(by))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_side_lacks_leaves_a_bucket_uneven() {
        let mut buckets = Buckets::default();
        for n in 0..1000 {
            buckets.add(&(n % 7, n));
        }
        for n in (0..1000).rev().filter(|n| *n != 400) {
            buckets.subtract(&(n % 7, n));
        }
        let uneven = buckets.uneven(10);
        assert_eq!(uneven.len(), 1);
        assert!(buckets.is_in(&uneven, &400));
        // Another first half with the same second half is not the same.
        buckets.subtract(&(3, 400));
        assert_eq!(buckets.uneven(10), uneven);
        buckets.add(&(3, 400));
        buckets.subtract(&(400 % 7, 400));
        assert!(buckets.uneven(10).is_empty());
    }
}
