//! What somebody proposed from the support that they give, and what became of it.

use maud::{Markup, html};

use crate::{
    domain::{Label as _, tijd::Moment, traject::TrajectId, voorstel::Status},
    http::voorstel::view::VoorstelView,
    web::{
        blad::Blad,
        casus::formulier::{met_versie, onder_een_knop},
        deel::{
            dag::nabij,
            staat::{Kleur, Vorm, staat},
        },
        formulier::Velden,
    },
};

/// What whoever looks proposed, the newest first, with what became of it.
pub(super) fn eigen(blad: &Blad, van: TrajectId, alle: &[VoorstelView], nu: Moment) -> Markup {
    html! {
        @if !alle.is_empty() {
            section.card aria-labelledby="kop-voorstel" {
                h2 #kop-voorstel { "Wat u voorstelde" }
                ol.steps { @for voorstel in alle.iter().rev() { li.step { (een_eigen(blad, van, voorstel, nu)) } } }
            }
        }
    }
}

fn een_eigen(blad: &Blad, van: TrajectId, voorstel: &VoorstelView, nu: Moment) -> Markup {
    let regel = &voorstel.regel;
    let wacht = regel.status == Status::Voorgesteld;
    let knop = html! {
        input type="hidden" name="traject" value=(van);
        p.field.actions { button.button.second { "Trek dit voorstel in" } }
    };
    html! {
        div {
            h3 { (regel.route.naam()) }
            p { (stand(voorstel)) "." }
            p.small {
                "Voorgesteld " (nabij(regel.voorgesteld_op.dag(), nu)) "."
                @if wacht { " Antwoord uiterlijk " (nabij(regel.antwoord_voor, nu)) "." }
                @if let Some(op) = voorstel.beantwoord_op { " Beantwoord of vervallen " (nabij(op.dag(), nu)) "." }
            }
            @if let Some(reden) = voorstel.reden { p.small { (reden.naam()) "." } }
            @if let Some(antwoord) = &voorstel.antwoord { p.regels { (antwoord) } }
            @if wacht {
                (onder_een_knop("Intrekken", false, &met_versie(
                    blad, &format!("/voorstellen/{}/intrekken", regel.id), regel.versie, &Velden::default(), &knop,
                )))
            }
        }
    }
}

/// How a voorstel stands, in the words of whoever made it.
fn stand(voorstel: &VoorstelView) -> Markup {
    match voorstel.regel.status {
        Status::Voorgesteld => staat(Vorm::Wacht, Kleur::Bezig, "Wacht op de coördinator"),
        Status::Overgenomen => staat(Vorm::Goed, Kleur::Goed, "Overgenomen: er is om gevraagd"),
        Status::Teruggelegd => staat(Vorm::Nee, Kleur::Laat, "Niet overgenomen"),
        Status::Vervallen => staat(Vorm::Rust, Kleur::Rust, "Vervallen"),
    }
}
