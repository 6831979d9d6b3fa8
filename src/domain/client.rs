//! The person a case is about.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use crate::domain::ids::ClientId;
use crate::domain::ids::PseudoniemId;

/// A way to reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Kanaal {
    /// A call.
    Bellen,
    /// A text message.
    Sms,
    /// A messaging app.
    App,
    /// E-mail.
    Email,
    /// A letter.
    Brief,
    /// Only through the signaller.
    ViaSignaleerder,
}

/// What is known of a person; it lies encrypted under a key of her own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Persoonsgegevens {
    /// Her name.
    pub naam: String,
    /// Her day of birth.
    pub geboortedatum: NaiveDate,
    /// Her address, if she has one.
    pub adres: Option<String>,
    /// Her telephone number.
    pub telefoon: Option<String>,
    /// Her e-mail address.
    pub email: Option<String>,
    /// The ways in which she can be reached safely.
    pub veilig_bereikbaar: Vec<Kanaal>,
    /// What to mind when reaching her.
    pub bereikbaar_toelichting: Option<String>,
    /// The language she speaks best.
    pub taal: String,
    /// Whether an interpreter is needed.
    pub tolk_nodig: bool,
}

/// A client, as the store hands her over.
#[derive(Clone, Debug)]
pub struct Client {
    /// Her identifier.
    pub id: ClientId,
    /// Her name in the logboek.
    pub pseudoniem: PseudoniemId,
    /// What is known of her.
    pub gegevens: Persoonsgegevens,
}

impl Persoonsgegevens {
    /// Her age in whole years on `dag`.
    #[must_use]
    pub fn leeftijd(&self, dag: NaiveDate) -> u32 {
        dag.years_since(self.geboortedatum).unwrap_or_default()
    }

    /// The texts by which a blind match finds the same person: name and birth date, telephone and birth date.
    ///
    /// Case, spaces and punctuation do not count, nor do the accents of Western European names.
    #[must_use]
    pub fn kenmerken(&self) -> (String, Option<String>) {
        let dag = self.geboortedatum.num_days_from_ce();
        let naam: String =
            self.naam.chars().flat_map(char::to_lowercase).map(zonder_accent).filter(|c| c.is_alphanumeric()).collect();
        let telefoon = self.telefoon.as_deref().map(|nummer| {
            let cijfers: String = nummer.chars().filter(char::is_ascii_digit).collect();
            let kern = cijfers.trim_start_matches("0031").trim_start_matches("31").trim_start_matches('0');
            format!("telefoon|{kern}|{dag}")
        });
        (format!("naam|{naam}|{dag}"), telefoon)
    }
}

const fn zonder_accent(teken: char) -> char {
    match teken {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' | 'ć' => 'c',
        'ñ' => 'n',
        'ş' | 'š' => 's',
        'ğ' => 'g',
        'ž' => 'z',
        _ => teken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(naam: &str, telefoon: &str) -> Persoonsgegevens {
        Persoonsgegevens {
            naam: naam.into(),
            geboortedatum: "2001-05-17".parse().unwrap(),
            adres: None,
            telefoon: Some(telefoon.into()),
            email: None,
            veilig_bereikbaar: vec![Kanaal::Bellen],
            bereikbaar_toelichting: None,
            taal: "nl".into(),
            tolk_nodig: false,
        }
    }

    #[test]
    fn dezelfde_vrouw_wordt_herkend_ook_als_zij_anders_is_opgeschreven() {
        let een = client("Zoë van den Brink", "06 12345678").kenmerken();
        let ander = client("zoe  VAN DEN BRINK", "+31 6 1234 5678").kenmerken();
        assert_eq!(een, ander);
        assert_ne!(een, client("Zoë van den Berg", "06 12345679").kenmerken());
    }

    #[test]
    fn zij_is_zestien_op_haar_verjaardag_en_niet_eerder() {
        let gegevens = client("A", "0");
        assert_eq!(gegevens.leeftijd("2017-05-16".parse().unwrap()), 15);
        assert_eq!(gegevens.leeftijd("2017-05-17".parse().unwrap()), 16);
    }
}
