//! The open work of one person: counted, and handed over piece by piece.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use crate::{
    domain::{
        casus::{CasusId, Status},
        doorgeleiding::DoorgeleidingId,
        gebied::Gemeente,
        knooppunt::{AfspraakId, AfspraakStatus},
        logboek::{Gebeurtenis, Soort, Spoor},
        toegang::{
            DeskId, GebruikerId, Overdracht, OverdrachtId, PseudoniemId, Van,
            beheer::werk::{Stuk, Werkoverdracht, Werkstuk},
        },
    },
    store::{
        bewaar::pen::{Pen, Rijen},
        casus::{grendel, regisseurschap},
        conn::Tx,
        doorgeleiding::loopt,
        error::Error,
        schema::{afspraak, casus, client, deelnemer, doorgeleiding, overdracht},
        toegang::{beheer::gebruiker, gebruiker as accounts},
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

impl Rijen for Werkoverdracht {
    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        let Overdracht { id, van, aan } = self.overdracht;
        let casussen: BTreeSet<CasusId> = self.stukken.iter().map(|stuk| stuk.casus).collect();
        for casus in casussen {
            grendel(pen.tx, casus)?;
        }
        accounts::grendel(pen.tx, [van, aan])?;
        if !gebruiker::is_actief(pen.tx, aan)? || !nog_van(pen.tx, van, &self.stukken)? {
            return Ok(0);
        }
        for stuk in &self.stukken {
            if draag_over(pen, stuk, van, aan)? != 1 {
                return Ok(0);
            }
        }
        Ok(diesel::insert_into(overdracht::table)
            .values((
                overdracht::id.eq(id),
                overdracht::van_id.eq(van),
                overdracht::aan_id.eq(aan),
                overdracht::door_id.eq(pen.door()?),
                overdracht::op.eq(pen.op()),
            ))
            .execute(pen.tx)?)
    }

    /// One line in each case that it concerns.
    fn bijregels(&self, spoor: &Spoor) -> Vec<Spoor> {
        let betrokken: BTreeMap<_, _> = self.stukken.iter().map(|stuk| (stuk.casus, stuk.betrokkene)).collect();
        let regel = |(casus, betrokkene): (CasusId, PseudoniemId)| Spoor {
            gebeurtenis: Gebeurtenis::CasusOvergedragen,
            soort: Soort::Casus,
            object: Some(casus.uuid()),
            casus: Some(casus),
            betrokkenen: vec![betrokkene],
            ..spoor.clone()
        };
        betrokken.into_iter().map(regel).collect()
    }
}

/// The handovers with these identifiers.
pub fn overdrachten(tx: &mut Tx, ids: Vec<OverdrachtId>) -> Result<Vec<Overdracht>, Error> {
    let rows: Vec<(OverdrachtId, GebruikerId, GebruikerId)> = overdracht::table
        .filter(overdracht::id.eq_any(ids))
        .select((overdracht::id, overdracht::van_id, overdracht::aan_id))
        .load(tx)?;
    Ok(rows.into_iter().map(|(id, van, aan)| Overdracht { id, van, aan }).collect())
}

/// Whether all of this is still theirs, once the cases and the accounts are held.
fn nog_van(tx: &mut Tx, wie: GebruikerId, stukken: &[Werkstuk]) -> Result<bool, Error> {
    let nu = van(tx, wie)?;
    Ok(stukken.iter().all(|stuk| nu.iter().any(|dit| dit.stuk == stuk.stuk && dit.casus == stuk.casus)))
}

/// Hands over one piece, if it is still theirs.
fn draag_over(pen: &mut Pen<'_>, werk: &Werkstuk, van: GebruikerId, aan: GebruikerId) -> Result<usize, Error> {
    if matches!(werk.stuk, Stuk::Regie) {
        let op = pen.op();
        regisseurschap::volg(pen.tx, werk.casus, Some(aan), op)?;
    }
    Ok(match werk.stuk {
        Stuk::Coordinatie => diesel::update(casus::table.find(werk.casus))
            .filter(casus::coordinator_id.eq(van).assume_not_null())
            .set((casus::coordinator_id.eq(aan), casus::versie.eq(casus::versie + 1)))
            .execute(pen.tx)?,
        Stuk::Regie => diesel::update(casus::table.find(werk.casus))
            .filter(casus::regisseur_id.eq(van).assume_not_null())
            .set((casus::regisseur_id.eq(aan), casus::versie.eq(casus::versie + 1)))
            .execute(pen.tx)?,
        Stuk::Doorgeleiding(id, _) => diesel::update(doorgeleiding::table.find(id))
            .filter(doorgeleiding::geclaimd_door_id.eq(van).assume_not_null())
            .set((doorgeleiding::geclaimd_door_id.eq(aan), doorgeleiding::versie.eq(doorgeleiding::versie + 1)))
            .execute(pen.tx)?,
        Stuk::Afspraak(id) => diesel::update(afspraak::table.find(id))
            .filter(afspraak::status.eq(Woord(AfspraakStatus::Open)))
            .set((afspraak::overgenomen_door_id.eq(aan), afspraak::versie.eq(afspraak::versie + 1)))
            .execute(pen.tx)?,
    })
}
