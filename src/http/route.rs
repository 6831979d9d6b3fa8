//! Lines of the route table.

use std::future::{Ready, ready};

use actix_web::{Route, dev::HttpServiceFactory, guard, http::Method, middleware::from_fn, web};

use super::{
    opnieuw,
    problem::{Code, Problem},
};

/// What answers at `path`, per method; any other method gets 405 with the ones that are right.
#[must_use]
pub fn resource<const N: usize>(path: &str, routes: [(Method, Route); N]) -> impl HttpServiceFactory + use<N> {
    let methods = routes.iter().map(|(method, _)| if method == Method::GET { "GET, HEAD" } else { method.as_str() });
    let allow = methods.collect::<Vec<_>>().join(", ");
    let refuse = move || {
        let problem = Problem::new(Code::MethodeNietToegestaan, format!("Op dit adres kan alleen: {allow}."));
        ready(Err::<&'static str, _>(problem.with_allow(allow.clone())))
    };
    routes
        .into_iter()
        .fold(web::resource(path), |resource, (method, route)| resource.route(on(method, route)))
        .default_service(web::to(refuse))
        .wrap(from_fn(opnieuw::langs))
}

/// HEAD is answered wherever GET is, by the same handler; the server sends the head alone.
fn on(method: Method, route: Route) -> Route {
    if method == Method::GET { route.guard(guard::Any(guard::Get()).or(guard::Head())) } else { route.method(method) }
}

/// Answers where no line of the table fits; so does a trailing slash.
pub fn nowhere() -> Ready<Result<&'static str, Problem>> {
    ready(Err(Problem::new(Code::NietGevonden, "Op dit adres is niets. Adressen staan in /v1/openapi.json.")))
}
