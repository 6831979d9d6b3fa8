//! The logboek: one line per request, in the request's own transaction.
//!
//! [`schrijver`] counts the lines of each writer, [`wijziging`] ties what was changed to its line, [`volgorde`] gives them their
//! numbers, [`boom`] keeps the tree over them, [`checkpoint`] what was signed of it, [`getuigenis`] who signed that too;
//! [`klok`] says whose time counts, [`rijen`] reads lines back to be checked, [`lezen`] to be understood; [`uitgifte`] tells that they went out.

pub mod aandacht;
pub mod betrokkene;
pub mod boom;
pub mod checkpoint;
pub mod getuigenis;
pub mod herleidbaar;
pub mod klok;
pub mod lezen;
pub mod rijen;
pub mod schrijver;
pub mod sloten;
pub mod snoei;
pub mod uitgifte;
pub mod volgorde;
mod vraag;
pub mod wijziging;
pub mod zoek;

use std::collections::BTreeSet;

use diesel::{prelude::*, result::Error as DieselError};
use uuid::Uuid;

use self::herleidbaar::Herleidbaar;
use super::{
    conn::{Either, Tx},
    error::Error,
    schema::{logregel, logregel_betrokkene, logregel_wachtend},
    toegang::rem,
    types::Woord,
};
use crate::domain::{
    Word as _,
    casus::CasusId,
    ids::Id,
    logboek::{Gebeurtenis, LogregelId, Object, Soort, Spoor, Uitkomst},
    tijd::Moment,
    toegang::{
        GebruikerId, OrganisatieId, Permitted, PseudoniemId, Rol, SessieId, Weigering,
        afzender::Afzender,
        machineclient::MachineclientId,
        uitslag::{Afwijzing, Uitslag},
    },
    toestemming::ToestemmingId,
};

#[derive(Insertable)]
// One statement for every line, prepared once: what is absent is NULL, not left out.
#[diesel(table_name = logregel, treat_none_as_default_value = false)]
struct Row<'a> {
    id: LogregelId,
    op: Moment,
    gebeurtenis: Woord<Gebeurtenis>,
    actie: &'a str,
    uitkomst: &'a str,
    handeling: &'a str,
    gebruiker_id: Option<GebruikerId>,
    rol: Option<Woord<Rol>>,
    organisatie_id: Option<OrganisatieId>,
    sessie_id: Option<SessieId>,
    soort: Woord<Soort>,
    object_id: Option<Id<Object>>,
    casus_id: Option<CasusId>,
    betrokkenen: String,
    regel: Option<String>,
    toestemming_id: Option<ToestemmingId>,
    doel: &'a str,
    noodprocedure: bool,
    verzoek_id: Option<Id<Uuid>>,
    toegangspunt: &'a str,
    machineclient_id: Option<MachineclientId>,
    namens: Option<GebruikerId>,
}

/// The one place where a line comes into the table: counted, and with the trigger that lets it wait for its number.
///
/// Whatever keeps it out, the request it tells of ends there: no line, no answer.
fn voeg_toe(tx: &mut Tx, row: &Row<'_>) -> Result<(), Error> {
    let (schrijver, volgnummer) = schrijver::tel(tx).map_err(Error::niet_bewaard)?;
    let regel = diesel::insert_into(logregel::table).values((
        row,
        logregel::schrijver.eq(schrijver),
        logregel::volgnummer.eq(volgnummer),
        logregel::wijziging.eq(wijziging::van(tx)),
    ));
    // Of all statements this one is run most: by the connection itself, it is put into words once and not three times.
    let erin = match tx.either() {
        Either::Sqlite(sqlite) => regel.execute(sqlite),
        // A rule that writes something else instead counts one row as well, but does not say that it is this line.
        Either::Postgres(postgres) => regel
            .returning(logregel::id)
            .get_results::<LogregelId>(postgres)
            .map(|ids| ids.iter().filter(|id| **id == row.id).count()),
    };
    Error::een_rij(erin.map_err(Error::niet_bewaard)?)
}

/// Proves that a line can be written: it is in the table, waits for its number, and is found by the person in it. Nothing of it
/// stays.
///
/// Fails when the line is not there, whatever took it away.
pub fn proef(tx: &mut Tx, nu: Moment) -> Result<(), Error> {
    let mut uitkomst = Ok(());
    let _undone = tx.transaction(|tx| {
        uitkomst = proefregel(tx, nu);
        Err::<(), Error>(DieselError::RollbackTransaction.into())
    });
    uitkomst
}

