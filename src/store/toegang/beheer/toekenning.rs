//! Grants: given by somebody, for a period, and taken back.

use diesel::prelude::*;

use super::{verouderd, ziet_accounts};
use crate::{
    domain::{
        logboek::Spoor,
        tijd::Moment,
        toegang::{
            Actor, Besluit, GebruikerId, Gezocht, Rol, Toekenning, ToekenningId, Verleend,
            beheer::{Periode, ToekenningStatus},
        },
    },
    store::{
        conn::Tx,
        error::Error,
        logboek,
        schema::{gebruiker, toekenning},
        toegang::{gebied, sessie},
        types::Woord,
    },
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = toekenning)]
struct Row {
    id: ToekenningId,
    gebruiker_id: GebruikerId,
    rol: Woord<Rol>,
    gebied_soort: String,
    gebied: String,
    geldig_van: Moment,
    geldig_tot: Option<Moment>,
    door_id: Option<GebruikerId>,
    waarneming_voor_id: Option<GebruikerId>,
}

impl Row {
    fn op(self, nu: Moment) -> Result<Verleend, Error> {
        let voorbij = self.geldig_tot.is_some_and(|tot| tot <= nu);
        Ok(Verleend {
            id: self.id,
            gebruiker: self.gebruiker_id,
            wat: Toekenning { rol: self.rol.0, gebied: gebied::lees(&self.gebied_soort, &self.gebied)? },
            periode: Periode { van: self.geldig_van, tot: self.geldig_tot },
            door: self.door_id,
            waarneming_voor: self.waarneming_voor_id,
            status: if voorbij { ToekenningStatus::Beeindigd } else { ToekenningStatus::Loopt },
        })
    }
}

/// Looks for a grant, for whoever may know of it.
pub fn find(tx: &mut Tx, actor: &Actor, id: ToekenningId) -> Result<Gezocht<Verleend>, Error> {
    if !ziet_accounts(actor) {
        return Ok(Gezocht { id: id.uuid(), gevonden: None });
    }
    let row: Option<Row> = toekenning::table.find(id).select(Row::as_select()).first(tx).optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: row.map(|row| row.op(actor.nu)).transpose()? })
}

/// The grants with these identifiers; those of the logboek are all there, for none is ever removed.
pub fn alle(tx: &mut Tx, ids: Vec<ToekenningId>, nu: Moment) -> Result<Vec<Verleend>, Error> {
    let rows: Vec<Row> = toekenning::table.filter(toekenning::id.eq_any(ids)).select(Row::as_select()).load(tx)?;
    rows.into_iter().map(|row| row.op(nu)).collect()
}

/// The grants of these accounts, oldest first, as they stand at `nu`.
pub(super) fn van(tx: &mut Tx, wie: Vec<GebruikerId>, nu: Moment) -> Result<Vec<Verleend>, Error> {
    let rows: Vec<Row> = toekenning::table
        .filter(toekenning::gebruiker_id.eq_any(wie))
        .order(toekenning::id)
        .select(Row::as_select())
        .load(tx)?;
    rows.into_iter().map(|row| row.op(nu)).collect()
}

/// Stores a grant, without its line.
pub(super) fn insert(tx: &mut Tx, nieuw: &Verleend) -> Result<(), Error> {
    let (soort, welk) = gebied::als_tekst(nieuw.wat.gebied);
    diesel::insert_into(toekenning::table)
        .values((
            toekenning::id.eq(nieuw.id),
            toekenning::gebruiker_id.eq(nieuw.gebruiker),
            toekenning::rol.eq(Woord(nieuw.wat.rol)),
            toekenning::gebied_soort.eq(soort),
            toekenning::gebied.eq(welk),
            toekenning::geldig_van.eq(nieuw.periode.van),
            toekenning::geldig_tot.eq(nieuw.periode.tot),
            toekenning::door_id.eq(nieuw.door),
            toekenning::waarneming_voor_id.eq(nieuw.waarneming_voor),
        ))
        .execute(tx)?;
    Ok(())
}

/// Stores a grant that was given, with its line; the sessions of the account end, so that it begins with its new rights.
pub fn record_nieuw(tx: &mut Tx, besluit: Besluit<Verleend>) -> Result<Verleend, Error> {
    let (spoor, nieuw, _) = besluit.unfold();
    insert(tx, &nieuw)?;
    raak(tx, nieuw.gebruiker, &spoor)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

/// Stores that a grant was taken back, with its line; the sessions of the account end.
pub fn record_intrekking(tx: &mut Tx, besluit: Besluit<Verleend>) -> Result<Verleend, Error> {
    let (spoor, ingetrokken, _) = besluit.unfold();
    let nu = spoor.door.op;
    let changed = diesel::update(toekenning::table.find(ingetrokken.id))
        .filter(toekenning::geldig_tot.is_null().or(toekenning::geldig_tot.gt(nu)))
        .set(toekenning::geldig_tot.eq(ingetrokken.periode.tot))
        .execute(tx)?;
    if changed != 1 {
        return Err(verouderd(spoor));
    }
    raak(tx, ingetrokken.gebruiker, &spoor)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(ingetrokken)
}

/// Notes that the rights of an account that is not closed have changed.
pub(super) fn raak(tx: &mut Tx, wie: GebruikerId, spoor: &Spoor) -> Result<(), Error> {
    let changed = diesel::update(gebruiker::table.find(wie).filter(gebruiker::vertrokken_op.is_null()))
        .set(gebruiker::versie.eq(gebruiker::versie + 1))
        .execute(tx)?;
    if changed != 1 {
        return Err(verouderd(spoor.clone()));
    }
    sessie::beeindig_alle(tx, wie, None, spoor.door.op)?;
    Ok(())
}
