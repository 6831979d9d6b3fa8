//! The frame of these pages, the page with all operations, and the one with all roles.

use std::collections::BTreeMap;

use maud::{DOCTYPE, Markup, html};
use serde_json::Value;
use strum::VariantArray as _;

use super::{
    operaties::{Operatie, operaties},
    soort::{tekst, tekst_van},
};
use crate::{
    domain::{
        Label as _, Word as _,
        toegang::{
            Rol,
            beleid::{BELEID, Grond},
        },
    },
    web::{
        deel::{dag::hoofdletter, vorm::MERK},
        vast,
    },
};

/// A whole page.
pub(super) fn geheel(titel: &str, inhoud: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="nl" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (titel) " – API van Knooppunt" }
                link rel="icon" type="image/svg+xml" href=(vast::merk());
                link rel="stylesheet" href=(vast::stijl());
            }
            body {
                a.skip href="#inhoud" { "Naar de inhoud" }
                header {
                    div.top {
                        div.wrap {
                            a.brand href="/v1/docs" { (MERK) " Knooppunt, de API" }
                            nav aria-label="Documentatie" {
                                ul.doors {
                                    li { a href="/v1/docs" { "Alle aanvragen" } }
                                    li { a href="/v1/docs/rollen" { "Wie mag wat" } }
                                }
                            }
                        }
                    }
                }
                main #inhoud tabindex="-1" { div.wrap.docs { (inhoud) } }
                footer.foot.no-print { div.wrap {
                    span { "Gemaakt van de beschrijving die programma’s lezen." }
                    a href="/v1/openapi.json" { "OpenAPI 3.1" }
                } }
            }
        }
    }
}

/// All operations, by what they are about.
pub(super) fn begin(document: &Value) -> Markup {
    let alle = operaties(document);
    let mut per_onderwerp: BTreeMap<&str, Vec<&Operatie<'_>>> = BTreeMap::new();
    for operatie in &alle {
        per_onderwerp.entry(operatie.onderwerp()).or_default().push(operatie);
    }
    let info = document.get("info").unwrap_or(&Value::Null);
    geheel(
        "Alle aanvragen",
        &html! {
            h1 { "De API van Knooppunt" }
            (tekst(tekst_van(info, "description")))
            p.soft { "Versie " (tekst_van(info, "version")) ", " (alle.len()) " aanvragen." }
            (zo_begint_u())
            nav.field aria-labelledby="kop-waarover" {
                h2 #kop-waarover { "Waarover" }
                ul.links.line { @for (onderwerp, operaties) in &per_onderwerp {
                    li { a href={ "#" (onderwerp) } { (hoofdletter(onderwerp)) " (" (operaties.len()) ")" } }
                } }
            }
            @for (onderwerp, operaties) in &per_onderwerp {
                section.ruim aria-labelledby=(onderwerp) {
                    h2 id=(onderwerp) { (hoofdletter(onderwerp)) }
                    ul.links { @for operatie in operaties {
                        li { a href={ "/v1/docs/" (operatie.naam) } { (operatie.doet()) } " " code { (operatie.methode.to_uppercase()) " /v1" (operatie.pad) } }
                    } }
                }
            }
        },
    )
}

fn zo_begint_u() -> Markup {
    html! {
        section.card.field aria-labelledby="kop-begin" {
            h2 #kop-begin { "Zo begint u" }
            ol.doen {
                li { "Log in met naam, wachtwoord en code: " a href="/v1/docs/beginSessie" { code { "POST /v1/sessies" } } ". U krijgt een toegangstoken, dat vijf minuten werkt." }
                li { "Stuur het mee: " code { "Authorization: Bearer …" } "." }
                li { "Wijzigt u iets? Lees het eerst, en stuur de " code { "ETag" } " terug als " code { "If-Match" } "." }
                li { "Stuur bij een POST een eigen " code { "Idempotency-Key" } " mee: dan gebeurt het één keer, ook als u het nog eens stuurt." }
                li { "Een weigering heeft een vaste code: " a href="/v1/docs/velden/ProblemCode" { "alle codes" } "." }
            }
        }
    }
}

/// What each role may do, by the words of the policy.
pub(super) fn rollen() -> Markup {
    let mag = |grond: Grond| BELEID.iter().filter(move |regel| regel.gronden.contains(&grond)).map(|regel| regel.zin);
    let anders = [
        (Grond::Regisseur, "regisseur", "Wie casusregisseur van een gezin is"),
        (Grond::Zelf, "zelf", "Wie het zelf aangaat"),
        (Grond::Noodprocedure, "nood", "Wie een casus in nood opende"),
    ];
    geheel(
        "Wie mag wat",
        &html! {
            h1 { "Wie mag wat" }
            p.lead { "Een rol geldt in een gebied: de regio, een subregio, een gemeente, een organisatie of een desk. Wat iemand daarvan ziet, hangt af van het gezin en van wat zij deelt." }
            @for rol in Rol::VARIANTS {
                section.ruim aria-labelledby={ "rol-" (rol.word()) } {
                    h2 id={ "rol-" (rol.word()) } { (rol.naam()) }
                    ul.doen { @for zin in mag(Grond::Rol(*rol)) { li { (hoofdletter(zin)) } } }
                }
            }
            @for (grond, id, naam) in anders {
                section.ruim aria-labelledby=(id) {
                    h2 id=(id) { (naam) }
                    ul.doen { @for zin in mag(grond) { li { (hoofdletter(zin)) } } }
                }
            }
        },
    )
}
