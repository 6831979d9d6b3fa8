//! With what one looks around in the demo.

use super::regio::Account;

/// Everybody's password.
pub(super) const WACHTWOORD: &str = "demo-wachtwoord-kansrijk";

/// One account of each role, with a token that works at once.
pub(super) struct Toegang {
    pub(super) rol: &'static str,
    pub(super) wie: Account,
    pub(super) token: String,
}

pub(super) type Toegangen = Vec<Toegang>;
