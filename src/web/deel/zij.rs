//! She, as far as she shares that with whoever looks: what she is called, what is known of her, and how she is reached safely.

use maud::{Markup, html};

use super::{
    dag::{dag, nabij},
    vorm::Vorm,
};
use crate::{
    domain::{Label as _, client::Kanaal, gebied::Gemeente, tijd::Moment, woorden::label, zwangerschap::Status},
    http::{
        casus::view::{ContactView, GedeeldView, WachtrijGezinView, ZwangerschapView},
        html::dag as voluit,
    },
};

/// What a family is called of which no name is shared.
#[must_use]
pub fn zonder_naam(gemeente: Option<Gemeente>) -> String {
    gemeente.map_or_else(|| "Een gezin".to_owned(), |daar| format!("Een gezin in {}", daar.naam()))
}

/// What she is called, for whoever may know.
#[must_use]
pub fn heet(gedeeld: &GedeeldView, gemeente: Option<Gemeente>) -> String {
    naam(gedeeld).map_or_else(|| zonder_naam(gemeente), str::to_owned)
}

/// Her name, if she shares it.
#[must_use]
pub fn naam(gedeeld: &GedeeldView) -> Option<&str> {
    gedeeld.client.as_ref().map(|zij| zij.naam.as_str())
}

/// What stands in the tab of a browser: initials, how far she is, and where; nothing that names her.
#[must_use]
pub fn tab(gedeeld: &GedeeldView, gemeente: Option<Gemeente>) -> String {
    let letters = |naam: &str| {
        let eerste = naam.split_whitespace().filter_map(|woord| woord.chars().find(|c| c.is_alphabetic()));
        eerste.take(3).map(|c| format!("{}.", c.to_uppercase())).collect::<Vec<_>>().join(" ")
    };
    let duur = gedeeld.zwangerschap.as_ref().and_then(|zwangerschap| zwangerschap.duur.clone());
    let delen = [naam(gedeeld).map(letters), duur, gemeente.map(|daar| daar.naam().to_owned())];
    delen.into_iter().flatten().filter(|deel| !deel.is_empty()).collect::<Vec<_>>().join(", ")
}

/// How old she is, how far, where she lives and what she speaks.
#[must_use]
pub fn feiten(gedeeld: &GedeeldView, gemeente: Option<Gemeente>, nu: Moment) -> Markup {
    let zij = gedeeld.client.as_ref();
    html! {
        ul.facts {
            @if let Some(zij) = zij {
                @let jaar = nu.dag().years_since(zij.geboortedatum).unwrap_or_default();
                li { (jaar) " jaar, geboren " (voluit(zij.geboortedatum)) }
            }
            @if let Some(zwangerschap) = &gedeeld.zwangerschap && let Some(duur) = &zwangerschap.duur {
                li { (duur) " weken, uitgerekend " (voluit(zwangerschap.uitgerekend)) }
            }
            @if let Some(daar) = gemeente { li { (daar.naam()) } }
            @if let Some(zij) = zij { li { (label(&["Taal"], &zij.taal)) @if zij.tolk_nodig { ", tolk nodig" } } }
        }
    }
}

/// The same in a row: her age, how far she is, where she lives, and her language when that matters.
#[must_use]
pub fn kort(gezin: Option<&WachtrijGezinView>, gemeente: Option<Gemeente>) -> Markup {
    let van = |wat: fn(&WachtrijGezinView) -> Option<String>| gezin.and_then(wat);
    html! {
        ul.facts {
            @if let Some(leeftijd) = van(|gezin| gezin.leeftijd.map(|jaar| format!("{jaar} jaar"))) { li { (leeftijd) } }
            @if let Some(duur) = van(|gezin| gezin.duur.as_ref().map(|duur| format!("{duur} weken"))) { li { (duur) } }
            @if let Some(daar) = gemeente { li { (daar.naam()) } }
            @if let Some(taal) = van(taal) { li { (taal) } }
        }
    }
}

/// The language, when it is another or somebody has to interpret.
fn taal(gezin: &WachtrijGezinView) -> Option<String> {
    let tolk = gezin.tolk_nodig == Some(true);
    let taal = gezin.taal.as_deref().filter(|taal| tolk || *taal != "nl")?;
    Some(format!("{}{}", label(&["Taal"], taal), if tolk { ", tolk" } else { "" }))
}

