//! Voorstellen of another route: make one, answer it, take it back.

pub mod view;

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};

use self::view::{
    NieuwVoorstel, NieuwVoorstelantwoord, NieuweDoorvraag, NieuweOvername, PAD, VoorstelRegel, VoorstelView,
};
use super::{
    antwoord::{Antwoord, Bladeren, Pagina},
    doorgeleiding,
    getoond::Getoond,
    invoer::Invoer,
    pad::Pad,
    problem::Problem,
    route::resource,
    transaction::{Met, Transaction},
    voorwaarden::IfMatch,
    vraag::Vraag,
};
use crate::{
    domain::{
        beleid::{
            CasusVoorstellenLezen, VoorstelBeantwoorden, VoorstelBijSignaal, VoorstelDoen, VoorstelIntrekken,
            VoorstelLezen,
        },
        casus::{Casus, CasusId},
        doorgeleiding::{DoorgeleidingId, Gestart, Verzending, toelating::ROUTE_NIET_OPEN},
        fouten::Fouten,
        ids::VoorstelId,
        logboek::Gebeurtenis,
        reden,
        route::Route,
        signaal::{Levend, SignaalId},
        toegang::{Conflict, Ding as _, Gezien, Rol, permit, permit_lijst},
        voorstel::{Inhoud, Voorgesteld, Voorstel, Voorstelgrond},
    },
    store::{self, beeld::VoorstelBeeld, bewaar::Bij, conn::Tx, error::Error},
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/doorgeleidingen/{id}/voorstellen", [(Method::POST, web::to(doe))]))
        .service(resource("/signalen/{id}/voorstellen", [(Method::POST, web::to(doe_bij_signaal))]))
        .service(resource("/casussen/{id}/voorstellen", [(Method::GET, web::to(lijst_van_casus))]))
        .service(resource("/voorstellen", [(Method::GET, web::to(lijst))]))
        .service(resource("/voorstellen/{id}", [(Method::GET, web::to(lees))]))
        .service(resource("/voorstellen/{id}/overname", [(Method::POST, web::to(neem_over))]))
        .service(resource("/voorstellen/{id}/teruglegging", [(Method::POST, web::to(leg_terug))]))
        .service(resource("/voorstellen/{id}/intrekking", [(Method::POST, web::to(trek_in))]));
}

/// The voorstel as it is now.
fn nu(tx: &mut Tx, met: &Met, van: Voorstel) -> Result<Getoond<VoorstelView>, Error> {
    let versie = van.versie;
    Ok(Getoond::een(versie, &VoorstelBeeld::load(tx, met.kijker(), van)?))
}

fn gemaakt(tx: &mut Tx, met: &Met, van: Voorstel) -> Result<Getoond<VoorstelView>, Error> {
    let (locatie, versie) = (format!("{PAD}/{}", van.id), van.versie);
    Ok(Getoond::gemaakt(locatie, versie, &VoorstelBeeld::load(tx, met.kijker(), van)?))
}

impl NieuwVoorstel {
    /// What is proposed, by what kind of colleague.
    fn inhoud(&self, tx: &mut Tx, met: &Met) -> Result<Inhoud, Error> {
        let organisatiesoort = store::voorstel::soort_van(tx, met.actor.organisatie())?;
        Ok(Inhoud { route: self.route, beroep: self.beroep, organisatiesoort })
    }

    /// What was written, without the room around it.
    fn reden(&self) -> Result<&str, Fouten> {
        let tekst = self.toelichting.trim();
        if tekst.is_empty() {
            return Err(Fouten::new().fout("toelichting", "verplicht", "Schrijf in het kort waarom u dit voorstelt."));
        }
        Ok(tekst)
    }
}

