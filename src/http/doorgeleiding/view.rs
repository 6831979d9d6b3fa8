//! What a desk, a chair and a coordinator see of a request.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    domain::{
        casus::CasusId,
        doorgeleiding::{
            Doorgeleiding, DoorgeleidingId, Status,
            gezin::Gezinsantwoord,
            toelating::{Afwijking, Tegenspraak},
        },
        fouten::Fouten,
        gebied::Gemeente,
        reden::{AfwijkReden, AfwijzingReden, IntrekkingReden, StopReden, TeruggaveReden},
        route::Route,
        routeadvies::Bezwaar,
        tijd::Moment,
        toegang::{DeskId, GebruikerId},
        toestemming::Onderdeel,
        traject::{Oordeel, TrajectId},
    },
    http::{
        antwoord::{GROOTTE, Link, Pagina, plaats},
        casus::view::{GedeeldView, WachtrijGezinView},
        mens::MensView,
    },
    store::{
        self,
        beeld::{DoorgeleidingBeeld, Gedeeld, Namen, PostvakBeeld},
    },
};

/// Een doorgeleiding in een lijst: genoeg om te kiezen. Wie zij is staat er alleen bij als daarom is gevraagd en zij dat deelt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DoorgeleidingRegel {
    /// De doorgeleiding.
    pub id: DoorgeleidingId,
    /// De route.
    pub route: Route,
    /// De desk waar zij ligt.
    pub desk: DeskId,
    /// Hoe die heet; in een lijst alleen als naar het gezin is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desknaam: Option<String>,
    /// Hoe haar organisatie heet; in een lijst alleen als naar het gezin is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisatienaam: Option<String>,
    /// De status.
    pub status: Status,
    /// Waar het gezin woont.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gemeente: Option<Gemeente>,
    /// Wanneer zij is verzonden.
    pub verzonden_op: Moment,
    /// De laatste dag waarop de desk kan antwoorden.
    pub antwoord_voor: NaiveDate,
    /// Of dat antwoord er al had moeten zijn.
    pub te_laat: bool,
    /// Wanneer de desk aan dat antwoord is herinnerd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub herinnerd_op: Option<Moment>,
    /// Wanneer anderen hoorden dat de desk niet antwoordt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geescaleerd_op: Option<Moment>,
    /// Wat het gezin zegt: of het deze hulp wil.
    pub gezinsantwoord: Gezinsantwoord,
    /// Wie aan de desk haar heeft opgepakt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geclaimd_door: Option<GebruikerId>,
    /// Wie zij is, voor zover zij dat met u deelt; alleen in een lijst, als daarom is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gezin: Option<WachtrijGezinView>,
    /// Hoe vaak zij is gewijzigd: wat `If-Match` verwacht.
    pub versie: i32,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: DoorgeleidingLinks,
}

/// Verwijzingen bij een doorgeleiding.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoorgeleidingLinks {
    /// Deze doorgeleiding.
    #[serde(rename = "self")]
    pub zelf: Link,
    /// Het traject dat eruit volgde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traject: Option<Link>,
}

impl DoorgeleidingRegel {
    fn new(d: &Doorgeleiding, vandaag: NaiveDate, traject: Option<TrajectId>, namen: &Namen) -> Self {
        let (desknaam, organisatienaam) = namen.desks.get(&d.desk).cloned().unzip();
        Self {
            id: d.id,
            route: d.route,
            desk: d.desk,
            desknaam,
            organisatienaam,
            status: d.status,
            // Where they live now is nothing that a desk whose help ended knows.
            gemeente: d.ligging.gemeente.filter(|_| d.status.loopt()),
            verzonden_op: d.verzonden_op,
            antwoord_voor: d.antwoord_voor,
            te_laat: d.status.is_open() && d.antwoord_voor < vandaag,
            herinnerd_op: d.herinnerd_op,
            geescaleerd_op: d.geescaleerd_op,
            gezinsantwoord: d.gezin,
            geclaimd_door: d.geclaimd_door,
            gezin: None,
            versie: d.versie,
            links: DoorgeleidingLinks {
                zelf: Link::naar(format!("/v1/doorgeleidingen/{}", d.id)),
                traject: traject.map(|id| Link::naar(format!("/v1/trajecten/{id}"))),
            },
        }
    }
}

