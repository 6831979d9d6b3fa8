//! Holding a case.

use diesel::prelude::*;

use crate::{
    domain::casus::CasusId,
    store::{
        conn::{Conn, Tx},
        error::Error,
        schema::casus,
    },
};

/// Holds a case for the rest of the transaction: of two who change what belongs to it, the second sees what the first did.
///
/// On SQLite there is nothing to hold: one thread writes. Whoever means to hold more than one case takes them in the order of their ids.
pub fn grendel(tx: &mut Tx, id: CasusId) -> Result<(), Error> {
    if let Conn::Postgres(postgres) = tx {
        casus::table.find(id).select(casus::id).for_update().first::<CasusId>(postgres).optional()?;
    }
    Ok(())
}
