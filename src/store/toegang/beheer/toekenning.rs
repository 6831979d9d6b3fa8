//! Grants: given by somebody, for a period, and taken back.

use diesel::{prelude::*, sql_types::Bool};
use strum::VariantArray as _;

use super::{tweede::wie_het_hoort, ziet_accounts};
use crate::{
    domain::{
        rode_draad::gevolg::Feit,
        tijd::Moment,
        toegang::{
            Actor, GebruikerId, Gezocht, Rol, Toekenning, ToekenningId, Van, Verleend,
            beheer::{Periode, ToekenningStatus},
        },
    },
    store::{
        bewaar::pen::{Pen, Rijen},
        conn::Tx,
        error::Error,
        schema::{gebruiker, toekenning},
        toegang::{gebied, geldig::niet_voorbij},
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
    wacht_sinds: Option<Moment>,
    bevestigd_door_id: Option<GebruikerId>,
    bevestigd_op: Option<Moment>,
}

impl Row {
    fn op(self, nu: Moment) -> Result<Verleend, Error> {
        let status = match (self.geldig_tot, self.wacht_sinds) {
            (Some(tot), _) if tot <= nu => ToekenningStatus::Beeindigd,
            (_, Some(_)) => ToekenningStatus::Wacht,
            (_, None) => ToekenningStatus::Loopt,
        };
        Ok(Verleend {
            id: self.id,
            gebruiker: self.gebruiker_id,
            wat: Toekenning { rol: self.rol.0, gebied: gebied::lees(&self.gebied_soort, &self.gebied)? },
            periode: Periode { van: self.geldig_van, tot: self.geldig_tot },
            door: self.door_id,
            waarneming_voor: self.waarneming_voor_id,
            wacht_sinds: self.wacht_sinds,
            bevestigd: self.bevestigd_door_id.zip(self.bevestigd_op),
            status,
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

/// A list of what waits is no longer than this: what was confirmed is not in it any more.
const MEESTE: i64 = 100;

/// The grants that wait for a second person at `nu`, the oldest first.
pub fn wachtend(tx: &mut Tx, nu: Moment) -> Result<Vec<Verleend>, Error> {
    let rows: Vec<Row> = toekenning::table
        .filter(toekenning::wacht_sinds.is_not_null())
        .filter(niet_voorbij(nu))
        .order((toekenning::wacht_sinds, toekenning::id))
        .limit(MEESTE)
        .select(Row::as_select())
        .load(tx)?;
    rows.into_iter().map(|row| row.op(nu)).collect()
}

impl Rijen for Verleend {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        if raak(pen, self.gebruiker)? != 1 {
            return Ok(0);
        }
        match (van, self.status) {
            (Van::Nieuw, _) => insert(pen, self).map(|()| 1),
            (Van::In(nog), ToekenningStatus::Beeindigd) => beeindig_in(pen, self, nog),
            (Van::In(_), _) => bevestig(pen, self),
        }
    }

    fn feit(&self, pen: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Rechten(self.gebruiker, wie_het_hoort(pen, self.status == ToekenningStatus::Wacht)?))
    }
}

/// Notes that the rights of an account changed; finds none when it was closed.
pub(super) fn raak(pen: &mut Pen<'_>, wie: GebruikerId) -> Result<usize, Error> {
    Ok(diesel::update(gebruiker::table.find(wie).filter(gebruiker::vertrokken_op.is_null()))
        .set(gebruiker::versie.eq(gebruiker::versie + 1))
        .execute(pen.tx)?)
}

/// Stores a grant.
pub(super) fn insert(pen: &mut Pen<'_>, nieuw: &Verleend) -> Result<(), Error> {
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
            toekenning::wacht_sinds.eq(nieuw.wacht_sinds),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// Stores that a second person confirmed a grant that waited: it holds from then on.
fn bevestig(pen: &mut Pen<'_>, bevestigd: &Verleend) -> Result<usize, Error> {
    let (door, op) = bevestigd.bevestigd.unzip();
    Ok(diesel::update(toekenning::table.find(bevestigd.id))
        .filter(toekenning::wacht_sinds.is_not_null())
        .filter(niet_voorbij(pen.op()))
        .set((
            toekenning::wacht_sinds.eq(bevestigd.wacht_sinds),
            toekenning::bevestigd_door_id.eq(door),
            toekenning::bevestigd_op.eq(op),
            toekenning::geldig_van.eq(bevestigd.periode.van),
        ))
        .execute(pen.tx)?)
}

/// Lets the powerful grants of an account wait for a second person again: somebody else has the code to it.
pub(super) fn laat_wachten(pen: &mut Pen<'_>, wie: GebruikerId) -> Result<(), Error> {
    let machtig = Rol::VARIANTS.iter().copied().filter(|rol| rol.is_machtig()).map(Woord);
    diesel::update(toekenning::table)
        .filter(toekenning::gebruiker_id.eq(wie))
        .filter(toekenning::rol.eq_any(machtig.collect::<Vec<_>>()))
        .filter(niet_voorbij(pen.op()))
        .set((toekenning::wacht_sinds.eq(pen.op()), toekenning::door_id.eq(pen.door()?)))
        .execute(pen.tx)?;
    Ok(())
}

/// Stores when a grant that has not ended ends.
pub(super) fn beeindig(pen: &mut Pen<'_>, van: &Verleend) -> Result<usize, Error> {
    beeindig_in(pen, van, &[ToekenningStatus::Loopt.into(), ToekenningStatus::Wacht.into()])
}

/// The same, of a grant in one of these states: whoever refuses one that waits does not end one that was confirmed meanwhile.
fn beeindig_in(pen: &mut Pen<'_>, van: &Verleend, nog: &[&'static str]) -> Result<usize, Error> {
    let ook_lopend = nog.contains(&ToekenningStatus::Loopt.into());
    Ok(diesel::update(toekenning::table.find(van.id))
        .filter(niet_voorbij(pen.op()))
        .filter(toekenning::wacht_sinds.is_not_null().or(ook_lopend.into_sql::<Bool>()))
        .set(toekenning::geldig_tot.eq(van.periode.tot))
        .execute(pen.tx)?)
}

/// Ends every grant of an account.
pub(in crate::store) fn beeindig_van(pen: &mut Pen<'_>, wie: GebruikerId) -> Result<(), Error> {
    diesel::update(toekenning::table)
        .filter(toekenning::gebruiker_id.eq(wie))
        .filter(niet_voorbij(pen.op()))
        .set(toekenning::geldig_tot.eq(pen.op()))
        .execute(pen.tx)?;
    Ok(())
}
