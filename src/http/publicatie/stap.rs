//! The steps: count, judge, lay aside, release.

use std::{str::FromStr as _, sync::Arc};

use actix_web::web::{self, Data};
use chrono::NaiveDate;

use super::{
    lezen::{Cijfers, toon},
    view::{NieuwePublicatie, NieuweTeruglegging, PAD, PublicatieView},
};
use crate::{
    clock::Clock,
    domain::{
        beleid::{PublicatieBeoordelen, PublicatieTellen, PublicatieVrijgeven},
        fouten::Fouten,
        ids::PublicatieId,
        publicatie::{
            Drempel, Periode, Programma,
            telling::Eerder,
            vrijgave::{Beoordeeld, Concept, Inhoud, Onderweg, Vraag, mag_tellen, teldag},
        },
        recht::{Actor, Conflict, mag, permit, permit_in_gebied},
        toegang::Ligging,
    },
    http::{
        antwoord::Antwoord, getoond::Getoond, invoer::Invoer, pad::Pad, problem::Problem, transaction::Transaction,
        voorwaarden::IfMatch,
    },
    store::{
        conn::Db,
        publicatie::{self, feiten},
        toegang::beheer::tweede,
    },
};

/// The region as a whole: that is where counts lie.
fn regio() -> Ligging {
    Ligging { regio: true, ..Ligging::default() }
}

/// What a count came to (nothing when nothing can be told), and beside which others; nothing when it may not be counted at all.
type Voorwerk = Option<(Option<Inhoud>, Vec<(Periode, bool)>)>;

/// What somebody asks to be counted.
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
    async fn tel(&self, actor: Actor, db: &Db, cijfers: &Cijfers) -> Result<Voorwerk, Problem> {
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

/// Telt een periode, en maakt er een concept van
///
/// Door de onderzoeker, vanaf zes weken na de periode. Het concept toont wat verborgen wordt en waarom; er is er één tegelijk. Een ander
/// beoordeelt het, en dan kan het uitkomen.
#[utoipa::path(post, path = "/v1/publicaties", operation_id = "publicatieTellen", tag = "publicatie",
    request_body = NieuwePublicatie,
    responses((status = 201, description = "Geteld", body = PublicatieView)))]
pub async fn tel(
    actor: Actor,
    t: Transaction,
    invoer: Invoer<NieuwePublicatie>,
    db: Data<Db>,
    cijfers: Data<Cijfers>,
    klok: Data<dyn Clock>,
) -> Result<Antwoord, Problem> {
    let wens = Wens::van(&invoer.0, &cijfers, klok.now().dag())?;
    // What is read and worked out first holds nobody up. Whether it may be counted is said where it is recorded: what came in between is
    // seen there, and a repeated request is answered there.
    let geteld = wens.tel(actor, &db, &cijfers).await?;
    t.toon(move |tx, met| {
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
                "Van deze periode kan niets worden getoond zonder dat er meer uit volgt. Wacht tot er meer is.";
            return Ok(telling.conflict(Conflict::new("niet-te-beveiligen", melding))?);
        };
        let dag = teldag(&er_is, periode, vandaag);
        let van = met.bewaar(tx, telling.maak_concept(&wens.programma, (periode, dag), drempel, inhoud))?.vrijgave;
        let (locatie, versie) = (format!("{PAD}/{}", van.id), van.versie);
        Ok(Getoond::<PublicatieView>::gemaakt(locatie, versie, toon(tx, van)?.into_view()))
    })
    .await
}

/// Keurt een concept goed
///
/// Door een ander dan wie telde: een onderzoeker of de FG, wiens account er al was toen er werd geteld, en van wie de een de ander niet
/// uitnodigde.
#[utoipa::path(post, path = "/v1/publicaties/{id}/beoordeling", operation_id = "publicatieBeoordelen", tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "De publicatie"), ("If-Match" = String, Header, description = "De ETag van de publicatie")),
    responses((status = 200, description = "Goedgekeurd", body = PublicatieView)))]
pub async fn keur_goed(t: Transaction, id: Pad<PublicatieId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| {
        let gezocht = publicatie::find(tx, &met.actor, id.0)?;
        let concept = permit(&met.actor, PublicatieBeoordelen, gezocht)?.versie(versie.0)?.narrow::<Concept>()?;
        let tweede = tweede::load(tx, met.actor.gebruiker(), Some(concept.ding().gemaakt.0))?;
        let van = met.bewaar(tx, concept.keur_goed(&tweede)?)?;
        toon(tx, van)
    })
    .await
}

/// Legt een concept terug
///
/// Het komt niet uit. Wat erin stond is gelezen, en geldt voor wat later wordt geteld als bekend: de periode kan opnieuw worden geteld,
/// met dezelfde aantallen of minder.
#[utoipa::path(post, path = "/v1/publicaties/{id}/teruglegging", operation_id = "publicatieTerugleggen", tag = "publicatie",
    request_body = NieuweTeruglegging,
    params(("id" = PublicatieId, Path, description = "De publicatie"), ("If-Match" = String, Header, description = "De ETag van de publicatie")),
    responses((status = 200, description = "Teruggelegd", body = PublicatieView)))]
pub async fn leg_terug(
    t: Transaction,
    id: Pad<PublicatieId>,
    versie: IfMatch,
    invoer: Invoer<NieuweTeruglegging>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| {
        let gezocht = publicatie::find(tx, &met.actor, id.0)?;
        let onderweg = permit(&met.actor, PublicatieBeoordelen, gezocht)?.versie(versie.0)?.narrow::<Onderweg>()?;
        let van = met.bewaar(tx, onderweg.leg_terug(invoer.0.reden))?;
        toon(tx, van)
    })
    .await
}

/// Geeft een publicatie vrij
///
/// Nadat een ander haar goedkeurde. Daarna verandert er niets meer aan: niet aan de cijfers, en niet aan wie dit deed.
#[utoipa::path(post, path = "/v1/publicaties/{id}/vrijgave", operation_id = "publicatieVrijgeven", tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "De publicatie"), ("If-Match" = String, Header, description = "De ETag van de publicatie")),
    responses((status = 200, description = "Vrijgegeven", body = PublicatieView)))]
pub async fn geef_vrij(t: Transaction, id: Pad<PublicatieId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| {
        let gezocht = publicatie::find(tx, &met.actor, id.0)?;
        let goed = permit(&met.actor, PublicatieVrijgeven, gezocht)?.versie(versie.0)?.narrow::<Beoordeeld>()?;
        let van = met.bewaar(tx, goed.geef_vrij())?;
        toon(tx, van)
    })
    .await
}
