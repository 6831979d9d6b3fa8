//! Who may get in: organisations and their desks, accounts and their grants, sessions.
//!
//! Whatever is done here writes its line in the logboek itself, in the transaction it gets: a login and its line, a
//! refused login and its line.

pub mod beheer;
pub mod beveiligingssleutel;
pub mod eigen;
pub mod gebied;
pub mod gebruiker;
pub mod geheim;
pub mod herstelcode;
pub mod machineclient;
pub mod oidc;
mod opening;
pub mod organisatie;
pub mod rem;
pub mod sessie;
#[cfg(test)]
pub(crate) mod tests;

pub use self::gebruiker::{Bekend, maak_gebruiker};
use super::{
    conn::Tx,
    error::Error,
    logboek::{self, Systeemregel},
};
pub use crate::domain::toegang::totp::totp_code;
use crate::domain::{
    logboek::{Gebeurtenis, Soort},
    tijd::Moment,
    toegang::{GebruikerId, SessieId, Verzoek, machineclient::MachineclientId},
};

/// Where something came from: a request, or somebody at the machine itself.
#[derive(Clone, Copy, Debug)]
pub enum Herkomst<'a> {
    /// A request over the web.
    Verzoek(&'a Verzoek),
    /// The command line.
    Opdrachtregel,
}

/// What happened to an account or a session.
#[derive(Clone, Copy, Debug)]
struct Voorval {
    gebeurtenis: Gebeurtenis,
    gelukt: bool,
    gebruiker: Option<GebruikerId>,
    sessie: Option<SessieId>,
    machineclient: Option<MachineclientId>,
}

impl Voorval {
    /// Something that happened to an account outside a session of its own.
    const fn over_account(gebeurtenis: Gebeurtenis, gelukt: bool, gebruiker: Option<GebruikerId>) -> Self {
        Self { gebeurtenis, gelukt, gebruiker, sessie: None, machineclient: None }
    }
}

/// Writes the line of `voorval`: about the session when there is one, else about the account.
fn log(tx: &mut Tx, herkomst: Herkomst<'_>, voorval: Voorval, nu: Moment) -> Result<(), Error> {
    let (soort, object) = match (voorval.gebeurtenis, voorval.sessie) {
        (Gebeurtenis::MachineclientToegevoegd | Gebeurtenis::MachineclientIngetrokken, _) => {
            (Soort::Machineclient, voorval.machineclient.map(MachineclientId::uuid))
        }
        (_, Some(sessie)) => (Soort::Sessie, Some(sessie.uuid())),
        (Gebeurtenis::SessieGeweigerd, None) => (Soort::Sessie, None),
        (_, None) => (Soort::Gebruiker, voorval.gebruiker.map(GebruikerId::uuid)),
    };
    let (verzoek, toegangspunt) = match herkomst {
        Herkomst::Verzoek(verzoek) => (Some(verzoek.id), verzoek.toegangspunt.as_str()),
        Herkomst::Opdrachtregel => (None, "opdrachtregel"),
    };
    let regel = Systeemregel {
        gebeurtenis: voorval.gebeurtenis,
        uitkomst: if voorval.gelukt { "gelukt" } else { "geweigerd" },
        soort,
        object,
        gebruiker: voorval.gebruiker,
        sessie: voorval.sessie,
        machineclient: voorval.machineclient,
        verzoek,
        toegangspunt,
        op: nu,
    };
    logboek::systeem(tx, &regel)
}
