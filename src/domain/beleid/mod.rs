//! The policy: who may do what. A test keeps it as a snapshot, on one page.
//! It names kinds of things, not the things themselves, so it knows no word of the story and every word can ask it.
//!
//! Here is what is done in a case; in `toegang` what keeps the cases safe.

mod toegang;

pub use self::toegang::{
    BerichtLezen, ClientDossier, ClientInzage, ClientWissen, ClientZoeken, CollegaKiezen, DeskBeheren, DeskLezen,
    DeskRuimteBijhouden, FactorherstelBevestigen, FactorherstelLezen, GebruikerBeheren, GebruikerLezen, LogboekZoeken,
    NoodprocedureBeeindigen, NoodprocedureBeoordelen, NoodprocedureLezen, NoodprocedureOpenen, OrganisatieBeheren,
    OrganisatieLezen, PublicatieBeoordelen, PublicatieLezen, PublicatieTellen, PublicatieVrijgeven, ToegangNagaan,
    ToegangswijzigingenLezen, ToekenningBeheren, ToekenningBevestigen,
};
pub use crate::domain::recht::{Grond, Handeling, Regel};

use crate::domain::{
    ids::kind,
    recht::{
        Rol::{JgzCoordinator, Signaleerder, Uitvoerder, Voorzitter},
        Soort, regel, rol,
    },
};

/// Who works on one case, whichever way: the store's predicate says that they do, in this case.
const AAN_DEZE_CASUS: &[Grond] = &[rol(JgzCoordinator), Grond::Regisseur, rol(Uitvoerder), rol(Voorzitter)];

// The signaal.

/// Register a worry.
pub struct SignaalRegistreren;
impl Handeling for SignaalRegistreren {
    type Ding = kind::Signaal;
    const REGEL: Regel = regel("signaal-registreren", "een signaal registreren", &[rol(Signaleerder)]);
}

/// Read a signaal, or a list of them.
pub struct SignaalLezen;
impl Handeling for SignaalLezen {
    type Ding = kind::Signaal;
    const REGEL: Regel =
        regel("signaal-lezen", "een signaal bekijken", &[rol(Signaleerder), rol(JgzCoordinator)]).toont(Soort::Signaal);
}

/// Take a signaal back.
pub struct SignaalIntrekken;
impl Handeling for SignaalIntrekken {
    type Ding = kind::Signaal;
    const REGEL: Regel = regel("signaal-intrekken", "een signaal intrekken", &[rol(Signaleerder)]);
}

/// Tell how the pregnancy went that a signaal is about.
pub struct ZwangerschapVertellen;
impl Handeling for ZwangerschapVertellen {
    type Ding = kind::Signaal;
    const REGEL: Regel =
        regel("zwangerschap-vertellen", "vertellen hoe een zwangerschap is gegaan", &[rol(Signaleerder)]);
}

/// Join a signaal to a case, or say that it is another family.
pub struct SignaalKoppelen;
impl Handeling for SignaalKoppelen {
    type Ding = kind::Signaal;
    const REGEL: Regel = regel("signaal-koppelen", "een signaal bij een casus voegen", &[rol(JgzCoordinator)]);
}

// The casus.

/// Read a case and its timeline.
pub struct CasusLezen;
impl Handeling for CasusLezen {
    type Ding = kind::Casus;
    const REGEL: Regel = regel(
        "casus-lezen",
        "een casus bekijken",
        &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur, Grond::Noodprocedure],
    )
    .toont(Soort::Casus);
}

/// Read what belongs to a case (its consents, agreements and evaluations), and put it on an agenda.
pub struct CasusDossierLezen;
impl Handeling for CasusDossierLezen {
    type Ding = kind::Casus;
    const REGEL: Regel = regel(
        "casus-dossier-lezen",
        "bekijken wat bij een casus hoort",
        &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur],
    )
    .toont(Soort::Evaluatie);
}

/// Work the queue.
pub struct CasusZoeken;
impl Handeling for CasusZoeken {
    type Ding = kind::Casus;
    const REGEL: Regel =
        regel("casus-zoeken", "casussen zoeken", &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur]);
}

