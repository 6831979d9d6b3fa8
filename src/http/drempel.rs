//! The threshold of the API: what holds for every request under `/v1`, whatever it asks.
//!
//! | | |
//! |---|---|
//! | nobody asks, or nobody any more | 401, whatever else is wrong |
//! | the answer is in no form that `Accept` names | 406, and nothing was done |
//! | the client has what it asks for (`If-None-Match`) | 304, after the line of the reading |

use actix_web::{
    HttpResponse, ResponseError as _,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{self, Accept, ETag, EntityTag, Header as _, IfNoneMatch},
    },
    middleware::Next,
};

use super::{
    accept::voorkeur,
    extract,
    openapi::is_open,
    problem::{Code, Problem},
};

/// Lets a request over the threshold; wraps the scope of the API.
pub async fn langs<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let answer = match vorm(&req) {
        Ok(()) => next.call(req).await?.map_into_boxed_body(),
        Err(problem) => req.into_response(problem.error_response()),
    };
    if is_niemand(&answer).await {
        return Ok(answer.into_response(Problem::not_logged_in().error_response()));
    }
    Ok(if is_bekend(&answer) { ongewijzigd(answer) } else { answer })
}

/// The forms of which an answer here has one; none where the operation itself looks at what is wanted.
fn vormen(patroon: &str) -> &'static [[&'static str; 3]] {
    match patroon {
        "/v1/clienten/{id}/inzage" | "/v1/clienten/{id}/dossier" | "/v1/publicaties/{id}/cellen" => &[],
        "/v1/publicaties/{id}/woordenboek" => &[["text/markdown", "text/*", "*/*"]],
        "/v1/logboek/checkpoint" => &[["text/plain", "text/*", "*/*"]],
        _ => &[["application/json", "application/*", "*/*"]],
    }
}

fn vorm(req: &ServiceRequest) -> Result<(), Problem> {
    let Some(gevraagd) = req.headers().get(header::ACCEPT).filter(|accept| !accept.is_empty()) else { return Ok(()) };
    let Some(patroon) = req.match_pattern() else { return Ok(()) };
    let vormen = vormen(&patroon);
    let Some([soort, ..]) = vormen.first() else { return Ok(()) };
    let past = |accept: Accept| vormen.iter().any(|vorm| voorkeur(&accept, *vorm).is_some());
    if gevraagd.to_str().is_ok() && Accept::parse(req).is_ok_and(past) {
        return Ok(());
    }
    Err(Problem::new(Code::NietAcceptabel, format!("Dit is er als `{soort}`; er is niets gedaan.")))
}

/// Whether something was refused to somebody who is not there (any more), for another reason.
///
/// What is wrong with a request is seen before it is known who asks; that is looked up only then.
async fn is_niemand(answer: &ServiceResponse) -> bool {
    let anders = matches!(
        answer.status(),
        StatusCode::BAD_REQUEST
            | StatusCode::NOT_FOUND
            | StatusCode::NOT_ACCEPTABLE
            | StatusCode::REQUEST_TIMEOUT
            | StatusCode::PRECONDITION_FAILED
            | StatusCode::PAYLOAD_TOO_LARGE
            | StatusCode::UNSUPPORTED_MEDIA_TYPE
            | StatusCode::PRECONDITION_REQUIRED
    );
    let req = answer.request();
    let Some(patroon) = req.match_pattern().filter(|_| anders) else { return false };
    if is_open(&patroon, req.method() == Method::POST) {
        return false;
    }
    extract::is_niemand(req).await
}

/// Whether the client says that it has this answer.
fn is_bekend(answer: &ServiceResponse) -> bool {
    let req = answer.request();
    let leest = req.method() == Method::GET || req.method() == Method::HEAD;
    if !leest || answer.status() != StatusCode::OK || !req.headers().contains_key(header::IF_NONE_MATCH) {
        return false;
    }
    let Some(nu) = etag(answer) else { return false };
    match IfNoneMatch::parse(req) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(heeft)) => heeft.iter().any(|tag| tag.weak_eq(&nu)),
        Err(_) => false,
    }
}

fn etag(answer: &ServiceResponse) -> Option<EntityTag> {
    answer.headers().get(header::ETAG)?.to_str().ok()?.parse().ok()
}

fn ongewijzigd(answer: ServiceResponse) -> ServiceResponse {
    let mut leeg = HttpResponse::NotModified();
    if let Some(nu) = etag(&answer) {
        leeg.insert_header(ETag(nu));
    }
    for naam in [header::VARY, header::CACHE_CONTROL, header::ACCESS_CONTROL_ALLOW_ORIGIN] {
        if let Some(waarde) = answer.headers().get(&naam) {
            leeg.insert_header((naam, waarde.clone()));
        }
    }
    answer.into_response(leeg.finish())
}
