//! Notities: written by who works on a case, read by as few as she chose.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use serde::{Deserialize, Serialize};
use strum::VariantArray as _;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    antwoord::{Antwoord, Bladeren, Link, Pagina},
    getoond::Getoond,
    invoer::Invoer,
    mens::{NamenView, hoe_heet},
    pad::Pad,
    problem::Problem,
    route::resource,
    transaction::{Met, Transaction},
    voorwaarden::IfMatch,
    vraag::Vraag,
};
use crate::{
    domain::{
        casus::{CasusId, Open, Status as CasusStatus},
        gebied::Gemeente,
        notitie::{Geschreven, Niveau, Notitie, NotitieId},
        tijd::Moment,
        toegang::{
            GebruikerId, Gezien, OrganisatieId, permit,
            toezicht::{CasusNotitiesLezen, NotitieIntrekken, NotitieLezen, NotitieSchrijven},
        },
    },
    store::{
        self,
        beeld::{Gevraagd, NotitieBeeld},
        bewaar::Bij,
        conn::Tx,
        error::Error,
    },
};

const PAD: &str = "/v1/notities";

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/casussen/{id}/notities", [(Method::GET, web::to(lijst)), (Method::POST, web::to(schrijf))]))
        .service(resource("/notities/{id}", [(Method::GET, web::to(lees))]))
        .service(resource("/notities/{id}/intrekking", [(Method::POST, web::to(trek_in))]));
}

/// Een notitie bij een casus.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweCasusnotitie {
    /// Wie haar mag lezen.
    pub niveau: Niveau,
    /// De notitie.
    #[validate(length(min = 1, max = 4000))]
    #[schema(min_length = 1, max_length = 4000)]
    pub tekst: String,
}

/// Een notitie, voor wie haar mag lezen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NotitieView {
    /// De notitie.
    pub id: NotitieId,
    /// De casus.
    pub casus: CasusId,
    /// Wie haar mag lezen.
    pub niveau: Niveau,
    /// Wie haar schreef.
    pub schrijver: GebruikerId,
    /// Voor welke organisatie.
    pub organisatie: OrganisatieId,
    /// Wanneer zij is geschreven.
    pub op: Moment,
    /// Wat er staat; ontbreekt als zij is ingetrokken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tekst: Option<String>,
    /// Wanneer zij is ingetrokken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingetrokken_op: Option<Moment>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: NotitieLinks,
}

/// Verwijzingen bij een notitie.
#[derive(Debug, Serialize, ToSchema)]
pub struct NotitieLinks {
    /// Deze notitie.
    #[serde(rename = "self")]
    pub zelf: Link,
}

impl From<NotitieBeeld> for NotitieView {
    fn from(NotitieBeeld { notitie: van, tekst }: NotitieBeeld) -> Self {
        Self {
            id: van.id,
            casus: van.casus,
            niveau: van.niveau,
            schrijver: van.schrijver,
            organisatie: van.organisatie,
            op: van.op,
            tekst,
            ingetrokken_op: van.ingetrokken_op,
            links: NotitieLinks { zelf: Link::naar(format!("{PAD}/{}", van.id)) },
        }
    }
}

/// The note as it is now.
fn toon(tx: &mut Tx, met: &Met, van: Notitie) -> Result<Getoond<NotitieView>, Error> {
    let versie = van.versie;
    Ok(Getoond::een(versie, NotitieBeeld::load(tx, met.kijker(), van)?))
}

/// Writes a note in a case.
pub fn schrijven(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    nieuw: &NieuweCasusnotitie,
) -> Result<Getoond<NotitieView>, Error> {
    store::casus::grendel(tx, id)?;
    let team = store::notitie::find_team(tx, &met.actor, id)?;
    let team = permit(&met.actor, NotitieSchrijven, team)?.narrow::<Open>()?;
    let sleutel = store::client::sleutel(tx, &met.kluis, team.ding().casus.client)?;
    let bij = Bij::tekst(Some(&sleutel), Some(&nieuw.tekst));
    let notitie = met.bewaar_met(tx, team.schrijf(nieuw.niveau)?, bij)?;
    let (locatie, versie) = (format!("{PAD}/{}", notitie.id), notitie.versie);
    Ok(Getoond::gemaakt(locatie, versie, NotitieBeeld::load(tx, met.kijker(), notitie)?))
}

/// Schrijft een notitie bij een casus
///
/// Voor wie aan de casus werkt: de coördinator, de casusregisseur, een desk die het gezin aannam, de voorzitter van de tafel
/// waar het komt. U kiest wie haar mag lezen.
#[utoipa::path(post, path = "/v1/casussen/{id}/notities", operation_id = "casusNotitieSchrijven", tag = "notitie",
    request_body = NieuweCasusnotitie, params(("id" = CasusId, Path, description = "De casus")),
    responses((status = 201, description = "Geschreven", body = NotitieView)))]
pub async fn schrijf(
    t: Transaction,
    id: Pad<CasusId>,
    invoer: Invoer<NieuweCasusnotitie>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| schrijven(tx, met, id.0, &invoer.0)).await
}

