//! Families that move: who may know of it, its rows, and what goes along.

mod mee;
pub mod termijn;

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::{helper_types::IntoBoxed, prelude::*};

pub(super) use self::mee::{herstel, hervat_verzoeken, laat_vervallen, laat_volgen, verzoeken};
use super::{
    bewaar::pen::{Pen, Rijen},
    casus::{self as casussen, Toelichting, grendel as grendel_casus},
    client,
    conn::{MultiBackend, Tx},
    error::Error,
    kluis::{Plek, Sleutel},
    schema::{casus, client as client_tabel, desk, gebruiker, toekenning, verhuizing},
    signaal,
    toegang::{gebied, geldig::geldt},
    types::Woord,
};
use crate::domain::{
    casus::{Casus, CasusId, Open},
    client::WijzigReden,
    gebied::Gemeente,
    ids::VerhuizingId,
    reden::TerugleggingReden,
    rode_draad::gevolg::Feit,
    route::Route,
    tijd::Moment,
    toegang::{
        Actor, Ding as _, Gebied, GebruikerId, Gezocht, Ligging, OrganisatieId, PseudoniemId, Rol, Toestand, Van,
    },
    toestemming::Ontvanger,
    verhuizing::{Kant, Overname, Status, Verhuisd, Verhuizing},
};

const ADRES: &str = "verhuizing.adres";
const TOELICHTING: &str = "verhuizing.toelichting";

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = verhuizing)]
struct Row {
    id: VerhuizingId,
    casus_id: CasusId,
    van: Woord<Gemeente>,
    naar: Woord<Gemeente>,
    status: Woord<Status>,
    voorgesteld_door_id: GebruikerId,
    organisatie_id: OrganisatieId,
    voorgesteld_op: Moment,
    antwoord_voor: NaiveDate,
    stap_op: Option<NaiveDate>,
    herinnerd_op: Option<Moment>,
    beantwoord_door_id: Option<GebruikerId>,
    beantwoord_op: Option<Moment>,
    reden: Option<Woord<TerugleggingReden>>,
    versie: i32,
}

/// What of the case a verhuizing needs.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = casus)]
struct CasusDeel {
    gemeente: Woord<Gemeente>,
    coordinator_id: Option<GebruikerId>,
    regisseur_id: Option<GebruikerId>,
}

type Gelezen = (Row, CasusDeel, PseudoniemId);

fn lees((row, deel, betrokkene): Gelezen) -> Verhuizing {
    Verhuizing {
        id: row.id,
        casus: row.casus_id,
        betrokkene,
        van: row.van.0,
        naar: row.naar.0,
        status: row.status.0,
        voorgesteld_door: row.voorgesteld_door_id,
        organisatie: row.organisatie_id,
        voorgesteld_op: row.voorgesteld_op,
        antwoord_voor: row.antwoord_voor,
        stap_op: row.stap_op,
        herinnerd_op: row.herinnerd_op,
        beantwoord_door: row.beantwoord_door_id,
        beantwoord_op: row.beantwoord_op,
        reden: row.reden.map(|woord| woord.0),
        coordinator: deel.coordinator_id,
        ligt_in: deel.gemeente.0,
        regisseur: deel.regisseur_id,
        kant: Kant::Casus,
        versie: row.versie,
    }
}

type Bron<'a> = IntoBoxed<
    'a,
    diesel::dsl::InnerJoin<verhuizing::table, diesel::dsl::InnerJoin<casus::table, client_tabel::table>>,
    MultiBackend,
>;

fn bron<'a>() -> Bron<'a> {
    verhuizing::table.inner_join(casus::table.inner_join(client_tabel::table)).into_boxed()
}

/// The verhuizingen that `actor` may see: of a case that she coordinates or carries, and, as long as they wait, those to where she
/// coordinates.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    let wacht = || verhuizing::status.eq(Woord(Status::Voorgesteld));
    let mut query = bron().filter(casus::regisseur_id.eq(actor.als_regisseur()).assume_not_null());
    for gebied in actor.gebieden(Rol::JgzCoordinator) {
        query = match gebied {
            Gebied::Regio => query.or_filter(casus::subregio.ne("")),
            Gebied::Subregio(s) => query
                .or_filter(casus::subregio.eq(Woord(s)))
                .or_filter(wacht().and(verhuizing::naar_subregio.eq(Woord(s)))),
            Gebied::Gemeente(g) => {
                query.or_filter(casus::gemeente.eq(Woord(g))).or_filter(wacht().and(verhuizing::naar.eq(Woord(g))))
            }
            Gebied::Organisatie(_) | Gebied::Desk(_) => query,
        };
    }
    query.filter(client_tabel::gewist_op.is_null())
}

/// The verhuizing as `actor` sees it: as one who works on the case, or as one who coordinates where the family goes.
fn gezien(actor: &Actor, gelezen: Gelezen) -> Verhuizing {
    let van = lees(gelezen);
    let daar = actor.heeft_daar(Rol::JgzCoordinator, &van.ligging());
    let draagt = van.regisseur.is_some() && van.regisseur == actor.als_regisseur();
    Verhuizing { kant: if daar || draagt { Kant::Casus } else { Kant::Aankomst }, ..van }
}

