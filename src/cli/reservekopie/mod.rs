//! `knooppunt reservekopie` and `knooppunt herstel`: one committed state of the whole database, encrypted to a key that is not on
//! this machine, and back.

mod bestand;
mod gereedschap;
pub mod herstel;
pub mod maak;
mod manifest;
mod wissingen;

use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

use age::{secrecy::ExposeSecret as _, x25519};
use clap::Subcommand;

use self::bestand::{bij, nieuw};
use super::{Fout, print};
use crate::config::Instellingen;

/// What can be done about copies.
#[derive(Debug, Subcommand)]
pub enum Reservekopie {
    /// Maak een sleutel waarmee reservekopieën weer open gaan, en toon de openbare helft. Bewaar het bestand ergens anders dan hier
    Sleutel {
        /// Het bestand van de sleutel
        bestand: PathBuf,
    },
    /// Schrijf een kopie van de hele database, van één moment, terwijl de server doorwerkt; versleuteld (age)
    Maak(maak::Opties),
}

/// Does what is asked.
///
/// An error says why not, in Dutch.
pub fn run(settings: &Instellingen, wat: &Reservekopie) -> Result<(), Fout> {
    match wat {
        Reservekopie::Sleutel { bestand } => sleutel(bestand),
        Reservekopie::Maak(opties) => print(maak::maak(settings, opties)?),
    }
}

fn sleutel(bestand: &Path) -> Result<(), Fout> {
    let geheim = x25519::Identity::generate();
    let openbaar = geheim.to_public();
    let inhoud = format!("# public key: {openbaar}\n{}\n", geheim.to_string().expose_secret());
    nieuw(bestand).and_then(|mut open| open.write_all(inhoud.as_bytes())).map_err(|fout| bij(bestand, &fout))?;
    print(openbaar)
}
