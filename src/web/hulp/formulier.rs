//! What the forms of a desk have in common: one choice of a closed list, and a day with a clock.

use chrono::NaiveDate;
use maud::{Markup, html};
use strum::VariantArray;

use crate::{
    domain::{Label, tijd::Moment},
    web::{
        dagen::{Onleesbaar, dag, klok},
        deel::{
            fouten::Fouten,
            keuze::{Groep, Keuze, groep},
            veld::{Regel, regel},
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

/// A day and a clock beside each other: the names of their fields end in `-dag` and `-tijd`.
pub(super) fn wanneer(naam: &str, vraag: &str, (dag, tijd): (&str, &str), fouten: &Fouten) -> Markup {
    let (dag_veld, tijd_veld) = (format!("{naam}-dag"), format!("{naam}-tijd"));
    html! {
        div.pair {
            (regel(Regel { hint: "Bijvoorbeeld 27-12-2026, of morgen", breed: "w-date", ..Regel::tekst(&dag_veld, vraag, dag) }, fouten))
            (regel(Regel { hint: "Bijvoorbeeld 13:30", breed: "w-date", ..Regel::tekst(&tijd_veld, "Hoe laat?", tijd) }, fouten))
        }
    }
}

/// The moment that was typed there; what cannot be read is said at its field.
pub(super) fn moment(naam: &str, velden: &Velden, vandaag: NaiveDate, fouten: &mut Fouten) -> Option<Moment> {
    let (dag_veld, tijd_veld) = (format!("{naam}-dag"), format!("{naam}-tijd"));
    let (getypt, laat) = (velden.tekst(&dag_veld), velden.tekst(&tijd_veld));
    let op = dag(getypt, vandaag).map_err(|niet| match niet {
        Onleesbaar::Leeg => "Vul de dag in.".to_owned(),
        Onleesbaar::BestaatNiet => format!("Vul een dag in die bestaat. {getypt} bestaat niet."),
        Onleesbaar::Onduidelijk => "Schrijf de dag zo: 27-12-2026, of morgen.".to_owned(),
    });
    let tijd = klok(laat).ok_or(match laat {
        "" => "Vul de tijd in.",
        _ => "Schrijf de tijd zo: 13:30.",
    });
    match (op, tijd) {
        (Ok(op), Ok(tijd)) => Some(Moment::van_klok(op.and_time(tijd))),
        (op, tijd) => {
            op.map_or_else(|zin| fouten.bij(dag_veld, zin), drop);
            tijd.map_or_else(|zin| fouten.bij(tijd_veld, zin), drop);
            None
        }
    }
}
