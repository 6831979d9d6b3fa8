//! The line that says that the log goes out as files.

use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Date, Nullable},
};

use super::gedaan;
use crate::{
    domain::{
        logboek::{Gebeurtenis, Soort},
        tijd::Moment,
        toegang::afzender::{Afzender, Herkomst},
    },
    store::{
        conn::{Either, Tx},
        error::Error,
        types::sql,
    },
};

/// Writes the line of an export: of the days from the first up to the second, or of everything that was signed.
///
/// On PostgreSQL by a function of the owner, which writes this line and no other: so whoever checks the log may hand it out too, and
/// cannot write what somebody else would have done.
///
/// Fails when the line does not go in: then nothing may go out.
pub fn meld(tx: &mut Tx, dagen: Option<(NaiveDate, NaiveDate)>, op: Moment) -> Result<(), Error> {
    if let Either::Postgres(postgres) = tx.either() {
        sql_query("SELECT meld_export($1, $2, $3)")
            .bind::<sql::Moment, _>(op)
            .bind::<Nullable<Date>, _>(dagen.map(|(van, _)| van))
            .bind::<Nullable<Date>, _>(dagen.map(|(_, tot)| tot))
            .execute(postgres)
            .map_err(Error::niet_bewaard)?;
        return Ok(());
    }
    let mut door = Afzender::opdrachtregel(op);
    if let Some((van, tot)) = dagen {
        door.herkomst = Herkomst::Machine(format!("opdrachtregel {van}/{tot}").into());
    }
    gedaan(tx, &door.meldt(Gebeurtenis::LogboekGeexporteerd, Soort::Logregel, None))
}
