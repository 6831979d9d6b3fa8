//! What a client sends, read strictly: cheap when it is right, complete about it when it is not.

mod json;
mod regels;
pub(in crate::http) mod schema;
pub(in crate::http) mod veld;
mod vertaal;

use std::{future::Future, time::Duration};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    error::PayloadError,
    http::header,
    web::{Bytes, BytesMut},
};
use futures_util::{StreamExt, future::LocalBoxFuture};
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;
use validator::{Validate, ValidationError, ValidationErrors};

pub(in crate::http) use self::json::refuse_unseen;
pub use self::schema::schema_of;
pub(in crate::http) use self::veld::MOST_FOUTEN;
use super::{
    opnieuw,
    problem::{Code, Problem},
    voorwaarden,
};
use crate::domain::{fouten::Fouten, tekst};

/// The largest body that is read.
pub const MOST_BYTES: usize = 64 * 1024;

const JSON: &str = "application/json";

/// Who has not sent a body of this size by then will not.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// A JSON body that is a valid `T`.
///
/// `T` denies unknown fields (`#[serde(deny_unknown_fields, rename_all = "camelCase")]`). A body that is refused is held
/// against the published schema of `T` and the rules of `validator`, so that one answer names everything that is wrong.
#[derive(Debug)]
pub struct Invoer<T>(pub T);

impl<T: DeserializeOwned + Validate + ToSchema + 'static> FromRequest for Invoer<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let head = check_head(req);
        let body = body(req, payload);
        Box::pin(async move {
            head?;
            parse(&body.await?).map(Self)
        })
    }
}

/// The body of a request, and the end of what its `Idempotency-Key` covers.
pub(in crate::http) fn body(
    req: &HttpRequest,
    payload: &mut Payload,
) -> impl Future<Output = Result<Bytes, Problem>> + use<> {
    let zover = zover(req, payload);
    async move {
        let (body, geheel) = zover.await;
        geheel.map(|()| body)
    }
}

/// The same, as far as it can be read, and whether that is all of it.
pub(in crate::http) fn zover(
    req: &HttpRequest,
    payload: &mut Payload,
) -> impl Future<Output = (Bytes, Result<(), Problem>)> + use<> {
    let (req, seal, payload) = (req.clone(), voorwaarden::seal(req), payload.take());
    async move {
        if let Some(body) = opnieuw::van_toen(&req) {
            return (body, Ok(()));
        }
        let mut body = BytesMut::new();
        let geheel = tokio::time::timeout(LONGEST_WAIT, read(payload, &mut body)).await;
        let te_laat = |_| Problem::new(Code::TeLangzaam, "De inhoud was na 30 seconden nog niet binnen.");
        let (body, geheel) = (body.freeze(), geheel.map_err(te_laat).flatten());
        if let Some(seal) = seal.filter(|_| geheel.is_ok()) {
            seal.close(&body);
        }
        opnieuw::bewaar(&req, &body);
        (body, geheel)
    }
}

/// The body of a form on a page; it has no `Idempotency-Key`, but a field for it.
pub fn formulier(req: &HttpRequest, payload: &mut Payload) -> impl Future<Output = Result<Bytes, Problem>> + use<> {
    body(req, payload)
}

/// Reads `body` as a `T`.
///
/// An error holds everything that is wrong with it.
pub fn parse<T>(body: &[u8]) -> Result<T, Problem>
where
    T: DeserializeOwned + Validate + ToSchema + 'static,
{
    if json::is_plain(body)
        && let Ok(it) = serde_json::from_slice::<T>(body)
        && it.validate().is_ok()
    {
        return Ok(it);
    }
    let (value, fouten) = json::read(body)?;
    from_value(&value, fouten)
}

/// What was typed, without the spaces around it.
pub(in crate::http) fn getrimd(tekst: Option<&str>) -> Option<String> {
    tekst.map(|tekst| tekst.trim().to_owned())
}

/// A rule for names: they stand on one line.
pub(in crate::http) fn een_regel(text: &str) -> Result<(), ValidationError> {
    if !tekst::is_een_regel(text) {
        return Err(ValidationError::new("een-regel").with_message("Dit past op één regel.".into()));
    }
    Ok(())
}

/// Reads `value` as a `T`, as [`parse`] does.
pub(in crate::http) fn from_value<T>(value: &Value, fouten: Fouten) -> Result<T, Problem>
where
    T: DeserializeOwned + Validate + ToSchema + 'static,
{
    let broken = match T::deserialize(value).map(|it| it.validate().map(|()| it)) {
        Ok(Ok(it)) if fouten.is_empty() => return Ok(it),
        Ok(Ok(_)) => return Err(fouten.into()),
        Ok(Err(broken)) => Some(broken),
        Err(_) => None,
    };
    Err(explain::<T>(value, broken.as_ref(), fouten).into())
}

