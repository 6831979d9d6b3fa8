//! The pregnancies of a case: a due date that is revised, how one went, and the next one.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};

use super::{
    nu,
    view::{CasusView, NieuwZwangerschapseinde, NieuweTermijn, VolgendeZwangerschap},
};
use crate::{
    domain::{
        beleid::CasusHerzien,
        casus::{CasusId, Open},
        fouten::Fouten,
        ids::Id,
        recht::{Gezien, permit},
        toestemming::Onderdeel,
        zwangerschap::{
            self, Zwangerschap, controleer_bron, controleer_termijn, uitkomst::Vertelling, volgende_is_eerste,
        },
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
    store::{self, conn::Tx, error::Error},
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/casussen/{id}/termijnen", [(Method::POST, web::to(herzie_termijn))]))
        .service(resource("/casussen/{id}/zwangerschapseinde", [(Method::POST, web::to(eindig_zwangerschap))]))
        .service(resource("/casussen/{id}/zwangerschappen", [(Method::POST, web::to(voeg_zwangerschap_toe))]));
}

/// Revises the due date of the pregnancy that a case is about.
pub fn termijn_herzien(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    NieuweTermijn { uitgerekend, bron, reden }: NieuweTermijn,
) -> Result<Getoond<CasusView>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusHerzien, casus)?.versie(versie)?.narrow::<Open>()?;
    controleer_bron("bron", bron)?;
    controleer_termijn("uitgerekend", uitgerekend, met.actor.nu.dag())?;
    let Some(zwangerschap) = casus.ding().zwangerschap else {
        return Err(Fouten::new()
            .fout("uitgerekend", "niet-zwanger", "Bij deze casus hoort geen zwangerschap.")
            .into());
    };
    let oud = store::client::zwangerschap::find(tx, zwangerschap)?;
    let was = oud.uitgerekend;
    let wordt = match oud.herzien(uitgerekend, bron, reden)? {
        Ok(wordt) => wordt,
        Err(conflict) => return Ok(casus.conflict(conflict)?),
    };
    let herzien = met.bewaar(tx, casus.herzie_termijn(was, wordt, reden))?;
    nu(tx, met, &herzien.casus)
}

/// Herziet de uitgerekende datum
///
/// Elke week, elke termijn en de volgorde van de wachtrij gaan mee; oud en nieuw blijven bewaard. Meer dan 14 dagen verschil vraagt een
/// `reden`; meer dan 42 dagen is een andere zwangerschap.
#[utoipa::path(post, path = "/v1/casussen/{id}/termijnen", operation_id = "casusTermijnHerzien", tag = "casus",
    request_body = NieuweTermijn,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Herzien", body = CasusView)))]
pub async fn herzie_termijn(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<NieuweTermijn>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| termijn_herzien(tx, met, id.0, versie.0, invoer.0)).await
}

/// Notes how the pregnancy went that a case is about.
pub fn zwangerschap_eindigen(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    verteld: &Vertelling,
) -> Result<Getoond<CasusView>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusHerzien, casus)?.versie(versie)?.narrow::<Open>()?;
    let Some(zwangerschap) = casus.ding().zwangerschap else {
        return Err(Fouten::new().fout("einde", "niet-zwanger", "Bij deze casus hoort geen zwangerschap.").into());
    };
    let zwangerschap = store::client::zwangerschap::find(tx, zwangerschap)?;
    let vandaag = met.actor.nu.dag();
    let kinderen = zwangerschap.kinderen(verteld, vandaag)?;
    let omslag = match zwangerschap.vertel(verteld, vandaag)? {
        Ok(omslag) => omslag,
        Err(conflict) => return Ok(casus.conflict(conflict)?),
    };
    let casus = met.bewaar(tx, casus.eindig_zwangerschap(omslag, &kinderen))?.casus;
    nu(tx, met, &casus)
}

