//! The command line.

pub mod gebruiker;
