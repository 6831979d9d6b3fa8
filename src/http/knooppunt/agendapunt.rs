//! Agenda items: put a family on the agenda, seat people, decide, and note all of it at once.

use super::{
    afspraak,
    invoer::{AfspraakWeg, NieuwAgendapunt, NieuwBesluit, NieuweBespreking, NieuweDeelnemer, NieuwePositieBij, binnen},
    view::{AgendapuntView, DeelnemerView},
};
use crate::{
    domain::{
        fouten::Fouten,
        knooppunt::{
            Aanwezig, Afspraak, AfspraakId, Agendapunt, AgendapuntId, BijeenkomstId, DeelnemerId, NietVastgesteld, Open,
        },
        toegang::{
            GebruikerId, Gezien, In, Permitted,
            beleid::{AfspraakBijhouden, AgendapuntLeiden, AgendapuntLezen, BijeenkomstLeiden},
            permit,
            toezicht::CasusDossierLezen,
        },
    },
    http::{
        antwoord::Antwoord,
        getoond::Getoond,
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

/// An item of which the record is being made, that may be led.
type OpTafel = Permitted<AgendapuntLeiden, In<NietVastgesteld, Agendapunt>>;

/// Checks that `id` is an account that can sit at a table.
fn controleer_account(tx: &mut Tx, id: Option<GebruikerId>) -> Result<(), Error> {
    match id {
        Some(id) if !store::knooppunt::is_actief(tx, id)? => {
            Err(Fouten::new().fout("gebruiker", "onbekend", "Dit is geen actief account.").into())
        }
        _ => Ok(()),
    }
}

/// The item as it is now.
fn nu(tx: &mut Tx, met: &Met, punt: Agendapunt) -> Result<Getoond<AgendapuntView>, Error> {
    let versie = punt.versie;
    Ok(Getoond::een(versie, AgendapuntBeeld::load(tx, met.kijker(), punt)?))
}

/// Puts a family on the agenda.
pub fn toevoegen(
    tx: &mut Tx,
    met: &Met,
    id: BijeenkomstId,
    nieuw: &NieuwAgendapunt,
) -> Result<Getoond<AgendapuntView>, Error> {
    store::casus::grendel(tx, nieuw.casus)?;
    let gezocht = store::knooppunt::find(tx, &met.kluis, &met.actor, id)?;
    let open = permit(&met.actor, BijeenkomstLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
    let wachtend = agenda::te_bespreken(tx, open.ding().gemeente, met.actor.nu.dag())?;
    let casus = agenda::find_casus(tx, &met.actor, nieuw.casus, wachtend)?;
    let (_, casus) = permit(&met.actor, CasusDossierLezen, casus)?.into_parts();
    let verzoek = agenda::verzoek(tx, casus.id)?;
    let toestemming = agenda::mag_besproken(tx, casus.id)?;
    let besluit = open.agendeer(&casus, verzoek, toestemming, nieuw.aanleiding)?;
    let punt = met.bewaar(tx, besluit)?.punt;
    let (locatie, versie) = (format!("/v1/agendapunten/{}", punt.id), punt.versie);
    Ok(Getoond::gemaakt(locatie, versie, AgendapuntBeeld::load(tx, met.kijker(), punt)?))
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
    t.toon(move |tx, met| toevoegen(tx, met, id.0, &invoer.0)).await
}

/// Reads one agenda item, with its line.
pub fn een(tx: &mut Tx, met: &Met, id: AgendapuntId) -> Result<Getoond<AgendapuntView>, Error> {
    let gezocht = agendapunt::find(tx, &met.actor, id)?;
    let punt = met.inzage(tx, permit(&met.actor, AgendapuntLezen, gezocht)?)?;
    nu(tx, met, punt)
}

/// Toont één agendapunt
///
/// Wat het gezin met de tafel deelt, wie er voor hen aan tafel zit, wat is besloten en afgesproken, en wat het verslag nog mist.
#[utoipa::path(get, path = "/v1/agendapunten/{id}", operation_id = "agendapuntLezen", tag = "knooppunt",
    params(("id" = AgendapuntId, Path, description = "Het agendapunt")),
    responses((status = 200, description = "Het agendapunt", body = AgendapuntView)))]
pub async fn lees(t: Transaction, id: Pad<AgendapuntId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
}

/// Seats somebody at an item that may be led.
fn zet(tx: &mut Tx, met: &Met, open: OpTafel, nieuw: NieuweDeelnemer) -> Result<Aanwezig, Error> {
    let sleutel = store::knooppunt::sleutel(tx, &met.kluis, open.ding().casus)?;
    let besluit = open.zet_aan_tafel(nieuw.soort, nieuw.gebruiker, nieuw.hoedanigheid);
    met.bewaar_met(tx, besluit, Bij::tekst(Some(&sleutel), None))
}

/// The item, that may be led and is not established.
fn op_tafel(tx: &mut Tx, met: &Met, id: AgendapuntId) -> Result<OpTafel, Error> {
    let gezocht = agendapunt::find(tx, &met.actor, id)?;
    Ok(permit(&met.actor, AgendapuntLeiden, gezocht)?.narrow::<NietVastgesteld>()?)
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
    t.toon(move |tx, met| {
        agendapunt::grendel(tx, id.0)?;
        let open = op_tafel(tx, met, id.0)?;
        invoer.0.controleer()?;
        controleer_account(tx, invoer.0.gebruiker)?;
        let Aanwezig { punt, deelnemer } = zet(tx, met, open, invoer.0)?;
        Ok(Getoond::<DeelnemerView>::gemaakt(format!("/v1/agendapunten/{}", punt.id), punt.versie, deelnemer))
    })
    .await
}

/// Checks that whoever is to carry a case can; `veld` is where they stand in what was sent.
fn controleer_regisseur(tx: &mut Tx, met: &Met, veld: &str, nieuw: &NieuwBesluit) -> Result<(), Error> {
    nieuw
        .casusregisseur
        .map_or(Ok(()), |regisseur| store::toegang::gebruiker::controleer_regisseur(tx, veld, regisseur, met.actor.nu))
}

/// Keeps what was decided about a family; `veld` is where an explanation stands in what was sent.
fn besluiten(tx: &mut Tx, met: &Met, open: OpTafel, nieuw: &NieuwBesluit, veld: &str) -> Result<Agendapunt, Error> {
    if nieuw.toelichting.is_some() && nieuw.ouders_afwezig_reden.or(open.ding().afwezig_reden).is_none() {
        let melding = "Noem bij een toelichting ook waarom de ouders er niet zijn.";
        return Err(Fouten::new().fout(veld, "zonder-reden", melding).into());
    }
    let sleutel = store::knooppunt::sleutel(tx, &met.kluis, open.ding().casus)?;
    let besluit = open.besluit_over(nieuw.casusregisseur, nieuw.evaluatie_op, nieuw.afwezig());
    met.bewaar_met(tx, besluit, Bij::tekst(Some(&sleutel), nieuw.toelichting.as_deref()))
}

/// Legt een besluit vast
///
/// Wie de casus draagt en wanneer wordt geëvalueerd, of waarom de ouders er niet waren. Wat niet wordt genoemd, blijft; met
/// `zonderAfwezigReden` gaat die reden weer weg.
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
    t.toon(move |tx, met| {
        agendapunt::grendel(tx, id.0)?;
        let gezocht = agendapunt::find(tx, &met.actor, id.0)?;
        let open = permit(&met.actor, AgendapuntLeiden, gezocht)?.versie(versie.0)?.narrow::<NietVastgesteld>()?;
        let regisseur = controleer_regisseur(tx, met, "casusregisseur", &invoer.0);
        Error::samen([invoer.0.controleer(met.actor.nu.dag()).map_err(Error::from), regisseur])?;
        let punt = besluiten(tx, met, open, &invoer.0, "toelichting")?;
        nu(tx, met, punt)
    })
    .await
}

