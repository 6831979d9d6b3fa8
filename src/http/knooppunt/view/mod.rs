//! What a chair, a casusregisseur and a coordinator see of a table.

mod afspraak;
mod zelf;

pub use self::afspraak::{AfspraakView, AfspraakregelView, PositieView};
pub use self::zelf::ZelfLinks;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        Label,
        casus::CasusId,
        doorgeleiding::{self, DoorgeleidingId},
        gebied::{Gemeente, Subregio},
        knooppunt::{
            Aanleiding, AfspraakId, AgendapuntId, Bijeenkomst, BijeenkomstId, Deelnemer, DeelnemerId, Deelnemersoort,
            Gebrek, Mist, Status,
        },
        reden::AfwezigReden,
        tijd::Moment,
        toegang::GebruikerId,
    },
    http::{antwoord::Link, casus::view::GedeeldView, mens::MensView},
    store::{
        beeld::{AgendapuntBeeld, BijeenkomstBeeld, WachtendBeeld},
        knooppunt::agenda::Wachtend,
    },
};

pub(super) const PAD: &str = "/v1/knooppunten";

/// Het knooppunt van een gemeente.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KnooppuntView {
    /// De gemeente, als CBS-code.
    pub gemeente: Gemeente,
    /// De naam van de gemeente.
    #[schema(example = "Heerlen")]
    pub naam: &'static str,
    /// De subregio.
    pub subregio: Subregio,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: KnooppuntLinks,
}

/// Verwijzingen bij een knooppunt.
#[derive(Debug, Serialize, ToSchema)]
pub struct KnooppuntLinks {
    /// De bijeenkomsten, voor wie ze voorzit.
    pub bijeenkomsten: Link,
}

impl From<Gemeente> for KnooppuntView {
    fn from(gemeente: Gemeente) -> Self {
        Self {
            gemeente,
            naam: gemeente.naam(),
            subregio: gemeente.subregio(),
            links: KnooppuntLinks { bijeenkomsten: Link::naar(format!("{PAD}/{gemeente}/bijeenkomsten")) },
        }
    }
}

/// Een bijeenkomst in een lijst: zonder gezinnen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BijeenkomstregelView {
    /// De bijeenkomst.
    pub id: BijeenkomstId,
    /// De gemeente van het knooppunt.
    pub gemeente: Gemeente,
    /// Voor wanneer zij is gepland.
    pub gepland_op: Moment,
    /// Waar de tafel staat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plaats: Option<String>,
    /// De status.
    pub status: Status,
    /// Hoeveel gezinnen er op de agenda staan, zolang hun toestemming geldt.
    pub gezinnen: usize,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: ZelfLinks,
}

impl BijeenkomstregelView {
    /// A meeting with so many families on its agenda.
    pub(super) fn new(bijeenkomst: Bijeenkomst, gezinnen: usize) -> Self {
        Self {
            id: bijeenkomst.id,
            gemeente: bijeenkomst.gemeente,
            gezinnen,
            gepland_op: bijeenkomst.gepland_op,
            plaats: bijeenkomst.plaats,
            status: bijeenkomst.status,
            links: ZelfLinks::naar(format!("/v1/bijeenkomsten/{}", bijeenkomst.id)),
        }
    }
}

/// Een bijeenkomst met haar agenda.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BijeenkomstView {
    /// De bijeenkomst.
    pub id: BijeenkomstId,
    /// De gemeente van het knooppunt.
    pub gemeente: Gemeente,
    /// Voor wanneer zij is gepland.
    pub gepland_op: Moment,
    /// Waar de tafel staat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plaats: Option<String>,
    /// De status.
    pub status: Status,
    /// Wie haar plande.
    pub voorzitter: GebruikerId,
    /// Wanneer zij is gehouden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gehouden_op: Option<Moment>,
    /// Wanneer het verslag is vastgesteld; daarna verandert er niets meer in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vastgesteld_op: Option<Moment>,
    /// De gezinnen op de agenda, zolang hun toestemming geldt.
    pub agendapunten: Vec<AgendapuntView>,
    /// Casussen die op een tafel wachten en nog op geen agenda staan: hun evaluatie is gemist, of schaalde op.
    pub evaluaties_te_laat: Vec<CasusId>,
    /// Alle gezinnen die op deze tafel wachten en nog op geen agenda staan, zolang de bijeenkomst gepland is.
    pub wachtend: Vec<WachtendView>,
    /// Wie haar plande, met naam en werk.
    pub mensen: Vec<MensView>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: ZelfLinks,
}

