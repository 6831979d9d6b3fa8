//! The help around a family: what was asked and how that stands, and where a request can go.

use maud::{Markup, html};

use super::pagina::Pagina;
use crate::{
    domain::{
        Label as _,
        casus::Status,
        doorgeleiding::{Status as Verzoekstatus, gezin::Gezinsantwoord},
        routeadvies::{Gewicht, Oordeel},
        tijd::Moment,
        toestemming::uitspraak::Dekking,
    },
    http::{
        casus::view::CasusDoorgeleidingView,
        doorgeleiding::{bestemming::BestemmingView, routeadvies::AdviesView},
        mens::wie,
    },
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
            p { (toestand(vraag)) (gezin(vraag)) }
            p.small {
                (vraag.route.naam()) ", " (vraag.organisatienaam) ". " (stap(vraag, p.nu))
                @if let Some(mens) = door { " " (mens.naam) " pakte dit op." }
            }
        }
    }
}

/// What the family said, once it did.
fn gezin(vraag: &CasusDoorgeleidingView) -> Markup {
    let zegt = match vraag.gezinsantwoord {
        Gezinsantwoord::NogNietGevraagd if vraag.status.is_open() || !vraag.status.loopt() => "",
        Gezinsantwoord::NogNietGevraagd => " Het gezin is nog niet gevraagd of het dit wil.",
        Gezinsantwoord::Ja => " Het gezin zei ja.",
        Gezinsantwoord::Nee => " Het gezin zei nee.",
        Gezinsantwoord::Later => " Het gezin wil dit later.",
    };
    html! {
        "." (zegt)
        @if vraag.status.loopt() {
            " " a href={ "/doorgeleidingen/" (vraag.id) } { "Bekijk de vraag" span.hidden { ": " (vraag.desknaam) } }
        }
    }
}

fn toestand(vraag: &CasusDoorgeleidingView) -> Markup {
    let (vorm, kleur, woorden) = match vraag.status {
        Verzoekstatus::Verzonden if vraag.te_laat => (Vorm::TeLaat, Kleur::Laat, "Antwoord te laat"),
        Verzoekstatus::Verzonden => (Vorm::Wacht, Kleur::Bezig, "Wacht op antwoord"),
        Verzoekstatus::Aanvaard => (Vorm::Loopt, Kleur::Goed, "Aangenomen"),
        Verzoekstatus::IntakeGepland => (Vorm::Loopt, Kleur::Goed, "Kennismaking gepland"),
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

/// Which support fits, with the desks where a request can go and what she has to be asked first; what does not fit, with why.
pub(super) fn waarheen(p: Pagina<'_>) -> Markup {
    let open = p.casus.status != Status::Afgesloten;
    let alle = p.geheel.routeadvies.iter().filter(|advies| !advies.desks.is_empty());
    let (past_niet, past): (Vec<_>, Vec<_>) = alle.partition(|advies| advies.advies == Oordeel::Nee);
    html! {
        @if p.haar && open {
            section.card.no-print aria-labelledby="kop-waarheen" {
                h2 #kop-waarheen { "Welke steun past" }
                @if p.casus.status == Status::Aangemeld { p.note { "Neem dit gezin eerst aan. Daarna kunt u een bureau vragen." } }
                @if past.is_empty() && past_niet.is_empty() { p { "Er is nog geen bureau dat in deze gemeente werkt." } }
                @if !past.is_empty() { ol.steps { @for advies in &past { (per_bureau(p, advies)) } } }
                @if !past_niet.is_empty() {
                    details.more open[past.is_empty()] {
                        summary { "Wat nu niet past, en waarom (" (past_niet.len()) ")" }
                        ol.steps { @for advies in &past_niet { (per_bureau(p, advies)) } }
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

fn per_bureau(p: Pagina<'_>, advies: &AdviesView) -> Markup {
    html! { @for bureau in &advies.desks { li.step { (bestemming(p, advies, bureau)) } } }
}

fn bestemming(p: Pagina<'_>, advies: &AdviesView, bureau: &BestemmingView) -> Markup {
    let naar = format!("/casussen/{}/vraag/{}", p.casus.id, bureau.desk);
    html! {
        div {
            h3 { (bureau.desknaam) }
            p { (oordeel(advies)) }
            p { (zegt(bureau)) }
            p.small { (bureau.route.naam()) ", " (bureau.organisatienaam) "." (ruimte(bureau, p.nu)) }
        }
        @if p.casus.status != Status::Aangemeld && bureau.loopt.is_none() {
            a.button.second href=(naar) {
                @if mag_nu(bureau) { "Vraag dit bureau" } @else { "Noteer haar antwoord" }
                span.hidden { ": " (bureau.desknaam) }
            }
        }
    }
}

/// What the rules say of a route, in words: why not, what to ask, and what is told beside it.
pub(in crate::web::casus) fn oordeel(advies: &AdviesView) -> Markup {
    let tegen = |gewicht| {
        let alle = advies.regels.iter().filter(|een| een.uitkomst == Oordeel::Nee && een.gewicht == gewicht);
        alle.map(|een| een.code.naam()).collect::<Vec<_>>().join("; ")
    };
    let let_op = tegen(Gewicht::Waarschuwing);
    html! {
        @match advies.advies {
            Oordeel::Ja => { (staat(Vorm::Goed, Kleur::Goed, "Past")) }
            Oordeel::Nee => { (staat(Vorm::Nee, Kleur::Laat, "Past niet")) ": " (tegen(Gewicht::Eis)) "." }
            Oordeel::Onbekend => { (staat(Vorm::Wacht, Kleur::Gauw, "Nog niet bekend of dit past")) "." }
        }
        @if !let_op.is_empty() { " Let op: " (let_op) "." }
        @if advies.niet_voor.is_some() { " Dit begint na de bevalling." }
    }
}

/// The room of a desk and how long a family waits there, as far as the desk says.
pub(in crate::web::casus) fn ruimte(bureau: &BestemmingView, nu: Moment) -> Markup {
    html! {
        @match bureau.vrije_plekken {
            Some(0) => " Er is nu geen plek.",
            Some(1) => " Nu plek voor 1 gezin.",
            Some(plek) => { " Nu plek voor " (plek) " gezinnen." }
            None => {}
        }
        @if let Some(dagen) = bureau.wachttijd_dagen { " Begint na " (dagen) @if dagen == 1 { " dag." } @else { " dagen." } }
        @if let Some(op) = bureau.ruimte_nagekeken_op { " Nagekeken " (nabij(op.dag(), nu)) "." }
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
