//! A signaal as it comes in: acute danger is seen before anything else.

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use futures_util::future::LocalBoxFuture;
use serde_json::Value;

use super::invoer::NieuwSignaal;
use crate::{
    domain::{Word as _, gebied::Gemeente, signaal::Urgentie},
    http::{
        accept::{JSON, eis},
        invoer::{check_head, parse, zover},
        problem::Problem,
    },
};

/// What somebody sends.
#[derive(Debug)]
pub enum Binnen {
    /// Acute danger, and where, when that can be read. Whatever else is wrong with it: who sends this must hear whom to call.
    Gevaar(Option<Gemeente>),
    /// A worry.
    Zorg(Box<NieuwSignaal>),
}

impl FromRequest for Binnen {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (head, zover) = (eis(req, &[JSON]).and_then(|()| check_head(req)), zover(req, payload));
        Box::pin(async move {
            let (body, geheel) = zover.await;
            let gelezen = head.and(geheel).and_then(|()| parse::<NieuwSignaal>(&body));
            match gelezen {
                Ok(nieuw) if nieuw.urgentie != Urgentie::AcuutGevaar => Ok(Self::Zorg(Box::new(nieuw))),
                Err(problem) if !noemt_gevaar(&body) => Err(problem),
                _ => Ok(Self::Gevaar(gemeente(&body))),
            }
        })
    }
}

fn noemt_gevaar(body: &[u8]) -> bool {
    let word = b"\"acuut-gevaar\"";
    body.windows(word.len()).any(|part| part == word)
}

fn gemeente(body: &[u8]) -> Option<Gemeente> {
    let sent: Value = serde_json::from_slice(body).ok()?;
    Gemeente::parse(sent.get("gemeente")?.as_str()?)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    async fn gelezen(soort: &str, body: &'static str) -> Result<Binnen, Problem> {
        let request = TestRequest::post().insert_header(("content-type", soort)).set_payload(body);
        let (req, mut payload) = request.to_http_parts();
        Binnen::from_request(&req, &mut payload).await
    }

    #[actix_web::test]
    async fn gevaar_wordt_gezien_wat_er_ook_niet_klopt() {
        for body in [
            r#"{"urgentie": "acuut-gevaar"}"#,
            r#"{"urgentie": "acuut-gevaar", "gemeente": "Nergens", "onbekend": 1}"#,
            r#"{"urgentie": "acuut-gevaar", "themas": ["stress"],}"#,
            r#"{"urgentie": "acuut-gevaar", "urgentie": "spoed"}"#,
        ] {
            assert!(matches!(gelezen("application/json", body).await, Ok(Binnen::Gevaar(None))), "{body}");
            assert!(matches!(gelezen("text/plain", body).await, Ok(Binnen::Gevaar(None))), "{body}");
        }
        let body = r#"{"urgentie": "acuut-gevaar", "gemeente": "GM0917"}"#;
        assert!(matches!(gelezen("application/json", body).await, Ok(Binnen::Gevaar(Some(_)))));
        assert!(gelezen("application/json", r#"{"urgentie": "spoed"}"#).await.is_err());
    }
}
