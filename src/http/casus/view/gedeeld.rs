//! What the woman shares, and with whom.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        client::{Kanaal, Persoonsgegevens},
        signaal::Weging,
        thema::{BeschermendeFactor, Graad, Thema},
        tijd::Moment,
        zwangerschap::{
            Status, Termijnbron, Zwangerschap, Zwangerschapsduur,
            kind::{Kind, KindId, Status as KindStatus, UitBeeldReden},
        },
    },
    store::beeld::{Gedeeld, gezin::Herziening},
};

/// Wie zij is en hoe zij veilig te bereiken is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContactView {
    /// Haar naam.
    pub naam: String,
    /// Haar geboortedatum.
    pub geboortedatum: NaiveDate,
    /// Haar adres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adres: Option<String>,
    /// Haar telefoonnummer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telefoon: Option<String>,
    /// Haar e-mailadres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// De manieren waarop zij veilig te bereiken is.
    pub veilig_bereikbaar: Vec<Kanaal>,
    /// Waar op te letten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bereikbaar_toelichting: Option<String>,
    /// De taal die zij het best spreekt.
    pub taal: String,
    /// Of er een tolk nodig is.
    pub tolk_nodig: bool,
}

impl From<Persoonsgegevens> for ContactView {
    fn from(gegevens: Persoonsgegevens) -> Self {
        Self {
            naam: gegevens.naam,
            geboortedatum: gegevens.geboortedatum,
            adres: gegevens.adres,
            telefoon: gegevens.telefoon,
            email: gegevens.email,
            veilig_bereikbaar: gegevens.veilig_bereikbaar,
            bereikbaar_toelichting: gegevens.bereikbaar_toelichting,
            taal: gegevens.taal,
            tolk_nodig: gegevens.tolk_nodig,
        }
    }
}

/// Wat één professional noteerde.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpgaveView {
    /// Wanneer.
    pub op: Moment,
    /// Wat.
    #[serde(flatten)]
    pub client: ContactView,
}

impl From<&(Moment, Persoonsgegevens)> for OpgaveView {
    fn from((op, gegevens): &(Moment, Persoonsgegevens)) -> Self {
        Self { op: *op, client: gegevens.clone().into() }
    }
}

/// De zwangerschap; de duur is berekend voor vandaag.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ZwangerschapView {
    /// Wanneer zij is uitgerekend.
    pub uitgerekend: NaiveDate,
    /// Waar die datum vandaan komt.
    pub bron: Termijnbron,
    /// De status; na 43 weken is hij vanzelf onbekend.
    pub status: Status,
    /// De dag van de geboorte of het verlies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geeindigd_op: Option<NaiveDate>,
    /// De zwangerschapsduur van vandaag, in weken en dagen; zolang zij duurt, en de casus open is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "27+6")]
    pub duur: Option<String>,
    /// Hoeveel kinderen zij verwacht.
    pub aantal_kinderen: i32,
    /// Of het haar eerste kind is.
    pub eerste_kind: bool,
    /// De kinderen: zolang de zwangerschap loopt zoveel als zij verwacht, daarna wie er is geboren.
    pub kinderen: Vec<KindView>,
    /// Hoe de datum is herzien, de oudste eerst.
    pub herzieningen: Vec<HerzieningView>,
}

/// Een zwangerschap van eerder.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EerdereZwangerschapView {
    /// Hoe zij ging.
    pub status: Status,
    /// De dag van de geboorte of het verlies, als die bekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geeindigd_op: Option<NaiveDate>,
    /// De kinderen die zijn geboren.
    pub kinderen: Vec<KindView>,
}

impl EerdereZwangerschapView {
    fn new(zij: &Zwangerschap, kinderen: &[Kind]) -> Self {
        let van_haar = kinderen.iter().filter(|kind| kind.zwangerschap == zij.id);
        Self { status: zij.status, geeindigd_op: zij.geeindigd_op, kinderen: van_haar.map(KindView::from).collect() }
    }
}

/// Een kind van deze zwangerschap.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KindView {
    /// Het kenmerk, vanaf de geboorte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<KindId>,
    /// De status.
    pub status: KindStatus,
    /// De dag van de geboorte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geboren_op: Option<NaiveDate>,
    /// Sinds wanneer niemand hier het kind nog volgt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uit_beeld_op: Option<NaiveDate>,
    /// Waarom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uit_beeld_reden: Option<UitBeeldReden>,
}

impl From<&Kind> for KindView {
    fn from(kind: &Kind) -> Self {
        Self {
            id: Some(kind.id),
            status: kind.status,
            geboren_op: Some(kind.geboren_op),
            uit_beeld_op: kind.uit_beeld.map(|(op, _)| op),
            uit_beeld_reden: kind.uit_beeld.map(|(_, reden)| reden),
        }
    }
}

