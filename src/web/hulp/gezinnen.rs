//! Mijn gezinnen: the support that somebody carries, what still asks something of them first.

use actix_web::{HttpResponse, web::Query};
use maud::{Markup, html};

use crate::{
    domain::{Label as _, tijd::Moment, traject::Status},
    http::{
        problem::Problem,
        traject::{
            trajecten,
            view::{ContactmomentView, TrajectRegel, TrajectenVraag},
        },
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            dag::{hoofdletter, klok, nabij},
            staat::{Kleur, Vorm, staat},
            zij,
        },
        verder::Verder,
    },
};

/// So many families are read at once: nobody carries more, and all of them have their place.
const GROOTTE: u16 = 100;

/// What a family asks now, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nu {
    /// A visit was, and nobody said how it went.
    Vastleggen(Moment),
    /// Nothing is planned.
    Plannen,
    /// It has not begun.
    Beginnen,
    /// A visit is to come.
    Bezoek(Moment),
}

fn nu_van(regel: &TrajectRegel, nu: Moment) -> Nu {
    match (&regel.volgende, regel.status) {
        (_, Status::Gepland) => Nu::Beginnen,
        (Some(contact), _) if contact.gepland_op < nu => Nu::Vastleggen(contact.gepland_op),
        (Some(contact), _) => Nu::Bezoek(contact.gepland_op),
        (None, _) => Nu::Plannen,
    }
}

/// Shows them.
pub async fn lees(blad: Blad, t: Transaction, verder: Query<Verder>) -> Result<HttpResponse, Problem> {
    let na = verder.into_inner().na;
    let vraag = TrajectenVraag { open: true, van_mij: true, met_gezin: true, aantal: Some(GROOTTE), na };
    let pagina = t.bekijk(move |tx, met| trajecten(tx, met, &vraag)).await?.into_view();
    let nu = blad.omgeving().nu;
    let mut alle: Vec<(Nu, &TrajectRegel)> =
        pagina.pagina.items.iter().map(|regel| (nu_van(regel, nu), regel)).collect();
    alle.sort_by_key(|(wat, regel)| (*wat, regel.id));
    let inhoud = html! {
        h1 { "Mijn gezinnen" }
        @if alle.is_empty() {
            p.lead { "U draagt nu geen gezin. Kijk bij " a href="/bureau" { "Bureau" } " wat er wacht." }
        } @else {
            p.lead { "Bovenaan staat wat nog iets van u vraagt. Daarna wie u het eerst ziet." }
            section.ruim aria-labelledby="kop-lijst" {
                h2 #kop-lijst { @if alle.len() == 1 { "1 gezin" } @else { (alle.len()) " gezinnen" } }
                ol.rows { @for (wat, regel) in &alle { (rij(*wat, regel, nu)) } }
            }
        }
        @if let Some(na) = &pagina.pagina.na {
            div.pager { a.button.second href={ "/trajecten?na=" (na) } { "Toon de volgende " (GROOTTE) } }
        }
    };
    Ok(blad.toon(&Titel::van(format!("Mijn gezinnen ({})", alle.len())), &inhoud))
}

/// What a family is called here: her name where she shares it, else where she lives.
fn naam(regel: &TrajectRegel) -> String {
    let gedeeld = regel.gezin.as_ref().and_then(|gezin| gezin.naam.clone());
    gedeeld.unwrap_or_else(|| zij::zonder_naam(regel.gemeente))
}

fn rij(wat: Nu, regel: &TrajectRegel, nu: Moment) -> Markup {
    let klas = match wat {
        Nu::Vastleggen(_) => "row late",
        Nu::Plannen | Nu::Beginnen => "row soon",
        Nu::Bezoek(_) => "row",
    };
    html! {
        li class=(klas) {
            div.due { (wanneer(wat, nu)) }
            div {
                h3 { a href={ "/trajecten/" (regel.id) } { (naam(regel)) } }
                (zij::kort(regel.gezin.as_ref(), regel.gemeente))
                @if let Some(themas) = regel.gezin.as_ref().and_then(|gezin| gezin.themas.as_ref()) {
                    ul.words { @for thema in themas { li { (thema.naam()) } } }
                }
            }
            div.next { (daarna(wat, regel, nu)) }
        }
    }
}

fn wanneer(wat: Nu, nu: Moment) -> Markup {
    html! {
        @match wat {
            Nu::Vastleggen(op) => { b { (Vorm::TeLaat.teken()) " Nog vastleggen" } " bezoek van " (nabij(op.dag(), nu)) }
            Nu::Plannen => { b { "Geen bezoek" } " er staat niets gepland" }
            Nu::Beginnen => { b { "Nog beginnen" } " aangenomen, niet begonnen" }
            Nu::Bezoek(op) => { b { (hoofdletter(&nabij(op.dag(), nu))) } " om " (klok(op)) " uur" }
        }
    }
}

fn daarna(wat: Nu, regel: &TrajectRegel, nu: Moment) -> Markup {
    html! {
        p { @if wat == Nu::Beginnen { (staat(Vorm::Wacht, Kleur::Gauw, "Begint nog")) } @else { (staat(Vorm::Loopt, Kleur::Goed, "Loopt")) } }
        p.soft {
            (regel.route.naam())
            @match regel.gestart_op {
                Some(op) => { ", sinds " (nabij(op.dag(), nu)) }
                None => { ", aangenomen " (nabij(regel.gepland_op.dag(), nu)) }
            }
        }
        @if let Some(contact) = &regel.volgende { (vastleggen(wat, contact, &naam(regel))) }
    }
}

/// Straight to the visit of which nobody said how it went.
fn vastleggen(wat: Nu, contact: &ContactmomentView, naam: &str) -> Markup {
    html! {
        @if let Nu::Vastleggen(_) = wat { p { a href={ "/contactmomenten/" (contact.id) } { "Leg vast hoe het ging" span.hidden { ": " (naam) } } } }
        @else { p.soft { (contact.soort.naam()) } }
    }
}
