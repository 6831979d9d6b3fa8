//! The policy on access itself: accounts and desks, emergencies, a person's own file, the logboek, the counts.

use crate::domain::{
    ids::kind,
    recht::{
        Grond, Handeling, Regel,
        Rol::{Beheerder, Fg, JgzCoordinator, Onderzoeker, Signaleerder, Uitvoerder, Voorzitter},
        Soort, regel, rol,
    },
};

/// Whoever works on cases.
const AAN_CASUSSEN: &[Grond] = &[rol(Signaleerder), rol(JgzCoordinator), rol(Uitvoerder), rol(Voorzitter)];

// Whom one works with.

/// Choose a colleague, to ask them to a table or to let them carry a case.
pub struct CollegaKiezen;
impl Handeling for CollegaKiezen {
    type Ding = kind::Gebruiker;
    const REGEL: Regel = regel("collega-kiezen", "een collega kiezen", &[rol(Voorzitter), rol(JgzCoordinator)]);
}

// Who keeps it.

/// Read one organisation, in its version.
pub struct OrganisatieLezen;
impl Handeling for OrganisatieLezen {
    type Ding = kind::Organisatie;
    const REGEL: Regel = regel("organisatie-lezen", "een organisatie bekijken", &[rol(Beheerder), rol(Fg)]);
}

/// Add, change or end an organisation.
pub struct OrganisatieBeheren;
impl Handeling for OrganisatieBeheren {
    type Ding = kind::Organisatie;
    const REGEL: Regel = regel("organisatie-beheren", "een organisatie beheren", &[rol(Beheerder)]);
}

/// Read one desk, in its version.
pub struct DeskLezen;
impl Handeling for DeskLezen {
    type Ding = kind::Desk;
    const REGEL: Regel = regel("desk-lezen", "een loket bekijken", &[rol(Beheerder), rol(Fg)]);
}

/// Add, change or close a desk.
pub struct DeskBeheren;
impl Handeling for DeskBeheren {
    type Ding = kind::Desk;
    const REGEL: Regel = regel("desk-beheren", "een loket beheren", &[rol(Beheerder)]);
}

/// Keep how much room a desk has and how long a family waits there: whoever works there.
pub struct DeskRuimteBijhouden;
impl Handeling for DeskRuimteBijhouden {
    type Ding = kind::Desk;
    const REGEL: Regel =
        regel("desk-ruimte-bijhouden", "de ruimte van een loket bijhouden", &[rol(Uitvoerder), rol(Voorzitter)]);
}

/// Read an account with its grants, or look for one.
pub struct GebruikerLezen;
impl Handeling for GebruikerLezen {
    type Ding = kind::Gebruiker;
    const REGEL: Regel = regel("gebruiker-lezen", "een account bekijken", &[rol(Beheerder), rol(Fg)]);
}

/// Invite somebody, change what she may do, hand over her work, let her leave.
pub struct GebruikerBeheren;
impl Handeling for GebruikerBeheren {
    type Ding = kind::Gebruiker;
    const REGEL: Regel = regel("gebruiker-beheren", "een account beheren", &[rol(Beheerder)]);
}

/// Take a grant back.
pub struct ToekenningBeheren;
impl Handeling for ToekenningBeheren {
    type Ding = kind::Toekenning;
    const REGEL: Regel = regel("toekenning-beheren", "rechten ontnemen", &[rol(Beheerder)]);
}

/// Confirm, as the second of two, that somebody may have a powerful role.
pub struct ToekenningBevestigen;
impl Handeling for ToekenningBevestigen {
    type Ding = kind::Toekenning;
    const REGEL: Regel = regel("toekenning-bevestigen", "rechten bevestigen", &[rol(Beheerder), rol(Fg)]);
}

/// Read a request to set a second factor anew.
pub struct FactorherstelLezen;
impl Handeling for FactorherstelLezen {
    type Ding = kind::Factorherstel;
    const REGEL: Regel =
        regel("factorherstel-lezen", "een aanvraag voor een tweede factor bekijken", &[rol(Beheerder), rol(Fg)]);
}

/// Confirm, as the second of two, that somebody lost her second factor.
pub struct FactorherstelBevestigen;
impl Handeling for FactorherstelBevestigen {
    type Ding = kind::Factorherstel;
    const REGEL: Regel =
        regel("factorherstel-bevestigen", "een aanvraag voor een tweede factor bevestigen", &[rol(Beheerder), rol(Fg)]);
}

/// Read which rights were changed.
pub struct ToegangswijzigingenLezen;
impl Handeling for ToegangswijzigingenLezen {
    type Ding = kind::Gebruiker;
    const REGEL: Regel = regel("toegangswijzigingen-lezen", "bekijken welke rechten zijn gewijzigd", &[rol(Fg)]);
}

// Emergency access.

