//! The one way to record a decision: its rows, its version, its line, and what follows from it.

pub(in crate::store) mod pen;

use chrono::NaiveDate;
use diesel::Connection as _;
use uuid::Uuid;

pub use self::pen::{Bij, Rijen, Tools};

use self::pen::{Pen, Wie};
use super::{
    bericht,
    casus::{self, regisseurschap},
    client,
    conn::Tx,
    doorgeleiding::{self, omleiding},
    error::Error,
    evaluatie, herhaling,
    knooppunt::{self, afspraak, agenda, agendapunt, vaststelling},
    logboek, signaal,
    toegang::{
        beheer::{self, toekenning},
        rem, sessie,
    },
    toestemming, traject, verhuizing, voorstel,
};
use crate::domain::{
    bericht::Berichtsoort,
    casus::{Casus, CasusId, Status as CasusStatus},
    doorgeleiding::{DoorgeleidingId, Status as Verzoekstatus, Verzending},
    gebied::Gemeente,
    logboek::Gebeurtenis,
    reden::VervalReden,
    rode_draad::{
        einde::na_verlies,
        gevolg::{Gevolg, Melding, gevolgen},
    },
    signaal::SignaalId,
    tijd::Moment,
    toegang::{Besluit, GebruikerId, Van, Vanzelf},
    zwangerschap,
};

/// Stores what was decided, with its line and everything that follows from it; gives it back as it stands from now on.
///
/// Of two who decide at once only one finds the row as she saw it: the other is refused.
pub fn bewaar<T: Rijen>(tx: &mut Tx, tools: Tools<'_>, besluit: Besluit<T>) -> Result<T, Error> {
    let (spoor, mut ding, van) = besluit.unfold();
    let mut pen = Pen::new(tx, tools, Wie::Iemand(&spoor));
    if let Some(casus) = spoor.casus.filter(|_| T::IN_CASUS) {
        // Before anything else, and always in this order: of two who change what belongs to one case, the second waits here and sees
        // what the first did. Neither ever holds what the other waits for.
        casus::grendel(pen.tx, casus)?;
    }
    if ding.write(&mut pen, &van)? != 1 {
        return Err(pen.verouderd());
    }
    if van != Van::Nieuw {
        ding.verhoog();
    }
    logboek::gedaan(pen.tx, &spoor)?;
    for ook in ding.bijregels(&spoor) {
        logboek::gedaan(pen.tx, &ook)?;
    }
    if let Some(ding) = spoor.object.filter(|_| spoor.gebeurtenis.beeindigt()) {
        herhaling::eindig(pen.tx, ding)?;
    }
    trek_gevolgen(&mut pen, spoor.gebeurtenis, &mut ding)?;
    Ok(ding)
}

/// Stores what a term that passed made of a thing, with its line and everything that follows from it; nothing when somebody came in
/// between. Its case is held by whoever decided.
pub fn bewaar_vanzelf<T: Rijen>(
    tx: &mut Tx,
    tools: Tools<'_>,
    besluit: Besluit<T, Vanzelf>,
) -> Result<Option<T>, Error> {
    let (spoor, mut ding, van) = besluit.unfold();
    let mut pen = Pen::new(tx, tools, Wie::Vanzelf(&spoor));
    if ding.write(&mut pen, &van)? != 1 {
        return Ok(None);
    }
    ding.verhoog();
    logboek::gedaan(pen.tx, &spoor)?;
    if let Some(ding) = spoor.object.filter(|_| spoor.gebeurtenis.beeindigt()) {
        herhaling::eindig(pen.tx, ding)?;
    }
    trek_gevolgen(&mut pen, spoor.gebeurtenis, &mut ding)?;
    Ok(Some(ding))
}

