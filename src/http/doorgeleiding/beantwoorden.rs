//! What a desk answers to a request: take it on, refuse it, send it on, or give back what it took on.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    stap::{bewaar, nu, weg},
    verzending::{bestemming, desk_voor},
    view::{BeantwoordView, DoorgeleidingView, NieuweAfwijzing, NieuweOmleiding, NieuweTeruggave},
};
use crate::{
    domain::{
        doorgeleiding::{Aanvaard, Doorgeleiding, DoorgeleidingId, Verzonden},
        fouten::Fouten,
        reden,
        toegang::{DeskId, Ding as _, Gezien, beleid::DoorgeleidingBeantwoorden, permit},
        toestemming::uitspraak::{Dekking, Lezer, dekking},
    },
    http::{
        antwoord::{Antwoord, Pagina},
        getoond::Getoond,
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        transaction::{Met, Transaction},
        voorwaarden::IfMatch,
    },
    store::{self, bewaar::Bij, conn::Tx, error::Error},
};

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

/// Sends a request on to another desk, in the version that was seen.
pub fn omleiden(
    tx: &mut Tx,
    met: &Met,
    id: DoorgeleidingId,
    versie: impl Into<Gezien>,
    NieuweOmleiding { desk, zonder_contactgegevens }: &NieuweOmleiding,
) -> Result<Getoond<BeantwoordView>, Error> {
    store::doorgeleiding::grendel(tx, id)?;
    let d = store::doorgeleiding::find(tx, &met.actor, id)?;
    let d = permit(&met.actor, DoorgeleidingBeantwoorden, d)?.versie(versie)?.narrow::<Verzonden>()?;
    let casus = store::casus::van_doorgeleiding(tx, d.ding().casus)?;
    if *desk == d.ding().desk {
        return Err(Fouten::new().fout("desk", "eigen-desk", "De doorgeleiding ligt al bij deze desk.").into());
    }
    let desk = desk_voor(tx, *desk, d.ding().route, &casus)?;
    // The route stays the same: what spoke against it, and why it is asked all the same, goes along.
    let toelating = d.ding().toelating.clone();
    let verzending = match bestemming(tx, met, &casus, &desk, *zonder_contactgegevens, toelating, Some(d.ding()))? {
        Ok(verzending) => verzending,
        Err(conflict) => return Ok(d.conflict(conflict)?),
    };
    let sleutel = store::client::sleutel(tx, &met.kluis, casus.client)?;
    let om = met.bewaar_met(tx, d.leid_om(verzending), Bij::tekst(Some(&sleutel), None))?;
    Ok(weg(&om.van))
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
    t.toon(move |tx, met| omleiden(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Een desk waar een doorgeleiding heen kan.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OmleidingView {
    /// De desk.
    pub desk: DeskId,
    /// Hoe die heet.
    pub desknaam: String,
    /// Hoe haar organisatie heet.
    pub organisatienaam: String,
    /// Hoeveel gezinnen er nu bij kunnen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vrije_plekken: Option<i32>,
    /// De wachttijd in dagen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wachttijd_dagen: Option<i32>,
    /// Of die desk haar naam niet te zien krijgt; dan hoort bij het omleiden `zonderContactgegevens`.
    pub zonder_contactgegevens: bool,
}

/// The other desks of the route that work where the family lives, and that she allows; of what she refused a desk hears nothing.
pub(super) fn waarheen(tx: &mut Tx, met: &Met, d: &Doorgeleiding) -> Result<Vec<OmleidingView>, Error> {
    if !d.status.is_open() {
        return Ok(Vec::new());
    }
    let casus = store::casus::van_doorgeleiding(tx, d.casus)?;
    let woorden = store::toestemming::woorden(tx, casus.id)?;
    let desks = store::toegang::organisatie::desks(tx)?.into_iter();
    let ander = desks.filter(|desk| {
        let daar = desk.gegevens.route == d.route && desk.gegevens.gebied.omvat(&casus.ligging());
        desk.id != d.desk && daar
    });
    let view = |desk: store::toegang::organisatie::Desk| {
        let zonder = match dekking(&woorden, Lezer::desk(d.route, desk.gegevens.organisatie), met.actor.nu) {
            Dekking::Geldt => false,
            Dekking::ZonderContactgegevens => true,
            Dekking::NietGevraagd | Dekking::Geweigerd | Dekking::Ingetrokken => return None,
        };
        Some(OmleidingView {
            desk: desk.id,
            desknaam: desk.gegevens.naam,
            organisatienaam: desk.organisatie,
            vrije_plekken: desk.gegevens.vrije_plekken,
            wachttijd_dagen: desk.gegevens.wachttijd_dagen,
            zonder_contactgegevens: zonder,
        })
    };
    Ok(ander.filter_map(view).collect())
}

/// Reads where a request can go, with its line.
pub fn omleidingen(tx: &mut Tx, met: &Met, id: DoorgeleidingId) -> Result<Getoond<Pagina<OmleidingView>>, Error> {
    let d = store::doorgeleiding::find(tx, &met.actor, id)?;
    let d = met.inzage(tx, permit(&met.actor, DoorgeleidingBeantwoorden, d)?)?;
    let pad = format!("/v1/doorgeleidingen/{id}/bestemmingen");
    Ok(Getoond::zonder_versie(Pagina::geheel(&pad, waarheen(tx, met, &d)?)))
}

/// Toont waar een doorgeleiding heen kan
///
/// De andere desks van dezelfde route die werken waar het gezin woont, en met wie zij het delen goed vindt. Geen enkele als de
/// doorgeleiding al is beantwoord.
#[utoipa::path(get, path = "/v1/doorgeleidingen/{id}/bestemmingen", operation_id = "omleidingenLezen", tag = "doorgeleiding",
    params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding")),
    responses((status = 200, description = "De desks", body = Pagina<OmleidingView>)))]
pub async fn lees_omleidingen(t: Transaction, id: Pad<DoorgeleidingId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| omleidingen(tx, met, id.0)).await
}

/// Gives back what was taken on before anything began, with a reason.
pub fn teruggeven(
    tx: &mut Tx,
    met: &Met,
    id: DoorgeleidingId,
    versie: impl Into<Gezien>,
    NieuweTeruggave { reden, toelichting }: NieuweTeruggave,
) -> Result<Getoond<BeantwoordView>, Error> {
    let d = store::doorgeleiding::find(tx, &met.actor, id)?;
    let d = permit(&met.actor, DoorgeleidingBeantwoorden, d)?.versie(versie)?.narrow::<Aanvaard>()?;
    reden::controleer(reden, toelichting.as_deref())?;
    let casus = d.ding().casus;
    let d = bewaar(tx, met, d.geef_terug(reden.into()), casus, toelichting.as_deref())?;
    Ok(weg(&d))
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
    t.toon(move |tx, met| teruggeven(tx, met, id.0, versie.0, invoer.0)).await
}
