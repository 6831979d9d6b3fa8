//! What becomes of a case when its pregnancy is over, also when nobody told how it ended.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{CasusRow, bron};
use crate::{
    domain::{
        casus::CasusId,
        doorgeleiding::{DoorgeleidingId, Status as Verzoekstatus},
        rode_draad::{
            einde::{Bijbehorend, eindigen},
            gevolg::Gevolg,
        },
        route::Route,
        tijd::Moment,
        toegang::{PseudoniemId, Vanzelf},
        zwangerschap::{Status, over_tijd},
    },
    store::{
        bewaar::{Tools, pen::Pen, zet_wat_rijp_is},
        client::zwangerschap::ZwangerschapRow,
        conn::Tx,
        doorgeleiding::loopt,
        error::Error,
        schema::{casus, client as client_tabel, doorgeleiding, zwangerschap},
        types::Woord,
        zicht::CasusOpen,
    },
};

/// Notes of at most `meest` open cases that their pregnancy is over and nobody told how it ended, each with its message and its line;
/// says how many.
pub fn laat_onbekend_worden(tx: &mut Tx, tools: Tools<'_>, nu: Moment, meest: i64) -> Result<usize, Error> {
    let over = zwangerschap::table
        .inner_join(casus::table.on(casus::zwangerschap_id.eq(zwangerschap::id.nullable())))
        .filter(zwangerschap::status.eq(Woord(Status::Lopend)))
        .filter(zwangerschap::uitgerekend.le(over_tijd(nu.dag())))
        .filter(CasusOpen)
        .order(casus::id.asc())
        .select(casus::id)
        .limit(meest)
        .load::<CasusId>(tx)?;
    let rijp = over.into_iter().map(|id| (id, id)).collect();
    zet_wat_rijp_is(tx, tools, rijp, |tx, id: CasusId| {
        let (row, betrokkene, van) = bron()
            .inner_join(zwangerschap::table.on(casus::zwangerschap_id.eq(zwangerschap::id.nullable())))
            .filter(casus::id.eq(id))
            .select((CasusRow::as_select(), client_tabel::pseudoniem, ZwangerschapRow::as_select()))
            .first::<(CasusRow, PseudoniemId, ZwangerschapRow)>(tx)?;
        Ok(row.met(betrokkene).laat_onbekend(&van.into(), Vanzelf { op: nu }))
    })
}

/// What becomes of the requests that belong to the pregnancy of a case, now that it ended so; after a loss nobody comes to explore either.
pub(in crate::store) fn laat_verzoeken_eindigen(
    pen: &mut Pen<'_>,
    van: CasusId,
    einde: Status,
) -> Result<Vec<Gevolg>, Error> {
    if einde == Status::Verlies {
        let komt = casus::table.find(van).filter(casus::verkenning_op.ge(pen.op().dag()));
        diesel::update(komt).set(casus::verkenning_op.eq(None::<NaiveDate>)).execute(pen.tx)?;
    }
    let rows = doorgeleiding::table
        .inner_join(casus::table)
        .filter(casus::id.eq(van))
        .filter(doorgeleiding::zwangerschap_id.eq(casus::zwangerschap_id))
        .filter(loopt())
        .order(doorgeleiding::id.asc())
        .select((doorgeleiding::id, doorgeleiding::status, doorgeleiding::route))
        .load::<(DoorgeleidingId, Woord<Verzoekstatus>, Woord<Route>)>(pen.tx)?;
    let bijbehorend =
        |(id, status, route): (_, Woord<_>, Woord<_>)| Bijbehorend { id, status: status.0, route: route.0 };
    Ok(eindigen(&rows.into_iter().map(bijbehorend).collect::<Vec<_>>(), einde))
}
