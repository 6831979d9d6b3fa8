//! Pregnancies: their due dates, with the revisions, and how they went, with what was told before.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    domain::{
        casus::{Casus, CasusId},
        client::ClientId,
        ids::Id,
        reden::HerzienReden,
        signaal::Signaal,
        tijd::Moment,
        toegang::{GebruikerId, OrganisatieId},
        zwangerschap::{
            Status, Termijnbron, Zwangerschap, ZwangerschapId,
            uitkomst::{Omslag, Uitkomst},
        },
    },
    store::{
        bewaar::pen::Pen,
        conn::Tx,
        error::Error,
        schema::{casus, gebruiker, signaal, termijn, zwangerschap, zwangerschapseinde},
        types::{EenVan, Woord},
    },
};

/// A pregnancy as it is stored.
#[derive(Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = zwangerschap)]
pub(in crate::store) struct ZwangerschapRow {
    id: ZwangerschapId,
    client_id: ClientId,
    uitgerekend: NaiveDate,
    bron: Woord<Termijnbron>,
    aantal_kinderen: i32,
    eerste_kind: bool,
    status: Woord<Status>,
    geeindigd_op: Option<NaiveDate>,
}

impl From<ZwangerschapRow> for Zwangerschap {
    fn from(row: ZwangerschapRow) -> Self {
        Self {
            id: row.id,
            uitgerekend: row.uitgerekend,
            bron: row.bron.0,
            aantal_kinderen: row.aantal_kinderen,
            eerste_kind: row.eerste_kind,
            status: row.status.0,
            geeindigd_op: row.geeindigd_op,
        }
    }
}

/// Stores a pregnancy with its first due date.
pub fn insert(tx: &mut Tx, van: ClientId, nieuw: &Zwangerschap, door: GebruikerId, nu: Moment) -> Result<(), Error> {
    let row = ZwangerschapRow {
        id: nieuw.id,
        client_id: van,
        uitgerekend: nieuw.uitgerekend,
        bron: Woord(nieuw.bron),
        aantal_kinderen: nieuw.aantal_kinderen,
        eerste_kind: nieuw.eerste_kind,
        status: Woord(nieuw.status),
        geeindigd_op: nieuw.geeindigd_op,
    };
    diesel::insert_into(zwangerschap::table).values(&row).execute(tx)?;
    insert_termijn(tx, nieuw, (None, None), door, nu)
}

fn insert_termijn(
    tx: &mut Tx,
    nieuw: &Zwangerschap,
    (oud, reden): (Option<NaiveDate>, Option<HerzienReden>),
    door: GebruikerId,
    nu: Moment,
) -> Result<(), Error> {
    diesel::insert_into(termijn::table)
        .values((
            termijn::id.eq(Id::<()>::new(nu)),
            termijn::zwangerschap_id.eq(nieuw.id),
            termijn::oud.eq(oud),
            termijn::nieuw.eq(nieuw.uitgerekend),
            termijn::bron.eq(Woord(nieuw.bron)),
            termijn::reden.eq(reden.map(Woord)),
            termijn::door_id.eq(door),
            termijn::op.eq(nu),
        ))
        .execute(tx)?;
    Ok(())
}

/// Revises a due date; old and new are kept.
pub(in crate::store) fn herzie_termijn(
    pen: &mut Pen<'_>,
    was: NaiveDate,
    wordt: &Zwangerschap,
    reden: Option<HerzienReden>,
) -> Result<(), Error> {
    diesel::update(zwangerschap::table.find(wordt.id))
        .set((
            zwangerschap::uitgerekend.eq(wordt.uitgerekend),
            zwangerschap::bron.eq(Woord(wordt.bron)),
            zwangerschap::status.eq(Woord(wordt.status)),
        ))
        .execute(pen.tx)?;
    let (door, op) = (pen.door()?, pen.op());
    insert_termijn(pen.tx, wordt, (Some(was), reden), door, op)
}

/// Notes how a pregnancy went; what was noted before is kept. Says how many it found as they were.
pub(in crate::store) fn zet(pen: &mut Pen<'_>, omslag: Omslag) -> Result<usize, Error> {
    let Omslag { van, was, wordt, reden } = omslag;
    let zoals_het_was = zwangerschap::table.find(van).filter(zwangerschap::status.eq(Woord(was.status)));
    let gezet = diesel::update(zoals_het_was)
        .set((zwangerschap::status.eq(Woord(wordt.status)), zwangerschap::geeindigd_op.eq(wordt.op)))
        .execute(pen.tx)?;
    let (door, op) = (pen.wie(), pen.op());
    diesel::insert_into(zwangerschapseinde::table)
        .values((
            zwangerschapseinde::id.eq(Id::<()>::new(op)),
            zwangerschapseinde::zwangerschap_id.eq(van),
            zwangerschapseinde::was.eq(Woord(was.status)),
            zwangerschapseinde::was_op.eq(was.op),
            zwangerschapseinde::wordt.eq(Woord(wordt.status)),
            zwangerschapseinde::wordt_op.eq(wordt.op),
            zwangerschapseinde::reden.eq(reden.map(Woord)),
            zwangerschapseinde::door_id.eq(door),
            zwangerschapseinde::op.eq(op),
        ))
        .execute(pen.tx)?;
    Ok(gezet)
}

