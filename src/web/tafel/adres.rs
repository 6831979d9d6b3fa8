//! Where the pages of a meeting are.

use crate::{domain::knooppunt::BijeenkomstId, web::formulier::Velden};

/// The page of a meeting.
pub(super) fn pad(id: BijeenkomstId) -> String {
    format!("/bijeenkomsten/{id}")
}

/// What stands in a form that came from the page of all meetings.
pub(super) const ALLE: &str = "alle";

/// Where a form came from: the page of a meeting, or that of all of them.
#[must_use]
pub fn terug_naar(velden: &Velden) -> String {
    velden.tekst("bijeenkomst").parse().map_or_else(|_| "/bijeenkomsten".to_owned(), pad)
}
