//! What the outsider knows of families over time: that whoever comes brings a signal, that some come again, that one family can be
//! referred along more routes. And the differences that they take because of it.

use super::{Outsider, Row};
use crate::region::{GROUPS, Stay};

/// Counts of one area and quarter that can be put in words, with the family behind each.
pub(super) fn words(here: &[(usize, &Stay)], q: usize) -> Vec<(String, Vec<usize>)> {
    let count = |ask: &dyn Fn(&Stay) -> usize| -> Vec<usize> {
        here.iter().flat_map(|(nr, stay)| std::iter::repeat_n(*nr, ask(stay))).collect()
    };
    let signals = |stay: &Stay| stay.signals.iter().filter(|at| **at == q).count();
    let came = |stay: &Stay| usize::from(stay.came(q));
    let reached = |stay: &Stay| stay.routes(q);
    let mut words = vec![
        ("signal", count(&signals)),
        ("without", count(&|stay| came(stay) - came(stay).min(signals(stay)))),
        ("more", count(&|stay| signals(stay) - came(stay).min(signals(stay)))),
        ("again", count(&|stay| if stay.again { came(stay) } else { 0 })),
        ("reached", count(&|stay| usize::from(reached(stay) > 0))),
        ("overlap", count(&|stay| usize::try_from(reached(stay).count_ones()).unwrap().saturating_sub(1))),
    ]
    .into_iter()
    .map(|(name, counted)| (name.to_owned(), counted))
    .collect::<Vec<_>>();
    for route in 0..GROUPS {
        let this = |stay: &Stay| reached(stay) >> route & 1;
        words.push((format!("reached-{route}"), count(&this)));
        words.push((format!("reached-not-{route}"), count(&|stay| usize::from(reached(stay) > 0) - this(stay))));
    }
    words
}

impl Outsider {
    /// What holds of one area and quarter, and what can be taken off.
    pub(super) fn since(&mut self, q: usize, area: &str, rank: u32) {
        let name = |what: &str| format!("q{q}/{what}/{area}");
        self.balances(&[name("signal"), name("without")], &[name("new"), name("more")]);
        let routes: Vec<String> = (0..GROUPS).map(|route| name(&format!("reached-{route}"))).collect();
        self.balances(&routes, &[name("reached"), name("overlap")]);
        for route in 0..GROUPS {
            self.adds_up(&name("reached"), &[name(&format!("reached-{route}")), name(&format!("reached-not-{route}"))]);
        }
        if rank < 2 {
            self.take(format!("overlap {area} q{q}"), &routes, &[name("reached")]);
        }
        self.take_off(&format!("q{q}"), area, (q > 0).then(|| format!("q{}", q.saturating_sub(1))));
        if q > 0 {
            let before = q - 1;
            let net = [format!("q{before}/case/{area}")];
            self.take(format!("net {area} q{q}"), &net, &[name("carried")]);
        }
        if let Some(before) = (q / 4).checked_sub(1).filter(|_| q.is_multiple_of(4)) {
            self.gone.push((format!("y{before}"), format!("q{q}"), area.to_owned()));
        }
    }

    /// In a year every family counts once.
    pub(super) fn once_a_year(&mut self, year: usize, area: &str) {
        let name = |what: &str| format!("y{year}/{what}/{area}");
        for (once, all) in [("case", "stays"), ("new", "came")] {
            let nr = self.truth.len();
            let [again, all_nr] = [name("again"), name(all)].map(|name| self.names[&name]);
            self.names.insert(name(once), nr);
            self.truth.push(self.truth[all_nr] - self.truth[again]);
            let counted = self.people[all_nr].clone();
            self.people.push(counted);
            self.adds_up(&name(all), &[name(once), name("again")]);
        }
        self.take_off(&format!("y{year}"), area, None);
        let before = [year.checked_sub(1).map(|y| format!("y{y}")), (4 * year).checked_sub(1).map(|q| format!("q{q}"))];
        for before in before.into_iter().flatten() {
            self.gone.push((before, format!("y{year}"), area.to_owned()));
        }
        let (waiting, now): (Vec<_>, Vec<_>) = std::mem::take(&mut self.gone)
            .into_iter()
            .partition(|(a, b, area)| [a, b].iter().any(|p| !self.names.contains_key(&format!("{p}/case/{area}"))));
        self.gone = waiting;
        for (before, period, area) in now {
            self.take_gone(&before, &period, &area);
        }
    }

    fn take_off(&mut self, period: &str, area: &str, before: Option<String>) {
        let name = |what: &str| format!("{period}/{what}/{area}");
        self.take(format!("unsignalled {area} {period}"), &[name("case")], &[name("signal")]);
        self.take(format!("more {area} {period}"), &[name("signal")], &[name("new")]);
        if let Some(before) = before {
            self.take_gone(&before, period, area);
        }
    }

    /// Who were there and are not: everybody of a period, and whoever was signalled since, less everybody of the next.
    fn take_gone(&mut self, before: &str, period: &str, area: &str) {
        let name = |period: &str, what: &str| format!("{period}/{what}/{area}");
        let plus = [name(before, "case"), name(period, "signal")];
        self.take(format!("gone {area} {before} {period}"), &plus, &[name(period, "case")]);
    }

    fn take(&mut self, name: String, plus: &[String], minus: &[String]) {
        let mut row = Row::new();
        for (side, weight) in [(plus, 1), (minus, -1)] {
            for part in side {
                *row.entry(self.names[part]).or_default() += weight;
            }
        }
        self.taken.push((name, row));
    }
}
