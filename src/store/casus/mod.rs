//! Cases: looking for one, storing what became of it, and deriving its state from the facts.

pub(super) mod regisseurschap;
pub mod wachtrij;

use std::{collections::HashMap, iter};

use chrono::NaiveDate;
use diesel::{
    dsl::{InnerJoinQuerySource, exists},
    helper_types::IntoBoxed,
    prelude::*,
};

use super::{
    client,
    conn::{MultiBackend, Tx},
    error::Error,
    kluis::{Kluis, Plek},
    logboek,
    schema::{
        afspraak, agendapunt, bijeenkomst, casus, casus_thema, client as client_tabel, doorgeleiding, evaluatie,
        logregel, noodprocedure, toestemming,
    },
    types::Woord,
    zicht::{self, Grond, Niets},
};
use crate::domain::{
    casus::{Casus, CasusId, Fase, Feiten, Status},
    client::ClientId,
    doorgeleiding as domein_doorgeleiding,
    gebied::Gemeente,
    ids::Id,
    knooppunt,
    logboek::{Gebeurtenis, Object, Soort},
    reden::SluitReden,
    route::Route,
    signaal::Stand,
    thema::Thema,
    tijd::Moment,
    toegang::{Actor, Besluit, Gebied, GebruikerId, Gezocht, OrganisatieId, PseudoniemId, Rol, Waarom, Weigering},
    zwangerschap::{Venster, ZwangerschapId},
};

const TOELICHTING: &str = "casus.toelichting";

/// A case as it is stored.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = casus)]
pub(super) struct CasusRow {
    id: CasusId,
    client_id: ClientId,
    zwangerschap_id: Option<ZwangerschapId>,
    gemeente: Woord<Gemeente>,
    status: Woord<Status>,
    coordinator_id: Option<GebruikerId>,
    regisseur_id: Option<GebruikerId>,
    verkenning_op: Option<NaiveDate>,
    evaluatie_op: Option<NaiveDate>,
    sluitreden: Option<Woord<SluitReden>>,
    aangemeld_op: Moment,
    geopend_op: Moment,
    gesloten_op: Option<Moment>,
    versie: i32,
}

impl CasusRow {
    pub(super) fn met(self, betrokkene: PseudoniemId) -> Casus {
        Casus {
            id: self.id,
            client: self.client_id,
            betrokkene,
            zwangerschap: self.zwangerschap_id,
            gemeente: self.gemeente.0,
            status: self.status.0,
            coordinator: self.coordinator_id,
            regisseur: self.regisseur_id,
            verkenning_op: self.verkenning_op,
            evaluatie_op: self.evaluatie_op,
            sluitreden: self.sluitreden.map(|reden| reden.0),
            aangemeld_op: self.aangemeld_op,
            geopend_op: self.geopend_op,
            gesloten_op: self.gesloten_op,
            noodprocedure: None,
            versie: self.versie,
        }
    }
}

#[diesel::dsl::auto_type(no_type_alias)]
fn bron() -> _ {
    casus::table.inner_join(client_tabel::table)
}

type Tabellen = InnerJoinQuerySource<casus::table, client_tabel::table>;

/// The cases with their clients, to be narrowed to what somebody may see.
pub(super) type Bron<'a> = IntoBoxed<'a, diesel::dsl::InnerJoin<casus::table, client_tabel::table>, MultiBackend>;

/// On which grounds `actor` sees cases: together the one predicate for finding, listing, counting and searching.
///
/// A coordinator sees those of her area, a chair those that were sent to her table with a consent that holds, and a
/// casusregisseur her own; whoever has a noodprocedure running sees that one case. A family that was erased nobody sees.
fn gronden(actor: &Actor) -> Vec<Grond<Tabellen>> {
    let mut gronden = gewone_gronden(actor);
    // Who works on cases no more has lost what she opened as well.
    if actor.casusrol().is_some() {
        gronden.push(Box::new(in_nood(actor.in_persoon(), actor.nu)));
    }
    gronden
}

/// Her roles, and being a casusregisseur.
fn gewone_gronden(actor: &Actor) -> Vec<Grond<Tabellen>> {
    let regisseur: Grond<Tabellen> = Box::new(casus::regisseur_id.eq(actor.als_regisseur()).assume_not_null());
    let rollen = actor.toekenningen().filter_map(|toekenning| match (toekenning.rol, toekenning.gebied) {
        (Rol::JgzCoordinator, gebied) => zicht::casussen_in(gebied),
        (Rol::Voorzitter, Gebied::Gemeente(gemeente)) => Some(aan_tafel(gemeente)),
        _ => None,
    });
    iter::once(regisseur).chain(rollen).collect()
}

