//! What follows by itself from a decision.
//!
//! This is the only place that says so. A consequence is a value: it is carried out in the transaction of the decision, after its
//! line was written, and in the order of the list. Whoever wants to know what a step brings about reads it here, and whatever is to
//! happen later or elsewhere (a letter, another system) hangs here too.

pub use super::{
    daad::{Gevolg, Overdrachtsgevolg, Voorstelkring},
    feit::Feit,
    gezegd::{Gezegd, Meeverhuizend, Rustend, Vertrokken},
    melding::{Melding, Voorstelbelang},
    tafel::{Afgaan, Tafelbesluit},
};
pub use crate::domain::bericht::Aan;

use super::{
    daad::einde_van_verzoek,
    einde::{na_einde, na_kind},
};
use crate::domain::{
    bericht::{Bericht, Berichtsoort},
    casus::{Casus, CasusId},
    doorgeleiding::{Doorgeleiding, termijn::Verstreken},
    evaluatie::{Evaluatie, Uitkomst},
    knooppunt::{Aanleiding, Agendapunt, Bijeenkomst, Tafelverzoek, Verslag},
    logboek::Gebeurtenis,
    reden::{SluitReden, VervalReden, is_verlies},
    route::Escalatie,
    signaal::{Signaal, Telling},
    tijd::Moment,
    toegang::{GebruikerId, Organisatie},
    toestemming::{Ontvanger, Toestemming},
    traject::Traject,
    verhuizing::{Verhuisd, Verhuizing},
    voorstel::Voorstel,
    zwangerschap,
};

