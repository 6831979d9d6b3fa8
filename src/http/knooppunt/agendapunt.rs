//! Agenda items: put a family on the agenda, seat people, decide.

use super::{
    invoer::{NieuwAgendapunt, NieuwBesluit, NieuweDeelnemer},
    view::{AgendapuntView, DeelnemerView},
};
use crate::{
    domain::{
        fouten::Fouten,
        knooppunt::{Aanwezig, AgendapuntId, BijeenkomstId, NietVastgesteld},
        toegang::{
            GebruikerId,
            beleid::{AgendapuntLeiden, AgendapuntLezen, BijeenkomstLeiden},
            permit,
            toezicht::CasusDossierLezen,
        },
    },
    http::{
        antwoord::Antwoord,
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        transaction::{Met, Transaction},
        voorwaarden::IfMatch,
    },
    store::{
        self,
        beeld::AgendapuntBeeld,
        bewaar::Bij,
        conn::Tx,
        error::Error,
        knooppunt::{agenda, agendapunt},
    },
};

/// Checks that `id` is an account that can sit at a table.
fn controleer_account(tx: &mut Tx, id: Option<GebruikerId>) -> Result<(), Error> {
    match id {
        Some(id) if !store::knooppunt::is_actief(tx, id)? => {
            Err(Fouten::new().fout("gebruiker", "onbekend", "Dit is geen actief account.").into())
        }
        _ => Ok(()),
    }
}

/// Zet een gezin op de agenda
///
/// De casus is aan dit knooppunt doorgeleid en die doorgeleiding is aanvaard, of een evaluatie is aan de orde; haar toestemming
/// geldt. Een aanvaarde doorgeleiding is hiermee gestart.
#[utoipa::path(post, path = "/v1/bijeenkomsten/{id}/agendapunten", operation_id = "agendapuntToevoegen", tag = "knooppunt",
    request_body = NieuwAgendapunt,
    params(("id" = BijeenkomstId, Path, description = "De bijeenkomst")),
    responses((status = 201, description = "Toegevoegd", body = AgendapuntView)))]
pub async fn voeg_toe(
    t: Transaction,
    id: Pad<BijeenkomstId>,
    invoer: Invoer<NieuwAgendapunt>,
) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        store::casus::grendel(tx, invoer.0.casus)?;
        let gezocht = store::knooppunt::find(tx, &met.kluis, &met.actor, id.0)?;
        let open = permit(&met.actor, BijeenkomstLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
        let wachtend = agenda::te_bespreken(tx, open.ding().gemeente, met.actor.nu.dag())?;
        let casus = agenda::find_casus(tx, &met.actor, invoer.0.casus, wachtend)?;
        let (_, casus) = permit(&met.actor, CasusDossierLezen, casus)?.into_parts();
        let verzoek = agenda::verzoek(tx, casus.id)?;
        let toestemming = agenda::mag_besproken(tx, casus.id)?;
        let besluit = open.agendeer(&casus, verzoek, toestemming, invoer.0.aanleiding)?;
        let punt = met.bewaar(tx, besluit)?.punt;
        let (locatie, versie) = (format!("/v1/agendapunten/{}", punt.id), punt.versie);
        Antwoord::gemaakt(locatie, versie, &AgendapuntView::from(AgendapuntBeeld::load(tx, met.kijker(), punt)?))
    })
    .await
}

/// Reads one agenda item, with its line.
pub(in crate::http) fn een(tx: &mut Tx, met: &Met, id: AgendapuntId) -> Result<Antwoord, Error> {
    let gezocht = agendapunt::find(tx, &met.actor, id)?;
    let punt = met.inzage(tx, permit(&met.actor, AgendapuntLezen, gezocht)?)?;
    let versie = punt.versie;
    Antwoord::een(versie, &AgendapuntView::from(AgendapuntBeeld::load(tx, met.kijker(), punt)?))
}

/// Toont één agendapunt
///
/// Wie er voor dit gezin aan tafel zit, wat is besloten en wat is afgesproken.
#[utoipa::path(get, path = "/v1/agendapunten/{id}", operation_id = "agendapuntLezen", tag = "knooppunt",
    params(("id" = AgendapuntId, Path, description = "Het agendapunt")),
    responses((status = 200, description = "Het agendapunt", body = AgendapuntView)))]
pub async fn lees(t: Transaction, id: Pad<AgendapuntId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| een(tx, met, id.0)).await
}

