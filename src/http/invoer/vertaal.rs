//! Says in Dutch, per field, where a value leaves its schema.

use std::collections::BTreeSet;

use jsonschema::{JsonType, ValidationError, error::TypeKind, error::ValidationErrorKind as Kind};
use serde_json::Value;

use super::{MOST_FOUTEN, veld};
use crate::domain::fouten::Fouten;

/// With more values than this, a list helps nobody.
const LONGEST_LIST: usize = 40;

/// One finding; types and values from several branches of a union add up.
#[derive(Clone)]
struct Finding {
    veld: String,
    code: &'static str,
    what: What,
}

#[derive(Clone)]
enum What {
    Said(String),
    Types(BTreeSet<&'static str>),
    Values(Vec<String>),
}

/// Adds what the schema says is wrong.
pub(super) fn translate<'a>(errors: impl Iterator<Item = ValidationError<'a>>, fouten: &mut Fouten) {
    let errors: Vec<_> = errors.take(MOST_FOUTEN).collect();
    for finding in findings(&errors) {
        if fouten.len() >= MOST_FOUTEN {
            return;
        }
        let melding = finding.what.said();
        fouten.add(finding.veld, finding.code, melding);
    }
}

/// The findings of one branch; where the type is wrong, nothing else about that value matters.
fn findings(errors: &[ValidationError<'_>]) -> Vec<Finding> {
    let mut all: Vec<Finding> = errors.iter().flat_map(finding).collect();
    let mistyped: BTreeSet<String> = all.iter().filter(|f| f.code == "verkeerd-type").map(|f| f.veld.clone()).collect();
    all.retain(|f| f.code == "verkeerd-type" || !mistyped.contains(&f.veld));
    all
}

fn finding(error: &ValidationError<'_>) -> Vec<Finding> {
    let veld = veld::at(error.instance_path());
    let one = |code, what| vec![Finding { veld: veld.clone(), code, what }];
    let said = |code, melding: String| one(code, What::Said(melding));
    match error.kind() {
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let melding = What::Said("Dit veld is verplicht.".to_owned());
            vec![Finding { veld: veld::member(&veld, name), code: "verplicht", what: melding }]
        }
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            unexpected.iter().take(MOST_FOUTEN).map(|name| unknown(&veld, name)).collect()
        }
        Kind::Type { kind } => one("verkeerd-type", What::Types(types(kind))),
        Kind::Enum { options } => {
            let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
            one("waarde-niet-toegestaan", What::Values(options.iter().map(shown).collect()))
        }
        Kind::Constant { expected_value } => one("waarde-niet-toegestaan", What::Values(vec![shown(expected_value)])),
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => union(context),
        // The reader takes the first that fits; and a schema that does not resolve is no fault of the sender.
        Kind::OneOfMultipleValid { .. } | Kind::Referencing(_) => Vec::new(),
        Kind::Format { format } => said("formaat", format_said(format).to_owned()),
        kind => {
            let (code, melding) = limit(kind);
            said(code, melding)
        }
    }
}

fn unknown(veld: &str, name: &str) -> Finding {
    let melding = What::Said("Dit veld bestaat hier niet.".to_owned());
    Finding { veld: veld::member(veld, name), code: "onbekend-veld", what: melding }
}

fn limit(kind: &Kind) -> (&'static str, String) {
    match kind {
        Kind::MaxLength { limit } => ("te-lang", format!("Hoogstens {limit} tekens.")),
        Kind::MinLength { limit: 1 } => ("te-kort", "Dit mag niet leeg zijn.".to_owned()),
        Kind::MinLength { limit } => ("te-kort", format!("Minstens {limit} tekens.")),
        Kind::Maximum { limit } => ("te-groot", format!("Hoogstens {limit}.")),
        Kind::ExclusiveMaximum { limit } => ("te-groot", format!("Kleiner dan {limit}.")),
        Kind::Minimum { limit } => ("te-klein", format!("Minstens {limit}.")),
        Kind::ExclusiveMinimum { limit } => ("te-klein", format!("Groter dan {limit}.")),
        Kind::MaxItems { limit } | Kind::MaxProperties { limit } => ("te-veel", format!("Hoogstens {limit} stuks.")),
        Kind::AdditionalItems { limit } => ("te-veel", format!("Hoogstens {limit} stuks.")),
        Kind::UnevaluatedItems { .. } => ("te-veel", "Hier staan er te veel.".to_owned()),
        Kind::MinItems { limit } | Kind::MinProperties { limit } => ("te-weinig", format!("Minstens {limit} stuks.")),
        Kind::UniqueItems => ("dubbel", "Noem elk hoogstens één keer.".to_owned()),
        Kind::Pattern { .. } => ("formaat", "Dit heeft niet de verwachte vorm.".to_owned()),
        Kind::MultipleOf { multiple_of } => ("veelvoud", format!("Een veelvoud van {multiple_of}.")),
        _ => ("ongeldige-waarde", "Deze waarde kan hier niet.".to_owned()),
    }
}

