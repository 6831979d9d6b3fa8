//! What follows by itself from a decision.
//!
//! This is the only place that says so. A consequence is a value: it is carried out in the transaction of the decision, after its
//! line was written, and in the order of the list. Whoever wants to know what a step brings about reads it here, and whatever is to
//! happen later or elsewhere (a letter, another system) hangs here too.

pub use super::{
    feit::Feit,
    gezegd::{Gezegd, Meeverhuizend, Rustend, Vertrokken},
    melding::Melding,
    tafel::{Afgaan, Tafelbesluit},
};
pub use crate::domain::bericht::Aan;
use chrono::NaiveDate;

use crate::domain::{
    bericht::{Bericht, Berichtsoort},
    casus::{Casus, CasusId},
    client::ClientId,
    doorgeleiding::{self, Doorgeleiding, DoorgeleidingId, Verzending, termijn::Verstreken},
    evaluatie::{Evaluatie, Uitkomst},
    gebied::Gemeente,
    knooppunt::{Aanleiding, Agendapunt, AgendapuntId, Bijeenkomst, BijeenkomstId, Tafelverzoek, Verslag},
    logboek::Gebeurtenis,
    reden::{SluitReden, StopReden},
    route::Escalatie,
    signaal::{Signaal, SignaalId, Telling},
    tijd::Moment,
    toegang::{GebruikerId, Organisatie, OrganisatieId},
    toestemming::{self, ToestemmingId},
    traject::Traject,
    verhuizing::{Verhuisd, Verhuizing},
    zwangerschap,
};

/// Something that follows from a decision.
#[derive(Clone, Debug)]
pub enum Gevolg {
    /// The state of a case follows from what is known of it.
    LeidAf(CasusId),
    /// It is kept who carries a case from now on.
    VolgRegisseur(CasusId, Option<GebruikerId>),
    /// The signalen that opened a case are taken up.
    NeemSignalenOp(CasusId),
    /// The consents and the judgement that came with a signaal belong to its case.
    VoegBijCasus {
        /// The signaal.
        signaal: SignaalId,
        /// The woman it is about.
        client: ClientId,
        /// The case that it joined.
        casus: Option<CasusId>,
    },
    /// The signalen that wait for a case which closes get a case of their own; so do those that joined one of which the first signaal
    /// is taken back.
    GeefEigenCasus {
        /// The case.
        van: CasusId,
        /// The signaal that is taken back.
        teruggenomen: Option<SignaalId>,
    },
    /// Something is counted of which nothing else is kept.
    Tel(Telling),
    /// What a signaal told is dropped.
    WisSignaal(SignaalId),
    /// A case is closed because the signaal that opened it was taken back.
    SluitIngetrokken(CasusId),
    /// Everything that is known of a woman is dropped.
    WisClient(ClientId),
    /// What is under way in a case follows the words that she said by now.
    VolgUitspraken(CasusId),
    /// A word of hers ends: a newer one counts.
    Beeindig(ToestemmingId, toestemming::Status),
    /// A word that a newer one outdid counts again.
    Herleef(ToestemmingId),
    /// A request rests on another word.
    LaatRusten {
        /// Which.
        verzoek: DoorgeleidingId,
        /// The word.
        op: ToestemmingId,
    },
    /// A request ends, because the consent that it rested on did.
    StopVerzoek {
        /// Which.
        id: DoorgeleidingId,
        /// Its state from now on.
        status: doorgeleiding::Status,
        /// Why.
        reden: &'static str,
    },
    /// Somebody is told that they are asked to a table, for the family of this case.
    NodigUit(CasusId, GebruikerId),
    /// Somebody is told that they do not have to come to a table any more, for the family of this case.
    ZegAf(CasusId, GebruikerId),
    /// A traject is planned.
    PlanTraject(Box<Traject>),
    /// The traject of a request begins.
    StartTraject(DoorgeleidingId),
    /// The traject of a request is completed, with its results.
    RondTrajectAf(DoorgeleidingId),
    /// The traject of a request ends before its time.
    BeeindigTraject(DoorgeleidingId),
    /// What was planned of a request that ended does not take place.
    LaatBezoekenVervallen(DoorgeleidingId),
    /// Somebody is told.
    Meld(Melding),
    /// What is asked for a family follows to where it goes, or ends: at desks that do not work there, or at all of them when it leaves
    /// the region.
    LaatVerzoekenVolgen {
        /// The case.
        van: CasusId,
        /// Where it goes; nowhere in the region when absent.
        naar: Option<Gemeente>,
        /// How it comes to the table there.
        tafel: Option<Verzending>,
    },
    /// A request that ended by mistake goes on, with its traject and what was planned for it.
    HervatVerzoek {
        /// Which.
        id: DoorgeleidingId,
        /// Its state from now on.
        status: doorgeleiding::Status,
        /// The day on which the next step of its term is due, when it waits for an answer.
        stap_op: Option<NaiveDate>,
    },
    /// A request to a table goes on to another one.
    LeidTafelOm {
        /// Which.
        id: DoorgeleidingId,
        /// Where it goes.
        naar: Verzending,
    },
    /// A verhuizing that waits to be taken over lapses.
    LaatVerhuizingVervallen(CasusId),
    /// An accepted request to the table begins.
    StartVerzoek(Tafelverzoek),
    /// A request to the table that began waits for a place on an agenda again.
    LaatVerzoekWachten(CasusId),
    /// The family of a request to the table goes from its agenda, when the request ended.
    HaalVerzoekVanAgenda(DoorgeleidingId),
    /// A family goes from the agendas that it is on.
    HaalVanAgenda(CasusId, Afgaan),
    /// What was noted for a family at a table lapses: it went from that agenda.
    LaatNotulenVervallen(AgendapuntId),
    /// Open agreements of a case lapse.
    LaatAfsprakenVervallen(CasusId),
    /// An evaluation of a case that has not ended lapses.
    LaatEvaluatieVervallen(CasusId),
    /// What lapsed when a case was closed at this moment goes on.
    HerstelNaSluiting(CasusId, Moment),
    /// The pregnancy of a case is over, on this day if that is known.
    EindigZwangerschap(CasusId, zwangerschap::Status),
    /// What was prepared at a table for other families than these is not carried out.
    LaatVaren {
        /// The meeting.
        van: BijeenkomstId,
        /// What was discussed.
        behalve: Vec<AgendapuntId>,
    },
    /// What was decided at the table about a family is carried out.
    VoerTafelUit(Tafelbesluit),
    /// A family comes onto the next agenda of its table, when it is in Steun op maat still.
    ZetOpAgenda(CasusId),
    /// The desks of an organisation close.
    SluitDesks(OrganisatieId),
    /// The accounts of an organisation close.
    SluitAccounts(OrganisatieId),
    /// What an account may do ends.
    BeeindigToekenningen(GebruikerId),
    /// The sessions of an account end.
    BeeindigSessies(GebruikerId),
    /// The devices of an account are unknown again.
    VergeetApparaten(GebruikerId),
}

