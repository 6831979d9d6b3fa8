//! Noodprocedures: opening one and telling who must know, what runs for an account, and what is to be judged.

use chrono::{NaiveDate, TimeDelta};
use diesel::{dsl::sql, helper_types::IntoBoxed, prelude::*, sql_types::Bool};

use super::{
    bewaar::pen::{Pen, Rijen},
    casus as casussen, client,
    conn::{MultiBackend, Tx},
    error::Error,
    kluis::{Kluis, Plek},
    schema::{casus, client as client_tabel, gebruiker, logregel, noodprocedure, toekenning},
    toegang::{gebied, geldig::geldt},
    types::Woord,
};
use crate::domain::{
    casus::{Casus, CasusId},
    gebied::Gemeente,
    noodprocedure::{Eerder, Noodgrond, Noodoordeel, Noodprocedure, NoodprocedureId, OPENEN, Status},
    rode_draad::gevolg::Feit,
    tijd::Moment,
    toegang::{Actor, Ding as _, Gebied, GebruikerId, Gezocht, OrganisatieId, PseudoniemId, Rol, Van},
};

const REDEN: &str = "noodprocedure.reden";
const TOELICHTING: &str = "noodprocedure.toelichting";

/// One that was judged waits no more: it comes after all others.
const NIET_MEER: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = noodprocedure)]
struct Row {
    id: NoodprocedureId,
    casus_id: CasusId,
    gebruiker_id: GebruikerId,
    organisatie_id: OrganisatieId,
    grond: Woord<Noodgrond>,
    geopend_op: Moment,
    tot: Moment,
    beeindigd_op: Option<Moment>,
    beoordeel_voor: NaiveDate,
    oordeel: Option<Woord<Noodoordeel>>,
    beoordeeld_door_id: Option<GebruikerId>,
    beoordeeld_op: Option<Moment>,
    versie: i32,
}

type Gelezen = (Row, Woord<Gemeente>, PseudoniemId);

fn lees((row, gemeente, betrokkene): Gelezen, nu: Moment) -> Noodprocedure {
    let beoordeling = match (row.oordeel, row.beoordeeld_door_id, row.beoordeeld_op) {
        (Some(oordeel), Some(door), Some(op)) => Some((oordeel.0, door, op)),
        _ => None,
    };
    let status = match beoordeling {
        Some(_) => Status::Beoordeeld,
        None if row.tot > nu => Status::Lopend,
        None => Status::TeBeoordelen,
    };
    Noodprocedure {
        id: row.id,
        casus: row.casus_id,
        betrokkene,
        gemeente: gemeente.0,
        gebruiker: row.gebruiker_id,
        organisatie: row.organisatie_id,
        grond: row.grond.0,
        geopend_op: row.geopend_op,
        tot: row.tot,
        beeindigd_op: row.beeindigd_op,
        beoordeel_voor: row.beoordeel_voor,
        beoordeling,
        status,
        versie: row.versie,
    }
}

type Bron<'a> = IntoBoxed<
    'a,
    diesel::dsl::InnerJoin<noodprocedure::table, diesel::dsl::InnerJoin<casus::table, client_tabel::table>>,
    MultiBackend,
>;

/// The noodprocedures that `actor` may see: her own, and those of her area as a privacy officer.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    let mut query = noodprocedure::table
        .inner_join(casus::table.inner_join(client_tabel::table))
        .into_boxed()
        .filter(noodprocedure::gebruiker_id.eq(actor.gebruiker()));
    for toekenning in actor.toekenningen() {
        query = match (toekenning.rol, toekenning.gebied) {
            (Rol::Fg, Gebied::Regio) => query.or_filter(casus::subregio.ne("")),
            (Rol::Fg, Gebied::Subregio(s)) => query.or_filter(casus::subregio.eq(Woord(s))),
            (Rol::Fg, Gebied::Gemeente(g)) => query.or_filter(casus::gemeente.eq(Woord(g))),
            _ => query,
        };
    }
    query
}

/// Looks for a noodprocedure among those that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: NoodprocedureId) -> Result<Gezocht<Noodprocedure>, Error> {
    let found = zichtbaar(actor)
        .filter(noodprocedure::id.eq(id))
        .select((Row::as_select(), casus::gemeente, client_tabel::pseudoniem))
        .first::<Gelezen>(tx)
        .optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: found.map(|gelezen| lees(gelezen, actor.nu)) })
}

/// The place in the list after which a page begins.
pub type Na = (NaiveDate, NoodprocedureId);

/// The place of one in the list: what must be judged first is in front, what was judged at the end.
#[must_use]
pub fn plaats(van: &Noodprocedure) -> Na {
    (if van.beoordeling.is_some() { NIET_MEER } else { van.beoordeel_voor }, van.id)
}

