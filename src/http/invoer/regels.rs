//! Says in Dutch, per field, which rule of `validator` a value breaks.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::Value;
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use super::veld;
use crate::domain::fouten::Fouten;

/// Where `validator` puts what a rule over a whole struct finds.
const WHOLE: &str = "__all__";

/// Adds what the rules say is wrong; a rule over a whole struct names its field with the parameter `veld`.
pub(super) fn translate(errors: &ValidationErrors, path: &str, fouten: &mut Fouten) {
    let sorted: BTreeMap<_, _> = errors.errors().iter().collect();
    for (name, kind) in sorted {
        let here = if name == WHOLE { path.to_owned() } else { veld::member(path, &veld::camel(name)) };
        match kind {
            ValidationErrorsKind::Struct(inner) => translate(inner, &here, fouten),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    translate(inner, &veld::item(&here, *index), fouten);
                }
            }
            ValidationErrorsKind::Field(broken) => {
                for error in broken.iter().take(super::MOST_FOUTEN) {
                    let named = error.params.get("veld").and_then(Value::as_str);
                    let veld = named.map_or_else(|| here.clone(), |name| veld::member(&here, name));
                    let (code, standard) = known(error);
                    let melding = error.message.clone().unwrap_or(standard);
                    fouten.add(veld, code, melding);
                }
            }
        }
    }
}

/// Whether somebody wrote this error for this field: then the schema has nothing to add.
pub(super) fn is_own(code: &str) -> bool {
    !matches!(code, "te-lang" | "te-kort" | "te-groot" | "te-klein" | "formaat" | "verplicht")
}

fn known(error: &ValidationError) -> (Cow<'static, str>, Cow<'static, str>) {
    let is_list = error.params.get("value").is_some_and(Value::is_array);
    let size = error.params.get("value").and_then(size);
    let least = error.params.get("min").or_else(|| error.params.get("equal")).and_then(Value::as_f64);
    let too_low = matches!((size, least), (Some(size), Some(least)) if size < least);
    let bound = |names: [&str; 3]| {
        let found = names.iter().find_map(|name| error.params.get(*name));
        found.map(ToString::to_string).unwrap_or_default()
    };
    let (least, most) = (bound(["min", "equal", "exclusive_min"]), bound(["max", "equal", "exclusive_max"]));
    let (code, melding) = match (error.code.as_ref(), too_low) {
        ("length", true) if is_list => ("te-weinig", format!("Minstens {least} stuks.")),
        ("length", false) if is_list => ("te-veel", format!("Hoogstens {most} stuks.")),
        ("length", true) if least == "1" => ("te-kort", "Dit mag niet leeg zijn.".to_owned()),
        ("length", true) => ("te-kort", format!("Minstens {least} tekens.")),
        ("length", false) => ("te-lang", format!("Hoogstens {most} tekens.")),
        ("range", true) => ("te-klein", format!("Minstens {least}.")),
        ("range", false) if most.is_empty() => ("te-klein", format!("Groter dan {least}.")),
        ("range", false) => ("te-groot", format!("Hoogstens {most}.")),
        ("email", _) => ("formaat", "Een e-mailadres als naam@voorbeeld.nl.".to_owned()),
        ("url", _) => ("formaat", "Een webadres als https://voorbeeld.nl/.".to_owned()),
        ("regex", _) => ("formaat", "Dit heeft niet de verwachte vorm.".to_owned()),
        ("required", _) => ("verplicht", "Dit veld is verplicht.".to_owned()),
        _ => return (error.code.clone(), "Deze waarde kan hier niet.".into()),
    };
    (code.into(), melding.into())
}

/// The length of a text or a list, or the number itself.
fn size(value: &Value) -> Option<f64> {
    let count = |n: usize| u32::try_from(n).ok().map(f64::from);
    match value {
        Value::String(text) => count(text.chars().count()),
        Value::Array(items) => count(items.len()),
        other => other.as_f64(),
    }
}
