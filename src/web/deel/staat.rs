//! A state: shape, word and colour say the same, in that order.

use maud::{Markup, html};

pub use super::vorm::Vorm;

/// What colour goes with a state, for whoever sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kleur {
    /// It is too late, or urgent.
    Laat,
    /// It is soon.
    Gauw,
    /// It is well.
    Goed,
    /// It goes on.
    Bezig,
    /// It rests.
    Rust,
}

impl Kleur {
    /// Its class.
    #[must_use]
    pub const fn klas(self) -> &'static str {
        match self {
            Self::Laat => "late",
            Self::Gauw => "soon",
            Self::Goed => "good",
            Self::Bezig => "busy",
            Self::Rust => "rest",
        }
    }
}

/// A state in words, with its shape.
#[must_use]
pub fn staat(vorm: Vorm, kleur: Kleur, woorden: &str) -> Markup {
    html! { span class={ "state " (kleur.klas()) } { (vorm.teken()) " " (woorden) } }
}
