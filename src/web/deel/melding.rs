//! A message that something went well: the first thing on the page that follows, once.

use actix_web::{HttpResponse, http::header};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use maud::{Markup, html};

use crate::web::koekje;

/// Says that something was done.
#[must_use]
pub fn gelukt(zin: &str) -> Markup {
    html! { p.note.good.gelukt role="status" { (zin) } }
}

/// Lets the next page say `zin`. It travels in a cookie; nothing in it is about a family.
#[must_use]
pub fn zeg(mut antwoord: HttpResponse, zin: &str, veilig: bool) -> HttpResponse {
    let koekje = koekje::zet(koekje::MELDING, &URL_SAFE_NO_PAD.encode(zin), Some(60), veilig);
    if let Ok(koekje) = header::HeaderValue::try_from(koekje) {
        antwoord.headers_mut().append(header::SET_COOKIE, koekje);
    }
    antwoord
}

/// What a cookie lets this page say.
#[must_use]
pub fn lees(koekje: &str) -> Option<String> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(koekje).ok()?).ok()
}
