//! Requests: send one, answer it, carry it out.

pub mod bestemming;
mod verzending;
pub mod view;

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};

use self::{
    verzending::{bestemming, desk_voor, toelating},
    view::{
        BeantwoordView, DoorgeleidingRegel, DoorgeleidingView, DoorgeleidingenVraag, NieuweAfronding, NieuweAfwijzing,
        NieuweDoorgeleiding, NieuweIntrekking, NieuweOmleiding, NieuweStop, NieuweTeruggave,
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
        casus::{CasusId, Genomen},
        doorgeleiding::{self as domein, Aanvaard, Doorgeleiding, DoorgeleidingId, Gestart, Loopt, Verzonden},
        fouten::Fouten,
        logboek::Gebeurtenis,
        reden,
        toegang::{
            Besluit, Gezien, Rol,
            beleid::{
                Doorgeleiden, DoorgeleidingBeantwoorden, DoorgeleidingIntrekken, DoorgeleidingLezen,
                DoorgeleidingUitvoeren,
            },
            permit, permit_lijst,
        },
    },
    store::{self, beeld::DoorgeleidingBeeld, bewaar::Bij, conn::Tx, error::Error},
};

const PAD: &str = "/v1/doorgeleidingen";

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/casussen/{id}/bestemmingen", [(Method::GET, web::to(bestemming::lees))]))
        .service(resource("/casussen/{id}/doorgeleidingen", [(Method::POST, web::to(verzend))]))
        .service(resource("/doorgeleidingen", [(Method::GET, web::to(lijst))]))
        .service(resource("/doorgeleidingen/{id}", [(Method::GET, web::to(lees))]))
        .service(resource("/doorgeleidingen/{id}/aanvaarding", [(Method::POST, web::to(aanvaard))]))
        .service(resource("/doorgeleidingen/{id}/afwijzing", [(Method::POST, web::to(wijs_af))]))
        .service(resource("/doorgeleidingen/{id}/omleiding", [(Method::POST, web::to(leid_om))]))
        .service(resource("/doorgeleidingen/{id}/intrekking", [(Method::POST, web::to(trek_in))]))
        .service(resource("/doorgeleidingen/{id}/teruggave", [(Method::POST, web::to(geef_terug))]))
        .service(resource("/doorgeleidingen/{id}/claim", [(Method::POST, web::to(claim))]))
        .service(resource("/doorgeleidingen/{id}/loslating", [(Method::POST, web::to(laat_los))]))
        .service(resource("/doorgeleidingen/{id}/start", [(Method::POST, web::to(start))]))
        .service(resource("/doorgeleidingen/{id}/afronding", [(Method::POST, web::to(rond_af))]))
        .service(resource("/doorgeleidingen/{id}/stop", [(Method::POST, web::to(stop))]));
}

/// The request as it is now.
fn nu(tx: &mut Tx, met: &Met, d: Doorgeleiding) -> Result<Getoond<DoorgeleidingView>, Error> {
    let versie = d.versie;
    let beeld = DoorgeleidingBeeld::load(tx, met.kijker(), d)?;
    Ok(Getoond::een(versie, &beeld))
}

/// The answer after a step: the request as it is now.
fn toon(tx: &mut Tx, met: &Met, d: &Doorgeleiding) -> Result<Antwoord, Error> {
    nu(tx, met, d.clone())?.try_into()
}

/// What is left to show to a desk that sees nothing of it any more.
fn weg(d: &Doorgeleiding) -> Getoond<BeantwoordView> {
    Getoond::een(d.versie, BeantwoordView { id: d.id, status: d.status })
}

/// Stores a step with the explanation that came with it, if one did.
fn bewaar(
    tx: &mut Tx,
    met: &Met,
    besluit: Besluit<Doorgeleiding>,
    over: CasusId,
    tekst: Option<&str>,
) -> Result<Doorgeleiding, Error> {
    let Some(tekst) = tekst else {
        return met.bewaar(tx, besluit);
    };
    let sleutel = store::client::sleutel_van_casus(tx, &met.kluis, over)?;
    met.bewaar_met(tx, besluit, Bij::tekst(sleutel.as_ref(), Some(tekst)))
}

