//! Accounts: what one is called, and how long an invitation to use one holds.

use chrono::TimeDelta;

use crate::domain::tijd::Moment;

/// For how many hours an invitation holds.
pub const UITNODIGING_UREN: i64 = 24;

/// Until when an invitation of `nu` holds.
#[must_use]
pub fn uitnodiging_tot(nu: Moment) -> Moment {
    nu.plus(TimeDelta::hours(UITNODIGING_UREN))
}

/// The name of an account as it is stored: the same in capitals is the same.
#[must_use]
pub fn gebruikersnaam(tekst: &str) -> String {
    tekst.trim().to_lowercase()
}
