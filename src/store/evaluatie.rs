//! Evaluations: beginning one, ending it, and what follows for the case.

use diesel::prelude::*;

use super::{
    bewaar::pen::{Pen, Rijen},
    casus as casussen,
    conn::Tx,
    error::Error,
    kluis::{Plek, Sleutel},
    schema::evaluatie,
    types::Woord,
};
use crate::domain::{
    casus::{Casus, CasusId},
    evaluatie::{Afronding, Evaluatie, EvaluatieId, Geevalueerd, Uitkomst},
    rode_draad::gevolg::Feit,
    tijd::Moment,
    toegang::{Actor, GebruikerId, Gezocht, Van},
};

const TOELICHTING: &str = "evaluatie.toelichting";

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = evaluatie)]
struct Row {
    id: EvaluatieId,
    casus_id: CasusId,
    begonnen_op: Moment,
    door_id: GebruikerId,
    afgerond_op: Option<Moment>,
    uitkomst: Option<Woord<Uitkomst>>,
    samen_met_ouders: Option<bool>,
}

fn lees(row: &Row) -> Evaluatie {
    let afronding = match (row.afgerond_op, row.uitkomst, row.samen_met_ouders) {
        (Some(op), Some(Woord(uitkomst)), Some(samen_met_ouders)) => {
            Some((op, Afronding { uitkomst, samen_met_ouders }))
        }
        _ => None,
    };
    // One that ended without anything decided lapsed with its case.
    let vervallen_op = row.afgerond_op.filter(|_| afronding.is_none());
    Evaluatie {
        id: row.id,
        casus: row.casus_id,
        begonnen_op: row.begonnen_op,
        begonnen_door: row.door_id,
        vervallen_op,
        afronding,
    }
}

/// Looks for the case of an evaluation: who may see the case may see how it was evaluated.
pub fn find_casus(tx: &mut Tx, actor: &Actor, id: EvaluatieId) -> Result<Gezocht<Casus>, Error> {
    let van = evaluatie::table.find(id).select(evaluatie::casus_id).first::<CasusId>(tx).optional()?;
    let gevonden = match van {
        Some(casus) => casussen::find(tx, actor, casus)?.gevonden,
        None => None,
    };
    Ok(Gezocht { id: id.uuid(), gevonden })
}

/// An evaluation whose case was found.
pub fn get(tx: &mut Tx, id: EvaluatieId) -> Result<Evaluatie, Error> {
    let row = evaluatie::table.find(id).select(Row::as_select()).first::<Row>(tx)?;
    Ok(lees(&row))
}

impl Rijen for Geevalueerd {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        if casussen::update(pen, &self.casus, van, casussen::Toelichting::Blijft)? != 1 {
            return Ok(0);
        }
        match self.evaluatie.afronding {
            None => insert(pen, &self.evaluatie),
            Some((op, afronding)) => rond_af(pen, self.evaluatie.id, op, afronding),
        }
    }

    fn verhoog(&mut self) {
        self.casus.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Evaluatie(&self.casus, &self.evaluatie))
    }

    fn volg(&mut self, casus: Casus) {
        self.casus = casus;
    }
}

fn insert(pen: &mut Pen<'_>, nieuw: &Evaluatie) -> Result<usize, Error> {
    Ok(diesel::insert_into(evaluatie::table)
        .values((
            evaluatie::id.eq(nieuw.id),
            evaluatie::casus_id.eq(nieuw.casus),
            evaluatie::begonnen_op.eq(nieuw.begonnen_op),
            evaluatie::door_id.eq(nieuw.begonnen_door),
        ))
        .execute(pen.tx)?)
}

/// Its end; an explanation lies sealed.
fn rond_af(pen: &mut Pen<'_>, id: EvaluatieId, op: Moment, afronding: Afronding) -> Result<usize, Error> {
    let open = evaluatie::table.find(id).filter(evaluatie::afgerond_op.is_null());
    let changed = diesel::update(open)
        .set((
            evaluatie::afgerond_op.eq(op),
            evaluatie::uitkomst.eq(Woord(afronding.uitkomst)),
            evaluatie::samen_met_ouders.eq(afronding.samen_met_ouders),
            evaluatie::toelichting.eq(pen.tekst(Plek::new(TOELICHTING, id.uuid()))?),
        ))
        .execute(pen.tx)?;
    if changed == 1 { Ok(1) } else { Err(Error::Bezet) }
}

/// Lets an evaluation that has not ended lapse: its case is closed.
pub(super) fn laat_vervallen(pen: &mut Pen<'_>, van: CasusId) -> Result<(), Error> {
    let open = evaluatie::table.filter(evaluatie::casus_id.eq(van)).filter(evaluatie::afgerond_op.is_null());
    diesel::update(open).set(evaluatie::afgerond_op.eq(pen.op())).execute(pen.tx)?;
    Ok(())
}

/// Lets what lapsed when its case was closed at `op` go on.
pub(super) fn herstel(pen: &mut Pen<'_>, van: CasusId, op: Moment) -> Result<(), Error> {
    let vervallen = evaluatie::table
        .filter(evaluatie::casus_id.eq(van))
        .filter(evaluatie::afgerond_op.eq(op))
        .filter(evaluatie::uitkomst.is_null());
    diesel::update(vervallen).set(evaluatie::afgerond_op.eq(None::<Moment>)).execute(pen.tx)?;
    Ok(())
}

/// The explanation of an evaluation.
pub fn toelichting(tx: &mut Tx, sleutel: &Sleutel, van: EvaluatieId) -> Result<Option<String>, Error> {
    let sealed = evaluatie::table.find(van).select(evaluatie::toelichting).first::<Option<Vec<u8>>>(tx)?;
    sleutel.open_tekst(Plek::new(TOELICHTING, van.uuid()), sealed.as_deref())
}