/// Sends a request along a route.
pub fn verzenden(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    nieuw: NieuweDoorgeleiding,
) -> Result<Getoond<DoorgeleidingView>, Error> {
    let NieuweDoorgeleiding { route, desk, vraag, zonder_contactgegevens, in_afwijking } = nieuw;
    let (waarom, uitleg) =
        in_afwijking.map_or((None, None), |afwijking| (Some(afwijking.reden), afwijking.toelichting));
    store::casus::grendel(tx, id)?;
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, Doorgeleiden, casus)?.narrow::<Genomen>()?;
    waarom.map_or(Ok(()), |waarom| reden::controleer(waarom, uitleg.as_deref()))?;
    let desk = desk_voor(tx, desk, route, casus.ding())?;
    let toelating = match toelating(tx, met, casus.ding(), route, waarom)? {
        Ok(toelating) => toelating,
        Err(conflict) => return Ok(casus.conflict(conflict)?),
    };
    let verzending = match bestemming(tx, met, casus.ding(), &desk, zonder_contactgegevens, toelating)? {
        Ok(verzending) => verzending,
        Err(conflict) => return Ok(casus.conflict(conflict)?),
    };
    let sleutel = store::client::sleutel(tx, &met.kluis, casus.ding().client)?;
    let besluit = casus.verzend(verzending);
    let bij = Bij::tekst(Some(&sleutel), vraag.as_deref()).met_uitleg(uitleg.as_deref());
    let d = met.bewaar_met(tx, besluit, bij)?;
    let (locatie, versie) = (format!("{PAD}/{}", d.id), d.versie);
    let beeld = DoorgeleidingBeeld::load(tx, met.kijker(), d)?;
    Ok(Getoond::gemaakt(locatie, versie, &beeld))
}

/// Stuurt een vraag langs een route
///
/// Kan alleen met een geldige toestemming voor dat doel, die ontvanger en die organisatie. De desk heeft een termijn in werkdagen.
/// Noemt de toestemming geen contactgegevens, dan bevestigt u dat met `zonderContactgegevens`. Staat de route volgens haar regels voor
/// dit gezin niet open, dan zegt u met `inAfwijking` waarom u het toch vraagt.
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
pub fn postvak(
    tx: &mut Tx,
    met: &Met,
    vraag: &DoorgeleidingenVraag,
) -> Result<Getoond<Pagina<DoorgeleidingRegel>>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, DoorgeleidingLezen)?)?;
    let (na, grootte) = (vraag.na()?, vraag.grootte());
    let filter = store::doorgeleiding::Filter { status: vraag.status, casus: None };
    let rows = store::doorgeleiding::pagina(tx, &met.actor, filter, na, i64::from(grootte) + 1)?;
    let betrokkenen = rows.iter().take(grootte.into()).map(|d| d.betrokkene).collect();
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, betrokkenen)?;
    let vandaag = met.actor.nu.dag();
    let view = |d: Doorgeleiding| DoorgeleidingRegel::new(&d, vandaag, None);
    let pad = gefilterd(PAD, "status", vraag.status.map(Into::into));
    Ok(Getoond::zonder_versie(Pagina::new(&pad, grootte, rows, |d| (d.antwoord_voor, d.id), view)))
}

/// Toont de doorgeleidingen
///
/// Het postvak van uw desk of knooppunt; voor een coördinator wat zij verzond. Wat het eerst beantwoord moet zijn staat bovenaan.
#[utoipa::path(get, path = "/v1/doorgeleidingen", operation_id = "doorgeleidingenLezen", tag = "doorgeleiding", params(DoorgeleidingenVraag),
    responses((status = 200, description = "Een bladzijde", body = Pagina<DoorgeleidingRegel>)))]
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

/// Takes on a request in the version that was seen.
pub fn aanvaarden(
    tx: &mut Tx,
    met: &Met,
    id: DoorgeleidingId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<DoorgeleidingView>, Error> {
    let d = store::doorgeleiding::find(tx, &met.actor, id)?;
    let d = permit(&met.actor, DoorgeleidingBeantwoorden, d)?.versie(versie)?.narrow::<Verzonden>()?;
    let d = met.bewaar(tx, d.aanvaard())?;
    nu(tx, met, d)
}

/// Aanvaardt een doorgeleiding
///
/// De desk neemt het op zich; een traject staat gepland.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/aanvaarding", operation_id = "doorgeleidingAanvaarden", tag = "doorgeleiding",
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Aanvaard", body = DoorgeleidingView)))]
pub async fn aanvaard(t: Transaction, id: Pad<DoorgeleidingId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| aanvaarden(tx, met, id.0, versie.0)).await
}

