//! What of a case leaves, and to whom: an item leaves only when the woman consented to it.

mod gedeeld;
mod links;
mod nood;
mod overdracht;
mod venster;
mod vraag;
mod wachtrij;

pub use self::gedeeld::{ContactView, EerdereZwangerschapView, GedeeldView, KindView, WegingView, ZwangerschapView};
pub use self::links::CasusLinks;
pub use self::nood::{GelezenCasusView, LopendeNoodprocedureView, NoodCasusView, SteunView};
pub use self::overdracht::OverdrachtView;
use self::venster::{VensterView, evaluatie_gemist};
pub use self::vraag::{
    NieuwZwangerschapseinde, NieuweBekijkdatum, NieuweHeropening, NieuweRegisseur, NieuweSluiting, NieuweTermijn,
    NieuweVerkenning, VolgendeZwangerschap, Zoekvraag,
};
pub use self::wachtrij::{TerugView, WachtrijGezinView, WachtrijPagina, WachtrijView, WachtrijVraagView};

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        casus::{CasusId, Fase, Status},
        doorgeleiding::{self, Doorgeleiding, DoorgeleidingId},
        gebied::{Gemeente, Subregio},
        ids::Id,
        logboek::{Gebeurtenis, Object, Soort},
        reden::SluitReden,
        route::Route,
        signaal::{Signaal, SignaalId, Urgentie},
        tijd::Moment,
        toegang::{DeskId, GebruikerId, OrganisatieId},
    },
    http::{antwoord::Link, mens::MensView},
    store::beeld::CasusBeeld,
};

/// Een signaal bij een casus.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CasusSignaalView {
    /// Het signaal.
    pub id: SignaalId,
    /// De organisatie die het gaf.
    pub organisatie: OrganisatieId,
    /// Hoe die organisatie heet.
    pub organisatienaam: String,
    /// Wie het gaf; voor de coördinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub door: Option<GebruikerId>,
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
    /// De desk waar zij ligt.
    pub desk: DeskId,
    /// Hoe die desk heet.
    pub desknaam: String,
    /// Hoe de organisatie van die desk heet.
    pub organisatienaam: String,
    /// De status.
    pub status: doorgeleiding::Status,
    /// Wat het gezin zegt: of het deze hulp wil.
    pub gezinsantwoord: doorgeleiding::gezin::Gezinsantwoord,
    /// Wanneer zij is verzonden.
    pub verzonden_op: Moment,
    /// Wanneer het antwoord er moet zijn.
    pub antwoord_voor: NaiveDate,
    /// Of dat antwoord er al had moeten zijn.
    pub te_laat: bool,
    /// Wie aan de desk haar heeft opgepakt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geclaimd_door: Option<GebruikerId>,
    /// Wanneer zij eindigde, hoe dan ook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beeindigd_op: Option<Moment>,
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
    /// Wanneer de coördinator weer kijkt, als die dat zei.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bekijk_op: Option<NaiveDate>,
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
    /// De overdrachten van het gezin aan de JGZ, de oudste eerst.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub overdrachten: Vec<OverdrachtView>,
    /// De signalen die tot deze casus leidden.
    pub signalen: Vec<CasusSignaalView>,
    /// De doorgeleidingen die u mag zien.
    pub doorgeleidingen: Vec<CasusDoorgeleidingView>,
    /// Wie de collega's zijn die hierboven met hun kenmerk staan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub mensen: Vec<MensView>,
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
            bekijk_op: casus.bekijk_op,
            evaluatie_op: casus.evaluatie_op,
            evaluatie_gemist: evaluatie_gemist(casus, *vandaag),
            venster: VensterView::new(beeld.venster, beeld.sluit, *vandaag),
            sluitreden: casus.sluitreden,
            aangemeld_op: casus.aangemeld_op,
            gesloten_op: casus.gesloten_op,
            gedeeld: GedeeldView::new(&beeld.gedeeld, *vandaag),
            overdrachten: beeld.overdrachten.iter().map(OverdrachtView::from).collect(),
            signalen: beeld.signalen.iter().map(|signaal| CasusSignaalView::new(signaal, beeld)).collect(),
            doorgeleidingen: beeld.doorgeleidingen.iter().map(|d| CasusDoorgeleidingView::new(d, beeld)).collect(),
            mensen: beeld.namen.mensen.iter().map(MensView::from).collect(),
            links: CasusLinks::met_inzage(casus, beeld.mag_inzage),
        }
    }
}

impl CasusSignaalView {
    fn new(signaal: &Signaal, beeld: &CasusBeeld) -> Self {
        Self {
            id: signaal.id,
            organisatie: signaal.organisatie,
            organisatienaam: beeld.namen.organisaties.get(&signaal.organisatie).cloned().unwrap_or_default(),
            door: beeld.haar.then_some(signaal.gebruiker),
            urgentie: signaal.urgentie,
            ontvangen_op: signaal.ontvangen_op,
        }
    }
}

impl CasusDoorgeleidingView {
    fn new(d: &Doorgeleiding, beeld: &CasusBeeld) -> Self {
        let (desknaam, organisatienaam) = beeld.namen.desks.get(&d.desk).cloned().unwrap_or_default();
        Self {
            id: d.id,
            route: d.route,
            desk: d.desk,
            desknaam,
            organisatienaam,
            status: d.status,
            gezinsantwoord: d.gezin,
            verzonden_op: d.verzonden_op,
            antwoord_voor: d.antwoord_voor,
            te_laat: d.status.is_open() && d.antwoord_voor < beeld.vandaag,
            geclaimd_door: d.geclaimd_door,
            beeindigd_op: d.beeindigd_op,
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
    /// Hoe die organisatie heet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisatienaam: Option<String>,
    /// Wat er gebeurde, in woorden.
    pub zin: &'static str,
}
