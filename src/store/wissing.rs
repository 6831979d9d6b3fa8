//! Erasing a person: what leads to her goes, what is counted stays.

use chrono::NaiveDate;
use diesel::{
    dsl::{exists, max, not},
    prelude::*,
};

use super::{
    bewaar::pen::{Pen, Rijen},
    casus::wachtrij::GEEN_VENSTER,
    client as clienten,
    conn::Tx,
    error::Error,
    herhaling, inzage, logboek,
    schema::{
        afspraak, agendapunt, bijeenkomst, casus, casus_thema, client, contactmoment, deelnemer, doorgeleiding,
        evaluatie, huisbezoek, noodprocedure, notitie, signaal, termijn, toestemming, traject, weging, zwangerschap,
    },
    types::Woord,
};
use crate::domain::{
    casus::{CasusId, Status as CasusStatus},
    client::ClientId,
    doorgeleiding::Status as Doorgeleidingstatus,
    inzage::Betrokkene,
    knooppunt::{AfspraakStatus, AgendapuntId, BijeenkomstId, Status as Bijeenkomststatus},
    logboek::Soort,
    signaal::Status as Signaalstatus,
    tijd::Moment,
    toegang::{PseudoniemId, Van as Verwacht, afzender::Afzender},
    toestemming::Status as Toestemmingstatus,
    traject::{Status as Trajectstatus, TrajectId},
    wissing::{Lopend, Wisreden},
    zwangerschap::ZwangerschapId,
};

/// No bytes: what a column holds that cannot be absent.
const LEEG: Vec<u8> = Vec::new();
/// What stands where somebody wrote in which capacity she sat at the table.
const GEWIST: &str = "gewist";

/// Everything a person is known as, and her cases.
#[derive(Clone, Debug)]
struct Van {
    clienten: Vec<ClientId>,
    pseudoniemen: Vec<PseudoniemId>,
    casussen: Vec<CasusId>,
}

impl Van {
    fn lees(tx: &mut Tx, wie: &[(ClientId, PseudoniemId)]) -> Result<Self, Error> {
        let clienten: Vec<ClientId> = wie.iter().map(|(id, _)| *id).collect();
        let pseudoniemen = wie.iter().map(|(_, pseudoniem)| *pseudoniem).collect();
        let casussen = inzage::casussen(tx, &clienten)?;
        Ok(Self { clienten, pseudoniemen, casussen })
    }
}

/// What of hers is not over yet.
pub fn lopend(tx: &mut Tx, wie: &Betrokkene) -> Result<Vec<Lopend>, Error> {
    let van = Van::lees(tx, &wie.clienten)?;
    loopt(tx, &van)
}