/// Take a case, plan its exploration, close it or open it again.
pub struct CasusBehandelen;
impl Handeling for CasusBehandelen {
    type Ding = kind::Casus;
    const REGEL: Regel = regel("casus-behandelen", "een casus behandelen", &[rol(JgzCoordinator)]);
}

/// Revise the due date or the weighing.
pub struct CasusHerzien;
impl Handeling for CasusHerzien {
    type Ding = kind::Casus;
    const REGEL: Regel =
        regel("casus-herzien", "de uitgerekende datum of de weging wijzigen", &[rol(JgzCoordinator), Grond::Regisseur]);
}

/// Name the casusregisseur.
pub struct CasusRegisseren;
impl Handeling for CasusRegisseren {
    type Ding = kind::Casus;
    const REGEL: Regel =
        regel("casus-regisseren", "een casusregisseur aanwijzen", &[rol(JgzCoordinator), Grond::Regisseur]);
}

/// Evaluate with the family.
pub struct CasusEvalueren;
impl Handeling for CasusEvalueren {
    type Ding = kind::Casus;
    const REGEL: Regel =
        regel("casus-evalueren", "de hulp evalueren", &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur]);
}

// A family that moves.

/// Note that a family moved, or propose that coordinators of where it goes take over its case.
pub struct VerhuizingMelden;
impl Handeling for VerhuizingMelden {
    type Ding = kind::Casus;
    const REGEL: Regel =
        regel("verhuizing-melden", "een verhuizing vastleggen", &[rol(JgzCoordinator), Grond::Regisseur]);
}

/// Read a verhuizing, or a list of those that wait.
pub struct VerhuizingLezen;
impl Handeling for VerhuizingLezen {
    type Ding = kind::Verhuizing;
    const REGEL: Regel = regel("verhuizing-lezen", "een verhuizing bekijken", &[rol(JgzCoordinator), Grond::Regisseur])
        .toont(Soort::Verhuizing);
}

/// Take a family over, or say why not.
pub struct VerhuizingBeantwoorden;
impl Handeling for VerhuizingBeantwoorden {
    type Ding = kind::Verhuizing;
    const REGEL: Regel = regel("verhuizing-beantwoorden", "een gezin overnemen dat verhuist", &[rol(JgzCoordinator)]);
}

/// Take a proposal back.
pub struct VerhuizingIntrekken;
impl Handeling for VerhuizingIntrekken {
    type Ding = kind::Verhuizing;
    const REGEL: Regel =
        regel("verhuizing-intrekken", "een verhuizing intrekken", &[rol(JgzCoordinator), Grond::Regisseur]);
}

// Consent.

/// Note a consent or a refusal.
pub struct ToestemmingNoteren;
impl Handeling for ToestemmingNoteren {
    type Ding = kind::Casus;
    const REGEL: Regel = regel(
        "toestemming-noteren",
        "een toestemming vastleggen",
        &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur],
    );
}

/// Read the consents of a case.
pub struct ToestemmingLezen;
impl Handeling for ToestemmingLezen {
    type Ding = kind::Toestemming;
    const REGEL: Regel = regel(
        "toestemming-lezen",
        "een toestemming bekijken",
        &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur],
    )
    .toont(Soort::Toestemming);
}

/// Carry out a withdrawal, at once.
pub struct ToestemmingIntrekken;
impl Handeling for ToestemmingIntrekken {
    type Ding = kind::Toestemming;
    const REGEL: Regel = regel(
        "toestemming-intrekken",
        "een toestemming intrekken",
        &[rol(JgzCoordinator), rol(Voorzitter), Grond::Regisseur],
    );
}

// The doorgeleiding and the traject that comes of it.

/// Send a request along a route.
pub struct Doorgeleiden;
impl Handeling for Doorgeleiden {
    type Ding = kind::Casus;
    const REGEL: Regel = regel("doorgeleiden", "een organisatie om hulp vragen", &[rol(JgzCoordinator)]);
}

