//! Somebody who has every release of a region, knows how the counts are defined, and calculates. Written from the definitions
//! alone: nothing of the engine is used, neither its atoms nor its arithmetic.

#[path = "since.rs"]
mod since;

use std::collections::{BTreeMap, BTreeSet};

use crate::region::{ANSWERS, Course, PROGRAMMES, ROUTES, Region, Stay, WITHOUT};

type Row = BTreeMap<usize, i128>;

/// The prime by which the outsider calculates; another one than the engine's.
const PRIME: i128 = 2_147_483_647;

/// Every count that can be put in words, what it really is, and how they add up.
#[derive(Default)]
pub struct Outsider {
    names: BTreeMap<String, usize>,
    truth: Vec<i128>,
    /// Which families stand behind each.
    people: Vec<BTreeSet<usize>>,
    /// In a part of a sensitive class that is nearly all of it, or nobody beside such a part.
    telling: Vec<String>,
    /// Sums that are always zero.
    zero: Vec<Row>,
    /// Differences that they take, beside those that are always a count of something.
    taken: Vec<(String, Row)>,
    /// Of which two periods and which area that is still to be done.
    gone: Vec<(String, String, String)>,
    /// What was printed, and what followed from that.
    pub low: Vec<i128>,
    pub high: Vec<Option<i128>>,
}

impl Outsider {
    pub fn new(region: &Region, quarters: usize, years: usize) -> Self {
        let mut outsider = Self::default();
        let areas = region.areas();
        for q in 0..quarters {
            for (area, _, inside) in &areas {
                outsider.words(region, q, area, inside);
            }
        }
        for q in 0..quarters {
            for (area, rank, _) in &areas {
                outsider.definitions(region, q, quarters, area, *rank);
                outsider.since(q, area, *rank);
            }
            outsider.nesting(region, q);
        }
        for year in 0..years {
            for (area, ..) in &areas {
                outsider.year(year, area);
            }
        }
        outsider.low = vec![0; outsider.truth.len()];
        outsider.high = vec![None; outsider.truth.len()];
        // It is public how many can move in one quarter.
        for (name, nr) in outsider.names.iter().filter(|(name, _)| name.contains("/out/") || name.contains("/in/")) {
            assert!(outsider.truth[*nr] <= i128::from(region.movers), "{name}");
            outsider.high[*nr] = Some(i128::from(region.movers));
        }
        // And how many come without a signal that counts.
        for (name, nr) in outsider.names.iter().filter(|(name, _)| name.contains("/without/")) {
            assert!(outsider.truth[*nr] <= i128::from(WITHOUT), "{name}");
            outsider.high[*nr] = Some(i128::from(WITHOUT));
        }
        outsider
    }

    /// A count that can be put in words, with the family behind each one that is counted.
    fn word(&mut self, name: String, counted: &[usize]) {
        self.names.insert(name, self.truth.len());
        self.truth.push(i128::try_from(counted.len()).unwrap());
        self.people.push(counted.iter().copied().collect());
    }

