//! Under rules of the routes that changed, the windows of the queue are reckoned anew: once, at the start of a process.

use std::{sync::Arc, time::Duration};

use crate::{
    clock::Clock,
    domain::{
        casus::CasusId,
        logboek::{Gebeurtenis, Soort},
        routeadvies::Routeregels,
        tijd::Moment,
        toegang::afzender::Afzender,
    },
    store::{casus::venster, conn::Db, error::Error, logboek},
};

/// Cases in one transaction.
const MEEST: i64 = 50;
/// For so long it waits after it failed.
const NOG_EENS: Duration = Duration::from_secs(2);

/// Does the next piece after this case; says after which the one after that begins.
async fn deel(db: &Db, regels: &Arc<Routeregels>, na: Option<CasusId>, nu: Moment) -> Result<Option<CasusId>, Error> {
    let regels = regels.clone();
    db.write(move |tx| {
        let laatste = venster::leid_opnieuw_af(tx, &regels, na, nu.dag(), MEEST)?;
        if laatste.is_some() {
            let door = Afzender::machine("vensters", nu);
            logboek::gedaan(tx, &door.meldt(Gebeurtenis::VenstersOpnieuwAfgeleid, Soort::Casus, None))?;
        }
        Ok(laatste)
    })
    .await
}

/// Gives every open case its window by these rules; of one that changes meanwhile whoever changes it does.
///
/// Fails when the database does: what was done by then stays.
pub async fn leid_opnieuw_af(db: &Db, regels: &Arc<Routeregels>, nu: Moment) -> Result<(), Error> {
    let mut na = None;
    while let Some(laatste) = deel(db, regels, na, nu).await? {
        na = Some(laatste);
    }
    Ok(())
}

/// The same, again until it is done.
pub async fn blijf_afleiden(db: Db, clock: Arc<dyn Clock>, regels: Arc<Routeregels>) {
    while let Err(error) = leid_opnieuw_af(&db, &regels, clock.now()).await {
        tracing::warn!(%error, "could not reckon the windows of the queue anew");
        tokio::time::sleep(NOG_EENS).await;
    }
}
