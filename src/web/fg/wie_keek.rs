//! Wie keek: the log about a person, of an account, or in a case. What is looked for is an address with an opaque identifier.

use actix_web::{HttpResponse, web::Query};
use maud::{Markup, html};

use super::regel::rij;
use crate::{
    domain::{casus::CasusId, client::ClientId, tijd::Moment, toegang::GebruikerId},
    http::{
        beheer::{gebruiker::zoeken as accounts, invoer::GebruikersVraag, view::GebruikersPagina},
        logboek::{
            view::{LogboekVraag, LogregelsPagina},
            zoeken,
        },
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            formulier::bewijs,
            fouten::Fouten,
            veld::{Regel, regel},
        },
        formulier::{Ingevuld, Velden},
        verder::Verder,
    },
};

/// So many lines stand on a page.
const GROOTTE: u16 = 20;
/// So many accounts are shown of those with these letters in their name.
const ACCOUNTS: u16 = 10;

/// What is shown above the lines.
struct Kop<'a> {
    pad: String,
    titel: &'a str,
    over: &'a str,
    leeg: &'a str,
    verder: &'a Markup,
}

/// Shows the newest lines, and where to look for others.
pub async fn lees(blad: Blad, t: Transaction, verder: Query<Verder>) -> Result<HttpResponse, Problem> {
    let na = verder.into_inner().na;
    let zoekvelden = html! { @if na.is_none() { (zoekvelden(&blad, &Velden::default(), None)) } };
    let kop = Kop {
        pad: "/wie-keek".to_owned(),
        titel: "Wie keek",
        over: "Het logboek: alles wat iemand zag of deed, het nieuwste bovenaan. Dat u hier kijkt, staat er ook in.",
        leeg: "Er staat nog niets in het logboek.",
        verder: &zoekvelden,
    };
    toon(&blad, t, LogboekVraag { na, ..LogboekVraag::default() }, kop).await
}

/// What one account did.
pub async fn van_account(
    blad: Blad,
    t: Transaction,
    id: Pad<GebruikerId>,
    verder: Query<Verder>,
) -> Result<HttpResponse, Problem> {
    let links = html! { p.field { a href={ "/mensen/" (id.0) } { "Bekijk dit account" } } };
    let kop = Kop {
        pad: format!("/wie-keek/account/{}", id.0),
        titel: "Wat dit account deed",
        over: "Alles wat met dit account is gedaan of geprobeerd, het nieuwste bovenaan.",
        leeg: "Met dit account is nog niets gedaan.",
        verder: &links,
    };
    let vraag = LogboekVraag { gebruiker: Some(id.0), na: verder.into_inner().na, ..LogboekVraag::default() };
    toon(&blad, t, vraag, kop).await
}

/// Who saw the data of one person.
pub async fn over_client(
    blad: Blad,
    t: Transaction,
    id: Pad<ClientId>,
    verder: Query<Verder>,
) -> Result<HttpResponse, Problem> {
    let links = html! {
        ul.links.line.field {
            li { a href={ "/clienten/" (id.0) "/inzage" } { "Het overzicht voor haar zelf" } }
        }
    };
    let kop = Kop {
        pad: format!("/wie-keek/client/{}", id.0),
        titel: "Wie zag haar gegevens",
        over: "Alles wat met de gegevens van deze persoon is gedaan of geprobeerd, van alle organisaties, het nieuwste bovenaan.",
        leeg: "Over deze persoon staat niets in het logboek.",
        verder: &links,
    };
    let vraag = LogboekVraag { client: Some(id.0), na: verder.into_inner().na, ..LogboekVraag::default() };
    toon(&blad, t, vraag, kop).await
}

/// What happened in one case.
pub async fn in_casus(
    blad: Blad,
    t: Transaction,
    id: Pad<CasusId>,
    verder: Query<Verder>,
) -> Result<HttpResponse, Problem> {
    let kop = Kop {
        pad: format!("/wie-keek/casus/{}", id.0),
        titel: "Wat er in deze casus gebeurde",
        over: "Alles wat in deze casus is gezien of gedaan, het nieuwste bovenaan.",
        leeg: "Over deze casus staat niets in het logboek.",
        verder: &html! {},
    };
    let vraag = LogboekVraag { casus: Some(id.0), na: verder.into_inner().na, ..LogboekVraag::default() };
    toon(&blad, t, vraag, kop).await
}

