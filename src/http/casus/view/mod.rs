//! What of a case leaves, and to whom: an item leaves only when the woman consented to it.

mod gedeeld;
mod nood;
mod vraag;

pub(in crate::http) use self::gedeeld::GedeeldView;
pub use self::nood::{GelezenCasusView, LopendeNoodprocedureView, NoodCasusView, SteunView};
pub use self::vraag::{
    NieuwZwangerschapseinde, NieuweHeropening, NieuweRegisseur, NieuweSluiting, NieuweTermijn, NieuweVerkenning,
    Zoekvraag,
};

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        casus::{Casus, CasusId, Fase, Status},
        doorgeleiding::{self, Doorgeleiding, DoorgeleidingId},
        gebied::{Gemeente, Subregio},
        ids::Id,
        logboek::{Gebeurtenis, Object, Soort},
        reden::SluitReden,
        rode_draad::plek::Reden,
        route::Route,
        signaal::{Signaal, SignaalId, Urgentie},
        tijd::Moment,
        toegang::{GebruikerId, OrganisatieId},
        zwangerschap::Venster,
    },
    http::antwoord::Link,
    store::{beeld::CasusBeeld, casus::wachtrij::Wachtend},
};

/// De kans die het eerst verloren gaat.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VensterView {
    /// Welke kans.
    pub naam: Venster,
    /// De laatste dag waarop die openstaat.
    pub sluit_op: NaiveDate,
    /// Hoeveel dagen dat nog is.
    pub dagen: i64,
}

impl VensterView {
    fn new(venster: Option<Venster>, sluit_op: NaiveDate, vandaag: NaiveDate) -> Option<Self> {
        let dagen = sluit_op.signed_duration_since(vandaag).num_days();
        venster.map(|naam| Self { naam, sluit_op, dagen })
    }
}

/// Waarom een casus op haar plaats in de wachtrij staat.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlaatsView {
    /// De reden.
    pub waarom: Reden,
    /// Tot wanneer er tijd is; bij `teruggekomen` sinds wanneer.
    pub dag: NaiveDate,
    /// Hoeveel dagen dat nog is; minder dan nul als die dag voorbij is.
    pub dagen: i64,
}

/// De vraag om hulp waarmee een casus terugkwam bij haar coördinator.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TerugView {
    /// De route.
    pub route: Route,
    /// Hoe zij eindigde.
    pub status: doorgeleiding::Status,
    /// Sinds wanneer.
    pub sinds: Moment,
}

/// Een casus in de wachtrij: genoeg om te kiezen, geen naam.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WachtrijView {
    /// De casus.
    pub id: CasusId,
    /// De status.
    pub status: Status,
    /// De fase van de rode draad.
    pub fase: Fase,
    /// Waar het gezin woont.
    pub gemeente: Gemeente,
    /// Hoe dringend het is: spoed als een van de signalen dat zegt.
    pub urgentie: Urgentie,
    /// Waarom de casus op deze plaats staat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plaats: Option<PlaatsView>,
    /// De vraag om hulp waarmee de casus terugkwam, voor de coördinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terug: Option<TerugView>,
    /// De kans die het eerst verloren gaat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venster: Option<VensterView>,
    /// De coördinator, als er al een is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinator: Option<GebruikerId>,
    /// Wanneer er geëvalueerd wordt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluatie_op: Option<NaiveDate>,
    /// Of die evaluatie al geweest had moeten zijn.
    pub evaluatie_gemist: bool,
    /// Wanneer de casus is aangemeld.
    pub aangemeld_op: Moment,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: CasusLinks,
}

impl WachtrijView {
    /// A row; of the requests only who sends them hears.
    pub(super) fn new(wachtend: &Wachtend, vandaag: NaiveDate, met_verzoek: bool) -> Self {
        let casus = &wachtend.casus;
        let dag = wachtend.dag();
        let plaats = |waarom| PlaatsView { waarom, dag, dagen: dag.signed_duration_since(vandaag).num_days() };
        let terug = wachtend.terug.filter(|_| met_verzoek);
        Self {
            id: casus.id,
            status: casus.status,
            fase: casus.status.fase(),
            gemeente: casus.gemeente,
            urgentie: if wachtend.spoed { Urgentie::Spoed } else { Urgentie::Gewoon },
            plaats: wachtend.waarom.map(plaats),
            terug: terug.map(|terug| TerugView { route: terug.route, status: terug.status, sinds: terug.op }),
            venster: VensterView::new(wachtend.venster, wachtend.sluit, vandaag),
            coordinator: casus.coordinator,
            evaluatie_op: casus.evaluatie_op,
            evaluatie_gemist: evaluatie_gemist(casus, vandaag),
            aangemeld_op: casus.aangemeld_op,
            links: CasusLinks::van(casus.id),
        }
    }
}

fn evaluatie_gemist(casus: &Casus, vandaag: NaiveDate) -> bool {
    casus.status == Status::SteunOpMaat && casus.evaluatie_op.is_some_and(|dag| dag < vandaag)
}

/// Verwijzingen bij een casus.
#[derive(Debug, Serialize, ToSchema)]
pub struct CasusLinks {
    /// Deze casus.
    #[serde(rename = "self")]
    pub zelf: Link,
    /// Wat er in deze casus gebeurde.
    pub tijdlijn: Link,
    /// Wie de gegevens van het gezin zag, om aan hen te geven; voor de coördinator en de casusregisseur.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inzage: Option<Link>,
}

