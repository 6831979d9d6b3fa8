//! What a page is called.

/// What a page is called, in its tab and above it.
#[derive(Clone, Debug)]
pub struct Titel {
    /// In the tab of the browser: nothing in it names somebody.
    pub tab: String,
    /// Whether something on it is wrong.
    pub fout: bool,
}

impl Titel {
    /// A page of this name.
    #[must_use]
    pub fn van(tab: impl Into<String>) -> Self {
        Self { tab: tab.into(), fout: false }
    }

    /// The same, with something to put right on it.
    #[must_use]
    pub fn met_fout(self, fout: bool) -> Self {
        Self { fout, ..self }
    }
}
