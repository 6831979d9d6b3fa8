//! One request, one closure, one transaction.

use std::{
    future::{Ready, ready},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use maud::Markup;
use serde::Serialize;

use super::{
    accept::Vorm,
    antwoord::Antwoord,
    extract::{Asker, Credentials},
    getoond::Getoond,
    problem::Problem,
    voorwaarden::{Herhaling, Poging},
};
use crate::{
    config::{Bewaren, Inzage, Remmen},
    domain::{
        logboek::Gebeurtenis,
        route::Routes,
        toegang::{Actor, Besluit, Permitted, afzender::Afzender, rem::Rem},
    },
    store::{
        beeld::Kijker,
        bewaar::{self, Bij, Rijen, Tools},
        conn::{Db, Tx},
        error::Error,
        herhaling::{self, Verzoek},
        kluis::Kluis,
        logboek,
        toegang::rem,
    },
};

/// What the region has settled, and a request may need.
#[derive(Clone, Debug)]
pub struct Regels {
    /// The routes with their terms.
    pub routes: Routes,
    /// A case that comes into Steun op maat is evaluated after so many days, unless another day is agreed.
    pub evaluatie_na_dagen: u32,
    /// An `Idempotency-Key` is remembered for so many hours.
    pub idempotentie_uren: u32,
    /// How often an account may do what shows persons.
    pub remmen: Remmen,
    /// What a person hears of who looked.
    pub inzage: Inzage,
    /// How long what is kept is kept.
    pub bewaren: Bewaren,
}

/// What a closure works with beside its transaction.
#[derive(Debug)]
pub struct Met {
    /// Who asks.
    pub actor: Actor,
    /// The vault.
    pub kluis: Kluis,
    /// The region's settings.
    pub regels: Arc<Regels>,
}

impl Met {
    /// Who looks, for what is shown.
    #[must_use]
    pub const fn kijker(&self) -> Kijker<'_> {
        Kijker { actor: &self.actor, kluis: &self.kluis }
    }

    /// Hands out one thing that may be read, with its line, unless they open too many.
    ///
    /// The refusal leaves a line that the privacy officer sees.
    pub fn inzage<H, T>(&self, tx: &mut Tx, mag: Permitted<H, T>) -> Result<T, Error> {
        let mag = rem::niet_te_vaak(tx, mag, Rem::Openen, self.regels.remmen.openen_per_minuut)?;
        logboek::inzage(tx, mag)
    }

    /// Stores what was decided, with its line and all that follows from it.
    pub fn bewaar<T: Rijen>(&self, tx: &mut Tx, besluit: Besluit<T>) -> Result<T, Error> {
        self.bewaar_met(tx, besluit, Bij::default())
    }

    /// The same, with what is kept sealed beside it.
    pub fn bewaar_met<T: Rijen>(&self, tx: &mut Tx, besluit: Besluit<T>, bij: Bij<'_>) -> Result<T, Error> {
        let tools = Tools { kluis: &self.kluis, evaluatie_na_dagen: self.regels.evaluatie_na_dagen, bij };
        bewaar::bewaar(tx, tools, besluit)
    }

    /// Goes on with opening something, unless they open too many; its line is still to be written.
    pub fn open<H, T>(&self, tx: &mut Tx, mag: Permitted<H, T>) -> Result<Permitted<H, T>, Error> {
        rem::niet_te_vaak(tx, mag, Rem::Openen, self.regels.remmen.openen_per_minuut)
    }

    /// Goes on with a search, unless they search too often.
    pub fn zoek<H, T>(&self, tx: &mut Tx, mag: Permitted<H, T>) -> Result<Permitted<H, T>, Error> {
        rem::niet_te_vaak(tx, mag, Rem::Zoeken, self.regels.remmen.zoeken_per_minuut)
    }
}

/// The transaction of one request by somebody who is logged in.
///
/// Reading is writing too: no personal data leave without their line in the logboek, and the line is in the same transaction.
/// So is finding out who asks: a session that is ended meanwhile does nothing more.
#[derive(Debug)]
pub struct Transaction {
    db: Data<Db>,
    credentials: Credentials,
    kluis: Kluis,
    regels: Arc<Regels>,
    herhaling: Herhaling,
}

impl Transaction {
    /// The region's settings.
    #[must_use]
    pub fn regels(&self) -> Arc<Regels> {
        self.regels.clone()
    }

    /// Looks at what is about no person: it leaves no line.
    pub async fn look(
        self,
        work: impl FnOnce(&mut Tx) -> Result<Antwoord, Error> + Send + 'static,
    ) -> Result<Antwoord, Problem> {
        let Self { db, credentials, .. } = self;
        let finder = credentials.clone();
        let seen = db.read(move |tx| {
            let asker = finder.find(tx)?;
            let antwoord = if matches!(asker, Asker::Present(_)) { Some(work(tx)?) } else { None };
            Ok((asker, antwoord))
        });
        match seen.await? {
            (Asker::Present(aanwezig), Some(antwoord)) => {
                if aanwezig.bijwerken {
                    db.write(move |tx| credentials.touch(tx, true)).await?;
                }
                Ok(antwoord)
            }
            (Asker::WithoutKey(aanwezig), _) => Err(db.write(move |tx| credentials.refuse(tx, &aanwezig)).await?),
            _ => Err(Problem::not_logged_in()),
        }
    }