/// How a request that is asked at once goes: when the region settled that for these routes, and all holds that holds for any request.
/// Whoever asks hears no more of the family than before: not which rule is against it.
fn doorvraag(
    tx: &mut Tx,
    met: &Met,
    casus: &Casus,
    (van, naar): (Route, Route),
    vraag: &NieuweDoorvraag,
) -> Result<Result<Verzending, Conflict>, Error> {
    let niet = |waarom: &str| {
        let melding = format!("{waarom} Stel het voor zonder `rechtstreeks`: dan beslist de coördinator.");
        Conflict::new("niet-rechtstreeks", melding)
    };
    if !met.regels.rechtstreeks.mag(van, naar) {
        return Ok(Err(niet("Tussen deze twee routes vraagt u in uw regio niet rechtstreeks.")));
    }
    let getoetst = doorgeleiding::toets(tx, met, casus, (naar, vraag.desk), vraag.zonder_contactgegevens, None)?;
    Ok(getoetst.map_err(|conflict| match conflict.code {
        ROUTE_NIET_OPEN => niet("De regels van deze route laten het voor dit gezin niet zonder meer toe."),
        _ => conflict,
    }))
}

/// Proposes another route for a family whose support somebody gives.
pub fn doen(
    tx: &mut Tx,
    met: &Met,
    id: DoorgeleidingId,
    nieuw: &NieuwVoorstel,
) -> Result<Getoond<VoorstelView>, Error> {
    store::doorgeleiding::grendel(tx, id)?;
    let gezocht = store::doorgeleiding::find(tx, &met.actor, id)?;
    let steun = permit(&met.actor, VoorstelDoen, gezocht)?.narrow::<Gestart>()?;
    let tekst = nieuw.reden()?;
    if steun.ding().route == nieuw.route {
        return Err(Fouten::new().fout("route", "zelfde-route", "Deze hulp geeft u al.").into());
    }
    let casus = store::voorstel::casus_van(tx, steun.ding().casus)?;
    let loopt = store::voorstel::loopt(tx, casus.id, nieuw.route, met.actor.gebruiker())?;
    let wat = nieuw.inhoud(tx, met)?;
    let sleutel = store::client::sleutel(tx, &met.kluis, casus.client)?;
    if let Some(vraag) = &nieuw.rechtstreeks {
        let verzending = match doorvraag(tx, met, &casus, (steun.ding().route, nieuw.route), vraag)? {
            Ok(verzending) => verzending,
            Err(conflict) => return Ok(steun.conflict(conflict)?),
        };
        let bij = Bij::tekst(Some(&sleutel), vraag.vraag.as_deref());
        let geworden = met.bewaar_met(tx, steun.verzend(&casus, loopt, verzending)?, bij)?;
        let gezocht = store::doorgeleiding::find(tx, &met.actor, id)?;
        let steun = permit(&met.actor, VoorstelDoen, gezocht)?.narrow::<Gestart>()?;
        let bij = Bij::tekst(Some(&sleutel), Some(tekst));
        let gedaan = met.bewaar_met(tx, steun.vroeg_door(&casus, geworden.id, wat), bij)?;
        return gemaakt(tx, met, gedaan);
    }
    let gedaan = met.bewaar_met(tx, steun.stel_voor(&casus, loopt, wat)?, Bij::tekst(Some(&sleutel), Some(tekst)))?;
    gemaakt(tx, met, gedaan)
}

/// Stelt vanuit de hulp die u geeft een andere route voor
///
/// De coördinatoren van waar het gezin woont antwoorden binnen drie werkdagen: een van hen neemt het over als vraag aan een desk, of zegt
/// waarom niet. Tot dan wordt er aan geen desk iets gevraagd, en kunt u het intrekken. Staat uw regio het voor deze twee routes toe, dan
/// stuurt u de vraag met `rechtstreeks` zelf, en hoort de coördinator dat; haar toestemming en de regels gelden als bij elke vraag.
#[utoipa::path(post, path = "/v1/doorgeleidingen/{id}/voorstellen", operation_id = "voorstelDoen", tag = "voorstel",
    request_body = NieuwVoorstel, params(("id" = DoorgeleidingId, Path, description = "De doorgeleiding waaruit u hulp geeft")),
    responses((status = 201, description = "Voorgesteld", body = VoorstelView)))]