    /// What there is to be known of one area in one quarter, counted family by family.
    fn words(&mut self, region: &Region, q: usize, area: &str, inside: &[usize]) {
        let families = region.families.iter().enumerate();
        let stays: Vec<(usize, &Stay)> =
            families.flat_map(|(nr, all)| all.iter().map(move |stay| (nr, stay))).collect();
        let home = |stay: &Stay, at: usize| inside.contains(&stay.home[at - stay.begin]);
        let here: Vec<(usize, &Stay)> =
            stays.iter().copied().filter(|(_, stay)| stay.begin <= q && q <= stay.end && home(stay, q)).collect();
        let count = |ask: &dyn Fn(&Stay) -> bool| -> Vec<usize> {
            here.iter().filter(|(_, stay)| ask(stay)).map(|(nr, _)| *nr).collect()
        };
        let mut words = vec![
            ("case".to_owned(), count(&|_| true)),
            ("new".to_owned(), count(&|stay| stay.came(q))),
            ("carried".to_owned(), count(&|stay| !stay.came(q))),
            ("left".to_owned(), count(&|stay| stay.end == q)),
            ("stayed".to_owned(), count(&|stay| stay.end > q)),
        ];
        words.extend(since::words(&here, q));
        let referrals = |route: Option<usize>, answer: Option<usize>| {
            let ours = stays.iter().flat_map(|(nr, stay)| stay.referrals.iter().map(move |one| (*nr, *stay, one)));
            let asked = |(_, _, one): &(_, _, &(usize, usize, usize))| {
                route.is_none_or(|nr| nr == one.0) && answer.is_none_or(|nr| nr == one.1) && one.2 == q
            };
            ours.filter(asked).filter(|(_, stay, _)| home(stay, q)).map(|(nr, ..)| nr).collect::<Vec<usize>>()
        };
        words.push(("referral".to_owned(), referrals(None, None)));
        for route in 0..ROUTES {
            words.push((format!("route-{route}"), referrals(Some(route), None)));
            for (answer, name) in ANSWERS.iter().enumerate() {
                words.push((format!("route-{route}-{name}"), referrals(Some(route), Some(answer))));
            }
        }
        for (answer, name) in ANSWERS.iter().enumerate() {
            words.push((format!("answer-{name}"), referrals(None, Some(answer))));
        }
        let visits = |held: Option<bool>| {
            count(&|stay| stay.visit.is_some_and(|(at, done)| at == q && held.is_none_or(|held| held == done)))
        };
        words.extend(
            [("offered", None), ("held", Some(true)), ("not", Some(false))].map(|(n, h)| (n.to_owned(), visits(h))),
        );
        for (nr, name) in PROGRAMMES.iter().enumerate() {
            let courses = |ask: &dyn Fn(&Course) -> bool| {
                let ours = stays.iter().filter_map(|(family, stay)| Some((*family, *stay, stay.course.as_ref()?)));
                let ours =
                    ours.filter(|(.., course)| course.programme == nr && (course.first..=course.last).contains(&q));
                let ours = ours.filter(|(_, stay, course)| home(stay, course.first) && ask(course));
                ours.map(|(family, ..)| family).collect::<Vec<usize>>()
            };
            words.push(((*name).to_owned(), courses(&|_| true)));
            words.push((format!("{name}-new"), courses(&|course| course.came(q))));
            words.push((format!("{name}-carried"), courses(&|course| !course.came(q))));
            words.push((format!("{name}-left"), courses(&|course| course.last == q)));
            words.push((format!("{name}-stayed"), courses(&|course| course.last > q)));
        }
        // Whoever moves leaves one area and comes to another.
        if region.movers > 0 {
            let moves = |leaves: bool| -> Vec<usize> {
                let goes = |(_, stay): &&(usize, &Stay)| {
                    let there = stay.begin <= q && q < stay.end;
                    let at = |at: usize| stay.home[at - stay.begin];
                    there && at(q) != at(q + 1) && inside.contains(&if leaves { at(q) } else { at(q + 1) })
                };
                stays.iter().filter(goes).map(|(nr, _)| *nr).collect()
            };
            words.push(("out".to_owned(), moves(true)));
            words.push(("in".to_owned(), moves(false)));
        }
        for (name, counted) in words {
            self.word(format!("q{q}/{name}/{area}"), &counted);
        }
    }

    /// `whole` is always the sum of `parts`.
    pub(crate) fn adds_up(&mut self, whole: &str, parts: &[String]) {
        let mut row = Row::from([(self.names[whole], -1)]);
        for part in parts {
            *row.entry(self.names[part]).or_default() += 1;
        }
        let sum: i128 = row.iter().map(|(nr, weight)| weight * self.truth[*nr]).sum();
        assert_eq!(sum, 0, "{whole} is not {parts:?}");
        self.zero.push(row);
    }

    /// Two sums are always the same.
    fn balances(&mut self, some: &[String], others: &[String]) {
        let mut row = Row::new();
        for (parts, weight) in [(some, 1), (others, -1)] {
            for part in parts {
                *row.entry(self.names[part]).or_default() += weight;
            }
        }
        let sum: i128 = row.iter().map(|(nr, weight)| weight * self.truth[*nr]).sum();
        assert_eq!(sum, 0, "{some:?} is not {others:?}");
        self.zero.push(row);
    }

