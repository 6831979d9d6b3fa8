//! A choice among the words of a closed list, in its own words.

use maud::Markup;

use super::{
    fouten::Fouten,
    keuze::{Groep, Keuze, groep},
};
use crate::{domain::Label, web::formulier::Velden};

/// The identifier of a choice: that of its group, with the code.
#[must_use]
pub fn keuze_id(naam: &str, waarde: &str) -> String {
    format!("{naam}-{waarde}")
}

/// A choice among these words.
pub fn woorden<T: Label>(van: Groep<'_>, alle: &[T], velden: &Velden, fouten: &Fouten) -> Markup {
    let ids: Vec<String> = alle.iter().map(|woord| keuze_id(van.naam, woord.word())).collect();
    let keuzes: Vec<Keuze<'_>> = alle
        .iter()
        .zip(&ids)
        .map(|(woord, id)| Keuze { id, waarde: woord.word(), naam: woord.naam(), hint: "" })
        .collect();
    groep(van, &keuzes, |waarde| velden.heeft(van.naam, waarde), fouten)
}
