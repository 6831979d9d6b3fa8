//! Moments and days.

use std::fmt;

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};
use serde::{Serialize, Serializer};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type},
};

/// A moment in UTC, cut to whole microseconds: what both databases can keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(DateTime<Utc>);

impl Moment {
    /// Cuts `moment` to microseconds.
    #[must_use]
    pub fn new(moment: DateTime<Utc>) -> Self {
        Self(moment.trunc_subsecs(6))
    }

    /// The moment as chrono knows it.
    #[must_use]
    pub const fn utc(self) -> DateTime<Utc> {
        self.0
    }

    /// Microseconds since 1970.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0.timestamp_micros()
    }

    /// Seconds since 1970 and the nanoseconds beyond them; moments before 1970 count as 1970.
    #[must_use]
    pub fn unix(self) -> (u64, u32) {
        let seconds = u64::try_from(self.0.timestamp()).unwrap_or_default();
        (seconds, self.0.timestamp_subsec_nanos())
    }

    /// The day in the Netherlands is taken as the UTC day: every deadline here is counted in days.
    #[must_use]
    pub fn dag(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// This moment, `duration` later (or earlier, when negative).
    #[must_use]
    pub fn plus(self, duration: TimeDelta) -> Self {
        Self::new(self.0.checked_add_signed(duration).unwrap_or(self.0))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%dT%H:%M:%S%.6fZ"))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .into()
    }
}

impl ToSchema for Moment {
    fn name() -> std::borrow::Cow<'static, str> {
        "Moment".into()
    }
}
