//! Lines of the route table.

use std::future::{Ready, ready};

use actix_web::{Resource, Route, http::Method, web};

use super::problem::{Code, Problem};

/// What answers at `path`, per method; any other method gets 405 with the ones that are right.
#[must_use]
pub fn resource<const N: usize>(path: &str, routes: [(Method, Route); N]) -> Resource {
    let methods: Vec<String> = routes.iter().map(|(method, _)| method.to_string()).collect();
    let allow = methods.join(", ");
    let refuse = move || {
        let problem = Problem::new(Code::MethodeNietToegestaan, format!("Op dit adres kan alleen: {allow}."));
        ready(Err::<&'static str, _>(problem.with_allow(allow.clone())))
    };
    routes
        .into_iter()
        .fold(web::resource(path), |resource, (method, route)| resource.route(route.method(method)))
        .default_service(web::to(refuse))
}

/// Answers where no line of the table fits; so does a trailing slash.
pub fn nowhere() -> Ready<Result<&'static str, Problem>> {
    ready(Err(Problem::new(Code::NietGevonden, "Op dit adres is niets. Adressen staan in /v1/openapi.json.")))
}
