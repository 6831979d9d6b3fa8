//! The pages of whoever counts, judges or reads: figures that came out, a concept on its way, and what each figure means.

mod adres;
pub mod begrippen;
pub mod concept;
pub mod concepten;
pub mod een;
pub mod halen;
pub mod lijst;
mod mag;
mod rij;
pub mod stappen;

use actix_web::{
    http::Method,
    web::{self, ServiceConfig},
};

use crate::http::route::resource;

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/publicaties", [(Method::GET, web::to(lijst::lees))]))
        .service(resource("/publicaties/{id}", [(Method::GET, web::to(een::regio))]))
        .service(resource("/publicaties/{id}/naast-elkaar", [(Method::GET, web::to(een::naast_elkaar))]))
        .service(resource("/publicaties/{id}/gebieden/{gebied}", [(Method::GET, web::to(een::gebied))]))
        .service(resource("/publicaties/{id}/gebieden/{gebied}/{maat}", [(Method::GET, web::to(een::maat))]))
        .service(resource("/publicaties/{id}/factsheets/{gebied}", [(Method::GET, web::to(halen::factsheet))]))
        .service(resource("/publicaties/{id}/bestanden/{soort}", [(Method::GET, web::to(halen::bestand))]))
        .service(resource("/publicaties/{id}/concept", [(Method::GET, web::to(concept::lees))]))
        .service(resource("/publicaties/{id}/concept/{maat}", [(Method::GET, web::to(concept::verborgen))]))
        .service(resource("/publicaties/{id}/goedkeuren", [(Method::POST, web::to(stappen::keur_goed))]))
        .service(resource("/publicaties/{id}/terugleggen", [(Method::POST, web::to(stappen::leg_terug))]))
        .service(resource(
            "/publicaties/{id}/vrijgeven",
            [(Method::GET, web::to(stappen::vraag_vrijgave)), (Method::POST, web::to(stappen::geef_vrij))],
        ))
        .service(resource(
            "/concepten",
            [(Method::GET, web::to(concepten::lees)), (Method::POST, web::to(concepten::tel))],
        ))
        .service(resource("/begrippen", [(Method::GET, web::to(begrippen::lees))]));
}
