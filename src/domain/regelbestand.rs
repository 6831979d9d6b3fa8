//! A file of the region's own rules, in TOML: what is wrong with it is told with its line.

use std::{collections::BTreeSet, ops::Range};

use serde::de::DeserializeOwned;
use toml::Spanned;

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("regel {regel}: {wat}")]
pub struct Fout {
    /// The line, from 1.
    pub regel: usize,
    /// What, in Dutch.
    pub wat: String,
}

/// Something wrong, somewhere in the text.
pub(in crate::domain) type Mis = (Range<usize>, String);

/// Reads a file and checks that it means something.
///
/// The error is the first thing that is wrong, with its line; an unknown key is wrong.
pub(in crate::domain) fn lees<B: DeserializeOwned, T>(
    tekst: &str,
    betekenis: impl FnOnce(B) -> Result<T, Mis>,
) -> Result<T, Fout> {
    let met_regel = |(plek, wat): Mis| {
        let voor = tekst.get(..plek.start.min(tekst.len())).unwrap_or(tekst);
        Fout { regel: voor.matches('\n').count() + 1, wat }
    };
    let bestand: B = toml::from_str(tekst)
        .map_err(|fout| met_regel((fout.span().unwrap_or_default(), fout.message().to_owned())))?;
    betekenis(bestand).map_err(met_regel)
}

/// What is wrong, where it stands.
pub(in crate::domain) fn mis<T>(waar: &Spanned<T>, wat: impl Into<String>) -> Mis {
    (waar.span(), wat.into())
}

/// Checks that a text says something.
pub(in crate::domain) fn tekstueel(tekst: &Spanned<String>) -> Result<(), Mis> {
    if tekst.get_ref().trim().is_empty() { Err(mis(tekst, "deze tekst is leeg")) } else { Ok(()) }
}

/// Checks that a version counts.
pub(in crate::domain) fn geteld(versie: &Spanned<u32>) -> Result<(), Mis> {
    if *versie.get_ref() == 0 { Err(mis(versie, "een versie is minstens 1")) } else { Ok(()) }
}

/// Checks that a name can stand in every file as it is.
pub(in crate::domain) fn woord(tekst: &Spanned<String>) -> Result<(), Mis> {
    let naam = tekst.get_ref();
    let wat = || format!("'{naam}' is geen woord van kleine letters, cijfers en streepjes");
    if is_woord(naam) { Ok(()) } else { Err(mis(tekst, wat())) }
}

/// Checks that no name stands there twice.
pub(in crate::domain) fn uniek<'a>(namen: impl Iterator<Item = &'a Spanned<String>>) -> Result<(), Mis> {
    let mut gezien = BTreeSet::new();
    for naam in namen {
        if !gezien.insert(naam.get_ref()) {
            return Err(mis(naam, format!("'{}' staat er twee keer", naam.get_ref())));
        }
    }
    Ok(())
}

/// Whether a text can stand in every file as it is: lower case letters, digits and dashes, a letter first.
pub(in crate::domain) fn is_woord(tekst: &str) -> bool {
    tekst.starts_with(|teken: char| teken.is_ascii_lowercase())
        && tekst.bytes().all(|teken| teken.is_ascii_lowercase() || teken.is_ascii_digit() || teken == b'-')
}