/// Open a case in an emergency.
pub struct NoodprocedureOpenen;
impl Handeling for NoodprocedureOpenen {
    type Ding = kind::Noodprocedure;
    const REGEL: Regel =
        regel("noodprocedure-openen", "een casus openen in een noodsituatie", AAN_CASUSSEN).in_persoon();
}

/// Read a noodprocedure, or a list of them.
pub struct NoodprocedureLezen;
impl Handeling for NoodprocedureLezen {
    type Ding = kind::Noodprocedure;
    const REGEL: Regel =
        regel("noodprocedure-lezen", "bekijken waarom een casus in nood open ging", &[rol(Fg), Grond::Zelf])
            .toont(Soort::Noodprocedure)
            .in_persoon();
}

/// End a noodprocedure before its time.
pub struct NoodprocedureBeeindigen;
impl Handeling for NoodprocedureBeeindigen {
    type Ding = kind::Noodprocedure;
    const REGEL: Regel =
        regel("noodprocedure-beeindigen", "het lezen in een noodsituatie beëindigen", &[Grond::Zelf]).in_persoon();
}

/// Judge whether a noodprocedure was right.
pub struct NoodprocedureBeoordelen;
impl Handeling for NoodprocedureBeoordelen {
    type Ding = kind::Noodprocedure;
    const REGEL: Regel = regel("noodprocedure-beoordelen", "beoordelen of een noodsituatie terecht was", &[rol(Fg)]);
}

/// Read a message, or her own list of them.
pub struct BerichtLezen;
impl Handeling for BerichtLezen {
    type Ding = kind::Bericht;
    const REGEL: Regel = regel("bericht-lezen", "een bericht lezen", &[Grond::Zelf]).in_persoon();
}

/// Ask who could see a case, when, and on which ground.
pub struct ToegangNagaan;
impl Handeling for ToegangNagaan {
    type Ding = kind::Casus;
    const REGEL: Regel = regel("toegang-nagaan", "nagaan wie een casus kon zien", &[rol(Fg)]);
}

// A person's own file.

/// Look for a person by exact name and day of birth, or by telephone number.
pub struct ClientZoeken;
impl Handeling for ClientZoeken {
    type Ding = kind::Betrokkene;
    const REGEL: Regel = regel(
        "client-zoeken",
        "iemand zoeken op naam of telefoonnummer",
        &[rol(Fg), rol(JgzCoordinator), rol(Uitvoerder), Grond::Regisseur],
    )
    .in_persoon();
}

/// Ask who looked at a person's file, to hand it to her.
pub struct ClientInzage;
impl Handeling for ClientInzage {
    type Ding = kind::Betrokkene;
    const REGEL: Regel =
        regel("client-inzage", "opvragen wie iemands gegevens zag", &[rol(Fg), rol(JgzCoordinator), Grond::Regisseur])
            .in_persoon();
}

/// Ask for everything that is kept of a person.
pub struct ClientDossier;
impl Handeling for ClientDossier {
    type Ding = kind::Betrokkene;
    const REGEL: Regel = regel("client-dossier", "alles opvragen wat over iemand is bewaard", &[rol(Fg)]).in_persoon();
}

/// Erase a person.
pub struct ClientWissen;
impl Handeling for ClientWissen {
    type Ding = kind::Betrokkene;
    const REGEL: Regel = regel("client-wissen", "iemands gegevens wissen", &[rol(Fg)]).in_persoon();
}

// The logboek: who did what.

/// Search the logboek.
pub struct LogboekZoeken;
impl Handeling for LogboekZoeken {
    type Ding = kind::Logregel;
    const REGEL: Regel = regel("logboek-zoeken", "het logboek doorzoeken", &[rol(Fg)]).in_persoon();
}

/// Read the released counts.
pub struct PublicatieLezen;
impl Handeling for PublicatieLezen {
    type Ding = kind::Publicatie;
    const REGEL: Regel = regel("publicatie-lezen", "cijfers bekijken", &[rol(Onderzoeker), rol(Fg), rol(Beheerder)]);
}

/// Count a period, and make a concept of it.
pub struct PublicatieTellen;
impl Handeling for PublicatieTellen {
    type Ding = kind::Publicatie;
    const REGEL: Regel = regel("publicatie-tellen", "cijfers tellen", &[rol(Onderzoeker)]).in_persoon();
}

/// Judge a concept of somebody else, or lay it aside.
pub struct PublicatieBeoordelen;
impl Handeling for PublicatieBeoordelen {
    type Ding = kind::Publicatie;
    const REGEL: Regel =
        regel("publicatie-beoordelen", "cijfers beoordelen", &[rol(Onderzoeker), rol(Fg)]).in_persoon();
}

/// Release what was judged.
pub struct PublicatieVrijgeven;
impl Handeling for PublicatieVrijgeven {
    type Ding = kind::Publicatie;
    const REGEL: Regel = regel("publicatie-vrijgeven", "cijfers vrijgeven", &[rol(Onderzoeker)]).in_persoon();
}
