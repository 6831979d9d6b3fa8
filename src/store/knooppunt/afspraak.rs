//! Agreements: what was agreed at a table with the parents, and what became of it.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{helper_types::IntoBoxed, prelude::*};

use super::{
    agendapunt::{CasusDeel, TafelDeel, plek_van_hoedanigheid},
    raak::raak_van,
};
use crate::{
    domain::{
        bericht::Berichtsoort,
        casus::CasusId,
        gebied::Gemeente,
        knooppunt::{Afspraak, AfspraakId, AfspraakStatus, AgendapuntId, DeelnemerId, Oordeel, Status},
        reden::VervalReden,
        rode_draad::gevolg::Feit,
        thema::{Dimensie, Thema},
        tijd::Moment,
        toegang::{Actor, Gebied, GebruikerId, Gezocht, Ligging, PseudoniemId, Rol, Van},
    },
    store::{
        bericht,
        bewaar::pen::{Pen, Rijen},
        conn::{MultiBackend, Tx},
        error::Error,
        kluis::{Plek, Sleutel},
        schema::{afspraak, agendapunt, bijeenkomst, casus, client as client_tabel, deelnemer},
        types::{EenVan, Woord},
        zicht::TafelToegestaan,
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

type Found = (Row, TafelDeel, CasusDeel, PseudoniemId);

fn lees((row, tafel, deel, betrokkene): Found) -> Afspraak {
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
        vastgesteld: tafel.status.0 == Status::Vastgesteld,
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

/// Whether somebody promised an agreement, at the table or in the place of who sat there, and the family's consent holds.
#[diesel::dsl::auto_type(no_type_alias)]
fn beloofd(zelf: GebruikerId) -> _ {
    let als_deelnemer =
        deelnemer::table.filter(deelnemer::gebruiker_id.eq(zelf).assume_not_null()).select(deelnemer::id);
    let zelf_gezegd = afspraak::wie_id.eq_any(als_deelnemer).and(afspraak::overgenomen_door_id.is_null());
    let overgenomen = afspraak::overgenomen_door_id.eq(zelf).assume_not_null();
    zelf_gezegd.or(overgenomen).and(TafelToegestaan)
}

/// The place in a list of agreements after which a page begins.
pub type Na = (NaiveDate, AfspraakId);

/// The agreements that `actor` may see: those of the cases that they carry or coordinate; and, as long as the family's consent holds,
/// those of the tables that they chair, and those that they promised.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    let mut query = bron()
        .filter(casus::regisseur_id.eq(actor.als_regisseur()).assume_not_null())
        .or_filter(beloofd(actor.gebruiker()));
    for toekenning in actor.toekenningen() {
        query = match (toekenning.rol, toekenning.gebied) {
            (Rol::JgzCoordinator, Gebied::Regio) => query.or_filter(casus::subregio.ne("")),
            (Rol::JgzCoordinator, Gebied::Subregio(s)) => query.or_filter(casus::subregio.eq(Woord(s))),
            (Rol::JgzCoordinator, Gebied::Gemeente(g)) => query.or_filter(casus::gemeente.eq(Woord(g))),
            (Rol::Voorzitter, Gebied::Gemeente(g)) => {
                query.or_filter(bijeenkomst::gemeente.eq(Woord(g)).and(TafelToegestaan))
            }
            _ => query,
        };
    }
    query.filter(client_tabel::gewist_op.is_null())
}

/// What `actor` promised, as long as the family's consent holds.
fn zelf_beloofd<'a>(actor: &Actor) -> Bron<'a> {
    bron().filter(beloofd(actor.gebruiker())).filter(client_tabel::gewist_op.is_null())
}

/// Looks for an agreement among those that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: AfspraakId) -> Result<Gezocht<Afspraak>, Error> {
    let found = zichtbaar(actor)
        .filter(afspraak::id.eq(id))
        .select((Row::as_select(), TafelDeel::as_select(), CasusDeel::as_select(), client_tabel::pseudoniem))
        .first::<Found>(tx)
        .optional()?;
    let tafel = found.as_ref().map(|(_, tafel, ..)| tafel.gemeente.0);
    let mut gevonden = found.map(lees);
    if let Some(afspraak) = gevonden.as_mut() {
        let belooft = beloofd_door(tx, afspraak)?;
        afspraak.ligging =
            tafel.map_or(afspraak.ligging, |tafel| ligging_voor(actor, &afspraak.ligging, tafel, belooft));
    }
    Ok(Gezocht { id: id.uuid(), gevonden })
}

/// Where an agreement lies for somebody, by where its case does: whoever chairs the table where it was made has it there, also when the
/// family moved since.
#[must_use]
pub fn ligging_voor(actor: &Actor, casus: &Ligging, tafel: Gemeente, belooft: Option<GebruikerId>) -> Ligging {
    let hier = Ligging { gemeente: casus.gemeente, regisseur: casus.regisseur, van: belooft, ..Ligging::default() };
    let daar = Ligging { gemeente: Some(tafel), ..hier };
    if actor.heeft_daar(Rol::Voorzitter, &daar) { daar } else { hier }
}

/// Whose promise it is: of who sat at the table with an account, or of who took it over.
fn beloofd_door(tx: &mut Tx, afspraak: &Afspraak) -> Result<Option<GebruikerId>, Error> {
    match afspraak.overgenomen_door {
        Some(wie) => Ok(Some(wie)),
        None => Ok(deelnemer::table.find(afspraak.wie).select(deelnemer::gebruiker_id).first(tx)?),
    }
}

/// The agreements of a case that `actor` may see, oldest first.
pub fn van_casus(tx: &mut Tx, actor: &Actor, van: CasusId) -> Result<Vec<Afspraak>, Error> {
    let rows = zichtbaar(actor)
        .filter(afspraak::casus_id.eq(van))
        .order(afspraak::id.asc())
        .select((Row::as_select(), TafelDeel::as_select(), CasusDeel::as_select(), client_tabel::pseudoniem))
        .load::<Found>(tx)?;
    Ok(rows.into_iter().map(lees).collect())
}

/// Which agreements are looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Only those that are to be done on this day or later.
    pub vanaf: Option<NaiveDate>,
    /// Only those that are to be done on this day or before.
    pub tot_en_met: Option<NaiveDate>,
    /// Only those that whoever asks promised, or took over.
    pub van_mij: bool,
}

