//! An act, and what can allow it.

use super::rol::Rol;
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

/// What allows something: the ground, in which role, and for whom she has that role as a deputy.
pub type Toegang = (Grond, Option<Rol>, Option<GebruikerId>);

/// An act on one kind of thing, with everybody who may do it.
pub trait Handeling {
    /// The kind of thing.
    type Ding;
    /// The act, as the log line names it.
    const NAAM: &'static str;
    /// What allows it.
    const GRONDEN: &'static [Grond];
    /// Whether it takes her in person: a machine client cannot do it on her behalf.
    const IN_PERSOON: bool = false;
}
