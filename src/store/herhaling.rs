//! Answers that may be asked for again with the same `Idempotency-Key`.

use chrono::TimeDelta;
use diesel::prelude::*;
use uuid::Uuid;

use super::{
    conn::Tx,
    error::Error,
    kluis::{Kluis, Plek},
    schema::{herhaling, logregel, logregel_betrokkene},
};
use crate::domain::{
    ids::Id,
    tijd::Moment,
    toegang::{GebruikerId, PseudoniemId},
};

const PLEK: &str = "herhaling.antwoord";
/// Identifiers in one statement: SQLite takes no more than 32,766.
const STAP: usize = 10_000;

/// A request that may come again: whose, its key, and the fingerprint of what was asked.
#[derive(Clone, Debug)]
pub struct Verzoek {
    /// Who asked.
    pub gebruiker: GebruikerId,
    /// The key she chose.
    pub sleutel: String,
    /// SHA-256 of method, path and body.
    pub afdruk: Vec<u8>,
    /// The request itself, as its line in the logboek names it.
    pub id: Uuid,
}

/// The answer that was given to the same request in the last so many hours.
///
/// Fails with [`Error::Herhaling`] when the key was used for another request.
pub fn find(tx: &mut Tx, kluis: &Kluis, verzoek: &Verzoek, nu: Moment, uren: u32) -> Result<Option<Vec<u8>>, Error> {
    let oudst = oudst(nu, uren);
    let found = herhaling::table
        .find((verzoek.gebruiker, &verzoek.sleutel))
        .select((herhaling::verzoek, herhaling::antwoord, herhaling::op))
        .first::<(Vec<u8>, Vec<u8>, Moment)>(tx)
        .optional()?;
    match found {
        None => Ok(None),
        Some((.., op)) if op < oudst => {
            diesel::delete(herhaling::table.find((verzoek.gebruiker, &verzoek.sleutel))).execute(tx)?;
            Ok(None)
        }
        Some((afdruk, ..)) if afdruk != verzoek.afdruk => Err(Error::Herhaling),
        Some((_, sealed, _)) => Ok(Some(kluis.antwoorden().open(plek(verzoek), &sealed)?)),
    }
}

/// Removes the answers that are too old to be given again.
pub fn ruim_op(tx: &mut Tx, nu: Moment, uren: u32) -> Result<usize, Error> {
    Ok(diesel::delete(herhaling::table.filter(herhaling::op.lt(oudst(nu, uren)))).execute(tx)?)
}

/// Removes the answers in which somebody with one of these names in the logboek is.
///
/// The line of a request names everybody in its answer. Of an answer that was kept before that was noted nobody knows who is in it.
pub(super) fn wis(tx: &mut Tx, van: &[PseudoniemId]) -> Result<usize, Error> {
    let verzoeken = logregel_betrokkene::table
        .inner_join(logregel::table)
        .filter(logregel_betrokkene::pseudoniem.eq_any(van.to_vec()))
        .filter(logregel::verzoek_id.is_not_null())
        .select(logregel::verzoek_id)
        .distinct()
        .load::<Option<Id<Uuid>>>(tx)?;
    let mut weg = diesel::delete(herhaling::table.filter(herhaling::verzoek_id.is_null())).execute(tx)?;
    for ids in verzoeken.chunks(STAP) {
        weg += diesel::delete(herhaling::table.filter(herhaling::verzoek_id.eq_any(ids.to_vec()))).execute(tx)?;
    }
    Ok(weg)
}

fn oudst(nu: Moment, uren: u32) -> Moment {
    nu.plus(TimeDelta::hours(-i64::from(uren)))
}

/// Keeps an answer, sealed.
///
/// Fails with [`Error::Bezet`] when the same request is being done at this very moment: ask again, and the answer is there.
pub fn bewaar(tx: &mut Tx, kluis: &Kluis, verzoek: &Verzoek, antwoord: &[u8], nu: Moment) -> Result<(), Error> {
    diesel::insert_into(herhaling::table)
        .values((
            herhaling::gebruiker_id.eq(verzoek.gebruiker),
            herhaling::sleutel.eq(&verzoek.sleutel),
            herhaling::verzoek.eq(&verzoek.afdruk),
            herhaling::antwoord.eq(kluis.antwoorden().verzegel(plek(verzoek), antwoord)?),
            herhaling::op.eq(nu),
            herhaling::verzoek_id.eq(Id::<Uuid>::from_uuid(verzoek.id)),
        ))
        .execute(tx)
        .map_err(Error::from)
        .map_err(|error| if error.is_unique_violation() { Error::Bezet } else { error })?;
    Ok(())
}

fn plek(verzoek: &Verzoek) -> Plek {
    let user: Uuid = verzoek.gebruiker.uuid();
    Plek::new(PLEK, user)
}
