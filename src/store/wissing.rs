//! Erasing a person: what leads to her goes, what is counted stays.

use diesel::{
    dsl::{exists, max, not},
    prelude::*,
};

use super::{
    bewaar::pen::{Pen, Rijen},
    casus::grendel,
    conn::Tx,
    error::Error,
    herhaling, inzage, logboek,
    persoon::{self, Persoon},
    schema::{afspraak, agendapunt, bijeenkomst, casus, client, doorgeleiding, noodprocedure, signaal, traject},
    types::Woord,
    woord::{self, Tabel, Wissen},
};
use crate::domain::{
    casus::Status as CasusStatus,
    client::ClientId,
    inzage::Betrokkene,
    knooppunt::{AfspraakStatus, Status as Bijeenkomststatus},
    logboek::{Gebeurtenis, Soort},
    noodprocedure::NoodprocedureId,
    signaal::Status as Signaalstatus,
    tijd::Moment,
    toegang::{PseudoniemId, Van as Verwacht, afzender::Afzender},
    traject::Status as Trajectstatus,
    wissing::{Lopend, Wisreden},
};

/// Everything a person is known as, in the tables and in the logboek.
#[derive(Clone, Debug)]
struct Van {
    persoon: Persoon,
    pseudoniemen: Vec<PseudoniemId>,
}

impl Van {
    fn lees(tx: &mut Tx, wie: &[(ClientId, PseudoniemId)]) -> Result<Self, Error> {
        let clienten: Vec<ClientId> = wie.iter().map(|(id, _)| *id).collect();
        let pseudoniemen = wie.iter().map(|(_, pseudoniem)| *pseudoniem).collect();
        let casussen = inzage::casussen(tx, &clienten)?;
        Ok(Self { persoon: Persoon { clienten, casussen }, pseudoniemen })
    }

    /// The same, with all cases held: whoever recognises them by a signaal waits, and finds nobody any more.
    fn houd(tx: &mut Tx, wie: &[(ClientId, PseudoniemId)]) -> Result<Self, Error> {
        let mut van = Self::lees(tx, wie)?;
        van.persoon.casussen.sort_unstable();
        for &casus in &van.persoon.casussen {
            grendel(tx, casus)?;
        }
        Self::lees(tx, wie)
    }
}

/// What of hers is not over yet.
pub fn lopend(tx: &mut Tx, wie: &Betrokkene) -> Result<Vec<Lopend>, Error> {
    let van = Van::lees(tx, &wie.clienten)?;
    loopt(tx, &van)
}

fn loopt(tx: &mut Tx, van: &Van) -> Result<Vec<Lopend>, Error> {
    let (in_casus, ontvangen) = (van.persoon.casussen.clone(), Woord(Signaalstatus::Ontvangen));
    let mut alle = Vec::new();
    let mut noteer = |wat: Lopend, er: bool| alle.extend(er.then_some(wat));
    let wachtend = signaal::table.filter(signaal::status.eq(ontvangen));
    let van_haar = wachtend.filter(signaal::client_id.eq_any(van.persoon.clienten.clone()));
    noteer(Lopend::Signaal, diesel::select(exists(van_haar)).get_result(tx)?);
    let lijkt = wachtend.filter(signaal::lijkt_op_id.eq_any(in_casus.clone()));
    noteer(Lopend::Gelijkenis, diesel::select(exists(lijkt)).get_result(tx)?);
    let open = casus::table
        .filter(casus::id.eq_any(in_casus.clone()))
        .filter(casus::status.ne(Woord(CasusStatus::Afgesloten)));
    noteer(Lopend::Casus, diesel::select(exists(open)).get_result(tx)?);
    let gevraagd = doorgeleiding::table
        .filter(doorgeleiding::casus_id.eq_any(in_casus.clone()))
        .filter(super::doorgeleiding::loopt());
    noteer(Lopend::Doorgeleiding, diesel::select(exists(gevraagd)).get_result(tx)?);
    let hulp = traject::table
        .filter(traject::casus_id.eq_any(in_casus.clone()))
        .filter(traject::status.ne(Woord(Trajectstatus::Beeindigd)));
    noteer(Lopend::Traject, diesel::select(exists(hulp)).get_result(tx)?);
    let agenda = agendapunt::table
        .inner_join(bijeenkomst::table)
        .filter(agendapunt::casus_id.eq_any(in_casus.clone()))
        .filter(agendapunt::vervallen_op.is_null())
        .filter(bijeenkomst::status.ne(Woord(Bijeenkomststatus::Vastgesteld)));
    noteer(Lopend::Bespreking, diesel::select(exists(agenda)).get_result(tx)?);
    let beloofd = afspraak::table
        .filter(afspraak::casus_id.eq_any(in_casus.clone()))
        .filter(afspraak::status.eq(Woord(AfspraakStatus::Open)));
    noteer(Lopend::Afspraak, diesel::select(exists(beloofd)).get_result(tx)?);
    let nood = noodprocedure::table
        .filter(noodprocedure::casus_id.eq_any(in_casus))
        .filter(noodprocedure::beoordeeld_op.is_null());
    noteer(Lopend::Noodprocedure, diesel::select(exists(nood)).get_result(tx)?);
    Ok(alle)
}

