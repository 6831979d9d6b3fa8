//! Made-up regions: families that come, stay for some quarters, sometimes move, are referred, come back with a second child.
//! What is the same for everybody who looks from outside is in `plan`; who the families are is in `families`.

use cellveil::{Cell, Class, Contribution, Contributor, Plan, Relation, Structure};
use rand::{RngExt as _, SeedableRng as _, seq::SliceRandom as _};
use rand_chacha::ChaCha8Rng;

pub const ROUTES: usize = 4;
pub const ANSWERS: [&str; 3] = ["accepted", "refused", "open"];
/// Quarters of which nothing is printed, in which families came that are there still when the first release is made.
const BEFORE: usize = 5;
pub const PROGRAMMES: [&str; 2] = ["vz", "so"];

/// One stay of a family: quarters `begin..=end`, and where it lives in each.
#[derive(Clone, Debug)]
pub struct Stay {
    /// Whether it began before the first quarter.
    pub before: bool,
    pub begin: usize,
    pub end: usize,
    pub home: Vec<usize>,
    /// Route, answer and the quarter.
    pub referrals: Vec<(usize, usize, usize)>,
    /// The quarter of a visit that was offered, and whether it took place.
    pub visit: Option<(usize, bool)>,
    pub course: Option<Course>,
    pub signaller: u32,
}

/// A programme that a family takes part in.
#[derive(Clone, Debug)]
pub struct Course {
    pub programme: usize,
    /// Whether it began before the first quarter.
    pub before: bool,
    pub first: usize,
    pub last: usize,
}

impl Stay {
    pub fn came(&self, q: usize) -> bool {
        self.begin == q && !self.before
    }

    /// The same stay, seen by who counts the quarters from the first release on.
    fn seen(mut self) -> Option<Self> {
        let end = self.end.checked_sub(BEFORE)?;
        self.before = self.begin < BEFORE;
        self.home.drain(..BEFORE.saturating_sub(self.begin));
        self.begin = self.begin.saturating_sub(BEFORE);
        self.end = end;
        let seen = |(route, answer, q): (usize, usize, usize)| Some((route, answer, q.checked_sub(BEFORE)?));
        self.referrals = self.referrals.into_iter().filter_map(seen).collect();
        self.visit = self.visit.and_then(|(q, held)| Some((q.checked_sub(BEFORE)?, held)));
        self.course = self.course.and_then(|course| {
            let last = course.last.checked_sub(BEFORE)?;
            let before = course.first < BEFORE;
            Some(Course { before, first: course.first.saturating_sub(BEFORE), last, ..course })
        });
        Some(self)
    }
}

impl Course {
    pub fn came(&self, q: usize) -> bool {
        self.first == q && !self.before
    }
}

#[derive(Clone, Debug)]
pub struct Region {
    /// The subregion of every gemeente.
    pub subregion: Vec<usize>,
    pub quarters: usize,
    /// How many families move in one quarter at most, as everybody may know; with none, nobody moves.
    pub movers: i64,
    /// Whether nearly everybody accepts.
    pub willing: bool,
    pub families: Vec<Vec<Stay>>,
}

