//! A case that is open in an emergency: enough to help and to know whom to call, and nothing to fill in.

use actix_web::HttpResponse;
use maud::html;

use super::verloop;
use crate::{
    domain::Label as _,
    http::casus::view::{NoodCasusView, TijdlijnView},
    web::{
        blad::{Blad, Titel},
        deel::{
            dag::klok,
            staat::{Kleur, Vorm, staat},
            zij,
        },
    },
};

/// Shows it.
pub(super) fn toon(blad: &Blad, casus: &NoodCasusView, tijdlijn: &[TijdlijnView]) -> HttpResponse {
    let nu = blad.omgeving().nu;
    let inhoud = html! {
        p.note.late {
            b { (Vorm::TeLaat.teken()) " U opent dit gezin in nood." }
            " U leest tot " (klok(casus.noodprocedure.tot)) " uur. Zij, haar casusregisseur en de privacyfunctionaris zien dat."
        }
        h1.field { (zij::naam(&casus.gedeeld).unwrap_or("Een gezin")) }
        section.veilig aria-labelledby="kop-veilig" {
            h2 #kop-veilig { "Zo bereikt u haar veilig" }
            @match &casus.gedeeld.client {
                Some(haar) => { (zij::manieren(haar)) }
                None => { p { "Zij deelt met niemand hoe zij te bereiken is." } }
            }
        }
        dl.pairs.wide.card.field {
            dt { "Waar zij woont" } dd { (casus.gemeente.naam()) }
            dt { "Hulp die loopt" }
            dd {
                @if casus.steun.is_empty() { "Geen." }
                @for steun in &casus.steun { p { (staat(Vorm::Loopt, Kleur::Goed, steun.route.naam())) } }
            }
        }
        (verloop::wat_gebeurde(tijdlijn, nu))
        p.field.no-print { a href={ "/noodprocedures/" (casus.noodprocedure.id) } { "Klaar? Sluit dit gezin eerder" } }
    };
    blad.toon(&Titel::van("In nood geopend"), &inhoud)
}
