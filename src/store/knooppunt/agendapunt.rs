//! Agenda items: what a meeting discusses of one family, and who sits there for it.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use diesel::{helper_types::IntoBoxed, prelude::*};

use super::raak::raak;
use crate::{
    domain::{
        bericht::Berichtsoort,
        casus::CasusId,
        gebied::Gemeente,
        ids::Id,
        knooppunt::{
            Aanleiding, Aanwezig, Agendapunt, AgendapuntId, BijeenkomstId, Deelnemer, DeelnemerId, Deelnemersoort,
            Geagendeerd, Opgestaan, Status,
        },
        reden::AfwezigReden,
        rode_draad::gevolg::Feit,
        tijd::Moment,
        toegang::{Actor, Gebied, GebruikerId, Gezocht, Ligging, PseudoniemId, Rol, Van},
    },
    store::{
        bericht,
        bewaar::pen::{Pen, Rijen},
        casus as casussen,
        conn::{MultiBackend, Tx},
        error::Error,
        kluis::{Plek, Sleutel},
        schema::{agendapunt, bijeenkomst, casus, client as client_tabel, deelnemer},
        types::{EenVan, Woord},
        zicht::TafelToegestaan,
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
    vervallen_op: Option<Moment>,
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

/// What of its meeting an agenda item and an agreement need.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = bijeenkomst)]
pub(super) struct TafelDeel {
    pub(super) status: Woord<Status>,
    pub(super) gemeente: Woord<Gemeente>,
}

type Found = (Row, TafelDeel, CasusDeel, PseudoniemId);

/// It lies where its table is, also when the family moved since: what was said there is established there.
fn lees((row, tafel, deel, betrokkene): Found) -> Agendapunt {
    Agendapunt {
        id: row.id,
        bijeenkomst: row.bijeenkomst_id,
        status: tafel.status.0,
        casus: row.casus_id,
        betrokkene,
        aanleiding: row.aanleiding.0,
        regisseur: row.regisseur_id,
        evaluatie_op: row.evaluatie_op,
        afwezig_reden: row.afwezig_reden.map(|woord| woord.0),
        vervallen_op: row.vervallen_op,
        ligging: Ligging { gemeente: Some(tafel.gemeente.0), ..deel.ligging() },
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

/// The agenda items that `actor` may see: those of the tables that she chairs, as long as they are on the agenda and the family's
/// consent holds.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    let mut query: Bron<'a> = agendapunt::table
        .inner_join(bijeenkomst::table)
        .inner_join(casus::table.inner_join(client_tabel::table))
        .into_boxed()
        .filter(bijeenkomst::gemeente.eq(""));
    for toekenning in actor.toekenningen() {
        query = match (toekenning.rol, toekenning.gebied) {
            (Rol::Voorzitter, Gebied::Gemeente(g)) => {
                query.or_filter(bijeenkomst::gemeente.eq(Woord(g)).and(TafelToegestaan))
            }
            _ => query,
        };
    }
    query.filter(client_tabel::gewist_op.is_null()).filter(agendapunt::vervallen_op.is_null())
}

/// Holds the case of an agenda item for the rest of the transaction, before anything is read of what is to be changed.
pub fn grendel(tx: &mut Tx, id: AgendapuntId) -> Result<(), Error> {
    let van = agendapunt::table.find(id).select(agendapunt::casus_id).first::<CasusId>(tx).optional()?;
    van.map_or(Ok(()), |van| casussen::grendel(tx, van))
}

/// Looks for an agenda item among those that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: AgendapuntId) -> Result<Gezocht<Agendapunt>, Error> {
    let found = zichtbaar(actor)
        .filter(agendapunt::id.eq(id))
        .select((Row::as_select(), TafelDeel::as_select(), CasusDeel::as_select(), client_tabel::pseudoniem))
        .first::<Found>(tx)
        .optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: found.map(lees) })
}

/// The agenda of a meeting as `actor` may see it, in the order in which it came about.
pub fn van_bijeenkomst(tx: &mut Tx, actor: &Actor, van: BijeenkomstId) -> Result<Vec<Agendapunt>, Error> {
    let rows = zichtbaar(actor)
        .filter(agendapunt::bijeenkomst_id.eq(van))
        .order(agendapunt::id.asc())
        .select((Row::as_select(), TafelDeel::as_select(), CasusDeel::as_select(), client_tabel::pseudoniem))
        .load::<Found>(tx)?;
    Ok(rows.into_iter().map(lees).collect())
}

