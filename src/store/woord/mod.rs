//! The registry: one row for each table, which says what it holds of a person and what happens to that.
//!
//! Erasing a person, the refused attempts in their overview, the sweep after an erasure and the triggers that point to the logboek all
//! read these rows. A table or a column that is missing here fails a test by its name.

mod gezin;
mod hulp;
mod logboek;
mod tabel;
#[cfg(test)]
mod tests;
mod toegang;
pub mod triggers;

pub use self::tabel::{Bij, Tabel, Van, Wissen};

/// Every table, each after those that it refers to.
#[must_use]
pub fn tabellen() -> impl DoubleEndedIterator<Item = &'static Tabel> {
    [toegang::TABELLEN, gezin::TABELLEN, hulp::TABELLEN, logboek::TABELLEN].into_iter().flatten()
}

/// The table of this name.
#[must_use]
pub fn tabel(naam: &str) -> Option<&'static Tabel> {
    tabellen().find(|tabel| tabel.naam == naam)
}
