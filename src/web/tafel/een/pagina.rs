//! What the page of one family at the table is made of.

use crate::{
    domain::tijd::Moment,
    http::knooppunt::{tafel::Tafel, view::AgendapuntView},
    web::{blad::Blad, deel::fouten::Fouten, formulier::Velden, omgeving::Bezoeker},
};

/// What the page is made of.
#[derive(Clone, Copy)]
pub(super) struct Pagina<'a> {
    pub blad: &'a Blad,
    pub tafel: &'a Tafel,
    pub punt: &'a AgendapuntView,
    pub versie: i32,
    pub nu: Moment,
    pub ik: &'a Bezoeker,
    pub velden: &'a Velden,
    pub fouten: &'a Fouten,
}
