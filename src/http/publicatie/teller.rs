//! Counts a period: first what takes long, beside everybody else, and then what is recorded.

use std::{str::FromStr as _, sync::Arc};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    web::{self, Data},
};
use chrono::NaiveDate;
use futures_util::future::LocalBoxFuture;

use super::{
    lezer::{Cijfers, toon},
    view::{NieuwePublicatie, PAD, PublicatieView},
};
use crate::{
    clock::Clock,
    domain::{
        beleid::PublicatieTellen,
        fouten::Fouten,
        publicatie::{
            Drempel, Periode, Programma,
            telling::Eerder,
            vrijgave::{Inhoud, Vraag, mag_tellen, teldag},
        },
        recht::{Actor, Conflict, mag, permit_in_gebied},
        toegang::Ligging,
    },
    http::{getoond::Getoond, problem::Problem, transaction::Met},
    store::{
        conn::{Db, Tx},
        error::Error,
        publicatie::{self, feiten},
    },
};

/// The region as a whole: that is where counts lie.
fn regio() -> Ligging {
    Ligging { regio: true, ..Ligging::default() }
}

/// Somebody who wants a period to be counted.
pub struct Teller {
    actor: Actor,
    db: Data<Db>,
    cijfers: Data<Cijfers>,
    klok: Data<dyn Clock>,
}

/// What a count came to (nothing when nothing can be told), and beside which others; nothing when it may not be counted at all.
type Telling = Option<(Option<Inhoud>, Vec<(Periode, bool)>)>;

/// What was counted, for nobody to see yet.
#[derive(Debug)]
pub struct Voorwerk {
    wens: Wens,
    geteld: Telling,
}

/// What somebody asks to be counted.
#[derive(Debug)]
struct Wens {
    programma: Arc<Programma>,
    /// Whether they named that programme.
    genoemd: bool,
    periode: Periode,
    vandaag: NaiveDate,
    drempel: Drempel,
}

impl Wens {
    fn van(wat: &NieuwePublicatie, cijfers: &Cijfers, vandaag: NaiveDate) -> Result<Self, Problem> {
        let periode = Periode::from_str(&wat.periode)
            .map_err(|fout| Fouten::new().fout("periode", "ongeldig", fout.to_string()))?;
        let programma = Arc::clone(&cijfers.programma);
        let sha256 = publicatie::sha256(programma.tekst.as_bytes());
        if wat.programma.as_ref().is_some_and(|genoemd| *genoemd != sha256) {
            let melding =
                "Dit is niet de SHA-256 van het programma waarmee nu wordt geteld: zie /v1/publicatieprogramma.";
            return Err(Fouten::new().fout("programma", "ander-programma", melding).into());
        }
        Ok(Self { programma, genoemd: wat.programma.is_some(), periode, vandaag, drempel: cijfers.drempel })
    }

    fn vraag(&self) -> Vraag<'_> {
        let Self { programma, genoemd, periode, vandaag, drempel } = self;
        Vraag { programma, genoemd: *genoemd, periode: *periode, vandaag: *vandaag, drempel: *drempel }
    }

    /// Counts, when it is their turn: one at a time, also the reading. Whoever waits holds nothing that others need.
    async fn tel(&self, actor: Actor, db: &Db, cijfers: &Cijfers) -> Result<Telling, Problem> {
        if !mag(&actor, PublicatieTellen, &regio()) {
            return Ok(None);
        }
        let Self { periode, drempel, .. } = *self;
        let beurt = cijfers.beurt.neem(periode).await.map_err(Problem::internal)?;
        let (er_is, eerder) = db.read(|tx| Ok((publicatie::alle(tx)?, publicatie::eerder(tx)?))).await?;
        if mag_tellen(&self.vraag(), &er_is, &eerder).is_err() {
            return Ok(None);
        }
        let (dag, telt, gezien) =
            (teldag(&er_is, periode, self.vandaag), Arc::clone(&self.programma), gelezen_van(&eerder));
        let gelezen = db.read(move |tx| feiten::lees(tx, dag)).await?;
        let geteld = web::block(move || {
            let mut vordert = |zover| beurt.vordert(zover);
            Inhoud::tel(&telt, &gelezen, &eerder, (periode, dag), drempel, &mut vordert)
        });
        match geteld.await.map_err(Problem::internal)? {
            Ok(inhoud) => Ok(Some((Some(inhoud), gezien))),
            Err(fout) if fout.is_onbeveiligbaar() => Ok(Some((None, gezien))),
            Err(fout) => Err(Problem::internal(fout)),
        }
    }
}

/// Of which periods somebody read something, and whether it came out.
fn gelezen_van(eerder: &[Eerder]) -> Vec<(Periode, bool)> {
    eerder.iter().map(|een| (een.periode, een.uitgekomen)).collect()
}

impl Teller {
    /// Counts. What is read and worked out here holds nobody up; whether it may be counted is said where it is recorded: what came in
    /// between is seen there, and a repeated request is answered there.
    pub async fn tel(self, wat: &NieuwePublicatie) -> Result<Voorwerk, Problem> {
        let Self { actor, db, cijfers, klok } = self;
        let wens = Wens::van(wat, &cijfers, klok.now().dag())?;
        let geteld = wens.tel(actor, &db, &cijfers).await?;
        Ok(Voorwerk { wens, geteld })
    }
}

impl Voorwerk {
    /// Makes a concept of it.
    pub fn vastleggen(self, tx: &mut Tx, met: &Met) -> Result<Getoond<PublicatieView>, Error> {
        let Self { wens, geteld } = self;
        publicatie::grendel(tx)?;
        let er_is = publicatie::alle(tx)?;
        let eerder = publicatie::eerder(tx)?;
        let Wens { periode, vandaag, drempel, .. } = wens;
        let toegestaan = permit_in_gebied(&met.actor, PublicatieTellen, &regio())?;
        let telling = toegestaan.mits(|()| mag_tellen(&wens.vraag(), &er_is, &eerder))?;
        let Some((inhoud, _)) = geteld.filter(|(_, gezien)| *gezien == gelezen_van(&eerder)) else {
            let melding = "Intussen is er een andere publicatie uitgekomen. Tel opnieuw.";
            return Ok(telling.conflict(Conflict::new("intussen-vrijgegeven", melding))?);
        };
        let Some(inhoud) = inhoud else {
            let melding =
                "Van deze periode kan niets worden getoond zonder dat er meer uit volgt. Tel een andere periode.";
            return Ok(telling.conflict(Conflict::new("niet-te-beveiligen", melding))?);
        };
        let dag = teldag(&er_is, periode, vandaag);
        let van = met.bewaar(tx, telling.maak_concept(&wens.programma, (periode, dag), drempel, inhoud))?.vrijgave;
        let (locatie, versie) = (format!("{PAD}/{}", van.id), van.versie);
        Ok(Getoond::gemaakt(locatie, versie, toon(tx, van, &met.actor)?.into_view()))
    }
}

impl FromRequest for Teller {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let actor = Actor::from_request(req, payload);
        let tools = (
            req.app_data::<Data<Db>>().cloned(),
            req.app_data::<Data<Cijfers>>().cloned(),
            req.app_data::<Data<dyn Clock>>().cloned(),
        );
        Box::pin(async move {
            let actor = actor.await?;
            let (Some(db), Some(cijfers), Some(klok)) = tools else {
                return Err(Problem::internal("the application was put together without its figures"));
            };
            Ok(Self { actor, db, cijfers, klok })
        })
    }
}