/// How she is reached safely: above everything else. `anders` says what to do when she does not share it.
#[must_use]
pub fn veilig(gedeeld: &GedeeldView, anders: &str) -> Markup {
    html! {
        section.veilig aria-labelledby="kop-veilig" {
            h2 #kop-veilig { (Vorm::TeLaat.teken()) " Zo bereikt u haar veilig" }
            @match &gedeeld.client {
                Some(zij) => { (manieren(zij)) }
                None => { p { (anders) } }
            }
        }
    }
}

/// The ways that are safe, and what to mind.
#[must_use]
pub fn manieren(zij: &ContactView) -> Markup {
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

/// What she agreed to share of what plays, and what she keeps to herself.
#[must_use]
pub fn wat_zij_deelt(gedeeld: &GedeeldView, nu: Moment) -> Markup {
    let niet = niet_gedeeld(gedeeld);
    html! {
        (wat_er_speelt(gedeeld, nu))
        @if !niet.is_empty() { p.field.small.soft { "Dit deelt zij niet met u: " (niet.join(", ")) "." } }
    }
}

/// The ways that are safe to reach her, where that is known.
#[must_use]
pub fn bereikbaar(gedeeld: &GedeeldView) -> Markup {
    html! { @if let Some(zij) = &gedeeld.client { (manieren(zij)) } }
}

/// What plays, her own words first.
#[must_use]
pub fn wat_er_speelt(gedeeld: &GedeeldView, nu: Moment) -> Markup {
    let oordeel = gedeeld.kwetsbaarheid.as_ref();
    html! {
        @for vraag in gedeeld.eigen_vragen.iter().flatten() { blockquote.own-words { "“" (vraag) "”" } }
        dl.pairs.wide.field {
            @if let Some(themas) = &gedeeld.themas {
                dt { "Onderwerpen" }
                dd { (woorden(&themas.iter().map(|thema| thema.naam()).collect::<Vec<_>>())) }
            }
            @if let Some(helpt) = &gedeeld.beschermende_factoren {
                dt { "Wat haar helpt" }
                dd { (woorden(&helpt.iter().map(|factor| factor.naam()).collect::<Vec<_>>())) }
            }
            @if let Some(zwanger) = gedeeld.zwangerschap.as_ref().and_then(|zij| zwanger(zij, nu)) {
                dt { "Zwangerschap" }
                dd { (zwanger) }
            }
            @if let Some(oordelen) = oordeel {
                dt { "Hoe kwetsbaar" }
                dd {
                    @match oordelen.last() {
                        Some(laatste) => {
                            (laatste.graad.naam())
                            @if laatste.samen_gewogen { ", samen met haar gewogen" }
                            ", " (nabij(laatste.op.dag(), nu)) "."
                        }
                        None => { span.soft { "Nog niet gewogen." } }
                    }
                }
            }
        }
    }
}

/// What she keeps to herself.
fn niet_gedeeld(gedeeld: &GedeeldView) -> Vec<&'static str> {
    let alle = [
        (gedeeld.client.is_none(), "wie zij is en hoe u haar bereikt"),
        (gedeeld.zwangerschap.is_none(), "hoe ver zij is"),
        (gedeeld.themas.is_none(), "waar het over gaat"),
        (gedeeld.beschermende_factoren.is_none(), "wat haar helpt"),
        (gedeeld.kwetsbaarheid.is_none(), "hoe kwetsbaar de situatie is"),
        (gedeeld.eigen_vragen.is_none(), "wat zij zelf vraagt"),
    ];
    alle.into_iter().filter(|(niet, _)| *niet).map(|(_, wat)| wat).collect()
}

/// Words beside each other, or that there are none.
#[must_use]
pub fn woorden(alle: &[&str]) -> Markup {
    html! {
        @if alle.is_empty() { span.soft { "Niets genoteerd." } }
        @else { ul.words { @for woord in alle { li { (woord) } } } }
    }
}

/// Her pregnancy, or the day on which the child was born; of one that ended otherwise nothing is said here.
fn zwanger(zij: &ZwangerschapView, nu: Moment) -> Option<Markup> {
    if let (Status::Geboren, Some(op)) = (zij.status, zij.geeindigd_op) {
        return Some(html! { "Geboren op " (dag(op, nu)) "." });
    }
    zij.duur.as_ref()?;
    Some(html! {
        @if zij.eerste_kind { "Eerste kind" } @else { "Niet haar eerste kind" }
        @if zij.aantal_kinderen > 1 { ", " (zij.aantal_kinderen) " kinderen" }
        ". Uitgerekend op " (dag(zij.uitgerekend, nu)) ", " (zij.bron.naam().to_lowercase()) "."
    })
}
