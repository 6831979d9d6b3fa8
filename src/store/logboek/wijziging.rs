//! The tie between what was changed and its line: both name the transaction that did it.
//!
//! Triggers of the database put the name in every row of domain data, whoever changes the row; a line says the same name in
//! its insert. On PostgreSQL the name is a setting of the transaction, on SQLite a row of `logwijziging`, which
//! [`vergeet`] empties before each piece of work and after the last.

use std::{collections::HashSet, hash::BuildHasher};

use diesel::{
    QueryableByName,
    connection::DefaultLoadingMode,
    pg::PgRowByRowLoadingMode,
    prelude::*,
    result::{Error as DieselError, QueryResult},
    sql_query,
    sql_types::{Nullable, Text},
};

use super::schrijver::Wie;
use crate::{
    domain::logboek::rij::WijzigingId,
    store::{
        conn::{Conn, Either, Tx},
        engine::Engine,
        error::Error,
        schema::logwijziging,
        types::sql,
    },
};

/// Forgets what was changed until now: what changes behind the program's back, before its work or after, gets no line of
/// ours.
pub fn vergeet(conn: &mut Conn) -> QueryResult<()> {
    let Either::Sqlite(sqlite) = conn.either() else {
        // A setting of one transaction is gone with it.
        return Ok(());
    };
    // Looking first: what only reads has nothing to forget, and Diesel prepares an update anew each time.
    match logwijziging::table.select(logwijziging::tag).first::<Option<WijzigingId>>(sqlite) {
        Ok(None) => Ok(()),
        // Nothing was migrated yet, so nothing points anywhere.
        Err(DieselError::DatabaseError(_, about)) if about.message().starts_with("no such table") => Ok(()),
        Ok(Some(_)) => diesel::update(logwijziging::table)
            .set(logwijziging::tag.eq(None::<WijzigingId>))
            .execute(sqlite)
            .map(|_| ()),
        Err(error) => Err(error),
    }
}

/// What is being changed, as the insert of a line says it; NULL when nothing was.
pub(super) const fn van(tx: &Tx) -> Wie {
    match tx.engine() {
        Engine::Postgresql => Wie("nullif(current_setting('knooppunt.wijziging', true), '')::uuid"),
        Engine::Sqlite => Wie("(SELECT tag FROM logwijziging)"),
    }
}

/// A table whose rows point to their lines, and the column by which its rows are told apart here.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub struct Tabel {
    /// The table.
    #[diesel(sql_type = Text)]
    pub naam: String,
    /// The first column of its key.
    #[diesel(sql_type = Text)]
    pub sleutel: String,
}

const OP_POSTGRESQL: &str = "SELECT c.relname::text AS naam, k.attname::text AS sleutel FROM pg_class c \
     JOIN pg_attribute w ON w.attrelid = c.oid AND w.attname = 'wijziging' AND NOT w.attisdropped \
     JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary \
     JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = i.indkey[0] \
     WHERE c.relkind = 'r' AND c.relname <> 'logregel' AND c.relnamespace = current_schema()::regnamespace ORDER BY 1";
const OP_SQLITE: &str = "SELECT m.name AS naam, k.name AS sleutel FROM sqlite_master m \
     JOIN pragma_table_info(m.name) w ON w.name = 'wijziging' JOIN pragma_table_info(m.name) k ON k.pk = 1 \
     WHERE m.type = 'table' AND m.name <> 'logregel' ORDER BY 1";

/// Every table whose rows point to their lines.
pub fn tabellen(tx: &mut Tx) -> Result<Vec<Tabel>, Error> {
    Ok(match tx.either() {
        Either::Postgres(postgres) => sql_query(OP_POSTGRESQL).load(postgres)?,
        Either::Sqlite(sqlite) => sql_query(OP_SQLITE).load(sqlite)?,
    })
}

#[derive(QueryableByName)]
struct Aanwijzing {
    #[diesel(sql_type = sql::Uuid)]
    wijziging: WijzigingId,
}

/// The changes that rows of a table point to and that are not among `bekend`, at most `aantal` of them. Reads row by row.
///
/// Fails when the database fails, or a pointer is none.
pub fn onbekend<S: BuildHasher>(
    tx: &mut Tx,
    tabel: &Tabel,
    bekend: &HashSet<WijzigingId, S>,
    aantal: usize,
) -> Result<Vec<WijzigingId>, Error> {
    let query = sql_query(format!("SELECT wijziging FROM {} WHERE wijziging IS NOT NULL", tabel.naam));
    match tx.either() {
        Either::Postgres(postgres) => {
            buiten(query.load_iter::<Aanwijzing, PgRowByRowLoadingMode>(postgres)?, bekend, aantal)
        }
        Either::Sqlite(sqlite) => buiten(query.load_iter::<Aanwijzing, DefaultLoadingMode>(sqlite)?, bekend, aantal),
    }
}

fn buiten(
    rows: impl Iterator<Item = QueryResult<Aanwijzing>>,
    bekend: &HashSet<WijzigingId, impl BuildHasher>,
    aantal: usize,
) -> Result<Vec<WijzigingId>, Error> {
    let mut gevonden = Vec::new();
    for row in rows {
        let Aanwijzing { wijziging } = row?;
        if !bekend.contains(&wijziging) && gevonden.len() < aantal && !gevonden.contains(&wijziging) {
            gevonden.push(wijziging);
        }
    }
    Ok(gevonden)
}

#[derive(QueryableByName)]
struct Naam {
    #[diesel(sql_type = Nullable<Text>)]
    naam: Option<String>,
}

/// What the rows are called that this change was the last of, at most `aantal` of them.
pub fn rijen_van(tx: &mut Tx, tabel: &Tabel, van: WijzigingId, aantal: u32) -> Result<Vec<String>, Error> {
    let Tabel { naam: tabel, sleutel } = tabel;
    let rows: Vec<Naam> = match tx.either() {
        Either::Postgres(postgres) => {
            let query = format!("SELECT {sleutel}::text AS naam FROM {tabel} WHERE wijziging = '{van}' LIMIT {aantal}");
            sql_query(query).load(postgres)?
        }
        Either::Sqlite(sqlite) => {
            let van = van.uuid().simple();
            let query = format!("SELECT hex({sleutel}) AS naam FROM {tabel} WHERE wijziging = X'{van}' LIMIT {aantal}");
            sql_query(query).load(sqlite)?
        }
    };
    // SQLite shows the bytes of an identifier, PostgreSQL the identifier.
    let leesbaar = |naam: String| naam.parse::<uuid::Uuid>().map_or(naam, |id| id.to_string());
    Ok(rows.into_iter().filter_map(|row| row.naam).map(leesbaar).collect())
}
