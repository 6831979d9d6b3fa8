//! Who works with a family, by their names.

use maud::{Markup, html};

use crate::{
    domain::toegang::GebruikerId,
    http::{
        doorgeleiding::view::DoorgeleidingView,
        mens::{MensView, wie},
    },
    web::deel::mens::nummer,
};

/// Who asked, and who carries it.
pub(super) fn om_dit_gezin(vraag: &DoorgeleidingView, ik: GebruikerId) -> Markup {
    let draagt = wie(&vraag.mensen, vraag.regel.geclaimd_door);
    let vroeg = wie(&vraag.mensen, Some(vraag.verzonden_door));
    html! {
        section.card aria-labelledby="kop-mensen" {
            h2 #kop-mensen { "Mensen om dit gezin" }
            ul.people.small {
                @match draagt {
                    Some(mens) => { (een(mens, "pakte dit op", ik)) }
                    None => { li { b { "Niemand pakte dit op" } (bureau(vraag)) } }
                }
                @if let Some(mens) = vroeg.filter(|mens| Some(mens.id) != vraag.regel.geclaimd_door) { (een(mens, "vroeg dit", ik)) }
            }
        }
    }
}

fn een(mens: &MensView, doet: &str, ik: GebruikerId) -> Markup {
    html! {
        li {
            b { @if mens.id == ik { "U" } @else { (mens.naam) } }
            (doet) ", " (mens.organisatie) (nummer(mens))
        }
    }
}

/// The desk with its organisation.
pub(super) fn bureau(vraag: &DoorgeleidingView) -> String {
    let regel = &vraag.regel;
    let delen = [regel.desknaam.as_deref(), regel.organisatienaam.as_deref()];
    delen.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