impl Region {
    pub fn new(seed: u64, per_year: usize, gemeenten: usize, quarters: usize) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let subregions = 2 + gemeenten / 6;
        let mut subregion: Vec<usize> = (0..gemeenten).map(|nr| nr % subregions).collect();
        subregion.sort_unstable();
        let sizes: Vec<usize> = (0..gemeenten).map(|_| rng.random_range(1..10)).collect();
        let homes: Vec<usize> = sizes.iter().enumerate().flat_map(|(nr, size)| vec![nr; *size]).collect();
        let movers = if seed.is_multiple_of(2) { 0 } else { 4 };
        let mut region = Self { subregion, quarters, movers, willing: seed % 5 == 2, families: Vec::new() };
        let all = quarters + BEFORE;
        let mut moved = vec![0; all];
        for _ in 0..per_year * all / 4 {
            let mut stays = vec![region.stay(&mut rng, &homes, 0, &mut moved)];
            let end = stays.first().map_or(0, |stay| stay.end);
            if end + 3 < all && rng.random_range(0..10) == 0 {
                stays.push(region.stay(&mut rng, &homes, end + 3, &mut moved));
            }
            region.families.push(stays.into_iter().filter_map(Stay::seen).collect());
        }
        region
    }

    fn stay(&self, rng: &mut ChaCha8Rng, homes: &[usize], from: usize, moved: &mut [i64]) -> Stay {
        let all = self.quarters + BEFORE;
        let begin = rng.random_range(from..all);
        let end = (begin + [0, 1, 1, 2, 2, 3, 4][rng.random_range(0..7)]).min(all - 1);
        let mut home = vec![homes[rng.random_range(0..homes.len())]];
        for moved in &mut moved[begin..end] {
            let here = home[home.len() - 1];
            let there = homes[rng.random_range(0..homes.len())];
            let goes = there != here && *moved < self.movers && rng.random_range(0..30) == 0;
            *moved += i64::from(goes);
            home.push(if goes { there } else { here });
        }
        let mut referrals = Vec::new();
        for _ in 0..[0, 1, 1, 1, 2][rng.random_range(0..5)] {
            let route = [0, 0, 0, 0, 1, 1, 1, 2, 2, 3][rng.random_range(0..10)];
            // In some regions nearly everybody accepts, so that "all of them" and "nobody" occur.
            let answer = [0, 0, 0, 0, 0, 1, 1, 2][rng.random_range(0..8)];
            let answer = if self.willing && rng.random_range(0..8) > 0 { 0 } else { answer };
            referrals.push((route, answer, rng.random_range(begin..=end)));
        }
        let visit = (rng.random_range(0..3) == 0).then(|| (rng.random_range(begin..=end), rng.random_range(0..4) > 0));
        let course = (rng.random_range(0..2) == 0).then(|| {
            let first = rng.random_range(begin..=end);
            let programme = usize::from(rng.random_range(0..6) > 0);
            Course { programme, before: false, first, last: rng.random_range(first..=end) }
        });
        Stay { before: false, begin, end, home, referrals, visit, course, signaller: rng.random_range(0..9) }
    }

    pub fn gemeenten(&self) -> usize {
        self.subregion.len()
    }

    /// The region, its subregions, its gemeenten: a name, how fine it is (0, 1, 2), and which gemeenten lie in it.
    pub fn areas(&self) -> Vec<(String, u32, Vec<usize>)> {
        let subregions = self.subregion.iter().max().map_or(0, |last| last + 1);
        let inside = |sub: usize| (0..self.gemeenten()).filter(|nr| self.subregion[*nr] == sub).collect();
        let mut areas = vec![("region".to_owned(), 0, (0..self.gemeenten()).collect())];
        areas.extend((0..subregions).map(|sub| (format!("sub{sub}"), 1, inside(sub))));
        areas.extend((0..self.gemeenten()).map(|nr| (format!("gem{nr}"), 2, vec![nr])));
        areas
    }

    /// The release that prints a quarter; after every fourth comes one for the year.
    pub fn release_of(quarter: usize) -> u32 {
        u32::try_from(quarter + quarter / 4).unwrap()
    }

    pub fn releases(&self) -> u32 {
        u32::try_from(self.quarters + self.quarters / 4).unwrap()
    }

    /// What everybody knows of the releases up to and including `now`.
    pub fn plan(&self, now: u32) -> Plan {
        let mut plan = Plan::default();
        for quarter in (0..self.quarters).filter(|quarter| Self::release_of(*quarter) <= now) {
            self.add_quarter(&mut plan, quarter);
            if quarter > 0 {
                self.add_flow(&mut plan, quarter - 1);
            }
        }
        for year in (0..self.quarters / 4).filter(|year| Self::release_of(4 * year + 3) < now) {
            self.add_year(&mut plan, year);
        }
        plan
    }

    fn add_quarter(&self, plan: &mut Plan, q: usize) {
        let release = Self::release_of(q);
        for (area, depth, inside) in self.areas() {
            let rank = 1 + 2 * depth;
            let mut add = |name: &str, rank: u32, kinds: &[String], printed: bool| {
                let atoms = inside.iter().flat_map(|g| kinds.iter().map(move |kind| format!("q{q}/g{g}/{kind}")));
                let (name, sources) = (format!("q{q}/{name}/{area}"), depth == 0);
                plan.cells.push(Cell { name, release, rank, atoms: atoms.collect(), printed, sources });
            };
            let kinds = |list: &[&str]| list.iter().map(|kind| (*kind).to_owned()).collect::<Vec<_>>();
            add("case", rank, &kinds(&["case/cs", "case/cl", "case/ws", "case/wl"]), true);
            add("new", rank, &kinds(&["case/cs", "case/cl"]), true);
            add("left", rank, &kinds(&["case/cl", "case/wl"]), false);
            for (class, kinds) in event_classes(depth) {
                add(&class, rank + u32::from(class.contains('-')), &kinds, true);
            }
            // Of what the region asks for most, its own totals go before everything else.
            let rank = if depth == 0 { 0 } else { rank };
            if depth < 2 {
                for programme in PROGRAMMES {
                    let of =
                        |kinds: &[&str]| kinds.iter().map(|kind| format!("{programme}/{kind}")).collect::<Vec<_>>();
                    add(programme, rank, &of(&["cs", "cl", "ws", "wl"]), true);
                    add(&format!("{programme}-new"), rank, &of(&["cs", "cl"]), true);
                    add(&format!("{programme}-left"), rank, &of(&["cl", "wl"]), false);
                }
            }
            if depth == 0 {
                let parts = ANSWERS.map(|answer| format!("q{q}/answer-{answer}/{area}")).to_vec();
                plan.classes.push(Class { whole: format!("q{q}/referral/{area}"), parts });
            }
        }
    }

    /// Who stayed from one quarter to the next was there in both.
    fn add_flow(&self, plan: &mut Plan, q: usize) {
        let next = q + 1;
        let (mut out, mut back) = (Vec::new(), Vec::new());
        for g in 0..self.gemeenten() {
            for stock in ["case"].into_iter().chain(PROGRAMMES) {
                let (now, then) = (format!("q{q}/g{g}/{stock}"), format!("q{next}/g{g}/{stock}"));
                let mut terms = vec![
                    (format!("{now}/cs"), 1),
                    (format!("{now}/ws"), 1),
                    (format!("{then}/ws"), -1),
                    (format!("{then}/wl"), -1),
                ];
                if self.movers > 0 && stock == "case" {
                    terms.extend([(format!("{now}/out"), -1), (format!("{now}/in"), 1)]);
                    out.push((format!("{now}/out"), 1));
                    back.push((format!("{now}/in"), -1));
                }
                plan.relations.push(Relation { terms, value: 0 });
            }
        }
        if self.movers > 0 {
            plan.relations.push(Relation { terms: out.iter().cloned().chain(back).collect(), value: 0 });
            let spare = (format!("q{q}/spare"), 1);
            plan.relations.push(Relation { terms: out.into_iter().chain([spare]).collect(), value: self.movers });
        }
    }

    fn add_year(&self, plan: &mut Plan, year: usize) {
        let quarters = 4 * year..4 * year + 4;
        let release = Self::release_of(4 * year + 3) + 1;
        for (area, depth, inside) in self.areas() {
            let rank = 1 + 2 * depth;
            let mut add = |name: &str, rank: u32, kinds: &[String]| {
                let all = quarters.clone().flat_map(|q| inside.iter().map(move |g| (q, g)));
                let atoms = all.flat_map(|(q, g)| kinds.iter().map(move |kind| format!("q{q}/g{g}/{kind}"))).collect();
                let name = format!("y{year}/{name}/{area}");
                plan.cells.push(Cell { name, release, rank, atoms, printed: true, sources: false });
            };
            add("new", rank, &["case/cs".to_owned(), "case/cl".to_owned()]);
            for (class, kinds) in event_classes(depth) {
                add(&class, rank + u32::from(class.contains('-')), &kinds);
            }
            for stock in ["case"].into_iter().chain(PROGRAMMES).filter(|stock| depth < 2 || *stock == "case") {
                let came = quarters.clone().flat_map(|q| ["cs", "cl"].map(move |kind| (q, kind)));
                let first = quarters.start;
                let kinds: Vec<_> = came.chain(["ws", "wl"].map(|kind| (first, kind))).collect();
                let atoms =
                    inside.iter().flat_map(|g| kinds.iter().map(move |(q, kind)| format!("q{q}/g{g}/{stock}/{kind}")));
                let rank = if depth == 0 && stock != "case" { 0 } else { rank };
                let name = format!("y{year}/{stock}/{area}");
                plan.cells.push(Cell { name, release, rank, atoms: atoms.collect(), printed: true, sources: false });
            }
        }
    }

    /// Everybody, each with all that they add up to release `now`; `order` shuffles them.
    pub fn contributors(&self, structure: &Structure, order: u64) -> Vec<Contributor> {
        let mut rows: Vec<Contributor> = self.families.iter().map(|stays| contributor(structure, stays)).collect();
        rows.shuffle(&mut ChaCha8Rng::seed_from_u64(order));
        for row in &mut rows {
            row.parts.shuffle(&mut ChaCha8Rng::seed_from_u64(order + 1));
        }
        rows
    }
}

