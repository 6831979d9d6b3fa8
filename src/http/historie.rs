//! Who could see a case, when, and on which ground: asked by the privacy officer.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{antwoord::Antwoord, invoer::Invoer, problem::Problem, route::resource, transaction::Transaction};
use crate::{
    domain::{
        casus::CasusId,
        fouten::Fouten,
        logboek::Soort,
        tijd::Moment,
        toegang::{
            GebruikerId, Rol,
            historie::{Opening, Toegangsgrond},
            permit, permit_lijst,
            toezicht::ToegangNagaan,
        },
        toestemming::Onderdeel,
    },
    store,
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/toegang/_zoek", [(Method::POST, web::to(zoek))]));
}

/// Wie, welke casus en wanneer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Toegangsvraag {
    /// Het account waar het om gaat.
    pub gebruiker: GebruikerId,
    /// De casus.
    pub casus: CasusId,
    /// Het moment; niet in de toekomst.
    pub op: DateTime<Utc>,
}

/// Eén grond die toen gold, en wat die opende.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpeningView {
    /// De grond.
    pub grond: Toegangsgrond,
    /// De rol die erbij hoorde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rol: Option<Rol>,
    /// De ene doorgeleiding, het ene signaal of de ene noodprocedure waarop de grond rust; van die soort opende hij niets anders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub door: Option<Uuid>,
    /// De soorten dingen die hij opende.
    pub opende: Vec<Soort>,
    /// De onderdelen die zij toen met deze ontvanger wilde delen.
    pub onderdelen: Vec<Onderdeel>,
    /// Sinds wanneer de grond gold.
    pub van: Moment,
    /// Tot wanneer; ontbreekt als hij nog geldt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tot: Option<Moment>,
}

impl From<Opening> for OpeningView {
    fn from(opening: Opening) -> Self {
        Self {
            grond: opening.grond,
            rol: opening.rol,
            door: opening.door,
            opende: opening.soorten,
            onderdelen: opening.onderdelen,
            van: opening.tijd.van,
            tot: opening.tijd.tot,
        }
    }
}

/// Wat iemand op een moment van een casus kon zien, en waarom; zonder gronden was dat niets.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ToegangView {
    /// Het account.
    pub gebruiker: GebruikerId,
    /// De casus.
    pub casus: CasusId,
    /// Het moment.
    pub op: Moment,
    /// De gronden die toen golden.
    pub gronden: Vec<OpeningView>,
}

/// Gaat na wat iemand op een moment van een casus kon zien
///
/// Voor de functionaris gegevensbescherming: de gronden die toen golden, wat elk opende en van wanneer tot wanneer. Berekend uit
/// wat bewaard is van toekenningen, regie, doorgeleidingen, toestemmingen, signalen en noodprocedures. Of een account toen open
/// was staat er niet in.
#[utoipa::path(post, path = "/v1/toegang/_zoek", operation_id = "toegangNagaan", tag = "toegang", request_body = Toegangsvraag,
    responses((status = 200, description = "De gronden die toen golden", body = ToegangView)))]
pub async fn zoek(t: Transaction, invoer: Invoer<Toegangsvraag>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let Toegangsvraag { gebruiker, casus, op } = invoer.0;
        let op = Moment::new(op);
        met.zoek(tx, permit_lijst(&met.actor, ToegangNagaan)?)?;
        let gezocht = store::historie::find(tx, casus)?;
        let mut fouten = Fouten::new();
        if op > met.actor.nu {
            fouten.add("op", "toekomst", "Kies een moment dat is geweest.");
        }
        if !store::historie::is_gebruiker(tx, gebruiker)? {
            fouten.add("gebruiker", "onbekend", "Dit account is niet bekend.");
        }
        if gezocht.gevonden.is_none() {
            fouten.add("casus", "onbekend", "Deze casus is niet bekend.");
        }
        fouten.als_fout()?;
        let casus = store::logboek::inzage(tx, permit(&met.actor, ToegangNagaan, gezocht)?)?;
        let gronden = store::historie::verleden(tx, gebruiker, &casus)?.op(op);
        let gronden = gronden.into_iter().map(OpeningView::from).collect();
        Antwoord::zonder_versie(&ToegangView { gebruiker, casus: casus.id, op, gronden })
    })
    .await
}
