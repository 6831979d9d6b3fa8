//! Who gave a signaal always hears what became of it.

use std::{sync::Arc, time::Duration};

use super::termijnen::Termijnen;
use crate::{
    clock::Clock,
    domain::tijd::Moment,
    store::{casus::stand, conn::Db, error::Error},
};

/// Interval between two runs.
const ELKE: Duration = Duration::from_secs(5);
/// Cases looked at in one transaction.
const MEEST: i64 = 50;

/// Tells who signalled what became of every case that changed.
///
/// Fails when the database fails: what was told by then stays, and the next run does the rest.
pub async fn vertel(db: &Db, termijnen: &Arc<Termijnen>, nu: Moment) -> Result<(), Error> {
    let mut na = None;
    loop {
        let met = termijnen.clone();
        na = db.write(move |tx| stand::vertel(tx, met.tools(), nu, na, MEEST)).await?;
        if na.is_none() {
            return Ok(());
        }
    }
}

/// The same from now on, as long as the process lives.
pub async fn blijf_vertellen(db: Db, clock: Arc<dyn Clock>, termijnen: Arc<Termijnen>) {
    loop {
        if let Err(error) = vertel(&db, &termijnen, clock.now()).await {
            tracing::warn!(%error, "could not tell what became of signalen");
        }
        tokio::time::sleep(ELKE).await;
    }
}
