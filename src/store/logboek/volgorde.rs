//! Gives lines their numbers, and puts them in the tree.

use diesel::{dsl::exists, prelude::*};

pub use super::rijen::wacht_sinds;

use tlog::tree::Hash;

use super::{
    boom,
    rijen::{getal, maat, wachtend},
};
use crate::{
    domain::logboek::{LogregelId, rij::Rij},
    store::{
        conn::{Either, Tx},
        error::Error,
        schema::{logblad, logkop, logregel, logregel_wachtend},
    },
};

/// At most so many lines get their number in one transaction.
pub const MEEST: usize = 256;

/// Numbers the lines that wait, in the order of their ids, at most [`MEEST`]; says how many.
///
/// Numbers, tree and size change in one transaction, or none does. Two of these at once give no number twice: the second
/// does nothing on PostgreSQL and waits on SQLite, and the size must still be what was read.
///
/// Fails when the database fails, or the tree is not as it was left. The next time will do.
pub fn nummer(tx: &mut Tx) -> Result<usize, Error> {
    let Some(van) = alleen(tx)? else {
        return Ok(0);
    };
    let regels = wachtend(tx, None, i64::try_from(MEEST).unwrap_or(i64::MAX))?;
    let ids: Vec<LogregelId> = regels.iter().map(|regel| regel.id).collect();
    let bladen: Vec<Hash> = regels.iter().map(Rij::blad).collect();
    let Some(laatste) = ids.last() else { return Ok(0) };
    let rows: Vec<_> = (van..)
        .zip(&ids)
        .map(|(nummer, id)| (logblad::nummer.eq(getal(nummer)), logblad::logregel_id.eq(*id)))
        .collect();
    let (erin, wachtten) = (diesel::insert_into(logblad::table).values(rows), diesel::delete(logregel_wachtend::table));
    let (erin, weg) = match tx.either() {
        Either::Postgres(postgres) => {
            let erin = erin.execute(postgres)?;
            (erin, wachtten.filter(logregel_wachtend::logregel_id.eq_any(&ids)).execute(postgres)?)
        }
        // Nobody else writes meanwhile, and a list of values would be a statement to prepare anew.
        Either::Sqlite(sqlite) => {
            let erin = erin.execute(sqlite)?;
            let er_is = exists(logregel::table.find(logregel_wachtend::logregel_id));
            (erin, wachtten.filter(logregel_wachtend::logregel_id.le(laatste)).filter(er_is).execute(sqlite)?)
        }
    };
    if (erin, weg) != (ids.len(), ids.len()) {
        return Err(Error::Boom("somebody else numbered the same lines"));
    }
    let tot = (van..).nth(ids.len()).ok_or(Error::Boom("the tree is full"))?;
    boom::voeg_toe(tx, van, bladen)?;
    boom::groei(tx, van, tot)?;
    Ok(ids.len())
}

/// How many lines have a number, when nobody else is numbering; nobody will until the end of the transaction.
///
/// The row itself is locked: who may not change it cannot hold others up either.
fn alleen(tx: &mut Tx) -> Result<Option<u64>, Error> {
    let grootte: Option<i64> = match tx.either() {
        Either::Postgres(postgres) => {
            logkop::table.select(logkop::grootte).for_update().skip_locked().first(postgres).optional()?
        }
        // A transaction that may write is the only one.
        Either::Sqlite(sqlite) => Some(logkop::table.select(logkop::grootte).first(sqlite)?),
    };
    Ok(grootte.map(maat))
}
