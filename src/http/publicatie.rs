//! The released counts. They tell of no person, so reading them leaves no line in the logboek; a refusal does.

#[cfg(test)]
mod tests;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method,
        header::{self, Accept, ETag, EntityTag, Header as _, HeaderValue},
    },
    web::{self, Data, Json, ServiceConfig},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    accept::voorkeur,
    antwoord::{Link, Pagina},
    pad::Pad,
    problem::{Code, Problem, ProblemView},
    route::resource,
};
use crate::{
    domain::{
        beleid::PublicatieLezen,
        ids::PublicatieId,
        publicatie::vrijgave::Vrijgave,
        recht::{Actor, Gezocht, permit, permit_lijst},
        tijd::Moment,
    },
    store::{
        conn::{Db, Tx},
        error::Error,
        publicatie::{self, Bestand},
    },
};

const PAD: &str = "/v1/publicaties";

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/publicaties", [(Method::GET, web::to(lijst))]))
        .service(resource("/publicaties/{id}", [(Method::GET, web::to(een))]))
        .service(resource("/publicaties/{id}/cellen", [(Method::GET, web::to(cellen))]))
        .service(resource("/publicaties/{id}/woordenboek", [(Method::GET, web::to(woordenboek))]));
}

/// Een vrijgegeven publicatie.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Publicatie)]
pub struct PublicatieView {
    /// Het kenmerk.
    pub id: PublicatieId,
    /// De getelde periode: een jaar of een kwartaal.
    #[schema(example = "2025-K3")]
    pub periode: String,
    /// Het programma en de versie ervan.
    #[schema(example = "kansrijke-start/1")]
    pub programma: String,
    /// Het kleinste aantal gezinnen, anders dan 0, dat wordt vermeld.
    #[schema(minimum = 5, example = 10)]
    pub drempel: i32,
    /// Wanneer zij is vrijgegeven; daarna verandert er niets meer aan.
    pub vrijgegeven_op: Moment,
    /// De SHA-256 van elk bestand.
    pub sha256: AfdrukkenView,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: PublicatieLinks,
}

/// De SHA-256 van elk bestand van een publicatie, hexadecimaal.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicatieAfdrukken)]
pub struct AfdrukkenView {
    /// Van de cellen als CSV.
    pub csv: String,
    /// Van de cellen als JSON.
    pub json: String,
    /// Van het woordenboek.
    pub woordenboek: String,
}

/// Waar een publicatie en haar bestanden staan.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicatieLinks {
    /// Deze publicatie.
    #[serde(rename = "self")]
    pub zelf: Link,
    /// De cellen, als CSV of als JSON.
    pub cellen: Link,
    /// Het woordenboek.
    pub woordenboek: Link,
}

impl From<Vrijgave> for PublicatieView {
    fn from(vrijgave: Vrijgave) -> Self {
        let pad = format!("{PAD}/{}", vrijgave.id);
        Self {
            id: vrijgave.id,
            periode: vrijgave.periode.to_string(),
            programma: vrijgave.programma,
            drempel: vrijgave.drempel,
            vrijgegeven_op: vrijgave.vrijgegeven_op,
            sha256: AfdrukkenView {
                csv: vrijgave.sha256.csv,
                json: vrijgave.sha256.json,
                woordenboek: vrijgave.sha256.woordenboek,
            },
            links: PublicatieLinks {
                cellen: Link::naar(format!("{pad}/cellen")),
                woordenboek: Link::naar(format!("{pad}/woordenboek")),
                zelf: Link::naar(pad),
            },
        }
    }
}

/// Geeft alle vrijgegeven publicaties, de laatste periode eerst.
#[utoipa::path(
    get,
    path = "/v1/publicaties",
    operation_id = "publicatiesLezen",
    tag = "publicatie",
    responses(
        (status = 200, description = "Alle vrijgegeven publicaties.", body = Pagina<PublicatieView>, headers(
            ("API-Version" = String, description = "De versie van de API."),
        )),
        (status = 403, description = "Uw rol leest geen publicaties.", body = ProblemView,
            content_type = "application/problem+json"),
    ),
)]
pub async fn lijst(actor: Actor, db: Data<Db>) -> Result<Json<Pagina<PublicatieView>>, Problem> {
    let vrijgaven = db.read(move |tx| {
        mag(&actor, None)?;
        publicatie::lijst(tx)
    });
    let items = vrijgaven.await?.into_iter().map(Into::into).collect();
    Ok(Json(Pagina::geheel(PAD, items)))
}

/// Geeft één vrijgegeven publicatie, zonder haar bestanden.
#[utoipa::path(
    get,
    path = "/v1/publicaties/{id}",
    operation_id = "publicatieLezen",
    tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "Het kenmerk van de publicatie.")),
    responses(
        (status = 200, description = "De publicatie.", body = PublicatieView, headers(
            ("API-Version" = String, description = "De versie van de API."),
            ("ETag" = String, description = "De SHA-256 van de cellen als CSV."),
        )),
        (status = 403, description = "Uw rol leest geen publicaties.", body = ProblemView,
            content_type = "application/problem+json"),
        (status = 404, description = "Deze publicatie is er niet.", body = ProblemView,
            content_type = "application/problem+json"),
    ),
)]
pub async fn een(actor: Actor, Pad(id): Pad<PublicatieId>, db: Data<Db>) -> Result<HttpResponse, Problem> {
    let view = PublicatieView::from(db.read(move |tx| vrijgave(tx, &actor, id)).await?);
    Ok(HttpResponse::Ok().insert_header(etag(&view.sha256.csv)).json(view))
}

