//! Gives lines their numbers, and puts them in the tree.

use diesel::{dsl::sql, prelude::*, sql_types::Bool};

use super::{
    boom,
    rijen::{getal, wachtend},
};
use crate::{
    domain::logboek::{LogregelId, boom::Hash, rij::Rij},
    store::{
        conn::{Conn, Tx},
        error::Error,
        schema::{logblad, logregel_wachtend},
    },
};

/// At most so many lines get their number in one transaction.
pub const MEEST: usize = 256;

/// Whether any line waits for a number.
///
/// # Errors
/// When the database fails.
pub fn wacht_er_een(tx: &mut Tx) -> Result<bool, Error> {
    let een: Option<LogregelId> =
        logregel_wachtend::table.select(logregel_wachtend::logregel_id).limit(1).first(tx).optional()?;
    Ok(een.is_some())
}

/// Numbers the lines that wait, in the order of their ids, at most [`MEEST`]; says how many.
///
/// Numbers, tree and size change in one transaction, or none does. Two of these at once give no number twice: the second
/// does nothing on PostgreSQL and waits on SQLite, and the size must still be what was read.
///
/// # Errors
/// When the database fails, or the tree is not as it was left. The next time will do.
pub fn nummer(tx: &mut Tx) -> Result<usize, Error> {
    if !alleen(tx)? {
        return Ok(0);
    }
    let regels = wachtend(tx, None, i64::try_from(MEEST).unwrap_or(i64::MAX))?;
    if regels.is_empty() {
        return Ok(0);
    }
    let van = boom::grootte(tx)?;
    let ids: Vec<LogregelId> = regels.iter().map(|regel| regel.id).collect();
    let bladen: Vec<Hash> = regels.iter().map(Rij::blad).collect();
    let rows: Vec<_> = (van..)
        .zip(&ids)
        .map(|(nummer, id)| (logblad::nummer.eq(getal(nummer)), logblad::logregel_id.eq(*id)))
        .collect();
    match tx {
        Conn::Postgres(postgres) => diesel::insert_into(logblad::table).values(rows).execute(postgres)?,
        Conn::Sqlite(sqlite) => diesel::insert_into(logblad::table).values(rows).execute(sqlite)?,
    };
    let weg =
        diesel::delete(logregel_wachtend::table).filter(logregel_wachtend::logregel_id.eq_any(&ids)).execute(tx)?;
    if weg != ids.len() {
        return Err(Error::Boom("somebody else numbered the same lines"));
    }
    let tot = (van..).nth(ids.len()).ok_or(Error::Boom("the tree is full"))?;
    boom::voeg_toe(tx, van, bladen)?;
    boom::groei(tx, van, tot)?;
    Ok(ids.len())
}

/// Whether nobody else is numbering; holds until the end of the transaction.
fn alleen(tx: &mut Tx) -> Result<bool, Error> {
    Ok(match tx {
        // The number is `boom` on a telephone.
        Conn::Postgres(postgres) => {
            diesel::select(sql::<Bool>("pg_try_advisory_xact_lock(2666)")).get_result(postgres)?
        }
        // A transaction that may write is the only one.
        Conn::Sqlite(_) => true,
    })
}
