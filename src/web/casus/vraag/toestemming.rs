//! Noting what she says about one desk, so that a request can go there.

use maud::{Markup, html};

use super::pagina::Pagina;
use crate::{
    domain::{Label as _, Word as _},
    web::casus::{
        antwoord::{self, Vraag},
        formulier::met_versie,
    },
};

/// The form: her answer first.
pub(super) fn formulier(p: Pagina<'_>) -> Markup {
    let (velden, fouten) = (p.velden, p.fouten);
    let mag = format!("Mag {} dit weten, om: {}?", p.bureau.ontvanger.naam(), p.bureau.doel.naam().to_lowercase());
    let gezag = antwoord::gezag(&p.casus.gedeeld, p.blad.omgeving().nu.dag());
    let naar = format!("/casussen/{}/vraag/{}/toestemming", p.casus.id, p.bureau.desk);
    html! {
        section.card.field aria-labelledby="kop-antwoord" {
            h2 #kop-antwoord { "Noteer haar antwoord" }
            (met_versie(p.blad, &naar, 0, velden, &html! {
                (antwoord::vragen(Vraag { mag: &mag, gezag, velden, fouten }))
                input type="hidden" name="doel" value=(p.bureau.doel.word());
                input type="hidden" name="ontvanger" value=(p.bureau.ontvanger.word());
                p.field.actions { button.button { "Bewaar haar antwoord" } }
            }))
        }
    }
}
