//! Keeping access: a practice in on Monday morning, a leaver out the same minute.

pub mod desk;
pub mod factor;
pub mod gebruiker;
pub mod invoer;
mod namen;
pub mod organisatie;
pub mod toekenning;
mod vers;
pub mod vertrek;
pub mod view;
pub mod wacht;
pub mod wijziging;

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};

pub(super) use self::vers::vers;
use self::vers::vers_als;
use super::route::resource;

/// The lines of the route table; that of `/organisaties` stands with the reference data.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/sessies/huidige/factor", [(Method::POST, web::to(factor::bewijs))]))
        .service(resource(
            "/organisaties/{id}",
            [(Method::GET, web::to(organisatie::lees)), (Method::PUT, web::to(organisatie::wijzig))],
        ))
        .service(resource("/organisaties/{id}/beeindiging", [(Method::POST, web::to(organisatie::beeindig))]))
        .service(resource("/organisaties/{id}/desks", [(Method::POST, web::to(desk::voeg_toe))]))
        .service(resource("/desks/{id}", [(Method::GET, web::to(desk::lees)), (Method::PUT, web::to(desk::wijzig))]))
        .service(resource(
            "/desks/{id}/ruimte",
            [(Method::GET, web::to(desk::lees_ruimte)), (Method::PUT, web::to(desk::houd_ruimte_bij))],
        ))
        .service(resource("/desks/{id}/sluiting", [(Method::POST, web::to(desk::sluit))]))
        .service(resource("/gebruikers", [(Method::POST, web::to(gebruiker::nodig_uit))]))
        .service(resource("/gebruikers/_zoek", [(Method::POST, web::to(gebruiker::zoek))]))
        .service(resource(
            "/gebruikers/{id}",
            [(Method::GET, web::to(gebruiker::lees)), (Method::PUT, web::to(gebruiker::wijzig))],
        ))
        .service(resource("/gebruikers/{id}/uitnodiging", [(Method::POST, web::to(gebruiker::nodig_opnieuw_uit))]))
        .service(resource("/gebruikers/{id}/toekenningen", [(Method::POST, web::to(toekenning::ken_toe))]))
        .service(resource("/toekenningen/{id}/bevestiging", [(Method::POST, web::to(toekenning::bevestig))]))
        .service(resource("/toekenningen/{id}/afwijzing", [(Method::POST, web::to(toekenning::wijs_af))]))
        .service(resource("/toekenningen/{id}/intrekking", [(Method::POST, web::to(toekenning::trek_in))]))
        .service(resource("/gebruikers/{id}/waarneming", [(Method::POST, web::to(toekenning::laat_waarnemen))]))
        .service(resource("/gebruikers/{id}/open-werk", [(Method::GET, web::to(vertrek::open_werk))]))
        .service(resource("/gebruikers/{id}/overdracht", [(Method::POST, web::to(vertrek::draag_over))]))
        .service(resource("/gebruikers/{id}/sessies/beeindiging", [(Method::POST, web::to(vertrek::log_uit))]))
        .service(resource("/gebruikers/{id}/vertrek", [(Method::POST, web::to(vertrek::vertrek))]))
        .service(resource("/gebruikers/{id}/factorherstel", [(Method::POST, web::to(factor::vraag_herstel))]))
        .service(resource("/factorherstellen/{id}", [(Method::GET, web::to(factor::lees_herstel))]))
        .service(resource("/factorherstellen/{id}/bevestiging", [(Method::POST, web::to(factor::bevestig_herstel))]))
        .service(resource("/bevestigingen", [(Method::GET, web::to(wacht::lijst))]))
        .service(resource("/toegangswijzigingen", [(Method::GET, web::to(wijziging::lijst))]));
}
