//! The sequencer: gives the lines of the logboek their numbers, moments after they were written.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;

use crate::{
    clock::Clock,
    domain::tijd::Moment,
    store::{
        conn::Db,
        error::Error,
        logboek::volgorde::{self, MEEST},
    },
};

/// Interval between two runs.
const ELKE: Duration = Duration::from_millis(250);
/// After a failure it waits so long.
const NA_EEN_FOUT: Duration = Duration::from_secs(2);
/// A line that has waited for so long is not waiting for its turn: somebody holds the numbering up.
const TE_LANG: TimeDelta = TimeDelta::seconds(10);

/// Numbers every line that waits now; says how many.
///
/// Fails when the database fails, or the tree is not as it was left; what was numbered stays.
pub async fn nummer_alles(db: &Db) -> Result<usize, Error> {
    let mut alle = 0;
    if db.glance(volgorde::wacht_sinds).await?.is_none() {
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

/// Whether a line waits for its number since more than [`TE_LANG`] before `nu`.
async fn staat_stil(db: &Db, nu: Moment) -> bool {
    let sinds = db.glance(volgorde::wacht_sinds).await;
    sinds.is_ok_and(|sinds| sinds.is_some_and(|sinds| sinds.plus(TE_LANG) < nu))
}

/// Numbers lines from now on, as long as the process lives. It never stops a request: what it cannot do now waits.
pub async fn blijf_nummeren(db: Db, clock: Arc<dyn Clock>) {
    let mut gekeken = clock.now();
    loop {
        let wacht = match nummer_alles(&db).await {
            Ok(_) => ELKE,
            Err(error) => {
                tracing::error!(%error, "lines of the logboek wait for their numbers");
                NA_EEN_FOUT
            }
        };
        let nu = clock.now();
        if gekeken.plus(TE_LANG) < nu {
            gekeken = nu;
            if staat_stil(&db, nu).await {
                tracing::error!("lines of the logboek have waited for their numbers for more than ten seconds");
            }
        }
        tokio::time::sleep(wacht).await;
    }
}
