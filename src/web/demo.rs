//! The start page of the demo: one chooses who one is. A server that is not the demo has no such page.

use actix_web::{HttpRequest, HttpResponse};
use maud::{Markup, html};

use super::{
    blad::{OpenBlad, Titel, verder},
    deel::formulier::bewijs,
    formulier::OpenIngevuld,
    inloggen::met_sleutel,
    omgeving,
};
use crate::http::{
    problem::Problem,
    toegang::{browser::Browser, deur::Deur, proef::Mens, sessie},
};

/// Shows whom one can be.
pub async fn kies(req: HttpRequest, blad: OpenBlad) -> Result<HttpResponse, Problem> {
    let proef = omgeving::proef(&req).ok_or_else(Problem::not_found)?;
    let inhoud = html! {
        h1 { "Knooppunt, om te proberen" }
        p.lead { "Een verzonnen regio met honderden gezinnen. Niemand hier bestaat, en u kunt niets stukmaken." }
        p { "Iedereen begint op een eigen pagina." }
        h2.field { "Wie bent u?" }
        ul.mensen { @for mens in proef.mensen() { (mens_kaart(mens, &blad.bewijs())) } }
        p.field.small { "Voor programmeurs: " a href="/v1/docs" { "de API om te lezen" } "." }
    };
    Ok(blad.toon(&Titel::van("Om te proberen"), &inhoud))
}

fn mens_kaart(mens: &Mens, bewijs_hier: &str) -> Markup {
    html! {
        li.card {
            h3 { (mens.werk) }
            ol.doen { @for wat in mens.doen { li { (wat) } } }
            form method="post" action="/demo" {
                (bewijs(bewijs_hier))
                button.button name="wie" value=(mens.gebruikersnaam) { "Word " (mens.werk) }
            }
        }
    }
}

/// Lets a visitor in as somebody; whoever they were before ends.
pub async fn word(req: HttpRequest, deur: Deur, ingevuld: OpenIngevuld) -> Result<HttpResponse, Problem> {
    let proef = omgeving::proef(&req).ok_or_else(Problem::not_found)?;
    let OpenIngevuld { blad, velden } = ingevuld;
    if let Some(wie) = &blad.0.bezoeker {
        sessie::log_uit(&wie.actor, &deur).await?;
    }
    let browser = Browser::nieuw()?;
    proef.word(&deur, velden.tekst("wie"), &browser).await?;
    Ok(met_sleutel(verder("/"), &browser, None, !blad.0.demo))
}
