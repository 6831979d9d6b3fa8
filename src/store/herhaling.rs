//! What was done with an `Idempotency-Key`: enough to answer a repeat, and nothing that a person could be read from.
//!
//! The answer itself is not kept. Whoever asks again reads the thing as it is now, as far as they may see it now.

use chrono::TimeDelta;
use diesel::prelude::*;
use uuid::Uuid;

use super::{
    conn::{Either, Tx},
    error::Error,
    logboek::betrokkene::personen,
    schema::{herhaling, logregel, logregel_betrokkene},
    types::Woord,
};
use crate::domain::{
    ids::Id,
    logboek::Soort,
    tijd::Moment,
    toegang::{GebruikerId, PseudoniemId},
};

/// Identifiers in one statement: SQLite takes no more than 32,766.
const STAP: usize = 10_000;

/// A request that may come again: whose, its key, and the fingerprint of what was asked.
#[derive(Clone, Debug)]
pub struct Verzoek {
    /// Who asked.
    pub gebruiker: GebruikerId,
    /// The key they chose.
    pub sleutel: String,
    /// What was asked, under the key of the vault: whoever reads the database cannot try a name against it.
    pub afdruk: Vec<u8>,
    /// The request itself, as its line in the logboek names it.
    pub id: Uuid,
    /// When.
    pub op: Moment,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gedaan {
    /// The HTTP status that was answered.
    pub status: u16,
    /// Where the new thing is, when one was made.
    pub locatie: Option<String>,
    /// The kind of thing that was made or changed.
    pub soort: Soort,
    /// The thing.
    pub ding: Uuid,
}

/// The earlier request with the same key.
#[derive(Clone, Debug)]
pub struct Eerder {
    gebruiker: GebruikerId,
    verzoek: Option<Id<Uuid>>,
    op: Moment,
}

/// What is known of a key.
#[derive(Debug)]
pub enum Begin {
    /// Nothing: the request is to be done now, and its end noted with [`klaar`].
    Nieuw,
    /// The same was asked before, and this was done.
    Gedaan(Eerder, Gedaan),
    /// It was used for something that has ended since.
    Voorbij(Eerder),
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = herhaling)]
struct Row {
    verzoek: Option<Vec<u8>>,
    status: Option<i32>,
    locatie: Option<String>,
    soort: Option<Woord<Soort>>,
    object_id: Option<Id<Uuid>>,
    op: Moment,
    verzoek_id: Option<Id<Uuid>>,
}

impl Row {
    fn gedaan(&self) -> Option<Gedaan> {
        let status = u16::try_from(self.status?).ok()?;
        Some(Gedaan { status, locatie: self.locatie.clone(), soort: self.soort?.0, ding: self.object_id?.uuid() })
    }
}

/// Begins a request that may have been done before. Of several at once one does it; the others wait until its end is known.
///
/// Fails with [`Error::Herhaling`] when the key was used for another request.
pub fn begin(tx: &mut Tx, verzoek: &Verzoek, uren: u32) -> Result<Begin, Error> {
    if claim(tx, verzoek)? {
        return Ok(Begin::Nieuw);
    }
    let rij = herhaling::table.find((verzoek.gebruiker, &verzoek.sleutel));
    // Cleared away at this very moment, or not: asking again tells.
    let row = rij.select(Row::as_select()).first(tx).optional()?.ok_or(Error::Bezet)?;
    if row.op < oudst(verzoek.op, uren) {
        diesel::delete(herhaling::table.find((verzoek.gebruiker, &verzoek.sleutel))).execute(tx)?;
        return if claim(tx, verzoek)? { Ok(Begin::Nieuw) } else { Err(Error::Bezet) };
    }
    let eerder = Eerder { gebruiker: verzoek.gebruiker, verzoek: row.verzoek_id, op: row.op };
    match (&row.verzoek, row.gedaan()) {
        (Some(afdruk), _) if *afdruk != verzoek.afdruk => Err(Error::Herhaling),
        (Some(_), Some(gedaan)) => Ok(Begin::Gedaan(eerder, gedaan)),
        _ => Ok(Begin::Voorbij(eerder)),
    }
}

/// Takes the key, unless it is taken: on PostgreSQL this waits for whoever is at work with it.
fn claim(tx: &mut Tx, verzoek: &Verzoek) -> Result<bool, Error> {
    let values = (
        herhaling::gebruiker_id.eq(verzoek.gebruiker),
        herhaling::sleutel.eq(&verzoek.sleutel),
        herhaling::verzoek.eq(&verzoek.afdruk),
        herhaling::op.eq(verzoek.op),
        herhaling::verzoek_id.eq(Id::<Uuid>::from_uuid(verzoek.id)),
    );
    let insert = diesel::insert_into(herhaling::table).values(values).on_conflict_do_nothing();
    let rows = match tx.either() {
        Either::Sqlite(sqlite) => insert.execute(sqlite)?,
        Either::Postgres(postgres) => insert.execute(postgres)?,
    };
    Ok(rows == 1)
}

