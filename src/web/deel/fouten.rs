//! What is wrong with a form: a summary above, and the same sentence at each field.

use maud::{Markup, html};

/// What is wrong on one form: the identifier of the box to go to, and the sentence. In the order of the page.
#[derive(Clone, Debug, Default)]
pub struct Fouten(Vec<(String, String)>);

impl Fouten {
    /// Nothing is wrong.
    #[must_use]
    pub const fn geen() -> Self {
        Self(Vec::new())
    }

    /// Adds a sentence about the field `veld`; a field has one.
    pub fn bij(&mut self, veld: impl Into<String>, zin: impl Into<String>) {
        let veld = veld.into();
        if self.van(&veld).is_none() {
            self.0.push((veld, zin.into()));
        }
    }

    /// Adds what else is wrong, below it.
    pub fn erbij(&mut self, andere: Self) {
        for (veld, zin) in andere.0 {
            self.bij(veld, zin);
        }
    }

    /// The sentence about a field.
    #[must_use]
    pub fn van(&self, veld: &str) -> Option<&str> {
        self.0.iter().find(|(naam, _)| naam == veld).map(|(_, zin)| zin.as_str())
    }

    /// Whether all is well.
    #[must_use]
    pub const fn is_leeg(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts them in the order in which the fields stand on the page; what is about no field of it comes first.
    pub fn orden(&mut self, velden: &[&str]) {
        self.0.sort_by_key(|(naam, _)| velden.iter().position(|veld| veld == naam).map_or(0, |plaats| plaats + 1));
    }

    /// The summary, where the focus goes; nothing when all is well. `niet_gedaan` says what was not done.
    #[must_use]
    pub fn samengevat(&self, niet_gedaan: &str) -> Markup {
        html! {
            @if !self.is_leeg() {
                div.errors #fouten tabindex="-1" autofocus role="group" aria-labelledby="kop-fouten" {
                    h2 #kop-fouten { "Er gaat nog iets niet goed" }
                    p { (niet_gedaan) }
                    ul {
                        @for (veld, zin) in &self.0 {
                            li { @if veld.is_empty() { (zin) } @else { a href={ "#" (veld) } { (zin) } } }
                        }
                    }
                }
            }
        }
    }
}
