//! Days, clocks and weeks as people type them: read generously, and never guessed.

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime};

/// Why what was typed is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onleesbaar {
    /// Nothing was typed.
    Leeg,
    /// It reads as a day that is in no calendar.
    BestaatNiet,
    /// It does not read as a day, or may be more than one.
    Onduidelijk,
}

const MAANDEN: [&str; 12] = ["jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];

/// A pregnancy lasts so many days, counted to the day she is due.
const DRACHT: u64 = 280;

/// The day that was typed: `27-3-2003`, `27/3/03`, `27 mrt 2003`, `27032003`, `2003-03-27`, `vandaag`.
///
/// Of a year of two digits the century has to be certain: it lies in the hundred years before today.
pub fn dag(getypt: &str, vandaag: NaiveDate) -> Result<NaiveDate, Onleesbaar> {
    let tekst = getypt.trim().to_lowercase();
    match tekst.as_str() {
        "" => return Err(Onleesbaar::Leeg),
        "vandaag" => return Ok(vandaag),
        "morgen" => return vandaag.succ_opt().ok_or(Onleesbaar::BestaatNiet),
        "gisteren" => return vandaag.pred_opt().ok_or(Onleesbaar::BestaatNiet),
        _ => {}
    }
    let delen: Vec<&str> = tekst.split(|c: char| !c.is_alphanumeric()).filter(|deel| !deel.is_empty()).collect();
    match delen.as_slice() {
        [aaneen] if aaneen.len() == 8 && is_getal(aaneen) => samen(delen_van(aaneen), vandaag),
        [jaar, maand, dag] if jaar.len() == 4 && is_getal(jaar) => samen((dag, maand, jaar), vandaag),
        [dag, maand, jaar] => samen((dag, maand, jaar), vandaag),
        _ => Err(Onleesbaar::Onduidelijk),
    }
}

/// Day, month and year of eight digits in a row.
fn delen_van(aaneen: &str) -> (&str, &str, &str) {
    let (dag, rest) = aaneen.split_at_checked(2).unwrap_or_default();
    let (maand, jaar) = rest.split_at_checked(2).unwrap_or_default();
    (dag, maand, jaar)
}

fn is_getal(tekst: &str) -> bool {
    !tekst.is_empty() && tekst.bytes().all(|byte| byte.is_ascii_digit())
}

fn samen((dag, maand, jaar): (&str, &str, &str), vandaag: NaiveDate) -> Result<NaiveDate, Onleesbaar> {
    if !is_getal(dag) || dag.len() > 2 || !is_getal(jaar) {
        return Err(Onleesbaar::Onduidelijk);
    }
    let maand = maand_van(maand).ok_or(Onleesbaar::Onduidelijk)?;
    let getal = |tekst: &str| tekst.parse::<u32>().map_err(|_| Onleesbaar::Onduidelijk);
    let (dag, jaar) = (getal(dag)?, (getal(jaar)?, jaar.len()));
    let jaar = match jaar {
        (jaar, 4) => i32::try_from(jaar).map_err(|_| Onleesbaar::Onduidelijk)?,
        (kort, 2) => {
            let kort = i32::try_from(kort).map_err(|_| Onleesbaar::Onduidelijk)?;
            let eeuw = vandaag.year() - vandaag.year() % 100;
            // Somebody of this year or of a hundred years ago: nobody can tell.
            if kort == vandaag.year() % 100 {
                return Err(Onleesbaar::Onduidelijk);
            }
            if kort < vandaag.year() % 100 { eeuw + kort } else { eeuw - 100 + kort }
        }
        _ => return Err(Onleesbaar::Onduidelijk),
    };
    NaiveDate::from_ymd_opt(jaar, maand, dag).ok_or(Onleesbaar::BestaatNiet)
}

fn maand_van(tekst: &str) -> Option<u32> {
    if is_getal(tekst) && tekst.len() <= 2 {
        return tekst.parse().ok();
    }
    let kort: String = tekst.chars().take(3).collect();
    let kort = if kort == "mrt" { "maa".to_owned() } else { kort };
    let plaats = MAANDEN.iter().position(|maand| *maand == kort)?;
    u32::try_from(plaats + 1).ok()
}

/// The time of day that was typed: `14:00`, `14.00`, `1400`, `14 uur`, `9`.
#[must_use]
pub fn klok(getypt: &str) -> Option<NaiveTime> {
    let tekst = getypt.trim().to_lowercase();
    let tekst = tekst.trim_end_matches("uur").trim();
    let delen: Vec<&str> = tekst.split([':', '.', ' ', 'u', 'h']).filter(|deel| !deel.is_empty()).collect();
    let (uur, minuut) = match delen.as_slice() {
        [uur, minuut] if minuut.len() == 2 => (*uur, *minuut),
        [samen] if samen.len() == 4 => samen.split_at_checked(2)?,
        [uur] if uur.len() <= 2 => (*uur, "0"),
        _ => return None,
    };
    let getal = |tekst: &str| Some(tekst).filter(|tekst| is_getal(tekst))?.parse::<u32>().ok();
    NaiveTime::from_hms_opt(getal(uur)?, getal(minuut)?, 0)
}

/// The day she is due: a day, or how far she is today: `26+3`, `26 weken en 3 dagen`, `26w3d`.
///
/// Weeks alone are asked back: three days matter.
pub fn termijn(getypt: &str, vandaag: NaiveDate) -> Result<NaiveDate, Onleesbaar> {
    let tekst = getypt.trim().to_lowercase();
    let is_duur = tekst.contains('+') || tekst.contains('w');
    if !is_duur {
        // A day that is still to come has its whole year, or its century would be a guess.
        let kort = tekst.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let onzeker = is_getal(kort) && kort.len() == 2 && tekst.len() > 2;
        return if onzeker { Err(Onleesbaar::Onduidelijk) } else { dag(&tekst, vandaag) };
    }
    let getallen: Vec<&str> = tekst.split(|c: char| !c.is_ascii_digit()).filter(|deel| !deel.is_empty()).collect();
    let [weken, dagen] = getallen.as_slice() else { return Err(Onleesbaar::Onduidelijk) };
    let getal = |tekst: &str| tekst.parse::<u64>().map_err(|_| Onleesbaar::Onduidelijk);
    let (weken, dagen) = (getal(weken)?, getal(dagen)?);
    if weken > 45 || dagen > 6 {
        return Err(Onleesbaar::BestaatNiet);
    }
    let gedaan = weken * 7 + dagen;
    let over = DRACHT.checked_sub(gedaan).map(Days::new);
    let op = over
        .map_or_else(|| vandaag.checked_sub_days(Days::new(gedaan - DRACHT)), |over| vandaag.checked_add_days(over));
    op.ok_or(Onleesbaar::BestaatNiet)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn op(tekst: &str) -> NaiveDate {
        tekst.parse().unwrap()
    }

    #[test]
    fn een_dag_wordt_gelezen_zoals_mensen_haar_typen() {
        let vandaag = op("2026-11-30");
        for getypt in
            ["27-3-2003", "27/3/03", "27 mrt 2003", "27 maart 2003", "27032003", "2003-03-27", " 27 . 3 . 2003 "]
        {
            assert_eq!(dag(getypt, vandaag), Ok(op("2003-03-27")), "{getypt}");
        }
        assert_eq!(dag("27-3-98", vandaag), Ok(op("1998-03-27")));
        assert_eq!(dag("Vandaag", vandaag), Ok(vandaag));
        assert_eq!(dag("morgen", vandaag), Ok(op("2026-12-01")));
        assert_eq!(dag("31-2-2003", vandaag), Err(Onleesbaar::BestaatNiet));
        assert_eq!(dag("1-13-2003", vandaag), Err(Onleesbaar::BestaatNiet));
        assert_eq!(dag("", vandaag), Err(Onleesbaar::Leeg));
        for onduidelijk in ["27-3", "27-3-26", "maart 2003", "27-3-203", "27 foo 2003", "99"] {
            assert_eq!(dag(onduidelijk, vandaag), Err(Onleesbaar::Onduidelijk), "{onduidelijk}");
        }
    }

    #[test]
    fn een_tijd_wordt_gelezen_zoals_mensen_haar_typen() {
        for getypt in ["14:00", "14.00", "1400", "14 uur", "14u", " 14:00 uur "] {
            assert_eq!(klok(getypt), NaiveTime::from_hms_opt(14, 0, 0), "{getypt}");
        }
        assert_eq!(klok("9"), NaiveTime::from_hms_opt(9, 0, 0));
        assert_eq!(klok("13:30"), NaiveTime::from_hms_opt(13, 30, 0));
        for geen in ["", "25:00", "14:6", "14:60", "half drie", "+1:00", "14:00:00"] {
            assert_eq!(klok(geen), None, "{geen}");
        }
    }

    #[test]
    fn hoe_ver_zij_is_wordt_de_dag_waarop_zij_is_uitgerekend() {
        let vandaag = op("2026-11-30");
        for getypt in ["26+3", "26 + 3", "26 weken en 3 dagen", "26w3d"] {
            assert_eq!(termijn(getypt, vandaag), Ok(op("2027-03-05")), "{getypt}");
        }
        assert_eq!(termijn("5-3-2027", vandaag), Ok(op("2027-03-05")));
        assert_eq!(termijn("40+0", vandaag), Ok(vandaag));
        assert_eq!(termijn("41+0", vandaag), Ok(op("2026-11-23")));
        assert_eq!(termijn("26", vandaag), Err(Onleesbaar::Onduidelijk));
        assert_eq!(termijn("26 weken", vandaag), Err(Onleesbaar::Onduidelijk));
        assert_eq!(termijn("5-3-27", vandaag), Err(Onleesbaar::Onduidelijk));
        assert_eq!(termijn("26+9", vandaag), Err(Onleesbaar::BestaatNiet));
        assert_eq!(termijn("", vandaag), Err(Onleesbaar::Leeg));
    }
}
