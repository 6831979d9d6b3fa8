//! The web: extract, call, answer.

pub mod extract;
pub mod invoer;
pub mod omlijsting;
pub mod pad;
pub mod problem;
pub mod route;
pub mod toegang;
pub mod voorwaarden;
pub mod vraag;

/// The version of the API, on every answer and in the document.
pub const API_VERSIE: &str = "1.0.0";
