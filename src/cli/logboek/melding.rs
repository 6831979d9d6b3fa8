//! The line of an export, which is there before its files are.

use chrono::NaiveDate;

use crate::{
    domain::tijd::Moment,
    store::{conn::Db, error::Error, logboek::uitgifte},
};

/// The line of an export cannot be written, so nothing goes out.
#[derive(Debug, thiserror::Error)]
#[error(
    "er is niets uitgegeven, want de regel daarover kan niet worden geschreven ({0}); op PostgreSQL kan dat wie lid is van \
     `knooppunt_controle` of `knooppunt_dienst`"
)]
pub struct GeenRegel(Error);

/// Writes the line of an export, of some days or of all that was signed.
pub(super) fn meld(db: &Db, dagen: Option<(NaiveDate, NaiveDate)>, op: Moment) -> Result<(), GeenRegel> {
    db.write_blocking(move |tx| uitgifte::meld(tx, dagen, op)).map_err(GeenRegel)
}
