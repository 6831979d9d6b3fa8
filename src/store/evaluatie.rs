//! Evaluations: beginning one, ending it, and what follows for the case.

use diesel::prelude::*;

use super::{
    casus as casussen,
    conn::Tx,
    error::Error,
    kluis::{Plek, Sleutel},
    knooppunt,
    schema::evaluatie,
    types::Woord,
};
use crate::domain::{
    casus::{Casus, CasusId, Status},
    evaluatie::{Afronding, Evaluatie, EvaluatieId, Uitkomst},
    ids::Id,
    tijd::Moment,
    toegang::{Actor, Besluit, GebruikerId, Gezocht},
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
    Evaluatie { id: row.id, casus: row.casus_id, begonnen_op: row.begonnen_op, begonnen_door: row.door_id, afronding }
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

/// Stores that an evaluation began, with its line.
pub fn record_begin(tx: &mut Tx, besluit: Besluit<Casus>) -> Result<(Casus, Evaluatie), Error> {
    let (op, door) = (besluit.spoor.door.op, besluit.spoor.door.gebruiker);
    let casus = casussen::record(tx, besluit)?;
    let nieuw = Evaluatie { id: Id::new(op), casus: casus.id, begonnen_op: op, begonnen_door: door, afronding: None };
    diesel::insert_into(evaluatie::table)
        .values((
            evaluatie::id.eq(nieuw.id),
            evaluatie::casus_id.eq(nieuw.casus),
            evaluatie::begonnen_op.eq(nieuw.begonnen_op),
            evaluatie::door_id.eq(nieuw.begonnen_door),
        ))
        .execute(tx)?;
    Ok((casus, nieuw))
}

/// Stores that an evaluation ended, with its line; an explanation lies sealed.
///
/// The case goes on by the facts. When it goes back to the table it comes onto the next agenda by itself.
pub fn record_afronding(
    tx: &mut Tx,
    sleutel: &Sleutel,
    besluit: Besluit<Casus>,
    van: &Evaluatie,
    afronding: Afronding,
    toelichting: Option<&str>,
    evaluatie_na_dagen: u32,
) -> Result<(Casus, Evaluatie), Error> {
    let spoor = besluit.spoor.clone();
    let casus = casussen::record(tx, besluit)?;
    let open = evaluatie::table.find(van.id).filter(evaluatie::afgerond_op.is_null());
    let changed = diesel::update(open)
        .set((
            evaluatie::afgerond_op.eq(spoor.door.op),
            evaluatie::uitkomst.eq(Woord(afronding.uitkomst)),
            evaluatie::samen_met_ouders.eq(afronding.samen_met_ouders),
            evaluatie::toelichting.eq(sleutel.verzegel_tekst(Plek::new(TOELICHTING, van.id.uuid()), toelichting)?),
        ))
        .execute(tx)?;
    if changed != 1 {
        return Err(Error::Bezet);
    }
    let casus = casussen::leid_af(tx, casus.id, spoor.door.op, evaluatie_na_dagen)?;
    if afronding.uitkomst == Uitkomst::Opgeschaald && casus.status == Status::SteunOpMaat {
        knooppunt::zet_op_agenda(tx, &casus, &spoor)?;
    }
    let afgerond = Evaluatie { afronding: Some((spoor.door.op, afronding)), ..van.clone() };
    Ok((casus, afgerond))
}

/// The explanation of an evaluation.
pub fn toelichting(tx: &mut Tx, sleutel: &Sleutel, van: EvaluatieId) -> Result<Option<String>, Error> {
    let sealed = evaluatie::table.find(van).select(evaluatie::toelichting).first::<Option<Vec<u8>>>(tx)?;
    sleutel.open_tekst(Plek::new(TOELICHTING, van.uuid()), sealed.as_deref())
}