/// How many families on the agenda of each of these meetings `actor` may see.
pub fn tel(tx: &mut Tx, actor: &Actor, van: &[BijeenkomstId]) -> Result<HashMap<BijeenkomstId, usize>, Error> {
    let rows = zichtbaar(actor)
        .filter(EenVan::new(agendapunt::bijeenkomst_id, van))
        .select(agendapunt::bijeenkomst_id)
        .load::<BijeenkomstId>(tx)?;
    let mut aantallen = HashMap::new();
    for id in rows {
        *aantallen.entry(id).or_default() += 1;
    }
    Ok(aantallen)
}

/// The persons on the agenda of a meeting that `actor` may see.
pub(super) fn betrokkenen(tx: &mut Tx, actor: &Actor, van: BijeenkomstId) -> Result<Vec<PseudoniemId>, Error> {
    Ok(zichtbaar(actor)
        .filter(agendapunt::bijeenkomst_id.eq(van))
        .order(agendapunt::id.asc())
        .select(client_tabel::pseudoniem)
        .load(tx)?)
}

pub(super) fn insert(pen: &mut Pen<'_>, nieuw: &Agendapunt) -> Result<usize, Error> {
    Ok(diesel::insert_into(agendapunt::table)
        .values((
            agendapunt::id.eq(nieuw.id),
            agendapunt::bijeenkomst_id.eq(nieuw.bijeenkomst),
            agendapunt::casus_id.eq(nieuw.casus),
            agendapunt::aanleiding.eq(Woord(nieuw.aanleiding)),
            agendapunt::versie.eq(nieuw.versie),
        ))
        .execute(pen.tx)?)
}

impl Rijen for Geagendeerd {
    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        raak(pen, self.punt.bijeenkomst)?;
        match insert(pen, &self.punt) {
            Err(error) if error.is_unique_violation() => {
                Err(pen.conflict("staat-al-op-de-agenda", "Deze casus staat al op de agenda van deze bijeenkomst."))
            }
            andere => andere,
        }
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Agendapunt(&self.punt, self.verzoek))
    }
}

/// What was decided about a family; an explanation lies sealed, and one of before stays when none comes with it, but for as long as
/// there is a reason to explain.
impl Rijen for Agendapunt {
    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        raak(pen, self.bijeenkomst)?;
        let toelichting = match (self.afwezig_reden, pen.tekst(Plek::new(TOELICHTING, self.id.uuid()))?) {
            (None, _) => Some(None),
            (Some(_), sealed) => sealed.map(Some),
        };
        let seen = agendapunt::table.find(self.id).filter(agendapunt::versie.eq(self.versie));
        Ok(diesel::update(seen)
            .set((
                agendapunt::regisseur_id.eq(self.regisseur),
                agendapunt::evaluatie_op.eq(self.evaluatie_op),
                agendapunt::afwezig_reden.eq(self.afwezig_reden.map(Woord)),
                agendapunt::vervallen_op.eq(self.vervallen_op),
                toelichting.map(|sealed| agendapunt::afwezig_toelichting.eq(sealed)),
                agendapunt::versie.eq(agendapunt::versie + 1),
            ))
            .execute(pen.tx)?)
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Agendapunt(self, None))
    }
}

/// The explanations that came with the parents' absence, opened with the key of each case.
pub(in crate::store) fn toelichtingen(
    tx: &mut Tx,
    sleutels: &BTreeMap<CasusId, Sleutel>,
    van: &[Agendapunt],
) -> Result<HashMap<AgendapuntId, String>, Error> {
    let ids: Vec<AgendapuntId> = van.iter().map(|punt| punt.id).collect();
    let rows = agendapunt::table
        .filter(EenVan::new(agendapunt::id, &ids))
        .filter(agendapunt::afwezig_toelichting.is_not_null())
        .select((agendapunt::id, agendapunt::casus_id, agendapunt::afwezig_toelichting))
        .load::<(AgendapuntId, CasusId, Option<Vec<u8>>)>(tx)?;
    let mut teksten = HashMap::new();
    for (id, casus, sealed) in rows {
        if let Some(sleutel) = sleutels.get(&casus) {
            let tekst = sleutel.open_tekst(Plek::new(TOELICHTING, id.uuid()), sealed.as_deref())?;
            teksten.extend(tekst.map(|tekst| (id, tekst)));
        }
    }
    Ok(teksten)
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = deelnemer)]
struct DeelnemerRow {
    id: DeelnemerId,
    agendapunt_id: AgendapuntId,
    soort: Woord<Deelnemersoort>,
    gebruiker_id: Option<GebruikerId>,
    hoedanigheid: Vec<u8>,
}

/// Where it lies sealed as what somebody sits at the table.
pub(in crate::store) const fn plek_van_hoedanigheid(wie: DeelnemerId) -> Plek {
    Plek::new("deelnemer.hoedanigheid", wie.uuid())
}

