//! One release after the other of one region: the same for rows in any order, refused when one number is changed.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so best by stopping where it is"
)]

mod region;

use std::collections::BTreeSet;

use cellveil::{
    Balance, Cell, Certificate, Class, Contribution, Contributor, Error, Facts, Plan, Reason, Relation, Release, Rules,
    Structure, VerifyError, Wishes, release, verify,
};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use self::region::Region;

fn first_releases(order: u64) -> (Structure, Facts, Certificate) {
    let region = Region::new(7, 300, 8, 5);
    let mut facts = Facts::new();
    let mut last = None;
    for now in 0..region.releases().min(3) {
        let mut plan = region.plan(now);
        if order % 2 == 1 {
            plan.cells.reverse();
            plan.relations.reverse();
        }
        let structure = Structure::new(plan).unwrap();
        let rows = region.contributors(&structure, order);
        let made = release(&structure, now, &rows, &facts, &Wishes::default(), &Rules::default(), &mut |_| ()).unwrap();
        facts.extend(made.facts);
        last = Some((structure, made.certificate));
    }
    let (structure, certificate) = last.unwrap();
    (structure, facts, certificate)
}

#[test]
fn rows_and_cells_in_any_order_give_the_same_bytes() {
    let (structure, facts, certificate) = first_releases(0);
    for order in [1, 2, 3] {
        let (again, same, bytes) = first_releases(order);
        assert_eq!(again.digest(), structure.digest());
        assert_eq!(same, facts);
        assert_eq!(bytes.to_bytes(), certificate.to_bytes());
    }
    assert_eq!(Certificate::from_bytes(&certificate.to_bytes()).unwrap(), certificate);
}

/// Changes one thing in a certificate, or in what was printed.
fn edit(rng: &mut ChaCha8Rng, facts: &mut Facts, certificate: &mut Certificate) {
    let table = rng.random_range(0..certificate.tables.len());
    let place = rng.random_range(0..certificate.tables[table].len());
    let base = rng.random_range(0..certificate.base.len());
    let wide = rng.random_range(0..certificate.wide.len());
    match rng.random_range(0..9) {
        0 => certificate.tables[table][place].1 += [-7, -1, 1, 12][rng.random_range(0..4)],
        1 => certificate.tables[table][place].0 += 1,
        2 => _ = certificate.tables[table].remove(place),
        3 => certificate.base[base].1 += 1,
        4 => _ = certificate.base.remove(base),
        5 => certificate.wide[wide].low = certificate.wide[wide].high,
        6 => certificate.wide[wide].of.push('x'),
        7 => _ = certificate.tables.remove(table),
        _ => {
            let nr = rng.random_range(0..facts.len());
            let value = facts.values_mut().nth(nr).unwrap();
            *value += 1;
            if rng.random_range(0..2) == 0 {
                certificate.facts = cellveil::certificate::digest_of(facts);
            }
        }
    }
}

/// Changes one thing in what everybody knows by definition.
fn edit_plan(rng: &mut ChaCha8Rng, plan: &mut Plan) {
    let cell = rng.random_range(0..plan.cells.len());
    let relation = rng.random_range(0..plan.relations.len());
    let term = rng.random_range(0..plan.relations[relation].terms.len());
    match rng.random_range(0..12) {
        0 => _ = plan.cells.remove(cell),
        1 => _ = plan.cells[cell].atoms.pop(),
        2 => plan.cells[cell].atoms.push("somewhere else".into()),
        3 => plan.cells[cell].name.push('x'),
        4 => plan.cells[cell].release += 1,
        5 => plan.cells[cell].rank += 1,
        6 => plan.cells[cell].printed = !plan.cells[cell].printed,
        7 => plan.cells[cell].sources = !plan.cells[cell].sources,
        8 => _ = plan.relations.remove(relation),
        9 => plan.relations[relation].value += 1,
        10 => plan.relations[relation].terms[term].1 *= -1,
        _ => _ = plan.classes.remove(rng.random_range(0..plan.classes.len())),
    }
}

