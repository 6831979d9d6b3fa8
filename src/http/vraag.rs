//! The keys of a query.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    invoer::{self, schema::Compiled},
    problem::{Code, Problem},
};
use crate::domain::fouten::Fouten;

/// A query that is a valid `T`, held against the schema of `T` exactly as a body is.
///
/// A key may be repeated only where the schema has a list.
#[derive(Debug)]
pub struct Vraag<T>(pub T);

impl<T: DeserializeOwned + Validate + ToSchema + 'static> FromRequest for Vraag<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(req.query_string()).map(Self))
    }
}

/// Reads `query` as a `T`.
///
/// An error holds everything that is wrong with it.
pub fn parse<T>(query: &str) -> Result<T, Problem>
where
    T: DeserializeOwned + Validate + ToSchema + 'static,
{
    let pairs = web::Query::<Vec<(String, String)>>::from_query(query)
        .map_err(|_| Problem::new(Code::OngeldigeInvoer, "De vraag achter het adres is niet leesbaar."))?;
    let compiled = invoer::schema::compiled::<T>();
    let (mut object, mut fouten) = (Map::new(), Fouten::new());
    for (key, text) in pairs.into_inner() {
        invoer::refuse_unseen(&key, "", &mut fouten);
        invoer::refuse_unseen(&text, &key, &mut fouten);
        let kind = Kind::of(&compiled, &key);
        let value = kind.read(text);
        match object.get_mut(&key) {
            None if kind.list => drop(object.insert(key, Value::Array(vec![value]))),
            None => drop(object.insert(key, value)),
            Some(Value::Array(items)) if kind.list => items.push(value),
            Some(_) => fouten.add(invoer::veld::member("", &key), "dubbel-veld", "Dit veld staat er meer dan eens."),
        }
    }
    invoer::from_value(&Value::Object(object), fouten)
}

/// What the schema makes of one key.
#[derive(Clone, Copy, Default)]
struct Kind {
    list: bool,
    literal: bool,
}

impl Kind {
    fn of(compiled: &Compiled, key: &str) -> Self {
        let root = compiled.resolve(&compiled.schema);
        let member = root.get("properties").and_then(|members| members.get(key));
        let Some(member) = member.map(|member| compiled.resolve(member)) else {
            return Self::default();
        };
        let list = is(member, "array");
        let item = member.get("items").filter(|_| list).map_or(member, |items| compiled.resolve(items));
        let literal = ["integer", "number", "boolean"].iter().any(|kind| is(item, kind));
        Self { list, literal }
    }

    /// A number or a truth value where the schema wants one and this is one; the schema refuses the rest.
    fn read(self, text: String) -> Value {
        let literal = serde_json::from_str(&text).ok().filter(|_| self.literal);
        literal.filter(|value: &Value| value.is_number() || value.is_boolean()).unwrap_or(Value::String(text))
    }
}

fn is(schema: &Value, kind: &str) -> bool {
    match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(|one| one == kind),
        Some(one) => one == kind,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, Validate, ToSchema)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Bladeren {
        #[validate(range(min = 1, max = 100))]
        #[schema(minimum = 1, maximum = 100)]
        aantal: Option<u16>,
        #[serde(default)]
        met_namen: bool,
        na: Option<String>,
        #[serde(default)]
        fase: Vec<String>,
    }

    fn codes(query: &str) -> String {
        parse::<Bladeren>(query).unwrap_err().fouten().to_string()
    }

    #[test]
    fn keys_are_read_by_their_schema() {
        let it: Bladeren = parse("aantal=20&metNamen=true&na=12&fase=a&fase=b%20c").unwrap();
        assert_eq!((it.aantal, it.met_namen, it.na.as_deref()), (Some(20), true, Some("12")));
        assert_eq!(it.fase, ["a", "b c"]);
        assert!(parse::<Bladeren>("").is_ok());
    }

    #[test]
    fn every_wrong_key_is_named() {
        let mut all: Vec<_> = codes("aantal=veel&pagina=2&metNamen=ja").split(", ").map(str::to_owned).collect();
        all.sort();
        assert_eq!(all, ["aantal: verkeerd-type", "metNamen: verkeerd-type", "pagina: onbekend-veld"]);
        assert_eq!(codes("aantal=101"), "aantal: te-groot");
        assert_eq!(codes("na=a&na=b"), "na: dubbel-veld");
        assert_eq!(codes("na=a%00b"), "na: teken-niet-toegestaan");
    }
}
