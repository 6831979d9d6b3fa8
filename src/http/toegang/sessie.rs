//! Logging in, carrying on, looking and logging out.

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Json},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::Toegang;
use crate::{
    clock::Clock,
    domain::{
        tijd::Moment,
        toegang::{Actor, GebruikerId, OrganisatieId, Organisatiesoort, Rol, Toekenning, Verzoek, totp},
    },
    http::{
        invoer::Invoer,
        problem::{Code, Problem, ProblemView},
    },
    store::{
        conn::Db,
        kluis::Kluis,
        toegang::{
            gebied,
            gebruiker::{self, Inlog, Profiel},
            geheim::{self, Geheim},
            sessie::{self, Lopend},
        },
    },
};

const HUIDIGE: &str = "/v1/sessies/huidige";
const VERNIEUWING: &str = "/v1/sessies/vernieuwing";

/// Waarmee iemand inlogt.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Inloggen {
    /// De naam van het account; hoofdletters maken geen verschil.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64, example = "a.jansen")]
    gebruikersnaam: String,
    /// Het wachtwoord.
    #[validate(length(min = 1, max = 128))]
    #[schema(min_length = 1, max_length = 128, format = Password)]
    wachtwoord: String,
    /// De zes cijfers die de authenticator nu toont. Elke code werkt één keer.
    #[validate(custom(function = zes_cijfers))]
    #[schema(min_length = 6, max_length = 6, pattern = "^[0-9]{6}$", example = "287082")]
    totp_code: String,
}

pub(in crate::http) fn zes_cijfers(code: &str) -> Result<(), ValidationError> {
    if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(())
    } else {
        Err(ValidationError::new("formaat").with_message("Een code van zes cijfers.".into()))
    }
}

/// Waarmee een sessie doorgaat.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Vernieuwen {
    /// Het verversingstoken uit het vorige antwoord; het werkt één keer.
    #[validate(length(min = 1, max = 128))]
    #[schema(min_length = 1, max_length = 128)]
    verversingstoken: String,
}

/// Waarmee aanvragen in een sessie gedaan worden.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Tokens)]
pub struct TokensView {
    /// Hoort in elke aanvraag, in `Authorization: Bearer …`.
    toegangstoken: String,
    /// Altijd `Bearer`.
    #[schema(example = "Bearer")]
    soort: &'static str,
    /// Het aantal seconden dat het toegangstoken geldt.
    #[schema(example = 300)]
    verloopt_over: i64,
    /// Geeft één keer een nieuw paar. Wie het vaker gebruikt, beëindigt de sessie.
    verversingstoken: String,
    /// Waar het verder gaat.
    #[serde(rename = "_links")]
    links: SessieLinks,
}

/// Waar het verder gaat met een sessie.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessieLinks {
    /// De sessie zelf: bekijken of uitloggen.
    #[serde(rename = "self")]
    zelf: SessieLink,
    /// Hier is een nieuw paar tokens te krijgen.
    vernieuwing: SessieLink,
}

/// Een verwijzing.
#[derive(Serialize, ToSchema)]
pub struct SessieLink {
    /// Het pad.
    href: &'static str,
}

fn links() -> SessieLinks {
    SessieLinks { zelf: SessieLink { href: HUIDIGE }, vernieuwing: SessieLink { href: VERNIEUWING } }
}

impl TokensView {
    fn new(toegang: &Toegang, lopend: Lopend, verversing: Geheim, nu: Moment) -> Result<Self, Problem> {
        let (toegangstoken, verloopt_over) =
            toegang.tokens.geef_uit(lopend, nu).ok_or_else(|| Problem::internal("the token could not be signed"))?;
        Ok(Self { toegangstoken, soort: "Bearer", verloopt_over, verversingstoken: verversing.tekst, links: links() })
    }
}

