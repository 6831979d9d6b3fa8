//! Desks: add one, change its capacity or its term, close it.

use super::{
    invoer::{DeskWijziging, NieuweDesk, NieuweRuimte},
    vers_als,
    view::{DeskView, RuimteView},
};
use crate::{
    domain::toegang::{
        DeskId, Gezien, OrganisatieId,
        beheer::{Deelnemend, Open},
        beleid::{DeskBeheren, DeskLezen, DeskRuimteBijhouden, OrganisatieBeheren},
        permit,
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
    t.toon(move |tx, met| toevoegen(tx, met, id.0, invoer.0)).await
}

/// Adds a desk to an organisation.
pub fn toevoegen(tx: &mut Tx, met: &Met, id: OrganisatieId, invoer: NieuweDesk) -> Result<Getoond<DeskView>, Error> {
    let gezocht = organisatie::find(tx, id)?;
    let mag = permit(&met.actor, OrganisatieBeheren, gezocht)?.narrow::<Deelnemend>()?;
    let gegevens = invoer.gegevens(id)?;
    let desk = met.bewaar(tx, mag.voeg_desk_toe(gegevens))?;
    Ok(Getoond::gemaakt(format!("/v1/desks/{}", desk.id), desk.versie, desk))
}

/// Reads one desk, with its line.
pub fn een(tx: &mut Tx, met: &Met, id: DeskId) -> Result<Getoond<DeskView>, Error> {
    let gezocht = store::find(tx, id)?;
    let desk = met.inzage(tx, permit(&met.actor, DeskLezen, gezocht)?)?;
    Ok(Getoond::een(desk.versie, desk))
}

/// Toont één desk
///
/// Voor de functioneel beheerder en de FG, ook als zij gesloten is.
#[utoipa::path(get, path = "/v1/desks/{id}", operation_id = "deskLezen", tag = "beheer",
    params(("id" = DeskId, Path, description = "De desk")),
    responses((status = 200, description = "De desk", body = DeskView)))]
pub async fn lees(t: Transaction, id: Pad<DeskId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
}

/// Wijzigt een desk
///
/// Naam, capaciteit en responstermijn; route en gebied blijven, want er rusten vragen op, en haar vrije plekken en wachttijd houdt de
/// desk zelf bij. Een andere responstermijn vraagt een verse tweede factor, en geldt voor wat daarna wordt verzonden.
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
    t.toon(move |tx, met| wijzigen(tx, met, id.0, versie.0, invoer.0)).await
}

/// Changes one that is open.
pub fn wijzigen(
    tx: &mut Tx,
    met: &Met,
    id: DeskId,
    gezien: Gezien,
    invoer: DeskWijziging,
) -> Result<Getoond<DeskView>, Error> {
    let gezocht = store::find(tx, id)?;
    let mag = permit(&met.actor, DeskBeheren, gezocht)?.versie(gezien)?.narrow::<Open>()?;
    let was = &mag.ding().gegevens;
    let wordt = invoer.op(was);
    let andere_termijn = was.responstermijn != wordt.responstermijn;
    let besluit = vers_als(tx, met, andere_termijn, mag)?.wijzig(wordt);
    let desk = met.bewaar(tx, besluit)?;
    Ok(Getoond::een(desk.versie, desk))
}

/// Reads the room of a desk for whoever keeps it, with its line.
pub fn ruimte(tx: &mut Tx, met: &Met, id: DeskId) -> Result<Getoond<RuimteView>, Error> {
    let gezocht = store::find(tx, id)?;
    let desk = met.inzage(tx, permit(&met.actor, DeskRuimteBijhouden, gezocht)?)?;
    Ok(Getoond::een(desk.versie, desk))
}

/// Toont de ruimte van een desk
///
/// Voor wie er werkt: om haar bij te houden.
#[utoipa::path(get, path = "/v1/desks/{id}/ruimte", operation_id = "deskRuimteLezen", tag = "beheer",
    params(("id" = DeskId, Path, description = "De desk")),
    responses((status = 200, description = "De ruimte", body = RuimteView)))]
pub async fn lees_ruimte(t: Transaction, id: Pad<DeskId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| ruimte(tx, met, id.0)).await
}

/// Keeps the room of a desk that is open, in the version that was seen.
pub fn ruimte_bijhouden(
    tx: &mut Tx,
    met: &Met,
    id: DeskId,
    gezien: impl Into<Gezien>,
    NieuweRuimte { vrije_plekken, wachttijd_dagen }: NieuweRuimte,
) -> Result<Getoond<RuimteView>, Error> {
    let gezocht = store::find(tx, id)?;
    let mag = permit(&met.actor, DeskRuimteBijhouden, gezocht)?.versie(gezien)?.narrow::<Open>()?;
    let desk = met.bewaar(tx, mag.noteer_ruimte(vrije_plekken, wachttijd_dagen))?;
    Ok(Getoond::een(desk.versie, desk))
}

/// Houdt de ruimte van een desk bij
///
/// Hoeveel gezinnen er nu bij kunnen en hoelang zij wachten, door wie er werkt. Het routeadvies toont het. Ook dat er niets
/// veranderde is het weten waard: de dag waarop u keek staat erbij.
#[utoipa::path(put, path = "/v1/desks/{id}/ruimte", operation_id = "deskRuimteBijhouden", tag = "beheer",
    request_body = NieuweRuimte,
    params(("id" = DeskId, Path, description = "De desk"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Bijgewerkt", body = RuimteView)))]
pub async fn houd_ruimte_bij(
    t: Transaction,
    id: Pad<DeskId>,
    versie: IfMatch,
    invoer: Invoer<NieuweRuimte>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| ruimte_bijhouden(tx, met, id.0, versie.0, invoer.0)).await
}

/// Sluit een desk
///
/// Zij neemt geen vragen meer aan. Kan niet zolang er doorgeleidingen open zijn.
#[utoipa::path(post, path = "/v1/desks/{id}/sluiting", operation_id = "deskSluiten", tag = "beheer",
    params(("id" = DeskId, Path, description = "De desk"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Gesloten", body = DeskView)))]
pub async fn sluit(t: Transaction, id: Pad<DeskId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| sluiten(tx, met, id.0, versie.0)).await
}

/// Closes one that nothing waits at.
pub fn sluiten(tx: &mut Tx, met: &Met, id: DeskId, gezien: Gezien) -> Result<Getoond<DeskView>, Error> {
    store::grendel(tx, id)?;
    let gezocht = store::find(tx, id)?;
    let mag = permit(&met.actor, DeskBeheren, gezocht)?.versie(gezien)?.narrow::<Open>()?;
    let open = store::open_doorgeleidingen(tx, id)?;
    let desk = met.bewaar(tx, mag.sluit(open)?)?;
    Ok(Getoond::een(desk.versie, desk))
}
