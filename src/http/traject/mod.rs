//! Trajecten: the visits and calls of support under way.

pub mod geheel;
pub mod view;

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use chrono::{DateTime, TimeDelta, Utc};

use self::view::{
    ContactmomentView, NieuwContactmoment, NieuweAfloop, NieuweUitkomst, TrajectView, TrajectenPagina, TrajectenVraag,
    Uitkomst,
};
use super::{
    antwoord::{Antwoord, Pagina, gefilterd},
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
        fouten::Fouten,
        logboek::Gebeurtenis,
        reden,
        route::Route,
        tijd::Moment,
        toegang::{
            Besluit, Conflict, Gezien, In, Permitted,
            beleid::{ContactmomentLezen, ContactmomentUitvoeren, TrajectLezen, TrajectUitvoeren},
            permit, permit_lijst,
        },
        traject::{
            Afloop, Contactmoment, ContactmomentId, Gepland, Huisbezoek, Lopend, NietBeeindigd, Status, Traject,
            TrajectId, Vervolgactie,
        },
    },
    store::{
        self,
        beeld::{ContactmomentBeeld, TrajectBeeld, TrajectenBeeld},
        bewaar::Bij,
        conn::Tx,
        error::Error,
    },
};

const PAD: &str = "/v1/trajecten";

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/trajecten", [(Method::GET, web::to(lijst))]))
        .service(resource("/trajecten/{id}", [(Method::GET, web::to(lees))]))
        .service(resource("/trajecten/{id}/contactmomenten", [(Method::POST, web::to(plan))]))
        .service(resource("/trajecten/{id}/uitkomst", [(Method::POST, web::to(leg_uitkomst_vast))]))
        .service(resource("/contactmomenten/{id}", [(Method::GET, web::to(lees_contactmoment))]))
        .service(resource("/contactmomenten/{id}/afloop", [(Method::POST, web::to(loop_af))]));
}

/// The traject as it is now.
fn nu(tx: &mut Tx, met: &Met, traject: Traject) -> Result<Getoond<TrajectView>, Error> {
    let beeld = TrajectBeeld::load(tx, met.kijker(), traject)?;
    Ok(Getoond::een(beeld.traject.versie, TrajectView::try_from(&beeld)?))
}

/// A page of the trajecten that somebody may see, with its line.
pub fn trajecten(tx: &mut Tx, met: &Met, vraag: &TrajectenVraag) -> Result<Getoond<TrajectenPagina>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, TrajectLezen)?)?;
    let (na, grootte) = (vraag.na()?, vraag.grootte());
    let filter = store::traject::Filter { open: vraag.open, van: vraag.van_mij.then(|| met.actor.gebruiker()) };
    let rows = store::traject::pagina(tx, &met.actor, filter, na, i64::from(grootte) + 1)?;
    let betrokkenen = rows.iter().take(grootte.into()).map(|traject| traject.betrokkene).collect();
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, betrokkenen)?;
    let hier = rows.iter().take(grootte.into()).cloned().collect();
    let beeld = TrajectenBeeld::load(tx, met.kijker(), hier, vraag.met_gezin)?;
    let ja = |gevraagd: bool| gevraagd.then_some("true");
    let pad = gefilterd(PAD, "open", ja(vraag.open));
    let pad = gefilterd(&pad, "vanMij", ja(vraag.van_mij));
    let pad = gefilterd(&pad, "metGezin", ja(vraag.met_gezin));
    let links = Pagina::new(&pad, grootte, rows, |t| t.id, drop);
    Ok(Getoond::zonder_versie(TrajectenPagina::new(&beeld, links)))
}

/// Toont de trajecten
///
/// Die van uw desk, of van uw gebied als coördinator, in de volgorde waarin ze begonnen. Met `metGezin` staat erbij wie zij is, voor
/// zover zij dat met u deelt, wie het draagt en wat het eerst komt.
#[utoipa::path(get, path = "/v1/trajecten", operation_id = "trajectenLezen", tag = "traject", params(TrajectenVraag),
    responses((status = 200, description = "Een bladzijde", body = TrajectenPagina)))]
pub async fn lijst(t: Transaction, vraag: Vraag<TrajectenVraag>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| trajecten(tx, met, &vraag.0)).await
}

/// Reads one traject, with its line.
pub fn een(tx: &mut Tx, met: &Met, id: TrajectId) -> Result<Getoond<TrajectView>, Error> {
    let traject = store::traject::find(tx, &met.actor, id)?;
    let traject = met.inzage(tx, permit(&met.actor, TrajectLezen, traject)?)?;
    nu(tx, met, traject)
}

/// Toont één traject
///
/// Met de contactmomenten, en bij een prenataal huisbezoek de uitkomst.
#[utoipa::path(get, path = "/v1/trajecten/{id}", operation_id = "trajectLezen", tag = "traject",
    params(("id" = TrajectId, Path, description = "Het traject")),
    responses((status = 200, description = "Het traject", body = TrajectView)))]
