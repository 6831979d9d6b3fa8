//! What two ways of writing down the same person have in common: the texts from which blind matches are made.

use any_ascii::any_ascii;
use chrono::{Datelike as _, NaiveDate};
use phonenumber::{Mode, country};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// What stands before a surname and belongs to it: "van den Brink" is one name, and so is "El Idrissi".
const VOORVOEGSELS: [&str; 34] = [
    "'s", "'t", "aan", "al", "bij", "d", "da", "de", "del", "della", "den", "der", "des", "di", "dos", "du", "el",
    "het", "in", "la", "le", "op", "s", "t", "te", "ten", "ter", "tot", "uit", "van", "von", "zu", "zum", "zur",
];

/// The fewest digits that a telephone number has, and the most (ITU-T E.164).
const CIJFERS: std::ops::RangeInclusive<usize> = 8..=15;

/// The texts by which a blind match finds the same person, each with the day of birth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kenmerken {
    /// The whole name; absent when nothing of it can be compared, for an empty text would equal every other.
    pub naam: Option<String>,
    /// The name without that of a partner, of somebody who uses both: "De Vries-Jansen" is "Jansen" as well.
    pub eigen_naam: Option<String>,
    /// The name with that of the partner alone.
    pub partnernaam: Option<String>,
    /// The telephone number, of somebody born that day.
    pub telefoon: Option<String>,
    /// The telephone number alone, by which a file is found when somebody calls.
    pub nummer: Option<String>,
}

impl Kenmerken {
    /// Of somebody called `naam`, born on `geboren`, who has this telephone number.
    #[must_use]
    pub fn new(naam: &str, geboren: NaiveDate, telefoon: Option<&str>) -> Self {
        let dag = geboren.num_days_from_ce();
        let delen = delen(naam);
        let zonder = |weg: usize| {
            let delen = delen.iter().enumerate().filter(|(nummer, _)| *nummer != weg).map(|(_, deel)| deel);
            sleutel(delen, dag)
        };
        // The partner's name stands before the hyphen. A hyphen in the first word is that of a given name.
        let eigen = delen.iter().skip(2).rposition(|deel| deel.na_streepje).map(|nummer| nummer + 2);
        let nummer = telefoon.and_then(e164);
        Self {
            naam: sleutel(delen.iter(), dag),
            eigen_naam: eigen.and_then(|eigen| zonder(eigen - 1)),
            partnernaam: eigen.and_then(zonder),
            telefoon: nummer.as_ref().map(|nummer| format!("telefoon|{nummer}|{dag}")),
            nummer: nummer.map(|nummer| format!("nummer|{nummer}")),
        }
    }

    /// Of whoever has this telephone number, whatever their name.
    #[must_use]
    pub fn alleen_nummer(telefoon: &str) -> Self {
        Self { nummer: e164(telefoon).map(|nummer| format!("nummer|{nummer}")), ..Self::default() }
    }

    /// Each way in which the name may be written down.
    pub fn namen(&self) -> impl Iterator<Item = &str> {
        [&self.naam, &self.eigen_naam, &self.partnernaam].into_iter().flatten().map(String::as_str)
    }
}

/// The words of a name in a fixed order, so that "Jansen, Eva" is "Eva Jansen".
fn sleutel<'a>(delen: impl Iterator<Item = &'a Deel>, dag: i32) -> Option<String> {
    let mut woorden: Vec<&str> = delen.map(|deel| deel.woord.as_str()).collect();
    woorden.sort_unstable();
    let naam = woorden.concat();
    (!naam.is_empty()).then(|| format!("naam|{naam}|{dag}"))
}

/// A word of a name, with the prefixes that belong to it.
struct Deel {
    woord: String,
    na_streepje: bool,
}

/// The words of a name: given name first, in plain small letters.
fn delen(naam: &str) -> Vec<Deel> {
    let voorop = match naam.split_once(',') {
        Some((achter, voor)) => format!("{voor} {achter}"),
        None => naam.to_owned(),
    };
    let mut delen: Vec<Deel> = Vec::new();
    let mut voorvoegsel: Option<Deel> = None;
    for (nummer, (woord, na_streepje)) in woorden(&voorop).into_iter().enumerate() {
        let deel = match voorvoegsel.take() {
            Some(eerder) => Deel { woord: eerder.woord + &woord, na_streepje: eerder.na_streepje },
            None => Deel { woord: woord.clone(), na_streepje },
        };
        // The first word is a given name, also "Al" or "Del".
        if nummer > 0 && VOORVOEGSELS.contains(&woord.as_str()) {
            voorvoegsel = Some(deel);
        } else {
            delen.push(deel);
        }
    }
    delen.extend(voorvoegsel);
    delen
}

