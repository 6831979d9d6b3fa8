//! What is kept of who could see a case, to be asked later.

use diesel::prelude::*;

use super::{
    casus as casussen,
    conn::Tx,
    error::Error,
    schema::{
        casus, casusregisseurschap, client as client_tabel, desk, doorgeleiding, gebruiker, logregel, noodprocedure,
        signaal, toekenning, verhuizing,
    },
    toegang::gebied,
    toestemming as toestemmingen,
    types::Woord,
};
use crate::domain::{
    casus::{Casus, CasusId},
    doorgeleiding::{DoorgeleidingId, Status as Doorgeleidingstatus},
    gebied::Gemeente,
    ids::{Id, VerhuizingId},
    logboek::{Gebeurtenis, Object},
    noodprocedure::NoodprocedureId,
    route::Route,
    signaal::SignaalId,
    tijd::Moment,
    toegang::{
        DeskId, GebruikerId, Gezocht, OrganisatieId, Rol, Toekenning,
        historie::{GelegenDoorgeleiding, Tijdvak, Verleden},
    },
    toestemming::uitspraak::Uitspraak,
    verhuizing::Status as Verhuisstatus,
};

/// Whether there is such an account, or was.
pub fn is_gebruiker(tx: &mut Tx, wie: GebruikerId) -> Result<bool, Error> {
    Ok(gebruiker::table.find(wie).select(gebruiker::id).first::<GebruikerId>(tx).optional()?.is_some())
}

/// Looks for a case whoever asks, to tell of its past and not of what is in it.
pub fn find(tx: &mut Tx, id: CasusId) -> Result<Gezocht<Casus>, Error> {
    let found = casus::table
        .inner_join(client_tabel::table)
        .filter(casus::id.eq(id))
        .select(casus::id)
        .first::<CasusId>(tx)
        .optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: found.map(|id| casussen::get(tx, id)).transpose()? })
}

/// Everything that decides what `wie` could see of a case, from the beginning.
pub fn verleden(tx: &mut Tx, wie: GebruikerId, van: &Casus) -> Result<Verleden, Error> {
    let signalen = signalen(tx, van)?;
    Ok(Verleden {
        plaatsen: plaatsen(tx, van)?,
        voorgesteld: voorgesteld(tx, van.id)?,
        sinds: van.aangemeld_op,
        organisatie: gebruiker::table.find(wie).select(gebruiker::organisatie_id).first(tx)?,
        toekenningen: toekenningen(tx, wie)?,
        regisseur: regisseur(tx, wie, van.id)?,
        doorgeleidingen: doorgeleidingen(tx, van.id)?,
        uitspraken: uitspraken(tx, van, &signalen)?,
        signalen,
        noodprocedures: noodprocedures(tx, wie, van.id)?,
    })
}

/// Where the case lay, and when: each time that the family moved it went from one gemeente to another.
fn plaatsen(tx: &mut Tx, van: &Casus) -> Result<Vec<(Gemeente, Tijdvak)>, Error> {
    let verhuisd = verhuizing::table
        .filter(verhuizing::casus_id.eq(van.id))
        .filter(verhuizing::status.eq(Woord(Verhuisstatus::Overgenomen)))
        .filter(verhuizing::beantwoord_op.is_not_null())
        .order((verhuizing::beantwoord_op.asc(), verhuizing::id.asc()))
        .select((verhuizing::van, verhuizing::beantwoord_op.assume_not_null()))
        .load::<(Woord<Gemeente>, Moment)>(tx)?;
    let mut sinds = van.aangemeld_op;
    let mut plaatsen = Vec::new();
    for (was, op) in verhuisd {
        plaatsen.push((was.0, Tijdvak::new(sinds, Some(op))));
        sinds = op;
    }
    plaatsen.push((van.gemeente, Tijdvak::new(sinds, None)));
    Ok(plaatsen)
}

/// Where the family was to go, from when until when that waited to be taken over.
fn voorgesteld(tx: &mut Tx, van: CasusId) -> Result<Vec<(VerhuizingId, Gemeente, Tijdvak)>, Error> {
    let rows = verhuizing::table
        .filter(verhuizing::casus_id.eq(van))
        .order(verhuizing::id.asc())
        .select((verhuizing::id, verhuizing::naar, verhuizing::voorgesteld_op, verhuizing::beantwoord_op))
        .load::<(VerhuizingId, Woord<Gemeente>, Moment, Option<Moment>)>(tx)?;
    Ok(rows.into_iter().map(|(id, naar, van, tot)| (id, naar.0, Tijdvak::new(van, tot))).collect())
}

fn toekenningen(tx: &mut Tx, wie: GebruikerId) -> Result<Vec<(Toekenning, Tijdvak)>, Error> {
    toekenning::table
        .filter(toekenning::gebruiker_id.eq(wie))
        // What waits, or was taken back while it waited, never opened anything.
        .filter(toekenning::wacht_sinds.is_null())
        .order(toekenning::id.asc())
        .select((
            toekenning::rol,
            toekenning::gebied_soort,
            toekenning::gebied,
            toekenning::geldig_van,
            toekenning::geldig_tot,
        ))
        .load::<(Woord<Rol>, String, String, Moment, Option<Moment>)>(tx)?
        .into_iter()
        .map(|(rol, soort, welk, geldig_van, geldig_tot)| {
            let gebied = gebied::lees(&soort, &welk)?;
            Ok((Toekenning { rol: rol.0, gebied }, Tijdvak::new(geldig_van, geldig_tot)))
        })
        .collect()
}

