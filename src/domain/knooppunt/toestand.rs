//! Which state a meeting, an agenda item or an agreement is in, and where it lies.

use super::{Afspraak, AfspraakStatus, Agendapunt, Bijeenkomst, Status};
use crate::domain::{
    ids::kind,
    recht::{Ding, Kop, Ligging, Toestand},
};

impl Ding for Bijeenkomst {
    type Kind = kind::Bijeenkomst;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: None,
            betrokkenen: self.betrokkenen.clone(),
            ligging: Ligging { gemeente: Some(self.gemeente), ..Ligging::default() },
            versie: self.versie,
        }
    }
    fn status(&self) -> Status {
        self.status
    }
}

impl Ding for Agendapunt {
    type Kind = kind::Agendapunt;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: Some(self.casus),
            betrokkenen: vec![self.betrokkene],
            ligging: self.ligging,
            versie: self.versie,
        }
    }
    fn status(&self) -> Status {
        self.status
    }
}

impl Ding for Afspraak {
    type Kind = kind::Afspraak;
    type Status = AfspraakStatus;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: Some(self.casus),
            betrokkenen: vec![self.betrokkene],
            ligging: self.ligging,
            versie: self.versie,
        }
    }
    fn status(&self) -> AfspraakStatus {
        self.status
    }
}

/// A meeting, or an agenda item, that is still to come.
#[derive(Debug)]
pub struct Gepland;
impl Toestand<Bijeenkomst> for Gepland {
    const STATUS: &'static [Status] = &[Status::Gepland];
}

/// A meeting that was held and whose record is being made.
#[derive(Debug)]
pub struct Gehouden;
impl Toestand<Bijeenkomst> for Gehouden {
    const STATUS: &'static [Status] = &[Status::Gehouden];
}

/// A meeting, or an agenda item, whose record is not established yet.
#[derive(Debug)]
pub struct NietVastgesteld;
impl Toestand<Bijeenkomst> for NietVastgesteld {
    const STATUS: &'static [Status] = &[Status::Gepland, Status::Gehouden];
}
impl Toestand<Agendapunt> for NietVastgesteld {
    const STATUS: &'static [Status] = &[Status::Gepland, Status::Gehouden];
}

/// An agreement that is still to be done.
#[derive(Debug)]
pub struct Open;
impl Toestand<Afspraak> for Open {
    const STATUS: &'static [AfspraakStatus] = &[AfspraakStatus::Open];
}
