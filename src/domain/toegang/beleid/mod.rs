//! The policy, on one page: who may do what. A test keeps it as a snapshot.

mod beheer;

pub use self::beheer::{
    DeskBeheren, DeskLezen, FactorherstelBevestigen, FactorherstelLezen, GebruikerBeheren, GebruikerLezen,
    OrganisatieBeheren, OrganisatieLezen, ToegangswijzigingenLezen, ToekenningBeheren,
};
use crate::domain::recht::Rol::{
    self, Beheerder, Fg, JgzCoordinator, Onderzoeker, Signaleerder, Uitvoerder, Voorzitter,
};
pub use crate::domain::recht::{Grond, Handeling};
use crate::domain::toegang::toezicht;
use crate::domain::{
    casus::Casus,
    doorgeleiding::Doorgeleiding,
    knooppunt::{Afspraak, Agendapunt, Bijeenkomst},
    signaal::Signaal,
    toestemming::Toestemming,
    traject::{Contactmoment, Traject},
};

const fn rol(rol: Rol) -> Grond {
    Grond::Rol(rol)
}

/// Register a worry.
pub struct SignaalRegistreren;
impl Handeling for SignaalRegistreren {
    type Ding = Signaal;
    const NAAM: &'static str = "signaal-registreren";
    const GRONDEN: &'static [Grond] = &[rol(Signaleerder)];
}

/// Read a signaal, or a list of them.
pub struct SignaalLezen;
impl Handeling for SignaalLezen {
    type Ding = Signaal;
    const NAAM: &'static str = "signaal-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Signaleerder), rol(JgzCoordinator)];
}

/// Take a signaal back.
pub struct SignaalIntrekken;
impl Handeling for SignaalIntrekken {
    type Ding = Signaal;
    const NAAM: &'static str = "signaal-intrekken";
    const GRONDEN: &'static [Grond] = &[rol(Signaleerder)];
}

/// Join a signaal to a case, or say that it is another family.
pub struct SignaalKoppelen;
impl Handeling for SignaalKoppelen {
    type Ding = Signaal;
    const NAAM: &'static str = "signaal-koppelen";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator)];
}

/// Read a case and its timeline.
pub struct CasusLezen;
impl Handeling for CasusLezen {
    type Ding = Casus;
    const NAAM: &'static str = "casus-lezen";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur, Grond::Noodprocedure];
}

/// Work the queue.
pub struct CasusZoeken;
impl Handeling for CasusZoeken {
    type Ding = Casus;
    const NAAM: &'static str = "casus-zoeken";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur];
}

/// Take a case, plan its exploration, close it or open it again.
pub struct CasusBehandelen;
impl Handeling for CasusBehandelen {
    type Ding = Casus;
    const NAAM: &'static str = "casus-behandelen";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator)];
}

/// Revise the due date or the weighing.
pub struct CasusHerzien;
impl Handeling for CasusHerzien {
    type Ding = Casus;
    const NAAM: &'static str = "casus-herzien";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), Grond::Regisseur];
}

/// Name the casusregisseur.
pub struct CasusRegisseren;
impl Handeling for CasusRegisseren {
    type Ding = Casus;
    const NAAM: &'static str = "casus-regisseren";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), Grond::Regisseur];
}

/// Evaluate with the family.
pub struct CasusEvalueren;
impl Handeling for CasusEvalueren {
    type Ding = Casus;
    const NAAM: &'static str = "casus-evalueren";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur];
}

/// Note a consent or a refusal.
pub struct ToestemmingNoteren;
impl Handeling for ToestemmingNoteren {
    type Ding = Casus;
    const NAAM: &'static str = "toestemming-noteren";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur];
}

/// Read the consents of a case.
pub struct ToestemmingLezen;
impl Handeling for ToestemmingLezen {
    type Ding = Toestemming;
    const NAAM: &'static str = "toestemming-lezen";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur];
}

/// Carry out a withdrawal, at once.
pub struct ToestemmingIntrekken;
impl Handeling for ToestemmingIntrekken {
    type Ding = Toestemming;
    const NAAM: &'static str = "toestemming-intrekken";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur];
}

/// Send a request along a route.
pub struct Doorgeleiden;
impl Handeling for Doorgeleiden {
    type Ding = Casus;
    const NAAM: &'static str = "doorgeleiden";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator)];
}

/// Read a request, or an inbox.
pub struct DoorgeleidingLezen;
impl Handeling for DoorgeleidingLezen {
    type Ding = Doorgeleiding;
    const NAAM: &'static str = "doorgeleiding-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder), rol(Voorzitter), rol(JgzCoordinator)];
}

/// Accept, refuse or send on.
pub struct DoorgeleidingBeantwoorden;
impl Handeling for DoorgeleidingBeantwoorden {
    type Ding = Doorgeleiding;
    const NAAM: &'static str = "doorgeleiding-beantwoorden";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder), rol(Voorzitter)];
}

/// Claim, start and end.
pub struct DoorgeleidingUitvoeren;
impl Handeling for DoorgeleidingUitvoeren {
    type Ding = Doorgeleiding;
    const NAAM: &'static str = "doorgeleiding-uitvoeren";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder)];
}

/// Take a request back.
pub struct DoorgeleidingIntrekken;
impl Handeling for DoorgeleidingIntrekken {
    type Ding = Doorgeleiding;
    const NAAM: &'static str = "doorgeleiding-intrekken";
    const GRONDEN: &'static [Grond] = &[rol(JgzCoordinator)];
}

/// Read a traject with its contactmomenten.
pub struct TrajectLezen;
impl Handeling for TrajectLezen {
    type Ding = Traject;
    const NAAM: &'static str = "traject-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder), rol(JgzCoordinator)];
}

