//! Who may do what, where: the only way to act on a thing is [`permit`].

pub mod beheer;
pub mod beleid;
pub mod historie;
mod inlogwijze;
pub mod machineclient;
pub mod oidc;
mod permit;
pub mod rem;
pub mod toezicht;
pub mod totp;
pub mod wachtwoord;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;
use uuid::Uuid;

pub use self::beheer::{Desk, Factorherstel, Gebruiker, Organisatie, Overdracht, Verleend};
pub use self::inlogwijze::Inlogwijze;
pub use self::permit::{
    Besluit, Conflict, Ding, Gezocht, In, Permitted, Toegang, Toestand, Waarom, Weigering, permit, permit_in_gebied,
    permit_lijst,
};
pub use crate::domain::ids::kind::{Beveiligingssleutel, Pseudoniem, Sessie, Uitdaging};
pub use crate::domain::ids::{
    BeveiligingssleutelId, DeskId, FactorherstelId, GebruikerId, OrganisatieId, OverdrachtId, PseudoniemId, SessieId,
    ToekenningId, UitdagingId,
};
use crate::domain::{
    gebied::{Gemeente, Subregio},
    ids::MachineclientId,
    tijd::Moment,
};

/// What somebody comes to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Rol {
    /// A midwife, or another professional who has a worry.
    Signaleerder,
    /// Explores and routes, for a subregion.
    JgzCoordinator,
    /// Works at a desk: a youth nurse, a programme's nurse, a social worker.
    Uitvoerder,
    /// Chairs the knooppunt of a gemeente.
    Voorzitter,
    /// Publishes counts; reaches no person.
    Onderzoeker,
    /// The privacy officer.
    Fg,
    /// Keeps accounts and organisations; sees no case.
    Beheerder,
}

impl Rol {
    /// The roles of who work on cases; the others see none, not even an empty list.
    pub const AAN_CASUSSEN: [Self; 4] = [Self::Signaleerder, Self::JgzCoordinator, Self::Uitvoerder, Self::Voorzitter];

    /// Whether it reaches beyond one organisation or desk: granting it asks for a factor that was shown just now.
    #[must_use]
    pub const fn is_machtig(self) -> bool {
        !matches!(self, Self::Signaleerder | Self::Uitvoerder)
    }

    /// Whether an account that has it has no other: who keeps accounts, watches or counts does not work on cases as well.
    #[must_use]
    pub const fn staat_alleen(self) -> bool {
        matches!(self, Self::Onderzoeker | Self::Fg | Self::Beheerder)
    }
}

/// What kind of organisation it is, as the regional coalition knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Organisatiesoort {
    /// First-line midwifery practice.
    Verloskundigenpraktijk,
    /// Hospital: gynaecology, paediatrics, social paediatrics.
    Ziekenhuis,
    /// Maternity care.
    Kraamzorg,
    /// General practice.
    Huisartsenpraktijk,
    /// The GGD's youth health service.
    GgdJgz,
    /// The GGD's knowledge department.
    GgdKennis,
    /// A municipality, its access team included.
    Gemeente,
    /// Welfare and social work.
    MaatschappelijkWerk,
    /// (Youth) support.
    Hulpaanbieder,
    /// Mental health care.
    Ggz,
    /// Addiction care.
    Verslavingszorg,
    /// Support for people with a mild intellectual disability.
    LvbOndersteuning,
    /// Shelter.
    MaatschappelijkeOpvang,
    /// Child care.
    Kinderopvang,
    /// Debt support.
    Schuldhulp,
    /// A housing corporation.
    Woningcorporatie,
    /// Experts by experience.
    Ervaringsdeskundigen,
}

/// Where a grant holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gebied {
    /// The whole of Zuid-Limburg.
    Regio,
    /// One subregion.
    Subregio(Subregio),
    /// One gemeente.
    Gemeente(Gemeente),
    /// What one organisation brought in.
    Organisatie(OrganisatieId),
    /// What was sent to one desk.
    Desk(DeskId),
}

impl Gebied {
    /// Whether a thing that lies at `ligging` falls within this area.
    #[must_use]
    pub fn omvat(self, ligging: &Ligging) -> bool {
        match self {
            Self::Regio => ligging.regio || ligging.gemeente.is_some(),
            Self::Subregio(subregio) => ligging.gemeente.is_some_and(|g| g.subregio() == subregio),
            Self::Gemeente(gemeente) => ligging.gemeente == Some(gemeente),
            Self::Organisatie(organisatie) => ligging.organisatie == Some(organisatie),
            Self::Desk(desk) => ligging.desk == Some(desk),
        }
    }
}

/// Where a thing lies: what an area is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ligging {
    /// The organisation that brought it in.
    pub organisatie: Option<OrganisatieId>,
    /// The gemeente it belongs to.
    pub gemeente: Option<Gemeente>,
    /// The desk it was sent to.
    pub desk: Option<DeskId>,
    /// The casusregisseur of its case.
    pub regisseur: Option<GebruikerId>,
    /// Whether it is of the region as a whole: an organisation, a desk or an account, wherever it works.
    pub regio: bool,
    /// The account it belongs to: who used it, received it or wrote it.
    pub van: Option<GebruikerId>,
    /// The account that has its case open under a noodprocedure, and on no other ground.
    pub noodprocedure: Option<GebruikerId>,
}

/// One grant: a role within an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Toekenning {
    /// What may be done.
    pub rol: Rol,
    /// Where.
    pub gebied: Gebied,
}

/// The request that an actor makes.
#[derive(Clone, Debug)]
pub struct Verzoek {
    /// The request id, which the answer carries too.
    pub id: Uuid,
    /// The address the request came from.
    pub toegangspunt: String,
}

/// Somebody who is logged in, with everything that decides what she may do.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Her account.
    pub gebruiker: GebruikerId,
    /// The organisation she works for.
    pub organisatie: OrganisatieId,
    /// Her session.
    pub sessie: SessieId,
    /// The machine client that asks on her behalf; absent when she is there herself.
    pub machineclient: Option<MachineclientId>,
    /// Her own grants that hold now.
    pub eigen: Vec<Toekenning>,
    /// Those that she has as a deputy, each with the colleague: the one that began first in front.
    pub waarnemingen: Vec<(Toekenning, GebruikerId)>,
    /// The request she makes.
    pub verzoek: Verzoek,
    /// The moment of the request; everything in it happens at this one moment.
    pub nu: Moment,
}

impl Actor {
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
        self.machineclient.is_none().then_some(self.gebruiker)
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
            gebruiker: actor.gebruiker,
            organisatie: actor.organisatie,
            sessie: actor.sessie,
            machineclient: actor.machineclient,
            rol: None,
            namens: None,
            verzoek: actor.verzoek.clone(),
            op: actor.nu,
        }
    }
}

#[cfg(test)]
mod tests;