/// Takes the step that is due of each of these things, in the order of their cases, with its messages and its line; says how many.
///
/// Several may do this at once: each holds the case, and `beslis` reads the thing again before it decides. One that cannot be recorded
/// stays as it was, and keeps no other waiting; the server's own log says so. Fails when the database does.
pub(in crate::store) fn zet_wat_rijp_is<K: Copy + Ord, T: Rijen>(
    tx: &mut Tx,
    tools: Tools<'_>,
    mut rijp: Vec<(CasusId, K)>,
    beslis: impl Fn(&mut Tx, K) -> Result<Option<Besluit<T, Vanzelf>>, Error>,
) -> Result<usize, Error> {
    // Whoever holds more than one case takes them in the order of their ids.
    rijp.sort_unstable();
    stuk_voor_stuk(tx, rijp, |tx, (van, id)| {
        casus::grendel(tx, van)?;
        let Some(besluit) = beslis(tx, id)? else { return Ok(false) };
        Ok(bewaar_vanzelf(tx, tools, besluit)?.is_some())
    })
}

/// Does something for each of these, one after the other and each wholly or not at all; says for how many it was done.
///
/// What cannot be done for one stays as it was and keeps no other waiting; the server's own log says so. Fails when the database does.
pub(in crate::store) fn stuk_voor_stuk<K>(
    tx: &mut Tx,
    alle: impl IntoIterator<Item = K>,
    mut doe: impl FnMut(&mut Tx, K) -> Result<bool, Error>,
) -> Result<usize, Error> {
    let mut gedaan = 0;
    for een in alle {
        match tx.transaction(|tx| doe(tx, een)) {
            Ok(deze) => gedaan += usize::from(deze),
            Err(error @ (Error::Onbeschikbaar(_) | Error::Onzeker(_) | Error::Bezet | Error::Botsing(_))) => {
                return Err(error);
            }
            Err(error) => tracing::error!(%error, "a step that is due could not be recorded"),
        }
    }
    Ok(gedaan)
}

/// Carries out everything that follows from what happened to a thing.
fn trek_gevolgen<T: Rijen>(pen: &mut Pen<'_>, wat: Gebeurtenis, ding: &mut T) -> Result<(), Error> {
    let mut afgeleid = None;
    let alle = gevolgen(wat, &ding.feit(pen)?, pen.op());
    for gevolg in alle {
        voer_uit(pen, gevolg, &mut afgeleid)?;
    }
    if let Some(casus) = afgeleid {
        ding.volg(casus);
    }
    Ok(())
}

