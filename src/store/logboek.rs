//! Placeholder.

use crate::{
    domain::toegang::Weigering,
    store::{conn::Tx, error::Error},
};

/// Placeholder: the line of a refusal.
///
/// # Errors
/// When the database fails.
pub fn weigering(tx: &mut Tx, _weigering: &Weigering) -> Result<(), Error> {
    #[cfg(test)]
    diesel::connection::SimpleConnection::batch_execute(tx, "INSERT INTO logregel (tekst) VALUES ('geweigerd')")?;
    let _ = tx;
    Ok(())
}