/// What follows from `feit`, now that `wat` happened to it at `op`.
#[must_use]
pub fn gevolgen(wat: Gebeurtenis, feit: &Feit<'_>, op: Moment) -> Vec<Gevolg> {
    match feit {
        Feit::Los => Vec::new(),
        Feit::Signaal(signaal) => na_signaal(wat, signaal),
        Feit::Ontkoppeling(signaal, van) => na_ontkoppeling(signaal, *van),
        Feit::Casus(casus) => na_casus(wat, casus),
        Feit::Toestemming(woord) => {
            met_afleiding(woord.casus.map(Gevolg::VolgUitspraken).into_iter().collect(), woord.casus)
        }
        Feit::Heropening(casus) => {
            let alle = vec![Gevolg::VolgRegisseur(casus.id, casus.regisseur), Gevolg::VolgUitspraken(casus.id)];
            met_afleiding(alle, Some(casus.id))
        }
        Feit::Doorgeleiding(doorgeleiding) => na_doorgeleiding(wat, doorgeleiding, op),
        Feit::Verstreken(verstreken) => na_termijn(wat, verstreken),
        Feit::Teruggave(casus, was_gesloten_op) => {
            // What she said while it was closed holds for what goes on.
            let herstel = |op| [Gevolg::HerstelNaSluiting(casus.id, op), Gevolg::VolgUitspraken(casus.id)];
            met_afleiding(was_gesloten_op.map(herstel).into_iter().flatten().collect(), Some(casus.id))
        }
        Feit::Afspraak(afspraak) => match wat {
            Gebeurtenis::AfspraakVervallen => vec![Gevolg::LeidAf(afspraak.casus)],
            _ => Vec::new(),
        },
        Feit::Agendapunt(punt, verzoek) => na_agendapunt(wat, punt, *verzoek),
        Feit::AanTafel(casus, wie) if wat == Gebeurtenis::DeelnemerVanTafel => vec![Gevolg::ZegAf(*casus, *wie)],
        Feit::AanTafel(casus, wie) => vec![Gevolg::NodigUit(*casus, *wie)],
        Feit::Vaststelling(bijeenkomst, verslagen) => na_vaststelling(bijeenkomst, verslagen),
        Feit::Evaluatie(casus, evaluatie) => na_evaluatie(casus, evaluatie),
        Feit::Verhuizing(verhuizing) => na_voorstel(wat, verhuizing),
        Feit::Verhuisd(verhuisd) => na_verhuizing(wat, verhuisd),
        Feit::Noodprocedure(geopend, wie) => {
            let vertel =
                |&wie: &GebruikerId| Gevolg::Meld(Melding::bericht(Bericht::noodprocedure_geopend(geopend, wie)));
            wie.iter().map(vertel).collect()
        }
        Feit::Organisatie(van) => na_organisatie(wat, van),
        Feit::Gebruiker(wie, fg) => {
            let mut alle = na_gebruiker(wat, wie.id);
            alle.extend(vertel_over(Berichtsoort::RolGevraagd, wie.id, fg, op));
            alle
        }
        // They begin anew, with what they may do from now on.
        Feit::Rechten(wie, fg) => na_rechten(*wie, fg, op),
        Feit::Functie(wie, aan, fg) => {
            let mut alle = na_account(wat, *wie, aan, op);
            alle.extend(na_rechten(*wie, fg, op));
            alle
        }
        Feit::Account(wie, aan) => na_account(wat, *wie, aan, op),
    }
}