pub async fn lees(t: Transaction, id: Pad<TrajectId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
}

/// Plans a contactmoment.
pub fn plannen(
    tx: &mut Tx,
    met: &Met,
    id: TrajectId,
    nieuw: &NieuwContactmoment,
) -> Result<Getoond<ContactmomentView>, Error> {
    let traject = store::traject::find(tx, &met.actor, id)?;
    let traject = permit(&met.actor, TrajectUitvoeren, traject)?.narrow::<NietBeeindigd>()?;
    let traject = if traject.ding().status == Status::Gepland {
        let gezin = store::doorgeleiding::begin::gezinsantwoord(tx, traject.ding().doorgeleiding)?;
        traject.mits(|_| gezin.staat_open())?
    } else {
        traject
    };
    let op = tijdstip("geplandOp", nieuw.gepland_op, met.actor.nu)?;
    let contactmoment = met.bewaar(tx, traject.plan(nieuw.soort, op))?;
    let (locatie, versie) = (format!("/v1/contactmomenten/{}", contactmoment.id), contactmoment.versie);
    let beeld = ContactmomentBeeld { contactmoment, toelichting: None };
    Ok(Getoond::gemaakt(locatie, versie, beeld))
}

/// Plant een contactmoment
///
/// Een bezoek of gesprek in een traject. Wat gepland wordt voor de hulp begint is de kennismaking: de doorgeleiding is dan
/// `intake-gepland`. Dat kan niet als het gezin nee of later zei.
#[utoipa::path(post, path = "/v1/trajecten/{id}/contactmomenten", operation_id = "contactmomentPlannen", tag = "traject",
    request_body = NieuwContactmoment, params(("id" = TrajectId, Path, description = "Het traject")),
    responses((status = 201, description = "Gepland", body = ContactmomentView)))]
pub async fn plan(t: Transaction, id: Pad<TrajectId>, invoer: Invoer<NieuwContactmoment>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| plannen(tx, met, id.0, &invoer.0)).await
}

/// A moment from a week ago until two years ahead.
fn tijdstip(veld: &str, op: DateTime<Utc>, nu: Moment) -> Result<Moment, Fouten> {
    let op = Moment::new(op);
    if op < nu.plus(TimeDelta::days(-7)) || op > nu.plus(TimeDelta::days(731)) {
        return Err(Fouten::new().fout(
            veld,
            "periode",
            "Het tijdstip ligt meer dan een week terug of meer dan twee jaar vooruit.",
        ));
    }
    Ok(op)
}

/// Records what a prenatal home visit brought, in the version of the traject that was seen.
pub fn uitkomst_vastleggen(
    tx: &mut Tx,
    met: &Met,
    id: TrajectId,
    versie: impl Into<Gezien>,
    nieuw: NieuweUitkomst,
) -> Result<Getoond<TrajectView>, Error> {
    let traject = store::traject::find(tx, &met.actor, id)?;
    let traject = permit(&met.actor, TrajectUitvoeren, traject)?.versie(versie)?.narrow::<Lopend>()?;
    let traject = traject.mits(|traject| alleen_huisbezoek(traject))?;
    let huisbezoek = huisbezoek(nieuw)?;
    let sleutel = store::client::sleutel_van_casus(tx, &met.kluis, traject.ding().casus)?;
    let bij = Bij::tekst(sleutel.as_ref(), None);
    let traject = met.bewaar_met(tx, traject.leg_uitkomst_vast(huisbezoek), bij)?.traject;
    nu(tx, met, traject)
}

/// Legt de uitkomst van het prenataal huisbezoek vast
///
/// Thema's, wensen en welke acties volgen. Een nieuwe uitkomst komt in de plaats van de vorige.
#[utoipa::path(post, path = "/v1/trajecten/{id}/uitkomst", operation_id = "huisbezoekUitkomstVastleggen", tag = "traject",
    request_body = NieuweUitkomst,
    params(("id" = TrajectId, Path, description = "Het traject"), ("If-Match" = String, Header, description = "De ETag van het traject")),
    responses((status = 200, description = "Vastgelegd", body = TrajectView)))]
pub async fn leg_uitkomst_vast(
    t: Transaction,
    id: Pad<TrajectId>,
    versie: IfMatch,
    invoer: Invoer<NieuweUitkomst>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| uitkomst_vastleggen(tx, met, id.0, versie.0, invoer.0)).await
}

fn alleen_huisbezoek(traject: &Traject) -> Result<(), Conflict> {
    if traject.route == Route::PrenataalHuisbezoek {
        return Ok(());
    }
    Err(Conflict::new("geen-huisbezoek", "Alleen een prenataal huisbezoek heeft zo'n uitkomst."))
}

