//! The story and its rules: no database, no web server, no clock.

pub mod casus;
pub mod client;
pub mod doorgeleiding;
pub mod evaluatie;
pub mod fouten;
pub mod gebied;
pub mod ids;
pub mod knooppunt;
pub mod logboek;
pub mod reden;
pub mod route;
pub mod signaal;
pub mod thema;
pub mod tijd;
pub mod toegang;
pub mod toestemming;
pub mod traject;
pub mod werkdagen;
pub mod zwangerschap;