/// Een doorgeleiding, voor wie haar mag zien.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DoorgeleidingView {
    /// Wat ook in de lijst staat.
    #[serde(flatten)]
    pub regel: DoorgeleidingRegel,
    /// De casus.
    pub casus: CasusId,
    /// De doorgeleiding die werd omgeleid en deze werd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vorige: Option<DoorgeleidingId>,
    /// Wanneer de desk haar voor het eerst zag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gezien_op: Option<Moment>,
    /// Wanneer de desk antwoordde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beantwoord_op: Option<Moment>,
    /// Wanneer is vastgelegd wat het gezin zegt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gezin_antwoordde_op: Option<Moment>,
    /// Wanneer de kennismaking is afgesproken; wanneer die is staat bij het traject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intake_gepland_op: Option<Moment>,
    /// Wanneer de steun begon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gestart_op: Option<Moment>,
    /// Wanneer zij eindigde, hoe dan ook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beeindigd_op: Option<Moment>,
    /// Waarom zij is afgewezen, ingetrokken of gestopt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<&'static str>,
    /// De toelichting bij die reden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toelichting: Option<String>,
    /// Wat er van de desk gevraagd wordt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vraag: Option<String>,
    /// Of de steun op de bevalling wacht, van de zwangerschap waarvoor zij is gevraagd; alleen als zij dat met u deelt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wacht_op_bevalling: Option<bool>,
    /// De dag waarop die bevalling wordt verwacht; alleen als zij dat met u deelt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub niet_voor: Option<NaiveDate>,
    /// Dat de route volgens haar regels voor dit gezin niet openstaat, en waarom het toch is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub afwijking: Option<AfwijkingView>,
    /// Wat de vrouw met u wil delen; wat zij niet noemde ontbreekt.
    pub gedeeld: GedeeldView,
    /// Wie haar vroeg, of haar van een andere desk doorstuurde.
    pub verzonden_door: GebruikerId,
    /// Wie haar vroeg en wie haar oppakte, als collega's.
    pub mensen: Vec<MensView>,
}

/// Dat een route volgens haar regels voor een gezin niet openstaat, en waarom het toch is gevraagd.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AfwijkingView {
    /// Wat ertegen spreekt, voor zover zij met u deelt waar het over gaat.
    pub bezwaren: Vec<Bezwaar>,
    /// Volgens welke versie van de regels.
    pub regels: String,
    /// Waarom het toch is gevraagd.
    pub reden: AfwijkReden,
    /// Een toelichting daarbij.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toelichting: Option<String>,
}

impl From<&DoorgeleidingBeeld> for DoorgeleidingView {
    fn from(beeld: &DoorgeleidingBeeld) -> Self {
        let d = &beeld.doorgeleiding;
        Self {
            regel: DoorgeleidingRegel::new(d, beeld.vandaag, beeld.traject, &beeld.namen),
            casus: d.casus,
            vorige: d.vorige,
            gezien_op: d.gezien_op,
            beantwoord_op: d.beantwoord_op,
            gezin_antwoordde_op: d.gezin_op,
            intake_gepland_op: d.intake_op,
            gestart_op: d.gestart_op,
            beeindigd_op: d.beeindigd_op,
            reden: d.reden,
            toelichting: beeld.toelichting.clone(),
            vraag: beeld.vraag.clone(),
            wacht_op_bevalling: beeld
                .gedeeld
                .deelt(Onderdeel::Zwangerschap)
                .then_some(beeld.wacht_op_bevalling.is_some()),
            niet_voor: beeld.wacht_op_bevalling.filter(|_| beeld.gedeeld.deelt(Onderdeel::Zwangerschap)),
            afwijking: d.toelating.afwijking().cloned().map(|Afwijking { bezwaren, regels, reden }| AfwijkingView {
                bezwaren: bezwaren.into_iter().filter(|bezwaar| beeld.gedeeld.deelt(bezwaar.onderdeel())).collect(),
                regels,
                reden,
                toelichting: beeld.uitleg.clone(),
            }),
            gedeeld: GedeeldView::new(&beeld.gedeeld, beeld.vandaag),
            verzonden_door: d.verzonden_door,
            mensen: beeld.namen.mensen.iter().map(MensView::from).collect(),
        }
    }
}

/// Een bladzijde van een postvak.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PostvakPagina {
    /// De bladzijde.
    #[serde(flatten)]
    pub pagina: Pagina<DoorgeleidingRegel>,
    /// De collega's die deze vragen oppakten; alleen als naar het gezin is gevraagd.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub mensen: Vec<MensView>,
}

