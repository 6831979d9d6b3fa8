//! A body that comes as JSON, or as the form that clients of OAuth send (RFC 6749).

use actix_web::{FromRequest, HttpMessage as _, HttpRequest, dev::Payload, web::Query};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    invoer::{Invoer, body},
    problem::{Code, Problem},
};

const FORMULIER: &str = "application/x-www-form-urlencoded";

/// What can be sent as a form too, in the words of RFC 6749. What a form holds beside them is not looked at, as that asks.
pub trait AlsFormulier: Sized {
    /// The fields of the form.
    type Formulier: DeserializeOwned + Into<Self>;
    /// What it must hold, for whoever sends something else.
    const VELDEN: &'static str;
}

/// A valid `T`, and whether it came as a form: then the answer has the words of RFC 6749 too.
#[derive(Debug)]
pub struct Aanvraag<T> {
    /// What was sent.
    pub wat: T,
    /// Whether it was a form.
    pub als_formulier: bool,
}

impl<T> FromRequest for Aanvraag<T>
where
    T: AlsFormulier + DeserializeOwned + Validate + ToSchema + 'static,
{
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if req.content_type() != FORMULIER {
            let json = Invoer::<T>::from_request(req, payload);
            return Box::pin(async move { Ok(Self { wat: json.await?.0, als_formulier: false }) });
        }
        let body = body(req, payload);
        Box::pin(async move {
            let wat = lees::<T>(&body.await?).ok_or_else(|| Problem::new(Code::OngeldigeInvoer, T::VELDEN))?;
            Ok(Self { wat, als_formulier: true })
        })
    }
}

fn lees<T: AlsFormulier + Validate>(body: &[u8]) -> Option<T> {
    let tekst = std::str::from_utf8(body).ok().filter(|tekst| !tekst.contains("%00"))?;
    let wat: T = Query::<T::Formulier>::from_query(tekst).ok()?.into_inner().into();
    wat.validate().is_ok().then_some(wat)
}
