//! The sources as the rules read them: files, the paths that they name, and functions with their lengths.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// One file of the program.
pub struct Source {
    /// Where it lies, from the root of the repository.
    pub path: String,
    /// The module it holds, without `crate`.
    pub module: Vec<String>,
    /// What it holds, without its tests and its comments.
    pub code: String,
    /// How many lines it has, its tests not counted.
    pub lines: usize,
}

/// What a file names of our own.
#[derive(Default)]
pub struct Names {
    /// What it brings in by `use`, for itself or for others, by the name that it has there.
    imported: BTreeMap<String, Vec<String>>,
    /// The paths that stand in the middle of its code.
    written: BTreeSet<Vec<String>>,
}

impl Names {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Vec<String>> {
        self.imported.values().chain(&self.written)
    }
}

/// A function, and how many lines it has.
pub struct Function {
    /// The file and the name.
    pub name: String,
    /// How many lines it has, from its name to its closing brace.
    pub lines: usize,
}

/// Every file of the program, but for those that hold tests alone.
pub fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    collect(&root.join("src"), &mut files);
    assert!(files.len() > 50, "these are the sources?");
    files
        .iter()
        .map(|file| {
            let path = file.strip_prefix(root).unwrap().display().to_string();
            Source::read(path, &fs::read_to_string(file).unwrap())
        })
        .collect()
}

/// Puts every file below `folder` into `files`, but for those that hold tests alone.
pub fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
}

impl Source {
    /// Reads `text`, the file at `path`.
    pub fn read(path: String, text: &str) -> Self {
        let body = text.split("#[cfg(test)]\nmod tests {").next().unwrap().trim_end();
        let code = body.lines().filter(|line| !line.trim_start().starts_with("//"));
        let mut module: Vec<String> =
            path.trim_start_matches("src/").trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|last| ["mod", "lib"].contains(&last.as_str())) {
            module.pop();
        }
        Self { path, module, code: code.collect::<Vec<_>>().join("\n"), lines: body.lines().count() }
    }

    /// The room it lies in: the first folder below `src`, or the file itself.
    pub fn room(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }

    /// Whether `name` stands anywhere in it but in its `use` lines, or is a whole module.
    fn uses(&self, name: &str) -> bool {
        let mut code = String::new();
        for statement in self.code.split_inclusive(';') {
            let (before, _) =
                statement.rsplit_once("use ").filter(|(_, tree)| tree.contains("::")).unwrap_or((statement, ""));
            code.push_str(before);
        }
        let in_word = |c: char| c.is_alphanumeric() || c == '_';
        let stands_alone = |at: usize| {
            let (before, after) = (&code[..at], &code[at + name.len()..]);
            // The end of a longer path or word, or a variant of an enum of its own, is another thing.
            let part = before.ends_with(|c: char| in_word(c) || c == ':') || after.starts_with(in_word);
            let variant = before.trim_end_matches(' ').ends_with('\n') && after.starts_with(",\n");
            !part && !variant
        };
        name == "_" || code.match_indices(name).any(|(at, _)| stands_alone(at))
    }

    /// What it names of our own, from the root of the crate: by a `use`, or by a path in the middle of the code.
    pub fn names(&self) -> Names {
        let mut found = Names::default();
        for (module, text) in self.modules() {
            let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let children = children(&flat);
            let mut code = String::new();
            for statement in flat.split_inclusive(';') {
                match statement.rsplit_once("use ") {
                    Some((before, tree)) if before.is_empty() || before.ends_with([' ', ')']) => {
                        code.push_str(before);
                        for (name, path) in flatten(tree.trim_end_matches(';').trim()) {
                            if let Some(path) = absolute(&path, &module, &children) {
                                found.imported.insert(name, path);
                            }
                        }
                    }
                    _ => code.push_str(statement),
                }
            }
            for word in code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
                let path: Vec<String> = word.split("::").map(str::to_owned).collect();
                if path.len() > 1 {
                    found.written.extend(absolute(&path, &module, &children));
                }
            }
        }
        found
    }

    /// The text of the file, and apart from it that of each module that stands within it: `super` means another thing there.
    fn modules(&self) -> Vec<(Vec<String>, String)> {
        let mut texts = vec![(self.module.clone(), String::new())];
        let mut inner: Option<(usize, String)> = None;
        for line in self.code.lines() {
            let indent = line.len() - line.trim_start().len();
            if let Some((depth, name)) = &inner {
                let of_inner = (self.module.iter().chain([name]).cloned().collect(), format!("{line}\n"));
                if indent == *depth && line.trim_start().starts_with('}') {
                    inner = None;
                } else {
                    texts.push(of_inner);
                }
            } else if let Some((_, name)) = line.split_once("mod ")
                && line.ends_with('{')
                && !line.contains('(')
            {
                inner = Some((indent, first_word(name)));
            } else if let Some((_, text)) = texts.first_mut() {
                text.push_str(line);
                text.push('\n');
            }
        }
        texts
    }

    /// Its functions.
    pub fn functions(&self) -> Vec<Function> {
        let mut found = Vec::new();
        let mut open: Vec<(usize, usize, String)> = Vec::new();
        for (number, line) in self.code.lines().enumerate() {
            let text = line.trim_start();
            let indent = line.len() - text.len();
            let head = text.split("fn ").next().unwrap_or_default();
            let is_fn = text.contains("fn ")
                && head.split_whitespace().all(|word| {
                    word.starts_with("pub")
                        || ["const", "async", "unsafe"].contains(&word)
                        || word == "in"
                        || word.ends_with(')')
                });
            if is_fn && !text.ends_with(';') {
                let name = first_word(text.split_once("fn ").unwrap().1);
                open.push((indent, number, name));
            }
            if text == "}"
                && let Some((depth, from, _)) = open.last()
                && *depth == indent
            {
                let lines = number - from + 1;
                let (_, _, name) = open.pop().unwrap();
                found.push(Function { name: format!("{}: {name}", self.path), lines });
            }
        }
        found
    }
}

