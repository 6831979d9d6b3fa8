//! Working days: weekends and the days of the Algemene termijnenwet (artikel 3) do not count.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The day that lies `aantal` working days after `dag`.
#[must_use]
pub fn na(dag: NaiveDate, aantal: u32) -> NaiveDate {
    let mut over = aantal;
    let mut dag = dag;
    while over > 0 {
        dag = dag.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
        if is_werkdag(dag) || dag == NaiveDate::MAX {
            over -= 1;
        }
    }
    dag
}

/// Whether offices are open on `dag`.
#[must_use]
pub fn is_werkdag(dag: NaiveDate) -> bool {
    !matches!(dag.weekday(), Weekday::Sat | Weekday::Sun) && !is_feestdag(dag)
}

/// Whether `dag` is a public holiday, or equals one, by the Algemene termijnenwet.
#[must_use]
pub fn is_feestdag(dag: NaiveDate) -> bool {
    match (dag.month(), dag.day()) {
        (1, 1) | (5, 5) | (12, 25 | 26) => return true,
        // Koningsdag is 27 April, and the day before when that is a Sunday.
        (4, 27) if dag.weekday() != Weekday::Sun => return true,
        (4, 26) if dag.weekday() == Weekday::Sat => return true,
        _ => {}
    }
    let na_pasen = dag.signed_duration_since(pasen(dag.year())).num_days();
    // Goede Vrijdag, tweede paasdag, Hemelvaartsdag, tweede pinksterdag.
    matches!(na_pasen, -2 | 1 | 39 | 50)
}

/// Easter Sunday of a year, by the anonymous Gregorian computus.
#[expect(clippy::many_single_char_names, reason = "the computus is known by these letters")]
fn pasen(jaar: i32) -> NaiveDate {
    let a = jaar % 19;
    let (b, c) = (jaar / 100, jaar % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let som = h + l - 7 * m + 114;
    let (maand, dag) = (som / 31, som % 31 + 1);
    let (maand, dag) = (u32::try_from(maand).unwrap_or(4), u32::try_from(dag).unwrap_or(1));
    NaiveDate::from_ymd_opt(jaar, maand, dag).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(tekst: &str) -> NaiveDate {
        tekst.parse().unwrap()
    }

    #[test]
    fn pasen_valt_waar_de_kalender_het_zegt() {
        let bekend = [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28")];
        for (jaar, dag) in bekend {
            assert_eq!(pasen(jaar), d(dag));
        }
    }

    #[test]
    fn een_termijn_slaat_weekend_en_feestdagen_over() {
        // Thursday 2 April 2026: Goede Vrijdag, the weekend and tweede paasdag do not count.
        assert_eq!(na(d("2026-04-02"), 1), d("2026-04-07"));
        // Koningsdag 2025 was kept on Saturday 26 April, because the 27th was a Sunday.
        assert!(is_feestdag(d("2025-04-26")) && !is_feestdag(d("2025-04-27")));
        assert_eq!(na(d("2026-12-24"), 3), d("2026-12-30"));
        assert_eq!(na(d("2026-05-13"), 1), d("2026-05-15"));
    }
}
