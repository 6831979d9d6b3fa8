//! That the day passed by which something was to happen for a family: whoever carries it is told, once.

use chrono::NaiveDate;

use super::plek::{Reden, nummer};
use crate::domain::{
    bericht::Berichtsoort,
    casus::Casus,
    recht::{Besluit, Gebeurtenis, Hoofdzaak, Vanzelf},
};

/// For what somebody is told that the day passed. Of the others their own word tells: what came back, a verhuizing, a pregnancy that is
/// over; and a chance that closed makes place for the next.
pub const MAANT: [Reden; 5] =
    [Reden::Spoed, Reden::EersteContact, Reden::Verkenning, Reden::Bekijken, Reden::Evaluatie];

/// A case of which the day passed, with its place in the queue: of one place it is told once.
#[derive(Clone, Debug)]
pub struct Maning {
    /// The case.
    pub casus: Casus,
    /// Why it stands there.
    pub waarom: Reden,
    /// Its place.
    pub plek: i32,
}

impl Hoofdzaak for Maning {
    type Ding = Casus;

    fn hoofdzaak(&self) -> &Casus {
        &self.casus
    }
}

impl Maning {
    /// Of a case that stands there for `waarom` until `dag`.
    #[must_use]
    pub fn new(casus: Casus, waarom: Reden, dag: NaiveDate) -> Self {
        Self { casus, waarom, plek: nummer(Some((waarom, dag))) }
    }

    /// What whoever carries the case is told.
    #[must_use]
    pub const fn soort(&self) -> Berichtsoort {
        match self.waarom {
            Reden::Spoed | Reden::EersteContact => Berichtsoort::EersteContactTeLaat,
            Reden::Evaluatie => Berichtsoort::EvaluatieTeLaat,
            _ => Berichtsoort::CasusTeLaat,
        }
    }

    /// Tells it.
    #[must_use]
    pub fn vertel(self, door: Vanzelf) -> Besluit<Self, Vanzelf> {
        let status = self.casus.status;
        Besluit::vanzelf(door, Gebeurtenis::CasusTeLaat, status, self)
    }
}
