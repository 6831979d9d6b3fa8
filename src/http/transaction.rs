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
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    accept::Vorm,
    antwoord::Antwoord,
    extract::{Asker, Credentials},
    getoond::Getoond,
    invoer::parse,
    problem::Problem,
    voorwaarden::{Herhaling, Poging},
};
use crate::{
    config::{Bewaren, Inzage, Remmen},
    domain::{
        logboek::{Soort, Spoor, zin},
        route::{Rechtstreeks, Routes},
        routeadvies::Routeregels,
        toegang::{
            Actor, Besluit, Door, GebruikerId, Permitted, Waarom, Weigering, kanaal::Emailadres, post::Brief, rem::Rem,
        },
    },
    store::{
        beeld::Kijker,
        bewaar::{self, Bij, Rijen, Tools},
        conn::{Db, Tx},
        error::Error,
        herhaling::{self, Begin, Gedaan, Verzoek},
        kluis::Kluis,
        logboek,
        toegang::{geheim::Geheim, rem},
    },
};

/// What the region has settled, and a request may need.
#[derive(Clone, Debug)]
pub struct Regels {
    /// The routes with their terms.
    pub routes: Routes,
    /// When a route is open to a family.
    pub routeregels: Arc<Routeregels>,
    /// Between which routes whoever gives support asks the next desk at once.
    pub rechtstreeks: Rechtstreeks,
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
    /// Whether this server sends mail.
    pub post: bool,
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
        let Regels { routeregels, evaluatie_na_dagen, .. } = &*self.regels;
        let tools = Tools { kluis: &self.kluis, evaluatie_na_dagen: *evaluatie_na_dagen, routeregels, bij };
        bewaar::bewaar(tx, tools, besluit)
    }

    /// A new code, with the letter that takes it to `naar`: when there is such an address, and this server sends mail.
    pub fn code(&self, naar: Option<&Emailadres>) -> Result<(Geheim, Option<Brief>), Error> {
        let code = Geheim::nieuw()?;
        let brief = naar.filter(|_| self.regels.post).map(|naar| Brief::met_code(naar, &code.tekst));
        Ok((code, brief))
    }

    /// Goes on with opening something, unless they open too many; its line is still to be written.
    pub fn open<H, T>(&self, tx: &mut Tx, mag: Permitted<H, T>) -> Result<Permitted<H, T>, Error> {
        rem::niet_te_vaak(tx, mag, Rem::Openen, self.regels.remmen.openen_per_minuut)
    }

    /// Goes on with registering a signaal, unless they register too many: each is held against everybody who is known.
    pub fn meld<H, T>(&self, tx: &mut Tx, mag: Permitted<H, T>) -> Result<Permitted<H, T>, Error> {
        rem::niet_te_vaak(tx, mag, Rem::Signalen, self.regels.remmen.signalen_per_uur)
    }

    /// Goes on with what sends a code or a letter about somebody, unless too many of those were sent about them.
    pub fn brief<H, T>(&self, tx: &mut Tx, mag: Permitted<H, T>, over: GebruikerId) -> Result<Permitted<H, T>, Error> {
        rem::niet_te_vaak_over(tx, mag, (Rem::Brieven, over), self.regels.remmen.brieven_per_dag)
    }

    /// Goes on with a search or a list, unless they ask for those too often.
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
    lezers: Lezers,
}

impl Transaction {
    fn of(req: &HttpRequest, herhaling: Result<Herhaling, Problem>) -> Result<Self, Problem> {
        let (credentials, herhaling) = (Credentials::of(req)?, herhaling?);
        let tools = (
            req.app_data::<Data<Db>>().cloned(),
            req.app_data::<Data<Kluis>>().map(|kluis| Kluis::clone(kluis)),
            req.app_data::<Data<Regels>>().map(|regels| regels.clone().into_inner()),
            req.app_data::<Lezers>().copied(),
        );
        let (Some(db), Some(kluis), Some(regels), Some(lezers)) = tools else {
            return Err(Problem::internal("the application was put together without its tools"));
        };
        let herhaling = if lezers.onthoudt(req.path()) { herhaling } else { Herhaling::geen() };
        Ok(Self { db, credentials, kluis, regels, herhaling, lezers })
    }

