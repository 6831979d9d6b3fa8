//! The closed lists in words: what each list is, and the label that people read beside each code.
//!
//! They are data, in `config/woorden.toml`, so that somebody who writes no Rust can mend a word. The words of a log line are
//! whole sentences and stand with the events themselves.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;
use utoipa::ToSchema;

use super::Word;

/// A closed list in words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Woordenlijst {
    /// What the list is, in Dutch.
    pub beschrijving: String,
    /// The label of each code.
    pub woorden: BTreeMap<String, String>,
}

/// Every list by the name that it has in the API. Empty when the file is broken, which a test prevents.
static LIJSTEN: LazyLock<BTreeMap<String, Woordenlijst>> = LazyLock::new(|| lees().unwrap_or_default());

fn lees() -> Result<BTreeMap<String, Woordenlijst>, toml::de::Error> {
    toml::from_str(include_str!("../../config/woorden.toml"))
}

/// The list of that name, if its words are not those of the logboek.
#[must_use]
pub fn lijst(naam: &str) -> Option<&'static Woordenlijst> {
    LIJSTEN.get(naam)
}

/// The label of a code of one of these lists: the first that has it.
///
/// A word with a part behind it, as `nl-BE` has, is read by its first part. One that no list knows is told as it is, without its
/// hyphens: somebody reads it.
#[must_use]
pub fn label(lijsten: &[&str], code: &str) -> String {
    let zoek = |code: &str| lijsten.iter().find_map(|naam| lijst(naam)?.woorden.get(code));
    let kort = || zoek(code.split_once('-')?.0);
    zoek(code).or_else(kort).map_or_else(|| code.replace('-', " "), String::clone)
}

/// A closed list whose codes have a label.
pub trait Label: Word + ToSchema {
    /// The label that people read; the code itself when it has none.
    #[must_use]
    fn naam(self) -> &'static str {
        lijst(&Self::name())
            .and_then(|lijst| lijst.woorden.get(self.word()))
            .map_or_else(|| self.word(), String::as_str)
    }
}

impl<T: Word + ToSchema> Label for T {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{route::Route, toegang::Rol};

    #[test]
    fn het_bestand_met_woorden_is_te_lezen() {
        assert!(lees().unwrap().len() > 60);
    }

    #[test]
    fn een_code_heeft_het_woord_dat_mensen_lezen() {
        assert_eq!(Route::NuNietZwanger.naam(), "Nu Niet Zwanger");
        assert_eq!(Rol::JgzCoordinator.naam(), "JGZ-coördinator");
        assert_eq!(label(&["Ontvanger"], "jgz-coordinatie"), "JGZ-coördinatie");
        assert_eq!(label(&["Taal"], "nl-BE"), "Nederlands");
        assert_eq!(label(&["StopReden", "AfwijzingReden"], "geen-capaciteit"), "Geen capaciteit op tijd");
        assert_eq!(label(&["Taal"], "x-onbekend"), "x onbekend");
    }
}