fn aan_tafel(gemeente: Gemeente) -> Grond<Tabellen> {
    let gestuurd = doorgeleiding::table
        .inner_join(toestemming::table)
        .filter(doorgeleiding::casus_id.eq(casus::id))
        .filter(doorgeleiding::route.eq(Woord(Route::Knooppunt)))
        .filter(super::doorgeleiding::bij_ontvanger());
    Box::new(casus::gemeente.eq(Woord(gemeente)).and(exists(gestuurd)))
}

/// Whether an account has the case open in an emergency at `nu`.
#[diesel::dsl::auto_type(no_type_alias)]
fn in_nood(wie: Option<GebruikerId>, nu: Moment) -> _ {
    casus::id.eq_any(
        noodprocedure::table
            .filter(noodprocedure::gebruiker_id.nullable().eq(wie))
            .filter(noodprocedure::tot.gt(nu))
            .select(noodprocedure::casus_id),
    )
}

/// The cases that `actor` may see.
pub(super) fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    op(gronden(actor))
}

fn op<'a>(gronden: Vec<Grond<Tabellen>>) -> Bron<'a> {
    let alle = gronden.into_iter().fold(bron().into_boxed().filter(Niets), QueryDsl::or_filter);
    alle.filter(client_tabel::gewist_op.is_null())
}

/// Looks for a case among those that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: CasusId) -> Result<Gezocht<Casus>, Error> {
    let found = zichtbaar(actor)
        .filter(casus::id.eq(id))
        .select((CasusRow::as_select(), client_tabel::pseudoniem, in_nood(actor.in_persoon(), actor.nu)))
        .first::<(CasusRow, PseudoniemId, bool)>(tx)
        .optional()?;
    let gevonden = found.map(|(row, betrokkene, in_nood)| gezien(tx, actor, row.met(betrokkene), in_nood));
    Ok(Gezocht { id: id.uuid(), gevonden: gevonden.transpose()? })
}

/// The case as `actor` sees it: marked when only her noodprocedure shows it to her.
fn gezien(tx: &mut Tx, actor: &Actor, mut casus: Casus, in_nood: bool) -> Result<Casus, Error> {
    casus.noodprocedure = (in_nood && !ziet_gewoon(tx, actor, casus.id)?).then_some(actor.gebruiker);
    Ok(casus)
}

/// Whether `actor` sees a case without any noodprocedure.
pub fn ziet_gewoon(tx: &mut Tx, actor: &Actor, id: CasusId) -> Result<bool, Error> {
    Ok(op(gewone_gronden(actor)).filter(casus::id.eq(id)).select(casus::id).first::<CasusId>(tx).optional()?.is_some())
}

/// A case, for what follows by itself from something that was permitted.
pub(super) fn get(tx: &mut Tx, id: CasusId) -> Result<Casus, Error> {
    let (row, betrokkene) = bron()
        .filter(casus::id.eq(id))
        .select((CasusRow::as_select(), client_tabel::pseudoniem))
        .first::<(CasusRow, PseudoniemId)>(tx)?;
    Ok(row.met(betrokkene))
}

/// The case of a request that was permitted, by whose visibility it is seen.
pub fn van_doorgeleiding(tx: &mut Tx, id: CasusId) -> Result<Casus, Error> {
    get(tx, id)
}

/// Stores a case that a signaal opens.
pub(super) fn insert(tx: &mut Tx, nieuw: &Casus, themas: &[Thema]) -> Result<(), Error> {
    let (venster, sluit) = wachtrij::venster(tx, nieuw, nieuw.aangemeld_op.dag())?;
    diesel::insert_into(casus::table)
        .values((
            casus::id.eq(nieuw.id),
            casus::client_id.eq(nieuw.client),
            casus::zwangerschap_id.eq(nieuw.zwangerschap),
            casus::gemeente.eq(Woord(nieuw.gemeente)),
            casus::subregio.eq(Woord(nieuw.gemeente.subregio())),
            casus::status.eq(Woord(nieuw.status)),
            casus::venster.eq(venster.map(Woord)),
            casus::venster_sluit.eq(sluit),
            casus::aangemeld_op.eq(nieuw.aangemeld_op),
            casus::geopend_op.eq(nieuw.geopend_op),
            casus::versie.eq(nieuw.versie),
        ))
        .execute(tx)?;
    voeg_themas_toe(tx, nieuw.id, themas)
}

/// Adds themes to a case; one that is there already stays once.
pub(super) fn voeg_themas_toe(tx: &mut Tx, in_casus: CasusId, themas: &[Thema]) -> Result<(), Error> {
    if themas.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> =
        themas.iter().map(|&thema| (casus_thema::casus_id.eq(in_casus), casus_thema::thema.eq(Woord(thema)))).collect();
    let query = diesel::insert_into(casus_thema::table).values(rows).on_conflict_do_nothing();
    match tx {
        super::conn::Conn::Postgres(postgres) => query.execute(postgres)?,
        super::conn::Conn::Sqlite(sqlite) => query.execute(sqlite)?,
    };
    Ok(())
}

