//! What holds for every schema of the document, said once: the words of closed lists, and what an answer never sends.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use strum::VariantArray as _;

use crate::domain::{
    logboek::{Gebeurtenis, Soort, Uitkomst, Verwerkingsdoel, zin},
    woorden,
};

/// Completes the schemas of a document.
pub(super) fn complete(document: &mut Value) {
    let asked = used(document, "requestBody");
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
    for (name, schema) in schemas {
        let Some(schema) = schema.as_object_mut() else { continue };
        if schema.contains_key("enum") {
            put_into_words(name, schema);
        }
        if !asked.contains(name) {
            never_null(schema);
        }
    }
}

/// Gives a closed list its Dutch description, and each of its codes the label that people read.
fn put_into_words(name: &str, schema: &mut Map<String, Value>) {
    let Some((description, labels)) = words(name) else { return };
    schema.insert("description".into(), description.into());
    // The extension by which readers of such documents show a word beside each code.
    schema.insert("x-enumDescriptions".into(), labels);
}

fn words(name: &str) -> Option<(&'static str, Value)> {
    fn labels<T: Copy + Into<&'static str>>(all: &[T], label: fn(T) -> &'static str) -> Value {
        all.iter().map(|&one| (one.into().to_owned(), label(one).into())).collect::<Map<_, _>>().into()
    }
    Some(match name {
        "Gebeurtenis" => ("Wat er gebeurde, zoals NEN 7513 vraagt.", labels(Gebeurtenis::VARIANTS, zin::gebeurtenis)),
        "Soort" => ("Waar een regel van het logboek over gaat.", labels(Soort::VARIANTS, zin::soort)),
        "Uitkomst" => ("Hoe afliep wat iemand wilde.", labels(Uitkomst::VARIANTS, zin::uitkomst)),
        "Verwerkingsdoel" => {
            ("Waarvoor het gebeurde, zoals NEN 7513 vraagt.", labels(Verwerkingsdoel::VARIANTS, zin::doel))
        }
        _ => woorden::lijst(name).map(|lijst| (lijst.beschrijving.as_str(), json!(lijst.woorden)))?,
    })
}

/// An answer leaves out what is absent. Only a body that is sent to us may hold `null` for it.
fn never_null(schema: &mut Map<String, Value>) {
    let required: BTreeSet<String> = match schema.get("required").and_then(Value::as_array) {
        Some(names) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        None => BTreeSet::new(),
    };
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (_, property) in properties.iter_mut().filter(|(name, _)| !required.contains(*name)) {
        let Some(property) = property.as_object_mut() else { continue };
        if let Some(types) = property.get_mut("type").filter(|types| types.is_array()) {
            without_null(types);
        }
        let Some(Value::Array(choices)) = property.remove("oneOf") else { continue };
        let mut real: Vec<Value> = choices.into_iter().filter(|one| one.get("type") != Some(&json!("null"))).collect();
        if let [Value::Object(only)] = real.as_mut_slice() {
            only.append(property);
            *property = std::mem::take(only);
        } else {
            property.insert("oneOf".into(), real.into());
        }
    }
}

fn without_null(types: &mut Value) {
    let Some(list) = types.as_array_mut() else { return };
    list.retain(|one| one != "null");
    if let [only] = list.as_slice() {
        *types = only.clone();
    }
}

/// The schemas that can be reached from every `key` of the paths.
fn used(document: &Value, key: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = Vec::new();
    for item in document.get("paths").and_then(Value::as_object).into_iter().flat_map(Map::values) {
        for operation in item.as_object().into_iter().flat_map(Map::values) {
            open.extend(operation.get(key));
        }
    }
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => {
                let name = object.get("$ref").and_then(Value::as_str).and_then(|it| it.rsplit('/').next());
                if let Some(name) = name.filter(|name| found.insert((*name).to_owned())) {
                    open.extend(document.pointer(&format!("/components/schemas/{name}")));
                }
                open.extend(object.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    found
}
