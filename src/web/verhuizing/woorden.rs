//! What is said of a family that moves: from where to where, and how that stands.

use maud::Markup;

use crate::{
    domain::{Label as _, tijd::Moment, verhuizing::Status},
    http::verhuizing::VerhuizingRegel,
    web::deel::{
        dag::nabij,
        staat::{Kleur, Vorm, staat},
    },
};

/// From where to where, in words.
pub(super) fn heet(van: &VerhuizingRegel) -> String {
    if van.van == van.naar {
        return format!("Een gezin in {} kreeg een ander adres", van.van.naam());
    }
    format!("Een gezin verhuist van {} naar {}", van.van.naam(), van.naar.naam())
}

/// How it stands, in a shape and words.
pub(super) fn toestand(van: &VerhuizingRegel, nu: Moment) -> Markup {
    match van.status {
        Status::Voorgesteld if van.te_laat => staat(
            Vorm::TeLaat,
            Kleur::Laat,
            &format!("Wacht op overname, had er {} moeten zijn", nabij(van.antwoord_voor, nu)),
        ),
        Status::Voorgesteld => {
            staat(Vorm::Wacht, Kleur::Bezig, &format!("Wacht op overname, uiterlijk {}", nabij(van.antwoord_voor, nu)))
        }
        Status::Overgenomen => staat(Vorm::Goed, Kleur::Goed, "Het gezin ligt nu daar"),
        Status::Teruggelegd => staat(Vorm::Nee, Kleur::Laat, "Niet overgenomen"),
        Status::Ingetrokken => staat(Vorm::Rust, Kleur::Rust, "Ingetrokken"),
        Status::Vervallen => staat(Vorm::Rust, Kleur::Rust, "Vervallen, want de casus is gesloten"),
    }
}
