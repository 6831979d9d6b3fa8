//! Families that move: noting where they go, who waits to be taken over, and one of them.

pub mod een;
pub mod melden;
mod woorden;

use actix_web::{HttpResponse, http::Method, web, web::Query};
use maud::html;

use self::woorden::{heet, toestand};
use crate::{
    http::{antwoord::Bladeren, problem::Problem, route::resource, transaction::Transaction, verhuizing::wachtend},
    web::{
        blad::{Blad, Titel},
        deel::dag::moment,
        verder::Verder,
    },
};

/// So many stand on a page.
const GROOTTE: u16 = 20;

/// The lines of the route table.
pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.service(resource(
        "/casussen/{id}/verhuizen",
        [(Method::GET, web::to(melden::vraag)), (Method::POST, web::to(melden::leg_vast))],
    ))
    .service(resource("/verhuizingen", [(Method::GET, web::to(alle))]))
    .service(resource("/verhuizingen/{id}", [(Method::GET, web::to(een::lees))]))
    .service(resource("/verhuizingen/{id}/overnemen", [(Method::POST, web::to(een::neem_over))]))
    .service(resource("/verhuizingen/{id}/terugleggen", [(Method::POST, web::to(een::leg_terug))]))
    .service(resource("/verhuizingen/{id}/intrekken", [(Method::POST, web::to(een::trek_in))]));
}

/// Shows those that wait: for who is asked to take them over, and for who has them until then.
pub async fn alle(blad: Blad, t: Transaction, verder: Query<Verder>) -> Result<HttpResponse, Problem> {
    let vraag = Bladeren { aantal: Some(GROOTTE), na: verder.into_inner().na };
    let pagina = t.bekijk(move |tx, met| wachtend(tx, met, &vraag)).await?.into_view();
    let nu = blad.omgeving().nu;
    let inhoud = html! {
        h1 { "Gezinnen die verhuizen" }
        @if pagina.items.is_empty() {
            p.lead { "Geen gezin wacht op overname. Verhuist een gezin naar uw gebied, dan staat het hier en krijgt u bericht." }
        } @else {
            p.lead { "Wat het langst wacht staat bovenaan. Tot iemand een gezin overneemt, blijft het waar het is." }
            ol.rows {
                @for van in &pagina.items {
                    li.row.late[van.te_laat] {
                        div.due { (moment(van.voorgesteld_op, nu)) }
                        div { h2 { a href={ "/verhuizingen/" (van.id) } { (heet(van)) } } }
                        div.next {
                            (toestand(van, nu))
                            p { @if van.links.casus.is_some() { "Nu bij u." } @else { "U bent gevraagd het over te nemen." } }
                        }
                    }
                }
            }
        }
        @if let Some(na) = &pagina.na {
            div.pager { a.button.second href={ "/verhuizingen?na=" (na) } { "Toon de volgende " (GROOTTE) } }
        }
    };
    Ok(blad.toon(&Titel::van(format!("Gezinnen die verhuizen ({})", pagina.items.len())), &inhoud))
}
