//! Holding a case.

use diesel::prelude::*;

use crate::{
    domain::{casus::CasusId, client::ClientId},
    store::{
        conn::{Either, Tx},
        error::Error,
        schema::casus,
    },
};

/// Holds a case for the rest of the transaction: of two who change what belongs to it, the second sees what the first did.
///
/// On SQLite there is nothing to hold: one thread writes. Whoever means to hold more than one case takes them in the order of their ids.
pub fn grendel(tx: &mut Tx, id: CasusId) -> Result<(), Error> {
    if let Either::Postgres(postgres) = tx.either() {
        casus::table.find(id).select(casus::id).for_update().first::<CasusId>(postgres).optional()?;
    }
    Ok(())
}

/// Holds every case of the woman whom a case is about, in the order of their ids: of two who open one, the second sees the other.
pub fn grendel_van_haar(tx: &mut Tx, id: CasusId) -> Result<(), Error> {
    let Either::Postgres(postgres) = tx.either() else { return Ok(()) };
    let van = casus::table.find(id).select(casus::client_id).first::<ClientId>(postgres).optional()?;
    van.map_or(Ok(()), |van| grendel_van(tx, van))
}

/// The same, for a woman who is known already.
pub(in crate::store) fn grendel_van(tx: &mut Tx, van: ClientId) -> Result<(), Error> {
    if let Either::Postgres(postgres) = tx.either() {
        let alle = casus::table.filter(casus::client_id.eq(van)).order(casus::id.asc()).select(casus::id);
        alle.for_update().load::<CasusId>(postgres)?;
    }
    Ok(())
}
