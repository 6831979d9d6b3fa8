//! Choices: boxes whose whole frame can be pressed. Nothing about somebody is chosen beforehand.

use maud::{Markup, html};

use super::{
    fouten::Fouten,
    veld::{beschreven, fout, klas},
};

/// One of the things that can be chosen.
#[derive(Clone, Copy, Debug)]
pub struct Keuze<'a> {
    /// Its identifier.
    pub id: &'a str,
    /// What is sent when it is chosen.
    pub waarde: &'a str,
    /// What it says.
    pub naam: &'a str,
    /// What it means; empty when that is clear.
    pub hint: &'a str,
}

/// A group of choices under one question.
#[derive(Clone, Copy, Debug)]
pub struct Groep<'a> {
    /// The name of the field.
    pub naam: &'a str,
    /// The question.
    pub vraag: &'a str,
    /// What helps to answer.
    pub hint: &'a str,
    /// Whether only one can be chosen.
    pub een: bool,
    /// The class of how they stand.
    pub vorm: &'a str,
}

/// One choice.
#[must_use]
pub fn keuze(keuze: Keuze<'_>, naam: &str, een: bool, gekozen: bool, beschrijving: Option<&str>) -> Markup {
    let soort = if een { "radio" } else { "checkbox" };
    html! {
        label.choice for=(keuze.id) {
            input type=(soort) id=(keuze.id) name=(naam) value=(keuze.waarde) checked[gekozen] aria-describedby=[beschrijving];
            " "
            @if keuze.hint.is_empty() { span { (keuze.naam) } }
            @else { span { b { (keuze.naam) } " " span.hint { (keuze.hint) } } }
        }
    }
}

/// A group of choices. What is wrong with it is known by the identifier of its first box, where the summary leads.
#[must_use]
pub fn groep(groep: Groep<'_>, keuzes: &[Keuze<'_>], gekozen: impl Fn(&str) -> bool, fouten: &Fouten) -> Markup {
    let Groep { naam, vraag, hint, een, vorm } = groep;
    let eerste = keuzes.first().map_or("", |keuze| keuze.id);
    let mis = fouten.van(eerste);
    let beschreven_door = beschreven(naam, !hint.is_empty(), false);
    let bij_fout = mis.map(|_| format!("{eerste}-fout"));
    html! {
        fieldset class=(klas(mis.is_some())) aria-describedby=[beschreven_door] {
            legend { (vraag) }
            @if !hint.is_empty() { p.hint id={ (naam) "-hint" } { (hint) } }
            (fout(eerste, mis))
            div class=(vorm) {
                @for mogelijk in keuzes {
                    (keuze(*mogelijk, naam, een, gekozen(mogelijk.waarde), bij_fout.as_deref().filter(|_| mogelijk.id == eerste)))
                }
            }
        }
    }
}
