//! Zoeken: by exact name and day of birth, or by telephone number. What is looked for stands in no address.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::{Map, Value, json};

use super::formulier::bij_velden;
use crate::{
    domain::{Label as _, toegang::Rol},
    http::{
        client::{ClientVraag, VondstView, VondstenView, zoeken},
        invoer::parse,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        dagen::{Onleesbaar, dag},
        deel::{
            formulier::{formulier, nieuw_verzoek},
            fouten::Fouten,
            veld::{Regel, regel},
        },
        formulier::{Ingevuld, Velden},
    },
};

/// The fields of the API, where they stand on the page.
const PLAATSEN: [(&str, &str); 3] = [("naam", "naam"), ("geboortedatum", "geboren"), ("telefoon", "telefoon")];

/// Shows the question, with nothing looked for.
pub async fn vraag(blad: Blad) -> Result<HttpResponse, Problem> {
    Ok(toon(&blad, &Velden::default(), &Fouten::geen(), None))
}

/// Looks for somebody.
pub async fn zoek(t: Transaction, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return Ok(toon(blad, velden, &Fouten::geen(), None));
    }
    let mut fouten = Fouten::geen();
    let body = body(blad, velden, &mut fouten);
    if !fouten.is_leeg() {
        return Ok(toon(blad, velden, &fouten, None));
    }
    let gevonden = match parse::<ClientVraag>(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(vraag) => t.bekijk(move |tx, met| zoeken(tx, met, &vraag)).await,
    };
    match gevonden {
        Ok(gevonden) => Ok(toon(blad, velden, &fouten, Some(gevonden.view()))),
        Err(problem) => Ok(toon(blad, velden, &bij_velden(problem, &PLAATSEN)?, None)),
    }
}

/// What is looked for, as the API reads it; what is left empty is not looked for.
fn body(blad: &Blad, velden: &Velden, fouten: &mut Fouten) -> Value {
    let getypt = velden.tekst("geboren");
    let mut body = Map::new();
    for (naam, veld) in [("naam", "naam"), ("telefoon", "telefoon")] {
        if let Some(tekst) = velden.gevuld(veld) {
            body.insert(naam.to_owned(), json!(tekst));
        }
    }
    match dag(getypt, blad.omgeving().nu.dag()) {
        Ok(geboren) => drop(body.insert("geboortedatum".to_owned(), json!(geboren))),
        Err(Onleesbaar::Leeg) => {}
        Err(Onleesbaar::BestaatNiet) => {
            fouten.bij("geboren", format!("Vul een dag in die bestaat. {getypt} bestaat niet."));
        }
        Err(Onleesbaar::Onduidelijk) => fouten.bij("geboren", "Schrijf het zo: 27-3-2003."),
    }
    Value::Object(body)
}

fn toon(blad: &Blad, velden: &Velden, fouten: &Fouten, gevonden: Option<&VondstenView>) -> HttpResponse {
    let rij = |naam, vraag| Regel::tekst(naam, vraag, velden.tekst(naam));
    let velden_van = html! {
        div.pair {
            (regel(rij("naam", "Voor- en achternaam"), fouten))
            (regel(Regel { hint: "Bijvoorbeeld 27-3-2003", breed: "w-date", ..rij("geboren", "Geboortedatum") }, fouten))
        }
        p.question.field { "Of" }
        (regel(Regel { soort: "tel", breed: "w-phone", ..rij("telefoon", "Telefoonnummer") }, fouten))
        p.field.actions { button.button { "Zoek" } }
    };
    let in_nood = blad.bezoeker().is_ok_and(|wie| wie.rollen().iter().any(|rol| Rol::AAN_CASUSSEN.contains(rol)));
    let inhoud = html! {
        (fouten.samengevat("Er is nog niet gezocht."))
        h1 { "Zoeken" }
        p.lead { "Zoek op de hele naam met de geboortedatum, of op telefoonnummer. Wie zoekt staat in het logboek, ook als er niemand is." }
        (formulier("/zoeken", &blad.bewijs(), &nieuw_verzoek(blad.omgeving().nu), &velden_van))
        @if let Some(gevonden) = gevonden { (uitkomst(gevonden, velden)) }
        @if in_nood { p.field.small { "Kan het niet wachten, en ziet u het gezin niet? " a href="/in-nood" { "Open een gezin in nood" } } }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    blad.toon_als(status, &Titel::van("Zoeken").met_fout(!fouten.is_leeg()), &inhoud)
}

fn uitkomst(gevonden: &VondstenView, velden: &Velden) -> Markup {
    let waarmee =
        if velden.gevuld("telefoon").is_some() { "dit telefoonnummer" } else { "deze naam én geboortedatum" };
    html! {
        section.field aria-labelledby="kop-gevonden" {
            h2 #kop-gevonden { "Gevonden" }
            @if gevonden.items.is_empty() {
                p.lead { "Geen gezin gevonden met " (waarmee) "." }
                p.small.soft { "U vindt alleen wie haar naam met u deelt." }
            } @else {
                ol.rows { @for vondst in &gevonden.items { li.row { (een(vondst, velden)) } } }
            }
        }
    }
}

fn een(vondst: &VondstView, velden: &Velden) -> Markup {
    // Who it is knows whoever looked for them by name; a number alone does not tell.
    let onbekend =
        || vondst.gemeente.map_or_else(|| "Iemand".to_owned(), |daar| format!("Een gezin in {}", daar.naam()));
    let naam = velden.gevuld("naam").map_or_else(onbekend, str::to_owned);
    // A page has the address of the thing in the API, without its version.
    let link = vondst.links.casus.as_ref().or(vondst.links.doorgeleidingen.first());
    let pagina = link.and_then(|link| link.href.strip_prefix("/v1"));
    // Whoever may have all that is kept of her, handed out, comes by who looked.
    let inzage = vondst.links.dossier.as_ref().map(|_| format!("/wie-keek/client/{}", vondst.client));
    let pagina = pagina.or(inzage.as_deref());
    html! {
        div.due { @if let Some(status) = vondst.status { b { (status.naam()) } } @else { b { "Bekend" } } }
        div {
            h3 { @if let Some(pagina) = pagina { a href=(pagina) { (naam) } } @else { (naam) } }
            ul.facts {
                @if let Some(gemeente) = vondst.gemeente { li { (gemeente.naam()) } }
            }
        }
    }
}
