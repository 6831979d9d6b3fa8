//! What of a case leaves, and to whom: an item leaves only when the woman consented to it.

mod gedeeld;
mod links;
mod nood;
mod venster;
mod vraag;
mod wachtrij;

pub(in crate::http) use self::gedeeld::GedeeldView;
pub use self::links::CasusLinks;
pub use self::nood::{GelezenCasusView, LopendeNoodprocedureView, NoodCasusView, SteunView};
use self::venster::{VensterView, evaluatie_gemist};
pub use self::vraag::{
    NieuwZwangerschapseinde, NieuweHeropening, NieuweRegisseur, NieuweSluiting, NieuweTermijn, NieuweVerkenning,
    Zoekvraag,
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
        toegang::{GebruikerId, OrganisatieId},
    },
    http::antwoord::Link,
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
