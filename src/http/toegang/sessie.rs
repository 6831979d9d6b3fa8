//! Sessions, for whoever is in one: looking at them, and ending them.

use actix_web::{HttpResponse, web::Json};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    deur::{Bezoek, Deur},
    zelf::Zelf,
};
use crate::{
    domain::{
        tijd::Moment,
        toegang::{Actor, GebruikerId, OrganisatieId, Organisatiesoort, Rol, SessieId, Toekenning, uitslag::Uitslag},
    },
    http::{
        antwoord::Pagina,
        pad::Pad,
        problem::{Problem, ProblemView},
    },
    store::{
        bericht,
        conn::Tx,
        toegang::{
            gebied,
            gebruiker::{self, Profiel},
            sessie::{self, Sessieregel},
        },
    },
};

pub(super) const HUIDIGE: &str = "/v1/sessies/huidige";
const VERNIEUWING: &str = "/v1/sessies/vernieuwing";
const SESSIES: &str = "/v1/sessies";

/// Waar het verder gaat met een sessie.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessieLinks {
    /// De sessie zelf: bekijken of uitloggen.
    #[serde(rename = "self")]
    zelf: SessieLink,
    /// Hier is een nieuw paar tokens te krijgen.
    vernieuwing: SessieLink,
}

/// Een verwijzing.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessieLink {
    /// Het pad.
    pub(super) href: &'static str,
}

pub(super) fn links() -> SessieLinks {
    SessieLinks { zelf: SessieLink { href: HUIDIGE }, vernieuwing: SessieLink { href: VERNIEUWING } }
}

