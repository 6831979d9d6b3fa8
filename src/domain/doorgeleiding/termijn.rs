//! What follows when a desk lets its term pass: a reminder, then the escalation, then the end of the request.

use super::{Doorgeleiding, Status};
use crate::domain::{
    recht::{Besluit, Gebeurtenis, Hoofdzaak, Vanzelf},
    route::{Escalatie, Routes},
    werkdagen,
};

/// A step that a passed term brings; each gives the desk a few working days more, until the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Termijnstap {
    /// The desk is reminded.
    Herinnering,
    /// Whoever the route names for this hears of it.
    Escalatie,
    /// The request ends, and is back with its coordinator.
    Verloop,
}

/// A request whose term passed, as it is from now on.
#[derive(Clone, Debug)]
pub struct Verstreken {
    /// The request.
    pub doorgeleiding: Doorgeleiding,
    /// Who hears of an escalation.
    pub escalatie: Escalatie,
}

impl Hoofdzaak for Verstreken {
    type Ding = Doorgeleiding;

    fn hoofdzaak(&self) -> &Doorgeleiding {
        &self.doorgeleiding
    }
}

impl Doorgeleiding {
    /// The step that is due by the day of `door`, if one is. None is skipped, however long nobody looked: each comes with its own
    /// time to answer after it.
    #[must_use]
    pub fn verstrijk(self, routes: &Routes, door: Vanzelf) -> Option<Besluit<Verstreken, Vanzelf>> {
        let vandaag = door.op.dag();
        if !self.status.is_open() || self.stap_op.is_none_or(|dag| dag > vandaag) {
            return None;
        }
        let van_route = routes.van(self.route);
        let over = |werkdagen| Some(werkdagen::na(vandaag, werkdagen));
        let op = Some(door.op);
        let (gebeurtenis, doorgeleiding) = match self.termijnstap() {
            Termijnstap::Herinnering => {
                let stap_op = over(van_route.escalatie_na_werkdagen);
                (Gebeurtenis::DoorgeleidingHerinnerd, Self { herinnerd_op: op, stap_op, ..self })
            }
            Termijnstap::Escalatie => {
                let stap_op = over(van_route.verlopen_na_werkdagen);
                (Gebeurtenis::DoorgeleidingGeescaleerd, Self { geescaleerd_op: op, stap_op, ..self })
            }
            Termijnstap::Verloop => {
                let verlopen = Self { status: Status::Verlopen, beeindigd_op: op, stap_op: None, ..self };
                (Gebeurtenis::DoorgeleidingVerlopen, verlopen)
            }
        };
        let verstreken = Verstreken { doorgeleiding, escalatie: van_route.escalatie };
        Some(Besluit::vanzelf(door, gebeurtenis, Status::Verzonden, verstreken))
    }

    /// What comes next when nobody answers.
    const fn termijnstap(&self) -> Termijnstap {
        match (self.herinnerd_op, self.geescaleerd_op) {
            (None, _) => Termijnstap::Herinnering,
            (Some(_), None) => Termijnstap::Escalatie,
            (Some(_), Some(_)) => Termijnstap::Verloop,
        }
    }
}
