//! What who signalled hears of a case.

use super::{Casus, Stand};
use crate::domain::recht::{Besluit, Gebeurtenis, Hoofdzaak, Vanzelf};

/// That what became of a case is told to who signalled.
#[derive(Clone, Debug)]
pub struct Standvertelling {
    /// The case.
    pub casus: Casus,
    /// What became of it.
    pub stand: Stand,
}

impl Hoofdzaak for Standvertelling {
    type Ding = Casus;

    fn hoofdzaak(&self) -> &Casus {
        &self.casus
    }
}

impl Casus {
    /// Tells who signalled what became of it.
    #[must_use]
    pub fn vertel(self, stand: Stand, door: Vanzelf) -> Besluit<Standvertelling, Vanzelf> {
        let status = self.status;
        Besluit::vanzelf(door, Gebeurtenis::CasusStandVerteld, status, Standvertelling { casus: self, stand })
    }
}
