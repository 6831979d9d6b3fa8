//! Aandacht: emergencies to judge, what waits for a second person, and lines of the log that ask for a second look.

use actix_web::{HttpResponse, web::Query};
use maud::{Markup, html};
use strum::VariantArray as _;

use super::{nood::te_beoordelen, regel::rij};
use crate::{
    domain::{Label as _, Word as _, logboek::aandacht::Aandacht, tijd::Moment},
    http::{
        beheer::wacht::{BevestigingenPagina, wachtend},
        getoond::Getoond,
        logboek::{
            aandacht::{AandachtPagina, AandachtVraag},
            opvallend,
        },
        noodprocedure::{
            alle,
            view::{NoodproceduresPagina, NoodproceduresVraag},
        },
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        beheer::hoeveel,
        blad::{Blad, Titel},
        verder::Verder,
    },
};

/// So many lines stand on a page.
const GROOTTE: u16 = 15;
/// So many emergencies stand above them.
const EERST: u16 = 5;

/// What the page is made of.
struct Blik {
    regels: AandachtPagina,
    boven: Option<Boven>,
}

/// What stands above the lines, on the first page alone.
struct Boven {
    nood: NoodproceduresPagina,
    wacht: BevestigingenPagina,
}

/// Shows everything.
pub async fn alles(blad: Blad, t: Transaction, verder: Query<Verder>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, None, verder.into_inner().na).await
}

/// Shows what one rule says.
pub async fn een(
    blad: Blad,
    t: Transaction,
    regel: Pad<String>,
    verder: Query<Verder>,
) -> Result<HttpResponse, Problem> {
    let regel = Aandacht::parse(&regel.0).ok_or_else(Problem::not_found)?;
    toon(&blad, t, Some(regel), verder.into_inner().na).await
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    regel: Option<Aandacht>,
    na: Option<String>,
) -> Result<HttpResponse, Problem> {
    let (eerste, verder) = (na.is_none() && regel.is_none(), na.is_some());
    let vraag = AandachtVraag { regel, aantal: Some(GROOTTE), na, ..AandachtVraag::default() };
    let open = NoodproceduresVraag { onbeoordeeld: Some(true), aantal: Some(EERST), ..NoodproceduresVraag::default() };
    let getoond = t.bekijk(move |tx, met| {
        let regels = opvallend(tx, met, &vraag)?.into_view();
        // Each is a line: nothing is asked for that is not shown.
        let boven = if eerste {
            Some(Boven { nood: alle(tx, met, &open)?.into_view(), wacht: wachtend(tx, met)?.into_view() })
        } else {
            None
        };
        Ok(Getoond::zonder_versie(Blik { regels, boven }))
    });
    let blik = getoond.await?.into_view();
    let nu = blad.omgeving().nu;
    let inhoud = html! {
        h1 { "Aandacht" }
        @if let Some(boven) = &blik.boven { (bovenaan(boven, nu)) }
        section.ruim aria-labelledby="kop-regels" {
            h2 #kop-regels { @match regel { None => { "Om nog eens naar te kijken" } Some(regel) => { (regel.naam()) } } }
            p.lead { "Van de laatste zeven dagen, het nieuwste bovenaan. Een regel zegt niet dat er iets mis is: u vraagt, en hoort waarom." }
            (keuze(regel))
            @if blik.regels.pagina.items.is_empty() {
                p.lead { @if verder { "Verder is er niets." } @else { "Niets vraagt aandacht. Dat is goed." } }
            } @else { (regels(&blik.regels, nu)) }
            (meer(&blik.regels, regel))
        }
    };
    Ok(blad.toon(&Titel::van("Aandacht"), &inhoud))
}

fn bovenaan(blik: &Boven, nu: Moment) -> Markup {
    let (alle, voor_u) = hoeveel(&blik.wacht);
    let meer = blik.nood.pagina.na.is_some();
    html! {
        section.ruim aria-labelledby="kop-nood" {
            h2 #kop-nood { "Noodprocedures die nu lopen of te beoordelen zijn (" (blik.nood.pagina.items.len()) @if meer { "+" } ")" }
            @if blik.nood.pagina.items.is_empty() { p { "Alles wat in nood geopend was, is beoordeeld." } }
            @else { (te_beoordelen(&blik.nood, nu)) }
            @if meer { p.field { a href="/noodprocedures" { "Alle noodprocedures" } } }
        }
        section.ruim aria-labelledby="kop-wacht" {
            h2 #kop-wacht { "Wacht op een tweede persoon (" (alle) ")" }
            @if alle == 0 { p { "Niets." } }
            @else { p { a href="/wacht-op-u" { "Bekijk wat wacht" } ": " (voor_u) " kunt u bevestigen." } }
        }
    }
}

fn keuze(gekozen: Option<Aandacht>) -> Markup {
    let hier = |regel: Option<Aandacht>| (regel == gekozen).then_some("page");
    html! {
        nav aria-label="Waarom iets hier staat" {
            ul.links.line {
                li { a href="/aandacht" aria-current=[hier(None)] { "Alles" } }
                @for regel in Aandacht::VARIANTS {
                    li { a href={ "/aandacht/" (regel.word()) } aria-current=[hier(Some(*regel))] { (regel.naam()) } }
                }
            }
        }
    }
}

fn regels(pagina: &AandachtPagina, nu: Moment) -> Markup {
    html! {
        ol.rows {
            @for opvallend in &pagina.pagina.items {
                @let redenen: Vec<String> = opvallend.redenen.iter().map(|reden| reden.zin.clone()).collect();
                (rij(&opvallend.logregel, &pagina.namen, &redenen, nu))
            }
        }
    }
}

fn meer(pagina: &AandachtPagina, regel: Option<Aandacht>) -> Markup {
    let pad = regel.map_or_else(|| "/aandacht".to_owned(), |regel| format!("/aandacht/{}", regel.word()));
    html! {
        @if let Some(na) = &pagina.pagina.na {
            div.pager {
                p.small.soft { "U ziet er " (pagina.pagina.items.len()) ". Er zijn er meer." }
                a.button.second href={ (pad) "?na=" (na) } { "Toon de volgende " (GROOTTE) }
            }
        }
    }
}
