//! Grants: give one, take it back, let a colleague deputise.

use super::{
    invoer::{NieuweToekenning, NieuweWaarneming, controleer_past},
    vers, vers_als,
    view::{GebruikerView, ToekenningView},
};
use crate::{
    domain::toegang::{
        Gebruiker, GebruikerId, Gezocht, ToekenningId,
        beheer::{Actief, InDienst, Lopend, Wachtend},
        beleid::{GebruikerBeheren, GebruikerLezen, ToekenningBeheren, ToekenningBevestigen},
        permit,
    },
    http::{
        antwoord::Antwoord,
        getoond::Getoond,
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        transaction::{Met, Transaction},
    },
    store::{
        conn::Tx,
        error::Error,
        toegang::{
            beheer::{gebruiker, toekenning as store, tweede},
            gebruiker as accounts,
        },
    },
};

/// Kent een rol toe
///
/// Vanaf nu of later, met of zonder einde. Haar sessies eindigen, zodat zij met haar nieuwe rechten begint. Een andere rol dan
/// signaleerder of uitvoerder vraagt van u een verse tweede factor, en wacht tot een tweede persoon haar bevestigt. Aan uzelf kan
/// het niet.
#[utoipa::path(post, path = "/v1/gebruikers/{id}/toekenningen", operation_id = "rolToekennen", tag = "beheer",
    request_body = NieuweToekenning,
    params(("id" = GebruikerId, Path, description = "Het account")),
    responses((status = 201, description = "Toegekend", body = ToekenningView)))]
pub async fn ken_toe(
    t: Transaction,
    id: Pad<GebruikerId>,
    invoer: Invoer<NieuweToekenning>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| toekennen(tx, met, id.0, &invoer.0)).await
}

/// Gives somebody a role.
pub fn toekennen(
    tx: &mut Tx,
    met: &Met,
    id: GebruikerId,
    invoer: &NieuweToekenning,
) -> Result<Getoond<ToekenningView>, Error> {
    accounts::grendel(tx, [id])?;
    let gezocht = gebruiker::find(tx, &met.actor, id)?;
    let mag = permit(&met.actor, GebruikerBeheren, gezocht)?.niet_zelf()?.narrow::<InDienst>()?;
    let (eigen, versie) = (mag.ding().organisatie, mag.ding().versie + 1);
    let verlening = invoer.verlening(tx, "", eigen, met.actor.nu)?;
    let besluit = vers_als(tx, met, verlening.wat.rol.is_machtig(), mag)?.ken_toe(verlening)?;
    let verleend = met.bewaar(tx, besluit)?;
    Ok(Getoond::gemaakt(format!("/v1/gebruikers/{id}"), versie, verleend))
}

/// Bevestigt een zware rol
///
/// Door een tweede persoon, een andere beheerder of de FG: wiens account er al was toen de rol werd gevraagd, en die niet door de
/// aanvrager is uitgenodigd of hem uitnodigde, ook niet via anderen. Vraagt een verse tweede factor. Vanaf nu geldt de rol, en de sessies van dat
/// account eindigen.
#[utoipa::path(post, path = "/v1/toekenningen/{id}/bevestiging", operation_id = "toekenningBevestigen", tag = "beheer",
    params(("id" = ToekenningId, Path, description = "De toekenning")),
    responses((status = 200, description = "Bevestigd", body = ToekenningView)))]
pub async fn bevestig(t: Transaction, id: Pad<ToekenningId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| bevestigen(tx, met, id.0)).await
}

/// Confirms a powerful role, as the second person.
pub fn bevestigen(tx: &mut Tx, met: &Met, id: ToekenningId) -> Result<Getoond<ToekenningView>, Error> {
    let gezocht = store::find(tx, &met.actor, id)?;
    let mag = vers(tx, met, permit(&met.actor, ToekenningBevestigen, gezocht)?)?.narrow::<Wachtend>()?;
    let tweede = tweede::load(tx, met.actor.gebruiker(), mag.ding().door)?;
    let bevestigd = met.bewaar(tx, mag.bevestig(&tweede)?)?;
    Ok(Getoond::zonder_versie(bevestigd.into()))
}

/// Reads one grant, with its line.
pub(in crate::http) fn een(tx: &mut Tx, met: &Met, id: ToekenningId) -> Result<Antwoord, Error> {
    let Gezocht { gevonden: Some(toekenning), .. } = store::find(tx, &met.actor, id)? else {
        let weg = Gezocht::<Gebruiker> { id: id.uuid(), gevonden: None };
        return Ok(permit(&met.actor, GebruikerLezen, weg).map(|_| Antwoord::leeg())?);
    };
    let gezocht = gebruiker::find(tx, &met.actor, toekenning.gebruiker)?;
    met.inzage(tx, permit(&met.actor, GebruikerLezen, gezocht)?)?;
    Antwoord::zonder_versie(&ToekenningView::from(toekenning))
}

