//! What to do when there is danger now: three steps and the numbers, for whoever comes by. Nothing of it is kept.

use actix_web::HttpResponse;
use maud::html;

use super::blad::{OpenBlad, Titel};

/// Shows what can be done now.
pub async fn lees(blad: OpenBlad) -> HttpResponse {
    let inhoud = html! {
        h1 { "Is er nu gevaar?" }
        p.lead { "Wacht niet op Knooppunt. Een signaal is niet de weg als iemand nu hulp nodig heeft." }
        ol.steps.card.field {
            li.step { div { h2 { "1. Direct gevaar: bel 112" } p { "Voor politie of ambulance. " a.button.grave href="tel:112" { "Bel 112" } } } }
            li.step {
                div {
                    h2 { "2. Niet veilig thuis: bel Veilig Thuis" }
                    p { "Dag en nacht, gratis. U kunt ook om advies vragen zonder haar naam te noemen. "
                        a.button.second href="tel:08002000" { "Bel 0800 2000" } }
                }
            }
            li.step {
                div {
                    h2 { "3. Denkt zij aan zelfdoding: bel 113" }
                    p { "Dag en nacht, gratis. Blijf bij haar. " a.button.second href="tel:113" { "Bel 113" } }
                }
            }
        }
        p.field { "Is zij veilig, en wil zij hulp? Dan kunt u daarna samen met haar een signaal maken." }
    };
    blad.toon(&Titel::van("Is er nu gevaar?"), &inhoud)
}
