//! What witnesses said, kept beside what was signed.

use diesel::prelude::*;
use tlog::{cosignature::WitnessVkey, note::with_signatures};

use super::{
    checkpoint::{Bewaard, laatste},
    rijen::{getal, maat},
};
use crate::{
    domain::tijd::Moment,
    store::{conn::Tx, error::Error, schema::loggetuigenis},
};

/// The newest checkpoints that this witness cosigned, the newest first; each note has the cosignature in it.
pub fn van(tx: &mut Tx, getuige: &WitnessVkey, aantal: i64) -> Result<Vec<Bewaard>, Error> {
    let rows: Vec<(i64, String)> = loggetuigenis::table
        .filter(loggetuigenis::getuige.eq(getuige.to_string()))
        .order(loggetuigenis::grootte.desc())
        .limit(aantal)
        .select((loggetuigenis::grootte, loggetuigenis::nota))
        .load(tx)?;
    Ok(rows.into_iter().map(|(grootte, nota)| (maat(grootte), nota)).collect())
}

/// The newest checkpoint, with the cosignature of every witness that has seen it.
pub fn laatste_met_getuigen(tx: &mut Tx) -> Result<Option<Bewaard>, Error> {
    let Some((grootte, nota)) = laatste(tx)? else {
        return Ok(None);
    };
    let notas: Vec<String> = loggetuigenis::table
        .filter(loggetuigenis::grootte.eq(getal(grootte)))
        .order(loggetuigenis::getuige.asc())
        .select(loggetuigenis::nota)
        .load(tx)?;
    let nota = notas.iter().fold(nota, |nota, mede| with_signatures(nota, mede));
    Ok(Some((grootte, nota)))
}

/// Keeps what a witness said at `op` of a tree of `grootte` leaves, unless that is there already.
pub fn bewaar(tx: &mut Tx, getuige: &WitnessVkey, (grootte, nota): &Bewaard, op: Moment) -> Result<(), Error> {
    let naam = getuige.to_string();
    let al: i64 = loggetuigenis::table.find((&naam, getal(*grootte))).count().get_result(tx)?;
    if al == 0 {
        diesel::insert_into(loggetuigenis::table)
            .values((
                loggetuigenis::getuige.eq(naam),
                loggetuigenis::grootte.eq(getal(*grootte)),
                loggetuigenis::op.eq(op),
                loggetuigenis::nota.eq(nota),
            ))
            .execute(tx)?;
    }
    Ok(())
}
