//! Answers: one resource with its `ETag`, or a page with its links.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    http::{
        StatusCode,
        header::{self, ETag},
    },
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use maud::Markup;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::ToSchema;
use validator::Validate;

use super::{html, vast::Vast, voorwaarden::etag};
use crate::{domain::fouten::Fouten, store::error::Error};

/// An answer, made inside the transaction that it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Antwoord {
    status: u16,
    versie: Option<i32>,
    locatie: Option<String>,
    body: Option<String>,
    /// Whether the body is a page for people.
    html: bool,
    /// What is the same for everybody as long as the program lives.
    vast: Option<Vast>,
}

impl Antwoord {
    fn new<T: Serialize>(
        status: StatusCode,
        versie: Option<i32>,
        locatie: Option<String>,
        view: &T,
    ) -> Result<Self, Error> {
        let body = serde_json::to_string(view).map_err(|_| Error::Paniek)?;
        Ok(Self { status: status.as_u16(), versie, locatie, body: Some(body), html: false, vast: None })
    }

    /// Something was made; it is at `locatie`.
    pub fn gemaakt<T: Serialize>(locatie: String, versie: i32, view: &T) -> Result<Self, Error> {
        Self::new(StatusCode::CREATED, Some(versie), Some(locatie), view)
    }

    /// One resource, in this version.
    pub fn een<T: Serialize>(versie: i32, view: &T) -> Result<Self, Error> {
        Self::new(StatusCode::OK, Some(versie), None, view)
    }

    /// Something that has no version: a list, a page, a count.
    pub fn zonder_versie<T: Serialize>(view: &T) -> Result<Self, Error> {
        Self::new(StatusCode::OK, None, None, view)
    }

    /// A closed list, the same for everybody.
    #[must_use]
    pub fn gesloten_lijst(lijst: &Vast) -> Self {
        Self { status: 200, versie: None, locatie: None, body: None, html: false, vast: Some(lijst.clone()) }
    }

    /// A page for people.
    #[must_use]
    pub fn pagina(pagina: Markup) -> Self {
        Self { status: 200, versie: None, locatie: None, body: Some(pagina.into_string()), html: true, vast: None }
    }

    /// Something was done that leaves nothing to show.
    #[must_use]
    pub const fn leeg() -> Self {
        Self { status: 204, versie: None, locatie: None, body: None, html: false, vast: None }
    }

    /// Its status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Where something was made, if it was.
    #[must_use]
    pub fn locatie(&self) -> Option<&str> {
        self.locatie.as_deref()
    }

    /// The same, as the answer to a request that was done before: with the status of then, and where the new thing is.
    #[must_use]
    pub fn van_toen(self, status: u16, locatie: Option<String>) -> Self {
        Self { status, locatie, ..self }
    }

    /// Whether it shows nothing.
    #[must_use]
    pub const fn is_leeg(&self) -> bool {
        self.body.is_none() && self.vast.is_none()
    }
}

impl Responder for Antwoord {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        if let Some(vast) = self.vast {
            return vast.antwoord(req, "application/json");
        }
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut answer = HttpResponse::build(status);
        if let Some(versie) = self.versie {
            answer.insert_header(ETag(etag(versie)));
        }
        if let Some(locatie) = self.locatie {
            answer.insert_header((header::LOCATION, locatie));
        }
        match self.body {
            Some(body) if self.html => {
                answer.insert_header((header::CONTENT_SECURITY_POLICY, html::beleid()));
                answer.content_type("text/html; charset=utf-8").body(body)
            }
            Some(body) => answer.content_type("application/json").body(body),
            None => answer.finish(),
        }
    }
}

/// Een verwijzing naar een ander adres.
#[derive(Debug, Serialize, ToSchema)]
pub struct Link {
    /// Het adres.
    #[schema(example = "/v1/signalen")]
    pub href: String,
}

impl Link {
    /// A link to `href`.
    pub fn naar(href: impl Into<String>) -> Self {
        Self { href: href.into() }
    }
}

/// Waar deze bladzijde staat, en de volgende.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaginaLinks {
    /// Deze bladzijde.
    #[serde(rename = "self")]
    pub zelf: Link,
    /// De volgende bladzijde; ontbreekt op de laatste.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Link>,
}

/// Een bladzijde van een lijst.
#[derive(Debug, Serialize, ToSchema)]
pub struct Pagina<T> {
    /// Wat op deze bladzijde staat.
    pub items: Vec<T>,
    /// De volgende bladzijde begint hierna; bij zoeken met POST gaat deze waarde in `na`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub na: Option<String>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: PaginaLinks,
}

impl<T> Pagina<T> {
    /// A page at `pad` (with its filter, if it has one), whose last item has the place `plaats`.
    ///
    /// `items` holds one more than `grootte` when there is a next page; that one is dropped.
    pub fn new<R, P: Serialize>(
        pad: &str,
        grootte: u16,
        mut rows: Vec<R>,
        plaats: impl Fn(&R) -> P,
        view: impl FnMut(R) -> T,
    ) -> Self {
        let grootte = usize::from(grootte);
        let meer = rows.len() > grootte;
        rows.truncate(grootte);
        let na = rows.last().filter(|_| meer).map(|row| cursor(&plaats(row)));
        let en = if pad.contains('?') { '&' } else { '?' };
        let next = na.as_ref().map(|na| Link::naar(format!("{pad}{en}aantal={grootte}&na={na}")));
        Self { items: rows.into_iter().map(view).collect(), na, links: PaginaLinks { zelf: Link::naar(pad), next } }
    }

    /// A list that is whole on one page.
    #[must_use]
    pub fn geheel(pad: &str, items: Vec<T>) -> Self {
        Self { items, na: None, links: PaginaLinks { zelf: Link::naar(pad), next: None } }
    }
}

/// Hoe door een lijst wordt gebladerd.
#[derive(Debug, Deserialize, Validate, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Bladeren {
    /// Hoeveel er op een bladzijde staan.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    #[param(minimum = 1, maximum = 100)]
    pub aantal: Option<u16>,
    /// Waar de vorige bladzijde eindigde: de waarde uit `_links.next`.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    #[param(max_length = 200)]
    pub na: Option<String>,
}

/// How many items a page has when nobody says so.
pub const GROOTTE: u16 = 50;

impl Bladeren {
    /// How many items the page has.
    #[must_use]
    pub fn grootte(&self) -> u16 {
        self.aantal.unwrap_or(GROOTTE)
    }

    /// The place after which the page begins.
    ///
    /// An error names `na` when it is not a value that was handed out.
    pub fn na<P: DeserializeOwned>(&self) -> Result<Option<P>, Fouten> {
        self.na.as_deref().map(plaats).transpose()
    }
}

/// The address of a list of which only some is shown: where `naam` is `waarde`.
#[must_use]
pub fn gefilterd(pad: &str, naam: &str, waarde: Option<&str>) -> String {
    let en = if pad.contains('?') { '&' } else { '?' };
    waarde.map_or_else(|| pad.to_owned(), |waarde| format!("{pad}{en}{naam}={waarde}"))
}

/// A place in a list, as clients carry it: opaque.
fn cursor<P: Serialize>(plaats: &P) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(plaats).unwrap_or_default())
}

/// The place that a client carried back.
///
/// An error names `na` when it is not a value that was handed out.
pub fn plaats<P: DeserializeOwned>(cursor: &str) -> Result<P, Fouten> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).unwrap_or_default();
    serde_json::from_slice(&bytes).map_err(|_| {
        Fouten::new().fout("na", "formaat", "Neem de waarde over uit `_links.next` van de vorige bladzijde.")
    })
}
