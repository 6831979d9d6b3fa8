//! What is done with a concept: judge it, lay it aside, release it.

use actix_web::HttpResponse;
use maud::html;
use serde_json::json;

use super::{adres::pad, concept, mag::telt, rij::in_woorden};
use crate::{
    domain::{ids::PublicatieId, publicatie::vrijgave::Status},
    http::{
        invoer::parse,
        pad::Pad,
        problem::{Code, Problem},
        publicatie::{
            lezer::Lezer,
            stap::{beoordelen, terugleggen, vrijgeven},
            view::NieuweTeruglegging,
        },
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{gezien, met_versie},
        deel::fouten::Fouten,
        formulier::{Ingevuld, Velden},
    },
};

fn concept_pad(id: PublicatieId) -> String {
    format!("{}/concept", pad(id))
}

/// Finds a concept right.
pub async fn keur_goed(t: Transaction, id: Pad<PublicatieId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/publicaties/{id}/beoordeling"));
    let doe = t.stuur(once, move |tx, met| beoordelen(tx, met, id, versie)?.try_into());
    let terug = concept_pad(id);
    ingevuld.stap(&terug, (&terug, "Goedgekeurd. Een onderzoeker kan het nu vrijgeven."), doe).await
}

/// Lets it not come out.
pub async fn leg_terug(
    t: Transaction,
    lezer: Lezer,
    id: Pad<PublicatieId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, versie, velden) = (id.0, gezien(&ingevuld.velden), &ingevuld.velden);
    if velden.gevuld("reden").is_none() || ingevuld.is_terug() {
        let mut fouten = Fouten::geen();
        if !ingevuld.is_terug() {
            fouten.bij("reden-cijfers-kloppen-niet", "Kies waarom dit niet uitkomt.");
        }
        let verborgen = lezer.verborgen(id).await?.items;
        return concept::toon(&ingevuld.blad, &lezer, id, &verborgen, velden, &fouten).await;
    }
    let waarom: NieuweTeruglegging = parse(json!({ "reden": velden.tekst("reden") }).to_string().as_bytes())?;
    let once = ingevuld.een_keer(&format!("/v1/publicaties/{id}/teruglegging"));
    t.stuur(once, move |tx, met| terugleggen(tx, met, id, versie, &waarom)?.try_into()).await?;
    Ok(ingevuld.blad.verder_en_zeg(
        "/publicaties",
        "Teruggelegd. Wie deze periode opnieuw telt, krijgt dezelfde aantallen, of minder.",
    ))
}

/// Asks whether it is to come out: that cannot be undone.
pub async fn vraag_vrijgave(blad: Blad, lezer: Lezer, id: Pad<PublicatieId>) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let getoond = lezer.een(id).await?;
    let versie = getoond.versie().unwrap_or_default();
    let van = getoond.into_view();
    if !telt(&blad)? {
        return Err(Problem::new(Code::NietToegestaan, "Vrijgeven doet een onderzoeker."));
    }
    let periode = in_woorden(&van.periode);
    let keurde = van.beoordeeld.as_ref().and_then(|stap| van.namen.as_ref()?.wie(Some(stap.door)));
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href=(concept_pad(id)) { "Terug naar het concept" } }
        h1 { "Geef vrij: " (periode) }
        @if van.status == Status::Beoordeeld {
            p.lead { @if let Some(wie) = keurde { (wie.naam) " keurde dit goed. " } "Vrijgeven is voorgoed." }
            p.note.soon.field { "Iedereen die cijfers mag lezen, ziet ze daarna. Zij veranderen nooit meer, en niemand kan ze terughalen." }
            (met_versie(&blad, &format!("{}/vrijgeven", pad(id)), versie, &Velden::default(), &html! {
                p.field.actions { button.button.big { "Geef " (periode) " vrij" } a href=(concept_pad(id)) { "Nog niet" } }
            }))
        } @else {
            p.note.field { "Dit kan nu niet worden vrijgegeven: een tweede persoon keurt het eerst goed." }
        }
    };
    Ok(blad.toon(&Titel::van(format!("Geef vrij: {periode}")), &inhoud))
}

/// Releases it.
pub async fn geef_vrij(t: Transaction, id: Pad<PublicatieId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/publicaties/{id}/vrijgave"));
    let doe = t.stuur(once, move |tx, met| vrijgeven(tx, met, id, versie)?.try_into());
    let zin = "Vrijgegeven. De cijfers en de factsheets staan hier.";
    ingevuld.stap(&format!("{}/vrijgeven", pad(id)), (&pad(id), zin), doe).await
}
