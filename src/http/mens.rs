//! The people behind identifiers, as colleagues know them; and whom one can choose.

use actix_web::{
    http::Method,
    web::{self, ServiceConfig},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    antwoord::{Antwoord, Pagina},
    getoond::Getoond,
    pad::Pad,
    problem::Problem,
    route::resource,
    transaction::{Met, Transaction},
};
use crate::{
    domain::{
        Label as _,
        gebied::Gemeente,
        logboek::Gebeurtenis,
        tijd::Moment,
        toegang::{DeskId, GebruikerId, Ligging, OrganisatieId, beleid::CollegaKiezen, permit_in_gebied},
    },
    store::{
        self,
        beeld::{self, Gevraagd, Mens, Namen},
        conn::Tx,
        error::Error,
    },
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/gemeenten/{gemeente}/collegas", [(Method::GET, web::to(collegas))]));
}

/// Who works with families in a gemeente, with its line.
pub fn in_gemeente(tx: &mut Tx, met: &Met, gemeente: Gemeente) -> Result<Getoond<Pagina<MensView>>, Error> {
    let daar = Ligging { gemeente: Some(gemeente), ..Ligging::default() };
    let mag = met.zoek(tx, permit_in_gebied(&met.actor, CollegaKiezen, &daar)?)?;
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, Vec::new())?;
    let gevonden = beeld::collegas(tx, gemeente, met.actor.nu)?;
    let pad = format!("/v1/gemeenten/{gemeente}/collegas");
    Ok(Getoond::zonder_versie(Pagina::geheel(&pad, gevonden.iter().map(MensView::from).collect())))
}

/// Toont wie in een gemeente met gezinnen werkt
///
/// Met naam, werk en organisatie, om iemand aan tafel te vragen of als casusregisseur te kiezen. Voor wie daar een tafel voorzit of
/// coördineert.
#[utoipa::path(get, path = "/v1/gemeenten/{gemeente}/collegas", operation_id = "collegasLezen", tag = "referentie",
    params(("gemeente" = Gemeente, Path, description = "De gemeente, als CBS-code")),
    responses((status = 200, description = "De collega's, op naam", body = Pagina<MensView>)))]
pub async fn collegas(t: Transaction, gemeente: Pad<Gemeente>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| in_gemeente(tx, met, gemeente.0)).await
}

/// Iemand die met gezinnen werkt.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MensView {
    /// Het account.
    pub id: GebruikerId,
    /// Hoe deze collega heet.
    pub naam: String,
    /// Wat deze collega doet; ontbreekt bij wie weg is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub functie: Option<String>,
    /// Waar deze collega werkt.
    pub organisatie: String,
    /// Waar u deze collega bereikt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub werktelefoon: Option<String>,
}

impl From<&Mens> for MensView {
    fn from(mens: &Mens) -> Self {
        let rollen: Vec<&str> = mens.rollen.iter().map(|rol| rol.naam()).collect();
        Self {
            id: mens.id,
            naam: mens.naam.clone(),
            functie: (!rollen.is_empty()).then(|| rollen.join(" en ")),
            organisatie: mens.organisatie.clone(),
            werktelefoon: Some(mens.werktelefoon.clone()).filter(|nummer| !nummer.is_empty()),
        }
    }
}

/// The one of these people who has this account.
#[must_use]
pub fn wie(mensen: &[MensView], id: Option<GebruikerId>) -> Option<&MensView> {
    mensen.iter().find(|mens| Some(mens.id) == id)
}

/// Hoe een organisatie heet.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Organisatienaam)]
pub struct OrganisatienaamView {
    /// De organisatie.
    pub id: OrganisatieId,
    /// De naam.
    pub naam: String,
}

/// Hoe een desk heet.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Desknaam)]
pub struct DesknaamView {
    /// De desk.
    pub id: DeskId,
    /// De naam.
    pub naam: String,
    /// De naam van de organisatie.
    pub organisatie: String,
}

/// Hoe de mensen, organisaties en desks heten die hier met een kenmerk staan.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
#[schema(as = Namen)]
pub struct NamenView {
    /// De mensen, op naam.
    pub mensen: Vec<MensView>,
    /// De organisaties.
    pub organisaties: Vec<OrganisatienaamView>,
    /// De desks.
    pub desks: Vec<DesknaamView>,
}

/// What whoever was asked for is called.
pub(super) fn hoe_heet(tx: &mut Tx, van: &Gevraagd, nu: Moment) -> Result<NamenView, Error> {
    Ok(Namen::load(tx, van, nu)?.into())
}

impl From<Namen> for NamenView {
    fn from(Namen { mensen, desks, organisaties }: Namen) -> Self {
        let desk = |(id, (naam, organisatie))| DesknaamView { id, naam, organisatie };
        Self {
            mensen: mensen.iter().map(MensView::from).collect(),
            organisaties: organisaties.into_iter().map(|(id, naam)| OrganisatienaamView { id, naam }).collect(),
            desks: desks.into_iter().map(desk).collect(),
        }
    }
}

impl NamenView {
    /// The one with this account.
    #[must_use]
    pub fn wie(&self, id: Option<GebruikerId>) -> Option<&MensView> {
        wie(&self.mensen, id)
    }

    /// What an organisation is called.
    #[must_use]
    pub fn organisatie(&self, id: OrganisatieId) -> Option<&str> {
        self.organisaties.iter().find(|een| een.id == id).map(|een| een.naam.as_str())
    }

    /// What a desk is called, with its organisation.
    #[must_use]
    pub fn desk(&self, id: DeskId) -> Option<&DesknaamView> {
        self.desks.iter().find(|een| een.id == id)
    }
}
