//! Who asks: from the token in the head of a request to the [`Actor`] behind it.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::Data};
use futures_util::future::LocalBoxFuture;

use super::{omlijsting, problem::Problem, toegang::Toegang};
use crate::{
    clock::Clock,
    domain::toegang::{Actor, Verzoek},
    store::{conn::Db, toegang::sessie},
};

impl FromRequest for Actor {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let token = bearer(req).map(str::to_owned);
        let tools = tools(req);
        let verzoek = verzoek(req);
        Box::pin(async move {
            let token = token.ok_or_else(Problem::not_logged_in)?;
            let (toegang, db, clock) = tools?;
            let nu = clock.now();
            let bewijs = toegang.tokens.controleer(&token, nu).ok_or_else(Problem::not_logged_in)?;
            let aanwezig = db
                .glance(move |tx| sessie::actor(tx, bewijs.sessie, verzoek, nu))
                .await?
                .filter(|aanwezig| aanwezig.actor.gebruiker == bewijs.gebruiker)
                .ok_or_else(Problem::not_logged_in)?;
            if aanwezig.bijwerken {
                db.write(move |tx| sessie::raak_aan(tx, bewijs.sessie, nu)).await?;
            }
            Ok(aanwezig.actor)
        })
    }
}

impl FromRequest for Verzoek {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(verzoek(req)))
    }
}

type Tools = (Data<Toegang>, Data<Db>, Data<dyn Clock>);

fn tools(req: &HttpRequest) -> Result<Tools, Problem> {
    let missing = || Problem::internal("the app lacks what access needs");
    Ok((
        req.app_data::<Data<Toegang>>().ok_or_else(missing)?.clone(),
        req.app_data::<Data<Db>>().ok_or_else(missing)?.clone(),
        req.app_data::<Data<dyn Clock>>().ok_or_else(missing)?.clone(),
    ))
}

/// The request as the logboek names it.
fn verzoek(req: &HttpRequest) -> Verzoek {
    Verzoek {
        id: omlijsting::verzoek_id(req).map_or_else(Default::default, omlijsting::VerzoekId::uuid),
        toegangspunt: req.peer_addr().map_or_else(|| "onbekend".to_owned(), |peer| peer.ip().to_string()),
    }
}

/// The token of `Authorization: Bearer …`; a second header of that name makes it unclear who asks.
fn bearer(req: &HttpRequest) -> Option<&str> {
    let mut values = req.headers().get_all(header::AUTHORIZATION);
    let (Some(value), None) = (values.next(), values.next()) else {
        return None;
    };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
