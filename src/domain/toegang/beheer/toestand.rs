//! What these things have in common with everything else that can be acted upon, and their states as types.

use uuid::Uuid;

use super::zaak::{
    Desk, DeskStatus, Factorherstel, FactorherstelStatus, Gebruiker, GebruikerStatus, Organisatie, OrganisatieStatus,
    ToekenningStatus, Verleend,
};
use crate::domain::{
    ids::{CasusId, PseudoniemId, kind},
    recht::{Ding, Ligging, Toestand},
};

/// All of these belong to the region as a whole, and to no case.
const VAN_DE_REGIO: Ligging = Ligging {
    organisatie: None,
    gemeente: None,
    desk: None,
    regisseur: None,
    regio: true,
    van: None,
    noodprocedure: None,
};

impl Ding for Organisatie {
    type Kind = kind::Organisatie;
    type Status = OrganisatieStatus;

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        None
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        Vec::new()
    }
    fn ligging(&self) -> Ligging {
        VAN_DE_REGIO
    }
    fn status(&self) -> OrganisatieStatus {
        self.status
    }
    fn versie(&self) -> i32 {
        self.versie
    }
}

impl Ding for Desk {
    type Kind = kind::Desk;
    type Status = DeskStatus;

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        None
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        Vec::new()
    }
    fn ligging(&self) -> Ligging {
        VAN_DE_REGIO
    }
    fn status(&self) -> DeskStatus {
        self.status
    }
    fn versie(&self) -> i32 {
        self.versie
    }
}

impl Ding for Gebruiker {
    type Kind = kind::Gebruiker;
    type Status = GebruikerStatus;

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        None
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        Vec::new()
    }
    fn ligging(&self) -> Ligging {
        VAN_DE_REGIO
    }
    fn status(&self) -> GebruikerStatus {
        self.status
    }
    fn versie(&self) -> i32 {
        self.versie
    }
}

impl Ding for Verleend {
    type Kind = kind::Toekenning;
    type Status = ToekenningStatus;

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        None
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        Vec::new()
    }
    fn ligging(&self) -> Ligging {
        VAN_DE_REGIO
    }
    fn status(&self) -> ToekenningStatus {
        self.status
    }
    fn versie(&self) -> i32 {
        1
    }
}

impl Ding for Factorherstel {
    type Kind = kind::Factorherstel;
    type Status = FactorherstelStatus;

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        None
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        Vec::new()
    }
    fn ligging(&self) -> Ligging {
        VAN_DE_REGIO
    }
    fn status(&self) -> FactorherstelStatus {
        self.status
    }
    fn versie(&self) -> i32 {
        if self.bevestigd.is_some() { 2 } else { 1 }
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

/// A grant that holds, or will.
#[derive(Debug)]
pub struct Lopend;
impl Toestand<Verleend> for Lopend {
    const STATUS: &'static [ToekenningStatus] = &[ToekenningStatus::Loopt];
}
