//! Requests: finding one at its desk, storing each step, and the inbox.

pub mod begin;
mod eind;
pub(super) mod omleiding;
mod teksten;
pub mod termijn;

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::{dsl::InnerJoinQuerySource, helper_types::IntoBoxed, prelude::*};

use super::{
    bewaar::pen::{Pen, Rijen},
    conn::{MultiBackend, Tx},
    error::Error,
    kluis::{Plek, Sleutel},
    schema::{casus, client as client_tabel, doorgeleiding, toestemming},
    types::{EenVan, Woord},
    zicht::{self, Grond, Niets, Tegelijk},
};
use crate::domain::{
    casus::{Casus, CasusId},
    client::ClientId,
    doorgeleiding::{
        Doorgeleiding, DoorgeleidingId, Omleiding, Status,
        gezin::Gezinsantwoord,
        toelating::{Afwijking, Toelating},
    },
    gebied::Gemeente,
    reden::{AfwijkReden, AfwijzingReden, IntrekkingReden, StopReden, TeruggaveReden},
    rode_draad::gevolg::Feit,
    route::Route,
    tijd::Moment,
    toegang::{Actor, DeskId, Gebied, GebruikerId, Gezocht, Ligging, PseudoniemId, Rol, Toekenning, Van},
    toestemming::{Status as ToestemmingStatus, ToestemmingId},
    zwangerschap::ZwangerschapId,
};

use self::teksten::{AFWIJK_UITLEG, TOELICHTING, VRAAG, teksten};
pub(super) use self::{
    eind::{hervat, stop},
    teksten::{Teksten, Verzegeld},
};

// States are spelled out one by one: a list of values would be a statement that SQLite has to prepare anew each time.

/// Whether a request is still to be answered, or its support to end: as [`Status::loopt`].
#[diesel::dsl::auto_type]
pub(super) fn loopt() -> _ {
    let verzonden: Woord<Status> = Woord(Status::Verzonden);
    let aanvaard: Woord<Status> = Woord(Status::Aanvaard);
    let gestart: Woord<Status> = Woord(Status::Gestart);
    let intake: Woord<Status> = Woord(Status::IntakeGepland);
    let aangenomen = doorgeleiding::status.eq(aanvaard).or(doorgeleiding::status.eq(intake));
    doorgeleiding::status.eq(verzonden).or(aangenomen).or(doorgeleiding::status.eq(gestart))
}

/// Whether a request runs or ran to its end: it was not refused, taken back, sent on or left to expire.
#[diesel::dsl::auto_type]
pub(super) fn loopt_of_liep() -> _ {
    let afgerond: Woord<Status> = Woord(Status::Afgerond);
    let gestopt: Woord<Status> = Woord(Status::Gestopt);
    loopt().or(doorgeleiding::status.eq(afgerond)).or(doorgeleiding::status.eq(gestopt))
}

/// Whether the receiver of a request sees it: it runs or ran, and the consent holds, in this case still.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn bij_ontvanger() -> _ {
    let gegeven: Woord<ToestemmingStatus> = Woord(ToestemmingStatus::Gegeven);
    let van_haar_casus = toestemming::casus_id.assume_not_null().eq(doorgeleiding::casus_id);
    loopt_of_liep().and(toestemming::status.eq(gegeven)).and(van_haar_casus)
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = doorgeleiding)]
pub(super) struct Row {
    id: DoorgeleidingId,
    casus_id: CasusId,
    zwangerschap_id: Option<ZwangerschapId>,
    route: Woord<Route>,
    desk_id: DeskId,
    toestemming_id: ToestemmingId,
    status: Woord<Status>,
    vorige_id: Option<DoorgeleidingId>,
    verzonden_door_id: GebruikerId,
    verzonden_op: Moment,
    antwoord_voor: NaiveDate,
    stap_op: Option<NaiveDate>,
    herinnerd_op: Option<Moment>,
    geescaleerd_op: Option<Moment>,
    gezien_op: Option<Moment>,
    beantwoord_op: Option<Moment>,
    geclaimd_door_id: Option<GebruikerId>,
    gezin: Woord<Gezinsantwoord>,
    gezin_op: Option<Moment>,
    intake_op: Option<Moment>,
    gestart_op: Option<Moment>,
    beeindigd_op: Option<Moment>,
    reden: Option<String>,
    bezwaren: String,
    afwijk_regels: Option<String>,
    afwijk_reden: Option<Woord<AfwijkReden>>,
    na_de_bevalling: bool,
    versie: i32,
}

