//! The acts of emergency access, of asking who could see what and who did, and of notes. They stand on the page of the policy too.

use crate::domain::{
    bericht::Bericht,
    casus::Casus,
    ids::kind::Logregel,
    inzage::Betrokkene,
    noodprocedure::Noodprocedure,
    notitie::{Notitie, Teamcasus},
    recht::{Grond, Handeling, Rol},
};

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
    const IN_PERSOON: bool = true;
}

/// Read a noodprocedure, or a list of them.
pub struct NoodprocedureLezen;
impl Handeling for NoodprocedureLezen {
    type Ding = Noodprocedure;
    const NAAM: &'static str = "noodprocedure-lezen";
    const GRONDEN: &'static [Grond] = &[Grond::Rol(Rol::Fg), Grond::Zelf];
    const IN_PERSOON: bool = true;
}

/// End a noodprocedure before its time.
pub struct NoodprocedureBeeindigen;
impl Handeling for NoodprocedureBeeindigen {
    type Ding = Noodprocedure;
    const NAAM: &'static str = "noodprocedure-beeindigen";
    const GRONDEN: &'static [Grond] = &[Grond::Zelf];
    const IN_PERSOON: bool = true;
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
    const IN_PERSOON: bool = true;
}

/// Ask who could see a case, when, and on which ground.
pub struct ToegangNagaan;
impl Handeling for ToegangNagaan {
    type Ding = Casus;
    const NAAM: &'static str = "toegang-nagaan";
    const GRONDEN: &'static [Grond] = &[Grond::Rol(Rol::Fg)];
}

/// Ask who looked at a person's file, to hand it to her.
pub struct ClientInzage;
impl Handeling for ClientInzage {
    type Ding = Betrokkene;
    const NAAM: &'static str = "client-inzage";
    const GRONDEN: &'static [Grond] = &[Grond::Rol(Rol::Fg), Grond::Rol(Rol::JgzCoordinator), Grond::Regisseur];
    const IN_PERSOON: bool = true;
}

/// Ask for everything that is kept of a person.
pub struct ClientDossier;
impl Handeling for ClientDossier {
    type Ding = Betrokkene;
    const NAAM: &'static str = "client-dossier";
    const GRONDEN: &'static [Grond] = &[Grond::Rol(Rol::Fg)];
    const IN_PERSOON: bool = true;
}

/// Erase a person.
pub struct ClientWissen;
impl Handeling for ClientWissen {
    type Ding = Betrokkene;
    const NAAM: &'static str = "client-wissen";
    const GRONDEN: &'static [Grond] = &[Grond::Rol(Rol::Fg)];
    const IN_PERSOON: bool = true;
}

/// Search the logboek.
pub struct LogboekZoeken;
impl Handeling for LogboekZoeken {
    type Ding = Logregel;
    const NAAM: &'static str = "logboek-zoeken";
    const GRONDEN: &'static [Grond] = &[Grond::Rol(Rol::Fg)];
    const IN_PERSOON: bool = true;
}

/// Who works on a case, whichever way: the store's predicate says that she does, in this case.
const AAN_DEZE_CASUS: &[Grond] =
    &[Grond::Rol(Rol::JgzCoordinator), Grond::Regisseur, Grond::Rol(Rol::Uitvoerder), Grond::Rol(Rol::Voorzitter)];

/// Write a note.
pub struct NotitieSchrijven;
impl Handeling for NotitieSchrijven {
    type Ding = Teamcasus;
    const NAAM: &'static str = "notitie-schrijven";
    const GRONDEN: &'static [Grond] = AAN_DEZE_CASUS;
}

/// Read the notes of a case, those that are for her.
pub struct CasusNotitiesLezen;
impl Handeling for CasusNotitiesLezen {
    type Ding = Teamcasus;
    const NAAM: &'static str = "casus-notities-lezen";
    const GRONDEN: &'static [Grond] = AAN_DEZE_CASUS;
}

/// Read one note.
pub struct NotitieLezen;
impl Handeling for NotitieLezen {
    type Ding = Notitie;
    const NAAM: &'static str = "notitie-lezen";
    const GRONDEN: &'static [Grond] = AAN_DEZE_CASUS;
}

/// Take a note back.
pub struct NotitieIntrekken;
impl Handeling for NotitieIntrekken {
    type Ding = Notitie;
    const NAAM: &'static str = "notitie-intrekken";
    const GRONDEN: &'static [Grond] = &[Grond::Zelf];
}
