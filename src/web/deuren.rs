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

const SIGNALEERDER: [Deur; 2] = [deur("/nieuw-signaal", "Nieuw signaal"), deur("/mijn-signalen", "Mijn signalen")];

const COORDINATOR: [Deur; 3] = [deur("/vandaag", "Vandaag"), deur("/casussen", "Gezinnen"), deur("/zoeken", "Zoeken")];

const VOORZITTER: [Deur; 2] = [deur("/bijeenkomsten", "Bijeenkomsten"), deur("/afspraken", "Afspraken")];

/// For whom there is no page of their own yet.
const ACCOUNT: Deur = deur("/account", "Uw account");

const fn van_rol(rol: Rol) -> &'static [Deur] {
    match rol {
        Rol::Signaleerder => &SIGNALEERDER,
        Rol::JgzCoordinator => &COORDINATOR,
        Rol::Voorzitter => &VOORZITTER,
        Rol::Uitvoerder | Rol::Onderzoeker | Rol::Fg | Rol::Beheerder => &[],
    }
}

/// The doors of somebody: those of each of their roles, each once.
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
    deuren
}

/// Where somebody begins.
#[must_use]
pub fn eerste(wie: &Bezoeker) -> Deur {
    van(wie).first().copied().unwrap_or(ACCOUNT)
}
