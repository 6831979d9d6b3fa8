//! Agreements: what was agreed at a table with the parents, and what became of it.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{helper_types::IntoBoxed, prelude::*};

use super::{agenda::toestemming_geldt, agendapunt::CasusDeel, raak, verouderd};
use crate::{
    domain::{
        casus::CasusId,
        knooppunt::{Afspraak, AfspraakId, AfspraakStatus, AgendapuntId, BijeenkomstId, DeelnemerId, Oordeel, Status},
        reden::VervalReden,
        thema::{Dimensie, Thema},
        tijd::Moment,
        toegang::{Actor, Besluit, Gebied, GebruikerId, Gezocht, PseudoniemId, Rol},
    },
    store::{
        conn::{MultiBackend, Tx},
        error::Error,
        kluis::{Plek, Sleutel},
        logboek,
        schema::{afspraak, agendapunt, bijeenkomst, casus, client as client_tabel},
        types::Woord,
    },
};

const WAT: &str = "afspraak.wat";
const WOORDEN: &str = "afspraak.woorden";
const TOELICHTING: &str = "afspraak.toelichting";

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = afspraak)]
struct Row {
    id: AfspraakId,
    agendapunt_id: AgendapuntId,
    casus_id: CasusId,
    wie_id: DeelnemerId,
    overgenomen_door_id: Option<GebruikerId>,
    uiterlijk: NaiveDate,
    thema: Option<Woord<Thema>>,
    dimensie: Option<Woord<Dimensie>>,
    positie: Option<Woord<Oordeel>>,
    status: Woord<AfspraakStatus>,
    reden: Option<Woord<VervalReden>>,
    afgehandeld_op: Option<Moment>,
    versie: i32,
}

type Found = (Row, Woord<Status>, CasusDeel, PseudoniemId);

fn lees((row, status, deel, betrokkene): Found) -> Afspraak {
    Afspraak {
        id: row.id,
        agendapunt: row.agendapunt_id,
        casus: row.casus_id,
        betrokkene,
        wie: row.wie_id,
        overgenomen_door: row.overgenomen_door_id,
        uiterlijk: row.uiterlijk,
        thema: row.thema.map(|woord| woord.0),
        dimensie: row.dimensie.map(|woord| woord.0),
        positie: row.positie.map(|woord| woord.0),
        status: row.status.0,
        reden: row.reden.map(|woord| woord.0),
        afgehandeld_op: row.afgehandeld_op,
        vastgesteld: status.0 == Status::Vastgesteld,
        ligging: deel.ligging(),
        versie: row.versie,
    }
}

type Bron<'a> = IntoBoxed<
    'a,
    diesel::dsl::InnerJoin<
        diesel::dsl::InnerJoin<afspraak::table, diesel::dsl::InnerJoin<agendapunt::table, bijeenkomst::table>>,
        diesel::dsl::InnerJoin<casus::table, client_tabel::table>,
    >,
    MultiBackend,
>;

fn bron<'a>() -> Bron<'a> {
    afspraak::table
        .inner_join(agendapunt::table.inner_join(bijeenkomst::table))
        .inner_join(casus::table.inner_join(client_tabel::table))
        .into_boxed()
}

/// The agreements that `actor` may see: those of the cases that she carries or coordinates, and those of the tables that she
/// chairs as long as the family's consent holds.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    let mut query = bron().filter(casus::regisseur_id.eq(actor.als_regisseur()).assume_not_null());
    for toekenning in actor.toekenningen() {
        query = match (toekenning.rol, toekenning.gebied) {
            (Rol::JgzCoordinator, Gebied::Regio) => query.or_filter(casus::subregio.ne("")),
            (Rol::JgzCoordinator, Gebied::Subregio(s)) => query.or_filter(casus::subregio.eq(Woord(s))),
            (Rol::JgzCoordinator, Gebied::Gemeente(g)) => query.or_filter(casus::gemeente.eq(Woord(g))),
            (Rol::Voorzitter, Gebied::Gemeente(g)) => {
                query.or_filter(bijeenkomst::gemeente.eq(Woord(g)).and(toestemming_geldt()))
            }
            _ => query,
        };
    }
    query.filter(client_tabel::gewist_op.is_null())
}

/// Looks for an agreement among those that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: AfspraakId) -> Result<Gezocht<Afspraak>, Error> {
    let found = zichtbaar(actor)
        .filter(afspraak::id.eq(id))
        .select((Row::as_select(), bijeenkomst::status, CasusDeel::as_select(), client_tabel::pseudoniem))
        .first::<Found>(tx)
        .optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: found.map(lees) })
}

/// The agreements of a case that `actor` may see, oldest first.
pub fn van_casus(tx: &mut Tx, actor: &Actor, van: CasusId) -> Result<Vec<Afspraak>, Error> {
    let rows = zichtbaar(actor)
        .filter(afspraak::casus_id.eq(van))
        .order(afspraak::id.asc())
        .select((Row::as_select(), bijeenkomst::status, CasusDeel::as_select(), client_tabel::pseudoniem))
        .load::<Found>(tx)?;
    Ok(rows.into_iter().map(lees).collect())
}

/// The agreements made at each of these agenda items, which were found before, oldest first.
pub fn van_agendapunten(tx: &mut Tx, van: &[AgendapuntId]) -> Result<HashMap<AgendapuntId, Vec<Afspraak>>, Error> {
    let rows = bron()
        .filter(afspraak::agendapunt_id.eq_any(van.to_vec()))
        .order(afspraak::id.asc())
        .select((Row::as_select(), bijeenkomst::status, CasusDeel::as_select(), client_tabel::pseudoniem))
        .load::<Found>(tx)?;
    let mut per_punt: HashMap<AgendapuntId, Vec<Afspraak>> = HashMap::new();
    for afspraak in rows.into_iter().map(lees) {
        per_punt.entry(afspraak.agendapunt).or_default().push(afspraak);
    }
    Ok(per_punt)
}

