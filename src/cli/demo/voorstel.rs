//! Another route that a nurse proposes: it waits for a coordinator of Parkstad.

use super::stap::{MIST, Verteller};
use crate::{
    domain::{
        doorgeleiding::{Gestart, Status},
        route::Route,
        tijd::Moment,
        toegang::{beleid::VoorstelDoen, permit},
        voorstel::{Beroep, Inhoud},
    },
    store::{self, bewaar::Bij, error::Error},
};

/// Who proposes it: one of those who can log in.
const WIE: &str = "voorzorg-parkstad-1";
const WAAROM: &str = "Zij wil met iemand praten over een volgende zwangerschap, en niet met een arts.";

impl Verteller<'_> {
    /// A nurse of VoorZorg proposes Nu Niet Zwanger for a family whom she helps.
    pub(super) fn voorstel(&mut self, op: Moment) -> Result<(), Error> {
        let zij = self.regio.account(WIE).ok_or(MIST)?.op(op);
        let loopt = store::doorgeleiding::Filter {
            status: Some(Status::Gestart),
            aan_eigen_desk: true,
            ..store::doorgeleiding::Filter::default()
        };
        let steun = store::doorgeleiding::pagina(self.tx, &zij, loopt, None, 1)?.into_iter().next().ok_or(MIST)?;
        let casus = store::voorstel::casus_van(self.tx, steun.casus)?;
        let organisatiesoort = store::voorstel::soort_van(self.tx, zij.organisatie())?;
        let wat = Inhoud { route: Route::NuNietZwanger, beroep: Beroep::Programmaverpleegkundige, organisatiesoort };
        let sleutel = store::client::sleutel(self.tx, self.kluis, casus.client)?;
        let gezocht = store::doorgeleiding::find(self.tx, &zij, steun.id)?;
        let steun = permit(&zij, VoorstelDoen, gezocht)?.narrow::<Gestart>()?;
        self.bewaar_met(steun.stel_voor(&casus, None, wat)?, Bij::tekst(Some(&sleutel), Some(WAAROM)))?;
        Ok(())
    }
}
