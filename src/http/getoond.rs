//! What an operation shows, before it is put into words for a machine or on a page for people.
//!
//! An operation is a function of the transaction, of who asks and of what is asked. It finds, permits, decides and records, and gives
//! a view. Whoever answers in another form calls the same operation: so the rights, the line and the consent are the same.

use serde::Serialize;

use super::antwoord::Antwoord;
use crate::store::error::Error;

/// A view, and what an answer says beside it.
#[derive(Clone, Debug)]
pub struct Getoond<V> {
    view: V,
    versie: Option<i32>,
    locatie: Option<String>,
}

impl<V> Getoond<V> {
    /// One thing, in this version.
    pub fn een(versie: i32, view: impl Into<V>) -> Self {
        Self { view: view.into(), versie: Some(versie), locatie: None }
    }

    /// Something that was made, and is at `locatie` from now on.
    pub fn gemaakt(locatie: String, versie: i32, view: impl Into<V>) -> Self {
        Self { view: view.into(), versie: Some(versie), locatie: Some(locatie) }
    }

    /// Something that has no version: a list, a page, a count.
    pub const fn zonder_versie(view: V) -> Self {
        Self { view, versie: None, locatie: None }
    }

    /// The view, for a page.
    pub const fn view(&self) -> &V {
        &self.view
    }

    /// The same with another view made of this one, for a page that shows more than one thing.
    #[must_use]
    pub fn met<W>(self, maak: impl FnOnce(V) -> W) -> Getoond<W> {
        Getoond { view: maak(self.view), versie: self.versie, locatie: self.locatie }
    }

    /// The view alone.
    pub fn into_view(self) -> V {
        self.view
    }

    /// The version that was seen, if it has one.
    pub const fn versie(&self) -> Option<i32> {
        self.versie
    }
}

impl<V: Serialize> TryFrom<Getoond<V>> for Antwoord {
    type Error = Error;

    fn try_from(Getoond { view, versie, locatie }: Getoond<V>) -> Result<Self, Error> {
        match (locatie, versie) {
            (Some(locatie), Some(versie)) => Self::gemaakt(locatie, versie, &view),
            (_, Some(versie)) => Self::een(versie, &view),
            (_, None) => Self::zonder_versie(&view),
        }
    }
}
