//! Knooppunten: the table of each gemeente, its meetings, and what is agreed there with the parents.

pub mod afspraak;
pub mod agendapunt;
pub mod bijeenkomst;
pub mod bord;
pub mod invoer;
pub mod tafel;
pub mod view;

use actix_web::{
    http::Method,
    web::{self, ServiceConfig},
};
use strum::VariantArray as _;

use self::view::{KnooppuntView, PAD};
use super::{
    antwoord::{Antwoord, Pagina},
    problem::Problem,
    route::resource,
    transaction::Transaction,
};
use crate::domain::gebied::Gemeente;

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    let (get, post) = (Method::GET, Method::POST);
    cfg.service(resource("/knooppunten", [(get.clone(), web::to(lijst))]))
        .service(resource(
            "/knooppunten/{gemeente}/bijeenkomsten",
            [(get.clone(), web::to(bijeenkomst::lijst)), (post.clone(), web::to(bijeenkomst::plan))],
        ))
        .service(resource("/bijeenkomsten/{id}", [(get.clone(), web::to(bijeenkomst::lees))]))
        .service(resource("/knooppunten/{gemeente}/wachtend", [(get.clone(), web::to(bijeenkomst::wachtend))]))
        .service(resource("/bijeenkomsten/{id}/nog-te-doen", [(get.clone(), web::to(bijeenkomst::nog_te_doen))]))
        .service(resource("/bijeenkomsten/{id}/verslag", [(post.clone(), web::to(bijeenkomst::houd))]))
        .service(resource("/bijeenkomsten/{id}/vaststelling", [(post.clone(), web::to(bijeenkomst::stel_vast))]))
        .service(resource("/bijeenkomsten/{id}/agendapunten", [(post.clone(), web::to(agendapunt::voeg_toe))]))
        .service(resource("/agendapunten/{id}", [(get.clone(), web::to(agendapunt::lees))]))
        .service(resource("/agendapunten/{id}/deelnemers", [(post.clone(), web::to(agendapunt::zet_aan_tafel))]))
        .service(resource("/agendapunten/{id}/besluit", [(post.clone(), web::to(agendapunt::besluit))]))
        .service(resource("/agendapunten/{id}/bespreking", [(post.clone(), web::to(agendapunt::bespreek))]))
        .service(resource("/agendapunten/{id}/intrekking", [(post.clone(), web::to(agendapunt::haal_van_agenda))]))
        .service(resource("/agendapunten/{id}/afspraken", [(post.clone(), web::to(afspraak::spreek_af))]))
        .service(resource("/casussen/{id}/afspraken", [(get.clone(), web::to(afspraak::van_casus))]))
        .service(resource("/afspraken", [(get.clone(), web::to(afspraak::lijst))]))
        .service(resource("/afspraken/{id}", [(get, web::to(afspraak::lees))]))
        .service(resource("/afspraken/{id}/positie", [(post.clone(), web::to(afspraak::positie))]))
        .service(resource("/afspraken/{id}/nakoming", [(post.clone(), web::to(afspraak::kom_na))]))
        .service(resource("/afspraken/{id}/verval", [(post, web::to(afspraak::laat_vervallen))]));
}

/// Toont de knooppunten
///
/// Eén per gemeente van Zuid-Limburg, voor iedereen die is ingelogd.
#[utoipa::path(get, path = "/v1/knooppunten", operation_id = "knooppuntenLezen", tag = "knooppunt",
    responses((status = 200, description = "Alle knooppunten", body = Pagina<KnooppuntView>)))]
pub async fn lijst(t: Transaction) -> Result<Antwoord, Problem> {
    t.run(|_, _| {
        let items = Gemeente::VARIANTS.iter().copied().map(KnooppuntView::from).collect();
        Antwoord::zonder_versie(&Pagina::geheel(PAD, items))
    })
    .await
}