impl Row {
    fn afwijking(&self) -> Option<Afwijking> {
        let bezwaren = || serde_json::from_str(&self.bezwaren).unwrap_or_default();
        let regels = || self.afwijk_regels.clone().unwrap_or_default();
        self.afwijk_reden.map(|reden| Afwijking { bezwaren: bezwaren(), regels: regels(), reden: reden.0 })
    }
}

/// What of the case a request needs.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = casus)]
pub(super) struct CasusDeel {
    gemeente: Woord<Gemeente>,
    regisseur_id: Option<GebruikerId>,
}

fn lees((row, deel, betrokkene): (Row, CasusDeel, PseudoniemId)) -> Doorgeleiding {
    Doorgeleiding {
        id: row.id,
        casus: row.casus_id,
        betrokkene,
        zwangerschap: row.zwangerschap_id,
        route: row.route.0,
        desk: row.desk_id,
        toestemming: row.toestemming_id,
        status: row.status.0,
        vorige: row.vorige_id,
        verzonden_door: row.verzonden_door_id,
        verzonden_op: row.verzonden_op,
        antwoord_voor: row.antwoord_voor,
        stap_op: row.stap_op,
        herinnerd_op: row.herinnerd_op,
        geescaleerd_op: row.geescaleerd_op,
        gezien_op: row.gezien_op,
        beantwoord_op: row.beantwoord_op,
        geclaimd_door: row.geclaimd_door_id,
        gezin: row.gezin.0,
        gezin_op: row.gezin_op,
        intake_op: row.intake_op,
        gestart_op: row.gestart_op,
        beeindigd_op: row.beeindigd_op,
        reden: row.reden.as_deref().and_then(redencode),
        toelating: Toelating::bewaard(row.afwijking(), row.na_de_bevalling),
        ligging: ligging(&deel, row.desk_id),
        versie: row.versie,
    }
}

pub(super) fn ligging(deel: &CasusDeel, desk: DeskId) -> Ligging {
    let gemeente = Some(deel.gemeente.0);
    Ligging { gemeente, desk: Some(desk), regisseur: deel.regisseur_id, ..Ligging::default() }
}

/// A stored reason is a word of one of four lists.
fn redencode(tekst: &str) -> Option<&'static str> {
    let afwijzing = tekst.parse::<AfwijzingReden>().map(<&'static str>::from);
    let intrekking = tekst.parse::<IntrekkingReden>().map(<&'static str>::from);
    let stop = tekst.parse::<StopReden>().map(<&'static str>::from);
    let teruggave = tekst.parse::<TeruggaveReden>().map(<&'static str>::from);
    afwijzing.or(intrekking).or(stop).or(teruggave).ok()
}

type Tabellen = InnerJoinQuerySource<
    InnerJoinQuerySource<doorgeleiding::table, diesel::dsl::InnerJoin<casus::table, client_tabel::table>>,
    toestemming::table,
>;
type Bron<'a> = IntoBoxed<
    'a,
    diesel::dsl::InnerJoin<
        diesel::dsl::InnerJoin<doorgeleiding::table, diesel::dsl::InnerJoin<casus::table, client_tabel::table>>,
        toestemming::table,
    >,
    MultiBackend,
>;

fn bron<'a>() -> Bron<'a> {
    doorgeleiding::table
        .inner_join(casus::table.inner_join(client_tabel::table))
        .inner_join(toestemming::table)
        .into_boxed()
}

/// On which grounds `actor` sees requests: together the one predicate for listing, counting and searching.
///
/// A coordinator sees those of the cases in her area. A desk, and the chair of a table, sees what was sent there, as long as it
/// was not refused, taken back or sent on, and as long as the consent holds.
fn gronden(actor: &Actor) -> Vec<Grond<Tabellen>> {
    let grond = |toekenning: &Toekenning| -> Option<Grond<Tabellen>> {
        match (toekenning.rol, toekenning.gebied) {
            (Rol::JgzCoordinator, gebied) => zicht::casussen_in(gebied),
            (Rol::Uitvoerder, Gebied::Desk(desk)) => Some(aan_desk(desk)),
            (Rol::Voorzitter, Gebied::Gemeente(gemeente)) => Some(Box::new(
                casus::gemeente
                    .eq(Woord(gemeente))
                    .and(doorgeleiding::route.eq(Woord(Route::Knooppunt)))
                    .and(bij_ontvanger()),
            )),
            _ => None,
        }
    };
    actor.toekenningen().filter_map(grond).collect()
}

/// What a desk sees of what was sent there.
fn aan_desk(desk: DeskId) -> Grond<Tabellen> {
    Box::new(doorgeleiding::desk_id.eq(desk).and(bij_ontvanger()))
}

/// The same grounds, but only those of the desks where `actor` works.
fn gronden_aan_desk(actor: &Actor) -> Vec<Grond<Tabellen>> {
    let desks = actor.gebieden(Rol::Uitvoerder).filter_map(|gebied| match gebied {
        Gebied::Desk(desk) => Some(aan_desk(desk)),
        _ => None,
    });
    desks.collect()
}

/// A casusregisseur hears in her case how a request stands; in an inbox it would be a line that opens nothing.
fn van_regisseur(actor: &Actor) -> Grond<Tabellen> {
    Box::new(casus::regisseur_id.eq(actor.als_regisseur()).assume_not_null())
}

/// The requests that `actor` may see.
fn leesbaar<'a>(actor: &Actor) -> Bron<'a> {
    op(bron().filter(Niets), actor)
}

/// The requests that `actor` may know of: those that she may see, and those of a case that she carries.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    op(bron().filter(van_regisseur(actor)), actor)
}

/// Adds her grounds; what was sent for a family that was erased nobody sees.
fn op<'a>(begin: Bron<'a>, actor: &Actor) -> Bron<'a> {
    let gronden = gronden(actor).into_iter().fold(begin, QueryDsl::or_filter);
    gronden.filter(client_tabel::gewist_op.is_null())
}

