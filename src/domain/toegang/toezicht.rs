//! The acts around emergency access: opening it, being told of it, judging it. They stand on the page of the policy too.

use super::{
    Rol,
    beleid::{Grond, Handeling},
};
use crate::domain::{bericht::Bericht, casus::Casus, noodprocedure::Noodprocedure};

const AAN_CASUSSEN: &[Grond] = &[
    Grond::Rol(Rol::Signaleerder),
    Grond::Rol(Rol::JgzCoordinator),
    Grond::Rol(Rol::Uitvoerder),
    Grond::Rol(Rol::Voorzitter),
];

/// Read what belongs to a case (its consents, agreements and evaluations), and put it on an agenda.
pub struct CasusDossierLezen;
impl Handeling for CasusDossierLezen {
    type Ding = Casus;
    const NAAM: &'static str = "casus-dossier-lezen";
    const GRONDEN: &'static [Grond] = &[Grond::Rol(Rol::JgzCoordinator), Grond::Rol(Rol::Voorzitter), Grond::Regisseur];
}

/// Open a case in an emergency.
pub struct NoodprocedureOpenen;
impl Handeling for NoodprocedureOpenen {
    type Ding = Noodprocedure;
    const NAAM: &'static str = crate::domain::noodprocedure::OPENEN;
    const GRONDEN: &'static [Grond] = AAN_CASUSSEN;
}

/// Read a noodprocedure, or a list of them.
pub struct NoodprocedureLezen;
impl Handeling for NoodprocedureLezen {
    type Ding = Noodprocedure;
    const NAAM: &'static str = "noodprocedure-lezen";
    const GRONDEN: &'static [Grond] = &[Grond::Rol(Rol::Fg), Grond::Zelf];
}

/// End a noodprocedure before its time.
pub struct NoodprocedureBeeindigen;
impl Handeling for NoodprocedureBeeindigen {
    type Ding = Noodprocedure;
    const NAAM: &'static str = "noodprocedure-beeindigen";
    const GRONDEN: &'static [Grond] = &[Grond::Zelf];
}

/// Judge whether a noodprocedure was right.
pub struct NoodprocedureBeoordelen;
impl Handeling for NoodprocedureBeoordelen {
    type Ding = Noodprocedure;
    const NAAM: &'static str = "noodprocedure-beoordelen";
    const GRONDEN: &'static [Grond] = &[Grond::Rol(Rol::Fg)];
}

/// Read a message, or her own list of them.
pub struct BerichtLezen;
impl Handeling for BerichtLezen {
    type Ding = Bericht;
    const NAAM: &'static str = "bericht-lezen";
    const GRONDEN: &'static [Grond] = &[Grond::Zelf];
}

/// Ask who could see a case, when, and on which ground.
pub struct ToegangNagaan;
impl Handeling for ToegangNagaan {
    type Ding = Casus;
    const NAAM: &'static str = "toegang-nagaan";
    const GRONDEN: &'static [Grond] = &[Grond::Rol(Rol::Fg)];
}
