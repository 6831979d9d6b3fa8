//! What is sent to somebody outside the program: one letter, in plain words, that says no more than it must.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::kanaal::Emailadres;
pub use crate::domain::ids::PostId;
use crate::domain::{
    ids::{GebruikerId, kind},
    recht::{Besluit, Ding, Gebeurtenis, Kop, Vanzelf},
    tijd::Moment,
};

/// Whoever sends a letter has so long; when the process dies meanwhile, another one takes the letter after that.
const BEZIG: TimeDelta = TimeDelta::minutes(5);
/// After the first failure it waits so long, and twice as long after each next one.
const EERSTE_PAUZE: TimeDelta = TimeDelta::minutes(1);
/// But at most so often twice as long: about an hour.
const MEESTE_VERDUBBELINGEN: u32 = 6;

/// What a letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Postsoort {
    /// The code with which somebody who is invited gets in.
    Uitnodiging,
    /// The code with which somebody sets their password and second factor anew.
    Factorherstel,
    /// That another address holds from now on; it goes to the one of before.
    Adreswijziging,
}

/// What a letter says, and to which address; it lies sealed until it is sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    aan: String,
    code: Option<String>,
}

impl std::fmt::Debug for Brief {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Brief")
    }
}

impl Brief {
    /// A letter with a code in it.
    #[must_use]
    pub fn met_code(aan: &Emailadres, code: &str) -> Self {
        Self { aan: aan.tekst().to_owned(), code: Some(code.to_owned()) }
    }

    /// A letter that only tells something.
    #[must_use]
    pub fn zonder_code(aan: &Emailadres) -> Self {
        Self { aan: aan.tekst().to_owned(), code: None }
    }

    /// To which address it goes.
    #[must_use]
    pub fn aan(&self) -> &str {
        &self.aan
    }

    /// The code in it, if there is one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What it says when it is about `soort`, and its code works until `tot`.
    #[must_use]
    pub fn tekst(&self, soort: Postsoort, tot: Moment) -> String {
        let (code, tot) = (self.code().unwrap_or_default(), tot.in_nederland().format("%-d-%-m-%Y om %H:%M uur"));
        match soort {
            Postsoort::Uitnodiging => format!(
                "Hallo,\n\nU bent uitgenodigd voor Knooppunt. Met deze code maakt u uw account klaar:\n\n{code}\n\n\
                 De code werkt één keer, tot {tot}.\n\n\
                 Verwacht u geen uitnodiging? Gebruik de code dan niet, en bel uw beheerder.\n"
            ),
            Postsoort::Factorherstel => format!(
                "Hallo,\n\nVoor uw account bij Knooppunt is gevraagd om een nieuw wachtwoord en een nieuwe tweede factor. \
                 Met deze code stelt u ze in:\n\n{code}\n\nDe code werkt één keer, tot {tot}.\n\n\
                 Hebt u dit niet gevraagd? Gebruik de code dan niet, en bel uw beheerder.\n"
            ),
            Postsoort::Adreswijziging => {
                "Hallo,\n\nHet e-mailadres van uw account bij Knooppunt is gewijzigd. Op dit adres krijgt u \
                 geen post meer van Knooppunt.\n\nHebt u dit niet gevraagd? Bel dan uw beheerder.\n"
                    .to_owned()
            }
        }
    }
}

impl Postsoort {
    /// What stands above the letter.
    #[must_use]
    pub const fn onderwerp(self) -> &'static str {
        match self {
            Self::Uitnodiging => "Uitnodiging voor Knooppunt",
            Self::Factorherstel => "Nieuwe code voor Knooppunt",
            Self::Adreswijziging => "Uw e-mailadres bij Knooppunt is gewijzigd",
        }
    }
}

/// Until when a letter that is taken at `nu` is in the hands of whoever took it.
#[must_use]
pub fn bezig_tot(nu: Moment) -> Moment {
    nu.plus(BEZIG)
}

/// When a letter that could not be sent at `nu` is tried again, after so many attempts.
#[must_use]
pub fn opnieuw_op(nu: Moment, pogingen: i32) -> Moment {
    let eerder = u32::try_from(pogingen - 1).unwrap_or_default().min(MEESTE_VERDUBBELINGEN);
    nu.plus(EERSTE_PAUZE * 2_i32.pow(eerder))
}

/// A letter that waits.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    /// Its identifier.
    pub id: PostId,
    /// Whose account it is about.
    pub over: GebruikerId,
    /// Who asked for it.
    pub vrager: GebruikerId,
}

/// The states of a letter: it waits, and afterwards it is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Status {
    /// It waits.
    Wacht,
}

impl Ding for Post {
    // To the logboek a letter is something that happens to an account.
    type Kind = kind::Gebruiker;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop::van_de_regio(self.over.uuid(), 1)
    }
    fn status(&self) -> Status {
        Status::Wacht
    }
}

impl Post {
    /// Gives the letter up: what it says holds no more.
    #[must_use]
    pub fn geef_op(self, door: Vanzelf) -> Besluit<Self, Vanzelf> {
        Besluit::vanzelf(door, Gebeurtenis::PostOnbezorgd, Status::Wacht, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nu() -> Moment {
        Moment::new("2026-11-23T09:00:00Z".parse().unwrap())
    }

    #[test]
    fn een_brief_zegt_waarvoor_hoelang_en_wie_te_bellen_en_niet_meer() {
        let brief = Brief::met_code(&Emailadres::lees("sanne@dewieg.nl").unwrap(), "geheim-1");
        let tekst = brief.tekst(Postsoort::Uitnodiging, nu().plus(TimeDelta::hours(24)));
        let heel = "Hallo,\n\nU bent uitgenodigd voor Knooppunt. Met deze code maakt u uw account klaar:\n\ngeheim-1\n\n\
                    De code werkt één keer, tot 24-11-2026 om 10:00 uur.\n\n\
                    Verwacht u geen uitnodiging? Gebruik de code dan niet, en bel uw beheerder.\n";
        assert_eq!(tekst, heel);
        for &soort in Postsoort::VARIANTS {
            let tekst = brief.tekst(soort, nu());
            assert!(tekst.contains("bel uw beheerder") || tekst.contains("Bel dan uw beheerder"), "{tekst}");
            assert_eq!(tekst.contains("geheim-1"), soort != Postsoort::Adreswijziging, "{tekst}");
        }
    }

    #[test]
    fn de_pauzes_groeien_tot_ongeveer_een_uur() {
        let minuten = |pogingen| (opnieuw_op(nu(), pogingen).utc() - nu().utc()).num_minutes();
        assert_eq!([1, 2, 3, 7, 8, 400].map(minuten), [1, 2, 4, 64, 64, 64]);
    }
}
