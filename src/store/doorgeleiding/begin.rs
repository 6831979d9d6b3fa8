//! What must hold before the support of a request begins, and its intake.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    domain::{
        doorgeleiding::{Begin, Doorgeleiding, DoorgeleidingId, Status, gezin::Gezinsantwoord},
        traject::ContactStatus,
        zwangerschap::Zwangerschap,
    },
    store::{
        bewaar::pen::Pen,
        client::zwangerschap,
        conn::Tx,
        error::Error,
        schema::{contactmoment, doorgeleiding, traject},
        types::Woord,
    },
};

/// What must be known of a request before its support begins on `dag`.
pub fn weet(tx: &mut Tx, over: &Doorgeleiding, dag: NaiveDate) -> Result<Begin, Error> {
    let zwanger = wacht_op_bevalling(tx, over, dag)?.is_some();
    let gehouden: i64 = contactmoment::table
        .inner_join(traject::table)
        .filter(traject::doorgeleiding_id.eq(over.id))
        .filter(contactmoment::status.eq(Woord(ContactStatus::Gehouden)))
        .count()
        .get_result(tx)?;
    Ok(Begin { zwanger, ontmoet: gehouden > 0 })
}

/// The pregnancy that has to be over before the support of a request begins, as long as it lasts: the one that it was asked for, whichever
/// came since.
pub fn wacht_op_bevalling(tx: &mut Tx, over: &Doorgeleiding, dag: NaiveDate) -> Result<Option<Zwangerschap>, Error> {
    let voor_het_begin = over.gestart_op.is_none() && over.status.loopt();
    let zij = over.zwangerschap.filter(|_| voor_het_begin && over.toelating.na_de_bevalling());
    let zij = zij.map(|id| zwangerschap::find(tx, id)).transpose()?;
    Ok(zij.filter(|zij| zij.duur_op(dag).is_some()))
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
