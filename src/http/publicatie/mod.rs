//! The counts for the researcher: counted by one person, judged by another, and released. They tell of no person, so reading them
//! leaves no line in the logboek; a refusal does, and every step does.

pub mod factsheet;
pub mod lezen;
pub mod lezer;
pub mod stand;
pub mod stap;
pub mod tabel;
pub mod teller;
pub mod view;

use actix_web::{
    http::Method,
    web::{self, ServiceConfig},
};

use self::{
    lezen::{bestand, een, factsheet as blad, gebied, lijst, programma, telling, verborgen},
    stap::{geef_vrij, keur_goed, leg_terug, tel},
};
use super::route::resource;

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/publicatieprogramma", [(Method::GET, web::to(programma))]))
        .service(resource("/publicatietelling", [(Method::GET, web::to(telling))]))
        .service(resource("/publicaties", [(Method::GET, web::to(lijst)), (Method::POST, web::to(tel))]))
        .service(resource("/publicaties/{id}", [(Method::GET, web::to(een))]))
        .service(resource("/publicaties/{id}/verborgen", [(Method::GET, web::to(verborgen))]))
        .service(resource("/publicaties/{id}/bestanden/{soort}", [(Method::GET, web::to(bestand))]))
        .service(resource("/publicaties/{id}/gebieden/{gebied}", [(Method::GET, web::to(gebied))]))
        .service(resource("/publicaties/{id}/factsheets/{gebied}", [(Method::GET, web::to(blad))]))
        .service(resource("/publicaties/{id}/beoordeling", [(Method::POST, web::to(keur_goed))]))
        .service(resource("/publicaties/{id}/teruglegging", [(Method::POST, web::to(leg_terug))]))
        .service(resource("/publicaties/{id}/vrijgave", [(Method::POST, web::to(geef_vrij))]));
}
