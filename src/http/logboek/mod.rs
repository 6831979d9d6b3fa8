//! The logboek: for everybody what was signed of it; for the privacy officer searching it, and whose data somebody saw.

pub mod aandacht;
pub mod checkpoint;
pub mod view;

use std::collections::BTreeSet;

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};

use self::{
    aandacht::{AandachtPagina, AandachtView, AandachtVraag},
    view::{GezienView, GezienVraag, LogboekVraag, LogregelView, LogregelsPagina, getoond},
};
use super::{
    antwoord::{Antwoord, GROOTTE, Pagina, plaats},
    getoond::Getoond,
    invoer::Invoer,
    mens::{NamenView, hoe_heet},
    problem::Problem,
    route::resource,
    transaction::{Met, Transaction},
    vraag::Vraag,
};
use crate::{
    domain::{
        logboek::{Gebeurtenis, Regel},
        toegang::{permit_lijst, toezicht::LogboekZoeken},
    },
    store::{
        self,
        beeld::Gevraagd,
        conn::Tx,
        error::Error,
        logboek::{lezen, zoek as zoeker},
    },
};

const ZOEKEN: &str = "/v1/logboek/_zoek";
const AANDACHT: &str = "/v1/logboek/aandacht";
const GEZIEN: &str = "/v1/logboek/gezien/_zoek";

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/logboek/checkpoint", [(Method::GET, web::to(checkpoint::lees))]))
        .service(resource("/logboek/_zoek", [(Method::POST, web::to(zoek))]))
        .service(resource("/logboek/gezien/_zoek", [(Method::POST, web::to(gezien))]))
        .service(resource("/logboek/aandacht", [(Method::GET, web::to(let_op))]));
}

/// Zoekt in het logboek
///
/// Voor de functionaris gegevensbescherming; de nieuwste regels eerst. Wat u invult moet allemaal kloppen. Zoeken op een organisatie, een
/// gebeurtenis of een uitkomst alleen gaat over hooguit 31 dagen. Het zoeken is zelf een regel: waarop is gezocht, niet naar welke
/// waarde, naar wie, en wie er getoond zijn.
#[utoipa::path(post, path = "/v1/logboek/_zoek", operation_id = "logboekZoeken", tag = "logboek", request_body = LogboekVraag,
    responses((status = 200, description = "Een bladzijde", body = LogregelsPagina)))]
pub async fn zoek(t: Transaction, invoer: Invoer<LogboekVraag>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| zoeken(tx, met, &invoer.0)).await
}

/// Looks through the log, with the line that says for what.
pub fn zoeken(tx: &mut Tx, met: &Met, vraag: &LogboekVraag) -> Result<Getoond<LogregelsPagina>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, LogboekZoeken)?)?;
    let (grootte, na) = (vraag.aantal.unwrap_or(GROOTTE), vraag.na.as_deref().map(plaats).transpose()?);
    let bekend = vraag.client.map(|client| store::inzage::dezelfde(tx, client)).transpose()?;
    let zoekvraag = vraag.zoekvraag(bekend, met.actor.nu)?;
    let regels = zoeker::pagina(tx, &zoekvraag, na, i64::from(grootte) + 1)?;
    let getoond: BTreeSet<_> = regels.iter().take(grootte.into()).flat_map(getoond).collect();
    let clienten = lezen::clienten(tx, &getoond)?;
    if let Some(personen) = zoekvraag.personen {
        store::logboek::doorzocht_op_persoon(tx, mag, personen, &getoond)?;
    } else {
        let getoond = getoond.into_iter().collect();
        store::logboek::inzage_lijst(tx, mag, vraag.gebeurtenis_van_zoeken(), getoond)?;
    }
    let namen = namen(tx, met, regels.iter().take(grootte.into()))?;
    let view = |regel| LogregelView::new(regel, &clienten);
    let pagina = Pagina::new(ZOEKEN, grootte, regels, zoeker::plaats, view);
    Ok(Getoond::zonder_versie(LogregelsPagina { pagina, namen }))
}