/// Looks for a request among those that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: DoorgeleidingId) -> Result<Gezocht<Doorgeleiding>, Error> {
    let found = zichtbaar(actor)
        .filter(doorgeleiding::id.eq(id))
        .select((Row::as_select(), CasusDeel::as_select(), client_tabel::pseudoniem))
        .first::<(Row, CasusDeel, PseudoniemId)>(tx)
        .optional()?;
    let mut gevonden = found.map(lees);
    if let Some(d) = gevonden.as_mut().filter(|d| d.ligging.regisseur == Some(actor.gebruiker())) {
        let leest = leesbaar(actor).filter(doorgeleiding::id.eq(id)).select(doorgeleiding::id);
        if leest.first::<DoorgeleidingId>(tx).optional()?.is_none() {
            // She knows of it because she carries the case: that it once lay at her desk does not hold any more.
            d.ligging = Ligging { regisseur: d.ligging.regisseur, ..Ligging::default() };
        }
    }
    Ok(Gezocht { id: id.uuid(), gevonden })
}

/// Which of these requests `actor` may open.
pub fn te_zien(tx: &mut Tx, actor: &Actor, ids: &[DoorgeleidingId]) -> Result<HashSet<DoorgeleidingId>, Error> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let deze = leesbaar(actor).filter(EenVan::new(doorgeleiding::id, ids));
    Ok(deze.select(doorgeleiding::id).load::<DoorgeleidingId>(tx)?.into_iter().collect())
}

/// What an inbox shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Only requests in this state.
    pub status: Option<Status>,
    /// Only requests that were taken on and did not begin.
    pub nog_niet_begonnen: bool,
    /// Only requests of this case.
    pub casus: Option<CasusId>,
    /// Only requests at the desks where whoever looks works.
    pub aan_eigen_desk: bool,
}

/// The place in an inbox after which a page begins.
pub type Na = (NaiveDate, DoorgeleidingId);

/// A page of the requests that `actor` may see, those that must be answered first in front.
pub fn pagina(
    tx: &mut Tx,
    actor: &Actor,
    filter: Filter,
    na: Option<Na>,
    grootte: i64,
) -> Result<Vec<Doorgeleiding>, Error> {
    // Those of one case are few: nobody has to find them in their order, and all grounds together are one question.
    let alle: Vec<Bron<'_>> = if filter.casus.is_some() {
        vec![zichtbaar(actor)]
    } else {
        let op_grond = |grond| bron().filter(grond).filter(client_tabel::gewist_op.is_null());
        let alle = if filter.aan_eigen_desk { gronden_aan_desk(actor) } else { gronden(actor) };
        alle.into_iter().map(op_grond).collect()
    };
    let vraag = |query| {
        gefilterd(query, filter, na)
            .order((doorgeleiding::antwoord_voor.asc(), doorgeleiding::id.asc()))
            .limit(grootte)
            .select((Row::as_select(), CasusDeel::as_select(), client_tabel::pseudoniem))
    };
    let rows: Vec<(Row, CasusDeel, PseudoniemId)> = Tegelijk::load_all(tx, alle.into_iter().map(vraag))?;
    Ok(zicht::samen(rows.into_iter().map(lees).collect(), |d| (d.antwoord_voor, d.id), grootte))
}