/// The measures that count events in an area, and the atoms of one gemeente in each. The finer the area, the fewer there are: what
/// would be a few everywhere is in no programme.
pub fn event_classes(depth: u32) -> Vec<(String, Vec<String>)> {
    let all = || (0..ROUTES).flat_map(|route| (0..ANSWERS.len()).map(move |answer| (route, answer)));
    let some = |ask: &dyn Fn(usize, usize) -> bool| {
        all()
            .filter(|(route, answer)| ask(*route, *answer))
            .map(|(route, answer)| format!("ref/{route}/{answer}"))
            .collect()
    };
    let mut classes = vec![("referral".to_owned(), some(&|_, _| true))];
    classes.extend((0..ROUTES).map(|nr| (format!("route-{nr}"), some(&|route, _| route == nr))));
    classes.extend(
        ANSWERS.iter().enumerate().map(|(nr, name)| (format!("answer-{name}"), some(&|_, answer| answer == nr))),
    );
    classes.retain(|(name, _)| depth == 0 || !name.starts_with("answer"));
    classes.truncate(if depth < 2 { classes.len() } else { 1 });
    if depth == 2 {
        return classes;
    }
    classes.push(("offered".to_owned(), vec!["visit/held".to_owned(), "visit/not".to_owned()]));
    classes.push(("held".to_owned(), vec!["visit/held".to_owned()]));
    classes
}