/// Logt uit.
#[utoipa::path(
    delete, path = "/v1/sessies/huidige", operation_id = "beeindigSessie", tag = "toegang",
    description = "Beëindigt de sessie: de volgende aanvraag met een van haar tokens wordt geweigerd.",
    responses(
        (status = 204, description = "Uitgelogd.",
            headers(("API-Version" = String, description = "De versie van deze API."))),
        (status = 401, description = "Niet ingelogd.", body = ProblemView, content_type = "application/problem+json"),
        (status = 503, description = "Het is te druk, of er kan niets worden vastgelegd.", body = ProblemView, content_type = "application/problem+json"),
    ),
    security(("bearer" = [])),
)]
#[tracing::instrument(skip_all)]
pub async fn beeindig(actor: Actor, deur: Deur) -> Result<HttpResponse, Problem> {
    log_uit(&actor, &deur).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ends the session in which somebody asks for that.
pub async fn log_uit(actor: &Actor, deur: &Deur) -> Result<(), Problem> {
    let zij = actor.clone();
    // Whoever ended it a moment ago heard so too: the line tells the two apart, the answer does not.
    let eindigt = move |tx: &mut Tx, _: &Bezoek| {
        sessie::beeindig(tx, &zij).map(|uitslag| Uitslag { uitkomst: Ok(()), ..uitslag })
    };
    deur.run_als(actor, eindigt).await
}

/// Wie er is ingelogd, en tot wanneer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Sessie)]
pub struct SessieView {
    /// De sessie.
    #[schema(value_type = uuid::Uuid)]
    pub id: SessieId,
    /// Het account.
    pub gebruiker: GebruikerView,
    /// Waar deze gebruiker werkt.
    pub organisatie: OrganisatieView,
    /// Wat deze gebruiker mag, en waar.
    pub toekenningen: Vec<ToekenningView>,
    /// Wanneer is ingelogd.
    pub begonnen_op: Moment,
    /// Wanneer de sessie voor het laatst is bijgewerkt, op de minuut.
    pub actief_op: Moment,
    /// Wanneer de sessie hoe dan ook eindigt.
    pub verloopt_op: Moment,
    /// Wanneer de sessie eindigt als er niets meer gebeurt.
    pub stil_tot: Moment,
    /// Hoeveel berichten nog niet gelezen zijn.
    pub ongelezen_berichten: i64,
    /// Waar het verder gaat.
    #[serde(rename = "_links")]
    links: SessieLinks,
}

/// Een account.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SessieGebruiker)]
pub struct GebruikerView {
    /// Het account.
    #[schema(value_type = uuid::Uuid)]
    pub id: GebruikerId,
    /// De naam om mee in te loggen.
    pub gebruikersnaam: String,
    /// Hoe deze gebruiker heet.
    pub naam: String,
}

/// Een organisatie.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SessieOrganisatie)]
pub struct OrganisatieView {
    /// De organisatie.
    #[schema(value_type = uuid::Uuid)]
    pub id: OrganisatieId,
    /// Hoe zij heet.
    pub naam: String,
    /// Wat voor organisatie het is.
    pub soort: Organisatiesoort,
}

/// Een rol in een gebied.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SessieToekenning)]
pub struct ToekenningView {
    /// De rol.
    pub rol: Rol,
    /// Het gebied.
    pub gebied: GebiedView,
}

/// Waar een toekenning geldt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SessieGebied)]
pub struct GebiedView {
    /// Wat voor gebied: `regio`, `subregio`, `gemeente`, `organisatie` of `desk`.
    #[schema(example = "subregio")]
    pub soort: &'static str,
    /// Welk: een naam, een code of een id. Leeg bij de hele regio.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false, example = "parkstad")]
    pub waarde: String,
}

impl From<&Toekenning> for ToekenningView {
    fn from(toekenning: &Toekenning) -> Self {
        let (soort, waarde) = gebied::als_tekst(toekenning.gebied);
        Self { rol: toekenning.rol, gebied: GebiedView { soort, waarde } }
    }
}

impl SessieView {
    fn new(actor: &Actor, profiel: Profiel, regel: &Sessieregel, ongelezen_berichten: i64) -> Self {
        Self {
            id: actor.sessie(),
            gebruiker: GebruikerView {
                id: actor.gebruiker(),
                gebruikersnaam: profiel.gebruikersnaam,
                naam: profiel.naam,
            },
            organisatie: OrganisatieView { id: actor.organisatie(), naam: profiel.organisatie, soort: profiel.soort },
            toekenningen: actor.toekenningen().map(Into::into).collect(),
            begonnen_op: regel.begonnen_op,
            actief_op: regel.actief_op,
            verloopt_op: regel.verloopt_op,
            stil_tot: regel.stil_tot(),
            ongelezen_berichten,
            links: links(),
        }
    }
}

/// Toont wie er is ingelogd.
#[utoipa::path(
    get, path = "/v1/sessies/huidige", operation_id = "toonSessie", tag = "toegang",
    description = "Toont wie er is ingelogd, wat deze gebruiker mag en tot wanneer de sessie loopt.",
    responses(
        (status = 200, description = "De sessie.", body = SessieView,
            headers(("API-Version" = String, description = "De versie van deze API."))),
        (status = 401, description = "Niet ingelogd.", body = ProblemView, content_type = "application/problem+json"),
        (status = 503, description = "Het is te druk, of er kan niets worden vastgelegd.", body = ProblemView, content_type = "application/problem+json"),
    ),
    security(("bearer" = [])),
)]
#[tracing::instrument(skip_all)]
pub async fn toon(actor: Actor, deur: Deur) -> Result<Json<SessieView>, Problem> {
    Ok(Json(huidige(actor, &deur).await?))
}

/// Who is logged in, and until when.
pub async fn huidige(actor: Actor, deur: &Deur) -> Result<SessieView, Problem> {
    let lees = move |tx: &mut Tx| {
        let profiel = gebruiker::profiel(tx, actor.gebruiker())?;
        let regel = sessie::een(tx, actor.sessie())?;
        let ongelezen = bericht::ongelezen(tx, actor.gebruiker())?;
        Ok(SessieView::new(&actor, profiel, &regel, ongelezen))
    };
    deur.lees(lees).await
}