/// Ends the pregnancy of a case by what else was told, on a day that nobody named; what was told of its end before stays. Says whether it
/// ended by this.
pub(in crate::store) fn laat_eindigen(pen: &mut Pen<'_>, van: CasusId, einde: Status) -> Result<bool, Error> {
    let omslag = van_casus(pen.tx, van)?.and_then(|zij| zij.eindigt(einde));
    omslag.map_or(Ok(false), |omslag| Ok(zet(pen, omslag)? == 1))
}

/// A pregnancy as it was first told of, and whether nobody told since how it went.
pub(in crate::store) fn zoals_verteld(tx: &mut Tx, zij: &Zwangerschap) -> Result<(Zwangerschap, bool), Error> {
    let eerste = termijn::table
        .filter(termijn::zwangerschap_id.eq(zij.id))
        .order(termijn::id.asc())
        .select((termijn::nieuw, termijn::bron))
        .first::<(NaiveDate, Woord<Termijnbron>)>(tx)
        .optional()?;
    let (uitgerekend, bron) = eerste.map_or((zij.uitgerekend, zij.bron), |(dag, bron)| (dag, bron.0));
    let was = zwangerschapseinde::table
        .filter(zwangerschapseinde::zwangerschap_id.eq(zij.id))
        .order(zwangerschapseinde::id.asc())
        .select((zwangerschapseinde::was, zwangerschapseinde::was_op))
        .first::<(Woord<Status>, Option<NaiveDate>)>(tx)
        .optional()?;
    let ongewijzigd = was.is_none();
    let (status, geeindigd_op) = was.map_or((zij.status, zij.geeindigd_op), |(was, op)| (was.0, op));
    Ok((Zwangerschap { uitgerekend, bron, status, geeindigd_op, ..zij.clone() }, ongewijzigd))
}

/// Of which organisation was who last told how a pregnancy went; nothing when nobody told.
pub fn verteld_door(tx: &mut Tx, van: ZwangerschapId) -> Result<Option<OrganisatieId>, Error> {
    let laatste = zwangerschapseinde::table
        .left_join(gebruiker::table.on(zwangerschapseinde::door_id.eq(gebruiker::id.nullable())))
        .filter(zwangerschapseinde::zwangerschap_id.eq(van))
        .order(zwangerschapseinde::id.desc())
        .select(gebruiker::organisatie_id.nullable())
        .first::<Option<OrganisatieId>>(tx)
        .optional()?;
    Ok(laatste.flatten())
}

/// When it was told that a pregnancy went like this, the last time that nobody had said so before.
pub(in crate::store) fn verteld_op(tx: &mut Tx, van: ZwangerschapId, zo: Status) -> Result<Option<Moment>, Error> {
    Ok(zwangerschapseinde::table
        .filter(zwangerschapseinde::zwangerschap_id.eq(van))
        .filter(zwangerschapseinde::wordt.eq(Woord(zo)))
        .filter(zwangerschapseinde::was.ne(Woord(zo)))
        .order(zwangerschapseinde::id.desc())
        .select(zwangerschapseinde::op)
        .first(tx)
        .optional()?)
}

/// Lets the pregnancy of a case be as it was before the case was closed at `op`, when that changed it and nobody told otherwise since.
pub(in crate::store) fn herstel(pen: &mut Pen<'_>, van: CasusId, op: Moment) -> Result<(), Error> {
    let Some(zij) = van_casus(pen.tx, van)? else { return Ok(()) };
    let toen = zwangerschapseinde::table
        .filter(zwangerschapseinde::zwangerschap_id.eq(zij.id))
        .filter(zwangerschapseinde::op.eq(op))
        // Whoever tells it names a day.
        .filter(zwangerschapseinde::wordt_op.is_null())
        .order(zwangerschapseinde::id.desc())
        .select((
            zwangerschapseinde::was,
            zwangerschapseinde::was_op,
            zwangerschapseinde::wordt,
            zwangerschapseinde::wordt_op,
        ))
        .first::<(Woord<Status>, Option<NaiveDate>, Woord<Status>, Option<NaiveDate>)>(pen.tx)
        .optional()?;
    let Some((was, was_op, wordt, wordt_op)) = toen else { return Ok(()) };
    if zij.uitkomst() != (Uitkomst { status: wordt.0, op: wordt_op }) {
        return Ok(());
    }
    let wordt = Uitkomst { status: was.0, op: was_op };
    zet(pen, Omslag { van: zij.id, was: zij.uitkomst(), wordt, reden: None }).map(drop)
}