fn format_said(format: &str) -> &'static str {
    match format {
        "date" => "Een bestaande datum als 2026-03-31 (jaar-maand-dag).",
        "date-time" => "Een tijdstip als 2026-03-31T14:30:00Z, met tijdzone.",
        "time" | "time-local" => "Een tijd als 14:30:00.",
        "uuid" => "Een kenmerk (UUID) als 0198c0de-7a57-7000-8000-000000000000.",
        "email" => "Een e-mailadres als naam@voorbeeld.nl.",
        "uri" => "Een webadres als https://voorbeeld.nl/.",
        _ => "Dit heeft niet de verwachte vorm.",
    }
}

/// Goes into the branch that the sender must have meant; where that cannot be told, names what all branches ask.
fn union(context: &[Vec<ValidationError<'static>>]) -> Vec<Finding> {
    let branches: Vec<_> = context.iter().map(|errors| findings(errors)).collect();
    let Some(base) = context.iter().flatten().map(|e| veld::at(e.instance_path())).min_by_key(String::len) else {
        return Vec::new();
    };
    let fits = |branch: &&Vec<Finding>| !branch.iter().any(|f| f.veld == base && f.refuses_shape());
    let shaped: Vec<_> = branches.iter().filter(fits).collect();
    let all = if shaped.is_empty() { branches.iter().collect() } else { shaped };
    let tagged: Vec<_> = all.iter().copied().filter(|branch| !wrong_tag(&base, branch)).collect();
    let left = if tagged.is_empty() { all.clone() } else { tagged };
    let common = common(&left);
    if left.len() > 1 && !common.is_empty() {
        return common;
    }
    let tags: BTreeSet<&String> = all.iter().filter_map(|branch| tag(&base, branch)).collect();
    let meant = left.into_iter().min_by_key(|branch| branch.len()).cloned().unwrap_or_default();
    // A payload that refuses unknown fields sees the tag beside it as one: that is our doing, not the sender's.
    meant.into_iter().filter(|f| f.code != "onbekend-veld" || !tags.contains(&f.veld)).collect()
}

/// The direct member of `base` that has a value of another branch: the tag of a tagged enum.
fn tag<'a>(base: &str, branch: &'a [Finding]) -> Option<&'a String> {
    let direct = |veld: &str| {
        let rest = veld.strip_prefix(base).unwrap_or_default().trim_start_matches('.');
        !rest.is_empty() && !rest.contains(['.', '['])
    };
    let refused = |f: &&Finding| matches!(&f.what, What::Values(one) if one.len() == 1) && direct(&f.veld);
    branch.iter().find(refused).map(|f| &f.veld)
}

fn wrong_tag(base: &str, branch: &[Finding]) -> bool {
    tag(base, branch).is_some()
}

/// What every branch finds, with the types and values that any of them would take.
fn common(branches: &[&Vec<Finding>]) -> Vec<Finding> {
    let Some((first, others)) = branches.split_first() else {
        return Vec::new();
    };
    let everywhere = |finding: &&Finding| others.iter().all(|branch| branch.iter().any(|other| other.same(finding)));
    let mut shared: Vec<Finding> = first.iter().filter(everywhere).cloned().collect();
    for finding in &mut shared {
        let same = others.iter().flat_map(|branch| branch.iter());
        for other in same.filter(|other| other.veld == finding.veld && other.code == finding.code) {
            finding.what.widen(&other.what);
        }
    }
    shared
}

impl Finding {
    fn same(&self, other: &Self) -> bool {
        self.veld == other.veld && self.code == other.code
    }

    const fn refuses_shape(&self) -> bool {
        matches!(self.what, What::Types(_) | What::Values(_))
    }
}

impl What {
    fn widen(&mut self, other: &Self) {
        match (self, other) {
            (Self::Types(mine), Self::Types(theirs)) => mine.extend(theirs),
            (Self::Values(mine), Self::Values(theirs)) => {
                let new: Vec<_> = theirs.iter().filter(|value| !mine.contains(value)).cloned().collect();
                mine.extend(new);
            }
            _ => {}
        }
    }

    fn said(self) -> String {
        match self {
            Self::Said(melding) => melding,
            Self::Types(types) => {
                let types: Vec<_> = types.into_iter().collect();
                format!("Hier hoort {}.", types.join(" of "))
            }
            Self::Values(values) => match values.as_slice() {
                [] => "Deze waarde kan hier niet.".to_owned(),
                [one] => format!("Hier kan alleen: {one}."),
                some if some.len() <= LONGEST_LIST => format!("Kies uit: {}.", some.join(", ")),
                _ => "Deze waarde staat niet in de lijst; zie de documentatie.".to_owned(),
            },
        }
    }
}

/// A value that the schema allows, as a reader would write it; `null` goes without saying.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn types(kind: &TypeKind) -> BTreeSet<&'static str> {
    let name = |kind: JsonType| match kind {
        JsonType::Null => "null",
        JsonType::Boolean => "true of false",
        JsonType::Integer => "een geheel getal",
        JsonType::Number => "een getal",
        JsonType::String => "een tekst",
        JsonType::Array => "een lijst",
        JsonType::Object => "een object",
    };
    match kind {
        TypeKind::Single(one) => BTreeSet::from([name(*one)]),
        TypeKind::Multiple(some) => {
            let all: BTreeSet<_> = some.iter().map(name).collect();
            all.into_iter().filter(|name| *name != "null").collect()
        }
    }
}
