//! The policy, on one page: who may do what. A test keeps it as a snapshot.
//! It names kinds of things, not the things themselves, so it knows no word of the story and every word can ask it.

pub use crate::domain::recht::{Grond, Handeling, Regel};

use crate::domain::{
    ids::kind,
    recht::{
        Rol::{self, Beheerder, Fg, JgzCoordinator, Onderzoeker, Signaleerder, Uitvoerder, Voorzitter},
        row,
    },
};

const fn rol(rol: Rol) -> Grond {
    Grond::Rol(rol)
}

/// Whoever works on cases.
const AAN_CASUSSEN: &[Grond] = &[rol(Signaleerder), rol(JgzCoordinator), rol(Uitvoerder), rol(Voorzitter)];

/// Who works on one case, whichever way: the store's predicate says that they do, in this case.
const AAN_DEZE_CASUS: &[Grond] = &[rol(JgzCoordinator), Grond::Regisseur, rol(Uitvoerder), rol(Voorzitter)];

// The signaal.

/// Register a worry.
pub struct SignaalRegistreren;
impl Handeling for SignaalRegistreren {
    type Ding = kind::Signaal;
    const NAAM: &'static str = "signaal-registreren";
    const GRONDEN: &'static [Grond] = &[rol(Signaleerder)];
}

/// Read a signaal, or a list of them.
pub struct SignaalLezen;
impl Handeling for SignaalLezen {
    type Ding = kind::Signaal;
    const NAAM: &'static str = "signaal-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Signaleerder), rol(JgzCoordinator)];
}

/// Take a signaal back.
pub struct SignaalIntrekken;
impl Handeling for SignaalIntrekken {
    type Ding = kind::Signaal;
    const NAAM: &'static str = "signaal-intrekken";
    const GRONDEN: &'static [Grond] = &[rol(Signaleerder)];
}

/// Join a signaal to a case, or say that it is another family.
pub struct SignaalKoppelen;
impl Handeling for SignaalKoppelen {
    type Ding = kind::Signaal;
    const NAAM: &'static str = "signaal-koppelen";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator)];
}

// The casus.

/// Read a case and its timeline.
pub struct CasusLezen;
impl Handeling for CasusLezen {
    type Ding = kind::Casus;
    const NAAM: &'static str = "casus-lezen";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur, Grond::Noodprocedure];
}

/// Read what belongs to a case (its consents, agreements and evaluations), and put it on an agenda.
pub struct CasusDossierLezen;
impl Handeling for CasusDossierLezen {
    type Ding = kind::Casus;
    const NAAM: &'static str = "casus-dossier-lezen";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur];
}

/// Work the queue.
pub struct CasusZoeken;
impl Handeling for CasusZoeken {
    type Ding = kind::Casus;
    const NAAM: &'static str = "casus-zoeken";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur];
}

/// Take a case, plan its exploration, close it or open it again.
pub struct CasusBehandelen;
impl Handeling for CasusBehandelen {
    type Ding = kind::Casus;
    const NAAM: &'static str = "casus-behandelen";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator)];
}

/// Revise the due date or the weighing.
pub struct CasusHerzien;
impl Handeling for CasusHerzien {
    type Ding = kind::Casus;
    const NAAM: &'static str = "casus-herzien";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), Grond::Regisseur];
}

/// Name the casusregisseur.
pub struct CasusRegisseren;
impl Handeling for CasusRegisseren {
    type Ding = kind::Casus;
    const NAAM: &'static str = "casus-regisseren";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), Grond::Regisseur];
}

/// Evaluate with the family.
pub struct CasusEvalueren;
impl Handeling for CasusEvalueren {
    type Ding = kind::Casus;
    const NAAM: &'static str = "casus-evalueren";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur];
}

// Consent.

/// Note a consent or a refusal.
pub struct ToestemmingNoteren;
impl Handeling for ToestemmingNoteren {
    type Ding = kind::Casus;
    const NAAM: &'static str = "toestemming-noteren";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur];
}

/// Read the consents of a case.
pub struct ToestemmingLezen;
impl Handeling for ToestemmingLezen {
    type Ding = kind::Toestemming;
    const NAAM: &'static str = "toestemming-lezen";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur];
}

/// Carry out a withdrawal, at once.
pub struct ToestemmingIntrekken;
impl Handeling for ToestemmingIntrekken {
    type Ding = kind::Toestemming;
    const NAAM: &'static str = "toestemming-intrekken";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur];
}

// The doorgeleiding and the traject that comes of it.