/// The noodprocedures of her cases that nobody judged.
pub fn te_beoordelen(tx: &mut Tx, wie: &Betrokkene) -> Result<Vec<NoodprocedureId>, Error> {
    let van = Van::lees(tx, &wie.clienten)?;
    let open = noodprocedure::table
        .filter(noodprocedure::casus_id.eq_any(van.persoon.casussen))
        .filter(noodprocedure::beoordeeld_op.is_null())
        .order(noodprocedure::id.asc())
        .select(noodprocedure::id);
    Ok(open.load(tx)?)
}

/// When something of hers last changed that matters: handling her file, as for a copy, does not count.
pub fn laatste_wijziging(tx: &mut Tx, wie: &Betrokkene) -> Result<Moment, Error> {
    let van = Van::lees(tx, &wie.clienten)?;
    gewijzigd(tx, &van)
}

fn gewijzigd(tx: &mut Tx, van: &Van) -> Result<Moment, Error> {
    persoon::laatste_wijziging(tx, &van.persoon)?.ok_or_else(|| diesel::result::Error::NotFound.into())
}

/// When somebody was last erased.
pub fn laatst_gewist(tx: &mut Tx) -> Result<Option<Moment>, Error> {
    Ok(client::table.select(max(client::gewist_op)).first(tx)?)
}

/// A person who is erased, with all that is known of them.
impl Rijen for Betrokkene {
    fn write(&self, pen: &mut Pen<'_>, _: &Verwacht) -> Result<usize, Error> {
        let van = Van::houd(pen.tx, &self.clienten)?;
        let op = pen.op();
        Ok(usize::from(loopt(pen.tx, &van)?.is_empty() && wis(pen.tx, &van, op)?))
    }
}

/// Erases those of whom nothing changed since `voor` and of whom nothing is under way, at most `meest`, each with its line; says
/// how many.
pub fn wis_verstreken(tx: &mut Tx, voor: Moment, nu: Moment, meest: i64) -> Result<usize, Error> {
    let later = diesel::alias!(casus as later);
    let met_later = later.filter(later.field(casus::client_id).eq(casus::client_id)).filter(
        later.field(casus::gesloten_op).is_null().or(later.field(casus::gesloten_op).ge(voor).assume_not_null()),
    );
    let kandidaten = casus::table
        .inner_join(client::table)
        .filter(casus::gesloten_op.lt(voor))
        .filter(client::gewist_op.is_null())
        .filter(not(exists(met_later)))
        .order((casus::gesloten_op.asc(), casus::id.asc()))
        .select(client::id)
        .limit(meest)
        .load::<ClientId>(tx)?;
    let mut gewist = 0;
    for id in kandidaten {
        let wie = inzage::dezelfde(tx, id)?;
        let van = Van::houd(tx, &wie)?;
        let blijft = gewijzigd(tx, &van)? >= voor || !loopt(tx, &van)?.is_empty();
        if !blijft && wis(tx, &van, nu)? {
            let gebeurtenis = Wisreden::BewaartermijnVerstreken.gebeurtenis();
            let mut spoor = Afzender::vanzelf(nu).meldt(gebeurtenis, Soort::Client, Some(id.uuid()));
            spoor.betrokkenen.clone_from(&van.pseudoniemen);
            logboek::gedaan(tx, &spoor)?;
            gewist += 1;
        }
    }
    Ok(gewist)
}

/// Erases once more whoever a line says was erased, each with a line of its own: a copy that was put back brings them back. Says how
/// many that were.
pub fn wis_opnieuw(tx: &mut Tx, gewist: &[(PseudoniemId, Gebeurtenis)], nu: Moment) -> Result<usize, Error> {
    let mut aantal = 0;
    for (pseudoniem, gebeurtenis) in gewist {
        let er_nog = client::table.filter(client::pseudoniem.eq(pseudoniem)).filter(client::gewist_op.is_null());
        let Some(id) = er_nog.select(client::id).first::<ClientId>(tx).optional()? else { continue };
        let wie = inzage::dezelfde(tx, id)?;
        let van = Van::lees(tx, &wie)?;
        if !wis(tx, &van, nu)? {
            return Err(Error::Bezet);
        }
        let mut spoor = Afzender::opdrachtregel(nu).meldt(*gebeurtenis, Soort::Client, Some(id.uuid()));
        spoor.betrokkenen.clone_from(&van.pseudoniemen);
        logboek::gedaan(tx, &spoor)?;
        aantal += 1;
    }
    Ok(aantal)
}

/// Erases a person, as the registry says of each table; false when a case was opened again meanwhile.
fn wis(tx: &mut Tx, van: &Van, nu: Moment) -> Result<bool, Error> {
    // The cases come first: a step in a case takes the version that it saw, so that the first of two who come at once wins.
    let (casus, andere): (Vec<&Tabel>, Vec<&Tabel>) = woord::tabellen().partition(|tabel| tabel.naam == "casus");
    for tabel in casus {
        if persoon::wis(tx, tabel, &van.persoon, nu)? != van.persoon.casussen.len() {
            return Ok(false);
        }
    }
    let (rijen, kolommen): (Vec<&Tabel>, Vec<&Tabel>) =
        andere.into_iter().partition(|tabel| tabel.wissen == Wissen::Rijen);
    // Rows go before those that they refer to.
    for tabel in kolommen.into_iter().chain(rijen.into_iter().rev()) {
        persoon::wis(tx, tabel, &van.persoon, nu)?;
    }
    herhaling::wis(tx, &van.pseudoniemen)?;
    diesel::update(client::table.filter(client::id.eq_any(van.persoon.clienten.clone())))
        .set(client::gewist_op.eq(nu))
        .execute(tx)?;
    Ok(true)
}
