//! The conditions a client puts to its own request: which version it saw, and that it asks only once.

use std::{
    future::{Ready, ready},
    sync::{Arc, OnceLock},
};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    http::{
        Method,
        header::{self, EntityTag},
    },
};
use aws_lc_rs::digest;

use super::problem::{Code, Problem};
use crate::domain::{fouten::Fouten, toegang::Gezien};

/// The versions of a row that the client saw, from `If-Match: "<versie>"`; a list names several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfMatch(pub Gezien);

/// The `ETag` of version `versie`.
#[must_use]
pub fn etag(versie: i32) -> EntityTag {
    EntityTag::new_strong(versie.to_string())
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let values: Vec<_> = req.headers().get_all(header::IF_MATCH).map(|v| v.to_str().ok()).collect();
        ready(match values.as_slice() {
            [] => Err(required("Stuur `If-Match` met de `ETag` die u bij het lezen kreeg.")),
            values => versies(values).map(|versies| Self(versies.into_iter().flatten().collect())),
        })
    }
}

/// The version of each tag; of a tag that we never gave there is none.
fn versies(values: &[Option<&str>]) -> Result<Vec<Option<i32>>, Problem> {
    let tags = values.iter().flat_map(|value| value.unwrap_or_default().split(',')).map(str::trim);
    tags.map(versie).collect()
}

fn versie(tag: &str) -> Result<Option<i32>, Problem> {
    if tag == "*" {
        return Err(required("`If-Match: *` zegt niet welke versie u zag. Stuur de `ETag` die u bij het lezen kreeg."));
    }
    if tag.starts_with("W/") {
        return Err(malformed(
            "Een zwakke tag (`W/`) zegt niet precies welke versie u zag. Stuur de `ETag` zoals u die kreeg.",
        ));
    }
    let Some(digits) = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')) else {
        return Err(malformed(
            "Een tag staat tussen aanhalingstekens, zoals `\"3\"`. Stuur de `ETag` zoals u die kreeg.",
        ));
    };
    let digits = Some(digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    Ok(digits.and_then(|digits| digits.parse().ok()))
}

fn malformed(melding: &str) -> Problem {
    Fouten::new().fout("If-Match", "formaat", melding).into()
}

fn required(detail: &'static str) -> Problem {
    Problem::new(Code::IfMatchVereist, detail)
}

/// The `Idempotency-Key` of a request, if it has one.
#[derive(Clone, Debug)]
pub struct Herhaling(Option<(String, String, Seal)>);

/// A key with the fingerprint of what was asked: the same key with another fingerprint is a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poging {
    /// The key that the client chose; unique for that client only.
    pub sleutel: String,
    /// The path that was asked.
    pub pad: String,
    /// SHA-256 of method, path, `If-Match` and body. It is kept under the key of the vault only.
    pub afdruk: [u8; 32],
}

impl Herhaling {
    /// That of a request without a key.
    #[must_use]
    pub const fn geen() -> Self {
        Self(None)
    }

    /// That of a form on a page: with its key, to be done once at the address `pad` of the API.
    #[must_use]
    pub fn van_formulier(sleutel: &str, pad: &str, inhoud: &[u8]) -> Self {
        let asked = digest::digest(&digest::SHA256, format!("formulier {pad}").as_bytes());
        let seal = Seal(Arc::new((asked, OnceLock::new())));
        seal.close(inhoud);
        Self(is_key(sleutel).then(|| (format!("formulier {sleutel}"), pad.to_owned(), seal)))
    }

    /// The key and the fingerprint, to be called in a handler: by then the body has been read.
    #[must_use]
    pub fn poging(&self) -> Option<Poging> {
        let (sleutel, pad, seal) = self.0.as_ref()?;
        Some(Poging { sleutel: sleutel.clone(), pad: pad.clone(), afdruk: seal.fingerprint() })
    }
}

impl FromRequest for Herhaling {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let values: Vec<_> = req.headers().get_all(IDEMPOTENCY_KEY).map(|v| v.to_str().ok()).collect();
        ready(match values.as_slice() {
            [] => Ok(Self(None)),
            [Some(key)] if is_key(key) => {
                Ok(Self(seal(req).map(|seal| ((*key).to_owned(), req.path().to_owned(), seal))))
            }
            _ => Err(Fouten::new()
                .fout("Idempotency-Key", "formaat", "Eén sleutel van 1 tot 255 zichtbare ASCII-tekens.")
                .into()),
        })
    }
}

const IDEMPOTENCY_KEY: &str = "idempotency-key";

