//! Paths of fields, as `client.geboortedatum` and `themas[1]`.

use jsonschema::paths::{Location, LocationSegment};

/// No answer names more errors than this.
pub(in crate::http) const MOST_FOUTEN: usize = 100;

/// No name of a field that we know comes near; a client's own may be as long as a body.
const LONGEST_NAME: usize = 100;

/// The path of the member `name` of the object at `path`.
pub(in crate::http) fn member(path: &str, name: &str) -> String {
    let name: String = name.chars().take(LONGEST_NAME).collect();
    if path.is_empty() { name } else { format!("{path}.{name}") }
}

/// The path of item `index` of the list at `path`.
pub(in crate::http) fn item(path: &str, index: usize) -> String {
    format!("{path}[{index}]")
}

/// The path that `location` points at.
pub(in crate::http) fn at(location: &Location) -> String {
    location.segments().fold(String::new(), |path, segment| match segment {
        LocationSegment::Property(name) => member(&path, &name),
        LocationSegment::Index(index) => item(&path, index),
    })
}

/// The name of a Rust field as it is in JSON.
pub(in crate::http) fn camel(name: &str) -> String {
    let mut words = name.trim_start_matches("r#").split('_').filter(|word| !word.is_empty());
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        camel.push_str(letters.as_str());
    }
    camel
}
