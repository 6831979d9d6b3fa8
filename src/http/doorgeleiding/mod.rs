//! Requests: send one, answer it, carry it out.

pub mod beantwoorden;
pub mod bestemming;
pub mod bureau;
pub mod gezin;
pub mod routeadvies;
mod stap;
pub mod uitvoeren;
mod verzending;
pub mod view;

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};

use self::{
    stap::{bewaar, nu},
    verzending::{bestemming, desk_voor, toelating},
    view::{
        DoorgeleidingView, DoorgeleidingenVraag, NieuweAfwijking, NieuweDoorgeleiding, NieuweIntrekking, PostvakPagina,
    },
};
use super::{
    antwoord::{Antwoord, Pagina, gefilterd},
    getoond::Getoond,
    invoer::Invoer,
    pad::Pad,
    problem::Problem,
    route::resource,
    transaction::{Met, Transaction},
    voorwaarden::IfMatch,
    vraag::Vraag,
};
use crate::{
    domain::{
        casus::{Casus, CasusId, Genomen},
        doorgeleiding::{Doorgeleiding, DoorgeleidingId, Loopt, Verzending, toelating::Tegenspraak},
        logboek::Gebeurtenis,
        reden,
        route::Route,
        toegang::{
            Conflict, DeskId, Gezien, Rol,
            beleid::{Doorgeleiden, DoorgeleidingIntrekken, DoorgeleidingLezen},
            permit, permit_lijst,
        },
    },
    store::{
        self,
        beeld::{DoorgeleidingBeeld, PostvakBeeld},
        bewaar::Bij,
        conn::Tx,
        error::Error,
    },
};

const PAD: &str = "/v1/doorgeleidingen";

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/casussen/{id}/bestemmingen", [(Method::GET, web::to(routeadvies::lees_bestemmingen))]))
        .service(resource("/casussen/{id}/routeadvies", [(Method::GET, web::to(routeadvies::lees))]))
        .service(resource("/casussen/{id}/doorgeleidingen", [(Method::POST, web::to(verzend))]))
        .service(resource("/doorgeleidingen", [(Method::GET, web::to(lijst))]))
        .service(resource("/doorgeleidingen/{id}", [(Method::GET, web::to(lees))]))
        .service(resource(
            "/doorgeleidingen/{id}/bestemmingen",
            [(Method::GET, web::to(beantwoorden::lees_omleidingen))],
        ))
        .service(resource("/doorgeleidingen/{id}/aanvaarding", [(Method::POST, web::to(beantwoorden::aanvaard))]))
        .service(resource("/doorgeleidingen/{id}/afwijzing", [(Method::POST, web::to(beantwoorden::wijs_af))]))
        .service(resource("/doorgeleidingen/{id}/omleiding", [(Method::POST, web::to(beantwoorden::leid_om))]))
        .service(resource("/doorgeleidingen/{id}/intrekking", [(Method::POST, web::to(trek_in))]))
        .service(resource("/doorgeleidingen/{id}/teruggave", [(Method::POST, web::to(beantwoorden::geef_terug))]))
        .service(resource("/doorgeleidingen/{id}/gezinsantwoord", [(Method::POST, web::to(gezin::noteer))]))
        .service(resource("/doorgeleidingen/{id}/claim", [(Method::POST, web::to(uitvoeren::claim))]))
        .service(resource("/doorgeleidingen/{id}/loslating", [(Method::POST, web::to(uitvoeren::laat_los))]))
        .service(resource("/doorgeleidingen/{id}/start", [(Method::POST, web::to(uitvoeren::start))]))
        .service(resource("/doorgeleidingen/{id}/afronding", [(Method::POST, web::to(uitvoeren::rond_af))]))
        .service(resource("/doorgeleidingen/{id}/stop", [(Method::POST, web::to(uitvoeren::stop))]));
}

/// Sends a request along a route.
pub fn verzenden(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    nieuw: NieuweDoorgeleiding,
) -> Result<Getoond<DoorgeleidingView>, Error> {
    let d = stuur(tx, met, id, nieuw)?;
    let (locatie, versie) = (format!("{PAD}/{}", d.id), d.versie);
    let beeld = DoorgeleidingBeeld::load(tx, met.kijker(), d)?;
    Ok(Getoond::gemaakt(locatie, versie, &beeld))
}