/// Legt vast hoe de zwangerschap is gegaan
///
/// Met een geboorte of een verlies, en op welke dag. Daarna is er geen week meer, en geen kans die bij de zwangerschap hoort.
///
/// Na een geboorte zijn de kinderen er, en eindigt wat ervoor had moeten beginnen. Na een verlies eindigt met deze ene vraag alles wat
/// bij de zwangerschap hoort: vragen aan desks, steun, bezoeken, afspraken, de evaluatie, de agenda en herinneringen. Wat zij toestond
/// blijft zoals zij het zei, en nieuwe steun kan worden gevraagd. Iets anders dan er al was verteld is een correctie, en vraagt een
/// `reden`: wat er stond blijft bewaard, wat daardoor eindigde gaat verder, en wie het mag zien hoort dat het is gecorrigeerd.
#[utoipa::path(post, path = "/v1/casussen/{id}/zwangerschapseinde", operation_id = "casusZwangerschapEindigen", tag = "casus",
    request_body = NieuwZwangerschapseinde,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Vastgelegd", body = CasusView)))]
pub async fn eindig_zwangerschap(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<NieuwZwangerschapseinde>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| zwangerschap_eindigen(tx, met, id.0, versie.0, &invoer.0.into())).await
}

/// Whether the next child is her first: by what is known, or else as it is told.
///
/// An error on `eersteKind` when it is told and known otherwise, or neither known nor told.
fn eerste_kind(eerder: &[Zwangerschap], verteld: Option<bool>) -> Result<bool, Fouten> {
    let fout = |regel, melding| Err(Fouten::new().fout("eersteKind", regel, melding));
    match (volgende_is_eerste(eerder), verteld) {
        (Some(bekend), Some(verteld)) if bekend != verteld => {
            fout("past-niet", "Uit de eerdere zwangerschappen volgt of het haar eerste kind is; laat dit veld weg.")
        }
        (Some(eerste), _) | (None, Some(eerste)) => Ok(eerste),
        (None, None) => fout("verplicht", "Van een eerdere zwangerschap is niets bekend. Is het haar eerste kind?"),
    }
}

/// Notes the next pregnancy of the woman of a case.
pub fn zwangerschap_toevoegen(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    nieuw: &VolgendeZwangerschap,
) -> Result<Getoond<CasusView>, Error> {
    let gevonden = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusHerzien, gevonden)?.versie(versie)?.narrow::<Open>()?;
    let &VolgendeZwangerschap { uitgerekend, bron, aantal_kinderen, eerste_kind: verteld } = nieuw;
    controleer_bron("bron", bron)?;
    let (van, eerder) = store::client::zwangerschap::van_gezin(tx, casus.ding())?;
    let termijn = controleer_termijn("uitgerekend", uitgerekend, met.actor.nu.dag()).map_err(Error::from);
    let eerste = Error::tegelijk(eerste_kind(&eerder, verteld), termijn)?;
    let niet = store::toestemming::niet_gedeeld(tx, id, Onderdeel::Zwangerschap, met.actor.nu)?;
    let casus = casus.mits(|_| niet.map_or(Ok(()), Err))?;
    let oud = eerder.iter().find(|zij| Some(zij.id) == casus.ding().zwangerschap);
    let nieuw = Zwangerschap {
        id: Id::new(met.actor.nu),
        uitgerekend,
        bron,
        aantal_kinderen,
        eerste_kind: eerste,
        status: zwangerschap::Status::Lopend,
        geeindigd_op: None,
    };
    let casus = met.bewaar(tx, casus.voeg_zwangerschap_toe(van, oud, nieuw)?)?.casus;
    nu(tx, met, &casus)
}

/// Legt een volgende zwangerschap vast
///
/// Van dezelfde vrouw, op dezelfde draad: de weken, de kansen en de vragen aan desks horen vanaf nu bij deze. Kan zodra is verteld hoe de
/// vorige is gegaan, en als zij haar zwangerschap met iemand deelt. Of het haar eerste kind is volgt uit wat er van haar bekend is.
#[utoipa::path(post, path = "/v1/casussen/{id}/zwangerschappen", operation_id = "casusZwangerschapToevoegen", tag = "casus",
    request_body = VolgendeZwangerschap,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Vastgelegd", body = CasusView)))]
pub async fn voeg_zwangerschap_toe(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<VolgendeZwangerschap>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| zwangerschap_toevoegen(tx, met, id.0, versie.0, &invoer.0)).await
}
