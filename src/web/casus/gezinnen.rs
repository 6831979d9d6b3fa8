//! Gezinnen: everyone of the area, narrowed by what somebody chooses. What was chosen travels in the form, never in an address.

use actix_web::HttpResponse;
use maud::{Markup, html};
use strum::VariantArray as _;

use super::{
    rij::rijen,
    vandaag::{GROOTTE, gezinnen},
};
use crate::{
    domain::{
        Label as _, Word as _,
        casus::Fase,
        gebied::Gemeente,
        rode_draad::lijst::Lijst,
        thema::Thema,
        toegang::{Ligging, Rol},
    },
    http::{
        casus::{
            in_de_wachtrij,
            view::{WachtrijPagina, Zoekvraag},
        },
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            formulier::{bewijs, meegedragen},
            fouten::Fouten,
            vak::keuzelijst,
        },
        formulier::{Ingevuld, Velden},
        omgeving::Bezoeker,
    },
};

/// Shows everyone.
pub async fn alle(blad: Blad, t: Transaction) -> Result<HttpResponse, Problem> {
    toon(&blad, t, &Velden::default()).await
}

/// Shows those whom somebody chose.
pub async fn gekozen(t: Transaction, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    toon(&ingevuld.blad, t, &ingevuld.velden).await
}

/// What is looked for; a choice that is none counts as no choice.
fn vraag(velden: &Velden) -> Zoekvraag {
    let wie = Lijst::parse(velden.tekst("wie"));
    Zoekvraag {
        fase: Fase::parse(velden.tekst("fase")),
        gemeente: Gemeente::parse(velden.tekst("gemeente")),
        thema: Thema::parse(velden.tekst("thema")),
        lijsten: wie.into_iter().collect(),
        met_gezin: true,
        met_tellingen: true,
        aantal: Some(GROOTTE),
        na: velden.gevuld("na").map(str::to_owned),
        ..Zoekvraag::default()
    }
}

async fn toon(blad: &Blad, t: Transaction, velden: &Velden) -> Result<HttpResponse, Problem> {
    let vraag = vraag(velden);
    let nu_gekozen = woorden(&vraag);
    let wie = vraag.lijsten.first().copied();
    let pagina = t.bekijk(move |tx, met| in_de_wachtrij(tx, met, &vraag)).await?.into_view();
    let (nu, bezoeker) = (blad.omgeving().nu, blad.bezoeker()?);
    let aantal = aantal(&pagina, wie);
    let inhoud = html! {
        h1 { "Gezinnen" }
        p.lead { "Alle gezinnen van uw gebied. Bovenaan staat wat het eerst verloopt." }
        @if bezoeker.actor.heeft(Rol::JgzCoordinator) { ul.links.small { li { a href="/verhuizingen" { "Gezinnen die verhuizen" } } } }
        (keuze(blad, bezoeker, velden, &nu_gekozen))
        section aria-labelledby="kop-lijst" {
            div.list-head { h2 #kop-lijst { (gezinnen(aantal)) } }
            @if pagina.pagina.items.is_empty() {
                p.lead {
                    @if nu_gekozen.is_empty() { "Er zijn nog geen gezinnen in uw gebied." }
                    @else { "Geen gezin past bij wat u koos: " (nu_gekozen.join(", ")) ". " a href="/casussen" { "Toon alles" } }
                }
            } @else {
                (rijen(&pagina, nu, bezoeker.actor.gebruiker()))
            }
            (verder(blad, velden, &pagina, aantal))
        }
    };
    Ok(blad.toon(&Titel::van(format!("Gezinnen ({aantal})")), &inhoud))
}

fn aantal(pagina: &WachtrijPagina, wie: Option<Lijst>) -> i64 {
    let Some(tellingen) = &pagina.tellingen else { return 0 };
    match wie {
        None => tellingen.alle,
        Some(lijst) => tellingen.lijsten.iter().filter(|telling| telling.lijst == lijst).map(|t| t.aantal).sum(),
    }
}

/// What is chosen now, in words.
fn woorden(vraag: &Zoekvraag) -> Vec<&'static str> {
    let delen = [
        vraag.gemeente.map(Gemeente::naam),
        vraag.lijsten.first().map(|lijst| lijst.naam()),
        vraag.fase.map(Fase::naam),
        vraag.thema.map(Thema::naam),
    ];
    delen.into_iter().flatten().collect()
}

/// The gemeenten where somebody coordinates, by their names; all of them for who works on cases wherever they lie.
fn gemeenten(wie: &Bezoeker) -> Vec<(&'static str, &'static str)> {
    let daar = |gemeente| Ligging { gemeente: Some(gemeente), ..Ligging::default() };
    let haar = |gemeente: &Gemeente| wie.actor.heeft_daar(Rol::JgzCoordinator, &daar(*gemeente));
    let overal = !Gemeente::VARIANTS.iter().any(haar);
    let mut gemeenten: Vec<_> =
        Gemeente::VARIANTS.iter().filter(|g| overal || haar(g)).map(|g| (g.word(), g.naam())).collect();
    gemeenten.sort_by_key(|(_, naam)| *naam);
    gemeenten
}

fn keuze(blad: &Blad, wie: &Bezoeker, velden: &Velden, gekozen: &[&str]) -> Markup {
    let gemeenten = gemeenten(wie);
    let fasen: Vec<_> = Fase::VARIANTS.iter().map(|fase| (fase.word(), fase.naam())).collect();
    let themas: Vec<_> = Thema::VARIANTS.iter().map(|thema| (thema.word(), thema.naam())).collect();
    let dragers: Vec<_> = [Lijst::VanMij, Lijst::VanNiemand].into_iter().map(|l| (l.word(), l.naam())).collect();
    let geen = Fouten::geen();
    let nu = if gekozen.is_empty() { "alles".to_owned() } else { gekozen.join(", ") };
    html! {
        details.more.no-print {
            summary { "Kies wat u ziet (nu: " (nu) ")" }
            form.card method="post" action="/casussen" novalidate autocomplete="off" {
                (bewijs(&blad.bewijs()))
                div.pair {
                    (keuzelijst("gemeente", "Gemeente", "Alle gemeenten", &gemeenten, velden.tekst("gemeente"), &geen))
                    (keuzelijst("wie", "Wie draagt het", "Iedereen", &dragers, velden.tekst("wie"), &geen))
                    (keuzelijst("fase", "Hoe ver op de rode draad", "Alles wat open is", &fasen, velden.tekst("fase"), &geen))
                    (keuzelijst("thema", "Onderwerp", "Alle onderwerpen", &themas, velden.tekst("thema"), &geen))
                }
                p.field.actions { button.button { "Toon deze keuze" } a href="/casussen" { "Toon alles" } }
            }
        }
    }
}

/// How much was seen, and a button to the rest that carries what was chosen.
fn verder(blad: &Blad, velden: &Velden, pagina: &WachtrijPagina, aantal: i64) -> Markup {
    html! {
        @if let Some(na) = &pagina.pagina.na {
            @let keuze = ["gemeente", "wie", "fase", "thema"].map(|naam| (naam.to_owned(), velden.tekst(naam).to_owned()));
            @let velden: Vec<_> = keuze.into_iter().chain([("na".to_owned(), na.clone())]).collect();
            div.pager {
                p.small.soft { "Er staan er " (pagina.pagina.items.len()) " op deze bladzijde. In totaal zijn het er " (aantal) "." }
                (meegedragen("/casussen", &blad.bewijs(), &velden, false, &format!("Toon de volgende {GROOTTE}")))
            }
        }
    }
}
