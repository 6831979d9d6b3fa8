//! The database, for whatever is done at the machine itself beside the server.

use std::time::Duration;

use super::Fout;
use crate::{app, config::Instellingen, store::conn::Db};

/// How long a command waits for its turn at least: nobody looks at a page here, and the server may be busy at any hour.
const GEDULD: Duration = Duration::from_secs(60);

/// Opens the database that the settings name.
///
/// Fails when the address is none, or nothing answers there.
pub(super) fn open(settings: &Instellingen) -> Result<Db, Fout> {
    let mut waar = app::database(settings);
    waar.wachttijd = waar.wachttijd.max(GEDULD);
    Ok(Db::open(&waar)?)
}
