//! What a page about a desk is made of.

use crate::{
    http::{
        casus::{geheel::Geheel, view::CasusView},
        doorgeleiding::{bestemming::BestemmingView, routeadvies::AdviesView},
    },
    web::{blad::Blad, deel::fouten::Fouten, formulier::Velden},
};

/// What a page about a desk is made of.
#[derive(Clone, Copy)]
pub(super) struct Pagina<'a> {
    pub blad: &'a Blad,
    pub casus: &'a CasusView,
    pub geheel: &'a Geheel,
    pub advies: &'a AdviesView,
    pub bureau: &'a BestemmingView,
    pub velden: &'a Velden,
    pub fouten: &'a Fouten,
}