/// Keeps everything that was discussed about one family at once: who sits there, what was agreed, what the parents think of it and what
/// was decided. All of it, or nothing.
pub fn bespreken(
    tx: &mut Tx,
    met: &Met,
    id: AgendapuntId,
    versie: impl Into<Gezien>,
    nieuw: NieuweBespreking,
) -> Result<Getoond<AgendapuntView>, Error> {
    agendapunt::grendel(tx, id)?;
    let gezocht = agendapunt::find(tx, &met.actor, id)?;
    permit(&met.actor, AgendapuntLeiden, gezocht)?.versie(versie)?.narrow::<NietVastgesteld>()?;
    let regisseur = match &nieuw.besluit {
        Some(besluit) => controleer_regisseur(tx, met, "besluit.casusregisseur", besluit),
        None => Ok(()),
    };
    Error::samen([nieuw.controleer(met.actor.nu.dag()).map_err(Error::from), regisseur])?;
    for (plaats, regel) in nieuw.weg.iter().enumerate() {
        haal_weg(tx, met, id, regel, &format!("weg[{plaats}].afspraak"))?;
    }
    for (plaats, &wie) in nieuw.van_tafel.iter().enumerate() {
        haal_van_tafel(tx, met, id, wie, &format!("vanTafel[{plaats}]"))?;
    }
    for (plaats, wie) in nieuw.deelnemers.into_iter().enumerate() {
        match controleer_account(tx, wie.gebruiker) {
            Err(Error::Invoer(fouten)) => binnen(&format!("deelnemers[{plaats}]"), Err(fouten)).als_fout()?,
            anders => anders?,
        }
        let open = op_tafel(tx, met, id)?;
        zet(tx, met, open, wie)?;
    }
    for (plaats, regel) in nieuw.afspraken.into_iter().enumerate() {
        afspraak::maak(tx, met, id, regel, &format!("afspraken[{plaats}]"))?;
    }
    for (plaats, regel) in nieuw.posities.iter().enumerate() {
        neem_positie(tx, met, id, regel, &format!("posities[{plaats}].afspraak"))?;
    }
    if let Some(besluit) = &nieuw.besluit {
        let open = op_tafel(tx, met, id)?;
        besluiten(tx, met, open, besluit, "besluit.toelichting")?;
    }
    let (_, punt) = op_tafel(tx, met, id)?.into_parts();
    nu(tx, met, punt.into_inner())
}