#[test]
fn a_thousand_changes_of_a_certificate_of_what_was_printed_or_of_the_structure_are_refused() {
    let (structure, facts, certificate) = first_releases(0);
    let plan = Region::new(7, 300, 8, 5).plan(2);
    let rules = Rules::default();
    verify(&structure, &facts, &rules, &certificate).unwrap();
    let mut rng = ChaCha8Rng::seed_from_u64(14);
    for nr in 0..1_000 {
        let (mut other, mut changed) = (facts.clone(), certificate.clone());
        edit(&mut rng, &mut other, &mut changed);
        assert!(verify(&structure, &other, &rules, &changed).is_err(), "change {nr} passes");
    }
    for nr in 0..1_000 {
        let mut other = plan.clone();
        edit_plan(&mut rng, &mut other);
        // What is no structure at all is refused before there is anything to check.
        let Ok(other) = Structure::new(other) else { continue };
        let found = verify(&other, &facts, &rules, &certificate);
        assert_eq!(found, Err(VerifyError::Structure), "change {nr} of the structure passes");
    }
    let looser = Rules { threshold: 5, ..rules };
    assert_eq!(verify(&structure, &facts, &looser, &certificate), Err(VerifyError::Threshold));
}

#[test]
fn a_file_of_which_one_byte_was_changed_is_refused() {
    let (structure, facts, certificate) = first_releases(0);
    let bytes = certificate.to_bytes();
    let mut rng = ChaCha8Rng::seed_from_u64(16);
    for nr in 0..1_000 {
        let mut changed = bytes.clone();
        // All but the line's end: another blank there says the same.
        let place = rng.random_range(0..bytes.len() - 1);
        changed[place] ^= 1 << rng.random_range(0..7);
        let Ok(read) = Certificate::from_bytes(&changed) else { continue };
        assert!(verify(&structure, &facts, &Rules::default(), &read).is_err(), "change {nr} at {place} passes");
    }
}

#[test]
fn who_changes_a_number_and_seals_it_again_is_found_out_by_adding_up() {
    let (structure, facts, certificate) = first_releases(0);
    let plan = Region::new(7, 300, 8, 5).plan(2);
    let printed: BTreeSet<&String> =
        plan.cells.iter().filter(|cell| facts.contains_key(&cell.name)).flat_map(|cell| &cell.atoms).collect();
    let adds_up = |atom: usize| printed.contains(&structure.atoms()[atom]);
    let can_be_printed: BTreeSet<&String> =
        plan.cells.iter().filter(|cell| cell.printed).map(|cell| &cell.name).collect();
    let cell =
        |nr: &usize| certificate.wide[*nr].within.is_none() && can_be_printed.contains(&certificate.wide[*nr].of);
    let cells: Vec<usize> = (0..certificate.wide.len()).filter(cell).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(15);
    for nr in 0..1_000 {
        let mut changed = certificate.clone();
        let by = [-3, -1, 1, 12][rng.random_range(0..4)];
        let table = rng.random_range(0..changed.tables.len());
        let place = rng.random_range(0..changed.tables[table].len());
        let (atom, moved) = changed.tables[table][place];
        let wide = cells[rng.random_range(0..cells.len())];
        match nr % 3 {
            0 if adds_up(atom) && moved + by != 0 => changed.tables[table][place].1 += by,
            1 if adds_up(atom) => _ = changed.tables[table].remove(place),
            _ => changed.wide[wide].low = changed.wide[wide].high,
        }
        changed.seal = changed.seal_of();
        let found = verify(&structure, &facts, &Rules::default(), &changed);
        assert!(!matches!(found, Ok(()) | Err(VerifyError::Seal)), "change {nr} passes: {found:?}");
    }
}

fn cell(name: &str, rank: u32, atoms: &[&str]) -> Cell {
    let atoms = atoms.iter().map(|atom| (*atom).to_owned()).collect();
    Cell { name: name.to_owned(), release: 0, rank, atoms, printed: true, sources: false }
}

