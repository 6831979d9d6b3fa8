//! All of it, or nothing: what a transaction and a savepoint have in common.

use std::{
    num::NonZeroU32,
    panic::{AssertUnwindSafe, catch_unwind},
};

use diesel::{
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
    result::{Error as DieselError, QueryResult},
};

use super::{Conn, Either, Tx};
use crate::store::{engine::Engine, error::Error, logboek};

/// Begins the transaction that holds many savepoints, with the right to write: a deferred one can find itself too late
/// half-way.
pub(super) fn begin_immediate(conn: &mut Conn) -> QueryResult<()> {
    match conn.either() {
        Either::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE"),
        Either::Postgres(postgres) => AnsiTransactionManager::begin_transaction_sql(postgres, "BEGIN"),
    }
}

/// Runs `work` as one whole: in a savepoint when a transaction is open, else in a transaction.
///
/// The inner result is the work's own; the outer one fails when the whole could not be kept or undone.
pub(super) fn whole<T>(
    conn: &mut Conn,
    work: impl FnOnce(&mut Tx) -> Result<T, Error>,
) -> QueryResult<Result<T, Error>> {
    let outside = depth(conn)?;
    Conn::begin_transaction(conn)?;
    rest(conn, outside, work)
}

/// The rest of a whole that has begun: the work, and its end.
pub(super) fn rest<T>(
    conn: &mut Conn,
    outside: u32,
    work: impl FnOnce(&mut Tx) -> Result<T, Error>,
) -> QueryResult<Result<T, Error>> {
    let outcome = catch_unwind(AssertUnwindSafe(|| work(conn))).unwrap_or(Err(Error::Paniek));
    match outcome {
        Ok(_) => match keep(conn, outside) {
            Err(error) if outside == 0 && is_lost(conn) => return Ok(Err(Error::Onzeker(error))),
            kept => kept?,
        },
        Err(_) => undo(conn, outside)?,
    }
    Ok(outcome)
}

/// Whether the server is gone, so that nobody can say what became of a COMMIT that was sent to it. When it still answers, the
/// transaction that failed to commit was undone.
fn is_lost(conn: &mut Conn) -> bool {
    conn.engine() == Engine::Postgresql && depth(conn).is_err()
}

/// As [`whole`], and a refusal leaves its line in the logboek: no line, no answer.
pub(super) fn whole_or_refused<T>(
    conn: &mut Conn,
    work: impl FnOnce(&mut Tx) -> Result<T, Error>,
) -> QueryResult<Result<T, Error>> {
    let outside = depth(conn)?;
    Conn::begin_transaction(conn)?;
    rest_or_refused(conn, outside, work)
}

/// As [`rest`], and a refusal leaves its line.
pub(super) fn rest_or_refused<T>(
    conn: &mut Conn,
    outside: u32,
    work: impl FnOnce(&mut Tx) -> Result<T, Error>,
) -> QueryResult<Result<T, Error>> {
    let outcome = rest(conn, outside, work)?;
    let Err(Error::Weigering(weigering)) = outcome else {
        return Ok(outcome);
    };
    let told = whole(conn, |tx| logboek::weigering(tx, weigering))?;
    Ok(told.and_then(|weigering| Err(Error::Weigering(weigering))))
}

/// Keeps everything begun since `outside`; fails when the database has already thrown it away.
pub(super) fn keep(conn: &mut Conn, outside: u32) -> QueryResult<()> {
    if depth(conn)? <= outside {
        return Err(DieselError::NotInTransaction);
    }
    while depth(conn)? > outside {
        match conn.either() {
            // PostgreSQL answers the COMMIT of a spoiled transaction with a rollback and calls that a success. The
            // words before it fail in such a transaction, in the same round trip, when a closure has swallowed an
            // error.
            Either::Postgres(postgres) if outside == 0 => {
                postgres.batch_execute("SET CONSTRAINTS ALL IMMEDIATE; COMMIT")?;
            }
            _ => Conn::commit_transaction(conn)?,
        }
    }
    Ok(())
}

/// Undoes everything begun since `outside`: after a panic that may be several levels.
///
/// Fails when less than `outside` is left: when the disk is full, for example, SQLite gives up the whole transaction by
/// itself, and Diesel forgets every level at once.
pub(super) fn undo(conn: &mut Conn, outside: u32) -> QueryResult<()> {
    while depth(conn)? > outside {
        Conn::rollback_transaction(conn)?;
    }
    if depth(conn)? < outside {
        return Err(DieselError::NotInTransaction);
    }
    Ok(())
}

fn depth(conn: &mut Conn) -> QueryResult<u32> {
    Ok(Conn::transaction_manager_status_mut(conn).transaction_depth()?.map_or(0, NonZeroU32::get))
}
