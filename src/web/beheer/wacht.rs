//! Wacht op u: what one person asked and another has to confirm.

use actix_web::HttpResponse;
use maud::{Markup, html};

use super::{
    code::{self, Eenmalig},
    formulier::pad,
    mag::beheert,
    stand::{door, periode, rol},
};
use crate::{
    domain::{
        Label as _,
        tijd::Moment,
        toegang::{FactorherstelId, GebruikerId, ToekenningId},
    },
    http::{
        beheer::{
            factor::herstel_bevestigen,
            toekenning::{afwijzen, bevestigen},
            view::{FactorherstelView, ToekenningView},
            wacht::{BevestigingView, BevestigingenPagina, wachtend},
        },
        mens::NamenView,
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel, verder},
        deel::{
            dag::moment,
            formulier::{formulier, nieuw_verzoek},
        },
        formulier::Ingevuld,
    },
};

const PAD: &str = "/wacht-op-u";

/// How many wait, and how many of them for whoever looks.
#[must_use]
pub fn hoeveel(pagina: &BevestigingenPagina) -> (usize, usize) {
    let alle = &pagina.pagina.items;
    (alle.len(), alle.iter().filter(|item| item.waarom_niet.is_none()).count())
}

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction) -> Result<HttpResponse, Problem> {
    let pagina = t.bekijk(wachtend).await?.into_view();
    let (alle, voor_u) = hoeveel(&pagina);
    let beheert = beheert(&blad)?;
    let inhoud = html! {
        h1 { "Wacht op u" }
        p.lead { "Wat zwaar weegt, vraagt de één en bevestigt een ander. Het oudste staat bovenaan." }
        @if pagina.pagina.items.is_empty() { p.lead { "Niets wacht op een tweede persoon. Dat is goed." } }
        @else { ol.rows { @for item in &pagina.pagina.items { (rij(&blad, item, &pagina.namen, beheert)) } } }
        p.hint.field { "Weet u niet waarom iets is gevraagd? Bel wie het vroeg, op een nummer dat u al kende. Bevestigen is niet verplicht." }
    };
    let titel = if voor_u == 0 && alle == 0 { "Wacht op u".to_owned() } else { format!("Wacht op u ({voor_u})") };
    Ok(blad.toon(&Titel::van(titel), &inhoud))
}

fn rij(blad: &Blad, item: &BevestigingView, namen: &NamenView, beheert: bool) -> Markup {
    html! {
        @if let Some(van) = &item.toekenning { (van_rol(blad, van, item, (namen, beheert))) }
        @if let Some(van) = &item.factorherstel { (van_factor(blad, van, item, namen)) }
    }
}

fn voor(id: GebruikerId, namen: &NamenView) -> Markup {
    html! {
        @match namen.wie(Some(id)) {
            Some(wie) => { a href=(pad(id)) { (wie.naam) } ", " (wie.organisatie) }
            None => { a href=(pad(id)) { "dit account" } }
        }
    }
}

fn knop(blad: &Blad, naar: &str, zegt: &str, over: &str, tweede: bool) -> Markup {
    let klas = if tweede { "button second" } else { "button" };
    formulier(
        naar,
        &blad.bewijs(),
        &nieuw_verzoek(blad.omgeving().nu),
        &html! {
            p.actions { button class=(klas) { (zegt) span.hidden { ": " (over) } } }
        },
    )
}

fn van_rol(blad: &Blad, van: &ToekenningView, item: &BevestigingView, (namen, beheert): (&NamenView, bool)) -> Markup {
    let nu = blad.omgeving().nu;
    let wie = namen.wie(Some(van.gebruiker)).map_or("dit account", |wie| wie.naam.as_str());
    let over = format!("{}, voor {wie}", rol(van, namen));
    html! {
        li.row {
            div.due { b { "Zware rol" } (sinds(van.wacht_sinds.unwrap_or(van.geldig_van), nu)) }
            div {
                h2 { (rol(van, namen)) }
                p { "Voor " (voor(van.gebruiker, namen)) }
                p.small.soft { (periode(van, nu)) ", " (door(van, namen)) }
            }
            div.next {
                @match &item.waarom_niet {
                    None => (knop(blad, &format!("{PAD}/rollen/{}/bevestigen", van.id), "Bevestig", &over, false)),
                    Some(zin) => { p { (zin) } }
                }
                @if beheert { (knop(blad, &format!("{PAD}/rollen/{}/afwijzen", van.id), "Wijs af", &over, true)) }
            }
        }
    }
}

