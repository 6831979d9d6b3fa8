//! The released counts. They tell of no person, so reading them leaves no line in the logboek; a refusal does.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, Accept, ETag, EntityTag, Header as _, HeaderValue, Quality},
    web::{Data, Json},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    antwoord::{Link, Pagina},
    pad::Pad,
    problem::{Code, Problem, ProblemView},
};
use crate::{
    domain::{
        logboek::{Soort, Spoor},
        tijd::Moment,
        toegang::{Actor, Door, Waarom, Weigering, beleid::PUBLICATIES_LEZEN},
    },
    store::{
        conn::Db,
        error::Error,
        publicatie::{self, Bestand, PublicatieId, Vrijgave},
    },
};

const PAD: &str = "/v1/publicaties";

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
        toegelaten(&actor, None)?;
        publicatie::lijst(tx)
    });
    let items = vrijgaven.await?.into_iter().map(Into::into).collect();
    Ok(Json(Pagina::geheel(PAD, items)))
}

/// Geeft één vrijgegeven publicatie, zonder haar bestanden.
#[utoipa::path(
    get,
    path = "/v1/publicaties/{id}",
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
    let vrijgave = db.read(move |tx| {
        let spoor = toegelaten(&actor, Some(id))?;
        publicatie::find(tx, id)?.ok_or_else(|| geweigerd(Waarom::NietGevonden, spoor))
    });
    let view = PublicatieView::from(vrijgave.await?);
    Ok(HttpResponse::Ok().insert_header(etag(&view.sha256.csv)).json(view))
}

/// Geeft de cellen van een publicatie: altijd dezelfde bytes.
///
/// Met `Accept: text/csv` als CSV, met `Accept: application/json` of zonder voorkeur als JSON.
#[utoipa::path(
    get,
    path = "/v1/publicaties/{id}/cellen",
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
    antwoord
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(antwoord)
}

/// Geeft het woordenboek van een publicatie: elke maat, elke kolom en de regels.
#[utoipa::path(
    get,
    path = "/v1/publicaties/{id}/woordenboek",
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
        let spoor = toegelaten(&actor, Some(id))?;
        publicatie::bestand(tx, id, welk)?.ok_or_else(|| geweigerd(Waarom::NietGevonden, spoor))
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

/// Whether `actor` may read releases; gives the line of a refusal that may still follow.
fn toegelaten(actor: &Actor, id: Option<PublicatieId>) -> Result<Spoor, Error> {
    let mut spoor = Spoor::new(Door::new(actor, None), "publicatie-lezen", Soort::Publicatie);
    spoor.object = id.map(PublicatieId::uuid);
    if PUBLICATIES_LEZEN.iter().any(|rol| actor.heeft(*rol)) {
        Ok(spoor)
    } else {
        Err(geweigerd(Waarom::NietToegestaan, spoor))
    }
}

fn geweigerd(waarom: Waarom, spoor: Spoor) -> Error {
    Error::Weigering(Box::new(Weigering { waarom, spoor }))
}

fn etag(sha256: &str) -> ETag {
    ETag(EntityTag::new_strong(sha256.to_owned()))
}

/// The form of the numbers that `Accept` likes best: JSON, unless CSV is liked better.
fn vorm(req: &HttpRequest) -> Result<Bestand, Problem> {
    if !req.headers().contains_key(header::ACCEPT) {
        return Ok(Bestand::Json);
    }
    let geen = || {
        Problem::new(
            Code::NietAcceptabel,
            "De cellen zijn er als `text/csv` en als `application/json`.",
        )
    };
    let accept = Accept::parse(req).map_err(|_| geen())?;
    let json = voorkeur(&accept, ["application/json", "application/*", "*/*"]);
    let csv = voorkeur(&accept, ["text/csv", "text/*", "*/*"]);
    match json.max(csv) {
        None => Err(geen()),
        _ if csv > json => Ok(Bestand::Csv),
        _ => Ok(Bestand::Json),
    }
}

/// How much a client likes a form, by the most precise of its wishes; none when not at all.
fn voorkeur(accept: &Accept, precies_eerst: [&str; 3]) -> Option<Quality> {
    let wens = |vorm: &str| accept.iter().find(|wens| wens.item.essence_str() == vorm);
    let wens = precies_eerst.into_iter().find_map(wens)?;
    Some(wens.quality).filter(|quality| *quality > Quality::ZERO)
}

#[cfg(test)]
mod tests {
    use actix_web::{body::MessageBody as _, rt::System, test::TestRequest};
    use diesel::prelude::*;

    use super::*;
    use crate::{
        cli,
        domain::{
            ids::Id,
            toegang::{Gebied, Rol, Toekenning, Verzoek},
        },
        store::{
            publicatie::proef::{Proef, op, op_beide, verzonnen},
            schema::logregel,
        },
    };

    fn een_actor(rol: Rol) -> Actor {
        let nu = op("2027-02-02");
        Actor {
            gebruiker: Id::new(nu),
            organisatie: Id::new(nu),
            sessie: Id::new(nu),
            toekenningen: vec![Toekenning {
                rol,
                gebied: Gebied::Regio,
            }],
            verzoek: Verzoek {
                id: Id::<()>::new(nu).uuid(),
                toegangspunt: "127.0.0.1".into(),
            },
            nu,
        }
    }

