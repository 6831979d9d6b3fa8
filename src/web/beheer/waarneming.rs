//! Somebody is away for a time: a colleague deputises, with their roles.

use actix_web::{HttpResponse, http::StatusCode};
use maud::html;
use serde_json::json;

use super::formulier::{collega_kiezen, collegas, dagen, op_de_pagina, pad, periode};
use crate::{
    domain::toegang::GebruikerId,
    http::{
        beheer::{invoer::NieuweWaarneming, toekenning::waarnemen},
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::met_versie,
        deel::fouten::Fouten,
        formulier::{Ingevuld, Velden},
    },
};

/// The fields in their order on the page.
const VOLGORDE: [&str; 3] = ["waarnemer", "vanaf", "tot"];

/// Shows the form.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<GebruikerId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Arranges it.
pub async fn regel_het(
    t: Transaction,
    nog: Transaction,
    id: Pad<GebruikerId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, id, velden, &Fouten::geen()).await;
    }
    let mut fouten = Fouten::geen();
    if velden.gevuld("waarnemer").is_none() {
        fouten.bij("waarnemer", "Kies wie waarneemt.");
    }
    let (van, tot) = periode(velden, blad.omgeving().nu, &mut fouten);
    for (veld, dag, zin) in [("vanaf", &van, "Vul in vanaf welke dag."), ("tot", &tot, "Vul in tot en met welke dag.")]
    {
        if dag.is_null() {
            fouten.bij(veld, zin);
        }
    }
    if !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let body = json!({ "waarnemer": velden.tekst("waarnemer"), "van": van, "tot": tot });
    let gedaan = t
        .stuur_gelezen(
            ingevuld.een_keer(&format!("/v1/gebruikers/{id}/waarneming")),
            &body,
            move |tx, met, invoer: NieuweWaarneming| waarnemen(tx, met, id, &invoer)?.try_into(),
        )
        .await;
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(
            &pad(id),
            "Geregeld. De waarnemer heeft die dagen dezelfde rollen, met vermelding voor wie.",
        )),
        Err(problem) => {
            let mut fouten = op_de_pagina(problem)?;
            fouten.orden(&VOLGORDE);
            toon(blad, nog, id, velden, &fouten).await
        }
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: GebruikerId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let (wie, versie, anderen) = collegas(t, id).await?;
    let vragen = html! {
        (collega_kiezen(("waarnemer", "Wie neemt waar?"), &anderen, velden, fouten))
        (dagen(velden, fouten, false))
        p.hint.field { "Hoogstens een half jaar. Een zware rol wacht tot een tweede persoon haar bevestigt." }
        p.field.actions { button.button.big { "Laat waarnemen" } a href=(pad(id)) { "Niet doen" } }
    };
    let inhoud = html! {
        (fouten.samengevat("De waarneming is nog niet geregeld."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar het account" } }
        h1 { "Laat een collega waarnemen" }
        p.lead { "Voor " (wie.gebruiker.naam) ". De collega krijgt die dagen dezelfde rollen." }
        @if anderen.is_empty() { p.note.field { "Er is niemand anders van deze organisatie die kan inloggen." } }
        @else { (met_versie(blad, &format!("{}/waarneming", pad(id)), versie, velden, &vragen)) }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Laat waarnemen").met_fout(!fouten.is_leeg()), &inhoud))
}
