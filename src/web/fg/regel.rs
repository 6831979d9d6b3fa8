//! A line of the log as a row: when, what was done, by whom, about how many people, and how it ended.

use std::net::IpAddr;

use maud::{Markup, html};

use crate::{
    domain::{
        Label as _,
        logboek::{Uitkomst, zin},
        tijd::Moment,
    },
    http::{logboek::view::LogregelView, mens::NamenView},
    web::deel::{
        dag::{hoofdletter, moment},
        staat::{Kleur, Vorm, staat},
    },
};

/// A row; `redenen` say why it asks for attention, if it does.
pub(super) fn rij(van: &LogregelView, namen: &NamenView, redenen: &[String], nu: Moment) -> Markup {
    let klas = if van.noodprocedure { "row late" } else { "row" };
    html! {
        li class=(klas) {
            div.due { (moment(van.op, nu)) }
            div {
                h3 { (hoofdletter(wat(van))) }
                @for reden in redenen { p { (reden) } }
                (wie(van, namen))
            }
            div.next {
                @if van.noodprocedure { p { (staat(Vorm::TeLaat, Kleur::Laat, "In een noodsituatie")) } }
                @if van.uitkomst != Uitkomst::Gelukt { p { (staat(Vorm::Nee, Kleur::Laat, afloop(van.uitkomst))) } }
                (over(van))
            }
        }
    }
}

/// What was done, by the words of the policy: those of the event itself are for the woman it is about.
fn wat(van: &LogregelView) -> &str {
    let gedaan = zin::handeling(&van.handeling).filter(|_| van.uitkomst == Uitkomst::Gelukt);
    gedaan.unwrap_or(&van.zin)
}

/// How it ended when it was not done.
const fn afloop(uitkomst: Uitkomst) -> &'static str {
    match uitkomst {
        Uitkomst::Gelukt => "Gedaan",
        Uitkomst::Geweigerd => "De inloggegevens klopten niet",
        Uitkomst::NietGevonden => "Er is niets getoond",
        Uitkomst::NietToegestaan => "Dat mocht niet",
        Uitkomst::Conflict => "Het kon toen niet",
        Uitkomst::Verouderd => "Het was intussen gewijzigd",
        Uitkomst::TeVaak => "Te vaak achter elkaar",
        Uitkomst::FactorNodig => "Eerst was de tweede factor nodig",
    }
}

/// Who did it: with a name and an organisation, in which role, for whom.
fn wie(van: &LogregelView, namen: &NamenView) -> Markup {
    html! {
        ul.facts.small {
            @match van.gebruiker {
                None => { li { (herkomst(van)) } }
                Some(id) => {
                    @match namen.wie(Some(id)) {
                        Some(wie) => { li { a href={ "/mensen/" (id) } { (wie.naam) } } }
                        None => { li { "Een account dat er niet meer is" } }
                    }
                }
            }
            @if let Some(rol) = van.rol { li { (rol.naam()) } }
            @if let Some(bij) = van.organisatie.and_then(|id| namen.organisatie(id)) { li { (bij) } }
            @if let Some(voor) = namen.wie(van.namens) { li { "als waarnemer van " (voor.naam) } }
            @if van.machineclient.is_some() { li { "via een computersysteem" } }
        }
    }
}

/// Where it came from when there is no account: the machine itself, or somebody who did not get in.
fn herkomst(van: &LogregelView) -> &'static str {
    match van.toegangspunt.as_str() {
        "opdrachtregel" => "Op de server zelf",
        adres if adres.parse::<IpAddr>().is_ok() => "Iemand die niet was ingelogd",
        _ => "Knooppunt zelf",
    }
}

/// About how many people, with what else happened with the data of the one.
fn over(van: &LogregelView) -> Markup {
    html! {
        @match (van.aantal_betrokkenen, van.betrokkenen.first().and_then(|een| een.client)) {
            (0, _) => { p.soft { "Over niemand in het bijzonder" } }
            (1, Some(client)) => { p { a href={ "/wie-keek/client/" (client) } { "Over één persoon: alles over haar" } } }
            (1, None) => { p { "Over één persoon, die is gewist" } }
            (n, _) => { p { "Over " (n) " personen" } }
        }
    }
}