/// Notes what was done; of what left no thing to be read again nothing is kept.
pub fn klaar(tx: &mut Tx, verzoek: &Verzoek, gedaan: Option<&Gedaan>) -> Result<(), Error> {
    let rij = herhaling::table.find((verzoek.gebruiker, &verzoek.sleutel));
    let rows = match gedaan {
        None => diesel::delete(rij).execute(tx)?,
        Some(gedaan) => diesel::update(rij)
            .set((
                herhaling::status.eq(i32::from(gedaan.status)),
                herhaling::locatie.eq(&gedaan.locatie),
                herhaling::soort.eq(Woord(gedaan.soort)),
                herhaling::object_id.eq(Id::<Uuid>::from_uuid(gedaan.ding)),
            ))
            .execute(tx)?,
    };
    if rows == 1 { Ok(()) } else { Err(Error::Bezet) }
}

/// The persons whom the line of an earlier request names.
pub fn betrokkenen(tx: &mut Tx, eerder: &Eerder) -> Result<Vec<PseudoniemId>, Error> {
    let Some(verzoek) = eerder.verzoek else { return Ok(Vec::new()) };
    let lijsten = logregel::table
        .filter(logregel::gebruiker_id.eq(eerder.gebruiker))
        .filter(logregel::op.eq(eerder.op))
        .filter(logregel::verzoek_id.eq(verzoek))
        .select(logregel::betrokkenen)
        .load::<String>(tx)?;
    Ok(lijsten.iter().flat_map(|lijst| personen(lijst)).collect())
}

/// What was done about a thing that ends is not told again: of its keys stays only that they were used.
pub fn eindig(tx: &mut Tx, ding: Uuid) -> Result<(), Error> {
    diesel::update(herhaling::table.filter(herhaling::object_id.eq(Id::<Uuid>::from_uuid(ding))))
        .set(VOORBIJ)
        .execute(tx)?;
    Ok(())
}

/// The same for all that an account did, when its sessions end because its rights changed or it was closed.
pub fn eindig_van(tx: &mut Tx, wie: GebruikerId) -> Result<(), Error> {
    // What is being done now is not noted yet.
    let gedaan = herhaling::table.filter(herhaling::gebruiker_id.eq(wie)).filter(herhaling::status.is_not_null());
    diesel::update(gedaan).set(VOORBIJ).execute(tx)?;
    Ok(())
}

#[derive(AsChangeset)]
#[diesel(table_name = herhaling, treat_none_as_null = true)]
struct Einde {
    verzoek: Option<Vec<u8>>,
    status: Option<i32>,
    locatie: Option<String>,
    soort: Option<Woord<Soort>>,
    object_id: Option<Id<Uuid>>,
}

const VOORBIJ: Einde = Einde { verzoek: None, status: None, locatie: None, soort: None, object_id: None };

/// Removes what is too old to be asked for again.
pub fn ruim_op(tx: &mut Tx, nu: Moment, uren: u32) -> Result<usize, Error> {
    Ok(diesel::delete(herhaling::table.filter(herhaling::op.lt(oudst(nu, uren)))).execute(tx)?)
}

/// Leaves of what was done with somebody who has one of these names in the logboek only that the key was used: whoever asks again
/// does not register them anew.
///
/// The line of a request names everybody in its answer.
pub(super) fn wis(tx: &mut Tx, van: &[PseudoniemId]) -> Result<(), Error> {
    let verzoeken = logregel_betrokkene::table
        .inner_join(logregel::table)
        .filter(logregel_betrokkene::pseudoniem.eq_any(van.to_vec()))
        .filter(logregel::verzoek_id.is_not_null())
        .select(logregel::verzoek_id)
        .distinct()
        .load::<Option<Id<Uuid>>>(tx)?;
    for ids in verzoeken.chunks(STAP) {
        diesel::update(herhaling::table.filter(herhaling::verzoek_id.eq_any(ids.to_vec())))
            .set((VOORBIJ, herhaling::verzoek_id.eq(None::<Id<Uuid>>)))
            .execute(tx)?;
    }
    Ok(())
}

fn oudst(nu: Moment, uren: u32) -> Moment {
    nu.plus(TimeDelta::hours(-i64::from(uren)))
}
