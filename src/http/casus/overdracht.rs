//! Handovers of a family to the JGZ, and a child that died.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{nu, view::CasusView};
use crate::{
    domain::{
        beleid::{CasusBehandelen, CasusHerzien},
        casus::{
            CasusId, Open,
            overdracht::{OverdrachtAfloop, WarmeOverdracht, WarmeOverdrachtId},
        },
        fouten::Fouten,
        recht::{Gezien, permit},
        reden::NietGeluktReden,
        zwangerschap::kind::KindId,
    },
    http::{
        antwoord::Antwoord,
        getoond::Getoond,
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        route::resource,
        transaction::{Met, Transaction},
        voorwaarden::IfMatch,
    },
    store::{
        self,
        casus::overdracht::{kind_van, vind},
        conn::Tx,
        error::Error,
    },
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/casussen/{id}/overdrachtsaanvaarding", [(Method::POST, web::to(aanvaard))]))
        .service(resource("/casussen/{id}/overdrachtsafloop", [(Method::POST, web::to(rond_af))]))
        .service(resource("/casussen/{id}/kindoverlijden", [(Method::POST, web::to(kind_overleden))]));
}

/// Welke overdracht.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct WelkeOverdracht {
    /// De overdracht, uit `overdrachten` van de casus.
    pub overdracht: WarmeOverdrachtId,
}

/// Hoe een overdracht ging.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Overdrachtsuitkomst {
    /// Zij is gehouden.
    Gehouden,
    /// Zij is niet gehouden.
    NietGelukt,
}

/// Hoe een overdracht ging.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweOverdrachtsafloop {
    /// De overdracht, uit `overdrachten` van de casus.
    pub overdracht: WarmeOverdrachtId,
    /// Hoe zij ging.
    pub uitkomst: Overdrachtsuitkomst,
    /// De dag waarop zij is gehouden; alleen bij `gehouden`.
    pub op: Option<NaiveDate>,
    /// Waarom zij niet is gehouden; alleen bij `niet-gelukt`.
    pub reden: Option<NietGeluktReden>,
}

impl NieuweOverdrachtsafloop {
    /// What is noted of a handover that was proposed on `sinds`.
    ///
    /// An error names the field that is missing, too much, or not of this time.
    fn afloop(&self, sinds: NaiveDate, vandaag: NaiveDate) -> Result<OverdrachtAfloop, Fouten> {
        let fout = |veld: &str, regel, melding| Err(Fouten::new().fout(veld, regel, melding));
        match (self.uitkomst, self.op, self.reden) {
            (Overdrachtsuitkomst::Gehouden, Some(op), None) if op < sinds || op > vandaag => {
                fout("op", "periode", "Een overdracht is gehouden nadat zij is voorgesteld, en niet in de toekomst.")
            }
            (Overdrachtsuitkomst::Gehouden, Some(op), None) => Ok(OverdrachtAfloop::Gehouden(op)),
            (Overdrachtsuitkomst::NietGelukt, None, Some(reden)) => Ok(OverdrachtAfloop::NietGelukt(reden)),
            (Overdrachtsuitkomst::Gehouden, None, _) => fout("op", "verplicht", "Geef de dag waarop zij is gehouden."),
            (Overdrachtsuitkomst::Gehouden, _, Some(_)) => {
                fout("reden", "past-niet", "Een reden hoort bij een overdracht die niet is gehouden.")
            }
            (Overdrachtsuitkomst::NietGelukt, _, None) => fout("reden", "verplicht", "Geef een reden."),
            (Overdrachtsuitkomst::NietGelukt, Some(_), _) => {
                fout("op", "past-niet", "Een dag hoort bij een overdracht die is gehouden.")
            }
        }
    }
}

/// Welk kind is overleden.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwKindoverlijden {
    /// Het kind, uit `kinderen` van de zwangerschap.
    pub kind: KindId,
    /// De dag van het overlijden; niet in de toekomst.
    pub op: NaiveDate,
}

