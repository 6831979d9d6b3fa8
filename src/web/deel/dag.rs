//! Days and clocks as people write them.

use chrono::{Datelike as _, NaiveDate};
use maud::{Markup, html};

use crate::{domain::tijd::Moment, http::html as papier};

/// The clock: `10:42`.
#[must_use]
pub fn klok(op: Moment) -> String {
    papier::klok(op.in_nederland())
}

/// A day in this year has no year: `maandag 7 december`.
#[must_use]
pub fn dag(welke: NaiveDate, nu: Moment) -> String {
    let vandaag = nu.in_nederland().date();
    let heel = papier::weekdag(welke);
    if welke.year() == vandaag.year() { heel.trim_end_matches(&format!(" {}", welke.year())).to_owned() } else { heel }
}

/// A day for a sentence, near days by their name: `vandaag`, `gisteren`, `morgen`.
#[must_use]
pub fn nabij(welke: NaiveDate, nu: Moment) -> String {
    match (welke - nu.in_nederland().date()).num_days() {
        0 => "vandaag".to_owned(),
        -1 => "gisteren".to_owned(),
        1 => "morgen".to_owned(),
        _ => dag(welke, nu),
    }
}

/// The same at the beginning of a sentence: `Maandag 7 december`.
#[must_use]
pub fn hoofdletter(tekst: &str) -> String {
    let mut letters = tekst.chars();
    letters.next().map_or_else(String::new, |eerste| eerste.to_uppercase().chain(letters).collect())
}

/// A moment: `vandaag, 10:12 uur`.
#[must_use]
pub fn moment(op: Moment, nu: Moment) -> Markup {
    let hier = op.in_nederland();
    html! { time datetime=(hier.format("%Y-%m-%dT%H:%M")) { (nabij(hier.date(), nu)) ", " (klok(op)) " uur" } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_dag_staat_er_voluit_en_nabij_bij_zijn_naam() {
        let nu = Moment::new("2026-11-30T09:00:00Z".parse().unwrap());
        let op = |tekst: &str| tekst.parse::<NaiveDate>().unwrap();
        assert_eq!(dag(op("2026-12-07"), nu), "maandag 7 december");
        assert_eq!(dag(op("2027-01-04"), nu), "maandag 4 januari 2027");
        assert_eq!(nabij(op("2026-11-30"), nu), "vandaag");
        assert_eq!(nabij(op("2026-11-29"), nu), "gisteren");
        assert_eq!(moment(nu, nu).into_string(), "<time datetime=\"2026-11-30T10:00\">vandaag, 10:00 uur</time>");
    }
}