/// Plan a contactmoment and record the outcome of a home visit.
pub struct TrajectUitvoeren;
impl Handeling for TrajectUitvoeren {
    type Ding = Traject;
    const NAAM: &'static str = "traject-uitvoeren";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder)];
}

/// Read a contactmoment.
pub struct ContactmomentLezen;
impl Handeling for ContactmomentLezen {
    type Ding = Contactmoment;
    const NAAM: &'static str = "contactmoment-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder), rol(JgzCoordinator)];
}

/// Record how a contactmoment went.
pub struct ContactmomentUitvoeren;
impl Handeling for ContactmomentUitvoeren {
    type Ding = Contactmoment;
    const NAAM: &'static str = "contactmoment-uitvoeren";
    const GRONDEN: &'static [Grond] = &[rol(Uitvoerder)];
}

/// Read a meeting, or the meetings of a gemeente.
pub struct BijeenkomstLezen;
impl Handeling for BijeenkomstLezen {
    type Ding = Bijeenkomst;
    const NAAM: &'static str = "bijeenkomst-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Voorzitter)];
}

/// Plan and hold a meeting, and establish its record.
pub struct BijeenkomstLeiden;
impl Handeling for BijeenkomstLeiden {
    type Ding = Bijeenkomst;
    const NAAM: &'static str = "bijeenkomst-leiden";
    const GRONDEN: &'static [Grond] = &[rol(Voorzitter)];
}

/// Read what a table discusses of one family.
pub struct AgendapuntLezen;
impl Handeling for AgendapuntLezen {
    type Ding = Agendapunt;
    const NAAM: &'static str = "agendapunt-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Voorzitter)];
}

/// Seat people, record agreements and decide.
pub struct AgendapuntLeiden;
impl Handeling for AgendapuntLeiden {
    type Ding = Agendapunt;
    const NAAM: &'static str = "agendapunt-leiden";
    const GRONDEN: &'static [Grond] = &[rol(Voorzitter)];
}

/// Read an agreement.
pub struct AfspraakLezen;
impl Handeling for AfspraakLezen {
    type Ding = Afspraak;
    const NAAM: &'static str = "afspraak-lezen";
    const GRONDEN: &'static [Grond] = &[rol(Voorzitter), rol(JgzCoordinator), Grond::Regisseur];
}

/// Tick an agreement off, or let it lapse.
pub struct AfspraakBijhouden;
impl Handeling for AfspraakBijhouden {
    type Ding = Afspraak;
    const NAAM: &'static str = "afspraak-bijhouden";
    const GRONDEN: &'static [Grond] = &[rol(Voorzitter), Grond::Regisseur];
}

/// One row of the policy.
#[derive(Clone, Copy, Debug)]
pub struct Regel {
    /// The act, as the log line names it.
    pub naam: &'static str,
    /// What allows it.
    pub gronden: &'static [Grond],
    /// Whether it takes her in person.
    pub in_persoon: bool,
}

const fn regel<H: Handeling>(_: &H) -> Regel {
    Regel { naam: H::NAAM, gronden: H::GRONDEN, in_persoon: H::IN_PERSOON }
}

/// The whole policy, in the order of the story; the last are about access itself.
pub const BELEID: &[Regel] = &[
    regel(&SignaalRegistreren),
    regel(&SignaalLezen),
    regel(&SignaalIntrekken),
    regel(&SignaalKoppelen),
    regel(&CasusLezen),
    regel(&toezicht::CasusDossierLezen),
    regel(&CasusZoeken),
    regel(&CasusBehandelen),
    regel(&CasusHerzien),
    regel(&CasusRegisseren),
    regel(&CasusEvalueren),
    regel(&ToestemmingNoteren),
    regel(&ToestemmingLezen),
    regel(&ToestemmingIntrekken),
    regel(&Doorgeleiden),
    regel(&DoorgeleidingLezen),
    regel(&DoorgeleidingBeantwoorden),
    regel(&DoorgeleidingUitvoeren),
    regel(&DoorgeleidingIntrekken),
    regel(&TrajectLezen),
    regel(&TrajectUitvoeren),
    regel(&ContactmomentLezen),
    regel(&ContactmomentUitvoeren),
    regel(&BijeenkomstLezen),
    regel(&BijeenkomstLeiden),
    regel(&AgendapuntLezen),
    regel(&AgendapuntLeiden),
    regel(&AfspraakLezen),
    regel(&AfspraakBijhouden),
    regel(&OrganisatieLezen),
    regel(&OrganisatieBeheren),
    regel(&DeskLezen),
    regel(&DeskBeheren),
    regel(&GebruikerLezen),
    regel(&GebruikerBeheren),
    regel(&ToekenningBeheren),
    regel(&FactorherstelLezen),
    regel(&FactorherstelBevestigen),
    regel(&ToegangswijzigingenLezen),
    regel(&toezicht::NoodprocedureOpenen),
    regel(&toezicht::NoodprocedureLezen),
    regel(&toezicht::NoodprocedureBeeindigen),
    regel(&toezicht::NoodprocedureBeoordelen),
    regel(&toezicht::BerichtLezen),
    regel(&toezicht::ToegangNagaan),
    regel(&toezicht::ClientInzage),
    regel(&toezicht::ClientDossier),
    regel(&toezicht::ClientWissen),
    regel(&toezicht::LogboekZoeken),
    regel(&toezicht::NotitieSchrijven),
    regel(&toezicht::CasusNotitiesLezen),
    regel(&toezicht::NotitieLezen),
    regel(&toezicht::NotitieIntrekken),
];

/// Who may read the released counts.
pub const PUBLICATIES_LEZEN: &[Rol] = &[Onderzoeker, Fg, Beheerder];