/// Logt in.
#[utoipa::path(
    post, path = "/v1/sessies", operation_id = "beginSessie", tag = "toegang",
    description = "Logt in met wachtwoord en tweede factor. Wat er ook niet klopt: het antwoord is hetzelfde.",
    request_body = Inloggen,
    responses(
        (status = 201, description = "Ingelogd.", body = TokensView,
            headers(("API-Version" = String, description = "De versie van deze API."),
                ("Location" = String, description = "De sessie."))),
        (status = 400, description = "De invoer klopt niet.", body = ProblemView, content_type = "application/problem+json"),
        (status = 401, description = "De inloggegevens kloppen niet.", body = ProblemView, content_type = "application/problem+json"),
        (status = 503, description = "Het is te druk.", body = ProblemView, content_type = "application/problem+json"),
    ),
)]
#[tracing::instrument(skip_all)]
pub async fn begin(
    verzoek: Verzoek,
    Invoer(inloggen): Invoer<Inloggen>,
    toegang: Data<Toegang>,
    kluis: Data<Kluis>,
    db: Data<Db>,
    clock: Data<dyn Clock>,
) -> Result<HttpResponse, Problem> {
    let inlog = zoek(&db, &kluis, inloggen.gebruikersnaam).await?;
    let hash = inlog.as_ref().map(|inlog| inlog.wachtwoord.as_str());
    let klopt = toegang.hashers.klopt(inloggen.wachtwoord, hash).await?;
    let nu = clock.now();
    let (verversing, grenzen) = (Geheim::nieuw()?, toegang.grenzen);
    let afdruk = verversing.afdruk.clone();
    let begonnen = db
        .write(move |tx| match toets(inlog.as_ref(), klopt, &inloggen.totp_code, nu) {
            Ok(bewezen) => sessie::begin(tx, bewezen, &afdruk, grenzen, &verzoek, nu),
            Err(wie) => sessie::geweigerd(tx, wie, &verzoek, nu).map(|()| None),
        })
        .await?;
    let lopend = begonnen.ok_or_else(onjuist)?;
    let tokens = TokensView::new(&toegang, lopend, verversing, nu)?;
    Ok(HttpResponse::Created().insert_header((header::LOCATION, HUIDIGE)).json(tokens))
}

async fn zoek(db: &Db, kluis: &Kluis, naam: String) -> Result<Option<Inlog>, Problem> {
    let kluis = kluis.clone();
    Ok(db.glance(move |tx| gebruiker::inlog(tx, &kluis, &naam)).await?)
}

/// The account with the step of its code, when both factors are right; else the account, if there is one.
fn toets<'a>(
    inlog: Option<&'a Inlog>,
    klopt: bool,
    code: &str,
    nu: Moment,
) -> Result<(&'a Inlog, i64), Option<GebruikerId>> {
    let inlog = inlog.ok_or(None)?;
    let stap = totp::stap(&inlog.totp_geheim, code, nu).filter(|_| klopt);
    stap.map(|stap| (inlog, stap)).ok_or(Some(inlog.gebruiker))
}

fn onjuist() -> Problem {
    Problem::new(
        Code::InloggegevensOnjuist,
        "De gebruikersnaam, het wachtwoord of de code klopt niet. Een code werkt één keer: wacht zo nodig op de volgende.",
    )
}

/// Geeft een nieuw paar tokens.
#[utoipa::path(
    post, path = "/v1/sessies/vernieuwing", operation_id = "vernieuwSessie", tag = "toegang",
    description = "Ruilt een verversingstoken voor een nieuw paar. Wie er een vaker gebruikt, beëindigt de hele sessie.",
    request_body = Vernieuwen,
    responses(
        (status = 200, description = "Een nieuw paar.", body = TokensView,
            headers(("API-Version" = String, description = "De versie van deze API."))),
        (status = 400, description = "De invoer klopt niet.", body = ProblemView, content_type = "application/problem+json"),
        (status = 401, description = "De sessie gaat niet door.", body = ProblemView, content_type = "application/problem+json"),
        (status = 503, description = "Het is te druk.", body = ProblemView, content_type = "application/problem+json"),
    ),
)]
#[tracing::instrument(skip_all)]
pub async fn vernieuw(
    verzoek: Verzoek,
    Invoer(vernieuwen): Invoer<Vernieuwen>,
    toegang: Data<Toegang>,
    db: Data<Db>,
    clock: Data<dyn Clock>,
) -> Result<Json<TokensView>, Problem> {
    let nu = clock.now();
    let oud = geheim::afdruk(&vernieuwen.verversingstoken);
    let verversing = Geheim::nieuw()?;
    let nieuw = verversing.afdruk.clone();
    let lopend = db
        .write(move |tx| sessie::vernieuw(tx, &oud, &nieuw, &verzoek, nu))
        .await?
        .ok_or_else(|| Problem::new(Code::NietIngelogd, "Deze sessie gaat niet door. Log opnieuw in."))?;
    TokensView::new(&toegang, lopend, verversing, nu).map(Json)
}

