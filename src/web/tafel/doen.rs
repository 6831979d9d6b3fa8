//! What a chair does on the page of a meeting: put a family on the agenda, take it off, begin the record and establish it.

use actix_web::HttpResponse;
use serde_json::json;

use super::{
    adres::{pad, terug_naar},
    bijeenkomst::toon,
};
use crate::{
    domain::knooppunt::{AgendapuntId, BijeenkomstId},
    http::{
        invoer::parse,
        knooppunt::{
            agendapunt::{toevoegen, van_agenda},
            bijeenkomst::{houden, vaststellen},
        },
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{blad::verder, casus::formulier::gezien, formulier::Ingevuld},
};

/// Puts a family on the agenda.
pub async fn agendeer(
    t: Transaction,
    nog: Transaction,
    id: Pad<BijeenkomstId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad) = (id.0, &ingevuld.blad);
    if ingevuld.is_terug() {
        return toon(blad, nog, id).await;
    }
    let nieuw = parse(json!({ "casus": ingevuld.velden.tekst("casus") }).to_string().as_bytes())?;
    let once = ingevuld.een_keer(&format!("/v1/bijeenkomsten/{id}/agendapunten"));
    t.stuur(once, move |tx, met| toevoegen(tx, met, id, &nieuw)?.try_into()).await?;
    Ok(blad.verder_en_zeg(&pad(id), "Het gezin staat op de agenda. Nodig nu uit wie erbij hoort."))
}

/// Takes a family from the agenda again.
pub async fn haal_af(t: Transaction, id: Pad<AgendapuntId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let terug = terug_naar(velden);
    if ingevuld.is_terug() {
        return Ok(verder(&terug));
    }
    let versie = gezien(velden);
    let once = ingevuld.een_keer(&format!("/v1/agendapunten/{id}/intrekking"));
    t.stuur(once, move |tx, met| van_agenda(tx, met, id, versie)?.try_into()).await?;
    Ok(blad.verder_en_zeg(&terug, "Het gezin staat niet meer op deze agenda."))
}

/// Notes that the meeting was held: its record begins.
pub async fn begin(
    t: Transaction,
    nog: Transaction,
    id: Pad<BijeenkomstId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad) = (id.0, &ingevuld.blad);
    if ingevuld.is_terug() {
        return toon(blad, nog, id).await;
    }
    let versie = gezien(&ingevuld.velden);
    let once = ingevuld.een_keer(&format!("/v1/bijeenkomsten/{id}/verslag"));
    t.stuur(once, move |tx, met| houden(tx, met, id, versie)?.try_into()).await?;
    Ok(blad.verder_en_zeg(&pad(id), "Het verslag is begonnen. U kunt het aanvullen tot u vaststelt."))
}

/// Establishes the record.
pub async fn stel_vast(
    t: Transaction,
    nog: Transaction,
    id: Pad<BijeenkomstId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad) = (id.0, &ingevuld.blad);
    if ingevuld.is_terug() {
        return toon(blad, nog, id).await;
    }
    let versie = gezien(&ingevuld.velden);
    let once = ingevuld.een_keer(&format!("/v1/bijeenkomsten/{id}/vaststelling"));
    t.stuur(once, move |tx, met| vaststellen(tx, met, id, versie)?.try_into()).await?;
    Ok(blad.verder_en_zeg(
        &pad(id),
        "Vastgesteld. Aan het verslag verandert niets meer; afspraken vinkt u af als zij klaar zijn.",
    ))
}
