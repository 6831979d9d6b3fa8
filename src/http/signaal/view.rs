//! What a signaller, and a coordinator, sees of a signaal.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    domain::{
        casus::CasusId,
        client::Persoonsgegevens,
        fouten::Fouten,
        gebied::Gemeente,
        signaal::{SignaalId, Stand, Status, Urgentie},
        tijd::Moment,
        toestemming::Onderdeel,
    },
    http::antwoord::{GROOTTE, Link, plaats},
    store::beeld::SignaalBeeld,
};

/// Een signaal: wat is aangemeld, en wat ervan geworden is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignaalView {
    /// Het signaal.
    pub id: SignaalId,
    /// De status van het signaal.
    pub status: Status,
    /// Wat ervan geworden is.
    pub stand: Stand,
    /// Waar zij woont.
    pub gemeente: Gemeente,
    /// Hoe dringend het was.
    pub urgentie: Urgentie,
    /// Wanneer het is ontvangen.
    pub ontvangen_op: Moment,
    /// Over wie het gaat; alleen voor de organisatie die het signaal gaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<WieView>,
    /// Iemand in de regio steunt dit gezin al. Vraag haar toestemming om aan te sluiten.
    pub mogelijk_bekend: bool,
    /// De casus waar het op lijkt; alleen voor de coördinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lijkt_op: Option<CasusId>,
    /// De casus waar het bij hoort; alleen voor de coördinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casus: Option<CasusId>,
    /// Wat u meestuurde en wat niet is bewaard, omdat zij het met niemand deelt; alleen in het antwoord op de registratie.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub niet_bewaard: Vec<Onderdeel>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: SignaalLinks,
}

/// Verwijzingen bij een signaal.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignaalLinks {
    /// Dit signaal.
    #[serde(rename = "self")]
    pub zelf: Link,
}

/// Over wie het gaat.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WieView {
    /// Haar naam.
    pub naam: String,
    /// Haar geboortedatum.
    pub geboortedatum: NaiveDate,
}

impl From<&Persoonsgegevens> for WieView {
    fn from(gegevens: &Persoonsgegevens) -> Self {
        Self { naam: gegevens.naam.clone(), geboortedatum: gegevens.geboortedatum }
    }
}

/// Zij weigert: er is geteld, en verder niets bewaard.
#[derive(Debug, Serialize, ToSchema)]
pub struct GeteldView {
    /// Altijd `zonder-toestemming`.
    pub status: Status,
    /// Uitleg.
    pub melding: &'static str,
}

impl Default for GeteldView {
    fn default() -> Self {
        Self {
            status: Status::ZonderToestemming,
            melding: "Haar weigering is geteld. Er is niets van haar bewaard. Weigeren heeft geen gevolgen voor haar zorg.",
        }
    }
}

/// Bij welke casus een signaal hoort.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweKoppeling {
    /// De casus in `lijktOp`; ontbreekt als het een ander gezin is.
    pub casus: Option<CasusId>,
}

/// Welke signalen.
#[derive(Debug, Deserialize, Validate, ToSchema, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SignalenVraag {
    /// Alleen signalen met deze status.
    pub status: Option<Status>,
    /// Hoeveel er op een bladzijde staan.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    #[param(minimum = 1, maximum = 100)]
    pub aantal: Option<u16>,
    /// Waar de vorige bladzijde eindigde.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    #[param(max_length = 200)]
    pub na: Option<String>,
}

impl SignalenVraag {
    pub(super) fn grootte(&self) -> u16 {
        self.aantal.unwrap_or(GROOTTE)
    }

    pub(super) fn na(&self) -> Result<Option<SignaalId>, Fouten> {
        self.na.as_deref().map(plaats).transpose()
    }
}

impl From<&SignaalBeeld> for SignaalView {
    fn from(beeld: &SignaalBeeld) -> Self {
        let signaal = &beeld.signaal;
        Self {
            id: signaal.id,
            status: signaal.status,
            stand: beeld.stand,
            gemeente: signaal.gemeente,
            urgentie: signaal.urgentie,
            ontvangen_op: signaal.ontvangen_op,
            client: beeld.client.as_ref().map(WieView::from),
            mogelijk_bekend: signaal.lijkt_op.is_some(),
            lijkt_op: signaal.lijkt_op.filter(|_| beeld.ziet_casus),
            casus: signaal.casus.filter(|_| beeld.ziet_casus),
            niet_bewaard: beeld.niet_bewaard.clone(),
            links: SignaalLinks { zelf: Link::naar(format!("/v1/signalen/{}", signaal.id)) },
        }
    }
}
