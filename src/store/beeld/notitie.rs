//! A note, as whoever may read it sees it.

use super::Kijker;
use crate::{
    domain::{casus::CasusId, notitie::Notitie},
    store::{client, conn::Tx, error::Error, notitie},
};

/// A note with its text.
#[derive(Clone, Debug)]
pub struct NotitieBeeld {
    /// The note.
    pub notitie: Notitie,
    /// What it says; gone once it was taken back, or her data were dropped.
    pub tekst: Option<String>,
}

impl NotitieBeeld {
    /// Loads the text of a note that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Notitie) -> Result<Self, Error> {
        let mut alle = Self::load_all(tx, kijker, van.casus, vec![van])?;
        Ok(alle.pop().ok_or(diesel::result::Error::NotFound)?)
    }

    /// Loads the texts of notes of one case that may be seen, in their order: two questions, however many there are.
    pub fn load_all(tx: &mut Tx, kijker: Kijker<'_>, casus: CasusId, van: Vec<Notitie>) -> Result<Vec<Self>, Error> {
        let mut teksten = match client::sleutel_van_casus(tx, kijker.kluis, casus)? {
            Some(sleutel) => notitie::teksten(tx, &sleutel, &van)?,
            None => notitie::Teksten::new(),
        };
        let met = |notitie: Notitie| Self { tekst: teksten.remove(&notitie.id), notitie };
        Ok(van.into_iter().map(met).collect())
    }
}