fn regisseur(tx: &mut Tx, wie: GebruikerId, van: CasusId) -> Result<Vec<Tijdvak>, Error> {
    let rows = casusregisseurschap::table
        .filter(casusregisseurschap::casus_id.eq(van))
        .filter(casusregisseurschap::gebruiker_id.eq(wie))
        .order(casusregisseurschap::van.asc())
        .select((casusregisseurschap::van, casusregisseurschap::tot))
        .load::<(Moment, Option<Moment>)>(tx)?;
    Ok(rows.into_iter().map(|(van, tot)| Tijdvak::new(van, tot)).collect())
}

fn noodprocedures(tx: &mut Tx, wie: GebruikerId, van: CasusId) -> Result<Vec<(NoodprocedureId, Tijdvak)>, Error> {
    let rows = noodprocedure::table
        .filter(noodprocedure::casus_id.eq(van))
        .filter(noodprocedure::gebruiker_id.eq(wie))
        .order(noodprocedure::id.asc())
        .select((noodprocedure::id, noodprocedure::geopend_op, noodprocedure::tot))
        .load::<(NoodprocedureId, Moment, Moment)>(tx)?;
    Ok(rows.into_iter().map(|(id, van, tot)| (id, Tijdvak::new(van, Some(tot)))).collect())
}

fn doorgeleidingen(tx: &mut Tx, van: CasusId) -> Result<Vec<GelegenDoorgeleiding>, Error> {
    type Tijden = (Moment, Option<Moment>, Option<Moment>);
    type Row = (DoorgeleidingId, DeskId, Woord<Route>, OrganisatieId, Woord<Doorgeleidingstatus>, Tijden);
    let rows = doorgeleiding::table
        .inner_join(desk::table)
        .filter(doorgeleiding::casus_id.eq(van))
        .order(doorgeleiding::id.asc())
        .select((
            doorgeleiding::id,
            doorgeleiding::desk_id,
            doorgeleiding::route,
            desk::organisatie_id,
            doorgeleiding::status,
            (doorgeleiding::verzonden_op, doorgeleiding::beantwoord_op, doorgeleiding::beeindigd_op),
        ))
        .load::<Row>(tx)?;
    let gelegen = |(id, desk, route, organisatie, status, (verzonden_op, beantwoord_op, beeindigd_op)): Row| {
        // What came to its end stays with the desk; what was refused, taken back or sent on does not.
        let blijft = status.0.is_open() || status.0.is_aanvaard();
        let tot = if blijft { None } else { Some(beeindigd_op.unwrap_or(verzonden_op)) };
        let nooit = matches!(status.0, Doorgeleidingstatus::Afgewezen | Doorgeleidingstatus::Omgeleid);
        let aanvaard_op = beantwoord_op.filter(|_| !nooit);
        GelegenDoorgeleiding {
            id,
            desk,
            organisatie,
            route: route.0,
            aanvaard_op,
            beeindigd_op,
            tijd: Tijdvak::new(verzonden_op, tot),
        }
    };
    Ok(rows.into_iter().map(gelegen).collect())
}

type Signalen = Vec<(SignaalId, OrganisatieId, Moment)>;

/// The signalen of a case, with since when they belong to it: the logboek tells which joined it later.
fn signalen(tx: &mut Tx, van: &Casus) -> Result<Signalen, Error> {
    let gekoppeld = logregel::table
        .filter(logregel::casus_id.eq(van.id))
        .filter(logregel::actie.ne("R"))
        .filter(logregel::gebeurtenis.eq(Woord(Gebeurtenis::SignaalGekoppeld)))
        .filter(logregel::uitkomst.eq("gelukt"))
        .select((logregel::object_id, logregel::op))
        .load::<(Option<Id<Object>>, Moment)>(tx)?;
    let rows = signaal::table
        .filter(signaal::casus_id.eq(van.id))
        .order(signaal::id.asc())
        .select((signaal::id, signaal::organisatie_id, signaal::ontvangen_op))
        .load::<(SignaalId, OrganisatieId, Moment)>(tx)?;
    let sinds = |id: SignaalId, ontvangen_op| {
        let later = gekoppeld.iter().find(|(object, _)| object.is_some_and(|object| object.uuid() == id.uuid()));
        later.map_or(ontvangen_op, |(_, op)| *op)
    };
    Ok(rows.into_iter().map(|(id, organisatie, op)| (id, organisatie, sinds(id, op))).collect())
}

/// What she said about sharing, each word since when it counts here: that of a signaal that joined later does so since then.
fn uitspraken(tx: &mut Tx, van: &Casus, signalen: &Signalen) -> Result<Vec<Uitspraak>, Error> {
    let bij = |u: &Uitspraak| signalen.iter().find(|(id, ..)| Some(*id) == u.signaal);
    let woorden = toestemmingen::gezegd(tx, van.id)?.into_iter().map(|gezegd| {
        let sinds = bij(&gezegd.uitspraak).map_or(gezegd.uitspraak.op, |(.., sinds)| *sinds);
        Uitspraak { sinds, ..gezegd.uitspraak }
    });
    Ok(woorden.collect())
}