/// Looks for a verhuizing among those that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: VerhuizingId) -> Result<Gezocht<Verhuizing>, Error> {
    let found = zichtbaar(actor)
        .filter(verhuizing::id.eq(id))
        .select((Row::as_select(), CasusDeel::as_select(), client_tabel::pseudoniem))
        .first::<Gelezen>(tx)
        .optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: found.map(|gelezen| gezien(actor, gelezen)) })
}

/// The same, for what only one side may do.
pub fn find_als(tx: &mut Tx, actor: &Actor, id: VerhuizingId, kant: Kant) -> Result<Gezocht<Verhuizing>, Error> {
    let Gezocht { id, gevonden } = find(tx, actor, id)?;
    Ok(Gezocht { id, gevonden: gevonden.map(|van| Verhuizing { kant, ..van }) })
}

/// A page of the verhuizingen that wait and that `actor` may see, the oldest first.
pub fn pagina(tx: &mut Tx, actor: &Actor, na: Option<VerhuizingId>, grootte: i64) -> Result<Vec<Verhuizing>, Error> {
    let mut query = zichtbaar(actor).filter(verhuizing::status.eq(Woord(Status::Voorgesteld)));
    if let Some(na) = na {
        query = query.filter(verhuizing::id.gt(na));
    }
    let rows = query
        .order(verhuizing::id.asc())
        .limit(grootte)
        .select((Row::as_select(), CasusDeel::as_select(), client_tabel::pseudoniem))
        .load::<Gelezen>(tx)?;
    Ok(rows.into_iter().map(|gelezen| gezien(actor, gelezen)).collect())
}

/// The verhuizing of a case that waits, if one does; the case is held by whoever asks.
pub fn wacht(tx: &mut Tx, van: CasusId) -> Result<Option<VerhuizingId>, Error> {
    Ok(verhuizing::table
        .filter(verhuizing::casus_id.eq(van))
        .filter(verhuizing::status.eq(Woord(Status::Voorgesteld)))
        .select(verhuizing::id)
        .first(tx)
        .optional()?)
}

/// Holds the case of a verhuizing, before anything is read of what is to be changed.
pub fn grendel(tx: &mut Tx, id: VerhuizingId) -> Result<(), Error> {
    let van = verhuizing::table.find(id).select(verhuizing::casus_id).first::<CasusId>(tx).optional()?;
    van.map_or(Ok(()), |van| grendel_casus(tx, van))
}

/// The case of a verhuizing that was permitted, by whose visibility it is seen.
pub fn casus_van(tx: &mut Tx, van: &Verhuizing) -> Result<Casus, Error> {
    casussen::get(tx, van.casus)
}

/// The new address that waits, and the explanation of who did not take the family over.
pub fn teksten(tx: &mut Tx, sleutel: &Sleutel, van: VerhuizingId) -> Result<(Option<String>, Option<String>), Error> {
    let (adres, toelichting) = verhuizing::table
        .find(van)
        .select((verhuizing::adres, verhuizing::toelichting))
        .first::<(Option<Vec<u8>>, Option<Vec<u8>>)>(tx)?;
    Ok((
        sleutel.open_tekst(Plek::new(ADRES, van.uuid()), adres.as_deref())?,
        sleutel.open_tekst(Plek::new(TOELICHTING, van.uuid()), toelichting.as_deref())?,
    ))
}

/// Which receivers work in a gemeente at `nu`: the organisations of its desks, and those of its coordinators.
pub fn werken_in(tx: &mut Tx, waar: Gemeente, nu: Moment) -> Result<HashSet<(Ontvanger, OrganisatieId)>, Error> {
    let hier = Ligging { gemeente: Some(waar), ..Ligging::default() };
    let mut alle = HashSet::new();
    let desks = desk::table
        .filter(desk::actief.eq(true))
        .select((desk::route, desk::organisatie_id, desk::gebied_soort, desk::gebied))
        .load::<(Woord<Route>, OrganisatieId, String, String)>(tx)?;
    for (route, organisatie, soort, welk) in desks {
        alle.extend(gebied::lees(&soort, &welk)?.omvat(&hier).then_some((route.0.into(), organisatie)));
    }
    let coordinatoren = toekenning::table
        .inner_join(gebruiker::table)
        .filter(toekenning::rol.eq(Woord(Rol::JgzCoordinator)))
        .filter(gebruiker::actief.eq(true))
        .filter(geldt(nu))
        .select((gebruiker::organisatie_id, toekenning::gebied_soort, toekenning::gebied))
        .load::<(OrganisatieId, String, String)>(tx)?;
    for (organisatie, soort, welk) in coordinatoren {
        let daar = gebied::lees(&soort, &welk)?.omvat(&hier);
        alle.extend(daar.then_some((Ontvanger::JgzCoordinatie, organisatie)));
    }
    Ok(alle)
}