/// Which noodprocedures are looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Only with this status.
    pub status: Option<Status>,
    /// Only what nobody has judged yet: what runs now and what waits.
    pub onbeoordeeld: bool,
}

/// A page of the noodprocedures that `actor` may see, those that must be judged first in front.
pub fn pagina(
    tx: &mut Tx,
    actor: &Actor,
    filter: Filter,
    na: Option<Na>,
    grootte: i64,
) -> Result<Vec<Noodprocedure>, Error> {
    let mut query = zichtbaar(actor);
    if filter.onbeoordeeld {
        query = query.filter(noodprocedure::wacht_tot.ne(NIET_MEER));
    }
    query = match filter.status {
        None => query,
        Some(Status::Beoordeeld) => query.filter(noodprocedure::wacht_tot.eq(NIET_MEER)),
        Some(Status::Lopend) => query.filter(noodprocedure::tot.gt(actor.nu)),
        Some(Status::TeBeoordelen) => {
            query.filter(noodprocedure::tot.le(actor.nu)).filter(noodprocedure::wacht_tot.ne(NIET_MEER))
        }
    };
    if let Some((dag, id)) = na {
        query = query.filter(
            noodprocedure::wacht_tot.gt(dag).or(noodprocedure::wacht_tot.eq(dag).and(noodprocedure::id.gt(id))),
        );
    }
    let rows = query
        .order((noodprocedure::wacht_tot.asc(), noodprocedure::id.asc()))
        .limit(grootte)
        .select((Row::as_select(), casus::gemeente, client_tabel::pseudoniem))
        .load::<Gelezen>(tx)?;
    Ok(rows.into_iter().map(|gelezen| lees(gelezen, actor.nu)).collect())
}

/// What `actor` has open at this moment: which noodprocedure, and until when.
pub fn lopend(tx: &mut Tx, actor: &Actor) -> Result<Option<(NoodprocedureId, Moment)>, Error> {
    Ok(noodprocedure::table
        .filter(noodprocedure::gebruiker_id.eq(actor.gebruiker()))
        .filter(noodprocedure::tot.gt(actor.nu))
        .select((noodprocedure::id, noodprocedure::tot))
        .first(tx)
        .optional()?)
}

/// What `actor` did with noodprocedures in the last 24 hours; of two requests of hers at once the second waits here for the first.
///
/// Counted from the logboek, so that a case that is not there counts too: nobody tries identifiers.
pub fn eerder(tx: &mut Tx, actor: &Actor) -> Result<Eerder, Error> {
    diesel::update(gebruiker::table.find(actor.gebruiker()))
        .set(gebruiker::versie.eq(gebruiker::versie))
        .execute(tx)?;
    let lopend = lopend(tx, actor)?;
    let pogingen = logregel::table
        .filter(logregel::gebruiker_id.eq(actor.gebruiker()))
        .filter(logregel::op.gt(actor.nu.plus(TimeDelta::days(-1))))
        // In words, for the index that holds these lines alone.
        .filter(sql::<Bool>(&format!("handeling = '{OPENEN}'")))
        .filter(logregel::uitkomst.eq("gelukt").or(logregel::uitkomst.eq("niet-gevonden")))
        .order(logregel::op.asc())
        .select(logregel::op)
        .load::<Moment>(tx)?;
    Ok(Eerder { loopt: lopend.is_some(), pogingen })
}

/// Looks for a case whoever asks; one whose personal data were dropped is not there.
pub fn zoek_casus(tx: &mut Tx, id: CasusId) -> Result<Gezocht<Casus>, Error> {
    let bekend = casus::table
        .inner_join(client_tabel::table)
        .filter(casus::id.eq(id))
        .filter(client_tabel::sleutel.ne(Vec::<u8>::new()))
        .select(casus::id)
        .first::<CasusId>(tx)
        .optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: bekend.map(|id| casussen::get(tx, id)).transpose()? })
}

/// Why a case was opened, and what was said about that, lies sealed.
impl Rijen for Noodprocedure {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        match van {
            Van::Nieuw => insert(pen, self),
            Van::In(_) => update(pen, self),
        }
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }

    fn feit(&self, pen: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        if self.status != Status::Lopend {
            return Ok(Feit::Los);
        }
        let over = casussen::get(pen.tx, self.casus)?;
        Ok(Feit::Noodprocedure(self, te_waarschuwen(pen.tx, &over, self.geopend_op)?))
    }
}