fn gefilterd(mut query: Bron<'_>, filter: Filter, na: Option<Na>) -> Bron<'_> {
    if let Some(status) = filter.status {
        query = query.filter(doorgeleiding::status.eq(Woord(status)));
    }
    if filter.nog_niet_begonnen {
        let intake = doorgeleiding::status.eq(Woord(Status::IntakeGepland));
        query = query.filter(doorgeleiding::status.eq(Woord(Status::Aanvaard)).or(intake));
    }
    if let Some(casus) = filter.casus {
        query = query.filter(doorgeleiding::casus_id.eq(casus));
    }
    if let Some((dag, id)) = na {
        query = query
            .filter(doorgeleiding::antwoord_voor.ge(dag))
            .filter(doorgeleiding::antwoord_voor.gt(dag).or(doorgeleiding::id.gt(id)));
    }
    query
}

impl Rijen for Doorgeleiding {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        match van {
            Van::Nieuw => {
                let vraag = pen.tekst(Plek::new(VRAAG, self.id.uuid()))?;
                let uitleg = pen.uitleg(Plek::new(AFWIJK_UITLEG, self.id.uuid()))?;
                insert(pen, self, vraag, uitleg)
            }
            Van::In(_) => update(pen, self, van),
        }
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Doorgeleiding(self))
    }
}

/// A request that is sent on takes along what was asked, and why although the route was not open.
impl Rijen for Omleiding {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        if update(pen, &self.van, van)? != 1 {
            return Ok(0);
        }
        let sleutel = pen.sleutel()?;
        insert_vervolg(pen, &self.van, &self.naar, Some(sleutel))
    }

    fn verhoog(&mut self) {
        self.van.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Doorgeleiding(&self.van))
    }
}

/// Stores the request that follows on one that was sent on, with what people wrote at that, as long as there is a key to it.
fn insert_vervolg(
    pen: &mut Pen<'_>,
    van: &Doorgeleiding,
    naar: &Doorgeleiding,
    sleutel: Option<&Sleutel>,
) -> Result<usize, Error> {
    let Some(sleutel) = sleutel else { return insert(pen, naar, None, None) };
    let Teksten { vraag, uitleg, .. } = teksten(pen.tx, sleutel, van.id)?;
    let plek = |kolom| Plek::new(kolom, naar.id.uuid());
    let vraag = sleutel.verzegel_tekst(plek(VRAAG), vraag.as_deref())?;
    let uitleg = sleutel.verzegel_tekst(plek(AFWIJK_UITLEG), uitleg.as_deref())?;
    insert(pen, naar, vraag, uitleg)
}

fn insert(
    pen: &mut Pen<'_>,
    nieuw: &Doorgeleiding,
    vraag: Option<Vec<u8>>,
    uitleg: Option<Vec<u8>>,
) -> Result<usize, Error> {
    let afwijking = nieuw.toelating.afwijking();
    let bezwaren = afwijking.map_or(&[][..], |afwijking| &afwijking.bezwaren);
    let bezwaren = serde_json::to_string(bezwaren).map_err(|_| Error::Kluis)?;
    Ok(diesel::insert_into(doorgeleiding::table)
        .values((
            doorgeleiding::id.eq(nieuw.id),
            doorgeleiding::casus_id.eq(nieuw.casus),
            doorgeleiding::zwangerschap_id.eq(nieuw.zwangerschap),
            doorgeleiding::route.eq(Woord(nieuw.route)),
            doorgeleiding::desk_id.eq(nieuw.desk),
            doorgeleiding::toestemming_id.eq(nieuw.toestemming),
            doorgeleiding::vraag.eq(vraag),
            doorgeleiding::status.eq(Woord(nieuw.status)),
            doorgeleiding::vorige_id.eq(nieuw.vorige),
            doorgeleiding::verzonden_door_id.eq(nieuw.verzonden_door),
            doorgeleiding::verzonden_op.eq(nieuw.verzonden_op),
            doorgeleiding::antwoord_voor.eq(nieuw.antwoord_voor),
            doorgeleiding::gezin.eq(Woord(nieuw.gezin)),
            doorgeleiding::gezin_op.eq(nieuw.gezin_op),
            doorgeleiding::stap_op.eq(nieuw.stap_op),
            doorgeleiding::bezwaren.eq(bezwaren),
            doorgeleiding::afwijk_regels.eq(afwijking.map(|afwijking| &afwijking.regels)),
            doorgeleiding::na_de_bevalling.eq(nieuw.toelating.na_de_bevalling()),
            doorgeleiding::afwijk_reden.eq(afwijking.map(|afwijking| Woord(afwijking.reden))),
            doorgeleiding::afwijk_uitleg.eq(uitleg),
            doorgeleiding::versie.eq(nieuw.versie),
        ))
        .execute(pen.tx)?)
}