/// The notes of a case, with what a page says beside them.
#[derive(Debug)]
pub struct Notities {
    /// A page of them, the newest first.
    pub pagina: Pagina<NotitieView>,
    /// The version of each, in the same order.
    pub versies: Vec<i32>,
    /// Who wrote them.
    pub schrijvers: Vec<GebruikerId>,
    /// Where the family lives.
    pub gemeente: Gemeente,
    /// For whom whoever reads may write now; for nobody when they may not.
    pub schrijft_voor: Vec<Niveau>,
}

/// Reads the notes of a case that are for who asks, with the line.
pub fn alle(tx: &mut Tx, met: &Met, id: CasusId, vraag: &Bladeren) -> Result<Getoond<Notities>, Error> {
    let team = store::notitie::find_team(tx, &met.actor, id)?;
    let team = met.inzage(tx, permit(&met.actor, CasusNotitiesLezen, team)?)?;
    let (na, grootte) = (vraag.na()?, vraag.grootte());
    let rows = store::notitie::pagina(tx, &met.actor, &team, na, i64::from(grootte) + 1)?;
    let versies = rows.iter().map(|notitie| notitie.versie).collect();
    let schrijvers = rows.iter().map(|notitie| notitie.schrijver).collect();
    let beelden = NotitieBeeld::load_all(tx, met.kijker(), team.casus.id, rows)?;
    let pad = format!("/v1/casussen/{}/notities", team.casus.id);
    let plaats = |beeld: &NotitieBeeld| beeld.notitie.id;
    let pagina = Pagina::new(&pad, grootte, beelden, plaats, NotitieView::from);
    let open = team.casus.status != CasusStatus::Afgesloten;
    let kan = |niveau: &Niveau| open && team.schrijft_voor(*niveau).is_ok();
    let schrijft_voor = Niveau::VARIANTS.iter().copied().filter(kan).collect();
    Ok(Getoond::zonder_versie(Notities { pagina, versies, schrijvers, gemeente: team.casus.gemeente, schrijft_voor }))
}

/// The same for a page, with what whoever wrote them is called.
pub fn alle_met_namen(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    vraag: &Bladeren,
) -> Result<Getoond<(Notities, NamenView)>, Error> {
    let notities = alle(tx, met, id, vraag)?.into_view();
    let gevraagd = Gevraagd { mensen: notities.schrijvers.clone(), ..Gevraagd::default() };
    let namen = hoe_heet(tx, &gevraagd, met.actor.nu)?;
    Ok(Getoond::zonder_versie((notities, namen)))
}

/// Toont de notities van een casus
///
/// Die u mag lezen, de nieuwste eerst.
#[utoipa::path(get, path = "/v1/casussen/{id}/notities", operation_id = "casusNotitiesLezen", tag = "notitie",
    params(("id" = CasusId, Path, description = "De casus"), Bladeren),
    responses((status = 200, description = "Een bladzijde", body = Pagina<NotitieView>)))]
pub async fn lijst(t: Transaction, id: Pad<CasusId>, vraag: Vraag<Bladeren>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| Ok(alle(tx, met, id.0, &vraag.0)?.met(|notities| notities.pagina))).await
}

/// Reads one note, with its line.
pub(in crate::http) fn een(tx: &mut Tx, met: &Met, id: NotitieId) -> Result<Antwoord, Error> {
    let gezocht = store::notitie::find(tx, &met.actor, id)?;
    let notitie = met.inzage(tx, permit(&met.actor, NotitieLezen, gezocht)?)?;
    toon(tx, met, notitie)?.try_into()
}

/// Toont één notitie
///
/// Aan wie zij is gericht, zolang die aan de casus werkt.
#[utoipa::path(get, path = "/v1/notities/{id}", operation_id = "notitieLezen", tag = "notitie",
    params(("id" = NotitieId, Path, description = "De notitie")),
    responses((status = 200, description = "De notitie", body = NotitieView)))]
pub async fn lees(t: Transaction, id: Pad<NotitieId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| een(tx, met, id.0)).await
}

/// Takes a note back, by who wrote it.
pub fn intrekken(
    tx: &mut Tx,
    met: &Met,
    id: NotitieId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<NotitieView>, Error> {
    let gezocht = store::notitie::find(tx, &met.actor, id)?;
    let notitie = permit(&met.actor, NotitieIntrekken, gezocht)?.versie(versie)?.narrow::<Geschreven>()?;
    let notitie = met.bewaar(tx, notitie.trek_in())?;
    toon(tx, met, notitie)
}

/// Trekt een notitie in
///
/// Door wie haar schreef. Dat zij er was blijft staan, wat er stond wordt niet meer getoond.
#[utoipa::path(post, path = "/v1/notities/{id}/intrekking", operation_id = "notitieIntrekken", tag = "notitie",
    params(("id" = NotitieId, Path, description = "De notitie"), ("If-Match" = String, Header, description = "De ETag van de notitie")),
    responses((status = 200, description = "Ingetrokken", body = NotitieView)))]
pub async fn trek_in(t: Transaction, id: Pad<NotitieId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| intrekken(tx, met, id.0, versie.0)).await
}