    /// Where one part is nine in ten of the whole or more, it tells of everybody, and so does nobody in another part.
    fn class(&mut self, whole: &str, parts: &[String]) {
        let whole = self.truth(whole);
        let nearly_all = |part: &String| whole > 0 && self.truth(part) * 10 >= whole * 9;
        if parts.iter().any(nearly_all) {
            let telling = parts.iter().filter(|part| nearly_all(part) || self.truth(part) == 0);
            self.telling.extend(telling.cloned().collect::<Vec<_>>());
        }
    }

    fn definitions(&mut self, region: &Region, q: usize, quarters: usize, area: &str, rank: u32) {
        let name = |what: &str| format!("q{q}/{what}/{area}");
        for (stock, dash) in [("case", String::new()), ("vz", "vz-".into()), ("so", "so-".into())] {
            let part = |what: &str| name(&format!("{dash}{what}"));
            self.adds_up(&name(stock), &[part("new"), part("carried")]);
            self.adds_up(&name(stock), &[part("left"), part("stayed")]);
            // Whoever stayed is carried over, unless families move between gemeenten.
            let next = || format!("q{}/{dash}carried/{area}", q + 1);
            if q + 1 < quarters && (rank == 0 || region.movers == 0 || stock != "case") {
                self.adds_up(&part("stayed"), &[next()]);
            } else if q + 1 < quarters {
                self.balances(&[part("stayed"), name("in")], &[next(), name("out")]);
            }
        }
        if rank == 0 {
            self.class(&name("referral"), &ANSWERS.map(|answer| name(&format!("answer-{answer}"))));
        }
        let routes: Vec<_> = (0..ROUTES).map(|route| name(&format!("route-{route}"))).collect();
        self.adds_up(&name("referral"), &routes);
        self.adds_up(&name("referral"), &ANSWERS.map(|answer| name(&format!("answer-{answer}"))));
        for route in 0..ROUTES {
            let parts = ANSWERS.map(|answer| name(&format!("route-{route}-{answer}")));
            self.adds_up(&name(&format!("route-{route}")), &parts);
        }
        for answer in ANSWERS {
            let parts: Vec<_> = (0..ROUTES).map(|route| name(&format!("route-{route}-{answer}"))).collect();
            self.adds_up(&name(&format!("answer-{answer}")), &parts);
        }
        self.adds_up(&name("offered"), &[name("held"), name("not")]);
    }

    /// Every count of an area is the sum of those of the areas in it.
    fn nesting(&mut self, region: &Region, q: usize) {
        let whats: Vec<String> = self
            .names
            .keys()
            .filter_map(|name| {
                let what = name.strip_prefix(&format!("q{q}/"))?.strip_suffix("/region")?;
                Some(what.to_owned())
            })
            .collect();
        let subregions = region.subregion.iter().max().map_or(0, |last| last + 1);
        for what in whats {
            let subs: Vec<_> = (0..subregions).map(|sub| format!("q{q}/{what}/sub{sub}")).collect();
            self.adds_up(&format!("q{q}/{what}/region"), &subs);
            for sub in 0..subregions {
                let inside = (0..region.gemeenten()).filter(|nr| region.subregion[*nr] == sub);
                let parts: Vec<_> = inside.map(|nr| format!("q{q}/{what}/gem{nr}")).collect();
                self.adds_up(&format!("q{q}/{what}/sub{sub}"), &parts);
            }
        }
    }

    fn year(&mut self, year: usize, area: &str) {
        let first = 4 * year;
        let mut whats =
            vec!["again", "signal", "referral", "offered", "held"].into_iter().map(String::from).collect::<Vec<_>>();
        whats.extend((0..ROUTES).map(|route| format!("route-{route}")));
        whats.extend(ANSWERS.map(|answer| format!("answer-{answer}")));
        let mut sums: Vec<(String, Vec<String>)> = whats
            .into_iter()
            .map(|what| (what.clone(), (first..first + 4).map(|q| format!("q{q}/{what}/{area}")).collect()))
            .collect();
        for (stock, dash) in [("case", ""), ("vz", "vz-"), ("so", "so-")] {
            let came = (first..first + 4).map(|q| format!("q{q}/{dash}new/{area}"));
            let what = if stock == "case" { "stays" } else { stock };
            sums.push((what.to_owned(), came.chain([format!("q{first}/{dash}carried/{area}")]).collect()));
        }
        sums.push(("came".to_owned(), (first..first + 4).map(|q| format!("q{q}/new/{area}")).collect()));
        for (what, parts) in sums {
            let nr = self.truth.len();
            self.names.insert(format!("y{year}/{what}/{area}"), nr);
            self.truth.push(parts.iter().map(|part| self.truth[self.names[part]]).sum());
            self.people.push(parts.iter().flat_map(|part| &self.people[self.names[part]]).copied().collect());
            self.adds_up(&format!("y{year}/{what}/{area}"), &parts);
        }
        self.once_a_year(year, area);
    }

