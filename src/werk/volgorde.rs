//! The sequencer: gives the lines of the logboek their numbers, moments after they were written.

use std::time::Duration;

use crate::store::{
    conn::Db,
    error::Error,
    logboek::volgorde::{self, MEEST},
};

/// So often.
const ELKE: Duration = Duration::from_millis(250);
/// After a failure it waits so long.
const NA_EEN_FOUT: Duration = Duration::from_secs(2);

/// Numbers every line that waits now; says how many.
///
/// # Errors
/// When the database fails, or the tree is not as it was left; what was numbered stays.
pub async fn nummer_alles(db: &Db) -> Result<usize, Error> {
    let mut alle = 0;
    if !db.glance(volgorde::wacht_er_een).await? {
        return Ok(alle);
    }
    loop {
        let aantal = db.write(volgorde::nummer).await?;
        alle += aantal;
        if aantal < MEEST {
            return Ok(alle);
        }
    }
}

/// Numbers lines from now on, as long as the process lives. It never stops a request: what it cannot do now waits.
pub async fn blijf_nummeren(db: Db) {
    loop {
        let wacht = match nummer_alles(&db).await {
            Ok(_) => ELKE,
            Err(error) => {
                tracing::error!(%error, "lines of the logboek wait for their numbers");
                NA_EEN_FOUT
            }
        };
        tokio::time::sleep(wacht).await;
    }
}
