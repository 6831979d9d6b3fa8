//! What she said about sharing, with the case that it is about: for a page on which her answer is noted, or taken back.

use super::view::GelezenCasusView;
use crate::{
    domain::{
        beleid::{CasusDossierLezen, CasusLezen, ToestemmingLezen},
        casus::CasusId,
        doorgeleiding::DoorgeleidingId,
        recht::{Gezocht, permit},
        toestemming::{Status, ToestemmingId},
    },
    http::{
        getoond::Getoond,
        toestemming::{self, ToestemmingView},
        transaction::Met,
    },
    store::{self, beeld::GelezenCasus, conn::Tx, error::Error},
};

/// A case with everything that she said in it.
#[derive(Debug)]
pub struct Uitspraken {
    /// The case.
    pub casus: GelezenCasusView,
    /// What she said, oldest first.
    pub alle: Vec<ToestemmingView>,
}

/// A case with one word of hers.
#[derive(Debug)]
pub struct Uitspraak {
    /// The case.
    pub casus: GelezenCasusView,
    /// What she said.
    pub woord: ToestemmingView,
    /// The requests that stop when she takes it back.
    pub stopt: Vec<DoorgeleidingId>,
}

/// Reads everything that she said in a case, with a line for each act.
pub fn uitspraken(tx: &mut Tx, met: &Met, id: CasusId) -> Result<Getoond<Uitspraken>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = met.inzage(tx, permit(&met.actor, CasusLezen, casus)?)?;
    let dossier = store::casus::find(tx, &met.actor, id)?;
    let dossier = store::logboek::inzage(tx, permit(&met.actor, CasusDossierLezen, dossier)?)?;
    let alle = toestemming::van_casus(tx, &dossier)?;
    let beeld = GelezenCasus::load(tx, met.kijker(), &casus)?;
    Ok(Getoond::een(casus.versie, Uitspraken { casus: GelezenCasusView::from(&beeld), alle }))
}

/// Reads one word of hers, in its version, with a line for each act. Of another case it is not there.
pub fn uitspraak(tx: &mut Tx, met: &Met, id: CasusId, welke: ToestemmingId) -> Result<Getoond<Uitspraak>, Error> {
    let Gezocht { id: gezocht, gevonden } = store::toestemming::find(tx, &met.actor, welke)?;
    let gevonden = gevonden.filter(|woord| woord.casus == Some(id));
    let woord = met.inzage(tx, permit(&met.actor, ToestemmingLezen, Gezocht { id: gezocht, gevonden })?)?;
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = store::logboek::inzage(tx, permit(&met.actor, CasusLezen, casus)?)?;
    let stopt = match woord.status {
        Status::Gegeven => store::toestemming::stopt_zonder(tx, id, welke, met.actor.nu)?,
        _ => Vec::new(),
    };
    let beeld = GelezenCasus::load(tx, met.kijker(), &casus)?;
    let view = toestemming::met_naam(tx, &woord)?;
    Ok(Getoond::een(woord.versie, Uitspraak { casus: GelezenCasusView::from(&beeld), woord: view, stopt }))
}