fn is_key(key: &str) -> bool {
    (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// What was asked, closed once the body has been read. The order in which a handler's arguments are taken from a
/// request is not ours to choose: whoever comes first lays it in the request, and both hold the same one.
#[derive(Clone, Debug)]
pub(super) struct Seal(Arc<(digest::Digest, OnceLock<digest::Digest>)>);

/// The seal of a request that has an `Idempotency-Key`.
pub(super) fn seal(req: &HttpRequest) -> Option<Seal> {
    req.headers().get(IDEMPOTENCY_KEY)?;
    if req.method() != Method::POST {
        return None;
    }
    let mut extensions = req.extensions_mut();
    if let Some(seal) = extensions.get::<Seal>() {
        return Some(seal.clone());
    }
    let seen = req.headers().get_all(header::IF_MATCH).map(|seen| String::from_utf8_lossy(seen.as_bytes()));
    let asked = format!("{} {} {}", req.method(), req.path(), seen.collect::<Vec<_>>().join(","));
    let seal = Seal(Arc::new((digest::digest(&digest::SHA256, asked.as_bytes()), OnceLock::new())));
    extensions.insert(seal.clone());
    Some(seal)
}

impl Seal {
    /// Adds the body.
    pub(super) fn close(&self, body: &[u8]) {
        // A second body would be a second extractor in one handler; the first is the one that was acted upon.
        let _ = self.0.1.set(digest::digest(&digest::SHA256, body));
    }

    fn fingerprint(&self) -> [u8; 32] {
        let mut whole = digest::Context::new(&digest::SHA256);
        whole.update(self.0.0.as_ref());
        if let Some(body) = self.0.1.get() {
            whole.update(body.as_ref());
        }
        let mut fingerprint = [0; 32];
        fingerprint.copy_from_slice(whole.finish().as_ref());
        fingerprint
    }
}

#[cfg(test)]
mod tests {
    use actix_web::{FromRequest as _, test::TestRequest};

    use super::*;
    use crate::http::{invoer::Invoer, problem::Code};

    fn if_match(value: &str) -> Result<Gezien, Code> {
        let req = TestRequest::default().insert_header(("if-match", value)).to_http_request();
        IfMatch::extract(&req).into_inner().map(|it| it.0).map_err(|problem| problem.code())
    }

    #[test]
    fn a_change_names_the_versions_it_saw() {
        assert_eq!(if_match("\"7\""), Ok(Gezien::from(7)));
        assert_eq!(if_match("\"7\", \"8\""), Ok([7, 8].into_iter().collect()));
        assert_eq!(if_match("*"), Err(Code::IfMatchVereist));
        for malformed in ["7", "W/\"7\"", "\"7\", 8", ""] {
            assert_eq!(if_match(malformed), Err(Code::OngeldigeInvoer), "{malformed}");
        }
        for never_given in ["\"+7\"", "\"\"", "\"99999999999\"", "\"-1\"", "\"abc\""] {
            assert_eq!(if_match(never_given), Ok([].into_iter().collect()), "{never_given}");
        }
        let req = TestRequest::default().to_http_request();
        assert_eq!(IfMatch::extract(&req).into_inner().unwrap_err().code(), Code::IfMatchVereist);
        assert_eq!(etag(7).to_string(), "\"7\"");
    }

    async fn poging(key: &str, path: &str, body: &'static str) -> Option<Poging> {
        let (req, mut payload) = TestRequest::post()
            .uri(path)
            .insert_header(("idempotency-key", key))
            .insert_header(("content-type", "application/json"))
            .set_payload(body)
            .to_http_parts();
        let herhaling = Herhaling::from_request(&req, &mut payload).await.unwrap();
        let _: Result<Invoer<crate::http::invoer::tests::Vrij>, _> = Invoer::from_request(&req, &mut payload).await;
        herhaling.poging()
    }

    #[actix_web::test]
    async fn the_fingerprint_covers_path_version_and_body() {
        let first = poging("a", "/v1/signalen", "{}").await.unwrap();
        assert_eq!(poging("a", "/v1/signalen", "{}").await.unwrap(), first);
        assert_ne!(poging("a", "/v1/signalen", "{ }").await.unwrap().afdruk, first.afdruk);
        assert_ne!(poging("a", "/v1/casussen", "{}").await.unwrap().afdruk, first.afdruk);
        let seen = |versie| {
            TestRequest::post()
                .insert_header(("idempotency-key", "a"))
                .insert_header(("if-match", versie))
                .to_http_request()
        };
        let afdruk = |req| Herhaling::extract(&req).into_inner().unwrap().poging().unwrap().afdruk;
        assert_ne!(afdruk(seen("\"1\"")), afdruk(seen("\"2\"")));
    }

    #[test]
    fn a_key_is_visible_ascii() {
        for wrong in [String::new(), "a b".to_owned(), "a".repeat(256), "é".to_owned()] {
            let req = TestRequest::default().insert_header(("idempotency-key", wrong)).to_http_request();
            assert_eq!(Herhaling::extract(&req).into_inner().unwrap_err().code(), Code::OngeldigeInvoer);
        }
        let req = TestRequest::default().to_http_request();
        assert!(Herhaling::extract(&req).into_inner().unwrap().poging().is_none());
    }
}
