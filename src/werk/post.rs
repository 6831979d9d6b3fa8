//! Letters leave after the commit of what they tell of: by any process, one process a letter, again and again until it is taken in or of
//! no use. A process that dies between sending and forgetting lets a letter go twice; its code works once all the same.

use std::{sync::Arc, time::Duration};

use super::relay::{Fout, Relay};
use crate::{
    clock::Clock,
    domain::{
        logboek::{Gebeurtenis, Soort},
        routeadvies::Routeregels,
        tijd::Moment,
        toegang::afzender::Afzender,
    },
    store::{
        bewaar::{Bij, Tools},
        conn::{Db, Tx},
        error::Error,
        kluis::Kluis,
        logboek,
        toegang::{
            onbezorgd,
            post::{self, Genomen, Neem},
        },
    },
};

/// Interval between two looks for something to send.
const ELKE: Duration = Duration::from_secs(5);
/// Letters given up in one transaction.
const MEEST: i64 = 50;

/// What sending needs beside the database and the clock.
#[derive(Clone, Debug)]
pub struct Bezorger {
    /// The vault.
    pub kluis: Kluis,
    /// What takes the letters, when the settings name one.
    pub relay: Option<Arc<Relay>>,
    /// A case that comes into Steun op maat is evaluated after so many days.
    pub evaluatie_na_dagen: u32,
    /// When a route is open to a family.
    pub routeregels: Arc<Routeregels>,
}

impl Bezorger {
    /// What recording needs.
    #[must_use]
    pub fn tools(&self) -> Tools<'_> {
        let Self { kluis, evaluatie_na_dagen, routeregels, .. } = self;
        Tools { kluis, evaluatie_na_dagen: *evaluatie_na_dagen, routeregels, bij: Bij::default() }
    }
}

/// Sends every letter whose turn it is, and gives up those that are of no use any more; says how many were sent.
///
/// Fails when the database fails: what was sent is sent, and the next time will do the rest.
pub async fn bezorg(db: &Db, clock: &dyn Clock, bezorger: &Bezorger) -> Result<usize, Error> {
    let nu = clock.now();
    if !db.glance(move |tx| post::is_er(tx, nu)).await? {
        return Ok(0);
    }
    geef_op(db, bezorger, nu).await?;
    let Some(relay) = &bezorger.relay else { return Ok(0) };
    let mut verstuurd = 0;
    loop {
        let (kluis, nu) = (bezorger.kluis.clone(), clock.now());
        match db.write(move |tx| post::neem(tx, &kluis, nu)).await? {
            Neem::Niets => return Ok(verstuurd),
            Neem::Verder => {}
            Neem::Genomen(brief) => verstuurd += usize::from(breng_weg(db, clock, relay, *brief).await?),
        }
    }
}

/// Gives up every letter whose time is over: its text goes, and who asked for it hears that.
async fn geef_op(db: &Db, bezorger: &Bezorger, nu: Moment) -> Result<(), Error> {
    if !db.glance(move |tx| post::is_verlopen(tx, nu)).await? {
        return Ok(());
    }
    loop {
        let met = bezorger.clone();
        if db.write(move |tx| onbezorgd::geef_op(tx, met.tools(), nu, MEEST)).await? == 0 {
            return Ok(());
        }
    }
}

/// Sends one letter, and forgets it with its line; one that cannot be sent waits. Says whether it was sent.
async fn breng_weg(db: &Db, clock: &dyn Clock, relay: &Arc<Relay>, brief: Genomen) -> Result<bool, Error> {
    let Genomen { id, soort, over, tot, pogingen, brief } = brief;
    let (relay, op) = (relay.clone(), clock.now());
    let verstuur = move || brief.map_or(Err(Fout::Brief), |brief| relay.verstuur(id, &brief, (soort, tot), op));
    let uitkomst = tokio::task::spawn_blocking(verstuur).await.map_err(|_| Error::Paniek)?;
    let nu = clock.now();
    if let Err(fout) = uitkomst {
        tracing::warn!(%fout, pogingen, "a letter could not be sent, and is tried again");
        db.write(move |tx| post::stel_uit(tx, id, pogingen, nu)).await?;
        return Ok(false);
    }
    let onthoud = move |tx: &mut Tx| {
        let door = Afzender::machine("post", nu);
        logboek::gedaan(tx, &door.meldt(Gebeurtenis::PostVerstuurd, Soort::Gebruiker, Some(over.uuid())))?;
        post::vergeet(tx, id)
    };
    db.write(onthoud).await?;
    Ok(true)
}

/// Sends letters from now on, as long as the process lives.
pub async fn blijf_bezorgen(db: Db, clock: Arc<dyn Clock>, bezorger: Bezorger) {
    loop {
        match bezorg(&db, &*clock, &bezorger).await {
            Ok(0) => {}
            Ok(brieven) => tracing::info!(brieven, "letters sent"),
            Err(error) => tracing::warn!(%error, "could not look for letters to send"),
        }
        tokio::time::sleep(ELKE).await;
    }
}
