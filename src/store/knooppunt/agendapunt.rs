//! Agenda items: what a meeting discusses of one family, and who sits there for it.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{helper_types::IntoBoxed, prelude::*};

use super::{
    agenda::{self, Verzoek, toestemming_geldt},
    raak, verouderd,
};
use crate::{
    domain::{
        casus::CasusId,
        gebied::Gemeente,
        ids::Id,
        knooppunt::{
            Aanleiding, Agendapunt, AgendapuntId, BijeenkomstId, Deelnemer, DeelnemerId, Deelnemersoort, Status,
        },
        reden::AfwezigReden,
        toegang::{
            Actor, Besluit, Conflict, Gebied, GebruikerId, Gezocht, Ligging, PseudoniemId, Rol, Waarom, Weigering,
        },
    },
    store::{
        conn::{MultiBackend, Tx},
        error::Error,
        kluis::{Plek, Sleutel},
        logboek,
        schema::{agendapunt, bijeenkomst, casus, client as client_tabel, deelnemer},
        types::Woord,
    },
};

const TOELICHTING: &str = "agendapunt.afwezig_toelichting";

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = agendapunt)]
struct Row {
    id: AgendapuntId,
    bijeenkomst_id: BijeenkomstId,
    casus_id: CasusId,
    aanleiding: Woord<Aanleiding>,
    regisseur_id: Option<GebruikerId>,
    evaluatie_op: Option<NaiveDate>,
    afwezig_reden: Option<Woord<AfwezigReden>>,
    versie: i32,
}

/// What of the case an agenda item and an agreement need.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = casus)]
pub(super) struct CasusDeel {
    gemeente: Woord<Gemeente>,
    regisseur_id: Option<GebruikerId>,
}

impl CasusDeel {
    pub(super) fn ligging(&self) -> Ligging {
        Ligging { gemeente: Some(self.gemeente.0), regisseur: self.regisseur_id, ..Ligging::default() }
    }
}

type Found = (Row, Woord<Status>, CasusDeel, PseudoniemId);

fn lees((row, status, deel, betrokkene): Found) -> Agendapunt {
    Agendapunt {
        id: row.id,
        bijeenkomst: row.bijeenkomst_id,
        status: status.0,
        casus: row.casus_id,
        betrokkene,
        aanleiding: row.aanleiding.0,
        regisseur: row.regisseur_id,
        evaluatie_op: row.evaluatie_op,
        afwezig_reden: row.afwezig_reden.map(|woord| woord.0),
        ligging: deel.ligging(),
        versie: row.versie,
    }
}

type Bron<'a> = IntoBoxed<
    'a,
    diesel::dsl::InnerJoin<
        diesel::dsl::InnerJoin<agendapunt::table, bijeenkomst::table>,
        diesel::dsl::InnerJoin<casus::table, client_tabel::table>,
    >,
    MultiBackend,
>;

/// The agenda items that `actor` may see: those of the tables that she chairs, as long as the family's consent holds.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    let mut query: Bron<'a> = agendapunt::table
        .inner_join(bijeenkomst::table)
        .inner_join(casus::table.inner_join(client_tabel::table))
        .into_boxed()
        .filter(bijeenkomst::gemeente.eq(""));
    for toekenning in actor.toekenningen() {
        query = match (toekenning.rol, toekenning.gebied) {
            (Rol::Voorzitter, Gebied::Gemeente(g)) => {
                query.or_filter(bijeenkomst::gemeente.eq(Woord(g)).and(toestemming_geldt()))
            }
            _ => query,
        };
    }
    query.filter(client_tabel::gewist_op.is_null())
}

/// Looks for an agenda item among those that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: AgendapuntId) -> Result<Gezocht<Agendapunt>, Error> {
    let found = zichtbaar(actor)
        .filter(agendapunt::id.eq(id))
        .select((Row::as_select(), bijeenkomst::status, CasusDeel::as_select(), client_tabel::pseudoniem))
        .first::<Found>(tx)
        .optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: found.map(lees) })
}

/// The agenda of a meeting as `actor` may see it, in the order in which it came about.
pub fn van_bijeenkomst(tx: &mut Tx, actor: &Actor, van: BijeenkomstId) -> Result<Vec<Agendapunt>, Error> {
    let rows = zichtbaar(actor)
        .filter(agendapunt::bijeenkomst_id.eq(van))
        .order(agendapunt::id.asc())
        .select((Row::as_select(), bijeenkomst::status, CasusDeel::as_select(), client_tabel::pseudoniem))
        .load::<Found>(tx)?;
    Ok(rows.into_iter().map(lees).collect())
}

/// The persons on the agenda of a meeting that `actor` may see.
pub(super) fn betrokkenen(tx: &mut Tx, actor: &Actor, van: BijeenkomstId) -> Result<Vec<PseudoniemId>, Error> {
    Ok(zichtbaar(actor)
        .filter(agendapunt::bijeenkomst_id.eq(van))
        .order(agendapunt::id.asc())
        .select(client_tabel::pseudoniem)
        .load(tx)?)
}

pub(super) fn insert(tx: &mut Tx, nieuw: &Agendapunt) -> Result<(), Error> {
    diesel::insert_into(agendapunt::table)
        .values((
            agendapunt::id.eq(nieuw.id),
            agendapunt::bijeenkomst_id.eq(nieuw.bijeenkomst),
            agendapunt::casus_id.eq(nieuw.casus),
            agendapunt::aanleiding.eq(Woord(nieuw.aanleiding)),
            agendapunt::versie.eq(nieuw.versie),
        ))
        .execute(tx)?;
    Ok(())
}