/// Zet iemand aan tafel
///
/// Een professional met een account, een gast zonder, of een (aanstaande) ouder. De hoedanigheid is een rol, nooit een naam.
#[utoipa::path(post, path = "/v1/agendapunten/{id}/deelnemers", operation_id = "deelnemerToevoegen", tag = "knooppunt",
    request_body = NieuweDeelnemer,
    params(("id" = AgendapuntId, Path, description = "Het agendapunt")),
    responses((status = 201, description = "Toegevoegd", body = DeelnemerView)))]
pub async fn zet_aan_tafel(
    t: Transaction,
    id: Pad<AgendapuntId>,
    invoer: Invoer<NieuweDeelnemer>,
) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        agendapunt::grendel(tx, id.0)?;
        let gezocht = agendapunt::find(tx, &met.actor, id.0)?;
        let open = permit(&met.actor, AgendapuntLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
        let nieuw = invoer.0;
        nieuw.controleer()?;
        controleer_account(tx, nieuw.gebruiker)?;
        let sleutel = store::knooppunt::sleutel(tx, &met.kluis, open.ding().casus)?;
        let besluit = open.zet_aan_tafel(nieuw.soort, nieuw.gebruiker, nieuw.hoedanigheid);
        let Aanwezig { punt, deelnemer } = met.bewaar_met(tx, besluit, Bij::tekst(Some(&sleutel), None))?;
        let locatie = format!("/v1/agendapunten/{}", punt.id);
        Antwoord::gemaakt(locatie, punt.versie, &DeelnemerView::from(deelnemer))
    })
    .await
}

/// Legt een besluit vast
///
/// Wie de casus draagt en wanneer wordt geëvalueerd, of waarom de ouders er niet waren. Wat niet wordt genoemd, blijft.
#[utoipa::path(post, path = "/v1/agendapunten/{id}/besluit", operation_id = "agendapuntBesluiten", tag = "knooppunt",
    request_body = NieuwBesluit,
    params(("id" = AgendapuntId, Path, description = "Het agendapunt"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Besloten", body = AgendapuntView)))]
pub async fn besluit(
    t: Transaction,
    id: Pad<AgendapuntId>,
    versie: IfMatch,
    invoer: Invoer<NieuwBesluit>,
) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        agendapunt::grendel(tx, id.0)?;
        let gezocht = agendapunt::find(tx, &met.actor, id.0)?;
        let open = permit(&met.actor, AgendapuntLeiden, gezocht)?.versie(versie.0)?.narrow::<NietVastgesteld>()?;
        let nieuw = invoer.0;
        let regisseur = nieuw.casusregisseur.map_or(Ok(()), |regisseur| {
            store::toegang::gebruiker::controleer_regisseur(tx, "casusregisseur", regisseur, met.actor.nu)
        });
        Error::samen([nieuw.controleer(met.actor.nu.dag()).map_err(Error::from), regisseur])?;
        let sleutel = store::knooppunt::sleutel(tx, &met.kluis, open.ding().casus)?;
        let besluit = open.besluit_over(nieuw.casusregisseur, nieuw.evaluatie_op, nieuw.ouders_afwezig_reden);
        let punt = met.bewaar_met(tx, besluit, Bij::tekst(Some(&sleutel), nieuw.toelichting.as_deref()))?;
        let versie = punt.versie;
        Antwoord::een(versie, &AgendapuntView::from(AgendapuntBeeld::load(tx, met.kijker(), punt)?))
    })
    .await
}

/// Haalt een gezin van de agenda
///
/// Zolang het verslag niet is vastgesteld. Wat er voor dit gezin was genoteerd vervalt; een doorgeleiding wacht weer op een agenda.
#[utoipa::path(post, path = "/v1/agendapunten/{id}/intrekking", operation_id = "agendapuntIntrekken", tag = "knooppunt",
    params(("id" = AgendapuntId, Path, description = "Het agendapunt"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Van de agenda", body = AgendapuntView)))]
pub async fn haal_van_agenda(t: Transaction, id: Pad<AgendapuntId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        agendapunt::grendel(tx, id.0)?;
        let gezocht = agendapunt::find(tx, &met.actor, id.0)?;
        let open = permit(&met.actor, AgendapuntLeiden, gezocht)?.versie(versie.0)?.narrow::<NietVastgesteld>()?;
        let punt = met.bewaar(tx, open.haal_van_agenda())?;
        let versie = punt.versie;
        Antwoord::een(versie, &AgendapuntView::from(AgendapuntBeeld::load(tx, met.kijker(), punt)?))
    })
    .await
}
