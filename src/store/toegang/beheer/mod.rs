//! What the functioneel beheerder changes: each decision is stored with its line.

pub mod desk;
pub mod factor;
pub mod gebruiker;
pub mod herstel;
pub mod organisatie;
pub mod toekenning;
pub mod werk;
pub mod wijziging;

use diesel::prelude::*;

use crate::{
    domain::{
        logboek::Spoor,
        tijd::Moment,
        toegang::{Actor, GebruikerId, Rol, Waarom, Weigering},
    },
    store::{conn::Tx, error::Error, schema::sessie},
};

/// Whether `actor` may know which accounts and grants there are; nobody else finds one.
fn ziet_accounts(actor: &Actor) -> bool {
    actor.heeft(Rol::Beheerder) || actor.heeft(Rol::Fg)
}

/// A refusal: it was changed since it was seen.
fn verouderd(spoor: Spoor) -> Error {
    Error::Weigering(Box::new(Weigering { waarom: Waarom::Verouderd, spoor }))
}

/// Ends every session of an account.
fn beeindig_sessies(tx: &mut Tx, van: GebruikerId, nu: Moment) -> Result<(), Error> {
    diesel::update(sessie::table)
        .filter(sessie::gebruiker_id.eq(van))
        .filter(sessie::beeindigd_op.is_null())
        .set(sessie::beeindigd_op.eq(nu))
        .execute(tx)?;
    Ok(())
}
