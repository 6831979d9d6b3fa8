//! What the page of a family is made of.

use crate::{
    domain::{tijd::Moment, toegang::GebruikerId},
    http::casus::{geheel::Geheel, view::CasusView},
    web::{blad::Blad, deel::fouten::Fouten, formulier::Velden},
};

/// What the page is made of.
#[derive(Clone, Copy)]
pub(super) struct Pagina<'a> {
    pub blad: &'a Blad,
    pub casus: &'a CasusView,
    pub geheel: &'a Geheel,
    pub versie: i32,
    pub nu: Moment,
    pub ik: GebruikerId,
    pub velden: &'a Velden,
    pub fouten: &'a Fouten,
    /// Whether whoever looks coordinates it.
    pub haar: bool,
    /// Whether whoever looks may tell what becomes of the family.
    pub herziet: bool,
    /// Whether whoever looks may note what she says about sharing.
    pub noteert: bool,
}
