//! An act, and what can allow it.

use super::{rol::Rol, soort::Kind};
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
    type Ding: Kind;
    /// The act, as the log line names it.
    const NAAM: &'static str;
    /// What allows it.
    const GRONDEN: &'static [Grond];
    /// Whether it takes her in person: a machine client cannot do it on her behalf.
    const IN_PERSOON: bool = false;
}

/// One row of the policy.
#[derive(Clone, Copy, Debug)]
pub struct Regel {
    /// The act, as the log line names it.
    pub naam: &'static str,
    /// What allows it.
    pub gronden: &'static [Grond],
    /// Whether it takes them in person.
    pub in_persoon: bool,
}

/// The row of `H`.
#[must_use]
pub const fn row<H: Handeling>(_: &H) -> Regel {
    Regel { naam: H::NAAM, gronden: H::GRONDEN, in_persoon: H::IN_PERSOON }
}
