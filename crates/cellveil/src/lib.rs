//! Cell suppression: which counts of a group of people can be printed, so that nobody can work out a count of a few.
//!
//! [`structure`] is what everybody knows: which counts add up to which, over all releases. [`contributor`] is who is counted, and
//! when a count is safe. A [`certificate`] proves that what was hidden stays hidden, and [`verify()`] checks it by adding up.
//!
//! See the README for the method, and for what it protects against and what not.

pub mod certificate;
pub mod contributor;
mod digest;
pub mod error;
mod field;
mod nearby;
mod polytope;
mod quantity;
pub mod release;
mod search;
mod span;
pub mod structure;
mod tally;
mod terms;
pub mod verify;

pub use certificate::{Certificate, Facts, Wide};
pub use contributor::{Contribution, Contributor, Rules};
pub use error::Error;
pub use release::{Progress, Reason, Release, Wishes, release};
pub use structure::{Atom, Balance, Cell, Class, Plan, PlanError, Relation, Structure};
pub use verify::{VerifyError, verify};
