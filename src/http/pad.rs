//! Identifiers in a path.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use serde::de::DeserializeOwned;

use super::problem::Problem;

/// What the path names: `Pad<Id<Casus>>`, or a tuple of those.
///
/// What is no identifier at all answers as one that nothing has: 404.
#[derive(Clone, Copy, Debug)]
pub struct Pad<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Pad<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let path = web::Path::<T>::from_request(req, payload).into_inner();
        ready(path.map(|path| Self(path.into_inner())).map_err(|_| Problem::not_found()))
    }
}
