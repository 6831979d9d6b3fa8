//! Who counts and who judges, so that nobody is shown a form that they cannot send.

use crate::{
    domain::toegang::Rol,
    http::{problem::Problem, publicatie::view::PublicatieView},
    web::blad::Blad,
};

/// Whether they count and release.
pub(super) fn telt(blad: &Blad) -> Result<bool, Problem> {
    Ok(blad.bezoeker()?.actor.heeft(Rol::Onderzoeker))
}

/// Whether they see what is not out yet, and may judge what somebody else counted.
pub(super) fn beoordeelt(blad: &Blad) -> Result<bool, Problem> {
    Ok(telt(blad)? || blad.bezoeker()?.actor.heeft(Rol::Fg))
}

/// Whether it was they who counted it: then somebody else has to judge.
pub(super) fn telde_zelf(blad: &Blad, van: &PublicatieView) -> Result<bool, Problem> {
    Ok(blad.bezoeker()?.actor.gebruiker() == van.geteld.door)
}
