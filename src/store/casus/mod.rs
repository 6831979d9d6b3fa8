//! Cases: looking for one, storing what became of it, and deriving its state from the facts.

mod afleiding;
mod bewaren;
mod grendel;
pub mod lijst;
pub mod maning;
pub mod overdracht;
pub(super) mod regisseurschap;
mod rij;
pub mod stand;
pub mod venster;
pub mod wachtrij;
pub mod zwangerschap;

pub(super) use self::bewaren::{Toelichting, feit_van_einde, insert, leid_af, sluit_ingetrokken, update};
pub(in crate::store) use self::grendel::grendel_van;
pub(super) use self::rij::CasusRow;
pub use self::{
    afleiding::feiten,
    grendel::{grendel, grendel_van_haar},
};
use self::{
    afleiding::{Verzoek, afgesproken, gevraagd},
    rij::bron,
};

use std::{
    collections::{HashMap, HashSet},
    iter,
};

use diesel::{
    dsl::{InnerJoinQuerySource, exists},
    helper_types::IntoBoxed,
    prelude::*,
};

use super::{
    bewaar::pen::Pen,
    conn::{Either, MultiBackend, Tx},
    error::Error,
    schema::{
        agendapunt, bijeenkomst, casus, casus_thema, client as client_tabel, doorgeleiding, logregel, noodprocedure,
        organisatie, toestemming,
    },
    types::{EenVan, Woord},
    zicht::{self, CasusOpen, Grond, Niets, TafelToegestaan},
};
use crate::domain::{
    casus::{Casus, CasusId},
    gebied::Gemeente,
    ids::Id,
    logboek::{Gebeurtenis, Object, Soort},
    rode_draad::Feiten,
    route::Route,
    signaal::{Signaal, Stand},
    thema::Thema,
    tijd::Moment,
    toegang::{Actor, Gebied, GebruikerId, Gezocht, OrganisatieId, PseudoniemId, Rol},
};

type Tabellen = InnerJoinQuerySource<casus::table, client_tabel::table>;

/// The cases with their clients, to be narrowed to what somebody may see.
pub(super) type Bron<'a> = IntoBoxed<'a, diesel::dsl::InnerJoin<casus::table, client_tabel::table>, MultiBackend>;

/// On which grounds `actor` sees cases: together the one predicate for finding, listing, counting and searching.
///
/// A coordinator sees those of their area, a chair those that were sent to the table or came onto its agenda with a consent that
/// holds, and a casusregisseur their own; whoever has a noodprocedure running sees that one case. A family that was erased nobody
/// sees.
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
    let rollen = actor.toekenningen().flat_map(|toekenning| match (toekenning.rol, toekenning.gebied) {
        (Rol::JgzCoordinator, gebied) => zicht::casussen_in(gebied).into_iter().collect(),
        (Rol::Voorzitter, Gebied::Gemeente(gemeente)) => vec![aan_tafel(gemeente), op_de_agenda(gemeente)],
        _ => Vec::new(),
    });
    iter::once(regisseur).chain(rollen).collect()
}

/// What was sent to the table of a gemeente.
fn aan_tafel(gemeente: Gemeente) -> Grond<Tabellen> {
    let gestuurd = doorgeleiding::table
        .inner_join(toestemming::table)
        .filter(doorgeleiding::casus_id.eq(casus::id))
        .filter(doorgeleiding::route.eq(Woord(Route::Knooppunt)))
        .filter(doorgeleiding::verzonden_op.ge(casus::geopend_op))
        .filter(super::doorgeleiding::bij_ontvanger());
    Box::new(casus::gemeente.eq(Woord(gemeente)).and(exists(gestuurd)))
}