fn na_rechten(wie: GebruikerId, fg: &[GebruikerId], op: Moment) -> Vec<Gevolg> {
    let mut alle = vec![Gevolg::BeeindigSessies(wie)];
    alle.extend(vertel_over(Berichtsoort::RolGevraagd, wie, fg, op));
    alle
}

fn na_account(wat: Gebeurtenis, wie: GebruikerId, aan: &[GebruikerId], op: Moment) -> Vec<Gevolg> {
    Berichtsoort::na(wat).into_iter().flat_map(|soort| vertel_over(soort, wie, aan, op)).collect()
}

/// Each of these hears something about an account: the privacy officers, say, that it waits for a second person.
fn vertel_over(
    soort: Berichtsoort,
    over: GebruikerId,
    aan: &[GebruikerId],
    op: Moment,
) -> impl Iterator<Item = Gevolg> + '_ {
    aan.iter().map(move |&voor| Gevolg::Meld(Melding::bericht(Bericht::over_account(soort, over, voor, op))))
}

/// Of an organisation that ended nothing goes on.
fn na_organisatie(wat: Gebeurtenis, van: &Organisatie) -> Vec<Gevolg> {
    match wat {
        Gebeurtenis::OrganisatieBeeindigd => vec![Gevolg::SluitDesks(van.id), Gevolg::SluitAccounts(van.id)],
        _ => Vec::new(),
    }
}

fn na_gebruiker(wat: Gebeurtenis, wie: GebruikerId) -> Vec<Gevolg> {
    match wat {
        Gebeurtenis::GebruikerVertrokken => vec![Gevolg::BeeindigToekenningen(wie), Gevolg::BeeindigSessies(wie)],
        Gebeurtenis::SessiesBeeindigd => vec![Gevolg::BeeindigSessies(wie), Gevolg::VergeetApparaten(wie)],
        _ => Vec::new(),
    }
}

fn met_afleiding(mut gevolgen: Vec<Gevolg>, casus: Option<CasusId>) -> Vec<Gevolg> {
    gevolgen.extend(casus.map(Gevolg::LeidAf));
    gevolgen
}

/// What ends with a request: its visits, and its place on an agenda. Every end of a request comes by here.
pub(super) fn einde_van_verzoek(id: DoorgeleidingId, traject: Gevolg) -> Vec<Gevolg> {
    vec![traject, Gevolg::LaatBezoekenVervallen(id), Gevolg::HaalVerzoekVanAgenda(id)]
}

