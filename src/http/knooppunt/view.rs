//! What a chair, a casusregisseur and a coordinator see of a table.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        Label,
        casus::CasusId,
        gebied::{Gemeente, Subregio},
        knooppunt::{
            Aanleiding, AfspraakId, AfspraakStatus, AgendapuntId, Bijeenkomst, BijeenkomstId, Deelnemer, DeelnemerId,
            Deelnemersoort, Oordeel, Status,
        },
        reden::{AfwezigReden, VervalReden},
        thema::{Dimensie, Thema},
        tijd::Moment,
        toegang::GebruikerId,
    },
    http::antwoord::Link,
    store::beeld::{AfspraakBeeld, AgendapuntBeeld, BijeenkomstBeeld},
};

pub(super) const PAD: &str = "/v1/knooppunten";

/// Het knooppunt van een gemeente.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KnooppuntView {
    /// De gemeente, als CBS-code.
    pub gemeente: Gemeente,
    /// De naam van de gemeente.
    #[schema(example = "Heerlen")]
    pub naam: &'static str,
    /// De subregio.
    pub subregio: Subregio,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: KnooppuntLinks,
}

/// Verwijzingen bij een knooppunt.
#[derive(Debug, Serialize, ToSchema)]
pub struct KnooppuntLinks {
    /// De bijeenkomsten, voor wie ze voorzit.
    pub bijeenkomsten: Link,
}

impl From<Gemeente> for KnooppuntView {
    fn from(gemeente: Gemeente) -> Self {
        Self {
            gemeente,
            naam: gemeente.naam(),
            subregio: gemeente.subregio(),
            links: KnooppuntLinks { bijeenkomsten: Link::naar(format!("{PAD}/{gemeente}/bijeenkomsten")) },
        }
    }
}

/// Verwijzing naar zichzelf.
#[derive(Debug, Serialize, ToSchema)]
pub struct ZelfLinks {
    /// Dit adres.
    #[serde(rename = "self")]
    pub zelf: Link,
}

impl ZelfLinks {
    /// A link to `href`.
    pub(in crate::http) fn naar(href: String) -> Self {
        Self { zelf: Link::naar(href) }
    }
}

/// Een bijeenkomst in een lijst: zonder gezinnen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BijeenkomstregelView {
    /// De bijeenkomst.
    pub id: BijeenkomstId,
    /// Voor wanneer zij is gepland.
    pub gepland_op: Moment,
    /// Waar de tafel staat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plaats: Option<String>,
    /// De status.
    pub status: Status,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: ZelfLinks,
}

impl From<Bijeenkomst> for BijeenkomstregelView {
    fn from(bijeenkomst: Bijeenkomst) -> Self {
        Self {
            id: bijeenkomst.id,
            gepland_op: bijeenkomst.gepland_op,
            plaats: bijeenkomst.plaats,
            status: bijeenkomst.status,
            links: ZelfLinks::naar(format!("/v1/bijeenkomsten/{}", bijeenkomst.id)),
        }
    }
}

/// Een bijeenkomst met haar agenda.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BijeenkomstView {
    /// De bijeenkomst.
    pub id: BijeenkomstId,
    /// De gemeente van het knooppunt.
    pub gemeente: Gemeente,
    /// Voor wanneer zij is gepland.
    pub gepland_op: Moment,
    /// Waar de tafel staat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plaats: Option<String>,
    /// De status.
    pub status: Status,
    /// Wie haar plande.
    pub voorzitter: GebruikerId,
    /// Wanneer zij is gehouden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gehouden_op: Option<Moment>,
    /// Wanneer het verslag is vastgesteld; daarna verandert er niets meer in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vastgesteld_op: Option<Moment>,
    /// De gezinnen op de agenda, zolang hun toestemming geldt.
    pub agendapunten: Vec<AgendapuntView>,
    /// Casussen die op een tafel wachten en nog op geen agenda staan: hun evaluatie is gemist, of schaalde op.
    pub evaluaties_te_laat: Vec<CasusId>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: ZelfLinks,
}

impl From<BijeenkomstBeeld> for BijeenkomstView {
    fn from(BijeenkomstBeeld { bijeenkomst, agendapunten, wachtend }: BijeenkomstBeeld) -> Self {
        Self {
            id: bijeenkomst.id,
            gemeente: bijeenkomst.gemeente,
            gepland_op: bijeenkomst.gepland_op,
            plaats: bijeenkomst.plaats,
            status: bijeenkomst.status,
            voorzitter: bijeenkomst.voorzitter,
            gehouden_op: bijeenkomst.gehouden_op,
            vastgesteld_op: bijeenkomst.vastgesteld_op,
            agendapunten: agendapunten.into_iter().map(Into::into).collect(),
            evaluaties_te_laat: wachtend,
            links: ZelfLinks::naar(format!("/v1/bijeenkomsten/{}", bijeenkomst.id)),
        }
    }
}

