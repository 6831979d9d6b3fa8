//! Access itself: who keeps it, and who may look.

use super::rol;
use crate::domain::{
    recht::{Grond, Handeling},
    toegang::{
        Rol::{Beheerder, Fg},
        beheer::{Desk, Factorherstel, Gebruiker, Organisatie, Verleend},
    },
};

/// Read one organisation, in its version.
pub struct OrganisatieLezen;
impl Handeling for OrganisatieLezen {
    type Ding = Organisatie;
    const NAAM: &'static str = "organisatie-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder), rol(Fg)];
}

/// Add, change or end an organisation.
pub struct OrganisatieBeheren;
impl Handeling for OrganisatieBeheren {
    type Ding = Organisatie;
    const NAAM: &'static str = "organisatie-beheren";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder)];
}

/// Read one desk, in its version.
pub struct DeskLezen;
impl Handeling for DeskLezen {
    type Ding = Desk;
    const NAAM: &'static str = "desk-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder), rol(Fg)];
}

/// Add, change or close a desk.
pub struct DeskBeheren;
impl Handeling for DeskBeheren {
    type Ding = Desk;
    const NAAM: &'static str = "desk-beheren";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder)];
}

/// Read an account with its grants, or look for one.
pub struct GebruikerLezen;
impl Handeling for GebruikerLezen {
    type Ding = Gebruiker;
    const NAAM: &'static str = "gebruiker-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder), rol(Fg)];
}

/// Invite somebody, change what she may do, hand over her work, let her leave.
pub struct GebruikerBeheren;
impl Handeling for GebruikerBeheren {
    type Ding = Gebruiker;
    const NAAM: &'static str = "gebruiker-beheren";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder)];
}

/// Take a grant back.
pub struct ToekenningBeheren;
impl Handeling for ToekenningBeheren {
    type Ding = Verleend;
    const NAAM: &'static str = "toekenning-beheren";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder)];
}

/// Read a request to set a second factor anew.
pub struct FactorherstelLezen;
impl Handeling for FactorherstelLezen {
    type Ding = Factorherstel;
    const NAAM: &'static str = "factorherstel-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder), rol(Fg)];
}

/// Confirm, as the second of two, that somebody lost her second factor.
pub struct FactorherstelBevestigen;
impl Handeling for FactorherstelBevestigen {
    type Ding = Factorherstel;
    const NAAM: &'static str = "factorherstel-bevestigen";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder), rol(Fg)];
}

/// Read which rights were changed.
pub struct ToegangswijzigingenLezen;
impl Handeling for ToegangswijzigingenLezen {
    type Ding = Gebruiker;
    const NAAM: &'static str = "toegangswijzigingen-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Fg)];
}
