//! The head of a family's page: who she is, how she is reached safely, and where she is on the thread.

use std::cmp::Ordering;

use maud::{Markup, html};

use crate::{
    domain::{
        Label as _,
        casus::{Fase, Status},
        client::Kanaal,
        gebied::Gemeente,
        tijd::Moment,
        woorden::label,
        zwangerschap::Venster,
    },
    http::{
        casus::view::{CasusView, ContactView, GedeeldView},
        html::dag as voluit,
    },
    web::deel::{
        dag::{dag, nabij},
        staat::Vorm,
    },
};

/// What she is called, for whoever may know.
pub(in crate::web::casus) fn heet(casus: &CasusView) -> String {
    heet_van(&casus.gedeeld, Some(casus.gemeente))
}

/// The same of what she shares.
pub(crate) fn heet_van(gedeeld: &GedeeldView, gemeente: Option<Gemeente>) -> String {
    let waar = gemeente.map_or("", |gemeente| gemeente.naam());
    naam(gedeeld).map_or_else(|| format!("Een gezin in {waar}"), str::to_owned)
}

pub(super) fn naam(gedeeld: &GedeeldView) -> Option<&str> {
    gedeeld.client.as_ref().map(|zij| zij.naam.as_str())
}

/// What stands in the tab of a browser: initials, how far she is, and where; nothing that names her.
pub(in crate::web::casus) fn tab(casus: &CasusView) -> String {
    tab_van(&casus.gedeeld, Some(casus.gemeente))
}

/// The same of what she shares.
pub(crate) fn tab_van(gedeeld: &GedeeldView, gemeente: Option<Gemeente>) -> String {
    let letters = |naam: &str| {
        let eerste = naam.split_whitespace().filter_map(|woord| woord.chars().find(|c| c.is_alphabetic()));
        eerste.take(3).map(|c| format!("{}.", c.to_uppercase())).collect::<Vec<_>>().join(" ")
    };
    let duur = gedeeld.zwangerschap.as_ref().and_then(|zwangerschap| zwangerschap.duur.clone());
    let delen = [naam(gedeeld).map(letters), duur, gemeente.map(|gemeente| gemeente.naam().to_owned())];
    delen.into_iter().flatten().filter(|deel| !deel.is_empty()).collect::<Vec<_>>().join(", ")
}

/// How old she is, how far, where she lives and what she speaks.
pub(in crate::web::casus) fn feiten(casus: &CasusView, nu: Moment) -> Markup {
    feiten_van(&casus.gedeeld, Some(casus.gemeente), nu)
}

/// The same of what she shares.
pub(crate) fn feiten_van(gedeeld: &GedeeldView, gemeente: Option<Gemeente>, nu: Moment) -> Markup {
    let zij = gedeeld.client.as_ref();
    let zwangerschap = gedeeld.zwangerschap.as_ref();
    html! {
        ul.facts {
            @if let Some(zij) = zij {
                @let jaar = nu.dag().years_since(zij.geboortedatum).unwrap_or_default();
                li { (jaar) " jaar, geboren " (voluit(zij.geboortedatum)) }
            }
            @if let Some(zwangerschap) = zwangerschap && let Some(duur) = &zwangerschap.duur {
                li { (duur) " weken, uitgerekend " (voluit(zwangerschap.uitgerekend)) }
            }
            @if let Some(gemeente) = gemeente { li { (gemeente.naam()) } }
            @if let Some(zij) = zij { li { (label(&["Taal"], &zij.taal)) @if zij.tolk_nodig { ", tolk nodig" } } }
        }
    }
}

/// How she is reached safely: above everything else.
pub(super) fn veilig(casus: &CasusView) -> Markup {
    html! {
        section.veilig aria-labelledby="kop-veilig" {
            h2 #kop-veilig { (Vorm::TeLaat.teken()) " Zo bereikt u haar veilig" }
            @match &casus.gedeeld.client {
                Some(zij) => { (manieren(zij)) }
                None => { p { "Zij deelt niet met u hoe u haar bereikt. Vraag het wie haar meldde." } }
            }
        }
    }
}