fn proefregel(tx: &mut Tx, nu: Moment) -> Result<(), Error> {
    let wie: PseudoniemId = Id::new(nu);
    let mut spoor = Afzender::vanzelf(nu).meldt(Gebeurtenis::LogboekDoorzocht, Soort::Logregel, None);
    spoor.betrokkenen = vec![wie];
    gedaan(tx, &spoor)?;
    let gevonden: i64 = logregel::table
        .inner_join(logregel_wachtend::table.on(logregel_wachtend::logregel_id.eq(logregel::id)))
        .inner_join(logregel_betrokkene::table.on(logregel_betrokkene::logregel_id.eq(logregel::id)))
        .filter(logregel_betrokkene::pseudoniem.eq(wie))
        .count()
        .get_result(tx)?;
    Error::een_rij(usize::try_from(gevonden).unwrap_or_default())
}

/// A line names at most so many persons: one of 65,535 bytes is the longest that fits in a bundle.
const MEESTE_PERSONEN: usize = 1_000;

/// Writes a line, or as many as its persons take.
fn insert<D: Herleidbaar>(tx: &mut Tx, spoor: &Spoor<D>, uitkomst: Uitkomst) -> Result<(), Error> {
    if spoor.betrokkenen.is_empty() {
        return insert_een(tx, spoor, &[], uitkomst);
    }
    spoor.betrokkenen.chunks(MEESTE_PERSONEN).try_for_each(|personen| insert_een(tx, spoor, personen, uitkomst))
}

fn insert_een<D: Herleidbaar>(
    tx: &mut Tx,
    spoor: &Spoor<D>,
    personen: &[PseudoniemId],
    uitkomst: Uitkomst,
) -> Result<(), Error> {
    let door = spoor.door.dader();
    let row = Row {
        id: Id::new(door.op),
        op: door.op,
        gebeurtenis: Woord(spoor.gebeurtenis),
        actie: spoor.gebeurtenis.actie(),
        uitkomst: uitkomst.word(),
        handeling: spoor.handeling,
        gebruiker_id: door.gebruiker,
        rol: door.rol.map(Woord),
        organisatie_id: door.organisatie,
        sessie_id: door.sessie,
        soort: Woord(spoor.soort),
        object_id: spoor.object.map(Id::from_uuid),
        casus_id: spoor.casus,
        betrokkenen: betrokkenen(personen),
        regel: spoor.regel.map(str::to_owned),
        toestemming_id: spoor.toestemming.map(Id::from_uuid),
        doel: D::doel(spoor.soort).word(),
        noodprocedure: spoor.noodprocedure,
        verzoek_id: door.verzoek.map(Id::from_uuid),
        toegangspunt: door.toegangspunt,
        machineclient_id: door.machineclient,
        namens: door.namens,
    };
    voeg_toe(tx, &row)
}

fn betrokkenen(lijst: &[PseudoniemId]) -> String {
    let quoted: Vec<String> = lijst.iter().map(|id| format!("\"{id}\"")).collect();
    format!("[{}]", quoted.join(","))
}

/// Writes the line of something that was done.
pub fn gedaan<D: Herleidbaar>(tx: &mut Tx, spoor: &Spoor<D>) -> Result<(), Error> {
    insert(tx, spoor, Uitkomst::Gelukt)
}

/// Writes the line of a login or a proof that was not right: what was counted on the way stays.
pub fn geweigerd<D: Herleidbaar>(tx: &mut Tx, spoor: &Spoor<D>) -> Result<(), Error> {
    insert(tx, spoor, Uitkomst::Geweigerd)
}

/// Writes the line of something that asked no permission, if it leaves one; gives how it ended.
pub fn leg_vast<T>(tx: &mut Tx, uitslag: Uitslag<T>) -> Result<Result<T, Afwijzing>, Error> {
    match &uitslag.spoor {
        Some(spoor) if uitslag.gedaan => gedaan(tx, spoor)?,
        Some(spoor) => geweigerd(tx, spoor)?,
        None => {}
    }
    Ok(uitslag.uitkomst)
}

