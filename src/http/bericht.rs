//! Messages: what somebody is told, and that she read it.

use std::collections::{HashMap, HashSet};

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::{
    antwoord::{Antwoord, GROOTTE, Link, Pagina, gefilterd, plaats},
    getoond::Getoond,
    pad::Pad,
    problem::Problem,
    route::resource,
    transaction::{Met, Transaction},
    voorwaarden::IfMatch,
    vraag::Vraag,
};
use crate::{
    domain::{
        Label as _,
        bericht::{Bericht, BerichtId, Berichtsoort, Ongelezen},
        casus::CasusId,
        doorgeleiding::DoorgeleidingId,
        ids::{VerhuizingId, VoorstelId},
        logboek::Gebeurtenis,
        noodprocedure::NoodprocedureId,
        signaal::SignaalId,
        tijd::Moment,
        toegang::{GebruikerId, Gezien, permit, permit_lijst, toezicht::BerichtLezen},
        voorstel::Voorstelgrond,
    },
    store::{self, conn::Tx, error::Error},
};

const PAD: &str = "/v1/berichten";

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/berichten", [(Method::GET, web::to(lijst))]))
        .service(resource("/berichten/{id}", [(Method::GET, web::to(lees))]))
        .service(resource("/berichten/{id}/gelezen", [(Method::POST, web::to(gelezen))]));
}

/// Een bericht: wat er gebeurde, en waarmee. Zonder inhoud en zonder namen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BerichtView {
    /// Het bericht.
    pub id: BerichtId,
    /// Wat er gebeurde.
    pub soort: Berichtsoort,
    /// Hetzelfde, in een zin.
    pub zin: &'static str,
    /// Met welke casus.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casus: Option<CasusId>,
    /// Met welke noodprocedure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub noodprocedure: Option<NoodprocedureId>,
    /// Met welk account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gebruiker: Option<GebruikerId>,
    /// Met welke doorgeleiding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doorgeleiding: Option<DoorgeleidingId>,
    /// Met welke verhuizing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verhuizing: Option<VerhuizingId>,
    /// Over welk voorstel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voorstel: Option<VoorstelId>,
    /// Wanneer.
    pub op: Moment,
    /// Wanneer u het las.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gelezen_op: Option<Moment>,
    /// Hoe vaak het is gewijzigd: wat `If-Match` verwacht.
    pub versie: i32,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: BerichtLinks,
}

/// Verwijzingen bij een bericht.
#[derive(Debug, Serialize, ToSchema)]
pub struct BerichtLinks {
    /// Dit bericht.
    #[serde(rename = "self")]
    pub zelf: Link,
    /// De casus, zolang u haar mag zien.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casus: Option<Link>,
    /// De doorgeleiding, zolang u haar mag zien.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doorgeleiding: Option<Link>,
    /// Het signaal, zolang u het mag zien.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signaal: Option<Link>,
    /// Het voorstel, zolang u het mag zien.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voorstel: Option<Link>,
}

/// What of all that messages are about may be opened by whoever reads them.
struct TeZien {
    casussen: HashSet<CasusId>,
    doorgeleidingen: HashSet<DoorgeleidingId>,
    signalen: HashMap<CasusId, SignaalId>,
    voorstellen: HashMap<VoorstelId, Voorstelgrond>,
}

impl TeZien {
    fn van(tx: &mut Tx, met: &Met, berichten: &[Bericht]) -> Result<Self, Error> {
        let casussen: Vec<CasusId> = berichten.iter().filter_map(|bericht| bericht.casus).collect();
        let verzoeken: Vec<DoorgeleidingId> = berichten.iter().filter_map(|bericht| bericht.doorgeleiding).collect();
        let voorgesteld: Vec<VoorstelId> = berichten.iter().filter_map(|bericht| bericht.voorstel).collect();
        let gemeld = berichten.iter().filter(|bericht| bericht.soort == Berichtsoort::SignaalVerteld);
        let gemeld: Vec<CasusId> = gemeld.filter_map(|bericht| bericht.casus).collect();
        Ok(Self {
            signalen: store::signaal::van_casussen(tx, &met.actor, &gemeld)?,
            casussen: store::casus::te_zien(tx, &met.actor, &casussen)?,
            doorgeleidingen: store::doorgeleiding::te_zien(tx, &met.actor, &verzoeken)?,
            voorstellen: store::voorstel::te_zien(tx, &met.actor, &voorgesteld)?,
        })
    }
}