impl PostvakPagina {
    /// A page whose rows are those of `beeld` in their order.
    pub(super) fn new(beeld: &PostvakBeeld, links: Pagina<()>) -> Self {
        let view = |(d, gedeeld): &(Doorgeleiding, Option<Gedeeld>)| DoorgeleidingRegel {
            gezin: gedeeld.as_ref().map(|gedeeld| WachtrijGezinView::new(gedeeld, beeld.vandaag)),
            ..DoorgeleidingRegel::new(d, beeld.vandaag, None, &beeld.namen)
        };
        let items = beeld.rijen.iter().map(view).collect();
        Self {
            pagina: Pagina { items, na: links.na, links: links.links },
            mensen: beeld.namen.mensen.iter().map(MensView::from).collect(),
        }
    }
}

/// De bevestiging van een afwijzing, omleiding of teruggave: vanaf nu ziet de desk er niets meer van.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BeantwoordView {
    /// De doorgeleiding.
    pub id: DoorgeleidingId,
    /// De status.
    pub status: Status,
}

/// Welke doorgeleidingen.
#[derive(Debug, Deserialize, Validate, ToSchema, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DoorgeleidingenVraag {
    /// Alleen met deze status.
    pub status: Option<Status>,
    /// Alleen wat ligt aan de desks waar u zelf werkt.
    #[serde(default)]
    #[param(required = false)]
    pub aan_eigen_desk: bool,
    /// Alleen wat is aangenomen en nog niet begon, met of zonder een kennismaking die gepland is.
    #[serde(default)]
    #[param(required = false)]
    pub nog_niet_begonnen: bool,
    /// Of erbij moet staan wie zij is, voor zover zij dat met u deelt, en hoe desks en collega's heten.
    #[serde(default)]
    #[param(required = false)]
    pub met_gezin: bool,
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

impl DoorgeleidingenVraag {
    pub(super) fn grootte(&self) -> u16 {
        self.aantal.unwrap_or(GROOTTE)
    }

    pub(super) fn na(&self) -> Result<Option<store::doorgeleiding::Na>, Fouten> {
        self.na.as_deref().map(plaats).transpose()
    }
}

/// Een vraag aan een desk.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweDoorgeleiding {
    /// De route.
    pub route: Route,
    /// De desk; zie `/v1/desks`.
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

/// Waarom een coördinator van de regels van een route afwijkt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweAfwijking {
    /// De bezwaren die u zag toen u de reden gaf; zie het routeadvies.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_items = 1, max_items = 20)]
    pub bezwaren: Vec<Bezwaar>,
    /// De reden.
    pub reden: AfwijkReden,
    /// Een toelichting; verplicht bij `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
}

impl NieuweAfwijking {
    /// What was said to the rules of the route, with the explanation.
    pub(super) fn gezegd(self) -> (Tegenspraak, Option<String>) {
        (Tegenspraak { gezien: self.bezwaren, reden: self.reden }, self.toelichting)
    }
}

/// Waarom een desk afwijst.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweAfwijzing {
    /// De reden.
    pub reden: AfwijzingReden,
    /// Een toelichting; verplicht bij `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
}

/// Naar welke desk een doorgeleiding gaat.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweOmleiding {
    /// De desk waar zij wel hoort; de toestemming moet die dekken.
    pub desk: DeskId,
    /// Dat u weet dat de desk geen naam ziet en haar niet kan bereiken; nodig als de toestemming geen contactgegevens noemt.
    #[serde(default)]
    #[schema(required = false, default = false)]
    pub zonder_contactgegevens: bool,
}

/// Waarom een coördinator een doorgeleiding intrekt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweIntrekking {
    /// De reden.
    pub reden: IntrekkingReden,
    /// Een toelichting; verplicht bij `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
}

/// Waarom een desk teruggeeft wat zij aanvaardde.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweTeruggave {
    /// De reden.
    pub reden: TeruggaveReden,
    /// Een toelichting; verplicht bij `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
}

/// Waarom steun stopt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweStop {
    /// De reden.
    pub reden: StopReden,
    /// Een toelichting; verplicht bij `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
}

/// Hoe het afliep, per doel.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweAfronding {
    /// Per doel het oordeel van het gezin, en daarna dat van de professional.
    #[validate(length(min = 1, max = 20), nested)]
    #[schema(min_items = 1, max_items = 20)]
    pub resultaten: Vec<Resultaat>,
}

/// Het resultaat van één doel; het gezin oordeelt eerst.
#[derive(Clone, Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Resultaat {
    /// Het doel.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub doel: String,
    /// Het oordeel van het gezin.
    pub oordeel_gezin: Oordeel,
    /// Het oordeel van de professional.
    pub oordeel_professional: Oordeel,
}
