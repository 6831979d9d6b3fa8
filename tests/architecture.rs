//! The rooms and their doors, read from the sources: `http -> store -> domain`, never back.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so best by stopping where it is")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// A file of more lines than this, its tests not counted, is two files.
const MOST_LINES: usize = 500;

/// The median handler has at most so many lines.
const HANDLER_LINES: usize = 25;

struct Source {
    path: String,
    /// What it holds, without its tests and its comments.
    code: String,
    lines: usize,
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 50, "these are the sources?");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    files
        .iter()
        .map(|file| {
            let text = fs::read_to_string(file).unwrap();
            let body = text.split("#[cfg(test)]\nmod tests {").next().unwrap().trim_end();
            let code = body.lines().filter(|line| !line.trim_start().starts_with("//"));
            Source {
                path: file.strip_prefix(root).unwrap().display().to_string(),
                code: code.collect::<Vec<_>>().join("\n"),
                lines: body.lines().count(),
            }
        })
        .collect()
}

/// Every file of the program, but for those that hold tests alone.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
}

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

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
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
        ["store", "http", "werk", "cli", "app", "config", "diesel", "diesel_migrations", "actix_web", "tokio"];
    nobody_names("domain", &outside);
}

#[test]
fn de_opslag_kent_geen_web() {
    nobody_names("store", &["http", "cli", "app", "actix_web"]);
}

#[test]
fn het_web_kent_de_opdrachtregel_niet() {
    nobody_names("http", &["cli", "app"]);
}

#[test]
fn wat_buiten_een_verzoek_om_gebeurt_kent_geen_web() {
    nobody_names("werk", &["http", "cli", "app", "actix_web"]);
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
    assert!(longer.is_empty(), "split what is too long: {longer:#?}");
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

/// Access and the counts still store and tell by themselves.
const NOT_YET: [&str; 2] = ["src/store/toegang/", "src/store/publicatie/"];

/// Where lines are written: of a decision, of reading, of erasing by itself when the term is over.
const WRITES_LINES: [&str; 3] = ["src/store/bewaar/mod.rs", "src/store/logboek/", "src/store/wissing.rs"];

#[test]
fn een_feit_krijgt_zijn_regel_op_een_plek() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !NOT_YET.iter().any(|room| source.path.starts_with(room))) {
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

/// What changes a versioned row without a decision: a lock, the queue that moves on with the day, and erasing.
const WITHOUT_A_PEN: [&str; 4] = [
    "src/store/casus/bewaren.rs grendel",
    "src/store/casus/wachtrij.rs schuif_vensters_op",
    "src/store/noodprocedure.rs eerder",
    "src/store/wissing.rs ",
];

#[test]
fn een_rij_met_een_versie_verandert_alleen_met_een_besluit() {
    let tables = versioned();
    assert!(tables.len() > 10, "these are the tables? {tables:?}");
    let (mut wrong, mut right) = (Vec::new(), 0);
    let store = |source: &Source| {
        source.path.starts_with("src/store/")
            && !source.path.contains("/tests/")
            && !NOT_YET.iter().any(|room| source.path.starts_with(room))
    };
    for source in sources().into_iter().filter(store) {
        for (name, text) in functions(&source.code) {
            let what = format!("{} {name}", source.path);
            let changes = text.contains("diesel::update(") || text.contains("diesel::insert_into(");
            if !changes || WITHOUT_A_PEN.iter().any(|from| what.starts_with(from)) {
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
                wrong.extend(tables.iter().find(named).map(|table| format!("{what} changes {table}")));
            }
        }
    }
    assert!(right > 20, "these are the writers? {right}");
    assert!(wrong.is_empty(), "write it with a pen, that `store::bewaar` alone has: {wrong:#?}");
}

/// Views that still ask the database. The list gets shorter: a view that no longer does is taken off.
const VIEWS_THAT_STILL_ASK: [&str; 7] = [
    "src/http/dossier/view.rs",
    "src/http/inzage/view.rs",
    "src/http/knooppunt/view.rs",
    "src/http/logboek/view.rs",
    "src/http/noodprocedure/view.rs",
    "src/http/signaal/view.rs",
    "src/http/traject/view.rs",
];

/// What somebody is shown is loaded first, with what she may not see held back: a view has nothing left to ask.
#[test]
fn een_view_vraagt_de_database_niets() {
    let is_view = |path: &str| {
        let mut parts = path.strip_prefix("src/http/").unwrap_or_default().split('/');
        parts.any(|part| part == "view" || part == "view.rs")
    };
    let views: Vec<_> = sources().into_iter().filter(|source| is_view(&source.path)).collect();
    assert!(views.len() > 8, "these are the views? {}", views.len());
    let mut ask: Vec<_> = views.iter().filter(|source| source.code.contains("Tx")).map(|source| &source.path).collect();
    ask.sort();
    assert_eq!(ask, VIEWS_THAT_STILL_ASK, "load it in `store/beeld`, and make the view of that");
}
