//! What the functioneel beheerder keeps: organisations, their desks, accounts and what each may do.

mod besluit;
pub mod factor;
pub mod past;
mod toestand;
pub mod tweede;
pub mod werk;
mod zaak;

pub use self::{
    besluit::{Bereikbaar, Functiewissel, NieuweGebruiker, Verlening},
    toestand::{Actief, Deelnemend, InDienst, Lopend, Open, Uitgenodigd, Wachtend},
    zaak::{
        Accountwijziging, Desk, DeskStatus, Deskgegevens, EerdereNaam, Factorherstel, FactorherstelReden,
        FactorherstelStatus, Gebruiker, GebruikerStatus, Organisatie, OrganisatieStatus, Organisatiegegevens,
        Overdracht, Periode, ToekenningStatus, Uitlogging, Verleend, Waarneming,
    },
};
