//! Lines as they are read back, to be hashed and checked.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        casus::CasusId,
        ids::Id,
        logboek::{
            LogregelId, Object,
            rij::{Rij, SchrijverId},
        },
        tijd::Moment,
        toegang::{GebruikerId, OrganisatieId, SessieId, machineclient::MachineclientId},
        toestemming::ToestemmingId,
    },
    store::{
        conn::{MultiBackend, Tx},
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
        }
    }
}

/// A number of the tree, with its line; the line is absent when it is not there any more.
pub type Genummerd = (u64, Option<Rij>);

/// The lines with a number from `van` on and below `tot`, in their order.
///
/// # Errors
/// When the database fails, or a line holds what no line can hold.
pub fn genummerd(tx: &mut Tx, van: u64, tot: u64) -> Result<Vec<Genummerd>, Error> {
    let rows: Vec<(i64, Option<Kolommen>)> = logblad::table
        .left_join(logregel::table)
        .filter(logblad::nummer.ge(getal(van)))
        .filter(logblad::nummer.lt(getal(tot)))
        .order(logblad::nummer.asc())
        .select((logblad::nummer, Option::<Kolommen>::as_select()))
        .load(tx)?;
    Ok(rows.into_iter().map(|(nummer, rij)| (maat(nummer), rij.map(Rij::from))).collect())
}

/// The first number from `van` on, when there is one.
///
/// # Errors
/// When the database fails.
pub fn volgend_nummer(tx: &mut Tx, van: u64) -> Result<Option<u64>, Error> {
    let nummer = logblad::table
        .filter(logblad::nummer.ge(getal(van)))
        .order(logblad::nummer.asc())
        .select(logblad::nummer)
        .first(tx)
        .optional()?;
    Ok(nummer.map(maat))
}

/// The lines that wait for a number, in the order in which they will get it: at most `aantal`, after `na`.
///
/// # Errors
/// As [`genummerd`].
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
///
/// # Errors
/// When the database fails.
pub fn aantallen(tx: &mut Tx) -> Result<(u64, u64), Error> {
    let regels: i64 = logregel::table.count().get_result(tx)?;
    let wachtend: i64 = logregel_wachtend::table.count().get_result(tx)?;
    Ok((maat(regels), maat(wachtend)))
}

/// The first line that neither has a number nor waits for one.
///
/// # Errors
/// When the database fails.
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
///
/// # Errors
/// When the database fails.
pub fn wachtend_verdwenen(tx: &mut Tx) -> Result<Option<LogregelId>, Error> {
    let regel = logregel::table.filter(logregel::id.eq(logregel_wachtend::logregel_id)).select(logregel::id);
    Ok(logregel_wachtend::table
        .filter(diesel::dsl::not(diesel::dsl::exists(regel)))
        .order(logregel_wachtend::logregel_id.asc())
        .select(logregel_wachtend::logregel_id)
        .first(tx)
        .optional()?)
}

/// A number as the databases count; they count as far as anybody ever will.
pub(super) fn getal(nummer: u64) -> i64 {
    i64::try_from(nummer).unwrap_or(i64::MAX)
}

/// A number of the databases; below nothing is nothing.
pub(super) fn maat(getal: i64) -> u64 {
    u64::try_from(getal).unwrap_or_default()
}
