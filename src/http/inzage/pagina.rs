//! Who looked, as a page to hand to the person it is about.

use maud::{Markup, html};

use super::view::{InzageRegel, InzageView, VanWie, per_wie};
use crate::http::html::{dag, klok, moment, pagina as hele_pagina, weekdag};

/// The page.
#[must_use]
pub fn pagina(view: &InzageView) -> Markup {
    hele_pagina(
        "Wie zag uw gegevens?",
        &html! {
            p {
                "Hieronder staat elke keer dat iemand in Knooppunt uw gegevens zag of wijzigde, of dat probeerde. "
                "Per dag staat bij elkaar wat dezelfde deed; wat die vaker deed staat er één keer, met hoe vaak. Achter het "
                "streepje staat waarom het mocht. De tijden zijn die van de klok in Nederland."
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

/// The lines, day by day, and of each day by who it was: so a name, a purpose and a reason stand there once.
#[must_use]
pub fn regels(view: &InzageView) -> Markup {
    html! {
        @if view.regels.is_empty() { p { "In deze periode zag niemand uw gegevens." } }
        @for (welke, regels) in view.dagen() {
            h2 { (weekdag(welke)) }
            @for wie in per_wie(regels) { (van_wie(&wie)) }
        }
    }
}

fn van_wie(wie: &VanWie<'_>) -> Markup {
    let eerder = std::iter::once(None).chain(wie.regels.iter().map(Some));
    html! {
        section.wie {
            p {
                strong { (wie.namens) }
                @if let Some(functie) = wie.functie { ", " (functie) }
                @if let Some(medewerker) = wie.medewerker { ": " (medewerker) }
                br; span.klein { "Waarvoor: " (wie.doelen()) }
            }
            ul.regels { @for (regel, eerder) in wie.regels.iter().zip(eerder) { (rij(regel, eerder.copied())) } }
        }
    }
}

/// A line; why it was allowed and by which consent is told when it is something else than on the line before.
fn rij(regel: &InzageRegel, eerder: Option<&InzageRegel>) -> Markup {
    let anders = |zin: fn(&InzageRegel) -> Option<&str>| {
        zin(regel).filter(|nu| eerder.and_then(zin).is_none_or(|eerder| eerder != *nu))
    };
    html! {
        li {
            (wanneer(regel))
            span {
                (regel.actie) ": " (regel.wat)
                @if regel.noodprocedure { span.let-op { ". In een noodsituatie" } }
                @if regel.geweigerd { span.let-op { ". " (regel.uitkomst) } }
                @if let Some(grond) = anders(|regel| regel.grond.as_deref()) { span.klein { " – " (grond) } }
                @if let Some(toestemming) = anders(|regel| regel.toestemming.as_deref()) { span.klein { "; met " (toestemming) } }
            }
        }
    }
}

fn wanneer(regel: &InzageRegel) -> Markup {
    let (eerste, laatste) = (klok(regel.eerste.utc.in_nederland()), klok(regel.laatste.utc.in_nederland()));
    html! {
        time datetime=(regel.eerste.utc) {
            (eerste)
            @if laatste != eerste { "–" (laatste) }
            @if regel.aantal > 1 { span.klein { " (" (regel.aantal) "×)" } }
        }
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
