//! A role for somebody: besides what they have, or in the place of one of those.

use actix_web::{HttpResponse, http::StatusCode};
use maud::html;
use serde_json::{Value, json};

use super::{
    formulier::{account_met_desks, dagen, gebied, op_de_pagina, pad, periode, rol_en_waar},
    stand::rol,
};
use crate::{
    domain::toegang::{GebruikerId, beheer::ToekenningStatus},
    http::{
        antwoord::Antwoord,
        beheer::{
            gebruiker::wijzigen,
            invoer::{Accountgegevens, NieuweToekenning},
            toekenning::toekennen,
            view::GelezenGebruikerView,
        },
        invoer::parse,
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{gezien, met_versie},
        deel::{
            fouten::Fouten,
            keuze::{Groep, Keuze, groep},
        },
        formulier::{Ingevuld, Velden},
    },
};

/// The fields in their order on the page.
const VOLGORDE: [&str; 5] = ["plaats-erbij", "rol-signaleerder", "waar", "vanaf", "tot"];

/// Shows the form.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<GebruikerId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Gives it.
pub async fn geef(
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
    if velden.gevuld("rol").is_none() {
        fouten.bij("rol-signaleerder", "Kies welke rol.");
    }
    let (van, tot) = periode(velden, blad.omgeving().nu, &mut fouten);
    if !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let wordt = json!({ "rol": velden.tekst("rol"), "gebied": gebied(velden), "geldigVan": van, "geldigTot": tot });
    let gedaan = match velden.gevuld("plaats").filter(|plaats| *plaats != "erbij") {
        None => erbij(t, &ingevuld, id, &wordt).await,
        Some(was) => in_plaats_van(t, &ingevuld, id, json!({ "inPlaatsVan": was, "wordt": wordt })).await,
    };
    match gedaan {
        Ok(_) => Ok(blad
            .verder_en_zeg(&pad(id), "Bewaard. Dit account is uitgelogd, en begint opnieuw met zijn rollen van nu.")),
        Err(problem) => {
            let mut fouten = op_de_pagina(problem)?;
            fouten.orden(&VOLGORDE);
            toon(blad, nog, id, velden, &fouten).await
        }
    }
}

async fn erbij(t: Transaction, ingevuld: &Ingevuld, id: GebruikerId, wordt: &Value) -> Result<Antwoord, Problem> {
    let invoer = parse::<NieuweToekenning>(wordt.to_string().as_bytes())?;
    let once = ingevuld.een_keer(&format!("/v1/gebruikers/{id}/toekenningen"));
    t.stuur(once, move |tx, met| toekennen(tx, met, id, &invoer)?.try_into()).await
}

async fn in_plaats_van(
    t: Transaction,
    ingevuld: &Ingevuld,
    id: GebruikerId,
    functie: Value,
) -> Result<Antwoord, Problem> {
    let body = json!({ "naam": ingevuld.velden.tekst("naam"), "functie": functie });
    let invoer = parse::<Accountgegevens>(body.to_string().as_bytes())?;
    let versie = gezien(&ingevuld.velden);
    let once = ingevuld.een_keer(&format!("/v1/gebruikers/{id}"));
    t.stuur(once, move |tx, met| wijzigen(tx, met, id, versie, &invoer)?.try_into()).await
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: GebruikerId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let (wie, versie, desks) = account_met_desks(t, id).await?;
    let account = &wie.gebruiker;
    let vragen = html! {
        input type="hidden" name="naam" value=(account.naam);
        (in_de_plaats(&wie, velden, fouten))
        (rol_en_waar(&desks, Some(account.organisatie), velden, fouten))
        (dagen(velden, fouten, true))
        p.hint.field { "Dit account wordt overal uitgelogd, en begint met de nieuwe rol." }
        p.field.actions { button.button.big { "Geef deze rol" } a href=(pad(id)) { "Niet doen" } }
    };
    let inhoud = html! {
        (fouten.samengevat("De rol is nog niet gegeven."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar het account" } }
        h1 { "Geef een rol" }
        p.lead { "Aan " (account.naam) @if let Some(bij) = wie.namen.organisatie(account.organisatie) { ", " (bij) } "." }
        (met_versie(blad, &format!("{}/rol", pad(id)), versie, velden, &vragen))
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Geef een rol").met_fout(!fouten.is_leeg()), &inhoud))
}

/// Whether it comes besides what they have, or in the place of one of those.
fn in_de_plaats(wie: &GelezenGebruikerView, velden: &Velden, fouten: &Fouten) -> maud::Markup {
    let nu = wie.gebruiker.toekenningen.iter().filter(|van| van.status == ToekenningStatus::Loopt);
    let nu: Vec<(String, String, String)> = nu
        .enumerate()
        .map(|(plaats, van)| {
            (format!("plaats-{plaats}"), van.id.to_string(), format!("In plaats van {}", rol(van, &wie.namen)))
        })
        .collect();
    let erbij = Keuze { id: "plaats-erbij", waarde: "erbij", naam: "Erbij", hint: "" };
    let anders = nu.iter().map(|(id, waarde, naam)| Keuze { id, waarde, naam, hint: "" });
    let keuzes: Vec<Keuze<'_>> = std::iter::once(erbij).chain(anders).collect();
    let vraag = Groep { naam: "plaats", vraag: "Komt deze rol erbij?", hint: "", een: true, vorm: "choices" };
    let gekozen =
        |waarde: &str| velden.heeft("plaats", waarde) || (velden.gevuld("plaats").is_none() && waarde == "erbij");
    html! { @if !nu.is_empty() { (groep(vraag, &keuzes, gekozen, fouten)) } }
}
