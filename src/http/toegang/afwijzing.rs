//! What somebody hears who is turned down: no more than they may know.

use crate::{
    domain::{fouten::Fouten, toegang::uitslag::Afwijzing},
    http::problem::{Code, Problem},
    store::toegang::beveiligingssleutel::HOOGSTENS,
};

impl From<Afwijzing> for Problem {
    fn from(waarom: Afwijzing) -> Self {
        match waarom {
            Afwijzing::TeVaak(wacht) => Self::te_vaak(wacht),
            // Who copied a key hears what anybody hears whose login is not right.
            Afwijzing::Inlog | Afwijzing::Kopie(_) => Self::new(
                Code::InloggegevensOnjuist,
                "De gebruikersnaam, het wachtwoord of de code klopt niet. Een code werkt één keer: wacht zo nodig op de volgende.",
            ),
            Afwijzing::Verklaring => Self::new(
                Code::InloggegevensOnjuist,
                "De client, de verklaring of de gebruiker klopt niet, of zij mogen samen niets. Een verklaring werkt één keer.",
            ),
            Afwijzing::Aanbieder => Self::new(
                Code::InloggegevensOnjuist,
                "Met deze inlog komt u er hier niet in. Begin opnieuw, of vraag de beheerder.",
            ),
            Afwijzing::Sessie => Self::new(Code::NietIngelogd, "Deze sessie gaat niet door. Log opnieuw in."),
            Afwijzing::Uitnodiging => {
                let melding = "Deze code geldt niet of niet meer. Vraag een nieuwe uitnodiging.";
                Fouten::new().fout("code", "ongeldig", melding).into()
            }
            Afwijzing::Wachtwoord => onjuist("wachtwoord", "Dit is niet uw wachtwoord."),
            Afwijzing::Code => onjuist("totpCode", "Deze code klopt niet, of is al gebruikt."),
            Afwijzing::Sleutel => {
                onjuist("antwoord", "De sleutel gaf niet het goede antwoord, of te laat. Begin opnieuw.")
            }
            Afwijzing::SleutelBekend => onjuist("antwoord", "Deze sleutel is al eens toegevoegd."),
            Afwijzing::SleutelsVol => {
                let melding = format!("U hebt al {HOOGSTENS} beveiligingssleutels. Verwijder er eerst een.");
                Self::new(Code::Conflict, melding)
            }
            Afwijzing::LaatsteSleutel => Self::new(
                Code::Conflict,
                "Dit is uw laatste beveiligingssleutel, en zonder kunt u niet werken. Voeg eerst een andere toe.",
            ),
            Afwijzing::Onbekend => Self::not_found(),
            Afwijzing::Intussen => Self::busy(1),
        }
    }
}

fn onjuist(veld: &str, melding: &str) -> Problem {
    Fouten::new().fout(veld, "onjuist", melding).into()
}
