//! Who may get in: organisations and their desks, accounts and their grants, sessions.
//!
//! What somebody does here without asking permission, a login above all, gives an [`Uitslag`](crate::domain::toegang::uitslag::Uitslag):
//! how it ended, and the line that is to be written of it in the same transaction. Nothing here writes a line itself.

pub mod beheer;
pub mod beveiligingssleutel;
pub mod eigen;
pub mod gebied;
pub mod gebruiker;
pub mod geheim;
pub(in crate::store) mod geldig;
pub mod herstelcode;
pub mod machineclient;
pub mod oidc;
pub mod onbezorgd;
mod opening;
pub mod organisatie;
pub mod post;
pub mod rem;
pub mod sessie;
#[cfg(test)]
pub(crate) mod tests;
pub mod uitnodiging;

pub use self::gebruiker::{Bekend, maak_gebruiker};
pub use crate::domain::toegang::totp::totp_code;