    /// That of a request of which nothing is kept for a repeat: its `Idempotency-Key` is not even looked at.
    ///
    /// Fails when nobody is known to ask.
    pub fn zonder_sleutel(req: &HttpRequest) -> Result<Self, Problem> {
        Self::of(req, Ok(Herhaling::geen()))
    }

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
        let Self { db, credentials, regels, .. } = self;
        let hoogstens = regels.remmen.weigeringen_per_tien_minuten;
        let finder = credentials.clone();
        let seen = db.read(move |tx| {
            let asker = finder.find(tx)?;
            let gedaan = matches!(asker, Asker::Present(_)).then(|| work(tx)).transpose();
            let antwoord = gedaan.map_err(|fout| fout.geteld_tot(hoogstens))?;
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

    /// Runs an operation in one transaction, and hands out what it shows once it is kept: for a page.
    pub async fn bekijk<V: Send + 'static>(
        self,
        doe: impl FnOnce(&mut Tx, &Met) -> Result<Getoond<V>, Error> + Send + 'static,
    ) -> Result<Getoond<V>, Problem> {
        self.voer_uit(|tx, met, _, _| doe(tx, met)).await
    }

    /// Does what a form asks, once for each form: it has a key as an `Idempotency-Key` is one.
    pub async fn stuur(
        self,
        formulier: Herhaling,
        work: impl FnOnce(&mut Tx, &Met) -> Result<Antwoord, Error> + Send + 'static,
    ) -> Result<Antwoord, Problem> {
        Self { herhaling: formulier, ..self }.run(work).await
    }

    /// The same, of a form that is read as the API reads its body: what cannot be read is told as it is there.
    pub async fn stuur_gelezen<I>(
        self,
        formulier: Herhaling,
        body: &Value,
        doe: impl FnOnce(&mut Tx, &Met, I) -> Result<Antwoord, Error> + Send + 'static,
    ) -> Result<Antwoord, Problem>
    where
        I: DeserializeOwned + Validate + ToSchema + Send + 'static,
    {
        let invoer = parse::<I>(body.to_string().as_bytes())?;
        self.stuur(formulier, move |tx, met| doe(tx, met, invoer)).await
    }

    /// The same, for what is shown once: what came of it is handed out as well. Of a form that was sent before nothing is: a code is
    /// not told twice.
    pub async fn stuur_en_bekijk<V: Serialize + Clone + Send + 'static>(
        self,
        formulier: Herhaling,
        doe: impl FnOnce(&mut Tx, &Met) -> Result<Getoond<V>, Error> + Send + 'static,
    ) -> Result<(Antwoord, Option<V>), Problem> {
        let doe_eens = move |tx: &mut Tx, met: &Met, poging: Option<Poging>, lezers| {
            let mut gezien = None;
            let work = |tx: &mut Tx, met: &Met| {
                let getoond = doe(tx, met)?;
                gezien = Some(getoond.view().clone());
                getoond.try_into()
            };
            let antwoord = match poging {
                None => work(tx, met),
                Some(poging) => once(tx, met, lezers, &poging, work),
            };
            Ok((antwoord?, gezien))
        };
        Self { herhaling: formulier, ..self }.voer_uit(doe_eens).await
    }

    /// Runs `work` in one transaction and answers once it is kept.
    ///
    /// A POST with an `Idempotency-Key` that was done before is not done again: what came of it is read, with a line of its own.
    pub async fn run(
        self,
        work: impl FnOnce(&mut Tx, &Met) -> Result<Antwoord, Error> + Send + 'static,
    ) -> Result<Antwoord, Problem> {
        let once = move |tx: &mut Tx, met: &Met, poging: Option<Poging>, lezers| match poging {
            None => work(tx, met),
            Some(poging) => once(tx, met, lezers, &poging, work),
        };
        self.voer_uit(once).await
    }

    async fn voer_uit<T: Send + 'static>(
        self,
        work: impl FnOnce(&mut Tx, &Met, Option<Poging>, Lezers) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Problem> {
        let Self { db, credentials, kluis, regels, herhaling, lezers } = self;
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
            let hoogstens = met.regels.remmen.weigeringen_per_tien_minuten;
            let antwoord = work(tx, &met, poging, lezers).map_err(|fout| fout.geteld_tot(hoogstens))?;
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

/// Reads one thing again, for the answer to a request that was done before: find, permit, consent and view, with its line.
pub type Lezer = fn(&mut Tx, &Met, Uuid) -> Result<Antwoord, Error>;

/// How the things of each collection are read again.
#[derive(Clone, Copy, Debug)]
pub struct Lezers(pub &'static [(&'static str, Soort, Lezer)]);