/// What ends with a case that is closed: its evaluation, its agreements and its places on an agenda. Its requests ended before, but
/// when the family leaves the region they end with it.
fn einde_van_casus(van: &Casus) -> Vec<Gevolg> {
    let weg = van.sluitreden == Some(SluitReden::Verhuisd);
    let mut alle: Vec<Gevolg> =
        weg.then_some(Gevolg::LaatVerzoekenVolgen { van: van.id, naar: None, tafel: None }).into_iter().collect();
    alle.extend([
        Gevolg::NeemSignalenOp(van.id),
        Gevolg::GeefEigenCasus { van: van.id, teruggenomen: None },
        Gevolg::LaatEvaluatieVervallen(van.id),
        Gevolg::HaalVanAgenda(van.id, Afgaan::Gesloten),
        Gevolg::LaatAfsprakenVervallen(van.id),
        Gevolg::LaatVerhuizingVervallen(van.id),
    ]);
    if van.sluitreden == Some(SluitReden::VerliesZwangerschap) {
        alle.push(Gevolg::EindigZwangerschap(van.id, zwangerschap::Status::Verlies));
    }
    alle
}

/// A family that comes onto an agenda lets its request begin; one that is taken from it lets the request wait again.
fn na_agendapunt(wat: Gebeurtenis, punt: &Agendapunt, verzoek: Option<Tafelverzoek>) -> Vec<Gevolg> {
    let na_verzoek = punt.aanleiding == Aanleiding::Doorgeleiding;
    match (wat, verzoek) {
        (Gebeurtenis::AgendapuntToegevoegd, Some(verzoek)) if na_verzoek => vec![Gevolg::StartVerzoek(verzoek)],
        (Gebeurtenis::AgendapuntIngetrokken, _) => {
            let mut alle = vec![Gevolg::LaatNotulenVervallen(punt.id)];
            alle.extend(na_verzoek.then_some(Gevolg::LaatVerzoekWachten(punt.casus)));
            met_afleiding(alle, Some(punt.casus))
        }
        _ => Vec::new(),
    }
}

/// A signaal that is taken back is counted, closes the case that it opened, and takes all personal data with it.
fn na_signaal(wat: Gebeurtenis, van: &Signaal) -> Vec<Gevolg> {
    match wat {
        Gebeurtenis::SignaalGekoppeld => {
            let mut alle = vec![Gevolg::VoegBijCasus { signaal: van.id, client: van.client, casus: van.casus }];
            alle.extend(van.casus.map(Gevolg::VolgUitspraken));
            met_afleiding(alle, van.casus)
        }
        Gebeurtenis::SignaalIngetrokken => {
            let mut alle = vec![Gevolg::Tel(Telling::ingetrokken(van.gemeente)), Gevolg::WisSignaal(van.id)];
            if let Some(casus) = van.casus {
                alle.push(Gevolg::GeefEigenCasus { van: casus, teruggenomen: Some(van.id) });
                alle.push(Gevolg::LaatVerhuizingVervallen(casus));
                alle.push(Gevolg::SluitIngetrokken(casus));
            }
            alle.push(Gevolg::WisClient(van.client));
            alle
        }
        _ => Vec::new(),
    }
}

/// What came with a signaal goes with it; what is left follows what she said in the one case and in the other.
fn na_ontkoppeling(signaal: &Signaal, van: CasusId) -> Vec<Gevolg> {
    let mut alle = vec![Gevolg::VoegBijCasus { signaal: signaal.id, client: signaal.client, casus: signaal.casus }];
    for casus in signaal.casus.into_iter().chain([van]) {
        alle.extend([Gevolg::VolgUitspraken(casus), Gevolg::LeidAf(casus)]);
    }
    alle
}

fn na_casus(wat: Gebeurtenis, van: &Casus) -> Vec<Gevolg> {
    match wat {
        Gebeurtenis::CasusInBehandeling => vec![Gevolg::NeemSignalenOp(van.id)],
        Gebeurtenis::CasusGesloten => einde_van_casus(van),
        Gebeurtenis::CasusVerkenningGepland
        | Gebeurtenis::CasusTermijnHerzien
        | Gebeurtenis::CasusZwangerschapGeeindigd => vec![Gevolg::LeidAf(van.id)],
        Gebeurtenis::CasusZwangerschapOnbekend => {
            vec![Gevolg::Meld(Melding::Coordinatie(Berichtsoort::ZwangerschapOnbekend, van.id)), Gevolg::LeidAf(van.id)]
        }
        Gebeurtenis::CasusZwangerschapGecorrigeerd => {
            vec![Gevolg::Meld(Melding::zwangerschap_gecorrigeerd(van.id)), Gevolg::LeidAf(van.id)]
        }
        Gebeurtenis::ClientGewijzigd => vec![Gevolg::Meld(Melding::gegevens_gewijzigd(van.id))],
        Gebeurtenis::CasusRegisseurAangewezen => vec![Gevolg::VolgRegisseur(van.id, van.regisseur)],
        _ => Vec::new(),
    }
}

