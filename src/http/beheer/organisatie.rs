//! Organisations: add one, change it, end it.

use super::{
    gebruiker::alleen_beheerder,
    invoer::OrganisatieInvoer,
    vers,
    view::{BeeindigdView, OrganisatieView},
};
use crate::{
    domain::toegang::{
        Gezien, Ligging, OrganisatieId,
        beheer::Deelnemend,
        beleid::{OrganisatieBeheren, OrganisatieLezen},
        permit, permit_in_gebied,
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
    t.toon(move |tx, met| toevoegen(tx, met, invoer.0)).await
}

/// Adds an organisation.
pub fn toevoegen(tx: &mut Tx, met: &Met, invoer: OrganisatieInvoer) -> Result<Getoond<OrganisatieView>, Error> {
    let regio = Ligging { regio: true, ..Ligging::default() };
    let mag = permit_in_gebied(&met.actor, OrganisatieBeheren, &regio)?;
    let nieuw = met.bewaar(tx, mag.voeg_toe(invoer.into()))?;
    Ok(Getoond::gemaakt(format!("/v1/organisaties/{}", nieuw.id), nieuw.versie, nieuw))
}

/// Reads one organisation, with its line.
pub fn een(tx: &mut Tx, met: &Met, id: OrganisatieId) -> Result<Getoond<OrganisatieView>, Error> {
    let gezocht = store::find(tx, id)?;
    let organisatie = met.inzage(tx, permit(&met.actor, OrganisatieLezen, gezocht)?)?;
    Ok(Getoond::een(organisatie.versie, organisatie))
}

/// Reads one organisation for whoever is about to change it, with its line.
pub fn een_om_te_beheren(tx: &mut Tx, met: &Met, id: OrganisatieId) -> Result<Getoond<OrganisatieView>, Error> {
    let organisatie = een(tx, met, id)?;
    alleen_beheerder(met)?;
    Ok(organisatie)
}

/// Toont één organisatie
///
/// Voor de functioneel beheerder en de FG, ook als zij niet meer meedoet.
#[utoipa::path(get, path = "/v1/organisaties/{id}", operation_id = "organisatieLezen", tag = "beheer",
    params(("id" = OrganisatieId, Path, description = "De organisatie")),
    responses((status = 200, description = "De organisatie", body = OrganisatieView)))]
pub async fn lees(t: Transaction, id: Pad<OrganisatieId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
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
    t.toon(move |tx, met| wijzigen(tx, met, id.0, versie.0, invoer.0)).await
}

/// Changes one that takes part.
pub fn wijzigen(
    tx: &mut Tx,
    met: &Met,
    id: OrganisatieId,
    gezien: Gezien,
    invoer: OrganisatieInvoer,
) -> Result<Getoond<OrganisatieView>, Error> {
    let gezocht = store::find(tx, id)?;
    let mag = permit(&met.actor, OrganisatieBeheren, gezocht)?.versie(gezien)?.narrow::<Deelnemend>()?;
    let organisatie = met.bewaar(tx, mag.wijzig(invoer.into()))?;
    Ok(Getoond::een(organisatie.versie, organisatie))
}

/// Beëindigt een organisatie
///
/// Haar desks en accounts sluiten en elke sessie eindigt; het antwoord noemt wat er bij haar accounts nog ligt. Kan niet zolang
/// haar desks open doorgeleidingen hebben. Vraagt een verse tweede factor.
#[utoipa::path(post, path = "/v1/organisaties/{id}/beeindiging", operation_id = "organisatieBeeindigen", tag = "beheer",
    params(("id" = OrganisatieId, Path, description = "De organisatie"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Beëindigd", body = BeeindigdView)))]
pub async fn beeindig(t: Transaction, id: Pad<OrganisatieId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| beeindigen(tx, met, id.0, versie.0)).await
}

/// Ends one, with its desks and accounts.
pub fn beeindigen(tx: &mut Tx, met: &Met, id: OrganisatieId, gezien: Gezien) -> Result<Getoond<BeeindigdView>, Error> {
    desk::grendel_van(tx, id)?;
    let gezocht = store::find(tx, id)?;
    let mag = permit(&met.actor, OrganisatieBeheren, gezocht)?.versie(gezien)?;
    let mag = vers(tx, met, mag)?.niet_de_eigen(met.actor.organisatie())?.narrow::<Deelnemend>()?;
    let open = store::open_doorgeleidingen(tx, id)?;
    let desks = desk::open_van(tx, id)?;
    let organisatie = met.bewaar(tx, mag.beeindig(open)?)?;
    let accounts = gebruiker::gesloten_met(tx, id, met.actor.nu)?;
    let over = werk::van_allen(tx, &accounts)?;
    Ok(Getoond::een(organisatie.versie, BeeindigdView::new(organisatie, desks, accounts.len(), &over)))
}
