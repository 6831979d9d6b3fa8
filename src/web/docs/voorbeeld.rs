//! An example of a body or an answer: made of what the document gives as one, and of what must be there.

use serde_json::{Map, Value, json};

use super::soort::{tekst_van, zelf};

/// Deeper than this a thing is told by its own page.
const DIEPST: u8 = 5;

/// An example of what this schema says: its fields that must be there.
pub(super) fn voorbeeld(document: &Value, schema: &Value) -> Value {
    maak(document, schema, 0)
}

fn maak(document: &Value, schema: &Value, diep: u8) -> Value {
    let eigen = |schema: &Value| schema.get("example").or_else(|| schema.pointer("/examples/0")).cloned();
    if let Some(gegeven) = eigen(schema) {
        return gegeven;
    }
    let schema = zelf(document, schema);
    if let Some(gegeven) =
        eigen(schema).or_else(|| schema.get("const").cloned()).or_else(|| schema.pointer("/enum/0").cloned())
    {
        return gegeven;
    }
    if diep >= DIEPST {
        return json!({});
    }
    for keuze in ["oneOf", "anyOf"] {
        if let Some(eerste) = schema.get(keuze).and_then(Value::as_array).and_then(|delen| delen.first()) {
            return maak(document, eerste, diep + 1);
        }
    }
    if let Some(delen) = schema.get("allOf").and_then(Value::as_array) {
        let mut samen = Map::new();
        for deel in delen {
            if let Value::Object(velden) = maak(document, deel, diep + 1) {
                samen.extend(velden);
            }
        }
        return Value::Object(samen);
    }
    van_soort(document, schema, diep)
}

fn van_soort(document: &Value, schema: &Value, diep: u8) -> Value {
    let woord = match schema.get("type") {
        Some(Value::Array(meer)) => meer.first().and_then(Value::as_str).unwrap_or_default(),
        een => een.and_then(Value::as_str).unwrap_or_default(),
    };
    match (woord, tekst_van(schema, "format")) {
        ("object", _) => object(document, schema, diep),
        ("array", _) => {
            let items = schema.get("items").unwrap_or(&Value::Null);
            json!([maak(document, items, diep + 1)])
        }
        ("string", "date") => json!("2026-12-07"),
        ("string", "date-time") => json!("2026-12-07T09:00:00.000000Z"),
        ("string", "uuid") => json!("01939b1e-0000-7000-8000-000000000001"),
        ("string", _) => json!("…"),
        ("integer", _) => schema.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        ("number", _) => json!(1.0),
        ("boolean", _) => json!(true),
        _ => Value::Null,
    }
}

fn object(document: &Value, schema: &Value, diep: u8) -> Value {
    let moet: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let velden = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let velden = velden.filter(|(naam, _)| moet.contains(&naam.as_str()));
    Value::Object(velden.map(|(naam, schema)| (naam.clone(), maak(document, schema, diep + 1))).collect())
}
