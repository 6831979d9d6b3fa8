//! Help for a family, for whoever gives it: the desk where a request lands, the request, the support under way and its visits.

pub mod bezoek;
pub mod bureau;
mod formulier;
pub mod gezinnen;
mod mag;
mod mensen;
pub mod resultaat;
pub mod ruimte;
pub mod stoppen;
pub mod traject;
pub mod uitkomst;
mod voorgesteld;
pub mod voorstel;
pub mod vraag;

use actix_web::{
    http::Method,
    web::{self, ServiceConfig},
};

use crate::http::route::resource;

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    let formulier = |stap: &str| format!("/doorgeleidingen/{{id}}/{stap}");
    cfg.service(resource("/bureau", [(Method::GET, web::to(bureau::lees))]))
        .service(resource("/bureau/aangenomen", [(Method::GET, web::to(bureau::verder_aangenomen))]))
        .service(resource(
            "/bureau/{id}/ruimte",
            [(Method::GET, web::to(ruimte::vraag)), (Method::POST, web::to(ruimte::bewaar))],
        ))
        .service(resource("/doorgeleidingen/{id}", [(Method::GET, web::to(vraag::lees))]))
        .service(resource(&formulier("oppakken"), [(Method::POST, web::to(vraag::doen::pak_op))]))
        .service(resource(&formulier("loslaten"), [(Method::POST, web::to(vraag::doen::laat_los))]))
        .service(resource(&formulier("gezin"), [(Method::POST, web::to(vraag::doen::noteer_gezin))]))
        .service(resource(&formulier("aannemen"), [(Method::POST, web::to(vraag::doen::neem_aan))]))
        .service(resource(&formulier("afwijzen"), [(Method::POST, web::to(vraag::doen::wijs_af))]))
        .service(resource(&formulier("doorsturen"), [(Method::POST, web::to(vraag::doen::stuur_door))]))
        .service(resource(&formulier("teruggeven"), [(Method::POST, web::to(vraag::doen::geef_terug))]))
        .service(resource(&formulier("intrekken"), [(Method::POST, web::to(vraag::doen::trek_in))]))
        .service(resource("/trajecten", [(Method::GET, web::to(gezinnen::lees))]))
        .service(resource("/trajecten/{id}", [(Method::GET, web::to(traject::lees))]))
        .service(resource("/trajecten/{id}/beginnen", [(Method::POST, web::to(traject::doen::begin))]))
        .service(resource("/trajecten/{id}/bezoek", [(Method::POST, web::to(traject::doen::plan))]))
        .service(resource(
            "/trajecten/{id}/uitkomst",
            [(Method::GET, web::to(uitkomst::vraag)), (Method::POST, web::to(uitkomst::leg_vast))],
        ))
        .service(resource(
            "/trajecten/{id}/resultaat",
            [(Method::GET, web::to(resultaat::vraag)), (Method::POST, web::to(resultaat::rond_af))],
        ))
        .service(resource(
            "/trajecten/{id}/stoppen",
            [(Method::GET, web::to(stoppen::vraag)), (Method::POST, web::to(stoppen::stop))],
        ))
        .service(resource(
            "/trajecten/{id}/voorstel",
            [(Method::GET, web::to(voorstel::vraag)), (Method::POST, web::to(voorstel::stel_voor))],
        ))
        .service(resource("/voorstellen/{id}/intrekken", [(Method::POST, web::to(voorstel::trek_in))]))
        .service(resource(
            "/contactmomenten/{id}",
            [(Method::GET, web::to(bezoek::lees)), (Method::POST, web::to(bezoek::bewaar))],
        ));
}