/// What whoever stands in these lines is called: those who work here alone.
fn namen<'a>(tx: &mut Tx, met: &Met, regels: impl Iterator<Item = &'a Regel>) -> Result<NamenView, Error> {
    let mut van = Gevraagd::default();
    for regel in regels {
        van.mensen.extend([regel.gebruiker, regel.namens].into_iter().flatten());
        van.organisaties.extend(regel.organisatie);
    }
    hoe_heet(tx, &van, met.actor.nu)
}

/// Gaat na wiens gegevens iemand zag
///
/// Voor de functionaris gegevensbescherming, zoals na een gestolen telefoon: van wie een account, een sessie of een netwerkadres tussen
/// twee momenten gegevens zag of wijzigde, met de eerste en de laatste keer, hoe vaak en welke soorten gegevens.
#[utoipa::path(post, path = "/v1/logboek/gezien/_zoek", operation_id = "logboekGezienNagaan", tag = "logboek", request_body = GezienVraag,
    responses((status = 200, description = "Een bladzijde", body = Pagina<GezienView>)))]
pub async fn gezien(t: Transaction, invoer: Invoer<GezienVraag>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let vraag = invoer.0;
        let mag = met.zoek(tx, permit_lijst(&met.actor, LogboekZoeken)?)?;
        let kijker = vraag.kijker()?;
        let (grootte, na) = (vraag.aantal.unwrap_or(GROOTTE), vraag.na.as_deref().map(plaats).transpose()?);
        let gezien = zoeker::gezien(tx, &kijker, na, grootte.saturating_add(1))?;
        let getoond: BTreeSet<_> = gezien.iter().take(grootte.into()).map(|persoon| persoon.betrokkene).collect();
        let clienten = lezen::clienten(tx, &getoond)?;
        let betrokkenen = getoond.into_iter().collect();
        store::logboek::inzage_lijst(tx, mag, Gebeurtenis::LogboekGezienNagegaan, betrokkenen)?;
        let view = |persoon| GezienView::new(persoon, &clienten);
        Antwoord::zonder_versie(&Pagina::new(GEZIEN, grootte, gezien, |persoon| persoon.betrokkene, view))
    })
    .await
}

/// Toont wat in het logboek aandacht vraagt
///
/// Voor de functionaris gegevensbescherming, de nieuwste regels eerst: een casus die in nood open ging, of die een coördinator opende
/// terwijl een collega haar draagt, wat 's nachts of na de sluiting is bekeken, en wie te veel in één minuut opende. Zonder periode de
/// laatste zeven dagen. Een regel zegt niet dat er iets mis is.
#[utoipa::path(get, path = "/v1/logboek/aandacht", operation_id = "logboekAandacht", tag = "logboek", params(AandachtVraag),
    responses((status = 200, description = "Een bladzijde", body = AandachtPagina)))]
pub async fn let_op(t: Transaction, vraag: Vraag<AandachtVraag>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| opvallend(tx, met, &vraag.0)).await
}

/// What asks for a second look, with the line that says that somebody looked.
pub fn opvallend(tx: &mut Tx, met: &Met, vraag: &AandachtVraag) -> Result<Getoond<AandachtPagina>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, LogboekZoeken)?)?;
    let periode = vraag.periode(met.actor.nu)?;
    let (grootte, na) = (vraag.aantal.unwrap_or(GROOTTE), vraag.na.as_deref().map(plaats).transpose()?);
    let regels = store::logboek::aandacht::pagina(tx, vraag.regel, periode, na, i64::from(grootte) + 1)?;
    let getoond: BTreeSet<_> = regels.iter().take(grootte.into()).flat_map(|(regel, _)| getoond(regel)).collect();
    let clienten = lezen::clienten(tx, &getoond)?;
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::LogboekDoorzocht, getoond.into_iter().collect())?;
    let namen = namen(tx, met, regels.iter().take(grootte.into()).map(|(regel, _)| regel))?;
    let (pad, view) = (vraag.pad(AANDACHT), |opvallend| AandachtView::new(opvallend, &clienten));
    let pagina = Pagina::new(&pad, grootte, regels, |(regel, _)| zoeker::plaats(regel), view);
    Ok(Getoond::zonder_versie(AandachtPagina { pagina, namen }))
}
