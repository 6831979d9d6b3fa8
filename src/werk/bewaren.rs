//! Nothing is kept longer than it may be: who was kept long enough is erased, and what was erased leaves the files too.

use std::{ops::RangeInclusive, sync::Arc, time::Duration};

use chrono::Timelike as _;

use crate::{
    clock::Clock,
    config::Bewaren,
    domain::tijd::Moment,
    store::{conn::Db, error::Error, logboek, wissing},
};

/// Interval between two runs.
const ELKE: Duration = Duration::from_secs(3600);
/// The hours in which nobody minds that writing waits; more than one, so that no night is skipped.
const NACHT: RangeInclusive<u32> = 2..=4;
/// Persons looked at in one transaction; the longest-closed cases come first.
const MEEST: i64 = 500;

/// Erases everybody whose term is over and of whom nothing is under way; says how many.
pub async fn wis_verstreken(db: &Db, nu: Moment, bewaren: Bewaren) -> Result<usize, Error> {
    let voor = nu.jaren_eerder(bewaren.dossier_jaren);
    let mut alle = 0;
    loop {
        let gewist = db.write(move |tx| wissing::wis_verstreken(tx, voor, nu, MEEST)).await?;
        alle += gewist;
        if gewist == 0 {
            break;
        }
    }
    if alle > 0 {
        db.veeg_na().await;
    }
    Ok(alle)
}

/// At night, rewrites the files of the database when somebody was erased since they were rewritten; says whether it did.
pub async fn herschrijf_in_de_nacht(db: &Db, nu: Moment, herschreven: Option<Moment>) -> Result<bool, Error> {
    if !NACHT.contains(&nu.in_nederland().hour()) {
        return Ok(false);
    }
    let gewist = db.glance(wissing::laatst_gewist).await?;
    if gewist.is_none_or(|gewist| herschreven.is_some_and(|herschreven| gewist < herschreven)) {
        return Ok(false);
    }
    db.herschrijf().await;
    Ok(true)
}

/// Prunes the lines of the logboek that were kept long enough; says how many went.
///
/// Fails when the database fails: what went is gone, and the next time will do.
pub async fn snoei(db: &Db, nu: Moment, bewaren: Bewaren) -> Result<u64, Error> {
    let mut alle = 0;
    loop {
        let weg = db.write(move |tx| logboek::snoei::snoei(tx, bewaren.logboek_jaren, nu)).await?;
        if weg == 0 {
            return Ok(alle);
        }
        alle += weg;
    }
}

/// Keeps to the terms from now on, as long as the process lives.
pub async fn blijf_bewaken(db: Db, clock: Arc<dyn Clock>, bewaren: Bewaren) {
    let mut herschreven = None;
    loop {
        match wis_verstreken(&db, clock.now(), bewaren).await {
            Ok(0) => {}
            Ok(personen) => tracing::info!(personen, "erased whose term was over"),
            Err(error) => tracing::warn!(%error, "could not erase whose term is over"),
        }
        match snoei(&db, clock.now(), bewaren).await {
            Ok(0) => {}
            Ok(regels) => tracing::info!(regels, "pruned the logboek"),
            Err(error) => tracing::warn!(%error, "could not prune the logboek"),
        }
        let nu = clock.now();
        match herschrijf_in_de_nacht(&db, nu, herschreven).await {
            Ok(true) => herschreven = Some(nu),
            // Whoever read for long when something was erased kept it in the files.
            Ok(false) => db.veeg_na().await,
            Err(error) => tracing::warn!(%error, "could not see whether somebody was erased"),
        }
        tokio::time::sleep(ELKE).await;
    }
}
