//! The threshold of the API: what holds for every request under `/v1`, whatever it asks.
//!
//! | | |
//! |---|---|
//! | somebody is in danger now | whom to call, whatever else is wrong |
//! | nobody asks, or nobody any more | 401, whatever else is wrong |
//! | the answer is in no form that `Accept` names | 406, and nothing was done |
//! | the client has what it asks for (`If-None-Match`) | 304, after the line of the reading |

use actix_web::{
    HttpResponse, ResponseError as _,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{self, ETag, EntityTag, Header as _, IfNoneMatch},
    },
    middleware::Next,
};

use super::{
    accept::{self, JSON, Soort},
    extract,
    openapi::is_open,
    problem::{Code, Problem},
};

/// Lets a request over the threshold; wraps the scope of the API.
pub async fn langs<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let answer = match accept::eis(req.request(), vormen(&req)) {
        Ok(()) => next.call(req).await?.map_into_boxed_body(),
        Err(problem) => req.into_response(problem.error_response()),
    };
    if is_niemand(&answer).await {
        return Ok(answer.into_response(Problem::not_logged_in().error_response()));
    }
    Ok(if is_bekend(&answer) { ongewijzigd(answer) } else { answer })
}

/// The forms of which an answer here has one; none where the operation itself looks at what is wanted.
fn vormen(req: &ServiceRequest) -> &'static [Soort] {
    let Some(patroon) = req.match_pattern() else { return &[] };
    match patroon.as_str() {
        // Of acute danger is known only once the body was looked at.
        "/v1/signalen" if req.method() == Method::POST => &[],
        "/v1/clienten/{id}/inzage" | "/v1/clienten/{id}/dossier" | "/v1/publicaties/{id}/bestanden/{soort}" => &[],
        "/v1/docs" | "/v1/docs/{naam}" | "/v1/docs/velden/{naam}" => &[["text/html", "text/*", "*/*"]],
        "/v1/logboek/checkpoint" => &[["text/plain", "text/*", "*/*"]],
        _ => &[JSON],
    }
}

/// Whether something was refused to somebody who is not there (any more), for another reason.
///
/// What is wrong with a request is seen before it is known who asks; that is looked up only then.
async fn is_niemand(answer: &ServiceResponse) -> bool {
    let anders = matches!(
        answer.status(),
        StatusCode::BAD_REQUEST
            | StatusCode::NOT_FOUND
            | StatusCode::METHOD_NOT_ALLOWED
            | StatusCode::NOT_ACCEPTABLE
            | StatusCode::REQUEST_TIMEOUT
            | StatusCode::PRECONDITION_FAILED
            | StatusCode::PAYLOAD_TOO_LARGE
            | StatusCode::UNSUPPORTED_MEDIA_TYPE
            | StatusCode::PRECONDITION_REQUIRED
    );
    let req = answer.request();
    let Some(patroon) = req.match_pattern().filter(|_| anders && !is_gevaar(answer)) else { return false };
    let hier = |post| is_open(&patroon, post);
    // Of a method that is not there nobody can say whether it would have been open.
    let fout = answer.status() == StatusCode::METHOD_NOT_ALLOWED;
    if hier(req.method() == Method::POST) || fout && (hier(true) || hier(false)) {
        return false;
    }
    extract::is_niemand(req).await
}

/// Whether it says whom to call: nobody has to log in for that.
fn is_gevaar(answer: &ServiceResponse) -> bool {
    let error = answer.response().error().and_then(|error| error.as_error::<Problem>());
    error.is_some_and(|problem| problem.code() == Code::AcuutGevaar)
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