/// A page of the agreements that `actor` may see, that are to be done and whose record is established: what comes first in front, each
/// with the table at which it was made.
pub fn pagina(
    tx: &mut Tx,
    actor: &Actor,
    filter: Filter,
    na: Option<Na>,
    grootte: i64,
) -> Result<Vec<(Afspraak, Gemeente)>, Error> {
    let mut query = if filter.van_mij { zelf_beloofd(actor) } else { zichtbaar(actor) }
        .filter(afspraak::status.eq(Woord(AfspraakStatus::Open)))
        .filter(bijeenkomst::status.eq(Woord(Status::Vastgesteld)));
    if let Some(vanaf) = filter.vanaf {
        query = query.filter(afspraak::uiterlijk.ge(vanaf));
    }
    if let Some(tot_en_met) = filter.tot_en_met {
        query = query.filter(afspraak::uiterlijk.le(tot_en_met));
    }
    if let Some((op, id)) = na {
        query = query.filter(afspraak::uiterlijk.gt(op).or(afspraak::uiterlijk.eq(op).and(afspraak::id.gt(id))));
    }
    let rows = query
        .order((afspraak::uiterlijk.asc(), afspraak::id.asc()))
        .limit(grootte)
        .select((Row::as_select(), TafelDeel::as_select(), CasusDeel::as_select(), client_tabel::pseudoniem))
        .load::<Found>(tx)?;
    let met_tafel = |found: Found| {
        let tafel = found.1.gemeente.0;
        (lees(found), tafel)
    };
    Ok(rows.into_iter().map(met_tafel).collect())
}

/// The agreements made at each of these agenda items, which were found before, oldest first.
pub fn van_agendapunten(tx: &mut Tx, van: &[AgendapuntId]) -> Result<HashMap<AgendapuntId, Vec<Afspraak>>, Error> {
    let rows = bron()
        .filter(EenVan::new(afspraak::agendapunt_id, van))
        .order(afspraak::id.asc())
        .select((Row::as_select(), TafelDeel::as_select(), CasusDeel::as_select(), client_tabel::pseudoniem))
        .load::<Found>(tx)?;
    let mut per_punt: HashMap<AgendapuntId, Vec<Afspraak>> = HashMap::new();
    for afspraak in rows.into_iter().map(lees) {
        per_punt.entry(afspraak.agendapunt).or_default().push(afspraak);
    }
    Ok(per_punt)
}

