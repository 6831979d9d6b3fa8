//! The triggers that guard the log and tie what was changed to its line: whether they are there, and as they should be.

use std::collections::BTreeMap;

use diesel::{
    QueryableByName,
    dsl::sql,
    prelude::*,
    sql_query,
    sql_types::{Bool, Text},
};

use crate::store::{
    conn::{Conn, Tx},
    error::Error,
    migraties,
    woord::{self, triggers},
};

/// What there is, by its name, with its definition.
pub type Sloten = BTreeMap<String, String>;

#[derive(QueryableByName)]
struct Slot {
    #[diesel(sql_type = Text)]
    naam: String,
    #[diesel(sql_type = Text)]
    tekst: String,
}

/// Triggers, and the definitions of the tables of the log: these say which types and lengths a value may have.
const OP_SQLITE: &str = "SELECT name AS naam, sql AS tekst FROM sqlite_master \
     WHERE type = 'trigger' OR (type = 'table' AND name LIKE 'log%')";
/// Triggers, with whether they are switched off; the functions that they call, and the two that are called by name; and rules, of
/// which there is none.
const OP_POSTGRESQL: &str = "WITH eigen AS (\
        SELECT t.* FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid \
        WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace) \
     SELECT tgname::text AS naam, pg_get_triggerdef(oid, true) || \
        CASE WHEN tgenabled IN ('O', 'A') THEN '' ELSE ' (uit)' END AS tekst FROM eigen \
     UNION ALL SELECT p.proname || '()', md5(p.prosrc) || CASE WHEN p.prosecdef THEN ' definer' ELSE '' END \
        FROM pg_proc p WHERE p.oid IN (SELECT tgfoid FROM eigen) OR \
        (p.proname IN ('meld_export', 'snoei_logboek') AND p.pronamespace = current_schema()::regnamespace) \
     UNION ALL SELECT 'rule ' || r.rulename, pg_get_ruledef(r.oid) FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class \
        WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace";
/// What [`zoals_ze_zijn`] gives on PostgreSQL after every migration, but for what points to lines; a test writes it.
const ANDERE_OP_POSTGRESQL: &str = include_str!("sloten_postgresql.txt");

/// The triggers that point to lines, of each table that has them.
pub fn wijzers_op_postgresql() -> impl Iterator<Item = (String, String)> {
    let wijzend = woord::tabellen().filter(|tabel| tabel.wijst_aan).map(|tabel| tabel.naam);
    wijzend.map(|naam| (format!("{naam}_wijst_aan"), triggers::on_postgresql(naam)))
}

/// The triggers as they are in this database.
pub fn zoals_ze_zijn(tx: &mut Tx) -> Result<Sloten, Error> {
    let rows: Vec<Slot> = match tx {
        Conn::Postgres(postgres) => sql_query(OP_POSTGRESQL).load(postgres)?,
        Conn::Sqlite(sqlite) => sql_query(OP_SQLITE).load(sqlite)?,
    };
    Ok(rows.into_iter().map(|Slot { naam, tekst }| (naam, tekst)).collect())
}

/// The triggers as the migrations make them: on SQLite by making them once more, in memory.
///
/// Fails when the migrations do not run.
pub fn zoals_ze_horen(tx: &Tx) -> Result<Sloten, Error> {
    match tx {
        Conn::Postgres(_) => {
            let regels = ANDERE_OP_POSTGRESQL.lines().filter_map(|regel| regel.split_once('\t'));
            let andere = regels.map(|(naam, tekst)| (naam.to_owned(), tekst.to_owned()));
            Ok(wijzers_op_postgresql().chain(andere).collect())
        }
        Conn::Sqlite(_) => zoals_ze_zijn(&mut migraties::in_het_geheugen()?),
    }
}

/// Whether this session can do more to the log than the program needs: then nothing but the check holds it back.
pub fn meer_rechten(tx: &mut Tx) -> Result<bool, Error> {
    let Conn::Postgres(postgres) = tx else {
        // Whoever has the file has everything.
        return Ok(false);
    };
    let meer = "(SELECT pg_has_role(relowner, 'USAGE') OR has_table_privilege(oid, 'UPDATE') \
                OR has_table_privilege(oid, 'DELETE') OR has_table_privilege(oid, 'TRUNCATE') \
                FROM pg_class WHERE oid = to_regclass('logregel'))";
    Ok(diesel::select(sql::<Bool>(meer)).get_result(postgres)?)
}