/// So many people in each atom, through three organisations in turn.
fn people(structure: &Structure, counts: &[(&str, u32)]) -> Vec<Contributor> {
    let one =
        |name: &str, nr: u32| Contribution { atom: structure.atom(name).unwrap(), amount: 1, source: Some(nr % 3) };
    counts
        .iter()
        .flat_map(|(name, count)| (0..*count).map(move |nr| Contributor { parts: vec![one(name, nr)] }))
        .collect()
}

fn made(plan: Plan, counts: &[(&str, u32)]) -> Release {
    let structure = Structure::new(plan).unwrap();
    let rows = people(&structure, counts);
    release(&structure, 0, &rows, &Facts::new(), &Wishes::default(), &Rules::default(), &mut |_| ()).unwrap()
}

#[test]
fn a_small_part_takes_one_more_with_it_and_the_whole_stays() {
    let plan = Plan {
        cells: vec![cell("all", 0, &["a", "b", "c"]), cell("a", 1, &["a"]), cell("b", 1, &["b"]), cell("c", 1, &["c"])],
        ..Plan::default()
    };
    let made = made(plan, &[("a", 4), ("b", 30), ("c", 20)]);
    assert_eq!(made.facts, Facts::from([("all".into(), 54), ("b".into(), 30)]));
    assert_eq!(made.hidden["a"], Reason::Small);
    assert_eq!(made.hidden["c"], Reason::Span);
}

#[test]
fn two_small_parts_that_leave_each_other_no_room_take_a_third_with_them() {
    let parts = ["a", "b", "c"];
    let mut plan = Plan { cells: vec![cell("all", 0, &parts)], ..Plan::default() };
    plan.cells.extend(parts.map(|part| cell(part, 1, &[part])));
    let made = made(plan, &[("a", 1), ("b", 1), ("c", 20)]);
    assert_eq!(made.facts, Facts::from([("all".into(), 22)]));
    assert!(made.hidden.values().all(|reason| *reason != Reason::Contributors));
}

#[test]
fn a_printed_zero_that_holds_a_small_count_goes_before_a_count_of_people() {
    // Were nobody in "u" for certain, then "x" would be 4 at most: z is 12 at most, so y is 8 at least.
    let plan = Plan {
        cells: vec![
            cell("x+y", 0, &["x", "y"]),
            cell("y+z+u", 0, &["y", "z", "u"]),
            cell("z+w", 0, &["z", "w"]),
            cell("x", 1, &["x"]),
            cell("u", 1, &["u"]),
        ],
        ..Plan::default()
    };
    let made = made(plan, &[("x", 3), ("y", 9), ("z", 11), ("w", 1)]);
    assert_eq!(made.facts, Facts::from([("x+y".into(), 12), ("y+z+u".into(), 20), ("z+w".into(), 12)]));
    assert_eq!(made.hidden["x"], Reason::Small);
    assert_eq!(made.hidden["u"], Reason::Width);
}

#[test]
fn what_is_never_printed_may_be_narrow_by_a_public_ceiling_but_what_is_hidden_may_not() {
    let terms = vec![("came".to_owned(), 1), ("spare".to_owned(), 1)];
    let made_of = |others: Vec<Cell>| {
        let mut cells = vec![cell("all", 0, &["came", "other"])];
        cells.push(Cell { printed: false, ..cell("came", 0, &["came"]) });
        cells.extend(others);
        let relations = vec![Relation { terms: terms.clone(), value: 4 }];
        made(Plan { cells, relations, ..Plan::default() }, &[("came", 1), ("other", 20)])
    };
    assert_eq!(made_of(vec![]).facts, Facts::from([("all".into(), 21)]));
    // Beside a printed whole of 21, everybody would know that the other ones are 17 to 21.
    let careful = made_of(vec![cell("other", 1, &["other"])]);
    assert_eq!(careful.facts, Facts::new());
    assert_eq!(careful.hidden["all"], Reason::Width);
}

