//! The open work of one person: counted, and handed over piece by piece.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::verouderd;
use crate::{
    domain::{
        casus::{CasusId, Status},
        doorgeleiding::DoorgeleidingId,
        gebied::Gemeente,
        knooppunt::{AfspraakId, AfspraakStatus},
        logboek::{Gebeurtenis, Soort, Spoor},
        tijd::Moment,
        toegang::{
            Besluit, DeskId, GebruikerId, Overdracht, OverdrachtId, PseudoniemId,
            beheer::werk::{Stuk, Werkstuk},
        },
    },
    store::{
        casus::regisseurschap,
        conn::Tx,
        doorgeleiding::loopt,
        error::Error,
        logboek,
        schema::{afspraak, casus, client, deelnemer, doorgeleiding, overdracht},
        types::Woord,
    },
};

type Waar = (CasusId, Woord<Gemeente>, PseudoniemId);

const fn werkstuk(stuk: Stuk, (casus, gemeente, betrokkene): Waar) -> Werkstuk {
    Werkstuk { stuk, casus, gemeente: gemeente.0, betrokkene }
}

/// Everything that `wie` still carries.
pub fn van(tx: &mut Tx, wie: GebruikerId) -> Result<Vec<Werkstuk>, Error> {
    let mut werk = casussen(tx, wie)?;
    werk.extend(doorgeleidingen(tx, wie)?);
    werk.extend(afspraken(tx, wie)?);
    Ok(werk)
}

/// Everything that these together still carry.
pub fn van_allen(tx: &mut Tx, wie: &[GebruikerId]) -> Result<Vec<Werkstuk>, Error> {
    let mut werk = Vec::new();
    for &een in wie {
        werk.extend(van(tx, een)?);
    }
    Ok(werk)
}

fn casussen(tx: &mut Tx, wie: GebruikerId) -> Result<Vec<Werkstuk>, Error> {
    type Row = (Option<GebruikerId>, Option<GebruikerId>, Waar);
    let rows: Vec<Row> = casus::table
        .inner_join(client::table)
        .filter(casus::coordinator_id.eq(wie).or(casus::regisseur_id.eq(wie)).assume_not_null())
        .filter(casus::status.ne(Woord(Status::Afgesloten)))
        .order(casus::id)
        .select((casus::coordinator_id, casus::regisseur_id, (casus::id, casus::gemeente, client::pseudoniem)))
        .load(tx)?;
    let mut werk = Vec::new();
    for (coordinator, regisseur, waar) in rows {
        if coordinator == Some(wie) {
            werk.push(werkstuk(Stuk::Coordinatie, waar));
        }
        if regisseur == Some(wie) {
            werk.push(werkstuk(Stuk::Regie, waar));
        }
    }
    Ok(werk)
}

fn doorgeleidingen(tx: &mut Tx, wie: GebruikerId) -> Result<Vec<Werkstuk>, Error> {
    let rows: Vec<(DoorgeleidingId, DeskId, Waar)> = doorgeleiding::table
        .inner_join(casus::table.inner_join(client::table))
        .filter(doorgeleiding::geclaimd_door_id.eq(wie).assume_not_null())
        .filter(loopt())
        .order(doorgeleiding::id)
        .select((doorgeleiding::id, doorgeleiding::desk_id, (casus::id, casus::gemeente, client::pseudoniem)))
        .load(tx)?;
    Ok(rows.into_iter().map(|(id, desk, waar)| werkstuk(Stuk::Doorgeleiding(id, desk), waar)).collect())
}

/// Those that she took over, and those that she took on at a table and that nobody took over.
fn afspraken(tx: &mut Tx, wie: GebruikerId) -> Result<Vec<Werkstuk>, Error> {
    let zelf = deelnemer::gebruiker_id.eq(wie).assume_not_null().and(afspraak::overgenomen_door_id.is_null());
    let rows: Vec<(AfspraakId, Waar)> = afspraak::table
        .inner_join(deelnemer::table)
        .inner_join(casus::table.inner_join(client::table))
        .filter(afspraak::overgenomen_door_id.eq(wie).assume_not_null().or(zelf))
        .filter(afspraak::status.eq(Woord(AfspraakStatus::Open)))
        .order(afspraak::id)
        .select((afspraak::id, (casus::id, casus::gemeente, client::pseudoniem)))
        .load(tx)?;
    Ok(rows.into_iter().map(|(id, waar)| werkstuk(Stuk::Afspraak(id), waar)).collect())
}

