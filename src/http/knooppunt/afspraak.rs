//! Agreements: make one with the parents, hear their position, tick it off.

use super::{
    invoer::{AfsprakenVraag, NieuwVerval, NieuweAfspraak, NieuwePositie, binnen},
    view::{AfspraakView, AfspraakregelView},
};
use crate::{
    domain::{
        casus::CasusId,
        fouten::Fouten,
        knooppunt::{Afspraak, AfspraakId, AgendapuntId, NietVastgesteld, Open},
        logboek::Gebeurtenis,
        reden,
        toegang::{
            Gezien,
            beleid::{AfspraakBijhouden, AfspraakLezen, AfspraakNakomen, AgendapuntLeiden},
            permit, permit_lijst,
            toezicht::CasusDossierLezen,
        },
    },
    http::{
        antwoord::{Antwoord, GROOTTE, Pagina, plaats},
        getoond::Getoond,
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        transaction::{Met, Transaction},
        voorwaarden::IfMatch,
        vraag::Vraag,
    },
    store::{
        self,
        beeld::{AfspraakBeeld, AfspraakregelBeeld},
        bewaar::Bij,
        conn::Tx,
        error::Error,
        knooppunt::{afspraak, agendapunt},
    },
};

const PAD: &str = "/v1/afspraken";

/// The agreement as it is now.
fn toon(tx: &mut Tx, met: &Met, afspraak: Afspraak) -> Result<Getoond<AfspraakView>, Error> {
    let versie = afspraak.versie;
    Ok(Getoond::een(versie, AfspraakBeeld::load(tx, met.kijker(), afspraak)?))
}

/// Notes one agreement at an agenda item that is held and not established; `veld` is where it stands in what was sent.
pub(super) fn maak(
    tx: &mut Tx,
    met: &Met,
    id: AgendapuntId,
    nieuw: NieuweAfspraak,
    veld: &str,
) -> Result<Afspraak, Error> {
    let gezocht = agendapunt::find(tx, &met.actor, id)?;
    let open = permit(&met.actor, AgendapuntLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
    let aan_tafel = if agendapunt::zit_aan_tafel(tx, id, nieuw.wie)? {
        Ok(())
    } else {
        Err(Fouten::new().fout("wie", "onbekend", "Kies een deelnemer van dit agendapunt."))
    };
    let klopt = nieuw.controleer(met.actor.nu.dag());
    let samen = klopt.err().unwrap_or_default().merge(aan_tafel.err().unwrap_or_default());
    match veld {
        "" => samen.als_fout()?,
        deel => binnen(deel, samen.als_fout()).als_fout()?,
    }
    let sleutel = store::knooppunt::sleutel(tx, &met.kluis, open.ding().casus)?;
    let (oordeel, woorden) = nieuw.positie.map_or((None, None), |p| (Some(p.oordeel), p.woorden));
    let besluit = open.spreek_af(nieuw.wie, nieuw.uiterlijk, nieuw.thema, nieuw.dimensie, oordeel);
    let bij = Bij::tekst(Some(&sleutel), Some(&nieuw.wat)).met_woorden(woorden.as_deref());
    met.bewaar_met(tx, besluit, bij)
}

/// Makes an agreement with the parents.
pub fn maken(tx: &mut Tx, met: &Met, id: AgendapuntId, nieuw: NieuweAfspraak) -> Result<Getoond<AfspraakView>, Error> {
    agendapunt::grendel(tx, id)?;
    let gemaakt = maak(tx, met, id, nieuw, "")?;
    let (locatie, versie) = (format!("{PAD}/{}", gemaakt.id), gemaakt.versie);
    Ok(Getoond::gemaakt(locatie, versie, AfspraakBeeld::load(tx, met.kijker(), gemaakt)?))
}

/// Legt een afspraak vast
///
/// Wie van de deelnemers doet wat, uiterlijk wanneer, voor welk thema of welke dimensie, en wat de ouders ervan vinden.
#[utoipa::path(post, path = "/v1/agendapunten/{id}/afspraken", operation_id = "afspraakMaken", tag = "knooppunt",
    request_body = NieuweAfspraak,
    params(("id" = AgendapuntId, Path, description = "Het agendapunt")),
    responses((status = 201, description = "Vastgelegd", body = AfspraakView)))]
pub async fn spreek_af(
    t: Transaction,
    id: Pad<AgendapuntId>,
    invoer: Invoer<NieuweAfspraak>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| maken(tx, met, id.0, invoer.0)).await
}

