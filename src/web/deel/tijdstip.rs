//! A day with a clock: the two fields, and the moment that was typed there.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{
    fouten::Fouten,
    veld::{Regel, regel},
};
use crate::{
    domain::tijd::Moment,
    web::{
        dagen::{Onleesbaar, dag, klok},
        formulier::Velden,
    },
};

/// A day and a clock beside each other: the names of their fields end in `-dag` and `-tijd`.
#[must_use]
pub fn wanneer(naam: &str, vraag: &str, (dag, tijd): (&str, &str), fouten: &Fouten) -> Markup {
    let (dag_veld, tijd_veld) = (format!("{naam}-dag"), format!("{naam}-tijd"));
    html! {
        div.pair {
            (regel(Regel { hint: "Bijvoorbeeld 27-12-2026, of morgen", breed: "w-date", ..Regel::tekst(&dag_veld, vraag, dag) }, fouten))
            (regel(Regel { hint: "Bijvoorbeeld 13:30", breed: "w-date", ..Regel::tekst(&tijd_veld, "Hoe laat?", tijd) }, fouten))
        }
    }
}

/// The moment that was typed there; what cannot be read is said at its field.
pub fn moment(naam: &str, velden: &Velden, vandaag: NaiveDate, fouten: &mut Fouten) -> Option<Moment> {
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
