//! Who makes signalen, for a page that comes before anything is asked of an operation.

use crate::{
    domain::toegang::Rol,
    http::problem::{Code, Problem},
    web::blad::Blad,
};

/// Whoever gives no signalen hears so; the operation would say the same, but only when it is sent.
pub(super) fn mag(blad: &Blad) -> Result<(), Problem> {
    let mag = blad.bezoeker()?.rollen().contains(&Rol::Signaleerder);
    let niet =
        || Problem::new(Code::NietToegestaan, "Signalen maakt wie een vrouw begeleidt en daarvoor is aangewezen.");
    mag.then_some(()).ok_or_else(niet)
}
