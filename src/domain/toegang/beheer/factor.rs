//! The second factor: shown just now for what weighs most, and set anew by two persons when it is lost.

use chrono::TimeDelta;

use crate::domain::{
    recht::{Permitted, Waarom, Weigering},
    tijd::Moment,
};

/// For how long a factor that was shown is fresh.
pub const VERS_MINUTEN: i64 = 5;
/// Wrong codes after which the session ends: who holds a stolen token does not get to guess.
pub const MEESTE_FOUTEN: i32 = 5;
/// For how long a request to set a factor anew can be confirmed.
pub const HERSTEL_UREN: i64 = 24;

/// Until when a factor that was shown at `bewezen_op` is fresh.
#[must_use]
pub fn vers_tot(bewezen_op: Moment) -> Moment {
    bewezen_op.plus(TimeDelta::minutes(VERS_MINUTEN))
}

impl<H, T> Permitted<H, T> {
    /// Goes on only when her second factor was last shown at most five minutes ago.
    ///
    /// Refused when it was not.
    pub fn met_verse_factor(self, bewezen_op: Option<Moment>) -> Result<Self, Box<Weigering>> {
        if bewezen_op.is_some_and(|op| self.nu() <= vers_tot(op)) {
            return Ok(self);
        }
        let (spoor, _) = self.into_parts();
        Err(Box::new(Weigering::new(Waarom::FactorNodig, spoor)))
    }
}