impl KindView {
    /// One that is expected.
    const fn verwacht() -> Self {
        Self { id: None, status: KindStatus::Verwacht, geboren_op: None, uit_beeld_op: None, uit_beeld_reden: None }
    }
}

/// Eén herziening van de uitgerekende datum.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HerzieningView {
    /// Wanneer.
    pub op: Moment,
    /// Wat de datum was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oud: Option<NaiveDate>,
    /// Wat de datum werd.
    pub nieuw: NaiveDate,
    /// Waar de nieuwe datum vandaan komt.
    pub bron: Termijnbron,
}

/// Een oordeel over kwetsbaarheid.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WegingView {
    /// De graad.
    pub graad: Graad,
    /// Of dit samen met haar is gewogen.
    pub samen_gewogen: bool,
    /// Wanneer.
    pub op: Moment,
}

/// De gegevens die de vrouw met deze ontvanger wil delen; wat zij niet noemde ontbreekt.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GedeeldView {
    /// Wie zij is en hoe zij te bereiken is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ContactView>,
    /// Wat elke professional daarvan noteerde, de oudste eerst, als het er meer dan één waren.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub opgaven: Vec<OpgaveView>,
    /// De zwangerschap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zwangerschap: Option<ZwangerschapView>,
    /// De eerdere zwangerschappen waarvan is verteld hoe zij gingen, de laatste eerst.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub eerdere_zwangerschappen: Vec<EerdereZwangerschapView>,
    /// De thema's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub themas: Option<Vec<Thema>>,
    /// Wat haar beschermt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beschermende_factoren: Option<Vec<BeschermendeFactor>>,
    /// De oordelen over kwetsbaarheid, de oudste eerst.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kwetsbaarheid: Option<Vec<WegingView>>,
    /// Haar eigen vragen, in haar eigen woorden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eigen_vragen: Option<Vec<String>>,
}

impl GedeeldView {
    /// What she shares, with the pregnancy as it is on this day.
    pub(in crate::http) fn new(gedeeld: &Gedeeld, vandaag: NaiveDate) -> Self {
        let duur = |zij: &Zwangerschap| if gedeeld.loopt { zij.duur_op(vandaag) } else { None };
        let zwangerschap = gedeeld.zwangerschap.as_ref();
        Self {
            client: gedeeld.client.clone().map(Into::into),
            opgaven: gedeeld.opgaven.iter().map(OpgaveView::from).collect(),
            zwangerschap: zwangerschap.map(|(zij, herzieningen)| {
                ZwangerschapView::new(zij, (herzieningen, &gedeeld.kinderen), duur(zij), vandaag)
            }),
            eerdere_zwangerschappen: gedeeld
                .eerdere
                .iter()
                .map(|zij| EerdereZwangerschapView::new(zij, &gedeeld.kinderen))
                .collect(),
            themas: gedeeld.themas.clone(),
            beschermende_factoren: gedeeld.beschermende_factoren.clone(),
            kwetsbaarheid: gedeeld.kwetsbaarheid.as_ref().map(|alle| alle.iter().map(WegingView::from).collect()),
            eigen_vragen: gedeeld.eigen_vragen.clone(),
        }
    }
}

impl From<&(Moment, Weging)> for WegingView {
    fn from((op, weging): &(Moment, Weging)) -> Self {
        Self { graad: weging.graad, samen_gewogen: weging.samen_gewogen, op: *op }
    }
}

impl ZwangerschapView {
    fn new(
        zwangerschap: &Zwangerschap,
        (herzieningen, kinderen): (&[Herziening], &[Kind]),
        duur: Option<Zwangerschapsduur>,
        vandaag: NaiveDate,
    ) -> Self {
        let van_haar = kinderen.iter().filter(|kind| kind.zwangerschap == zwangerschap.id);
        let kinderen = match zwangerschap.status_op(vandaag) {
            Status::Lopend => (0..zwangerschap.aantal_kinderen).map(|_| KindView::verwacht()).collect(),
            _ => van_haar.map(KindView::from).collect(),
        };
        Self {
            uitgerekend: zwangerschap.uitgerekend,
            bron: zwangerschap.bron,
            status: zwangerschap.status_op(vandaag),
            geeindigd_op: zwangerschap.geeindigd_op,
            duur: duur.map(|duur| duur.to_string()),
            aantal_kinderen: zwangerschap.aantal_kinderen,
            eerste_kind: zwangerschap.eerste_kind,
            kinderen,
            herzieningen: herzieningen.iter().map(HerzieningView::from).collect(),
        }
    }
}

impl From<&Herziening> for HerzieningView {
    fn from(herziening: &Herziening) -> Self {
        Self { op: herziening.op, oud: herziening.oud, nieuw: herziening.nieuw, bron: herziening.bron }
    }
}