async fn toon(blad: &Blad, t: Transaction, vraag: LogboekVraag, kop: Kop<'_>) -> Result<HttpResponse, Problem> {
    let vraag = LogboekVraag { aantal: Some(GROOTTE), ..vraag };
    let (eigen, verder) = (kop.pad != "/wie-keek", vraag.na.is_some());
    let pagina = t.bekijk(move |tx, met| zoeken(tx, met, &vraag)).await?.into_view();
    let inhoud = html! {
        @if eigen { nav.crumb aria-label="Waar u bent" { a href="/wie-keek" { "Terug naar Wie keek" } } }
        h1 { (kop.titel) }
        p.lead { (kop.over) }
        (kop.verder)
        section.ruim aria-labelledby="kop-regels" {
            h2 #kop-regels { "Wat er staat" }
            @if pagina.pagina.items.is_empty() { p.lead { @if verder { "Verder staat er niets." } @else { (kop.leeg) } } }
            @else { (regels(&pagina, blad.omgeving().nu)) }
            @if let Some(na) = &pagina.pagina.na {
                div.pager {
                    p.small.soft { "U ziet er " (pagina.pagina.items.len()) ". Er zijn er meer." }
                    a.button.second href={ (kop.pad) "?na=" (na) } { "Toon de volgende " (GROOTTE) }
                }
            }
        }
    };
    Ok(blad.toon(&Titel::van(kop.titel), &inhoud))
}

fn regels(pagina: &LogregelsPagina, nu: Moment) -> Markup {
    html! { ol.rows { @for van in &pagina.pagina.items { (rij(van, &pagina.namen, &[], nu)) } } }
}

/// Where to look: for a person by Zoeken, for an account by a part of its name.
fn zoekvelden(blad: &Blad, velden: &Velden, gevonden: Option<&GebruikersPagina>) -> Markup {
    let naam = Regel {
        hint: "Een deel van de naam of van de gebruikersnaam.",
        ..Regel::tekst("naam", "Wat deed een account?", velden.tekst("naam"))
    };
    html! {
        div.card.field {
            p { b { "Wie zag de gegevens van een vrouw?" } " " a href="/zoeken" { "Zoek haar op naam en geboortedatum" } ". Daarna ziet u wie keek." }
            form.field method="post" action="/wie-keek" novalidate autocomplete="off" {
                (bewijs(&blad.bewijs()))
                (regel(naam, &Fouten::geen()))
                p.field.actions { button.button.second { "Zoek een account" } }
            }
            @if let Some(gevonden) = gevonden { (accounts_gevonden(gevonden)) }
        }
    }
}

fn accounts_gevonden(gevonden: &GebruikersPagina) -> Markup {
    html! {
        section.field aria-labelledby="kop-accounts" {
            h2 #kop-accounts { "Accounts" }
            @if gevonden.pagina.items.is_empty() { p { "Geen account met deze letters in de naam." } }
            @else {
                ul.people { @for wie in &gevonden.pagina.items {
                    li {
                        b { a href={ "/wie-keek/account/" (wie.id) } { (wie.naam) } }
                        (wie.gebruikersnaam) @if let Some(bij) = gevonden.namen.organisatie(wie.organisatie) { ", " (bij) }
                    }
                } }
                @if gevonden.pagina.na.is_some() { p.small.soft { "Er zijn er meer. Typ meer van de naam." } }
            }
        }
    }
}

/// Looks for an account.
pub async fn zoek_account(t: Transaction, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    let naam = velden.gevuld("naam").map(|naam| naam.chars().take(100).collect());
    let vraag = GebruikersVraag { naam, aantal: Some(ACCOUNTS), ..GebruikersVraag::default() };
    let gevonden = t.bekijk(move |tx, met| accounts(tx, met, vraag)).await?.into_view();
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href="/wie-keek" { "Terug naar Wie keek" } }
        h1 { "Wie keek" }
        (zoekvelden(blad, velden, Some(&gevonden)))
    };
    Ok(blad.toon(&Titel::van("Wie keek"), &inhoud))
}
