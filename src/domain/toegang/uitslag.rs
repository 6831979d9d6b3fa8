//! How something ended that asks no permission: a login, a proof, something about one's own account.
//!
//! What was counted on the way stays, also when it is turned down; so this is no
//! [`Weigering`](super::Weigering), which undoes everything.

use super::{
    BeveiligingssleutelId,
    afzender::Afzender,
    rem::{Geremd, Wacht},
};
use crate::domain::logboek::{Gebeurtenis, Spoor};

/// Why somebody was turned down; what they hear of it is for the web to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afwijzing {
    /// It was tried too often: it was not even looked at.
    TeVaak(Wacht),
    /// The name, the password or the second factor of a login is not right.
    Inlog,
    /// The answer of this security key was numbered as only a copy of it can do.
    Kopie(BeveiligingssleutelId),
    /// The session does not go on.
    Sessie,
    /// Of an assertion, its client and the person it names something is not right.
    Verklaring,
    /// What the outside provider says lets nobody in.
    Aanbieder,
    /// The invitation is not good, or not any more.
    Uitnodiging,
    /// The password is not theirs.
    Wachtwoord,
    /// The password was changed by somebody else meanwhile.
    Intussen,
    /// The code of the authenticator is not right, or was used before.
    Code,
    /// The security key did not answer rightly, or too late.
    Sleutel,
    /// The security key was added before.
    SleutelBekend,
    /// There are as many security keys as there can be.
    SleutelsVol,
    /// It is the last security key of somebody who cannot work without.
    LaatsteSleutel,
    /// They have nothing of this name.
    Onbekend,
}

/// How it ended, and the line that says so, if it leaves one.
#[derive(Clone, Debug)]
#[must_use = "its line is still to be written"]
pub struct Uitslag<T> {
    /// What it gave, or why it was turned down.
    pub uitkomst: Result<T, Afwijzing>,
    /// Its line.
    pub spoor: Option<Spoor<Afzender>>,
    /// Whether the line says that it was done: somebody who gets a challenge does not hear whether their password was right.
    pub gedaan: bool,
}

impl<T> Uitslag<T> {
    /// It was done.
    pub const fn gelukt(wat: T, spoor: Spoor<Afzender>) -> Self {
        Self { uitkomst: Ok(wat), spoor: Some(spoor), gedaan: true }
    }

    /// Nothing happened yet that is worth a line.
    pub const fn stil(wat: T) -> Self {
        Self { uitkomst: Ok(wat), spoor: None, gedaan: true }
    }

    /// It was turned down before anything happened that is worth a line.
    pub const fn zonder_regel(waarom: Afwijzing) -> Self {
        Self { uitkomst: Err(waarom), spoor: None, gedaan: false }
    }

    /// It was turned down.
    pub const fn afgewezen(waarom: Afwijzing, spoor: Spoor<Afzender>) -> Self {
        Self { uitkomst: Err(waarom), spoor: Some(spoor), gedaan: false }
    }

    /// Somebody was not let in, or showed something that is not right.
    pub fn niet_binnen(waarom: Afwijzing, wie: Afzender) -> Self {
        Self::afgewezen(waarom, wie.meldt_zich(Gebeurtenis::SessieGeweigerd))
    }

    /// Somebody is held back: the first of a stretch of time leaves this line, the others leave none.
    pub fn geremd(geremd: Geremd, spoor: Spoor<Afzender>) -> Self {
        let waarom = Afwijzing::TeVaak(geremd.wacht);
        if geremd.eerste { Self::afgewezen(waarom, spoor) } else { Self::zonder_regel(waarom) }
    }

    /// It was done, or turned down, as `gelukt` says; the same line tells of either.
    pub fn als(gelukt: bool, wat: T, waarom: Afwijzing, spoor: Spoor<Afzender>) -> Self {
        if gelukt { Self::gelukt(wat, spoor) } else { Self::afgewezen(waarom, spoor) }
    }

    /// Whether it was done.
    pub const fn is_gelukt(&self) -> bool {
        self.uitkomst.is_ok()
    }
}