/// Keeps what the parents think of an agreement that stands at this item.
fn neem_positie(tx: &mut Tx, met: &Met, hier: AgendapuntId, regel: &NieuwePositieBij, veld: &str) -> Result<(), Error> {
    let open = afspraak_hier(tx, met, hier, (regel.afspraak, regel.versie), veld)?;
    let sleutel = store::knooppunt::sleutel(tx, &met.kluis, open.ding().casus)?;
    let besluit = open.leg_positie_vast(regel.positie.oordeel)?;
    let bij = Bij::tekst(Some(&sleutel), None).met_woorden(regel.positie.woorden.as_deref());
    met.bewaar_met(tx, besluit, bij).map(drop)
}

/// Takes somebody from this table who promised nothing there; `veld` is where they are named in what was sent.
fn haal_van_tafel(tx: &mut Tx, met: &Met, hier: AgendapuntId, wie: DeelnemerId, veld: &str) -> Result<(), Error> {
    let open = op_tafel(tx, met, hier)?;
    let beeld = AgendapuntBeeld::load(tx, met.kijker(), (**open.ding()).clone())?;
    let Some(deelnemer) = beeld.deelnemers.into_iter().find(|een| een.id == wie) else {
        return Err(Fouten::new().fout(veld, "onbekend", "Kies een deelnemer van dit agendapunt.").into());
    };
    let staan = beeld.afspraken.into_iter().map(|beeld| beeld.afspraak).filter(Afspraak::staat);
    let beloofd = staan.filter(|afspraak| afspraak.wie == wie).map(|afspraak| afspraak.id).collect();
    met.bewaar(tx, open.haal_van_tafel(deelnemer, beloofd)?).map(drop)
}

