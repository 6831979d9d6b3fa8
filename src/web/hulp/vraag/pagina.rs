//! What the page of a request is made of.

use crate::{
    domain::{tijd::Moment, toegang::GebruikerId},
    http::doorgeleiding::{bureau::Vraag, view::DoorgeleidingRegel},
    web::{blad::Blad, deel::fouten::Fouten, formulier::Velden},
};

/// The names of the forms' own fields.
pub(super) const AFWIJZEN: &str = "niet";
pub(super) const DOORSTUREN: &str = "naar";
pub(super) const GEZIN: &str = "gezin";
pub(super) const TERUGGEVEN: &str = "terug-om";
pub(super) const INTREKKEN: &str = "ingetrokken-om";

/// What the page is made of.
#[derive(Clone, Copy)]
pub(super) struct Pagina<'a> {
    pub blad: &'a Blad,
    pub vraag: &'a Vraag,
    pub versie: i32,
    pub nu: Moment,
    pub ik: GebruikerId,
    pub velden: &'a Velden,
    pub fouten: &'a Fouten,
    /// Whether whoever looks chairs the table to which it was sent.
    pub aan_tafel: bool,
    /// Whether whoever looks works at the desk.
    pub werkt_er: bool,
    /// Whether whoever looks coordinates where the family lives: they can take it back.
    pub van_coordinator: bool,
}

impl<'a> Pagina<'a> {
    /// Whether a form is open: something was filled in at one of these fields, or is wrong there.
    pub(super) fn stond_open(self, velden: &[&str]) -> bool {
        velden.iter().any(|veld| self.velden.gevuld(veld).is_some() || self.fouten.van(veld).is_some())
    }

    /// The request as it stands in a list.
    pub(super) const fn regel(self) -> &'a DoorgeleidingRegel {
        &self.vraag.vraag.regel
    }
}
