//! What was signed, kept beside the tree.

use diesel::prelude::*;

use super::rijen::{getal, maat};
use crate::{
    domain::tijd::Moment,
    store::{conn::Tx, error::Error, schema::logcheckpoint},
};

/// A checkpoint as it is kept: the size of its tree, and the signed note.
pub type Bewaard = (u64, String);

/// The newest checkpoint.
pub fn laatste(tx: &mut Tx) -> Result<Option<Bewaard>, Error> {
    let row: Option<(i64, String)> = logcheckpoint::table
        .order(logcheckpoint::grootte.desc())
        .select((logcheckpoint::grootte, logcheckpoint::nota))
        .first(tx)
        .optional()?;
    Ok(row.map(|(grootte, nota)| (maat(grootte), nota)))
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

/// Keeps a checkpoint, unless that of this size is there already.
pub fn bewaar(tx: &mut Tx, grootte: u64, nota: &str, op: Moment) -> Result<(), Error> {
    if laatste(tx)?.is_some_and(|(laatste, _)| laatste >= grootte) {
        return Ok(());
    }
    diesel::insert_into(logcheckpoint::table)
        .values((logcheckpoint::grootte.eq(getal(grootte)), logcheckpoint::op.eq(op), logcheckpoint::nota.eq(nota)))
        .execute(tx)?;
    Ok(())
}