/// Writes the line of a refusal, of which nothing was done; gives it as it is told, which may be that it was asked too often.
///
/// What is done or refused too often leaves one line within ten minutes: who is held back could fill the logboek otherwise.
pub fn weigering(tx: &mut Tx, weigering: Box<Weigering>) -> Result<Box<Weigering>, Error> {
    let (weigering, laat_regel_na) = rem::tel_weigering(tx, weigering)?;
    if laat_regel_na {
        let spoor = Spoor { gebeurtenis: Gebeurtenis::Geweigerd, ..weigering.spoor.clone() };
        insert(tx, &spoor, Uitkomst::from(&weigering.waarom))?;
    }
    Ok(weigering)
}

/// Hands out a thing that may be read, once the line that says so is written.
pub fn inzage<H, T>(tx: &mut Tx, permitted: Permitted<H, T>) -> Result<T, Error> {
    let (mut spoor, ding) = permitted.into_parts();
    spoor.gebeurtenis = Gebeurtenis::Gelezen;
    gedaan(tx, &spoor)?;
    Ok(ding)
}

/// Hands out a thing that may be read, once the line that names these persons too is written: they are shown with it.
pub fn inzage_met<H, T>(
    tx: &mut Tx,
    permitted: Permitted<H, T>,
    personen: impl Iterator<Item = PseudoniemId>,
) -> Result<T, Error> {
    let (mut spoor, ding) = permitted.into_parts();
    spoor.gebeurtenis = Gebeurtenis::Gelezen;
    spoor.betrokkenen.extend(personen);
    spoor.betrokkenen.sort_unstable();
    spoor.betrokkenen.dedup();
    gedaan(tx, &spoor)?;
    Ok(ding)
}

/// Hands out what was made from a thing that may be read, once the line of this `gebeurtenis` says so.
pub fn verstrekt<H, T>(tx: &mut Tx, permitted: Permitted<H, T>, gebeurtenis: Gebeurtenis) -> Result<(), Error> {
    let (mut spoor, _) = permitted.into_parts();
    spoor.gebeurtenis = gebeurtenis;
    gedaan(tx, &spoor)
}

/// Writes the line of a match: what somebody sent is like what is known of this person, and they hear so much.
pub fn herkend<H, T>(
    tx: &mut Tx,
    permitted: &Permitted<H, T>,
    wie: PseudoniemId,
    casus: Option<CasusId>,
) -> Result<(), Error> {
    let spoor = permitted.spoor().clone();
    gedaan(tx, &Spoor { gebeurtenis: Gebeurtenis::ClientHerkend, casus, betrokkenen: vec![wie], ..spoor })
}

/// Writes the line of a list, which names everybody on it.
pub fn inzage_lijst<H>(
    tx: &mut Tx,
    permitted: Permitted<H, ()>,
    gebeurtenis: Gebeurtenis,
    mut betrokkenen: Vec<PseudoniemId>,
) -> Result<(), Error> {
    let (mut spoor, ()) = permitted.into_parts();
    betrokkenen.sort_unstable();
    betrokkenen.dedup();
    spoor.gebeurtenis = gebeurtenis;
    spoor.betrokkenen = betrokkenen;
    gedaan(tx, &spoor)
}

/// Writes the line of a search through the logboek for `personen`, whether or not anything was found of them; whoever else was shown has a
/// line of her own, that does not say whom it was about.
pub fn doorzocht_op_persoon<H>(
    tx: &mut Tx,
    permitted: Permitted<H, ()>,
    personen: Vec<PseudoniemId>,
    getoond: &BTreeSet<PseudoniemId>,
) -> Result<(), Error> {
    let (mut spoor, ()) = permitted.into_parts();
    let anderen: Vec<PseudoniemId> = getoond.iter().copied().filter(|wie| !personen.contains(wie)).collect();
    (spoor.gebeurtenis, spoor.betrokkenen) = (Gebeurtenis::LogboekDoorzochtOpPersoon, personen);
    gedaan(tx, &spoor)?;
    if anderen.is_empty() {
        return Ok(());
    }
    (spoor.gebeurtenis, spoor.betrokkenen) = (Gebeurtenis::LogboekDoorzocht, anderen);
    gedaan(tx, &spoor)
}