/// Toont de afspraken van een casus
///
/// De oudste eerst, met wat de ouders ervan vinden en wat ervan geworden is.
#[utoipa::path(get, path = "/v1/casussen/{id}/afspraken", operation_id = "casusAfsprakenLezen", tag = "casus",
    params(("id" = CasusId, Path, description = "De casus")),
    responses((status = 200, description = "De afspraken", body = Pagina<AfspraakView>)))]
pub async fn van_casus(t: Transaction, id: Pad<CasusId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let gezocht = store::casus::find(tx, &met.actor, id.0)?;
        let casus = met.inzage(tx, permit(&met.actor, CasusDossierLezen, gezocht)?)?;
        let afspraken = afspraak::van_casus(tx, &met.actor, casus.id)?;
        let beelden = AfspraakBeeld::load_all(tx, met.kijker(), afspraken)?;
        let items = beelden.into_iter().map(AfspraakView::from).collect();
        let pad = format!("/v1/casussen/{}/afspraken", casus.id);
        Antwoord::zonder_versie(&Pagina::geheel(&pad, items))
    })
    .await
}

/// A page of the open agreements that somebody may see, what is to be done first in front, with its line.
pub fn open(tx: &mut Tx, met: &Met, vraag: &AfsprakenVraag) -> Result<Getoond<Pagina<AfspraakregelView>>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, AfspraakLezen)?)?;
    let na = vraag.na.as_deref().map(plaats::<afspraak::Na>).transpose()?;
    let grootte = vraag.aantal.unwrap_or(GROOTTE);
    let filter = afspraak::Filter { vanaf: vraag.vanaf, tot_en_met: vraag.tot_en_met, van_mij: vraag.van_mij };
    let rows = afspraak::pagina(tx, &met.actor, filter, na, i64::from(grootte) + 1)?;
    let hier: Vec<_> = rows.iter().take(grootte.into()).cloned().collect();
    let betrokkenen = hier.iter().map(|(afspraak, _)| afspraak.betrokkene).collect();
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, betrokkenen)?;
    let beelden = AfspraakregelBeeld::load_all(tx, met.kijker(), hier)?;
    let waarden = [("vanaf", vraag.vanaf), ("totEnMet", vraag.tot_en_met)];
    let mut pad = PAD.to_owned();
    for (naam, dag) in waarden.into_iter().filter_map(|(naam, dag)| Some((naam, dag?))) {
        pad = format!("{pad}{}{naam}={dag}", if pad.contains('?') { '&' } else { '?' });
    }
    if vraag.van_mij {
        pad = format!("{pad}{}vanMij=true", if pad.contains('?') { '&' } else { '?' });
    }
    let links = Pagina::new(&pad, grootte, rows, |(afspraak, _)| (afspraak.uiterlijk, afspraak.id), drop);
    let items = beelden.into_iter().map(AfspraakregelView::from).collect();
    Ok(Getoond::zonder_versie(Pagina { items, na: links.na, links: links.links }))
}

/// Toont de open afspraken
///
/// Die u mag zien en die zijn vastgesteld: van de tafels die u voorzit, van de gezinnen die u draagt of coördineert, en wat u zelf
/// beloofde of overnam; met `vanMij` alleen dat laatste. Wat het eerst af moet staat bovenaan; wat voorbij is hoort daarbij.
#[utoipa::path(get, path = "/v1/afspraken", operation_id = "afsprakenLezen", tag = "knooppunt", params(AfsprakenVraag),
    responses((status = 200, description = "Een bladzijde", body = Pagina<AfspraakregelView>)))]
pub async fn lijst(t: Transaction, vraag: Vraag<AfsprakenVraag>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| open(tx, met, &vraag.0)).await
}

/// Reads one agreement, with its line.
pub fn een(tx: &mut Tx, met: &Met, id: AfspraakId) -> Result<Getoond<AfspraakView>, Error> {
    let gezocht = afspraak::find(tx, &met.actor, id)?;
    let gelezen = met.inzage(tx, permit(&met.actor, AfspraakLezen, gezocht)?)?;
    toon(tx, met, gelezen)
}

/// Toont één afspraak
///
/// Met wat de ouders ervan vinden, in hun eigen woorden.
#[utoipa::path(get, path = "/v1/afspraken/{id}", operation_id = "afspraakLezen", tag = "knooppunt",
    params(("id" = AfspraakId, Path, description = "De afspraak")),
    responses((status = 200, description = "De afspraak", body = AfspraakView)))]
