//! What was signed, kept beside the tree.

use diesel::prelude::*;
use tlog::{
    checkpoint::{self, LogVkey},
    tree::TreeHead,
};

use super::{
    boom::Tegels,
    rijen::{getal, maat},
};
use crate::{
    domain::tijd::Moment,
    store::{conn::Tx, error::Error, schema::logcheckpoint},
};

/// A checkpoint as it is kept: the size of its tree, and the signed note.
pub type Bewaard = (u64, String);

/// So many of the newest are looked at for one that holds: whoever may add checkpoints can add some that nobody signed.
const MEEST: i64 = 256;

/// The newest checkpoint, whether or not it holds.
pub fn nieuwste(tx: &mut Tx) -> Result<Option<Bewaard>, Error> {
    Ok(van_boven(tx, 1)?.pop())
}

/// The newest checkpoint that holds: signed with one of these keys or, for whoever knows none, of the tree that is there.
pub fn laatste(tx: &mut Tx, sleutels: &[LogVkey]) -> Result<Option<Bewaard>, Error> {
    for (grootte, nota) in van_boven(tx, MEEST)? {
        let stand = if sleutels.is_empty() { checkpoint::read(&nota) } else { checkpoint::open_with(sleutels, &nota) };
        let Some(stand) = stand.ok().filter(|stand| stand.size == grootte) else { continue };
        if !sleutels.is_empty() || is_van_de_boom(tx, &stand)? {
            return Ok(Some((grootte, nota)));
        }
    }
    Ok(None)
}

fn is_van_de_boom(tx: &mut Tx, stand: &TreeHead) -> Result<bool, Error> {
    match Tegels::new(tx).stand(stand.size) {
        Ok(er) => Ok(er == *stand),
        // There is no such tree.
        Err(Error::Boom(_)) => Ok(false),
        Err(fout) => Err(fout),
    }
}

fn van_boven(tx: &mut Tx, aantal: i64) -> Result<Vec<Bewaard>, Error> {
    let rows: Vec<(i64, String)> = logcheckpoint::table
        .order(logcheckpoint::grootte.desc())
        .limit(aantal)
        .select((logcheckpoint::grootte, logcheckpoint::nota))
        .load(tx)?;
    Ok(rows.into_iter().map(|(grootte, nota)| (maat(grootte), nota)).collect())
}

/// The checkpoints of trees larger than `van` and at most `tot`.
pub fn tussen(tx: &mut Tx, van: u64, tot: u64) -> Result<Vec<Bewaard>, Error> {
    let rows: Vec<(i64, String)> = logcheckpoint::table
        .filter(logcheckpoint::grootte.gt(getal(van)))
        .filter(logcheckpoint::grootte.le(getal(tot)))
        .order(logcheckpoint::grootte.asc())
        .select((logcheckpoint::grootte, logcheckpoint::nota))
        .load(tx)?;
    Ok(rows.into_iter().map(|(grootte, nota)| (maat(grootte), nota)).collect())
}

/// Keeps a checkpoint, unless one of this size is there already.
pub fn bewaar(tx: &mut Tx, grootte: u64, nota: &str, op: Moment) -> Result<(), Error> {
    let al: i64 = logcheckpoint::table.find(getal(grootte)).count().get_result(tx)?;
    if al > 0 {
        return Ok(());
    }
    let rijen = diesel::insert_into(logcheckpoint::table)
        .values((logcheckpoint::grootte.eq(getal(grootte)), logcheckpoint::op.eq(op), logcheckpoint::nota.eq(nota)))
        .execute(tx)?;
    Error::een_rij(rijen)
}
