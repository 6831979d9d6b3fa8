//! The desk: what waits for an answer, by its last day; what a colleague took up; and what was taken on and did not begin.

use actix_web::{HttpResponse, web::Query};
use maud::{Markup, html};

use super::vraag::stand;
use crate::{
    domain::{Label as _, tijd::Moment, toegang::GebruikerId},
    http::{
        doorgeleiding::{
            bureau::{Bureau, EigenDesk, GROOTTE, aangenomen as lees_aangenomen, bureau},
            view::{DoorgeleidingRegel, PostvakPagina},
        },
        mens::wie,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::met_versie,
        deel::{
            dag::{dag, nabij},
            staat::{Kleur, Vorm, staat},
            zij,
        },
        formulier::Velden,
        verder::Verder,
    },
};

/// What a row needs to be read: whose page it is, when, and who looks.
#[derive(Clone, Copy)]
struct Blik<'a> {
    blad: &'a Blad,
    nu: Moment,
    ik: GebruikerId,
    /// Whether this may be taken up here.
    op_te_pakken: bool,
}

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, verder: Query<Verder>) -> Result<HttpResponse, Problem> {
    let na = verder.into_inner().na;
    let verder = na.is_some();
    let bureau = t.bekijk(move |tx, met| bureau(tx, met, na)).await?.into_view();
    let (nu, ik) = (blad.omgeving().nu, blad.bezoeker()?.actor.gebruiker());
    let wacht = &bureau.wacht;
    let collega = |d: &&DoorgeleidingRegel| d.geclaimd_door.is_some_and(|wie| wie != ik);
    let (bij_collega, open): (Vec<_>, Vec<_>) = wacht.pagina.items.iter().partition(collega);
    let blik = Blik { blad: &blad, nu, ik, op_te_pakken: !bureau.desks.is_empty() };
    let inhoud = html! {
        h1 { "Bureau" }
        (plaats(&bureau.desks, nu))
        section.ruim aria-labelledby="kop-open" {
            (kop("kop-open", "Wacht op antwoord", open.len(), "De eerste dag staat bovenaan."))
            @if open.is_empty() { (leeg(verder, bij_collega.len())) } @else { (rijen(&open, wacht, blik)) }
        }
        @if !bij_collega.is_empty() {
            section.ruim aria-labelledby="kop-collega" {
                (kop("kop-collega", "Een collega pakte dit op", bij_collega.len(), ""))
                (rijen(&bij_collega, wacht, Blik { op_te_pakken: false, ..blik }))
            }
        }
        (pager(&bureau))
        @if let Some(pagina) = &bureau.aangenomen { (aangenomen(pagina, blik)) }
    };
    let meer = if wacht.pagina.na.is_some() { "+" } else { "" };
    Ok(blad.toon(&Titel::van(format!("Bureau ({}{meer})", wacht.pagina.items.len())), &inhoud))
}

/// Shows what was taken on and has not begun, from where the page before ended.
pub async fn verder_aangenomen(blad: Blad, t: Transaction, verder: Query<Verder>) -> Result<HttpResponse, Problem> {
    let na = verder.into_inner().na;
    let pagina = t.bekijk(move |tx, met| lees_aangenomen(tx, met, na)).await?.into_view();
    let (nu, ik) = (blad.omgeving().nu, blad.bezoeker()?.actor.gebruiker());
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href="/bureau" { "Terug naar Bureau" } }
        h1 { "Aangenomen, nog niet begonnen" }
        (aangenomen(&pagina, Blik { blad: &blad, nu, ik, op_te_pakken: false }))
    };
    Ok(blad.toon(&Titel::van("Aangenomen, nog niet begonnen"), &inhoud))
}

/// Where somebody works, with the room there and how long a family waits, as far as that is known.
fn plaats(desks: &[EigenDesk], nu: Moment) -> Markup {
    html! {
        @for desk in desks {
            p.lead {
                (desk.naam) "."
                @if let Some(plek) = desk.vrije_plekken { " Nu plek voor " (plek) @if plek == 1 { " gezin." } @else { " gezinnen." } }
                @if let Some(dagen) = desk.wachttijd_dagen { " Begint na " (dagen) @if dagen == 1 { " dag." } @else { " dagen." } }
                @if let Some(op) = desk.ruimte_op { " Nagekeken " (nabij(op.dag(), nu)) "." }
            }
            p.small { a href={ "/bureau/" (desk.id) "/ruimte" } { "Pas de ruimte aan" span.hidden { ": " (desk.naam) } } }
        }
    }
}

fn kop(id: &str, wat: &str, aantal: usize, orde: &str) -> Markup {
    html! {
        div.list-head {
            h2 id=(id) { (wat) @if aantal > 0 { " (" (aantal) ")" } }
            @if aantal > 0 && !orde.is_empty() { p.small.soft { (orde) } }
        }
    }
}

