//! Evaluations: how it goes, together with the family.

use actix_web::{
    http::Method,
    web::{self, ServiceConfig},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    antwoord::Antwoord,
    invoer::Invoer,
    knooppunt::{invoer::toekomst, view::ZelfLinks},
    pad::Pad,
    problem::Problem,
    route::resource,
    transaction::{Met, Transaction},
    voorwaarden::IfMatch,
};
use crate::{
    domain::{
        casus::{CasusId, InSteun},
        evaluatie::{Afronding, Evaluatie, EvaluatieId, Geevalueerd, InEvaluatie, Uitkomst},
        fouten::Fouten,
        tijd::Moment,
        toegang::{GebruikerId, beleid::CasusEvalueren, permit, toezicht::CasusDossierLezen},
    },
    store::{self, bewaar::Bij, conn::Tx, error::Error, knooppunt::agenda},
};

const PAD: &str = "/v1/evaluaties";

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/casussen/{id}/evaluaties", [(Method::POST, web::to(begin))]))
        .service(resource("/evaluaties/{id}", [(Method::GET, web::to(lees))]))
        .service(resource("/evaluaties/{id}/afronding", [(Method::POST, web::to(rond_af))]));
}

/// Een evaluatie met het gezin. De `ETag` is die van haar casus.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvaluatieView {
    /// De evaluatie.
    pub id: EvaluatieId,
    /// De casus.
    pub casus: CasusId,
    /// Wanneer zij begon.
    pub begonnen_op: Moment,
    /// Wie haar begon.
    pub begonnen_door: GebruikerId,
    /// Wanneer zij is afgerond.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub afgerond_op: Option<Moment>,
    /// Wanneer zij verviel, omdat de casus werd gesloten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vervallen_op: Option<Moment>,
    /// Wat is besloten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitkomst: Option<Uitkomst>,
    /// Of de ouders erbij waren.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub samen_met_ouders: Option<bool>,
    /// Toelichting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toelichting: Option<String>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: ZelfLinks,
}

impl EvaluatieView {
    fn new(evaluatie: &Evaluatie, toelichting: Option<String>) -> Self {
        let (op, afronding) = evaluatie.afronding.unzip();
        Self {
            id: evaluatie.id,
            casus: evaluatie.casus,
            begonnen_op: evaluatie.begonnen_op,
            begonnen_door: evaluatie.begonnen_door,
            afgerond_op: op,
            vervallen_op: evaluatie.vervallen_op,
            uitkomst: afronding.map(|a| a.uitkomst),
            samen_met_ouders: afronding.map(|a| a.samen_met_ouders),
            toelichting,
            links: ZelfLinks::naar(format!("{PAD}/{}", evaluatie.id)),
        }
    }
}

/// Hoe een evaluatie eindigt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schema(as = NieuweEvaluatieafronding)]
pub struct NieuweAfronding {
    /// Wat is besloten. Bij `opgeschaald` komt het gezin op de eerstvolgende agenda van het knooppunt.
    pub uitkomst: Uitkomst,
    /// Of de ouders erbij waren.
    pub samen_met_ouders: bool,
    /// Toelichting.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub toelichting: Option<String>,
    /// Wanneer opnieuw wordt geëvalueerd: na vandaag, hoogstens een jaar vooruit; verplicht, behalve bij `afgerond`.
    pub volgende_evaluatie_op: Option<NaiveDate>,
}

impl NieuweAfronding {
    fn controleer(&self, vandaag: NaiveDate) -> Result<(), Fouten> {
        let mut fouten = Fouten::new();
        match self.volgende_evaluatie_op {
            Some(dag) => toekomst("volgendeEvaluatieOp", dag, vandaag, &mut fouten),
            None if self.uitkomst != Uitkomst::Afgerond => {
                let melding = "Spreek af wanneer opnieuw wordt geëvalueerd.";
                fouten.add("volgendeEvaluatieOp", "verplicht", melding);
            }
            None => {}
        }
        fouten.als_fout()
    }
}

