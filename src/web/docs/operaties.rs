//! The operations of the document.

use serde_json::Value;

use super::soort::tekst_van;

/// One operation, where it stands in the document.
pub(super) struct Operatie<'a> {
    pub naam: &'a str,
    pub pad: &'a str,
    pub methode: &'a str,
    pub wat: &'a Value,
}

impl Operatie<'_> {
    /// What it is about.
    pub fn onderwerp(&self) -> &str {
        self.wat.pointer("/tags/0").and_then(Value::as_str).unwrap_or_default()
    }

    /// What it does, in a line.
    pub fn doet(&self) -> &str {
        tekst_van(self.wat, "summary")
    }
}

/// Every operation of the document, by its path.
pub(super) fn operaties(document: &Value) -> Vec<Operatie<'_>> {
    let paden = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    paden
        .flat_map(|(pad, alle)| {
            alle.as_object().into_iter().flatten().map(move |(methode, wat)| Operatie {
                naam: tekst_van(wat, "operationId"),
                pad,
                methode,
                wat,
            })
        })
        .filter(|operatie| !operatie.naam.is_empty())
        .collect()
}
