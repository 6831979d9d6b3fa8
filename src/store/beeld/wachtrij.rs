//! A page of the queue, with what the women share of themselves and who carries them.

use chrono::NaiveDate;

use super::{
    Kijker, Mens,
    gezin::{Gedeeld, Gezin, Lopend},
    mensen::{Gevraagd, Namen},
};
use crate::{
    domain::{
        inzicht::Inzicht,
        recht::{Ding as _, Rol},
    },
    store::{casus::wachtrij::Wachtend, conn::Tx, error::Error},
};

/// A row of the queue, for whoever asked who it is about.
#[derive(Debug)]
pub struct Rij {
    /// The case, and why it stands there.
    pub wachtend: Wachtend,
    /// Whether whoever looks coordinates it: only then they hear of its requests.
    pub haar: bool,
    /// What she shares with whoever looks; nothing of a case that is open in an emergency, which is opened to be read.
    pub gedeeld: Option<Gedeeld>,
    /// Its requests that are under way.
    pub lopend: Vec<Lopend>,
}

/// A page of the queue.
#[derive(Debug)]
pub struct WachtrijBeeld {
    /// The day on which it is seen.
    pub vandaag: NaiveDate,
    /// The rows, in their order.
    pub rijen: Vec<Rij>,
    /// Who carries them; only when that was asked for.
    pub mensen: Vec<Mens>,
}

impl WachtrijBeeld {
    /// Loads what belongs to the cases of a page: with `met_gezin` what she shares and who carries her, in a few questions.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, wachtend: Vec<Wachtend>, met_gezin: bool) -> Result<Self, Error> {
        let actor = kijker.actor;
        let gewoon = wachtend.iter().filter(|w| met_gezin && w.casus.noodprocedure.is_none());
        let gewoon = gewoon.map(|w| w.casus.id).collect::<Vec<_>>();
        let dragers = wachtend.iter().filter(|_| met_gezin).flat_map(|w| [w.casus.coordinator, w.casus.regisseur]);
        let gevraagd = Gevraagd { mensen: dragers.flatten().collect(), ..Gevraagd::default() };
        let (gezinnen, Namen { mensen, .. }) = Gezin::load_all_met(tx, &gewoon, actor.nu, gevraagd)?;
        let rijen = wachtend.into_iter().map(|wachtend| {
            let casus = &wachtend.casus;
            let haar = actor.heeft_daar(Rol::JgzCoordinator, &casus.ligging());
            let Some(gezin) = gezinnen.get(&casus.id) else {
                return Ok(Rij { wachtend, haar, gedeeld: None, lopend: Vec::new() });
            };
            let inzicht = Inzicht::van(actor, &casus.ligging(), &gezin.gelegd, &gezin.woorden);
            let gedeeld = Some(gezin.gedeeld(kijker, casus, &inzicht)?);
            let lopend = if haar { gezin.lopend.clone() } else { Vec::new() };
            Ok(Rij { wachtend, haar, gedeeld, lopend })
        });
        Ok(Self { vandaag: actor.nu.dag(), rijen: rijen.collect::<Result<_, Error>>()?, mensen })
    }
}