fn na_doorgeleiding(wat: Gebeurtenis, van: &Doorgeleiding, op: Moment) -> Vec<Gevolg> {
    let meld = |soort, aan| Gevolg::Meld(Melding::Verzoek(soort, van.id, aan));
    let mut alle = match wat {
        // That the desk looked at it changes nothing for the family.
        Gebeurtenis::DoorgeleidingGezien => return Vec::new(),
        Gebeurtenis::DoorgeleidingAanvaard if van.route.heeft_traject() => {
            vec![Gevolg::PlanTraject(Box::new(Traject::gepland(van, op)))]
        }
        Gebeurtenis::DoorgeleidingGestart => vec![Gevolg::StartTraject(van.id)],
        Gebeurtenis::DoorgeleidingAfgerond => einde_van_verzoek(van.id, Gevolg::RondTrajectAf(van.id)),
        Gebeurtenis::DoorgeleidingGestopt
        | Gebeurtenis::DoorgeleidingIngetrokken
        | Gebeurtenis::DoorgeleidingNietGestart => einde_van_verzoek(van.id, Gevolg::BeeindigTraject(van.id)),
        _ => Vec::new(),
    };
    alle.extend(match wat {
        Gebeurtenis::DoorgeleidingAfgewezen => Some(meld(Berichtsoort::DoorgeleidingAfgewezen, Aan::Coordinator)),
        Gebeurtenis::DoorgeleidingNietGestart => Some(meld(Berichtsoort::DoorgeleidingNietGestart, Aan::Coordinator)),
        Gebeurtenis::DoorgeleidingGestopt => Some(meld(Berichtsoort::DoorgeleidingGestopt, Aan::Coordinator)),
        Gebeurtenis::DoorgeleidingIngetrokken => Some(meld(Berichtsoort::DoorgeleidingVervallen, Aan::Drager)),
        _ => None,
    });
    if van.reden == Some(StopReden::VerliesZwangerschap.into()) {
        alle.push(Gevolg::EindigZwangerschap(van.casus, zwangerschap::Status::Verlies));
    }
    met_afleiding(alle, Some(van.casus))
}

/// The desk hears it first, then who is named for it; when nobody answered the case is back with its coordinator.
fn na_termijn(wat: Gebeurtenis, van: &Verstreken) -> Vec<Gevolg> {
    let Doorgeleiding { id, casus, .. } = van.doorgeleiding;
    match wat {
        Gebeurtenis::DoorgeleidingHerinnerd => {
            vec![Gevolg::Meld(Melding::Verzoek(Berichtsoort::DoorgeleidingHerinnering, id, Aan::Drager))]
        }
        Gebeurtenis::DoorgeleidingGeescaleerd => {
            let aan = match van.escalatie {
                Escalatie::JgzCoordinatoren => Aan::Coordinatoren,
                Escalatie::Coordinator => Aan::Coordinator,
            };
            vec![Gevolg::Meld(Melding::Verzoek(Berichtsoort::DoorgeleidingGeescaleerd, id, aan))]
        }
        _ => vec![
            Gevolg::Meld(Melding::Verzoek(Berichtsoort::DoorgeleidingVervallen, id, Aan::Drager)),
            Gevolg::Meld(Melding::Verzoek(Berichtsoort::DoorgeleidingVerlopen, id, Aan::Coordinator)),
            Gevolg::LeidAf(casus),
        ],
    }
}

