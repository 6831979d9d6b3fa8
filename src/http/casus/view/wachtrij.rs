//! What of a case stands in the queue.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    links::CasusLinks,
    venster::{VensterView, evaluatie_gemist},
};
use crate::{
    domain::{
        Label as _,
        casus::{CasusId, Fase, Status},
        doorgeleiding::{self, DoorgeleidingId},
        gebied::Gemeente,
        rode_draad::{lijst::Lijst, plek::Reden},
        route::Route,
        signaal::{SignaalId, Urgentie},
        thema::Thema,
        tijd::Moment,
        toegang::GebruikerId,
    },
    http::{antwoord::Pagina, mens::MensView},
    store::{
        beeld::{Gedeeld, WachtrijBeeld, gezin::Lopend, wachtrij::Rij},
        casus::wachtrij::Tellingen,
    },
};

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

/// Een casus in de wachtrij: genoeg om te kiezen.
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
    /// De casusregisseur, als er al een is.
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
    /// Wanneer de casus is aangemeld.
    pub aangemeld_op: Moment,
    /// Een nieuw signaal dat op dit gezin lijkt en wacht op wie vergelijkt; voor de coördinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wachtend_signaal: Option<SignaalId>,
    /// Wie zij is, voor zover zij dat met u deelt; alleen als daarom is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gezin: Option<WachtrijGezinView>,
    /// De vragen om hulp die lopen, voor de coördinator; alleen als naar het gezin is gevraagd.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub vragen: Vec<WachtrijVraagView>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: CasusLinks,
}

/// Genoeg van haar om te kiezen; wat zij niet met u deelt ontbreekt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WachtrijGezinView {
    /// Haar naam.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub naam: Option<String>,
    /// Hoe oud zij vandaag is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leeftijd: Option<u32>,
    /// De taal die zij het best spreekt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taal: Option<String>,
    /// Of er een tolk nodig is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolk_nodig: Option<bool>,
    /// De zwangerschapsduur van vandaag, zolang zij duurt.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "27+6")]
    pub duur: Option<String>,
    /// Wanneer zij is uitgerekend, zolang de zwangerschap duurt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitgerekend: Option<NaiveDate>,
    /// De thema's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub themas: Option<Vec<Thema>>,
}

impl WachtrijGezinView {
    /// As much of her as she shares, on this day.
    pub(in crate::http) fn new(gedeeld: &Gedeeld, vandaag: NaiveDate) -> Self {
        let zij = gedeeld.client.as_ref();
        let zwangerschap = gedeeld.zwangerschap.as_ref().map(|(zwangerschap, _)| zwangerschap);
        let loopt = zwangerschap.filter(|_| gedeeld.loopt).and_then(|z| Some((z.duur_op(vandaag)?, z.uitgerekend)));
        Self {
            naam: zij.map(|zij| zij.naam.clone()),
            leeftijd: zij.map(|zij| zij.leeftijd(vandaag)),
            taal: zij.map(|zij| zij.taal.clone()),
            tolk_nodig: zij.map(|zij| zij.tolk_nodig),
            duur: loopt.map(|(duur, _)| duur.to_string()),
            uitgerekend: loopt.map(|(_, uitgerekend)| uitgerekend),
            themas: gedeeld.themas.clone(),
        }
    }
}

/// Een vraag om hulp die loopt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WachtrijVraagView {
    /// De doorgeleiding.
    pub id: DoorgeleidingId,
    /// De route.
    pub route: Route,
    /// Hoe de desk heet.
    pub desk: String,
    /// De status.
    pub status: doorgeleiding::Status,
    /// Wanneer zij is verzonden.
    pub verzonden_op: Moment,
    /// De laatste dag waarop de desk kan antwoorden.
    pub antwoord_voor: NaiveDate,
    /// Of dat antwoord er al had moeten zijn.
    pub te_laat: bool,
}

impl WachtrijVraagView {
    fn new(lopend: &Lopend, vandaag: NaiveDate) -> Self {
        Self {
            id: lopend.id,
            route: lopend.route,
            desk: lopend.desk.clone(),
            status: lopend.status,
            verzonden_op: lopend.verzonden_op,
            antwoord_voor: lopend.antwoord_voor,
            te_laat: lopend.status.is_open() && lopend.antwoord_voor < vandaag,
        }
    }
}

impl WachtrijView {
    /// A row; of the requests only who sends them hears.
    fn new(rij: &Rij, vandaag: NaiveDate) -> Self {
        let Rij { wachtend, haar, gedeeld, lopend } = rij;
        let casus = &wachtend.casus;
        let dag = wachtend.dag();
        let plaats = |waarom| PlaatsView { waarom, dag, dagen: dag.signed_duration_since(vandaag).num_days() };
        let terug = wachtend.terug.filter(|_| *haar);
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
            casusregisseur: casus.regisseur,
            verkenning_op: casus.verkenning_op,
            evaluatie_op: casus.evaluatie_op,
            evaluatie_gemist: evaluatie_gemist(casus, vandaag),
            aangemeld_op: casus.aangemeld_op,
            wachtend_signaal: wachtend.wachtend_signaal,
            gezin: gedeeld.as_ref().map(|gedeeld| WachtrijGezinView::new(gedeeld, vandaag)),
            vragen: lopend.iter().map(|lopend| WachtrijVraagView::new(lopend, vandaag)).collect(),
            links: CasusLinks::van(casus.id),
        }
    }
}

/// Hoeveel casussen er op een lijst staan.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TellingView {
    /// De lijst.
    pub lijst: Lijst,
    /// Hoe zij heet.
    pub naam: &'static str,
    /// Hoeveel.
    pub aantal: i64,
}

/// Hoeveel casussen er zijn, op alles gefilterd behalve op de lijst.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TellingenView {
    /// In totaal.
    pub alle: i64,
    /// Op elke lijst.
    pub lijsten: Vec<TellingView>,
}

impl From<Tellingen> for TellingenView {
    fn from(tellingen: Tellingen) -> Self {
        let view = |(lijst, aantal): (Lijst, i64)| TellingView { lijst, naam: lijst.naam(), aantal };
        Self { alle: tellingen.alle, lijsten: tellingen.lijsten.into_iter().map(view).collect() }
    }
}

/// Een bladzijde van de wachtrij.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WachtrijPagina {
    /// De bladzijde.
    #[serde(flatten)]
    pub pagina: Pagina<WachtrijView>,
    /// De collega's die deze gezinnen dragen; alleen als naar het gezin is gevraagd.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub mensen: Vec<MensView>,
    /// Hoeveel er op elke lijst staan; alleen als daarom is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tellingen: Option<TellingenView>,
}

impl WachtrijPagina {
    /// A page at `pad`, whose rows are those of `pagina` in their order.
    pub(in crate::http) fn new(beeld: &WachtrijBeeld, links: Pagina<()>, tellingen: Option<Tellingen>) -> Self {
        let items = beeld.rijen.iter().map(|rij| WachtrijView::new(rij, beeld.vandaag)).collect();
        Self {
            pagina: Pagina { items, na: links.na, links: links.links },
            mensen: beeld.mensen.iter().map(MensView::from).collect(),
            tellingen: tellingen.map(TellingenView::from),
        }
    }
}
