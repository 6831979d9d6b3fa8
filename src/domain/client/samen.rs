//! What two professionals know of one person, put together.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use super::{Kanaal, Persoonsgegevens};

/// A field of which two professionals can each know something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Clientveld {
    /// Her name.
    Naam,
    /// Her day of birth.
    Geboortedatum,
    /// Her address.
    Adres,
    /// Her telephone number.
    Telefoon,
    /// Her e-mail address.
    Email,
    /// How she can be reached safely, and what to mind.
    Bereikbaarheid,
    /// The language she speaks best, and whether an interpreter is needed.
    Taal,
    /// The pregnancy.
    Zwangerschap,
}

/// What one professional knows of her, joined to what was known before.
#[derive(Clone, Debug)]
pub struct Opgave {
    /// What they know.
    pub gegevens: Persoonsgegevens,
    /// Whether it may be shown; if not, it still keeps her safe.
    pub mag: bool,
    /// The fields in which what was known before leads, as the coordinator chose.
    pub van_casus: Vec<Clientveld>,
    /// The fields in which this leads, as the coordinator chose.
    pub van_signaal: Vec<Clientveld>,
}

impl Persoonsgegevens {
    /// The fields in which `ander` says something else.
    #[must_use]
    pub(super) fn verschil(&self, ander: &Self) -> Vec<Clientveld> {
        let anders = |veld: &&Clientveld| self.clone().met_velden(ander, &[**veld]) != *self;
        Clientveld::VARIANTS.iter().filter(anders).copied().collect()
    }

    /// The same, with these fields as `ander` has them.
    #[must_use]
    pub(super) fn met_velden(mut self, ander: &Self, velden: &[Clientveld]) -> Self {
        for veld in velden {
            match veld {
                Clientveld::Naam => self.naam.clone_from(&ander.naam),
                Clientveld::Geboortedatum => self.geboortedatum = ander.geboortedatum,
                Clientveld::Adres => self.adres.clone_from(&ander.adres),
                Clientveld::Telefoon => self.telefoon.clone_from(&ander.telefoon),
                Clientveld::Email => self.email.clone_from(&ander.email),
                Clientveld::Bereikbaarheid => {
                    self.veilig_bereikbaar.clone_from(&ander.veilig_bereikbaar);
                    self.bereikbaar_toelichting.clone_from(&ander.bereikbaar_toelichting);
                }
                Clientveld::Taal => {
                    self.taal.clone_from(&ander.taal);
                    self.tolk_nodig = ander.tolk_nodig;
                }
                // It is no part of who she is.
                Clientveld::Zwangerschap => {}
            }
        }
        self
    }

    /// What is known of her once `later` was told as well.
    ///
    /// The newest leads, but for who she is. Ways to reach her get fewer by themselves and never more: what was unsafe for one
    /// professional is unsafe for all, until a coordinator chooses. What to mind is kept of both.
    #[must_use]
    pub fn aangevuld(self, later: &Opgave) -> Self {
        let Opgave { gegevens: nieuw, mag, van_casus, van_signaal } = later;
        let kiest = |veld: Clientveld, vanzelf: bool| {
            *mag && !van_casus.contains(&veld) && (vanzelf || van_signaal.contains(&veld))
        };
        let of = |veld, oud: Option<String>, nieuw: &Option<String>| {
            if kiest(veld, nieuw.is_some()) { nieuw.clone() } else { oud }
        };
        let (veilig_bereikbaar, bereikbaar_toelichting) = if van_signaal.contains(&Clientveld::Bereikbaarheid) && *mag {
            (nieuw.veilig_bereikbaar.clone(), nieuw.bereikbaar_toelichting.clone())
        } else if van_casus.contains(&Clientveld::Bereikbaarheid) {
            (self.veilig_bereikbaar, self.bereikbaar_toelichting)
        } else {
            let letop = if *mag { nieuw.bereikbaar_toelichting.as_deref() } else { None };
            (veiligst(&self.veilig_bereikbaar, &nieuw.veilig_bereikbaar), beide(self.bereikbaar_toelichting, letop))
        };
        let andere_taal = kiest(Clientveld::Taal, nieuw.tolk_nodig || !self.tolk_nodig && nieuw.taal != "nl");
        Self {
            naam: if kiest(Clientveld::Naam, false) { nieuw.naam.clone() } else { self.naam },
            geboortedatum: if kiest(Clientveld::Geboortedatum, false) {
                nieuw.geboortedatum
            } else {
                self.geboortedatum
            },
            adres: of(Clientveld::Adres, self.adres, &nieuw.adres),
            telefoon: of(Clientveld::Telefoon, self.telefoon, &nieuw.telefoon),
            email: of(Clientveld::Email, self.email, &nieuw.email),
            veilig_bereikbaar,
            bereikbaar_toelichting,
            taal: if andere_taal { nieuw.taal.clone() } else { self.taal },
            tolk_nodig: if kiest(Clientveld::Taal, false) {
                nieuw.tolk_nodig
            } else {
                self.tolk_nodig || nieuw.tolk_nodig
            },
        }
    }
}

