//! Lines as they are read back, to be hashed and checked.

use std::collections::HashMap;

use diesel::{QueryableByName, prelude::*, sql_query, sql_types::Text};
use uuid::Uuid;

use crate::{
    domain::{
        casus::CasusId,
        ids::Id,
        logboek::{
            LogregelId, Object,
            rij::{Rij, SchrijverId, WijzigingId},
        },
        tijd::Moment,
        toegang::{GebruikerId, OrganisatieId, SessieId, machineclient::MachineclientId},
        toestemming::ToestemmingId,
    },
    store::{
        conn::{Either, MultiBackend, Tx},
        error::Error,
        schema::{logblad, logregel, logregel_wachtend},
    },
};

/// A row of `logregel`, every column of it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = logregel, check_for_backend(MultiBackend))]
pub(super) struct Kolommen {
    id: LogregelId,
    op: Moment,
    gebeurtenis: String,
    actie: String,
    uitkomst: String,
    handeling: String,
    gebruiker_id: Option<GebruikerId>,
    rol: Option<String>,
    organisatie_id: Option<OrganisatieId>,
    sessie_id: Option<SessieId>,
    soort: String,
    object_id: Option<Id<Object>>,
    casus_id: Option<CasusId>,
    betrokkenen: String,
    regel: Option<String>,
    toestemming_id: Option<ToestemmingId>,
    doel: String,
    noodprocedure: bool,
    verzoek_id: Option<Id<Uuid>>,
    toegangspunt: String,
    schrijver: Option<SchrijverId>,
    volgnummer: Option<i64>,
    machineclient_id: Option<MachineclientId>,
    wijziging: Option<WijzigingId>,
    namens: Option<GebruikerId>,
}

impl From<Kolommen> for Rij {
    fn from(rij: Kolommen) -> Self {
        Self {
            id: rij.id,
            op: rij.op,
            gebeurtenis: rij.gebeurtenis,
            actie: rij.actie,
            uitkomst: rij.uitkomst,
            handeling: rij.handeling,
            gebruiker_id: rij.gebruiker_id,
            rol: rij.rol,
            organisatie_id: rij.organisatie_id,
            sessie_id: rij.sessie_id,
            soort: rij.soort,
            object_id: rij.object_id,
            casus_id: rij.casus_id,
            betrokkenen: rij.betrokkenen,
            regel: rij.regel,
            toestemming_id: rij.toestemming_id,
            doel: rij.doel,
            noodprocedure: rij.noodprocedure,
            verzoek_id: rij.verzoek_id,
            toegangspunt: rij.toegangspunt,
            schrijver: rij.schrijver,
            volgnummer: rij.volgnummer,
            machineclient_id: rij.machineclient_id,
            wijziging: rij.wijziging,
            namens: rij.namens,
        }
    }
}

/// A number of the tree, with its line; the line is absent when it is not there any more.
pub type Genummerd = (u64, Option<Rij>);

/// The lines with a number from `van` on and below `tot`, in their order.
///
/// Fails when the database fails, or a line holds what no line can hold.
pub fn genummerd(tx: &mut Tx, van: u64, tot: u64) -> Result<Vec<Genummerd>, Error> {
    let bladen: Vec<(i64, LogregelId)> = logblad::table
        .filter(logblad::nummer.ge(getal(van)))
        .filter(logblad::nummer.lt(getal(tot)))
        .order(logblad::nummer.asc())
        .select((logblad::nummer, logblad::logregel_id))
        .load(tx)?;
    let mut rijen = bij_elkaar(tx, &bladen)?;
    let elders: Vec<LogregelId> = bladen.iter().map(|(_, id)| *id).filter(|id| !rijen.contains_key(id)).collect();
    if !elders.is_empty() {
        let query = logregel::table.filter(logregel::id.eq_any(elders)).select(Kolommen::as_select());
        rijen.extend(query.load::<Kolommen>(tx)?.into_iter().map(|rij| (rij.id, rij)));
    }
    Ok(bladen.into_iter().map(|(nummer, id)| (maat(nummer), rijen.remove(&id).map(Rij::from))).collect())
}

/// The lines that lie between the first and the last of these in the order of their ids: lines are numbered in that order, so as
/// a rule that is all of them and few others.
fn bij_elkaar(tx: &mut Tx, bladen: &[(i64, LogregelId)]) -> Result<HashMap<LogregelId, Kolommen>, Error> {
    let ids = bladen.iter().map(|(_, id)| *id);
    let (Some(eerste), Some(laatste)) = (ids.clone().min(), ids.max()) else { return Ok(HashMap::new()) };
    let meest = i64::try_from(2 * bladen.len()).unwrap_or(i64::MAX);
    let query = logregel::table.filter(logregel::id.between(eerste, laatste)).order(logregel::id.asc()).limit(meest);
    let rijen: Vec<Kolommen> = match tx.either() {
        Either::Sqlite(sqlite) => query.select(Kolommen::as_select()).load(sqlite)?,
        Either::Postgres(postgres) => query.select(Kolommen::as_select()).load(postgres)?,
    };
    Ok(rijen.into_iter().map(|rij| (rij.id, rij)).collect())
}

