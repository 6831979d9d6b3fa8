//! An agreement, by itself and in a list.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::zelf::ZelfLinks;
use crate::{
    domain::{
        casus::CasusId,
        gebied::Gemeente,
        knooppunt::{AfspraakId, AfspraakStatus, AgendapuntId, DeelnemerId, Oordeel},
        reden::VervalReden,
        thema::{Dimensie, Thema},
        tijd::Moment,
        toegang::GebruikerId,
    },
    http::mens::MensView,
    store::beeld::{AfspraakBeeld, AfspraakregelBeeld},
};

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
    /// De versie, voor `If-Match`: ook in een lijst.
    pub versie: i32,
    /// Het agendapunt waar zij is gemaakt.
    pub agendapunt: AgendapuntId,
    /// De casus.
    pub casus: CasusId,
    /// Wat er gebeurt.
    pub wat: String,
    /// Wie het doet.
    pub wie: DeelnemerId,
    /// In welke hoedanigheid die aan tafel zat.
    pub hoedanigheid: String,
    /// Wie het doet, met naam en werk; ontbreekt bij een gast of ouder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub door: Option<MensView>,
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
    fn from(beeld: AfspraakBeeld) -> Self {
        let AfspraakBeeld { afspraak, vandaag, wat, woorden, toelichting, hoedanigheid, door, .. } = beeld;
        let positie = afspraak.positie.map(|oordeel| PositieView { oordeel, woorden });
        Self {
            id: afspraak.id,
            versie: afspraak.versie,
            hoedanigheid,
            door: door.as_ref().map(MensView::from),
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

/// Een afspraak in een lijst, met het gezin waar zij over gaat.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AfspraakregelView {
    /// De afspraak.
    #[serde(flatten)]
    pub afspraak: AfspraakView,
    /// Aan de tafel van welke gemeente zij is gemaakt.
    pub tafel: Gemeente,
    /// Waar het gezin woont; ontbreekt als u de afspraak alleen ziet omdat u haar beloofde, of aan een tafel waar het vandaan verhuisde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gemeente: Option<Gemeente>,
    /// Hoe zij heet, als zij dat met u deelt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub naam: Option<String>,
    /// Of u haar kunt afvinken.
    pub mag_afvinken: bool,
    /// Of u haar kunt laten vervallen.
    pub mag_laten_vervallen: bool,
}

impl From<AfspraakregelBeeld> for AfspraakregelView {
    fn from(beeld: AfspraakregelBeeld) -> Self {
        let AfspraakregelBeeld { afspraak, tafel, gemeente, naam, mag_afvinken, mag_laten_vervallen } = beeld;
        Self { afspraak: afspraak.into(), tafel, gemeente, naam, mag_afvinken, mag_laten_vervallen }
    }
}