/// Geeft de cellen van een publicatie: altijd dezelfde bytes.
///
/// Met `Accept: text/csv` als CSV, met `Accept: application/json` of zonder voorkeur als JSON.
#[utoipa::path(
    get,
    path = "/v1/publicaties/{id}/cellen",
    operation_id = "publicatieCellenLezen",
    tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "Het kenmerk van de publicatie.")),
    responses(
        (status = 200, description = "De cellen, in de gevraagde vorm.", content(
            (Object = "application/json"),
            (String = "text/csv"),
        ), headers(
            ("API-Version" = String, description = "De versie van de API."),
            ("ETag" = String, description = "De SHA-256 van deze bytes."),
        )),
        (status = 403, description = "Uw rol leest geen publicaties.", body = ProblemView,
            content_type = "application/problem+json"),
        (status = 404, description = "Deze publicatie is er niet.", body = ProblemView,
            content_type = "application/problem+json"),
        (status = 406, description = "In de gevraagde vorm zijn de cellen er niet.", body = ProblemView,
            content_type = "application/problem+json"),
    ),
)]
pub async fn cellen(
    actor: Actor,
    Pad(id): Pad<PublicatieId>,
    req: HttpRequest,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    let vorm = vorm(&req)?;
    let mut antwoord = bestand(actor, id, vorm, &db).await?;
    antwoord.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(antwoord)
}

/// Geeft het woordenboek van een publicatie: elke maat, elke kolom en de regels.
#[utoipa::path(
    get,
    path = "/v1/publicaties/{id}/woordenboek",
    operation_id = "publicatieWoordenboekLezen",
    tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "Het kenmerk van de publicatie.")),
    responses(
        (status = 200, description = "Het woordenboek, in Markdown.", body = String, content_type = "text/markdown",
            headers(
                ("API-Version" = String, description = "De versie van de API."),
                ("ETag" = String, description = "De SHA-256 van deze bytes."),
            )),
        (status = 403, description = "Uw rol leest geen publicaties.", body = ProblemView,
            content_type = "application/problem+json"),
        (status = 404, description = "Deze publicatie is er niet.", body = ProblemView,
            content_type = "application/problem+json"),
    ),
)]
pub async fn woordenboek(actor: Actor, Pad(id): Pad<PublicatieId>, db: Data<Db>) -> Result<HttpResponse, Problem> {
    bestand(actor, id, Bestand::Woordenboek, &db).await
}

async fn bestand(actor: Actor, id: PublicatieId, welk: Bestand, db: &Db) -> Result<HttpResponse, Problem> {
    let gelezen = db.read(move |tx| {
        let vrijgave = vrijgave(tx, &actor, id)?;
        publicatie::bestand(tx, vrijgave.id, welk)
    });
    let (bytes, sha256) = gelezen.await?;
    let soort = match welk {
        Bestand::Csv => "text/csv; charset=utf-8; header=present",
        Bestand::Json => "application/json",
        Bestand::Woordenboek => "text/markdown; charset=utf-8",
    };
    let mut antwoord = HttpResponse::Ok();
    Ok(antwoord.content_type(soort).insert_header(etag(&sha256)).body(bytes))
}

/// Whether `actor` may read releases at all; the line of a refusal names the one that was asked for, there or not.
fn mag(actor: &Actor, id: Option<PublicatieId>) -> Result<(), Error> {
    permit_lijst(actor, PublicatieLezen).map(drop).map_err(|mut weigering| {
        weigering.spoor.object = id.map(PublicatieId::uuid);
        weigering.into()
    })
}

/// One release that `actor` may read.
fn vrijgave(tx: &mut Tx, actor: &Actor, id: PublicatieId) -> Result<Vrijgave, Error> {
    // Released counts have no area: a role that reads them does so wherever it holds.
    mag(actor, Some(id))?;
    match publicatie::find(tx, id)? {
        Gezocht { gevonden: Some(vrijgave), .. } => Ok(vrijgave),
        weg => Ok(permit(actor, PublicatieLezen, weg)?.into_parts().1),
    }
}

fn etag(sha256: &str) -> ETag {
    ETag(EntityTag::new_strong(sha256.to_owned()))
}

/// The form of the numbers that `Accept` likes best: JSON, unless CSV is liked better.
fn vorm(req: &HttpRequest) -> Result<Bestand, Problem> {
    if !req.headers().contains_key(header::ACCEPT) {
        return Ok(Bestand::Json);
    }
    let geen = || Problem::new(Code::NietAcceptabel, "De cellen zijn er als `text/csv` en als `application/json`.");
    let accept = Accept::parse(req).map_err(|_| geen())?;
    let json = voorkeur(&accept, ["application/json", "application/*", "*/*"]);
    let csv = voorkeur(&accept, ["text/csv", "text/*", "*/*"]);
    match json.max(csv) {
        None => Err(geen()),
        _ if csv > json => Ok(Bestand::Csv),
        _ => Ok(Bestand::Json),
    }
}