/// In a stock: whether somebody came this quarter, and whether they are there in the next.
fn kind(came: bool, left: bool) -> &'static str {
    match (came, left) {
        (true, false) => "cs",
        (true, true) => "cl",
        (false, false) => "ws",
        (false, true) => "wl",
    }
}

fn contributor(structure: &Structure, stays: &[Stay]) -> Contributor {
    let mut parts = Vec::new();
    for stay in stays {
        let home = |q: usize| stay.home[q - stay.begin];
        let mut add = |q: usize, what: String| {
            let atom = structure.atom(&format!("q{q}/g{}/{what}", home(q)));
            parts.extend(atom.map(|atom| Contribution { atom, amount: 1, source: Some(stay.signaller) }));
        };
        for q in stay.begin..=stay.end {
            add(q, format!("case/{}", kind(stay.came(q), q == stay.end)));
        }
        for (route, answer, q) in &stay.referrals {
            add(*q, format!("ref/{route}/{answer}"));
        }
        if let Some((q, held)) = stay.visit {
            add(q, format!("visit/{}", if held { "held" } else { "not" }));
        }
        if let Some(course) = &stay.course {
            // A course stays where it began, wherever the family goes.
            for q in course.first..=course.last {
                let kind = kind(course.came(q), q == course.last);
                let name = format!("q{q}/g{}/{}/{kind}", home(course.first), PROGRAMMES[course.programme]);
                let atom = structure.atom(&name);
                parts.extend(atom.map(|atom| Contribution { atom, amount: 1, source: Some(stay.signaller) }));
            }
        }
        for q in stay.begin..stay.end {
            if home(q) != home(q + 1) {
                for (g, way) in [(home(q), "out"), (home(q + 1), "in")] {
                    if let Some(atom) = structure.atom(&format!("q{q}/g{g}/case/{way}")) {
                        parts.push(Contribution { atom, amount: 1, source: None });
                    }
                }
            }
        }
    }
    Contributor { parts }
}
