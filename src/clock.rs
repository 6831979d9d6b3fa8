//! The only place that reads the time of day.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};

use crate::domain::tijd::Moment;

/// Tells what time it is.
pub trait Clock: Send + Sync {
    /// The present moment, in whole microseconds, UTC.
    fn now(&self) -> Moment;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that may ask")]
        Moment::new(Utc::now())
    }
}

/// A clock that stands still until somebody moves it; the demo's region and the tests live by it.
#[derive(Debug)]
pub struct SetClock(AtomicI64);

impl SetClock {
    /// A clock that stands at `moment`.
    #[must_use]
    pub fn at(moment: Moment) -> Self {
        Self(AtomicI64::new(moment.micros()))
    }

    /// Puts the clock at `moment`.
    pub fn set(&self, moment: Moment) {
        self.0.store(moment.micros(), Ordering::SeqCst);
    }

    /// Moves the clock on by `duration`.
    pub fn advance(&self, duration: chrono::TimeDelta) {
        let step = duration.num_microseconds().unwrap_or_default();
        self.0.fetch_add(step, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Moment {
        let micros = self.0.load(Ordering::SeqCst);
        Moment::new(DateTime::from_timestamp_micros(micros).unwrap_or_default())
    }
}