/// A step of a request; the explanation that comes with a reason lies sealed.
fn update(pen: &mut Pen<'_>, nieuw: &Doorgeleiding, van: &Van) -> Result<usize, Error> {
    let seen = doorgeleiding::table
        .find(nieuw.id)
        .filter(doorgeleiding::status.eq_any(van.statussen()))
        .filter(doorgeleiding::versie.eq(nieuw.versie));
    let toelichting = pen.tekst(Plek::new(TOELICHTING, nieuw.id.uuid()))?;
    Ok(diesel::update(seen)
        .set((
            doorgeleiding::status.eq(Woord(nieuw.status)),
            // What was answered, or ended, waits for no step any more.
            doorgeleiding::stap_op.eq(nieuw.stap_op.filter(|_| nieuw.status.is_open())),
            doorgeleiding::herinnerd_op.eq(nieuw.herinnerd_op),
            doorgeleiding::geescaleerd_op.eq(nieuw.geescaleerd_op),
            doorgeleiding::gezien_op.eq(nieuw.gezien_op),
            doorgeleiding::beantwoord_op.eq(nieuw.beantwoord_op),
            doorgeleiding::geclaimd_door_id.eq(nieuw.geclaimd_door),
            doorgeleiding::gezin.eq(Woord(nieuw.gezin)),
            doorgeleiding::gezin_op.eq(nieuw.gezin_op),
            doorgeleiding::gestart_op.eq(nieuw.gestart_op),
            doorgeleiding::beeindigd_op.eq(nieuw.beeindigd_op),
            doorgeleiding::reden.eq(nieuw.reden),
            toelichting.map(|sealed| doorgeleiding::toelichting.eq(sealed)),
            doorgeleiding::versie.eq(doorgeleiding::versie + 1),
        ))
        .execute(pen.tx)?)
}

/// The request along this route that is under way for the family of a case and this pregnancy, at whatever desk it lies; `behalve` is the
/// one that goes on from there.
pub fn loopt_langs(
    tx: &mut Tx,
    van: &Casus,
    zwangerschap: Option<ZwangerschapId>,
    route: Route,
    behalve: Option<DoorgeleidingId>,
) -> Result<Option<DoorgeleidingId>, Error> {
    let lopend = doorgeleiding::table
        .inner_join(casus::table)
        .filter(casus::client_id.eq(van.client))
        .filter(doorgeleiding::route.eq(Woord(route)))
        .filter(loopt())
        .order(doorgeleiding::id.asc())
        .select((doorgeleiding::id, doorgeleiding::zwangerschap_id))
        .load::<(DoorgeleidingId, Option<ZwangerschapId>)>(tx)?;
    Ok(lopend.into_iter().find(|(id, zij)| *zij == zwangerschap && Some(*id) != behalve).map(|(id, _)| id))
}

/// The client of a case, for her data key.
pub fn client_van(tx: &mut Tx, van: CasusId) -> Result<ClientId, Error> {
    Ok(casus::table.find(van).select(casus::client_id).first(tx)?)
}

/// Holds the case of a request for the rest of the transaction, before anything is read of what is to be changed.
pub fn grendel(tx: &mut Tx, id: DoorgeleidingId) -> Result<(), Error> {
    let van = doorgeleiding::table.find(id).select(doorgeleiding::casus_id).first::<CasusId>(tx).optional()?;
    van.map_or(Ok(()), |van| super::casus::grendel(tx, van))
}
