//! The room of a desk: how many families it can take now, and how long they wait. Whoever works there keeps it.

use actix_web::{HttpResponse, http::StatusCode};
use maud::html;
use serde_json::json;

use super::mag::weg;
use crate::{
    domain::toegang::DeskId,
    http::{
        beheer::desk::{ruimte, ruimte_bijhouden},
        invoer::parse,
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{bij_velden, gezien, met_versie},
        deel::{
            dag::nabij,
            fouten::Fouten,
            veld::{Regel, getal, regel},
        },
        formulier::{Ingevuld, Velden},
    },
};

/// The fields of the API, where they stand on the page.
const PLAATSEN: [(&str, &str); 2] = [("vrijePlekken", "plekken"), ("wachttijdDagen", "wachttijd")];

/// Shows the form, with what is known now.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<DeskId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, None, &Fouten::geen()).await
}

/// Keeps it.
pub async fn bewaar(
    t: Transaction,
    nog: Transaction,
    id: Pad<DeskId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    let body = json!({
        "vrijePlekken": getal("plekken", velden, &mut fouten),
        "wachttijdDagen": getal("wachttijd", velden, &mut fouten),
    });
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, nog, id, Some(velden), &fouten).await;
    }
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => {
            let versie = gezien(velden);
            let once = ingevuld.een_keer(&format!("/v1/desks/{id}/ruimte"));
            t.stuur(once, move |tx, met| ruimte_bijhouden(tx, met, id, versie, invoer)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(weg(blad)?, "Vastgelegd. De coördinatoren zien het meteen.")),
        Err(problem) => toon(blad, nog, id, Some(velden), &bij_velden(problem, &PLAATSEN)?).await,
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: DeskId,
    getypt: Option<&Velden>,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| ruimte(tx, met, id)).await?;
    let (desk, versie) = (getoond.view(), getoond.versie().unwrap_or_default());
    let terug = weg(blad)?;
    let tekst = |getal: Option<i32>| getal.map_or_else(String::new, |getal| getal.to_string());
    let nu = Velden(vec![
        ("plekken".to_owned(), tekst(desk.vrije_plekken)),
        ("wachttijd".to_owned(), tekst(desk.wachttijd_dagen)),
    ]);
    let velden = getypt.unwrap_or(&nu);
    let rij = |naam, vraag| Regel {
        hint: "Leeg is: niet bekend",
        breed: "w-date",
        toetsen: Some("numeric"),
        ..Regel::tekst(naam, vraag, velden.tekst(naam))
    };
    let vragen = html! {
        (regel(rij("plekken", "Hoeveel gezinnen kunnen er nu bij? (niet verplicht)"), fouten))
        (regel(rij("wachttijd", "Hoeveel dagen wacht een gezin nu? (niet verplicht)"), fouten))
        p.field.actions { button.button.big { "Bewaar" } a href=(terug) { "Niet wijzigen" } }
        p.hint.field { "Klopt het nog? Bewaar dan hetzelfde. De coördinatoren zien dat u vandaag keek." }
    };
    let inhoud = html! {
        (fouten.samengevat("De ruimte is nog niet gewijzigd."))
        nav.crumb aria-label="Waar u bent" { a href=(terug) { @if terug == "/bureau" { "Terug naar Bureau" } @else { "Terug naar Bijeenkomsten" } } }
        h1 { "Hoeveel plek is er?" }
        p.lead {
            (desk.naam) "."
            @if let Some(op) = desk.nagekeken_op { " Nagekeken " (nabij(op.dag(), blad.omgeving().nu)) "." }
        }
        (met_versie(blad, &format!("/bureau/{id}/ruimte"), versie, velden, &vragen))
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Hoeveel plek is er?").met_fout(!fouten.is_leeg()), &inhoud))
}