/// Logt uit.
#[utoipa::path(
    delete, path = "/v1/sessies/huidige", operation_id = "beeindigSessie", tag = "toegang",
    description = "Beëindigt de sessie: de volgende aanvraag met een van haar tokens wordt geweigerd.",
    responses(
        (status = 204, description = "Uitgelogd.",
            headers(("API-Version" = String, description = "De versie van deze API."))),
        (status = 401, description = "Niet ingelogd.", body = ProblemView, content_type = "application/problem+json"),
        (status = 503, description = "Het is te druk.", body = ProblemView, content_type = "application/problem+json"),
    ),
    security(("bearer" = [])),
)]
#[tracing::instrument(skip_all)]
pub async fn beeindig(actor: Actor, db: Data<Db>) -> Result<HttpResponse, Problem> {
    db.write(move |tx| sessie::beeindig(tx, &actor)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Wie er is ingelogd, en tot wanneer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Sessie)]
pub struct SessieView {
    /// De sessie.
    #[schema(value_type = uuid::Uuid)]
    id: crate::domain::toegang::SessieId,
    /// Het account.
    gebruiker: GebruikerView,
    /// Waar deze gebruiker werkt.
    organisatie: OrganisatieView,
    /// Wat deze gebruiker mag, en waar.
    toekenningen: Vec<ToekenningView>,
    /// Wanneer is ingelogd.
    begonnen_op: Moment,
    /// Wanneer de sessie voor het laatst is bijgewerkt, op de minuut.
    actief_op: Moment,
    /// Wanneer de sessie hoe dan ook eindigt.
    verloopt_op: Moment,
    /// Waar het verder gaat.
    #[serde(rename = "_links")]
    links: SessieLinks,
}

/// Een account.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SessieGebruiker)]
pub struct GebruikerView {
    /// Het account.
    #[schema(value_type = uuid::Uuid)]
    id: GebruikerId,
    /// De naam om mee in te loggen.
    gebruikersnaam: String,
    /// Hoe deze gebruiker heet.
    naam: String,
}

/// Een organisatie.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SessieOrganisatie)]
pub struct OrganisatieView {
    /// De organisatie.
    #[schema(value_type = uuid::Uuid)]
    id: OrganisatieId,
    /// Hoe zij heet.
    naam: String,
    /// Wat voor organisatie het is.
    soort: Organisatiesoort,
}

/// Een rol in een gebied.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SessieToekenning)]
pub struct ToekenningView {
    /// De rol.
    rol: Rol,
    /// Het gebied.
    gebied: GebiedView,
}

/// Waar een toekenning geldt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SessieGebied)]
pub struct GebiedView {
    /// Wat voor gebied: `regio`, `subregio`, `gemeente`, `organisatie` of `desk`.
    #[schema(example = "subregio")]
    soort: &'static str,
    /// Welk: een naam, een code of een id. Leeg bij de hele regio.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false, example = "parkstad")]
    waarde: String,
}

impl From<&Toekenning> for ToekenningView {
    fn from(toekenning: &Toekenning) -> Self {
        let (soort, waarde) = gebied::als_tekst(toekenning.gebied);
        Self { rol: toekenning.rol, gebied: GebiedView { soort, waarde } }
    }
}

impl SessieView {
    fn new(actor: &Actor, profiel: Profiel, (begonnen_op, actief_op, verloopt_op): (Moment, Moment, Moment)) -> Self {
        Self {
            id: actor.sessie,
            gebruiker: GebruikerView {
                id: actor.gebruiker,
                gebruikersnaam: profiel.gebruikersnaam,
                naam: profiel.naam,
            },
            organisatie: OrganisatieView { id: actor.organisatie, naam: profiel.organisatie, soort: profiel.soort },
            toekenningen: actor.toekenningen.iter().map(Into::into).collect(),
            begonnen_op,
            actief_op,
            verloopt_op,
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
        (status = 503, description = "Het is te druk.", body = ProblemView, content_type = "application/problem+json"),
    ),
    security(("bearer" = [])),
)]
#[tracing::instrument(skip_all)]
pub async fn toon(actor: Actor, db: Data<Db>) -> Result<Json<SessieView>, Problem> {
    let view = db
        .read(move |tx| {
            let profiel = gebruiker::profiel(tx, actor.gebruiker)?;
            let tijden = sessie::tijden(tx, actor.sessie)?;
            Ok(SessieView::new(&actor, profiel, tijden))
        })
        .await?;
    Ok(Json(view))
}