impl CasusLinks {
    fn van(id: CasusId) -> Self {
        Self {
            zelf: Link::naar(format!("/v1/casussen/{id}")),
            tijdlijn: Link::naar(format!("/v1/casussen/{id}/tijdlijn")),
            inzage: None,
        }
    }

    fn met_inzage(casus: &Casus, mag_inzage: bool) -> Self {
        let inzage = mag_inzage.then(|| Link::naar(format!("/v1/clienten/{}/inzage", casus.client)));
        Self { inzage, ..Self::van(casus.id) }
    }
}

/// Een signaal bij een casus.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CasusSignaalView {
    /// Het signaal.
    pub id: SignaalId,
    /// De organisatie die het gaf.
    pub organisatie: OrganisatieId,
    /// Hoe dringend het was.
    pub urgentie: Urgentie,
    /// Wanneer het is ontvangen.
    pub ontvangen_op: Moment,
}

/// Een doorgeleiding bij een casus.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CasusDoorgeleidingView {
    /// De doorgeleiding.
    pub id: DoorgeleidingId,
    /// De route.
    pub route: Route,
    /// De status.
    pub status: doorgeleiding::Status,
    /// Wanneer het antwoord er moet zijn.
    pub antwoord_voor: NaiveDate,
    /// Verwijzing.
    #[serde(rename = "_links")]
    pub links: ZelfLink,
}

/// Een verwijzing naar zichzelf.
#[derive(Debug, Serialize, ToSchema)]
pub struct ZelfLink {
    /// Dit adres.
    #[serde(rename = "self")]
    pub zelf: Link,
}

/// Een casus, voor wie er aan werkt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CasusView {
    /// De casus.
    pub id: CasusId,
    /// De status; volgt uit wat er gebeurde.
    pub status: Status,
    /// De fase van de rode draad.
    pub fase: Fase,
    /// Waar het gezin woont.
    pub gemeente: Gemeente,
    /// De subregio daarvan.
    pub subregio: Subregio,
    /// De coördinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinator: Option<GebruikerId>,
    /// De casusregisseur.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casusregisseur: Option<GebruikerId>,
    /// Voor wanneer een verkenning is gepland.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verkenning_op: Option<NaiveDate>,
    /// Wanneer er geëvalueerd wordt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluatie_op: Option<NaiveDate>,
    /// Of die evaluatie al geweest had moeten zijn.
    pub evaluatie_gemist: bool,
    /// De kans die het eerst verloren gaat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venster: Option<VensterView>,
    /// Waarom de casus is gesloten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sluitreden: Option<SluitReden>,
    /// Wanneer de casus is aangemeld.
    pub aangemeld_op: Moment,
    /// Wanneer de casus is gesloten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gesloten_op: Option<Moment>,
    /// Wat de vrouw met u wil delen; wat zij niet noemde ontbreekt.
    pub gedeeld: GedeeldView,
    /// De signalen die tot deze casus leidden.
    pub signalen: Vec<CasusSignaalView>,
    /// De doorgeleidingen die u mag zien.
    pub doorgeleidingen: Vec<CasusDoorgeleidingView>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: CasusLinks,
}

impl From<&CasusBeeld> for CasusView {
    fn from(beeld: &CasusBeeld) -> Self {
        let CasusBeeld { casus, vandaag, .. } = beeld;
        Self {
            id: casus.id,
            status: casus.status,
            fase: casus.status.fase(),
            gemeente: casus.gemeente,
            subregio: casus.gemeente.subregio(),
            coordinator: casus.coordinator,
            casusregisseur: casus.regisseur,
            verkenning_op: casus.verkenning_op,
            evaluatie_op: casus.evaluatie_op,
            evaluatie_gemist: evaluatie_gemist(casus, *vandaag),
            venster: VensterView::new(beeld.venster, beeld.sluit, *vandaag),
            sluitreden: casus.sluitreden,
            aangemeld_op: casus.aangemeld_op,
            gesloten_op: casus.gesloten_op,
            gedeeld: GedeeldView::new(&beeld.gedeeld, *vandaag),
            signalen: beeld.signalen.iter().map(CasusSignaalView::from).collect(),
            doorgeleidingen: beeld.doorgeleidingen.iter().map(CasusDoorgeleidingView::from).collect(),
            links: CasusLinks::met_inzage(casus, beeld.mag_inzage),
        }
    }
}

impl From<&Signaal> for CasusSignaalView {
    fn from(signaal: &Signaal) -> Self {
        Self {
            id: signaal.id,
            organisatie: signaal.organisatie,
            urgentie: signaal.urgentie,
            ontvangen_op: signaal.ontvangen_op,
        }
    }
}

impl From<&Doorgeleiding> for CasusDoorgeleidingView {
    fn from(d: &Doorgeleiding) -> Self {
        Self {
            id: d.id,
            route: d.route,
            status: d.status,
            antwoord_voor: d.antwoord_voor,
            links: ZelfLink { zelf: Link::naar(format!("/v1/doorgeleidingen/{}", d.id)) },
        }
    }
}

/// Eén gebeurtenis in een casus.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TijdlijnView {
    /// Wanneer.
    pub op: Moment,
    /// Wat er gebeurde.
    pub gebeurtenis: Gebeurtenis,
    /// Waarmee: het soort ding.
    pub soort: Soort,
    /// Waarmee: welk ding.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, value_type = Option<uuid::Uuid>)]
    pub object: Option<Id<Object>>,
    /// Door welke organisatie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisatie: Option<OrganisatieId>,
}