/// The modules that a file says lie beside it.
fn children(flat: &str) -> BTreeSet<String> {
    let words: Vec<&str> = flat.split(' ').collect();
    let declared = words.windows(2).filter(|pair| matches!(pair, [word, _] if *word == "mod"));
    declared.filter_map(|pair| pair.get(1)?.strip_suffix(';')).map(str::to_owned).collect()
}

/// `path` from the root of the crate, when it is one of our own.
fn absolute(path: &[String], module: &[String], children: &BTreeSet<String>) -> Option<Vec<String>> {
    let first = path.first()?;
    let mut base: Vec<String> = module.to_vec();
    match first.as_str() {
        "crate" => return Some(path.get(1..)?.to_vec()),
        "self" => base.extend_from_slice(path.get(1..)?),
        "super" => {
            let up = path.iter().take_while(|word| *word == "super").count();
            base.truncate(base.len().checked_sub(up)?);
            base.extend_from_slice(path.get(up..)?);
        }
        name if children.contains(name) => base.extend_from_slice(path),
        _ => return None,
    }
    Some(base)
}

/// What a tree brings in, each with the name it gets: `a::{b, c::{self, d as e}}` brings `a::b`, `a::c` and, as `e`, `a::c::d`.
fn flatten(tree: &str) -> Vec<(String, Vec<String>)> {
    let Some((head, group)) = tree.split_once('{') else {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
        let words: Vec<String> = path.trim().split("::").filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let name = if name.is_empty() { words.last().cloned().unwrap_or_default() } else { name.trim().to_owned() };
        return vec![(name, words)];
    };
    let before: Vec<String> =
        head.split("::").map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let group = group.rsplit_once('}').map_or(group, |(inside, _)| inside);
    let mut found = Vec::new();
    for part in parts(group) {
        for (mut name, path) in flatten(part) {
            let mut whole: Vec<String> = before.iter().cloned().chain(path).collect();
            if whole.last().is_some_and(|last| last == "self") && !before.is_empty() {
                whole.pop();
                if name == "self" {
                    name = whole.last().cloned().unwrap_or_default();
                }
            }
            found.push((name, whole));
        }
    }
    found
}

/// The members of a group, split at its own commas.
fn parts(group: &str) -> Vec<&str> {
    let (mut depth, mut from, mut found) = (0, 0, Vec::new());
    for (index, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(group[from..index].trim());
                from = index + 1;
            }
            _ => {}
        }
    }
    found.push(group[from..].trim());
    found.retain(|part| !part.is_empty());
    found
}

/// The word that `text` begins with.
pub fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The arrows between files: from one that names something to the one where it lives.
///
/// A name that a file only passes on (`pub use`) is followed to its home, so that the front of a folder is no circle by itself.
pub fn arrows(sources: &[Source]) -> BTreeMap<&str, BTreeSet<&str>> {
    let names: BTreeMap<&str, Names> = sources.iter().map(|source| (source.path.as_str(), source.names())).collect();
    let homes: BTreeMap<&[String], &str> =
        sources.iter().map(|source| (source.module.as_slice(), source.path.as_str())).collect();
    sources
        .iter()
        .map(|source| {
            let from = source.path.as_str();
            let mut targets = BTreeSet::new();
            for (name, path) in names.get(from).iter().flat_map(|names| &names.imported) {
                // What is only passed on is no arrow of this file.
                if source.uses(name) {
                    targets.extend(home(path, &homes, &names));
                }
            }
            targets.extend(
                names.get(from).iter().flat_map(|it| &it.written).filter_map(|path| home(path, &homes, &names)),
            );
            targets.remove(from);
            (from, targets)
        })
        .collect()
}

/// The file in which the thing at `path` lives, found through those that pass it on.
fn home<'a>(
    path: &[String],
    homes: &BTreeMap<&[String], &'a str>,
    names: &BTreeMap<&'a str, Names>,
) -> Option<&'a str> {
    let mut path = path.to_vec();
    // A path that is passed on round and round ends here.
    for _ in 0..8 {
        let (length, file) = (0..=path.len()).rev().find_map(|n| Some((n, *homes.get(path.get(..n)?)?)))?;
        let passed_on = path.get(length).and_then(|name| names.get(file)?.imported.get(name));
        let Some(target) = passed_on else { return Some(file) };
        path = target.iter().chain(path.get(length + 1..)?).cloned().collect();
    }
    None
}

/// The circles: files that lead to one another, each circle as a sorted list.
pub fn circles<'a>(arrows: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<Vec<&'a str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = arrows.keys().map(|from| (*from, reach(from, arrows))).collect();
    let mut found = BTreeSet::new();
    for (from, all) in &reached {
        let back = |to: &&str| reached.get(to).is_some_and(|theirs| theirs.contains(from));
        let circle: Vec<&str> = all.iter().copied().filter(back).collect();
        if circle.len() > 1 {
            found.insert(circle);
        }
    }
    found
}

/// Everything that the arrows lead to from `from`.
fn reach<'a>(from: &str, arrows: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&str> = arrows.get(from).into_iter().flatten().copied().collect();
    while let Some(next) = waiting.pop() {
        if found.insert(next) {
            waiting.extend(arrows.get(next).into_iter().flatten());
        }
    }
    found
}
