//! Somebody's telephone is gone: a new second factor is asked, and waits for a second person.

use actix_web::{HttpResponse, http::StatusCode};
use maud::html;
use serde_json::json;
use strum::VariantArray as _;

use super::formulier::{account, pad};
use crate::{
    domain::toegang::{GebruikerId, beheer::FactorherstelReden},
    http::{
        beheer::{factor::herstel_vragen, invoer::NieuwFactorherstel},
        invoer::parse,
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::met_versie,
        deel::{fouten::Fouten, keuze::Groep, kiezen::woorden},
        formulier::{Ingevuld, Velden},
    },
};

/// Shows the form.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<GebruikerId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Asks it.
pub async fn vraag_aan(
    t: Transaction,
    nog: Transaction,
    id: Pad<GebruikerId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, id, velden, &Fouten::geen()).await;
    }
    if velden.gevuld("reden").is_none() {
        let mut fouten = Fouten::geen();
        fouten.bij("reden-telefoon-verloren", "Kies waarom.");
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let invoer = parse::<NieuwFactorherstel>(json!({ "reden": velden.tekst("reden") }).to_string().as_bytes())?;
    let once = ingevuld.een_keer(&format!("/v1/gebruikers/{id}/factorherstel"));
    t.stuur(once, move |tx, met| herstel_vragen(tx, met, id, &invoer)?.try_into()).await?;
    Ok(blad.verder_en_zeg(&pad(id), "Gevraagd. Een tweede persoon bevestigt het binnen 24 uur. De FG heeft bericht."))
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: GebruikerId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let (wie, versie) = account(t, id).await?;
    let waarom = Groep { naam: "reden", vraag: "Wat is er gebeurd?", hint: "", een: true, vorm: "choices" };
    let vragen = html! {
        (woorden(waarom, FactorherstelReden::VARIANTS, velden, fouten))
        p.hint.field { "Tot een tweede persoon bevestigt, verandert er niets. Is het toestel gestolen? Log het account dan eerst overal uit." }
        p.field.actions { button.button.big { "Vraag een nieuwe tweede factor" } a href=(pad(id)) { "Niet doen" } }
    };
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets gevraagd."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar het account" } }
        h1 { "Een nieuwe tweede factor" }
        p.lead { "Voor " (wie.gebruiker.naam) ". Weet u zeker met wie u praat? Bel terug op een nummer dat u al kende." }
        (met_versie(blad, &format!("{}/factor", pad(id)), versie, velden, &vragen))
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Een nieuwe tweede factor").met_fout(!fouten.is_leeg()), &inhoud))
}
