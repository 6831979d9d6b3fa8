//! What surrounds every request: an identifier, headers, one log line, and a net under panics.

use std::{
    future::{Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    task::Poll,
    time::Instant,
};

use actix_web::{
    HttpMessage, HttpRequest, HttpResponse, ResponseError as _,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::{
        Method, StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::Data,
};
use tracing::Instrument as _;

use super::{
    API_VERSIE,
    problem::{PROBLEM_JSON, Problem},
};
use crate::{
    clock::{Clock, SystemClock},
    domain::ids::Id,
};

/// One request.
pub enum Verzoek {}

/// The identifier of one request; it is in the answer's `X-Request-Id` and in every log line about it.
pub type VerzoekId = Id<Verzoek>;

/// The content type of a page, that says itself what was refused.
pub const PAGINA: &str = "text/html; charset=utf-8";

/// On every answer (NL GOV REST API Design Rules, transport/security-headers).
const HEADERS: [(HeaderName, &str); 8] = [
    (HeaderName::from_static("api-version"), API_VERSIE),
    (header::CACHE_CONTROL, "no-store"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("permissions-policy"), "interest-cohort=()"),
];

/// The identifier of `req`.
#[must_use]
pub fn verzoek_id(req: &HttpRequest) -> Option<VerzoekId> {
    req.extensions().get::<VerzoekId>().copied()
}

/// Surrounds a request; wraps the whole app, as `.wrap(from_fn(omlijsting::surround))`.
///
/// An answer all the same, with the same headers: for a panic, or when a middleware further in failed.
pub async fn surround<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let start = Instant::now();
    let clock = req.app_data::<Data<dyn Clock>>();
    let id = VerzoekId::new(clock.map_or_else(|| SystemClock.now(), |clock| clock.now()));
    req.extensions_mut().insert(id);
    let method = known(req.method());
    let span = tracing::info_span!("request", request_id = %id);
    let outcome = unless_panic(async move { next.call(req).await }).instrument(span).await;
    let record = |route: &str, status: StatusCode| {
        let ms = start.elapsed().as_secs_f64() * 1e3;
        tracing::info!(method, route, status = status.as_u16(), ms, request_id = %id, "answered");
    };
    match outcome {
        Some(Ok(answer)) => {
            let mut answer = as_problem(answer.map_into_boxed_body());
            dress(answer.response_mut(), id);
            record(&answer.request().match_pattern().unwrap_or_default(), answer.status());
            Ok(answer)
        }
        Some(Err(error)) => {
            let response = error.error_response();
            let bare = is_bare(&response);
            let response = if bare { Problem::of(response.status()).error_response() } else { response };
            record("", response.status());
            Err(in_full(response, id))
        }
        None => {
            let response = Problem::internal("panic").error_response();
            record("", response.status());
            Err(in_full(response, id))
        }
    }
}

/// The outcome of `future`, or nothing when it panicked.
pub async fn unless_panic<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| {
        // Nothing of this request lives on after it: its state cannot be seen half-done.
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(poll) => poll.map(Some),
            Err(_) => Poll::Ready(None),
        }
    })
    .await
}

/// A refusal that the framework itself wrote becomes one of ours.
fn as_problem(answer: ServiceResponse) -> ServiceResponse {
    if is_bare(answer.response()) {
        let problem = Problem::of(answer.status()).error_response();
        answer.into_response(problem)
    } else {
        answer
    }
}

fn is_bare(response: &HttpResponse) -> bool {
    let refuses = response.status().is_client_error() || response.status().is_server_error();
    let ours = |kind: &HeaderValue| kind == PROBLEM_JSON || kind == PAGINA;
    refuses && !response.headers().get(header::CONTENT_TYPE).is_some_and(ours)
}

/// An answer that has lost its request.
fn in_full(mut response: HttpResponse, id: VerzoekId) -> actix_web::Error {
    dress(&mut response, id);
    InternalError::from_response("answered", response).into()
}

fn dress(response: &mut HttpResponse, id: VerzoekId) {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if let Ok(id) = HeaderValue::try_from(id.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}

/// A method may be any word; only those we know reach the log.
fn known(method: &Method) -> &'static str {
    let usual = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    usual.into_iter().find(|name| *name == method.as_str()).unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use actix_web::{App, middleware::from_fn, test, web};

    use super::*;
    use crate::http::{
        pad::Pad,
        route::{nowhere, resource},
    };

    async fn ask(method: Method, path: &str) -> (HttpResponse, String) {
        let app = App::new()
            .wrap(from_fn(surround))
            .service(
                web::scope("/v1")
                    .service(resource("/dingen", [(Method::GET, web::to(|| async { "ja" }))]))
                    .service(resource("/breekt", [(Method::GET, web::to(breekt))]))
                    .service(resource(
                        "/kaal",
                        [(Method::GET, web::to(|data: Data<u8>| async move { data.to_string() }))],
                    ))
                    .service(resource(
                        "/dingen/{id}",
                        [(Method::GET, web::to(|id: Pad<VerzoekId>| async move { id.0.to_string() }))],
                    )),
            )
            .default_service(web::to(nowhere));
        let app = test::init_service(app).await;
        let request = test::TestRequest::default().method(method).uri(path).to_request();
        let answer = match test::try_call_service(&app, request).await {
            Ok(answer) => answer.into_parts().1.map_into_boxed_body(),
            Err(error) => error.error_response(),
        };
        let id = answer.headers().get("x-request-id").unwrap().to_str().unwrap().to_owned();
        (answer, id)
    }

    async fn breekt() -> &'static str {
        panic!("naam van iemand")
    }

    #[actix_web::test]
    async fn every_answer_has_the_headers_and_every_refusal_is_a_problem() {
        let fine = "/v1/dingen/0198c0de-7a57-7000-8000-000000000000";
        for (method, path, status) in [
            (Method::GET, "/v1/dingen", 200),
            (Method::GET, fine, 200),
            (Method::GET, "/v1/dingen/0", 404),
            (Method::GET, "/v1/dingen/", 404),
            (Method::GET, "/v1/dingen/%FF", 404),
            (Method::GET, "/nergens", 404),
            (Method::GET, "/v1/nergens", 404),
            (Method::DELETE, "/v1/dingen", 405),
            (Method::HEAD, "/v1/dingen", 200),
            (Method::GET, "/v1/breekt", 500),
            (Method::GET, "/v1/kaal", 500),
        ] {
            let (answer, _) = ask(method.clone(), path).await;
            assert_eq!(answer.status().as_u16(), status, "{method} {path}");
            for (name, value) in HEADERS {
                assert_eq!(answer.headers().get(&name).unwrap(), value, "{path}");
            }
            assert!(!is_bare(&answer), "{path}");
            if status == 405 {
                assert_eq!(answer.headers().get("allow").unwrap(), "GET, HEAD");
            }
        }
    }

    #[actix_web::test]
    async fn every_request_has_an_identifier_of_its_own() {
        assert_ne!(ask(Method::GET, "/v1/dingen").await.1, ask(Method::GET, "/v1/dingen").await.1);
    }
}
