//! What the forms of a desk have in common: one choice of a closed list.

use maud::Markup;
use strum::VariantArray;

use crate::{
    domain::Label,
    web::{
        deel::{
            fouten::Fouten,
            keuze::{Groep, Keuze, groep},
        },
        formulier::Velden,
    },
};

/// The identifier of a choice: that of its group, with the code.
pub(super) fn keuze_id(naam: &str, waarde: &str) -> String {
    format!("{naam}-{waarde}")
}

/// The identifier of the first choice of a closed list, where what is wrong with it stands.
pub(super) fn eerste<T: Label + VariantArray>(naam: &str) -> String {
    T::VARIANTS.first().map_or_else(String::new, |eerste| keuze_id(naam, eerste.word()))
}

/// A choice among all of a closed list, in its own words.
pub(super) fn lijst<T: Label + VariantArray>(van: Groep<'_>, velden: &Velden, fouten: &Fouten) -> Markup {
    kiezen(van, T::VARIANTS, velden, fouten)
}

/// A choice among some of them.
pub(super) fn kiezen<T: Label>(van: Groep<'_>, alle: &[T], velden: &Velden, fouten: &Fouten) -> Markup {
    let ids: Vec<String> = alle.iter().map(|woord| keuze_id(van.naam, woord.word())).collect();
    let keuzes: Vec<Keuze<'_>> = alle
        .iter()
        .zip(&ids)
        .map(|(woord, id)| Keuze { id, waarde: woord.word(), naam: woord.naam(), hint: "" })
        .collect();
    groep(van, &keuzes, |waarde| velden.heeft(van.naam, waarde), fouten)
}
