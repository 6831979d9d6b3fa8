//! Agreements: make one with the parents, hear their position, tick it off.

use super::{
    invoer::{NieuwVerval, NieuweAfspraak, NieuwePositie},
    view::AfspraakView,
};
use crate::{
    domain::{
        casus::CasusId,
        fouten::Fouten,
        knooppunt::{Afspraak, AfspraakId, AgendapuntId, NietVastgesteld, Open},
        reden,
        toegang::{
            beleid::{AfspraakBijhouden, AfspraakLezen, AfspraakNakomen, AgendapuntLeiden},
            permit,
            toezicht::CasusDossierLezen,
        },
    },
    http::{
        antwoord::{Antwoord, Pagina},
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        transaction::{Met, Transaction},
        voorwaarden::IfMatch,
    },
    store::{
        self,
        beeld::AfspraakBeeld,
        bewaar::Bij,
        conn::Tx,
        error::Error,
        knooppunt::{afspraak, agendapunt},
    },
};

/// The agreement as it is now.
fn toon(tx: &mut Tx, met: &Met, afspraak: Afspraak) -> Result<Antwoord, Error> {
    let versie = afspraak.versie;
    let beeld = AfspraakBeeld::load(tx, met.kijker(), afspraak)?;
    Antwoord::een(versie, &AfspraakView::from(beeld))
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
    t.run(move |tx, met| {
        agendapunt::grendel(tx, id.0)?;
        let gezocht = agendapunt::find(tx, &met.actor, id.0)?;
        let open = permit(&met.actor, AgendapuntLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
        let nieuw = invoer.0;
        let aan_tafel = if agendapunt::zit_aan_tafel(tx, id.0, nieuw.wie)? {
            Ok(())
        } else {
            Err(Fouten::new().fout("wie", "onbekend", "Kies een deelnemer van dit agendapunt.").into())
        };
        Error::samen([nieuw.controleer(met.actor.nu.dag()).map_err(Error::from), aan_tafel])?;
        let sleutel = store::knooppunt::sleutel(tx, &met.kluis, open.ding().casus)?;
        let (oordeel, woorden) = nieuw.positie.map_or((None, None), |p| (Some(p.oordeel), p.woorden));
        let besluit = open.spreek_af(nieuw.wie, nieuw.uiterlijk, nieuw.thema, nieuw.dimensie, oordeel);
        let bij = Bij::tekst(Some(&sleutel), Some(&nieuw.wat)).met_woorden(woorden.as_deref());
        let gemaakt = met.bewaar_met(tx, besluit, bij)?;
        let (locatie, versie) = (format!("/v1/afspraken/{}", gemaakt.id), gemaakt.versie);
        let beeld = AfspraakBeeld::load(tx, met.kijker(), gemaakt)?;
        Antwoord::gemaakt(locatie, versie, &AfspraakView::from(beeld))
    })
    .await
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

/// Reads one agreement, with its line.
pub(in crate::http) fn een(tx: &mut Tx, met: &Met, id: AfspraakId) -> Result<Antwoord, Error> {
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
    t.run(move |tx, met| een(tx, met, id.0)).await
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
    t.run(move |tx, met| {
        let gezocht = afspraak::find(tx, &met.actor, id.0)?;
        let open = permit(&met.actor, AfspraakBijhouden, gezocht)?.versie(versie.0)?.narrow::<Open>()?;
        invoer.0.controleer()?;
        let sleutel = store::knooppunt::sleutel(tx, &met.kluis, open.ding().casus)?;
        let besluit = open.leg_positie_vast(invoer.0.oordeel)?;
        let bij = Bij::tekst(Some(&sleutel), None).met_woorden(invoer.0.woorden.as_deref());
        let gewijzigd = met.bewaar_met(tx, besluit, bij)?;
        toon(tx, met, gewijzigd)
    })
    .await
}

/// Vinkt een afspraak af
///
/// Zij is nagekomen. Ook wie haar beloofde vinkt haar af. Kan ook nadat het verslag is vastgesteld.
#[utoipa::path(post, path = "/v1/afspraken/{id}/nakoming", operation_id = "afspraakNakomen", tag = "knooppunt",
    params(("id" = AfspraakId, Path, description = "De afspraak"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Nagekomen", body = AfspraakView)))]
pub async fn kom_na(t: Transaction, id: Pad<AfspraakId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let gezocht = afspraak::find(tx, &met.actor, id.0)?;
        let open = permit(&met.actor, AfspraakNakomen, gezocht)?.versie(versie.0)?.narrow::<Open>()?;
        let nagekomen = met.bewaar(tx, open.kom_na())?;
        toon(tx, met, nagekomen)
    })
    .await
}

/// Laat een afspraak vervallen
///
/// Met een reden. Kan ook nadat het verslag is vastgesteld.
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
    t.run(move |tx, met| {
        let gezocht = afspraak::find(tx, &met.actor, id.0)?;
        let open = permit(&met.actor, AfspraakBijhouden, gezocht)?.versie(versie.0)?.narrow::<Open>()?;
        let toelichting = invoer.0.toelichting.as_deref();
        reden::controleer(invoer.0.reden, toelichting)?;
        let sleutel = store::knooppunt::sleutel(tx, &met.kluis, open.ding().casus)?;
        let bij = Bij::tekst(Some(&sleutel), toelichting);
        let vervallen = met.bewaar_met(tx, open.laat_vervallen(invoer.0.reden), bij)?;
        toon(tx, met, vervallen)
    })
    .await
}
