//! The help around a family: what was asked and how that stands, and where a request can go.

use maud::{Markup, html};

use super::pagina::Pagina;
use crate::{
    domain::{
        Label as _, casus::Status, doorgeleiding::Status as Verzoekstatus, tijd::Moment,
        toestemming::uitspraak::Dekking,
    },
    http::{casus::view::CasusDoorgeleidingView, doorgeleiding::bestemming::BestemmingView, mens::wie},
    web::deel::{
        dag::nabij,
        staat::{Kleur, Vorm, staat},
    },
};

/// What was asked, the newest first, each with its next step.
pub(super) fn wat_loopt(p: Pagina<'_>) -> Markup {
    html! {
        section.card aria-labelledby="kop-loopt" {
            h2 #kop-loopt { "Wat er loopt" }
            @if p.casus.doorgeleidingen.is_empty() {
                p { "Er is nog niemand om hulp gevraagd." }
            } @else {
                ol.steps { @for vraag in p.casus.doorgeleidingen.iter().rev() { li.step { (een(p, vraag)) } } }
            }
        }
    }
}

fn een(p: Pagina<'_>, vraag: &CasusDoorgeleidingView) -> Markup {
    let door = wie(&p.casus.mensen, vraag.geclaimd_door);
    html! {
        div {
            h3 { (vraag.desknaam) }
            p { (toestand(vraag)) }
            p.small {
                (vraag.route.naam()) ", " (vraag.organisatienaam) ". " (stap(vraag, p.nu))
                @if let Some(mens) = door { " " (mens.naam) " pakte dit op." }
            }
        }
    }
}

fn toestand(vraag: &CasusDoorgeleidingView) -> Markup {
    let (vorm, kleur, woorden) = match vraag.status {
        Verzoekstatus::Verzonden if vraag.te_laat => (Vorm::TeLaat, Kleur::Laat, "Antwoord te laat"),
        Verzoekstatus::Verzonden => (Vorm::Wacht, Kleur::Bezig, "Wacht op antwoord"),
        Verzoekstatus::Aanvaard => (Vorm::Loopt, Kleur::Goed, "Aangenomen"),
        Verzoekstatus::Gestart => (Vorm::Loopt, Kleur::Goed, "Loopt"),
        Verzoekstatus::Afgerond => (Vorm::Goed, Kleur::Rust, "Klaar"),
        Verzoekstatus::Afgewezen => (Vorm::Nee, Kleur::Laat, "Kon niet helpen"),
        Verzoekstatus::Verlopen => (Vorm::Nee, Kleur::Laat, "Antwoordde niet"),
        Verzoekstatus::Gestopt => (Vorm::Nee, Kleur::Laat, "Gestopt"),
        Verzoekstatus::NietGestart => (Vorm::Rust, Kleur::Rust, "Niet begonnen"),
        Verzoekstatus::Ingetrokken => (Vorm::Rust, Kleur::Rust, "Ingetrokken"),
        Verzoekstatus::Omgeleid => (Vorm::Rust, Kleur::Rust, "Doorgestuurd naar een ander bureau"),
    };
    staat(vorm, kleur, woorden)
}

fn stap(vraag: &CasusDoorgeleidingView, nu: Moment) -> String {
    match (vraag.status, vraag.beeindigd_op) {
        (_, Some(op)) => format!("Geëindigd {}.", nabij(op.dag(), nu)),
        (Verzoekstatus::Verzonden, None) => {
            format!(
                "Gevraagd {}, antwoord uiterlijk {}.",
                nabij(vraag.verzonden_op.dag(), nu),
                nabij(vraag.antwoord_voor, nu)
            )
        }
        _ => format!("Gevraagd {}.", nabij(vraag.verzonden_op.dag(), nu)),
    }
}

/// Where a request can go, with what she said about each; what she has to be asked first is named.
pub(super) fn waarheen(p: Pagina<'_>) -> Markup {
    let open = p.casus.status != Status::Afgesloten;
    html! {
        @if p.haar && open {
            section.card.no-print aria-labelledby="kop-waarheen" {
                h2 #kop-waarheen { "Vraag een bureau om hulp" }
                @if p.casus.status == Status::Aangemeld { p.note { "Neem dit gezin eerst aan. Daarna kunt u een bureau vragen." } }
                @if p.geheel.bestemmingen.is_empty() { p { "Er is nog geen bureau dat in deze gemeente werkt." } }
                @let (mag, eerst): (Vec<_>, Vec<_>) = p.geheel.bestemmingen.iter().partition(|bureau| mag_nu(bureau));
                @if !mag.is_empty() { ol.steps { @for bureau in &mag { li.step { (bestemming(p, bureau)) } } } }
                @if !eerst.is_empty() {
                    details.more open[mag.is_empty()] {
                        summary { "Bureaus waarvoor zij eerst ja moet zeggen (" (eerst.len()) ")" }
                        ol.steps { @for bureau in &eerst { li.step { (bestemming(p, bureau)) } } }
                    }
                }
            }
        }
    }
}

/// Whether a request can go there by what she said.
const fn mag_nu(bureau: &BestemmingView) -> bool {
    matches!(bureau.toestemming, Dekking::Geldt | Dekking::ZonderContactgegevens)
}

fn bestemming(p: Pagina<'_>, bureau: &BestemmingView) -> Markup {
    let naar = format!("/casussen/{}/vraag/{}", p.casus.id, bureau.desk);
    html! {
        div {
            h3 { (bureau.desknaam) }
            p { (zegt(bureau)) }
            p.small {
                (bureau.route.naam()) ", " (bureau.organisatienaam) "."
                @if let Some(dagen) = bureau.wachttijd_dagen { " Begint na " (dagen) @if dagen == 1 { " dag." } @else { " dagen." } }
                @if bureau.capaciteit == Some(0) { " Er is nu geen plek." }
            }
        }
        @if p.casus.status != Status::Aangemeld && bureau.loopt.is_none() {
            a.button.second href=(naar) {
                @if mag_nu(bureau) { "Vraag dit bureau" } @else { "Noteer haar antwoord" }
                span.hidden { ": " (bureau.desknaam) }
            }
        }
    }
}

/// What she said about a desk, and for what she has to be asked.
pub(in crate::web::casus) fn zegt(bureau: &BestemmingView) -> Markup {
    let (voor, aan) = (bureau.doel.naam().to_lowercase(), bureau.ontvanger.naam());
    html! {
        @if bureau.loopt.is_some() {
            (staat(Vorm::Loopt, Kleur::Bezig, "Deze vraag loopt al"))
        } @else {
            @match bureau.toestemming {
                Dekking::Geldt => { (staat(Vorm::Goed, Kleur::Goed, "Zij vindt het goed")) }
                Dekking::ZonderContactgegevens => { (staat(Vorm::Goed, Kleur::Gauw, "Zij vindt het goed, maar zonder haar naam")) }
                Dekking::NietGevraagd => {
                    (staat(Vorm::Wacht, Kleur::Gauw, "Vraag haar eerst")) " of dit met " (aan) " gedeeld mag worden, om: " (voor) "."
                }
                Dekking::Geweigerd => { (staat(Vorm::Nee, Kleur::Laat, "Zij zei nee")) " tegen delen met " (aan) ", om: " (voor) "." }
                Dekking::Ingetrokken => {
                    (staat(Vorm::Rust, Kleur::Rust, "Zij trok dit in")) ": delen met " (aan) ", om: " (voor) "."
                }
            }
        }
    }
}
