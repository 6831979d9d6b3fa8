//! Trajecten: the visits and calls of support under way.

pub mod view;

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use chrono::{DateTime, TimeDelta, Utc};

use self::view::{
    ContactmomentView, NieuwContactmoment, NieuweAfloop, NieuweUitkomst, TrajectRegel, TrajectView, Uitkomst,
};
use super::{
    antwoord::{Antwoord, Bladeren, Pagina},
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
            Besluit, Conflict, In, Permitted,
            beleid::{ContactmomentLezen, ContactmomentUitvoeren, TrajectLezen, TrajectUitvoeren},
            permit, permit_lijst,
        },
        traject::{
            Afloop, Contactmoment, ContactmomentId, Gepland, Huisbezoek, Lopend, Traject, TrajectId, Vervolgactie,
        },
    },
    store::{self, beeld::TrajectBeeld, bewaar::Bij, conn::Tx, error::Error},
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

/// The answer: the traject as it is now.
fn toon(tx: &mut Tx, met: &Met, traject: Traject) -> Result<Antwoord, Error> {
    let beeld = TrajectBeeld::load(tx, met.kijker(), traject)?;
    Antwoord::een(beeld.traject.versie, &TrajectView::try_from(&beeld)?)
}

/// Toont de trajecten
///
/// Die van uw desk, of van uw gebied als coördinator, in de volgorde waarin ze begonnen.
#[utoipa::path(get, path = "/v1/trajecten", operation_id = "trajectenLezen", tag = "traject", params(Bladeren),
    responses((status = 200, description = "Een bladzijde", body = Pagina<TrajectRegel>)))]
pub async fn lijst(t: Transaction, vraag: Vraag<Bladeren>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let mag = met.zoek(tx, permit_lijst(&met.actor, TrajectLezen)?)?;
        let (na, grootte) = (vraag.0.na()?, vraag.0.grootte());
        let rows = store::traject::pagina(tx, &met.actor, na, i64::from(grootte) + 1)?;
        let betrokkenen = rows.iter().take(grootte.into()).map(|traject| traject.betrokkene).collect();
        store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, betrokkenen)?;
        Antwoord::zonder_versie(&Pagina::new(PAD, grootte, rows, |t| t.id, |t| TrajectRegel::from(&t)))
    })
    .await
}

/// Reads one traject, with its line.
pub(in crate::http) fn een(tx: &mut Tx, met: &Met, id: TrajectId) -> Result<Antwoord, Error> {
    let traject = store::traject::find(tx, &met.actor, id)?;
    let traject = met.inzage(tx, permit(&met.actor, TrajectLezen, traject)?)?;
    toon(tx, met, traject)
}

/// Toont één traject
///
/// Met de contactmomenten, en bij een prenataal huisbezoek de uitkomst.
#[utoipa::path(get, path = "/v1/trajecten/{id}", operation_id = "trajectLezen", tag = "traject",
    params(("id" = TrajectId, Path, description = "Het traject")),
    responses((status = 200, description = "Het traject", body = TrajectView)))]
pub async fn lees(t: Transaction, id: Pad<TrajectId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| een(tx, met, id.0)).await
}

/// Plant een contactmoment
///
/// Een bezoek of gesprek in een lopend traject.
#[utoipa::path(post, path = "/v1/trajecten/{id}/contactmomenten", operation_id = "contactmomentPlannen", tag = "traject",
    request_body = NieuwContactmoment, params(("id" = TrajectId, Path, description = "Het traject")),
    responses((status = 201, description = "Gepland", body = ContactmomentView)))]
pub async fn plan(t: Transaction, id: Pad<TrajectId>, invoer: Invoer<NieuwContactmoment>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let traject = store::traject::find(tx, &met.actor, id.0)?;
        let traject = permit(&met.actor, TrajectUitvoeren, traject)?.narrow::<Lopend>()?;
        let op = tijdstip("geplandOp", invoer.0.gepland_op, met.actor.nu)?;
        let contactmoment = met.bewaar(tx, traject.plan(invoer.0.soort, op))?;
        let locatie = format!("/v1/contactmomenten/{}", contactmoment.id);
        Antwoord::gemaakt(locatie, contactmoment.versie, &ContactmomentView::from(&contactmoment))
    })
    .await
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
    t.run(move |tx, met| {
        let traject = store::traject::find(tx, &met.actor, id.0)?;
        let traject = permit(&met.actor, TrajectUitvoeren, traject)?.versie(versie.0)?.narrow::<Lopend>()?;
        let traject = traject.mits(|traject| alleen_huisbezoek(traject))?;
        let huisbezoek = huisbezoek(invoer.0)?;
        let sleutel = store::client::sleutel_van_casus(tx, &met.kluis, traject.ding().casus)?;
        let bij = Bij::tekst(sleutel.as_ref(), None);
        let traject = met.bewaar_met(tx, traject.leg_uitkomst_vast(huisbezoek), bij)?.traject;
        toon(tx, met, traject)
    })
    .await
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
pub(in crate::http) fn een_contactmoment(tx: &mut Tx, met: &Met, id: ContactmomentId) -> Result<Antwoord, Error> {
    let contactmoment = store::traject::find_contactmoment(tx, &met.actor, id)?;
    let contactmoment = met.inzage(tx, permit(&met.actor, ContactmomentLezen, contactmoment)?)?;
    Antwoord::een(contactmoment.versie, &ContactmomentView::from(&contactmoment))
}

/// Toont één contactmoment
///
/// Met hoe het afliep.
#[utoipa::path(get, path = "/v1/contactmomenten/{id}", operation_id = "contactmomentLezen", tag = "traject",
    params(("id" = ContactmomentId, Path, description = "Het contactmoment")),
    responses((status = 200, description = "Het contactmoment", body = ContactmomentView)))]
pub async fn lees_contactmoment(t: Transaction, id: Pad<ContactmomentId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| een_contactmoment(tx, met, id.0)).await
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
    t.run(move |tx, met| {
        let nu = met.actor.nu;
        let contactmoment = store::traject::find_contactmoment(tx, &met.actor, id.0)?;
        let contactmoment =
            permit(&met.actor, ContactmomentUitvoeren, contactmoment)?.versie(versie.0)?.narrow::<Gepland>()?;
        let sleutel = store::client::sleutel_van_casus(tx, &met.kluis, contactmoment.ding().casus)?;
        let besluit = afloop(contactmoment, &invoer.0, nu)?;
        let bij = Bij::tekst(sleutel.as_ref(), invoer.0.toelichting.as_deref());
        let contactmoment = met.bewaar_met(tx, besluit, bij)?.contactmoment;
        Antwoord::een(contactmoment.versie, &ContactmomentView::from(&contactmoment))
    })
    .await
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