/// Writes what stood before a test begins, without any line.
#[cfg(test)]
pub(super) fn met_pen<R>(
    tx: &mut Tx,
    tools: Tools<'_>,
    door: &crate::domain::toegang::Actor,
    schrijf: impl FnOnce(&mut Pen<'_>) -> Result<R, Error>,
) -> Result<R, Error> {
    use crate::domain::{
        logboek::{Soort, Spoor},
        toegang::Door,
    };
    let spoor = Spoor::new(Door::new(door), "", Soort::Casus);
    schrijf(&mut Pen::new(tx, tools, Wie::Iemand(&spoor)))
}

/// The thing that ends by a consequence, if one does.
fn eindigt(gevolg: &Gevolg) -> Option<Uuid> {
    match gevolg {
        Gevolg::Beeindig(id, _) => Some(id.uuid()),
        Gevolg::StopVerzoek { id, .. } | Gevolg::LeidTafelOm { id, .. } => Some(id.uuid()),
        Gevolg::WisSignaal(id) => Some(id.uuid()),
        _ => None,
    }
}

/// Lets what lapsed when a case was closed at `op` go on.
fn herstel(pen: &mut Pen<'_>, (casus, op): (CasusId, Moment), afgeleid: &mut Option<Casus>) -> Result<(), Error> {
    client::zwangerschap::herstel(pen, casus, op)?;
    verhuizing::herstel(pen, casus, op)?;
    herstel_steun(pen, (casus, op), afgeleid)
}

/// Lets the support of a case, and what was agreed and planned for it, go on as it was before it ended at `op`.
fn herstel_steun(pen: &mut Pen<'_>, (casus, op): (CasusId, Moment), afgeleid: &mut Option<Casus>) -> Result<(), Error> {
    evaluatie::herstel(pen, casus, op)?;
    agenda::herstel(pen, casus, op)?;
    afspraak::herstel(pen, casus, op)?;
    voorstel::herstel(pen, casus, op)?;
    // After the agendas: a request to a table goes on where it has its place still.
    let alle = verhuizing::hervat_verzoeken(pen, casus, op)?;
    alle.into_iter().try_for_each(|gevolg| voer_uit(pen, gevolg, afgeleid))
}

/// Lets a request that ended by mistake go on, with its traject.
fn hervat(
    pen: &mut Pen<'_>,
    id: DoorgeleidingId,
    status: Verzoekstatus,
    stap_op: Option<NaiveDate>,
) -> Result<(), Error> {
    doorgeleiding::hervat(pen, id, status, stap_op)?;
    traject::hervat(pen, id)
}

/// Carries out what follows from everything that she said.
fn volg_uitspraken(pen: &mut Pen<'_>, van: CasusId, afgeleid: &mut Option<Casus>) -> Result<(), Error> {
    toestemming::volg(pen, van)?.into_iter().try_for_each(|gevolg| voer_uit(pen, gevolg, afgeleid))
}

/// Carries out what becomes of everything that was asked for a family that moves.
fn volg_verhuizing(
    pen: &mut Pen<'_>,
    (van, naar, tafel): (CasusId, Option<Gemeente>, Option<Verzending>),
    afgeleid: &mut Option<Casus>,
) -> Result<(), Error> {
    let alle = verhuizing::laat_volgen(pen, van, naar, tafel.as_ref())?;
    alle.into_iter().try_for_each(|gevolg| voer_uit(pen, gevolg, afgeleid))
}

/// Gives the signalen that wait for a case a case of their own, which follows what she said.
fn geef_eigen_casus(
    pen: &mut Pen<'_>,
    (van, teruggenomen): (CasusId, Option<SignaalId>),
    afgeleid: &mut Option<Casus>,
) -> Result<(), Error> {
    let nieuw = signaal::koppeling::geef_eigen_casus(pen, van, teruggenomen)?;
    nieuw.map_or(Ok(()), |nieuw| voer_uit(pen, Gevolg::VolgUitspraken(nieuw), afgeleid))
}

/// Ends the pregnancy of a case, and with a loss that nobody told before all that belongs to it.
fn eindig_zwangerschap(
    pen: &mut Pen<'_>,
    (van, einde): (CasusId, zwangerschap::Status),
    afgeleid: &mut Option<Casus>,
) -> Result<(), Error> {
    if !client::zwangerschap::laat_eindigen(pen, van, einde)? || einde != zwangerschap::Status::Verlies {
        return Ok(());
    }
    na_verlies(van).into_iter().try_for_each(|gevolg| voer_uit(pen, gevolg, afgeleid))
}

/// Ends what was asked for a pregnancy, as far as its end leaves no room for it.
fn laat_verzoeken_eindigen(
    pen: &mut Pen<'_>,
    (van, einde): (CasusId, zwangerschap::Status),
    afgeleid: &mut Option<Casus>,
) -> Result<(), Error> {
    let alle = casus::zwangerschap::laat_verzoeken_eindigen(pen, van, einde)?;
    alle.into_iter().try_for_each(|gevolg| voer_uit(pen, gevolg, afgeleid))
}

/// Carries out what follows when a signaal that joined a case tells of a birth.
fn volg_aansluiting(
    pen: &mut Pen<'_>,
    (van, signaal): (CasusId, SignaalId),
    afgeleid: &mut Option<Casus>,
) -> Result<(), Error> {
    let alle = casus::overdracht::na_aansluiting(pen, van, signaal)?;
    alle.into_iter().try_for_each(|gevolg| voer_uit(pen, gevolg, afgeleid))
}

/// Puts a family on the next agenda of its table, when it is in Steun op maat.
fn zet_op_agenda(pen: &mut Pen<'_>, afgeleid: Option<&Casus>) -> Result<(), Error> {
    let over = afgeleid.filter(|over| over.status == CasusStatus::SteunOpMaat);
    over.map_or(Ok(()), |over| knooppunt::zet_op_agenda(pen, over))
}

/// Ends the sessions of an account, and what was kept of their requests.
fn beeindig_sessies(pen: &mut Pen<'_>, van: GebruikerId) -> Result<(), Error> {
    sessie::beeindig_alle(pen.tx, van, None, pen.op())?;
    herhaling::eindig_van(pen.tx, van)
}

/// Tells somebody.
fn meld(pen: &mut Pen<'_>, melding: Melding) -> Result<(), Error> {
    match melding {
        Melding::Verzoek(soort, over, aan) => bericht::meld(pen, soort, over, aan),
        Melding::Coordinatie(soort, van) => bericht::meld_coordinatie(pen, soort, van),
        Melding::Dragers(soort, van) => bericht::meld_dragers(pen, soort, van),
        Melding::Signaleerders(soort, van) => bericht::meld_signaleerders(pen, soort, van),
        Melding::Casusdragers(soort, van) => bericht::meld_casusdragers(pen, soort, van),
        Melding::Wijziging(soort, van, onderdeel) => bericht::meld_wijziging(pen, soort, van, onderdeel),
        Melding::Verhuizing { soort, over, casus, aan } => {
            bericht::stuur(pen, soort, casus, bericht::Over::Verhuizing(over), aan)
        }
        Melding::Aankomst { soort, over, casus, naar } => bericht::meld_aankomst(pen, soort, over, casus, naar),
        Melding::Voorstel { soort, over, casus, aan } => bericht::meld_voorstel(pen, soort, over, casus, aan),
        Melding::Bericht(bericht) => bericht.write(pen, &Van::Nieuw).map(drop),
    }
}

/// Carries out one consequence; `afgeleid` is the case as it was last derived.
fn voer_uit(pen: &mut Pen<'_>, gevolg: Gevolg, afgeleid: &mut Option<Casus>) -> Result<(), Error> {
    if let Some(ding) = eindigt(&gevolg) {
        herhaling::eindig(pen.tx, ding)?;
    }
    match gevolg {
        Gevolg::LeidAf(id) => casus::leid_af(pen, id).map(|casus| *afgeleid = Some(casus)),
        Gevolg::VolgRegisseur(van, wie) => regisseurschap::volg(pen.tx, van, wie, pen.op()),
        Gevolg::NeemSignalenOp(casus) => signaal::neem_op(pen, casus),
        Gevolg::VoegBijCasus { signaal, client, casus } => signaal::voeg_bij_casus(pen, signaal, client, casus),
        Gevolg::GeefEigenCasus { van, teruggenomen } => geef_eigen_casus(pen, (van, teruggenomen), afgeleid),
        Gevolg::Tel(telling) => telling.write(pen, &Van::Nieuw).map(drop),
        Gevolg::WisSignaal(id) => signaal::wis(pen, id),
        Gevolg::SluitIngetrokken(casus) => casus::sluit_ingetrokken(pen, casus),
        Gevolg::WisClient(id) => client::wis(pen, id),
        Gevolg::VolgUitspraken(van) => volg_uitspraken(pen, van, afgeleid),
        Gevolg::Beeindig(id, status) => toestemming::beeindig(pen, id, status).map(drop),
        Gevolg::Herleef(id) => toestemming::herleef(pen, id),
        Gevolg::LaatRusten { verzoek, op } => toestemming::laat_rusten(pen, verzoek, op),
        Gevolg::StopVerzoek { id, status, reden } => doorgeleiding::stop(pen, id, status, reden),
        Gevolg::HervatVerzoek { id, status, stap_op } => hervat(pen, id, status, stap_op),
        Gevolg::NodigUit(van, wie) => agendapunt::vertel(pen, Berichtsoort::AanTafelGevraagd, van, wie),
        Gevolg::ZegAf(van, wie) => agendapunt::vertel(pen, Berichtsoort::AanTafelAfgezegd, van, wie),
        Gevolg::PlanTraject(nieuw) => traject::plan(pen, &nieuw),
        Gevolg::PlanIntake(van) => doorgeleiding::begin::plan_intake(pen, van),
        Gevolg::StartTraject(van) => traject::start(pen, van),
        Gevolg::RondTrajectAf(van) => traject::rond_af(pen, van),
        Gevolg::BeeindigTraject(van) => traject::beeindig_voortijdig(pen, van),
        Gevolg::LaatBezoekenVervallen(van) => traject::laat_vervallen(pen, van),
        Gevolg::Meld(melding) => meld(pen, melding),
        Gevolg::LaatVerzoekenVolgen { van, naar, tafel } => volg_verhuizing(pen, (van, naar, tafel), afgeleid),
        Gevolg::LeidTafelOm { id, naar } => omleiding::leid_tafel_om(pen, id, naar),
        Gevolg::LaatVerhuizingVervallen(van) => verhuizing::laat_vervallen(pen, van),
        Gevolg::LaatVoorstellenVervallen(kring) => voorstel::laat_vervallen(pen, kring),
        Gevolg::StartVerzoek(verzoek) => agenda::start(pen, verzoek),
        Gevolg::LaatVerzoekWachten(casus) => agenda::laat_wachten(pen, casus),
        Gevolg::HaalVerzoekVanAgenda(verzoek) => agenda::haal_verzoek_van_agenda(pen, verzoek),
        Gevolg::HaalVanAgenda(casus, waarom) => agenda::haal_van_agenda(pen, casus, waarom),
        Gevolg::LaatNotulenVervallen(punt) => afspraak::laat_vervallen_aan(pen, punt, VervalReden::NietMeerNodig),
        Gevolg::LaatAfsprakenVervallen(casus, waarom) => afspraak::laat_vervallen(pen, casus, waarom),
        Gevolg::LaatEvaluatieVervallen(casus) => evaluatie::laat_vervallen(pen, casus),
        Gevolg::HerstelNaSluiting(casus, op) => herstel(pen, (casus, op), afgeleid),
        Gevolg::HerstelNaEinde(casus, op) => herstel_steun(pen, (casus, op), afgeleid),
        Gevolg::EindigZwangerschap(casus, einde) => eindig_zwangerschap(pen, (casus, einde), afgeleid),
        Gevolg::LaatVerzoekenEindigen(van, einde) => laat_verzoeken_eindigen(pen, (van, einde), afgeleid),
        Gevolg::Overdracht(van, wat) => casus::overdracht::volg(pen, van, wat),
        Gevolg::VolgAansluiting { casus, signaal } => volg_aansluiting(pen, (casus, signaal), afgeleid),
        Gevolg::VolgKinderen(van, weer) => client::kind::volg_gezin(pen, van, weer),
        Gevolg::TrekHerinneringenIn(van) => bericht::trek_herinneringen_in(pen, van),
        Gevolg::LaatVaren { van, behalve } => vaststelling::laat_varen(pen, van, behalve),
        Gevolg::VoerTafelUit(besluit) => vaststelling::voer_uit(pen, besluit),
        Gevolg::ZetOpAgenda(_) => zet_op_agenda(pen, afgeleid.as_ref()),
        Gevolg::SluitDesks(van) => beheer::desk::sluit_van(pen, van),
        Gevolg::SluitAccounts(van) => beheer::gebruiker::sluit_van(pen, van),
        Gevolg::BeeindigToekenningen(van) => toekenning::beeindig_van(pen, van),
        Gevolg::BeeindigSessies(van) => beeindig_sessies(pen, van),
        Gevolg::VergeetApparaten(van) => rem::vergeet_apparaten(pen.tx, van),
    }
}
