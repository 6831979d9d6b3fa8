//! What the functioneel beheerder changes.

pub mod desk;
pub mod factor;
pub mod gebruiker;
pub mod herstel;
pub mod organisatie;
pub mod toekenning;
pub mod tweede;
pub mod werk;
pub mod wijziging;

use crate::domain::toegang::{Actor, Rol};

/// Whether `actor` may know which accounts and grants there are; nobody else finds one.
fn ziet_accounts(actor: &Actor) -> bool {
    actor.heeft(Rol::Beheerder) || actor.heeft(Rol::Fg)
}
