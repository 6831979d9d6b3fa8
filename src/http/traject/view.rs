//! What a desk and a coordinator see of support under way.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::super::{
    antwoord::{GROOTTE, Link, Pagina, plaats},
    casus::view::{WachtrijGezinView, ZelfLink},
    doorgeleiding::view::Resultaat,
    mens::MensView,
};
use crate::{
    domain::{
        casus::CasusId,
        doorgeleiding::DoorgeleidingId,
        fouten::Fouten,
        gebied::Gemeente,
        reden::NietGehoudenReden,
        route::Route,
        thema::Thema,
        tijd::Moment,
        toegang::{DeskId, GebruikerId},
        traject::{
            ContactStatus, Contactmoment, ContactmomentId, Contactsoort, Einde, Huisbezoek, Status, Traject, TrajectId,
            Vervolgactie,
        },
    },
    store::{
        beeld::{ContactmomentBeeld, Namen, TrajectBeeld, TrajectenBeeld, postvak::Trajectrij},
        error::Error,
        traject::Drager,
    },
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
    /// Waar het gezin woont, zolang de hulp loopt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gemeente: Option<Gemeente>,
    /// De desk; in een lijst alleen als naar het gezin is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<DeskId>,
    /// Hoe die heet; in een lijst alleen als naar het gezin is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desknaam: Option<String>,
    /// Wie het draagt; in een lijst alleen als naar het gezin is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geclaimd_door: Option<GebruikerId>,
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
    /// Het contactmoment dat het eerst komt van wat gepland staat; alleen in een lijst, als naar het gezin is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volgende: Option<ContactmomentView>,
    /// Wie zij is, voor zover zij dat met u deelt; alleen in een lijst, als daarom is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gezin: Option<WachtrijGezinView>,
    /// Verwijzing.
    #[serde(rename = "_links")]
    pub links: ZelfLink,
}

impl TrajectRegel {
    fn new(t: &Traject, drager: Option<Drager>, namen: &Namen) -> Self {
        let desk = drager.map(|drager| drager.desk);
        Self {
            id: t.id,
            doorgeleiding: t.doorgeleiding,
            casus: t.casus,
            route: t.route,
            // Where they live now is nothing that a desk whose help ended knows.
            gemeente: t.ligging.gemeente.filter(|_| t.status != Status::Beeindigd),
            desk,
            desknaam: desk.and_then(|desk| namen.desks.get(&desk)).map(|(naam, _)| naam.clone()),
            geclaimd_door: drager.and_then(|drager| drager.wie),
            volgende: None,
            gezin: None,
            status: t.status,
            gepland_op: t.gepland_op,
            gestart_op: t.gestart_op,
            beeindigd_op: t.beeindigd_op,
            einde: t.einde,
            links: ZelfLink { zelf: Link::naar(format!("/v1/trajecten/{}", t.id)) },
        }
    }
}

impl TrajectRegel {
    fn rij(rij: &Trajectrij, beeld: &TrajectenBeeld) -> Self {
        Self {
            volgende: rij.volgende.as_ref().map(|contact| ContactmomentView::new(contact, None)),
            gezin: rij.gedeeld.as_ref().map(|gedeeld| WachtrijGezinView::new(gedeeld, beeld.vandaag)),
            ..Self::new(&rij.traject, rij.drager, &beeld.namen)
        }
    }
}

/// Een bladzijde van trajecten.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrajectenPagina {
    /// De bladzijde.
    #[serde(flatten)]
    pub pagina: Pagina<TrajectRegel>,
    /// De collega's die deze trajecten dragen; alleen als naar het gezin is gevraagd.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub mensen: Vec<MensView>,
}

impl TrajectenPagina {
    /// A page whose rows are those of `beeld` in their order.
    pub(super) fn new(beeld: &TrajectenBeeld, links: Pagina<()>) -> Self {
        let items = beeld.rijen.iter().map(|rij| TrajectRegel::rij(rij, beeld)).collect();
        Self {
            pagina: Pagina { items, na: links.na, links: links.links },
            mensen: beeld.namen.mensen.iter().map(MensView::from).collect(),
        }
    }
}

/// Welke trajecten.
#[derive(Debug, Default, Deserialize, Validate, ToSchema, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct TrajectenVraag {
    /// Alleen wat nog niet is beëindigd.
    #[serde(default)]
    #[param(required = false)]
    pub open: bool,
    /// Alleen wat u zelf draagt.
    #[serde(default)]
    #[param(required = false)]
    pub van_mij: bool,
    /// Of erbij moet staan wie zij is, voor zover zij dat met u deelt, wie het draagt en wat het eerst komt.
    #[serde(default)]
    #[param(required = false)]
    pub met_gezin: bool,
    /// Hoeveel er op een bladzijde staan.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    #[param(minimum = 1, maximum = 100)]
    pub aantal: Option<u16>,
    /// Waar de vorige bladzijde eindigde: de waarde uit `_links.next`.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    #[param(max_length = 200)]
    pub na: Option<String>,
}

impl TrajectenVraag {
    pub(super) fn grootte(&self) -> u16 {
        self.aantal.unwrap_or(GROOTTE)
    }

    pub(super) fn na(&self) -> Result<Option<TrajectId>, Fouten> {
        self.na.as_deref().map(plaats).transpose()
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
    /// Wie het draagt, als collega.
    pub mensen: Vec<MensView>,
}

impl TryFrom<&TrajectBeeld> for TrajectView {
    type Error = Error;

    fn try_from(beeld: &TrajectBeeld) -> Result<Self, Error> {
        let resultaten = beeld.resultaten.as_deref();
        let resultaten = resultaten.map(|bytes| serde_json::from_slice(bytes).map_err(|_| Error::Kluis));
        Ok(Self {
            regel: TrajectRegel::new(&beeld.traject, beeld.drager, &beeld.namen),
            contactmomenten: beeld
                .contactmomenten
                .iter()
                .map(|contact| ContactmomentView::new(contact, beeld.toelichtingen.get(&contact.id).cloned()))
                .collect(),
            mensen: beeld.namen.mensen.iter().map(MensView::from).collect(),
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
    /// Het traject.
    pub traject: TrajectId,
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
    /// Wat erover is opgeschreven; voor de desk die ging.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toelichting: Option<String>,
    /// Het contactmoment dat hierheen is verzet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vorige: Option<ContactmomentId>,
    /// Verwijzing.
    #[serde(rename = "_links")]
    pub links: ZelfLink,
}

impl From<ContactmomentBeeld> for ContactmomentView {
    fn from(ContactmomentBeeld { contactmoment, toelichting }: ContactmomentBeeld) -> Self {
        Self::new(&contactmoment, toelichting)
    }
}

impl ContactmomentView {
    fn new(c: &Contactmoment, toelichting: Option<String>) -> Self {
        Self {
            id: c.id,
            traject: c.traject,
            toelichting,
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
