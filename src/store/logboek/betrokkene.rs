//! The index by which her lines are found, read from end to end to be held against the lines.

use diesel::{connection::DefaultLoadingMode, pg::PgRowByRowLoadingMode, prelude::*, result::QueryResult};

use crate::{
    domain::{logboek::LogregelId, toegang::PseudoniemId},
    store::{
        conn::{Either, Tx},
        error::Error,
        schema::{logregel, logregel_betrokkene},
    },
};

/// A person and a line that names them.
pub type Paar = (PseudoniemId, LogregelId);

/// Gives every person of every line as the index has them, row by row.
///
/// Fails when the database fails, or the index holds what it cannot.
pub fn uit_de_index(tx: &mut Tx, mut zie: impl FnMut(Paar)) -> Result<(), Error> {
    let query = logregel_betrokkene::table.select((logregel_betrokkene::pseudoniem, logregel_betrokkene::logregel_id));
    match tx.either() {
        Either::Postgres(postgres) => geef(query.load_iter::<Paar, PgRowByRowLoadingMode>(postgres)?, &mut zie),
        Either::Sqlite(sqlite) => geef(query.load_iter::<Paar, DefaultLoadingMode>(sqlite)?, &mut zie),
    }
}

/// Gives every line with its persons as the line has them, row by row.
pub fn uit_de_regels(tx: &mut Tx, mut zie: impl FnMut(Paar)) -> Result<(), Error> {
    let query = logregel::table.filter(logregel::betrokkenen.ne("[]")).select((logregel::id, logregel::betrokkenen));
    let mut alle = |(regel, lijst): (LogregelId, String)| personen(&lijst).for_each(|wie| zie((wie, regel)));
    match tx.either() {
        Either::Postgres(postgres) => geef(query.load_iter::<_, PgRowByRowLoadingMode>(postgres)?, &mut alle),
        Either::Sqlite(sqlite) => geef(query.load_iter::<_, DefaultLoadingMode>(sqlite)?, &mut alle),
    }
}

fn geef<T>(rows: impl Iterator<Item = QueryResult<T>>, zie: &mut impl FnMut(T)) -> Result<(), Error> {
    for row in rows {
        zie(row?);
    }
    Ok(())
}

/// Everybody on the list of a line, once; nobody when it is no list.
pub fn personen(lijst: &str) -> impl Iterator<Item = PseudoniemId> {
    let mut alle: Vec<PseudoniemId> = serde_json::from_str(lijst).unwrap_or_default();
    alle.sort_unstable();
    alle.dedup();
    alle.into_iter()
}