fn huisbezoek(nieuw: NieuweUitkomst) -> Result<Huisbezoek, Fouten> {
    let NieuweUitkomst { mut themas, wensen, mut vervolgacties } = nieuw;
    themas.sort_unstable();
    themas.dedup();
    vervolgacties.sort_unstable();
    vervolgacties.dedup();
    if vervolgacties.contains(&Vervolgactie::Geen) && vervolgacties.len() > 1 {
        return Err(Fouten::new().fout("vervolgacties", "tegenspraak", "Bij 'geen' hoort geen andere vervolgactie."));
    }
    Ok(Huisbezoek { themas, wensen, vervolgacties })
}

/// Reads one visit or call, with its line.
pub fn een_contactmoment(tx: &mut Tx, met: &Met, id: ContactmomentId) -> Result<Getoond<ContactmomentView>, Error> {
    let contactmoment = store::traject::find_contactmoment(tx, &met.actor, id)?;
    let contactmoment = met.inzage(tx, permit(&met.actor, ContactmomentLezen, contactmoment)?)?;
    let versie = contactmoment.versie;
    Ok(Getoond::een(versie, ContactmomentBeeld::load(tx, met.kijker(), contactmoment)?))
}

/// Toont één contactmoment
///
/// Met hoe het afliep.
#[utoipa::path(get, path = "/v1/contactmomenten/{id}", operation_id = "contactmomentLezen", tag = "traject",
    params(("id" = ContactmomentId, Path, description = "Het contactmoment")),
    responses((status = 200, description = "Het contactmoment", body = ContactmomentView)))]
pub async fn lees_contactmoment(t: Transaction, id: Pad<ContactmomentId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een_contactmoment(tx, met, id.0)).await
}

/// Records how a contactmoment went, in the version that was seen.
pub fn aflopen(
    tx: &mut Tx,
    met: &Met,
    id: ContactmomentId,
    versie: impl Into<Gezien>,
    invoer: NieuweAfloop,
) -> Result<Getoond<ContactmomentView>, Error> {
    let nu = met.actor.nu;
    let contactmoment = store::traject::find_contactmoment(tx, &met.actor, id)?;
    let contactmoment =
        permit(&met.actor, ContactmomentUitvoeren, contactmoment)?.versie(versie)?.narrow::<Gepland>()?;
    let sleutel = store::client::sleutel_van_casus(tx, &met.kluis, contactmoment.ding().casus)?;
    let besluit = afloop(contactmoment, &invoer, nu)?;
    let bij = Bij::tekst(sleutel.as_ref(), invoer.toelichting.as_deref());
    let contactmoment = met.bewaar_met(tx, besluit, bij)?.contactmoment;
    let versie = contactmoment.versie;
    Ok(Getoond::een(versie, ContactmomentBeeld { contactmoment, toelichting: invoer.toelichting }))
}

/// Legt vast hoe een contactmoment afliep
///
/// Gehouden, niet gehouden met een reden, of verzet; bij verzetten blijft de keten bewaard.
#[utoipa::path(post, path = "/v1/contactmomenten/{id}/afloop", operation_id = "contactmomentAflopen", tag = "traject",
    request_body = NieuweAfloop,
    params(("id" = ContactmomentId, Path, description = "Het contactmoment"), ("If-Match" = String, Header, description = "De ETag van het contactmoment")),
    responses((status = 200, description = "Vastgelegd", body = ContactmomentView)))]
pub async fn loop_af(
    t: Transaction,
    id: Pad<ContactmomentId>,
    versie: IfMatch,
    invoer: Invoer<NieuweAfloop>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| aflopen(tx, met, id.0, versie.0, invoer.0)).await
}

type Open = Permitted<ContactmomentUitvoeren, In<Gepland, Contactmoment>>;

fn afloop(open: Open, invoer: &NieuweAfloop, nu: Moment) -> Result<Besluit<Afloop>, Error> {
    let verplicht =
        |veld: &str| Error::from(Fouten::new().fout(veld, "verplicht", "Dit veld hoort bij deze uitkomst."));
    match invoer.uitkomst {
        Uitkomst::Gehouden => {
            let op = open.ding().gehouden_op(invoer.gehouden_op.map(Moment::new), nu)?;
            Ok(open.gehouden(op))
        }
        Uitkomst::NietGehouden => {
            let code = invoer.reden.ok_or_else(|| verplicht("reden"))?;
            reden::controleer(code, invoer.toelichting.as_deref())?;
            Ok(open.niet_gehouden(code))
        }
        Uitkomst::Verzet => {
            let op = tijdstip("geplandOp", invoer.gepland_op.ok_or_else(|| verplicht("geplandOp"))?, nu)?;
            Ok(open.verzet(op))
        }
    }
}