/// What was agreed, the parents' own words and why it lapsed lie sealed.
impl Rijen for Afspraak {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        match van {
            Van::Nieuw => {
                raak_van(pen, self.agendapunt)?;
                insert(pen, self)
            }
            Van::In(_) => {
                // Whatever becomes of it before its record is established changes that record.
                if !self.vastgesteld {
                    raak_van(pen, self.agendapunt)?;
                }
                update(pen, self, van)
            }
        }
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Afspraak(self))
    }
}

fn insert(pen: &mut Pen<'_>, nieuw: &Afspraak) -> Result<usize, Error> {
    let rij = nieuw.id.uuid();
    Ok(diesel::insert_into(afspraak::table)
        .values((
            afspraak::id.eq(nieuw.id),
            afspraak::agendapunt_id.eq(nieuw.agendapunt),
            afspraak::casus_id.eq(nieuw.casus),
            afspraak::wat.eq(pen.verplichte_tekst(Plek::new(WAT, rij))?),
            afspraak::wie_id.eq(nieuw.wie),
            afspraak::uiterlijk.eq(nieuw.uiterlijk),
            afspraak::thema.eq(nieuw.thema.map(Woord)),
            afspraak::dimensie.eq(nieuw.dimensie.map(Woord)),
            afspraak::positie.eq(nieuw.positie.map(Woord)),
            afspraak::woorden.eq(pen.woorden(Plek::new(WOORDEN, rij))?),
            afspraak::status.eq(Woord(nieuw.status)),
            afspraak::versie.eq(nieuw.versie),
        ))
        .execute(pen.tx)?)
}

/// A step of an agreement: a new position takes the words of the one before away, lapsing brings an explanation.
fn update(pen: &mut Pen<'_>, nieuw: &Afspraak, van: &Van) -> Result<usize, Error> {
    let rij = nieuw.id.uuid();
    let seen = afspraak::table
        .find(nieuw.id)
        .filter(afspraak::status.eq_any(van.statussen()))
        .filter(afspraak::versie.eq(nieuw.versie));
    let (woorden, toelichting) = match nieuw.status {
        AfspraakStatus::Open => (Some(pen.woorden(Plek::new(WOORDEN, rij))?), None),
        AfspraakStatus::Nagekomen => (None, None),
        AfspraakStatus::Vervallen => (None, Some(pen.tekst(Plek::new(TOELICHTING, rij))?)),
    };
    Ok(diesel::update(seen)
        .set((
            afspraak::positie.eq(nieuw.positie.map(Woord)),
            afspraak::status.eq(Woord(nieuw.status)),
            afspraak::reden.eq(nieuw.reden.map(Woord)),
            afspraak::afgehandeld_op.eq(nieuw.afgehandeld_op),
            woorden.map(|sealed| afspraak::woorden.eq(sealed)),
            toelichting.map(|sealed| afspraak::toelichting.eq(sealed)),
            afspraak::versie.eq(afspraak::versie + 1),
        ))
        .execute(pen.tx)?)
}

/// Lets the open agreements of a case that is closed lapse, and tells who was to keep them: those of a record that stands, as before
/// that nobody promised anything.
pub(in crate::store) fn laat_vervallen(pen: &mut Pen<'_>, van: CasusId, waarom: VervalReden) -> Result<(), Error> {
    let open = afspraak::table
        .inner_join(deelnemer::table)
        .inner_join(agendapunt::table.inner_join(bijeenkomst::table))
        .filter(afspraak::casus_id.eq(van))
        .filter(afspraak::status.eq(Woord(AfspraakStatus::Open)))
        .select((bijeenkomst::status, deelnemer::gebruiker_id, afspraak::overgenomen_door_id))
        .load::<(Woord<Status>, Option<GebruikerId>, Option<GebruikerId>)>(pen.tx)?;
    if open.is_empty() {
        return Ok(());
    }
    let hier =
        afspraak::table.filter(afspraak::casus_id.eq(van)).filter(afspraak::status.eq(Woord(AfspraakStatus::Open)));
    diesel::update(hier).set(vervallen(waarom, pen.op())).execute(pen.tx)?;
    let telt = open.into_iter().filter(|(status, ..)| status.0 == Status::Vastgesteld);
    let wie = telt.filter_map(|(_, wie, overgenomen_door)| overgenomen_door.or(wie)).collect();
    bericht::stuur(pen, Berichtsoort::AfspraakVervallen, van, bericht::Over::Casus, wie)
}