/// A number that was never given: from `van` on, or below zero.
pub fn nooit_gegeven(tx: &mut Tx, van: u64) -> Result<Option<i64>, Error> {
    let nummer = logblad::table
        .filter(logblad::nummer.ge(getal(van)).or(logblad::nummer.lt(0)))
        .order(logblad::nummer.desc())
        .select(logblad::nummer)
        .first(tx)
        .optional()?;
    Ok(nummer)
}

/// The lines that wait for a number, in the order in which they will get it: at most `aantal`, after `na`.
pub fn wachtend(tx: &mut Tx, na: Option<LogregelId>, aantal: i64) -> Result<Vec<Rij>, Error> {
    let mut query = logregel_wachtend::table.inner_join(logregel::table).into_boxed();
    if let Some(na) = na {
        query = query.filter(logregel_wachtend::logregel_id.gt(na));
    }
    let rows: Vec<Kolommen> =
        query.order(logregel_wachtend::logregel_id.asc()).limit(aantal).select(Kolommen::as_select()).load(tx)?;
    Ok(rows.into_iter().map(Rij::from).collect())
}

/// How many lines there are, and how many wait.
pub fn aantallen(tx: &mut Tx) -> Result<(u64, u64), Error> {
    let regels: i64 = logregel::table.count().get_result(tx)?;
    let wachtend: i64 = logregel_wachtend::table.count().get_result(tx)?;
    Ok((maat(regels), maat(wachtend)))
}

/// The first line that neither has a number nor waits for one.
pub fn zoekgeraakt(tx: &mut Tx) -> Result<Option<LogregelId>, Error> {
    let genummerd = logblad::table.filter(logblad::logregel_id.eq(logregel::id)).select(logblad::nummer);
    let wachtend = logregel_wachtend::table
        .filter(logregel_wachtend::logregel_id.eq(logregel::id))
        .select(logregel_wachtend::logregel_id);
    Ok(logregel::table
        .filter(diesel::dsl::not(diesel::dsl::exists(genummerd)))
        .filter(diesel::dsl::not(diesel::dsl::exists(wachtend)))
        .order(logregel::id.asc())
        .select(logregel::id)
        .first(tx)
        .optional()?)
}

/// The first that waits for a number and is not there any more.
pub fn wachtend_verdwenen(tx: &mut Tx) -> Result<Option<LogregelId>, Error> {
    let regel = logregel::table.filter(logregel::id.eq(logregel_wachtend::logregel_id)).select(logregel::id);
    Ok(logregel_wachtend::table
        .filter(diesel::dsl::not(diesel::dsl::exists(regel)))
        .order(logregel_wachtend::logregel_id.asc())
        .select(logregel_wachtend::logregel_id)
        .first(tx)
        .optional()?)
}

/// Since when the line has waited for its number that is the next to get one.
///
/// Fails when the database fails, or its time is none.
pub fn wacht_sinds(tx: &mut Tx) -> Result<Option<Moment>, Error> {
    let regels = logregel_wachtend::table.inner_join(logregel::table);
    Ok(regels.order(logregel_wachtend::logregel_id.asc()).select(logregel::op).first(tx).optional()?)
}

/// The tables of lines, numbers and tiles in which a value is stored as another type that reads the same; looking for it by that value
/// finds nothing.
///
/// The tables are strict, so SQLite refuses such a value, but whoever owns the file can write around that.
pub fn van_een_andere_soort(tx: &mut Tx) -> Result<Vec<&'static str>, Error> {
    let Either::Sqlite(sqlite) = tx.either() else {
        // Only SQLite keeps a type with each value.
        return Ok(Vec::new());
    };
    let mut anders = Vec::new();
    for tabel in ["logregel", "logblad", "logtegel"] {
        let bevindingen: Vec<Bevinding> = sql_query(format!("PRAGMA quick_check({tabel})")).load(sqlite)?;
        if bevindingen.iter().any(|bevinding| bevinding.quick_check != "ok") {
            anders.push(tabel);
        }
    }
    Ok(anders)
}

#[derive(QueryableByName)]
struct Bevinding {
    #[diesel(sql_type = Text)]
    quick_check: String,
}

/// A number as the databases count; they count as far as anybody ever will.
pub(super) fn getal(nummer: u64) -> i64 {
    i64::try_from(nummer).unwrap_or(i64::MAX)
}

/// A number of the databases; below nothing is nothing.
pub(super) fn maat(getal: i64) -> u64 {
    u64::try_from(getal).unwrap_or_default()
}
