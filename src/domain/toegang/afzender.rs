//! Who a line of the logboek is by when nothing was permitted to them: somebody at the door, somebody about their own account, the
//! command line, or the program itself.

use std::borrow::Cow;

use uuid::Uuid;

use super::{Actor, GebruikerId, SessieId, Verzoek, machineclient::MachineclientId};
use crate::domain::{
    logboek::{Gebeurtenis, Soort, Spoor},
    tijd::Moment,
};

/// How the logboek names the program itself.
pub const PROGRAMMA: &str = "knooppunt";

/// Where something came from.
#[derive(Clone, Debug)]
pub enum Herkomst {
    /// A request over the web.
    Verzoek(Verzoek),
    /// The machine itself: the command line, or a job of the program. The logboek names it by this word.
    Machine(Cow<'static, str>),
}

/// Who a line is by, as far as it is known.
///
/// Somebody whom the policy permitted something is a [`Door`](super::Door) instead, of which nothing is missing.
#[derive(Clone, Debug)]
pub struct Afzender {
    /// The account.
    pub gebruiker: Option<GebruikerId>,
    /// The session.
    pub sessie: Option<SessieId>,
    /// The machine client through which it was asked.
    pub machineclient: Option<MachineclientId>,
    /// Where it came from.
    pub herkomst: Herkomst,
    /// When.
    pub op: Moment,
}

impl Afzender {
    const fn new(herkomst: Herkomst, op: Moment) -> Self {
        Self { gebruiker: None, sessie: None, machineclient: None, herkomst, op }
    }

    /// Nobody yet: all that is known is the request.
    #[must_use]
    pub const fn onbekend(verzoek: Verzoek, op: Moment) -> Self {
        Self::new(Herkomst::Verzoek(verzoek), op)
    }

    /// Somebody who is logged in and does something with their own account.
    #[must_use]
    pub fn zelf(actor: &Actor) -> Self {
        Self {
            gebruiker: Some(actor.gebruiker()),
            sessie: Some(actor.sessie()),
            machineclient: actor.machineclient(),
            ..Self::onbekend(actor.verzoek.clone(), actor.nu)
        }
    }

    /// Somebody who is logged in and shows something that is not right: the line names the account, and no session.
    #[must_use]
    pub fn over(actor: &Actor) -> Self {
        Self::onbekend(actor.verzoek.clone(), actor.nu).met_account(Some(actor.gebruiker()))
    }

    /// Whoever sits at the machine.
    #[must_use]
    pub const fn opdrachtregel(op: Moment) -> Self {
        Self::machine("opdrachtregel", op)
    }

    /// The program, by itself: what a term of the region makes it do.
    #[must_use]
    pub const fn vanzelf(op: Moment) -> Self {
        Self::machine(PROGRAMMA, op)
    }

    /// A part of the machine that the logboek names by this word.
    #[must_use]
    pub const fn machine(naam: &'static str, op: Moment) -> Self {
        Self::new(Herkomst::Machine(Cow::Borrowed(naam)), op)
    }

    /// Where it came from, as the logboek names it: an address, or a part of the machine.
    #[must_use]
    pub fn toegangspunt(&self) -> &str {
        match &self.herkomst {
            Herkomst::Verzoek(verzoek) => &verzoek.toegangspunt,
            Herkomst::Machine(naam) => naam,
        }
    }

    /// The same, with the account that it is about, if there is one.
    #[must_use]
    pub fn met_account(&self, gebruiker: Option<GebruikerId>) -> Self {
        Self { gebruiker, ..self.clone() }
    }

    /// Their line: this happened to that thing.
    #[must_use]
    pub fn meldt(self, gebeurtenis: Gebeurtenis, soort: Soort, object: Option<Uuid>) -> Spoor<Self> {
        let mut spoor = Spoor::new(self, gebeurtenis.into(), soort);
        (spoor.gebeurtenis, spoor.object) = (gebeurtenis, object);
        spoor
    }

    /// Their line about themselves: about the session when there is one, else about the account.
    #[must_use]
    pub fn meldt_zich(self, gebeurtenis: Gebeurtenis) -> Spoor<Self> {
        let (soort, object) = match (self.sessie, self.gebruiker) {
            (Some(sessie), _) => (Soort::Sessie, Some(sessie.uuid())),
            // A login that never became a session tells of no session, also when its account is known.
            (None, _) if gebeurtenis == Gebeurtenis::SessieGeweigerd => (Soort::Sessie, None),
            (None, gebruiker) => (Soort::Gebruiker, gebruiker.map(GebruikerId::uuid)),
        };
        self.meldt(gebeurtenis, soort, object)
    }
}
