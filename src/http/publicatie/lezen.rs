//! What is read: the programme, the publicaties and their files.

use std::{str::FromStr as _, sync::Arc};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{ContentDisposition, DispositionParam, DispositionType, ETag, EntityTag},
    web::{Data, Json},
};

use super::{
    stand::{Telbeurt, TellingView},
    view::{PAD, ProgrammaView, PublicatieView, VerborgenView, ZelfLink},
};
use crate::http::{
    accept::{self, eis},
    antwoord::{Antwoord, Link, Pagina},
    getoond::Getoond,
    pad::Pad,
    problem::{Problem, ProblemView},
    transaction::Met,
};
use crate::{
    domain::{
        beleid::{PublicatieBeoordelen, PublicatieLezen},
        ids::PublicatieId,
        publicatie::{
            Drempel, Programma,
            bestand::Bestandsoort,
            vrijgave::{Status, Vrijgave},
        },
        recht::{Actor, Gezocht, permit, permit_lijst},
    },
    store::{
        conn::{Db, Tx},
        error::Error,
        publicatie,
    },
};

/// What is counted, and from which number on it is told.
#[derive(Clone, Debug)]
pub struct Cijfers {
    /// The programme.
    pub programma: Arc<Programma>,
    /// The threshold.
    pub drempel: Drempel,
    /// Whose turn it is to count.
    pub beurt: Telbeurt,
}

/// Geeft wat geteld wordt
///
/// Elke maat met haar definitie, zoals in de bestanden van een publicatie.
#[utoipa::path(get, path = "/v1/publicatieprogramma", operation_id = "publicatieprogrammaLezen", tag = "publicatie",
    responses((status = 200, description = "Het programma", body = ProgrammaView)))]
pub async fn programma(actor: Actor, db: Data<Db>, cijfers: Data<Cijfers>) -> Result<Json<ProgrammaView>, Problem> {
    db.read(move |_| mag(&actor, None)).await?;
    Ok(Json(ProgrammaView::from(&*cijfers.programma)))
}

/// Geeft hoe ver de telling is die nu loopt
#[utoipa::path(get, path = "/v1/publicatietelling", operation_id = "publicatietellingLezen", tag = "publicatie",
    responses((status = 200, description = "Hoe ver de telling is", body = TellingView)))]
pub async fn telling(actor: Actor, db: Data<Db>, cijfers: Data<Cijfers>) -> Result<Json<TellingView>, Problem> {
    db.read(move |_| mag(&actor, None)).await?;
    Ok(Json(cijfers.beurt.nu()))
}

/// Geeft de publicaties, de laatste periode eerst
///
/// Wie telt of beoordeelt ziet ook de concepten; anderen alleen wat is vrijgegeven.
#[utoipa::path(get, path = "/v1/publicaties", operation_id = "publicatiesLezen", tag = "publicatie",
    responses((status = 200, description = "De publicaties", body = Pagina<PublicatieView>)))]
pub async fn lijst(actor: Actor, db: Data<Db>) -> Result<Json<Pagina<PublicatieView>>, Problem> {
    let alle = db.read(move |tx| {
        mag(&actor, None)?;
        publicatie::lijst(tx, &actor)
    });
    let items = alle.await?.into_iter().map(Into::into).collect();
    Ok(Json(Pagina::geheel(PAD, items)))
}

/// Geeft één publicatie, met hoeveel er getoond wordt en waar haar bestanden staan
#[utoipa::path(get, path = "/v1/publicaties/{id}", operation_id = "publicatieLezen", tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "De publicatie")),
    responses((status = 200, description = "De publicatie", body = PublicatieView)))]
pub async fn een(actor: Actor, Pad(id): Pad<PublicatieId>, db: Data<Db>) -> Result<Antwoord, Problem> {
    let antwoord = db.read(move |tx| {
        let van = zoek(tx, &actor, id)?;
        Antwoord::try_from(toon(tx, van)?)
    });
    Ok(antwoord.await?)
}

/// Geeft wat in een concept verborgen wordt, en waarom
///
/// Alleen voor wie telt of beoordeelt, en alleen zolang het een concept is: van wat is vrijgegeven vertelt niemand waarom iets ontbreekt.
#[utoipa::path(get, path = "/v1/publicaties/{id}/verborgen", operation_id = "publicatieVerborgenLezen", tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "De publicatie")),
    responses((status = 200, description = "Wat verborgen wordt", body = VerborgenView)))]
