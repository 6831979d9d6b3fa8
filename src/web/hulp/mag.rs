//! What whoever looks may do, so that nobody is shown a form that they cannot send.

use crate::{
    domain::{
        route::Route,
        toegang::{Ligging, Rol},
    },
    http::{
        doorgeleiding::view::DoorgeleidingRegel,
        problem::{Code, Problem},
    },
    web::blad::Blad,
};

fn daar(regel: &DoorgeleidingRegel) -> Ligging {
    Ligging { gemeente: regel.gemeente, desk: Some(regel.desk), ..Ligging::default() }
}

/// Whether they work at the desk where a request lies.
pub(super) fn werkt_er(blad: &Blad, regel: &DoorgeleidingRegel) -> Result<bool, Problem> {
    Ok(blad.bezoeker()?.actor.heeft_daar(Rol::Uitvoerder, &daar(regel)))
}

/// Whether they chair the table to which it was sent.
pub(super) fn zit_voor(blad: &Blad, regel: &DoorgeleidingRegel) -> Result<bool, Problem> {
    Ok(regel.route == Route::Knooppunt && blad.bezoeker()?.actor.heeft_daar(Rol::Voorzitter, &daar(regel)))
}

/// Whether they coordinate where the family lives.
pub(super) fn coordineert(blad: &Blad, regel: &DoorgeleidingRegel) -> Result<bool, Problem> {
    Ok(blad.bezoeker()?.actor.heeft_daar(Rol::JgzCoordinator, &daar(regel)))
}

/// Only for whoever works at the desk; anybody else hears who does it.
pub(super) fn alleen_het_bureau(blad: &Blad, regel: &DoorgeleidingRegel) -> Result<(), Problem> {
    let niet = || Problem::new(Code::NietToegestaan, "Dit legt het bureau vast dat de hulp geeft.");
    werkt_er(blad, regel)?.then_some(()).ok_or_else(niet)
}

/// Where somebody comes from who answers requests: the desk where they work, or the tables that they chair.
pub(super) fn weg(blad: &Blad) -> Result<&'static str, Problem> {
    let actor = &blad.bezoeker()?.actor;
    Ok(if actor.heeft(Rol::Voorzitter) && !actor.heeft(Rol::Uitvoerder) { "/bijeenkomsten" } else { "/bureau" })
}