/// What must hold before any request is sent, whoever sends it: the desk, the rules of the route, her consent, and one at a time. The case is
/// held by whoever asks.
pub(in crate::http) fn toets(
    tx: &mut Tx,
    met: &Met,
    casus: &Casus,
    (route, desk): (Route, DeskId),
    zonder_contactgegevens: bool,
    waarom: Option<Tegenspraak>,
) -> Result<Result<Verzending, Conflict>, Error> {
    let desk = desk_voor(tx, desk, route, casus)?;
    match toelating(tx, met, casus, route, waarom)? {
        Ok(toelating) => bestemming(tx, met, casus, &desk, zonder_contactgegevens, toelating, None),
        Err(conflict) => Ok(Err(conflict)),
    }
}

/// Sends it: every request of a coordinator comes by here, with all that has to hold.
pub(in crate::http) fn stuur(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    nieuw: NieuweDoorgeleiding,
) -> Result<Doorgeleiding, Error> {
    let NieuweDoorgeleiding { route, desk, vraag, zonder_contactgegevens, in_afwijking } = nieuw;
    let (waarom, uitleg) = in_afwijking.map(NieuweAfwijking::gezegd).unzip();
    let uitleg = uitleg.flatten();
    store::casus::grendel(tx, id)?;
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, Doorgeleiden, casus)?.narrow::<Genomen>()?;
    waarom.as_ref().map_or(Ok(()), |waarom| reden::controleer(waarom.reden, uitleg.as_deref()))?;
    let verzending = match toets(tx, met, casus.ding(), (route, desk), zonder_contactgegevens, waarom)? {
        Ok(verzending) => verzending,
        Err(conflict) => return Ok(casus.conflict(conflict)?),
    };
    let sleutel = store::client::sleutel(tx, &met.kluis, casus.ding().client)?;
    let besluit = casus.verzend(verzending);
    let bij = Bij::tekst(Some(&sleutel), vraag.as_deref()).met_uitleg(uitleg.as_deref());
    met.bewaar_met(tx, besluit, bij)
}

/// Stuurt een vraag langs een route
///
/// Kan alleen met een geldige toestemming voor dat doel, die ontvanger en die organisatie. De desk heeft een termijn in werkdagen.
/// Noemt de toestemming geen contactgegevens, dan bevestigt u dat met `zonderContactgegevens`. Staat de route volgens haar regels voor
/// dit gezin niet open, dan zegt u met `inAfwijking` waarom u het toch vraagt, en welke bezwaren u daarbij zag: zijn het er intussen
/// andere, dan wordt er niets verstuurd. Per gezin, route en zwangerschap loopt er één tegelijk, bij welke desk ook.
#[utoipa::path(post, path = "/v1/casussen/{id}/doorgeleidingen", operation_id = "doorgeleiden", tag = "doorgeleiding",
    request_body = NieuweDoorgeleiding, params(("id" = CasusId, Path, description = "De casus")),
    responses((status = 201, description = "Verzonden", body = DoorgeleidingView)))]
pub async fn verzend(
    t: Transaction,
    id: Pad<CasusId>,
    invoer: Invoer<NieuweDoorgeleiding>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| verzenden(tx, met, id.0, invoer.0)).await
}

/// A page of the requests that somebody may see, what must be answered first in front, with its line.
pub fn postvak(tx: &mut Tx, met: &Met, vraag: &DoorgeleidingenVraag) -> Result<Getoond<PostvakPagina>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, DoorgeleidingLezen)?)?;
    let (na, grootte) = (vraag.na()?, vraag.grootte());
    let filter = store::doorgeleiding::Filter {
        status: vraag.status,
        nog_niet_begonnen: vraag.nog_niet_begonnen,
        casus: None,
        aan_eigen_desk: vraag.aan_eigen_desk,
    };
    let rows = store::doorgeleiding::pagina(tx, &met.actor, filter, na, i64::from(grootte) + 1)?;
    let betrokkenen = rows.iter().take(grootte.into()).map(|d| d.betrokkene).collect();
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, betrokkenen)?;
    let beeld =
        PostvakBeeld::load(tx, met.kijker(), rows.iter().take(grootte.into()).cloned().collect(), vraag.met_gezin)?;
    let pad = gefilterd(PAD, "status", vraag.status.map(Into::into));
    let pad = gefilterd(&pad, "aanEigenDesk", vraag.aan_eigen_desk.then_some("true"));
    let pad = gefilterd(&pad, "nogNietBegonnen", vraag.nog_niet_begonnen.then_some("true"));
    let pad = gefilterd(&pad, "metGezin", vraag.met_gezin.then_some("true"));
    let links = Pagina::new(&pad, grootte, rows, |d| (d.antwoord_voor, d.id), drop);
    Ok(Getoond::zonder_versie(PostvakPagina::new(&beeld, links)))
}

