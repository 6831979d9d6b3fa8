//! The steps: count, judge, lay aside, release.

use super::{
    lezer::toon,
    teller::Teller,
    view::{NieuwePublicatie, NieuweTeruglegging, PublicatieView},
};
use crate::{
    domain::{
        beleid::{PublicatieBeoordelen, PublicatieVrijgeven},
        ids::PublicatieId,
        publicatie::vrijgave::{Beoordeeld, Concept, Onderweg},
        recht::{Gezien, permit},
    },
    http::{
        antwoord::Antwoord,
        getoond::Getoond,
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        transaction::{Met, Transaction},
        voorwaarden::IfMatch,
    },
    store::{conn::Tx, error::Error, publicatie, toegang::beheer::tweede},
};

/// Telt een periode, en maakt er een concept van
///
/// Door de onderzoeker, vanaf zes weken na de periode. Het concept toont wat verborgen wordt en waarom; er is er één tegelijk. Een ander
/// beoordeelt het, en dan kan het uitkomen.
#[utoipa::path(post, path = "/v1/publicaties", operation_id = "publicatieTellen", tag = "publicatie",
    request_body = NieuwePublicatie,
    responses((status = 201, description = "Geteld", body = PublicatieView)))]
pub async fn tel(t: Transaction, teller: Teller, invoer: Invoer<NieuwePublicatie>) -> Result<Antwoord, Problem> {
    let voorwerk = teller.tel(&invoer.0).await?;
    t.toon(move |tx, met| voorwerk.vastleggen(tx, met)).await
}

/// Keurt een concept goed
///
/// Door een ander dan wie telde: een onderzoeker of de FG, wiens account er al was toen er werd geteld, en van wie de een de ander niet
/// uitnodigde.
#[utoipa::path(post, path = "/v1/publicaties/{id}/beoordeling", operation_id = "publicatieBeoordelen", tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "De publicatie"), ("If-Match" = String, Header, description = "De ETag van de publicatie")),
    responses((status = 200, description = "Goedgekeurd", body = PublicatieView)))]
pub async fn keur_goed(t: Transaction, id: Pad<PublicatieId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| beoordelen(tx, met, id.0, versie.0)).await
}

/// Finds a concept right.
pub fn beoordelen(tx: &mut Tx, met: &Met, id: PublicatieId, versie: Gezien) -> Result<Getoond<PublicatieView>, Error> {
    let gezocht = publicatie::find(tx, &met.actor, id)?;
    let concept = permit(&met.actor, PublicatieBeoordelen, gezocht)?.versie(versie)?.narrow::<Concept>()?;
    let tweede = tweede::load(tx, met.actor.gebruiker(), Some(concept.ding().gemaakt.0))?;
    let van = met.bewaar(tx, concept.keur_goed(&tweede)?)?;
    toon(tx, van, &met.actor)
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
    t.toon(move |tx, met| terugleggen(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Lets a concept not come out.
pub fn terugleggen(
    tx: &mut Tx,
    met: &Met,
    id: PublicatieId,
    versie: Gezien,
    waarom: &NieuweTeruglegging,
) -> Result<Getoond<PublicatieView>, Error> {
    let gezocht = publicatie::find(tx, &met.actor, id)?;
    let onderweg = permit(&met.actor, PublicatieBeoordelen, gezocht)?.versie(versie)?.narrow::<Onderweg>()?;
    let van = met.bewaar(tx, onderweg.leg_terug(waarom.reden))?;
    toon(tx, van, &met.actor)
}

/// Geeft een publicatie vrij
///
/// Nadat een ander haar goedkeurde. Daarna verandert er niets meer aan: niet aan de cijfers, en niet aan wie dit deed.
#[utoipa::path(post, path = "/v1/publicaties/{id}/vrijgave", operation_id = "publicatieVrijgeven", tag = "publicatie",
    params(("id" = PublicatieId, Path, description = "De publicatie"), ("If-Match" = String, Header, description = "De ETag van de publicatie")),
    responses((status = 200, description = "Vrijgegeven", body = PublicatieView)))]
pub async fn geef_vrij(t: Transaction, id: Pad<PublicatieId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| vrijgeven(tx, met, id.0, versie.0)).await
}

/// Releases what was found right.
pub fn vrijgeven(tx: &mut Tx, met: &Met, id: PublicatieId, versie: Gezien) -> Result<Getoond<PublicatieView>, Error> {
    let gezocht = publicatie::find(tx, &met.actor, id)?;
    let goed = permit(&met.actor, PublicatieVrijgeven, gezocht)?.versie(versie)?.narrow::<Beoordeeld>()?;
    let van = met.bewaar(tx, goed.geef_vrij())?;
    toon(tx, van, &met.actor)
}
