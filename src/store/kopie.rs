//! A copy of the whole database: what it is of, and whether it is whole.

use std::path::Path;

use diesel::{
    Connection as _, QueryableByName, RunQueryDsl as _, SqliteConnection,
    dsl::sql,
    result::Error as DieselError,
    sql_query,
    sql_types::{Bool, Text},
};
use tlog::tree::TreeHead;

use super::{
    conn::{Either, Tx},
    engine::Engine,
    error::Error,
    logboek::{
        boom::{Tegels, grootte},
        checkpoint::nieuwste,
    },
};

/// How the tree of the log stands.
pub fn stand(tx: &mut Tx) -> Result<TreeHead, Error> {
    let regels = grootte(tx)?;
    stand_van(tx, regels)
}

/// How it stood over so many lines.
pub fn stand_van(tx: &mut Tx, regels: u64) -> Result<TreeHead, Error> {
    Tegels::new(tx).stand(regels)
}

/// The newest checkpoint, as a signed note.
pub fn nota(tx: &mut Tx) -> Result<Option<String>, Error> {
    Ok(nieuwste(tx)?.map(|(_, nota)| nota))
}

/// Names what this transaction sees, so that a tool of the server can copy just that as long as the transaction lasts.
///
/// Fails on SQLite, which copies itself.
pub fn momentopname(tx: &mut Tx) -> Result<String, Error> {
    match tx.either() {
        Either::Postgres(postgres) => Ok(diesel::select(sql::<Text>("pg_export_snapshot()")).get_result(postgres)?),
        Either::Sqlite(_) => Err(DieselError::NotFound.into()),
    }
}

/// Whether nothing is in the database yet.
pub fn is_leeg(tx: &mut Tx) -> Result<bool, Error> {
    let leeg = match tx.engine() {
        Engine::Postgresql => "NOT EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace)",
        Engine::Sqlite => "NOT EXISTS (SELECT 1 FROM sqlite_master)",
    };
    Ok(diesel::select(sql::<Bool>(leeg)).get_result(tx)?)
}

#[derive(QueryableByName)]
struct Oordeel {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

/// Whether the file is whole, as SQLite says itself; PostgreSQL reads in what it is given row by row, and fails otherwise.
pub fn is_heel(tx: &mut Tx) -> Result<bool, Error> {
    let Either::Sqlite(sqlite) = tx.either() else { return Ok(true) };
    let oordeel: Vec<Oordeel> = sql_query("PRAGMA integrity_check").load(sqlite)?;
    Ok(matches!(oordeel.as_slice(), [Oordeel { integrity_check }] if integrity_check == "ok"))
}

/// Looks into a copy that SQLite made, which nobody else has open.
pub fn lees_bestand<T>(pad: &Path, kijk: impl FnOnce(&mut Tx) -> Result<T, Error>) -> Result<T, Error> {
    let open = SqliteConnection::establish(&pad.to_string_lossy());
    kijk(&mut Tx::from(open.map_err(|fout| DieselError::QueryBuilderError(fout.into()))?))
}