    /// Runs an operation in one transaction, and answers with what it shows once it is kept.
    pub async fn toon<V: Serialize>(
        self,
        doe: impl FnOnce(&mut Tx, &Met) -> Result<Getoond<V>, Error> + Send + 'static,
    ) -> Result<Antwoord, Problem> {
        self.run(move |tx, met| doe(tx, met)?.try_into()).await
    }

    /// The same, for a machine or on a page for people.
    pub async fn toon_als<V: Serialize>(
        self,
        vorm: Vorm,
        pagina: impl FnOnce(&V) -> Markup + Send + 'static,
        doe: impl FnOnce(&mut Tx, &Met) -> Result<Getoond<V>, Error> + Send + 'static,
    ) -> Result<Antwoord, Problem> {
        self.run(move |tx, met| {
            let getoond = doe(tx, met)?;
            match vorm {
                Vorm::Json => getoond.try_into(),
                Vorm::Html => Ok(Antwoord::pagina(pagina(getoond.view()))),
            }
        })
        .await
    }

    /// Runs `work` in one transaction and answers once it is kept.
    ///
    /// A POST with an `Idempotency-Key` that was done before is not done again: it gets the answer of then, and a line of its own.
    pub async fn run(
        self,
        work: impl FnOnce(&mut Tx, &Met) -> Result<Antwoord, Error> + Send + 'static,
    ) -> Result<Antwoord, Problem> {
        let Self { db, credentials, kluis, regels, herhaling } = self;
        let (poging, late) = (herhaling.poging(), credentials.clone());
        let stale = Arc::new(AtomicBool::new(false));
        let found_stale = Arc::clone(&stale);
        let outcome = db.write(move |tx| {
            let aanwezig = match credentials.find(tx)? {
                Asker::Present(aanwezig) => aanwezig,
                Asker::WithoutKey(aanwezig) => return Ok(Err(credentials.refuse(tx, &aanwezig)?)),
                Asker::Nobody => return Ok(Err(Problem::not_logged_in())),
            };
            found_stale.store(aanwezig.bijwerken, Ordering::Relaxed);
            let met = Met { actor: aanwezig.actor, kluis, regels };
            let antwoord = match poging {
                None => work(tx, &met)?,
                Some(poging) => once(tx, &met, &verzoek(&met.actor, &poging), work)?,
            };
            // Last, so that of two requests in one session neither waits for the work of the other.
            credentials.touch(tx, aanwezig.bijwerken)?;
            Ok(Ok(antwoord))
        });
        let outcome = outcome.await;
        if outcome.is_err() && stale.load(Ordering::Relaxed) {
            // The work was undone, but somebody was there: a session does not end because its requests are refused.
            db.write(move |tx| late.touch(tx, true)).await?;
        }
        outcome?
    }
}

/// The request as it is known when it comes again.
fn verzoek(actor: &Actor, poging: &Poging) -> Verzoek {
    Verzoek {
        gebruiker: actor.gebruiker(),
        // A machine client sees less than its user, so what is kept for a repeat is kept apart for each.
        sleutel: actor
            .machineclient()
            .map_or_else(|| poging.sleutel.clone(), |client| format!("{client} {}", poging.sleutel)),
        afdruk: poging.afdruk.to_vec(),
        id: actor.verzoek.id,
    }
}

fn once(
    tx: &mut Tx,
    met: &Met,
    verzoek: &Verzoek,
    work: impl FnOnce(&mut Tx, &Met) -> Result<Antwoord, Error>,
) -> Result<Antwoord, Error> {
    let nu = met.actor.nu;
    if let Some(eerder) = herhaling::find(tx, &met.kluis, verzoek, nu, met.regels.idempotentie_uren)? {
        logboek::gedaan(tx, &Afzender::zelf(&met.actor).meldt_zich(Gebeurtenis::Herhaald))?;
        return serde_json::from_slice(&eerder).map_err(|_| Error::Kluis);
    }
    let antwoord = work(tx, met)?;
    let bytes = serde_json::to_vec(&antwoord).map_err(|_| Error::Kluis)?;
    herhaling::bewaar(tx, &met.kluis, verzoek, &bytes, nu)?;
    Ok(antwoord)
}

impl FromRequest for Transaction {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let credentials = Credentials::of(req);
        let herhaling = Herhaling::from_request(req, payload).into_inner();
        let tools = (
            req.app_data::<Data<Db>>().cloned(),
            req.app_data::<Data<Kluis>>().map(|kluis| Kluis::clone(kluis)),
            req.app_data::<Data<Regels>>().map(|regels| regels.clone().into_inner()),
        );
        ready(credentials.and_then(|credentials| {
            let herhaling = herhaling?;
            let (Some(db), Some(kluis), Some(regels)) = tools else {
                return Err(Problem::internal("the application was put together without its tools"));
            };
            Ok(Self { db, credentials, kluis, regels, herhaling })
        }))
    }
}
