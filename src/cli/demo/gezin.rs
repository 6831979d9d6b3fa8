//! Made-up families: who they are, and what a midwife notes of them.

use chrono::{Datelike as _, NaiveDate, TimeDelta};

use super::lot::Lot;
use crate::{
    domain::{
        client::{Kanaal, Persoonsgegevens},
        gebied::Gemeente,
        signaal::{Aanmelding, Urgentie, Weging},
        thema::{BeschermendeFactor, Graad, Instrument, Thema},
        toestemming::{Doel, GegevenDoor, Onderdeel, Ontvanger, Reikwijdte, Verkregen, Wijze},
        zwangerschap::Termijnbron,
    },
    http::signaal::invoer::BEWOORDING,
};

/// Where families live: a bigger gemeente stands here more often.
const WOONPLAATSEN: &[(Gemeente, i64)] = &[
    (Gemeente::Gm0935, 20),
    (Gemeente::Gm0917, 16),
    (Gemeente::Gm1883, 15),
    (Gemeente::Gm0928, 9),
    (Gemeente::Gm0882, 7),
    (Gemeente::Gm0899, 6),
    (Gemeente::Gm1954, 6),
    (Gemeente::Gm0971, 4),
    (Gemeente::Gm1903, 4),
    (Gemeente::Gm0994, 3),
    (Gemeente::Gm0888, 2),
    (Gemeente::Gm0938, 2),
    (Gemeente::Gm1729, 2),
    (Gemeente::Gm0981, 2),
    (Gemeente::Gm0965, 1),
    (Gemeente::Gm0986, 1),
];

const THEMAS: &[Thema] = &[
    Thema::PsychischeProblematiek,
    Thema::Stress,
    Thema::SchuldenArmoede,
    Thema::Huisvesting,
    Thema::Relatieproblemen,
    Thema::Roken,
    Thema::SociaalIsolement,
    Thema::BelasteJeugd,
    Thema::Alleenstaand,
    Thema::WeinigOpleiding,
    Thema::Laaggeletterdheid,
    Thema::JongeLeeftijd,
];

const FACTOREN: &[BeschermendeFactor] =
    &[BeschermendeFactor::Veerkracht, BeschermendeFactor::StabielGezinsklimaat, BeschermendeFactor::SteunendNetwerk];

const PLANTEN: &[&str] = &[
    "Aalbes",
    "Berk",
    "Citroen",
    "Dille",
    "Esdoorn",
    "Framboos",
    "Gember",
    "Hazelaar",
    "Iris",
    "Jasmijn",
    "Kamille",
    "Linde",
    "Munt",
    "Narcis",
    "Olijf",
    "Peterselie",
];

const VRAGEN: &[&str] = &[
    "Hoe kom ik aan een eigen woning voordat de baby er is?",
    "Wie kan er met mij meedenken over het geld?",
    "Ik slaap slecht en wil weten of dat straks overgaat.",
    "Ik wil leren hoe ik mijn kind kan troosten.",
    "Kan er iemand langskomen die mijn taal spreekt?",
];

/// Everything she may consent to share.
pub(super) const ALLES: &[Onderdeel] = &[
    Onderdeel::Contactgegevens,
    Onderdeel::Zwangerschap,
    Onderdeel::Themas,
    Onderdeel::BeschermendeFactoren,
    Onderdeel::Kwetsbaarheid,
    Onderdeel::EigenVraag,
];

/// She was asked, and said so herself.
pub(super) const ZIJ_ZELF: Verkregen = Verkregen { wijze: Wijze::Mondeling, gegeven_door: GegevenDoor::Client };

/// A gemeente, by how many live there.
pub(super) fn woonplaats(lot: &mut Lot) -> Gemeente {
    let mut rest = lot.tussen(1, WOONPLAATSEN.iter().map(|&(_, deel)| deel).sum());
    for &(gemeente, deel) in WOONPLAATSEN {
        rest -= deel;
        if rest <= 0 {
            return gemeente;
        }
    }
    Gemeente::Gm0917
}

/// What is noted of family `nummer` on `dag`: `weken` pregnant, or not at all.
pub(super) fn aanmelding(lot: &mut Lot, nummer: usize, dag: NaiveDate, weken: Option<i64>) -> Aanmelding {
    let gegevens = persoon(lot, nummer, dag, weken);
    let eerste_kind = lot.kans(65);
    let zwangerschap = weken.map(|weken| {
        let uitgerekend = dag + TimeDelta::days(280 - weken * 7 - lot.tussen(0, 6));
        (uitgerekend, Termijnbron::Termijnecho, 1, eerste_kind)
    });
    let aantal = lot.tussen(1, 4);
    let mut themas = lot.greep(THEMAS, aantal);
    themas.sort_unstable();
    let mut beschermende_factoren = lot.greep(FACTOREN, 1);
    beschermende_factoren.sort_unstable();
    let graden = [Graad::Potentieel, Graad::Kwetsbaar, Graad::Kwetsbaar, Graad::ZeerKwetsbaar];
    Aanmelding {
        gemeente: woonplaats(lot),
        gegevens,
        zwangerschap,
        themas,
        beschermende_factoren,
        weging: Weging { graad: lot.kies(&graden, Graad::Kwetsbaar), samen_gewogen: lot.kans(85) },
        eigen_vraag: lot.kans(70).then(|| lot.kies(VRAGEN, "Wat kan ik verwachten?").to_owned()),
        instrument: lot.kies(&[Instrument::AlphaNl, Instrument::PsychosocialeAnamnese], Instrument::Geen),
        urgentie: if lot.kans(8) { Urgentie::Spoed } else { Urgentie::Gewoon },
        toestemmingen: vec![
            naar(Doel::Verkenning, Ontvanger::JgzCoordinatie),
            naar(Doel::Terugkoppeling, Ontvanger::Signaleerder),
        ],
        verkregen: ZIJ_ZELF,
        bewoording: BEWOORDING.into(),
    }
}

/// Consent for everything, for this purpose and this receiver.
pub(super) fn naar(doel: Doel, ontvanger: Ontvanger) -> Reikwijdte {
    Reikwijdte { doel, ontvanger, organisatie: None, onderdelen: ALLES.to_vec() }
}

fn persoon(lot: &mut Lot, nummer: usize, dag: NaiveDate, weken: Option<i64>) -> Persoonsgegevens {
    let jong = if weken.is_some() { 17 } else { 19 };
    let geboortedatum = dag - TimeDelta::days(lot.tussen(jong * 366, 40 * 365));
    let plant = lot.kies(PLANTEN, "Voorbeeld");
    let tolk_nodig = lot.kans(12);
    Persoonsgegevens {
        naam: format!("Fictieve {plant} {nummer}"),
        geboortedatum,
        adres: Some(format!("Verzonnenstraat {}", geboortedatum.day() * 3)),
        telefoon: Some(format!("06 {nummer:08}")),
        email: None,
        veilig_bereikbaar: vec![Kanaal::Bellen, Kanaal::App],
        bereikbaar_toelichting: lot.kans(15).then(|| "Alleen op werkdagen voor drie uur.".to_owned()),
        taal: if tolk_nodig { "ar" } else { "nl" }.into(),
        tolk_nodig,
    }
}
