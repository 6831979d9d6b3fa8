//! Vandaag: the counted lists of a coordinator, and the chosen one in the order of what is lost first.

use actix_web::{HttpResponse, web::Query};
use maud::{Markup, html};
use strum::VariantArray as _;

use super::rij::rijen;
use crate::{
    domain::{
        Label as _, Word as _,
        rode_draad::lijst::Lijst,
        toegang::{Gebied, Rol},
    },
    http::{
        casus::{
            in_de_wachtrij,
            view::{WachtrijPagina, Zoekvraag},
        },
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::dag::{dag, hoofdletter},
        omgeving::Bezoeker,
        verder::Verder,
    },
};

/// So many rows stand on a page.
pub(super) const GROOTTE: u16 = 20;

/// Shows what cannot wait.
pub async fn eerst(blad: Blad, t: Transaction, verder: Query<Verder>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, Lijst::EerstDit, verder.into_inner().na).await
}

/// Shows another list.
pub async fn een(
    blad: Blad,
    t: Transaction,
    lijst: Pad<String>,
    verder: Query<Verder>,
) -> Result<HttpResponse, Problem> {
    let lijst = Lijst::parse(&lijst.0).filter(|lijst| *lijst != Lijst::EerstDit).ok_or_else(Problem::not_found)?;
    toon(&blad, t, lijst, verder.into_inner().na).await
}

async fn toon(blad: &Blad, t: Transaction, lijst: Lijst, na: Option<String>) -> Result<HttpResponse, Problem> {
    let verder = na.is_some();
    let vraag = Zoekvraag {
        lijsten: vec![lijst],
        met_gezin: true,
        met_tellingen: true,
        aantal: Some(GROOTTE),
        na,
        ..Zoekvraag::default()
    };
    let pagina = t.bekijk(move |tx, met| in_de_wachtrij(tx, met, &vraag)).await?.into_view();
    let (nu, wie) = (blad.omgeving().nu, blad.bezoeker()?);
    let aantal = telling(&pagina, lijst);
    let inhoud = html! {
        h1 { "Vandaag" }
        p.lead { (hoofdletter(&dag(nu.dag(), nu))) (waar(wie)) "." }
        (lijsten(&pagina, lijst))
        section aria-labelledby="kop-lijst" {
            div.list-head {
                h2 #kop-lijst { (lijst.naam()) @if aantal > 0 { ": " (gezinnen(aantal)) } }
                @if aantal > 0 { p.small.soft { "Bovenaan staat wat het eerst verloopt." } }
            }
            @if pagina.pagina.items.is_empty() { (leeg(lijst, verder, telling(&pagina, Lijst::VanNiemand))) }
            @else { (rijen(&pagina, nu, wie.actor.gebruiker())) }
            (pager(&pagina, aantal, verder, &pad(lijst)))
        }
    };
    let titel =
        if lijst == Lijst::EerstDit { format!("Vandaag ({aantal})") } else { format!("{} ({aantal})", lijst.naam()) };
    Ok(blad.toon(&Titel::van(titel), &inhoud))
}

fn telling(pagina: &WachtrijPagina, lijst: Lijst) -> i64 {
    let lijsten = pagina.tellingen.iter().flat_map(|tellingen| &tellingen.lijsten);
    lijsten.filter(|telling| telling.lijst == lijst).map(|telling| telling.aantal).sum()
}

/// So many families, in words.
pub(super) fn gezinnen(aantal: i64) -> String {
    if aantal == 1 { "1 gezin".to_owned() } else { format!("{aantal} gezinnen") }
}

/// Where somebody coordinates, after the day.
fn waar(wie: &Bezoeker) -> String {
    let naam = |gebied| match gebied {
        Gebied::Regio => "heel Zuid-Limburg".to_owned(),
        Gebied::Subregio(subregio) => subregio.naam().to_owned(),
        Gebied::Gemeente(gemeente) => gemeente.naam().to_owned(),
        Gebied::Organisatie(_) | Gebied::Desk(_) => String::new(),
    };
    let mut namen: Vec<String> = wie.actor.gebieden(Rol::JgzCoordinator).map(naam).collect();
    namen.dedup();
    if namen.is_empty() { String::new() } else { format!(", {}", namen.join(" en ")) }
}

fn pad(lijst: Lijst) -> String {
    if lijst == Lijst::EerstDit { "/vandaag".to_owned() } else { format!("/vandaag/{}", lijst.word()) }
}

fn lijsten(pagina: &WachtrijPagina, gekozen: Lijst) -> Markup {
    html! {
        nav aria-label="Lijsten" {
            ul.lists {
                @for &lijst in Lijst::VARIANTS {
                    @let aantal = telling(pagina, lijst);
                    li class=[kleur(lijst).filter(|_| aantal > 0)] {
                        a href=(pad(lijst)) aria-current=[(lijst == gekozen).then_some("page")] { b { (aantal) } " " (lijst.naam()) }
                    }
                }
            }
        }
    }
}

/// What colour goes with a list on which something stands.
const fn kleur(lijst: Lijst) -> Option<&'static str> {
    match lijst {
        Lijst::Spoed | Lijst::AntwoordTeLaat | Lijst::EvaluatieGemist => Some("late"),
        Lijst::VoorstelWacht | Lijst::VensterSluit | Lijst::LijktBekend => Some("soon"),
        Lijst::EerstDit | Lijst::VanNiemand | Lijst::VanMij => None,
    }
}

/// An empty list is news: it says whether that is good.
fn leeg(lijst: Lijst, verder: bool, van_niemand: i64) -> Markup {
    let zin = match lijst {
        _ if verder => "Verder staat er niets op deze lijst.",
        Lijst::EerstDit => "Niets dat vandaag moet.",
        Lijst::Spoed => "Geen gezin met spoed. Dat is goed.",
        Lijst::AntwoordTeLaat => "Elk bureau is op tijd met zijn antwoord.",
        Lijst::VoorstelWacht => "Geen voorstel wacht op antwoord.",
        Lijst::VensterSluit => "Geen kans sluit in de komende veertien dagen.",
        Lijst::EvaluatieGemist => "Geen evaluatie is vergeten.",
        Lijst::LijktBekend => "Er wacht geen signaal dat op een bekend gezin lijkt.",
        Lijst::VanNiemand => "Elk gezin heeft een coördinator. Dat is goed.",
        Lijst::VanMij => "U draagt nu geen gezin. Kijk bij Van niemand.",
    };
    html! {
        p.lead {
            (zin)
            @if lijst == Lijst::EerstDit && van_niemand > 0 { " Kijk bij " a href="/vandaag/van-niemand" { "Van niemand" } "." }
        }
    }
}

/// How much of a list was seen, and the way to the rest.
pub(super) fn pager(pagina: &WachtrijPagina, aantal: i64, verder: bool, pad: &str) -> Markup {
    let hier = pagina.pagina.items.len();
    html! {
        @if pagina.pagina.na.is_some() || verder {
            div.pager {
                p.small.soft {
                    @if verder { "Op deze bladzijde staan er " (hier) ". In totaal zijn het er " (aantal) "." }
                    @else { "U ziet er " (hier) " van de " (aantal) "." }
                }
                @if let Some(na) = &pagina.pagina.na { a.button.second href={ (pad) "?na=" (na) } { "Toon de volgende " (GROOTTE) } }
            }
        }
    }
}
