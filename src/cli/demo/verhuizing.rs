//! A family that moves: it waits for a coordinator of Parkstad.

use super::stap::Verteller;
use crate::{
    domain::{
        casus::{Open, Status},
        gebied::{Gemeente, Subregio},
        tijd::Moment,
        toegang::{beleid::VerhuizingMelden, permit},
    },
    store::{self, bewaar::Bij, error::Error},
};

/// Where it goes.
const NAAR: Gemeente = Gemeente::Gm0917;

impl Verteller<'_> {
    /// The coordinator of a family that lives elsewhere asks those of Parkstad to take it over.
    pub(super) fn verhuizing(&mut self, op: Moment) -> Result<(), Error> {
        let elders = self.waarvan(|casus| {
            casus.status == Status::SteunOpMaat
                && casus.gemeente.subregio() != Subregio::Parkstad
                && casus.geopend_op < op
        })?;
        let coordinator = self.coordinator_van(&elders, op, true)?;
        let gezocht = store::casus::find(self.tx, &coordinator, elders.id)?;
        let casus = permit(&coordinator, VerhuizingMelden, gezocht)?.narrow::<Open>()?;
        let loopt = store::verhuizing::wacht(self.tx, elders.id)?;
        self.bewaar_met(casus.stel_voor(loopt, NAAR)?, Bij::default())?;
        Ok(())
    }
}
