//! What form of an answer a request likes best.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{self, Accept, Header as _, Quality},
};

use super::problem::{Code, Problem};

/// One form of an answer, as the wishes of a client name it: the most precise first.
pub type Soort = [&'static str; 3];

/// What nearly everything here is.
pub const JSON: Soort = ["application/json", "application/*", "*/*"];

/// The form in which an answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vorm {
    /// For machines.
    Json,
    /// A page to read or to print.
    Html,
}

impl FromRequest for Vorm {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(vorm(req))
    }
}

/// The form that `Accept` likes best: JSON, unless a page is liked better.
fn vorm(req: &HttpRequest) -> Result<Vorm, Problem> {
    if !req.headers().contains_key(header::ACCEPT) {
        return Ok(Vorm::Json);
    }
    let geen = || Problem::new(Code::NietAcceptabel, "Dit is er als `application/json` en als `text/html`.");
    let accept = Accept::parse(req).map_err(|_| geen())?;
    let json = voorkeur(&accept, JSON);
    let html = voorkeur(&accept, ["text/html", "text/*", "*/*"]);
    match json.max(html) {
        None => Err(geen()),
        _ if html > json => Ok(Vorm::Html),
        _ => Ok(Vorm::Json),
    }
}

/// How much a client likes a form, by the most precise of its wishes; none when not at all.
pub(super) fn voorkeur(accept: &Accept, precies_eerst: Soort) -> Option<Quality> {
    let wens = |vorm: &str| accept.iter().find(|wens| wens.item.essence_str() == vorm);
    let wens = precies_eerst.into_iter().find_map(wens)?;
    Some(wens.quality).filter(|quality| *quality > Quality::ZERO)
}

/// Refuses a request that wants none of the forms that there are.
///
/// Where nothing is said to be wanted, everything is.
pub fn eis(req: &HttpRequest, vormen: &[Soort]) -> Result<(), Problem> {
    let Some([eerste, ..]) = vormen.first() else { return Ok(()) };
    let Some(gevraagd) = req.headers().get(header::ACCEPT).filter(|accept| !accept.is_empty()) else { return Ok(()) };
    let past = |accept: Accept| vormen.iter().any(|vorm| voorkeur(&accept, *vorm).is_some());
    if gevraagd.to_str().is_ok() && Accept::parse(req).is_ok_and(past) {
        return Ok(());
    }
    Err(Problem::new(Code::NietAcceptabel, format!("Dit is er als `{eerste}`; er is niets gedaan.")))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn gevraagd(accept: &str) -> Result<Vorm, Code> {
        vorm(&TestRequest::default().insert_header((header::ACCEPT, accept)).to_http_request()).map_err(|p| p.code())
    }

    #[test]
    fn een_browser_krijgt_een_pagina_en_een_programma_json() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert_eq!(gevraagd(browser), Ok(Vorm::Html));
        for accept in ["application/json", "*/*", "application/json, text/html", "text/html;q=0.5, */*"] {
            assert_eq!(gevraagd(accept), Ok(Vorm::Json), "{accept}");
        }
        assert_eq!(gevraagd("text/*"), Ok(Vorm::Html));
        for accept in ["image/png", "text/html;q=0"] {
            assert_eq!(gevraagd(accept), Err(Code::NietAcceptabel), "{accept}");
        }
        assert_eq!(vorm(&TestRequest::default().to_http_request()).ok(), Some(Vorm::Json));
    }
}
