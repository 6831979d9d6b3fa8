//! How long somebody waits who did something too often.

use std::fmt;

use crate::domain::tijd::Moment;

/// Too often: come back after so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wacht(pub u32);

impl Wacht {
    /// To be waited from `nu` until `tot`, at least a second.
    #[must_use]
    pub fn tot(tot: Moment, nu: Moment) -> Self {
        let micros = u64::try_from(tot.micros() - nu.micros()).unwrap_or(0);
        Self(u32::try_from(micros.div_ceil(1_000_000)).unwrap_or(u32::MAX).max(1))
    }
}

impl fmt::Display for Wacht {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1 => f.write_str("een seconde"),
            seconden @ ..120 => write!(f, "{seconden} seconden"),
            seconden @ ..7200 => write!(f, "{} minuten", seconden.div_ceil(60)),
            seconden => write!(f, "{} uur", seconden.div_ceil(3600)),
        }
    }
}