/// A family whose consent was withdrawn is not among those that were discussed: what was prepared for it is not carried out.
fn na_vaststelling(van: &Bijeenkomst, verslagen: &[Verslag]) -> Vec<Gevolg> {
    let behalve = verslagen.iter().map(|verslag| verslag.agendapunt.id).collect();
    let voer_uit = |verslag: &Verslag| {
        let punt = &verslag.agendapunt;
        Gevolg::VoerTafelUit(Tafelbesluit {
            casus: punt.casus,
            regisseur: punt.regisseur,
            evaluatie_op: punt.evaluatie_op,
            afgesproken: verslag.is_afgesproken(),
            na_verzoek: punt.aanleiding == Aanleiding::Doorgeleiding,
        })
    };
    let mut alle = vec![Gevolg::LaatVaren { van: van.id, behalve }];
    // Always in one order, so that of two meetings neither waits for a case that the other holds.
    let mut op_volgorde: Vec<&Verslag> = verslagen.iter().collect();
    op_volgorde.sort_by_key(|verslag| verslag.agendapunt.casus);
    alle.extend(op_volgorde.into_iter().map(voer_uit));
    alle
}

/// The case goes on by the facts. When it goes back to the table it comes onto the next agenda by itself.
fn na_evaluatie(casus: &Casus, van: &Evaluatie) -> Vec<Gevolg> {
    match van.afronding {
        None => Vec::new(),
        Some((_, afronding)) if afronding.uitkomst == Uitkomst::Opgeschaald => {
            vec![Gevolg::LeidAf(casus.id), Gevolg::ZetOpAgenda(casus.id)]
        }
        Some(_) => vec![Gevolg::LeidAf(casus.id)],
    }
}

/// Whoever was asked to take a family over hears of it, and so does whoever has it until then: what waits past its term stands in
/// front of their queue.
fn na_voorstel(wat: Gebeurtenis, van: &Verhuizing) -> Vec<Gevolg> {
    let &Verhuizing { id: over, casus, naar, .. } = van;
    let aankomst = |soort| Gevolg::Meld(Melding::Aankomst { soort, over, casus, naar });
    let vertrek = |soort| Gevolg::Meld(Melding::Verhuizing { soort, over, casus, aan: van.vertrek() });
    let mut alle = match wat {
        Gebeurtenis::VerhuizingVoorgesteld => {
            vec![aankomst(Berichtsoort::VerhuizingVoorgesteld), vertrek(Berichtsoort::VerhuizingVoorgesteld)]
        }
        Gebeurtenis::VerhuizingTeruggelegd => vec![vertrek(Berichtsoort::VerhuizingTeruggelegd)],
        Gebeurtenis::VerhuizingIngetrokken => vec![aankomst(Berichtsoort::VerhuizingVervallen)],
        // Nobody worked with it any more.
        Gebeurtenis::VerhuizingAdresGewist => return Vec::new(),
        _ => vec![aankomst(Berichtsoort::VerhuizingHerinnering), vertrek(Berichtsoort::VerhuizingHerinnering)],
    };
    alle.push(Gevolg::LeidAf(casus));
    alle
}

/// What belongs to a gemeente follows: what was asked there, and a place on its agenda. Support that began goes on.
fn na_verhuizing(wat: Gebeurtenis, van: &Verhuisd) -> Vec<Gevolg> {
    let Verhuisd { verhuizing, casus, adres, tafel } = van;
    let mut alle = Vec::new();
    if verhuizing.van != verhuizing.naar {
        let soort = match wat {
            Gebeurtenis::VerhuizingOvergenomen => {
                alle.push(Gevolg::VolgRegisseur(casus.id, casus.regisseur));
                alle.push(Gevolg::NeemSignalenOp(casus.id));
                Berichtsoort::VerhuizingOvergenomen
            }
            _ => Berichtsoort::GezinVerhuisd,
        };
        let aan = verhuizing.vertrek().into_iter().chain(casus.regisseur).collect();
        alle.extend([
            Gevolg::LaatVerzoekenVolgen { van: casus.id, naar: Some(verhuizing.naar), tafel: tafel.clone() },
            Gevolg::HaalVanAgenda(casus.id, Afgaan::Verhuisd),
            Gevolg::LeidAf(casus.id),
            Gevolg::ZetOpAgenda(casus.id),
            Gevolg::Meld(Melding::Verhuizing { soort, over: verhuizing.id, casus: casus.id, aan }),
        ]);
    }
    alle.extend(adres.is_some().then(|| Gevolg::Meld(Melding::gegevens_gewijzigd(casus.id))));
    alle
}

#[cfg(test)]
mod tests;
