//! An act, and what can allow it.

use super::{
    rol::Rol,
    soort::{Kind, Soort},
};
use crate::domain::ids::GebruikerId;

/// What allows an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grond {
    /// A role, in an area that covers the thing.
    Rol(Rol),
    /// Being the casusregisseur of the case.
    Regisseur,
    /// Being the one it belongs to: who used it, received it or wrote it.
    Zelf,
    /// A noodprocedure that runs, for this case and this account.
    Noodprocedure,
}

impl Grond {
    /// The ground as the log line names it.
    #[must_use]
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Rol(_) => "rol",
            Self::Regisseur => "regisseur",
            Self::Zelf => "zelf",
            Self::Noodprocedure => "noodprocedure",
        }
    }
}

/// A role, as a ground.
#[must_use]
pub const fn rol(rol: Rol) -> Grond {
    Grond::Rol(rol)
}

/// What allows something: the ground, in which role, and for whom she has that role as a deputy.
pub type Toegang = (Grond, Option<Rol>, Option<GebruikerId>);

/// An act on one kind of thing, with everybody who may do it.
pub trait Handeling {
    /// The kind of thing.
    type Ding: Kind;
    /// Its row of the policy.
    const REGEL: Regel;
}

/// One row of the policy.
#[derive(Clone, Copy, Debug)]
pub struct Regel {
    /// The act, as the log line names it.
    pub naam: &'static str,
    /// What somebody wanted to do, as a sentence names it: "een signaal bekijken".
    pub zin: &'static str,
    /// What allows it.
    pub gronden: &'static [Grond],
    /// Whether it takes them in person: a machine client cannot do it on their behalf.
    pub in_persoon: bool,
    /// What of a case it shows, when it shows something of one case.
    pub toont: Option<Soort>,
}

/// The row of the act `naam`, which anybody may do to whom one of `gronden` applies.
#[must_use]
pub const fn regel(naam: &'static str, zin: &'static str, gronden: &'static [Grond]) -> Regel {
    Regel { naam, zin, gronden, in_persoon: false, toont: None }
}

impl Regel {
    /// The same, for somebody in person.
    #[must_use]
    pub const fn in_persoon(self) -> Self {
        Self { in_persoon: true, ..self }
    }

    /// The same, of an act that shows what is kept of such a kind in one case.
    #[must_use]
    pub const fn toont(self, soort: Soort) -> Self {
        Self { toont: Some(soort), ..self }
    }
}
