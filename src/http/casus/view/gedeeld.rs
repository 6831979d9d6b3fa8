//! What the woman shares, and with whom.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        casus::Casus,
        client::{Kanaal, Persoonsgegevens},
        thema::{BeschermendeFactor, Graad, Thema},
        tijd::Moment,
        toegang::{Actor, Gebied, Rol},
        toestemming::{Doel, Onderdeel, Ontvanger},
        zwangerschap::{Termijnbron, Zwangerschapsduur},
    },
    http::transaction::Met,
    store::{self, conn::Tx, error::Error, kluis::Sleutel},
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

/// De zwangerschap; de duur is berekend voor vandaag.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ZwangerschapView {
    /// Wanneer zij is uitgerekend.
    pub uitgerekend: NaiveDate,
    /// Waar die datum vandaan komt.
    pub bron: Termijnbron,
    /// De zwangerschapsduur van vandaag, in weken en dagen.
    #[schema(example = "27+6")]
    pub duur: String,
    /// Hoeveel kinderen zij verwacht.
    pub aantal_kinderen: i32,
    /// Of het haar eerste kind is.
    pub eerste_kind: bool,
    /// Hoe de datum is herzien, de oudste eerst.
    pub herzieningen: Vec<HerzieningView>,
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
    /// De zwangerschap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zwangerschap: Option<ZwangerschapView>,
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
    /// What of a case may go to somebody who may have `onderdelen`.
    pub(in crate::http) fn lees(
        tx: &mut Tx,
        met: &Met,
        casus: &Casus,
        onderdelen: &[Onderdeel],
    ) -> Result<Self, Error> {
        let mut view = Self::default();
        if onderdelen.is_empty() {
            return Ok(view);
        }
        let (sleutel, gegevens) = store::client::gegevens(tx, &met.kluis, casus.client)?;
        let signalen = store::signaal::van_casus(tx, casus.id)?;
        for onderdeel in onderdelen {
            match onderdeel {
                Onderdeel::Contactgegevens => view.client = Some(gegevens.clone().into()),
                Onderdeel::Zwangerschap => view.zwangerschap = ZwangerschapView::lees(tx, casus, met.actor.nu.dag())?,
                Onderdeel::Themas => view.themas = Some(store::casus::themas(tx, casus.id)?),
                Onderdeel::BeschermendeFactoren => {
                    let mut alle: Vec<_> = signalen.iter().flat_map(|s| s.beschermende_factoren.clone()).collect();
                    alle.sort_unstable();
                    alle.dedup();
                    view.beschermende_factoren = Some(alle);
                }
                Onderdeel::Kwetsbaarheid => {
                    let wegingen = store::client::wegingen(tx, casus.id)?.into_iter();
                    view.kwetsbaarheid = Some(
                        wegingen
                            .map(|(op, w)| WegingView { graad: w.graad, samen_gewogen: w.samen_gewogen, op })
                            .collect(),
                    );
                }
                Onderdeel::EigenVraag => view.eigen_vragen = Some(eigen_vragen(tx, met, &sleutel, casus, &signalen)?),
            }
        }
        Ok(view)
    }
}

fn eigen_vragen(
    tx: &mut Tx,
    met: &Met,
    sleutel: &Sleutel,
    casus: &Casus,
    signalen: &[crate::domain::signaal::Signaal],
) -> Result<Vec<String>, Error> {
    let mut vragen = Vec::new();
    for signaal in signalen {
        let vraag = if signaal.client == casus.client {
            store::signaal::eigen_vraag(tx, sleutel, signaal.id)?
        } else {
            let eigen = store::client::sleutel(tx, &met.kluis, signaal.client)?;
            store::signaal::eigen_vraag(tx, &eigen, signaal.id)?
        };
        vragen.extend(vraag);
    }
    Ok(vragen)
}

impl ZwangerschapView {
    fn lees(tx: &mut Tx, casus: &Casus, vandaag: NaiveDate) -> Result<Option<Self>, Error> {
        let Some(id) = casus.zwangerschap else { return Ok(None) };
        let zwangerschap = store::client::zwangerschap(tx, id)?;
        let herzieningen = store::client::termijnen(tx, id)?.into_iter();
        Ok(Some(Self {
            uitgerekend: zwangerschap.uitgerekend,
            bron: zwangerschap.bron,
            duur: Zwangerschapsduur::op(zwangerschap.uitgerekend, vandaag).to_string(),
            aantal_kinderen: zwangerschap.aantal_kinderen,
            eerste_kind: zwangerschap.eerste_kind,
            herzieningen: herzieningen
                .map(|(op, oud, nieuw, bron)| HerzieningView { op, oud, nieuw, bron: bron.0 })
                .collect(),
        }))
    }
}

/// The items of a case that may go to `actor`, by the consents that hold: hers as coordinator, chair or desk.
pub(in crate::http) fn onderdelen_voor(tx: &mut Tx, actor: &Actor, casus: &Casus) -> Result<Vec<Onderdeel>, Error> {
    use crate::domain::toegang::Ding as _;
    let ligging = casus.ligging();
    let mut alle = Vec::new();
    if actor.gebieden(Rol::JgzCoordinator).any(|gebied| gebied.omvat(&ligging)) {
        alle.extend(store::toestemming::onderdelen(tx, casus.id, Doel::Verkenning, Ontvanger::JgzCoordinatie)?);
    }
    if actor.gebieden(Rol::Voorzitter).any(|gebied| gebied.omvat(&ligging)) {
        alle.extend(store::toestemming::onderdelen(tx, casus.id, Doel::Bespreking, Ontvanger::Knooppunt)?);
    }
    let desks = actor.gebieden(Rol::Uitvoerder).filter_map(|gebied| match gebied {
        Gebied::Desk(desk) => Some(desk),
        _ => None,
    });
    alle.extend(store::toestemming::onderdelen_via_desks(tx, casus.id, &desks.collect::<Vec<_>>())?);
    alle.sort_unstable();
    alle.dedup();
    Ok(alle)
}
