//! The person a case is about.

mod bewaard;
mod kenmerk;
mod samen;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use self::{
    bewaard::{Bewaard, Weergave, samengevat},
    kenmerk::{Kenmerken, e164},
    samen::{Clientveld, Opgave},
};
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

/// Why what is known of a person changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum WijzigReden {
    /// It became different, as after a move or a wedding.
    Gewijzigd,
    /// It was noted wrongly.
    Correctie,
    /// They asked for it (article 16 of the GDPR).
    OpHaarVerzoek,
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

    /// The texts by which a blind match finds the same person.
    #[must_use]
    pub fn kenmerken(&self) -> Kenmerken {
        Kenmerken::new(&self.naam, self.geboortedatum, self.telefoon.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zij_is_zestien_op_haar_verjaardag_en_niet_eerder() {
        let gegevens = Persoonsgegevens {
            naam: "A".into(),
            geboortedatum: "2001-05-17".parse().unwrap(),
            adres: None,
            telefoon: None,
            email: None,
            veilig_bereikbaar: vec![Kanaal::ViaSignaleerder],
            bereikbaar_toelichting: None,
            taal: "nl".into(),
            tolk_nodig: false,
        };
        assert_eq!(gegevens.leeftijd("2017-05-16".parse().unwrap()), 15);
        assert_eq!(gegevens.leeftijd("2017-05-17".parse().unwrap()), 16);
    }
}
