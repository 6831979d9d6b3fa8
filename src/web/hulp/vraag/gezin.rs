//! What the family says to a request, and noting it: by the desk, or by whoever coordinates.

use maud::{Markup, html};

use super::pagina::{GEZIN, Pagina};
use crate::{
    domain::{
        Label as _, Word as _,
        doorgeleiding::{Status, gezin::Gezinsantwoord},
    },
    web::{
        casus::formulier::{met_versie, onder_een_knop},
        deel::{
            keuze::Groep,
            staat::{Kleur, Vorm, staat},
        },
        hulp::formulier::{keuze_id, kiezen},
    },
};

/// What they can say.
const ANTWOORDEN: [Gezinsantwoord; 3] = [Gezinsantwoord::Ja, Gezinsantwoord::Nee, Gezinsantwoord::Later];

/// Shows it; until the support begins it can be noted.
pub(super) fn antwoord(p: Pagina<'_>) -> Markup {
    let regel = p.regel();
    let voor_het_begin = matches!(regel.status, Status::Verzonden | Status::Aanvaard | Status::IntakeGepland);
    html! {
        @if regel.status.loopt() { p.field { "Wil het gezin dit? " (stand(regel.gezinsantwoord)) } }
        @if voor_het_begin { (formulier(p)) }
    }
}

fn stand(gezin: Gezinsantwoord) -> Markup {
    let (vorm, kleur) = match gezin {
        Gezinsantwoord::NogNietGevraagd => (Vorm::Wacht, Kleur::Gauw),
        Gezinsantwoord::Ja => (Vorm::Goed, Kleur::Goed),
        Gezinsantwoord::Nee => (Vorm::Nee, Kleur::Laat),
        Gezinsantwoord::Later => (Vorm::Rust, Kleur::Rust),
    };
    staat(vorm, kleur, gezin.naam())
}

fn formulier(p: Pagina<'_>) -> Markup {
    let vraag = Groep {
        naam: GEZIN,
        vraag: "Wil het gezin deze hulp?",
        hint: "Wie het signaal gaf hoort alleen of het gezin ja of nee zei.",
        een: true,
        vorm: "choices side",
    };
    let open = p.stond_open(&[GEZIN, &keuze_id(GEZIN, Gezinsantwoord::Ja.word())]);
    let inhoud = html! {
        (kiezen(vraag, &ANTWOORDEN, p.velden, p.fouten))
        p.field.actions { button.button { "Bewaar het antwoord" } }
    };
    let naar = format!("/doorgeleidingen/{}/gezin", p.regel().id);
    onder_een_knop("Noteer wat het gezin zegt", open, &met_versie(p.blad, &naar, p.versie, p.velden, &inhoud))
}
