//! Where somebody is reached outside the program.

use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

/// The longest address that a mail server takes (RFC 5321).
const LANGST: usize = 254;

/// How something went to somebody.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Verzendwijze {
    /// By e-mail.
    #[serde(rename = "e-mail")]
    #[strum(serialize = "e-mail")]
    Email,
}

/// An e-mail address that a relay takes and that means one thing: no quotes, no comments, no name beside it, no second line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emailadres(String);

impl Emailadres {
    /// The address that is meant: without spaces around it, its domain in small letters. Before the `@` capitals stay, for there they may
    /// make another address.
    ///
    /// Nothing when it is none.
    #[must_use]
    pub fn lees(tekst: &str) -> Option<Self> {
        let (wie, waar) = tekst.trim().rsplit_once('@')?;
        let adres = format!("{wie}@{}", waar.to_lowercase());
        (adres.len() <= LANGST && is_wie(wie) && is_domein(waar)).then_some(Self(adres))
    }

    /// As one writes it.
    #[must_use]
    pub fn tekst(&self) -> &str {
        &self.0
    }

    /// What stands behind the `@`.
    #[must_use]
    pub fn domein(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domein)| domein)
    }
}

/// What may stand before the `@` (the `dot-atom` of RFC 5322).
fn is_wie(wie: &str) -> bool {
    let kan = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&byte);
    wie.len() <= 64 && wie.split('.').all(|deel| !deel.is_empty() && deel.bytes().all(kan))
}

/// A name with a dot in it, as the net knows them; an address of numbers is none.
fn is_domein(waar: &str) -> bool {
    let label = |deel: &str| {
        (1..=63).contains(&deel.len())
            && !deel.starts_with('-')
            && !deel.ends_with('-')
            && deel.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    waar.rsplit_once('.').is_some_and(|(_, laatste)| laatste.bytes().any(|byte| byte.is_ascii_alphabetic()))
        && waar.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_adres_is_er_een_en_staat_er_op_een_manier() {
        let lees = |tekst| Emailadres::lees(tekst).map(|adres| adres.tekst().to_owned());
        assert_eq!(lees("  Sanne.Bakker@DeWieg.NL "), Some("Sanne.Bakker@dewieg.nl".to_owned()));
        assert_eq!(lees("o'hara+werk@praktijk.example.nl"), Some("o'hara+werk@praktijk.example.nl".to_owned()));
        assert_eq!(Emailadres::lees("a@praktijk.example.nl").unwrap().domein(), "praktijk.example.nl");
    }

    #[test]
    fn wat_een_ander_bericht_of_een_ander_adres_kan_maken_is_geen_adres() {
        let lang = format!("{}@example.nl", "a".repeat(65));
        for geen in [
            "",
            "sanne",
            "@example.nl",
            "sanne@",
            "sanne@localhost",
            "sanne@192.0.2.1",
            "sanne@[192.0.2.1]",
            "sanne@example..nl",
            "sanne@-example.nl",
            ".sanne@example.nl",
            "sanne..bakker@example.nl",
            "sanne bakker@example.nl",
            "Sanne <sanne@example.nl>",
            "\"sanne\"@example.nl",
            "sanne@example.nl,ander@example.nl",
            "sanne@example.nl\r\nBcc: ander@example.nl",
            "sann\u{e9}@example.nl",
            "sanne@ex\u{e4}mple.nl",
            &lang,
        ] {
            assert_eq!(Emailadres::lees(geen), None, "{geen}");
        }
    }
}