    /// Databases in which 2025 was released.
    fn met_2025() -> Vec<(Proef, Data<Db>, PublicatieId)> {
        let proeven = op_beide(&verzonnen(100)).into_iter().map(|proef| {
            cli::publicatie::maak(&proef.db, "2025", 10, op("2027-02-01")).unwrap();
            let id = proef.db.read_blocking(publicatie::lijst).unwrap()[0].id;
            let db = Data::new(proef.db.clone());
            (proef, db, id)
        });
        proeven.collect()
    }

    fn codes(db: &Data<Db>, rol: Rol, id: PublicatieId) -> [Option<Code>; 4] {
        let req = TestRequest::default().to_http_request();
        let code = |problem: Problem| problem.code();
        System::new().block_on(async {
            [
                lijst(een_actor(rol), db.clone()).await.map_err(code).err(),
                een(een_actor(rol), Pad(id), db.clone()).await.map_err(code).err(),
                cellen(een_actor(rol), Pad(id), req, db.clone())
                    .await
                    .map_err(code)
                    .err(),
                woordenboek(een_actor(rol), Pad(id), db.clone())
                    .await
                    .map_err(code)
                    .err(),
            ]
        })
    }

    #[test]
    fn een_onderzoeker_krijgt_precies_de_bytes_die_zijn_vrijgegeven() {
        for (proef, db, id) in met_2025() {
            for (accept, soort) in [("text/csv", Bestand::Csv), ("application/json", Bestand::Json)] {
                let (bytes, sha256) = proef
                    .db
                    .read_blocking(move |tx| Ok(publicatie::bestand(tx, id, soort)?.unwrap()))
                    .unwrap();
                let req = TestRequest::default().insert_header((header::ACCEPT, accept));
                let actor = een_actor(Rol::Onderzoeker);
                let antwoord = cellen(actor, Pad(id), req.to_http_request(), db.clone());
                let antwoord = System::new().block_on(antwoord).unwrap();
                assert_eq!(antwoord.headers().get("etag").unwrap(), &format!("\"{sha256}\""));
                assert!(
                    antwoord
                        .headers()
                        .get("content-type")
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .starts_with(accept)
                );
                assert_eq!(antwoord.into_body().try_into_bytes().unwrap(), bytes);
            }
            let actor = een_actor(Rol::Onderzoeker);
            let alle = System::new().block_on(lijst(actor, db)).unwrap();
            let alle = serde_json::to_value(&alle.0).unwrap();
            assert_eq!(alle["items"][0]["periode"], "2025");
            assert_eq!(
                alle["items"][0]["_links"]["self"]["href"],
                format!("/v1/publicaties/{id}")
            );
        }
    }

    #[test]
    fn wie_met_gezinnen_werkt_leest_hier_niets_en_elke_weigering_heeft_een_regel() {
        for (proef, db, id) in met_2025() {
            assert_eq!(codes(&db, Rol::Onderzoeker, id), [None; 4]);
            assert_eq!(codes(&db, Rol::JgzCoordinator, id), [Some(Code::NietToegestaan); 4]);
            let weg = Some(Code::NietGevonden);
            assert_eq!(codes(&db, Rol::Fg, Id::new(op("2027-02-02"))), [None, weg, weg, weg]);
            let geweigerd = logregel::table.filter(logregel::gebeurtenis.eq("geweigerd")).count();
            let geweigerd = proef.db.read_blocking(move |tx| Ok(geweigerd.get_result::<i64>(tx)?));
            assert_eq!(geweigerd.unwrap(), 7);
        }
    }

    fn kies(accept: &str) -> Result<Bestand, Code> {
        let req = TestRequest::default().insert_header((header::ACCEPT, accept));
        vorm(&req.to_http_request()).map_err(|problem| problem.code())
    }

    #[test]
    fn de_cellen_komen_in_de_vorm_die_de_lezer_het_liefst_heeft() {
        assert_eq!(vorm(&TestRequest::default().to_http_request()).unwrap(), Bestand::Json);
        for accept in [
            "application/json",
            "*/*",
            "application/*",
            "text/csv, application/json",
            "text/csv;q=0.5, */*",
        ] {
            assert_eq!(kies(accept), Ok(Bestand::Json), "{accept}");
        }
        for accept in [
            "text/csv",
            "text/csv; charset=utf-8",
            "text/*",
            "text/html, text/csv;q=0.2",
            "text/csv, application/json;q=0.9",
            "application/json;q=0, */*",
        ] {
            assert_eq!(kies(accept), Ok(Bestand::Csv), "{accept}");
        }
    }

    #[test]
    fn in_een_andere_vorm_zijn_de_cellen_er_niet() {
        for accept in [
            "text/html",
            "application/vnd.ms-excel, image/*",
            "text/csv;q=0",
            "onzin",
        ] {
            assert_eq!(kies(accept), Err(Code::NietAcceptabel), "{accept}");
        }
    }
}
