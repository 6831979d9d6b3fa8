//! Somebody who works with families, and how a colleague reaches them.

use maud::{Markup, html};

use crate::{domain::client::e164, http::mens::MensView};

/// Their telephone number, to read and to press; nothing when nobody said.
#[must_use]
pub fn nummer(mens: &MensView) -> Markup {
    html! {
        @if let Some(nummer) = &mens.werktelefoon {
            " "
            @match e164(nummer) {
                Some(kiest) => { a.nowrap href={ "tel:" (kiest) } { (nummer) } }
                None => { span.nowrap { (nummer) } }
            }
        }
    }
}
