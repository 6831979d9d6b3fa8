//! The fields of one thing, or the words of one closed list.

use maud::{Markup, html};
use serde_json::Value;

use super::{
    blad::geheel,
    soort::{soort, tekst, tekst_van, verwijst, zin},
    voorbeeld::voorbeeld,
};

/// The page.
pub(super) fn pagina(document: &Value, naam: &str) -> Markup {
    let schema = document.pointer(&format!("/components/schemas/{naam}")).unwrap_or(&Value::Null);
    let heeft_velden = schema.get("properties").is_some() || schema.get("allOf").is_some();
    geheel(
        naam,
        &html! {
            nav.crumb aria-label="Waar u bent" { a href="/v1/docs" { "Alle aanvragen" } }
            h1 { (naam) }
            (tekst(tekst_van(schema, "description")))
            (woorden_of_velden(schema))
            @if heeft_velden {
                section.ruim aria-labelledby="kop-voorbeeld" {
                    h2 #kop-voorbeeld { "Voorbeeld" }
                    (als_json(&voorbeeld(document, schema), "Als JSON"))
                }
            }
        },
    )
}

/// JSON to read. Whoever uses the keyboard can scroll it.
pub(super) fn als_json(wat: &Value, naam: &str) -> Markup {
    let tekst = serde_json::to_string_pretty(wat).unwrap_or_default();
    html! { pre tabindex="0" role="region" aria-label=(naam) { code { (tekst) } } }
}

/// The words of a closed list with what each means, or the fields.
pub(super) fn woorden_of_velden(schema: &Value) -> Markup {
    if let Some(woorden) = schema.get("enum").and_then(Value::as_array) {
        let betekent = |woord: &str| schema.pointer("/x-enumDescriptions")?.get(woord)?.as_str();
        return html! {
            dl.pairs.wide.field { @for woord in woorden.iter().filter_map(Value::as_str) {
                dt { code { (woord) } } dd { (betekent(woord).unwrap_or("–")) }
            } }
        };
    }
    if schema.get("properties").is_none() && schema.get("allOf").is_none() {
        return html! { p.field { "Dit is: " (soort(schema)) "." } };
    }
    velden(schema)
}

/// The fields of an object, those of its parts among them.
pub(super) fn velden(schema: &Value) -> Markup {
    let delen = schema.get("allOf").and_then(Value::as_array);
    let moet: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    html! {
        @if let Some(delen) = delen {
            @for deel in delen {
                @match verwijst(deel) {
                    Some(naam) => { p.field { "Alles van " a href={ "/v1/docs/velden/" (naam) } { (naam) } ", en:" } }
                    None => (velden(deel)),
                }
            }
        }
        @if let Some(eigen) = schema.get("properties").and_then(Value::as_object) {
            dl.pairs.wide.field { @for (naam, veld) in eigen {
                dt { code { (naam) } @if moet.contains(&naam.as_str()) { br; span.small { "altijd" } } }
                dd { (zin(tekst_van(veld, "description"))) br; span.small.soft { (soort(veld)) } }
            } }
        }
    }
}