/// Takes an agreement that stands at this item out of its record.
fn haal_weg(tx: &mut Tx, met: &Met, hier: AgendapuntId, regel: &AfspraakWeg, veld: &str) -> Result<(), Error> {
    let open = afspraak_hier(tx, met, hier, (regel.afspraak, regel.versie), veld)?;
    met.bewaar(tx, open.haal_weg()?).map(drop)
}

/// An open agreement that stands at this item, in the version that was seen; `veld` is where it is named in what was sent.
fn afspraak_hier(
    tx: &mut Tx,
    met: &Met,
    hier: AgendapuntId,
    (afspraak, versie): (AfspraakId, i32),
    veld: &str,
) -> Result<Permitted<AfspraakBijhouden, In<Open, Afspraak>>, Error> {
    let gezocht = store::knooppunt::afspraak::find(tx, &met.actor, afspraak)?;
    if gezocht.gevonden.as_ref().is_none_or(|afspraak| afspraak.agendapunt != hier) {
        return Err(Fouten::new().fout(veld, "onbekend", "Kies een afspraak van dit agendapunt.").into());
    }
    Ok(permit(&met.actor, AfspraakBijhouden, gezocht)?.versie(versie)?.narrow::<Open>()?)
}

/// Legt vast wat over een gezin is besproken
///
/// Alles in één keer, of niets: welke afspraak en wie er niet hoort gaat weg, daarna wie erbij komt zitten, wat is afgesproken, wat
/// de ouders daarvan vinden en wat is besloten. Elk deel krijgt zijn eigen regel in het logboek. Wie met een account was gevraagd en van
/// tafel gaat voordat de bijeenkomst begint, hoort dat. Kan tot het verslag is vastgesteld.
#[utoipa::path(post, path = "/v1/agendapunten/{id}/bespreking", operation_id = "agendapuntBespreken", tag = "knooppunt",
    request_body = NieuweBespreking,
    params(("id" = AgendapuntId, Path, description = "Het agendapunt"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Vastgelegd", body = AgendapuntView)))]
pub async fn bespreek(
    t: Transaction,
    id: Pad<AgendapuntId>,
    versie: IfMatch,
    invoer: Invoer<NieuweBespreking>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| bespreken(tx, met, id.0, versie.0, invoer.0)).await
}

/// Takes a family from the agenda again.
pub fn van_agenda(
    tx: &mut Tx,
    met: &Met,
    id: AgendapuntId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<AgendapuntView>, Error> {
    agendapunt::grendel(tx, id)?;
    let gezocht = agendapunt::find(tx, &met.actor, id)?;
    let open = permit(&met.actor, AgendapuntLeiden, gezocht)?.versie(versie)?.narrow::<NietVastgesteld>()?;
    let punt = met.bewaar(tx, open.haal_van_agenda())?;
    nu(tx, met, punt)
}

/// Haalt een gezin van de agenda
///
/// Zolang het verslag niet is vastgesteld. Wat er voor dit gezin was genoteerd vervalt; een doorgeleiding wacht weer op een agenda.
#[utoipa::path(post, path = "/v1/agendapunten/{id}/intrekking", operation_id = "agendapuntIntrekken", tag = "knooppunt",
    params(("id" = AgendapuntId, Path, description = "Het agendapunt"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Van de agenda", body = AgendapuntView)))]
pub async fn haal_van_agenda(t: Transaction, id: Pad<AgendapuntId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| van_agenda(tx, met, id.0, versie.0)).await
}
