//! What whoever proposes and whoever coordinates see of a voorstel, and what they say.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    domain::{
        doorgeleiding::DoorgeleidingId,
        ids::{DeskId, VoorstelId},
        reden::VoorstelReden,
        route::Route,
        tijd::Moment,
        toegang::{OrganisatieId, Organisatiesoort},
        voorstel::{Beroep, Status, Voorstel, Voorstelgrond},
    },
    http::{
        antwoord::Link,
        doorgeleiding::view::{NieuweAfwijking, NieuweDoorgeleiding},
        mens::MensView,
    },
    store::beeld::VoorstelBeeld,
};

/// Where they are in the API.
pub(super) const PAD: &str = "/v1/voorstellen";

/// Een andere route die u voorstelt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwVoorstel {
    /// De route.
    pub route: Route,
    /// Wat u van beroep bent; dat blijft bij het voorstel staan.
    pub beroep: Beroep,
    /// Waarom u dit voorstelt, in het kort; voor de coördinator.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub toelichting: String,
    /// Als uw regio dat voor deze twee routes toestaat: de vraag die u rechtstreeks aan een desk stuurt, zonder eerst de coördinator. Alleen
    /// vanuit hulp die u geeft.
    #[validate(nested)]
    pub rechtstreeks: Option<NieuweDoorvraag>,
}

/// Een vraag die wie hulp geeft rechtstreeks stuurt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweDoorvraag {
    /// De desk, van de route die u voorstelt; zie `/v1/desks`.
    pub desk: DeskId,
    /// Wat er van de desk gevraagd wordt.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub vraag: Option<String>,
    /// Dat u weet dat de desk geen naam ziet en haar niet kan bereiken; nodig als de toestemming geen contactgegevens noemt.
    #[serde(default)]
    #[schema(required = false, default = false)]
    pub zonder_contactgegevens: bool,
}

/// De vraag die een voorstel wordt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweOvername {
    /// De desk, van de route die is voorgesteld; zie `/v1/casussen/{id}/bestemmingen`.
    pub desk: DeskId,
    /// Wat er van de desk gevraagd wordt.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub vraag: Option<String>,
    /// Dat u weet dat de desk geen naam ziet en haar niet kan bereiken; nodig als de toestemming geen contactgegevens noemt.
    #[serde(default)]
    #[schema(required = false, default = false)]
    pub zonder_contactgegevens: bool,
    /// Waarom u het vraagt terwijl de route volgens haar regels voor dit gezin niet openstaat; alleen dan.
    #[validate(nested)]
    pub in_afwijking: Option<NieuweAfwijking>,
}

impl NieuweOvername {
    /// The request along the route that was proposed.
    pub(super) fn langs(self, route: Route) -> NieuweDoorgeleiding {
        let Self { desk, vraag, zonder_contactgegevens, in_afwijking } = self;
        NieuweDoorgeleiding { route, desk, vraag, zonder_contactgegevens, in_afwijking }
    }
}

/// Waarom een voorstel geen vraag wordt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwVoorstelantwoord {
    /// De reden.
    pub reden: VoorstelReden,
    /// Een toelichting voor wie het voorstelde; verplicht bij `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
}

/// Een voorstel in een lijst: genoeg om te kiezen, geen naam.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VoorstelRegel {
    /// Het voorstel.
    pub id: VoorstelId,
    /// De route die is voorgesteld.
    pub route: Route,
    /// De status.
    pub status: Status,
    /// Bij welke organisatie wie het voorstelde werkt.
    pub organisatie: OrganisatieId,
    /// Wat voor organisatie dat toen was.
    pub organisatiesoort: Organisatiesoort,
    /// Wat wie het voorstelde van beroep is.
    pub beroep: Beroep,
    /// Wanneer het is voorgesteld.
    pub voorgesteld_op: Moment,
    /// De laatste dag waarop het antwoord op tijd is.
    pub antwoord_voor: NaiveDate,
    /// Of dat antwoord er al had moeten zijn.
    pub te_laat: bool,
    /// Of wie het voorstelde het rechtstreeks aan een desk vroeg.
    pub rechtstreeks: bool,
    /// Wanneer de coördinatoren er het laatst aan zijn herinnerd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub herinnerd_op: Option<Moment>,
    /// Hoe vaak het is gewijzigd: wat `If-Match` verwacht.
    pub versie: i32,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: VoorstelLinks,
}

/// Verwijzingen bij een voorstel.
#[derive(Debug, Serialize, ToSchema)]
pub struct VoorstelLinks {
    /// Dit voorstel.
    #[serde(rename = "self")]
    pub zelf: Link,
    /// De casus, voor wie daar coördineert.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casus: Option<Link>,
    /// De hulp van waaruit het is voorgesteld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doorgeleiding: Option<Link>,
    /// Het signaal waarbij het is voorgesteld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signaal: Option<Link>,
}

impl VoorstelRegel {
    pub(super) fn new(van: &Voorstel, vandaag: NaiveDate, coordineert: bool) -> Self {
        let (doorgeleiding, signaal) = match van.grond {
            Voorstelgrond::Doorgeleiding(id) => (Some(Link::naar(format!("/v1/doorgeleidingen/{id}"))), None),
            Voorstelgrond::Signaal(id) => (None, Some(Link::naar(format!("/v1/signalen/{id}")))),
        };
        Self {
            id: van.id,
            route: van.route,
            status: van.status,
            organisatie: van.organisatie,
            organisatiesoort: van.organisatiesoort,
            beroep: van.beroep,
            voorgesteld_op: van.voorgesteld_op,
            antwoord_voor: van.antwoord_voor,
            te_laat: van.te_laat(vandaag),
            rechtstreeks: van.is_rechtstreeks(),
            herinnerd_op: van.herinnerd_op,
            versie: van.versie,
            links: VoorstelLinks {
                zelf: Link::naar(format!("{PAD}/{}", van.id)),
                casus: coordineert.then(|| Link::naar(format!("/v1/casussen/{}", van.casus))),
                doorgeleiding,
                signaal,
            },
        }
    }
}

/// Een voorstel, voor wie het deed en voor wie daar coördineert.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VoorstelView {
    /// Wat ook in de lijst staat.
    #[serde(flatten)]
    pub regel: VoorstelRegel,
    /// Hoe de organisatie heet van wie het voorstelde.
    pub organisatienaam: String,
    /// Wie het voorstelde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub door: Option<MensView>,
    /// Waarom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toelichting: Option<String>,
    /// Wanneer het is overgenomen, teruggelegd of vervallen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beantwoord_op: Option<Moment>,
    /// Waarom het geen vraag wordt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<VoorstelReden>,
    /// Wat de coördinator daarbij schreef.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub antwoord: Option<String>,
    /// De doorgeleiding die het werd, voor wie daar coördineert.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doorgeleiding: Option<DoorgeleidingId>,
}

impl From<&VoorstelBeeld> for VoorstelView {
    fn from(beeld: &VoorstelBeeld) -> Self {
        let van = &beeld.voorstel;
        Self {
            regel: VoorstelRegel::new(van, beeld.vandaag, beeld.coordineert),
            organisatienaam: beeld.organisatienaam.clone(),
            door: beeld.door.as_ref().map(MensView::from),
            toelichting: beeld.toelichting.clone(),
            beantwoord_op: van.beantwoord_op,
            reden: van.reden,
            antwoord: beeld.antwoord.clone(),
            doorgeleiding: van.doorgeleiding.filter(|_| beeld.coordineert),
        }
    }
}
