//! The log line: who did what to which thing, in ids and closed words only.
//!
//! [`Regel`] is a line with its meaning, [`zin`] what it says in Dutch, [`auditevent`] what it says in FHIR. [`rij`] is the
//! same line as bytes, [`boom`] the tree over all of them, [`tegel`] the files in which others read it, [`checkpoint`] what
//! is signed, [`getuige`] who signs it too, [`toets`] what is held against what.

pub mod aandacht;
pub mod auditevent;
pub mod boom;
pub mod checkpoint;
pub mod emmers;
pub mod getuige;
mod regel;
pub mod rij;
pub mod snoei;
pub mod tegel;
pub mod tijden;
pub mod toets;
pub mod zin;

pub use self::regel::{Groep, Regel, Uitkomst, Verwerkingsdoel, samengevoegd};

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;
use uuid::Uuid;

pub use crate::domain::ids::LogregelId;
pub use crate::domain::ids::kind::{Logregel, Object};
use crate::domain::{
    ids::{CasusId, PseudoniemId},
    toegang::{Ding, Door, Toegang, beleid::Grond},
};

/// What kind of thing a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are those of the vocabulary")]
pub enum Soort {
    Signaal,
    Casus,
    Toestemming,
    Doorgeleiding,
    Traject,
    Contactmoment,
    Knooppunt,
    Bijeenkomst,
    Agendapunt,
    Afspraak,
    Evaluatie,
    Publicatie,
    Organisatie,
    Desk,
    Gebruiker,
    Toekenning,
    Overdracht,
    Factorherstel,
    Sessie,
    Noodprocedure,
    Bericht,
    Notitie,
    Beveiligingssleutel,
    Machineclient,
    Client,
    Logregel,
    Herhaling,
}

/// What happened, as NEN 7513 asks: the event of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "each word says what happened to the thing it begins with")]
pub enum Gebeurtenis {
    Gelezen,
    Gezocht,
    Herhaald,
    Geweigerd,
    SignaalOntvangen,
    SignaalZonderToestemming,
    SignaalAcuutGevaar,
    SignaalGekoppeld,
    SignaalIngetrokken,
    CasusInBehandeling,
    CasusVerkenningGepland,
    CasusTermijnHerzien,
    CasusGewogen,
    CasusRegisseurAangewezen,
    CasusGesloten,
    CasusHeropend,
    CasusOvergedragen,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
    DoorgeleidingVerzonden,
    DoorgeleidingGezien,
    DoorgeleidingAanvaard,
    DoorgeleidingAfgewezen,
    DoorgeleidingIngetrokken,
    DoorgeleidingOmgeleid,
    DoorgeleidingGeclaimd,
    DoorgeleidingGestart,
    DoorgeleidingAfgerond,
    DoorgeleidingGestopt,
    ContactmomentGepland,
    ContactmomentGehouden,
    ContactmomentNietGehouden,
    ContactmomentVerzet,
    HuisbezoekUitkomstVastgelegd,
    BijeenkomstGepland,
    BijeenkomstGehouden,
    BijeenkomstVastgesteld,
    AgendapuntToegevoegd,
    AgendapuntBesloten,
    DeelnemerToegevoegd,
    AfspraakGemaakt,
    AfspraakNagekomen,
    AfspraakVervallen,
    PositieVastgelegd,
    EvaluatieBegonnen,
    EvaluatieAfgerond,
    PublicatieVrijgegeven,
    OrganisatieToegevoegd,
    OrganisatieGewijzigd,
    OrganisatieBeeindigd,
    DeskToegevoegd,
    DeskGewijzigd,
    DeskTermijnGewijzigd,
    DeskGesloten,
    GebruikerUitgenodigd,
    GebruikerGeactiveerd,
    GebruikerVertrokken,
    ToekenningGegeven,
    ToekenningIngetrokken,
    WaarnemingGegeven,
    WerkOvergedragen,
    FactorherstelAangevraagd,
    FactorherstelBevestigd,
    FactorBewezen,
    SessieBegonnen,
    SessieMetHerstelcode,
    SessieMetSleutel,
    SessieUitgedaagd,
    SessieSleutelVerdacht,
    SessieMetMachineclient,
    SessieMetOidc,
    SessieGeweigerd,
    SessieVerlengd,
    SessieBeeindigd,
    SessiesBeeindigd,
    WachtwoordGewijzigd,
    HerstelcodesVernieuwd,
    NoodprocedureGeopend,
    NoodprocedureBeeindigd,
    NoodprocedureBeoordeeld,
    BerichtGelezen,
    NotitieGeschreven,
    NotitieIngetrokken,
    BeveiligingssleutelToegevoegd,
    BeveiligingssleutelVerwijderd,
    MachineclientToegevoegd,
    MachineclientIngetrokken,
    GebruikerGekoppeld,
    GebruikerOntkoppeld,
    InzageGegeven,
    DossierGegeven,
    LogboekDoorzocht,
    LogboekDoorzochtOpPersoon,
    LogboekDoorzochtOpZaak,
    LogboekDoorzochtOpAccount,
    LogboekDoorzochtOpAdres,
    LogboekGezienNagegaan,
    AntwoordenGewist,
    ClientGewistOpVerzoek,
    ClientGewistNaIntrekking,
    ClientGewistTenOnrechte,
    ClientGewistNaTermijn,
    LogboekGesnoeid,
    LogboekGeexporteerd,
}