/// Trekt een toekenning in
///
/// Zij geldt vanaf nu niet meer, en de sessies van dat account eindigen.
#[utoipa::path(post, path = "/v1/toekenningen/{id}/intrekking", operation_id = "toekenningIntrekken", tag = "beheer",
    params(("id" = ToekenningId, Path, description = "De toekenning")),
    responses((status = 200, description = "Ingetrokken", body = ToekenningView)))]
pub async fn trek_in(t: Transaction, id: Pad<ToekenningId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| intrekken(tx, met, id.0)).await
}

/// Takes a grant back.
pub fn intrekken(tx: &mut Tx, met: &Met, id: ToekenningId) -> Result<Getoond<ToekenningView>, Error> {
    let gezocht = store::find(tx, &met.actor, id)?;
    let mag = permit(&met.actor, ToekenningBeheren, gezocht)?.narrow::<Lopend>()?;
    let ingetrokken = met.bewaar(tx, mag.trek_in()?)?;
    Ok(Getoond::zonder_versie(ingetrokken.into()))
}

/// Wijst een rol af die op een tweede persoon wacht
///
/// Zij heeft nooit gegolden. Wat intussen is bevestigd, blijft staan: dat antwoordt 409.
#[utoipa::path(post, path = "/v1/toekenningen/{id}/afwijzing", operation_id = "toekenningAfwijzen", tag = "beheer",
    params(("id" = ToekenningId, Path, description = "De toekenning")),
    responses((status = 200, description = "Afgewezen", body = ToekenningView)))]
pub async fn wijs_af(t: Transaction, id: Pad<ToekenningId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| afwijzen(tx, met, id.0)).await
}

/// Takes a grant back that still waits.
pub fn afwijzen(tx: &mut Tx, met: &Met, id: ToekenningId) -> Result<Getoond<ToekenningView>, Error> {
    let gezocht = store::find(tx, &met.actor, id)?;
    let mag = permit(&met.actor, ToekenningBeheren, gezocht)?.narrow::<Wachtend>()?;
    let afgewezen = met.bewaar(tx, mag.trek_in()?)?;
    Ok(Getoond::zonder_versie(afgewezen.into()))
}

/// Laat een collega waarnemen
///
/// De waarnemer krijgt voor die tijd de rollen van wie afwezig is, voor zover zij dan gelden; het staat bij elke rol vermeld.
/// Rollen die zij zelf waarneemt gaan niet mee. Een zware rol vraagt een verse tweede factor, en wacht tot een tweede persoon haar
/// bevestigt.
#[utoipa::path(post, path = "/v1/gebruikers/{id}/waarneming", operation_id = "waarnemingRegelen", tag = "beheer",
    request_body = NieuweWaarneming,
    params(("id" = GebruikerId, Path, description = "Het account van wie afwezig is")),
    responses((status = 201, description = "Geregeld: het account van de waarnemer", body = GebruikerView)))]
pub async fn laat_waarnemen(
    t: Transaction,
    id: Pad<GebruikerId>,
    invoer: Invoer<NieuweWaarneming>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| waarnemen(tx, met, id.0, &invoer.0)).await
}

/// Lets a colleague deputise for somebody.
pub fn waarnemen(
    tx: &mut Tx,
    met: &Met,
    id: GebruikerId,
    invoer: &NieuweWaarneming,
) -> Result<Getoond<GebruikerView>, Error> {
    accounts::grendel(tx, [id, invoer.waarnemer])?;
    let gezocht = gebruiker::find(tx, &met.actor, id)?;
    let mag = permit(&met.actor, GebruikerBeheren, gezocht)?.narrow::<Actief>()?;
    let waarnemer = gebruiker::collega(tx, &met.actor, "waarnemer", invoer.waarnemer)?;
    let verleningen = mag.waar_te_nemen(invoer.periode(met.actor.nu)?);
    for verlening in &verleningen {
        controleer_past(tx, "waarnemer", verlening.wat, waarnemer.organisatie)?;
    }
    let machtig = verleningen.iter().any(|verlening| verlening.wat.rol.is_machtig());
    let besluit = vers_als(tx, met, machtig, mag)?.laat_waarnemen(waarnemer, &verleningen)?;
    let waarnemer = met.bewaar(tx, besluit)?.waarnemer;
    Ok(Getoond::gemaakt(format!("/v1/gebruikers/{}", waarnemer.id), waarnemer.versie, waarnemer))
}
