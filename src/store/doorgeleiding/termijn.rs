//! Requests whose desk let its term pass.

use diesel::prelude::*;

use super::{CasusDeel, Row, bron, lees, update};
use crate::{
    domain::{
        casus::CasusId,
        doorgeleiding::{DoorgeleidingId, termijn::Verstreken},
        rode_draad::gevolg::Feit,
        route::Routes,
        tijd::Moment,
        toegang::{PseudoniemId, Van, Vanzelf},
    },
    store::{
        bewaar::{
            Tools,
            pen::{Pen, Rijen},
            zet_wat_rijp_is,
        },
        conn::Tx,
        error::Error,
        schema::{client as client_tabel, doorgeleiding},
    },
};

impl Rijen for Verstreken {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        update(pen, &self.doorgeleiding, van)
    }

    fn verhoog(&mut self) {
        self.doorgeleiding.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Verstreken(self))
    }
}

/// Takes the step that is due of at most `meest` requests, each with its messages and its line; says how many.
pub fn zet_stappen(tx: &mut Tx, tools: Tools<'_>, routes: &Routes, nu: Moment, meest: i64) -> Result<usize, Error> {
    let rijp = doorgeleiding::table
        .filter(doorgeleiding::stap_op.le(nu.dag()))
        .order((doorgeleiding::stap_op.asc(), doorgeleiding::id.asc()))
        .select((doorgeleiding::casus_id, doorgeleiding::id))
        .limit(meest)
        .load::<(CasusId, DoorgeleidingId)>(tx)?;
    zet_wat_rijp_is(tx, tools, rijp, |tx, id| {
        let nog = bron().filter(doorgeleiding::id.eq(id)).select((
            Row::as_select(),
            CasusDeel::as_select(),
            client_tabel::pseudoniem,
        ));
        let d = lees(nog.first::<(Row, CasusDeel, PseudoniemId)>(tx)?);
        Ok(d.verstrijk(routes, Vanzelf { op: nu }))
    })
}
