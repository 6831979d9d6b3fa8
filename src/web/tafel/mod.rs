//! The knooppunt, for its chair: the meetings, one family a screen, and what was agreed.

pub mod adres;
pub mod afspraken;
pub mod bijeenkomst;
pub mod bijeenkomsten;
pub mod doen;
pub mod een;
pub mod papier;
pub mod vervalt;
mod wachtend;
mod woorden;
