//! Nothing falls silent: a desk that lets its term pass is reminded, others hear of it, and then the case goes back; who was asked to
//! take over a family that moves, or to answer a voorstel, is reminded; of a pregnancy that is over its coordinator hears that nobody told
//! how it ended; a child who is almost two is handed over; and whoever carries a family hears that the day passed by which something was
//! to happen for it.

use std::{sync::Arc, time::Duration};

use crate::{
    clock::Clock,
    domain::{route::Routes, routeadvies::Routeregels, tijd::Moment},
    store::{
        bewaar::{Bij, Tools},
        casus::{maning, overdracht, zwangerschap},
        conn::Db,
        doorgeleiding::termijn,
        error::Error,
        kluis::Kluis,
        verhuizing, voorstel,
    },
};

/// Interval between two runs; a term ends with a day.
const ELKE: Duration = Duration::from_secs(600);
/// Requests, and cases, looked at in one transaction.
const MEEST: i64 = 50;

/// What keeping to the terms needs beside the database and the clock.
#[derive(Clone, Debug)]
pub struct Termijnen {
    /// The vault.
    pub kluis: Kluis,
    /// The routes with their terms.
    pub routes: Routes,
    /// A case that comes into Steun op maat is evaluated after so many days.
    pub evaluatie_na_dagen: u32,
    /// When a route is open to a family.
    pub routeregels: Arc<Routeregels>,
}

impl Termijnen {
    /// What recording needs.
    #[must_use]
    pub fn tools(&self) -> Tools<'_> {
        let Self { kluis, evaluatie_na_dagen, routeregels, .. } = self;
        Tools { kluis, evaluatie_na_dagen: *evaluatie_na_dagen, routeregels, bij: Bij::default() }
    }
}

/// Takes every step that is due at `nu`, for requests, verhuizingen and voorstellen that were not answered, for handovers, for pregnancies
/// that are over and for families whose day in the queue passed; says how many.
///
/// Fails when the database fails: what was done by then stays, and the next run does the rest.
pub async fn bewaak(db: &Db, termijnen: &Arc<Termijnen>, nu: Moment) -> Result<usize, Error> {
    let mut alle = 0;
    loop {
        let met = termijnen.clone();
        let gezet = db.write(move |tx| {
            let verzoeken = termijn::zet_stappen(tx, met.tools(), &met.routes, nu, MEEST)?;
            let verhuizingen = verhuizing::termijn::zet_stappen(tx, met.tools(), nu, MEEST)?;
            let voorstellen = voorstel::termijn::zet_stappen(tx, met.tools(), nu, MEEST)?;
            let overdrachten = overdracht::zet_stappen(tx, met.tools(), nu, MEEST)?;
            let onbekend = zwangerschap::laat_onbekend_worden(tx, met.tools(), nu, MEEST)?;
            let te_laat = maning::zet_stappen(tx, met.tools(), nu, MEEST)?;
            Ok(verzoeken + verhuizingen + voorstellen + overdrachten + onbekend + te_laat)
        });
        let gezet = gezet.await?;
        if gezet == 0 {
            return Ok(alle);
        }
        alle += gezet;
    }
}

/// Keeps to the terms from now on, as long as the process lives.
pub async fn blijf_bewaken(db: Db, clock: Arc<dyn Clock>, termijnen: Arc<Termijnen>) {
    loop {
        match bewaak(&db, &termijnen, clock.now()).await {
            Ok(0) => {}
            Ok(stappen) => tracing::info!(stappen, "terms passed"),
            Err(error) => tracing::warn!(%error, "could not see which terms passed"),
        }
        tokio::time::sleep(ELKE).await;
    }
}
