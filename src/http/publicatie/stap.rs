//! The steps: count, judge, lay aside, release.

use std::str::FromStr as _;

use actix_web::web::{self, Data};

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
            Periode,
            vrijgave::{Beoordeeld, Concept, Inhoud, Onderweg, mag_tellen},
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
    let periode = Periode::from_str(&invoer.0.periode)
        .map_err(|fout| Fouten::new().fout("periode", "ongeldig", fout.to_string()))?;
    let vandaag = klok.now().dag();
    let (programma, drempel) = (cijfers.programma.clone(), cijfers.drempel);
    // What is read and worked out first holds nobody up. Whether it may be counted is said where it is recorded: what came in between is
    // seen there, and a repeated request is answered there.
    let vooraf = programma.clone();
    let gelezen = db.read(move |tx| {
        let er_is = publicatie::alle(tx)?;
        let kan =
            mag(&actor, PublicatieTellen, &regio()) && mag_tellen(&vooraf, (periode, vandaag), drempel, &er_is).is_ok();
        if !kan {
            return Ok(None);
        }
        Ok(Some((feiten::lees(tx, vandaag)?, publicatie::eerder(tx)?)))
    });
    let geteld = match gelezen.await? {
        None => None,
        Some((gelezen, eerder)) => {
            let gezien: Vec<Periode> = eerder.iter().map(|een| een.periode).collect();
            let telt = programma.clone();
            let geteld = web::block(move || Inhoud::tel(&telt, &gelezen, &eerder, (periode, vandaag), drempel)).await;
            match geteld.map_err(Problem::internal)? {
                Ok(inhoud) => Some((Some(inhoud), gezien)),
                Err(fout) if fout.is_onbeveiligbaar() => Some((None, gezien)),
                Err(fout) => return Err(Problem::internal(fout)),
            }
        }
    };
    t.toon(move |tx, met| {
        publicatie::grendel(tx)?;
        let er_is = publicatie::alle(tx)?;
        let uit = publicatie::eerder(tx)?.into_iter().map(|een| een.periode).collect::<Vec<_>>();
        let toegestaan = permit_in_gebied(&met.actor, PublicatieTellen, &regio())?;
        let telling = toegestaan.mits(|()| mag_tellen(&programma, (periode, vandaag), drempel, &er_is))?;
        let Some((inhoud, _)) = geteld.filter(|(_, gezien)| *gezien == uit) else {
            let melding = "Intussen is er een andere publicatie uitgekomen. Tel opnieuw.";
            return Ok(telling.conflict(Conflict::new("intussen-vrijgegeven", melding))?);
        };
        let Some(inhoud) = inhoud else {
            let melding =
                "Van deze periode kan niets worden getoond zonder dat er meer uit volgt. Wacht tot er meer is.";
            return Ok(telling.conflict(Conflict::new("niet-te-beveiligen", melding))?);
        };
        let van = met.bewaar(tx, telling.maak_concept(&programma, (periode, vandaag), drempel, inhoud))?.vrijgave;
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
/// Het komt niet uit; de periode kan opnieuw worden geteld.
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