/// Stores an agreement, with its line; what was agreed and the parents' own words lie sealed.
pub fn record_nieuw(
    tx: &mut Tx,
    sleutel: &Sleutel,
    bij: BijeenkomstId,
    besluit: Besluit<Afspraak>,
    wat: &str,
    woorden: Option<&str>,
) -> Result<Afspraak, Error> {
    let Besluit { spoor, ding: nieuw } = besluit;
    raak(tx, bij, &spoor)?;
    let rij = nieuw.id.uuid();
    diesel::insert_into(afspraak::table)
        .values((
            afspraak::id.eq(nieuw.id),
            afspraak::agendapunt_id.eq(nieuw.agendapunt),
            afspraak::casus_id.eq(nieuw.casus),
            afspraak::wat.eq(sleutel.verzegel(Plek::new(WAT, rij), wat.as_bytes())?),
            afspraak::wie_id.eq(nieuw.wie),
            afspraak::uiterlijk.eq(nieuw.uiterlijk),
            afspraak::thema.eq(nieuw.thema.map(Woord)),
            afspraak::dimensie.eq(nieuw.dimensie.map(Woord)),
            afspraak::positie.eq(nieuw.positie.map(Woord)),
            afspraak::woorden.eq(sleutel.verzegel_tekst(Plek::new(WOORDEN, rij), woorden)?),
            afspraak::status.eq(Woord(nieuw.status)),
            afspraak::versie.eq(nieuw.versie),
        ))
        .execute(tx)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

/// Stores the parents' position, with its line; their own words lie sealed, and those of an earlier position give way.
pub fn record_positie(
    tx: &mut Tx,
    sleutel: &Sleutel,
    besluit: Besluit<Afspraak>,
    woorden: Option<&str>,
) -> Result<Afspraak, Error> {
    let bij = agendapunt::table
        .find(besluit.ding.agendapunt)
        .select(agendapunt::bijeenkomst_id)
        .first::<BijeenkomstId>(tx)?;
    raak(tx, bij, &besluit.spoor)?;
    let nieuw = record(tx, besluit)?;
    let sealed = sleutel.verzegel_tekst(Plek::new(WOORDEN, nieuw.id.uuid()), woorden)?;
    diesel::update(afspraak::table.find(nieuw.id)).set(afspraak::woorden.eq(sealed)).execute(tx)?;
    Ok(nieuw)
}

/// Stores that an agreement lapsed, with its line; an explanation lies sealed.
pub fn record_verval(
    tx: &mut Tx,
    sleutel: &Sleutel,
    besluit: Besluit<Afspraak>,
    toelichting: Option<&str>,
) -> Result<Afspraak, Error> {
    let nieuw = record(tx, besluit)?;
    let sealed = sleutel.verzegel_tekst(Plek::new(TOELICHTING, nieuw.id.uuid()), toelichting)?;
    diesel::update(afspraak::table.find(nieuw.id)).set(afspraak::toelichting.eq(sealed)).execute(tx)?;
    Ok(nieuw)
}

/// Stores what became of an agreement that was open, in the version that was seen, with its line.
pub fn record(tx: &mut Tx, besluit: Besluit<Afspraak>) -> Result<Afspraak, Error> {
    let Besluit { spoor, ding: mut nieuw } = besluit;
    let seen = afspraak::table
        .find(nieuw.id)
        .filter(afspraak::status.eq(Woord(AfspraakStatus::Open)))
        .filter(afspraak::versie.eq(nieuw.versie));
    let changed = diesel::update(seen)
        .set((
            afspraak::positie.eq(nieuw.positie.map(Woord)),
            afspraak::status.eq(Woord(nieuw.status)),
            afspraak::reden.eq(nieuw.reden.map(Woord)),
            afspraak::afgehandeld_op.eq(nieuw.afgehandeld_op),
            afspraak::versie.eq(afspraak::versie + 1),
        ))
        .execute(tx)?;
    if changed != 1 {
        return Err(verouderd(spoor));
    }
    nieuw.versie += 1;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

/// The texts of an agreement.
#[derive(Debug)]
pub struct Teksten {
    /// What was agreed.
    pub wat: String,
    /// The parents' own words.
    pub woorden: Option<String>,
    /// Why it lapsed, in words.
    pub toelichting: Option<String>,
}

/// The texts of an agreement, opened.
pub fn teksten(tx: &mut Tx, sleutel: &Sleutel, van: AfspraakId) -> Result<Teksten, Error> {
    let (wat, woorden, toelichting) = afspraak::table
        .find(van)
        .select((afspraak::wat, afspraak::woorden, afspraak::toelichting))
        .first::<(Vec<u8>, Option<Vec<u8>>, Option<Vec<u8>>)>(tx)?;
    let rij = van.uuid();
    let wat = sleutel.open(Plek::new(WAT, rij), &wat)?;
    Ok(Teksten {
        wat: String::from_utf8(wat).map_err(|_| Error::Kluis)?,
        woorden: sleutel.open_tekst(Plek::new(WOORDEN, rij), woorden.as_deref())?,
        toelichting: sleutel.open_tekst(Plek::new(TOELICHTING, rij), toelichting.as_deref())?,
    })
}