fn leeg(verder: bool, bij_collega: usize) -> Markup {
    html! {
        p.lead {
            @if verder { "Verder wacht er niets." }
            @else if bij_collega > 0 { "Alles wat wacht is opgepakt door een collega." }
            @else { "Geen vragen open. Elk gezin heeft antwoord. Dat is goed." }
        }
    }
}

fn rijen(alle: &[&DoorgeleidingRegel], pagina: &PostvakPagina, blik: Blik<'_>) -> Markup {
    html! { ol.rows { @for d in alle { (rij(d, pagina, blik)) } } }
}

fn rij(d: &DoorgeleidingRegel, pagina: &PostvakPagina, blik: Blik<'_>) -> Markup {
    let dagen = (d.antwoord_voor - blik.nu.dag()).num_days();
    let klas = match dagen {
        _ if !d.status.is_open() => "",
        ..=0 => " late",
        1..=2 => " soon",
        _ => "",
    };
    html! {
        li class={ "row" (klas) } {
            (due(d, dagen, blik.nu))
            div {
                h3 { a href={ "/doorgeleidingen/" (d.id) } { (heet(d)) } }
                (zij::kort(d.gezin.as_ref(), d.gemeente))
                @if let Some(themas) = d.gezin.as_ref().and_then(|gezin| gezin.themas.as_ref()) {
                    ul.words { @for thema in themas { li { (thema.naam()) } } }
                }
            }
            div.next {
                p { (stand(d, wie(&pagina.mensen, d.geclaimd_door), blik.ik)) }
                p.soft { (d.route.naam()) ", gevraagd " (nabij(d.verzonden_op.dag(), blik.nu)) }
                @if blik.op_te_pakken && d.status.is_open() && d.geclaimd_door.is_none() { (oppakken(d, blik.blad)) }
            }
        }
    }
}

/// What she is called, for whoever may know.
fn heet(d: &DoorgeleidingRegel) -> String {
    let naam = d.gezin.as_ref().and_then(|gezin| gezin.naam.clone());
    naam.unwrap_or_else(|| zij::zonder_naam(d.gemeente))
}

fn due(d: &DoorgeleidingRegel, dagen: i64, nu: Moment) -> Markup {
    let aantal = |n: u64| if n == 1 { "1 dag".to_owned() } else { format!("{n} dagen") };
    html! {
        div.due {
            @if d.status.is_open() {
                b {
                    @match dagen {
                        0 => { (Vorm::TeLaat.teken()) " Vandaag" }
                        ..0 => { (Vorm::TeLaat.teken()) " " (aantal(dagen.unsigned_abs())) " te laat" }
                        _ => { "Nog " (aantal(dagen.unsigned_abs())) }
                    }
                }
                " antwoord uiterlijk " (dag(d.antwoord_voor, nu))
            } @else {
                b { "Nog beginnen" }
            }
        }
    }
}

/// The one thing that is done from a row.
fn oppakken(d: &DoorgeleidingRegel, blad: &Blad) -> Markup {
    let naar = format!("/doorgeleidingen/{}/oppakken", d.id);
    met_versie(
        blad,
        &naar,
        d.versie,
        &Velden::default(),
        &html! { p.actions { button.button.second { "Ik pak dit op" span.hidden { ": " (heet(d)) } } } },
    )
}

fn pager(bureau: &Bureau) -> Markup {
    html! {
        @if let Some(na) = &bureau.wacht.pagina.na {
            div.pager {
                p.small.soft { "U ziet er " (bureau.wacht.pagina.items.len()) ". Er zijn er meer." }
                a.button.second href={ "/bureau?na=" (na) } { "Toon de volgende " (GROOTTE) }
            }
        }
    }
}

/// What was taken on and has not begun: the newest answer first, mine before those of a colleague.
fn aangenomen(pagina: &PostvakPagina, blik: Blik<'_>) -> Markup {
    let mut alle: Vec<&DoorgeleidingRegel> = pagina.pagina.items.iter().collect();
    alle.sort_by_key(|d| (d.geclaimd_door != Some(blik.ik), std::cmp::Reverse(d.verzonden_op)));
    html! {
        section.ruim aria-labelledby="kop-aangenomen" {
            (kop("kop-aangenomen", "Aangenomen, nog niet begonnen", alle.len(), "De uwe staan bovenaan."))
            @if alle.is_empty() {
                p { (staat(Vorm::Goed, Kleur::Rust, "Alles wat is aangenomen, is ook begonnen")) ". " a href="/trajecten" { "Naar Mijn gezinnen" } }
            } @else { (rijen(&alle, pagina, blik)) }
            @if let Some(na) = &pagina.pagina.na {
                div.pager {
                    p.small.soft { "U ziet er " (alle.len()) ". Er zijn er meer." }
                    a.button.second href={ "/bureau/aangenomen?na=" (na) } { "Toon de volgende " (GROOTTE) }
                }
            }
        }
    }
}
