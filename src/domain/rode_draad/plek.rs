//! The place of a case in the queue: why it stands there, and until which day there is time.

use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use super::feiten::Terug;
use crate::domain::{
    casus::{Casus, Status},
    tijd::Moment,
    werkdagen,
    zwangerschap::Venster,
};

/// No day is known: such a case comes after all others.
pub const GEEN_DAG: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();
/// Working days until somebody spoke to a family with an urgent worry.
const SPOED_WERKDAGEN: u32 = 1;
/// Working days until somebody spoke to a family.
const GEWOON_WERKDAGEN: u32 = 5;
/// After so many days in which nothing happened somebody looks at a case again.
const ONGEZIEN_DAGEN: u64 = 28;
/// More days than there are in any calendar here: what is of one kind stays together.
const RUIMTE: i32 = 10_000_000;

/// Why a case stands where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = WachtrijReden)]
pub enum Reden {
    /// The family moves, and whoever was asked to take it over let the term pass.
    Verhuizing,
    /// Its worry is urgent, and nobody spoke to the family yet.
    Spoed,
    /// The last of its requests ended without support: it is back with its coordinator.
    Teruggekomen,
    /// Nobody spoke to the family yet.
    EersteContact,
    /// A chance is lost when its window closes.
    Venster,
    /// Its support is to be evaluated.
    Evaluatie,
    /// Somebody speaks with the family, or was to.
    Verkenning,
    /// Somebody looks at it again: on the day that its coordinator said, or because for four weeks nothing happened in it.
    Bekijken,
    /// The pregnancy is over, and nobody told how it ended.
    ZwangerschapOnbekend,
}

impl Reden {
    /// What comes first whatever its day is.
    const fn rang(self) -> i32 {
        match self {
            Self::Verhuizing => -1,
            Self::Spoed => 0,
            Self::Teruggekomen => 1,
            Self::EersteContact
            | Self::Venster
            | Self::Evaluatie
            | Self::Verkenning
            | Self::Bekijken
            | Self::ZwangerschapOnbekend => 2,
        }
    }
}

/// What is known of a case, as far as its place follows from it.
#[derive(Clone, Copy, Debug)]
pub struct Bekend {
    /// How it stands.
    pub status: Status,
    /// Whether one of its worries is urgent.
    pub spoed: bool,
    /// When it was last opened.
    pub geopend_op: Moment,
    /// That the last of its requests ended, if so.
    pub terug: Option<Terug>,
    /// The chance that is lost first, with its last day.
    pub kans: Option<(Venster, NaiveDate)>,
    /// When somebody speaks with the family.
    pub verkenning_op: Option<NaiveDate>,
    /// When its support is to be evaluated.
    pub evaluatie_op: Option<NaiveDate>,
    /// When its coordinator looks at it again.
    pub bekijk_op: Option<NaiveDate>,
    /// When somebody looks at it again if nothing else says by when.
    pub ongezien_op: NaiveDate,
    /// Since when its pregnancy is over without anybody telling how it ended.
    pub onbekend_sinds: Option<NaiveDate>,
    /// Since when a verhuizing waits past its term.
    pub verhuizing_wacht: Option<NaiveDate>,
}

/// Why a case stands where it stands, and until which day there is time; nothing of a case that is closed.
pub type Plek = Option<(Reden, NaiveDate)>;

impl Bekend {
    /// What the case itself says.
    #[must_use]
    pub const fn van(casus: &Casus, ongezien_op: NaiveDate) -> Self {
        Self {
            status: casus.status,
            spoed: false,
            geopend_op: casus.geopend_op,
            terug: None,
            kans: None,
            verkenning_op: casus.verkenning_op,
            evaluatie_op: casus.evaluatie_op,
            bekijk_op: casus.bekijk_op,
            ongezien_op,
            onbekend_sinds: None,
            verhuizing_wacht: casus.verhuizing_wacht,
        }
    }

