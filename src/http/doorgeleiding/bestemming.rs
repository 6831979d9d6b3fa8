//! Where a request can go: the desks that work where the family lives, and what she said for each.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        beleid::Doorgeleiden,
        casus::{Casus, CasusId},
        doorgeleiding::{
            DoorgeleidingId,
            toelating::{Bezwaar, bezwaren},
        },
        recht::{Ding as _, permit},
        route::Route,
        toegang::{DeskId, OrganisatieId},
        toestemming::{
            Doel, Ontvanger,
            uitspraak::{Dekking, Lezer, dekking},
        },
    },
    http::{
        antwoord::{Antwoord, Pagina},
        getoond::Getoond,
        pad::Pad,
        problem::Problem,
        transaction::{Met, Transaction},
    },
    store::{self, conn::Tx, doorgeleiding::Filter, error::Error},
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
    /// Hoeveel gezinnen tegelijk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capaciteit: Option<i32>,
    /// De wachttijd in dagen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wachttijd_dagen: Option<i32>,
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
    /// De vraag die bij deze desk al loopt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loopt: Option<DoorgeleidingId>,
}

/// The desks that work where the family of a case that may be read lives, by route and name.
pub(in crate::http) fn van_casus(tx: &mut Tx, met: &Met, casus: &Casus) -> Result<Vec<BestemmingView>, Error> {
    let woorden = store::toestemming::woorden(tx, casus.id)?;
    let filter = Filter { casus: Some(casus.id), ..Filter::default() };
    let gevraagd = store::doorgeleiding::pagina(tx, &met.actor, filter, None, 100)?;
    let zwangerschap = casus.zwangerschap.map(|id| store::client::zwangerschap::find(tx, id)).transpose()?;
    let desks = store::toegang::organisatie::desks(tx)?.into_iter();
    let daar = desks.filter(|desk| desk.gegevens.gebied.omvat(&casus.ligging()));
    let view = |desk: store::toegang::organisatie::Desk| {
        let lezer = Lezer::desk(desk.gegevens.route, desk.gegevens.organisatie);
        let loopt = gevraagd.iter().find(|d| d.desk == desk.id && d.status.loopt());
        BestemmingView {
            desk: desk.id,
            desknaam: desk.gegevens.naam,
            organisatie: desk.gegevens.organisatie,
            organisatienaam: desk.organisatie,
            route: desk.gegevens.route,
            capaciteit: desk.gegevens.capaciteit,
            wachttijd_dagen: desk.gegevens.wachttijd_dagen,
            doel: lezer.doel,
            ontvanger: lezer.ontvanger,
            toestemming: dekking(&woorden, lezer, met.actor.nu),
            bezwaren: bezwaren(desk.gegevens.route, zwangerschap.as_ref(), met.actor.nu.dag()),
            loopt: loopt.map(|d| d.id),
        }
    };
    Ok(daar.map(view).collect())
}

/// Reads where a request can go, with its line.
pub fn bestemmingen(tx: &mut Tx, met: &Met, id: CasusId) -> Result<Getoond<Pagina<BestemmingView>>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = met.inzage(tx, permit(&met.actor, Doorgeleiden, casus)?)?;
    let pad = format!("/v1/casussen/{id}/bestemmingen");
    Ok(Getoond::zonder_versie(Pagina::geheel(&pad, van_casus(tx, met, &casus)?)))
}

/// Toont waar een vraag om hulp heen kan
///
/// De desks die werken waar het gezin woont, met wat zij over elk zei: welke toestemming er is, en welke nog ontbreekt.
#[utoipa::path(get, path = "/v1/casussen/{id}/bestemmingen", operation_id = "bestemmingenLezen", tag = "doorgeleiding",
    params(("id" = CasusId, Path, description = "De casus")),
    responses((status = 200, description = "De desks", body = Pagina<BestemmingView>)))]
pub async fn lees(t: Transaction, id: Pad<CasusId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| bestemmingen(tx, met, id.0)).await
}