/// Wat een bijeenkomst over één gezin bespreekt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgendapuntView {
    /// Het agendapunt.
    pub id: AgendapuntId,
    /// De bijeenkomst.
    pub bijeenkomst: BijeenkomstId,
    /// De casus.
    pub casus: CasusId,
    /// Waarom het gezin op de agenda staat.
    pub aanleiding: Aanleiding,
    /// Wie de casus gaat dragen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casusregisseur: Option<GebruikerId>,
    /// Wanneer wordt geëvalueerd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluatie_op: Option<NaiveDate>,
    /// Waarom de ouders er niet waren.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ouders_afwezig_reden: Option<AfwezigReden>,
    /// Toelichting daarbij.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toelichting: Option<String>,
    /// Wie er aan tafel zit voor dit gezin.
    pub deelnemers: Vec<DeelnemerView>,
    /// Wat is afgesproken, met wat de ouders ervan vinden.
    pub afspraken: Vec<AfspraakView>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: ZelfLinks,
}

impl From<AgendapuntBeeld> for AgendapuntView {
    fn from(beeld: AgendapuntBeeld) -> Self {
        let punt = beeld.agendapunt;
        Self {
            id: punt.id,
            bijeenkomst: punt.bijeenkomst,
            casus: punt.casus,
            aanleiding: punt.aanleiding,
            casusregisseur: punt.regisseur,
            evaluatie_op: punt.evaluatie_op,
            ouders_afwezig_reden: punt.afwezig_reden,
            toelichting: beeld.toelichting,
            deelnemers: beeld.deelnemers.into_iter().map(DeelnemerView::from).collect(),
            afspraken: beeld.afspraken.into_iter().map(AfspraakView::from).collect(),
            links: ZelfLinks::naar(format!("/v1/agendapunten/{}", punt.id)),
        }
    }
}

/// Iemand aan tafel.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeelnemerView {
    /// De deelnemer.
    pub id: DeelnemerId,
    /// Een professional, een gast of een ouder.
    pub soort: Deelnemersoort,
    /// Het account van een professional.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gebruiker: Option<GebruikerId>,
    /// In welke hoedanigheid: een rol, nooit een naam.
    pub hoedanigheid: String,
}

impl From<Deelnemer> for DeelnemerView {
    fn from(deelnemer: Deelnemer) -> Self {
        Self {
            id: deelnemer.id,
            soort: deelnemer.soort,
            gebruiker: deelnemer.gebruiker,
            hoedanigheid: deelnemer.hoedanigheid,
        }
    }
}

/// Wat de ouders van een afspraak vinden.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PositieView {
    /// Hun oordeel.
    pub oordeel: Oordeel,
    /// In hun eigen woorden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub woorden: Option<String>,
}

/// Een afspraak met de ouders.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AfspraakView {
    /// De afspraak.
    pub id: AfspraakId,
    /// Het agendapunt waar zij is gemaakt.
    pub agendapunt: AgendapuntId,
    /// De casus.
    pub casus: CasusId,
    /// Wat er gebeurt.
    pub wat: String,
    /// Wie het doet.
    pub wie: DeelnemerId,
    /// Het account van wie het heeft overgenomen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overgenomen_door: Option<GebruikerId>,
    /// Uiterlijk wanneer.
    pub uiterlijk: NaiveDate,
    /// Het thema waar het om gaat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thema: Option<Thema>,
    /// De dimensie van Positieve Gezondheid waar het om gaat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimensie: Option<Dimensie>,
    /// Wat de ouders ervan vinden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub positie: Option<PositieView>,
    /// De status.
    pub status: AfspraakStatus,
    /// Of zij nog open staat terwijl de dag voorbij is.
    pub te_laat: bool,
    /// Of het verslag waarin zij staat is vastgesteld.
    pub vastgesteld: bool,
    /// Waarom zij verviel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<VervalReden>,
    /// Toelichting daarbij.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toelichting: Option<String>,
    /// Wanneer zij is nagekomen of vervallen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub afgehandeld_op: Option<Moment>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: ZelfLinks,
}

impl From<AfspraakBeeld> for AfspraakView {
    fn from(AfspraakBeeld { afspraak, vandaag, wat, woorden, toelichting }: AfspraakBeeld) -> Self {
        let positie = afspraak.positie.map(|oordeel| PositieView { oordeel, woorden });
        Self {
            id: afspraak.id,
            agendapunt: afspraak.agendapunt,
            casus: afspraak.casus,
            wat,
            wie: afspraak.wie,
            overgenomen_door: afspraak.overgenomen_door,
            uiterlijk: afspraak.uiterlijk,
            thema: afspraak.thema,
            dimensie: afspraak.dimensie,
            positie,
            te_laat: afspraak.te_laat(vandaag),
            status: afspraak.status,
            vastgesteld: afspraak.vastgesteld,
            reden: afspraak.reden,
            toelichting,
            afgehandeld_op: afspraak.afgehandeld_op,
            links: ZelfLinks::naar(format!("/v1/afspraken/{}", afspraak.id)),
        }
    }
}
