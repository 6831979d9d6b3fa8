//! Moments and days.

use std::fmt;

use chrono::{
    DateTime, Datelike as _, Months, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, SubsecRound, TimeDelta, Utc,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type},
};

/// A moment in UTC, cut to whole microseconds: what both databases can keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(DateTime<Utc>);

impl Moment {
    /// Cuts `moment` to microseconds. A leap second becomes the first second of the next minute: no database keeps it.
    #[must_use]
    pub fn new(moment: DateTime<Utc>) -> Self {
        let schrikkelseconde = moment.timestamp_subsec_nanos() >= 1_000_000_000;
        let moment = if schrikkelseconde { DateTime::from_timestamp(moment.timestamp() + 1, 0) } else { Some(moment) };
        Self(moment.unwrap_or(DateTime::<Utc>::MAX_UTC).trunc_subsecs(6))
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

    /// The day in Amsterdam. Every rule, list, term and count that speaks of a day or of today means this one.
    #[must_use]
    pub fn dag(self) -> NaiveDate {
        self.in_nederland().date()
    }

    /// The moment at which the clock in Amsterdam shows this. What it shows twice is the later one; what it never shows comes an hour
    /// later.
    #[must_use]
    pub fn van_klok(hier: NaiveDateTime) -> Self {
        let [winter, zomer] = [1, 2].map(|uren| Self::new((hier - TimeDelta::hours(uren)).and_utc()));
        if winter.in_nederland() != hier && zomer.in_nederland() == hier { zomer } else { winter }
    }

    /// The time on the clock in Amsterdam: an hour before UTC, two in summer.
    ///
    /// Summer lasts from one o'clock UTC on the last Sunday of March until the same hour on that of October (directive 2000/84/EC,
    /// and for the years before it since 1996).
    #[must_use]
    pub fn in_nederland(self) -> NaiveDateTime {
        let utc = self.0.naive_utc();
        let dag = utc.date();
        let vanaf = |maand| laatste_zondag(dag.year(), maand).and_time(NaiveTime::MIN) + TimeDelta::hours(1);
        let zomer = vanaf(3) <= utc && utc < vanaf(10);
        utc + TimeDelta::hours(if zomer { 2 } else { 1 })
    }

    /// The moment at which `dag` begins in Amsterdam.
    #[must_use]
    pub fn begin_van(dag: NaiveDate) -> Self {
        Self::van_klok(dag.and_time(NaiveTime::MIN))
    }

    /// This moment, so many years later; of 29 February it is the day before.
    #[must_use]
    pub fn jaren_later(self, jaren: u32) -> Self {
        let later = self.0.checked_add_months(Months::new(jaren.saturating_mul(12)));
        Self::new(later.unwrap_or(DateTime::<Utc>::MAX_UTC))
    }

    /// This moment, so many years earlier.
    #[must_use]
    pub fn jaren_eerder(self, jaren: u32) -> Self {
        let eerder = self.0.checked_sub_months(Months::new(jaren.saturating_mul(12)));
        Self::new(eerder.unwrap_or(DateTime::<Utc>::MIN_UTC))
    }

    /// This moment, `duration` later (or earlier, when negative).
    #[must_use]
    pub fn plus(self, duration: TimeDelta) -> Self {
        Self::new(self.0.checked_add_signed(duration).unwrap_or(self.0))
    }
}

fn laatste_zondag(jaar: i32, maand: u32) -> NaiveDate {
    // March and October both have 31 days.
    let laatste = NaiveDate::from_ymd_opt(jaar, maand, 31).unwrap_or_default();
    laatste - TimeDelta::days(laatste.weekday().num_days_from_sunday().into())
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A moment as it was written.
impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DateTime::<Utc>::deserialize(deserializer).map(Self::new)
    }
}

impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .description(Some("Een moment, in UTC."))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(tekst: &str) -> Moment {
        Moment::new(tekst.parse().unwrap())
    }

    #[test]
    fn de_klok_in_nederland_gaat_twee_keer_per_jaar_om() {
        for (utc, hier) in [
            ("2026-11-23T09:00:00Z", "2026-11-23 10:00:00"),
            ("2026-07-01T22:30:00Z", "2026-07-02 00:30:00"),
            ("2026-03-29T00:59:59Z", "2026-03-29 01:59:59"),
            ("2026-03-29T01:00:00Z", "2026-03-29 03:00:00"),
            ("2026-10-25T00:59:59Z", "2026-10-25 02:59:59"),
            ("2026-10-25T01:00:00Z", "2026-10-25 02:00:00"),
            ("2027-03-28T01:00:00Z", "2027-03-28 03:00:00"),
        ] {
            assert_eq!(moment(utc).in_nederland().to_string(), hier, "{utc}");
        }
    }

    #[test]
    fn om_half_een_in_de_nacht_is_het_hier_al_de_volgende_dag() {
        for (utc, dag) in [
            ("2026-11-30T22:59:59Z", "2026-11-30"),
            ("2026-11-30T23:30:00Z", "2026-12-01"),
            ("2026-07-01T21:59:59Z", "2026-07-01"),
            ("2026-07-01T22:00:00Z", "2026-07-02"),
        ] {
            assert_eq!(moment(utc).dag().to_string(), dag, "{utc}");
        }
    }

    #[test]
    fn wat_de_klok_hier_wijst_is_een_moment() {
        for (hier, utc) in [
            ("2026-12-03T13:30:00", "2026-12-03T12:30:00Z"),
            ("2026-07-01T00:15:00", "2026-06-30T22:15:00Z"),
            ("2026-10-25T02:30:00", "2026-10-25T01:30:00Z"),
            ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
        ] {
            assert_eq!(Moment::van_klok(hier.parse().unwrap()), moment(utc), "{hier}");
        }
    }

    #[test]
    fn een_schrikkelseconde_is_de_volgende_minuut() {
        assert_eq!(moment("2026-12-31T23:59:60Z"), moment("2027-01-01T00:00:00Z"));
    }

    #[test]
    fn wat_de_klok_hier_aanwijst_is_een_moment_ook_als_zij_die_dag_omgaat() {
        for (hier, utc) in [
            ("2026-12-03T14:00:00", "2026-12-03T13:00:00Z"),
            ("2026-07-02T14:00:00", "2026-07-02T12:00:00Z"),
            ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
            ("2026-10-25T02:30:00", "2026-10-25T01:30:00Z"),
            ("2026-10-25T14:00:00", "2026-10-25T13:00:00Z"),
        ] {
            assert_eq!(Moment::van_klok(hier.parse().unwrap()), moment(utc), "{hier}");
        }
    }

    #[test]
    fn een_dag_begint_om_middernacht_hier_ook_als_de_klok_die_dag_omgaat() {
        for (dag, utc) in [
            ("2026-11-23", "2026-11-22T23:00:00Z"),
            ("2026-07-02", "2026-07-01T22:00:00Z"),
            ("2026-03-29", "2026-03-28T23:00:00Z"),
            ("2026-03-30", "2026-03-29T22:00:00Z"),
            ("2026-10-25", "2026-10-24T22:00:00Z"),
            ("2026-10-26", "2026-10-25T23:00:00Z"),
        ] {
            assert_eq!(Moment::begin_van(dag.parse().unwrap()), moment(utc), "{dag}");
        }
    }
}
