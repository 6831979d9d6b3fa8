//! What whoever looks may do, so that nobody is shown a form that they cannot send.

use crate::{
    domain::{
        gebied::Gemeente,
        toegang::{Ligging, Rol},
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
