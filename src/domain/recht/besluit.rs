//! A decision: what is to be stored, from which state, and the line that tells of it.

use uuid::Uuid;

use super::{
    actor::{Door, Vanzelf},
    ding::Ding,
    gebeurtenis::Gebeurtenis,
    soort::Soort,
    spoor::Spoor,
};

/// What a decision is about in the first place: the thing that its line names, and whose state and version it rests on.
///
/// A decision can bring about more than one thing: a request that is sent on is the old one and the new one.
pub trait Hoofdzaak {
    /// The kind of thing.
    type Ding: Ding;

    /// The thing.
    fn hoofdzaak(&self) -> &Self::Ding;
}

impl<T: Ding> Hoofdzaak for T {
    type Ding = T;

    fn hoofdzaak(&self) -> &T {
        self
    }
}

/// What must be stored still for a decision to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Van {
    /// Nothing: it comes into being.
    Nieuw,
    /// The thing in one of these states, and in the version that was seen.
    In(Vec<&'static str>),
}

impl Van {
    /// The states that are expected; none of something new.
    #[must_use]
    pub fn statussen(&self) -> Vec<&'static str> {
        match self {
            Self::Nieuw => Vec::new(),
            Self::In(statussen) => statussen.clone(),
        }
    }
}

/// A decision: the new state of a thing, the state that it must still be in, and the event that tells of it.
///
/// Only what was permitted makes one, or a term that passed; and it is opened in one place, where the thing is stored together with its line and with all
/// that follows from it. So there is no fact without its line, and no step from a state that was not checked.
#[derive(Debug)]
pub struct Besluit<T, D = Door> {
    spoor: Spoor<D>,
    ding: T,
    van: Van,
}

impl<T> Besluit<T> {
    /// A decision by whoever was permitted to make it.
    pub(super) const fn new(spoor: Spoor, ding: T, van: Van) -> Self {
        Self { spoor, ding, van }
    }

    /// Stored only while the thing is in one of these states.
    pub(super) fn zolang(self, statussen: Vec<&'static str>) -> Self {
        Self { van: Van::In(statussen), ..self }
    }

    /// Lets its line name what it is about.
    pub(super) fn over_hoofdzaak(mut self) -> Self
    where
        T: Hoofdzaak,
    {
        self.spoor.over(self.ding.hoofdzaak());
        self
    }

    /// Names the consent that it rests on.
    #[must_use]
    pub const fn rust_op(mut self, toestemming: Uuid) -> Self {
        self.spoor.toestemming = Some(toestemming);
        self
    }

    /// Lets its line name another thing than the one that was looked for.
    #[must_use]
    pub fn noem(mut self, soort: Soort, object: impl FnOnce(&T) -> Uuid) -> Self {
        self.spoor.soort = soort;
        self.spoor.object = Some(object(&self.ding));
        self
    }

    /// A look at its line.
    #[must_use]
    pub const fn spoor(&self) -> &Spoor {
        &self.spoor
    }
}

impl<T: Hoofdzaak> Besluit<T, Vanzelf> {
    /// What a term that passed makes of a thing, in the state in which it was; nobody asked for it.
    pub fn vanzelf(door: Vanzelf, gebeurtenis: Gebeurtenis, status: <T::Ding as Ding>::Status, ding: T) -> Self {
        let mut spoor = Spoor::new(door, gebeurtenis.into(), T::Ding::SOORT);
        spoor.gebeurtenis = gebeurtenis;
        spoor.over(ding.hoofdzaak());
        Self { spoor, ding, van: Van::In(vec![status.into()]) }
    }
}

impl<T, D> Besluit<T, D> {
    /// Its line, what is to be stored, and what must be stored still.
    #[must_use]
    pub fn unfold(self) -> (Spoor<D>, T, Van) {
        (self.spoor, self.ding, self.van)
    }
}
