//! A desk on one page: where somebody works, what waits for an answer, and what they took on and did not begin; and one request there,
//! with where else it can go.

use super::{
    beantwoorden::{OmleidingView, waarheen},
    een, postvak,
    view::{DoorgeleidingView, DoorgeleidingenVraag, PostvakPagina},
};
use crate::{
    domain::{
        beleid::DoorgeleidingBeantwoorden,
        doorgeleiding::{DoorgeleidingId, Status},
        recht::{Gebied, Rol, mag},
        tijd::Moment,
        toegang::DeskId,
    },
    http::{getoond::Getoond, transaction::Met},
    store::{self, conn::Tx, error::Error},
};

/// A desk where somebody works.
#[derive(Debug)]
pub struct EigenDesk {
    /// Which.
    pub id: DeskId,
    /// What it is called.
    pub naam: String,
    /// How many more families it can take now, if that is known.
    pub vrije_plekken: Option<i32>,
    /// How many days a family waits, if that is known.
    pub wachttijd_dagen: Option<i32>,
    /// When somebody last looked whether that is so.
    pub ruimte_op: Option<Moment>,
}

/// The desks of somebody, with what lies there.
#[derive(Debug)]
pub struct Bureau {
    /// Where they work.
    pub desks: Vec<EigenDesk>,
    /// What waits for an answer.
    pub wacht: PostvakPagina,
    /// What was taken on and has not begun; only beside the first page of what waits.
    pub aangenomen: Option<PostvakPagina>,
}

/// So many stand on a page.
pub const GROOTTE: u16 = 50;

/// What lies at the desks of somebody: in this state, or taken on and not begun.
fn aan_desk(
    tx: &mut Tx,
    met: &Met,
    status: Option<Status>,
    na: Option<String>,
) -> Result<Getoond<PostvakPagina>, Error> {
    let hier = DoorgeleidingenVraag {
        status,
        nog_niet_begonnen: status.is_none(),
        aan_eigen_desk: true,
        met_gezin: true,
        aantal: Some(GROOTTE),
        na,
    };
    postvak(tx, met, &hier)
}

/// A page of what was taken on and has not begun.
pub fn aangenomen(tx: &mut Tx, met: &Met, na: Option<String>) -> Result<Getoond<PostvakPagina>, Error> {
    aan_desk(tx, met, None, na)
}

/// Reads it; of what waits the page after `na`.
pub fn bureau(tx: &mut Tx, met: &Met, na: Option<String>) -> Result<Getoond<Bureau>, Error> {
    let eerste = na.is_none();
    let wacht = aan_desk(tx, met, Some(Status::Verzonden), na)?.into_view();
    let aangenomen = eerste.then(|| aangenomen(tx, met, None)).transpose()?.map(Getoond::into_view);
    let werkt = |desk: DeskId| met.actor.gebieden(Rol::Uitvoerder).any(|gebied| gebied == Gebied::Desk(desk));
    let desks = store::toegang::organisatie::desks(tx)?.into_iter().filter(|desk| werkt(desk.id));
    let desks = desks.map(|desk| EigenDesk {
        id: desk.id,
        naam: desk.gegevens.naam,
        vrije_plekken: desk.gegevens.vrije_plekken,
        wachttijd_dagen: desk.gegevens.wachttijd_dagen,
        ruimte_op: desk.gegevens.ruimte_op,
    });
    Ok(Getoond::zonder_versie(Bureau { desks: desks.collect(), wacht, aangenomen }))
}

/// A request with where else it can go, for who may answer it.
#[derive(Debug)]
pub struct Vraag {
    /// The request.
    pub vraag: DoorgeleidingView,
    /// The desks that it can be sent on to.
    pub omleidingen: Vec<OmleidingView>,
}

/// Reads it, with its line; which desks there are is about no person.
pub fn vraag(tx: &mut Tx, met: &Met, id: DoorgeleidingId) -> Result<Getoond<Vraag>, Error> {
    let getoond = een(tx, met, id)?;
    let versie = getoond.versie().unwrap_or_default();
    let vraag = getoond.into_view();
    let d = store::doorgeleiding::find(tx, &met.actor, id)?.gevonden;
    let d = d.filter(|d| mag(&met.actor, DoorgeleidingBeantwoorden, &d.ligging));
    let omleidingen = d.map_or_else(|| Ok(Vec::new()), |d| waarheen(tx, met, &d))?;
    Ok(Getoond::een(versie, Vraag { vraag, omleidingen }))
}
