//! Mensen: everybody with an account, narrowed by a name, an organisation or a role. What was chosen travels in the form.

use actix_web::{HttpResponse, web::Query};
use maud::{Markup, html};
use strum::VariantArray as _;

use super::{
    formulier::pad,
    mag::beheert,
    stand::{rol, van_account},
};
use crate::{
    domain::{
        Label as _, Word as _,
        toegang::{Rol, beheer::ToekenningStatus},
    },
    http::{
        beheer::{
            gebruiker::zoeken,
            invoer::GebruikersVraag,
            view::{GebruikerView, GebruikersPagina},
        },
        problem::Problem,
        referentie::{OrganisatieView, alle_organisaties},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            formulier::{bewijs, meegedragen},
            fouten::Fouten,
            vak::keuzelijst,
            veld::{Regel, regel},
        },
        formulier::{Ingevuld, Velden},
        verder::Verder,
    },
};

/// So many stand on a page.
const GROOTTE: u16 = 25;

/// Shows everybody.
pub async fn alle(blad: Blad, t: Transaction, verder: Query<Verder>) -> Result<HttpResponse, Problem> {
    let na = verder.into_inner().na.into_iter().map(|na| ("na".to_owned(), na));
    toon(&blad, t, &Velden(na.collect())).await
}

/// Shows those whom somebody looks for.
pub async fn gekozen(t: Transaction, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    toon(&ingevuld.blad, t, &ingevuld.velden).await
}

/// What is looked for; a choice that is none counts as no choice.
fn vraag(velden: &Velden) -> GebruikersVraag {
    let actief = match velden.tekst("stand") {
        "actief" => Some(true),
        "niet-actief" => Some(false),
        _ => None,
    };
    GebruikersVraag {
        organisatie: velden.tekst("organisatie").parse().ok(),
        rol: Rol::parse(velden.tekst("rol")),
        actief,
        naam: velden.gevuld("naam").map(|naam| naam.chars().take(100).collect()),
        aantal: Some(GROOTTE),
        na: velden.gevuld("na").map(str::to_owned),
    }
}

async fn toon(blad: &Blad, t: Transaction, velden: &Velden) -> Result<HttpResponse, Problem> {
    let vraag = vraag(velden);
    let alles = vraag.organisatie.is_none() && vraag.rol.is_none() && vraag.actief.is_none() && vraag.naam.is_none();
    let getoond = t.bekijk(move |tx, met| {
        let organisaties = alle_organisaties(tx)?;
        Ok(zoeken(tx, met, vraag)?.met(|pagina| (pagina, organisaties)))
    });
    let (pagina, organisaties) = getoond.await?.into_view();
    let inhoud = html! {
        h1 { "Mensen" }
        p.lead { "Iedereen met een account, op gebruikersnaam." }
        @if beheert(blad)? { p.field.actions { a.button href="/mensen/nieuw" { "Nodig iemand uit" } } }
        (keuze(blad, &organisaties, velden, alles))
        section.ruim aria-labelledby="kop-lijst" {
            h2 #kop-lijst { @if alles { "Alle accounts" } @else { "Gevonden" } }
            @if pagina.pagina.items.is_empty() {
                p.lead {
                    @if alles { "Er is nog niemand. Nodig de eerste uit." }
                    @else { "Niemand past bij wat u koos. " a href="/mensen" { "Toon iedereen" } }
                }
            } @else { ol.rows { @for wie in &pagina.pagina.items { (rij(wie, &pagina)) } } }
            (verder(blad, velden, &pagina, alles))
        }
    };
    Ok(blad.toon(&Titel::van("Mensen"), &inhoud))
}

fn keuze(blad: &Blad, organisaties: &[OrganisatieView], velden: &Velden, alles: bool) -> Markup {
    let organisaties: Vec<(String, &str)> = organisaties.iter().map(|o| (o.id.to_string(), o.naam.as_str())).collect();
    let organisaties: Vec<(&str, &str)> = organisaties.iter().map(|(id, naam)| (id.as_str(), *naam)).collect();
    let rollen: Vec<(&str, &str)> = Rol::VARIANTS.iter().map(|rol| (rol.word(), rol.naam())).collect();
    let standen = [("actief", "Kan inloggen"), ("niet-actief", "Kan niet inloggen")];
    let geen = Fouten::geen();
    html! {
        details.more.no-print open[!alles] {
            summary { "Zoek iemand" @if alles { " (nu: iedereen)" } }
            form.card method="post" action="/mensen" novalidate autocomplete="off" {
                (bewijs(&blad.bewijs()))
                (regel(Regel { hint: "Een deel van de naam of van de gebruikersnaam.", ..Regel::tekst("naam", "Naam", velden.tekst("naam")) }, &geen))
                div.pair {
                    (keuzelijst("organisatie", "Organisatie", "Alle organisaties", &organisaties, velden.tekst("organisatie"), &geen))
                    (keuzelijst("rol", "Rol", "Alle rollen", &rollen, velden.tekst("rol"), &geen))
                    (keuzelijst("stand", "Account", "Alle accounts", &standen, velden.tekst("stand"), &geen))
                }
                p.field.actions { button.button { "Zoek" } a href="/mensen" { "Toon iedereen" } }
            }
        }
    }
}

fn rij(wie: &GebruikerView, pagina: &GebruikersPagina) -> Markup {
    let nu = wie.toekenningen.iter().filter(|rol| rol.status != ToekenningStatus::Beeindigd);
    let rollen: Vec<String> = nu.map(|van| rol(van, &pagina.namen)).collect();
    html! {
        li.row {
            div.due { (van_account(wie)) }
            div {
                h3 { a href=(pad(wie.id)) { (wie.naam) } }
                ul.facts {
                    li { (wie.gebruikersnaam) }
                    @if let Some(organisatie) = pagina.namen.organisatie(wie.organisatie) { li { (organisatie) } }
                }
            }
            div.next {
                @if rollen.is_empty() { p.soft { "Geen rol" } }
                @for rol in rollen.iter().take(3) { p { (rol) } }
                @if rollen.len() > 3 { p.soft { "en nog " (rollen.len() - 3) } }
            }
        }
    }
}

fn verder(blad: &Blad, velden: &Velden, pagina: &GebruikersPagina, alles: bool) -> Markup {
    let keuze = ["naam", "organisatie", "rol", "stand"].map(|naam| (naam.to_owned(), velden.tekst(naam).to_owned()));
    html! {
        @if let Some(na) = &pagina.pagina.na {
            div.pager {
                p.small.soft { "U ziet er " (pagina.pagina.items.len()) ". Er zijn er meer." }
                @if alles { a.button.second href={ "/mensen?na=" (na) } { "Toon de volgende " (GROOTTE) } }
                @else {
                    @let velden: Vec<_> = keuze.into_iter().chain([("na".to_owned(), na.clone())]).collect();
                    (meegedragen("/mensen", &blad.bewijs(), &velden, false, &format!("Toon de volgende {GROOTTE}")))
                }
            }
        }
    }
}
