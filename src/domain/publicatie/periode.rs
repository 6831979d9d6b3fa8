//! The periods that can be released: a calendar year or a quarter of it, never a free pair of dates.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::drempel::Fout;

/// A quarter of a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray)]
pub enum Kwartaal {
    /// January to March.
    K1,
    /// April to June.
    K2,
    /// July to September.
    K3,
    /// October to December.
    K4,
}

impl Kwartaal {
    /// The quarter in which `dag` lies.
    #[must_use]
    pub fn van(dag: NaiveDate) -> Self {
        match dag.month0() / 3 {
            0 => Self::K1,
            1 => Self::K2,
            2 => Self::K3,
            _ => Self::K4,
        }
    }

    const fn eerste_maand(self) -> u32 {
        match self {
            Self::K1 => 1,
            Self::K2 => 4,
            Self::K3 => 7,
            Self::K4 => 10,
        }
    }
}

/// A year (`2025`) or a quarter (`2025-K3`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Periode {
    begin: NaiveDate,
    einde: NaiveDate,
    jaar: i32,
    kwartaal: Option<Kwartaal>,
}

impl Periode {
    /// The period of `jaar`, or of one quarter of it; years of four digits only.
    ///
    /// Fails when the year lies outside 1000 to 9999.
    pub fn new(jaar: i32, kwartaal: Option<Kwartaal>) -> Result<Self, Fout> {
        let fout = || Fout::Periode(jaar.to_string());
        if !(1000..=9999).contains(&jaar) {
            return Err(fout());
        }
        let (maand, maanden) = kwartaal.map_or((1, 12), |kwartaal| (kwartaal.eerste_maand(), 3));
        let begin = NaiveDate::from_ymd_opt(jaar, maand, 1).ok_or_else(fout)?;
        let einde =
            begin.checked_add_months(chrono::Months::new(maanden)).and_then(|dag| dag.pred_opt()).ok_or_else(fout)?;
        Ok(Self { begin, einde, jaar, kwartaal })
    }

    /// The first day.
    #[must_use]
    pub const fn begin(&self) -> NaiveDate {
        self.begin
    }

    /// The last day, which is part of the period.
    #[must_use]
    pub const fn einde(&self) -> NaiveDate {
        self.einde
    }

    /// The quarter, none for a whole year.
    #[must_use]
    pub const fn kwartaal(&self) -> Option<Kwartaal> {
        self.kwartaal
    }

    /// The quarters it consists of, the first in front.
    #[must_use]
    pub fn kwartalen(&self) -> Vec<Self> {
        let alle = Kwartaal::VARIANTS.iter().filter(|kwartaal| self.kwartaal.is_none_or(|dit| dit == **kwartaal));
        alle.filter_map(|kwartaal| Self::new(self.jaar, Some(*kwartaal)).ok()).collect()
    }

    /// As people say it: `het jaar 2025`, or `het derde kwartaal van 2025`.
    #[must_use]
    pub fn in_woorden(&self) -> String {
        let nummer = match self.kwartaal {
            None => return format!("het jaar {}", self.jaar),
            Some(Kwartaal::K1) => "eerste",
            Some(Kwartaal::K2) => "tweede",
            Some(Kwartaal::K3) => "derde",
            Some(Kwartaal::K4) => "vierde",
        };
        format!("het {nummer} kwartaal van {}", self.jaar)
    }

    /// The calendar year that it is or lies in.
    #[must_use]
    pub const fn jaar(&self) -> i32 {
        self.jaar
    }

    /// Whether a day is one of this period.
    #[must_use]
    pub fn bevat(&self, dag: NaiveDate) -> bool {
        self.begin <= dag && dag <= self.einde
    }

    /// Whether this period begins on the day after `ander` ends: then the numbers of `ander` bind this one.
    #[must_use]
    pub fn volgt_op(&self, ander: &Self) -> bool {
        ander.einde.succ_opt() == Some(self.begin)
    }
}

impl fmt::Display for Periode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kwartaal {
            None => write!(f, "{}", self.jaar),
            Some(kwartaal) => write!(f, "{}-{}", self.jaar, <&str>::from(kwartaal)),
        }
    }
}

impl FromStr for Periode {
    type Err = Fout;

    fn from_str(tekst: &str) -> Result<Self, Fout> {
        let fout = || Fout::Periode(tekst.to_owned());
        let (jaar, kwartaal) = match tekst.split_once('-') {
            None => (tekst, None),
            Some((jaar, kwartaal)) => (jaar, Some(kwartaal.parse().map_err(|_| fout())?)),
        };
        if jaar.len() != 4 || !jaar.bytes().all(|teken| teken.is_ascii_digit()) {
            return Err(fout());
        }
        Self::new(jaar.parse().map_err(|_| fout())?, kwartaal).map_err(|_| fout())
    }
}

impl TryFrom<String> for Periode {
    type Error = Fout;

    fn try_from(tekst: String) -> Result<Self, Fout> {
        tekst.parse()
    }
}

impl From<Periode> for String {
    fn from(periode: Periode) -> Self {
        periode.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn periode(tekst: &str) -> Periode {
        tekst.parse().unwrap()
    }

    #[test]
    fn een_kwartaal_loopt_tot_en_met_zijn_laatste_dag() {
        let k1 = periode("2024-K1");
        assert_eq!((k1.begin().to_string(), k1.einde().to_string()), ("2024-01-01".into(), "2024-03-31".into()));
        assert_eq!(periode("2025").einde().to_string(), "2025-12-31");
        assert_eq!(periode("2025-K4").to_string(), "2025-K4");
        assert_eq!(periode("2025-K4").in_woorden(), "het vierde kwartaal van 2025");
        assert_eq!(periode("2025").in_woorden(), "het jaar 2025");
        assert_eq!(Kwartaal::van(periode("2025-K3").einde()), Kwartaal::K3);
    }

    #[test]
    fn een_vrije_periode_bestaat_niet() {
        for tekst in ["", "25", "02025", "2025-K5", "2025-k1", "2025-01", "2025-K1-K2", " 2025", "+202", "0999"] {
            assert_eq!(tekst.parse::<Periode>(), Err(Fout::Periode(tekst.to_owned())));
        }
    }

    #[test]
    fn een_periode_volgt_op_wat_de_dag_ervoor_eindigt() {
        assert!(periode("2026").volgt_op(&periode("2025-K4")));
        assert!(periode("2026-K1").volgt_op(&periode("2025")));
        assert!(!periode("2026").volgt_op(&periode("2025-K3")));
    }
}
