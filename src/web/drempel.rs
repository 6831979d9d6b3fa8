//! The threshold of the workplace: who comes with which browser, and a page for everything that is refused.

use std::sync::Arc;

use actix_web::{
    FromRequest as _, HttpMessage as _, HttpRequest, HttpResponse, ResponseError as _,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::{
        Method,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::Data,
};
use maud::html;

use super::{
    blad::{OpenBlad, Titel},
    deel::melding,
    formulier::van_elders,
    inloggen::hier,
    koekje,
    omgeving::{self, Bezoeker, Binnenkant, Omgeving},
    weigering,
};
use crate::{
    clock::Clock,
    domain::toegang::Actor,
    http::{
        accept::Vorm,
        omlijsting::{VerzoekId, unless_panic, verzoek_id},
        problem::{Code, PROBLEM_JSON, Problem},
        toegang::{browser::Browser, deur::Deur, sessie},
    },
};

/// What every page says to the browser.
const KOPPEN: [(HeaderName, &str); 2] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Lets a request over the threshold; wraps the scope of the workplace.
pub async fn langs<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    // No page has this address: a browser hears so on a page, a program as everywhere.
    let vorm = Vorm::from_request(req.request(), &mut actix_web::dev::Payload::None).into_inner();
    if req.match_pattern().is_none() && !matches!(vorm, Ok(Vorm::Html)) {
        return Ok(next.call(req).await?.map_into_boxed_body());
    }
    let gevonden = betreed(req.request()).await;
    if is_gestuurd(req.request()) && req.method() == Method::GET {
        let pagina = ogenblik(&omgeving::van(req.request())?, req.request());
        return Ok(req.into_response(pagina));
    }
    let (omgeving, id) = (omgeving::van(req.request())?, verzoek_id(req.request()));
    let answer = match gevonden {
        Err(problem) => req.into_response(problem.error_response()),
        Ok(()) => match unless_panic(async move { next.call(req).await }).await {
            Some(answer) => answer?.map_into_boxed_body(),
            // The request went down with it, and what was typed too.
            None => return Err(gebroken(&omgeving, id)),
        },
    };
    let is_problem = answer.headers().get(header::CONTENT_TYPE).is_some_and(|soort| soort == PROBLEM_JSON);
    let mut answer = if is_problem { als_pagina(&omgeving, answer).await } else { answer };
    kleed(&omgeving, answer.response_mut());
    Ok(answer)
}

/// The answer when a page panicked.
fn gebroken(omgeving: &Omgeving, id: Option<VerzoekId>) -> actix_web::Error {
    let status = Problem::internal("panic").code().status();
    let mut pagina = weigering::over(omgeving, status, &weigering::Gezegd::default(), None, id);
    kleed(omgeving, &mut pagina);
    InternalError::from_response("answered", pagina).into()
}

/// Finds out whose browser it is, and who is logged in.
async fn betreed(req: &HttpRequest) -> Result<(), Problem> {
    let demo = omgeving::proef(req).is_some();
    let clock = req.app_data::<Data<dyn Clock>>().ok_or_else(|| Problem::internal("the app lacks a clock"))?;
    let gestuurd = koekje::lees(req.headers(), koekje::SLEUTEL, !demo).map(Browser::gestuurd);
    let zonder_sleutel = gestuurd.is_none();
    let browser = gestuurd.map_or_else(Browser::nieuw, Ok)?;
    req.extensions_mut().insert(browser.clone());
    let (bezoeker, fout) = match if zonder_sleutel { Ok(None) } else { wie(req).await } {
        Ok(bezoeker) => (bezoeker, None),
        // Whoever still has to show a key can always log in with it, and find what is there for everybody.
        Err(fout) if fout.code() == Code::BeveiligingssleutelNodig && is_voor_iedereen(req) => (None, None),
        Err(fout) => (None, Some(fout)),
    };
    let melding = koekje::lees(req.headers(), koekje::MELDING, !demo).and_then(melding::lees);
    let is_nieuw = zonder_sleutel && !van_elders(req.headers());
    let om = Binnenkant { browser, is_nieuw, bezoeker, melding, pad: req.path().to_owned(), nu: clock.now(), demo };
    req.extensions_mut().insert::<Omgeving>(Arc::new(om));
    fout.map_or(Ok(()), Err)
}