fn insert(pen: &mut Pen<'_>, nieuw: &Noodprocedure) -> Result<usize, Error> {
    Ok(diesel::insert_into(noodprocedure::table)
        .values((
            noodprocedure::id.eq(nieuw.id),
            noodprocedure::casus_id.eq(nieuw.casus),
            noodprocedure::gebruiker_id.eq(nieuw.gebruiker),
            noodprocedure::organisatie_id.eq(nieuw.organisatie),
            noodprocedure::grond.eq(Woord(nieuw.grond)),
            noodprocedure::reden.eq(pen.verplichte_tekst(Plek::new(REDEN, nieuw.id.uuid()))?),
            noodprocedure::geopend_op.eq(nieuw.geopend_op),
            noodprocedure::tot.eq(nieuw.tot),
            noodprocedure::beoordeel_voor.eq(nieuw.beoordeel_voor),
            noodprocedure::wacht_tot.eq(nieuw.beoordeel_voor),
            noodprocedure::versie.eq(nieuw.versie),
        ))
        .execute(pen.tx)?)
}

fn update(pen: &mut Pen<'_>, nieuw: &Noodprocedure) -> Result<usize, Error> {
    let toelichting = pen.tekst(Plek::new(TOELICHTING, nieuw.id.uuid()))?;
    let seen = noodprocedure::table
        .find(nieuw.id)
        .filter(noodprocedure::beoordeeld_op.is_null())
        .filter(noodprocedure::versie.eq(nieuw.versie));
    Ok(diesel::update(seen)
        .set((
            noodprocedure::tot.eq(nieuw.tot),
            noodprocedure::beeindigd_op.eq(nieuw.beeindigd_op),
            noodprocedure::wacht_tot.eq(plaats(nieuw).0),
            noodprocedure::oordeel.eq(nieuw.beoordeling.map(|(oordeel, ..)| Woord(oordeel))),
            noodprocedure::beoordeeld_door_id.eq(nieuw.beoordeling.map(|(_, door, _)| door)),
            noodprocedure::beoordeeld_op.eq(nieuw.beoordeling.map(|(.., op)| op)),
            noodprocedure::toelichting.eq(toelichting),
            noodprocedure::versie.eq(noodprocedure::versie + 1),
        ))
        .execute(pen.tx)?)
}

/// Who must know at once: who carries the case, and every privacy officer of its area.
///
/// Its casusregisseur carries it, or else its coordinator; when neither is at work here any more, or nobody took it yet, the
/// coordinators of its area do.
fn te_waarschuwen(tx: &mut Tx, over: &Casus, nu: Moment) -> Result<Vec<GebruikerId>, Error> {
    let aan_het_werk = toekenning::table
        .inner_join(gebruiker::table)
        .filter(gebruiker::actief.eq(true))
        .filter(geldt(nu))
        .filter(toekenning::rol.eq(Woord(Rol::Fg)).or(toekenning::rol.eq(Woord(Rol::JgzCoordinator))))
        .order(gebruiker::id.asc())
        .select((gebruiker::id, toekenning::rol, toekenning::gebied_soort, toekenning::gebied))
        .load::<(GebruikerId, Woord<Rol>, String, String)>(tx)?;
    let met_rol = |rol: Rol| -> Vec<GebruikerId> {
        let daar = |soort: &str, welk: &str| gebied::uit_tekst(soort, welk).is_some_and(|g| g.omvat(&over.ligging()));
        let wie = aan_het_werk.iter().filter(|(_, r, soort, welk)| r.0 == rol && daar(soort, welk));
        wie.map(|(wie, ..)| *wie).collect()
    };
    let mut wie = met_rol(Rol::Fg);
    let mut draagt = None;
    for kandidaat in [over.regisseur, over.coordinator].into_iter().flatten() {
        let actief: bool = gebruiker::table.find(kandidaat).select(gebruiker::actief).first(tx)?;
        draagt = draagt.or(actief.then_some(kandidaat));
    }
    match draagt {
        Some(een) => wie.push(een),
        None => wie.extend(met_rol(Rol::JgzCoordinator)),
    }
    wie.sort_unstable();
    wie.dedup();
    Ok(wie)
}

/// Why a case was opened, and what was said about that: absent once her data were dropped.
pub fn teksten(tx: &mut Tx, kluis: &Kluis, van: &Noodprocedure) -> Result<(Option<String>, Option<String>), Error> {
    let Some(sleutel) = client::sleutel_van_casus(tx, kluis, van.casus)? else {
        return Ok((None, None));
    };
    let (reden, toelichting) = noodprocedure::table
        .find(van.id)
        .select((noodprocedure::reden, noodprocedure::toelichting))
        .first::<(Vec<u8>, Option<Vec<u8>>)>(tx)?;
    Ok((
        sleutel.open_tekst(Plek::new(REDEN, van.id.uuid()), Some(&reden))?,
        sleutel.open_tekst(Plek::new(TOELICHTING, van.id.uuid()), toelichting.as_deref())?,
    ))
}
