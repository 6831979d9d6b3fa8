//! Who makes signalen, for a page that comes before anything is asked of an operation.

use crate::{
    domain::{signaal::Status, toegang::Rol},
    http::{
        problem::{Code, Problem},
        signaal::view::SignaalView,
    },
    web::blad::Blad,
};

/// Whoever gives no signalen hears so; the operation would say the same, but only when it is sent.
pub(super) fn mag(blad: &Blad) -> Result<(), Problem> {
    let mag = blad.bezoeker()?.rollen().contains(&Rol::Signaleerder);
    let niet =
        || Problem::new(Code::NietToegestaan, "Signalen maakt wie een vrouw begeleidt en daarvoor is aangewezen.");
    mag.then_some(()).ok_or_else(niet)
}

/// Whether there is something to tell of a signaal: it was not taken back.
pub(super) const fn kan(signaal: &SignaalView) -> bool {
    matches!(signaal.status, Status::Ontvangen | Status::Gekoppeld)
}

/// Whether it can be taken back: nobody took it up.
pub(super) const fn is_terug_te_nemen(signaal: &SignaalView) -> bool {
    matches!(signaal.status, Status::Ontvangen)
}
