//! Who may be the second of two.

use diesel::prelude::*;

use crate::{
    domain::{
        tijd::Moment,
        toegang::{GebruikerId, Rol, beheer::tweede::Tweede},
    },
    store::{
        bewaar::pen::Pen,
        conn::Tx,
        error::Error,
        schema::{gebruiker, toekenning},
        toegang::geldig::geldt,
        types::Woord,
    },
};

/// The privacy officers at work, who hear of what waits for a second person; nobody when nothing waits.
pub(super) fn wie_het_hoort(pen: &mut Pen<'_>, wacht: bool) -> Result<Vec<GebruikerId>, Error> {
    if !wacht {
        return Ok(Vec::new());
    }
    let (door, op) = (pen.door()?, pen.op());
    Ok(toekenning::table
        .inner_join(gebruiker::table)
        .filter(toekenning::rol.eq(Woord(Rol::Fg)))
        .filter(geldt(op))
        .filter(gebruiker::actief.eq(true))
        .filter(gebruiker::id.ne(door))
        .order(gebruiker::id)
        .select(gebruiker::id)
        .distinct()
        .load(pen.tx)?)
}

/// What matters of `wie`, who confirms what `vrager` asked; nobody asked what was given at the machine itself.
pub fn load(tx: &mut Tx, wie: GebruikerId, vrager: Option<GebruikerId>) -> Result<Tweede, Error> {
    let sinds: Moment = gebruiker::table.find(wie).select(gebruiker::aangemaakt_op).first(tx)?;
    let van_vrager = vrager.map_or(Ok(Vec::new()), |vrager| uitgenodigd_door(tx, vrager))?;
    Ok(Tweede { wie, sinds, uitgenodigd_door: uitgenodigd_door(tx, wie)?, van_vrager })
}

/// Who invited an account, who invited them, and so on up to the machine itself.
fn uitgenodigd_door(tx: &mut Tx, wie: GebruikerId) -> Result<Vec<GebruikerId>, Error> {
    let mut keten = Vec::new();
    let mut van = wie;
    while let Some(door) =
        gebruiker::table.find(van).select(gebruiker::uitgenodigd_door_id).first::<Option<GebruikerId>>(tx)?
    {
        if keten.contains(&door) {
            break;
        }
        keten.push(door);
        van = door;
    }
    Ok(keten)
}
