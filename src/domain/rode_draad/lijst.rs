//! The lists of a coordinator's day: each is a question to the queue, with its own answer to how many stand on it.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use super::plek::{Reden, nummer};

/// What is lost within so many days comes first.
const EERST_DAGEN: u64 = 2;
/// A chance that closes within so many days is told of.
const VENSTER_DAGEN: u64 = 14;

/// One list of cases, in the order of a day's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = Werklijst)]
pub enum Lijst {
    /// What cannot wait: the head of the queue, up to what is lost within two days.
    EerstDit,
    /// One of its worries is urgent.
    Spoed,
    /// A desk should have answered by now.
    AntwoordTeLaat,
    /// Another route is proposed, and waits for an answer.
    VoorstelWacht,
    /// A chance closes within two weeks.
    VensterSluit,
    /// Its support should have been evaluated by now.
    EvaluatieGemist,
    /// A new signaal looks like this family, and waits for somebody who compares.
    LijktBekend,
    /// No coordinator has taken it.
    VanNiemand,
    /// Whoever asks is its coordinator or its casusregisseur.
    VanMij,
}

/// The last place in the queue of what cannot wait on `vandaag`.
#[must_use]
pub fn eerst_tot(vandaag: NaiveDate) -> i32 {
    nummer(Some((Reden::Venster, later(vandaag, EERST_DAGEN))))
}

/// The last day of a chance that closes soon, seen from `vandaag`.
#[must_use]
pub fn sluit_tot(vandaag: NaiveDate) -> NaiveDate {
    later(vandaag, VENSTER_DAGEN)
}

fn later(vandaag: NaiveDate, dagen: u64) -> NaiveDate {
    vandaag.checked_add_days(Days::new(dagen)).unwrap_or(vandaag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wat_niet_kan_wachten_is_het_begin_van_de_wachtrij() {
        let d = |tekst: &str| tekst.parse::<NaiveDate>().unwrap();
        let tot = eerst_tot(d("2026-11-30"));
        let plek = |reden, dag| nummer(Some((reden, d(dag))));
        assert!(plek(Reden::Spoed, "2027-01-01") <= tot && plek(Reden::Teruggekomen, "2026-11-30") <= tot);
        assert!(plek(Reden::EersteContact, "2026-12-02") <= tot && plek(Reden::Venster, "2026-12-03") > tot);
        assert_eq!(sluit_tot(d("2026-11-30")), d("2026-12-14"));
    }
}
