//! What the privacy officer's list is to find: one case for each rule that no emergency shows already.

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
    /// A coordinator opens one of her cases at night.
    pub(super) fn nacht(&mut self, op: Moment) -> Result<(), Error> {
        let lopend = self.lopend(op)?;
        self.open(&lopend, &self.coordinator_van(&lopend, op, true)?)
    }

    /// A coordinator opens a colleague's case, and again until a brake holds her.
    pub(super) fn bij_een_collega(&mut self, op: Moment) -> Result<(), Error> {
        let lopend = self.lopend(op)?;
        let collega = self.coordinator_van(&lopend, op, false)?;
        for _ in 0..=self.regels.remmen.openen_per_minuut {
            self.open(&lopend, &collega)?;
        }
        Ok(())
    }

    /// A coordinator opens a case of hers that was closed.
    pub(super) fn na_sluiting(&mut self, op: Moment) -> Result<(), Error> {
        let gesloten = self.waarvan(|casus| casus.gesloten_op.is_some_and(|toen| toen < op))?;
        self.open(&gesloten, &self.coordinator_van(&gesloten, op, true)?)
    }

    fn lopend(&mut self, op: Moment) -> Result<Casus, Error> {
        self.waarvan(|casus| casus.status == Status::SteunOpMaat && casus.geopend_op < op)
    }

    /// The first case that is like this.
    pub(super) fn waarvan(&mut self, zo: impl Fn(&Casus) -> bool) -> Result<Casus, Error> {
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
    pub(super) fn coordinator_van(&self, casus: &Casus, op: Moment, zelf: bool) -> Result<Actor, Error> {
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
            Err(Error::Weigering(weigering)) => store::logboek::weigering(self.tx, weigering).map(drop),
            Err(anders) => Err(anders),
        }
    }
}