    pub fn truth(&self, name: &str) -> i128 {
        self.truth[self.names[name]]
    }

    /// Reads what was printed.
    pub fn read(&mut self, facts: &BTreeMap<String, u64>) {
        for (name, value) in facts {
            let nr = self.names[name];
            assert_eq!(self.truth[nr], i128::from(*value), "{name} was printed wrong");
            self.low[nr] = i128::from(*value);
            self.high[nr] = Some(i128::from(*value));
        }
    }

    /// Narrows every count by every sum, until nothing changes or it takes too long.
    pub fn narrow(&mut self) {
        for _ in 0..200 {
            let mut changed = false;
            for row in std::mem::take(&mut self.zero) {
                changed |= self.narrow_by(&row);
                self.zero.push(row);
            }
            if !changed {
                return;
            }
        }
    }

    /// In a sum of zero, each term lies between what the others leave.
    fn narrow_by(&mut self, row: &Row) -> bool {
        let mut changed = false;
        for (nr, weight) in row {
            let others = row.iter().filter(|(other, _)| *other != nr);
            let (mut least, mut most) = (Some(0), Some(0));
            for (other, by) in others {
                let (low, high) = (Some(self.low[*other] * by), self.high[*other].map(|high| high * by));
                let (low, high) = if *by > 0 { (low, high) } else { (high, low) };
                least = least.zip(low).map(|(sum, low)| sum + low);
                most = most.zip(high).map(|(sum, high)| sum + high);
            }
            // Weights are 1 or -1 here, so there is nothing to round.
            let (low, high) = if *weight > 0 { (most.map(|m| -m), least.map(|l| -l)) } else { (least, most) };
            if let Some(low) = low.filter(|low| *low > self.low[*nr]) {
                self.low[*nr] = low;
                changed = true;
            }
            if let Some(high) = high.filter(|high| self.high[*nr].is_none_or(|old| *high < old)) {
                self.high[*nr] = Some(high);
                changed = true;
            }
            assert!(self.low[*nr] <= self.truth[*nr] && self.high[*nr].is_none_or(|high| self.truth[*nr] <= high));
        }
        changed
    }

    /// Counts, and distances between counts, of one to nine that the outsider knows exactly.
    pub fn known(&self, distances: bool) -> Vec<String> {
        let solved = self.eliminate();
        let mut known = Vec::new();
        let mut look = |row: Row, name: &dyn Fn() -> String| {
            let truth: i128 = row.iter().map(|(nr, weight)| weight * self.truth[*nr]).sum();
            if (1..10).contains(&truth.abs())
                && let Some(value) = value_of(&row, &solved)
            {
                assert_eq!(value, truth.rem_euclid(PRIME));
                known.push(format!("{} = {truth}", name()));
            }
        };
        for (name, nr) in &self.names {
            look(Row::from([(*nr, 1)]), &|| name.clone());
        }
        for (name, row) in &self.taken {
            look(row.clone(), &|| name.clone());
        }
        let few = |name: &&String| (1..10).contains(&self.people[self.names[*name]].len());
        let told = |name: &&String| value_of(&Row::from([(self.names[*name], 1)]), &solved).is_some();
        let asked = self.names.keys().filter(few).filter(|name| self.truth(name) >= 10).filter(told);
        let of_a_few: Vec<String> = asked.map(|name| format!("{name}, of a few families")).collect();
        let telling = self.telling.iter().filter(told).map(|name| format!("{name}, of everybody or nobody"));
        let telling: Vec<String> = telling.collect();
        if distances {
            let splits = |row: &&Row| row.values().filter(|weight| **weight == -1).count() == 1;
            for row in self.zero.iter().filter(splits) {
                for (whole, _) in row.iter().filter(|(_, weight)| **weight == -1) {
                    for part in row.keys().filter(|part| *part != whole) {
                        let name =
                            |nr: usize| self.names.iter().find(|(_, at)| **at == nr).map(|(name, _)| name.clone());
                        look(Row::from([(*whole, 1), (*part, -1)]), &|| {
                            format!("{:?} - {:?}", name(*whole), name(*part))
                        });
                    }
                }
            }
        }
        known.extend(of_a_few);
        known.extend(telling);
        known
    }

