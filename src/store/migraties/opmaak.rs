//! SQL that is written once, as each of the two databases wants it.
//!
//! A type between braces stands for that of the database, with the check that keeps SQLite as strict as PostgreSQL. Where the two
//! really differ, `-- {sqlite}` or `-- {postgresql}` opens a block for one of them, and `-- {end}` closes it.

use crate::store::{
    engine::Engine,
    woord::{self, triggers},
};

const SQLITE: &str = "-- {sqlite}";
const POSTGRESQL: &str = "-- {postgresql}";

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
            SQLITE => block = Some(Engine::Sqlite),
            POSTGRESQL => block = Some(Engine::Postgresql),
            _ if block.is_some_and(|only| only != engine) => {}
            POINTER_TRIGGERS => {
                // A table of a later migration is not there yet: that migration makes its triggers.
                let made = |naam: &str| text.contains(&format!("CREATE TABLE {naam} ("));
                let pointing = woord::tabellen().filter(|tabel| tabel.wijst_aan && made(tabel.naam));
                sql.extend(pointing.map(|tabel| triggers::pointers(tabel, engine)));
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
