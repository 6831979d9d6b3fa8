//! Two emergencies: one that nobody has judged in time, and one of this morning.

use super::stap::{MIST, Verteller};
use crate::{
    domain::{
        casus::{Casus, Status},
        noodprocedure::Noodgrond,
        tijd::Moment,
        toegang::{Actor, beleid::CasusLezen, permit, permit_lijst, toezicht::NoodprocedureOpenen},
    },
    store::{self, bewaar::Bij, error::Error},
};

const NOOD: [(Noodgrond, &str); 2] = [
    (Noodgrond::AcuteZorg, "Opgenomen met spoed, niet aanspreekbaar, en niemand weet wie haar begeleidt."),
    (Noodgrond::NiemandBereikbaar, "Zij staat aan de balie, is overstuur, en de casusregisseur is met vakantie."),
];

impl Verteller<'_> {
    /// Lets the `wie`th signaller open a case that is under way.
    pub(super) fn noodprocedure(&mut self, wie: usize, op: Moment) -> Result<(), Error> {
        let &(grond, reden) = NOOD.get(wie).ok_or(MIST)?;
        let casus = self.in_steun(op, wie)?;
        let actor = self.regio.signaleerders().get(wie).ok_or(MIST)?.op(op);
        self.in_nood(&casus, &actor, grond, reden)
    }

    /// A case that is open at `op`; of the ones that fit the first but `overgeslagen`.
    fn in_steun(&mut self, op: Moment, overgeslagen: usize) -> Result<Casus, Error> {
        let ids: Vec<_> = self.draden.iter().filter_map(|draad| draad.casus).collect();
        let mut past = overgeslagen;
        for id in ids {
            let Some(casus) = store::historie::find(self.tx, id)?.gevonden else { continue };
            if casus.status == Status::SteunOpMaat && casus.geopend_op < op {
                if past == 0 {
                    return Ok(casus);
                }
                past -= 1;
            }
        }
        Err(MIST)
    }

    fn in_nood(&mut self, casus: &Casus, actor: &Actor, grond: Noodgrond, reden: &str) -> Result<(), Error> {
        let eerder = store::noodprocedure::eerder(self.tx, actor)?;
        let gezocht = store::noodprocedure::zoek_casus(self.tx, casus.id)?;
        let zichtbaar = store::casus::ziet_gewoon(self.tx, actor, casus.id)?;
        let besluit = permit_lijst(actor, NoodprocedureOpenen)?.open(&eerder, gezocht, zichtbaar, grond)?;
        let sleutel = store::client::sleutel_van_casus(self.tx, self.kluis, casus.id)?;
        self.bewaar_met(besluit, Bij::tekst(sleutel.as_ref(), Some(reden)))?;
        let gezien = store::casus::find(self.tx, actor, casus.id)?;
        store::logboek::inzage(self.tx, permit(actor, CasusLezen, gezien)?)?;
        Ok(())
    }
}
