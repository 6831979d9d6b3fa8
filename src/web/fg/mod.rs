//! Oversight, for the privacy officer: what asks for attention, who looked, emergencies to judge, and what a woman asks for.

pub mod aandacht;
pub mod inzage;
pub mod nood;
mod regel;
pub mod wie_keek;

use actix_web::{
    http::Method,
    web::{self, ServiceConfig},
};

use crate::http::route::resource;

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/aandacht", [(Method::GET, web::to(aandacht::alles))]))
        .service(resource("/aandacht/{regel}", [(Method::GET, web::to(aandacht::een))]))
        .service(resource(
            "/wie-keek",
            [(Method::GET, web::to(wie_keek::lees)), (Method::POST, web::to(wie_keek::zoek_account))],
        ))
        .service(resource("/wie-keek/account/{id}", [(Method::GET, web::to(wie_keek::van_account))]))
        .service(resource("/wie-keek/client/{id}", [(Method::GET, web::to(wie_keek::over_client))]))
        .service(resource("/wie-keek/casus/{id}", [(Method::GET, web::to(wie_keek::in_casus))]))
        .service(resource("/noodprocedures", [(Method::GET, web::to(nood::alle))]))
        .service(resource("/noodprocedures/{id}/beeindigen", [(Method::POST, web::to(nood::beeindig))]))
        .service(resource(
            "/noodprocedures/{id}",
            [(Method::GET, web::to(nood::lees)), (Method::POST, web::to(nood::beoordeel))],
        ))
        .service(resource("/clienten/{id}/inzage", [(Method::GET, web::to(inzage::lees))]))
        .service(resource("/clienten/{id}/inzage/papier", [(Method::GET, web::to(inzage::papier))]))
        .service(resource("/clienten/{id}/dossier", [(Method::GET, web::to(inzage::dossier))]));
}
