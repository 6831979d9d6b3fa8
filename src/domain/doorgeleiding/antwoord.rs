//! Noting what the family says to a request.

use super::{Doorgeleiding, Status, gezin::Gezinsantwoord};
use crate::domain::{
    beleid::GezinsantwoordNoteren,
    recht::{Besluit, Gebeurtenis, In, Permitted, Toestand},
};

/// A doorgeleiding whose support has not begun.
#[derive(Debug)]
pub struct VoorHetBegin;
impl Toestand<Doorgeleiding> for VoorHetBegin {
    const STATUS: &'static [Status] = &[Status::Verzonden, Status::Aanvaard, Status::IntakeGepland];
}

impl Permitted<GezinsantwoordNoteren, In<VoorHetBegin, Doorgeleiding>> {
    /// Notes what the family says; until the support begins they can say something else.
    #[must_use]
    pub fn noteer(self, gezin: Gezinsantwoord) -> Besluit<Doorgeleiding> {
        self.besluit(Gebeurtenis::DoorgeleidingGezinAntwoordde, |doorgeleiding, door| Doorgeleiding {
            gezin,
            gezin_op: Some(door.op),
            ..doorgeleiding
        })
    }
}