impl From<BijeenkomstBeeld> for BijeenkomstView {
    fn from(BijeenkomstBeeld { bijeenkomst, voorzitter, agendapunten, wachtend }: BijeenkomstBeeld) -> Self {
        let zonder_vraag = wachtend.iter().map(|beeld| &beeld.wachtend).filter(|wachtend| wachtend.vraag.is_none());
        Self {
            id: bijeenkomst.id,
            gemeente: bijeenkomst.gemeente,
            gepland_op: bijeenkomst.gepland_op,
            plaats: bijeenkomst.plaats,
            status: bijeenkomst.status,
            voorzitter: bijeenkomst.voorzitter,
            gehouden_op: bijeenkomst.gehouden_op,
            vastgesteld_op: bijeenkomst.vastgesteld_op,
            agendapunten: agendapunten.into_iter().map(Into::into).collect(),
            evaluaties_te_laat: zonder_vraag.map(|wachtend| wachtend.casus.id).collect(),
            wachtend: wachtend.iter().map(WachtendView::from).collect(),
            mensen: voorzitter.iter().map(MensView::from).collect(),
            links: ZelfLinks::naar(format!("/v1/bijeenkomsten/{}", bijeenkomst.id)),
        }
    }
}

/// Een gezin dat op een tafel wacht en nog op geen agenda staat.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WachtendView {
    /// De casus.
    pub casus: CasusId,
    /// Waarom het gezin aan tafel komt.
    pub aanleiding: Aanleiding,
    /// De vraag aan de tafel, als het daardoor komt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vraag: Option<TafelvraagView>,
    /// Wanneer het gezin geëvalueerd had moeten zijn, als het daardoor komt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluatie_op: Option<NaiveDate>,
    /// Wat de vrouw met de tafel wil delen; wat zij niet noemde ontbreekt.
    pub gedeeld: GedeeldView,
}

/// De vraag om een gezin aan tafel te bespreken.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TafelvraagView {
    /// De doorgeleiding.
    pub id: DoorgeleidingId,
    /// De status: nog te beantwoorden, of aanvaard en zonder plaats op een agenda.
    pub status: doorgeleiding::Status,
    /// De versie, voor `If-Match`.
    pub versie: i32,
    /// Wanneer zij is verzonden.
    pub verzonden_op: Moment,
    /// De laatste dag waarop de tafel kan antwoorden.
    pub antwoord_voor: NaiveDate,
}

impl From<&WachtendBeeld> for WachtendView {
    fn from(WachtendBeeld { wachtend: Wachtend { casus, vraag }, vandaag, gedeeld }: &WachtendBeeld) -> Self {
        Self {
            casus: casus.id,
            aanleiding: if vraag.is_some() { Aanleiding::Doorgeleiding } else { Aanleiding::Evaluatie },
            vraag: vraag.map(|vraag| TafelvraagView {
                id: vraag.id,
                status: vraag.status,
                versie: vraag.versie,
                verzonden_op: vraag.verzonden_op,
                antwoord_voor: vraag.antwoord_voor,
            }),
            evaluatie_op: casus.evaluatie_op.filter(|_| vraag.is_none()),
            gedeeld: GedeeldView::new(gedeeld, *vandaag),
        }
    }
}

/// Wat het verslag van een gezin nog mist voordat het kan worden vastgesteld.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MistView {
    /// Wat er mist.
    pub wat: Gebrek,
    /// Het veld van het agendapunt of de afspraak waar dat hoort.
    #[schema(value_type = String)]
    pub veld: &'static str,
    /// De afspraak, als het daarin mist.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub afspraak: Option<AfspraakId>,
}

impl From<Mist> for MistView {
    fn from(Mist { wat, afspraak }: Mist) -> Self {
        Self { wat, veld: wat.veld(), afspraak }
    }
}

/// Wat een verslag nog mist, per gezin.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NogTeDoenView {
    /// Of er niets meer mist.
    pub compleet: bool,
    /// De gezinnen waarvan nog iets mist, in de volgorde van de agenda.
    pub gezinnen: Vec<MistInView>,
}