/// Begint een evaluatie
///
/// Kan bij een casus in Steun op maat.
#[utoipa::path(post, path = "/v1/casussen/{id}/evaluaties", operation_id = "evaluatieBeginnen", tag = "casus",
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 201, description = "Begonnen", body = EvaluatieView)))]
pub async fn begin(t: Transaction, id: Pad<CasusId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let gezocht = store::casus::find(tx, &met.actor, id.0)?;
        let in_steun = permit(&met.actor, CasusEvalueren, gezocht)?.versie(versie.0)?.narrow::<InSteun>()?;
        let Geevalueerd { casus, evaluatie: begonnen } = met.bewaar(tx, in_steun.begin_evaluatie())?;
        let view = EvaluatieView::new(&begonnen, None);
        Antwoord::gemaakt(format!("{PAD}/{}", begonnen.id), casus.versie, &view)
    })
    .await
}

/// Reads one evaluation, with its line.
pub(in crate::http) fn een(tx: &mut Tx, met: &Met, id: EvaluatieId) -> Result<Antwoord, Error> {
    let gezocht = store::evaluatie::find_casus(tx, &met.actor, id)?;
    let casus = met.inzage(tx, permit(&met.actor, CasusDossierLezen, gezocht)?)?;
    let evaluatie = store::evaluatie::get(tx, id)?;
    let sleutel = store::client::sleutel(tx, &met.kluis, casus.client)?;
    let toelichting = store::evaluatie::toelichting(tx, &sleutel, evaluatie.id)?;
    Antwoord::een(casus.versie, &EvaluatieView::new(&evaluatie, toelichting))
}

/// Toont één evaluatie
///
/// Voor wie de casus mag zien.
#[utoipa::path(get, path = "/v1/evaluaties/{id}", operation_id = "evaluatieLezen", tag = "casus",
    params(("id" = EvaluatieId, Path, description = "De evaluatie")),
    responses((status = 200, description = "De evaluatie", body = EvaluatieView)))]
pub async fn lees(t: Transaction, id: Pad<EvaluatieId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| een(tx, met, id.0)).await
}

/// Rondt een evaluatie af
///
/// Gaat de steun door, dan is de casus weer in Steun op maat met een nieuwe evaluatiedatum. Bij `opgeschaald` komt het gezin op
/// de eerstvolgende agenda van het knooppunt. Bij `afgerond` kan de casus worden gesloten.
#[utoipa::path(post, path = "/v1/evaluaties/{id}/afronding", operation_id = "evaluatieAfronden", tag = "casus",
    request_body = NieuweAfronding,
    params(("id" = EvaluatieId, Path, description = "De evaluatie"), ("If-Match" = String, Header, description = "De ETag van de evaluatie, of van haar casus")),
    responses((status = 200, description = "Afgerond", body = EvaluatieView)))]
pub async fn rond_af(
    t: Transaction,
    id: Pad<EvaluatieId>,
    versie: IfMatch,
    invoer: Invoer<NieuweAfronding>,
) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let gezocht = store::evaluatie::find_casus(tx, &met.actor, id.0)?;
        let mag = permit(&met.actor, CasusEvalueren, gezocht)?.versie(versie.0)?;
        let (mag, nieuw) = (mag.narrow::<InEvaluatie>()?, invoer.0);
        nieuw.controleer(met.actor.nu.dag())?;
        let evaluatie = store::evaluatie::get(tx, id.0)?;
        let sleutel = store::client::sleutel(tx, &met.kluis, mag.ding().client)?;
        let toestemming = agenda::mag_besproken(tx, evaluatie.casus)?;
        let afronding = Afronding { uitkomst: nieuw.uitkomst, samen_met_ouders: nieuw.samen_met_ouders };
        let besluit = mag.rond_af(&evaluatie, afronding, nieuw.volgende_evaluatie_op, toestemming)?;
        let bij = Bij::tekst(Some(&sleutel), nieuw.toelichting.as_deref());
        let Geevalueerd { casus, evaluatie } = met.bewaar_met(tx, besluit, bij)?;
        Antwoord::een(casus.versie, &EvaluatieView::new(&evaluatie, nieuw.toelichting))
    })
    .await
}
