//! A publicatie: a year or a quarter counted once, in numbers in which nobody can be recognised.
//!
//! `programma` says what is counted (data, in `config/publicaties/`), `feiten` what there is to count, `rooster` which numbers there are
//! every period, `opbouw` of which atoms each is the sum, over all releases. The crate `cellveil` decides which can be told;
//! `gelezen` withholds for what was read in a concept that was laid aside, `telling` puts it together, `bestand` writes the files, and `vrijgave` is the way from concept to release by two persons.

pub mod bestand;
mod drempel;
mod eerder;
pub mod feiten;
pub mod gebied;
pub mod gebiedsblad;
mod gelezen;
pub mod manifest;
pub mod opbouw;
pub mod periode;
pub mod programma;
pub mod rooster;
pub mod telling;
pub mod uitsluiting;
pub mod vrijgave;

pub use self::drempel::{Drempel, Fout};
pub use periode::{Kwartaal, Periode};
pub use programma::Programma;
