//! Organisaties: those that take part, by name, and a new one.

use actix_web::{HttpResponse, http::StatusCode, web::Query};
use maud::{Markup, html};
use serde_json::{Value, json};
use strum::VariantArray as _;

use super::{formulier::op_de_pagina, mag::beheert};
use crate::{
    domain::{Label as _, Word as _, gebied::Gemeente, toegang::Organisatiesoort},
    http::{
        beheer::{gebruiker::alleen_beheerder, invoer::OrganisatieInvoer, organisatie::toevoegen},
        getoond::Getoond,
        problem::Problem,
        referentie::{OrganisatieView, alle_organisaties},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            formulier::{VERZOEK, formulier, nieuw_verzoek},
            fouten::Fouten,
            keuze::Groep,
            kiezen::woorden,
            vak::keuzelijst,
            veld::{Regel, regel},
        },
        formulier::{Ingevuld, Velden},
        verder::Verder,
    },
};

/// So many stand on a page.
const GROOTTE: usize = 30;

/// Shows them.
pub async fn lees(blad: Blad, t: Transaction, verder: Query<Verder>) -> Result<HttpResponse, Problem> {
    let na = verder.into_inner().na;
    let alle = t.bekijk(|tx, _| Ok(Getoond::zonder_versie(alle_organisaties(tx)?))).await?.into_view();
    let begin = na.and_then(|na| alle.iter().position(|een| een.id.to_string() == na)).map_or(0, |plaats| plaats + 1);
    let hier: Vec<&OrganisatieView> = alle.iter().skip(begin).take(GROOTTE).collect();
    let meer = alle.len() > begin + hier.len();
    let inhoud = html! {
        h1 { "Organisaties" }
        p.lead { "Alle " (alle.len()) " organisaties die meedoen, op naam." }
        @if beheert(&blad)? { p.field.actions { a.button href="/organisaties/nieuw" { "Voeg een organisatie toe" } } }
        @if hier.is_empty() { p.lead { "Er doet nog geen organisatie mee. Voeg de eerste toe." } }
        @else { ol.rows { @for een in &hier { (rij(een)) } } }
        @if let Some(laatste) = hier.last().filter(|_| meer) {
            div.pager {
                p.small.soft { "U ziet er " (hier.len()) " van de " (alle.len()) "." }
                a.button.second href={ "/organisaties?na=" (laatste.id) } { "Toon de volgende " (GROOTTE) }
            }
        }
    };
    Ok(blad.toon(&Titel::van(format!("Organisaties ({})", alle.len())), &inhoud))
}

fn rij(een: &OrganisatieView) -> Markup {
    html! {
        li.row {
            div.due { (een.soort.naam()) }
            div { h2 { a href={ "/organisaties/" (een.id) } { (een.naam) } } }
            div.next { (gemeenten(&een.gemeenten)) }
        }
    }
}

/// For which gemeenten, in words.
pub(super) fn gemeenten(alle: &[Gemeente]) -> String {
    if alle.is_empty() {
        return "De hele regio".to_owned();
    }
    alle.iter().map(|gemeente| gemeente.naam()).collect::<Vec<_>>().join(", ")
}

/// The questions about an organisation.
pub(super) fn vragen(velden: &Velden, fouten: &Fouten) -> Markup {
    let soorten: Vec<(&str, &str)> =
        Organisatiesoort::VARIANTS.iter().map(|soort| (soort.word(), soort.naam())).collect();
    let mut gemeenten = Gemeente::VARIANTS.to_vec();
    gemeenten.sort_by_key(|gemeente| gemeente.naam());
    let waar = Groep {
        naam: "gemeente",
        vraag: "Voor welke gemeenten werkt zij?",
        hint: "Kiest u er geen, dan is dat de hele regio.",
        een: false,
        vorm: "chips",
    };
    html! {
        (regel(Regel::tekst("naam", "Naam", velden.tekst("naam")), fouten))
        (keuzelijst("soort", "Wat voor organisatie is het?", "Kies een soort", &soorten, velden.tekst("soort"), fouten))
        (woorden(waar, &gemeenten, velden, fouten))
    }
}

/// An organisation as the API reads it; what is missing is said at its field.
pub(super) fn body(velden: &Velden, fouten: &mut Fouten) -> Value {
    if velden.gevuld("naam").is_none() {
        fouten.bij("naam", "Vul in hoe de organisatie heet.");
    }
    if velden.gevuld("soort").is_none() {
        fouten.bij("soort", "Kies wat voor organisatie het is.");
    }
    let gemeenten: Vec<&str> = velden.alle("gemeente").collect();
    json!({ "naam": velden.tekst("naam"), "soort": velden.tekst("soort"), "gemeenten": gemeenten })
}

/// Shows the form of a new one.
pub async fn vraag(blad: Blad, t: Transaction) -> Result<HttpResponse, Problem> {
    toon(&blad, t, &Velden::default(), &Fouten::geen()).await
}

/// Adds it.
pub async fn voeg_toe(t: Transaction, nog: Transaction, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, velden, &Fouten::geen()).await;
    }
    let mut fouten = Fouten::geen();
    let body = body(velden, &mut fouten);
    if !fouten.is_leeg() {
        return toon(blad, nog, velden, &fouten).await;
    }
    let gedaan = t
        .stuur_gelezen(ingevuld.een_keer("/v1/organisaties"), &body, move |tx, met, invoer: OrganisatieInvoer| {
            toevoegen(tx, met, invoer)?.try_into()
        })
        .await;
    match gedaan {
        Ok(antwoord) => {
            let pad = antwoord.locatie().and_then(|pad| pad.strip_prefix("/v1")).unwrap_or("/organisaties");
            Ok(blad.verder_en_zeg(pad, "Zij doet mee. Voeg nu haar bureaus toe, of nodig haar mensen uit."))
        }
        Err(problem) => toon(blad, nog, velden, &op_de_pagina(problem)?).await,
    }
}

async fn toon(blad: &Blad, t: Transaction, velden: &Velden, fouten: &Fouten) -> Result<HttpResponse, Problem> {
    t.bekijk(|_, met| Ok(Getoond::zonder_versie(alleen_beheerder(met)?))).await?;
    let verzoek = velden.gevuld(VERZOEK).map_or_else(|| nieuw_verzoek(blad.omgeving().nu), str::to_owned);
    let inhoud = html! {
        (fouten.samengevat("De organisatie is nog niet toegevoegd."))
        nav.crumb aria-label="Waar u bent" { a href="/organisaties" { "Terug naar Organisaties" } }
        h1 { "Voeg een organisatie toe" }
        (formulier("/organisaties/nieuw", &blad.bewijs(), &verzoek, &html! {
            (vragen(velden, fouten))
            p.field.actions { button.button.big { "Voeg toe" } a href="/organisaties" { "Niet toevoegen" } }
        }))
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Voeg een organisatie toe").met_fout(!fouten.is_leeg()), &inhoud))
}