impl Lezers {
    /// Whether what a POST to `pad` did is remembered by its `Idempotency-Key`: it makes or changes something that can be read again.
    ///
    /// Searching is done anew each time: what one may see can have changed since, and it is a line each time.
    #[must_use]
    pub fn onthoudt(self, pad: &str) -> bool {
        let mut delen = pad.trim_start_matches("/v1/").split('/');
        let collectie = delen.next().unwrap_or_default();
        // A meeting is made at its table.
        let gelezen = collectie == "knooppunten" || self.kent(collectie);
        gelezen && delen.next_back() != Some("_zoek")
    }

    /// Whether things of this collection are read again.
    #[must_use]
    pub fn kent(self, collectie: &str) -> bool {
        self.0.iter().any(|(naam, ..)| *naam == collectie)
    }

    /// The thing that an answer to a POST to `pad` is about: the one that was made, or the one whose step it was.
    ///
    /// Nothing when it leaves none that can be read.
    fn gedaan(self, pad: &str, antwoord: &Antwoord) -> Option<Gedaan> {
        let mut delen = antwoord.locatie().unwrap_or(pad).strip_prefix("/v1/")?.split('/');
        let (collectie, ding) = (delen.next()?, delen.next()?.parse().ok()?);
        let &(_, soort, _) = self.0.iter().find(|(naam, ..)| *naam == collectie)?;
        Some(Gedaan { status: antwoord.status(), locatie: antwoord.locatie().map(str::to_owned), soort, ding })
    }

    fn lees(self, tx: &mut Tx, met: &Met, gedaan: Gedaan) -> Result<Antwoord, Error> {
        let lezer = self.0.iter().find(|(_, soort, _)| *soort == gedaan.soort);
        let &(_, _, lees) = lezer.ok_or(Error::Paniek)?;
        Ok(lees(tx, met, gedaan.ding)?.van_toen(gedaan.status, gedaan.locatie))
    }
}

/// Does what is asked, or what it comes to when it was done before: a reading of what came of it, as it may be seen now.
fn once(
    tx: &mut Tx,
    met: &Met,
    lezers: Lezers,
    poging: &Poging,
    work: impl FnOnce(&mut Tx, &Met) -> Result<Antwoord, Error>,
) -> Result<Antwoord, Error> {
    let verzoek = verzoek(met, poging);
    match herhaling::begin(tx, &verzoek, met.regels.idempotentie_uren)? {
        Begin::Nieuw => {
            let antwoord = work(tx, met)?;
            herhaling::klaar(tx, &verzoek, lezers.gedaan(&poging.pad, &antwoord).as_ref())?;
            Ok(antwoord)
        }
        Begin::Gedaan(eerder, gedaan) => match lezers.lees(tx, met, gedaan) {
            Err(Error::Weigering(mut weigering)) if weigering.spoor.betrokkenen.is_empty() => {
                weigering.spoor.betrokkenen = herhaling::betrokkenen(tx, &eerder)?;
                Err(Error::Weigering(weigering))
            }
            outcome => outcome,
        },
        Begin::Voorbij(eerder) => {
            let mut spoor = Spoor::new(Door::new(&met.actor), zin::HERHALEN, Soort::Herhaling);
            spoor.betrokkenen = herhaling::betrokkenen(tx, &eerder)?;
            Err(Error::Weigering(Box::new(Weigering::new(Waarom::NietGevonden, spoor))))
        }
    }
}

/// The request as it is known when it comes again.
fn verzoek(met: &Met, poging: &Poging) -> Verzoek {
    let actor = &met.actor;
    Verzoek {
        gebruiker: actor.gebruiker(),
        // A machine client sees less than its user, so what is kept for a repeat is kept apart for each.
        sleutel: actor
            .machineclient()
            .map_or_else(|| poging.sleutel.clone(), |client| format!("{client} {}", poging.sleutel)),
        afdruk: met.kluis.afdruk(&poging.afdruk),
        id: actor.verzoek.id,
        op: actor.nu,
    }
}

impl FromRequest for Transaction {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let herhaling = Herhaling::from_request(req, payload).into_inner();
        ready(Self::of(req, herhaling))
    }
}
