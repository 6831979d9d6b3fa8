//! SQL that is written once, as each of the two databases wants it.
//!
//! A type between braces stands for that of the database, with the check that keeps SQLite as strict as PostgreSQL. Where the two
//! really differ, `-- {sqlite}` or `-- {postgresql}` opens a block for one of them, and `-- {end}` closes it.

use std::fmt::Write as _;

use crate::store::woord::{TABELLEN, Tabel};

/// For which database a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgresql,
}

impl Engine {
    const fn mark(self) -> &'static str {
        match self {
            Self::Sqlite => "-- {sqlite}",
            Self::Postgresql => "-- {postgresql}",
        }
    }
}

/// A mark, what SQLite gets for it, and what PostgreSQL gets; `{}` is the column.
const MARKS: [(&str, &str, &str); 9] = [
    ("{uuid}", "BLOB CHECK (length({}) = 16)", "UUID"),
    ("{moment}", "TEXT", "TIMESTAMPTZ"),
    ("{date}", "TEXT", "DATE"),
    ("{bytes}", "BLOB", "BYTEA"),
    ("{bool}", "INTEGER CHECK ({} IN (0, 1))", "BOOLEAN"),
    ("{bigint}", "INTEGER", "BIGINT"),
    ("{json}", "TEXT CHECK (json_valid({}))", "TEXT CHECK ({}::jsonb IS NOT NULL)"),
    (") {strict};", ") STRICT;", ");"),
    (") {strict_without_rowid};", ") STRICT, WITHOUT ROWID;", ");"),
];
const POINTER_TRIGGERS: &str = "-- {pointer_triggers}";
const END: &str = "-- {end}";

/// The text as `engine` wants it.
pub fn render(text: &str, engine: Engine) -> String {
    let mut sql = String::new();
    let mut block = None;
    for line in text.lines() {
        match line.trim() {
            END => block = None,
            mark if mark == Engine::Sqlite.mark() => block = Some(Engine::Sqlite),
            mark if mark == Engine::Postgresql.mark() => block = Some(Engine::Postgresql),
            _ if block.is_some_and(|only| only != engine) => {}
            POINTER_TRIGGERS => {
                // A table of a later migration is not there yet: that migration makes its triggers.
                let made = TABELLEN.iter().filter(|tabel| text.contains(&format!("CREATE TABLE {} (", tabel.naam)));
                sql.extend(made.map(|tabel| pointer_triggers(tabel, engine)));
            }
            _ => {
                sql.push_str(&render_line(line, engine));
                sql.push('\n');
            }
        }
    }
    sql
}

fn render_line(line: &str, engine: Engine) -> String {
    let column = line.split_whitespace().next().unwrap_or_default();
    let mut rendered = line.to_owned();
    for (mark, sqlite, postgresql) in MARKS {
        let replacement = if engine == Engine::Sqlite { sqlite } else { postgresql };
        rendered = rendered.replace(mark, &replacement.replace("{}", column));
    }
    rendered
}

/// The triggers that write in each new or changed row of a table which transaction changed it.
pub fn pointer_triggers(tabel: &Tabel, engine: Engine) -> String {
    let naam = tabel.naam;
    if engine == Engine::Postgresql {
        return format!(
            "CREATE TRIGGER {naam}_wijst_aan BEFORE INSERT OR UPDATE ON {naam} FOR EACH ROW EXECUTE FUNCTION wijst_aan();\n"
        );
    }
    let this_row = if tabel.zonder_rowid.is_empty() {
        "rowid = new.rowid".to_owned()
    } else {
        let key = tabel.zonder_rowid.iter().map(|column| format!("{column} = new.{column}"));
        key.collect::<Vec<_>>().join(" AND ")
    };
    let point = format!(
        "BEGIN\n    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;\n    \
         UPDATE {naam} SET wijziging = (SELECT tag FROM logwijziging) WHERE {this_row};\nEND;\n"
    );
    let mut triggers = format!("CREATE TRIGGER {naam}_wijst_aan_nieuw AFTER INSERT ON {naam} {point}");
    // The update of the trigger itself must not set it off once more.
    let _ = write!(
        triggers,
        "CREATE TRIGGER {naam}_wijst_aan AFTER UPDATE ON {naam}\n    \
         WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) {point}"
    );
    triggers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_that_of_the_database_and_checks_its_own_column() {
        let text = "CREATE TABLE x (\n    id {uuid} PRIMARY KEY,\n    aan {bool} NOT NULL\n) {strict};\n";
        assert_eq!(
            render(text, Engine::Sqlite),
            "CREATE TABLE x (\n    id BLOB CHECK (length(id) = 16) PRIMARY KEY,\n    \
             aan INTEGER CHECK (aan IN (0, 1)) NOT NULL\n) STRICT;\n"
        );
        let postgresql = "CREATE TABLE x (\n    id UUID PRIMARY KEY,\n    aan BOOLEAN NOT NULL\n);\n";
        assert_eq!(render(text, Engine::Postgresql), postgresql);
    }

    #[test]
    fn a_block_is_for_one_database_alone() {
        let text = "a\n-- {sqlite}\nb\n-- {end}\n-- {postgresql}\nc\n-- {end}\nd\n";
        assert_eq!(render(text, Engine::Sqlite), "a\nb\nd\n");
        assert_eq!(render(text, Engine::Postgresql), "a\nc\nd\n");
    }
}