/// Send a request along a route.
pub struct Doorgeleiden;
impl Handeling for Doorgeleiden {
    type Ding = kind::Casus;
    const NAAM: &'static str = "doorgeleiden";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator)];
}

/// Read a request, or an inbox.
pub struct DoorgeleidingLezen;
impl Handeling for DoorgeleidingLezen {
    type Ding = kind::Doorgeleiding;
    const NAAM: &'static str = "doorgeleiding-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder), rol(Voorzitter), rol(JgzCoordinator)];
}

/// Accept, refuse or send on.
pub struct DoorgeleidingBeantwoorden;
impl Handeling for DoorgeleidingBeantwoorden {
    type Ding = kind::Doorgeleiding;
    const NAAM: &'static str = "doorgeleiding-beantwoorden";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder), rol(Voorzitter)];
}

/// Claim, start and end.
pub struct DoorgeleidingUitvoeren;
impl Handeling for DoorgeleidingUitvoeren {
    type Ding = kind::Doorgeleiding;
    const NAAM: &'static str = "doorgeleiding-uitvoeren";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder)];
}

/// Take a request back.
pub struct DoorgeleidingIntrekken;
impl Handeling for DoorgeleidingIntrekken {
    type Ding = kind::Doorgeleiding;
    const NAAM: &'static str = "doorgeleiding-intrekken";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator)];
}

/// Read a traject with its contactmomenten.
pub struct TrajectLezen;
impl Handeling for TrajectLezen {
    type Ding = kind::Traject;
    const NAAM: &'static str = "traject-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder), rol(JgzCoordinator)];
}

/// Plan a contactmoment and record the outcome of a home visit.
pub struct TrajectUitvoeren;
impl Handeling for TrajectUitvoeren {
    type Ding = kind::Traject;
    const NAAM: &'static str = "traject-uitvoeren";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder)];
}

/// Read a contactmoment.
pub struct ContactmomentLezen;
impl Handeling for ContactmomentLezen {
    type Ding = kind::Contactmoment;
    const NAAM: &'static str = "contactmoment-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder), rol(JgzCoordinator)];
}

/// Record how a contactmoment went.
pub struct ContactmomentUitvoeren;
impl Handeling for ContactmomentUitvoeren {
    type Ding = kind::Contactmoment;
    const NAAM: &'static str = "contactmoment-uitvoeren";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder)];
}

// The knooppunt.

/// Read a meeting, or the meetings of a gemeente.
pub struct BijeenkomstLezen;
impl Handeling for BijeenkomstLezen {
    type Ding = kind::Bijeenkomst;
    const NAAM: &'static str = "bijeenkomst-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Voorzitter)];
}

/// Plan and hold a meeting, and establish its record.
pub struct BijeenkomstLeiden;
impl Handeling for BijeenkomstLeiden {
    type Ding = kind::Bijeenkomst;
    const NAAM: &'static str = "bijeenkomst-leiden";
    const GRONDEN: &'static [Grond] = &[rol(Voorzitter)];
}

/// Read what a table discusses of one family.
pub struct AgendapuntLezen;
impl Handeling for AgendapuntLezen {
    type Ding = kind::Agendapunt;
    const NAAM: &'static str = "agendapunt-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Voorzitter)];
}

/// Seat people, record agreements and decide.
pub struct AgendapuntLeiden;
impl Handeling for AgendapuntLeiden {
    type Ding = kind::Agendapunt;
    const NAAM: &'static str = "agendapunt-leiden";
    const GRONDEN: &'static [Grond] = &[rol(Voorzitter)];
}

/// Read an agreement.
pub struct AfspraakLezen;
impl Handeling for AfspraakLezen {
    type Ding = kind::Afspraak;
    const NAAM: &'static str = "afspraak-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Voorzitter), rol(JgzCoordinator), Grond::Regisseur];
}

/// Tick an agreement off, or let it lapse.
pub struct AfspraakBijhouden;
impl Handeling for AfspraakBijhouden {
    type Ding = kind::Afspraak;
    const NAAM: &'static str = "afspraak-bijhouden";
    const GRONDEN: &'static [Grond] = &[rol(Voorzitter), Grond::Regisseur];
}

// Notes of who works on a case.

/// Write a note.
pub struct NotitieSchrijven;
impl Handeling for NotitieSchrijven {
    type Ding = kind::Teamcasus;
    const NAAM: &'static str = "notitie-schrijven";
    const GRONDEN: &'static [Grond] = AAN_DEZE_CASUS;
}

