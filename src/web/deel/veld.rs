//! A field: question, hint, error, answer, one below the other at every width.

use chrono::NaiveDate;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::{fouten::Fouten, vorm::Vorm};
use crate::web::{dagen::Onleesbaar, formulier::Velden};

/// A question with one line for its answer. The name of the field is its identifier too.
#[derive(Clone, Copy, Debug)]
pub struct Regel<'a> {
    /// Its name, and its identifier.
    pub naam: &'a str,
    /// The question.
    pub vraag: &'a str,
    /// What helps to answer; empty when nothing is needed.
    pub hint: &'a str,
    /// What stands there.
    pub waarde: &'a str,
    /// What kind of input it is.
    pub soort: &'a str,
    /// The class of its width.
    pub breed: &'a str,
    /// What the browser may fill in by itself.
    pub vult: Option<&'a str>,
    /// How the keyboard of a phone looks.
    pub toetsen: Option<&'a str>,
}

impl<'a> Regel<'a> {
    /// A line of text.
    #[must_use]
    pub const fn tekst(naam: &'a str, vraag: &'a str, waarde: &'a str) -> Self {
        Self { naam, vraag, hint: "", waarde, soort: "text", breed: "w-name", vult: None, toetsen: None }
    }
}

/// The sentence of what is wrong, at its field.
#[must_use]
pub fn fout(naam: &str, zin: Option<&str>) -> Markup {
    html! {
        @if let Some(zin) = zin {
            p.error id={ (naam) "-fout" } { (Vorm::TeLaat.teken()) span { span.hidden { "Fout: " } (zin) } }
        }
    }
}

/// The identifiers of what describes an answer.
#[must_use]
pub fn beschreven(naam: &str, hint: bool, fout: bool) -> Option<String> {
    let mut delen = Vec::new();
    if hint {
        delen.push(format!("{naam}-hint"));
    }
    if fout {
        delen.push(format!("{naam}-fout"));
    }
    (!delen.is_empty()).then(|| delen.join(" "))
}

/// The class of a field, with what is wrong with it.
#[must_use]
pub const fn klas(is_fout: bool) -> &'static str {
    if is_fout { "field wrong" } else { "field" }
}

/// One line.
#[must_use]
pub fn regel(regel: Regel<'_>, fouten: &Fouten) -> Markup {
    let Regel { naam, vraag, hint, waarde, soort, breed, vult, toetsen } = regel;
    let mis = fouten.van(naam);
    html! {
        div class=(klas(mis.is_some())) {
            label for=(naam) { (vraag) }
            @if !hint.is_empty() { p.hint id={ (naam) "-hint" } { (hint) } }
            (fout(naam, mis))
            input class={ "input " (breed) } id=(naam) name=(naam) type=(soort) value=(waarde) spellcheck="false"
                autocomplete=[vult] inputmode=[toetsen] aria-invalid=[mis.map(|_| "true")]
                aria-describedby=[beschreven(naam, !hint.is_empty(), mis.is_some())];
        }
    }
}

/// A number that was typed, if one was.
pub fn getal(naam: &str, velden: &Velden, fouten: &mut Fouten) -> Value {
    match velden.gevuld(naam).map(str::parse::<i32>) {
        None => Value::Null,
        Some(Ok(getal)) => json!(getal),
        Some(Err(_)) => {
            fouten.bij(naam, "Vul een heel getal in, of laat dit leeg.");
            Value::Null
        }
    }
}

/// A day for the API, or what is wrong with what was typed.
pub fn als_dag(
    (gelezen, getypt): (Result<NaiveDate, Onleesbaar>, &str),
    (bij, leeg, voorbeeld): (&str, &str, &str),
    fouten: &mut Fouten,
) -> Value {
    match gelezen {
        Ok(dag) => return json!(dag),
        Err(Onleesbaar::Leeg) => fouten.bij(bij, leeg),
        Err(Onleesbaar::BestaatNiet) => fouten.bij(bij, format!("Vul een dag in die bestaat. {getypt} bestaat niet.")),
        Err(Onleesbaar::Onduidelijk) => fouten.bij(bij, format!("Schrijf het zo: {voorbeeld}.")),
    }
    Value::Null
}
