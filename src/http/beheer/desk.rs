//! Desks: add one, change its capacity or its term, close it.

use super::{
    invoer::{DeskWijziging, NieuweDesk},
    vers_als,
    view::DeskView,
};
use crate::{
    domain::toegang::{
        DeskId, OrganisatieId,
        beheer::{Deelnemend, Open},
        beleid::{DeskBeheren, DeskLezen, OrganisatieBeheren},
        permit,
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
        toegang::beheer::{desk as store, organisatie},
    },
};

/// Voegt een desk toe
///
/// Hier komen vanaf nu vragen langs haar route binnen. Een eigen responstermijn gaat voor die van de route.
#[utoipa::path(post, path = "/v1/organisaties/{id}/desks", operation_id = "deskToevoegen", tag = "beheer",
    request_body = NieuweDesk,
    params(("id" = OrganisatieId, Path, description = "De organisatie")),
    responses((status = 201, description = "Toegevoegd", body = DeskView)))]
pub async fn voeg_toe(t: Transaction, id: Pad<OrganisatieId>, invoer: Invoer<NieuweDesk>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let gezocht = organisatie::find(tx, id.0)?;
        let mag = permit(&met.actor, OrganisatieBeheren, gezocht)?.narrow::<Deelnemend>()?;
        let gegevens = invoer.0.gegevens(id.0)?;
        let desk = met.bewaar(tx, mag.voeg_desk_toe(gegevens))?;
        Antwoord::gemaakt(format!("/v1/desks/{}", desk.id), desk.versie, &DeskView::from(desk))
    })
    .await
}

/// Reads one desk, with its line.
pub(in crate::http) fn een(tx: &mut Tx, met: &Met, id: DeskId) -> Result<Antwoord, Error> {
    let gezocht = store::find(tx, id)?;
    let desk = met.inzage(tx, permit(&met.actor, DeskLezen, gezocht)?)?;
    Antwoord::een(desk.versie, &DeskView::from(desk))
}

/// Toont één desk
///
/// Voor de functioneel beheerder en de FG, ook als zij gesloten is.
#[utoipa::path(get, path = "/v1/desks/{id}", operation_id = "deskLezen", tag = "beheer",
    params(("id" = DeskId, Path, description = "De desk")),
    responses((status = 200, description = "De desk", body = DeskView)))]
pub async fn lees(t: Transaction, id: Pad<DeskId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| een(tx, met, id.0)).await
}

/// Wijzigt een desk
///
/// Naam, capaciteit, wachttijd en responstermijn; route en gebied blijven, want er rusten vragen op. Een andere responstermijn
/// vraagt een verse tweede factor, en geldt voor wat daarna wordt verzonden.
#[utoipa::path(put, path = "/v1/desks/{id}", operation_id = "deskWijzigen", tag = "beheer",
    request_body = DeskWijziging,
    params(("id" = DeskId, Path, description = "De desk"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Gewijzigd", body = DeskView)))]
pub async fn wijzig(
    t: Transaction,
    id: Pad<DeskId>,
    versie: IfMatch,
    invoer: Invoer<DeskWijziging>,
) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let gezocht = store::find(tx, id.0)?;
        let mag = permit(&met.actor, DeskBeheren, gezocht)?.versie(versie.0)?.narrow::<Open>()?;
        let was = &mag.ding().gegevens;
        let wordt = invoer.0.op(was);
        let andere_termijn = was.responstermijn != wordt.responstermijn;
        let besluit = vers_als(tx, met, andere_termijn, mag)?.wijzig(wordt);
        let desk = met.bewaar(tx, besluit)?;
        Antwoord::een(desk.versie, &DeskView::from(desk))
    })
    .await
}

/// Sluit een desk
///
/// Zij neemt geen vragen meer aan. Kan niet zolang er doorgeleidingen open zijn.
#[utoipa::path(post, path = "/v1/desks/{id}/sluiting", operation_id = "deskSluiten", tag = "beheer",
    params(("id" = DeskId, Path, description = "De desk"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Gesloten", body = DeskView)))]
pub async fn sluit(t: Transaction, id: Pad<DeskId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        store::grendel(tx, id.0)?;
        let gezocht = store::find(tx, id.0)?;
        let mag = permit(&met.actor, DeskBeheren, gezocht)?.versie(versie.0)?.narrow::<Open>()?;
        let open = store::open_doorgeleidingen(tx, id.0)?;
        let desk = met.bewaar(tx, mag.sluit(open)?)?;
        Antwoord::een(desk.versie, &DeskView::from(desk))
    })
    .await
}