/// Read a request, or an inbox.
pub struct DoorgeleidingLezen;
impl Handeling for DoorgeleidingLezen {
    type Ding = kind::Doorgeleiding;
    const REGEL: Regel = regel(
        "doorgeleiding-lezen",
        "een vraag om hulp bekijken",
        &[rol(Uitvoerder), rol(Voorzitter), rol(JgzCoordinator)],
    )
    .toont(Soort::Doorgeleiding);
}

/// Accept, refuse or send on.
pub struct DoorgeleidingBeantwoorden;
impl Handeling for DoorgeleidingBeantwoorden {
    type Ding = kind::Doorgeleiding;
    const REGEL: Regel =
        regel("doorgeleiding-beantwoorden", "een vraag om hulp beantwoorden", &[rol(Uitvoerder), rol(Voorzitter)]);
}

/// Note what the family says to a request: whoever asked them.
pub struct GezinsantwoordNoteren;
impl Handeling for GezinsantwoordNoteren {
    type Ding = kind::Doorgeleiding;
    const REGEL: Regel = regel(
        "gezinsantwoord-noteren",
        "vastleggen of een gezin hulp wil",
        &[rol(Uitvoerder), rol(Voorzitter), rol(JgzCoordinator)],
    );
}

/// Claim, start and end.
pub struct DoorgeleidingUitvoeren;
impl Handeling for DoorgeleidingUitvoeren {
    type Ding = kind::Doorgeleiding;
    const REGEL: Regel = regel("doorgeleiding-uitvoeren", "hulp starten of beëindigen", &[rol(Uitvoerder)]);
}

/// Take a request back.
pub struct DoorgeleidingIntrekken;
impl Handeling for DoorgeleidingIntrekken {
    type Ding = kind::Doorgeleiding;
    const REGEL: Regel = regel("doorgeleiding-intrekken", "een vraag om hulp intrekken", &[rol(JgzCoordinator)]);
}

// The voorstel of another route.

/// Propose another route, by the support that one gives.
pub struct VoorstelDoen;
impl Handeling for VoorstelDoen {
    type Ding = kind::Doorgeleiding;
    const REGEL: Regel = regel("voorstel-doen", "andere hulp voorstellen", &[rol(Uitvoerder)]);
}

/// Propose another route, by the signaal that one gave.
pub struct VoorstelBijSignaal;
impl Handeling for VoorstelBijSignaal {
    type Ding = kind::Signaal;
    const REGEL: Regel = regel("voorstel-bij-signaal", "hulp voorstellen bij een signaal", &[rol(Signaleerder)]);
}

/// Read a voorstel, or a list of them.
pub struct VoorstelLezen;
impl Handeling for VoorstelLezen {
    type Ding = kind::Voorstel;
    const REGEL: Regel =
        regel("voorstel-lezen", "een voorstel bekijken", &[rol(JgzCoordinator), Grond::Zelf]).toont(Soort::Voorstel);
}

/// Read the voorstellen of a case.
pub struct CasusVoorstellenLezen;
impl Handeling for CasusVoorstellenLezen {
    type Ding = kind::Casus;
    const REGEL: Regel =
        regel("casus-voorstellen-lezen", "de voorstellen bij een casus bekijken", &[rol(JgzCoordinator)]);
}

/// Take a voorstel over, or say why not.
pub struct VoorstelBeantwoorden;
impl Handeling for VoorstelBeantwoorden {
    type Ding = kind::Voorstel;
    const REGEL: Regel = regel("voorstel-beantwoorden", "een voorstel beantwoorden", &[rol(JgzCoordinator)]);
}

/// Take one's own voorstel back.
pub struct VoorstelIntrekken;
impl Handeling for VoorstelIntrekken {
    type Ding = kind::Voorstel;
    const REGEL: Regel = regel("voorstel-intrekken", "een eigen voorstel intrekken", &[Grond::Zelf]);
}

