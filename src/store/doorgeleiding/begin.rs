//! What must hold before the support of a request begins, and its intake.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    domain::{
        doorgeleiding::{Begin, DoorgeleidingId, Status, gezin::Gezinsantwoord},
        traject::ContactStatus,
        zwangerschap::Zwangerschap,
    },
    store::{
        bewaar::pen::Pen,
        client::zwangerschap::ZwangerschapRow,
        conn::Tx,
        error::Error,
        schema::{casus, contactmoment, doorgeleiding, traject, zwangerschap},
        types::Woord,
    },
};

/// What must be known of a request before its support begins on `dag`.
pub fn weet(tx: &mut Tx, id: DoorgeleidingId, dag: NaiveDate) -> Result<Begin, Error> {
    let zwangerschap = doorgeleiding::table
        .inner_join(casus::table.inner_join(zwangerschap::table))
        .filter(doorgeleiding::id.eq(id))
        .filter(doorgeleiding::niet_voor.is_not_null())
        .select(ZwangerschapRow::as_select())
        .first::<ZwangerschapRow>(tx)
        .optional()?;
    let zwanger = zwangerschap.is_some_and(|row| Zwangerschap::from(row).duur_op(dag).is_some());
    let gehouden: i64 = contactmoment::table
        .inner_join(traject::table)
        .filter(traject::doorgeleiding_id.eq(id))
        .filter(contactmoment::status.eq(Woord(ContactStatus::Gehouden)))
        .count()
        .get_result(tx)?;
    Ok(Begin { zwanger, ontmoet: gehouden > 0 })
}

/// What the family said to a request.
pub fn gezinsantwoord(tx: &mut Tx, id: DoorgeleidingId) -> Result<Gezinsantwoord, Error> {
    let gezin = doorgeleiding::table.find(id).select(doorgeleiding::gezin).first::<Woord<Gezinsantwoord>>(tx)?;
    Ok(gezin.0)
}

/// A request that was taken on has an intake from now on.
pub(in crate::store) fn plan_intake(pen: &mut Pen<'_>, id: DoorgeleidingId) -> Result<(), Error> {
    let aangenomen = doorgeleiding::table.find(id).filter(doorgeleiding::status.eq(Woord(Status::Aanvaard)));
    diesel::update(aangenomen)
        .set((
            doorgeleiding::status.eq(Woord(Status::IntakeGepland)),
            doorgeleiding::intake_op.eq(pen.op()),
            doorgeleiding::versie.eq(doorgeleiding::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}
