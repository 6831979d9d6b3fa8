//! Two hundred made-up regions, each with all its releases, and somebody who lays all of them beside each other.
//!
//! `CELLVEIL_REGIONS` makes it so many regions.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so best by stopping where it is"
)]

mod outsider;
#[path = "../region/mod.rs"]
mod region;

use std::{collections::BTreeMap, sync::Mutex};

use cellveil::{Class, Facts, Rules, Structure, Wishes, release, verify};

use self::{outsider::Outsider, region::Region};

/// What came of one region.
struct Outcome {
    per_year: usize,
    printed: u64,
    all: u64,
    hidden: usize,
    known: Vec<String>,
    narrow: Vec<String>,
    /// Zeros told beside a hidden whole.
    beside: Vec<String>,
    /// Totals of VoorZorg and Stevig Ouderschap that are hidden, and would tell nothing of a few.
    must: Vec<String>,
    /// Those that would.
    tells: usize,
    /// Counts of which "all" or "nobody" would tell something of everybody.
    telling: usize,
}

/// The name of the same count in the quarter or the year before.
fn a_period_later(name: &str) -> Option<String> {
    let (period, rest) = name.split_once('/')?;
    let (kind, nr) = period.split_at(1);
    Some(format!("{kind}{}/{rest}", nr.parse::<usize>().ok()? + 1))
}

/// Whether a total of a programme would tell of a few by the other totals of that programme alone: who were carried over, or who left
/// the quarter before. A year is the first quarter and what was new in the others, and would tell the one of these that is hidden.
fn would_tell(outsider: &Outsider, hidden: &[String], name: &str) -> bool {
    let (period, rest) = name.split_once('/').unwrap();
    let programme = rest.split(['-', '/']).next().unwrap();
    let nr: usize = period[1..].parse().unwrap();
    let name = |q: usize, what: &str| format!("q{q}/{programme}{what}/region");
    let few = |q: usize, what: &str| (1..10).contains(&outsider.truth(&name(q, what)));
    if period.starts_with('q') {
        return few(nr, "-carried") || (nr > 0 && few(nr - 1, "-left"));
    }
    let first = 4 * nr;
    let news = (first + 1..first + 4).map(|q| name(q, "-new"));
    [name(first, "")].into_iter().chain(news).filter(|part| hidden.contains(part)).count() == 1
}

/// Makes every release in its order, checks every certificate, and lets the outsider loose on all of it.
fn attack(seed: u64, per_year: usize, gemeenten: usize, quarters: usize) -> Result<Outcome, String> {
    let region = Region::new(seed, per_year, gemeenten, quarters);
    let rules = Rules::default();
    let mut outsider = Outsider::new(&region, quarters, quarters / 4);
    let (mut facts, mut hidden, mut wishes, mut beside) = (Facts::new(), Vec::new(), Wishes::default(), Vec::new());
    for now in 0..region.releases() {
        let plan = region.plan(now);
        let structure = Structure::new(plan.clone()).unwrap();
        let rows = region.contributors(&structure, seed);
        let made = release(&structure, now, &rows, &facts, &wishes, &rules, &mut |_| ())
            .map_err(|error| format!("region {seed}, release {now}: {error}"))?;
        // Beside a whole that is hidden nobody reads where its few are not.
        let zeros = |class: &Class| {
            let parts = if made.hidden.contains_key(&class.whole) { class.parts.clone() } else { Vec::new() };
            parts.into_iter().filter(|part| made.facts.get(part) == Some(&0) && !outsider.knows_of_nobody(part))
        };
        beside.extend(plan.classes.iter().flat_map(zeros));
        outsider.read(&made.facts);
        outsider.narrow();
        facts.extend(made.facts);
        verify(&structure, &facts, &rules, &made.certificate).unwrap();
        wishes.last.extend(made.hidden.keys().filter_map(|name| a_period_later(name)));
        hidden.extend(made.hidden.into_keys());
    }
    let must = ["vz", "vz-new", "so", "so-new"].map(|what| format!("/{what}/region"));
    let must = hidden.iter().filter(|name| must.iter().any(|must| name.ends_with(must)) && outsider.truth(name) >= 10);
    let (tells, must): (Vec<_>, Vec<_>) = must.cloned().partition(|name| would_tell(&outsider, &hidden, name));
    Ok(Outcome {
        per_year,
        printed: facts.values().sum(),
        all: facts.values().sum::<u64>()
            + hidden.iter().map(|name| u64::try_from(outsider.truth(name)).unwrap()).sum::<u64>(),
        hidden: hidden.len(),
        known: outsider.known(true),
        narrow: outsider.narrower_than_ten(&hidden),
        beside,
        must,
        tells: tells.len(),
        telling: outsider.telling(),
    })
}

