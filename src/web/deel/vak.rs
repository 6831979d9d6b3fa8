//! Longer texts, and lists to choose one thing of many.

use maud::{Markup, html};

use super::{
    fouten::Fouten,
    veld::{beschreven, fout, klas},
};

/// A text of some lines; line breaks are kept.
#[must_use]
pub fn tekstvak(naam: &str, vraag: &str, hint: &str, waarde: &str, fouten: &Fouten) -> Markup {
    let mis = fouten.van(naam);
    html! {
        div class=(klas(mis.is_some())) {
            label for=(naam) { (vraag) }
            @if !hint.is_empty() { p.hint id={ (naam) "-hint" } { (hint) } }
            (fout(naam, mis))
            textarea.input id=(naam) name=(naam) rows="3" aria-invalid=[mis.map(|_| "true")]
                aria-describedby=[beschreven(naam, !hint.is_empty(), mis.is_some())] { (waarde) }
        }
    }
}

/// A list of which one thing is chosen; `leeg` stands there until then.
#[must_use]
pub fn keuzelijst(
    naam: &str,
    vraag: &str,
    leeg: &str,
    mogelijk: &[(&str, &str)],
    gekozen: &str,
    fouten: &Fouten,
) -> Markup {
    let mis = fouten.van(naam);
    html! {
        div class=(klas(mis.is_some())) {
            label for=(naam) { (vraag) }
            (fout(naam, mis))
            select.input id=(naam) name=(naam) aria-invalid=[mis.map(|_| "true")] aria-describedby=[beschreven(naam, false, mis.is_some())] {
                @if !leeg.is_empty() { option value="" { (leeg) } }
                @for (waarde, naam) in mogelijk { option value=(waarde) selected[*waarde == gekozen] { (naam) } }
            }
        }
    }
}
