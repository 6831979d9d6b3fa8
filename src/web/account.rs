//! One's own account: who one is here, and where one is logged in.

use actix_web::HttpResponse;
use maud::{Markup, html};

use super::{
    blad::{Blad, Titel},
    deel::{dag::moment, formulier::bewijs},
    formulier::Ingevuld,
    omgeving::Bezoeker,
};
use crate::{
    domain::tijd::Moment,
    http::{
        problem::Problem,
        toegang::{
            deur::Deur,
            sessie::{self, EigenSessieView},
        },
    },
};

/// Shows it.
pub async fn lees(blad: Blad, deur: Deur) -> Result<HttpResponse, Problem> {
    pagina(&blad, &deur).await
}

/// Ends the other sessions.
pub async fn log_elders_uit(deur: Deur, Ingevuld { blad, .. }: Ingevuld) -> Result<HttpResponse, Problem> {
    let aantal = sessie::log_elders_uit(&blad.bezoeker()?.actor, &deur).await?;
    let zin = match aantal {
        0 => "U was nergens anders ingelogd.".to_owned(),
        1 => "U bent op één andere plek uitgelogd.".to_owned(),
        n => format!("U bent op {n} andere plekken uitgelogd."),
    };
    Ok(blad.verder_en_zeg("/account", &zin))
}

async fn pagina(blad: &Blad, deur: &Deur) -> Result<HttpResponse, Problem> {
    let wie = blad.bezoeker()?;
    let sessies = sessie::eigen(wie.actor.clone(), deur).await?;
    let nu = blad.omgeving().nu;
    let inhoud = html! {
        h1 { "Uw account" }
        (over(wie))
        section.card.field aria-labelledby="kop-sessies" {
            h2 #kop-sessies { "Waar u bent ingelogd" }
            ul.people { @for sessie in &sessies { (rij(sessie, nu)) } }
            @if sessies.len() > 1 {
                form.field method="post" action="/account/elders-uitloggen" {
                    (bewijs(&blad.bewijs()))
                    p { "Herkent u er een niet? Log overal elders uit, en vraag daarna een nieuw wachtwoord." }
                    p.field.actions { button.button.second { "Log overal elders uit" } }
                }
            }
        }
    };
    Ok(blad.toon(&Titel::van("Uw account"), &inhoud))
}

fn over(wie: &Bezoeker) -> Markup {
    html! {
        dl.pairs.wide.card.field {
            dt { "Naam" } dd { (wie.sessie.gebruiker.naam) }
            dt { "Gebruikersnaam" } dd { (wie.sessie.gebruiker.gebruikersnaam) }
            dt { "Werk" } dd { (wie.werk()) }
            dt { "Organisatie" } dd { (wie.sessie.organisatie.naam) }
        }
    }
}

fn rij(sessie: &EigenSessieView, nu: Moment) -> Markup {
    html! {
        li {
            b { @if sessie.huidige { "Hier, waar u nu werkt" } @else { "Elders" } }
            "Ingelogd " (moment(sessie.begonnen_op, nu)) ", laatst actief " (moment(sessie.actief_op, nu))
            br;
            span.soft.small { "Internetadres " (sessie.toegangspunt) }
        }
    }
}
