//! Access: accounts and what they may do, how somebody logs in, and what slows down who guesses.

pub mod account;
pub mod afzender;
pub mod beheer;
pub mod historie;
mod inlogwijze;
pub mod kanaal;
pub mod machineclient;
pub mod oidc;
mod organisatiesoort;
pub mod post;
pub mod rem;
pub mod sessie;
pub mod totp;
pub mod uitslag;
pub mod wachtwoord;

pub use self::{
    beheer::{Desk, Factorherstel, Gebruiker, Organisatie, Overdracht, Verleend},
    inlogwijze::Inlogwijze,
    organisatiesoort::Organisatiesoort,
};
pub use crate::domain::{
    beleid, beleid as toezicht,
    ids::{
        BeveiligingssleutelId, DeskId, FactorherstelId, GebruikerId, OrganisatieId, OverdrachtId, PseudoniemId,
        SessieId, ToekenningId, UitdagingId,
        kind::{Beveiligingssleutel, Pseudoniem, Sessie, Uitdaging},
    },
    recht::{
        Actor, Besluit, Conflict, Ding, Door, Gebied, Gezien, Gezocht, Hoofdzaak, In, Ligging, Permitted, Rol, Toegang,
        Toekenning, Toestand, Van, Vanzelf, Verzoek, Waarom, Weigering, permit, permit_in_gebied, permit_lijst,
    },
};
