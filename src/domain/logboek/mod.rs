//! The log line: who did what to which thing, in ids and closed words only.
//!
//! [`Regel`] is a line with its meaning, [`zin`] what it says in Dutch, [`auditevent`] what it says in FHIR. [`rij`] is the
//! same line as bytes: the entry over which [`tlog`] keeps its tree. [`nota`] says in Dutch what is wrong
//! with what was signed, [`toets`] what is held against what.

pub mod aandacht;
pub mod auditevent;
pub mod nota;
mod regel;
pub mod rij;
pub mod snoei;
pub mod toets;
pub mod zin;

pub use self::regel::{Groep, Regel, Uitkomst, Verwerkingsdoel, samengevoegd};

pub use crate::domain::{
    ids::{
        LogregelId,
        kind::{Logregel, Object},
    },
    recht::{Gebeurtenis, Soort, Spoor},
};
