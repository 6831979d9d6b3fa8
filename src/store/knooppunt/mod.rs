//! The table of a gemeente: its meetings.

pub mod afspraak;
pub mod agenda;
pub mod agendapunt;
mod raak;
pub mod vaststelling;

use diesel::{helper_types::IntoBoxed, prelude::*};

use self::raak::raak;
use super::{
    bewaar::pen::{Pen, Rijen},
    conn::{MultiBackend, Tx},
    error::Error,
    kluis::{Kluis, Plek, Sleutel},
    schema::{bijeenkomst, casus, client as client_tabel, gebruiker},
    types::Woord,
};
use crate::domain::{
    casus::{Casus, CasusId},
    client::ClientId,
    gebied::Gemeente,
    knooppunt::{Aanleiding, Bijeenkomst, BijeenkomstId, Planning, Status},
    tijd::Moment,
    toegang::{Actor, Gebied, GebruikerId, Gezocht, PseudoniemId, Rol, Van},
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = bijeenkomst)]
struct Row {
    id: BijeenkomstId,
    gemeente: Woord<Gemeente>,
    gepland_op: Moment,
    plaats: Option<Vec<u8>>,
    status: Woord<Status>,
    voorzitter_id: GebruikerId,
    gehouden_op: Option<Moment>,
    vastgesteld_op: Option<Moment>,
    versie: i32,
}

const PLAATS: &str = "bijeenkomst.plaats";

fn lees(kluis: &Kluis, row: &Row, betrokkenen: Vec<PseudoniemId>) -> Result<Bijeenkomst, Error> {
    Ok(Bijeenkomst {
        plaats: plaats(kluis, row.id, row.plaats.as_deref())?,
        id: row.id,
        gemeente: row.gemeente.0,
        gepland_op: row.gepland_op,
        status: row.status.0,
        voorzitter: row.voorzitter_id,
        gehouden_op: row.gehouden_op,
        vastgesteld_op: row.vastgesteld_op,
        betrokkenen,
        versie: row.versie,
    })
}

/// Where a meeting is, opened.
pub(in crate::store) fn plaats(
    kluis: &Kluis,
    van: BijeenkomstId,
    sealed: Option<&[u8]>,
) -> Result<Option<String>, Error> {
    kluis.tafels().open_tekst(Plek::new(PLAATS, van.uuid()), sealed)
}

type Bron<'a> = IntoBoxed<'a, bijeenkomst::table, MultiBackend>;

/// The meetings that `actor` may see: those of the tables that she chairs.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    let mut query = bijeenkomst::table.into_boxed().filter(bijeenkomst::gemeente.eq(""));
    for toekenning in actor.toekenningen() {
        query = match (toekenning.rol, toekenning.gebied) {
            (Rol::Voorzitter, Gebied::Gemeente(g)) => query.or_filter(bijeenkomst::gemeente.eq(Woord(g))),
            _ => query,
        };
    }
    query
}

/// Looks for a meeting among those that `actor` may see; it names the persons on its agenda that she may see.
pub fn find(tx: &mut Tx, kluis: &Kluis, actor: &Actor, id: BijeenkomstId) -> Result<Gezocht<Bijeenkomst>, Error> {
    let row = zichtbaar(actor).filter(bijeenkomst::id.eq(id)).select(Row::as_select()).first::<Row>(tx).optional()?;
    let gevonden = match row {
        Some(row) => Some(lees(kluis, &row, agendapunt::betrokkenen(tx, actor, id)?)?),
        None => None,
    };
    Ok(Gezocht { id: id.uuid(), gevonden })
}

/// The place in a list of meetings after which a page begins.
pub type Na = (Moment, BijeenkomstId);

/// A page of the meetings of one table that `actor` may see, the latest in front; it names no persons.
pub fn pagina(
    tx: &mut Tx,
    kluis: &Kluis,
    actor: &Actor,
    van: Gemeente,
    na: Option<Na>,
    grootte: i64,
) -> Result<Vec<Bijeenkomst>, Error> {
    let mut query = zichtbaar(actor).filter(bijeenkomst::gemeente.eq(Woord(van)));
    if let Some((op, id)) = na {
        query =
            query.filter(bijeenkomst::gepland_op.lt(op).or(bijeenkomst::gepland_op.eq(op).and(bijeenkomst::id.lt(id))));
    }
    let rows = query
        .order((bijeenkomst::gepland_op.desc(), bijeenkomst::id.desc()))
        .limit(grootte)
        .select(Row::as_select())
        .load::<Row>(tx)?;
    rows.into_iter().map(|row| lees(kluis, &row, Vec::new())).collect()
}