pub async fn doe(t: Transaction, id: Pad<DoorgeleidingId>, invoer: Invoer<NieuwVoorstel>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| doen(tx, met, id.0, &invoer.0)).await
}

/// Proposes a route for a family that somebody signalled.
pub fn doen_bij_signaal(
    tx: &mut Tx,
    met: &Met,
    id: SignaalId,
    nieuw: &NieuwVoorstel,
) -> Result<Getoond<VoorstelView>, Error> {
    store::signaal::grendel(tx, id)?;
    let gezocht = store::signaal::find(tx, &met.actor, id)?;
    let signaal = permit(&met.actor, VoorstelBijSignaal, gezocht)?.narrow::<Levend>()?;
    let tekst = nieuw.reden()?;
    if nieuw.rechtstreeks.is_some() {
        let melding = "Rechtstreeks vraagt alleen wie hulp geeft. Bij een signaal beslist de coördinator.";
        return Err(Fouten::new().fout("rechtstreeks", "kan-niet", melding).into());
    }
    let Some(van) = signaal.ding().casus else {
        let melding = "Een coördinator kijkt nog of uw signaal bij een ander hoort. Daarna kunt u iets voorstellen.";
        return Ok(signaal.conflict(Conflict::new("casus-niet-opgepakt", melding))?);
    };
    let casus = store::voorstel::casus_van(tx, van)?;
    let loopt = store::voorstel::loopt(tx, casus.id, nieuw.route, met.actor.gebruiker())?;
    let wat = nieuw.inhoud(tx, met)?;
    let sleutel = store::client::sleutel(tx, &met.kluis, casus.client)?;
    let gedaan = met.bewaar_met(tx, signaal.stel_voor(&casus, loopt, wat)?, Bij::tekst(Some(&sleutel), Some(tekst)))?;
    gemaakt(tx, met, gedaan)
}

/// Stelt bij een signaal een route voor
///
/// Zodra een coördinator het gezin heeft opgepakt. Die antwoordt binnen drie werkdagen; u hoort wat ervan werd, en ziet niet meer van
/// het gezin dan bij uw signaal.
#[utoipa::path(post, path = "/v1/signalen/{id}/voorstellen", operation_id = "voorstelBijSignaalDoen", tag = "voorstel",
    request_body = NieuwVoorstel, params(("id" = SignaalId, Path, description = "Het signaal")),
    responses((status = 201, description = "Voorgesteld", body = VoorstelView)))]
pub async fn doe_bij_signaal(
    t: Transaction,
    id: Pad<SignaalId>,
    invoer: Invoer<NieuwVoorstel>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| doen_bij_signaal(tx, met, id.0, &invoer.0)).await
}

/// Toont de voorstellen
///
/// Wat wacht op antwoord waar u coördineert, en wat u zelf voorstelde; het oudste bovenaan.
#[utoipa::path(get, path = "/v1/voorstellen", operation_id = "voorstellenLezen", tag = "voorstel", params(Bladeren),
    responses((status = 200, description = "Een bladzijde", body = Pagina<VoorstelRegel>)))]
pub async fn lijst(t: Transaction, vraag: Vraag<Bladeren>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let mag = permit_lijst(&met.actor, VoorstelLezen)?;
        let (na, grootte) = (vraag.0.na()?, vraag.0.grootte());
        let rows = store::voorstel::pagina(tx, &met.actor, na, i64::from(grootte) + 1)?;
        let betrokkenen = rows.iter().take(grootte.into()).map(|van| van.betrokkene).collect();
        store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, betrokkenen)?;
        let vandaag = met.actor.nu.dag();
        let coordineert = |van: &Voorstel| met.actor.heeft_daar(Rol::JgzCoordinator, &van.ligging());
        let view = |van: Voorstel| VoorstelRegel::new(&van, vandaag, coordineert(&van));
        Antwoord::zonder_versie(&Pagina::new(PAD, grootte, rows, |van| van.id, view))
    })
    .await
}

