//! Forms about something that changes: each carries the version that was seen, and what the API finds wrong goes to its field.

use maud::{Markup, Render, html};

use crate::{
    domain::toegang::Gezien,
    http::problem::{Code, Problem},
    web::{
        blad::Blad,
        deel::{
            formulier::{VERZOEK, formulier, nieuw_verzoek},
            fouten::Fouten,
        },
        formulier::Velden,
    },
};

/// The name of the field with the version that was seen.
const VERSIE: &str = "versie";

/// A form about something in this version, with its proof and its key. A form that comes back keeps the version that was seen when it was
/// opened: what somebody else changed meanwhile is not lost by the second try.
#[must_use]
pub fn met_versie(blad: &Blad, naar: &str, versie: i32, velden: &Velden, inhoud: &Markup) -> Markup {
    let verzoek = velden.gevuld(VERZOEK).map_or_else(|| nieuw_verzoek(blad.omgeving().nu), str::to_owned);
    let versie = velden.gevuld(VERSIE).map_or_else(|| versie.to_string(), str::to_owned);
    let inhoud = html! { input type="hidden" name=(VERSIE) value=(versie); (inhoud) };
    formulier(naar, &blad.bewijs(), &verzoek, &inhoud)
}

/// A form that opens when somebody presses; it stands open when something in it is wrong.
#[must_use]
pub fn onder_een_knop(wat: &(impl Render + ?Sized), open: bool, formulier: &Markup) -> Markup {
    html! { details.more.no-print open[open] { summary { (wat) } (formulier) } }
}

/// The version that whoever sent the form saw; one that we never gave is none.
#[must_use]
pub fn gezien(velden: &Velden) -> Gezien {
    velden.tekst(VERSIE).parse::<i32>().map_or_else(|_| std::iter::empty().collect(), Gezien::from)
}

/// What is wrong, at the fields where it stands on the page; a refusal that is about no field stays one.
pub fn bij_velden(problem: Problem, plaatsen: &[(&str, &str)]) -> Result<Fouten, Problem> {
    if problem.code() != Code::OngeldigeInvoer {
        return Err(problem);
    }
    let mut fouten = Fouten::geen();
    for fout in problem.fouten() {
        let plaats = plaatsen.iter().find(|(veld, _)| *veld == fout.veld).map_or("", |(_, plaats)| *plaats);
        fouten.bij(plaats, fout.melding.clone());
    }
    if fouten.is_leeg() {
        return Err(problem);
    }
    Ok(fouten)
}
