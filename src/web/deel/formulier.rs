//! A form: where it goes, the proof that it is ours, and the key by which it is done once.

use maud::{Markup, html};

use crate::domain::{ids::Id, tijd::Moment, toegang::Verzoek};

/// The name of the field with the proof.
pub const BEWIJS: &str = "bewijs";
/// The name of the field with the key.
pub const VERZOEK: &str = "verzoek";
/// The name of the field that says that a form only comes back, after a login or an error of ours.
pub const TERUG: &str = "terug";

/// The proof that a form is ours.
#[must_use]
pub fn bewijs(bewijs: &str) -> Markup {
    html! { input type="hidden" name=(BEWIJS) value=(bewijs); }
}

/// A form about somebody: with its proof and its key. Nothing in it is offered to whoever sits here tomorrow.
#[must_use]
pub fn formulier(naar: &str, bewijs_hier: &str, verzoek: &str, inhoud: &Markup) -> Markup {
    html! {
        form method="post" action=(naar) novalidate autocomplete="off" {
            (bewijs(bewijs_hier))
            input type="hidden" name=(VERZOEK) value=(verzoek);
            (inhoud)
        }
    }
}

/// A key for a form that was never sent yet.
#[must_use]
pub fn nieuw_verzoek(nu: Moment) -> String {
    Id::<Verzoek>::new(nu).to_string()
}

/// A form in which everything that was typed is carried along, unseen, with one button.
#[must_use]
pub fn meegedragen(naar: &str, bewijs_hier: &str, velden: &[(String, String)], terug: bool, knop: &str) -> Markup {
    html! {
        form method="post" action=(naar) autocomplete="off" {
            (bewijs(bewijs_hier))
            @if terug { input type="hidden" name=(TERUG) value="1"; }
            @for (naam, waarde) in velden.iter().filter(|(naam, _)| naam != BEWIJS && naam != TERUG) {
                input type="hidden" name=(naam) value=(waarde);
            }
            p.field.actions { button.button { (knop) } }
        }
    }
}