/// What stands on an agenda of that table since the case was last opened, however it came there: a missed evaluation puts a family on
/// it by itself.
fn op_de_agenda(gemeente: Gemeente) -> Grond<Tabellen> {
    let geagendeerd = agendapunt::table
        .inner_join(bijeenkomst::table)
        .filter(agendapunt::casus_id.eq(casus::id))
        .filter(agendapunt::vervallen_op.is_null())
        .filter(bijeenkomst::gemeente.eq(Woord(gemeente)))
        .filter(bijeenkomst::gepland_op.ge(casus::geopend_op));
    Box::new(casus::gemeente.eq(Woord(gemeente)).and(exists(geagendeerd)).and(TafelToegestaan))
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

/// Looks for the case that a signaal looks like, or belongs to, among those that `actor` may see.
pub fn find_bij_signaal(tx: &mut Tx, actor: &Actor, van: &Signaal) -> Result<Gezocht<Casus>, Error> {
    match van.casus.or(van.lijkt_op) {
        Some(id) => find(tx, actor, id),
        None => Ok(Gezocht { id: van.id.uuid(), gevonden: None }),
    }
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
    casus.noodprocedure = (in_nood && !ziet_gewoon(tx, actor, casus.id)?).then_some(actor.gebruiker());
    Ok(casus)
}

/// Whether `actor` sees a case without any noodprocedure.
pub fn ziet_gewoon(tx: &mut Tx, actor: &Actor, id: CasusId) -> Result<bool, Error> {
    Ok(op(gewone_gronden(actor)).filter(casus::id.eq(id)).select(casus::id).first::<CasusId>(tx).optional()?.is_some())
}

/// Which of these cases `actor` coordinates.
pub fn coordineert(tx: &mut Tx, actor: &Actor, ids: &[CasusId]) -> Result<HashSet<CasusId>, Error> {
    let gronden: Vec<Grond<Tabellen>> = actor.gebieden(Rol::JgzCoordinator).filter_map(zicht::casussen_in).collect();
    if gronden.is_empty() || ids.is_empty() {
        return Ok(HashSet::new());
    }
    let van_haar = op(gronden).filter(EenVan::new(casus::id, ids)).select(casus::id).load::<CasusId>(tx)?;
    Ok(van_haar.into_iter().collect())
}

/// Another case of the same woman that is open.
pub fn andere_open(tx: &mut Tx, van: &Casus) -> Result<Option<CasusId>, Error> {
    Ok(casus::table
        .filter(casus::client_id.eq(van.client))
        .filter(casus::id.ne(van.id))
        .filter(CasusOpen)
        .select(casus::id)
        .first(tx)
        .optional()?)
}

/// A case, for what follows by itself from something that was permitted.
pub(super) fn get(tx: &mut Tx, id: CasusId) -> Result<Casus, Error> {
    let (row, betrokkene) = bron()
        .filter(casus::id.eq(id))
        .select((CasusRow::as_select(), client_tabel::pseudoniem))
        .first::<(CasusRow, PseudoniemId)>(tx)?;
    Ok(row.met(betrokkene))
}

/// Cases that were found by what belongs to them.
pub(super) fn van_ids(tx: &mut Tx, ids: &[CasusId]) -> Result<HashMap<CasusId, Casus>, Error> {
    let rows = bron()
        .filter(EenVan::new(casus::id, ids))
        .select((CasusRow::as_select(), client_tabel::pseudoniem))
        .load::<(CasusRow, PseudoniemId)>(tx)?;
    Ok(rows.into_iter().map(|(row, betrokkene)| row.met(betrokkene)).map(|casus| (casus.id, casus)).collect())
}

/// Which of these cases `actor` may see.
pub fn te_zien(tx: &mut Tx, actor: &Actor, ids: &[CasusId]) -> Result<HashSet<CasusId>, Error> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let gezien = zichtbaar(actor).filter(EenVan::new(casus::id, ids)).select(casus::id).load::<CasusId>(tx)?;
    Ok(gezien.into_iter().collect())
}

/// The case of a request that was permitted, by whose visibility it is seen.
pub fn van_doorgeleiding(tx: &mut Tx, id: CasusId) -> Result<Casus, Error> {
    get(tx, id)
}

/// The case of a family that a new signaal looks like, for the line that says so.
pub fn herkend(tx: &mut Tx, id: CasusId) -> Result<Casus, Error> {
    get(tx, id)
}

