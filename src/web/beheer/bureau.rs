//! A desk of an organisation: where requests along one route land.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use strum::VariantArray as _;

use super::{
    formulier::{gebied, op_de_pagina},
    mag::beheert,
    organisatie::{pad as van_organisatie, ruimte},
    stand::waar,
};
use crate::{
    domain::{
        Label as _, Word as _,
        gebied::{Gemeente, Subregio},
        route::Route,
        toegang::{DeskId, OrganisatieId, beheer::DeskStatus},
    },
    http::{
        beheer::{
            desk::{een, sluiten, toevoegen, wijzigen},
            invoer::{DeskWijziging, NieuweDesk},
            organisatie,
            view::DeskView,
        },
        mens::NamenView,
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel, verder},
        casus::formulier::{gezien, met_versie},
        deel::{
            dag::nabij,
            fouten::Fouten,
            staat::{Kleur, Vorm, staat},
            vak::keuzelijst,
            veld::{Regel, getal, regel},
        },
        formulier::{Ingevuld, Velden},
    },
};

/// The fields in their order on the page.
const VOLGORDE: [&str; 5] = ["naam", "route", "waar", "capaciteit", "responstermijn"];

fn pad(id: DeskId) -> String {
    format!("/bureaus/{id}")
}

/// The numbers of a desk.
fn getallen(velden: &Velden, fouten: &Fouten) -> Markup {
    let rij = |naam, vraag, hint| Regel {
        hint,
        breed: "w-date",
        toetsen: Some("numeric"),
        ..Regel::tekst(naam, vraag, velden.tekst(naam))
    };
    html! {
        (regel(rij("capaciteit", "Hoeveel gezinnen tegelijk? (niet verplicht)", "Leeg is: niet bekend. Hoeveel er nu bij kunnen en hoelang zij wachten, houdt het bureau zelf bij."), fouten))
        (regel(rij("responstermijn", "Antwoord binnen hoeveel werkdagen? (niet verplicht)", "Leeg is: de termijn van de route. Een andere termijn vraagt uw tweede factor."), fouten))
    }
}

fn body(velden: &Velden, fouten: &mut Fouten) -> Map<String, Value> {
    if velden.gevuld("naam").is_none() {
        fouten.bij("naam", "Vul in hoe het bureau heet.");
    }
    let mut body = Map::new();
    body.insert("naam".into(), json!(velden.tekst("naam")));
    for naam in ["capaciteit", "responstermijn"] {
        body.insert(naam.into(), getal(naam, velden, fouten));
    }
    body
}

/// Shows the form of a new one.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<OrganisatieId>) -> Result<HttpResponse, Problem> {
    nieuw(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Adds it.
pub async fn voeg_toe(
    t: Transaction,
    nog: Transaction,
    id: Pad<OrganisatieId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return nieuw(blad, nog, id, velden, &Fouten::geen()).await;
    }
    let mut fouten = Fouten::geen();
    let mut body = body(velden, &mut fouten);
    for (veld, zin) in [("route", "Kies de route."), ("waar", "Kies voor welk gebied het bureau er is.")] {
        if velden.gevuld(veld).is_none() {
            fouten.bij(veld, zin);
        }
    }
    if !fouten.is_leeg() {
        fouten.orden(&VOLGORDE);
        return nieuw(blad, nog, id, velden, &fouten).await;
    }
    body.insert("route".into(), json!(velden.tekst("route")));
    body.insert("gebied".into(), gebied(velden));
    let gedaan = t
        .stuur_gelezen(
            ingevuld.een_keer(&format!("/v1/organisaties/{id}/desks")),
            &Value::Object(body),
            move |tx, met, invoer: NieuweDesk| toevoegen(tx, met, id, invoer)?.try_into(),
        )
        .await;
    match gedaan {
        Ok(_) => {
            Ok(blad.verder_en_zeg(&van_organisatie(id), "Het bureau is er. Geef nu de mensen die er werken hun rol."))
        }
        Err(problem) => nieuw(blad, nog, id, velden, &op_de_pagina(problem)?).await,
    }
}

async fn nieuw(
    blad: &Blad,
    t: Transaction,
    id: OrganisatieId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| organisatie::een_om_te_beheren(tx, met, id)).await?;
    let routes: Vec<(&str, &str)> = Route::VARIANTS.iter().map(|route| (route.word(), route.naam())).collect();
    let subregios = Subregio::VARIANTS
        .iter()
        .map(|daar| (format!("subregio {}", daar.word()), format!("Subregio {}", daar.naam())));
    let mut gemeenten = Gemeente::VARIANTS.to_vec();
    gemeenten.sort_by_key(|daar| daar.naam());
    let gemeenten =
        gemeenten.into_iter().map(|daar| (format!("gemeente {}", daar.word()), format!("Gemeente {}", daar.naam())));
    let plekken: Vec<(String, String)> =
        std::iter::once(("regio".to_owned(), "De hele regio".to_owned())).chain(subregios).chain(gemeenten).collect();
    let plekken: Vec<(&str, &str)> = plekken.iter().map(|(waarde, naam)| (waarde.as_str(), naam.as_str())).collect();
    let vragen = html! {
        (regel(Regel::tekst("naam", "Hoe heet het bureau?", velden.tekst("naam")), fouten))
        (keuzelijst("route", "Welke route komt hier uit?", "Kies een route", &routes, velden.tekst("route"), fouten))
        (keuzelijst("waar", "Voor welk gebied?", "Kies een gebied", &plekken, velden.tekst("waar"), fouten))
        (getallen(velden, fouten))
        p.field.actions { button.button.big { "Voeg toe" } a href=(van_organisatie(id)) { "Niet toevoegen" } }
    };
    let inhoud = html! {
        (fouten.samengevat("Het bureau is nog niet toegevoegd."))
        nav.crumb aria-label="Waar u bent" { a href=(van_organisatie(id)) { "Terug naar de organisatie" } }
        h1 { "Voeg een bureau toe" }
        p.lead { "Bij " (getoond.view().naam) ". Hier komen vragen langs deze route binnen." }
        (met_versie(blad, &format!("{}/bureau", van_organisatie(id)), getoond.versie().unwrap_or_default(), velden, &vragen))
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Voeg een bureau toe").met_fout(!fouten.is_leeg()), &inhoud))
}

