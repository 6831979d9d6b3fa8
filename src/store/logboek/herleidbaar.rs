//! Who a line is by, as its columns say it.

use uuid::Uuid;

use crate::domain::{
    logboek::{Soort, Verwerkingsdoel},
    tijd::Moment,
    toegang::{
        Door, GebruikerId, OrganisatieId, Rol, SessieId, Vanzelf,
        afzender::{Afzender, Herkomst, PROGRAMMA},
        machineclient::MachineclientId,
    },
};

/// The columns of a line that say who did it, and from where.
#[derive(Debug)]
#[expect(missing_docs, reason = "the migration describes each column")]
pub struct Dader<'a> {
    pub gebruiker: Option<GebruikerId>,
    pub organisatie: Option<OrganisatieId>,
    pub sessie: Option<SessieId>,
    pub machineclient: Option<MachineclientId>,
    pub rol: Option<Rol>,
    pub namens: Option<GebruikerId>,
    pub verzoek: Option<Uuid>,
    pub toegangspunt: &'a str,
    pub op: Moment,
}

/// Somebody, or something, that a line can be traced back to.
pub trait Herleidbaar {
    /// What the columns say of them.
    fn dader(&self) -> Dader<'_>;

    /// For which purpose they did something with a `soort`.
    fn doel(soort: Soort) -> Verwerkingsdoel;
}

impl Herleidbaar for Door {
    fn dader(&self) -> Dader<'_> {
        Dader {
            gebruiker: Some(self.gebruiker),
            organisatie: Some(self.organisatie),
            sessie: Some(self.sessie),
            machineclient: self.machineclient,
            rol: self.rol,
            namens: self.namens,
            verzoek: Some(self.verzoek.id),
            toegangspunt: &self.verzoek.toegangspunt,
            op: self.op,
        }
    }

    fn doel(soort: Soort) -> Verwerkingsdoel {
        Verwerkingsdoel::van(soort)
    }
}

/// What the program does by itself in a case it does for the care of the family, like whoever works on it.
impl Herleidbaar for Vanzelf {
    fn dader(&self) -> Dader<'_> {
        Dader {
            gebruiker: None,
            organisatie: None,
            sessie: None,
            machineclient: None,
            rol: None,
            namens: None,
            verzoek: None,
            toegangspunt: PROGRAMMA,
            op: self.op,
        }
    }

    fn doel(soort: Soort) -> Verwerkingsdoel {
        Verwerkingsdoel::van(soort)
    }
}

impl Herleidbaar for Afzender {
    fn dader(&self) -> Dader<'_> {
        let verzoek = match &self.herkomst {
            Herkomst::Verzoek(verzoek) => Some(verzoek.id),
            Herkomst::Machine(_) => None,
        };
        Dader {
            gebruiker: self.gebruiker,
            organisatie: None,
            sessie: self.sessie,
            machineclient: self.machineclient,
            rol: None,
            namens: None,
            verzoek,
            toegangspunt: self.toegangspunt(),
            op: self.op,
        }
    }

    fn doel(soort: Soort) -> Verwerkingsdoel {
        match Verwerkingsdoel::van(soort) {
            // Nobody works on a case who was not permitted to: what is left is about access.
            Verwerkingsdoel::Zorgcoordinatie => Verwerkingsdoel::Toegangsbeheer,
            doel => doel,
        }
    }
}