/// Read the notes of a case, those that are for her.
pub struct CasusNotitiesLezen;
impl Handeling for CasusNotitiesLezen {
    type Ding = kind::Teamcasus;
    const NAAM: &'static str = "casus-notities-lezen";
    const GRONDEN: &'static [Grond] = AAN_DEZE_CASUS;
}

/// Read one note.
pub struct NotitieLezen;
impl Handeling for NotitieLezen {
    type Ding = kind::Notitie;
    const NAAM: &'static str = "notitie-lezen";
    const GRONDEN: &'static [Grond] = AAN_DEZE_CASUS;
}

/// Take a note back.
pub struct NotitieIntrekken;
impl Handeling for NotitieIntrekken {
    type Ding = kind::Notitie;
    const NAAM: &'static str = "notitie-intrekken";
    const GRONDEN: &'static [Grond] = &[Grond::Zelf];
}

// Access itself: who keeps it.

/// Read one organisation, in its version.
pub struct OrganisatieLezen;
impl Handeling for OrganisatieLezen {
    type Ding = kind::Organisatie;
    const NAAM: &'static str = "organisatie-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder), rol(Fg)];
}

/// Add, change or end an organisation.
pub struct OrganisatieBeheren;
impl Handeling for OrganisatieBeheren {
    type Ding = kind::Organisatie;
    const NAAM: &'static str = "organisatie-beheren";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder)];
}

/// Read one desk, in its version.
pub struct DeskLezen;
impl Handeling for DeskLezen {
    type Ding = kind::Desk;
    const NAAM: &'static str = "desk-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder), rol(Fg)];
}

/// Add, change or close a desk.
pub struct DeskBeheren;
impl Handeling for DeskBeheren {
    type Ding = kind::Desk;
    const NAAM: &'static str = "desk-beheren";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder)];
}

/// Read an account with its grants, or look for one.
pub struct GebruikerLezen;
impl Handeling for GebruikerLezen {
    type Ding = kind::Gebruiker;
    const NAAM: &'static str = "gebruiker-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder), rol(Fg)];
}

/// Invite somebody, change what she may do, hand over her work, let her leave.
pub struct GebruikerBeheren;
impl Handeling for GebruikerBeheren {
    type Ding = kind::Gebruiker;
    const NAAM: &'static str = "gebruiker-beheren";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder)];
}

/// Take a grant back.
pub struct ToekenningBeheren;
impl Handeling for ToekenningBeheren {
    type Ding = kind::Toekenning;
    const NAAM: &'static str = "toekenning-beheren";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder)];
}

/// Read a request to set a second factor anew.
pub struct FactorherstelLezen;
impl Handeling for FactorherstelLezen {
    type Ding = kind::Factorherstel;
    const NAAM: &'static str = "factorherstel-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder), rol(Fg)];
}

/// Confirm, as the second of two, that somebody lost her second factor.
pub struct FactorherstelBevestigen;
impl Handeling for FactorherstelBevestigen {
    type Ding = kind::Factorherstel;
    const NAAM: &'static str = "factorherstel-bevestigen";
    const GRONDEN: &'static [Grond] = &[rol(Beheerder), rol(Fg)];
}

/// Read which rights were changed.
pub struct ToegangswijzigingenLezen;
impl Handeling for ToegangswijzigingenLezen {
    type Ding = kind::Gebruiker;
    const NAAM: &'static str = "toegangswijzigingen-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Fg)];
}

// Emergency access.

/// Open a case in an emergency.
pub struct NoodprocedureOpenen;
impl Handeling for NoodprocedureOpenen {
    type Ding = kind::Noodprocedure;
    const NAAM: &'static str = "noodprocedure-openen";
    const GRONDEN: &'static [Grond] = AAN_CASUSSEN;
    const IN_PERSOON: bool = true;
}

/// Read a noodprocedure, or a list of them.
pub struct NoodprocedureLezen;
impl Handeling for NoodprocedureLezen {
    type Ding = kind::Noodprocedure;
    const NAAM: &'static str = "noodprocedure-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Fg), Grond::Zelf];
    const IN_PERSOON: bool = true;
}

/// End a noodprocedure before its time.
pub struct NoodprocedureBeeindigen;
impl Handeling for NoodprocedureBeeindigen {
    type Ding = kind::Noodprocedure;
    const NAAM: &'static str = "noodprocedure-beeindigen";
    const GRONDEN: &'static [Grond] = &[Grond::Zelf];
    const IN_PERSOON: bool = true;
}

