//! The rooms and their doors, read from the sources: `http -> store -> domain`, never back, and nothing in a circle.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so best by stopping where it is")]

#[path = "architecture/sources.rs"]
mod sources;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use self::sources::{Source, arrows, circles, collect, first_word, sources};

/// A file of more lines than this, its tests not counted, is two files.
const MOST_LINES: usize = 500;

/// A function of more lines than this is two functions.
const MOST_LINES_OF_A_FUNCTION: usize = 60;

/// Tables that happen to be functions: one line for each word of a closed list.
const TABLES: &[&str] = &["src/domain/recht/gebeurtenis.rs: over"];

/// The median handler has at most so many lines.
const HANDLER_LINES: usize = 25;

/// The rooms of our own, and the crates, that `code` names: in a `use`, or in a path with `crate::` before it.
fn named(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let flat = code.split_whitespace().collect::<Vec<_>>().join(" ");
    for (start, _) in flat.match_indices("crate::") {
        let rest = &flat[start + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            found.extend(top_of_group(group));
        } else {
            found.insert(first_word(rest));
        }
    }
    for (start, _) in flat.match_indices("use ") {
        let word = first_word(&flat[start + "use ".len()..]);
        if word != "crate" {
            found.insert(word);
        }
    }
    for crate_name in ["diesel", "diesel_migrations", "actix_web", "libsqlite3_sys", "tokio", "utoipa"] {
        if flat.contains(&format!("{crate_name}::")) {
            found.insert(crate_name.to_owned());
        }
    }
    found
}

/// The first words of `a::b, c::{d, e}, f}`: a, c and f.
fn top_of_group(group: &str) -> Vec<String> {
    let (mut depth, mut words, mut at_word) = (0, Vec::new(), true);
    for (index, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_word = true,
            c if at_word && (c.is_alphanumeric() || c == '_') => {
                words.push(first_word(&group[index..]));
                at_word = false;
            }
            _ => {}
        }
    }
    words
}

