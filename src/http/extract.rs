//! Stub.
use super::problem::Problem;
use crate::domain::toegang::Actor;
impl actix_web::FromRequest for Actor {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;
    fn from_request(_: &actix_web::HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        std::future::ready(Err(Problem::not_found()))
    }
}
