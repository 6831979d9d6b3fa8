//! A publicatie: a year or a quarter counted once, in distinct families, in blocks that are safe by construction.
//!
//! One family lies in exactly one part of every split, a block is split only when every part is 0 or at least the
//! threshold, and only whole blocks are published. `blokken` makes the splits, `verschil` looks for differences
//! that the splits did not foresee, `eerder` for those with the release before, `bestand` writes the files.

pub mod bestand;
mod bits;
mod blokken;
mod cel;
mod drempel;
mod eerder;
pub mod gebied;
mod gezin;
mod lid;
pub mod maat;
pub mod periode;
mod verschil;
pub mod vrijgave;

#[cfg(test)]
mod proef;
#[cfg(test)]
mod voorbeelden;

pub use self::{
    cel::Cel,
    drempel::{Drempel, Fout},
    gezin::Gezin,
    lid::Lid,
};
pub use gebied::{Gebiedsoort, Indeling, Plaats};
pub use maat::{Feit, Maat, Programma};
pub use periode::{Kwartaal, Periode};

/// A counted period, ready to be written to files and frozen.
#[derive(Clone, Debug)]
pub struct Publicatie<'p> {
    programma: &'p Programma,
    periode: Periode,
    drempel: Drempel,
    cellen: Vec<Cel>,
}

impl<'p> Publicatie<'p> {
    /// Counts `gezinnen` once. The order of the families makes no difference.
    ///
    /// `eerder` holds every number of the release (of any length) that ends on the day before this period, empty when
    /// there is none: families carried over were in that release as well, so the two must not differ by a few.
    ///
    /// Fails when a family does not fit the programme or the division of the region.
    pub fn tel(
        programma: &'p Programma,
        indeling: &Indeling,
        gezinnen: impl IntoIterator<Item = Gezin>,
        periode: Periode,
        drempel: Drempel,
        eerder: &[Cel],
    ) -> Result<Self, Fout> {
        let cellen = blokken::tel(programma, indeling, gezinnen, periode, drempel, eerder)?;
        Ok(Self { programma, periode, drempel, cellen })
    }

    /// The published numbers, in the order of the programme, the areas and the words of each split.
    #[must_use]
    pub fn cellen(&self) -> &[Cel] {
        &self.cellen
    }
}
