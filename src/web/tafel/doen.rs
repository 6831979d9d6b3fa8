//! What a chair does on the page of a meeting: put a family on the agenda, take it off, begin the record and establish it.

use actix_web::HttpResponse;
use serde_json::json;

use super::adres::{pad, terug_naar};
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
    web::{casus::formulier::gezien, formulier::Ingevuld},
};

/// Puts a family on the agenda.
pub async fn agendeer(t: Transaction, id: Pad<BijeenkomstId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let nieuw = parse(json!({ "casus": ingevuld.velden.tekst("casus") }).to_string().as_bytes())?;
    let once = ingevuld.een_keer(&format!("/v1/bijeenkomsten/{id}/agendapunten"));
    let doe = t.stuur(once, move |tx, met| toevoegen(tx, met, id, &nieuw)?.try_into());
    let zin = "Het gezin staat op de agenda. Nodig nu uit wie erbij hoort.";
    ingevuld.stap(&pad(id), (&pad(id), zin), doe).await
}

/// Takes a family from the agenda again.
pub async fn haal_af(t: Transaction, id: Pad<AgendapuntId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie, terug) = (id.0, gezien(&ingevuld.velden), terug_naar(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/agendapunten/{id}/intrekking"));
    let doe = t.stuur(once, move |tx, met| van_agenda(tx, met, id, versie)?.try_into());
    ingevuld.stap(&terug, (&terug, "Het gezin staat niet meer op deze agenda."), doe).await
}

/// Notes that the meeting was held: its record begins.
pub async fn begin(t: Transaction, id: Pad<BijeenkomstId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/bijeenkomsten/{id}/verslag"));
    let doe = t.stuur(once, move |tx, met| houden(tx, met, id, versie)?.try_into());
    let zin = "Het verslag is begonnen. U kunt het aanvullen tot u vaststelt.";
    ingevuld.stap(&pad(id), (&pad(id), zin), doe).await
}

/// Establishes the record.
pub async fn stel_vast(t: Transaction, id: Pad<BijeenkomstId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/bijeenkomsten/{id}/vaststelling"));
    let doe = t.stuur(once, move |tx, met| vaststellen(tx, met, id, versie)?.try_into());
    let zin = "Vastgesteld. Aan het verslag verandert niets meer; afspraken vinkt u af als zij klaar zijn.";
    ingevuld.stap(&pad(id), (&pad(id), zin), doe).await
}
