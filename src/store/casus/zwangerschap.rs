//! Pregnancies that are over while nobody told how they ended.

use diesel::prelude::*;

use super::{CasusRow, bron};
use crate::{
    domain::{
        casus::CasusId,
        tijd::Moment,
        toegang::{PseudoniemId, Vanzelf},
        zwangerschap::{Status, over_tijd},
    },
    store::{
        bewaar::{Tools, zet_wat_rijp_is},
        client::zwangerschap::ZwangerschapRow,
        conn::Tx,
        error::Error,
        schema::{casus, client as client_tabel, zwangerschap},
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