fn nobody_names(room: &str, forbidden: &[&str]) {
    let mut wrong = Vec::new();
    for source in sources() {
        if source.path.starts_with(&format!("src/{room}/")) || source.path == format!("src/{room}.rs") {
            let names = named(&source.code);
            let bad = forbidden.iter().filter(|name| names.contains(**name));
            wrong.extend(bad.map(|name| format!("{} names {name}", source.path)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn de_regels_kennen_geen_database_en_geen_web() {
    let outside =
        ["store", "http", "web", "werk", "cli", "app", "config", "diesel", "diesel_migrations", "actix_web", "tokio"];
    nobody_names("domain", &outside);
}

#[test]
fn de_opslag_kent_geen_web() {
    nobody_names("store", &["http", "web", "cli", "app", "actix_web"]);
}

#[test]
fn het_web_kent_de_opdrachtregel_niet() {
    nobody_names("http", &["cli", "app", "web"]);
}

/// A page calls what the JSON handlers call, and so has nothing to ask the database for.
#[test]
fn de_werkplek_kent_alleen_wat_de_api_kan() {
    nobody_names("web", &["store", "cli", "app", "werk", "diesel", "diesel_migrations"]);
    let paginas = sources().into_iter().filter(|source| source.path.starts_with("src/web/")).count();
    assert!(paginas > 10, "these are the pages? {paginas}");
}

#[test]
fn wat_buiten_een_verzoek_om_gebeurt_kent_geen_web() {
    nobody_names("werk", &["http", "web", "cli", "app", "actix_web"]);
}

#[test]
fn de_lezer_van_de_bronnen_ziet_wat_er_staat() {
    let names =
        named("use crate::{domain::{casus::Casus, ids}, store::conn};\nfn f(x: crate::http::X) { diesel::y() }");
    for name in ["domain", "store", "http", "diesel"] {
        assert!(names.contains(name), "{name}: {names:?}");
    }
    assert!(!names.contains("casus") && !names.contains("conn"));
}

#[test]
fn een_bestand_past_in_het_hoofd() {
    let longer: BTreeMap<String, usize> = sources()
        .into_iter()
        .filter(|source| source.lines > MOST_LINES)
        .map(|source| (source.path, source.lines))
        .collect();
    assert!(longer.is_empty(), "split by meaning what is too long: {longer:#?}");
}

#[test]
fn een_functie_past_op_een_scherm() {
    let functions: Vec<_> = sources().iter().flat_map(Source::functions).collect();
    assert!(functions.len() > 1_500, "these are the functions? {}", functions.len());
    let longer: BTreeMap<String, usize> = functions
        .into_iter()
        .filter(|it| it.lines > MOST_LINES_OF_A_FUNCTION && !TABLES.contains(&it.name.as_str()))
        .map(|it| (it.name, it.lines))
        .collect();
    assert!(longer.is_empty(), "split by meaning what is too long: {longer:#?}");
}

/// Files that lead to one another can only be read together. Splitting a file makes such a circle easily, so that a limit to
/// its length is of use only beside this rule.
#[test]
fn geen_bestanden_wijzen_in_een_kring_naar_elkaar() {
    let sources = sources();
    let arrows = arrows(&sources);
    let circles: Vec<String> = circles(&arrows).iter().map(|circle| within(circle, &arrows)).collect();
    assert!(circles.is_empty(), "files in a circle, with their arrows:\n{}", circles.join("\n\n"));
}

/// The arrows that make a circle.
fn within(circle: &[&str], arrows: &BTreeMap<&str, BTreeSet<&str>>) -> String {
    let lines = circle.iter().map(|from| {
        let to = arrows.get(from).into_iter().flatten().filter(|to| circle.contains(to));
        format!("  {from} -> {:?}", to.collect::<Vec<_>>())
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The words of the story in their order: each knows those before it.
const STORY: &[&str] = &[
    "client",
    "zwangerschap",
    "casus",
    "toestemming",
    "signaal",
    "routeadvies",
    "doorgeleiding",
    "traject",
    "knooppunt",
    "evaluatie",
    "noodprocedure",
    "verhuizing",
    "bericht",
    "notitie",
];

/// What `source` names of the room of the rules: the first words behind `domain`.
fn neighbours(source: &Source) -> BTreeSet<String> {
    let names = source.names();
    let ours = names.all().filter(|path| path.first().is_some_and(|room| room == "domain"));
    ours.filter_map(|path| path.get(1)).cloned().collect()
}

#[test]
fn een_woord_kent_alleen_wat_eerder_in_het_verhaal_komt() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.room() == "domain") {
        let Some(place) = source.module.get(1).and_then(|word| STORY.iter().position(|it| it == word)) else {
            continue;
        };
        for later in STORY.iter().skip(place + 1).filter(|word| neighbours(source).contains(**word)) {
            wrong.push(format!("{} names {later}", source.path));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn de_kern_en_het_beleid_kennen_geen_woord_van_het_verhaal() {
    let rooms: [(&str, &[&str]); 2] =
        [("recht", &["ids", "tijd", "gebied", "recht"]), ("beleid", &["ids", "recht", "beleid"])];
    let mut wrong = Vec::new();
    let mut seen = 0;
    for source in sources().iter().filter(|source| source.room() == "domain") {
        let Some((_, may)) = rooms.iter().find(|(room, _)| source.module.get(1).is_some_and(|it| it == room)) else {
            continue;
        };
        seen += 1;
        let bad = neighbours(source).into_iter().filter(|name| !may.contains(&name.as_str()));
        wrong.extend(bad.map(|name| format!("{} names {name}", source.path)));
    }
    assert!(seen > 5, "this is the kernel? {seen}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn elke_handeling_staat_in_de_lijst_van_het_beleid() {
    let sources = sources().into_iter().filter(|source| source.path.starts_with("src/domain/beleid/"));
    let beleid: String = sources.map(|source| source.code).collect();
    let acts: BTreeSet<_> = beleid.lines().filter_map(|line| line.strip_prefix("impl Handeling for ")).collect();
    let rows: BTreeSet<_> = beleid.split([' ', ',', '\n']).filter_map(|it| it.strip_suffix("::REGEL")).collect();
    let acts: BTreeSet<_> = acts.into_iter().map(|line| line.trim_end_matches(" {")).collect();
    assert!(acts.len() > 50, "these are the acts? {acts:?}");
    assert_eq!(acts, rows);
}

#[test]
fn elk_bestand_met_toetsen_telt_mee() {
    let room = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api");
    let main = fs::read_to_string(room.join("main.rs")).unwrap();
    let mut files: Vec<String> = fs::read_dir(room)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".rs").map(str::to_owned))
        .filter(|name| name != "main")
        .collect();
    files.retain(|name| !main.lines().any(|line| line == format!("mod {name};")));
    assert!(files.is_empty(), "tests/api/main.rs knows nothing of {files:?}");
}

/// Who may do something is read in one place.
#[test]
fn een_lijst_van_rollen_staat_op_de_bladzij_van_het_beleid() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.path.starts_with("src/domain/beleid/")) {
        let lists = source.code.lines().filter(|line| line.contains("const ") && line.contains("[Rol"));
        wrong.extend(lists.map(|line| format!("{}: {}", source.path, line.trim())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn de_lezer_van_de_bronnen_volgt_een_naam_tot_waar_zij_woont() {
    let file = |path: &str, text: &str| Source::read(path.to_owned(), text);
    let sources = [
        file("src/a/mod.rs", "mod b;\npub mod c;\npub use self::b::B;\npub struct A;\n"),
        file("src/a/b.rs", "use super::c;\npub struct B(c::C);\n"),
        file("src/a/c.rs", "pub struct C;\nfn f() {\n    crate::d::g::<crate::a::B>();\n}\n"),
        file(
            "src/d.rs",
            "use crate::a::{self, A as X};\nfn g(_: X) {}\n#[cfg(test)]\nmod tests {\n    use crate::a::B;\n}\n",
        ),
    ];
    let arrows = arrows(&sources);
    let to = |from: &str| arrows.get(from).unwrap().iter().copied().collect::<Vec<_>>();
    assert_eq!(to("src/a/mod.rs"), Vec::<&str>::new());
    assert_eq!(to("src/a/b.rs"), ["src/a/c.rs"]);
    assert_eq!(to("src/a/c.rs"), ["src/a/b.rs", "src/d.rs"]);
    assert_eq!(to("src/d.rs"), ["src/a/mod.rs"]);
    assert_eq!(circles(&arrows), BTreeSet::from([vec!["src/a/b.rs", "src/a/c.rs"]]));
}

#[test]
fn een_afhandeling_is_kort() {
    let mut lengths = Vec::new();
    for source in sources().iter().filter(|source| source.path.starts_with("src/http/")) {
        let mut from = None;
        for (number, line) in source.code.lines().enumerate() {
            if line.starts_with("pub async fn ") {
                from = Some(number);
            } else if line == "}"
                && let Some(first) = from.take()
            {
                lengths.push(number - first + 1);
            }
        }
    }
    lengths.sort_unstable();
    assert!(lengths.len() > 40, "these are the handlers? {}", lengths.len());
    let median = lengths.get(lengths.len() / 2).copied().unwrap();
    assert!(median <= HANDLER_LINES, "the median handler has {median} lines");
}

/// Two types of one name would be one schema in the document, and that of either would be wrong.
#[test]
fn elk_schema_heeft_een_naam_voor_zich_alleen() {
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources() {
        let mut attributes = String::new();
        for line in source.code.lines() {
            let item = ["pub enum ", "pub struct "].iter().find_map(|start| line.strip_prefix(start));
            match item {
                Some(item) if attributes.contains("ToSchema") => {
                    let given = attributes.split("schema(as = ").nth(1).map(first_word);
                    let name = given.unwrap_or_else(|| first_word(item));
                    names.entry(name).or_default().push(source.path.clone());
                    attributes.clear();
                }
                _ if line == "}" || line.is_empty() || item.is_some() => attributes.clear(),
                _ => attributes.push_str(line),
            }
        }
    }
    assert!(names.len() > 60, "these are the schemas? {}", names.len());
    names.retain(|_, places| places.len() > 1);
    assert!(names.is_empty(), "give each a `#[schema(as = ..)]` of its own: {names:#?}");
}

/// What the log of any region needs stands apart, and leans on nothing of this one.
#[test]
fn de_boom_over_het_logboek_kent_niets_van_hier() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/tlog");
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    assert!(files.len() > 5, "these are the sources?");
    let code: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    for outside in ["knooppunt", "path =", "actix", "diesel", "tokio", "tracing", "utoipa"] {
        assert!(!manifest.contains(outside), "crates/tlog depends on {outside}");
        assert!(outside == "path =" || !code.contains(outside), "crates/tlog names {outside}");
    }
}

/// The functions of a file: how each begins, and what it does.
fn functions(code: &str) -> Vec<(String, &str)> {
    let starts: Vec<usize> = code
        .match_indices("fn ")
        .map(|(at, _)| at)
        .filter(|&at| code[..at].ends_with(['\n', ' ']) && !first_word(&code[at + 3..]).is_empty())
        .collect();
    let ends = starts.iter().skip(1).copied().chain([code.len()]);
    starts.iter().zip(ends).map(|(&from, to)| (first_word(&code[from + 3..]), &code[from..to])).collect()
}

/// The tables whose rows count how often they were changed.
fn versioned() -> Vec<String> {
    let schema = sources().into_iter().filter(|source| source.path.starts_with("src/store/schema/"));
    let mut tables = Vec::new();
    for source in schema {
        let mut table = String::new();
        for line in source.code.lines() {
            if line.contains(" (") && line.ends_with('{') {
                table = first_word(line.trim());
            } else if line.trim().starts_with("versie ->") {
                tables.push(table.clone());
            }
        }
    }
    tables
}

/// Where lines are written: of a decision, of reading, of erasing by itself when the term is over.
const WRITES_LINES: [&str; 3] = ["src/store/bewaar/mod.rs", "src/store/logboek/", "src/store/wissing.rs"];

#[test]
fn een_feit_krijgt_zijn_regel_op_een_plek() {
    let mut wrong = Vec::new();
    for source in &sources() {
        if source.code.contains(".unfold()") && source.path != "src/store/bewaar/mod.rs" {
            wrong.push(format!("{} opens a decision", source.path));
        }
        // Somebody who asked no permission is not told of by a decision: a login, a job, the command line.
        let tells = |line: &str| line.contains(" gedaan(tx") || line.contains("logboek::gedaan(");
        let tells = source.code.lines().any(|line| tells(line) && !line.contains(".meldt"));
        if tells && !WRITES_LINES.iter().any(|place| source.path.starts_with(place)) {
            wrong.push(format!("{} writes a line about a fact", source.path));
        }
    }
    assert!(wrong.is_empty(), "let `store::bewaar` do it: {wrong:#?}");
}

/// What changes a versioned row without a decision: the queue that moves on with the day, erasing, and what asks no permission
/// (the command line, and what somebody does with their own account).
const WITHOUT_A_PEN: [&str; 12] = [
    "src/store/casus/stand.rs onthoud",
    "src/store/casus/wachtrij.rs leg_opnieuw",
    "src/store/noodprocedure.rs eerder",
    "src/store/toegang/gebruiker.rs grendel",
    "src/store/toegang/beveiligingssleutel.rs houd_vast",
    "src/store/toegang/gebruiker.rs maak_gebruiker",
    "src/store/toegang/gebruiker.rs verbruik_stap",
    "src/store/toegang/gebruiker.rs voeg_toe",
    "src/store/toegang/organisatie.rs insert_desk",
    "src/store/toegang/organisatie.rs insert_organisatie",
    "src/store/toegang/uitnodiging.rs aanvaard",
    "src/store/toegang/uitnodiging.rs nodig_opnieuw_uit",
];

#[test]
fn een_rij_met_een_versie_verandert_alleen_met_een_besluit() {
    let tables = versioned();
    assert!(tables.len() > 10, "these are the tables? {tables:?}");
    let (mut wrong, mut right) = (Vec::new(), 0);
    let store = |source: &Source| source.path.starts_with("src/store/") && !source.path.contains("/tests");
    for source in sources().into_iter().filter(store) {
        for (name, text) in functions(&source.code) {
            let what = format!("{} {name}", source.path);
            let changes = text.contains("diesel::update(") || text.contains("diesel::insert_into(");
            if !changes {
                continue;
            }
            if text.contains("Pen<'_>") {
                right += 1;
            } else {
                let named = |table: &&String| {
                    ["update(", "insert_into(", " "].iter().any(|before| {
                        let what = if *before == " " { "::versie" } else { "::table" };
                        text.contains(&format!("{before}{table}{what}"))
                    })
                };
                wrong.extend(tables.iter().find(named).map(|table| (what, table)));
            }
        }
    }
    assert!(right > 20, "these are the writers? {right}");
    let gone = WITHOUT_A_PEN.iter().filter(|name| !wrong.iter().any(|(what, _)| what == *name)).collect::<Vec<_>>();
    assert!(gone.is_empty(), "this changes nothing without a pen any more, take it out of the list: {gone:#?}");
    wrong.retain(|(what, _)| !WITHOUT_A_PEN.contains(&what.as_str()));
    assert!(wrong.is_empty(), "write it with a pen, that `store::bewaar` alone has: {wrong:#?}");
}

/// What somebody is shown is loaded first, with what they may not see held back: a view has nothing left to ask.
#[test]
fn een_view_vraagt_de_database_niets() {
    let is_view = |path: &str| {
        let mut parts = path.strip_prefix("src/http/").unwrap_or_default().split('/');
        parts.any(|part| part == "view" || part == "view.rs")
    };
    let sources = sources();
    let views: Vec<_> = sources.iter().filter(|source| is_view(&source.path)).collect();
    assert!(views.len() > 8, "these are the views? {}", views.len());
    let ask: Vec<_> = views.iter().filter(|source| source.code.contains("Tx")).map(|source| &source.path).collect();
    assert!(ask.is_empty(), "load it in `store/beeld`, and make the view of that: {ask:?}");
    // Also where a view stands beside its handlers, it is made of what was loaded.
    for source in sources.iter().filter(|source| source.path.starts_with("src/http/")) {
        for made in source.code.split("\nimpl ").skip(1) {
            let (of, body) = made.split_once('{').unwrap_or_default();
            let body = body.split("\n}").next().unwrap_or_default();
            let is_view = of.trim().ends_with("View") || of.trim().ends_with("Regel");
            assert!(!is_view || !body.contains("Tx"), "{} asks the database in `impl {of}`", source.path);
        }
    }
}

/// A macro of our own is a language that a newcomer has to learn before they can read the code.
#[test]
fn er_zijn_geen_eigen_macros() {
    let with_macros: Vec<String> =
        sources().into_iter().filter(|source| source.code.contains("macro_rules!")).map(|source| source.path).collect();
    assert_eq!(with_macros, Vec::<String>::new());
}