/// Read a traject with its contactmomenten.
pub struct TrajectLezen;
impl Handeling for TrajectLezen {
    type Ding = kind::Traject;
    const REGEL: Regel =
        regel("traject-lezen", "de hulp bekijken", &[rol(Uitvoerder), rol(JgzCoordinator)]).toont(Soort::Traject);
}

/// Plan a contactmoment and record the outcome of a home visit.
pub struct TrajectUitvoeren;
impl Handeling for TrajectUitvoeren {
    type Ding = kind::Traject;
    const REGEL: Regel = regel("traject-uitvoeren", "de hulp bijhouden", &[rol(Uitvoerder)]);
}

/// Read a contactmoment.
pub struct ContactmomentLezen;
impl Handeling for ContactmomentLezen {
    type Ding = kind::Contactmoment;
    const REGEL: Regel =
        regel("contactmoment-lezen", "een huisbezoek of gesprek bekijken", &[rol(Uitvoerder), rol(JgzCoordinator)])
            .toont(Soort::Contactmoment);
}

/// Record how a contactmoment went.
pub struct ContactmomentUitvoeren;
impl Handeling for ContactmomentUitvoeren {
    type Ding = kind::Contactmoment;
    const REGEL: Regel = regel("contactmoment-uitvoeren", "een huisbezoek of gesprek bijhouden", &[rol(Uitvoerder)]);
}

// The knooppunt.

/// Read a meeting, or the meetings of a gemeente.
pub struct BijeenkomstLezen;
impl Handeling for BijeenkomstLezen {
    type Ding = kind::Bijeenkomst;
    const REGEL: Regel = regel("bijeenkomst-lezen", "een bijeenkomst bekijken", &[rol(Voorzitter)]);
}

/// Plan and hold a meeting, and establish its record.
pub struct BijeenkomstLeiden;
impl Handeling for BijeenkomstLeiden {
    type Ding = kind::Bijeenkomst;
    const REGEL: Regel = regel("bijeenkomst-leiden", "een bijeenkomst leiden", &[rol(Voorzitter)]);
}

/// Read what a table discusses of one family.
pub struct AgendapuntLezen;
impl Handeling for AgendapuntLezen {
    type Ding = kind::Agendapunt;
    const REGEL: Regel =
        regel("agendapunt-lezen", "de bespreking van een gezin bekijken", &[rol(Voorzitter)]).toont(Soort::Agendapunt);
}

/// Seat people, record agreements and decide.
pub struct AgendapuntLeiden;
impl Handeling for AgendapuntLeiden {
    type Ding = kind::Agendapunt;
    const REGEL: Regel = regel("agendapunt-leiden", "de bespreking van een gezin leiden", &[rol(Voorzitter)]);
}

/// Read an agreement.
pub struct AfspraakLezen;
impl Handeling for AfspraakLezen {
    type Ding = kind::Afspraak;
    const REGEL: Regel = regel(
        "afspraak-lezen",
        "een afspraak bekijken",
        &[rol(Voorzitter), rol(JgzCoordinator), Grond::Regisseur, Grond::Zelf],
    )
    .toont(Soort::Afspraak);
}

/// Tick an agreement off: also whoever promised it, at the table or in the place of who sat there.
pub struct AfspraakNakomen;
impl Handeling for AfspraakNakomen {
    type Ding = kind::Afspraak;
    const REGEL: Regel =
        regel("afspraak-nakomen", "een afspraak afvinken", &[rol(Voorzitter), Grond::Regisseur, Grond::Zelf]);
}

/// Note what the parents think of an agreement, or let it lapse.
pub struct AfspraakBijhouden;
impl Handeling for AfspraakBijhouden {
    type Ding = kind::Afspraak;
    const REGEL: Regel = regel("afspraak-bijhouden", "een afspraak bijhouden", &[rol(Voorzitter), Grond::Regisseur]);
}

// Notes of who works on a case.

/// Write a note.
pub struct NotitieSchrijven;
impl Handeling for NotitieSchrijven {
    type Ding = kind::Teamcasus;
    const REGEL: Regel = regel("notitie-schrijven", "een notitie schrijven", AAN_DEZE_CASUS);
}

