//! The factsheet of an area: one page, whole in itself, that fits on an A4. Made of what is frozen alone, so it is the same bytes for
//! everybody.

mod pagina;
mod stijl;

use actix_web::{
    HttpResponse,
    http::header::{CONTENT_SECURITY_POLICY, ContentDisposition, DispositionParam, DispositionType, ETag, EntityTag},
};

use super::view::Gebieden;
use crate::store::publicatie::sha256;

pub use self::pagina::pagina;

/// The answer with it. It opens where it is asked for, and has a name of its own when it is kept.
#[must_use]
pub fn antwoord(van: &Gebieden) -> HttpResponse {
    let blad = pagina(van).into_string();
    let naam = DispositionParam::Filename(bestandsnaam(van));
    let mut antwoord = HttpResponse::Ok();
    antwoord
        .content_type("text/html; charset=utf-8")
        .insert_header(ContentDisposition { disposition: DispositionType::Inline, parameters: vec![naam] })
        .insert_header((CONTENT_SECURITY_POLICY, stijl::beleid()))
        .insert_header(ETag(EntityTag::new_strong(sha256(blad.as_bytes()))));
    antwoord.body(blad)
}

fn bestandsnaam(van: &Gebieden) -> String {
    let gebied = van.bladen.first().map_or("", |blad| blad.gebied.as_str());
    format!("kansrijke-start-{}-factsheet-{gebied}.html", van.van.periode)
}