impl BerichtView {
    fn new(bericht: &Bericht, te_zien: &TeZien) -> Self {
        // Who signalled knows their signaal, and no case.
        let signaal = bericht.soort == Berichtsoort::SignaalVerteld;
        let casus = bericht.casus.filter(|id| !signaal && te_zien.casussen.contains(id));
        let signaal_id = bericht.casus.filter(|_| signaal).and_then(|id| te_zien.signalen.get(&id).copied());
        let doorgeleiding = bericht.doorgeleiding.filter(|id| te_zien.doorgeleidingen.contains(id));
        let voorstel = bericht.voorstel.and_then(|id| Some((id, *te_zien.voorstellen.get(&id)?)));
        // Who proposed goes where they did that from; who coordinates goes to the case.
        let (doorgeleiding, signaal_id) = match voorstel.filter(|_| casus.is_none()) {
            Some((_, Voorstelgrond::Doorgeleiding(id))) => (Some(id), None),
            Some((_, Voorstelgrond::Signaal(id))) => (None, Some(id)),
            None => (doorgeleiding, signaal_id),
        };
        Self {
            id: bericht.id,
            soort: bericht.soort,
            zin: bericht.soort.naam(),
            versie: bericht.versie,
            casus: if bericht.voorstel.is_some() { casus } else { bericht.casus.filter(|_| !signaal) },
            noodprocedure: bericht.noodprocedure,
            gebruiker: bericht.over,
            doorgeleiding: bericht.doorgeleiding,
            verhuizing: bericht.verhuizing,
            voorstel: bericht.voorstel,
            op: bericht.op,
            gelezen_op: bericht.gelezen_op,
            links: BerichtLinks {
                zelf: Link::naar(format!("{PAD}/{}", bericht.id)),
                casus: casus.map(|id| Link::naar(format!("/v1/casussen/{id}"))),
                signaal: signaal_id.map(|id| Link::naar(format!("/v1/signalen/{id}"))),
                doorgeleiding: doorgeleiding.map(|id| Link::naar(format!("/v1/doorgeleidingen/{id}"))),
                voorstel: voorstel.map(|(id, _)| Link::naar(format!("/v1/voorstellen/{id}"))),
            },
        }
    }
}

/// Welke berichten.
#[derive(Debug, Deserialize, Validate, ToSchema, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct BerichtenVraag {
    /// Alleen wat u nog niet las, of juist alleen wat u al las.
    pub ongelezen: Option<bool>,
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

/// A page of somebody's own messages, the newest first, with its line.
pub fn berichten(tx: &mut Tx, met: &Met, vraag: &BerichtenVraag) -> Result<Getoond<Pagina<BerichtView>>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, BerichtLezen)?)?;
    let grootte = vraag.aantal.unwrap_or(GROOTTE);
    let na = vraag.na.as_deref().map(plaats).transpose()?;
    let rows = store::bericht::pagina(tx, &met.actor, vraag.ongelezen, na, i64::from(grootte) + 1)?;
    let betrokkenen = rows.iter().take(grootte.into()).filter_map(|bericht| bericht.betrokkene).collect();
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, betrokkenen)?;
    let te_zien = TeZien::van(tx, met, &rows)?;
    let pad = gefilterd(PAD, "ongelezen", vraag.ongelezen.map(|ja| if ja { "true" } else { "false" }));
    let view = |bericht: Bericht| BerichtView::new(&bericht, &te_zien);
    Ok(Getoond::zonder_versie(Pagina::new(&pad, grootte, rows, |bericht| bericht.id, view)))
}

/// Toont uw berichten
///
/// De nieuwste eerst.
#[utoipa::path(get, path = "/v1/berichten", operation_id = "berichtenLezen", tag = "bericht", params(BerichtenVraag),
    responses((status = 200, description = "Een bladzijde", body = Pagina<BerichtView>)))]
pub async fn lijst(t: Transaction, vraag: Vraag<BerichtenVraag>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| berichten(tx, met, &vraag.0)).await
}

/// One message, as it is now.
fn nu(tx: &mut Tx, met: &Met, bericht: &Bericht) -> Result<Getoond<BerichtView>, Error> {
    let te_zien = TeZien::van(tx, met, std::slice::from_ref(bericht))?;
    Ok(Getoond::een(bericht.versie, BerichtView::new(bericht, &te_zien)))
}

/// Reads one message, with its line.
pub fn een(tx: &mut Tx, met: &Met, id: BerichtId) -> Result<Getoond<BerichtView>, Error> {
    let gezocht = store::bericht::find(tx, &met.actor, id)?;
    let bericht = met.inzage(tx, permit(&met.actor, BerichtLezen, gezocht)?)?;
    nu(tx, met, &bericht)
}

/// Toont één bericht
///
/// Alleen aan wie het kreeg.
#[utoipa::path(get, path = "/v1/berichten/{id}", operation_id = "berichtLezen", tag = "bericht",
    params(("id" = BerichtId, Path, description = "Het bericht")),
    responses((status = 200, description = "Het bericht", body = BerichtView)))]
pub async fn lees(t: Transaction, id: Pad<BerichtId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
}

/// Notes that somebody read a message.
pub fn las(tx: &mut Tx, met: &Met, id: BerichtId, versie: impl Into<Gezien>) -> Result<Getoond<BerichtView>, Error> {
    let gezocht = store::bericht::find(tx, &met.actor, id)?;
    let wacht = permit(&met.actor, BerichtLezen, gezocht)?.versie(versie)?.narrow::<Ongelezen>()?;
    let bericht = met.bewaar(tx, wacht.gelezen())?;
    nu(tx, met, &bericht)
}

/// Legt vast dat u een bericht las
///
/// Eén keer.
#[utoipa::path(post, path = "/v1/berichten/{id}/gelezen", operation_id = "berichtGelezen", tag = "bericht",
    params(("id" = BerichtId, Path, description = "Het bericht"), ("If-Match" = String, Header, description = "De ETag van het bericht")),
    responses((status = 200, description = "Gelezen", body = BerichtView)))]
pub async fn gelezen(t: Transaction, id: Pad<BerichtId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| las(tx, met, id.0, versie.0)).await
}