/// Who sits at the table for each of these agenda items, in the order in which they were seated, opened with the key of each case.
pub(in crate::store) fn deelnemers(
    tx: &mut Tx,
    sleutels: &BTreeMap<CasusId, Sleutel>,
    van: &[Agendapunt],
) -> Result<HashMap<AgendapuntId, Vec<Deelnemer>>, Error> {
    let casussen: HashMap<AgendapuntId, CasusId> = van.iter().map(|punt| (punt.id, punt.casus)).collect();
    let rows = deelnemer::table
        .filter(deelnemer::agendapunt_id.eq_any(casussen.keys().copied()))
        .filter(deelnemer::opgestaan_op.is_null())
        .order(deelnemer::id.asc())
        .select(DeelnemerRow::as_select())
        .load::<DeelnemerRow>(tx)?;
    let mut per_punt: HashMap<AgendapuntId, Vec<Deelnemer>> = HashMap::new();
    for row in rows {
        let Some(sleutel) = casussen.get(&row.agendapunt_id).and_then(|casus| sleutels.get(casus)) else { continue };
        let hoedanigheid = sleutel.open_tekst(plek_van_hoedanigheid(row.id), Some(&row.hoedanigheid))?;
        per_punt.entry(row.agendapunt_id).or_default().push(Deelnemer {
            id: row.id,
            soort: row.soort.0,
            gebruiker: row.gebruiker_id,
            hoedanigheid: hoedanigheid.ok_or(Error::Kluis)?,
        });
    }
    Ok(per_punt)
}

/// At which of these agenda items parents sit.
pub(super) fn met_ouders(tx: &mut Tx, van: &[AgendapuntId]) -> Result<HashSet<AgendapuntId>, Error> {
    let rows = deelnemer::table
        .filter(EenVan::new(deelnemer::agendapunt_id, van))
        .filter(deelnemer::soort.eq(Woord(Deelnemersoort::Ouder)))
        .filter(deelnemer::opgestaan_op.is_null())
        .select(deelnemer::agendapunt_id)
        .load::<AgendapuntId>(tx)?;
    Ok(rows.into_iter().collect())
}

/// Whether `id` sits at the table for this agenda item.
pub fn zit_aan_tafel(tx: &mut Tx, van: AgendapuntId, id: DeelnemerId) -> Result<bool, Error> {
    let found = deelnemer::table
        .find(id)
        .filter(deelnemer::agendapunt_id.eq(van))
        .filter(deelnemer::opgestaan_op.is_null())
        .select(deelnemer::id)
        .first::<Id<Deelnemer>>(tx)
        .optional()?;
    Ok(found.is_some())
}

/// Tells somebody that they are asked to a table for the family of a case, or not any more.
pub(in crate::store) fn vertel(
    pen: &mut Pen<'_>,
    wat: Berichtsoort,
    van: CasusId,
    wie: GebruikerId,
) -> Result<(), Error> {
    bericht::stuur(pen, wat, van, bericht::Over::Casus, vec![wie])
}

/// Who with an account has to know of a seat: as long as the meeting is still to come.
fn wie_het_weet<'a>(punt: &Agendapunt, wie: &Deelnemer) -> Feit<'a> {
    let gevraagd = wie.gebruiker.filter(|_| punt.status == Status::Gepland);
    gevraagd.map_or(Feit::Los, |wie| Feit::AanTafel(punt.casus, wie))
}

/// Somebody who was seated at the table: a change of the meeting, not of the item. Before the meeting they are told.
impl Rijen for Aanwezig {
    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(wie_het_weet(&self.punt, &self.deelnemer))
    }

    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        raak(pen, self.punt.bijeenkomst)?;
        let nieuw = &self.deelnemer;
        let hoedanigheid = pen.sleutel()?.verzegel(plek_van_hoedanigheid(nieuw.id), nieuw.hoedanigheid.as_bytes())?;
        Ok(diesel::insert_into(deelnemer::table)
            .values((
                deelnemer::id.eq(nieuw.id),
                deelnemer::agendapunt_id.eq(self.punt.id),
                deelnemer::soort.eq(Woord(nieuw.soort)),
                deelnemer::gebruiker_id.eq(nieuw.gebruiker),
                deelnemer::hoedanigheid.eq(hoedanigheid),
            ))
            .execute(pen.tx)?)
    }
}

/// Somebody who was taken from the table again; what they said there that lapsed since names them still.
impl Rijen for Opgestaan {
    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(wie_het_weet(&self.punt, &self.deelnemer))
    }

    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        raak(pen, self.punt.bijeenkomst)?;
        let zit = deelnemer::table.find(self.deelnemer.id).filter(deelnemer::opgestaan_op.is_null());
        Ok(diesel::update(zit).set(deelnemer::opgestaan_op.eq(pen.op())).execute(pen.tx)?)
    }
}
