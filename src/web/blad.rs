//! A page for somebody who is logged in, and for whoever comes by.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{StatusCode, header},
};
use maud::Markup;

pub use super::titel::Titel;
use super::{
    deel::melding::zeg,
    kader,
    omgeving::{self, Bezoeker, Omgeving},
};
use crate::http::{omlijsting::PAGINA, problem::Problem};

/// The answer to a form that was done: the browser gets another page. Its address names its own fragment, or the browser would keep
/// that of the form.
#[must_use]
pub fn verder(naar: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, format!("{naar}#inhoud"))).finish()
}

/// A page for whoever comes by, logged in or not.
#[derive(Clone, Debug)]
pub struct OpenBlad(pub Omgeving);

/// A page for somebody who is logged in; for anybody else the page to log in comes instead.
#[derive(Clone, Debug)]
pub struct Blad(OpenBlad);

impl OpenBlad {
    /// Answers with the page.
    #[must_use]
    pub fn toon(&self, titel: &Titel, inhoud: &Markup) -> HttpResponse {
        self.toon_als(StatusCode::OK, titel, inhoud)
    }

    /// The same, with another status.
    #[must_use]
    pub fn toon_als(&self, status: StatusCode, titel: &Titel, inhoud: &Markup) -> HttpResponse {
        let mut antwoord = HttpResponse::build(status);
        antwoord.insert_header((header::CONTENT_TYPE, PAGINA));
        antwoord.body(kader::geheel(&self.0, titel, inhoud).into_string())
    }

    /// What a form on this page carries to show that it is ours.
    #[must_use]
    pub fn bewijs(&self) -> String {
        self.0.browser.bewijs()
    }
}

impl Blad {
    /// Whose page it is.
    pub fn bezoeker(&self) -> Result<&Bezoeker, Problem> {
        self.0.0.bezoeker.as_ref().ok_or_else(Problem::not_logged_in)
    }

    /// Answers with the page.
    #[must_use]
    pub fn toon(&self, titel: &Titel, inhoud: &Markup) -> HttpResponse {
        self.0.toon(titel, inhoud)
    }

    /// The same, with another status.
    #[must_use]
    pub fn toon_als(&self, status: StatusCode, titel: &Titel, inhoud: &Markup) -> HttpResponse {
        self.0.toon_als(status, titel, inhoud)
    }

    /// What a form on this page carries to show that it is ours.
    #[must_use]
    pub fn bewijs(&self) -> String {
        self.0.bewijs()
    }

    /// The answer to a form that was done: another page, that says so.
    #[must_use]
    pub fn verder_en_zeg(&self, naar: &str, zin: &str) -> HttpResponse {
        zeg(verder(naar), zin, !self.0.0.demo)
    }

    /// What is around it.
    #[must_use]
    pub fn omgeving(&self) -> &Omgeving {
        &self.0.0
    }

    /// The page of whoever is logged in.
    pub fn voor(omgeving: Omgeving) -> Result<Self, Problem> {
        if omgeving.bezoeker.is_none() {
            return Err(Problem::not_logged_in());
        }
        Ok(Self(OpenBlad(omgeving)))
    }
}

impl FromRequest for OpenBlad {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(omgeving::van(req).map(Self))
    }
}

impl FromRequest for Blad {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(omgeving::van(req).and_then(Self::voor))
    }
}
