//! Made-up regions: families that come, stay for some quarters, sometimes move, are referred, come back with a second child.
//! What is the same for everybody who looks from outside is in `plan`; who the families are is in `families`.

use cellveil::{Balance, Cell, Class, Contribution, Contributor, Plan, Relation, Structure};
use rand::{RngExt as _, SeedableRng as _, seq::SliceRandom as _};
use rand_chacha::ChaCha8Rng;

pub const ROUTES: usize = 4;
/// The routes of which families are told; the small ones are joined.
pub const GROUPS: usize = 3;
pub const ANSWERS: [&str; 3] = ["accepted", "refused", "open"];
/// Quarters of which nothing is printed, in which families came that are there still when the first release is made.
const BEFORE: usize = 5;
pub const PROGRAMMES: [&str; 2] = ["vz", "so"];
/// How many that come in one quarter come without a signal that counts, at most; as everybody may know.
pub const WITHOUT: i64 = 3;

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
    /// The quarter of every signal; the first opens the stay, unless it was taken back.
    pub signals: Vec<usize>,
    /// Whether the family was there before in the same year.
    pub again: bool,
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

    /// A signal opens a stay; some are taken back, and some families get another.
    fn signal(&mut self, rng: &mut ChaCha8Rng, without: &mut [i64]) {
        let taken_back = without[self.begin] < WITHOUT && rng.random_range(0..40) == 0;
        without[self.begin] += i64::from(taken_back);
        self.signals.extend((!taken_back).then_some(self.begin));
        if rng.random_range(0..8) == 0 {
            self.signals.push(rng.random_range(self.begin..=self.end));
        }
    }

    /// Along which routes the family was referred in a quarter, one bit each; the small ones are one.
    pub fn routes(&self, q: usize) -> usize {
        self.referrals
            .iter()
            .filter(|(.., at)| *at == q)
            .fold(0, |routes, (route, ..)| routes | 1 << route.min(&(GROUPS - 1)))
    }

    /// The same stay, seen by who counts the quarters from the first release on.
    fn seen(mut self) -> Option<Self> {
        let end = self.end.checked_sub(BEFORE)?;
        self.before = self.begin < BEFORE;
        self.home.drain(..BEFORE.saturating_sub(self.begin));
        self.begin = self.begin.saturating_sub(BEFORE);
        self.end = end;
        self.signals = self.signals.into_iter().filter_map(|q| q.checked_sub(BEFORE)).collect();
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
        let (mut moved, mut without) = (vec![0; all], vec![0; all]);
        for _ in 0..per_year * all / 4 {
            let mut stays = vec![region.stay(&mut rng, &homes, 0, &mut moved)];
            let end = stays.first().map_or(0, |stay| stay.end);
            if end + 2 < all && rng.random_range(0..8) == 0 {
                stays.push(region.stay(&mut rng, &homes, end + 2, &mut moved));
            }
            for stay in &mut stays {
                stay.signal(&mut rng, &mut without);
            }
            let mut stays: Vec<Stay> = stays.into_iter().filter_map(Stay::seen).collect();
            if let [first, second] = stays.as_mut_slice() {
                second.again = first.end / 4 == second.begin / 4;
            }
            region.families.push(stays);
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
        let (signals, again) = (Vec::new(), false);
        Stay {
            before: false,
            begin,
            end,
            home,
            referrals,
            visit,
            course,
            signals,
            again,
            signaller: rng.random_range(0..9),
        }
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
        self.add_areas(&mut plan);
        plan
    }

    /// Every count of an area is split into those of the areas in it.
    fn add_areas(&self, plan: &mut Plan) {
        let cells: std::collections::BTreeSet<String> = plan.cells.iter().map(|cell| cell.name.clone()).collect();
        let areas = self.areas();
        for name in &cells {
            let Some((what, area)) = name.rsplit_once('/') else { continue };
            let Some((_, depth, inside)) = areas.iter().find(|(one, ..)| one == area) else { continue };
            let within =
                areas.iter().filter(|(_, finer, one)| *finer == depth + 1 && one.iter().all(|g| inside.contains(g)));
            let parts: Vec<_> =
                within.map(|(one, ..)| format!("{what}/{one}")).filter(|part| cells.contains(part)).collect();
            if !parts.is_empty() {
                plan.classes.push(Class { whole: name.clone(), parts, sensitive: false });
            }
        }
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
            add("case", rank, &kinds(&["case/cs", "case/cl", "case/ws", "case/wl", "case/as", "case/al"]), true);
            add("new", rank, &kinds(&["case/cs", "case/cl", "case/as", "case/al"]), depth < 2);
            add("left", rank, &kinds(&["case/cl", "case/wl", "case/al"]), false);
            add("carried", rank, &kinds(&["case/ws", "case/wl"]), false);
            add("again", rank, &kinds(&["case/as", "case/al"]), false);
            add("signal", rank, &kinds(&["signal"]), true);
            let reached = |ask: &dyn Fn(usize) -> bool| {
                (1..1 << GROUPS)
                    .filter(|routes| ask(*routes))
                    .map(|routes| format!("reached/{routes}"))
                    .collect::<Vec<_>>()
            };
            add("reached", rank, &reached(&|_| true), true);
            for route in (0..GROUPS).filter(|_| depth < 2) {
                add(&format!("reached-{route}"), rank + 1, &reached(&|routes| routes & (1 << route) > 0), true);
            }
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
                plan.classes.push(Class { whole: format!("q{q}/referral/{area}"), parts, sensitive: true });
            }
            Self::add_signals(plan, q, &area, &inside);
            if depth < 2 {
                let parts: Vec<_> = (0..GROUPS).map(|route| format!("q{q}/reached-{route}/{area}")).collect();
                let whole = format!("q{q}/reached/{area}");
                plan.classes.push(Class { whole: whole.clone(), parts: parts.clone(), sensitive: false });
                plan.balances.push(Balance { name: format!("q{q}/overlap/{area}"), plus: parts, minus: vec![whole] });
            }
        }
    }

    /// Whoever comes brings a signal, but for a few; and some bring more.
    fn add_signals(plan: &mut Plan, q: usize, area: &str, inside: &[usize]) {
        if let [g] = inside {
            let atom = |what: &str, weight: i64| (format!("q{q}/g{g}/{what}"), weight);
            let mut terms = ["case/cs", "case/cl", "case/as", "case/al", "more"].map(|what| atom(what, -1)).to_vec();
            terms.extend(["signal", "without"].map(|what| atom(what, 1)));
            plan.relations.push(Relation { terms, value: 0 });
        }
        if area == "region" {
            let mut terms: Vec<_> = inside.iter().map(|g| (format!("q{q}/g{g}/without"), 1)).collect();
            terms.push((format!("q{q}/with"), 1));
            plan.relations.push(Relation { terms, value: WITHOUT });
        }
        let mut before = Vec::new();
        before.extend(q.checked_sub(1).map(|before| format!("q{before}")));
        before.extend((q > 0 && q.is_multiple_of(4)).then(|| format!("y{}", q / 4 - 1)));
        take_differences(plan, &format!("q{q}"), &before, area);
        for before in before {
            let side = |name: String| vec![name];
            plan.balances.push(Balance {
                name: format!("q{q}/net-{before}/{area}"),
                plus: side(format!("{before}/case/{area}")),
                minus: side(format!("q{q}/carried/{area}")),
            });
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
                terms.extend((stock == "case").then(|| (format!("{now}/as"), 1)));
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
            let mut add = |name: &str, rank: u32, kinds: &[String], printed: bool| {
                let all = quarters.clone().flat_map(|q| inside.iter().map(move |g| (q, g)));
                let atoms = all.flat_map(|(q, g)| kinds.iter().map(move |kind| format!("q{q}/g{g}/{kind}"))).collect();
                let name = format!("y{year}/{name}/{area}");
                plan.cells.push(Cell { name, release, rank, atoms, printed, sources: false });
            };
            add("new", rank, &["case/cs".to_owned(), "case/cl".to_owned()], depth < 2);
            add("again", rank, &["case/as".to_owned(), "case/al".to_owned()], false);
            add("signal", rank, &["signal".to_owned()], true);
            for (class, kinds) in event_classes(depth) {
                add(&class, rank + u32::from(class.contains('-')), &kinds, true);
            }
            let mut before = Vec::new();
            before.extend((4 * year).checked_sub(1).map(|before| format!("q{before}")));
            before.extend(year.checked_sub(1).map(|before| format!("y{before}")));
            take_differences(plan, &format!("y{year}"), &before, &area);
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

/// What anybody takes off: signals for those who came, and one period for the next.
fn take_differences(plan: &mut Plan, period: &str, before: &[String], area: &str) {
    let name = |period: &str, what: &str| format!("{period}/{what}/{area}");
    let mut take = |what: &str, plus: Vec<String>, minus: Vec<String>| {
        plan.balances.push(Balance { name: name(period, what), plus, minus });
    };
    take("unsignalled", vec![name(period, "case")], vec![name(period, "signal")]);
    take("more", vec![name(period, "signal")], vec![name(period, "new")]);
    for before in before {
        let plus = vec![name(before, "case"), name(period, "signal")];
        take(&format!("gone-{before}"), plus, vec![name(period, "case")]);
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
            let kind = kind(stay.came(q), q == stay.end);
            add(
                q,
                if stay.again && stay.came(q) {
                    format!("case/{}", kind.replace('c', "a"))
                } else {
                    format!("case/{kind}")
                },
            );
            let (came, signals) = (stay.came(q), stay.signals.iter().filter(|at| **at == q).count());
            (0..signals).for_each(|_| add(q, "signal".to_owned()));
            if came && signals == 0 {
                add(q, "without".to_owned());
            }
            (usize::from(came)..signals).for_each(|_| add(q, "more".to_owned()));
            if stay.routes(q) > 0 {
                add(q, format!("reached/{}", stay.routes(q)));
            }
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