    /// Whether they know already that a count is zero.
    pub fn knows_of_nobody(&self, name: &str) -> bool {
        self.high[self.names[name]] == Some(0)
    }

    /// How many counts there were that would tell of everybody, or nobody.
    pub fn telling(&self) -> usize {
        self.telling.len()
    }

    /// All that is known, solved for one count after the other: what each solved count is in those that stay open.
    fn eliminate(&self) -> BTreeMap<usize, (Row, i128)> {
        let mut solved = BTreeMap::<usize, (Row, i128)>::new();
        let fixed = (0..self.truth.len()).filter(|nr| self.high[*nr] == Some(self.low[*nr]));
        let mut rows: Vec<(Row, i128)> = fixed.map(|nr| (Row::from([(nr, 1)]), self.low[nr])).collect();
        rows.extend(self.zero.iter().map(|row| (row.clone(), 0)));
        let mut uses = BTreeMap::<usize, Vec<usize>>::new();
        for (row, value) in rows {
            let (mut row, mut value) = insert(&row, value, &solved);
            let Some((first, weight)) = row.pop_first() else {
                assert_eq!(value, 0, "what was printed contradicts itself");
                continue;
            };
            // first = (value - row) / weight.
            let by = inverse(weight);
            for one in row.values_mut() {
                *one = -*one * by % PRIME;
            }
            value = value * by % PRIME;
            for user in uses.remove(&first).unwrap_or_default() {
                if let Some((other, sum)) = solved.get(&user).cloned().filter(|(other, _)| other.contains_key(&first)) {
                    let only = BTreeMap::from([(first, (row.clone(), value))]);
                    let (other, less) = insert(&other, 0, &only);
                    for nr in other.keys() {
                        uses.entry(*nr).or_default().push(user);
                    }
                    solved.insert(user, (other, (sum - less) % PRIME));
                }
            }
            for nr in row.keys() {
                uses.entry(*nr).or_default().push(first);
            }
            solved.insert(first, (row, value));
        }
        solved
    }

    /// Printed counts that are hidden, and lie between two numbers less than ten apart.
    pub fn narrower_than_ten(&self, hidden: &[String]) -> Vec<String> {
        let near = |name: &&String| {
            let nr = self.names[*name];
            self.high[nr].is_some_and(|high| high - self.low[nr] < 10)
        };
        let told = |name: &String| format!("{name}: {}..{:?}", self.low[self.names[name]], self.high[self.names[name]]);
        hidden.iter().filter(near).map(told).collect()
    }
}

/// A row with every solved count written out: `row = value` becomes what is returned.
fn insert(row: &Row, value: i128, solved: &BTreeMap<usize, (Row, i128)>) -> (Row, i128) {
    let (mut open, mut value) = (Row::new(), value);
    for (nr, weight) in row {
        let Some((terms, constant)) = solved.get(nr) else {
            *open.entry(*nr).or_default() += weight;
            continue;
        };
        value = (value - weight * constant) % PRIME;
        for (other, by) in terms {
            *open.entry(*other).or_default() += weight * by % PRIME;
        }
    }
    for weight in open.values_mut() {
        *weight = weight.rem_euclid(PRIME);
    }
    open.retain(|_, weight| *weight != 0);
    (open, value)
}

/// What a sum is, when it follows from what is solved.
fn value_of(row: &Row, solved: &BTreeMap<usize, (Row, i128)>) -> Option<i128> {
    let (open, value) = insert(row, 0, solved);
    open.is_empty().then(|| (-value).rem_euclid(PRIME))
}

fn inverse(number: i128) -> i128 {
    let (mut result, mut power, mut left) = (1, number.rem_euclid(PRIME), PRIME - 2);
    while left > 0 {
        if left & 1 == 1 {
            result = result * power % PRIME;
        }
        power = power * power % PRIME;
        left >>= 1;
    }
    result
}
