//! What somebody at a desk does with a request: take it upon themselves, begin the support, and end it.

use super::{
    stap::{bewaar, nu},
    view::{DoorgeleidingView, NieuweAfronding, NieuweStop},
};
use crate::{
    domain::{
        doorgeleiding::{self as domein, Aanvaard, DoorgeleidingId, Gestart, OpTePakken},
        reden,
        toegang::{Gezien, beleid::DoorgeleidingUitvoeren, permit},
    },
    http::{
        antwoord::Antwoord,
        getoond::Getoond,
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        transaction::{Met, Transaction},
        voorwaarden::IfMatch,
    },
    store::{self, bewaar::Bij, conn::Tx, error::Error},
};

/// Claims a request in the version that was seen.
pub fn claimen(
    tx: &mut Tx,
    met: &Met,
    id: DoorgeleidingId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<DoorgeleidingView>, Error> {
    let d = store::doorgeleiding::find(tx, &met.actor, id)?;
    let d = permit(&met.actor, DoorgeleidingUitvoeren, d)?.versie(versie)?.narrow::<OpTePakken>()?;
    let d = met.bewaar(tx, d.claim()?)?;
    nu(tx, met, d)
}

/// Pakt een doorgeleiding op
///
/// Eén persoon aan de desk beantwoordt haar en draagt haar verder. Kan zolang de steun niet is begonnen.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/claim", operation_id = "doorgeleidingClaimen", tag = "doorgeleiding",
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Opgepakt", body = DoorgeleidingView)))]
pub async fn claim(t: Transaction, id: Pad<DoorgeleidingId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| claimen(tx, met, id.0, versie.0)).await
}

/// Lets go of a claim in the version that was seen.
pub fn loslaten(
    tx: &mut Tx,
    met: &Met,
    id: DoorgeleidingId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<DoorgeleidingView>, Error> {
    let d = store::doorgeleiding::find(tx, &met.actor, id)?;
    let d = permit(&met.actor, DoorgeleidingUitvoeren, d)?.versie(versie)?.narrow::<OpTePakken>()?;
    let d = met.bewaar(tx, d.laat_los()?)?;
    nu(tx, met, d)
}

/// Laat een doorgeleiding weer los
///
/// Wie haar oppakte; daarna kan een collega haar oppakken.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/loslating", operation_id = "doorgeleidingLoslaten", tag = "doorgeleiding",
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Losgelaten", body = DoorgeleidingView)))]
pub async fn laat_los(t: Transaction, id: Pad<DoorgeleidingId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| loslaten(tx, met, id.0, versie.0)).await
}

/// Begins the support in the version that was seen.
pub fn starten(
    tx: &mut Tx,
    met: &Met,
    id: DoorgeleidingId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<DoorgeleidingView>, Error> {
    let d = store::doorgeleiding::find(tx, &met.actor, id)?;
    let d = permit(&met.actor, DoorgeleidingUitvoeren, d)?.versie(versie)?.narrow::<Aanvaard>()?;
    let weet = store::doorgeleiding::begin::weet(tx, d.ding(), met.actor.nu.dag())?;
    let d = met.bewaar(tx, d.start(weet)?)?;
    nu(tx, met, d)
}

/// Start de steun
///
/// Het traject loopt vanaf nu; dat kan als de desk het gezin heeft ontmoet, en als het gezin niet nee of later zei. Wat na de bevalling begint,
/// begint niet zolang de zwangerschap duurt waarvoor het is gevraagd.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/start", operation_id = "doorgeleidingStarten", tag = "doorgeleiding",
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding"), ("If-Match" = String, Header, description = "De ETag van de doorgeleiding")),
    responses((status = 200, description = "Gestart", body = DoorgeleidingView)))]
pub async fn start(t: Transaction, id: Pad<DoorgeleidingId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| starten(tx, met, id.0, versie.0)).await
}

/// Ends the support with its result, in the version that was seen.
pub fn afronden(
    tx: &mut Tx,
    met: &Met,
    id: DoorgeleidingId,
    versie: impl Into<Gezien>,
    invoer: &NieuweAfronding,
) -> Result<Getoond<DoorgeleidingView>, Error> {
    let d = store::doorgeleiding::find(tx, &met.actor, id)?;
    let d = permit(&met.actor, DoorgeleidingUitvoeren, d)?.versie(versie)?.narrow::<Gestart>()?;
    let sleutel = store::client::sleutel_van_casus(tx, &met.kluis, d.ding().casus)?;
    let heeft_uitkomst = store::traject::heeft_uitkomst(tx, d.ding().id)?;
    let d = d.mits(|d| domein::uitkomst_vereist(d.route, heeft_uitkomst))?;
    let resultaten = serde_json::to_vec(&invoer.resultaten).map_err(|_| Error::Kluis)?;
    let d = met.bewaar_met(tx, d.rond_af(), Bij::resultaten(sleutel.as_ref(), &resultaten))?;
    nu(tx, met, d)
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
    t.toon(move |tx, met| afronden(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Stops the support before its end, with a reason.
pub fn stoppen(
    tx: &mut Tx,
    met: &Met,
    id: DoorgeleidingId,
    versie: impl Into<Gezien>,
    NieuweStop { reden, toelichting }: NieuweStop,
) -> Result<Getoond<DoorgeleidingView>, Error> {
    let d = store::doorgeleiding::find(tx, &met.actor, id)?;
    let d = permit(&met.actor, DoorgeleidingUitvoeren, d)?.versie(versie)?.narrow::<Gestart>()?;
    reden::controleer(reden, toelichting.as_deref())?;
    let casus = d.ding().casus;
    let d = bewaar(tx, met, d.stop(reden.into()), casus, toelichting.as_deref())?;
    nu(tx, met, d)
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
    t.toon(move |tx, met| stoppen(tx, met, id.0, versie.0, invoer.0)).await
}
