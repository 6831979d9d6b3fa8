//! The JSON schema of a type, as the document publishes it.

use std::{
    any::TypeId,
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// A schema with its compiled validator.
pub(in crate::http) struct Compiled {
    /// The schema itself, its components included.
    pub schema: Value,
    validator: Option<Validator>,
}

impl Compiled {
    /// The validator; none when the schema itself is faulty, which was logged.
    pub(in crate::http) const fn validator(&self) -> Option<&Validator> {
        self.validator.as_ref()
    }

    fn new<T: ToSchema>() -> Self {
        let schema = schema_of::<T>();
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .build(&schema)
            .inspect_err(|cause| tracing::error!(r#type = %T::name(), %cause, "schema does not compile"))
            .ok();
        Self { schema, validator }
    }

    /// The schema behind `schema`, when that only refers to one of the components.
    pub(in crate::http) fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let pointer = schema.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix('#'));
        pointer.and_then(|pointer| self.schema.pointer(pointer)).unwrap_or(schema)
    }
}

/// The schema of `T`, with the components that it refers to: it stands on its own.
#[must_use]
pub fn schema_of<T: ToSchema>() -> Value {
    let mut components = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut components);
    let components: Map<_, _> = components.into_iter().map(|(name, schema)| (name, plain(schema))).collect();
    let mut schema = plain(T::schema());
    if let Some(root) = schema.as_object_mut() {
        root.insert("components".to_owned(), json!({ "schemas": components }));
    }
    bound_integers(&mut schema);
    schema
}

/// The schema of `T`, compiled once.
pub(in crate::http) fn compiled<T: ToSchema + 'static>() -> Arc<Compiled> {
    static KNOWN: LazyLock<RwLock<HashMap<TypeId, Arc<Compiled>>>> = LazyLock::new(RwLock::default);
    let key = TypeId::of::<T>();
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    known.unwrap_or_else(|| {
        let made = Arc::new(Compiled::new::<T>());
        let mut all = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry(key).or_insert(made))
    })
}

fn plain(schema: impl serde::Serialize) -> Value {
    serde_json::to_value(schema).unwrap_or(Value::Bool(true))
}

/// A `format` does not bound an integer in JSON schema, the Rust type behind it does: 1e20 is no `int32`.
fn bound_integers(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let bounds = match members.get("format").and_then(Value::as_str) {
                Some("int32") => Some((i64::from(i32::MIN), i64::from(i32::MAX))),
                Some("int64") => Some((i64::MIN, i64::MAX)),
                _ => None,
            };
            if let Some((least, most)) = bounds {
                members.entry("minimum").or_insert_with(|| least.into());
                members.entry("maximum").or_insert_with(|| most.into());
            }
            members.values_mut().for_each(bound_integers);
        }
        Value::Array(items) => items.iter_mut().for_each(bound_integers),
        _ => {}
    }
}
