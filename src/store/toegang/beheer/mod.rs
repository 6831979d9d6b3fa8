//! What the functioneel beheerder changes: each decision is stored with its line.

pub mod desk;
pub mod factor;
pub mod gebruiker;
pub mod herstel;
pub mod organisatie;
pub mod toekenning;
pub mod werk;
pub mod wijziging;

use crate::{
    domain::{
        logboek::Spoor,
        toegang::{Actor, Rol, Waarom, Weigering},
    },
    store::error::Error,
};

/// Whether `actor` may know which accounts and grants there are; nobody else finds one.
fn ziet_accounts(actor: &Actor) -> bool {
    actor.heeft(Rol::Beheerder) || actor.heeft(Rol::Fg)
}

/// Refused: it was changed since it was seen.
fn verouderd(spoor: Spoor) -> Error {
    Error::Weigering(Box::new(Weigering { waarom: Waarom::Verouderd, spoor }))
}