fn loopt(tx: &mut Tx, van: &Van) -> Result<Vec<Lopend>, Error> {
    let (in_casus, ontvangen) = (van.casussen.clone(), Woord(Signaalstatus::Ontvangen));
    let mut alle = Vec::new();
    let mut noteer = |wat: Lopend, er: bool| alle.extend(er.then_some(wat));
    let wachtend = signaal::table.filter(signaal::status.eq(ontvangen));
    let van_haar = wachtend.filter(signaal::client_id.eq_any(van.clienten.clone()));
    noteer(Lopend::Signaal, diesel::select(exists(van_haar)).get_result(tx)?);
    let lijkt = wachtend.filter(signaal::lijkt_op_id.eq_any(in_casus.clone()));
    noteer(Lopend::Gelijkenis, diesel::select(exists(lijkt)).get_result(tx)?);
    let open = casus::table
        .filter(casus::id.eq_any(in_casus.clone()))
        .filter(casus::status.ne(Woord(CasusStatus::Afgesloten)));
    noteer(Lopend::Casus, diesel::select(exists(open)).get_result(tx)?);
    let lopend =
        [Doorgeleidingstatus::Verzonden, Doorgeleidingstatus::Aanvaard, Doorgeleidingstatus::Gestart].map(Woord);
    let gevraagd = doorgeleiding::table
        .filter(doorgeleiding::casus_id.eq_any(in_casus.clone()))
        .filter(doorgeleiding::status.eq_any(lopend));
    noteer(Lopend::Doorgeleiding, diesel::select(exists(gevraagd)).get_result(tx)?);
    let hulp = traject::table
        .filter(traject::casus_id.eq_any(in_casus.clone()))
        .filter(traject::status.ne(Woord(Trajectstatus::Beeindigd)));
    noteer(Lopend::Traject, diesel::select(exists(hulp)).get_result(tx)?);
    let agenda = agendapunt::table
        .inner_join(bijeenkomst::table)
        .filter(agendapunt::casus_id.eq_any(in_casus.clone()))
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

macro_rules! laatste {
    ($tx:expr, $alle:expr, $rijen:expr, $($kolom:expr),+) => {
        $($alle.extend($rijen.select(max($kolom)).first::<Option<Moment>>($tx)?);)+
    };
}

/// When something of hers last changed that matters: handling her file, as for a copy, does not count.
pub fn laatste_wijziging(tx: &mut Tx, wie: &Betrokkene) -> Result<Moment, Error> {
    let van = Van::lees(tx, &wie.clienten)?;
    gewijzigd(tx, &van)
}

fn gewijzigd(tx: &mut Tx, van: &Van) -> Result<Moment, Error> {
    let (wie, zaak) = (van.clienten.clone(), van.casussen.clone());
    let mut op: Vec<Moment> = Vec::new();
    laatste!(tx, op, client::table.filter(client::id.eq_any(wie.clone())), client::aangemaakt_op);
    laatste!(tx, op, signaal::table.filter(signaal::client_id.eq_any(wie.clone())), signaal::ontvangen_op);
    laatste!(tx, op, weging::table.filter(weging::client_id.eq_any(wie.clone())), weging::op);
    let toestemmingen = || toestemming::table.filter(toestemming::client_id.eq_any(wie.clone()));
    laatste!(tx, op, toestemmingen(), toestemming::op, toestemming::beeindigd_op);
    let van_haar = zwangerschap::table.filter(zwangerschap::client_id.eq_any(wie.clone())).select(zwangerschap::id);
    laatste!(tx, op, termijn::table.filter(termijn::zwangerschap_id.eq_any(van_haar)), termijn::op);
    let casussen = || casus::table.filter(casus::id.eq_any(zaak.clone()));
    laatste!(tx, op, casussen(), casus::geopend_op, casus::gesloten_op);
    let gevraagd = || doorgeleiding::table.filter(doorgeleiding::casus_id.eq_any(zaak.clone()));
    laatste!(tx, op, gevraagd(), doorgeleiding::verzonden_op, doorgeleiding::beantwoord_op);
    laatste!(tx, op, gevraagd(), doorgeleiding::gestart_op, doorgeleiding::beeindigd_op);
    let trajecten = traject::table.filter(traject::casus_id.eq_any(zaak.clone())).select(traject::id);
    let gehouden = contactmoment::table.filter(contactmoment::traject_id.eq_any(trajecten.clone()));
    laatste!(tx, op, gehouden, contactmoment::gehouden_op);
    laatste!(tx, op, huisbezoek::table.filter(huisbezoek::traject_id.eq_any(trajecten)), huisbezoek::op);
    laatste!(tx, op, afspraak::table.filter(afspraak::casus_id.eq_any(zaak.clone())), afspraak::afgehandeld_op);
    let besproken = agendapunt::table.inner_join(bijeenkomst::table);
    laatste!(tx, op, besproken.filter(agendapunt::casus_id.eq_any(zaak.clone())), bijeenkomst::vastgesteld_op);
    let evaluaties = || evaluatie::table.filter(evaluatie::casus_id.eq_any(zaak.clone()));
    laatste!(tx, op, evaluaties(), evaluatie::begonnen_op, evaluatie::afgerond_op);
    laatste!(tx, op, notitie::table.filter(notitie::casus_id.eq_any(zaak.clone())), notitie::op);
    let nood = noodprocedure::table.filter(noodprocedure::casus_id.eq_any(zaak.clone()));
    laatste!(tx, op, nood, noodprocedure::geopend_op);
    op.into_iter().max().ok_or_else(|| diesel::result::Error::NotFound.into())
}

/// When somebody was last erased.
pub fn laatst_gewist(tx: &mut Tx) -> Result<Option<Moment>, Error> {
    Ok(client::table.select(max(client::gewist_op)).first(tx)?)
}

/// A person who is erased, with all that is known of them.
impl Rijen for Betrokkene {
    fn write(&self, pen: &mut Pen<'_>, _: &Verwacht) -> Result<usize, Error> {
        let van = Van::lees(pen.tx, &self.clienten)?;
        let op = pen.op();
        Ok(usize::from(wis(pen.tx, &van, op)?))
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
        let van = Van::lees(tx, &wie)?;
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

/// Erases her; false when a case was opened again meanwhile.
///
/// A step in a case takes the version that it saw, so that the first of two who come at once wins.
fn wis(tx: &mut Tx, van: &Van, nu: Moment) -> Result<bool, Error> {
    let dicht = casus::table
        .filter(casus::id.eq_any(van.casussen.clone()))
        .filter(casus::status.eq(Woord(CasusStatus::Afgesloten)));
    let gesloten = diesel::update(dicht)
        .set((
            casus::zwangerschap_id.eq(None::<ZwangerschapId>),
            casus::verkenning_op.eq(None::<NaiveDate>),
            casus::evaluatie_op.eq(None::<NaiveDate>),
            casus::venster.eq(None::<String>),
            casus::venster_sluit.eq(GEEN_VENSTER),
            casus::toelichting.eq(None::<Vec<u8>>),
            casus::versie.eq(casus::versie + 1),
        ))
        .execute(tx)?;
    if gesloten != van.casussen.len() {
        return Ok(false);
    }
    meldingen(tx, van, nu)?;
    steun(tx, van)?;
    tafel(tx, van)?;
    herhaling::wis(tx, &van.pseudoniemen)?;
    for id in &van.clienten {
        clienten::wis(tx, *id)?;
    }
    diesel::update(client::table.filter(client::id.eq_any(van.clienten.clone())))
        .set(client::gewist_op.eq(nu))
        .execute(tx)?;
    Ok(true)
}

/// What was reported of her, and what she consented to.
fn meldingen(tx: &mut Tx, van: &Van, nu: Moment) -> Result<(), Error> {
    diesel::update(signaal::table.filter(signaal::client_id.eq_any(van.clienten.clone())))
        .set((
            signaal::zwangerschap_id.eq(None::<ZwangerschapId>),
            signaal::themas.eq("[]"),
            signaal::beschermende_factoren.eq("[]"),
            signaal::eigen_vraag.eq(None::<Vec<u8>>),
            signaal::versie.eq(signaal::versie + 1),
        ))
        .execute(tx)?;
    let gegeven = toestemming::table
        .filter(toestemming::client_id.eq_any(van.clienten.clone()))
        .filter(toestemming::status.eq(Woord(Toestemmingstatus::Gegeven)));
    diesel::update(gegeven)
        .set((
            toestemming::status.eq(Woord(Toestemmingstatus::Ingetrokken)),
            toestemming::beeindigd_op.eq(nu),
            toestemming::versie.eq(toestemming::versie + 1),
        ))
        .execute(tx)?;
    diesel::delete(casus_thema::table.filter(casus_thema::casus_id.eq_any(van.casussen.clone()))).execute(tx)?;
    diesel::delete(notitie::table.filter(notitie::casus_id.eq_any(van.casussen.clone()))).execute(tx)?;
    let nood = noodprocedure::table.filter(noodprocedure::casus_id.eq_any(van.casussen.clone()));
    diesel::update(nood)
        .set((noodprocedure::reden.eq(LEEG), noodprocedure::toelichting.eq(None::<Vec<u8>>)))
        .execute(tx)?;
    Ok(())
}

/// What was asked for her, and how it went.
fn steun(tx: &mut Tx, van: &Van) -> Result<(), Error> {
    diesel::update(doorgeleiding::table.filter(doorgeleiding::casus_id.eq_any(van.casussen.clone())))
        .set((doorgeleiding::vraag.eq(None::<Vec<u8>>), doorgeleiding::toelichting.eq(None::<Vec<u8>>)))
        .execute(tx)?;
    let trajecten = traject::table
        .filter(traject::casus_id.eq_any(van.casussen.clone()))
        .select(traject::id)
        .load::<TrajectId>(tx)?;
    diesel::update(traject::table.filter(traject::id.eq_any(trajecten.clone())))
        .set(traject::resultaten.eq(None::<Vec<u8>>))
        .execute(tx)?;
    diesel::delete(huisbezoek::table.filter(huisbezoek::traject_id.eq_any(trajecten.clone()))).execute(tx)?;
    diesel::update(contactmoment::table.filter(contactmoment::traject_id.eq_any(trajecten)))
        .set(contactmoment::toelichting.eq(None::<Vec<u8>>))
        .execute(tx)?;
    diesel::update(evaluatie::table.filter(evaluatie::casus_id.eq_any(van.casussen.clone())))
        .set(evaluatie::toelichting.eq(None::<Vec<u8>>))
        .execute(tx)?;
    Ok(())
}

/// What was said and agreed at the table. Where a meeting was about her alone, its place goes too: it may have been her home.
fn tafel(tx: &mut Tx, van: &Van) -> Result<(), Error> {
    let punten = || agendapunt::table.filter(agendapunt::casus_id.eq_any(van.casussen.clone()));
    let bijeenkomsten = punten().select(agendapunt::bijeenkomst_id).load::<BijeenkomstId>(tx)?;
    let met_een_ander = agendapunt::table
        .filter(agendapunt::bijeenkomst_id.eq(bijeenkomst::id))
        .filter(agendapunt::casus_id.ne_all(van.casussen.clone()));
    let alleen = bijeenkomst::table.filter(bijeenkomst::id.eq_any(bijeenkomsten)).filter(not(exists(met_een_ander)));
    diesel::update(alleen).set(bijeenkomst::plaats.eq(None::<String>)).execute(tx)?;
    let ids = punten().select(agendapunt::id).load::<AgendapuntId>(tx)?;
    diesel::update(agendapunt::table.filter(agendapunt::id.eq_any(ids.clone())))
        .set(agendapunt::afwezig_toelichting.eq(None::<Vec<u8>>))
        .execute(tx)?;
    diesel::update(deelnemer::table.filter(deelnemer::agendapunt_id.eq_any(ids)))
        .set(deelnemer::hoedanigheid.eq(GEWIST))
        .execute(tx)?;
    diesel::update(afspraak::table.filter(afspraak::casus_id.eq_any(van.casussen.clone())))
        .set((
            afspraak::wat.eq(LEEG),
            afspraak::woorden.eq(None::<Vec<u8>>),
            afspraak::toelichting.eq(None::<Vec<u8>>),
            afspraak::thema.eq(None::<String>),
            afspraak::dimensie.eq(None::<String>),
            afspraak::positie.eq(None::<String>),
        ))
        .execute(tx)?;
    Ok(())
}