/// Stores that all this work goes to `aan`: one line for the handover, and one in each case that it concerns.
pub fn record_overdracht(tx: &mut Tx, besluit: Besluit<Overdracht>, werk: &[Werkstuk]) -> Result<Overdracht, Error> {
    let (spoor, nieuw, _) = besluit.unfold();
    diesel::insert_into(overdracht::table)
        .values((
            overdracht::id.eq(nieuw.id),
            overdracht::van_id.eq(nieuw.van),
            overdracht::aan_id.eq(nieuw.aan),
            overdracht::door_id.eq(spoor.door.gebruiker),
            overdracht::op.eq(spoor.door.op),
        ))
        .execute(tx)?;
    let mut betrokken = BTreeMap::new();
    for stuk in werk {
        if draag_over(tx, stuk, nieuw.van, nieuw.aan, spoor.door.op)? != 1 {
            return Err(verouderd(spoor));
        }
        betrokken.insert(stuk.casus, stuk.betrokkene);
    }
    logboek::gedaan(tx, &spoor)?;
    for (casus, betrokkene) in betrokken {
        let regel = Spoor {
            gebeurtenis: Gebeurtenis::CasusOvergedragen,
            soort: Soort::Casus,
            object: Some(casus.uuid()),
            casus: Some(casus),
            betrokkenen: vec![betrokkene],
            ..spoor.clone()
        };
        logboek::gedaan(tx, &regel)?;
    }
    Ok(nieuw)
}

/// The handovers with these identifiers.
pub fn overdrachten(tx: &mut Tx, ids: Vec<OverdrachtId>) -> Result<Vec<Overdracht>, Error> {
    let rows: Vec<(OverdrachtId, GebruikerId, GebruikerId)> = overdracht::table
        .filter(overdracht::id.eq_any(ids))
        .select((overdracht::id, overdracht::van_id, overdracht::aan_id))
        .load(tx)?;
    Ok(rows.into_iter().map(|(id, van, aan)| Overdracht { id, van, aan }).collect())
}

/// Hands over one piece, if it is still hers.
fn draag_over(tx: &mut Tx, werk: &Werkstuk, van: GebruikerId, aan: GebruikerId, nu: Moment) -> Result<usize, Error> {
    if matches!(werk.stuk, Stuk::Regie) {
        regisseurschap::volg(tx, werk.casus, Some(aan), nu)?;
    }
    Ok(match werk.stuk {
        Stuk::Coordinatie => diesel::update(casus::table.find(werk.casus))
            .filter(casus::coordinator_id.eq(van).assume_not_null())
            .set((casus::coordinator_id.eq(aan), casus::versie.eq(casus::versie + 1)))
            .execute(tx)?,
        Stuk::Regie => diesel::update(casus::table.find(werk.casus))
            .filter(casus::regisseur_id.eq(van).assume_not_null())
            .set((casus::regisseur_id.eq(aan), casus::versie.eq(casus::versie + 1)))
            .execute(tx)?,
        Stuk::Doorgeleiding(id, _) => diesel::update(doorgeleiding::table.find(id))
            .filter(doorgeleiding::geclaimd_door_id.eq(van).assume_not_null())
            .set((doorgeleiding::geclaimd_door_id.eq(aan), doorgeleiding::versie.eq(doorgeleiding::versie + 1)))
            .execute(tx)?,
        Stuk::Afspraak(id) => diesel::update(afspraak::table.find(id))
            .filter(afspraak::status.eq(Woord(AfspraakStatus::Open)))
            .set((afspraak::overgenomen_door_id.eq(aan), afspraak::versie.eq(afspraak::versie + 1)))
            .execute(tx)?,
    })
}
