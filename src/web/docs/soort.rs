//! What kind of thing a field holds, in words, and the words of the document themselves.

use maud::{Markup, html};
use serde_json::Value;

/// A text of the document.
pub(super) fn tekst_van<'a>(waar: &'a Value, naam: &str) -> &'a str {
    waar.get(naam).and_then(Value::as_str).unwrap_or_default()
}

/// The name of the thing that a schema refers to.
pub(super) fn verwijst(schema: &Value) -> Option<&str> {
    schema.get("$ref").and_then(Value::as_str).and_then(|naar| naar.rsplit('/').next())
}

/// The schema itself: behind its reference, if it is one.
pub(super) fn zelf<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let naam = verwijst(schema);
    naam.and_then(|naam| document.pointer(&format!("/components/schemas/{naam}"))).unwrap_or(schema)
}

/// Paragraphs of a description; what stands between backticks is code.
pub(super) fn tekst(beschrijving: &str) -> Markup {
    let alineas = beschrijving.split("\n\n").map(str::trim).filter(|alinea| !alinea.is_empty());
    html! { @for alinea in alineas { p { (zin(alinea)) } } }
}

/// The same within a line.
pub(super) fn zin(tekst: &str) -> Markup {
    html! {
        @for (plaats, deel) in tekst.split('`').enumerate() {
            @if plaats % 2 == 1 { code { (deel) } } @else { (deel) }
        }
    }
}

/// What kind of thing it is, with a link to what has fields of its own.
pub(super) fn soort(schema: &Value) -> Markup {
    if let Some(naam) = verwijst(schema) {
        return html! { a href={ "/v1/docs/velden/" (naam) } { (naam) } };
    }
    for keuze in ["oneOf", "anyOf", "allOf"] {
        if let Some(delen) = schema.get(keuze).and_then(Value::as_array) {
            let delen: Vec<&Value> = delen.iter().filter(|deel| tekst_van(deel, "type") != "null").collect();
            return html! { @for (plaats, deel) in delen.iter().enumerate() { @if plaats > 0 { " of " } (soort(deel)) } };
        }
    }
    let woord = match schema.get("type") {
        Some(Value::String(een)) => een.as_str(),
        Some(Value::Array(meer)) => {
            meer.iter().filter_map(Value::as_str).find(|een| *een != "null").unwrap_or_default()
        }
        _ => "",
    };
    html! {
        @match (woord, tekst_van(schema, "format")) {
            ("array", _) => { "lijst van " (soort(schema.get("items").unwrap_or(&Value::Null))) }
            ("string", "date") => { "dag, als 2026-11-30" }
            ("string", "date-time") => { "moment in UTC" }
            ("string", "uuid") => { "kenmerk" }
            ("string", "email") => { "e-mailadres" }
            ("string", "password") => { "wachtwoord" }
            ("string", _) => { "tekst" }
            ("integer", _) => { "geheel getal" }
            ("number", _) => { "getal" }
            ("boolean", _) => { "true of false" }
            ("object", _) => { "object" }
            _ => { "waarde" }
        }
        (grenzen(schema))
    }
}

/// How long, how much, how many.
fn grenzen(schema: &Value) -> Markup {
    let getal = |naam: &str| schema.get(naam).and_then(Value::as_i64);
    let paar = |laag: &str, hoog: &str, van: &str| match (getal(laag), getal(hoog)) {
        (Some(laag), Some(hoog)) => Some(format!("{laag} tot en met {hoog}{van}")),
        (Some(laag), None) => Some(format!("minstens {laag}{van}")),
        (None, Some(hoog)) => Some(format!("hoogstens {hoog}{van}")),
        (None, None) => None,
    };
    let alle = [
        paar("minLength", "maxLength", " tekens"),
        paar("minimum", "maximum", ""),
        paar("minItems", "maxItems", " stuks"),
    ];
    let alle: Vec<String> = alle.into_iter().flatten().collect();
    let patroon = tekst_van(schema, "pattern");
    html! {
        @for grens in alle { ", " (grens) }
        @if !patroon.is_empty() { ", als " code { (patroon) } }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn een_veld_staat_er_in_woorden() {
        let woorden = |schema: Value| soort(&schema).into_string();
        assert_eq!(woorden(json!({ "type": ["string", "null"], "maxLength": 5 })), "tekst, hoogstens 5 tekens");
        assert_eq!(woorden(json!({ "type": "integer", "minimum": 1, "maximum": 3 })), "geheel getal, 1 tot en met 3");
        let lijst = json!({ "type": "array", "items": { "$ref": "#/components/schemas/Rol" } });
        assert_eq!(woorden(lijst), "lijst van <a href=\"/v1/docs/velden/Rol\">Rol</a>");
        let soms = json!({ "oneOf": [{ "$ref": "#/components/schemas/Id" }, { "type": "null" }] });
        assert_eq!(woorden(soms), "<a href=\"/v1/docs/velden/Id\">Id</a>");
        assert_eq!(zin("de `ETag` <b>").into_string(), "de <code>ETag</code> &lt;b&gt;");
    }
}
