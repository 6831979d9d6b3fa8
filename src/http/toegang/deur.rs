//! The door: one request, one closure, one transaction, for what asks no permission. Somebody may come who is not logged in yet, or
//! who does something with their own account.

use std::{
    fmt,
    future::{Ready, ready},
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};

use super::dienst::Toegang;
use crate::{
    clock::Clock,
    domain::{
        tijd::Moment,
        toegang::{
            Actor, Verzoek,
            afzender::Afzender,
            uitslag::{Afwijzing, Uitslag},
        },
    },
    http::problem::Problem,
    store::{
        conn::{Db, Tx},
        error::Error,
        kluis::Kluis,
        logboek,
    },
};

/// What a closure works with beside its transaction.
#[derive(Debug)]
pub struct Bezoek {
    /// Who comes, as far as that is known; and when.
    pub wie: Afzender,
    /// The request.
    pub verzoek: Verzoek,
    /// The vault.
    pub kluis: Kluis,
    /// Tokens, keys and limits.
    pub toegang: Data<Toegang>,
}

/// The transactions of one request by somebody who is not permitted anything, or not yet.
///
/// A handler may need several: hashing a password takes long, and must not happen while a transaction is open.
#[derive(Clone)]
pub struct Deur {
    /// Tokens, keys and limits.
    pub toegang: Data<Toegang>,
    /// The vault.
    pub kluis: Kluis,
    /// The request.
    pub verzoek: Verzoek,
    db: Data<Db>,
    clock: Data<dyn Clock>,
}

impl Deur {
    /// What time it is.
    #[must_use]
    pub fn nu(&self) -> Moment {
        self.clock.now()
    }

    /// Looks at what leaves no line.
    pub async fn lees<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Problem> {
        Ok(self.db.read(work).await?)
    }

    /// Runs `work` at `nu` for somebody of whom nothing is known yet, writes the line of how it ended, and answers once that is kept.
    ///
    /// Being turned down is an ending too: what was counted on the way stays.
    pub async fn run<T: Send + 'static>(
        &self,
        nu: Moment,
        work: impl FnOnce(&mut Tx, &Bezoek) -> Result<Uitslag<T>, Error> + Send + 'static,
    ) -> Result<T, Problem> {
        self.voer_uit(Afzender::onbekend(self.verzoek.clone(), nu), work).await
    }

    /// The same for somebody who is logged in and does something with their own account.
    pub async fn run_als<T: Send + 'static>(
        &self,
        actor: &Actor,
        work: impl FnOnce(&mut Tx, &Bezoek) -> Result<Uitslag<T>, Error> + Send + 'static,
    ) -> Result<T, Problem> {
        self.voer_uit(Afzender::zelf(actor), work).await
    }

    /// Turns somebody down, after their line.
    pub async fn wijs_af(&self, waarom: Afwijzing, wie: Afzender) -> Problem {
        let uitslag = Uitslag::<()>::niet_binnen(waarom, wie.clone());
        let geschreven = self.voer_uit(wie, move |_, _| Ok(uitslag)).await;
        geschreven.err().unwrap_or_else(|| waarom.into())
    }

    async fn voer_uit<T: Send + 'static>(
        &self,
        wie: Afzender,
        work: impl FnOnce(&mut Tx, &Bezoek) -> Result<Uitslag<T>, Error> + Send + 'static,
    ) -> Result<T, Problem> {
        let Self { toegang, kluis, verzoek, .. } = self.clone();
        let bezoek = Bezoek { wie, verzoek, kluis, toegang };
        let uitkomst = self.db.write(move |tx| {
            let uitslag = work(tx, &bezoek)?;
            logboek::leg_vast(tx, uitslag)
        });
        uitkomst.await?.map_err(Problem::from)
    }
}

impl fmt::Debug for Deur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deur").field("verzoek", &self.verzoek).finish_non_exhaustive()
    }
}

impl FromRequest for Deur {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let verzoek = Verzoek::from_request(req, payload).into_inner();
        ready(verzoek.and_then(|verzoek| {
            let missing = || Problem::internal("the app lacks what access needs");
            Ok(Self {
                toegang: req.app_data::<Data<Toegang>>().ok_or_else(missing)?.clone(),
                kluis: req.app_data::<Data<Kluis>>().map(|kluis| Kluis::clone(kluis)).ok_or_else(missing)?,
                db: req.app_data::<Data<Db>>().ok_or_else(missing)?.clone(),
                clock: req.app_data::<Data<dyn Clock>>().ok_or_else(missing)?.clone(),
                verzoek,
            })
        }))
    }
}