pub async fn verborgen(actor: Actor, Pad(id): Pad<PublicatieId>, db: Data<Db>) -> Result<Json<VerborgenView>, Problem> {
    let items = db.read(move |tx| {
        let gezocht = publicatie::find(tx, &actor, id)?;
        let (_, van) = permit(&actor, PublicatieBeoordelen, gezocht)?.into_parts();
        Ok(publicatie::inhoud(tx, van.id)?.0)
    });
    let links = ZelfLink { zelf: Link::naar(format!("{PAD}/{id}/verborgen")) };
    Ok(Json(VerborgenView { items: items.await?, links }))
}

/// Geeft een bestand van een publicatie: altijd dezelfde bytes
///
/// Het soort is dat uit de lijst van bestanden van de publicatie.
#[utoipa::path(get, path = "/v1/publicaties/{id}/bestanden/{soort}", operation_id = "publicatieBestandLezen", tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "De publicatie"), ("soort" = Bestandsoort, Path, description = "Het soort bestand")),
    responses(
        (status = 200, description = "Het bestand", content(
            (String = "text/csv"), (Object = "application/json"), (Object = "application/csvm+json"),
            (String = "text/markdown"), (String = "application/toml"),
        )),
        (status = 404, description = "Dit bestand is er niet", body = ProblemView, content_type = "application/problem+json"),
    ))]
pub async fn bestand(
    actor: Actor,
    Pad((id, soort)): Pad<(PublicatieId, String)>,
    req: HttpRequest,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    let soort = Bestandsoort::from_str(&soort).ok();
    eis(&req, soort.map_or(&[][..], vormen))?;
    let gelezen = db.read(move |tx| {
        let van = zoek(tx, &actor, id)?;
        // What was laid aside is read by nobody: beside what comes out later it would tell what that hides.
        let soort = soort.filter(|_| van.status != Status::Teruggelegd);
        let gelezen = soort.map_or(Ok(None), |soort| publicatie::bestand(tx, van.id, soort))?;
        if gelezen.is_none() {
            // A file that is not there is refused as a publicatie that is not there is: with its line.
            permit(&actor, PublicatieLezen, Gezocht::<Vrijgave> { id: id.uuid(), gevonden: None })?;
        }
        Ok((gelezen, van.periode))
    });
    let (gelezen, periode) = gelezen.await?;
    let ((bytes, sha256), soort) = gelezen.zip(soort).ok_or_else(Problem::not_found)?;
    let naam = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(soort.bestandsnaam(periode))],
    };
    let mut antwoord = HttpResponse::Ok();
    antwoord.content_type(soort.mediatype()).insert_header(naam).insert_header(ETag(EntityTag::new_strong(sha256)));
    Ok(antwoord.body(bytes))
}

/// The forms in which a file is there: its own.
const fn vormen(soort: Bestandsoort) -> &'static [accept::Soort] {
    match soort {
        Bestandsoort::Csv | Bestandsoort::CsvPuntkomma => &[["text/csv", "text/*", "*/*"]],
        Bestandsoort::Csvw => &[["application/csvm+json", "application/*", "*/*"]],
        Bestandsoort::Woordenboek => &[["text/markdown", "text/*", "*/*"]],
        Bestandsoort::Programma => &[["application/toml", "application/*", "*/*"]],
        _ => &[accept::JSON],
    }
}

/// Whether `actor` may read counts at all; the line of a refusal names the one that was asked for, there or not.
fn mag(actor: &Actor, id: Option<PublicatieId>) -> Result<(), Error> {
    permit_lijst(actor, PublicatieLezen).map(drop).map_err(|mut weigering| {
        weigering.spoor.object = id.map(PublicatieId::uuid);
        weigering.into()
    })
}

/// One that `actor` may read.
fn zoek(tx: &mut Tx, actor: &Actor, id: PublicatieId) -> Result<Vrijgave, Error> {
    // Counts have no area: a role that reads them does so wherever it holds.
    mag(actor, Some(id))?;
    match publicatie::find(tx, actor, id)? {
        Gezocht { gevonden: Some(van), .. } => Ok(van),
        weg => Ok(permit(actor, PublicatieLezen, weg)?.into_parts().1),
    }
}

/// Shows one, with everything that is known of it.
pub(super) fn toon(tx: &mut Tx, van: Vrijgave) -> Result<Getoond<PublicatieView>, Error> {
    let (versie, (_, dekking)) = (van.versie, publicatie::inhoud(tx, van.id)?);
    let afdrukken = publicatie::afdrukken(tx, van.id)?;
    Ok(Getoond::een(versie, PublicatieView::met(van, dekking, &afdrukken)))
}

/// Reads one again, for the answer to a repeated request.
pub(in crate::http) fn opnieuw(tx: &mut Tx, met: &Met, id: PublicatieId) -> Result<Getoond<PublicatieView>, Error> {
    let van = zoek(tx, &met.actor, id)?;
    toon(tx, van)
}
