//! Who looked, as a page to hand to the person it is about.

use maud::{Markup, html};

use super::view::{InzageRegel, InzageView};
use crate::http::html::{dag, klok, moment, pagina as hele_pagina, weekdag};

/// The page.
pub(super) fn pagina(view: &InzageView) -> Markup {
    hele_pagina(
        "Wie zag uw gegevens?",
        &html! {
            p {
                "Hieronder staat elke keer dat iemand in Knooppunt uw gegevens zag of wijzigde, of dat probeerde. "
                "Wat iemand op één dag vaker deed staat er één keer. De tijden zijn die van de klok in Nederland."
            }
            p.klein {
                "Kenmerk: " (view.client) ". Periode: " (periode(view)) ". Gemaakt op " (moment(view.opgemaakt_op.utc)) "."
            }
            (regels(view))
            p.klein {
                "Klopt er iets niet, of wilt u weten waarom iemand keek? Vraag het aan wie u dit gaf, of aan de functionaris "
                "gegevensbescherming. U kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens."
            }
        },
    )
}

/// The lines, day by day.
pub(in crate::http) fn regels(view: &InzageView) -> Markup {
    html! {
        @if view.regels.is_empty() { p { "In deze periode zag niemand uw gegevens." } }
        @for (welke, regels) in view.dagen() {
            h2 { (weekdag(welke)) }
            table {
                thead { tr { th scope="col" { "Wanneer" } th scope="col" { "Wie" } th scope="col" { "Wat" } th scope="col" { "Waarvoor" } } }
                tbody { @for regel in regels { (rij(regel)) } }
            }
        }
    }
}

fn rij(regel: &InzageRegel) -> Markup {
    html! {
        tr {
            td { (wanneer(regel)) }
            td {
                (regel.namens)
                @if let Some(functie) = &regel.functie { br; (functie) }
                @if let Some(medewerker) = &regel.medewerker { br; (medewerker) }
            }
            td {
                (regel.actie) br;
                span.klein { (regel.wat) }
                @if regel.noodprocedure { br; span.let-op { "In een noodsituatie" } }
                @if regel.geweigerd { br; span.let-op { (regel.uitkomst) } }
            }
            td {
                (regel.doel)
                @if let Some(grond) = &regel.grond { br; span.klein { "Dit mocht omdat: " (grond) } }
                @if let Some(toestemming) = &regel.toestemming { br; span.klein { "Met " (toestemming) } }
            }
        }
    }
}

fn wanneer(regel: &InzageRegel) -> Markup {
    let (eerste, laatste) = (klok(regel.eerste.utc.in_nederland()), klok(regel.laatste.utc.in_nederland()));
    html! {
        (eerste)
        @if laatste != eerste { " – " (laatste) }
        @if regel.aantal > 1 { br; span.klein { (regel.aantal) " keer" } }
        br; span.klein { (regel.eerste.utc.utc().format("%H:%M UTC")) }
    }
}

fn periode(view: &InzageView) -> String {
    match (view.van, view.tot) {
        (None, None) => "alles".to_owned(),
        (Some(van), None) => format!("vanaf {}", dag(van)),
        (None, Some(tot)) => format!("tot en met {}", dag(tot)),
        (Some(van), Some(tot)) => format!("{} tot en met {}", dag(van), dag(tot)),
    }
}