pub(crate) fn manieren(zij: &ContactView) -> Markup {
    let mag = |kanaal| zij.veilig_bereikbaar.contains(&kanaal);
    let manier = |kanaal: &Kanaal| match kanaal {
        Kanaal::Bellen => "bellen",
        Kanaal::Sms => "sms",
        Kanaal::App => "de app",
        Kanaal::Email => "e-mail",
        Kanaal::Brief => "een brief",
        Kanaal::ViaSignaleerder => "alleen via wie haar meldde",
    };
    let alle: Vec<&str> = zij.veilig_bereikbaar.iter().map(manier).collect();
    let nummer = zij.telefoon.as_ref().filter(|_| mag(Kanaal::Bellen) || mag(Kanaal::Sms) || mag(Kanaal::App));
    html! {
        p {
            strong { "Met " (alle.join(" of ")) "." }
            @if let Some(telefoon) = nummer { br; span.nowrap { (telefoon) } }
            @if let Some(email) = zij.email.as_ref().filter(|_| mag(Kanaal::Email)) { br; (email) }
            @if let Some(adres) = zij.adres.as_ref().filter(|_| mag(Kanaal::Brief)) { br; (adres) }
        }
        p {
            @if !mag(Kanaal::Bellen) { strong { "Niet bellen. " } }
            @if let Some(let_op) = &zij.bereikbaar_toelichting { (let_op) }
        }
    }
}

/// Where this family is on the thread.
pub(super) fn draad(casus: &CasusView, nu: Moment) -> Markup {
    let stap = |fase, tekst: String| {
        let hier = casus.fase == fase;
        let klaar = casus.fase > fase;
        html! {
            li.done[klaar] aria-current=[hier.then_some("step")] {
                (if klaar { Vorm::Goed } else if hier { Vorm::Loopt } else { Vorm::Wacht }.teken()) " "
                b { (fase.naam()) } " " (tekst)
            }
        }
    };
    let nu_hier = |fase| match casus.fase.cmp(&fase) {
        Ordering::Equal => nu_heet(casus).to_lowercase(),
        Ordering::Greater => "geweest".to_owned(),
        Ordering::Less => "nog niet".to_owned(),
    };
    html! {
        ol.draad aria-label="Rode draad" {
            (stap(Fase::Signaleren, dag(casus.aangemeld_op.dag(), nu)))
            (stap(Fase::Verkennen, nu_hier(Fase::Verkennen)))
            (stap(Fase::SteunOpMaat, nu_hier(Fase::SteunOpMaat)))
        }
        @if let Some(op) = casus.gesloten_op {
            p.note.field {
                "Gesloten " (nabij(op.dag(), nu))
                @if let Some(reden) = casus.sluitreden { ": " (reden.naam().to_lowercase()) }
                "."
            }
        }
    }
}

/// The same under the name of its step, which is not said twice.
fn nu_heet(casus: &CasusView) -> &'static str {
    if stand(casus) == casus.fase.naam() { "nu" } else { stand(casus) }
}

/// How a case stands, in words.
pub(super) fn stand(casus: &CasusView) -> &'static str {
    match casus.status {
        Status::Toegeleid => "Wacht op een bureau",
        anders => anders.naam(),
    }
}

/// A chance, as people call it.
pub(super) const fn kans(venster: Venster) -> &'static str {
    match venster {
        Venster::CenteringStart => "CenteringZwangerschap",
        Venster::VoorzorgInstroom => "VoorZorg",
        Venster::PrenataalHuisbezoek => "Huisbezoek voor de geboorte",
        Venster::StevigOuderschapInstroom => "Stevig Ouderschap",
    }
}

/// So many days, in words.
pub(super) fn dagen(dagen: i64) -> String {
    match dagen {
        0 => "alleen vandaag".to_owned(),
        1 => "1 dag".to_owned(),
        dagen => format!("{dagen} dagen"),
    }
}
