//! What a desk and a coordinator see of support under way.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::super::{antwoord::Link, casus::view::ZelfLink, doorgeleiding::view::Resultaat};
use crate::{
    domain::{
        casus::CasusId,
        doorgeleiding::DoorgeleidingId,
        reden::NietGehoudenReden,
        route::Route,
        thema::Thema,
        tijd::Moment,
        traject::{
            ContactStatus, Contactmoment, ContactmomentId, Contactsoort, Einde, Huisbezoek, Status, Traject, TrajectId,
            Vervolgactie,
        },
    },
    store::{beeld::TrajectBeeld, error::Error},
};

/// Een traject in een lijst.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrajectRegel {
    /// Het traject.
    pub id: TrajectId,
    /// De doorgeleiding waar het uit volgde.
    pub doorgeleiding: DoorgeleidingId,
    /// De casus.
    pub casus: CasusId,
    /// De route.
    pub route: Route,
    /// De status.
    pub status: Status,
    /// Wanneer het is aanvaard.
    pub gepland_op: Moment,
    /// Wanneer het begon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gestart_op: Option<Moment>,
    /// Wanneer het eindigde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beeindigd_op: Option<Moment>,
    /// Hoe het eindigde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub einde: Option<Einde>,
    /// Verwijzing.
    #[serde(rename = "_links")]
    pub links: ZelfLink,
}

impl From<&Traject> for TrajectRegel {
    fn from(t: &Traject) -> Self {
        Self {
            id: t.id,
            doorgeleiding: t.doorgeleiding,
            casus: t.casus,
            route: t.route,
            status: t.status,
            gepland_op: t.gepland_op,
            gestart_op: t.gestart_op,
            beeindigd_op: t.beeindigd_op,
            einde: t.einde,
            links: ZelfLink { zelf: Link::naar(format!("/v1/trajecten/{}", t.id)) },
        }
    }
}

/// Een traject met zijn contactmomenten.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrajectView {
    /// Wat ook in de lijst staat.
    #[serde(flatten)]
    pub regel: TrajectRegel,
    /// De contactmomenten, zoals ze werden gepland.
    pub contactmomenten: Vec<ContactmomentView>,
    /// De uitkomst van het prenataal huisbezoek.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitkomst: Option<UitkomstView>,
    /// Het resultaat per doel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resultaten: Option<Vec<Resultaat>>,
}

impl TryFrom<&TrajectBeeld> for TrajectView {
    type Error = Error;

    fn try_from(beeld: &TrajectBeeld) -> Result<Self, Error> {
        let resultaten = beeld.resultaten.as_deref();
        let resultaten = resultaten.map(|bytes| serde_json::from_slice(bytes).map_err(|_| Error::Kluis));
        Ok(Self {
            regel: (&beeld.traject).into(),
            contactmomenten: beeld.contactmomenten.iter().map(ContactmomentView::from).collect(),
            uitkomst: beeld.uitkomst.clone().map(UitkomstView::from),
            resultaten: resultaten.transpose()?,
        })
    }
}

/// Wat het prenataal huisbezoek opleverde.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UitkomstView {
    /// De thema's die ter sprake kwamen.
    pub themas: Vec<Thema>,
    /// Wat het gezin wenst, in hun woorden.
    pub wensen: String,
    /// Welke acties volgen.
    pub vervolgacties: Vec<Vervolgactie>,
}

impl From<Huisbezoek> for UitkomstView {
    fn from(h: Huisbezoek) -> Self {
        Self { themas: h.themas, wensen: h.wensen, vervolgacties: h.vervolgacties }
    }
}

/// Een bezoek of gesprek.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContactmomentView {
    /// Het contactmoment.
    pub id: ContactmomentId,
    /// Wat voor contact.
    pub soort: Contactsoort,
    /// De status.
    pub status: ContactStatus,
    /// Wanneer het staat.
    pub gepland_op: Moment,
    /// Wanneer het was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gehouden_op: Option<Moment>,
    /// Waarom het niet doorging.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<NietGehoudenReden>,
    /// Het contactmoment dat hierheen is verzet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vorige: Option<ContactmomentId>,
    /// Verwijzing.
    #[serde(rename = "_links")]
    pub links: ZelfLink,
}

impl From<&Contactmoment> for ContactmomentView {
    fn from(c: &Contactmoment) -> Self {
        Self {
            id: c.id,
            soort: c.soort,
            status: c.status,
            gepland_op: c.gepland_op,
            gehouden_op: c.gehouden_op,
            reden: c.reden,
            vorige: c.vorige,
            links: ZelfLink { zelf: Link::naar(format!("/v1/contactmomenten/{}", c.id)) },
        }
    }
}

/// Een contactmoment dat gepland wordt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwContactmoment {
    /// Wat voor contact.
    pub soort: Contactsoort,
    /// Wanneer; niet langer dan een week geleden, zodat ook een onverwacht bezoek is vast te leggen.
    pub gepland_op: DateTime<Utc>,
}

/// Hoe een contactmoment afliep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ContactmomentUitkomst)]
pub enum Uitkomst {
    /// Het is gehouden; `gehoudenOp` zegt wanneer.
    Gehouden,
    /// Het ging niet door; `reden` zegt waarom.
    NietGehouden,
    /// Het is verzet naar `geplandOp`.
    Verzet,
}

/// Hoe een contactmoment afliep.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweAfloop {
    /// Hoe het afliep.
    pub uitkomst: Uitkomst,
    /// Wanneer het was; bij `gehouden`. Mag ontbreken als het voor vandaag gepland stond.
    pub gehouden_op: Option<DateTime<Utc>>,
    /// Waarom het niet doorging; bij `niet-gehouden`.
    pub reden: Option<NietGehoudenReden>,
    /// Een toelichting; verplicht bij de reden `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
    /// Het nieuwe tijdstip; bij `verzet`.
    pub gepland_op: Option<DateTime<Utc>>,
}

/// Wat het prenataal huisbezoek opleverde.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweUitkomst {
    /// De thema's die ter sprake kwamen.
    #[validate(length(max = 17))]
    #[schema(max_items = 17)]
    pub themas: Vec<Thema>,
    /// Wat het gezin wenst, in hun woorden.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub wensen: String,
    /// Welke acties volgen; `geen` staat alleen.
    #[validate(length(min = 1, max = 9))]
    #[schema(min_items = 1, max_items = 9)]
    pub vervolgacties: Vec<Vervolgactie>,
}
