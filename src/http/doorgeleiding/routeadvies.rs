//! Which support fits a family, and why: the advice on each route, with the desks where a request can go.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::bestemming::BestemmingView;
use crate::{
    domain::{
        Word as _,
        beleid::Doorgeleiden,
        casus::{Casus, CasusId},
        recht::permit,
        route::Route,
        routeadvies::{Bezwaar, Gewicht, Gewogen, Oordeel, Routeadvies},
        toegang::OrganisatieId,
        toestemming::{
            Doel, Onderdeel, Ontvanger,
            uitspraak::{Dekking, Lezer, dekking},
        },
    },
    http::{
        antwoord::{Antwoord, Link, Pagina},
        getoond::Getoond,
        pad::Pad,
        problem::Problem,
        transaction::{Met, Transaction},
    },
    store::{self, beeld::RouteadviesBeeld, conn::Tx, error::Error},
};

/// Welke steun bij een gezin past, en waarom.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RouteadviesView {
    /// Volgens welke versie van de regels.
    pub regels: String,
    /// Het advies per route.
    pub routes: Vec<AdviesView>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: RouteadviesLinks,
}

/// Verwijzingen bij een routeadvies.
#[derive(Debug, Serialize, ToSchema)]
pub struct RouteadviesLinks {
    /// Dit advies.
    #[serde(rename = "self")]
    pub zelf: Link,
}

/// Het advies over één route.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AdviesView {
    /// De route.
    pub route: Route,
    /// Of zij past. Bij `nee` vraagt een verzoek om een reden; bij `onbekend` niet.
    pub advies: Oordeel,
    /// Wat elke regel zegt die over dit gezin gaat.
    pub regels: Vec<AdviesregelView>,
    /// De dag waarvoor deze steun niet begint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub niet_voor: Option<NaiveDate>,
    /// Wat er nog te vragen is; niets als het antwoord niets aan het advies verandert.
    pub ontbrekende_vragen: Vec<String>,
    /// Welke toestemming er niet is: om te weten of de route past, en om haar te vragen; ook wat zij weigerde.
    pub ontbrekende_toestemmingen: Vec<OntbrekendeToestemmingView>,
    /// De desks die werken waar het gezin woont, met hun ruimte en wachttijd.
    pub desks: Vec<BestemmingView>,
}

/// Wat één regel over een gezin zegt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AdviesregelView {
    /// Welke regel, naar wat ertegen spreekt als zij niet geldt.
    pub code: Bezwaar,
    /// Wat de regel vraagt.
    pub zin: String,
    /// Of dat zo is.
    pub uitkomst: Oordeel,
    /// Wat de regel doet met het advies.
    pub gewicht: Gewicht,
    /// Waar de regel vandaan komt.
    pub bron: String,
    /// In welke versie van de regels hij staat.
    pub versie: String,
    /// Wat er te vragen is, als niemand het weet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vraag: Option<String>,
    /// Wat zij niet met u deelt, als niemand het daardoor weet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deelt_niet: Option<Onderdeel>,
    /// De laatste dag waarop het zo is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tot_en_met: Option<NaiveDate>,
}

/// Een toestemming die er niet is: nog te vragen, of geweigerd.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OntbrekendeToestemmingView {
    /// Voor welk doel.
    pub doel: Doel,
    /// Aan welke ontvanger.
    pub ontvanger: Ontvanger,
    /// Alleen van deze organisatie; zonder van elke.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisatie: Option<OrganisatieId>,
    /// Hoe die organisatie heet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisatienaam: Option<String>,
    /// Dat zij nee zei. Anders is het haar nog te vragen.
    pub geweigerd: bool,
    /// Welke onderdelen daarin ontbreken; zonder is er geen toestemming voor die ontvanger.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub onderdelen: Vec<Onderdeel>,
}

impl AdviesregelView {
    fn new(gewogen: &Gewogen<'_>, advies: &Routeadvies<'_>) -> Self {
        let (regel, versie) = (gewogen.regel, &advies.volgens);
        let weet_niet = gewogen.oordeel == Oordeel::Onbekend && gewogen.deelt_niet.is_none();
        // What closes a route keeps it closed, whatever she would answer: nobody asks her for nothing.
        let weet_niet = weet_niet && advies.oordeel != Oordeel::Nee;
        Self {
            code: regel.code,
            zin: regel.zin.clone(),
            uitkomst: gewogen.oordeel,
            gewicht: regel.gewicht,
            bron: regel.bron.clone(),
            versie: versie.clone(),
            vraag: regel.vraag.clone().filter(|_| weet_niet),
            deelt_niet: gewogen.deelt_niet,
            tot_en_met: gewogen.tot_en_met,
        }
    }
}

