//! What witnesses said, kept beside what was signed.

use diesel::prelude::*;
use tlog::{checkpoint::LogVkey, cosignature::WitnessVkey, note::with_signatures};

use super::{
    checkpoint::{Bewaard, laatste},
    rijen::{getal, maat},
};
use crate::{
    domain::tijd::Moment,
    store::{conn::Tx, error::Error, schema::loggetuigenis},
};

/// Of so many cosignatures of each witness, the newest, is looked at what they say.
pub const MEEST: i64 = 1024;

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

/// The newest checkpoint that this witness really cosigned; 0 when there is none.
pub fn laatst_gezien(tx: &mut Tx, getuige: &WitnessVkey) -> Result<u64, Error> {
    let gezien = van(tx, getuige, MEEST)?.into_iter().find(|(grootte, nota)| is_mede(getuige, *grootte, nota));
    Ok(gezien.map_or(0, |(grootte, _)| grootte))
}

fn is_mede(getuige: &WitnessVkey, grootte: u64, nota: &str) -> bool {
    getuige.open(nota).ok().flatten().is_some_and(|gezegd| gezegd.head.size == grootte)
}

/// The newest checkpoint that holds, with the cosignature of every witness that has seen it; with the keys of the log, as far as
/// they are known here.
pub fn laatste_met_getuigen(tx: &mut Tx, sleutels: &[LogVkey]) -> Result<Option<Bewaard>, Error> {
    let Some((grootte, nota)) = laatste(tx, sleutels)? else {
        return Ok(None);
    };
    let notas: Vec<(String, String)> = loggetuigenis::table
        .filter(loggetuigenis::grootte.eq(getal(grootte)))
        .order(loggetuigenis::getuige.asc())
        .select((loggetuigenis::getuige, loggetuigenis::nota))
        .load(tx)?;
    let mede = |(getuige, mede): &(String, String)| {
        getuige.parse::<WitnessVkey>().is_ok_and(|getuige| is_mede(&getuige, grootte, mede))
    };
    let nota = notas.iter().filter(|rij| mede(rij)).fold(nota, |nota, (_, mede)| with_signatures(nota, mede));
    Ok(Some((grootte, nota)))
}

/// Keeps what a witness said at `op` of a tree of `grootte` leaves, unless that is there already.
pub fn bewaar(tx: &mut Tx, getuige: &WitnessVkey, (grootte, nota): &Bewaard, op: Moment) -> Result<(), Error> {
    let naam = getuige.to_string();
    let al: i64 = loggetuigenis::table.find((&naam, getal(*grootte))).count().get_result(tx)?;
    if al == 0 {
        let rijen = diesel::insert_into(loggetuigenis::table)
            .values((
                loggetuigenis::getuige.eq(naam),
                loggetuigenis::grootte.eq(getal(*grootte)),
                loggetuigenis::op.eq(op),
                loggetuigenis::nota.eq(nota),
            ))
            .execute(tx)?;
        Error::een_rij(rijen)?;
    }
    Ok(())
}
