//! What each step of a request has in common: how it is stored, and what is shown after it.

use super::view::{BeantwoordView, DoorgeleidingView};
use crate::{
    domain::{casus::CasusId, doorgeleiding::Doorgeleiding, toegang::Besluit},
    http::{getoond::Getoond, transaction::Met},
    store::{self, beeld::DoorgeleidingBeeld, bewaar::Bij, conn::Tx, error::Error},
};

/// The request as it is now.
pub(super) fn nu(tx: &mut Tx, met: &Met, d: Doorgeleiding) -> Result<Getoond<DoorgeleidingView>, Error> {
    let versie = d.versie;
    let beeld = DoorgeleidingBeeld::load(tx, met.kijker(), d)?;
    Ok(Getoond::een(versie, &beeld))
}

/// What is left to show to a desk that sees nothing of it any more.
pub(super) fn weg(d: &Doorgeleiding) -> Getoond<BeantwoordView> {
    Getoond::een(d.versie, BeantwoordView { id: d.id, status: d.status })
}

/// Stores a step with the explanation that came with it, if one did.
pub(super) fn bewaar(
    tx: &mut Tx,
    met: &Met,
    besluit: Besluit<Doorgeleiding>,
    over: CasusId,
    tekst: Option<&str>,
) -> Result<Doorgeleiding, Error> {
    let Some(tekst) = tekst else {
        return met.bewaar(tx, besluit);
    };
    let sleutel = store::client::sleutel_van_casus(tx, &met.kluis, over)?;
    met.bewaar_met(tx, besluit, Bij::tekst(sleutel.as_ref(), Some(tekst)))
}
