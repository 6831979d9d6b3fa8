//! The person a case is about: putting right what is known of them.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    antwoord::Antwoord, casus::view::CasusView, invoer::Invoer, pad::Pad, problem::Problem, route::resource,
    signaal::invoer::NieuweClient, transaction::Transaction, voorwaarden::IfMatch,
};
use crate::{
    domain::{
        beleid::CasusHerzien,
        casus::{CasusId, Elke},
        client::{Persoonsgegevens, WijzigReden},
        fouten::Fouten,
        recht::{Conflict, permit},
        zwangerschap::controleer_leeftijd,
    },
    store::{self, beeld::CasusBeeld},
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/casussen/{id}/wijzigingen", [(Method::POST, web::to(wijzig))]));
}

/// Wat van haar bekend is, zoals het moet zijn.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweGegevens {
    /// Waarom het wijzigt.
    pub reden: WijzigReden,
    /// Alles wat van haar bekend is, ook wat gelijk blijft.
    #[validate(nested)]
    pub client: NieuweClient,
}

/// De casus na de wijziging.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GewijzigdView {
    /// De casus.
    pub casus: CasusView,
    /// Of iemand in de regio een gezin begeleidt dat hier nu op lijkt; niet wie, en niet waarom.
    pub mogelijk_bekend: bool,
}

impl NieuweGegevens {
    /// What is known from now on of somebody who is due on `uitgerekend`.
    ///
    /// An error holds everything that is wrong with it.
    fn gegevens(
        &self,
        was: &Persoonsgegevens,
        uitgerekend: Option<NaiveDate>,
        vandaag: NaiveDate,
    ) -> Result<Persoonsgegevens, Fouten> {
        let mut fouten = Fouten::new();
        let wordt = self.client.gegevens(vandaag, &mut fouten);
        if wordt == *was {
            fouten.add("client", "ongewijzigd", "Dit is al wat er van haar bekend is.");
        }
        if let Some(Err(erger)) =
            uitgerekend.map(|dag| controleer_leeftijd("client.geboortedatum", wordt.geboortedatum, dag))
        {
            fouten = fouten.merge(erger);
        }
        fouten.als_fout().map(|()| wordt)
    }
}

/// Wijzigt wie zij is en hoe zij te bereiken is
///
/// Voor wie haar contactgegevens mag zien, ook na het sluiten. Wat er stond blijft verzegeld bewaard en staat in haar dossier.
#[utoipa::path(post, path = "/v1/casussen/{id}/wijzigingen", operation_id = "clientWijzigen", tag = "client",
    request_body = NieuweGegevens,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Gewijzigd", body = GewijzigdView)))]
pub async fn wijzig(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<NieuweGegevens>,
) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let casus = store::casus::find(tx, &met.actor, id.0)?;
        let casus = permit(&met.actor, CasusHerzien, casus)?.versie(versie.0)?.narrow::<Elke>()?;
        let gedeeld = CasusBeeld::load(tx, met.kijker(), casus.ding())?.gedeeld;
        let (Some(client), Some(was)) = (gedeeld.leidt, gedeeld.client) else {
            return Ok(casus.conflict(niet_gedeeld())?);
        };
        let uitgerekend = gedeeld.zwangerschap.map(|(zij, _)| zij.uitgerekend);
        let wordt = invoer.0.gegevens(&was, uitgerekend, met.actor.nu.dag())?;
        let gewijzigd = met.bewaar(tx, casus.wijzig_gegevens((client, was), wordt.clone(), invoer.0.reden))?;
        let mogelijk_bekend = store::client::is_bekend(tx, &met.kluis, &wordt, id.0)?;
        let casus = CasusView::from(&CasusBeeld::load(tx, met.kijker(), &gewijzigd.casus)?);
        Antwoord::een(gewijzigd.casus.versie, &GewijzigdView { casus, mogelijk_bekend })
    })
    .await
}

fn niet_gedeeld() -> Conflict {
    let melding = "Zij heeft niet gezegd dat u haar contactgegevens mag zien (onderdeel `contactgegevens`).";
    Conflict::new("toestemming-ontbreekt", melding)
}
