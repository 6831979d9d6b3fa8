//! Whom a visitor can be has read what they were told, but for the last days.

use chrono::TimeDelta;

use super::stap::{MIST, Verteller};
use crate::{
    domain::{
        bericht::{BerichtId, Ongelezen},
        tijd::Moment,
        toegang::{beleid::BerichtLezen, permit},
    },
    store::{bericht, error::Error},
};

/// What somebody was told in so many days waits to be read.
const NIEUW_DAGEN: i64 = 3;
/// More messages nobody was sent.
const MEESTE: i64 = 5000;

impl Verteller<'_> {
    /// Reads the older messages of the account with this name.
    pub(super) fn lees_oude_berichten(&mut self, naam: &str, nu: Moment) -> Result<(), Error> {
        let wie = self.regio.account(naam).ok_or(MIST)?.op(nu);
        let sinds = nu.plus(TimeDelta::days(-NIEUW_DAGEN));
        let ongelezen = bericht::pagina(self.tx, &wie, Some(true), None, MEESTE)?;
        let oud: Vec<BerichtId> = ongelezen.into_iter().filter(|b| b.op < sinds).map(|b| b.id).collect();
        for id in oud {
            let gezocht = bericht::find(self.tx, &wie, id)?;
            let wacht = permit(&wie, BerichtLezen, gezocht)?.narrow::<Ongelezen>()?;
            self.bewaar(wacht.gelezen())?;
        }
        Ok(())
    }
}