/// Shows one.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<DeskId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, None, &Fouten::geen()).await
}

/// Changes it.
pub async fn wijzig(
    t: Transaction,
    nog: Transaction,
    id: Pad<DeskId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, id, Some(velden), &Fouten::geen()).await;
    }
    let mut fouten = Fouten::geen();
    let body = Value::Object(body(velden, &mut fouten));
    if !fouten.is_leeg() {
        return toon(blad, nog, id, Some(velden), &fouten).await;
    }
    let versie = gezien(velden);
    let gedaan = t
        .stuur_gelezen(ingevuld.een_keer(&format!("/v1/desks/{id}")), &body, move |tx, met, invoer: DeskWijziging| {
            wijzigen(tx, met, id, versie, invoer)?.try_into()
        })
        .await;
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&pad(id), "Het bureau is gewijzigd.")),
        Err(problem) => toon(blad, nog, id, Some(velden), &op_de_pagina(problem)?).await,
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: DeskId,
    getypt: Option<&Velden>,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let (desk, versie) = (getoond.view(), getoond.versie().unwrap_or_default());
    let open = desk.status == DeskStatus::Open;
    let inhoud = html! {
        (fouten.samengevat("Het bureau is nog niet gewijzigd."))
        nav.crumb aria-label="Waar u bent" { a href=(van_organisatie(desk.organisatie)) { "Terug naar de organisatie" } }
        h1 { (desk.naam) }
        p.lead { @if open { (staat(Vorm::Goed, Kleur::Goed, "Neemt vragen aan")) } @else { (staat(Vorm::Rust, Kleur::Rust, "Gesloten")) } }
        ul.facts { li { (desk.route.naam()) } li { (waar(&desk.gebied, &NamenView::default())) } }
        (ruimte(desk.capaciteit, desk.vrije_plekken, desk.wachttijd_dagen))
        @if let Some(op) = desk.ruimte_nagekeken_op { p.soft { "Het bureau keek dat " (nabij(op.dag(), blad.omgeving().nu)) " na." } }
        @if let Some(dagen) = desk.responstermijn { p { "Antwoordt binnen " (dagen) @if dagen == 1 { " werkdag" } @else { " werkdagen" } } }
        @if open && beheert(blad)? { (wijziging(blad, desk, versie, (getypt, fouten))) (sluiting(blad, desk, versie)) }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Bureau van een organisatie").met_fout(!fouten.is_leeg()), &inhoud))
}

fn wijziging(blad: &Blad, nu: &DeskView, versie: i32, (getypt, fouten): (Option<&Velden>, &Fouten)) -> Markup {
    let getal = |getal: Option<i32>| getal.map(|getal| getal.to_string()).unwrap_or_default();
    let velden = Velden(vec![
        ("naam".to_owned(), nu.naam.clone()),
        ("capaciteit".to_owned(), getal(nu.capaciteit)),
        ("responstermijn".to_owned(), getal(nu.responstermijn)),
    ]);
    let velden = getypt.unwrap_or(&velden);
    html! {
        section.ruim aria-labelledby="kop-wijzig" {
            h2 #kop-wijzig { "Wijzig" }
            (met_versie(blad, &pad(nu.id), versie, velden, &html! {
                (regel(Regel::tekst("naam", "Hoe heet het bureau?", velden.tekst("naam")), fouten))
                (getallen(velden, fouten))
                p.field.actions { button.button { "Bewaar" } }
            }))
        }
    }
}

fn sluiting(blad: &Blad, desk: &DeskView, versie: i32) -> Markup {
    html! {
        section.ruim aria-labelledby="kop-sluit" {
            h2 #kop-sluit { "Sluit" }
            p { "Een gesloten bureau neemt geen vragen meer aan. Het kan pas als er geen vraag meer openstaat." }
            (met_versie(blad, &format!("{}/sluiten", pad(desk.id)), versie, &Velden::default(), &html! {
                p.field.actions { button.button.second { "Sluit dit bureau" } }
            }))
        }
    }
}

/// Closes it.
pub async fn sluit(t: Transaction, id: Pad<DeskId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let id = id.0;
    if ingevuld.is_terug() {
        return Ok(verder(&pad(id)));
    }
    let versie = gezien(&ingevuld.velden);
    let once = ingevuld.een_keer(&format!("/v1/desks/{id}/sluiting"));
    t.stuur(once, move |tx, met| sluiten(tx, met, id, versie)?.try_into()).await?;
    Ok(ingevuld.blad.verder_en_zeg(&pad(id), "Het bureau is gesloten."))
}
