//! The head of a family's page: who she is, how she is reached safely, and where she is on the thread.

use std::cmp::Ordering;

use maud::{Markup, html};

use crate::{
    domain::{
        Label as _,
        casus::{Fase, Status},
        tijd::Moment,
        zwangerschap::Venster,
    },
    http::casus::view::CasusView,
    web::deel::{
        dag::{dag, nabij},
        staat::Vorm,
        zij,
    },
};

/// What she is called, for whoever may know.
#[must_use]
pub fn heet(casus: &CasusView) -> String {
    zij::heet(&casus.gedeeld, Some(casus.gemeente))
}

/// What stands in the tab of a browser: nothing that names her.
#[must_use]
pub fn tab(casus: &CasusView) -> String {
    zij::tab(&casus.gedeeld, Some(casus.gemeente))
}

/// How old she is, how far, where she lives and what she speaks.
#[must_use]
pub fn feiten(casus: &CasusView, nu: Moment) -> Markup {
    zij::feiten(&casus.gedeeld, Some(casus.gemeente), nu)
}

/// How she is reached safely: above everything else.
pub(super) fn veilig(casus: &CasusView) -> Markup {
    zij::veilig(&casus.gedeeld, "Zij deelt niet met u hoe u haar bereikt. Vraag het wie haar meldde.")
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
