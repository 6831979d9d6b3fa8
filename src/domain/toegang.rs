//! Placeholder.

/// Placeholder: a refusal by a rule.
#[derive(Debug)]
pub struct Weigering;
