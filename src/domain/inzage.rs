//! The person whose file is asked for: who she is in the logboek, and where her case lies.

use strum::IntoStaticStr;

use crate::domain::{
    ids::{CasusId, ClientId, PseudoniemId, kind},
    recht::{Ding, Kop, Ligging},
};

/// Whether anything is known of her.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Status {
    /// Her data are there.
    Bekend,
    /// They were dropped; what stays cannot lead back to her.
    Gewist,
}

/// A person, as who may ask for her file finds her.
///
/// A signaal that was joined to a case brought a client of its own: it is the same woman, and her file is one.
#[derive(Clone, Debug)]
pub struct Betrokkene {
    /// The client that was asked for.
    pub id: ClientId,
    /// Everything she is known as: that client, and those of the signalen in the same case.
    pub clienten: Vec<(ClientId, PseudoniemId)>,
    /// The case that lies where the asker may look; absent when there is only a signaal.
    pub casus: Option<CasusId>,
    /// Where it lies.
    pub ligging: Ligging,
    /// Whether anything is known of her.
    pub status: Status,
}

impl Betrokkene {
    /// Her names in the logboek.
    #[must_use]
    pub fn pseudoniemen(&self) -> Vec<PseudoniemId> {
        self.clienten.iter().map(|(_, pseudoniem)| *pseudoniem).collect()
    }
}

impl Ding for Betrokkene {
    type Kind = kind::Betrokkene;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: self.casus,
            betrokkenen: self.pseudoniemen(),
            ligging: self.ligging,
            versie: 1,
        }
    }
    fn status(&self) -> Status {
        self.status
    }
}
