//! What the signaller tells of how the pregnancy went that the signaal is about: a birth or a loss.

use chrono::NaiveDate;

use super::{Signaal, Status};
use crate::domain::{
    beleid::ZwangerschapVertellen,
    casus::{Casus, verteld},
    recht::{Besluit, Hoofdzaak, In, Permitted, Toestand},
    zwangerschap::{kind::Kind, uitkomst::Omslag},
};

/// A signaal that was not taken back.
#[derive(Debug)]
pub struct Levend;
impl Toestand<Signaal> for Levend {
    const STATUS: &'static [Status] = &[Status::Ontvangen, Status::Gekoppeld];
}

/// How the pregnancy went that a signaal is about, as its signaller tells it.
#[derive(Clone, Debug)]
pub struct Verteld {
    /// The signaal.
    pub signaal: Signaal,
    /// The open case that is about this pregnancy, if there is one: there the rest follows.
    pub casus: Option<Casus>,
    /// What changed.
    pub omslag: Omslag,
    /// The children that were born.
    pub kinderen: Vec<Kind>,
}

impl Hoofdzaak for Verteld {
    type Ding = Signaal;

    fn hoofdzaak(&self) -> &Signaal {
        &self.signaal
    }
}

impl Permitted<ZwangerschapVertellen, In<Levend, Signaal>> {
    /// Notes how the pregnancy went; other than was told before is a correction.
    #[must_use]
    pub fn vertel(self, casus: Option<Casus>, omslag: Omslag, geboren_op: &[NaiveDate]) -> Besluit<Verteld> {
        self.besluit(verteld(&omslag), |signaal, door| {
            let kinderen = geboren_op.iter().map(|&dag| Kind::geboren(omslag.van, dag, door.op)).collect();
            Verteld { signaal, casus, omslag, kinderen }
        })
    }
}
