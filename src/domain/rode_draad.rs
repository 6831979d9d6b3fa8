//! The thread through a case: what its state is by all that happened to it, and what follows by itself from what was decided.
//!
//! It stands above the words: a casus does not know its requests, and a request does not know what it makes of the casus.

mod daad;
pub mod einde;
mod feit;
mod feiten;
pub mod gevolg;
mod gezegd;
pub mod lijst;
pub mod maning;
mod melding;
pub mod plek;
mod tafel;
pub mod uitspraken;
pub mod verhuisd;

pub use self::feiten::{Feiten, Gevraagd, Terug};