/// Families a year, gemeenten and quarters of each region.
fn sizes() -> Vec<(u64, usize, usize, usize)> {
    let per_year = [60, 80, 100, 150, 200, 300, 300, 400, 600, 800];
    let size = |nr: u64| {
        let place = usize::try_from(nr).unwrap();
        match place % 40 {
            39 => (nr, 2_000, 16, 5),
            20 => (nr, 800, 16, 9),
            10 => (nr, 300, 12, 9),
            _ => (nr, per_year[place % 10], 3 + place * 7 % 11, 3 + place % 4),
        }
    };
    let regions = std::env::var("CELLVEIL_REGIONS").map_or(200, |regions| regions.parse().unwrap());
    (0..regions).map(size).collect()
}

#[test]
fn nobody_who_lays_all_releases_of_two_hundred_regions_beside_each_other_learns_of_a_few() {
    let (waiting, done, failed) = (Mutex::new(sizes()), Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some((seed, per_year, gemeenten, quarters)) = waiting.lock().unwrap().pop() else { break };
                    match attack(seed, per_year, gemeenten, quarters) {
                        Ok(outcome) => done.lock().unwrap().push((seed, outcome)),
                        Err(error) => failed.lock().unwrap().push(error),
                    }
                }
            });
        }
    });
    let (done, failed) = (done.into_inner().unwrap(), failed.into_inner().unwrap());
    let mut shares = BTreeMap::<usize, (u64, u64, usize)>::new();
    for (_, one) in &done {
        let (printed, all, regions) = shares.entry(one.per_year).or_default();
        *printed += one.printed;
        *all += one.all;
        *regions += 1;
    }
    for (per_year, (printed, all, regions)) in &shares {
        println!(
            "{per_year:5} families a year, {regions:3} regions: {:3} % of all that was counted is shown",
            printed * 100 / all
        );
    }
    let sum = |count: &dyn Fn(&Outcome) -> usize| done.iter().map(|(_, one)| count(one)).sum::<usize>();
    println!(
        "hidden {}, known {}, narrow {}, zeros beside a hidden whole {}, hidden totals of a programme that would tell of a few {}, that would not {}, counts of all or nobody {}",
        sum(&|one| one.hidden),
        sum(&|one| one.known.len()),
        sum(&|one| one.narrow.len()),
        sum(&|one| one.beside.len()),
        sum(&|one| one.tells),
        sum(&|one| one.must.len()),
        sum(&|one| one.telling)
    );
    assert!(failed.is_empty(), "{failed:?}");
    for (seed, one) in &done {
        assert!(one.known.is_empty(), "region {seed}: {:?}", one.known);
        assert!(one.narrow.is_empty(), "region {seed}: {:?}", one.narrow);
        assert!(one.beside.is_empty(), "region {seed}: {:?}", one.beside);
    }
    // A year of which the hidden quarters come to little more than ten leaves them no room: that is all there should be.
    assert!(sum(&|one| one.must.len()) * 10 <= sum(&|one| one.tells), "totals of a programme are hidden for nothing");
    let share = |per_year: usize| shares.get(&per_year).map_or(100, |(printed, all, _)| printed * 100 / all);
    assert!(share(300) >= 70 && share(800) >= 90, "too little is left: {} % and {} %", share(300), share(800));
}