fn van_factor(blad: &Blad, van: &FactorherstelView, item: &BevestigingView, namen: &NamenView) -> Markup {
    let nu = blad.omgeving().nu;
    let wie = namen.wie(Some(van.gebruiker)).map_or("dit account", |wie| wie.naam.as_str());
    let vroeg = namen.wie(Some(van.aangevraagd_door)).map_or("iemand die er niet meer is", |wie| wie.naam.as_str());
    html! {
        li.row {
            div.due { b { "Tweede factor" } (sinds(van.aangevraagd_op, nu)) }
            div {
                h2 { "Een nieuwe tweede factor" }
                p { "Voor " (voor(van.gebruiker, namen)) }
                p.small.soft { (van.reden.naam()) ". Gevraagd door " (vroeg) ". Verloopt " (moment(van.verloopt_op, nu)) "." }
            }
            div.next {
                @match &item.waarom_niet {
                    None => (knop(blad, &format!("{PAD}/factoren/{}/bevestigen", van.id), "Bevestig", &format!("een nieuwe tweede factor voor {wie}"), false)),
                    Some(zin) => { p { (zin) } }
                }
            }
        }
    }
}

fn sinds(op: Moment, nu: Moment) -> Markup {
    html! { "sinds " (moment(op, nu)) }
}

/// Confirms a role.
pub async fn bevestig_rol(t: Transaction, id: Pad<ToekenningId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let id = id.0;
    if ingevuld.is_terug() {
        return Ok(verder(PAD));
    }
    let once = ingevuld.een_keer(&format!("/v1/toekenningen/{id}/bevestiging"));
    t.stuur(once, move |tx, met| bevestigen(tx, met, id)?.try_into()).await?;
    Ok(ingevuld.blad.verder_en_zeg(PAD, "Bevestigd. De rol geldt vanaf nu."))
}

/// Takes one back that waits.
pub async fn wijs_rol_af(t: Transaction, id: Pad<ToekenningId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let id = id.0;
    if ingevuld.is_terug() {
        return Ok(verder(PAD));
    }
    let once = ingevuld.een_keer(&format!("/v1/toekenningen/{id}/afwijzing"));
    t.stuur(once, move |tx, met| afwijzen(tx, met, id)?.try_into()).await?;
    Ok(ingevuld.blad.verder_en_zeg(PAD, "De rol is afgewezen. Zij heeft nooit gegolden."))
}

/// Confirms a new second factor; its code is told once.
pub async fn bevestig_factor(
    t: Transaction,
    id: Pad<FactorherstelId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad) = (id.0, &ingevuld.blad);
    if ingevuld.is_terug() {
        return Ok(verder(PAD));
    }
    let once = ingevuld.een_keer(&format!("/v1/factorherstellen/{id}/bevestiging"));
    let (_, gedaan) = t.stuur_en_bekijk(once, move |tx, met| herstel_bevestigen(tx, met, id)).await?;
    let Some(gedaan) = gedaan else { return Ok(code::al_verteld(blad, PAD)) };
    let eenmalig = Eenmalig {
        gedaan: "De nieuwe tweede factor is bevestigd",
        voor: "wie de telefoon kwijt is",
        code: gedaan.code.as_deref(),
        tot: gedaan.geldig_tot,
        verder: &pad(gedaan.factorherstel.gebruiker),
        wacht: false,
    };
    Ok(code::toon(blad, &eenmalig))
}