pub async fn lees(t: Transaction, id: Pad<AfspraakId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
}

/// Notes what the parents think of an agreement.
pub fn positie_vastleggen(
    tx: &mut Tx,
    met: &Met,
    id: AfspraakId,
    versie: impl Into<Gezien>,
    nieuw: &NieuwePositie,
) -> Result<Getoond<AfspraakView>, Error> {
    let gezocht = afspraak::find(tx, &met.actor, id)?;
    let open = permit(&met.actor, AfspraakBijhouden, gezocht)?.versie(versie)?.narrow::<Open>()?;
    nieuw.controleer()?;
    let sleutel = store::knooppunt::sleutel(tx, &met.kluis, open.ding().casus)?;
    let besluit = open.leg_positie_vast(nieuw.oordeel)?;
    let bij = Bij::tekst(Some(&sleutel), None).met_woorden(nieuw.woorden.as_deref());
    let gewijzigd = met.bewaar_met(tx, besluit, bij)?;
    toon(tx, met, gewijzigd)
}

/// Legt vast wat de ouders van een afspraak vinden
///
/// Kan zolang het verslag niet is vastgesteld.
#[utoipa::path(post, path = "/v1/afspraken/{id}/positie", operation_id = "afspraakPositie", tag = "knooppunt",
    request_body = NieuwePositie,
    params(("id" = AfspraakId, Path, description = "De afspraak"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Vastgelegd", body = AfspraakView)))]
pub async fn positie(
    t: Transaction,
    id: Pad<AfspraakId>,
    versie: IfMatch,
    invoer: Invoer<NieuwePositie>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| positie_vastleggen(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Ticks an agreement off.
pub fn nakomen(
    tx: &mut Tx,
    met: &Met,
    id: AfspraakId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<AfspraakView>, Error> {
    let gezocht = afspraak::find(tx, &met.actor, id)?;
    let open = permit(&met.actor, AfspraakNakomen, gezocht)?.versie(versie)?.narrow::<Open>()?;
    let nagekomen = met.bewaar(tx, open.kom_na()?)?;
    toon(tx, met, nagekomen)
}

/// Vinkt een afspraak af
///
/// Zij is nagekomen. Ook wie haar beloofde vinkt haar af. Kan nadat het verslag is vastgesteld: pas dan telt zij.
#[utoipa::path(post, path = "/v1/afspraken/{id}/nakoming", operation_id = "afspraakNakomen", tag = "knooppunt",
    params(("id" = AfspraakId, Path, description = "De afspraak"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Nagekomen", body = AfspraakView)))]
pub async fn kom_na(t: Transaction, id: Pad<AfspraakId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| nakomen(tx, met, id.0, versie.0)).await
}

/// Lets an agreement lapse.
pub fn laten_vervallen(
    tx: &mut Tx,
    met: &Met,
    id: AfspraakId,
    versie: impl Into<Gezien>,
    nieuw: &NieuwVerval,
) -> Result<Getoond<AfspraakView>, Error> {
    let gezocht = afspraak::find(tx, &met.actor, id)?;
    let open = permit(&met.actor, AfspraakBijhouden, gezocht)?.versie(versie)?.narrow::<Open>()?;
    let toelichting = nieuw.toelichting.as_deref();
    reden::controleer(nieuw.reden, toelichting)?;
    let sleutel = store::knooppunt::sleutel(tx, &met.kluis, open.ding().casus)?;
    let bij = Bij::tekst(Some(&sleutel), toelichting);
    let vervallen = met.bewaar_met(tx, open.laat_vervallen(nieuw.reden)?, bij)?;
    toon(tx, met, vervallen)
}

/// Laat een afspraak vervallen
///
/// Met een reden. Kan nadat het verslag is vastgesteld; tot dan haalt de tafel haar weg, met `weg` in een bespreking.
#[utoipa::path(post, path = "/v1/afspraken/{id}/verval", operation_id = "afspraakVervallen", tag = "knooppunt",
    request_body = NieuwVerval,
    params(("id" = AfspraakId, Path, description = "De afspraak"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Vervallen", body = AfspraakView)))]
pub async fn laat_vervallen(
    t: Transaction,
    id: Pad<AfspraakId>,
    versie: IfMatch,
    invoer: Invoer<NieuwVerval>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| laten_vervallen(tx, met, id.0, versie.0, &invoer.0)).await
}
