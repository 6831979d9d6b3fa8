//! Placeholder.

/// Placeholder: what is wrong with the input.
#[derive(Debug)]
pub struct Fouten;
