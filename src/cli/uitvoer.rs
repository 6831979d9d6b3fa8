//! What whoever sits at the machine gets to read.

use std::{
    fmt,
    io::{self, Write as _},
};

/// Why the program stopped, in Dutch.
pub type Fout = Box<dyn std::error::Error>;

/// Writes a line for whoever sits at the machine.
pub fn print(what: impl fmt::Display) -> Result<(), Fout> {
    writeln!(io::stdout(), "{what}")?;
    Ok(())
}