/// The voorstellen of a case for who coordinates there, with their line.
fn van_casus(tx: &mut Tx, met: &Met, id: CasusId) -> Result<Vec<VoorstelView>, Error> {
    let gezocht = store::casus::find(tx, &met.actor, id)?;
    let casus = store::logboek::inzage(tx, permit(&met.actor, CasusVoorstellenLezen, gezocht)?)?;
    let alle = store::voorstel::van_casus(tx, &met.actor, casus.id)?;
    Ok(VoorstelBeeld::load_all(tx, met.kijker(), alle)?.iter().map(VoorstelView::from).collect())
}

/// The same for a page that shows the case already: with a line when there is something to show.
pub fn bij_casus(tx: &mut Tx, met: &Met, id: CasusId) -> Result<Vec<VoorstelView>, Error> {
    if store::voorstel::van_casus(tx, &met.actor, id)?.is_empty() { Ok(Vec::new()) } else { van_casus(tx, met, id) }
}

/// Toont de voorstellen bij een casus
///
/// Voor wie daar coördineert: ook wat is overgenomen, teruggelegd of vervallen.
#[utoipa::path(get, path = "/v1/casussen/{id}/voorstellen", operation_id = "casusVoorstellenLezen", tag = "voorstel",
    params(("id" = CasusId, Path, description = "De casus")),
    responses((status = 200, description = "De voorstellen, het oudste bovenaan", body = Pagina<VoorstelView>)))]
pub async fn lijst_van_casus(t: Transaction, id: Pad<CasusId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let alle = van_casus(tx, met, id.0)?;
        Antwoord::zonder_versie(&Pagina::geheel(&format!("/v1/casussen/{}/voorstellen", id.0), alle))
    })
    .await
}

/// What somebody proposed themselves by this, with their line when there is anything.
pub fn eigen_van(tx: &mut Tx, met: &Met, grond: Voorstelgrond) -> Result<Vec<VoorstelView>, Error> {
    let alle = store::voorstel::eigen_van(tx, &met.actor, grond)?;
    if alle.is_empty() {
        return Ok(Vec::new());
    }
    let mag = permit_lijst(&met.actor, VoorstelLezen)?;
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, alle.iter().map(|van| van.betrokkene).collect())?;
    Ok(VoorstelBeeld::load_all(tx, met.kijker(), alle)?.iter().map(VoorstelView::from).collect())
}

/// Reads one voorstel, with its line.
pub fn een(tx: &mut Tx, met: &Met, id: VoorstelId) -> Result<Getoond<VoorstelView>, Error> {
    let gezocht = store::voorstel::find(tx, &met.actor, id)?;
    let voorstel = met.inzage(tx, permit(&met.actor, VoorstelLezen, gezocht)?)?;
    nu(tx, met, voorstel)
}

/// Toont één voorstel
///
/// Aan wie het deed, zolang die ziet waaruit het kwam, en aan wie coördineert waar het gezin woont.
#[utoipa::path(get, path = "/v1/voorstellen/{id}", operation_id = "voorstelLezen", tag = "voorstel",
    params(("id" = VoorstelId, Path, description = "Het voorstel")),
    responses((status = 200, description = "Het voorstel", body = VoorstelView)))]
pub async fn lees(t: Transaction, id: Pad<VoorstelId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
}

/// Takes a voorstel over as the request that it becomes: what holds for any request holds for this one.
pub fn overnemen(
    tx: &mut Tx,
    met: &Met,
    id: VoorstelId,
    versie: impl Into<Gezien>,
    vraag: NieuweOvername,
) -> Result<Getoond<VoorstelView>, Error> {
    store::voorstel::grendel(tx, id)?;
    let gezocht = store::voorstel::find(tx, &met.actor, id)?;
    let wacht = permit(&met.actor, VoorstelBeantwoorden, gezocht)?.versie(versie)?.narrow::<Voorgesteld>()?;
    let vraag = vraag.langs(wacht.ding().route);
    let geworden = doorgeleiding::stuur(tx, met, wacht.ding().casus, vraag)?;
    let voorstel = met.bewaar(tx, wacht.neem_over(geworden.id))?;
    nu(tx, met, voorstel)
}