/// Lets what was noted for a family at a table lapse, as it is not on that agenda any more.
pub(in crate::store) fn laat_vervallen_aan(
    pen: &mut Pen<'_>,
    punt: AgendapuntId,
    waarom: VervalReden,
) -> Result<(), Error> {
    let hier = afspraak::table
        .filter(afspraak::agendapunt_id.eq(punt))
        .filter(afspraak::status.eq(Woord(AfspraakStatus::Open)));
    diesel::update(hier).set(vervallen(waarom, pen.op())).execute(pen.tx)?;
    Ok(())
}

/// Lets what lapsed when its case was closed at `op` go on; but nothing that was noted for an agenda on which the family is not any
/// more, as the family never said what it thinks of that.
pub(in crate::store) fn herstel(pen: &mut Pen<'_>, van: CasusId, op: Moment) -> Result<(), Error> {
    let op_agenda = agendapunt::table.filter(agendapunt::vervallen_op.is_null()).select(agendapunt::id);
    let hier = afspraak::table
        .filter(afspraak::casus_id.eq(van))
        .filter(afspraak::agendapunt_id.eq_any(op_agenda))
        .filter(afspraak::reden.eq_any([VervalReden::CasusGesloten, VervalReden::Omstandigheden].map(Woord)))
        .filter(afspraak::afgehandeld_op.eq(op));
    diesel::update(hier)
        .set((
            afspraak::status.eq(Woord(AfspraakStatus::Open)),
            afspraak::reden.eq(None::<String>),
            afspraak::afgehandeld_op.eq(None::<Moment>),
            afspraak::versie.eq(afspraak::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// What an agreement becomes that lapses by itself.
#[diesel::dsl::auto_type(no_type_alias)]
fn vervallen(waarom: VervalReden, op: Moment) -> _ {
    let status: Woord<AfspraakStatus> = Woord(AfspraakStatus::Vervallen);
    let reden: Woord<VervalReden> = Woord(waarom);
    (
        afspraak::status.eq(status),
        afspraak::reden.eq(reden),
        afspraak::afgehandeld_op.eq(op),
        afspraak::versie.eq(afspraak::versie + 1_i32),
    )
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
    /// As what who is to do it sat at the table.
    pub hoedanigheid: String,
}

/// The texts of an agreement, still sealed.
#[derive(Debug, Queryable)]
pub struct Verzegeld {
    wat: Vec<u8>,
    woorden: Option<Vec<u8>>,
    toelichting: Option<Vec<u8>>,
    hoedanigheid: Vec<u8>,
    gebruiker: Option<GebruikerId>,
}

impl Verzegeld {
    /// The account of who sat there and is to do it.
    #[must_use]
    pub const fn gebruiker(&self) -> Option<GebruikerId> {
        self.gebruiker
    }

    /// Opens them with the key of the person that the agreement is about.
    pub fn open(self, sleutel: &Sleutel, van: &Afspraak) -> Result<Teksten, Error> {
        let (rij, stoel) = (van.id.uuid(), plek_van_hoedanigheid(van.wie));
        let verplicht = |plek, sealed: &[u8]| String::from_utf8(sleutel.open(plek, sealed)?).map_err(|_| Error::Kluis);
        Ok(Teksten {
            wat: verplicht(Plek::new(WAT, rij), &self.wat)?,
            woorden: sleutel.open_tekst(Plek::new(WOORDEN, rij), self.woorden.as_deref())?,
            toelichting: sleutel.open_tekst(Plek::new(TOELICHTING, rij), self.toelichting.as_deref())?,
            hoedanigheid: verplicht(stoel, &self.hoedanigheid)?,
        })
    }
}

/// The texts of agreements, still sealed, with who is to do each.
pub fn verzegelde_teksten(tx: &mut Tx, van: &[AfspraakId]) -> Result<HashMap<AfspraakId, Verzegeld>, Error> {
    let rows = afspraak::table
        .inner_join(deelnemer::table)
        .filter(EenVan::new(afspraak::id, van))
        .select((
            afspraak::id,
            (afspraak::wat, afspraak::woorden, afspraak::toelichting, deelnemer::hoedanigheid, deelnemer::gebruiker_id),
        ))
        .load::<(AfspraakId, Verzegeld)>(tx)?;
    Ok(rows.into_iter().collect())
}
