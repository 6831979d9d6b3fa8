//! Organisations: add one, change it, end it.

use super::{
    invoer::OrganisatieInvoer,
    vers,
    view::{BeeindigdView, OrganisatieView},
};
use crate::{
    domain::toegang::{
        Ligging, OrganisatieId,
        beheer::Deelnemend,
        beleid::{OrganisatieBeheren, OrganisatieLezen},
        permit, permit_in_gebied,
    },
    http::{
        antwoord::Antwoord,
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        transaction::{Met, Transaction},
        voorwaarden::IfMatch,
    },
    store::{
        conn::Tx,
        error::Error,
        toegang::beheer::{desk, gebruiker, organisatie as store, werk},
    },
};

/// Voegt een organisatie toe
///
/// Door de functioneel beheerder. Zij doet vanaf nu mee; accounts en desks volgen apart.
#[utoipa::path(post, path = "/v1/organisaties", operation_id = "organisatieToevoegen", tag = "beheer",
    request_body = OrganisatieInvoer,
    responses((status = 201, description = "Toegevoegd", body = OrganisatieView)))]
pub async fn voeg_toe(t: Transaction, invoer: Invoer<OrganisatieInvoer>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let regio = Ligging { regio: true, ..Ligging::default() };
        let mag = permit_in_gebied(&met.actor, OrganisatieBeheren, &regio)?;
        let nieuw = met.bewaar(tx, mag.voeg_toe(invoer.0.into()))?;
        Antwoord::gemaakt(format!("/v1/organisaties/{}", nieuw.id), nieuw.versie, &OrganisatieView::from(nieuw))
    })
    .await
}

/// Reads one organisation, with its line.
pub(in crate::http) fn een(tx: &mut Tx, met: &Met, id: OrganisatieId) -> Result<Antwoord, Error> {
    let gezocht = store::find(tx, id)?;
    let organisatie = met.inzage(tx, permit(&met.actor, OrganisatieLezen, gezocht)?)?;
    Antwoord::een(organisatie.versie, &OrganisatieView::from(organisatie))
}

/// Toont één organisatie
///
/// Voor de functioneel beheerder en de FG, ook als zij niet meer meedoet.
#[utoipa::path(get, path = "/v1/organisaties/{id}", operation_id = "organisatieLezen", tag = "beheer",
    params(("id" = OrganisatieId, Path, description = "De organisatie")),
    responses((status = 200, description = "De organisatie", body = OrganisatieView)))]
pub async fn lees(t: Transaction, id: Pad<OrganisatieId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| een(tx, met, id.0)).await
}

/// Wijzigt een organisatie
///
/// Naam, soort en de gemeenten waarvoor zij werkt.
#[utoipa::path(put, path = "/v1/organisaties/{id}", operation_id = "organisatieWijzigen", tag = "beheer",
    request_body = OrganisatieInvoer,
    params(("id" = OrganisatieId, Path, description = "De organisatie"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Gewijzigd", body = OrganisatieView)))]
pub async fn wijzig(
    t: Transaction,
    id: Pad<OrganisatieId>,
    versie: IfMatch,
    invoer: Invoer<OrganisatieInvoer>,
) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let gezocht = store::find(tx, id.0)?;
        let mag = permit(&met.actor, OrganisatieBeheren, gezocht)?.versie(versie.0)?.narrow::<Deelnemend>()?;
        let organisatie = met.bewaar(tx, mag.wijzig(invoer.0.into()))?;
        Antwoord::een(organisatie.versie, &OrganisatieView::from(organisatie))
    })
    .await
}

/// Beëindigt een organisatie
///
/// Haar desks en accounts sluiten en elke sessie eindigt; het antwoord noemt wat er bij haar accounts nog ligt. Kan niet zolang
/// haar desks open doorgeleidingen hebben. Vraagt een verse tweede factor.
#[utoipa::path(post, path = "/v1/organisaties/{id}/beeindiging", operation_id = "organisatieBeeindigen", tag = "beheer",
    params(("id" = OrganisatieId, Path, description = "De organisatie"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Beëindigd", body = BeeindigdView)))]
pub async fn beeindig(t: Transaction, id: Pad<OrganisatieId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        desk::grendel_van(tx, id.0)?;
        let gezocht = store::find(tx, id.0)?;
        let mag = permit(&met.actor, OrganisatieBeheren, gezocht)?.versie(versie.0)?;
        let mag = vers(tx, met, mag)?.niet_de_eigen(met.actor.organisatie())?.narrow::<Deelnemend>()?;
        let open = store::open_doorgeleidingen(tx, id.0)?;
        let desks = desk::open_van(tx, id.0)?;
        let organisatie = met.bewaar(tx, mag.beeindig(open)?)?;
        let accounts = gebruiker::gesloten_met(tx, id.0, met.actor.nu)?;
        let over = werk::van_allen(tx, &accounts)?;
        Antwoord::een(organisatie.versie, &BeeindigdView::new(organisatie, desks, accounts.len(), &over))
    })
    .await
}