/// Neemt een voorstel over
///
/// Door een coördinator van waar het gezin woont: het wordt een vraag langs de route die is voorgesteld. Daarvoor geldt wat voor elke
/// vraag geldt: haar toestemming, de regels van de route, en één tegelijk. Wie het voorstelde hoort dat het is overgenomen.
#[utoipa::path(post, path = "/v1/voorstellen/{id}/overname", operation_id = "voorstelOvernemen", tag = "voorstel",
    request_body = NieuweOvername,
    params(("id" = VoorstelId, Path, description = "Het voorstel"), ("If-Match" = String, Header, description = "De ETag van het voorstel")),
    responses((status = 200, description = "Overgenomen", body = VoorstelView)))]
pub async fn neem_over(
    t: Transaction,
    id: Pad<VoorstelId>,
    versie: IfMatch,
    invoer: Invoer<NieuweOvername>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| overnemen(tx, met, id.0, versie.0, invoer.0)).await
}

/// Says why a voorstel becomes no request.
pub fn terugleggen(
    tx: &mut Tx,
    met: &Met,
    id: VoorstelId,
    versie: impl Into<Gezien>,
    antwoord: &NieuwVoorstelantwoord,
) -> Result<Getoond<VoorstelView>, Error> {
    store::voorstel::grendel(tx, id)?;
    let gezocht = store::voorstel::find(tx, &met.actor, id)?;
    let wacht = permit(&met.actor, VoorstelBeantwoorden, gezocht)?.versie(versie)?.narrow::<Voorgesteld>()?;
    reden::controleer(antwoord.reden, antwoord.toelichting.as_deref())?;
    let sleutel = store::client::sleutel_van_casus(tx, &met.kluis, wacht.ding().casus)?;
    let bij = Bij::tekst(sleutel.as_ref(), antwoord.toelichting.as_deref());
    let voorstel = met.bewaar_met(tx, wacht.leg_terug(antwoord.reden), bij)?;
    nu(tx, met, voorstel)
}

/// Legt een voorstel terug
///
/// Door een coördinator van waar het gezin woont, met een reden. Wie het voorstelde leest die, en kan het opnieuw voorstellen.
#[utoipa::path(post, path = "/v1/voorstellen/{id}/teruglegging", operation_id = "voorstelTerugleggen", tag = "voorstel",
    request_body = NieuwVoorstelantwoord,
    params(("id" = VoorstelId, Path, description = "Het voorstel"), ("If-Match" = String, Header, description = "De ETag van het voorstel")),
    responses((status = 200, description = "Teruggelegd", body = VoorstelView)))]
pub async fn leg_terug(
    t: Transaction,
    id: Pad<VoorstelId>,
    versie: IfMatch,
    invoer: Invoer<NieuwVoorstelantwoord>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| terugleggen(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Takes one's own voorstel back.
pub fn intrekken(
    tx: &mut Tx,
    met: &Met,
    id: VoorstelId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<VoorstelView>, Error> {
    store::voorstel::grendel(tx, id)?;
    let gezocht = store::voorstel::find(tx, &met.actor, id)?;
    let wacht = permit(&met.actor, VoorstelIntrekken, gezocht)?.versie(versie)?.narrow::<Voorgesteld>()?;
    let voorstel = met.bewaar(tx, wacht.trek_in())?;
    nu(tx, met, voorstel)
}

/// Trekt een eigen voorstel in
///
/// Zolang niemand het beantwoordde. De coördinator hoort dat het is vervallen.
#[utoipa::path(post, path = "/v1/voorstellen/{id}/intrekking", operation_id = "voorstelIntrekken", tag = "voorstel",
    params(("id" = VoorstelId, Path, description = "Het voorstel"), ("If-Match" = String, Header, description = "De ETag van het voorstel")),
    responses((status = 200, description = "Vervallen", body = VoorstelView)))]
pub async fn trek_in(t: Transaction, id: Pad<VoorstelId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| intrekken(tx, met, id.0, versie.0)).await
}
