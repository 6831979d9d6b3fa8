//! Shapes: one sprite in each page, drawn in the colour of the text. No shape stands without its word.

use maud::{Markup, PreEscaped, html};

/// The mark: one thread with a knot in it.
pub const MERK: PreEscaped<&str> = PreEscaped(
    r#"<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M2 24c9 0 18-4 18-11a5 5 0 1 0-10 0c0 7 11 11 20 11"/></svg>"#,
);

const ALLE: PreEscaped<&str> = PreEscaped(
    r#"<svg class="hidden" aria-hidden="true"><symbol id="s-late" viewBox="0 0 16 16"><path fill-rule="evenodd" d="M8 .8 15.6 15H.4zM7.1 6v4.2h1.8V6zm0 5.4v1.8h1.8v-1.8z"/></symbol><symbol id="s-urgent" viewBox="0 0 16 16"><path fill-rule="evenodd" d="m8 0 8 8-8 8-8-8zM7 4v5h2V4zm0 6v2h2v-2z"/></symbol><symbol id="s-wait" viewBox="0 0 16 16"><path fill-rule="evenodd" d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1m0 2.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6z"/></symbol><symbol id="s-busy" viewBox="0 0 16 16"><path fill-rule="evenodd" d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1m0 2.2v9.6a4.8 4.8 0 0 1 0-9.6z"/></symbol><symbol id="s-good" viewBox="0 0 16 16"><path fill-rule="evenodd" d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1M6.8 11.3 3.6 8.1l1.5-1.5 1.7 1.7 4.1-4.1 1.5 1.5z"/></symbol><symbol id="s-no" viewBox="0 0 16 16"><path fill-rule="evenodd" d="M2 1h12a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H2a1 1 0 0 1-1-1V2a1 1 0 0 1 1-1m2.2 4.6L6.6 8l-2.4 2.4 1.4 1.4L8 9.4l2.4 2.4 1.4-1.4L9.4 8l2.4-2.4-1.4-1.4L8 6.6 5.6 4.2z"/></symbol><symbol id="s-rest" viewBox="0 0 16 16"><path d="M1 6.8h14v2.4H1z"/></symbol></svg>"#,
);

/// All shapes, to be used on the page.
#[must_use]
pub const fn alle() -> PreEscaped<&'static str> {
    ALLE
}

/// A shape of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vorm {
    /// A triangle: too late.
    TeLaat,
    /// A diamond: urgent.
    Spoed,
    /// A ring: waits.
    Wacht,
    /// Half a disc: under way.
    Loopt,
    /// A disc with a tick: good, done.
    Goed,
    /// A square with a cross: no.
    Nee,
    /// A dash: nothing.
    Rust,
}

impl Vorm {
    /// The shape itself.
    #[must_use]
    pub fn teken(self) -> Markup {
        let naam = match self {
            Self::TeLaat => "#s-late",
            Self::Spoed => "#s-urgent",
            Self::Wacht => "#s-wait",
            Self::Loopt => "#s-busy",
            Self::Goed => "#s-good",
            Self::Nee => "#s-no",
            Self::Rust => "#s-rest",
        };
        html! { svg aria-hidden="true" { use href=(naam) {} } }
    }
}