/// The ways that both call safe. When there is none, no way is known to be safe for both: she is reached through who signalled.
fn veiligst(oud: &[Kanaal], nieuw: &[Kanaal]) -> Vec<Kanaal> {
    let samen: Vec<Kanaal> = nieuw.iter().copied().filter(|kanaal| oud.contains(kanaal)).collect();
    match (oud.is_empty(), nieuw.is_empty()) {
        (true, _) => nieuw.to_vec(),
        (_, true) => oud.to_vec(),
        _ if samen.is_empty() => vec![Kanaal::ViaSignaleerder],
        _ => samen,
    }
}

fn beide(oud: Option<String>, nieuw: Option<&str>) -> Option<String> {
    match (oud, nieuw) {
        (Some(oud), Some(nieuw)) if oud != nieuw => Some(format!("{nieuw}\nEerder: {oud}")),
        (oud, nieuw) => nieuw.map(str::to_owned).or(oud),
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
    fn wie_haar_veilig_bereikt_blijft_veilig_wie_ook_het_laatst_meldde() {
        let opgave = |gegevens| Opgave { gegevens, mag: true, van_casus: Vec::new(), van_signaal: Vec::new() };
        let gewoon = Persoonsgegevens {
            veilig_bereikbaar: vec![Kanaal::Bellen, Kanaal::Brief],
            adres: Some("Voorbeeldweg 1".into()),
            ..client("A", "06 11111111")
        };
        let onveilig = Persoonsgegevens {
            veilig_bereikbaar: vec![Kanaal::ViaSignaleerder],
            bereikbaar_toelichting: Some("NIET bellen".into()),
            tolk_nodig: true,
            taal: "ar".into(),
            ..client("A", "06 22222222")
        };
        let eerst = gewoon.clone().aangevuld(&opgave(onveilig.clone()));
        assert_eq!(eerst.telefoon.as_deref(), Some("06 22222222"));
        assert_eq!(eerst.adres.as_deref(), Some("Voorbeeldweg 1"), "what the newest does not know stays");
        let later = onveilig.clone().aangevuld(&opgave(gewoon.clone()));
        for wie in [&eerst, &later] {
            assert_eq!(wie.veilig_bereikbaar, [Kanaal::ViaSignaleerder]);
            assert_eq!(wie.bereikbaar_toelichting.as_deref(), Some("NIET bellen"));
            assert!(wie.tolk_nodig && wie.taal == "ar");
        }
        // A letter was safe for the one, a call for the other: neither is safe for both.
        let brief = Persoonsgegevens { veilig_bereikbaar: vec![Kanaal::Brief], ..gewoon.clone() };
        let bellen = Persoonsgegevens { veilig_bereikbaar: vec![Kanaal::Bellen], ..gewoon.clone() };
        for (oud, nieuw) in [(&brief, &bellen), (&bellen, &brief)] {
            let wie = oud.clone().aangevuld(&opgave(nieuw.clone()));
            assert_eq!(wie.veilig_bereikbaar, [Kanaal::ViaSignaleerder]);
        }
        // What may not be shown still keeps her safe.
        let stil = Opgave { mag: false, ..opgave(onveilig.clone()) };
        let wie = gewoon.clone().aangevuld(&stil);
        assert_eq!((wie.veilig_bereikbaar, wie.bereikbaar_toelichting), (vec![Kanaal::ViaSignaleerder], None));
        assert_eq!(wie.telefoon.as_deref(), Some("06 11111111"));
        // The coordinator chooses otherwise.
        let gekozen = Opgave {
            van_casus: vec![Clientveld::Telefoon, Clientveld::Bereikbaarheid],
            van_signaal: vec![Clientveld::Naam],
            ..opgave(Persoonsgegevens { naam: "B".into(), ..onveilig })
        };
        let wie = gewoon.aangevuld(&gekozen);
        assert_eq!((wie.naam.as_str(), wie.telefoon.as_deref()), ("B", Some("06 11111111")));
        assert_eq!(wie.veilig_bereikbaar, [Kanaal::Bellen, Kanaal::Brief]);
    }
}
