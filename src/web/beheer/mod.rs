//! Access, for whoever keeps it: people with what they may do, organisations with their desks, and what waits for a second person.

mod bureau;
mod code;
mod formulier;
mod gegevens;
mod herstel;
mod mag;
mod mens;
mod mensen;
mod nieuw;
mod organisatie;
mod organisaties;
mod rol;
mod stand;
mod vertrek;
mod waarneming;
mod wacht;

pub use self::{mag::beheert, stand::waar, wacht::hoeveel};

use actix_web::{
    http::Method,
    web::{self, ServiceConfig},
};

use crate::http::route::resource;

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    mensen_routes(cfg);
    organisatie_routes(cfg);
    cfg.service(resource("/wacht-op-u", [(Method::GET, web::to(wacht::lees))]))
        .service(resource("/wacht-op-u/rollen/{id}/bevestigen", [(Method::POST, web::to(wacht::bevestig_rol))]))
        .service(resource("/wacht-op-u/rollen/{id}/afwijzen", [(Method::POST, web::to(wacht::wijs_rol_af))]))
        .service(resource("/wacht-op-u/factoren/{id}/bevestigen", [(Method::POST, web::to(wacht::bevestig_factor))]));
}

fn mensen_routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/mensen", [(Method::GET, web::to(mensen::alle)), (Method::POST, web::to(mensen::gekozen))]))
        .service(resource(
            "/mensen/nieuw",
            [(Method::GET, web::to(nieuw::vraag)), (Method::POST, web::to(nieuw::nodig_uit))],
        ))
        .service(resource("/mensen/{id}", [(Method::GET, web::to(mens::lees))]))
        .service(resource("/mensen/{id}/rol", [(Method::GET, web::to(rol::vraag)), (Method::POST, web::to(rol::geef))]))
        .service(resource(
            "/mensen/{id}/gegevens",
            [(Method::GET, web::to(gegevens::vraag)), (Method::POST, web::to(gegevens::wijzig))],
        ))
        .service(resource(
            "/mensen/{id}/waarneming",
            [(Method::GET, web::to(waarneming::vraag)), (Method::POST, web::to(waarneming::regel_het))],
        ))
        .service(resource(
            "/mensen/{id}/factor",
            [(Method::GET, web::to(herstel::vraag)), (Method::POST, web::to(herstel::vraag_aan))],
        ))
        .service(resource(
            "/mensen/{id}/vertrek",
            [(Method::GET, web::to(vertrek::vraag)), (Method::POST, web::to(vertrek::vertrek))],
        ))
        .service(resource("/mensen/{id}/overdracht", [(Method::POST, web::to(vertrek::draag_over))]))
        .service(resource("/mensen/{id}/uitloggen", [(Method::POST, web::to(mens::log_uit))]))
        .service(resource("/mensen/{id}/uitnodiging", [(Method::POST, web::to(nieuw::nodig_opnieuw_uit))]))
        .service(resource("/mensen/{id}/rollen/{rol}/intrekken", [(Method::POST, web::to(mens::trek_in))]));
}

fn organisatie_routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/organisaties", [(Method::GET, web::to(organisaties::lees))]))
        .service(resource(
            "/organisaties/nieuw",
            [(Method::GET, web::to(organisaties::vraag)), (Method::POST, web::to(organisaties::voeg_toe))],
        ))
        .service(resource(
            "/organisaties/{id}",
            [(Method::GET, web::to(organisatie::lees)), (Method::POST, web::to(organisatie::wijzig))],
        ))
        .service(resource(
            "/organisaties/{id}/beeindigen",
            [(Method::GET, web::to(organisatie::vraag_einde)), (Method::POST, web::to(organisatie::beeindig))],
        ))
        .service(resource(
            "/organisaties/{id}/bureau",
            [(Method::GET, web::to(bureau::vraag)), (Method::POST, web::to(bureau::voeg_toe))],
        ))
        .service(resource(
            "/bureaus/{id}",
            [(Method::GET, web::to(bureau::lees)), (Method::POST, web::to(bureau::wijzig))],
        ))
        .service(resource("/bureaus/{id}/sluiten", [(Method::POST, web::to(bureau::sluit))]));
}
