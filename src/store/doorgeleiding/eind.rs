//! How a request ends because something else did, and how it goes on when that is taken back.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    domain::{
        doorgeleiding::{DoorgeleidingId, Status},
        tijd::Moment,
    },
    store::{bewaar::pen::Pen, error::Error, schema::doorgeleiding, types::Woord},
};

/// Ends a request because the consent that it rests on ended.
pub(in crate::store) fn stop(
    pen: &mut Pen<'_>,
    id: DoorgeleidingId,
    status: Status,
    reden: &'static str,
) -> Result<(), Error> {
    diesel::update(doorgeleiding::table.find(id))
        .set((
            doorgeleiding::status.eq(Woord(status)),
            doorgeleiding::reden.eq(reden),
            doorgeleiding::stap_op.eq(None::<NaiveDate>),
            doorgeleiding::beeindigd_op.eq(pen.op()),
            doorgeleiding::versie.eq(doorgeleiding::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// Lets a request that ended go on, in the state in which it stood.
pub(in crate::store) fn hervat(
    pen: &mut Pen<'_>,
    id: DoorgeleidingId,
    status: Status,
    stap_op: Option<NaiveDate>,
) -> Result<(), Error> {
    let nooit_begonnen = (status != Status::Gestart).then(|| doorgeleiding::gestart_op.eq(None::<Moment>));
    diesel::update(doorgeleiding::table.find(id).filter(doorgeleiding::beeindigd_op.is_not_null()))
        .set((
            doorgeleiding::status.eq(Woord(status)),
            doorgeleiding::reden.eq(None::<String>),
            doorgeleiding::stap_op.eq(stap_op),
            nooit_begonnen,
            doorgeleiding::beeindigd_op.eq(None::<Moment>),
            doorgeleiding::versie.eq(doorgeleiding::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}