    /// Its place: families that nobody took over first, then urgent worries, then what came back, and all others by the day on which something is lost.
    ///
    /// An open case always has one. Where a coordinator looked and said when they look again, that day counts in place of the first
    /// contact; what closes before that day still comes first.
    #[must_use]
    pub fn plek(&self) -> Plek {
        if self.status == Status::Afgesloten {
            return None;
        }
        if let Some(sinds) = self.verhuizing_wacht {
            return Some((Reden::Verhuizing, sinds));
        }
        let op = |reden, dag: Option<NaiveDate>| dag.map(|dag| (reden, dag));
        let kans = op(Reden::ZwangerschapOnbekend, self.onbekend_sinds)
            .into_iter()
            .chain(op(Reden::Venster, self.kans.map(|(_, dag)| dag)));
        let bekijken = op(Reden::Bekijken, self.bekijk_op);
        let anders = match self.status {
            Status::Aangemeld | Status::InBehandeling if self.spoed || bekijken.is_none() => {
                return Some(self.eerste_contact(kans));
            }
            Status::Verkenning => op(Reden::Verkenning, self.verkenning_op),
            Status::SteunOpMaat | Status::Evaluatie => op(Reden::Evaluatie, self.evaluatie_op),
            _ => None,
        };
        let eerst = kans.chain(bekijken).chain(anders).min_by_key(|&(_, dag)| dag);
        Some(eerst.unwrap_or((Reden::Bekijken, self.ongezien_op)))
    }

    /// The place of a family that waits for its coordinator.
    fn eerste_contact(&self, kans: impl Iterator<Item = (Reden, NaiveDate)>) -> (Reden, NaiveDate) {
        if let Some(terug) = self.terug {
            return (Reden::Teruggekomen, terug.op.dag());
        }
        let gemeld = self.geopend_op.dag();
        if self.spoed {
            return (Reden::Spoed, werkdagen::na(gemeld, SPOED_WERKDAGEN));
        }
        let contact = (Reden::EersteContact, werkdagen::na(gemeld, GEWOON_WERKDAGEN));
        let kans = kans.min_by_key(|&(_, dag)| dag);
        kans.filter(|(_, dag)| *dag < contact.1).unwrap_or(contact)
    }
}

/// When somebody looks at a case again in which something happened on `vandaag`, if nothing else says by when.
#[must_use]
pub fn ongezien(vandaag: NaiveDate) -> NaiveDate {
    vandaag.checked_add_days(Days::new(ONGEZIEN_DAGEN)).unwrap_or(GEEN_DAG)
}

/// The day of a place that was kept as a number.
#[must_use]
pub fn dag(nummer: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(nummer.rem_euclid(RUIMTE)).unwrap_or(GEEN_DAG)
}

