//! Noodprocedures: open a case in an emergency, end it, judge it.

pub mod view;

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};

use self::view::{
    NieuweBeoordeling, NieuweNoodprocedure, NoodprocedureRegel, NoodprocedureView, NoodproceduresPagina,
    NoodproceduresVraag,
};
use super::{
    antwoord::{Antwoord, Pagina, gefilterd},
    getoond::Getoond,
    invoer::Invoer,
    mens::{NamenView, hoe_heet},
    pad::Pad,
    problem::Problem,
    route::resource,
    transaction::{Met, Transaction},
    voorwaarden::IfMatch,
    vraag::Vraag,
};
use crate::{
    domain::{
        logboek::Gebeurtenis,
        noodprocedure::{LOOPT, Lopend, Noodprocedure, NoodprocedureId, TeBeoordelen},
        toegang::{
            Gezien, permit, permit_lijst,
            toezicht::{NoodprocedureBeeindigen, NoodprocedureBeoordelen, NoodprocedureLezen, NoodprocedureOpenen},
        },
    },
    store::{
        self,
        beeld::{Gevraagd, NoodprocedureBeeld},
        bewaar::Bij,
        conn::Tx,
        error::Error,
    },
};

const PAD: &str = "/v1/noodprocedures";

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/noodprocedures", [(Method::GET, web::to(lijst)), (Method::POST, web::to(open))]))
        .service(resource("/noodprocedures/{id}", [(Method::GET, web::to(lees))]))
        .service(resource("/noodprocedures/{id}/beeindiging", [(Method::POST, web::to(beeindig))]))
        .service(resource("/noodprocedures/{id}/beoordeling", [(Method::POST, web::to(beoordeel))]));
}

/// What is shown: the noodprocedure as it is now.
fn toon(tx: &mut Tx, met: &Met, van: Noodprocedure) -> Result<Getoond<NoodprocedureView>, Error> {
    let namen = namen(tx, met, std::iter::once(&van))?;
    let beeld = NoodprocedureBeeld::load(tx, met.kijker(), van)?;
    Ok(Getoond::een(beeld.noodprocedure.versie, NoodprocedureView::new(&beeld, namen)))
}

/// What whoever used and judged these is called.
fn namen<'a>(tx: &mut Tx, met: &Met, alle: impl Iterator<Item = &'a Noodprocedure>) -> Result<NamenView, Error> {
    let mut gevraagd = Gevraagd::default();
    for van in alle {
        gevraagd.mensen.push(van.gebruiker);
        gevraagd.mensen.extend(van.beoordeling.map(|(_, door, _)| door));
        gevraagd.organisaties.push(van.organisatie);
    }
    hoe_heet(tx, &gevraagd, met.actor.nu)
}

/// Opens a case in an emergency.
pub fn openen(tx: &mut Tx, met: &Met, nieuw: &NieuweNoodprocedure) -> Result<Getoond<NoodprocedureView>, Error> {
    let mag = permit_lijst(&met.actor, NoodprocedureOpenen)?;
    nieuw.controleer()?;
    store::casus::grendel(tx, nieuw.casus)?;
    let eerder = store::noodprocedure::eerder(tx, &met.actor)?;
    let casus = store::noodprocedure::zoek_casus(tx, nieuw.casus)?;
    let zichtbaar = store::casus::ziet_gewoon(tx, &met.actor, nieuw.casus)?;
    let besluit = match mag.open(&eerder, casus, zichtbaar, nieuw.grond) {
        Ok(besluit) => besluit,
        Err(nee) if nee.is_om(LOOPT) => {
            let lopend = store::noodprocedure::lopend(tx, &met.actor)?;
            return Err(nee.noemt(lopend.map(|(id, _)| id)).into());
        }
        Err(nee) => return Err(nee.into()),
    };
    let sleutel = store::client::sleutel_van_casus(tx, &met.kluis, nieuw.casus)?;
    let geopend = met.bewaar_met(tx, besluit, Bij::tekst(sleutel.as_ref(), Some(&nieuw.reden)))?;
    let (locatie, versie) = (format!("{PAD}/{}", geopend.id), geopend.versie);
    Ok(Getoond::gemaakt(locatie, versie, toon(tx, met, geopend)?.into_view()))
}

/// Opent een casus in nood
///
/// Voor wie aan casussen werkt en deze casus niet ziet: zestig minuten lezen, en niets wijzigen. Wie de casus draagt en de
/// functionaris gegevensbescherming horen het meteen; binnen drie werkdagen volgt een beoordeling. Vijf keer per etmaal, een
/// casus die er niet is meegeteld.
#[utoipa::path(post, path = "/v1/noodprocedures", operation_id = "noodprocedureOpenen", tag = "noodprocedure",
    request_body = NieuweNoodprocedure,
    responses((status = 201, description = "Geopend", body = NoodprocedureView),
        (status = 404, description = "Bestaat niet", body = super::problem::ProblemView, content_type = "application/problem+json"),
        (status = 409, description = "Er loopt er al een, of zij is niet nodig", body = super::problem::ProblemView, content_type = "application/problem+json"),
        (status = 429, description = "Te vaak; zie Retry-After", body = super::problem::ProblemView, content_type = "application/problem+json")))]
pub async fn open(t: Transaction, invoer: Invoer<NieuweNoodprocedure>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| openen(tx, met, &invoer.0)).await
}

/// Toont de noodprocedures
///
/// Voor de functionaris gegevensbescherming alle, wat het eerst beoordeeld moet zijn bovenaan; voor ieder ander de eigen.
#[utoipa::path(get, path = "/v1/noodprocedures", operation_id = "noodproceduresLezen", tag = "noodprocedure", params(NoodproceduresVraag),
    responses((status = 200, description = "Een bladzijde", body = NoodproceduresPagina)))]