/// Drops the themes of a case.
pub(super) fn wis_themas(tx: &mut Tx, van: CasusId) -> Result<(), Error> {
    diesel::delete(casus_thema::table.filter(casus_thema::casus_id.eq(van))).execute(tx)?;
    Ok(())
}

/// The themes of a case, in the order of their words.
pub fn themas(tx: &mut Tx, in_casus: CasusId) -> Result<Vec<Thema>, Error> {
    let rows = casus_thema::table
        .filter(casus_thema::casus_id.eq(in_casus))
        .order(casus_thema::thema.asc())
        .select(casus_thema::thema)
        .load::<Woord<Thema>>(tx)?;
    Ok(rows.into_iter().map(|woord| woord.0).collect())
}

/// Stores what was decided about a case, in the version that was seen, with its line.
pub fn record(tx: &mut Tx, besluit: Besluit<Casus>) -> Result<Casus, Error> {
    let Besluit { spoor, ding: mut nieuw } = besluit;
    let changed = update(tx, &nieuw, spoor.door.op.dag())?;
    if changed != 1 {
        return Err(Error::Weigering(Box::new(Weigering { waarom: Waarom::Verouderd, spoor })));
    }
    nieuw.versie += 1;
    regisseurschap::volg(tx, nieuw.id, nieuw.regisseur, spoor.door.op)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

fn update(tx: &mut Tx, nieuw: &Casus, vandaag: NaiveDate) -> Result<usize, Error> {
    let (venster, sluit) = wachtrij::venster(tx, nieuw, vandaag)?;
    Ok(diesel::update(casus::table.find(nieuw.id).filter(casus::versie.eq(nieuw.versie)))
        .set((
            casus::status.eq(Woord(nieuw.status)),
            casus::coordinator_id.eq(nieuw.coordinator),
            casus::regisseur_id.eq(nieuw.regisseur),
            casus::verkenning_op.eq(nieuw.verkenning_op),
            casus::evaluatie_op.eq(nieuw.evaluatie_op),
            casus::venster.eq(venster.map(Woord)),
            casus::venster_sluit.eq(sluit),
            casus::sluitreden.eq(nieuw.sluitreden.map(Woord)),
            casus::geopend_op.eq(nieuw.geopend_op),
            casus::gesloten_op.eq(nieuw.gesloten_op),
            casus::versie.eq(casus::versie + 1),
        ))
        .execute(tx)?)
}

/// Keeps the explanation that came with a reason, sealed.
pub fn bewaar_toelichting(tx: &mut Tx, kluis: &Kluis, van: &Casus, toelichting: Option<&str>) -> Result<(), Error> {
    let sleutel = client::sleutel(tx, kluis, van.client)?;
    let sealed = sleutel.verzegel_tekst(Plek::new(TOELICHTING, van.id.uuid()), toelichting)?;
    diesel::update(casus::table.find(van.id)).set(casus::toelichting.eq(sealed)).execute(tx)?;
    Ok(())
}

/// What is known about a case since it was last opened.
pub fn feiten(tx: &mut Tx, van: &Casus) -> Result<Feiten, Error> {
    let doorgeleidingen = doorgeleiding::table
        .filter(doorgeleiding::casus_id.eq(van.id))
        .filter(doorgeleiding::verzonden_op.ge(van.geopend_op))
        .select((doorgeleiding::route, doorgeleiding::status))
        .load::<(Woord<Route>, Woord<domein_doorgeleiding::Status>)>(tx)?;
    let afspraken_vastgesteld = diesel::select(exists(
        agendapunt::table
            .inner_join(bijeenkomst::table)
            .filter(agendapunt::casus_id.eq(van.id))
            .filter(agendapunt::regisseur_id.is_not_null())
            .filter(exists(afspraak::table.filter(afspraak::agendapunt_id.eq(agendapunt::id))))
            .filter(bijeenkomst::status.eq(Woord(knooppunt::Status::Vastgesteld)))
            .filter(bijeenkomst::vastgesteld_op.ge(van.geopend_op).assume_not_null()),
    ))
    .get_result(tx)?;
    let evaluatie_loopt = diesel::select(exists(
        evaluatie::table
            .filter(evaluatie::casus_id.eq(van.id))
            .filter(evaluatie::begonnen_op.ge(van.geopend_op))
            .filter(evaluatie::afgerond_op.is_null()),
    ))
    .get_result(tx)?;
    Ok(Feiten {
        genomen: van.coordinator.is_some(),
        verkenning_gepland: van.verkenning_op.is_some(),
        evaluatie_loopt,
        afspraken_vastgesteld,
        doorgeleidingen: doorgeleidingen.into_iter().map(|(route, status)| (route.0, status.0)).collect(),
    })
}

/// What the signallers of cases hear.
pub fn standen(tx: &mut Tx, ids: &[CasusId]) -> Result<HashMap<CasusId, Stand>, Error> {
    let casussen = bron()
        .filter(casus::id.eq_any(ids.to_vec()))
        .select((CasusRow::as_select(), client_tabel::pseudoniem))
        .load::<(CasusRow, PseudoniemId)>(tx)?;
    let doorgeleidingen = doorgeleiding::table
        .filter(doorgeleiding::casus_id.eq_any(ids.to_vec()))
        .select((doorgeleiding::casus_id, doorgeleiding::verzonden_op, doorgeleiding::route, doorgeleiding::status))
        .load::<(CasusId, Moment, Woord<Route>, Woord<domein_doorgeleiding::Status>)>(tx)?;
    let standen = casussen.into_iter().map(|(row, betrokkene)| {
        let casus = row.met(betrokkene);
        let sinds = doorgeleidingen.iter().filter(|(van, op, ..)| *van == casus.id && *op >= casus.geopend_op);
        let feiten = Feiten {
            genomen: casus.coordinator.is_some(),
            afspraken_vastgesteld: casus.status.fase() == Fase::SteunOpMaat,
            doorgeleidingen: sinds.map(|(.., route, status)| (route.0, status.0)).collect(),
            ..Feiten::default()
        };
        (casus.id, casus.stand(&feiten))
    });
    Ok(standen.collect())
}

/// Derives the state of a case from the facts, after something happened in it at `nu`.
///
/// On its way into Steun op maat the case gets a casusregisseur (its coordinator, unless one was named) and a day on which it is
/// to be evaluated: there is always exactly one of both.
pub fn leid_af(tx: &mut Tx, id: CasusId, nu: Moment, evaluatie_na_dagen: u32) -> Result<Casus, Error> {
    grendel(tx, id)?;
    let oud = get(tx, id)?;
    if oud.status == Status::Afgesloten {
        return Ok(oud);
    }
    let mut nieuw = Casus { status: feiten(tx, &oud)?.status(), ..oud };
    if nieuw.status == Status::SteunOpMaat {
        nieuw.regisseur = nieuw.regisseur.or(nieuw.coordinator);
        let dag = nu.plus(chrono::TimeDelta::days(i64::from(evaluatie_na_dagen))).dag();
        nieuw.evaluatie_op = nieuw.evaluatie_op.or(Some(dag));
    }
    let (venster, sluit) = wachtrij::venster(tx, &nieuw, nu.dag())?;
    diesel::update(casus::table.find(id))
        .set((
            casus::status.eq(Woord(nieuw.status)),
            casus::regisseur_id.eq(nieuw.regisseur),
            casus::evaluatie_op.eq(nieuw.evaluatie_op),
            casus::venster.eq(venster.map(Woord)),
            casus::venster_sluit.eq(sluit),
        ))
        .execute(tx)?;
    if nieuw.regisseur != oud.regisseur {
        regisseurschap::volg(tx, id, nieuw.regisseur, nu)?;
    }
    Ok(nieuw)
}

/// Holds a case for the rest of the transaction: of two who change what belongs to it, the second sees what the first did.
pub fn grendel(tx: &mut Tx, id: CasusId) -> Result<(), Error> {
    diesel::update(casus::table.find(id)).set(casus::versie.eq(casus::versie + 1)).execute(tx)?;
    Ok(())
}

/// One line of a timeline: what happened, when, to what, and by which organisation.
pub type Tijdlijnregel = (Moment, Woord<Gebeurtenis>, Woord<Soort>, Option<Id<Object>>, Option<OrganisatieId>);

/// What happened in a case, oldest first; but for its notes, of which not everybody may know that they are there.
pub fn tijdlijn(tx: &mut Tx, van: CasusId) -> Result<Vec<Tijdlijnregel>, Error> {
    Ok(logregel::table
        .filter(logregel::casus_id.eq(van))
        .filter(logregel::actie.ne("R"))
        .filter(logregel::uitkomst.eq("gelukt"))
        .filter(logregel::soort.ne(Woord(Soort::Notitie)))
        .order(logregel::id.asc())
        .select((logregel::op, logregel::gebeurtenis, logregel::soort, logregel::object_id, logregel::organisatie_id))
        .limit(1000)
        .load(tx)?)
}

/// The window that a case was given, for its view.
pub fn venster(tx: &mut Tx, van: CasusId) -> Result<(Option<Venster>, NaiveDate), Error> {
    let (venster, sluit) = casus::table
        .find(van)
        .select((casus::venster, casus::venster_sluit))
        .first::<(Option<Woord<Venster>>, NaiveDate)>(tx)?;
    Ok((venster.map(|woord| woord.0), sluit))
}
