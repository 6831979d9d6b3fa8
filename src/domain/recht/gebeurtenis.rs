//! What can happen, as the logboek names it.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

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
