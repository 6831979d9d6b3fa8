//! The times of entries, in the order of their numbers: which lie long before what was numbered already, and which long
//! after everything around them.

use chrono::{DateTime, TimeDelta, Utc};

/// The number of entries that decide whether time moved on, or one of them comes from the future.
const VOTES: usize = 16;

/// An entry whose time cannot be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odd {
    /// It is from long before an entry that was numbered before it.
    TooOld {
        /// The number of the entry.
        index: u64,
        /// Its time.
        at: DateTime<Utc>,
        /// How far time had come.
        reached: DateTime<Utc>,
    },
    /// It is from long after the entries around it.
    TooNew {
        /// The number of the entry.
        index: u64,
        /// Its time.
        at: DateTime<Utc>,
    },
}

type Timed = (u64, DateTime<Utc>);

/// Time seems to have jumped: the entries that agree, and those that do not.
#[derive(Debug)]
struct Jump {
    to: DateTime<Utc>,
    agree: Vec<Timed>,
    disagree: Vec<Timed>,
}

/// Looks at times on the way from the first entry to the last.
#[derive(Debug)]
pub struct Times {
    slack: TimeDelta,
    reached: Option<DateTime<Utc>>,
    jump: Option<Jump>,
}

impl Times {
    /// Lets an entry be `slack` older than one that was numbered before it.
    #[must_use]
    pub const fn new(slack: TimeDelta) -> Self {
        Self { slack, reached: None, jump: None }
    }

    /// Looks at the next entry. What is odd is put in `odd`, possibly some entries later.
    pub fn entry(&mut self, index: u64, at: DateTime<Utc>, odd: &mut Vec<Odd>) {
        if let Some(reached) = self.reached.filter(|reached| self.and_slack(at) < *reached) {
            odd.push(Odd::TooOld { index, at, reached });
            return;
        }
        let latest = self.and_slack(at);
        let Some(jump) = &mut self.jump else {
            if self.reached.is_some_and(|reached| at <= self.and_slack(reached)) {
                self.reached = self.reached.max(Some(at));
            } else {
                // Either nobody did anything for a while, or this time is wrong: the entries that follow tell.
                self.jump = Some(Jump { to: at, agree: vec![(index, at)], disagree: Vec::new() });
            }
            return;
        };
        let votes = if latest < jump.to { &mut jump.disagree } else { &mut jump.agree };
        votes.push((index, at));
        if votes.len() >= VOTES {
            self.decide(odd);
        }
    }

    /// Ends it: what is still undecided is decided by the entries that there are.
    pub fn finish(&mut self, odd: &mut Vec<Odd>) {
        while self.jump.is_some() {
            self.decide(odd);
        }
    }

    fn and_slack(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        at.checked_add_signed(self.slack).unwrap_or(at)
    }

    fn decide(&mut self, odd: &mut Vec<Odd>) {
        let Some(Jump { to, agree, disagree }) = self.jump.take() else { return };
        let again = if disagree.len() > agree.len() {
            odd.extend(agree.into_iter().map(|(index, at)| Odd::TooNew { index, at }));
            disagree
        } else {
            self.reached = Some(to);
            odd.extend(disagree.into_iter().map(|(index, at)| Odd::TooOld { index, at, reached: to }));
            agree
        };
        for (index, at) in again {
            self.entry(index, at, odd);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of the entries that are too old and too new, by the minute of each entry.
    fn odd(minutes: &[i64]) -> (Vec<u64>, Vec<u64>) {
        let mut times = Times::new(TimeDelta::minutes(15));
        let mut found = Vec::new();
        for (index, minute) in (0..).zip(minutes) {
            times.entry(index, DateTime::from_timestamp(minute * 60, 0).unwrap(), &mut found);
        }
        times.finish(&mut found);
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for one in found {
            match one {
                Odd::TooOld { index, .. } => old.push(index),
                Odd::TooNew { index, .. } => new.push(index),
            }
        }
        old.sort_unstable();
        new.sort_unstable();
        (old, new)
    }

    #[test]
    fn a_night_without_entries_is_not_odd() {
        assert_eq!(odd(&[0, 1, 2, 600, 601, 602, 1200]), (vec![], vec![]));
        assert_eq!(odd(&[10, 0, 12, 3, 20, 9, 21]), (vec![], vec![]), "all within fifteen minutes");
        assert_eq!(odd(&[]), (vec![], vec![]));
    }

    #[test]
    fn an_entry_that_was_put_in_later_is_too_old() {
        assert_eq!(odd(&[100, 101, 102, 60, 103]), (vec![3], vec![]));
        assert_eq!(odd(&[0, 1, 600, 2, 601, 602]), (vec![3], vec![]), "also right after a night");
    }

    #[test]
    fn an_entry_from_the_future_does_not_make_the_others_too_old() {
        let mut minutes: Vec<i64> = (0..60).collect();
        minutes.insert(5, 1_000_000);
        minutes.insert(30, 2_000_000);
        assert_eq!(odd(&minutes), (vec![], vec![5, 30]));
        assert_eq!(odd(&[1_000_000, 0, 1, 2]), (vec![], vec![0]), "also the very first");
        assert_eq!(odd(&[0, 1, 2, 1_000_000, 3, 4]), (vec![], vec![3]), "also near the end");
    }

    #[test]
    fn on_a_new_day_what_is_odd_in_it_counts_too() {
        let mut minutes: Vec<i64> = (0..3).chain(600..640).collect();
        minutes.insert(6, 9_000_000);
        minutes.insert(8, 1);
        assert_eq!(odd(&minutes), (vec![8], vec![6]));
    }
}
