//! What only a person does who is there herself: nothing of her account is changed through a machine client.

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use futures_util::future::LocalBoxFuture;

use crate::{
    domain::{
        logboek::Gebeurtenis,
        toegang::{Actor, afzender::Afzender},
    },
    http::problem::{Code, Problem},
    store::{conn::Db, logboek, toegang::rem},
};

/// An actor who is there herself.
#[derive(Debug)]
pub struct Zelf(pub Actor);

impl FromRequest for Zelf {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let actor = Actor::from_request(req, payload);
        let db = req.app_data::<Data<Db>>().cloned();
        Box::pin(async move {
            let actor = actor.await?;
            if actor.machineclient().is_none() {
                return Ok(Self(actor));
            }
            let db = db.ok_or_else(|| Problem::internal("the app lacks a database"))?;
            let geweigerd = db.write(move |tx| {
                // A machine can ask as often as it likes, and each would be a line.
                if rem::laat_regel_na(tx, &actor, "niet-zelf")? {
                    logboek::geweigerd(tx, &Afzender::zelf(&actor).meldt_zich(Gebeurtenis::Geweigerd))?;
                }
                Ok(())
            });
            geweigerd.await?;
            Err(Problem::new(Code::NietToegestaan, "Dit kan alleen de gebruiker zelf, niet een systeem namens haar."))
        })
    }
}