pub async fn lijst(t: Transaction, vraag: Vraag<NoodproceduresVraag>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| alle(tx, met, &vraag.0)).await
}

/// A page of them, with its line.
pub fn alle(tx: &mut Tx, met: &Met, vraag: &NoodproceduresVraag) -> Result<Getoond<NoodproceduresPagina>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, NoodprocedureLezen)?)?;
    let (na, grootte) = (vraag.na()?, vraag.grootte());
    let onbeoordeeld = vraag.onbeoordeeld.unwrap_or_default();
    let filter = store::noodprocedure::Filter { status: vraag.status, onbeoordeeld };
    let rows = store::noodprocedure::pagina(tx, &met.actor, filter, na, i64::from(grootte) + 1)?;
    let betrokkenen = rows.iter().take(grootte.into()).map(|row| row.betrokkene).collect();
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, betrokkenen)?;
    let vandaag = met.actor.nu.dag();
    let namen = namen(tx, met, rows.iter().take(grootte.into()))?;
    let view = |row: Noodprocedure| NoodprocedureRegel::new(&row, vandaag);
    let pad = gefilterd(PAD, "status", vraag.status.map(Into::into));
    let pad = gefilterd(&pad, "onbeoordeeld", onbeoordeeld.then_some("true"));
    let pagina = Pagina::new(&pad, grootte, rows, store::noodprocedure::plaats, view);
    Ok(Getoond::zonder_versie(NoodproceduresPagina { pagina, namen }))
}

/// Reads one noodprocedure, with its line.
pub fn een(tx: &mut Tx, met: &Met, id: NoodprocedureId) -> Result<Getoond<NoodprocedureView>, Error> {
    let gezocht = store::noodprocedure::find(tx, &met.actor, id)?;
    let gelezen = met.inzage(tx, permit(&met.actor, NoodprocedureLezen, gezocht)?)?;
    toon(tx, met, gelezen)
}

/// Toont één noodprocedure
///
/// Wie, wanneer, welke casus en waarom; niets van wat in de casus staat.
#[utoipa::path(get, path = "/v1/noodprocedures/{id}", operation_id = "noodprocedureLezen", tag = "noodprocedure",
    params(("id" = NoodprocedureId, Path, description = "De noodprocedure")),
    responses((status = 200, description = "De noodprocedure", body = NoodprocedureView)))]
pub async fn lees(t: Transaction, id: Pad<NoodprocedureId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
}

/// Ends one before its time is over, by who opened it.
pub fn beeindigen(
    tx: &mut Tx,
    met: &Met,
    id: NoodprocedureId,
    gezien: impl Into<Gezien>,
) -> Result<Getoond<NoodprocedureView>, Error> {
    let gezocht = store::noodprocedure::find(tx, &met.actor, id)?;
    let lopend = permit(&met.actor, NoodprocedureBeeindigen, gezocht)?.versie(gezien)?.narrow::<Lopend>()?;
    let voorbij = met.bewaar(tx, lopend.beeindig())?;
    toon(tx, met, voorbij)
}

/// Beëindigt een noodprocedure
///
/// Door wie haar opende, voor haar tijd om is. Vanaf nu ziet zij de casus niet meer.
#[utoipa::path(post, path = "/v1/noodprocedures/{id}/beeindiging", operation_id = "noodprocedureBeeindigen", tag = "noodprocedure",
    params(("id" = NoodprocedureId, Path, description = "De noodprocedure"), ("If-Match" = String, Header, description = "De ETag van de noodprocedure")),
    responses((status = 200, description = "Beëindigd", body = NoodprocedureView)))]
pub async fn beeindig(t: Transaction, id: Pad<NoodprocedureId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| beeindigen(tx, met, id.0, versie.0)).await
}

/// Beoordeelt een noodprocedure
///
/// Eén keer, nadat zij voorbij is, door een functionaris gegevensbescherming die haar niet zelf gebruikte.
#[utoipa::path(post, path = "/v1/noodprocedures/{id}/beoordeling", operation_id = "noodprocedureBeoordelen", tag = "noodprocedure",
    request_body = NieuweBeoordeling,
    params(("id" = NoodprocedureId, Path, description = "De noodprocedure"), ("If-Match" = String, Header, description = "De ETag van de noodprocedure")),
    responses((status = 200, description = "Beoordeeld", body = NoodprocedureView)))]
pub async fn beoordeel(
    t: Transaction,
    id: Pad<NoodprocedureId>,
    versie: IfMatch,
    invoer: Invoer<NieuweBeoordeling>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| beoordelen(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Judges one that is over.
pub fn beoordelen(
    tx: &mut Tx,
    met: &Met,
    id: NoodprocedureId,
    gezien: Gezien,
    invoer: &NieuweBeoordeling,
) -> Result<Getoond<NoodprocedureView>, Error> {
    let gezocht = store::noodprocedure::find(tx, &met.actor, id)?;
    let open = permit(&met.actor, NoodprocedureBeoordelen, gezocht)?.versie(gezien)?.narrow::<TeBeoordelen>()?;
    let sleutel = store::client::sleutel_van_casus(tx, &met.kluis, open.ding().casus)?;
    // Of somebody who was erased nothing is written down any more.
    let bij = Bij::tekst(sleutel.as_ref(), sleutel.as_ref().map(|_| invoer.toelichting.as_str()));
    let beoordeeld = met.bewaar_met(tx, open.beoordeel(invoer.oordeel)?, bij)?;
    toon(tx, met, beoordeeld)
}
