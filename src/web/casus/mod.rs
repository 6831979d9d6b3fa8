//! Casussen, for whoever carries families: the work of today, everyone of the area, and one family.

mod antwoord;
pub mod doen;
pub mod een;
pub mod formulier;
pub mod gegevens;
pub mod gezinnen;
pub mod heropenen;
pub mod losmaken;
pub(super) mod mag;
pub mod overdracht;
pub mod regisseur;
mod rij;
pub mod sluiten;
pub mod toestemming;
pub mod vandaag;
pub mod vergelijken;
pub mod voorstel;
pub mod vraag;
pub mod zoeken;
pub mod zwangerschap;
