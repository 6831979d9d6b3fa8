//! A form that was sent: whether it is ours, by whom, and what was filled in.

use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest, HttpResponse,
    dev::Payload,
    http::header::{self, HeaderMap},
    web::Query,
};
use futures_util::future::LocalBoxFuture;

use super::{
    blad::{Blad, OpenBlad, verder},
    deel::formulier::{BEWIJS, TERUG, VERZOEK},
    omgeving,
};
use crate::http::{
    antwoord::Antwoord,
    invoer::formulier,
    problem::{Code, Problem},
    voorwaarden::Herhaling,
};

/// What was filled in: names with what stood there, in the order of the page.
#[derive(Clone, Debug, Default)]
pub struct Velden(pub Vec<(String, String)>);

/// What nobody is shown again: passwords, the codes that open something, and what a security key signed, which counts once.
const GEHEIM: [&str; 6] = ["wachtwoord", "nieuw", "nog-eens", "code", "antwoord", "uitdaging"];

impl Velden {
    /// The same without passwords and codes.
    fn zonder_geheim(&self) -> Self {
        Self(self.0.iter().filter(|(naam, _)| !GEHEIM.contains(&naam.as_str())).cloned().collect())
    }

    /// What stands in the field `naam`, without the spaces around it; empty when there is none.
    #[must_use]
    pub fn tekst(&self, naam: &str) -> &str {
        self.0.iter().find(|(veld, _)| veld == naam).map_or("", |(_, waarde)| waarde.trim())
    }

    /// What stands in the field, exactly as it was typed.
    #[must_use]
    pub fn letterlijk(&self, naam: &str) -> &str {
        self.0.iter().find(|(veld, _)| veld == naam).map_or("", |(_, waarde)| waarde.as_str())
    }

    /// What stands in the field, if anything does.
    #[must_use]
    pub fn gevuld(&self, naam: &str) -> Option<&str> {
        Some(self.tekst(naam)).filter(|tekst| !tekst.is_empty())
    }

    /// All that was chosen under one name.
    pub fn alle<'a>(&'a self, naam: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(veld, _)| veld == naam).map(|(_, waarde)| waarde.as_str())
    }

    /// Whether this was chosen under that name.
    #[must_use]
    pub fn heeft(&self, naam: &str, waarde: &str) -> bool {
        self.alle(naam).any(|gekozen| gekozen == waarde)
    }
}

/// A form of ours from whoever comes by.
#[derive(Debug)]
pub struct OpenIngevuld {
    /// The page it was on.
    pub blad: OpenBlad,
    /// What was filled in.
    pub velden: Velden,
}

/// A form of ours from somebody who is logged in.
#[derive(Debug)]
pub struct Ingevuld {
    /// The page it was on.
    pub blad: Blad,
    /// What was filled in.
    pub velden: Velden,
}

impl Ingevuld {
    /// Whether the form only comes back: it is shown again as it was filled, and nothing is done.
    #[must_use]
    pub fn is_terug(&self) -> bool {
        !self.velden.tekst(TERUG).is_empty()
    }

    /// A step that asks for nothing but the press of a button: `doe` is done once, as a POST to the API is, and then `naar` says `zin`. A
    /// form that only comes back leads to `terug`, where the button is.
    pub async fn stap(
        &self,
        terug: &str,
        (naar, zin): (&str, &str),
        doe: impl Future<Output = Result<Antwoord, Problem>>,
    ) -> Result<HttpResponse, Problem> {
        if self.is_terug() {
            return Ok(verder(terug));
        }
        doe.await?;
        Ok(self.blad.verder_en_zeg(naar, zin))
    }

    /// With its key it is done once, as a POST to `pad` of the API with an `Idempotency-Key` is.
    #[must_use]
    pub fn een_keer(&self, pad: &str) -> Herhaling {
        let over_haar = self.velden.0.iter().filter(|(naam, _)| naam != BEWIJS && naam != TERUG);
        let inhoud: Vec<String> = over_haar.map(|(naam, waarde)| format!("{naam}\0{waarde}")).collect();
        Herhaling::van_formulier(self.velden.tekst(VERZOEK), pad, inhoud.join("\0\0").as_bytes())
    }
}