/// Judge whether a noodprocedure was right.
pub struct NoodprocedureBeoordelen;
impl Handeling for NoodprocedureBeoordelen {
    type Ding = kind::Noodprocedure;
    const NAAM: &'static str = "noodprocedure-beoordelen";
    const GRONDEN: &'static [Grond] = &[rol(Fg)];
}

/// Read a message, or her own list of them.
pub struct BerichtLezen;
impl Handeling for BerichtLezen {
    type Ding = kind::Bericht;
    const NAAM: &'static str = "bericht-lezen";
    const GRONDEN: &'static [Grond] = &[Grond::Zelf];
    const IN_PERSOON: bool = true;
}

/// Ask who could see a case, when, and on which ground.
pub struct ToegangNagaan;
impl Handeling for ToegangNagaan {
    type Ding = kind::Casus;
    const NAAM: &'static str = "toegang-nagaan";
    const GRONDEN: &'static [Grond] = &[rol(Fg)];
}

// A person's own file.

/// Ask who looked at a person's file, to hand it to her.
pub struct ClientInzage;
impl Handeling for ClientInzage {
    type Ding = kind::Betrokkene;
    const NAAM: &'static str = "client-inzage";
    const GRONDEN: &'static [Grond] = &[rol(Fg), rol(JgzCoordinator), Grond::Regisseur];
    const IN_PERSOON: bool = true;
}

/// Ask for everything that is kept of a person.
pub struct ClientDossier;
impl Handeling for ClientDossier {
    type Ding = kind::Betrokkene;
    const NAAM: &'static str = "client-dossier";
    const GRONDEN: &'static [Grond] = &[rol(Fg)];
    const IN_PERSOON: bool = true;
}

/// Erase a person.
pub struct ClientWissen;
impl Handeling for ClientWissen {
    type Ding = kind::Betrokkene;
    const NAAM: &'static str = "client-wissen";
    const GRONDEN: &'static [Grond] = &[rol(Fg)];
    const IN_PERSOON: bool = true;
}

// The logboek: who did what.

/// Search the logboek.
pub struct LogboekZoeken;
impl Handeling for LogboekZoeken {
    type Ding = kind::Logregel;
    const NAAM: &'static str = "logboek-zoeken";
    const GRONDEN: &'static [Grond] = &[rol(Fg)];
    const IN_PERSOON: bool = true;
}

/// Read the released counts.
pub struct PublicatieLezen;
impl Handeling for PublicatieLezen {
    type Ding = kind::Publicatie;
    const NAAM: &'static str = "publicatie-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Onderzoeker), rol(Fg), rol(Beheerder)];
}

/// The whole policy, in the order in which its snapshot shows it.
#[rustfmt::skip]
pub const BELEID: &[Regel] = &[
    row(&SignaalRegistreren), row(&SignaalLezen), row(&SignaalIntrekken), row(&SignaalKoppelen), row(&CasusLezen),
    row(&CasusDossierLezen), row(&CasusZoeken), row(&CasusBehandelen), row(&CasusHerzien), row(&CasusRegisseren),
    row(&CasusEvalueren), row(&ToestemmingNoteren), row(&ToestemmingLezen), row(&ToestemmingIntrekken),
    row(&Doorgeleiden), row(&DoorgeleidingLezen), row(&DoorgeleidingBeantwoorden), row(&DoorgeleidingUitvoeren),
    row(&DoorgeleidingIntrekken), row(&TrajectLezen), row(&TrajectUitvoeren), row(&ContactmomentLezen),
    row(&ContactmomentUitvoeren), row(&BijeenkomstLezen), row(&BijeenkomstLeiden), row(&AgendapuntLezen),
    row(&AgendapuntLeiden), row(&AfspraakLezen), row(&AfspraakBijhouden), row(&OrganisatieLezen),
    row(&OrganisatieBeheren), row(&DeskLezen), row(&DeskBeheren), row(&GebruikerLezen), row(&GebruikerBeheren),
    row(&ToekenningBeheren), row(&FactorherstelLezen), row(&FactorherstelBevestigen), row(&ToegangswijzigingenLezen),
    row(&NoodprocedureOpenen), row(&NoodprocedureLezen), row(&NoodprocedureBeeindigen), row(&NoodprocedureBeoordelen),
    row(&BerichtLezen), row(&ToegangNagaan), row(&ClientInzage), row(&ClientDossier), row(&ClientWissen),
    row(&LogboekZoeken), row(&NotitieSchrijven), row(&CasusNotitiesLezen), row(&NotitieLezen), row(&NotitieIntrekken),
    row(&PublicatieLezen),
];
