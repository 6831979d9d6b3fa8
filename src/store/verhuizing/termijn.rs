//! Families that wait to be taken over, past the term.

use diesel::prelude::*;

use super::{CasusDeel, Gelezen, Row, bron, lees};
use crate::{
    domain::{casus::CasusId, ids::VerhuizingId, tijd::Moment, toegang::Vanzelf},
    store::{
        bewaar::{Tools, zet_wat_rijp_is},
        conn::Tx,
        error::Error,
        schema::{client as client_tabel, verhuizing},
    },
};

/// Reminds whoever was asked to take over at most `meest` families, each with its messages and its line; says how many.
pub fn zet_stappen(tx: &mut Tx, tools: Tools<'_>, nu: Moment, meest: i64) -> Result<usize, Error> {
    let rijp = verhuizing::table
        .filter(verhuizing::stap_op.le(nu.dag()))
        .order((verhuizing::stap_op.asc(), verhuizing::id.asc()))
        .select((verhuizing::casus_id, verhuizing::id))
        .limit(meest)
        .load::<(CasusId, VerhuizingId)>(tx)?;
    zet_wat_rijp_is(tx, tools, rijp, |tx, id| {
        let nog = bron().filter(verhuizing::id.eq(id)).select((
            Row::as_select(),
            CasusDeel::as_select(),
            client_tabel::pseudoniem,
        ));
        Ok(lees(nog.first::<Gelezen>(tx)?).verstrijk(Vanzelf { op: nu }))
    })
}