/// The pregnancy that a case is about, if it is about one.
fn van_casus(tx: &mut Tx, van: CasusId) -> Result<Option<Zwangerschap>, Error> {
    let row = casus::table
        .inner_join(zwangerschap::table)
        .filter(casus::id.eq(van))
        .select(ZwangerschapRow::as_select())
        .first::<ZwangerschapRow>(tx)
        .optional()?;
    Ok(row.map(Into::into))
}

/// A pregnancy.
pub fn find(tx: &mut Tx, id: ZwangerschapId) -> Result<Zwangerschap, Error> {
    let row = zwangerschap::table.find(id).select(ZwangerschapRow::as_select()).first::<ZwangerschapRow>(tx)?;
    Ok(row.into())
}

/// The pregnancies `ids`, in any order.
pub fn alle(tx: &mut Tx, ids: &[ZwangerschapId]) -> Result<Vec<Zwangerschap>, Error> {
    let rows = zwangerschap::table
        .filter(EenVan::new(zwangerschap::id, ids))
        .select(ZwangerschapRow::as_select())
        .load::<ZwangerschapRow>(tx)?;
    Ok(rows.into_iter().map(Zwangerschap::from).collect())
}

/// The pregnancy that a case is about, and the one that a signaal tells of.
pub fn van_beide(
    tx: &mut Tx,
    van: &Casus,
    bij: &Signaal,
) -> Result<(Option<Zwangerschap>, Option<Zwangerschap>), Error> {
    let ids: Vec<ZwangerschapId> = van.zwangerschap.into_iter().chain(bij.zwangerschap).collect();
    let bekend = alle(tx, &ids)?;
    let die = |id: Option<ZwangerschapId>| bekend.iter().find(|z| Some(z.id) == id).cloned();
    Ok((die(van.zwangerschap), die(bij.zwangerschap)))
}

/// These pregnancies, each with whose it is.
pub(in crate::store) fn met_client(
    tx: &mut Tx,
    ids: &[ZwangerschapId],
) -> Result<Vec<(ClientId, Zwangerschap)>, Error> {
    let rows = zwangerschap::table
        .filter(EenVan::new(zwangerschap::id, ids))
        .order(zwangerschap::id.asc())
        .select(ZwangerschapRow::as_select())
        .load::<ZwangerschapRow>(tx)?;
    Ok(rows.into_iter().map(|row| (row.client_id, row.into())).collect())
}

/// The pregnancies of a family, also of its earlier cases, the oldest first; and of its clients the one that came last.
pub fn van_gezin(tx: &mut Tx, van: &Casus) -> Result<(ClientId, Vec<Zwangerschap>), Error> {
    let clienten = signaal::table
        .filter(signaal::casus_id.eq(van.id))
        .order(signaal::id.asc())
        .select(signaal::client_id)
        .load::<ClientId>(tx)?;
    let laatste = clienten.last().copied().unwrap_or(van.client);
    Ok((laatste, van_clienten(tx, clienten.into_iter().chain([van.client]).collect())?))
}

/// Whether a woman who is back had a child while her family was followed.
pub(in crate::store) fn heeft_kind(tx: &mut Tx, van: ClientId) -> Result<bool, Error> {
    let eigen = casus::table.filter(casus::client_id.eq(van)).select(casus::id.nullable());
    let gekoppeld = signaal::table.filter(signaal::casus_id.eq_any(eigen)).select(signaal::client_id);
    let clienten = gekoppeld.load::<ClientId>(tx)?.into_iter().chain([van]).collect();
    Ok(van_clienten(tx, clienten)?.iter().any(|zij| zij.status == Status::Geboren))
}

fn van_clienten(tx: &mut Tx, clienten: Vec<ClientId>) -> Result<Vec<Zwangerschap>, Error> {
    let rows = zwangerschap::table
        .filter(zwangerschap::client_id.eq_any(clienten))
        .order((zwangerschap::uitgerekend.asc(), zwangerschap::id.asc()))
        .select(ZwangerschapRow::as_select())
        .load::<ZwangerschapRow>(tx)?;
    Ok(rows.into_iter().map(Zwangerschap::from).collect())
}

/// That this pregnancy is not of her first child: the family has one already.
pub(in crate::store) fn is_niet_eerste(pen: &mut Pen<'_>, welke: ZwangerschapId) -> Result<(), Error> {
    diesel::update(zwangerschap::table.find(welke)).set(zwangerschap::eerste_kind.eq(false)).execute(pen.tx)?;
    Ok(())
}