/// Toont de doorgeleidingen
///
/// Het postvak van uw desk of knooppunt; voor een coördinator wat zij verzond. Wie beide doet vraagt met `aanEigenDesk` alleen het
/// eerste. Wat het eerst beantwoord moet zijn staat bovenaan. Met `metGezin` staat erbij wie zij is, voor zover zij dat met u deelt.
#[utoipa::path(get, path = "/v1/doorgeleidingen", operation_id = "doorgeleidingenLezen", tag = "doorgeleiding", params(DoorgeleidingenVraag),
    responses((status = 200, description = "Een bladzijde", body = PostvakPagina)))]
pub async fn lijst(t: Transaction, vraag: Vraag<DoorgeleidingenVraag>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| postvak(tx, met, &vraag.0)).await
}

/// Reads one request, with its line; the first time that the desk looks is kept.
pub fn een(tx: &mut Tx, met: &Met, id: DoorgeleidingId) -> Result<Getoond<DoorgeleidingView>, Error> {
    let d = store::doorgeleiding::find(tx, &met.actor, id)?;
    let d = permit(&met.actor, DoorgeleidingLezen, d)?;
    let aan_de_desk = matches!(d.door().rol, Some(Rol::Uitvoerder | Rol::Voorzitter));
    let d = if aan_de_desk && d.ding().gezien_op.is_none() { met.bewaar(tx, d.zie())? } else { met.inzage(tx, d)? };
    nu(tx, met, d)
}

/// Toont één doorgeleiding
///
/// Met wat de vrouw met deze ontvanger wil delen. De eerste keer dat de desk kijkt wordt vastgelegd.
#[utoipa::path(get, path = "/v1/doorgeleidingen/{id}", operation_id = "doorgeleidingLezen", tag = "doorgeleiding",
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding")),
    responses((status = 200, description = "De doorgeleiding", body = DoorgeleidingView)))]
pub async fn lees(t: Transaction, id: Pad<DoorgeleidingId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
}

/// Trekt een doorgeleiding in
///
/// Door de coördinator, zolang de steun niet is begonnen; bij het knooppunt ook als het gezin al op een agenda staat. Vanaf dit
/// moment ziet de desk er niets meer van.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/intrekking", operation_id = "doorgeleidingIntrekken", tag = "doorgeleiding",
    request_body = NieuweIntrekking,
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Ingetrokken", body = DoorgeleidingView)))]
pub async fn trek_in(
    t: Transaction,
    id: Pad<DoorgeleidingId>,
    versie: IfMatch,
    invoer: Invoer<NieuweIntrekking>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| intrekken(tx, met, id.0, versie.0, invoer.0)).await
}

/// Takes a request back, with a reason.
pub fn intrekken(
    tx: &mut Tx,
    met: &Met,
    id: DoorgeleidingId,
    versie: impl Into<Gezien>,
    invoer: NieuweIntrekking,
) -> Result<Getoond<DoorgeleidingView>, Error> {
    let NieuweIntrekking { reden, toelichting } = invoer;
    let d = store::doorgeleiding::find(tx, &met.actor, id)?;
    let d = permit(&met.actor, DoorgeleidingIntrekken, d)?.versie(versie)?.narrow::<Loopt>()?;
    reden::controleer(reden, toelichting.as_deref())?;
    let casus = d.ding().casus;
    let d = bewaar(tx, met, d.trek_in(reden.into())?, casus, toelichting.as_deref())?;
    nu(tx, met, d)
}