impl Gebeurtenis {
    /// The event's action code of NEN 7513: C(reate), R(ead), U(pdate), D(elete) or E(xecute).
    #[must_use]
    pub const fn actie(self) -> &'static str {
        match self {
            Self::Gelezen
            | Self::Herhaald
            | Self::Geweigerd
            | Self::DoorgeleidingGezien
            | Self::BerichtGelezen
            | Self::InzageGegeven
            | Self::DossierGegeven => "R",
            Self::SignaalOntvangen
            | Self::SignaalZonderToestemming
            | Self::SignaalAcuutGevaar
            | Self::ToestemmingGegeven
            | Self::ToestemmingGeweigerd
            | Self::DoorgeleidingVerzonden
            | Self::ContactmomentGepland
            | Self::BijeenkomstGepland
            | Self::AgendapuntToegevoegd
            | Self::DeelnemerToegevoegd
            | Self::AfspraakGemaakt
            | Self::EvaluatieBegonnen
            | Self::PublicatieVrijgegeven
            | Self::OrganisatieToegevoegd
            | Self::DeskToegevoegd
            | Self::GebruikerUitgenodigd
            | Self::ToekenningGegeven
            | Self::WaarnemingGegeven
            | Self::FactorherstelAangevraagd
            | Self::NoodprocedureGeopend
            | Self::NotitieGeschreven
            | Self::BeveiligingssleutelToegevoegd
            | Self::MachineclientToegevoegd => "C",
            Self::Gezocht
            | Self::LogboekDoorzocht
            | Self::LogboekDoorzochtOpPersoon
            | Self::LogboekDoorzochtOpZaak
            | Self::LogboekDoorzochtOpAccount
            | Self::LogboekDoorzochtOpAdres
            | Self::LogboekGezienNagegaan
            | Self::LogboekGeexporteerd
            | Self::FactorBewezen
            | Self::SessieBegonnen
            | Self::SessieMetHerstelcode
            | Self::SessieMetSleutel
            | Self::SessieUitgedaagd
            | Self::SessieSleutelVerdacht
            | Self::SessieMetMachineclient
            | Self::SessieMetOidc
            | Self::SessieGeweigerd
            | Self::SessieVerlengd
            | Self::SessieBeeindigd
            | Self::SessiesBeeindigd => "E",
            Self::SignaalIngetrokken
            | Self::BeveiligingssleutelVerwijderd
            | Self::ClientGewistOpVerzoek
            | Self::ClientGewistNaIntrekking
            | Self::ClientGewistTenOnrechte
            | Self::ClientGewistNaTermijn
            | Self::AntwoordenGewist
            | Self::LogboekGesnoeid => "D",
            _ => "U",
        }
    }
}

/// A log line in the making.
#[derive(Clone, Debug)]
pub struct Spoor {
    /// By whom.
    pub door: Door,
    /// What happened; [`Gebeurtenis::Geweigerd`] until it did.
    pub gebeurtenis: Gebeurtenis,
    /// What was asked for, as the policy names it.
    pub handeling: &'static str,
    /// What allowed it, as [`Grond::naam`] says it; absent on a refusal.
    pub regel: Option<&'static str>,
    /// Whether it was done under a noodprocedure.
    pub noodprocedure: bool,
    /// The kind of thing.
    pub soort: Soort,
    /// The thing; absent for a list.
    pub object: Option<Uuid>,
    /// The case it belongs to.
    pub casus: Option<CasusId>,
    /// The persons who were shown or changed.
    pub betrokkenen: Vec<PseudoniemId>,
    /// The consent it rests on.
    pub toestemming: Option<Uuid>,
}

impl Spoor {
    /// A line by `door` that wants `handeling` of a `soort`.
    #[must_use]
    pub const fn new(door: Door, handeling: &'static str, soort: Soort) -> Self {
        Self {
            door,
            gebeurtenis: Gebeurtenis::Geweigerd,
            handeling,
            regel: None,
            noodprocedure: false,
            soort,
            object: None,
            casus: None,
            betrokkenen: Vec::new(),
            toestemming: None,
        }
    }

    /// Names the thing, its case and its persons.
    pub fn over<T: Ding>(&mut self, ding: &T) {
        self.soort = T::SOORT;
        self.object = Some(ding.id());
        self.casus = ding.casus();
        self.betrokkenen = ding.betrokkenen();
    }

    /// Names what allowed it.
    pub const fn toegestaan(&mut self, (grond, rol, namens): Toegang) {
        self.regel = Some(grond.naam());
        self.noodprocedure = matches!(grond, Grond::Noodprocedure);
        self.door.rol = rol;
        self.door.namens = namens;
    }
}
