//! A line of the logboek in the making.

use uuid::Uuid;

use super::{
    actor::Door,
    ding::Ding,
    gebeurtenis::Gebeurtenis,
    handeling::{Grond, Toegang},
    soort::Soort,
};
use crate::domain::ids::{CasusId, PseudoniemId};

/// A log line in the making: by somebody whom the policy permitted something, unless it says otherwise.
#[derive(Clone, Debug)]
pub struct Spoor<D = Door> {
    /// By whom.
    pub door: D,
    /// What happened; [`Gebeurtenis::Geweigerd`] until it did.
    pub gebeurtenis: Gebeurtenis,
    /// What was asked for, as the policy names it.
    pub handeling: &'static str,
    /// What allowed it, as [`Grond::naam`] says it; absent on a refusal.
    pub regel: Option<&'static str>,
    /// Whether it was done under a noodprocedure.
    pub noodprocedure: bool,
    /// The kind of thing.
    pub soort: Soort,
    /// The thing; absent for a list.
    pub object: Option<Uuid>,
    /// The case it belongs to.
    pub casus: Option<CasusId>,
    /// The persons who were shown or changed.
    pub betrokkenen: Vec<PseudoniemId>,
    /// The consent it rests on.
    pub toestemming: Option<Uuid>,
}

impl<D> Spoor<D> {
    /// A line by `door` that wants `handeling` of a `soort`.
    #[must_use]
    pub const fn new(door: D, handeling: &'static str, soort: Soort) -> Self {
        Self {
            door,
            gebeurtenis: Gebeurtenis::Geweigerd,
            handeling,
            regel: None,
            noodprocedure: false,
            soort,
            object: None,
            casus: None,
            betrokkenen: Vec::new(),
            toestemming: None,
        }
    }

    /// Names the thing, its case and its persons.
    pub fn over<T: Ding>(&mut self, ding: &T) {
        self.soort = T::SOORT;
        let kop = ding.kop();
        self.object = Some(kop.id);
        self.casus = kop.casus;
        self.betrokkenen = kop.betrokkenen;
    }
}

impl Spoor {
    /// Names what allowed it.
    pub const fn toegestaan(&mut self, (grond, rol, namens): Toegang) {
        self.regel = Some(grond.naam());
        self.noodprocedure = matches!(grond, Grond::Noodprocedure);
        self.door.rol = rol;
        self.door.namens = namens;
    }
}
