//! Sessions: what one is, when it ends by itself, and whether one goes on.

use super::{GebruikerId, Inlogwijze, SessieId, afzender::Afzender, machineclient::MachineclientId};
use crate::domain::{logboek::Gebeurtenis, tijd::Moment};

/// When a session ends by itself.
#[derive(Clone, Copy, Debug)]
pub struct Grenzen {
    /// Idle seconds that end a session.
    pub stil_seconden: i32,
    /// The same for the functioneel beheerder and the FG.
    pub stil_beheer_seconden: i32,
    /// Hours that end any session.
    pub sessie_uren: i64,
}

/// A session that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lopend {
    /// The session.
    pub sessie: SessieId,
    /// Whose.
    pub gebruiker: GebruikerId,
    /// When it ends, whatever happens.
    pub verloopt_op: Moment,
    /// How it was begun.
    pub inlogwijze: Inlogwijze,
    /// The machine client through which it runs, if it does.
    pub machineclient: Option<MachineclientId>,
}

impl Lopend {
    /// Who brought about what happens in this session: `wie`, of whom account and session are known now.
    #[must_use]
    pub fn door(&self, wie: &Afzender) -> Afzender {
        Afzender {
            gebruiker: Some(self.gebruiker),
            sessie: Some(self.sessie),
            machineclient: self.machineclient,
            ..wie.clone()
        }
    }
}

/// What is known of a session when somebody brings one of its refresh tokens.
#[derive(Clone, Copy, Debug)]
pub struct Verversing {
    /// The session.
    pub lopend: Lopend,
    /// Whether the token was brought for the first time.
    pub eerste_keer: bool,
    /// Whether its account can be used, and it is neither ended nor too old nor idle too long.
    pub loopt: bool,
}

impl Verversing {
    /// Whether the session goes on.
    ///
    /// A token that comes twice ends it, because we cannot tell which of the two holders is the right one.
    #[must_use]
    pub const fn gaat_door(&self) -> bool {
        self.eerste_keer && self.loopt
    }
}

/// What happened to a session that does not go on: it ended just now, or it had ended before.
#[must_use]
pub const fn gestopt(eindigt_nu: bool) -> Gebeurtenis {
    if eindigt_nu { Gebeurtenis::SessieBeeindigd } else { Gebeurtenis::SessieGeweigerd }
}
