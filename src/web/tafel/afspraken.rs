//! Afspraken: what is late, what is due within a week, which families are to be evaluated, and which nobody carries.

use actix_web::{HttpResponse, web::Query};
use chrono::Days;
use maud::{Markup, html};

use super::woorden::{doet, hoe_staat};
use crate::{
    domain::{
        Label as _,
        knooppunt::AfspraakId,
        tijd::Moment,
        toegang::{Actor, Ligging, Rol},
    },
    http::{
        casus::view::{WachtrijPagina, WachtrijView},
        knooppunt::{
            afspraak::nakomen,
            bord::{Gezinnen, Vraagt, bord, vragen},
            view::AfspraakregelView,
        },
        mens::wie,
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{gezien, met_versie},
        deel::{
            dag::{hoofdletter, nabij},
            staat::{Kleur, Vorm, staat},
            zij::zonder_naam,
        },
        formulier::{Ingevuld, Velden},
        verder::Verder,
    },
};

/// What is due within so many days is told of apart.
const WEEK: u64 = 7;

/// Shows them.
pub async fn lees(blad: Blad, t: Transaction, verder: Query<Verder>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, verder.into_inner().na).await
}

/// Ticks one off.
pub async fn vink_af(t: Transaction, id: Pad<AfspraakId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    afgevinkt(t, id.0, &ingevuld, ("/afspraken", "Afgevinkt. Fijn dat het gelukt is.")).await
}

/// Ticks an agreement off on a page that lists them, and says so there.
pub async fn afgevinkt(
    t: Transaction,
    id: AfspraakId,
    ingevuld: &Ingevuld,
    (pad, zin): (&str, &str),
) -> Result<HttpResponse, Problem> {
    let versie = gezien(&ingevuld.velden);
    let once = ingevuld.een_keer(&format!("/v1/afspraken/{id}/nakoming"));
    let doe = t.stuur(once, move |tx, met| nakomen(tx, met, id, versie)?.try_into());
    ingevuld.stap(pad, (pad, zin), doe).await
}

async fn toon(blad: &Blad, t: Transaction, na: Option<String>) -> Result<HttpResponse, Problem> {
    let verder = na.is_some();
    let bord = t.bekijk(move |tx, met| bord(tx, met, na)).await?.into_view();
    let (vandaag, ik) = (blad.omgeving().nu.dag(), &blad.bezoeker()?.actor);
    let week = vandaag.checked_add_days(Days::new(WEEK)).unwrap_or(vandaag);
    let regels = &bord.afspraken.items;
    let (laat, open): (Vec<_>, Vec<_>) = regels.iter().partition(|regel| regel.afspraak.te_laat);
    let (gauw, later): (Vec<_>, Vec<_>) = open.into_iter().partition(|regel| regel.afspraak.uiterlijk <= week);
    let inhoud = html! {
        h1 { "Afspraken" }
        p.lead { "Wat aan tafel is afgesproken en nog open staat. Bovenaan staat wat het eerst verloopt." }
        @if regels.is_empty() { p.lead.field { @if verder { "Verder staat er niets open." } @else { "Alles is nagekomen of nog op tijd." } } }
        (deel(blad, "kop-laat", "Te laat", &laat, ik))
        (deel(blad, "kop-week", "Binnen een week", &gauw, ik))
        @if let Some(gezinnen) = &bord.gezinnen { (van_gezinnen(blad, gezinnen)) }
        (deel(blad, "kop-later", "Later", &later, ik))
        @if let Some(na) = &bord.afspraken.na {
            div.pager { p.small.soft { "U ziet er " (regels.len()) ". Er zijn er meer." } a.button.second href={ "/afspraken?na=" (na) } { "Toon de volgende" } }
        }
    };
    Ok(blad.toon(&Titel::van(format!("Afspraken ({} te laat)", laat.len())), &inhoud))
}

fn deel(blad: &Blad, id: &str, kop: &str, regels: &[&AfspraakregelView], ik: &Actor) -> Markup {
    html! {
        @if !regels.is_empty() {
            section.deel aria-labelledby=(id) {
                div.list-head { h2 id=(id) { (kop) " (" (regels.len()) ")" } }
                ol.rows { @for regel in regels { (rij(blad, regel, ik)) } }
            }
        }
    }
}

