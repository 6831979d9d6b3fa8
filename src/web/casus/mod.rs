//! Casussen, for whoever carries families: the work of today, everyone of the area, and one family.

pub mod gezinnen;
mod rij;
pub mod vandaag;
