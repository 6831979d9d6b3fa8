//! What can be looked for, acted upon and named in the logboek.

use std::fmt;

use uuid::Uuid;

use super::{
    ligging::Ligging,
    soort::{Kind, Soort},
};
use crate::domain::ids::{CasusId, PseudoniemId};

/// Something that can be looked for, acted upon and named in the logboek.
pub trait Ding {
    /// What kind of thing it is: acts on things of this kind can be allowed on it.
    type Kind: Kind;
    /// Its states.
    type Status: Copy + PartialEq + Into<&'static str> + fmt::Debug + 'static;
    /// What a line calls it.
    const SOORT: Soort = <Self::Kind as Kind>::SOORT;

    /// What a permit and a line must know of it.
    fn kop(&self) -> Kop;

    /// The state it is in.
    fn status(&self) -> Self::Status;

    /// Its identifier.
    fn id(&self) -> Uuid {
        self.kop().id
    }
    /// Where it lies.
    fn ligging(&self) -> Ligging {
        self.kop().ligging
    }
    /// How often it was changed.
    fn versie(&self) -> i32 {
        self.kop().versie
    }
}

/// What all things have in common.
#[derive(Clone, Debug)]
pub struct Kop {
    /// The identifier.
    pub id: Uuid,
    /// The case it belongs to.
    pub casus: Option<CasusId>,
    /// The persons it is about.
    pub betrokkenen: Vec<PseudoniemId>,
    /// Where it lies.
    pub ligging: Ligging,
    /// How often it was changed.
    pub versie: i32,
}

impl Kop {
    /// Of something that belongs to the region as a whole, and to no case.
    #[must_use]
    pub fn van_de_regio(id: Uuid, versie: i32) -> Self {
        let ligging = Ligging { regio: true, ..Ligging::default() };
        Self { id, casus: None, betrokkenen: Vec::new(), ligging, versie }
    }
}
