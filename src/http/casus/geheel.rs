//! A case with everything around it, for whoever sees it on one page: read once, with one line for each act.

use super::{
    view::{GelezenCasusView, TijdlijnView},
    wat_gebeurde,
};
use crate::{
    domain::{
        beleid::{CasusBehandelen, CasusDossierLezen, CasusLezen, CasusVoorstellenLezen, Doorgeleiden},
        casus::{CasusId, terug_tot},
        ids::DeskId,
        recht::{Ding as _, mag, permit},
    },
    http::{
        doorgeleiding::{
            bestemming::BestemmingView,
            routeadvies::{self, AdviesView},
        },
        getoond::Getoond,
        toestemming::{self, ToestemmingView},
        transaction::Met,
        voorstel::{self, view::VoorstelView},
    },
    store::{self, beeld::GelezenCasus, conn::Tx, error::Error},
};

/// A case with what belongs to it, as far as each act allows.
#[derive(Debug)]
pub struct Geheel {
    /// The case.
    pub casus: GelezenCasusView,
    /// What happened, from old to new.
    pub tijdlijn: Vec<TijdlijnView>,
    /// What she said about sharing; nothing in an emergency.
    pub toestemmingen: Vec<ToestemmingView>,
    /// What was proposed, for who coordinates there.
    pub voorstellen: Vec<VoorstelView>,
    /// Which support fits, and where a request can go, for who may send one.
    pub routeadvies: Vec<AdviesView>,
    /// Whether whoever reads closed it, and can give it back.
    pub sloot: bool,
}

impl Geheel {
    /// The advice along which a request would go to a desk, with what she said about that one.
    #[must_use]
    pub fn naar(&self, desk: DeskId) -> Option<(&AdviesView, &BestemmingView)> {
        let paren = self.routeadvies.iter().flat_map(|advies| advies.desks.iter().map(move |een| (advies, een)));
        paren.into_iter().find(|(_, een)| een.desk == desk)
    }
}

/// Reads it. An emergency shows the case and what happened alone.
pub fn geheel(tx: &mut Tx, met: &Met, id: CasusId) -> Result<Getoond<Geheel>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = met.inzage(tx, permit(&met.actor, CasusLezen, casus)?)?;
    let beeld = GelezenCasus::load(tx, met.kijker(), &casus)?;
    let tijdlijn = wat_gebeurde(tx, &casus)?;
    let (mut toestemmingen, mut advies, mut voorstellen) = (Vec::new(), Vec::new(), Vec::new());
    if mag(&met.actor, CasusDossierLezen, &casus.ligging()) {
        let dossier = store::casus::find(tx, &met.actor, id)?;
        let dossier = store::logboek::inzage(tx, permit(&met.actor, CasusDossierLezen, dossier)?)?;
        toestemmingen = toestemming::van_casus(tx, &dossier)?;
    }
    if mag(&met.actor, Doorgeleiden, &casus.ligging()) {
        advies = routeadvies::van_casus(tx, met, &casus)?;
    }
    if mag(&met.actor, CasusVoorstellenLezen, &casus.ligging()) {
        voorstellen = voorstel::bij_casus(tx, met, id)?;
    }
    let sloot = casus.gesloten_door == Some(met.actor.gebruiker())
        && casus.gesloten_op.is_some_and(|op| met.actor.nu.dag() <= terug_tot(op))
        && mag(&met.actor, CasusBehandelen, &casus.ligging());
    let (versie, casus) = (casus.versie, GelezenCasusView::from(&beeld));
    Ok(Getoond::een(versie, Geheel { casus, tijdlijn, toestemmingen, voorstellen, routeadvies: advies, sloot }))
}
