//! What these things have in common with everything else that can be acted upon, and their states as types.

use super::zaak::{
    Accountwijziging, Desk, DeskStatus, Factorherstel, FactorherstelStatus, Gebruiker, GebruikerStatus, Organisatie,
    OrganisatieStatus, ToekenningStatus, Uitlogging, Verleend, Waarneming,
};
use crate::domain::{
    ids::kind,
    recht::{Ding, Gebied, Hoofdzaak, Kop, Ligging, Toestand},
    route::Route,
};

impl Ding for Organisatie {
    type Kind = kind::Organisatie;
    type Status = OrganisatieStatus;

    fn kop(&self) -> Kop {
        Kop::van_de_regio(self.id.uuid(), self.versie)
    }
    fn status(&self) -> OrganisatieStatus {
        self.status
    }
}

impl Ding for Desk {
    type Kind = kind::Desk;
    type Status = DeskStatus;

    /// It is of the region, and of whoever works there: at a table that is its chair.
    fn kop(&self) -> Kop {
        let kop = Kop::van_de_regio(self.id.uuid(), self.versie);
        let gemeente = match self.gegevens.gebied {
            Gebied::Gemeente(gemeente) if self.gegevens.route == Route::Knooppunt => Some(gemeente),
            _ => None,
        };
        Kop { ligging: Ligging { desk: Some(self.id), gemeente, ..kop.ligging }, ..kop }
    }
    fn status(&self) -> DeskStatus {
        self.status
    }
}

impl Ding for Gebruiker {
    type Kind = kind::Gebruiker;
    type Status = GebruikerStatus;

    fn kop(&self) -> Kop {
        Kop::van_de_regio(self.id.uuid(), self.versie)
    }
    fn status(&self) -> GebruikerStatus {
        self.status
    }
}

impl Hoofdzaak for Uitlogging {
    type Ding = Gebruiker;

    fn hoofdzaak(&self) -> &Gebruiker {
        &self.wie
    }
}

impl Hoofdzaak for Accountwijziging {
    type Ding = Gebruiker;

    fn hoofdzaak(&self) -> &Gebruiker {
        &self.wie
    }
}

impl Hoofdzaak for Waarneming {
    type Ding = Gebruiker;

    fn hoofdzaak(&self) -> &Gebruiker {
        &self.waarnemer
    }
}

impl Ding for Verleend {
    type Kind = kind::Toekenning;
    type Status = ToekenningStatus;

    fn kop(&self) -> Kop {
        Kop::van_de_regio(self.id.uuid(), 1)
    }
    fn status(&self) -> ToekenningStatus {
        self.status
    }
}

impl Ding for Factorherstel {
    type Kind = kind::Factorherstel;
    type Status = FactorherstelStatus;

    fn kop(&self) -> Kop {
        let versie = if self.bevestigd.is_some() { 2 } else { 1 };
        Kop::van_de_regio(self.id.uuid(), versie)
    }
    fn status(&self) -> FactorherstelStatus {
        self.status
    }
}

/// An organisation that takes part.
#[derive(Debug)]
pub struct Deelnemend;
impl Toestand<Organisatie> for Deelnemend {
    const STATUS: &'static [OrganisatieStatus] = &[OrganisatieStatus::Actief];
}

/// A desk that takes requests.
#[derive(Debug)]
pub struct Open;
impl Toestand<Desk> for Open {
    const STATUS: &'static [DeskStatus] = &[DeskStatus::Open];
}
impl Toestand<Factorherstel> for Open {
    const STATUS: &'static [FactorherstelStatus] = &[FactorherstelStatus::Open];
}

/// An account whose invitation was not accepted.
#[derive(Debug)]
pub struct Uitgenodigd;
impl Toestand<Gebruiker> for Uitgenodigd {
    const STATUS: &'static [GebruikerStatus] = &[GebruikerStatus::Uitgenodigd];
}

/// An account that can log in.
#[derive(Debug)]
pub struct Actief;
impl Toestand<Gebruiker> for Actief {
    const STATUS: &'static [GebruikerStatus] = &[GebruikerStatus::Actief];
}

/// An account that is not closed.
#[derive(Debug)]
pub struct InDienst;
impl Toestand<Gebruiker> for InDienst {
    const STATUS: &'static [GebruikerStatus] = &[GebruikerStatus::Uitgenodigd, GebruikerStatus::Actief];
}

/// A grant that holds, will, or waits.
#[derive(Debug)]
pub struct Lopend;
impl Toestand<Verleend> for Lopend {
    const STATUS: &'static [ToekenningStatus] = &[ToekenningStatus::Loopt, ToekenningStatus::Wacht];
}

/// A grant that waits for a second person.
#[derive(Debug)]
pub struct Wachtend;
impl Toestand<Verleend> for Wachtend {
    const STATUS: &'static [ToekenningStatus] = &[ToekenningStatus::Wacht];
}
