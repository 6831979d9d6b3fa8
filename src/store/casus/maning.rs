//! The cases of which the day passed by which something was to happen.

use diesel::prelude::*;

use super::{CasusRow, bron};
use crate::{
    domain::{
        casus::CasusId,
        rode_draad::{
            gevolg::Feit,
            maning::{MAANT, Maning},
            plek::{Reden, dag, nummer},
        },
        tijd::Moment,
        toegang::{PseudoniemId, Van, Vanzelf},
        zwangerschap::Status as Zwangerschapstatus,
    },
    store::{
        bewaar::{
            Tools,
            pen::{Pen, Rijen},
            zet_wat_rijp_is,
        },
        conn::Tx,
        error::Error,
        schema::{casus, client as client_tabel, zwangerschap},
        types::Woord,
        zicht::CasusOpen,
    },
};

impl Rijen for Maning {
    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        let gezien = casus::table.find(self.casus.id).filter(casus::versie.eq(self.casus.versie));
        Ok(diesel::update(gezien).set(casus::gemaand.eq(self.plek)).execute(pen.tx)?)
    }

    // Nobody who has the case open sees another case by it.
    fn verhoog(&mut self) {}

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Maning(self))
    }
}

/// Tells of at most `meest` open cases that their day passed, each with its messages and its line; says how many.
///
/// Of one place in the queue it is told once, however many processes look. After a loss nobody is reminded of anything.
pub fn zet_stappen(tx: &mut Tx, tools: Tools<'_>, nu: Moment, meest: i64) -> Result<usize, Error> {
    let vandaag = nu.dag();
    let voor = |reden: Reden| nummer(Some((reden, vandaag)));
    let (spoed, ander) = (Woord(Reden::Spoed), MAANT.map(Woord).to_vec());
    let te_laat = casus::table
        .left_join(zwangerschap::table.on(casus::zwangerschap_id.eq(zwangerschap::id.nullable())))
        .filter(CasusOpen)
        .filter(zwangerschap::id.is_null().or(zwangerschap::status.ne(Woord(Zwangerschapstatus::Verlies))))
        .filter(casus::plek.lt(voor(Reden::EersteContact)))
        .filter(casus::waarom.eq_any(ander).assume_not_null())
        .filter(casus::waarom.ne(spoed).assume_not_null().or(casus::plek.lt(voor(Reden::Spoed))))
        .filter(casus::gemaand.is_null().or(casus::gemaand.ne(casus::plek.nullable()).assume_not_null()))
        .order((casus::plek.asc(), casus::id.asc()))
        .select(casus::id)
        .limit(meest)
        .load::<CasusId>(tx)?;
    let rijp = te_laat.into_iter().map(|id| (id, id)).collect();
    zet_wat_rijp_is(tx, tools, rijp, |tx, id: CasusId| {
        let (row, betrokkene, plek, waarom, gemaand) = bron()
            .filter(casus::id.eq(id))
            .select((CasusRow::as_select(), client_tabel::pseudoniem, casus::plek, casus::waarom, casus::gemaand))
            .first::<(CasusRow, PseudoniemId, i32, Option<Woord<Reden>>, Option<i32>)>(tx)?;
        let rijp = waarom.filter(|_| gemaand != Some(plek) && dag(plek) < vandaag);
        let maning = rijp.map(|waarom| Maning::new(row.met(betrokkene), waarom.0, dag(plek)));
        Ok(maning.map(|maning| maning.vertel(Vanzelf { op: nu })))
    })
}
