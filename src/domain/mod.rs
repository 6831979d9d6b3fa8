//! The story and its rules: no database, no web server, no clock.

pub mod fouten;
pub mod ids;
pub mod tijd;