/// Which consent is not there: to know whether the route fits, and to send a request along it; of one organisation where she said
/// something else about that than about all.
fn ontbreekt(
    advies: &Routeadvies<'_>,
    beeld: &RouteadviesBeeld,
    desks: &[BestemmingView],
    met: &Met,
) -> Vec<OntbrekendeToestemmingView> {
    let (ons, nu) = (Lezer::coordinator(met.actor.organisatie()), met.actor.nu);
    let mut deelt_niet: Vec<Onderdeel> = advies.regels.iter().filter_map(|een| een.deelt_niet).collect();
    deelt_niet.sort_unstable();
    deelt_niet.dedup();
    // What closes the route keeps it closed, whatever else she would share.
    let helpt = advies.oordeel != Oordeel::Nee && !deelt_niet.is_empty();
    let weten = helpt.then(|| OntbrekendeToestemmingView {
        onderdelen: if dekking(&beeld.woorden, ons, nu) == Dekking::Geweigerd { Vec::new() } else { deelt_niet },
        ..OntbrekendeToestemmingView::van(ons, dekking(&beeld.woorden, ons, nu))
    });
    let iedereen = Lezer { doel: advies.route.into(), ontvanger: advies.route.into(), organisatie: None };
    let overal = dekking(&beeld.woorden, iedereen, nu);
    let mut vragen: Vec<OntbrekendeToestemmingView> = Vec::new();
    if overal != Dekking::Geldt && desks.iter().all(|desk| desk.toestemming == overal) {
        vragen.push(OntbrekendeToestemmingView::van(iedereen, overal));
    } else {
        for desk in desks.iter().filter(|desk| desk.toestemming != Dekking::Geldt) {
            if vragen.iter().all(|een| een.organisatie != Some(desk.organisatie)) {
                let lezer = Lezer::desk(desk.route, desk.organisatie);
                let organisatienaam = Some(desk.organisatienaam.clone());
                vragen.push(OntbrekendeToestemmingView {
                    organisatie: lezer.organisatie,
                    organisatienaam,
                    ..OntbrekendeToestemmingView::van(lezer, desk.toestemming)
                });
            }
        }
    }
    weten.into_iter().chain(vragen).collect()
}

impl OntbrekendeToestemmingView {
    /// That nothing covers this reader: she said no, was not asked, took it back, or named no way to reach her.
    fn van(lezer: Lezer, dekking: Dekking) -> Self {
        let zonder = dekking == Dekking::ZonderContactgegevens;
        Self {
            doel: lezer.doel,
            ontvanger: lezer.ontvanger,
            organisatie: None,
            organisatienaam: None,
            geweigerd: dekking == Dekking::Geweigerd,
            onderdelen: if zonder { vec![Onderdeel::Contactgegevens] } else { Vec::new() },
        }
    }
}

/// The advice on each route for the family of a case that may be read.
pub(in crate::http) fn van_casus(tx: &mut Tx, met: &Met, casus: &Casus) -> Result<Vec<AdviesView>, Error> {
    let beeld = RouteadviesBeeld::load(tx, met.kijker(), casus)?;
    let regels = &met.regels.routeregels;
    let situatie = beeld.bekend.situatie();
    let view = |advies: Routeadvies<'_>| {
        let daar = beeld.desks.iter().filter(|desk| desk.gegevens.route == advies.route);
        let desks: Vec<_> = daar.map(|desk| BestemmingView::new(desk, &advies, &beeld, met.actor.nu)).collect();
        let regels: Vec<_> = advies.regels.iter().map(|een| AdviesregelView::new(een, &advies)).collect();
        AdviesView {
            route: advies.route,
            advies: advies.oordeel,
            // It is the day that she is due.
            niet_voor: advies.niet_voor().filter(|_| !situatie.verzwijgt_zwangerschap),
            ontbrekende_vragen: regels.iter().filter_map(|regel| regel.vraag.clone()).collect(),
            ontbrekende_toestemmingen: ontbreekt(&advies, &beeld, &desks, met),
            regels,
            desks,
        }
    };
    Ok(regels.advies(situatie, met.actor.nu.dag()).map(view).collect())
}

/// Reads the advice, with its line.
pub fn advies(tx: &mut Tx, met: &Met, id: CasusId) -> Result<Getoond<RouteadviesView>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = met.inzage(tx, permit(&met.actor, Doorgeleiden, casus)?)?;
    let routes = van_casus(tx, met, &casus)?;
    let links = RouteadviesLinks { zelf: Link::naar(format!("/v1/casussen/{id}/routeadvies")) };
    Ok(Getoond::zonder_versie(RouteadviesView { regels: met.regels.routeregels.kenmerk(), routes, links }))
}

/// Toont welke steun past, en waarom
///
/// Per route: of zij past, wat elke regel daarover zegt en waar die vandaan komt, wat er nog te vragen is, welke toestemming ontbreekt,
/// en de ruimte en wachttijd van de desks die werken waar het gezin woont. De leeftijd waarschuwt alleen. Wat zij niet met u deelt sluit
/// niets uit.
#[utoipa::path(get, path = "/v1/casussen/{id}/routeadvies", operation_id = "routeadviesLezen", tag = "doorgeleiding",
    params(("id" = CasusId, Path, description = "De casus")),
    responses((status = 200, description = "Het advies", body = RouteadviesView)))]
pub async fn lees(t: Transaction, id: Pad<CasusId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| advies(tx, met, id.0)).await
}

/// Reads where a request can go, with its line.
pub fn bestemmingen(tx: &mut Tx, met: &Met, id: CasusId) -> Result<Getoond<Pagina<BestemmingView>>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = met.inzage(tx, permit(&met.actor, Doorgeleiden, casus)?)?;
    let pad = format!("/v1/casussen/{id}/bestemmingen");
    let mut alle: Vec<_> = van_casus(tx, met, &casus)?.into_iter().flat_map(|advies| advies.desks).collect();
    alle.sort_by(|een, ander| (een.route.word(), &een.desknaam).cmp(&(ander.route.word(), &ander.desknaam)));
    Ok(Getoond::zonder_versie(Pagina::geheel(&pad, alle)))
}

/// Toont waar een vraag om hulp heen kan
///
/// De desks die werken waar het gezin woont, met wat zij over elk zei: welke toestemming er is, en welke nog ontbreekt.
#[utoipa::path(get, path = "/v1/casussen/{id}/bestemmingen", operation_id = "bestemmingenLezen", tag = "doorgeleiding",
    params(("id" = CasusId, Path, description = "De casus")),
    responses((status = 200, description = "De desks", body = Pagina<BestemmingView>)))]
pub async fn lees_bestemmingen(t: Transaction, id: Pad<CasusId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| bestemmingen(tx, met, id.0)).await
}
