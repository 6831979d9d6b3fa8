//! Who may be the second of two.

use diesel::prelude::*;

use crate::{
    domain::{
        tijd::Moment,
        toegang::{GebruikerId, beheer::tweede::Tweede},
    },
    store::{conn::Tx, error::Error, schema::gebruiker},
};

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