/// Wat het verslag van één gezin nog mist.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MistInView {
    /// Het agendapunt.
    pub agendapunt: AgendapuntId,
    /// Wat er mist.
    pub mist: Vec<MistView>,
}

impl From<&BijeenkomstView> for NogTeDoenView {
    fn from(bijeenkomst: &BijeenkomstView) -> Self {
        let mist_iets = |punt: &&AgendapuntView| !punt.mist.is_empty();
        let nog = |mist: &MistView| MistView { ..*mist };
        let gezinnen: Vec<MistInView> = bijeenkomst
            .agendapunten
            .iter()
            .filter(mist_iets)
            .map(|punt| MistInView { agendapunt: punt.id, mist: punt.mist.iter().map(nog).collect() })
            .collect();
        Self { compleet: gezinnen.is_empty(), gezinnen }
    }
}

/// Wat een bijeenkomst over één gezin bespreekt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgendapuntView {
    /// Het agendapunt.
    pub id: AgendapuntId,
    /// De bijeenkomst.
    pub bijeenkomst: BijeenkomstId,
    /// De casus.
    pub casus: CasusId,
    /// De versie, voor `If-Match`: ook in de lijst van een bijeenkomst.
    pub versie: i32,
    /// Waarom het gezin op de agenda staat.
    pub aanleiding: Aanleiding,
    /// Waar het gezin woont.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gemeente: Option<Gemeente>,
    /// Wat de vrouw met de tafel wil delen; wat zij niet noemde ontbreekt.
    pub gedeeld: GedeeldView,
    /// Wie de casus gaat dragen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casusregisseur: Option<GebruikerId>,
    /// Wanneer wordt geëvalueerd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluatie_op: Option<NaiveDate>,
    /// Waarom de ouders er niet waren.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ouders_afwezig_reden: Option<AfwezigReden>,
    /// Toelichting daarbij.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toelichting: Option<String>,
    /// Wie er aan tafel zit voor dit gezin.
    pub deelnemers: Vec<DeelnemerView>,
    /// Wat is afgesproken, met wat de ouders ervan vinden.
    pub afspraken: Vec<AfspraakView>,
    /// Wat het verslag van dit gezin nog mist voordat het kan worden vastgesteld.
    pub mist: Vec<MistView>,
    /// Wie met een account is genoemd, met naam en werk.
    pub mensen: Vec<MensView>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: ZelfLinks,
}

impl From<AgendapuntBeeld> for AgendapuntView {
    fn from(beeld: AgendapuntBeeld) -> Self {
        let mist = beeld.verslag().mist().into_iter().map(MistView::from).collect();
        let punt = beeld.agendapunt;
        Self {
            id: punt.id,
            bijeenkomst: punt.bijeenkomst,
            casus: punt.casus,
            versie: punt.versie,
            gemeente: beeld.gemeente,
            gedeeld: GedeeldView::new(&beeld.gedeeld, beeld.vandaag),
            mist,
            mensen: beeld.mensen.iter().map(MensView::from).collect(),
            aanleiding: punt.aanleiding,
            casusregisseur: punt.regisseur,
            evaluatie_op: punt.evaluatie_op,
            ouders_afwezig_reden: punt.afwezig_reden,
            toelichting: beeld.toelichting,
            deelnemers: beeld.deelnemers.into_iter().map(DeelnemerView::from).collect(),
            afspraken: beeld.afspraken.into_iter().map(AfspraakView::from).collect(),
            links: ZelfLinks::naar(format!("/v1/agendapunten/{}", punt.id)),
        }
    }
}

/// Iemand aan tafel.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeelnemerView {
    /// De deelnemer.
    pub id: DeelnemerId,
    /// Een professional, een gast of een ouder.
    pub soort: Deelnemersoort,
    /// Het account van een professional.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gebruiker: Option<GebruikerId>,
    /// In welke hoedanigheid: een rol, nooit een naam.
    pub hoedanigheid: String,
}

impl From<Deelnemer> for DeelnemerView {
    fn from(deelnemer: Deelnemer) -> Self {
        Self {
            id: deelnemer.id,
            soort: deelnemer.soort,
            gebruiker: deelnemer.gebruiker,
            hoedanigheid: deelnemer.hoedanigheid,
        }
    }
}
