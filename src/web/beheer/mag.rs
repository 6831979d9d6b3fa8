//! Who keeps access, so that nobody is shown a form that they cannot send.

use crate::{
    domain::toegang::{Ligging, Rol},
    http::problem::Problem,
    web::blad::Blad,
};

/// Whether they keep access.
pub fn beheert(blad: &Blad) -> Result<bool, Problem> {
    let regio = Ligging { regio: true, ..Ligging::default() };
    Ok(blad.bezoeker()?.actor.heeft_daar(Rol::Beheerder, &regio))
}
