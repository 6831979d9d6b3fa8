//! `knooppunt publicatie maak <periode>`: counts a year or a quarter, and releases it at once.
//!
//! That a second person releases it comes later; until then, whoever may run this command on the server can.

use crate::{
    domain::{
        publicatie::{Drempel, Periode, Programma},
        tijd::Moment,
    },
    store::{
        conn::Db,
        publicatie::{self, Geweigerd, Vrijgave},
    },
};

const PROGRAMMA: &str = include_str!("../../config/publicaties/kansrijke-start.toml");

/// Counts `periode` (`2025` or `2025-K3`) with threshold `drempel`, releases it, and tells what came of it.
///
/// # Errors
/// Why nothing was released, in Dutch.
pub fn maak(db: &Db, periode: &str, drempel: u32, nu: Moment) -> Result<String, String> {
    let gemaakt = |periode: &str| -> Result<_, Geweigerd> {
        let periode: Periode = periode.parse()?;
        publicatie::maak(db, &Programma::lees(PROGRAMMA)?, periode, Drempel::new(drempel)?, nu)
    };
    let (vrijgave, cellen) = gemaakt(periode).map_err(|geweigerd| geweigerd.to_string())?;
    Ok(verslag(&vrijgave, cellen))
}

fn verslag(vrijgave: &Vrijgave, cellen: usize) -> String {
    let Vrijgave {
        id,
        periode,
        programma,
        drempel,
        sha256,
        ..
    } = vrijgave;
    format!(
        "Publicatie {periode} is vrijgegeven: {cellen} getallen, programma {programma}, drempel {drempel}.\n\
         id           {id}\n\
         csv          sha256:{csv}\n\
         json         sha256:{json}\n\
         woordenboek  sha256:{woordenboek}\n",
        csv = sha256.csv,
        json = sha256.json,
        woordenboek = sha256.woordenboek,
    )
}
