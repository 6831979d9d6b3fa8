//! The story and its rules: no database, no web server, no clock.

pub mod ids;
pub mod publicatie;
pub mod tijd;
