//! The web: extract, call, answer.

pub mod accept;
pub mod antwoord;
pub mod beheer;
pub mod bericht;
pub mod casus;
pub mod client;
pub mod doorgeleiding;
pub mod dossier;
pub mod drempel;
pub mod evaluatie;
pub mod extract;
pub mod formulier;
pub mod getoond;
pub mod herlezen;
pub mod historie;
pub mod html;
pub mod invoer;
pub mod inzage;
pub mod knooppunt;
pub mod logboek;
pub mod mens;
pub mod noodprocedure;
pub mod notitie;
pub mod omlijsting;
pub mod openapi;
mod opnieuw;
pub mod pad;
pub mod problem;
pub mod publicatie;
pub mod referentie;
pub mod rest;
pub mod route;
pub mod signaal;
pub mod toegang;
pub mod toestemming;
pub mod traject;
pub mod transaction;
pub mod vast;
pub mod verhuizing;
pub mod voorstel;
pub mod voorwaarden;
pub mod vraag;
pub mod wissing;

/// The version of the API, on every answer and in the document.
pub const API_VERSIE: &str = "1.0.0";
