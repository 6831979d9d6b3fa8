//! The windows of the queue under rules that changed: each is reckoned anew.

use chrono::NaiveDate;
use diesel::{insert_into, prelude::*};

use super::wachtrij::leg_opnieuw;
use crate::{
    domain::{casus::CasusId, routeadvies::Routeregels, tijd::Moment},
    store::{
        bewaar::stuk_voor_stuk,
        conn::{Either, Tx},
        error::Error,
        schema::{casus, routeregels},
        zicht::CasusOpen,
    },
};

/// Keeps which text a version of the rules has; says whether that is the text it had before. Several processes may say so at once.
pub fn bind_regels(tx: &mut Tx, regels: &Routeregels, nu: Moment) -> Result<bool, Error> {
    let (kenmerk, afdruk) = (regels.kenmerk(), regels.afdruk.as_str());
    let nieuw = (routeregels::kenmerk.eq(&kenmerk), routeregels::afdruk.eq(afdruk), routeregels::sinds.eq(nu));
    match tx.either() {
        Either::Sqlite(sqlite) => {
            insert_into(routeregels::table).values(nieuw).on_conflict_do_nothing().execute(sqlite)?
        }
        Either::Postgres(postgres) => {
            insert_into(routeregels::table).values(nieuw).on_conflict_do_nothing().execute(postgres)?
        }
    };
    let bekend = routeregels::table.find(&kenmerk).select(routeregels::afdruk).first::<String>(tx)?;
    Ok(bekend == afdruk)
}

/// Gives at most `meest` open cases after `na` their window by these rules, where it was reckoned by others; says after which case the next
/// piece begins, and nothing when there is none.
///
/// Several processes may do this at once: each holds the case, and what another reckoned meanwhile comes out the same.
pub fn leid_opnieuw_af(
    tx: &mut Tx,
    regels: &Routeregels,
    na: Option<CasusId>,
    vandaag: NaiveDate,
    meest: i64,
) -> Result<Option<CasusId>, Error> {
    let mut anders = casus::table
        .filter(CasusOpen)
        .filter(casus::volgens.is_null().or(casus::volgens.ne(regels.merk()).assume_not_null()))
        .into_boxed();
    if let Some(na) = na {
        anders = anders.filter(casus::id.gt(na));
    }
    let deel = anders.order(casus::id.asc()).select(casus::id).limit(meest).load::<CasusId>(tx)?;
    stuk_voor_stuk(tx, deel.iter().copied(), |tx, id| leg_opnieuw(tx, regels, id, vandaag).map(|()| true))?;
    Ok(deel.last().copied())
}