/// All that is wrong with `value`: what the rules say first, then what the schema adds, and at least one thing.
fn explain<T>(value: &Value, broken: Option<&ValidationErrors>, fouten: Fouten) -> Fouten
where
    T: DeserializeOwned + ToSchema + 'static,
{
    let mut rules = Fouten::new();
    if let Some(broken) = broken {
        regels::translate(broken, "", &mut rules);
    }
    let mut shape = Fouten::new();
    if let Some(validator) = schema::compiled::<T>().validator() {
        vertaal::translate(validator.iter_errors(value), &mut shape);
    }
    let mut added = Fouten::new();
    for fout in shape.into_vec().into_iter().filter(|fout| !settled(&rules, &fout.veld)) {
        added.add(fout.veld, fout.code, fout.melding);
    }
    let fouten = fouten.merge(rules).merge(added);
    if fouten.is_empty() { last_resort::<T>(value) } else { fouten }
}

fn settled(rules: &Fouten, veld: &str) -> bool {
    rules.iter().any(|fout| fout.veld == veld && regels::is_own(&fout.code))
}

/// The reader refuses what the schema lets through: its own place is all there is to name.
fn last_resort<T: DeserializeOwned>(value: &Value) -> Fouten {
    let Err(error) = serde_path_to_error::deserialize::<_, T>(value) else {
        return Fouten::new().fout("", "ongeldige-waarde", "Deze inhoud kan hier niet.");
    };
    let path = error.path().to_string();
    let path = if path == "." { "" } else { path.as_str() };
    let cause = error.inner().to_string();
    let named = cause.split('`').nth(1).unwrap_or_default();
    if cause.starts_with("missing field") {
        return Fouten::new().fout(veld::member(path, named), "verplicht", "Dit veld is verplicht.");
    }
    let (code, melding) = match () {
        () if cause.starts_with("unknown field") => ("onbekend-veld", "Dit veld bestaat hier niet."),
        () if cause.starts_with("unknown variant") => ("waarde-niet-toegestaan", "Deze waarde kan hier niet."),
        () if cause.starts_with("invalid type") => ("verkeerd-type", "Deze waarde is van het verkeerde type."),
        () => ("ongeldige-waarde", "Deze waarde kan hier niet."),
    };
    Fouten::new().fout(path, code, melding)
}

/// Checks that the head announces a body that is read here.
pub(in crate::http) fn check_head(req: &HttpRequest) -> Result<(), Problem> {
    let wrong = |detail: &'static str| Err(Problem::new(Code::VerkeerdType, detail));
    let is_utf8 = |charset: &str| charset.eq_ignore_ascii_case("utf-8");
    match req.mime_type() {
        Ok(Some(mime)) if mime.essence_str() == JSON => {
            if !mime.get_param("charset").is_none_or(|charset| is_utf8(charset.as_str())) {
                return wrong("JSON is hier altijd UTF-8.");
            }
        }
        _ => return wrong("Stuur JSON, met `Content-Type: application/json`."),
    }
    let encoding = req.headers().get(header::CONTENT_ENCODING);
    if encoding.is_some_and(|encoding| encoding != "identity") {
        return wrong("Ingepakte inhoud (`Content-Encoding`) wordt hier niet gelezen.");
    }
    let length = req.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let length: Option<usize> = length.and_then(|length| length.parse().ok());
    if length.is_some_and(|length| length > MOST_BYTES) { Err(too_large()) } else { Ok(()) }
}

fn too_large() -> Problem {
    Problem::new(Code::TeGroot, "De inhoud van een aanvraag is hoogstens 64 KiB.")
}

/// Reads the body, counting while it comes in: not every body says how long it is.
async fn read(mut payload: Payload, body: &mut BytesMut) -> Result<(), Problem> {
    while let Some(chunk) = payload.next().await {
        let mut chunk = chunk.map_err(|error| match error {
            PayloadError::Overflow => too_large(),
            _ => Problem::new(Code::Onvolledig, "De verbinding brak af, of de inhoud was verkeerd verpakt."),
        })?;
        let past = MOST_BYTES - body.len();
        let te_lang = chunk.len() > past;
        chunk.truncate(past);
        body.extend_from_slice(&chunk);
        if te_lang {
            return Err(too_large());
        }
    }
    Ok(())
}

#[cfg(test)]
pub(in crate::http) mod tests;
