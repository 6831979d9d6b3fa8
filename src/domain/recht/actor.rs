//! Who asks for something, and by whom a line says that it was done.

use uuid::Uuid;

use super::{
    ligging::{Gebied, Ligging, Toekenning},
    rol::Rol,
};
use crate::domain::{
    ids::{GebruikerId, MachineclientId, OrganisatieId, SessieId},
    tijd::Moment,
};

/// The request that an actor makes.
#[derive(Clone, Debug)]
pub struct Verzoek {
    /// The request id, which the answer carries too.
    pub id: Uuid,
    /// The address the request came from.
    pub toegangspunt: String,
}

/// An account in one of its sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// The account.
    pub gebruiker: GebruikerId,
    /// The organisation they work for.
    pub organisatie: OrganisatieId,
    /// The session.
    pub sessie: SessieId,
}

/// Who acts.
///
/// Somebody who comes without an account (a parent, a guest) is one more variant here. [`Wie::account`] has nothing to give for it
/// then, and so every place that takes an account for granted fails to compile until it says what it does without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wie {
    /// Somebody who is there in person.
    Account(Account),
    /// A machine client, on behalf of somebody.
    Machineclient(MachineclientId, Account),
}

impl Wie {
    /// Somebody in person, or a machine client on their behalf.
    #[must_use]
    pub fn new(account: Account, machineclient: Option<MachineclientId>) -> Self {
        machineclient.map_or(Self::Account(account), |client| Self::Machineclient(client, account))
    }

    /// The account that acts, or on whose behalf is acted.
    #[must_use]
    pub const fn account(&self) -> &Account {
        match self {
            Self::Account(account) | Self::Machineclient(_, account) => account,
        }
    }
}

/// Somebody who is logged in, with everything that decides what they may do.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Who.
    pub wie: Wie,
    /// Their own grants that hold now.
    pub eigen: Vec<Toekenning>,
    /// Those that she has as a deputy, each with the colleague: the one that began first in front.
    pub waarnemingen: Vec<(Toekenning, GebruikerId)>,
    /// The request she makes.
    pub verzoek: Verzoek,
    /// The moment of the request; everything in it happens at this one moment.
    pub nu: Moment,
}

impl Actor {
    /// The account.
    #[must_use]
    pub const fn gebruiker(&self) -> GebruikerId {
        self.wie.account().gebruiker
    }

    /// The organisation they work for.
    #[must_use]
    pub const fn organisatie(&self) -> OrganisatieId {
        self.wie.account().organisatie
    }

    /// The session.
    #[must_use]
    pub const fn sessie(&self) -> SessieId {
        self.wie.account().sessie
    }

    /// The machine client that asks on their behalf; absent when they are there in person.
    #[must_use]
    pub const fn machineclient(&self) -> Option<MachineclientId> {
        match self.wie {
            Wie::Account(_) => None,
            Wie::Machineclient(client, _) => Some(client),
        }
    }

    /// All her grants, her own first.
    pub fn toekenningen(&self) -> impl Iterator<Item = &Toekenning> {
        self.eigen.iter().chain(self.waarnemingen.iter().map(|(toekenning, _)| toekenning))
    }

    /// For whom she deputises with her grants of this role where `daar` holds: for nobody as soon as one of them is her own, and of
    /// several colleagues for the first.
    pub fn namens(&self, rol: Rol, daar: impl Fn(Gebied) -> bool) -> Option<GebruikerId> {
        let telt = |t: &Toekenning| t.rol == rol && daar(t.gebied);
        if self.eigen.iter().any(telt) {
            return None;
        }
        self.waarnemingen.iter().find(|(t, _)| telt(t)).map(|&(_, voor)| voor)
    }

    /// Whether she has this role anywhere.
    #[must_use]
    pub fn heeft(&self, rol: Rol) -> bool {
        self.toekenningen().any(|t| t.rol == rol)
    }

    /// Whether they have this role where a thing lies.
    #[must_use]
    pub fn heeft_daar(&self, rol: Rol, ligging: &Ligging) -> bool {
        self.gebieden(rol).any(|gebied| gebied.omvat(ligging))
    }

    /// The role in which she works on cases, if she has one: only then can she be a casusregisseur.
    #[must_use]
    pub fn casusrol(&self) -> Option<Rol> {
        self.toekenningen().map(|t| t.rol).find(|rol| Rol::AAN_CASUSSEN.contains(rol))
    }

    /// The first of her roles, for what belongs to her whatever she comes to do.
    #[must_use]
    pub fn eerste_rol(&self) -> Option<Rol> {
        self.toekenningen().next().map(|t| t.rol)
    }

    /// The account when she is there herself; a machine client has roles, but carries no case and opens none in an emergency.
    #[must_use]
    pub fn in_persoon(&self) -> Option<GebruikerId> {
        match self.wie {
            Wie::Account(account) => Some(account.gebruiker),
            Wie::Machineclient(..) => None,
        }
    }

    /// The account when she can be a casusregisseur now: there herself, in a role that works on cases. Whoever lost her roles carries
    /// a case in name until it is handed over, and sees it no more.
    #[must_use]
    pub fn als_regisseur(&self) -> Option<GebruikerId> {
        self.casusrol().and(self.in_persoon())
    }

    /// The areas in which she has this role.
    pub fn gebieden(&self, rol: Rol) -> impl Iterator<Item = Gebied> + '_ {
        self.toekenningen().filter(move |t| t.rol == rol).map(|t| t.gebied)
    }
}

/// The program by itself: nobody asked, a term of the region passed.
#[derive(Clone, Copy, Debug)]
pub struct Vanzelf {
    /// When.
    pub op: Moment,
}

/// By whom, in which role and from where something was done: half of a log line.
#[derive(Clone, Debug)]
pub struct Door {
    /// The account.
    pub gebruiker: GebruikerId,
    /// The organisation.
    pub organisatie: OrganisatieId,
    /// The session.
    pub sessie: SessieId,
    /// The machine client that did it on her behalf, if one did (NEN 7513).
    pub machineclient: Option<MachineclientId>,
    /// The role that allowed it; absent on a refusal.
    pub rol: Option<Rol>,
    /// The colleague for whom she has that role as a deputy (NEN 7513).
    pub namens: Option<GebruikerId>,
    /// The request.
    pub verzoek: Verzoek,
    /// When.
    pub op: Moment,
}

impl Door {
    /// By `actor`, before anything allowed it.
    #[must_use]
    pub fn new(actor: &Actor) -> Self {
        Self {
            gebruiker: actor.gebruiker(),
            organisatie: actor.organisatie(),
            sessie: actor.sessie(),
            machineclient: actor.machineclient(),
            rol: None,
            namens: None,
            verzoek: actor.verzoek.clone(),
            op: actor.nu,
        }
    }
}
