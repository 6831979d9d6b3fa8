//! What somebody may do, where, until when, and how it stands: in words.

use chrono::TimeDelta;
use maud::{Markup, html};

use crate::{
    domain::{
        Label as _, Word as _,
        gebied::{Gemeente, Subregio},
        tijd::Moment,
        toegang::beheer::{GebruikerStatus, ToekenningStatus},
    },
    http::{
        beheer::view::{GebiedView, GebruikerView, ToekenningView},
        mens::NamenView,
    },
    web::deel::{
        dag::dag,
        staat::{Kleur, Vorm, staat},
    },
};

/// Where it holds.
#[must_use]
pub fn waar(gebied: &GebiedView, namen: &NamenView) -> String {
    let waarde = gebied.waarde.as_str();
    let gevonden = match gebied.soort {
        "regio" => Some("de hele regio".to_owned()),
        "subregio" => Subregio::parse(waarde).map(|daar| daar.naam().to_owned()),
        "gemeente" => Gemeente::parse(waarde).map(|daar| daar.naam().to_owned()),
        "organisatie" => waarde.parse().ok().and_then(|id| namen.organisatie(id)).map(str::to_owned),
        _ => waarde.parse().ok().and_then(|id| namen.desk(id)).map(|desk| format!("bureau {}", desk.naam)),
    };
    gevonden.unwrap_or_else(|| "een plek die er niet meer is".to_owned())
}

/// A role with where it holds.
pub(super) fn rol(van: &ToekenningView, namen: &NamenView) -> String {
    format!("{}, {}", van.rol.naam(), waar(&van.gebied, namen))
}

/// From when until when; an end at midnight is the day before.
pub(super) fn periode(van: &ToekenningView, nu: Moment) -> String {
    let laatste = |tot: Moment| tot.plus(TimeDelta::microseconds(-1)).dag();
    let begin = van.geldig_van.dag();
    match (van.geldig_tot, begin > nu.dag()) {
        (Some(tot), true) => format!("vanaf {} tot en met {}", dag(begin, nu), dag(laatste(tot), nu)),
        (Some(tot), false) => format!("sinds {}, tot en met {}", dag(begin, nu), dag(laatste(tot), nu)),
        (None, true) => format!("vanaf {}", dag(begin, nu)),
        (None, false) => format!("sinds {}", dag(begin, nu)),
    }
}

/// How a grant stands.
pub(super) fn van_rol(van: &ToekenningView, nu: Moment) -> Markup {
    match van.status {
        ToekenningStatus::Wacht => staat(Vorm::Wacht, Kleur::Gauw, "Wacht op een tweede persoon"),
        ToekenningStatus::Loopt if van.geldig_van > nu => staat(Vorm::Wacht, Kleur::Bezig, "Begint later"),
        ToekenningStatus::Loopt => staat(Vorm::Goed, Kleur::Goed, "Geldt"),
        ToekenningStatus::Beeindigd => staat(Vorm::Rust, Kleur::Rust, "Geldt niet meer"),
    }
}

/// How an account stands.
pub(super) fn van_account(wie: &GebruikerView) -> Markup {
    match wie.status {
        GebruikerStatus::Uitgenodigd => staat(Vorm::Wacht, Kleur::Gauw, "Uitgenodigd, nog niet aanvaard"),
        GebruikerStatus::Actief => staat(Vorm::Goed, Kleur::Goed, "Kan inloggen"),
        GebruikerStatus::Vertrokken => staat(Vorm::Rust, Kleur::Rust, "Vertrokken"),
    }
}

/// What is said of whoever gave it: a name, or the machine itself.
pub(super) fn door(van: &ToekenningView, namen: &NamenView) -> Markup {
    html! {
        @match van.gegeven_door {
            None => { "gegeven op de server zelf" }
            Some(id) => { "gegeven door " (namen.wie(Some(id)).map_or("iemand die er niet meer is", |wie| wie.naam.as_str())) }
        }
        @if let Some(voor) = namen.wie(van.waarneming_voor) { ", als waarnemer van " (voor.naam) }
        @if let Some(tweede) = namen.wie(van.bevestigd_door) { ", bevestigd door " (tweede.naam) }
    }
}
