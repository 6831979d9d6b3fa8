//! Who keeps access, so that nobody is shown a form that they cannot send.

use crate::{
    domain::toegang::{Ligging, Rol},
    http::problem::{Code, Problem},
    web::blad::Blad,
};

/// Whether they keep access.
pub fn beheert(blad: &Blad) -> Result<bool, Problem> {
    let regio = Ligging { regio: true, ..Ligging::default() };
    Ok(blad.bezoeker()?.actor.heeft_daar(Rol::Beheerder, &regio))
}

/// Only for whoever does; anybody else hears who it is.
pub(super) fn alleen_beheerder(blad: &Blad) -> Result<(), Problem> {
    let niet = || Problem::new(Code::NietToegestaan, "Dit doet de functioneel beheerder.");
    beheert(blad)?.then_some(()).ok_or_else(niet)
}