#[test]
fn nobody_refused_is_not_told_where_it_says_that_all_accepted() {
    let class = Class { whole: "all".into(), parts: vec!["no".into(), "yes".into()], sensitive: true };
    let cells = vec![cell("all", 0, &["no", "yes"]), cell("no", 1, &["no"]), cell("yes", 1, &["yes"])];
    let made_of = |classes| made(Plan { cells: cells.clone(), classes, ..Plan::default() }, &[("yes", 12)]);
    assert_eq!(made_of(Vec::new()).facts.len(), 3);
    let careful = made_of(vec![class]);
    assert_eq!(careful.facts, Facts::from([("all".into(), 12)]));
    assert_eq!(careful.hidden["no"], Reason::WholeOrNothing);
    assert_eq!(careful.hidden["yes"], Reason::WholeOrNothing);
}

#[test]
fn what_nearly_all_comes_from_one_organisation_is_hidden_where_that_was_asked() {
    let cells = vec![Cell { sources: true, ..cell("all", 0, &["a"]) }, cell("other", 0, &["b"])];
    let structure = Structure::new(Plan { cells, ..Plan::default() }).unwrap();
    let mut rows = people(&structure, &[("a", 1), ("b", 30)]);
    rows.extend(vec![rows[0].clone(); 30]);
    let made =
        release(&structure, 0, &rows, &Facts::new(), &Wishes::default(), &Rules::default(), &mut |_| ()).unwrap();
    assert_eq!(made.hidden["all"], Reason::Sources);
    assert_eq!(made.facts, Facts::from([("other".into(), 30)]));
}

#[test]
fn what_a_few_did_often_is_a_count_of_a_few() {
    let structure = Structure::new(Plan { cells: vec![cell("visits", 0, &["a"])], ..Plan::default() }).unwrap();
    let part = Contribution { atom: structure.atom("a").unwrap(), amount: 8, source: None };
    let rows = vec![Contributor { parts: vec![part] }; 3];
    let made =
        release(&structure, 0, &rows, &Facts::new(), &Wishes::default(), &Rules::default(), &mut |_| ()).unwrap();
    assert_eq!(made.hidden["visits"], Reason::Contributors);
}

#[test]
fn beside_a_whole_of_a_few_no_part_is_told_to_be_nothing() {
    let parts = ["a", "b", "c"];
    let mut cells = vec![cell("everywhere", 0, &["a", "b", "c", "d"]), cell("here", 1, &parts)];
    cells.extend(parts.map(|part| cell(part, 2, &[part])));
    let class = Class { whole: "here".into(), parts: parts.map(str::to_owned).to_vec(), sensitive: false };
    let made_of = |classes| made(Plan { cells: cells.clone(), classes, ..Plan::default() }, &[("a", 7), ("d", 40)]);
    // Without it anybody reads that the few who are here are all in "a".
    assert_eq!(made_of(Vec::new()).facts.keys().collect::<Vec<_>>(), ["b", "c", "everywhere"]);
    let careful = made_of(vec![class]);
    assert_eq!(careful.facts, Facts::from([("everywhere".into(), 47)]));
    assert_eq!(careful.hidden["b"], Reason::WholeOrNothing);
}

/// Those who are there in two periods, and what came in between: whoever left does not show, other than as the difference.
fn two_periods(left: u32) -> Release {
    let cells = vec![cell("then", 0, &["left", "stayed"]), cell("came", 1, &["new"]), cell("now", 2, &["was", "new"])];
    let relations = vec![Relation { terms: vec![("stayed".into(), 1), ("was".into(), -1)], value: 0 }];
    let sides = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let balances = vec![Balance { name: "gone".into(), plus: sides(&["then", "came"]), minus: sides(&["now"]) }];
    let counts = [("left", left), ("stayed", 30), ("was", 30), ("new", 20)];
    made(Plan { cells, relations, balances, ..Plan::default() }, &counts)
}