/// Refuses a request in the version that was seen, with a reason.
pub fn afwijzen(
    tx: &mut Tx,
    met: &Met,
    id: DoorgeleidingId,
    versie: impl Into<Gezien>,
    NieuweAfwijzing { reden, toelichting }: NieuweAfwijzing,
) -> Result<Getoond<BeantwoordView>, Error> {
    let d = store::doorgeleiding::find(tx, &met.actor, id)?;
    let d = permit(&met.actor, DoorgeleidingBeantwoorden, d)?.versie(versie)?.narrow::<Verzonden>()?;
    reden::controleer(reden, toelichting.as_deref())?;
    let casus = d.ding().casus;
    let d = bewaar(tx, met, d.wijs_af(reden.into()), casus, toelichting.as_deref())?;
    Ok(weg(&d))
}

/// Wijst een doorgeleiding af
///
/// Met een reden. Vanaf dit moment ziet de desk niets meer van het gezin.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/afwijzing", operation_id = "doorgeleidingAfwijzen", tag = "doorgeleiding",
    request_body = NieuweAfwijzing,
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Afgewezen", body = BeantwoordView)))]
pub async fn wijs_af(
    t: Transaction,
    id: Pad<DoorgeleidingId>,
    versie: IfMatch,
    invoer: Invoer<NieuweAfwijzing>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| afwijzen(tx, met, id.0, versie.0, invoer.0)).await
}

/// Leidt een doorgeleiding om
///
/// In één stap naar de desk waar zij wel hoort, langs dezelfde route; de keten blijft bewaard.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/omleiding", operation_id = "doorgeleidingOmleiden", tag = "doorgeleiding",
    request_body = NieuweOmleiding,
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Omgeleid", body = BeantwoordView)))]
pub async fn leid_om(
    t: Transaction,
    id: Pad<DoorgeleidingId>,
    versie: IfMatch,
    invoer: Invoer<NieuweOmleiding>,
) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        store::doorgeleiding::grendel(tx, id.0)?;
        let d = store::doorgeleiding::find(tx, &met.actor, id.0)?;
        let d = permit(&met.actor, DoorgeleidingBeantwoorden, d)?.versie(versie.0)?.narrow::<Verzonden>()?;
        let casus = store::casus::van_doorgeleiding(tx, d.ding().casus)?;
        if invoer.0.desk == d.ding().desk {
            return Err(Fouten::new().fout("desk", "eigen-desk", "De doorgeleiding ligt al bij deze desk.").into());
        }
        let desk = desk_voor(tx, invoer.0.desk, d.ding().route, &casus)?;
        // The route stays the same: what spoke against it, and why it is asked all the same, goes along.
        let toelating = d.ding().toelating.clone();
        let verzending = match bestemming(tx, met, &casus, &desk, invoer.0.zonder_contactgegevens, toelating)? {
            Ok(verzending) => verzending,
            Err(conflict) => return Ok(d.conflict(conflict)?),
        };
        let sleutel = store::client::sleutel(tx, &met.kluis, casus.client)?;
        let om = met.bewaar_met(tx, d.leid_om(verzending), Bij::tekst(Some(&sleutel), None))?;
        weg(&om.van).try_into()
    })
    .await
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
    t.run(move |tx, met| {
        let NieuweIntrekking { reden, toelichting } = invoer.0;
        let d = store::doorgeleiding::find(tx, &met.actor, id.0)?;
        let d = permit(&met.actor, DoorgeleidingIntrekken, d)?.versie(versie.0)?.narrow::<Loopt>()?;
        reden::controleer(reden, toelichting.as_deref())?;
        let casus = d.ding().casus;
        let d = bewaar(tx, met, d.trek_in(reden.into())?, casus, toelichting.as_deref())?;
        toon(tx, met, &d)
    })
    .await
}

/// Pakt een doorgeleiding op
///
/// Eén persoon aan de desk draagt haar verder.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/claim", operation_id = "doorgeleidingClaimen", tag = "doorgeleiding",
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Opgepakt", body = DoorgeleidingView)))]
pub async fn claim(t: Transaction, id: Pad<DoorgeleidingId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let d = store::doorgeleiding::find(tx, &met.actor, id.0)?;
        let d = permit(&met.actor, DoorgeleidingUitvoeren, d)?.versie(versie.0)?.narrow::<Aanvaard>()?;
        let d = met.bewaar(tx, d.claim()?)?;
        toon(tx, met, &d)
    })
    .await
}