/// The first meeting of the table of `van` that is still to come, for what comes onto its agenda by itself.
fn eerstvolgende(tx: &mut Tx, kluis: &Kluis, van: Gemeente, nu: Moment) -> Result<Option<Bijeenkomst>, Error> {
    let row = bijeenkomst::table
        .filter(bijeenkomst::gemeente.eq(Woord(van)))
        .filter(bijeenkomst::status.eq(Woord(Status::Gepland)))
        .filter(bijeenkomst::gepland_op.ge(nu))
        .order((bijeenkomst::gepland_op.asc(), bijeenkomst::id.asc()))
        .select(Row::as_select())
        .first::<Row>(tx)
        .optional()?;
    row.map(|row| lees(kluis, &row, Vec::new())).transpose()
}

/// A meeting that is planned, with the families that are on its agenda by themselves.
impl Rijen for Planning {
    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        let nieuw = &self.bijeenkomst;
        let plek = Plek::new(PLAATS, nieuw.id.uuid());
        let plaats = pen.tools.kluis.tafels().verzegel_tekst(plek, nieuw.plaats.as_deref())?;
        let erin = diesel::insert_into(bijeenkomst::table)
            .values((
                bijeenkomst::id.eq(nieuw.id),
                bijeenkomst::gemeente.eq(Woord(nieuw.gemeente)),
                bijeenkomst::gepland_op.eq(nieuw.gepland_op),
                bijeenkomst::plaats.eq(plaats),
                bijeenkomst::status.eq(Woord(nieuw.status)),
                bijeenkomst::voorzitter_id.eq(nieuw.voorzitter),
                bijeenkomst::versie.eq(nieuw.versie),
            ))
            .execute(pen.tx)?;
        for punt in &self.agenda {
            agendapunt::insert(pen, punt)?;
        }
        Ok(erin)
    }
}

impl Rijen for Bijeenkomst {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        update(pen, self, van)
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }
}

fn update(pen: &mut Pen<'_>, nieuw: &Bijeenkomst, van: &Van) -> Result<usize, Error> {
    let seen = bijeenkomst::table
        .find(nieuw.id)
        .filter(bijeenkomst::status.eq_any(van.statussen()))
        .filter(bijeenkomst::versie.eq(nieuw.versie));
    Ok(diesel::update(seen)
        .set((
            bijeenkomst::status.eq(Woord(nieuw.status)),
            bijeenkomst::gehouden_op.eq(nieuw.gehouden_op),
            bijeenkomst::vastgesteld_op.eq(nieuw.vastgesteld_op),
            bijeenkomst::versie.eq(bijeenkomst::versie + 1),
        ))
        .execute(pen.tx)?)
}

/// The data key of the client of a case.
pub fn sleutel(tx: &mut Tx, kluis: &Kluis, van: CasusId) -> Result<Sleutel, Error> {
    let (client, sealed) = casus::table
        .inner_join(client_tabel::table)
        .filter(casus::id.eq(van))
        .select((client_tabel::id, client_tabel::sleutel))
        .first::<(ClientId, Vec<u8>)>(tx)?;
    kluis.sleutel(client, &sealed)
}

/// Whether `id` is an account that can be named: it exists and is active.
pub fn is_actief(tx: &mut Tx, id: GebruikerId) -> Result<bool, Error> {
    let found = gebruiker::table
        .find(id)
        .filter(gebruiker::actief.eq(true))
        .select(gebruiker::id)
        .first::<GebruikerId>(tx)
        .optional()?;
    Ok(found.is_some())
}

/// Puts a family that goes back to the table on the agenda of the first meeting to come, if one is planned.
pub(super) fn zet_op_agenda(pen: &mut Pen<'_>, over: &Casus) -> Result<(), Error> {
    let op = pen.op();
    let wacht = agenda::te_bespreken(pen.tx, over.gemeente, op.dag())?.iter().any(|casus| casus.id == over.id);
    if let Some(gepland) = eerstvolgende(pen.tx, pen.tools.kluis, over.gemeente, op)?.filter(|_| wacht) {
        raak(pen, gepland.id)?;
        agendapunt::insert(pen, &gepland.agendapunt(over, Aanleiding::Evaluatie, op))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