/// The words of a text in plain small letters, and whether each stands behind a hyphen.
fn woorden(tekst: &str) -> Vec<(String, bool)> {
    let mut woorden = Vec::new();
    let (mut woord, mut streepje) = (String::new(), false);
    let mut af = |woord: &mut String, streepje: &mut bool| {
        if !woord.is_empty() {
            woorden.push((std::mem::take(woord), std::mem::take(streepje)));
        }
    };
    for teken in effen(tekst).chars() {
        match teken {
            // Part of a word: O'Brien is OBrien.
            '\'' | '.' => {}
            '-' => {
                af(&mut woord, &mut streepje);
                streepje = true;
            }
            teken if teken.is_alphanumeric() => woord.push(teken),
            _ => af(&mut woord, &mut streepje),
        }
    }
    af(&mut woord, &mut streepje);
    woorden
}

/// A text in small letters of the alphabet that everybody here can type.
///
/// Letters that are put together come apart first (é, ř, ç); those that are one letter are written as they sound (ł, ø, đ, ß, æ).
fn effen(tekst: &str) -> String {
    let letters: String = tekst.to_lowercase().nfkd().filter(|teken| !is_combining_mark(*teken)).collect();
    any_ascii(&letters).to_lowercase()
}

/// A telephone number as the whole world writes it (E.164); one without a country is a Dutch one.
///
/// None for what cannot be a telephone number.
#[must_use]
pub fn e164(nummer: &str) -> Option<String> {
    let nummer = nummer.trim();
    let schrijfwijze = |teken: char| teken.is_ascii_digit() || " +-().,/".contains(teken);
    if !nummer.chars().all(schrijfwijze) || nummer.rfind('+').is_some_and(|plek| plek > 0) {
        return None;
    }
    // "+32 (0)470": the nought is for callers from Belgium.
    let nummer = nummer.replace("(0)", "");
    let nummer = phonenumber::parse(Some(country::NL), nummer).ok()?;
    let nummer = nummer.format().mode(Mode::E164).to_string();
    CIJFERS.contains(&nummer.chars().filter(char::is_ascii_digit).count()).then_some(nummer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kenmerken(naam: &str) -> Kenmerken {
        Kenmerken::new(naam, "2001-05-17".parse().unwrap(), None)
    }

    #[test]
    fn een_naam_is_dezelfde_hoe_zij_ook_is_opgeschreven() {
        for (een, ander) in [
            ("Zoë van den Brink", "zoe  VAN DEN BRINK"),
            ("Zoë van den Brink", "Zoe Vandenbrink"),
            ("Małgorzata Wiśniewska", "Malgorzata Wisniewska"),
            ("Yıldız Işık", "Yildiz Isik"),
            ("İpek Dvořáková", "Ipek Dvorakova"),
            ("Søren Đurić", "Soren Duric"),
            ("Ægir Großmann", "Aegir Grossmann"),
            ("Eva Dĳkstra", "Eva Dijkstra"),
            ("Jansen, Eva", "Eva Jansen"),
            ("Brink, Zoë van den", "Zoë van den Brink"),
            ("Zoe\u{308} O’Brien", "Zoë OBrien"),
            ("Fatima El-Idrissi", "Fatima el Idrissi"),
        ] {
            assert_eq!(kenmerken(een).naam, kenmerken(ander).naam, "{een} / {ander}");
        }
        assert_ne!(kenmerken("Zoë van den Brink").naam, kenmerken("Zoë van den Berg").naam);
    }

    #[test]
    fn wie_de_naam_van_een_partner_draagt_heeft_ook_een_eigen_naam() {
        let beide = kenmerken("Eva de Vries-van den Berg");
        assert_eq!(beide.eigen_naam, kenmerken("Eva van den Berg").naam);
        assert_eq!(beide.partnernaam, kenmerken("Eva de Vries").naam);
        assert_eq!(kenmerken("Vries-van den Berg, Eva de").partnernaam, kenmerken("Eva de Vries").naam);
        for enkel in ["Eva Jansen", "Anne-Marie Bakker", "Fatima El-Idrissi"] {
            assert_eq!(kenmerken(enkel).eigen_naam, None, "{enkel}");
        }
    }

    #[test]
    fn wat_geen_naam_is_lijkt_op_niemand() {
        for leeg in ["", "...", "-", "'"] {
            assert_eq!(kenmerken(leeg).namen().count(), 0, "{leeg}");
        }
    }

    #[test]
    fn een_telefoonnummer_is_hetzelfde_met_en_zonder_land() {
        for (een, ander) in [
            ("06 12345678", "+31 6 1234 5678"),
            ("06-12345678", "0031612345678"),
            ("0313 112345", "+31 313 112345"),
            ("+32 470 12 3456", "+32 (0)470 12 3456"),
            ("+49 171 1234567", "+49 (0)171 1234567"),
        ] {
            assert_eq!(e164(een), e164(ander), "{een} / {ander}");
            assert!(e164(een).is_some(), "{een}");
        }
        assert_eq!(e164("  +31612345678 "), e164("0612345678"), "blanks around it are no part of it");
        assert_eq!(e164("       +1"), None);
        assert_ne!(e164("+31 6 12345678"), e164("+32 6 12345678"));
        for fout in ["", "12", "abcdefgh", "+", "06 1234 +5678", "00000000000000000000", "+31612345678;ext=1"] {
            assert_eq!(e164(fout), None, "{fout}");
        }
    }
}
