//! Which grants fit: a role has its kind of area, and some roles stand alone.

use crate::domain::{
    ids::OrganisatieId,
    recht::{Gebied, Rol, Toekenning},
};

/// Why a grant does not fit: a closed word, and the rule in Dutch.
pub type Reden = (&'static str, &'static str);

/// Checks that somebody of organisation `eigen` can have this grant.
///
/// `van_desk` is the organisation of the desk that it names, when that desk takes requests.
///
/// The rule that it breaks.
pub fn past(wat: Toekenning, eigen: OrganisatieId, van_desk: Option<OrganisatieId>) -> Result<(), Reden> {
    match (wat.rol, wat.gebied) {
        (Rol::Signaleerder, Gebied::Organisatie(organisatie)) if organisatie == eigen => Ok(()),
        (Rol::Signaleerder, _) => Err(("ander-gebied", "Een signaleerder werkt voor de eigen organisatie.")),
        (Rol::Uitvoerder, Gebied::Desk(_)) => match van_desk {
            Some(organisatie) if organisatie == eigen => Ok(()),
            Some(_) => Err(("andere-organisatie", "Deze desk is van een andere organisatie.")),
            None => Err(("onbekend", "Deze desk is niet bekend, of gesloten.")),
        },
        (Rol::Uitvoerder, _) => Err(("ander-gebied", "Een uitvoerder werkt aan een desk van de eigen organisatie.")),
        (Rol::JgzCoordinator, Gebied::Regio | Gebied::Subregio(_) | Gebied::Gemeente(_))
        | (Rol::Voorzitter, Gebied::Gemeente(_))
        | (Rol::Onderzoeker | Rol::Fg | Rol::Beheerder, Gebied::Regio) => Ok(()),
        (Rol::JgzCoordinator, _) => {
            Err(("ander-gebied", "Een JGZ-coördinator werkt in een gemeente, een subregio of de regio."))
        }
        (Rol::Voorzitter, _) => Err(("ander-gebied", "Een voorzitter werkt in een gemeente.")),
        (Rol::Onderzoeker | Rol::Fg | Rol::Beheerder, _) => {
            Err(("ander-gebied", "Een onderzoeker, FG of beheerder werkt voor de hele regio."))
        }
    }
}

/// Checks that these roles go together in one account.
///
/// Fails when one that stands alone has company.
pub fn gaan_samen(rollen: &[Rol]) -> Result<(), Reden> {
    let gezelschap = rollen.iter().any(|rol| rol.staat_alleen() && rollen.iter().any(|ander| ander != rol));
    if gezelschap {
        return Err((
            "rollen-gaan-niet-samen",
            "Een onderzoeker, FG of beheerder heeft geen andere rol: geef die een eigen account.",
        ));
    }
    Ok(())
}

/// The area that goes without saying: a signaller's own organisation, the region for who works for all of it.
#[must_use]
pub const fn vanzelf(rol: Rol, eigen: OrganisatieId) -> Option<Gebied> {
    match rol {
        Rol::Signaleerder => Some(Gebied::Organisatie(eigen)),
        Rol::Onderzoeker | Rol::Fg | Rol::Beheerder => Some(Gebied::Regio),
        Rol::JgzCoordinator | Rol::Uitvoerder | Rol::Voorzitter => None,
    }
}

/// Whether somebody can log in by this name: letters, digits and `. _ @ -`.
#[must_use]
pub fn is_gebruikersnaam(naam: &str) -> bool {
    let kan = |byte: u8| byte.is_ascii_alphanumeric() || b"._@-".contains(&byte);
    (3..=64).contains(&naam.len()) && naam.bytes().all(kan)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::{
        gebied::{Gemeente, Subregio},
        ids::Id,
        tijd::Moment,
    };

    #[test]
    fn een_rol_heeft_haar_eigen_soort_gebied() {
        let nu = Moment::new(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let (eigen, ander, desk) = (Id::new(nu), Id::new(nu), Gebied::Desk(Id::new(nu)));
        let kan = |rol, gebied, van_desk| past(Toekenning { rol, gebied }, eigen, van_desk).is_ok();
        assert!(kan(Rol::Signaleerder, Gebied::Organisatie(eigen), None));
        assert!(!kan(Rol::Signaleerder, Gebied::Organisatie(ander), None));
        assert!(!kan(Rol::Signaleerder, Gebied::Regio, None));
        assert!(kan(Rol::Uitvoerder, desk, Some(eigen)));
        assert!(!kan(Rol::Uitvoerder, desk, Some(ander)) && !kan(Rol::Uitvoerder, desk, None));
        assert!(!kan(Rol::Uitvoerder, Gebied::Regio, None));
        assert!(kan(Rol::JgzCoordinator, Gebied::Subregio(Subregio::Parkstad), None));
        assert!(!kan(Rol::JgzCoordinator, Gebied::Organisatie(eigen), None));
        assert!(kan(Rol::Voorzitter, Gebied::Gemeente(Gemeente::Gm0917), None));
        assert!(!kan(Rol::Voorzitter, Gebied::Regio, None));
        for rol in [Rol::Onderzoeker, Rol::Fg, Rol::Beheerder] {
            assert!(kan(rol, Gebied::Regio, None) && !kan(rol, Gebied::Gemeente(Gemeente::Gm0917), None));
        }
    }

    #[test]
    fn wie_accounts_beheert_werkt_niet_ook_aan_casussen() {
        assert!(gaan_samen(&[Rol::Voorzitter, Rol::JgzCoordinator, Rol::Uitvoerder]).is_ok());
        assert!(gaan_samen(&[Rol::Beheerder, Rol::Beheerder]).is_ok());
        for ander in [Rol::JgzCoordinator, Rol::Fg, Rol::Onderzoeker] {
            assert!(gaan_samen(&[Rol::Beheerder, ander]).is_err());
        }
    }
}
