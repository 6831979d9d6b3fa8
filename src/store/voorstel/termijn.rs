//! Voorstellen that wait for an answer, past the term.

use diesel::prelude::*;

use super::{Gelezen, Row, bron, lees};
use crate::{
    domain::{casus::CasusId, ids::VoorstelId, tijd::Moment, toegang::Vanzelf},
    store::{
        bewaar::{Tools, zet_wat_rijp_is},
        conn::Tx,
        error::Error,
        schema::{casus, client as client_tabel, voorstel},
    },
};

/// Reminds the coordinators of at most `meest` voorstellen, each with its messages and its line; says how many.
pub fn zet_stappen(tx: &mut Tx, tools: Tools<'_>, nu: Moment, meest: i64) -> Result<usize, Error> {
    let rijp = voorstel::table
        .filter(voorstel::stap_op.le(nu.dag()))
        .order((voorstel::stap_op.asc(), voorstel::id.asc()))
        .select((voorstel::casus_id, voorstel::id))
        .limit(meest)
        .load::<(CasusId, VoorstelId)>(tx)?;
    zet_wat_rijp_is(tx, tools, rijp, |tx, id| {
        let nog = bron().filter(voorstel::id.eq(id));
        let nog = nog.select((Row::as_select(), casus::gemeente, client_tabel::pseudoniem));
        Ok(lees(nog.first::<Gelezen>(tx)?)?.verstrijk(Vanzelf { op: nu }))
    })
}