#[test]
fn a_difference_of_a_few_that_everybody_can_take_is_not_left_to_be_taken() {
    let told = |left: u32| two_periods(left).facts.into_keys().collect::<Vec<_>>();
    assert_eq!(told(5), ["came", "then"]);
    assert_eq!(told(0), ["came", "now", "then"]);
    assert_eq!(told(12), ["came", "now", "then"]);
    assert_eq!(two_periods(5).hidden["now"], Reason::Span);
}

/// A stock of one period: its total, of which new; the others were carried over.
fn total_and_new(new: u32, carried: u32) -> Facts {
    let cells = vec![cell("total", 0, &["new", "carried"]), cell("new", 0, &["new"])];
    made(Plan { cells, ..Plan::default() }, &[("new", new), ("carried", carried)]).facts
}

#[test]
fn of_a_total_and_what_is_new_one_is_hidden_exactly_when_few_were_carried_over() {
    let both = |new: u64, total: u64| Facts::from([("new".into(), new), ("total".into(), total)]);
    assert_eq!(total_and_new(10, 0), both(10, 10));
    assert_eq!(total_and_new(10, 1), Facts::from([("total".into(), 11)]));
    assert_eq!(total_and_new(10, 9), Facts::from([("total".into(), 19)]));
    assert_eq!(total_and_new(10, 10), both(10, 20));
}

/// Two periods of a stock: those who are there, and of them the new ones. Five left after the first.
#[test]
fn those_who_left_do_not_follow_from_two_releases() {
    let first = vec![
        cell("t1", 0, &["1/cs", "1/cl", "1/ws", "1/wl"]),
        cell("t1-new", 1, &["1/cs", "1/cl"]),
        Cell { printed: false, ..cell("t1-left", 0, &["1/cl", "1/wl"]) },
    ];
    let structure = Structure::new(Plan { cells: first.clone(), ..Plan::default() }).unwrap();
    let one = |parts: &[&str]| Contributor {
        parts: parts
            .iter()
            .filter_map(|name| structure.atom(name))
            .map(|atom| Contribution { atom, amount: 1, source: None })
            .collect(),
    };
    let rows: Vec<_> = (0..30).map(|nr| one(&[if nr < 5 { "1/cl" } else { "1/cs" }])).collect();
    let none = Wishes::default();
    let made = release(&structure, 0, &rows, &Facts::new(), &none, &Rules::default(), &mut |_| ()).unwrap();
    assert_eq!(made.facts, Facts::from([("t1".into(), 30), ("t1-new".into(), 30)]));

    let mut cells = first;
    cells.extend(
        [cell("t2", 0, &["2/cs", "2/cl", "2/ws", "2/wl"]), cell("t2-new", 1, &["2/cs", "2/cl"])]
            .map(|cell| Cell { release: 1, ..cell }),
    );
    let terms = [("1/cs", 1), ("1/ws", 1), ("2/ws", -1), ("2/wl", -1)].map(|(atom, by)| (atom.to_owned(), by)).to_vec();
    let structure =
        Structure::new(Plan { cells, relations: vec![Relation { terms, value: 0 }], ..Plan::default() }).unwrap();
    let atom = |name: &str| Contribution { atom: structure.atom(name).unwrap(), amount: 1, source: None };
    let mut rows = vec![Contributor { parts: vec![atom("1/cl")] }; 5];
    rows.extend(vec![Contributor { parts: vec![atom("1/cs"), atom("2/ws")] }; 25]);
    rows.extend(vec![Contributor { parts: vec![atom("2/cs")] }; 20]);
    let next = release(&structure, 1, &rows, &made.facts, &none, &Rules::default(), &mut |_| ()).unwrap();
    assert_eq!(next.facts, Facts::from([("t2".into(), 45)]));
    assert_eq!(next.hidden["t2-new"], Reason::Span);

    rows.push(Contributor { parts: vec![atom("1/cs")] });
    let untrue = release(&structure, 1, &rows, &made.facts, &none, &Rules::default(), &mut |_| ());
    assert_eq!(untrue, Err(Error::Relation(0)));
}
