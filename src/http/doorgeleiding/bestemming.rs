//! Where a request can go: the desks that work where the family lives, and what she said for each.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        doorgeleiding::DoorgeleidingId,
        route::Route,
        routeadvies::{Bezwaar, Routeadvies},
        tijd::Moment,
        toegang::{DeskId, OrganisatieId},
        toestemming::{
            Doel, Ontvanger,
            uitspraak::{Dekking, Lezer, dekking},
        },
    },
    store::{beeld::RouteadviesBeeld, toegang::organisatie::Desk},
};

/// Een desk waar een vraag heen kan.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BestemmingView {
    /// De desk.
    pub desk: DeskId,
    /// Hoe die heet.
    pub desknaam: String,
    /// De organisatie.
    pub organisatie: OrganisatieId,
    /// Hoe die heet.
    pub organisatienaam: String,
    /// De route.
    pub route: Route,
    /// Hoeveel gezinnen er nu bij kunnen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vrije_plekken: Option<i32>,
    /// De wachttijd in dagen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wachttijd_dagen: Option<i32>,
    /// Wanneer de desk haar ruimte en wachttijd voor het laatst nakeek.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ruimte_nagekeken_op: Option<Moment>,
    /// Voor welk doel zij toestemming moet geven.
    pub doel: Doel,
    /// Aan welke ontvanger.
    pub ontvanger: Ontvanger,
    /// Wat zij daarover zei.
    pub toestemming: Dekking,
    /// Wat er volgens de regels van de route tegen spreekt; vraagt u het toch, dan zegt u met `inAfwijking` waarom.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub bezwaren: Vec<Bezwaar>,
    /// De vraag die langs deze route al voor haar loopt, bij deze of een andere desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loopt: Option<DoorgeleidingId>,
}

impl BestemmingView {
    /// A desk that works where the family lives, with what the rules of its route say and what she said about it.
    pub(super) fn new(desk: &Desk, advies: &Routeadvies<'_>, beeld: &RouteadviesBeeld, nu: Moment) -> Self {
        let gegevens = desk.gegevens.clone();
        let lezer = Lezer::desk(gegevens.route, gegevens.organisatie);
        Self {
            desk: desk.id,
            desknaam: gegevens.naam,
            organisatie: gegevens.organisatie,
            organisatienaam: desk.organisatie.clone(),
            route: gegevens.route,
            vrije_plekken: gegevens.vrije_plekken,
            wachttijd_dagen: gegevens.wachttijd_dagen,
            ruimte_nagekeken_op: gegevens.ruimte_op,
            doel: lezer.doel,
            ontvanger: lezer.ontvanger,
            toestemming: dekking(&beeld.woorden, lezer, nu),
            bezwaren: advies.bezwaren(),
            loopt: beeld.loopt.iter().find(|(langs, _)| *langs == gegevens.route).map(|(_, welke)| *welke),
        }
    }
}
