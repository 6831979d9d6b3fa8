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

    /// Its identifier.
    fn id(&self) -> Uuid;
    /// The case it belongs to.
    fn casus(&self) -> Option<CasusId>;
    /// The persons it is about.
    fn betrokkenen(&self) -> Vec<PseudoniemId>;
    /// Where it lies.
    fn ligging(&self) -> Ligging;
    /// The state it is in.
    fn status(&self) -> Self::Status;
    /// How often it was changed.
    fn versie(&self) -> i32;
}
