//! What whoever looks may do, so that nobody is shown a form that they cannot send.

use crate::{
    domain::{
        gebied::Gemeente,
        toegang::{Ligging, Rol},
    },
    http::problem::Problem,
    web::blad::Blad,
};

/// Whether they coordinate in this gemeente.
pub(super) fn coordineert(blad: &Blad, gemeente: Gemeente) -> Result<bool, Problem> {
    let daar = Ligging { gemeente: Some(gemeente), ..Ligging::default() };
    Ok(blad.bezoeker()?.actor.heeft_daar(Rol::JgzCoordinator, &daar))
}
