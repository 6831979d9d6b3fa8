//! Support under way with the request that it came from, for whoever sees it on one page: read once, with one line for each act.

use super::{
    een, een_contactmoment,
    view::{ContactmomentView, TrajectView},
};
use crate::{
    domain::{
        beleid::TrajectLezen,
        doorgeleiding::DoorgeleidingId,
        recht::permit,
        toegang::Gezien,
        traject::{ContactmomentId, TrajectId},
        voorstel::Voorstelgrond,
    },
    http::{
        doorgeleiding::{
            self,
            uitvoeren::{afronden as rond_vraag_af, starten, stoppen as stop_vraag},
            view::{DoorgeleidingView, NieuweAfronding, NieuweStop},
        },
        getoond::Getoond,
        transaction::Met,
        voorstel::{self, view::VoorstelView},
    },
    store::{self, conn::Tx, error::Error},
};

/// A traject with the request that it came from.
#[derive(Debug)]
pub struct Geheel {
    /// The traject.
    pub traject: TrajectView,
    /// The request: what was asked, and what she shares.
    pub vraag: DoorgeleidingView,
    /// What whoever looks proposed by it.
    pub voorstellen: Vec<VoorstelView>,
    /// The version of the traject that was seen.
    pub versie: i32,
    /// The version of the request that was seen: beginning and ending are steps of it.
    pub vraagversie: i32,
}

/// Reads it.
pub fn geheel(tx: &mut Tx, met: &Met, id: TrajectId) -> Result<Getoond<Geheel>, Error> {
    let traject = een(tx, met, id)?;
    let versie = traject.versie().unwrap_or_default();
    let traject = traject.into_view();
    let vraag = doorgeleiding::een(tx, met, traject.regel.doorgeleiding)?;
    let vraagversie = vraag.versie().unwrap_or_default();
    let voorstellen = voorstel::eigen_van(tx, met, Voorstelgrond::Doorgeleiding(traject.regel.doorgeleiding))?;
    Ok(Getoond::een(versie, Geheel { traject, vraag: vraag.into_view(), voorstellen, versie, vraagversie }))
}

/// Reads a contactmoment with the support that it belongs to.
pub fn contactmoment(
    tx: &mut Tx,
    met: &Met,
    id: ContactmomentId,
) -> Result<Getoond<(ContactmomentView, Geheel)>, Error> {
    let contact = een_contactmoment(tx, met, id)?;
    let versie = contact.versie().unwrap_or_default();
    let contact = contact.into_view();
    let geheel = geheel(tx, met, contact.traject)?.into_view();
    Ok(Getoond::een(versie, (contact, geheel)))
}

/// The request of a traject that may be read.
fn vraag_van(tx: &mut Tx, met: &Met, id: TrajectId) -> Result<DoorgeleidingId, Error> {
    let traject = store::traject::find(tx, &met.actor, id)?;
    let (_, traject) = permit(&met.actor, TrajectLezen, traject)?.into_parts();
    Ok(traject.doorgeleiding)
}

/// Begins the support, in the version of its request that was seen.
pub fn beginnen(
    tx: &mut Tx,
    met: &Met,
    id: TrajectId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<DoorgeleidingView>, Error> {
    let vraag = vraag_van(tx, met, id)?;
    starten(tx, met, vraag, versie)
}

/// Ends it with its result, in the version of its request that was seen.
pub fn afronden(
    tx: &mut Tx,
    met: &Met,
    id: TrajectId,
    versie: impl Into<Gezien>,
    invoer: &NieuweAfronding,
) -> Result<Getoond<DoorgeleidingView>, Error> {
    let vraag = vraag_van(tx, met, id)?;
    rond_vraag_af(tx, met, vraag, versie, invoer)
}

/// Stops it before its end, in the version of its request that was seen.
pub fn stoppen(
    tx: &mut Tx,
    met: &Met,
    id: TrajectId,
    versie: impl Into<Gezien>,
    invoer: NieuweStop,
) -> Result<Getoond<DoorgeleidingView>, Error> {
    let vraag = vraag_van(tx, met, id)?;
    stop_vraag(tx, met, vraag, versie, invoer)
}
