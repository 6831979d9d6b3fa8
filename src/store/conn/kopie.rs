//! A copy of the whole database in one file.

use std::path::Path;

use diesel::connection::SimpleConnection as _;

use super::{Conn, Either};
use crate::store::error::Error;

/// Copies what is committed to a file that is not there yet, or empty. A copy page by page would begin anew at each commit of another.
pub(super) fn naar(conn: &mut Conn, naar: &Path) -> Result<bool, Error> {
    let Either::Sqlite(sqlite) = conn.either() else { return Ok(false) };
    let naar = naar.to_string_lossy().replace('\'', "''");
    sqlite.batch_execute(&format!("VACUUM INTO '{naar}'"))?;
    Ok(true)
}
