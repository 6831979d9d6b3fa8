//! Desks, as the beheerder keeps them.

use diesel::prelude::*;

use super::organisatie;
use crate::{
    domain::toegang::{Desk, DeskId, Gezocht, OrganisatieId, Van, beheer::DeskStatus},
    store::{
        bewaar::pen::{Pen, Rijen},
        conn::{Either, Tx},
        doorgeleiding::loopt,
        error::Error,
        schema::{desk, doorgeleiding},
        toegang::organisatie::{DeskRow, insert_desk},
    },
};

/// Looks for a desk; everybody may know which there are.
pub fn find(tx: &mut Tx, id: DeskId) -> Result<Gezocht<Desk>, Error> {
    let row: Option<(DeskRow, bool, i32)> =
        desk::table.find(id).select((DeskRow::as_select(), desk::actief, desk::versie)).first(tx).optional()?;
    let lees = |(row, actief, versie): (DeskRow, bool, i32)| -> Result<Desk, Error> {
        let status = if actief { DeskStatus::Open } else { DeskStatus::Gesloten };
        Ok(Desk { id, gegevens: row.gegevens()?, status, versie })
    };
    Ok(Gezocht { id: id.uuid(), gevonden: row.map(lees).transpose()? })
}

impl Rijen for Desk {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        match van {
            Van::Nieuw if !organisatie::houd_open(pen, self.gegevens.organisatie)? => Ok(0),
            Van::Nieuw => insert_desk(pen.tx, self.id, &self.gegevens).map(|()| 1),
            Van::In(_) => update(pen, self),
        }
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }
}

/// Stores what a desk is from now on.
fn update(pen: &mut Pen<'_>, nieuw: &Desk) -> Result<usize, Error> {
    let seen = desk::table.find(nieuw.id).filter(desk::actief.eq(true)).filter(desk::versie.eq(nieuw.versie));
    Ok(diesel::update(seen)
        .set((
            desk::naam.eq(&nieuw.gegevens.naam),
            desk::capaciteit.eq(nieuw.gegevens.capaciteit),
            desk::vrije_plekken.eq(nieuw.gegevens.vrije_plekken),
            desk::wachttijd_dagen.eq(nieuw.gegevens.wachttijd_dagen),
            desk::ruimte_op.eq(nieuw.gegevens.ruimte_op),
            desk::responstermijn.eq(nieuw.gegevens.responstermijn),
            desk::actief.eq(nieuw.status == DeskStatus::Open),
            desk::versie.eq(desk::versie + 1),
        ))
        .execute(pen.tx)?)
}

/// Closes every desk of an organisation.
pub(in crate::store) fn sluit_van(pen: &mut Pen<'_>, van: OrganisatieId) -> Result<(), Error> {
    diesel::update(desk::table)
        .filter(desk::organisatie_id.eq(van))
        .filter(desk::actief.eq(true))
        .set((desk::actief.eq(false), desk::versie.eq(desk::versie + 1)))
        .execute(pen.tx)?;
    Ok(())
}

/// Holds a desk, before its open requests are counted: nobody sends to it for the rest of the transaction.
pub fn grendel(tx: &mut Tx, id: DeskId) -> Result<(), Error> {
    if let Either::Postgres(postgres) = tx.either() {
        desk::table.find(id).select(desk::id).for_update().first::<DeskId>(postgres).optional()?;
    }
    Ok(())
}

/// Holds every desk of an organisation, always in the same order, as [`grendel`] does one.
pub fn grendel_van(tx: &mut Tx, van: OrganisatieId) -> Result<(), Error> {
    if let Either::Postgres(postgres) = tx.either() {
        let alle = desk::table.filter(desk::organisatie_id.eq(van)).order(desk::id);
        alle.select(desk::id).for_update().load::<DeskId>(postgres)?;
    }
    Ok(())
}

/// How many desks of an organisation take requests.
pub fn open_van(tx: &mut Tx, van: OrganisatieId) -> Result<usize, Error> {
    let open = desk::table.filter(desk::organisatie_id.eq(van)).filter(desk::actief.eq(true));
    let aantal: i64 = open.count().get_result(tx)?;
    Ok(usize::try_from(aantal).unwrap_or_default())
}

/// How many requests at this desk are open.
pub fn open_doorgeleidingen(tx: &mut Tx, bij: DeskId) -> Result<i64, Error> {
    Ok(doorgeleiding::table.filter(doorgeleiding::desk_id.eq(bij)).filter(loopt()).count().get_result(tx)?)
}
