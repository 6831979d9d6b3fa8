//! Desks, as the beheerder keeps them.

use diesel::prelude::*;

use super::verouderd;
use crate::{
    domain::toegang::{Besluit, Desk, DeskId, Gezocht, beheer::DeskStatus},
    store::{
        conn::Tx,
        doorgeleiding::loopt,
        error::Error,
        logboek,
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

/// Stores a new desk, with its line.
pub fn record_nieuw(tx: &mut Tx, besluit: Besluit<Desk>) -> Result<Desk, Error> {
    let (spoor, nieuw, _) = besluit.unfold();
    insert_desk(tx, nieuw.id, &nieuw.gegevens)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

/// Stores what a desk is from now on, in the version that was seen, with its line.
pub fn record(tx: &mut Tx, besluit: Besluit<Desk>) -> Result<Desk, Error> {
    let (spoor, mut nieuw, _) = besluit.unfold();
    let seen = desk::table.find(nieuw.id).filter(desk::actief.eq(true)).filter(desk::versie.eq(nieuw.versie));
    let changed = diesel::update(seen)
        .set((
            desk::naam.eq(&nieuw.gegevens.naam),
            desk::capaciteit.eq(nieuw.gegevens.capaciteit),
            desk::wachttijd_dagen.eq(nieuw.gegevens.wachttijd_dagen),
            desk::responstermijn.eq(nieuw.gegevens.responstermijn),
            desk::actief.eq(nieuw.status == DeskStatus::Open),
            desk::versie.eq(desk::versie + 1),
        ))
        .execute(tx)?;
    if changed != 1 {
        return Err(verouderd(spoor));
    }
    nieuw.versie += 1;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

/// How many requests at this desk are open.
pub fn open_doorgeleidingen(tx: &mut Tx, bij: DeskId) -> Result<i64, Error> {
    Ok(doorgeleiding::table.filter(doorgeleiding::desk_id.eq(bij)).filter(loopt()).count().get_result(tx)?)
}