/// Laat een doorgeleiding weer los
///
/// Wie haar oppakte; daarna kan een collega haar oppakken.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/loslating", operation_id = "doorgeleidingLoslaten", tag = "doorgeleiding",
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Losgelaten", body = DoorgeleidingView)))]
pub async fn laat_los(t: Transaction, id: Pad<DoorgeleidingId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let d = store::doorgeleiding::find(tx, &met.actor, id.0)?;
        let d = permit(&met.actor, DoorgeleidingUitvoeren, d)?.versie(versie.0)?.narrow::<Aanvaard>()?;
        let d = met.bewaar(tx, d.laat_los()?)?;
        toon(tx, met, &d)
    })
    .await
}

/// Geeft een doorgeleiding terug
///
/// Aanvaard, maar voor het begin wil het gezin niet of kan het niet doorgaan. Zij telt nooit als gestart, en vanaf dit moment ziet de
/// desk er niets meer van.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/teruggave", operation_id = "doorgeleidingTeruggeven", tag = "doorgeleiding",
    request_body = NieuweTeruggave,
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Teruggegeven", body = BeantwoordView)))]
pub async fn geef_terug(
    t: Transaction,
    id: Pad<DoorgeleidingId>,
    versie: IfMatch,
    invoer: Invoer<NieuweTeruggave>,
) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let NieuweTeruggave { reden, toelichting } = invoer.0;
        let d = store::doorgeleiding::find(tx, &met.actor, id.0)?;
        let d = permit(&met.actor, DoorgeleidingBeantwoorden, d)?.versie(versie.0)?.narrow::<Aanvaard>()?;
        reden::controleer(reden, toelichting.as_deref())?;
        let casus = d.ding().casus;
        let d = bewaar(tx, met, d.geef_terug(reden.into()), casus, toelichting.as_deref())?;
        weg(&d).try_into()
    })
    .await
}

/// Start de steun
///
/// Het traject loopt vanaf nu.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/start", operation_id = "doorgeleidingStarten", tag = "doorgeleiding",
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Gestart", body = DoorgeleidingView)))]
pub async fn start(t: Transaction, id: Pad<DoorgeleidingId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let d = store::doorgeleiding::find(tx, &met.actor, id.0)?;
        let d = permit(&met.actor, DoorgeleidingUitvoeren, d)?.versie(versie.0)?.narrow::<Aanvaard>()?;
        let d = met.bewaar(tx, d.start())?;
        toon(tx, met, &d)
    })
    .await
}

/// Rondt de steun af
///
/// Met het resultaat per doel; het gezin oordeelt eerst. Een prenataal huisbezoek heeft dan een vastgelegde uitkomst.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/afronding", operation_id = "doorgeleidingAfronden", tag = "doorgeleiding",
    request_body = NieuweAfronding,
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Afgerond", body = DoorgeleidingView)))]
pub async fn rond_af(
    t: Transaction,
    id: Pad<DoorgeleidingId>,
    versie: IfMatch,
    invoer: Invoer<NieuweAfronding>,
) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let d = store::doorgeleiding::find(tx, &met.actor, id.0)?;
        let d = permit(&met.actor, DoorgeleidingUitvoeren, d)?.versie(versie.0)?.narrow::<Gestart>()?;
        let sleutel = store::client::sleutel_van_casus(tx, &met.kluis, d.ding().casus)?;
        let heeft_uitkomst = store::traject::heeft_uitkomst(tx, d.ding().id)?;
        let d = d.mits(|d| domein::uitkomst_vereist(d.route, heeft_uitkomst))?;
        let resultaten = serde_json::to_vec(&invoer.0.resultaten).map_err(|_| Error::Kluis)?;
        let d = met.bewaar_met(tx, d.rond_af(), Bij::resultaten(sleutel.as_ref(), &resultaten))?;
        toon(tx, met, &d)
    })
    .await
}

/// Stopt de steun
///
/// Voor het einde, met een reden.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/stop", operation_id = "doorgeleidingStoppen", tag = "doorgeleiding",
    request_body = NieuweStop,
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Gestopt", body = DoorgeleidingView)))]
pub async fn stop(
    t: Transaction,
    id: Pad<DoorgeleidingId>,
    versie: IfMatch,
    invoer: Invoer<NieuweStop>,
) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let NieuweStop { reden, toelichting } = invoer.0;
        let d = store::doorgeleiding::find(tx, &met.actor, id.0)?;
        let d = permit(&met.actor, DoorgeleidingUitvoeren, d)?.versie(versie.0)?.narrow::<Gestart>()?;
        reden::controleer(reden, toelichting.as_deref())?;
        let casus = d.ding().casus;
        let d = bewaar(tx, met, d.stop(reden.into()), casus, toelichting.as_deref())?;
        toon(tx, met, &d)
    })
    .await
}
