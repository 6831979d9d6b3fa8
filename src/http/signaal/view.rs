//! What a signaller, and a coordinator, sees of a signaal.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    domain::{
        casus::CasusId,
        client::{Clientveld, Persoonsgegevens},
        fouten::Fouten,
        gebied::Gemeente,
        signaal::{SignaalId, Stand, Status, Urgentie},
        tijd::Moment,
        toestemming::Onderdeel,
    },
    http::{
        antwoord::{GROOTTE, Link, plaats},
        casus::view::{GedeeldView, OverdrachtView},
        mens::MensView,
    },
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
    /// Hoe de overdracht aan de JGZ gaat; voor de kraamzorg die het signaal gaf, tot veertien dagen nadat zij is gehouden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdracht: Option<OverdrachtView>,
    /// Wie van de JGZ nu voor het gezin coördineert; alleen voor de organisatie die het signaal gaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draagt: Option<MensView>,
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
    /// Wat u overneemt van de casus. Voor wat u niet noemt telt wat het laatst is gemeld; wie zij is blijft, en zij wordt vanzelf
    /// nooit minder veilig bereikt.
    #[serde(default)]
    #[validate(length(max = 8))]
    #[schema(required = false, max_items = 8)]
    pub van_casus: Vec<Clientveld>,
    /// Wat u overneemt van het signaal.
    #[serde(default)]
    #[validate(length(max = 8))]
    #[schema(required = false, max_items = 8)]
    pub van_signaal: Vec<Clientveld>,
}

impl NieuweKoppeling {
    /// Checks that each field is chosen once, and for a case.
    ///
    /// An error names the field.
    pub(super) fn controleer(&self) -> Result<(), Fouten> {
        let mut fouten = Fouten::new();
        if self.van_signaal.iter().any(|veld| self.van_casus.contains(veld)) {
            fouten.add("vanSignaal", "dubbel", "Een veld komt van de casus of van het signaal, niet van beide.");
        }
        if self.casus.is_none() && !(self.van_casus.is_empty() && self.van_signaal.is_empty()) {
            fouten.add("casus", "verplicht", "Velden kiezen kan alleen als u het signaal bij een casus voegt.");
        }
        fouten.als_fout()
    }
}

/// Het signaal en de casus waar het op lijkt naast elkaar, elk met wat zij daarvan met u deelt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VergelijkingView {
    /// De casus waar het op lijkt.
    pub lijkt_op: CasusId,
    /// Wanneer het signaal is ontvangen.
    pub ontvangen_op: Moment,
    /// Wanneer de casus is aangemeld.
    pub aangemeld_op: Moment,
    /// Of het signaal nog wacht op deze keuze.
    pub wacht: bool,
    /// Wat het signaal vertelt.
    pub signaal: GedeeldView,
    /// Wat van de casus bekend is.
    pub casus: GedeeldView,
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

/// Een signaal met wat ermee is verteld.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SignaalInhoud)]
pub struct InhoudView {
    /// Het signaal.
    pub signaal: SignaalView,
    /// Wat is verteld, zolang zij het nog met iemand deelt; alleen voor de organisatie die het signaal gaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gegeven: Option<GedeeldView>,
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
            lijkt_op: beeld.lijkt_op,
            casus: beeld.casus,
            overdracht: beeld.overdracht.as_ref().map(OverdrachtView::from),
            draagt: beeld.draagt.as_ref().map(MensView::from),
            niet_bewaard: beeld.niet_bewaard.clone(),
            links: SignaalLinks { zelf: Link::naar(format!("/v1/signalen/{}", signaal.id)) },
        }
    }
}