/// What follows from `feit`, now that `wat` happened to it at `op`.
#[must_use]
pub fn gevolgen(wat: Gebeurtenis, feit: &Feit<'_>, op: Moment) -> Vec<Gevolg> {
    match feit {
        Feit::Los => Vec::new(),
        Feit::Signaal(signaal) => na_signaal(wat, signaal),
        Feit::Ontkoppeling(signaal, van) => na_ontkoppeling(signaal, *van),
        Feit::Casus(casus) => na_casus(wat, casus),
        Feit::Maning(maning) => vec![Gevolg::Meld(Melding::Dragers(maning.soort(), maning.casus.id))],
        Feit::Verteld(van) => vec![Gevolg::Meld(Melding::Signaleerders(Berichtsoort::SignaalVerteld, *van))],
        Feit::Kind(casus, haar, laatste) => na_kind(wat, casus, *haar, *laatste),
        Feit::Zwangerschapseinde(casus, omslag, verteld_op) => na_einde(wat, casus, omslag, *verteld_op),
        Feit::Toestemming(woord) => na_uitspraak(wat, woord),
        Feit::Heropening(casus) => {
            let alle = vec![Gevolg::VolgRegisseur(casus.id, casus.regisseur), Gevolg::VolgUitspraken(casus.id)];
            met_afleiding(alle, Some(casus.id))
        }
        Feit::Doorgeleiding(doorgeleiding) => na_doorgeleiding(wat, doorgeleiding, op),
        Feit::Intake(van, casus) => met_afleiding(vec![Gevolg::PlanIntake(*van)], Some(*casus)),
        Feit::Verstreken(verstreken) => na_termijn(wat, verstreken),
        Feit::Teruggave(casus, was_gesloten_op) => na_teruggave(casus, *was_gesloten_op),
        Feit::Afspraak(afspraak) => match wat {
            Gebeurtenis::AfspraakVervallen => vec![Gevolg::LeidAf(afspraak.casus)],
            _ => Vec::new(),
        },
        Feit::Agendapunt(punt, verzoek) => na_agendapunt(wat, punt, *verzoek),
        Feit::AanTafel(casus, wie) if wat == Gebeurtenis::DeelnemerVanTafel => vec![Gevolg::ZegAf(*casus, *wie)],
        Feit::AanTafel(casus, wie) => vec![Gevolg::NodigUit(*casus, *wie)],
        Feit::Vaststelling(bijeenkomst, verslagen) => na_vaststelling(bijeenkomst, verslagen),
        Feit::Evaluatie(casus, evaluatie) => na_evaluatie(casus, evaluatie),
        Feit::Verhuizing(verhuizing) => na_verhuisplan(wat, verhuizing),
        Feit::Verhuisd(verhuisd) => na_verhuizing(wat, verhuisd),
        Feit::Voorstel(voorstel) => na_voorstel(wat, voorstel),
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

/// What is under way follows what she says. Who shares nothing with her coordinators any more has nothing proposed to them either.
fn na_uitspraak(wat: Gebeurtenis, woord: &Toestemming) -> Vec<Gevolg> {
    let mut alle: Vec<Gevolg> = woord.casus.map(Gevolg::VolgUitspraken).into_iter().collect();
    let nee = wat != Gebeurtenis::ToestemmingGegeven && woord.reikwijdte.ontvanger == Ontvanger::JgzCoordinatie;
    let lapt = woord.casus.filter(|_| nee).map(|van| Gevolg::LaatVoorstellenVervallen(Voorstelkring::Casus(van)));
    alle.extend(lapt);
    met_afleiding(alle, woord.casus)
}

/// What ended when a case was closed by mistake goes on; and what she said while it was closed holds for that.
fn na_teruggave(van: &Casus, was_gesloten_op: Option<Moment>) -> Vec<Gevolg> {
    let herstel = |op| {
        [
            Gevolg::HerstelNaSluiting(van.id, op),
            Gevolg::VolgKinderen(van.id, true),
            Gevolg::Overdracht(van.id, Overdrachtsgevolg::Herleeft(op)),
            Gevolg::VolgUitspraken(van.id),
        ]
    };
    met_afleiding(was_gesloten_op.map(herstel).into_iter().flatten().collect(), Some(van.id))
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
        Gevolg::LaatAfsprakenVervallen(van.id, VervalReden::CasusGesloten),
        Gevolg::LaatVerhuizingVervallen(van.id),
        Gevolg::LaatVoorstellenVervallen(Voorstelkring::Casus(van.id)),
        Gevolg::Overdracht(van.id, Overdrachtsgevolg::Vervalt),
    ]);
    if weg {
        alle.push(Gevolg::VolgKinderen(van.id, false));
    }
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
            alle.extend(van.casus.map(|casus| Gevolg::VolgAansluiting { casus, signaal: van.id }));
            met_afleiding(alle, van.casus)
        }
        Gebeurtenis::SignaalIngetrokken => {
            let mut alle = vec![Gevolg::Tel(Telling::ingetrokken(van.gemeente)), Gevolg::WisSignaal(van.id)];
            alle.push(Gevolg::LaatVoorstellenVervallen(Voorstelkring::Signaal(van.id)));
            if let Some(casus) = van.casus {
                alle.push(Gevolg::GeefEigenCasus { van: casus, teruggenomen: Some(van.id) });
                alle.push(Gevolg::LaatVerhuizingVervallen(casus));
                alle.push(Gevolg::LaatVoorstellenVervallen(Voorstelkring::Casus(casus)));
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
    alle.push(Gevolg::LaatVoorstellenVervallen(Voorstelkring::Signaal(signaal.id)));
    for casus in signaal.casus.into_iter().chain([van]) {
        alle.extend([Gevolg::VolgUitspraken(casus), Gevolg::LeidAf(casus)]);
    }
    alle
}

fn na_casus(wat: Gebeurtenis, van: &Casus) -> Vec<Gevolg> {
    match wat {
        Gebeurtenis::CasusInBehandeling => vec![Gevolg::NeemSignalenOp(van.id)],
        Gebeurtenis::CasusGesloten => einde_van_casus(van),
        Gebeurtenis::CasusVerkenningGepland | Gebeurtenis::CasusTermijnHerzien => vec![Gevolg::LeidAf(van.id)],
        Gebeurtenis::CasusOverdrachtVoorgesteld => vec![overdracht(Berichtsoort::OverdrachtVoorgesteld, van.id)],
        Gebeurtenis::CasusOverdrachtHerinnerd => vec![overdracht(Berichtsoort::OverdrachtHerinnering, van.id)],
        Gebeurtenis::CasusOverdrachtAanvaard => vec![overdracht(Berichtsoort::OverdrachtAanvaard, van.id)],
        Gebeurtenis::CasusOverdrachtGehouden | Gebeurtenis::CasusOverdrachtNietGelukt => {
            vec![overdracht(Berichtsoort::OverdrachtAfgelopen, van.id)]
        }
        Gebeurtenis::CasusZwangerschapToegevoegd => {
            vec![Gevolg::Meld(Melding::zwangerschap_verteld(van.id)), Gevolg::LeidAf(van.id)]
        }
        Gebeurtenis::ClientGewijzigd => vec![Gevolg::Meld(Melding::gegevens_gewijzigd(van.id))],
        Gebeurtenis::CasusRegisseurAangewezen => vec![Gevolg::VolgRegisseur(van.id, van.regisseur)],
        _ => Vec::new(),
    }
}

/// Who coordinates a case and who carries it hear of a handover.
fn overdracht(soort: Berichtsoort, van: CasusId) -> Gevolg {
    Gevolg::Meld(Melding::Casusdragers(soort, van))
}

fn na_doorgeleiding(wat: Gebeurtenis, van: &Doorgeleiding, op: Moment) -> Vec<Gevolg> {
    let meld = |soort, aan| Gevolg::Meld(Melding::Verzoek(soort, van.id, aan));
    let aan_beide = |soort| vec![meld(soort, Aan::Coordinator), meld(soort, Aan::Drager)];
    let mut alle = match wat {
        // That the desk looked at it changes nothing for the family.
        Gebeurtenis::DoorgeleidingGezien => return Vec::new(),
        Gebeurtenis::DoorgeleidingAanvaard if van.route.heeft_traject() => {
            vec![Gevolg::PlanTraject(Box::new(Traject::gepland(van, op)))]
        }
        Gebeurtenis::DoorgeleidingGestart => vec![Gevolg::StartTraject(van.id)],
        Gebeurtenis::DoorgeleidingGezinAntwoordde => aan_beide(Berichtsoort::GezinAntwoordde),
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
    if van.reden.is_some_and(is_verlies) {
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
fn na_verhuisplan(wat: Gebeurtenis, van: &Verhuizing) -> Vec<Gevolg> {
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

/// Who coordinates hears that something is proposed or taken back, and whoever proposed it what became of it; past its term everybody
/// who coordinates there hears that it waits.
fn na_voorstel(wat: Gebeurtenis, van: &Voorstel) -> Vec<Gevolg> {
    let &Voorstel { id: over, casus, voorgesteld_door, .. } = van;
    let (soort, aan) = match wat {
        Gebeurtenis::VoorstelGedaan => (Berichtsoort::VoorstelGedaan, Voorstelbelang::Coordinatie),
        Gebeurtenis::VoorstelDoorgevraagd => (Berichtsoort::VoorstelDoorgevraagd, Voorstelbelang::Coordinatie),
        Gebeurtenis::VoorstelIngetrokken => (Berichtsoort::VoorstelVervallen, Voorstelbelang::Coordinatie),
        Gebeurtenis::VoorstelOvergenomen => {
            (Berichtsoort::VoorstelOvergenomen, Voorstelbelang::Voorsteller(voorgesteld_door))
        }
        Gebeurtenis::VoorstelTeruggelegd => {
            (Berichtsoort::VoorstelTeruggelegd, Voorstelbelang::Voorsteller(voorgesteld_door))
        }
        _ => (Berichtsoort::VoorstelHerinnering, Voorstelbelang::Coordinatoren),
    };
    vec![Gevolg::Meld(Melding::Voorstel { soort, over, casus, aan })]
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