/// The handover that somebody names, of this case.
fn welke(tx: &mut Tx, van: CasusId, id: WarmeOverdrachtId) -> Result<WarmeOverdracht, Error> {
    let onbekend = || Fouten::new().fout("overdracht", "onbekend", "Deze overdracht hoort niet bij deze casus.");
    Ok(vind(tx, van, id)?.ok_or_else(onbekend)?)
}

/// Takes a handover on, for the JGZ.
pub fn aanvaarden(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    welk: &WelkeOverdracht,
) -> Result<Getoond<CasusView>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusBehandelen, casus)?.versie(versie)?.narrow::<Open>()?;
    let overdracht = welke(tx, id, welk.overdracht)?;
    let casus = met.bewaar(tx, casus.aanvaard_overdracht(overdracht)?)?.casus;
    nu(tx, met, &casus)
}

/// Neemt een overdracht aan
///
/// Voor de JGZ: vanaf nu is afgesproken wie haar houdt.
#[utoipa::path(post, path = "/v1/casussen/{id}/overdrachtsaanvaarding", operation_id = "casusOverdrachtAanvaarden", tag = "casus",
    request_body = WelkeOverdracht,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Aangenomen", body = CasusView)))]
pub async fn aanvaard(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<WelkeOverdracht>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| aanvaarden(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Notes how a handover went.
pub fn afronden(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    nieuw: &NieuweOverdrachtsafloop,
) -> Result<Getoond<CasusView>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusHerzien, casus)?.versie(versie)?.narrow::<Open>()?;
    let overdracht = welke(tx, id, nieuw.overdracht)?;
    let afloop = nieuw.afloop(overdracht.voorgesteld_op.dag(), met.actor.nu.dag())?;
    let casus = met.bewaar(tx, casus.rond_overdracht_af(overdracht, afloop)?)?.casus;
    nu(tx, met, &casus)
}

/// Legt vast hoe een overdracht ging
///
/// Zij is gehouden, of zij is niet gelukt. Na de overdracht van de kraamzorg kent de JGZ het kind; de kraamzorg die het signaal gaf ziet
/// nog veertien dagen hoe het ging.
#[utoipa::path(post, path = "/v1/casussen/{id}/overdrachtsafloop", operation_id = "casusOverdrachtAfronden", tag = "casus",
    request_body = NieuweOverdrachtsafloop,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Vastgelegd", body = CasusView)))]
pub async fn rond_af(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<NieuweOverdrachtsafloop>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| afronden(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Notes that a child died.
pub fn kindoverlijden(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    nieuw: &NieuwKindoverlijden,
) -> Result<Getoond<CasusView>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusHerzien, casus)?.versie(versie)?.narrow::<Open>()?;
    let &NieuwKindoverlijden { kind, op } = nieuw;
    let gevonden = kind_van(tx, id, kind)?.filter(|(kind, _)| kind.is_in_beeld());
    let onbekend = || Fouten::new().fout("kind", "onbekend", "Dit kind hoort niet bij deze casus, of is al uit beeld.");
    let (kind, laatste) = gevonden.ok_or_else(onbekend)?;
    if op < kind.geboren_op || op > met.actor.nu.dag() {
        return Err(Fouten::new().fout("op", "periode", "Deze dag past niet bij dit kind.").into());
    }
    let casus = met.bewaar(tx, casus.kind_overleden(kind, op, laatste))?.casus;
    nu(tx, met, &casus)
}

/// Legt vast dat een kind is overleden
///
/// Met deze ene vraag stopt alles wat er voor dit kind was, zoals na een verlies, als er van die zwangerschap geen ander kind is. Steun
/// daarna kan altijd worden gevraagd.
#[utoipa::path(post, path = "/v1/casussen/{id}/kindoverlijden", operation_id = "casusKindOverleden", tag = "casus",
    request_body = NieuwKindoverlijden,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Vastgelegd", body = CasusView)))]
pub async fn kind_overleden(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<NieuwKindoverlijden>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| kindoverlijden(tx, met, id.0, versie.0, &invoer.0)).await
}
