//! Somebody leaves: what they still carry, who takes it over, and the end of their account.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;

use super::formulier::{collega_kiezen, op_de_pagina, pad};
use crate::{
    domain::{
        Label,
        toegang::{GebruikerId, beheer::GebruikerStatus},
    },
    http::{
        beheer::{
            invoer::NieuweOverdracht,
            vertrek::{overdragen, vertrekken, vertrekkend},
            view::{GebruikerView, OpenWerkView},
        },
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel, verder},
        casus::formulier::{gezien, met_versie},
        deel::fouten::Fouten,
        formulier::{Ingevuld, Velden},
    },
};

/// Shows what is still open, and what can be done.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<GebruikerId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Closes the account.
pub async fn vertrek(t: Transaction, id: Pad<GebruikerId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, blad) = (id.0, &ingevuld.blad);
    let pagina = format!("{}/vertrek", pad(id));
    if ingevuld.is_terug() {
        return Ok(verder(&pagina));
    }
    let versie = gezien(&ingevuld.velden);
    let once = ingevuld.een_keer(&format!("/v1/gebruikers/{id}/vertrek"));
    t.stuur(once, move |tx, met| vertrekken(tx, met, id, versie)?.try_into()).await?;
    Ok(blad.verder_en_zeg(&pagina, "Het account is gesloten. Hieronder staat wat nog moet worden overgedragen."))
}

/// Hands the work to a colleague.
pub async fn draag_over(
    t: Transaction,
    nog: Transaction,
    id: Pad<GebruikerId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, id, velden, &Fouten::geen()).await;
    }
    if velden.gevuld("aan").is_none() {
        let mut fouten = Fouten::geen();
        fouten.bij("aan", "Kies wie het werk overneemt.");
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let gedaan = t
        .stuur_gelezen(
            ingevuld.een_keer(&format!("/v1/gebruikers/{id}/overdracht")),
            &json!({ "aan": velden.tekst("aan") }),
            move |tx, met, invoer: NieuweOverdracht| overdragen(tx, met, id, &invoer)?.try_into(),
        )
        .await;
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&format!("{}/vertrek", pad(id)), "Al het open werk is overgedragen.")),
        Err(problem) => toon(blad, nog, id, velden, &op_de_pagina(problem)?).await,
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: GebruikerId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| vertrekkend(tx, met, id)).await?;
    let versie = getoond.versie().unwrap_or_default();
    let (wie, anderen, werk) = getoond.into_view();
    let account = &wie.gebruiker;
    let zelf = blad.bezoeker()?.actor.gebruiker() == id;
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets overgedragen."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar het account" } }
        h1 { "Vertrek en overdracht" }
        p.lead { (account.naam) @if let Some(bij) = wie.namen.organisatie(account.organisatie) { ", " (bij) } "." }
        (wat_er_ligt(&werk))
        @if werk.totaal > 0 { (overdracht(blad, id, versie, (&anderen, velden, fouten))) }
        @if account.status == GebruikerStatus::Vertrokken { p.note.field { "Dit account is gesloten." } }
        @else if zelf { p.note.field { "Dit is uw eigen account. Sluiten doet een andere beheerder." } }
        @else { (einde(blad, account, versie)) }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Vertrek en overdracht").met_fout(!fouten.is_leeg()), &inhoud))
}

fn wat_er_ligt(werk: &OpenWerkView) -> Markup {
    html! {
        section.ruim aria-labelledby="kop-werk" {
            h2 #kop-werk { "Wat nog openstaat (" (werk.totaal) ")" }
            @if werk.items.is_empty() { p { "Niets. Er hoeft niets te worden overgedragen." } }
            @else {
                ul.people { @for item in &werk.items {
                    li { b { (item.aantal) " × " (Label::naam(item.soort)) } (Label::naam(item.gemeente)) }
                } }
                p.small.soft { "U ziet aantallen, geen gezinnen." }
            }
        }
    }
}

fn overdracht(
    blad: &Blad,
    id: GebruikerId,
    versie: i32,
    (anderen, velden, fouten): (&[GebruikerView], &Velden, &Fouten),
) -> Markup {
    html! {
        section.ruim aria-labelledby="kop-over" {
            h2 #kop-over { "Draag het over" }
            @if anderen.is_empty() { p.note { "Er is niemand anders van deze organisatie die kan inloggen." } }
            @else {
                (met_versie(blad, &format!("{}/overdracht", pad(id)), versie, velden, &html! {
                    (collega_kiezen(("aan", "Wie neemt alles over?"), anderen, velden, fouten))
                    p.hint.field { "Alles gaat in één keer, naar iemand met dezelfde rol op dezelfde plek. Past iets niet, dan gaat er niets over." }
                    p.field.actions { button.button.second { "Draag alles over" } }
                }))
            }
        }
    }
}

fn einde(blad: &Blad, account: &GebruikerView, versie: i32) -> Markup {
    html! {
        section.ruim aria-labelledby="kop-einde" {
            h2 #kop-einde { "Laat vertrekken" }
            p { "Het account sluit, overal wordt uitgelogd, en elke rol vervalt. Dat is voorgoed: wie terugkomt, krijgt een nieuw account." }
            (met_versie(blad, &format!("{}/vertrek", pad(account.id)), versie, &Velden::default(), &html! {
                p.field.actions { button.button.grave { "Sluit het account van " (account.naam) } a href=(pad(account.id)) { "Niet sluiten" } }
            }))
        }
    }
}