/// Stores a family that was put on an agenda, with its line; its accepted request starts.
pub fn record_nieuw(tx: &mut Tx, besluit: Besluit<Agendapunt>, verzoek: Option<Verzoek>) -> Result<Agendapunt, Error> {
    let Besluit { mut spoor, ding: nieuw } = besluit;
    raak(tx, nieuw.bijeenkomst, &spoor)?;
    match insert(tx, &nieuw) {
        Err(error) if error.is_unique_violation() => {
            let melding = "Deze casus staat al op de agenda van deze bijeenkomst.";
            let waarom = Waarom::Conflict(Conflict::new("staat-al-op-de-agenda", melding));
            return Err(Error::Weigering(Box::new(Weigering { waarom, spoor })));
        }
        andere => andere?,
    }
    if let Some(verzoek) = verzoek {
        spoor.toestemming = Some(verzoek.toestemming().uuid());
        if nieuw.aanleiding == Aanleiding::Doorgeleiding {
            agenda::start(tx, verzoek, spoor.door.gebruiker, spoor.door.op)?;
        }
    }
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

/// Stores what was decided about a family, in the version that was seen, with its line; an explanation lies sealed.
pub fn record_besluit(
    tx: &mut Tx,
    sleutel: &Sleutel,
    besluit: Besluit<Agendapunt>,
    toelichting: Option<&str>,
) -> Result<Agendapunt, Error> {
    let Besluit { spoor, ding: mut nieuw } = besluit;
    raak(tx, nieuw.bijeenkomst, &spoor)?;
    let seen = agendapunt::table.find(nieuw.id).filter(agendapunt::versie.eq(nieuw.versie));
    let changed = diesel::update(seen)
        .set((
            agendapunt::regisseur_id.eq(nieuw.regisseur),
            agendapunt::evaluatie_op.eq(nieuw.evaluatie_op),
            agendapunt::afwezig_reden.eq(nieuw.afwezig_reden.map(Woord)),
            agendapunt::versie.eq(agendapunt::versie + 1),
        ))
        .execute(tx)?;
    if changed != 1 {
        return Err(verouderd(spoor));
    }
    if toelichting.is_some() {
        let sealed = sleutel.verzegel_tekst(Plek::new(TOELICHTING, nieuw.id.uuid()), toelichting)?;
        diesel::update(agendapunt::table.find(nieuw.id)).set(agendapunt::afwezig_toelichting.eq(sealed)).execute(tx)?;
    }
    nieuw.versie += 1;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

/// The explanation that came with the parents' absence.
pub fn toelichting(tx: &mut Tx, sleutel: &Sleutel, van: AgendapuntId) -> Result<Option<String>, Error> {
    let sealed = agendapunt::table.find(van).select(agendapunt::afwezig_toelichting).first::<Option<Vec<u8>>>(tx)?;
    sleutel.open_tekst(Plek::new(TOELICHTING, van.uuid()), sealed.as_deref())
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = deelnemer)]
struct DeelnemerRow {
    id: DeelnemerId,
    agendapunt_id: AgendapuntId,
    soort: Woord<Deelnemersoort>,
    gebruiker_id: Option<GebruikerId>,
    hoedanigheid: String,
}

/// Who sits at the table for each of these agenda items, in the order in which they were seated.
pub fn deelnemers(tx: &mut Tx, van: &[AgendapuntId]) -> Result<HashMap<AgendapuntId, Vec<Deelnemer>>, Error> {
    let rows = deelnemer::table
        .filter(deelnemer::agendapunt_id.eq_any(van.to_vec()))
        .order(deelnemer::id.asc())
        .select(DeelnemerRow::as_select())
        .load::<DeelnemerRow>(tx)?;
    let mut per_punt: HashMap<AgendapuntId, Vec<Deelnemer>> = HashMap::new();
    for row in rows {
        per_punt.entry(row.agendapunt_id).or_default().push(Deelnemer {
            id: row.id,
            soort: row.soort.0,
            gebruiker: row.gebruiker_id,
            hoedanigheid: row.hoedanigheid,
        });
    }
    Ok(per_punt)
}

/// Whether `id` sits at the table for this agenda item.
pub fn zit_aan_tafel(tx: &mut Tx, van: AgendapuntId, id: DeelnemerId) -> Result<bool, Error> {
    let found = deelnemer::table
        .find(id)
        .filter(deelnemer::agendapunt_id.eq(van))
        .select(deelnemer::id)
        .first::<Id<Deelnemer>>(tx)
        .optional()?;
    Ok(found.is_some())
}

/// Stores somebody who was seated at the table, with its line.
pub fn record_deelnemer(
    tx: &mut Tx,
    besluit: Besluit<(Agendapunt, Deelnemer)>,
) -> Result<(Agendapunt, Deelnemer), Error> {
    let Besluit { spoor, ding: (punt, nieuw) } = besluit;
    raak(tx, punt.bijeenkomst, &spoor)?;
    diesel::insert_into(deelnemer::table)
        .values((
            deelnemer::id.eq(nieuw.id),
            deelnemer::agendapunt_id.eq(punt.id),
            deelnemer::soort.eq(Woord(nieuw.soort)),
            deelnemer::gebruiker_id.eq(nieuw.gebruiker),
            deelnemer::hoedanigheid.eq(&nieuw.hoedanigheid),
        ))
        .execute(tx)?;
    logboek::gedaan(tx, &spoor)?;
    Ok((punt, nieuw))
}