/// Whether a page is there for whoever comes by, logged in or not.
fn is_voor_iedereen(req: &HttpRequest) -> bool {
    let open = ["/", "/inloggen", "/inloggen/code", "/inloggen/sleutel", "/acuut-gevaar", "/uitnodiging", "/demo"];
    req.match_pattern().is_some_and(|pad| open.contains(&pad.as_str()))
}

/// Whether another site leads here, with a browser that does not say whose it is. It may have a key that it keeps back from others: a
/// new one would log somebody out.
fn is_gestuurd(req: &HttpRequest) -> bool {
    let demo = omgeving::proef(req).is_some();
    van_elders(req.headers()) && koekje::lees(req.headers(), koekje::SLEUTEL, !demo).is_none()
}

/// A page that leads to the one that was asked for: from here on the browser says who it is.
fn ogenblik(omgeving: &Omgeving, req: &HttpRequest) -> HttpResponse {
    let naar = hier(req.uri().path_and_query().map_or("/", |adres| adres.as_str()));
    let inhoud = html! {
        h1 { "Een ogenblik" }
        p.lead { "U komt van een andere plek. De pagina gaat zo vanzelf open." }
        p.field.actions { a.button href=(naar) { "Open de pagina" } }
    };
    let mut pagina = OpenBlad(omgeving.clone()).toon(&Titel::van("Een ogenblik"), &inhoud);
    if let Ok(straks) = HeaderValue::try_from(format!("0; url={naar}")) {
        pagina.headers_mut().insert(header::REFRESH, straks);
    }
    kleed(omgeving, &mut pagina);
    pagina
}

async fn wie(req: &HttpRequest) -> Result<Option<Bezoeker>, Problem> {
    let actor = match Actor::extract(req).await {
        Ok(actor) => actor,
        Err(problem) if problem.code() == Code::NietIngelogd => return Ok(None),
        Err(problem) => return Err(problem),
    };
    let deur = Deur::extract(req).await?;
    let sessie = sessie::huidige(actor.clone(), &deur).await?;
    Ok(Some(Bezoeker { actor, sessie }))
}

/// A refusal as a page, with the head that it had.
async fn als_pagina(omgeving: &Omgeving, answer: ServiceResponse) -> ServiceResponse {
    let (status, koppen) = (answer.status(), answer.headers().clone());
    let (req, answer) = answer.into_parts();
    let inhoud = answer.into_body().try_into_bytes().unwrap_or_default();
    let mut pagina = weigering::pagina(&req, omgeving, status, &inhoud).await;
    for naam in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(waarde) = koppen.get(&naam) {
            pagina.headers_mut().insert(naam, waarde.clone());
        }
    }
    ServiceResponse::new(req, pagina)
}

fn kleed(omgeving: &Omgeving, antwoord: &mut HttpResponse) {
    let koppen = antwoord.headers_mut();
    for (naam, waarde) in KOPPEN {
        if !koppen.contains_key(&naam) {
            koppen.insert(naam, HeaderValue::from_static(waarde));
        }
    }
    // Said once: on a page, not on the way to one.
    if omgeving.melding.is_some() && !antwoord.status().is_redirection() {
        let weg = koekje::zet(koekje::MELDING, "", Some(0), !omgeving.demo);
        if let Ok(weg) = HeaderValue::try_from(weg) {
            antwoord.headers_mut().append(header::SET_COOKIE, weg);
        }
    }
    let koppen = antwoord.headers_mut();
    let al_gezet = koppen
        .get_all(header::SET_COOKIE)
        .any(|koekje| koekje.to_str().is_ok_and(|tekst| !tekst.contains("-melding=")));
    if omgeving.is_nieuw && !al_gezet {
        let koekje = koekje::zet(koekje::SLEUTEL, omgeving.browser.sleutel(), None, !omgeving.demo);
        if let Ok(koekje) = HeaderValue::try_from(koekje) {
            koppen.append(header::SET_COOKIE, koekje);
        }
    }
}
