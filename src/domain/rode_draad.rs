//! The thread through a case: what follows by itself from what was decided.

pub mod gevolg;