/// Read the notes of a case, those that are for her.
pub struct CasusNotitiesLezen;
impl Handeling for CasusNotitiesLezen {
    type Ding = kind::Teamcasus;
    const REGEL: Regel = regel("casus-notities-lezen", "de notities bij een casus bekijken", AAN_DEZE_CASUS);
}

/// Read one note.
pub struct NotitieLezen;
impl Handeling for NotitieLezen {
    type Ding = kind::Notitie;
    const REGEL: Regel = regel("notitie-lezen", "een notitie bekijken", AAN_DEZE_CASUS).toont(Soort::Notitie);
}

/// Take a note back.
pub struct NotitieIntrekken;
impl Handeling for NotitieIntrekken {
    type Ding = kind::Notitie;
    const REGEL: Regel = regel("notitie-intrekken", "een notitie intrekken", &[Grond::Zelf]);
}

/// The whole policy, in the order in which its snapshot shows it.
#[rustfmt::skip]
pub const BELEID: &[Regel] = &[
    SignaalRegistreren::REGEL, SignaalLezen::REGEL, SignaalIntrekken::REGEL, ZwangerschapVertellen::REGEL, SignaalKoppelen::REGEL, CasusLezen::REGEL,
    CasusDossierLezen::REGEL, CasusZoeken::REGEL, CasusBehandelen::REGEL, CasusHerzien::REGEL, CasusRegisseren::REGEL,
    CasusEvalueren::REGEL, VerhuizingMelden::REGEL, VerhuizingLezen::REGEL, VerhuizingBeantwoorden::REGEL,
    VerhuizingIntrekken::REGEL, ToestemmingNoteren::REGEL, ToestemmingLezen::REGEL, ToestemmingIntrekken::REGEL,
    Doorgeleiden::REGEL, DoorgeleidingLezen::REGEL, DoorgeleidingBeantwoorden::REGEL, GezinsantwoordNoteren::REGEL, DoorgeleidingUitvoeren::REGEL,
    DoorgeleidingIntrekken::REGEL, VoorstelDoen::REGEL, VoorstelBijSignaal::REGEL, VoorstelLezen::REGEL, CasusVoorstellenLezen::REGEL,
    VoorstelBeantwoorden::REGEL, VoorstelIntrekken::REGEL, TrajectLezen::REGEL, TrajectUitvoeren::REGEL, ContactmomentLezen::REGEL,
    ContactmomentUitvoeren::REGEL, BijeenkomstLezen::REGEL, BijeenkomstLeiden::REGEL, AgendapuntLezen::REGEL,
    AgendapuntLeiden::REGEL, AfspraakLezen::REGEL, AfspraakNakomen::REGEL, AfspraakBijhouden::REGEL, CollegaKiezen::REGEL, OrganisatieLezen::REGEL,
    OrganisatieBeheren::REGEL, DeskLezen::REGEL, DeskBeheren::REGEL, DeskRuimteBijhouden::REGEL, GebruikerLezen::REGEL, GebruikerBeheren::REGEL,
    ToekenningBeheren::REGEL, ToekenningBevestigen::REGEL, FactorherstelLezen::REGEL, FactorherstelBevestigen::REGEL,
    ToegangswijzigingenLezen::REGEL,
    NoodprocedureOpenen::REGEL, NoodprocedureLezen::REGEL, NoodprocedureBeeindigen::REGEL, NoodprocedureBeoordelen::REGEL,
    BerichtLezen::REGEL, ToegangNagaan::REGEL, ClientZoeken::REGEL, ClientInzage::REGEL, ClientDossier::REGEL, ClientWissen::REGEL,
    LogboekZoeken::REGEL, NotitieSchrijven::REGEL, CasusNotitiesLezen::REGEL, NotitieLezen::REGEL, NotitieIntrekken::REGEL,
    PublicatieLezen::REGEL, PublicatieTellen::REGEL, PublicatieBeoordelen::REGEL, PublicatieVrijgeven::REGEL,
];
