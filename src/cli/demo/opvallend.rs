//! What the privacy officer's list is to find: one case for each rule that no emergency shows already.

use chrono::TimeDelta;

use super::stap::{MIST, Verteller};
use crate::{
    domain::{
        casus::{Casus, Status},
        tijd::Moment,
        toegang::{Actor, Rol, beleid::CasusLezen, permit, rem::Rem},
    },
    store::{self, error::Error},
};

impl Verteller<'_> {
    /// Lets coordinators look where one would ask them why: at night, in a colleague's case, after it was closed, and too often.
    pub(super) fn opvallend(&mut self, nu: Moment) -> Result<(), Error> {
        let middernacht = Moment::begin_van(nu.in_nederland().date());
        let uren_eerder = |uren: i64| middernacht.plus(TimeDelta::hours(-uren));
        let (nacht, middag, later) = (uren_eerder(22), uren_eerder(12), uren_eerder(11));
        let lopend = self.waarvan(|casus| casus.status == Status::SteunOpMaat && casus.geopend_op < nacht)?;
        self.open(&lopend, &self.coordinator_van(&lopend, nacht, true)?)?;
        let collega = self.coordinator_van(&lopend, middag, false)?;
        self.open(&lopend, &collega)?;
        for _ in 0..self.regels.remmen.openen_per_minuut {
            self.open(&lopend, &collega)?;
        }
        let gesloten = self.waarvan(|casus| casus.gesloten_op.is_some_and(|op| op < later))?;
        self.open(&gesloten, &self.coordinator_van(&gesloten, later, true)?)
    }

    /// The first case that is like this.
    fn waarvan(&mut self, zo: impl Fn(&Casus) -> bool) -> Result<Casus, Error> {
        let ids: Vec<_> = self.draden.iter().filter_map(|draad| draad.casus).collect();
        for id in ids {
            let gevonden = store::historie::find(self.tx, id)?.gevonden;
            if let Some(casus) = gevonden.filter(|casus| casus.coordinator.is_some() && zo(casus)) {
                return Ok(casus);
            }
        }
        Err(MIST)
    }

    /// The coordinator of a case, or else a colleague.
    fn coordinator_van(&self, casus: &Casus, op: Moment, zelf: bool) -> Result<Actor, Error> {
        let daar = self.regio.met_rol(Rol::JgzCoordinator, casus.gemeente);
        let wie = daar.into_iter().find(|account| {
            let draagt = casus.regisseur == Some(account.gebruiker);
            (casus.coordinator == Some(account.gebruiker)) == zelf && (zelf || !draagt)
        });
        Ok(wie.ok_or(MIST)?.op(op))
    }

    /// Somebody opens a case, or is refused because she opens too many.
    fn open(&mut self, casus: &Casus, actor: &Actor) -> Result<(), Error> {
        let mag = permit(actor, CasusLezen, store::casus::find(self.tx, actor, casus.id)?)?;
        let per_minuut = self.regels.remmen.openen_per_minuut;
        match store::toegang::rem::niet_te_vaak(self.tx, mag, Rem::Openen, per_minuut) {
            Ok(mag) => store::logboek::inzage(self.tx, mag).map(drop),
            Err(Error::Weigering(weigering)) => store::logboek::weigering(self.tx, &weigering),
            Err(anders) => Err(anders),
        }
    }
}
