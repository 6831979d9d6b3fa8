//! What somebody is called, and where codes for their account go.

use actix_web::{HttpResponse, http::StatusCode};
use maud::html;
use serde_json::json;

use super::formulier::{account, op_de_pagina, pad, telefoon};
use crate::{
    domain::toegang::GebruikerId,
    http::{
        beheer::{gebruiker::wijzigen, invoer::Accountgegevens},
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{gezien, met_versie},
        deel::{
            fouten::Fouten,
            veld::{Regel, regel},
        },
        formulier::{Ingevuld, Velden},
    },
};

/// Shows the form, as it is now.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<GebruikerId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, None, &Fouten::geen()).await
}

/// Changes it.
pub async fn wijzig(
    t: Transaction,
    nog: Transaction,
    id: Pad<GebruikerId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, id, Some(velden), &Fouten::geen()).await;
    }
    let body = json!({ "naam": velden.tekst("naam"), "email": velden.gevuld("email"), "werktelefoon": velden.gevuld("werktelefoon") });
    let versie = gezien(velden);
    let gedaan = t
        .stuur_gelezen(
            ingevuld.een_keer(&format!("/v1/gebruikers/{id}")),
            &body,
            move |tx, met, invoer: Accountgegevens| wijzigen(tx, met, id, versie, &invoer)?.try_into(),
        )
        .await;
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&pad(id), "Bewaard. Wiens account het is, heeft bericht.")),
        Err(problem) => toon(blad, nog, id, Some(velden), &op_de_pagina(problem)?).await,
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: GebruikerId,
    getypt: Option<&Velden>,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let (wie, versie) = account(t, id).await?;
    let nu = Velden(vec![
        ("naam".to_owned(), wie.gebruiker.naam.clone()),
        ("email".to_owned(), wie.gebruiker.email.clone().unwrap_or_default()),
        ("werktelefoon".to_owned(), wie.gebruiker.werktelefoon.clone().unwrap_or_default()),
    ]);
    let velden = getypt.unwrap_or(&nu);
    let email = Regel {
        soort: "email",
        hint: "Een ander adres: een code die al gegeven was, werkt dan niet meer. U laat uw eigen tweede factor nog eens zien.",
        ..Regel::tekst("email", "E-mailadres (niet verplicht)", velden.tekst("email"))
    };
    let vragen = html! {
        (regel(Regel::tekst("naam", "Voor- en achternaam", velden.tekst("naam")), fouten))
        (regel(telefoon(velden), fouten))
        (regel(email, fouten))
        p.field.actions { button.button.big { "Bewaar" } a href=(pad(id)) { "Niet wijzigen" } }
    };
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets gewijzigd."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar het account" } }
        h1 { "Wijzig naam, telefoon of e-mailadres" }
        p.lead { "Van " (wie.gebruiker.naam) ". De naam van voorheen blijft bij het account staan." }
        (met_versie(blad, &format!("{}/gegevens", pad(id)), versie, velden, &vragen))
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Wijzig een account").met_fout(!fouten.is_leeg()), &inhoud))
}
