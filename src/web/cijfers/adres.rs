//! Where a publicatie has its page.

use crate::domain::ids::PublicatieId;

/// The address of the page of one.
pub(super) fn pad(id: PublicatieId) -> String {
    format!("/publicaties/{id}")
}
