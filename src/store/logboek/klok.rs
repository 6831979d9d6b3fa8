//! Whose clock counts: that of the database, or that of whoever tells a time.

use diesel::prelude::*;

use crate::store::{conn::Tx, error::Error, schema::logklok};

/// Whether this database believes the times that it is told.
pub fn is_vrij(tx: &mut Tx) -> Result<bool, Error> {
    Ok(logklok::table.select(logklok::vrij).first(tx)?)
}

/// Makes it a database to try things out in: it believes the times that it is told. Only its owner can, and only before its first
/// line.
pub fn geef_vrij(tx: &mut Tx) -> Result<(), Error> {
    let dicht = diesel::update(logklok::table).filter(logklok::vrij.eq(false));
    dicht.set(logklok::vrij.eq(true)).execute(tx)?;
    Ok(())
}