/// Adds themes to a case; one that is there already stays once.
pub(super) fn voeg_themas_toe(pen: &mut Pen<'_>, in_casus: CasusId, themas: &[Thema]) -> Result<(), Error> {
    if themas.is_empty() {
        return Ok(());
    }
    let row = |&thema: &Thema| (casus_thema::casus_id.eq(in_casus), casus_thema::thema.eq(Woord(thema)));
    match pen.tx.either() {
        Either::Postgres(postgres) => {
            let rows: Vec<_> = themas.iter().map(row).collect();
            diesel::insert_into(casus_thema::table).values(rows).on_conflict_do_nothing().execute(postgres)?;
        }
        // One by one: a statement for many rows is prepared anew each time, triggers and all.
        Either::Sqlite(sqlite) => {
            for row in themas.iter().map(row) {
                diesel::insert_into(casus_thema::table).values(row).on_conflict_do_nothing().execute(sqlite)?;
            }
        }
    }
    Ok(())
}

/// Drops the themes of a case.
fn wis_themas(pen: &mut Pen<'_>, van: CasusId) -> Result<(), Error> {
    diesel::delete(casus_thema::table.filter(casus_thema::casus_id.eq(van))).execute(pen.tx)?;
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

/// What the signallers of cases hear: what became of it, and who coordinates it as long as it is open.
pub fn standen(tx: &mut Tx, ids: &[CasusId]) -> Result<HashMap<CasusId, (Stand, Option<GebruikerId>)>, Error> {
    let casussen = bron()
        .filter(EenVan::new(casus::id, ids))
        .select((CasusRow::as_select(), client_tabel::pseudoniem, afgesproken()))
        .load::<(CasusRow, PseudoniemId, bool)>(tx)?;
    let doorgeleidingen = doorgeleiding::table
        .filter(EenVan::new(doorgeleiding::casus_id, ids))
        .select((
            doorgeleiding::casus_id,
            (
                doorgeleiding::verzonden_op,
                doorgeleiding::route,
                doorgeleiding::status,
                doorgeleiding::reden,
                doorgeleiding::beeindigd_op,
                doorgeleiding::zwangerschap_id,
                doorgeleiding::gezin,
            ),
        ))
        .load::<(CasusId, Verzoek)>(tx)?;
    let standen = casussen.into_iter().map(|(row, betrokkene, afspraken_vastgesteld)| {
        let casus = row.met(betrokkene);
        let van_haar = doorgeleidingen.iter().filter(|(van, _)| *van == casus.id).map(|(_, verzoek)| verzoek);
        let feiten = Feiten {
            genomen: casus.coordinator.is_some(),
            afspraken_vastgesteld,
            doorgeleidingen: gevraagd(&casus, van_haar),
            ..Feiten::default()
        };
        let coordineert = casus.coordinator.filter(|_| casus.gesloten_op.is_none());
        (casus.id, (casus.stand(&feiten), coordineert))
    });
    Ok(standen.collect())
}

/// One line of a timeline: what happened, when, to what, and by which organisation, with its name.
pub type Tijdlijnregel =
    (Moment, Woord<Gebeurtenis>, Woord<Soort>, Option<Id<Object>>, Option<OrganisatieId>, Option<String>);

/// What happened in a case, oldest first; but for its notes, of which not everybody may know that they are there.
pub fn tijdlijn(tx: &mut Tx, van: CasusId) -> Result<Vec<Tijdlijnregel>, Error> {
    Ok(logregel::table
        .left_join(organisatie::table.on(logregel::organisatie_id.eq(organisatie::id.nullable())))
        .filter(logregel::casus_id.eq(van))
        .filter(logregel::actie.ne("R"))
        .filter(logregel::uitkomst.eq("gelukt"))
        .filter(logregel::soort.ne(Woord(Soort::Notitie)))
        .order(logregel::id.asc())
        .select((
            logregel::op,
            logregel::gebeurtenis,
            logregel::soort,
            logregel::object_id,
            logregel::organisatie_id,
            organisatie::naam.nullable(),
        ))
        .limit(1000)
        .load(tx)?)
}