/// Een van de eigen sessies.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = EigenSessie)]
pub struct EigenSessieView {
    /// De sessie.
    #[schema(value_type = uuid::Uuid)]
    pub id: SessieId,
    /// Of dit de sessie is waarin u nu werkt.
    pub huidige: bool,
    /// Wanneer is ingelogd.
    pub begonnen_op: Moment,
    /// Wanneer de sessie voor het laatst is bijgewerkt, op de minuut.
    pub actief_op: Moment,
    /// Wanneer de sessie hoe dan ook eindigt.
    pub verloopt_op: Moment,
    /// Het adres waarvandaan is ingelogd.
    #[schema(example = "192.0.2.1")]
    pub toegangspunt: String,
}

/// Toont de eigen sessies
///
/// Die nog lopen, de nieuwste eerst. Wie er een niet herkent, beëindigt haar en wijzigt het wachtwoord.
#[utoipa::path(get, path = "/v1/sessies", operation_id = "sessiesLezen", tag = "toegang",
    responses((status = 200, description = "De lopende sessies", body = Pagina<EigenSessieView>)))]
#[tracing::instrument(skip_all)]
pub async fn lijst(Zelf(actor): Zelf, deur: Deur) -> Result<Json<Pagina<EigenSessieView>>, Problem> {
    Ok(Json(Pagina::geheel(SESSIES, eigen(actor, &deur).await?)))
}

/// The sessions of somebody that go on, the newest first.
pub async fn eigen(actor: Actor, deur: &Deur) -> Result<Vec<EigenSessieView>, Problem> {
    let huidige = actor.sessie();
    let regels = deur.lees(move |tx| sessie::lopende(tx, actor.gebruiker(), actor.nu)).await?;
    let views = regels.into_iter().map(|regel| EigenSessieView {
        id: regel.id,
        huidige: regel.id == huidige,
        begonnen_op: regel.begonnen_op,
        actief_op: regel.actief_op,
        verloopt_op: regel.verloopt_op,
        toegangspunt: regel.toegangspunt,
    });
    Ok(views.collect())
}

/// Beëindigt een van de eigen sessies
///
/// De volgende aanvraag met een van haar tokens wordt geweigerd.
#[utoipa::path(delete, path = "/v1/sessies/{id}", operation_id = "eigenSessieBeeindigen", tag = "toegang",
    params(("id" = SessieId, Path, description = "De sessie")),
    responses((status = 204, description = "Beëindigd")))]
#[tracing::instrument(skip_all)]
pub async fn beeindig_een(Zelf(actor): Zelf, deur: Deur, id: Pad<SessieId>) -> Result<HttpResponse, Problem> {
    log_daar_uit(&actor, &deur, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ends one session of somebody's own.
pub async fn log_daar_uit(actor: &Actor, deur: &Deur, id: SessieId) -> Result<(), Problem> {
    let zij = actor.clone();
    deur.run_als(actor, move |tx, _| sessie::beeindig_een(tx, &zij, id)).await?;
    Ok(())
}

/// Hoeveel sessies er beëindigd zijn.
#[derive(Serialize, ToSchema)]
#[schema(as = SessiesBeeindigd)]
pub struct BeeindigdView {
    /// Het aantal.
    pub beeindigd: usize,
}

/// Beëindigt alle eigen sessies behalve deze
#[utoipa::path(post, path = "/v1/sessies/beeindiging", operation_id = "andereSessiesBeeindigen", tag = "toegang",
    responses((status = 200, description = "Beëindigd", body = BeeindigdView)))]
#[tracing::instrument(skip_all)]
pub async fn beeindig_andere(Zelf(actor): Zelf, deur: Deur) -> Result<Json<BeeindigdView>, Problem> {
    Ok(Json(BeeindigdView { beeindigd: log_elders_uit(&actor, &deur).await? }))
}

/// Ends the other sessions of somebody; says how many.
pub async fn log_elders_uit(actor: &Actor, deur: &Deur) -> Result<usize, Problem> {
    let zij = actor.clone();
    deur.run_als(actor, move |tx, _| sessie::beeindig_andere(tx, &zij)).await
}
