//! Families that wait to be taken over, past the term.

use diesel::prelude::*;

use super::{CasusDeel, Gelezen, Row, bron, lees};
use crate::{
    domain::{casus::CasusId, ids::VerhuizingId, tijd::Moment, toegang::Vanzelf},
    store::{
        bewaar::{Tools, bewaar_vanzelf},
        casus,
        conn::Tx,
        error::Error,
        schema::{client as client_tabel, verhuizing},
    },
};

/// Reminds whoever was asked to take over at most `meest` families, each with its messages and its line; says how many.
///
/// Several may do this at once: each holds the case, and reads the verhuizing again before it decides.
pub fn zet_stappen(tx: &mut Tx, tools: Tools<'_>, nu: Moment, meest: i64) -> Result<usize, Error> {
    let mut rijp = verhuizing::table
        .filter(verhuizing::stap_op.le(nu.dag()))
        .order((verhuizing::stap_op.asc(), verhuizing::id.asc()))
        .select((verhuizing::casus_id, verhuizing::id))
        .limit(meest)
        .load::<(CasusId, VerhuizingId)>(tx)?;
    // Whoever holds more than one case takes them in the order of their ids.
    rijp.sort_unstable();
    let mut gezet = 0;
    for (van, id) in rijp {
        casus::grendel(tx, van)?;
        let nog = bron().filter(verhuizing::id.eq(id)).select((
            Row::as_select(),
            CasusDeel::as_select(),
            client_tabel::pseudoniem,
        ));
        if let Some(besluit) = lees(nog.first::<Gelezen>(tx)?).verstrijk(Vanzelf { op: nu }) {
            gezet += usize::from(bewaar_vanzelf(tx, tools, besluit)?.is_some());
        }
    }
    Ok(gezet)
}
