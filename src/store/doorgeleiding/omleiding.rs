//! A request to a table that goes on to the table of where the family lives from now on.

use diesel::prelude::*;

use super::{CasusDeel, Row, bron, insert_vervolg, lees, update};
use crate::{
    domain::{
        doorgeleiding::{DoorgeleidingId, Omleiding, Verzending},
        toegang::{PseudoniemId, Van},
    },
    store::{
        bewaar::pen::Pen,
        client,
        error::Error,
        schema::{client as client_tabel, doorgeleiding},
    },
};

/// Sends a request on to another table, with what was asked; the chain of hops is kept.
pub(in crate::store) fn leid_tafel_om(pen: &mut Pen<'_>, id: DoorgeleidingId, naar: Verzending) -> Result<(), Error> {
    let gelezen = bron()
        .filter(doorgeleiding::id.eq(id))
        .select((Row::as_select(), CasusDeel::as_select(), client_tabel::pseudoniem))
        .first::<(Row, CasusDeel, PseudoniemId)>(pen.tx)?;
    let was = lees(gelezen);
    let status = was.status.into();
    let (wie, op) = (pen.door()?, pen.op());
    let Omleiding { van, naar } = was.verhuist(naar, wie, op);
    if update(pen, &van, &Van::In(vec![status]))? != 1 {
        return Err(pen.verouderd());
    }
    let sleutel = client::sleutel_van_casus(pen.tx, pen.tools.kluis, van.casus)?;
    insert_vervolg(pen, &van, &naar, sleutel.as_ref()).map(drop)
}
