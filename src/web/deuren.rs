//! The doors of each role: the first is where logging in leads. Whoever may not go through a door does not see it.

use super::omgeving::Bezoeker;
use crate::domain::toegang::Rol;

/// A page that a role works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deur {
    /// Where it leads.
    pub pad: &'static str,
    /// What it says.
    pub naam: &'static str,
}

const fn deur(pad: &'static str, naam: &'static str) -> Deur {
    Deur { pad, naam }
}

/// What everybody was told.
const BERICHTEN: Deur = deur("/berichten", "Berichten");
/// What somebody promised at a table.
const BELOOFD: Deur = deur("/beloofd", "Beloofd");

const SIGNALEERDER: [Deur; 3] =
    [deur("/nieuw-signaal", "Nieuw signaal"), deur("/mijn-signalen", "Mijn signalen"), BERICHTEN];

const COORDINATOR: [Deur; 5] =
    [deur("/vandaag", "Vandaag"), deur("/casussen", "Gezinnen"), deur("/zoeken", "Zoeken"), BELOOFD, BERICHTEN];

const UITVOERDER: [Deur; 5] =
    [deur("/bureau", "Bureau"), deur("/trajecten", "Mijn gezinnen"), deur("/zoeken", "Zoeken"), BELOOFD, BERICHTEN];

const VOORZITTER: [Deur; 4] =
    [deur("/bijeenkomsten", "Bijeenkomsten"), deur("/afspraken", "Afspraken"), BELOOFD, BERICHTEN];

/// The figures of the region.
const PUBLICATIES: Deur = deur("/publicaties", "Publicaties");

const FG: [Deur; 6] = [
    deur("/aandacht", "Aandacht"),
    deur("/wie-keek", "Wie keek"),
    deur("/zoeken", "Zoeken"),
    deur("/noodprocedures", "Noodprocedures"),
    PUBLICATIES,
    BERICHTEN,
];

const BEHEERDER: [Deur; 4] =
    [deur("/mensen", "Mensen"), deur("/organisaties", "Organisaties"), deur("/wacht-op-u", "Wacht op u"), BERICHTEN];

const ONDERZOEKER: [Deur; 4] =
    [PUBLICATIES, deur("/concepten", "Concepten"), deur("/begrippen", "Begrippen"), BERICHTEN];

/// Where somebody begins who has no door at all.
const ACCOUNT: Deur = deur("/account", "Uw account");

const fn van_rol(rol: Rol) -> &'static [Deur] {
    match rol {
        Rol::Signaleerder => &SIGNALEERDER,
        Rol::JgzCoordinator => &COORDINATOR,
        Rol::Uitvoerder => &UITVOERDER,
        Rol::Voorzitter => &VOORZITTER,
        Rol::Fg => &FG,
        Rol::Beheerder => &BEHEERDER,
        Rol::Onderzoeker => &ONDERZOEKER,
    }
}

/// The doors of somebody: those of each of their roles, each once; what everybody has comes last.
#[must_use]
pub fn van(wie: &Bezoeker) -> Vec<Deur> {
    let mut deuren: Vec<Deur> = Vec::new();
    for rol in wie.rollen() {
        for deur in van_rol(rol) {
            if !deuren.contains(deur) {
                deuren.push(*deur);
            }
        }
    }
    deuren.sort_by_key(|deur| [BELOOFD, BERICHTEN].iter().position(|laatst| laatst == deur).map_or(0, |n| n + 1));
    deuren
}

/// Where somebody begins.
#[must_use]
pub fn eerste(wie: &Bezoeker) -> Deur {
    van(wie).first().copied().unwrap_or(ACCOUNT)
}

/// How much is new behind a door.
#[must_use]
pub fn nieuw(deur: Deur, wie: &Bezoeker) -> i64 {
    if deur == BERICHTEN { wie.sessie.ongelezen_berichten } else { 0 }
}