/// A proposal, with the new address sealed; or what became of it, with why it was not taken over.
impl Rijen for Verhuizing {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        match van {
            Van::Nieuw => insert(pen, self),
            Van::In(_) => {
                let gezet = update(pen, self, van)?;
                // What waits past its term stands in front of the queue of who has the case.
                let wacht = (self.status == Status::Voorgesteld).then_some(self.antwoord_voor);
                diesel::update(casus::table.find(self.casus)).set(casus::verhuizing_wacht.eq(wacht)).execute(pen.tx)?;
                Ok(gezet)
            }
        }
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Verhuizing(self))
    }
}

/// A family that moved within its subregion.
impl Rijen for Verhuisd {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        if casussen::update(pen, &self.casus, van, Toelichting::Blijft)? != 1 {
            return Ok(0);
        }
        gaat_mee(pen, self)?;
        insert(pen, &self.verhuizing)
    }

    fn verhoog(&mut self) {
        self.casus.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Verhuisd(self))
    }

    fn volg(&mut self, casus: Casus) {
        self.casus = casus;
    }
}

/// A family that a coordinator of where it goes took over: its case has the area and the coordinator of there in the same step.
impl Rijen for Overname {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        let Verhuisd { verhuizing, casus, .. } = &self.0;
        let open = Van::In(<Open as Toestand<Casus>>::STATUS.iter().map(|&status| status.into()).collect());
        if update(pen, verhuizing, van)? != 1 || casussen::update(pen, casus, &open, Toelichting::Blijft)? != 1 {
            return Ok(0);
        }
        gaat_mee(pen, &self.0)?;
        Ok(1)
    }

    fn verhoog(&mut self) {
        self.0.verhuizing.versie += 1;
        self.0.casus.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Verhuisd(&self.0))
    }

    fn volg(&mut self, casus: Casus) {
        self.0.casus = casus;
    }
}

/// Her signalen lie where she lives from now on, and her new address is known.
fn gaat_mee(pen: &mut Pen<'_>, van: &Verhuisd) -> Result<(), Error> {
    signaal::verhuis(pen, van.casus.id, van.casus.gemeente)?;
    van.adres
        .as_ref()
        .map_or(Ok(()), |adres| client::wijzig(pen, adres.client, &adres.was, &adres.wordt, WijzigReden::Gewijzigd))
}

fn insert(pen: &mut Pen<'_>, nieuw: &Verhuizing) -> Result<usize, Error> {
    Ok(diesel::insert_into(verhuizing::table)
        .values((
            verhuizing::id.eq(nieuw.id),
            verhuizing::casus_id.eq(nieuw.casus),
            verhuizing::van.eq(Woord(nieuw.van)),
            verhuizing::naar.eq(Woord(nieuw.naar)),
            verhuizing::naar_subregio.eq(Woord(nieuw.naar.subregio())),
            verhuizing::status.eq(Woord(nieuw.status)),
            verhuizing::adres.eq(pen.tekst(Plek::new(ADRES, nieuw.id.uuid()))?),
            verhuizing::voorgesteld_door_id.eq(nieuw.voorgesteld_door),
            verhuizing::organisatie_id.eq(nieuw.organisatie),
            verhuizing::voorgesteld_op.eq(nieuw.voorgesteld_op),
            verhuizing::antwoord_voor.eq(nieuw.antwoord_voor),
            verhuizing::stap_op.eq(nieuw.stap_op),
            verhuizing::beantwoord_door_id.eq(nieuw.beantwoord_door),
            verhuizing::beantwoord_op.eq(nieuw.beantwoord_op),
            verhuizing::versie.eq(nieuw.versie),
        ))
        .execute(pen.tx)?)
}

/// A step; once it waits no more the address is with her other data, or nowhere.
fn update(pen: &mut Pen<'_>, nieuw: &Verhuizing, van: &Van) -> Result<usize, Error> {
    let toelichting = pen.tekst(Plek::new(TOELICHTING, nieuw.id.uuid()))?;
    let seen = verhuizing::table
        .find(nieuw.id)
        .filter(verhuizing::status.eq_any(van.statussen()))
        .filter(verhuizing::versie.eq(nieuw.versie));
    let adres = (nieuw.status != Status::Voorgesteld).then(|| verhuizing::adres.eq(None::<Vec<u8>>));
    Ok(diesel::update(seen)
        .set((
            verhuizing::status.eq(Woord(nieuw.status)),
            adres,
            verhuizing::stap_op.eq(nieuw.stap_op),
            verhuizing::herinnerd_op.eq(nieuw.herinnerd_op),
            verhuizing::beantwoord_door_id.eq(nieuw.beantwoord_door),
            verhuizing::beantwoord_op.eq(nieuw.beantwoord_op),
            verhuizing::reden.eq(nieuw.reden.map(Woord)),
            verhuizing::toelichting.eq(toelichting),
            verhuizing::versie.eq(verhuizing::versie + 1),
        ))
        .execute(pen.tx)?)
}
