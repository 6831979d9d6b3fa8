//! Which state a meeting, an agenda item or an agreement is in, and where it lies.

use uuid::Uuid;

use super::{Afspraak, AfspraakStatus, Agendapunt, Bijeenkomst, Status};
use crate::domain::{
    ids::{CasusId, PseudoniemId, kind},
    recht::{Ding, Ligging, Toestand},
};

impl Ding for Bijeenkomst {
    type Kind = kind::Bijeenkomst;
    type Status = Status;

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        None
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        self.betrokkenen.clone()
    }
    fn ligging(&self) -> Ligging {
        Ligging { gemeente: Some(self.gemeente), ..Ligging::default() }
    }
    fn status(&self) -> Status {
        self.status
    }
    fn versie(&self) -> i32 {
        self.versie
    }
}

impl Ding for Agendapunt {
    type Kind = kind::Agendapunt;
    type Status = Status;

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        Some(self.casus)
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        vec![self.betrokkene]
    }
    fn ligging(&self) -> Ligging {
        self.ligging
    }
    fn status(&self) -> Status {
        self.status
    }
    fn versie(&self) -> i32 {
        self.versie
    }
}

impl Ding for Afspraak {
    type Kind = kind::Afspraak;
    type Status = AfspraakStatus;

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        Some(self.casus)
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        vec![self.betrokkene]
    }
    fn ligging(&self) -> Ligging {
        self.ligging
    }
    fn status(&self) -> AfspraakStatus {
        self.status
    }
    fn versie(&self) -> i32 {
        self.versie
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