/// Whether a form comes from a page of ours, by what the browser says of it. What says nothing is no browser of today.
///
/// Our pages tell nobody where somebody comes from, so that most browsers call the origin of their forms `null`; then
/// `Sec-Fetch-Site` says it.
#[must_use]
pub fn van_hier(headers: &HeaderMap) -> bool {
    let kop = |naam: &str| headers.get(naam).and_then(|waarde| waarde.to_str().ok());
    let eigen = |origin: &str| {
        let hier = kop("host").unwrap_or_default();
        origin.split_once("://").is_some_and(|(_, daar)| !hier.is_empty() && daar.eq_ignore_ascii_case(hier))
    };
    match (kop("sec-fetch-site"), kop("origin")) {
        (Some("same-origin"), None | Some("null")) => true,
        (Some("same-origin") | None, Some(origin)) => eigen(origin),
        _ => false,
    }
}

/// Whether somebody is sent here by a page of somebody else. The browser keeps our cookies back then, so that it cannot be told who
/// they are; the next page, that ours leads to, can.
#[must_use]
pub fn van_elders(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site" || site == "same-site")
}

const FORMULIER: &str = "application/x-www-form-urlencoded";

fn vreemd() -> Problem {
    let detail = "Dit formulier komt niet van een pagina die wij u gaven, of is te oud. Er is niets gedaan. Open de pagina opnieuw.";
    Problem::new(Code::NietToegestaan, detail)
}

fn lees(inhoud: &[u8]) -> Result<Velden, Problem> {
    let tekst = std::str::from_utf8(inhoud).ok().filter(|tekst| !tekst.contains("%00")).ok_or_else(vreemd)?;
    let velden = Query::<Vec<(String, String)>>::from_query(tekst).map_err(|_| vreemd())?;
    // A browser ends a line in two characters.
    let regels = |(naam, waarde): (String, String)| (naam, waarde.replace("\r\n", "\n"));
    Ok(Velden(velden.into_inner().into_iter().map(regels).collect()))
}

impl FromRequest for OpenIngevuld {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, inhoud) = (req.clone(), formulier(req, payload));
        Box::pin(async move {
            let omgeving = omgeving::van(&req)?;
            let soort =
                req.headers().get(header::CONTENT_TYPE).and_then(|soort| soort.to_str().ok()).unwrap_or_default();
            if !van_hier(req.headers()) || !soort.starts_with(FORMULIER) {
                return Err(vreemd());
            }
            let velden = lees(&inhoud.await?)?;
            if !omgeving.browser.gaf(velden.tekst(BEWIJS)) {
                return Err(vreemd());
            }
            // What was typed is not lost when what follows goes wrong, but what is a secret stands on no page.
            req.extensions_mut().insert(velden.zonder_geheim());
            Ok(Self { blad: OpenBlad(omgeving), velden })
        })
    }
}

impl FromRequest for Ingevuld {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let open = OpenIngevuld::from_request(req, payload);
        Box::pin(async move {
            let OpenIngevuld { blad: OpenBlad(omgeving), velden } = open.await?;
            Ok(Self { blad: Blad::voor(omgeving)?, velden })
        })
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn een_formulier_komt_van_een_pagina_van_ons() {
        let is_van_hier = |koppen: &[(&'static str, &'static str)]| {
            let vraag = koppen.iter().fold(TestRequest::default(), |vraag, kop| vraag.insert_header(*kop));
            van_hier(vraag.insert_header(("host", "knooppunt.nl")).to_http_request().headers())
        };
        assert!(is_van_hier(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(is_van_hier(&[("sec-fetch-site", "same-origin"), ("origin", "https://knooppunt.nl")]));
        assert!(is_van_hier(&[("origin", "https://knooppunt.nl")]));
        assert!(!is_van_hier(&[("origin", "https://knooppunt.nl.elders.nl")]));
        assert!(!is_van_hier(&[("origin", "null")]));
        assert!(!is_van_hier(&[("sec-fetch-site", "cross-site"), ("origin", "https://knooppunt.nl")]));
        assert!(!is_van_hier(&[("sec-fetch-site", "same-site"), ("origin", "null")]));
        assert!(!is_van_hier(&[("sec-fetch-site", "none")]));
        assert!(!is_van_hier(&[]));
    }

    #[test]
    fn wat_is_ingevuld_staat_er_zoals_het_getypt_is() {
        let velden = lees(b"thema=a&naam=+Ren%C3%A9e%20&thema=b&tekst=een%0D%0Atwee").unwrap();
        assert_eq!(velden.tekst("naam"), "Renée");
        assert_eq!(velden.alle("thema").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(velden.tekst("tekst"), "een\ntwee");
        assert!(lees(b"naam=%00").is_err());
    }
}
