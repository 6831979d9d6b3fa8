//! Messages: what happened, without content, and where it is; what was not read first.

use actix_web::{HttpResponse, web::Query};
use maud::{Markup, html};

use super::{
    blad::{Blad, Titel},
    casus::formulier::{gezien, met_versie},
    deel::dag::moment,
    formulier::{Ingevuld, Velden},
    verder::Verder,
};
use crate::{
    domain::{
        bericht::{BerichtId, Berichtsoort},
        tijd::Moment,
    },
    http::{
        bericht::{BerichtView, BerichtenVraag, berichten, las},
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
};

/// So many stand on a page.
const GROOTTE: u16 = 20;

/// Shows them: what waits all at once, and of what was read a page.
pub async fn lees(blad: Blad, t: Transaction, verder: Query<Verder>) -> Result<HttpResponse, Problem> {
    let na = verder.into_inner().na;
    let verder = na.is_some();
    let van = |ongelezen, aantal, na| BerichtenVraag { ongelezen: Some(ongelezen), aantal: Some(aantal), na };
    let (nieuw, oud) = (van(true, 100, None), van(false, GROOTTE, na));
    let getoond = t.bekijk(move |tx, met| {
        let nieuw = if verder { None } else { Some(berichten(tx, met, &nieuw)?.into_view()) };
        let oud = berichten(tx, met, &oud)?;
        Ok(oud.met(|oud| (nieuw, oud)))
    });
    let (nieuw, oud) = getoond.await?.into_view();
    let nu = blad.omgeving().nu;
    let aantal = nieuw.as_ref().map_or(0, |nieuw| nieuw.items.len());
    let inhoud = html! {
        h1 { "Berichten" }
        @if let Some(nieuw) = &nieuw {
            section.ruim aria-labelledby="kop-nieuw" {
                div.list-head { h2 #kop-nieuw { "Nieuw" @if aantal > 0 { " (" (aantal) ")" } } }
                @if nieuw.items.is_empty() { p.lead { (geen(oud.items.is_empty())) } }
                @else { ol.rows { @for bericht in &nieuw.items { (ongelezen(&blad, bericht, nu)) } } }
                @if nieuw.na.is_some() { p.field.small.soft { "Er zijn er meer. U ziet ze als u deze hebt gelezen." } }
            }
        }
        @if !oud.items.is_empty() {
            section.ruim aria-labelledby="kop-gelezen" {
                div.list-head { h2 #kop-gelezen { "Gelezen" } p.small.soft { "Het nieuwste staat bovenaan." } }
                ol.timeline { @for bericht in &oud.items { (gelezen(bericht, nu)) } }
            }
        }
        @if let Some(na) = &oud.na {
            div.pager { a.button.second href={ "/berichten?na=" (na) } { "Toon de volgende " (GROOTTE) } }
        }
    };
    let titel = if aantal > 0 { format!("Berichten ({aantal})") } else { "Berichten".to_owned() };
    Ok(blad.toon(&Titel::van(titel), &inhoud))
}

const fn geen(niets: bool) -> &'static str {
    if niets {
        "U kreeg nog geen berichten. Hier staat straks wat er gebeurt in uw werk."
    } else {
        "Geen nieuwe berichten. U hebt alles gelezen."
    }
}

/// The page of what a message is about, as long as it may be seen: a page has the address of the thing in the API.
fn waarheen(bericht: &BerichtView) -> Option<(&str, &'static str)> {
    let casus = bericht.links.casus.as_ref().map(|link| (link, "Bekijk het gezin"));
    let vraag = bericht.links.doorgeleiding.as_ref().map(|link| (link, "Bekijk de vraag"));
    let signaal = bericht.links.signaal.as_ref().map(|link| (link, "Bekijk uw signaal"));
    if let Some((link, zegt)) = casus.or(vraag).or(signaal) {
        return link.href.strip_prefix("/v1").map(|pad| (pad, zegt));
    }
    // A family that moves is not there yet: it is among those that wait.
    let wacht = [Berichtsoort::VerhuizingVoorgesteld, Berichtsoort::VerhuizingHerinnering].contains(&bericht.soort);
    wacht.then_some(("/verhuizingen", "Bekijk wie verhuist"))
}

/// Why a message about a family leads nowhere: what it is about was there, and is not any more. Who is asked to a table was never to see
/// the family, nor is who does not have to take one over.
fn geen_link(bericht: &BerichtView) -> Option<&'static str> {
    if bericht.casus.is_none() || waarheen(bericht).is_some() {
        return None;
    }
    match bericht.soort {
        Berichtsoort::AanTafelGevraagd => Some("De voorzitter van de tafel vertelt u waar en wanneer."),
        Berichtsoort::AanTafelAfgezegd => None,
        _ if bericht.verhuizing.is_some() => None,
        _ => Some("Er is niets meer te bekijken."),
    }
}

fn ongelezen(blad: &Blad, bericht: &BerichtView, nu: Moment) -> Markup {
    let naar = format!("/berichten/{}/gelezen", bericht.id);
    html! {
        li.row.bericht {
            div.due { (moment(bericht.op, nu)) }
            div {
                h3 { (bericht.zin) "." }
                @if let Some(zin) = geen_link(bericht) { p.small.soft { (zin) } }
            }
            div.next {
                (met_versie(blad, &naar, bericht.versie, &Velden::default(), &html! {
                    p.actions {
                        @if let Some((pad, zegt)) = waarheen(bericht) {
                            button.button.second name="naar" value=(pad) { (zegt) span.hidden { ": " (bericht.zin) } }
                        }
                        button.plain { "Gelezen" span.hidden { ": " (bericht.zin) } }
                    }
                }))
            }
        }
    }
}

fn gelezen(bericht: &BerichtView, nu: Moment) -> Markup {
    html! {
        li {
            b { (bericht.zin) "." } " " (moment(bericht.op, nu))
            @if let Some((pad, zegt)) = waarheen(bericht) { ". " a href=(pad) { (zegt) span.hidden { ": " (bericht.zin) ", " (moment(bericht.op, nu)) } } }
        }
    }
}

/// Notes that a message was read, and goes where whoever read it wants to be.
pub async fn las_het(t: Transaction, id: Pad<BerichtId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, velden) = (id.0, &ingevuld.velden);
    // Only to a page of ours, of a family, a request or a signaal, or to the families that move.
    let ons = |pad: &&str| {
        *pad == "/verhuizingen"
            || ["/casussen/", "/doorgeleidingen/", "/signalen/"].iter().any(|begin| pad.starts_with(begin))
    };
    let naar = velden.gevuld("naar").filter(ons).filter(|pad| !pad.contains(['\\', '#', '?', ':']));
    if ingevuld.is_terug() {
        return Ok(super::blad::verder("/berichten"));
    }
    let versie = gezien(velden);
    let once = ingevuld.een_keer(&format!("/v1/berichten/{id}/gelezen"));
    t.stuur(once, move |tx, met| las(tx, met, id, versie)?.try_into()).await?;
    Ok(naar.map_or_else(|| super::blad::verder("/berichten"), super::blad::verder))
}
