//! What whoever looks may do, so that nobody is shown a form that they cannot send.

use crate::{
    domain::{
        casus::Status,
        gebied::Gemeente,
        recht::{Handeling, Ligging, Rol, mag},
    },
    http::{casus::view::CasusView, problem::Problem},
    web::blad::Blad,
};

/// Whether they coordinate in this gemeente.
pub(super) fn coordineert(blad: &Blad, gemeente: Gemeente) -> Result<bool, Problem> {
    let daar = Ligging { gemeente: Some(gemeente), ..Ligging::default() };
    Ok(blad.bezoeker()?.actor.heeft_daar(Rol::JgzCoordinator, &daar))
}

/// Whether they may tell what becomes of the family: whoever coordinates there, and whoever carries it.
pub(super) fn herziet(blad: &Blad, casus: &CasusView) -> Result<bool, Problem> {
    Ok(casus.casusregisseur == Some(blad.bezoeker()?.actor.gebruiker()) || coordineert(blad, casus.gemeente)?)
}

/// Whether the policy lets them do this in the case.
pub fn mag_hier<H: Handeling>(blad: &Blad, casus: &CasusView, doen: H) -> Result<bool, Problem> {
    let ligging = Ligging { gemeente: Some(casus.gemeente), regisseur: casus.casusregisseur, ..Ligging::default() };
    Ok(mag(&blad.bezoeker()?.actor, doen, &ligging))
}

/// Whether somebody took it, and it is not closed.
pub(super) fn is_genomen(casus: &CasusView) -> bool {
    !matches!(casus.status, Status::Aangemeld | Status::Afgesloten)
}