fn rij(blad: &Blad, regel: &AfspraakregelView, ik: &Actor) -> Markup {
    let aan_tafel = Ligging { gemeente: Some(regel.tafel), ..Ligging::default() };
    let zit_voor = ik.heeft_daar(Rol::Voorzitter, &aan_tafel);
    let (nu, afspraak) = (blad.omgeving().nu, &regel.afspraak);
    let klas = if afspraak.te_laat { "row late" } else { "row" };
    let naar = |stap: &str| format!("/afspraken/{}/{stap}", afspraak.id);
    let heet = regel.naam.clone().unwrap_or_else(|| zonder_naam(Some(regel.gemeente.unwrap_or(regel.tafel))));
    html! {
        li class=(klas) {
            div.due {
                @if afspraak.te_laat { (hoe_staat(afspraak, nu)) p { "moest " (nabij(afspraak.uiterlijk, nu)) } }
                @else { b { (hoofdletter(&nabij(afspraak.uiterlijk, nu))) } "uiterlijk" }
            }
            div {
                h3 { @if zit_voor { a href={ "/agendapunten/" (afspraak.agendapunt) } { (heet) } } @else { (heet) } }
                p { (afspraak.wat) }
                p.soft.small { (doet(afspraak)) @if let Some(mens) = &afspraak.door { ", " (mens.organisatie) } }
            }
            div.next {
                @if regel.mag_afvinken {
                    (met_versie(blad, &naar("nagekomen"), afspraak.versie, &Velden::default(), &html! {
                        p.actions {
                            button.button.second { "Vink af" span.hidden { ": " (afspraak.wat) } }
                            @if regel.mag_laten_vervallen { a href=(naar("vervalt")) { "Vervalt" span.hidden { ": " (afspraak.wat) } } }
                        }
                    }))
                }
            }
        }
    }
}

/// The families of her tables that ask for something.
fn van_gezinnen(blad: &Blad, gezinnen: &Gezinnen) -> Markup {
    let nu = blad.omgeving().nu;
    html! {
        (families(Vraagt::Evaluatie, &gezinnen.evaluatie, nu))
        (families(Vraagt::Casusregisseur, &gezinnen.zonder_casusregisseur, nu))
    }
}

const fn woord(wat: Vraagt) -> (&'static str, &'static str) {
    match wat {
        Vraagt::Evaluatie => ("evaluatie", "Opnieuw kijken, binnen twee weken"),
        Vraagt::Casusregisseur => ("zonder-casusregisseur", "Zonder casusregisseur"),
    }
}

/// Shows more of the families that ask for one thing.
pub async fn gezinnen(
    blad: Blad,
    t: Transaction,
    welke: Pad<String>,
    verder: Query<Verder>,
) -> Result<HttpResponse, Problem> {
    let alle = [Vraagt::Evaluatie, Vraagt::Casusregisseur];
    let wat = alle.into_iter().find(|wat| woord(*wat).0 == welke.0).ok_or_else(Problem::not_found)?;
    let na = verder.into_inner().na;
    let pagina = t.bekijk(move |tx, met| vragen(tx, met, wat, na)).await?.into_view();
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href="/afspraken" { "Terug naar Afspraken" } }
        h1 { "Gezinnen die iets vragen" }
        @if pagina.pagina.items.is_empty() { p.lead { "Verder zijn er geen." } }
        (families(wat, &pagina, blad.omgeving().nu))
    };
    Ok(blad.toon(&Titel::van("Gezinnen die iets vragen"), &inhoud))
}

fn wanneer(casus: &WachtrijView, nu: Moment) -> Markup {
    html! {
        @match casus.evaluatie_op {
            Some(op) if op < nu.dag() => { (staat(Vorm::TeLaat, Kleur::Laat, "Evaluatie voorbij")) p { "moest " (nabij(op, nu)) } }
            Some(op) => { (staat(Vorm::Wacht, Kleur::Gauw, "Kijk opnieuw")) p { (nabij(op, nu)) } }
            None => { (staat(Vorm::Rust, Kleur::Rust, "Geen dag gekozen")) }
        }
    }
}

fn families(wat: Vraagt, pagina: &WachtrijPagina, nu: Moment) -> Markup {
    let (welke, kop) = woord(wat);
    let (items, id) = (&pagina.pagina.items, format!("kop-{welke}"));
    html! {
        @if !items.is_empty() {
            section.deel aria-labelledby=(id) {
                div.list-head { h2 id=(id) { (kop) " (" (items.len()) @if pagina.pagina.na.is_some() { " of meer" } ")" } }
                ol.rows {
                    @for casus in items {
                        @let heet = casus.gezin.as_ref().and_then(|gezin| gezin.naam.clone());
                        li.row.late[casus.evaluatie_gemist] {
                            div.due { (wanneer(casus, nu)) }
                            div {
                                h3 { a href={ "/casussen/" (casus.id) } { (heet.unwrap_or_else(|| format!("Een gezin in {}", casus.gemeente.naam()))) } }
                                ul.facts {
                                    @if let Some(duur) = casus.gezin.as_ref().and_then(|gezin| gezin.duur.as_ref()) { li { (duur) " weken" } }
                                    li { (casus.gemeente.naam()) }
                                }
                            }
                            div.next {
                                p.soft {
                                    @match wie(&pagina.mensen, casus.casusregisseur) {
                                        Some(mens) => { "Casusregisseur: " (mens.naam) }
                                        None => { "Niemand draagt dit gezin" }
                                    }
                                }
                            }
                        }
                    }
                }
                @if let Some(na) = &pagina.pagina.na {
                    div.pager {
                        p.small.soft { "U ziet er " (items.len()) ". Er zijn er meer." }
                        a.button.second href={ "/afspraken/gezinnen/" (welke) "?na=" (na) } { "Toon de volgende" span.hidden { ": " (kop) } }
                    }
                }
            }
        }
    }
}
