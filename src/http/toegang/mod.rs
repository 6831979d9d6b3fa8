//! Getting in: sessions, and the invitation that makes an account usable.

mod aanbieder;
mod afwijzing;
mod aud;
pub mod beveiligingssleutel;
pub mod browser;
pub mod code;
pub mod deur;
mod dienst;
pub mod eigen;
mod hasher;
pub mod inloggen;
pub mod klop;
pub mod oidc;
mod openbaar;
mod poging;
pub mod proef;
pub mod sessie;
pub mod sleutels;
#[cfg(test)]
mod tests;
pub mod token;
pub mod tokens;
pub mod uitdaging;
pub mod uitnodiging;
pub mod webauthn;
pub mod zegel;
pub mod zelf;

use actix_web::{
    http::Method,
    web::{self, ServiceConfig},
};

pub use self::dienst::Toegang;
use super::route::resource;

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource(
        "/sessies",
        [(Method::POST, web::to(inloggen::begin)), (Method::GET, web::to(sessie::lijst))],
    ))
    .service(resource("/sessies/vernieuwing", [(Method::POST, web::to(inloggen::vernieuw))]))
    .service(resource("/sessies/beeindiging", [(Method::POST, web::to(sessie::beeindig_andere))]))
    .service(resource(
        "/sessies/huidige",
        [(Method::GET, web::to(sessie::toon)), (Method::DELETE, web::to(sessie::beeindig))],
    ))
    .service(resource("/sessies/huidige/wachtwoord", [(Method::POST, web::to(eigen::wijzig_wachtwoord))]))
    .service(resource("/sessies/huidige/herstelcodes", [(Method::POST, web::to(eigen::vernieuw_herstelcodes))]))
    .service(resource("/sessies/uitdaging", [(Method::POST, web::to(klop::daag_uit))]))
    .service(resource(
        "/sessies/huidige/beveiligingssleutels/uitdaging",
        [(Method::POST, web::to(beveiligingssleutel::vraag))],
    ))
    .service(resource(
        "/sessies/huidige/beveiligingssleutels",
        [(Method::GET, web::to(beveiligingssleutel::lijst)), (Method::POST, web::to(beveiligingssleutel::voeg_toe))],
    ))
    .service(resource("/beveiligingssleutels/{id}", [(Method::DELETE, web::to(beveiligingssleutel::verwijder))]))
    .service(resource("/sessies/{id}", [(Method::DELETE, web::to(sessie::beeindig_een))]))
    .service(resource("/oidc/begin", [(Method::GET, web::to(oidc::begin))]))
    .service(resource("/oidc/voltooiing", [(Method::POST, web::to(oidc::voltooi))]))
    .service(resource("/tokens", [(Method::POST, web::to(tokens::geef))]))
    .service(resource("/sleutels", [(Method::GET, web::to(sleutels::lees))]))
    .service(resource("/uitnodigingen/aanvaarding", [(Method::POST, web::to(uitnodiging::aanvaard))]));
}
