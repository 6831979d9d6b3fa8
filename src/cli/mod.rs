//! The command line: what is done at the machine itself, by whoever may sign in there.

pub mod gebruiker;
pub mod publicatie;