/// The place as one number: what is smaller comes first.
#[must_use]
pub fn nummer(plek: Plek) -> i32 {
    let (rang, dag) = plek.map_or((Reden::Venster.rang(), GEEN_DAG), |(reden, dag)| (reden.rang(), dag));
    rang * RUIMTE + dag.num_days_from_ce()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{doorgeleiding, route::Route};

    fn d(tekst: &str) -> NaiveDate {
        tekst.parse().unwrap()
    }

    /// A case of Monday 23 November 2026, whose window closes on that day.
    fn bekend(status: Status, spoed: bool, kans: &str) -> Bekend {
        let geopend_op = Moment::begin_van(d("2026-11-23"));
        let kans = Some((Venster::VoorzorgInstroom, d(kans)));
        Bekend {
            status,
            spoed,
            geopend_op,
            terug: None,
            kans,
            verkenning_op: None,
            evaluatie_op: None,
            bekijk_op: None,
            ongezien_op: d("2026-12-21"),
            onbekend_sinds: None,
            verhuizing_wacht: None,
        }
    }

    #[test]
    fn geen_open_casus_is_zonder_dag() {
        for &status in Status::VARIANTS {
            let kaal = Bekend { kans: None, ..bekend(status, false, "2027-01-17") };
            assert_eq!(kaal.plek().is_none(), status == Status::Afgesloten, "{status:?}");
        }
        let zonder = |status| Bekend { kans: None, ..bekend(status, false, "2027-01-17") };
        assert_eq!(zonder(Status::Toegeleid).plek(), Some((Reden::Bekijken, d("2026-12-21"))));
        let gesprek = Bekend { verkenning_op: Some(d("2026-12-02")), ..zonder(Status::Verkenning) };
        assert_eq!(gesprek.plek(), Some((Reden::Verkenning, d("2026-12-02"))));
    }

    #[test]
    fn wie_keek_en_een_dag_noemde_ziet_het_gezin_dan_terug_maar_een_kans_of_spoed_gaat_voor() {
        let later = Some(d("2027-03-03"));
        let bekeken = |spoed, kans| Bekend { bekijk_op: later, ..bekend(Status::InBehandeling, spoed, kans) };
        assert_eq!(bekeken(false, "2027-04-01").plek(), Some((Reden::Bekijken, d("2027-03-03"))));
        assert_eq!(bekeken(false, "2027-01-17").plek(), Some((Reden::Venster, d("2027-01-17"))));
        assert_eq!(bekeken(true, "2027-04-01").plek(), Some((Reden::Spoed, d("2026-11-24"))));
    }

    #[test]
    fn wat_het_eerst_verloren_gaat_staat_vooraan() {
        let aangemeld = |kans| bekend(Status::Aangemeld, false, kans).plek();
        assert_eq!(aangemeld("2027-01-17"), Some((Reden::EersteContact, d("2026-11-30"))));
        assert_eq!(aangemeld("2026-11-25"), Some((Reden::Venster, d("2026-11-25"))));
        let verkenning = bekend(Status::Verkenning, false, "2027-01-17");
        assert_eq!(verkenning.plek(), Some((Reden::Venster, d("2027-01-17"))));
        let steun = Bekend { evaluatie_op: Some(d("2027-01-03")), ..bekend(Status::SteunOpMaat, false, "2027-01-17") };
        assert_eq!(steun.plek(), Some((Reden::Evaluatie, d("2027-01-03"))));
        assert_eq!(bekend(Status::Afgesloten, true, "2027-01-17").plek(), None);
        let onbekend_sinds = Some(d("2026-11-20"));
        let onbekend = Bekend { onbekend_sinds, ..bekend(Status::SteunOpMaat, false, "2027-01-17") };
        assert_eq!(onbekend.plek(), Some((Reden::ZwangerschapOnbekend, d("2026-11-20"))));
    }

    #[test]
    fn spoed_staat_boven_wat_terugkwam_en_dat_boven_al_het_andere() {
        let spoed = bekend(Status::Aangemeld, true, "2027-01-17").plek();
        assert_eq!(spoed, Some((Reden::Spoed, d("2026-11-24"))));
        let op = Moment::begin_van(d("2027-03-01"));
        let terug = Some(Terug { op, route: Route::Voorzorg, status: doorgeleiding::Status::Afgewezen });
        let terug = Bekend { terug, ..bekend(Status::InBehandeling, true, "2026-11-24") }.plek();
        assert_eq!(terug, Some((Reden::Teruggekomen, d("2027-03-01"))));
        let ander = bekend(Status::Aangemeld, false, "2026-11-23").plek();
        let verhuist =
            Bekend { verhuizing_wacht: Some(d("2027-05-03")), ..bekend(Status::Verkenning, true, "2026-11-24") };
        let wacht = verhuist.plek();
        assert_eq!(wacht, Some((Reden::Verhuizing, d("2027-05-03"))));
        assert!(nummer(wacht) < nummer(spoed));
        assert_eq!(dag(nummer(wacht)), d("2027-05-03"));
        assert_eq!(Bekend { status: Status::Afgesloten, ..verhuist }.plek(), None);
        assert!(nummer(spoed) < nummer(terug) && nummer(terug) < nummer(ander) && nummer(ander) < nummer(None));
        assert_eq!((dag(nummer(terug)), dag(nummer(None))), (d("2027-03-01"), GEEN_DAG));
    }
}
