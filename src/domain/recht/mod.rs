//! The kernel: who may do what to which thing, and what a line of the logboek says of it.
//!
//! Every word of the story stands on this room, and it knows none of them: a thing is a kind ([`ids::kind`]), an act a row of
//! the policy. The only way to act on a thing is [`permit`]; what comes of it is a [`Besluit`], and that carries its line.
//!
//! [`ids::kind`]: crate::domain::ids::kind

mod actor;
mod besluit;
mod ding;
mod gebeurtenis;
mod handeling;
mod ligging;
mod permit;
mod rol;
mod soort;
mod spoor;
mod wacht;

pub use self::{
    actor::{Account, Actor, Door, Vanzelf, Verzoek, Wie},
    besluit::{Besluit, Hoofdzaak, Van},
    ding::{Ding, Kop},
    gebeurtenis::{Aard, Actie, Gebeurtenis, Over},
    handeling::{Grond, Handeling, Regel, Toegang, regel, rol},
    ligging::{Gebied, Ligging, Toekenning},
    permit::{
        Conflict, Gezien, Gezocht, In, Ontbrekend, Permitted, Toestand, Verwijzing, Waarom, Weigering, mag, permit,
        permit_in_gebied, permit_lijst,
    },
    rol::Rol,
    soort::{Kind, Soort},
    spoor::Spoor,
    wacht::Wacht,
};

#[cfg(test)]
mod tests;
