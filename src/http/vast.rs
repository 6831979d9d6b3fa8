//! Answers that are large: a text that is the same as long as the program lives, and whatever is sent in pieces.

use std::{
    convert::Infallible,
    io::Write as _,
    pin::Pin,
    task::{Context, Poll},
};

use actix_web::{
    Error, HttpRequest, HttpResponse,
    body::{BodySize, BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, ETag, EntityTag},
    middleware::Next,
    web::Bytes,
};
use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use flate2::{Compression, write::GzEncoder};
use serde::Serialize;

/// What is put into the memory of one connection at a time: whoever asks for it and reads nothing costs no more than this.
const STUK: usize = 16 * 1024;

/// A text with its tag, also packed.
///
/// Only what is the same for everybody is packed: the size of a packed answer with somebody's data in it can tell of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vast {
    bytes: Bytes,
    gzip: Bytes,
    hash: String,
}

impl Vast {
    /// Keeps `tekst`.
    #[must_use]
    pub fn new(tekst: String) -> Self {
        let hash = digest::digest(&digest::SHA256, tekst.as_bytes());
        let hash = URL_SAFE_NO_PAD.encode(hash.as_ref());
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        // Writing into memory does not fail; what could not be packed is sent as it is.
        let gzip = packed.write_all(tekst.as_bytes()).and_then(|()| packed.finish()).unwrap_or_default();
        Self { bytes: tekst.into(), gzip: gzip.into(), hash }
    }

    /// Keeps what `view` looks like.
    ///
    /// Fails when it cannot be written as JSON.
    pub fn json<T: Serialize>(view: &T) -> Result<Self, String> {
        serde_json::to_string(view).map(Self::new).map_err(|error| error.to_string())
    }

    /// The answer with this text, packed when the client takes that; nothing of it is copied.
    #[must_use]
    pub fn antwoord(&self, req: &HttpRequest, soort: &'static str) -> HttpResponse {
        let gzip = !self.gzip.is_empty() && neemt_gzip(req);
        let mut antwoord = HttpResponse::Ok();
        antwoord.content_type(soort).insert_header((header::VARY, "accept-encoding"));
        if gzip {
            let tag = EntityTag::new_strong(format!("{}-gzip", self.hash));
            return antwoord
                .insert_header(ETag(tag))
                .insert_header((header::CONTENT_ENCODING, "gzip"))
                .body(self.gzip.clone());
        }
        antwoord.insert_header(ETag(EntityTag::new_strong(self.hash.clone()))).body(self.bytes.clone())
    }
}

fn neemt_gzip(req: &HttpRequest) -> bool {
    let vormen = req.headers().get_all(header::ACCEPT_ENCODING).filter_map(|value| value.to_str().ok());
    vormen.flat_map(|value| value.split(',')).any(|vorm| {
        let (naam, hoe_graag) = vorm.split_once(';').unwrap_or((vorm, "q=1"));
        let hoe_graag: f32 = hoe_graag.trim().trim_start_matches("q=").parse().unwrap_or(0.0);
        naam.trim().eq_ignore_ascii_case("gzip") && hoe_graag > 0.0
    })
}

/// Sends a large answer piece by piece; wraps the whole app, outermost.
pub async fn in_stukken<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let answer = next.call(req).await?;
    Ok(answer.map_body(|_, body| match body.try_into_bytes() {
        Ok(bytes) if bytes.len() > STUK => BoxBody::new(Stukken(bytes)),
        Ok(bytes) => BoxBody::new(bytes),
        Err(body) => body.boxed(),
    }))
}

/// What is still to be sent.
#[derive(Debug)]
struct Stukken(Bytes);

impl MessageBody for Stukken {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.0.len().try_into().unwrap_or(u64::MAX))
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        let stuk = self.0.len().min(STUK);
        Poll::Ready((stuk > 0).then(|| Ok(self.0.split_to(stuk))))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::{body::to_bytes, test::TestRequest};

    use super::*;

    #[actix_web::test]
    async fn in_stukken_is_het_dezelfde_tekst() {
        let tekst = "knooppunt ".repeat(10_000);
        let mut stukken = Stukken(tekst.clone().into());
        assert_eq!(stukken.size(), BodySize::Sized(100_000));
        let first = std::future::poll_fn(|context| Pin::new(&mut stukken).poll_next(context)).await;
        assert_eq!(first.unwrap().unwrap().len(), STUK);
        assert_eq!(to_bytes(stukken).await.unwrap(), &tekst.as_bytes()[STUK..]);
    }

    #[test]
    fn wie_dat_aankan_krijgt_het_ingepakt() {
        let vast = Vast::new("knooppunt ".repeat(1_000));
        let gevraagd = |hoe: &'static str| {
            let req = TestRequest::default().insert_header((header::ACCEPT_ENCODING, hoe)).to_http_request();
            let antwoord = vast.antwoord(&req, "text/plain");
            let tag = antwoord.headers().get(header::ETAG).unwrap().clone();
            let ingepakt = antwoord.headers().contains_key(header::CONTENT_ENCODING);
            (ingepakt, tag, antwoord.into_body().try_into_bytes().unwrap().len())
        };
        let (plat, heel, lengte) = gevraagd("identity");
        assert!(!plat && lengte == 10_000);
        for hoe in ["gzip", "br, gzip;q=0.5", "GZIP"] {
            let (ingepakt, tag, kort) = gevraagd(hoe);
            assert!(ingepakt && kort < 1_000 && tag != heel, "{hoe}");
        }
        assert!(!gevraagd("gzip;q=0, br").0);
    }
}
