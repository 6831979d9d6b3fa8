//! What is the same for everybody: the sheet and the mark, each under the hash of what is in it.

use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse, http::header};
use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::http::{
    accept::{Soort, eis},
    pad::Pad,
    problem::Problem,
    vast::Vast,
};

/// The sheet as it is written.
const STIJL: &str = include_str!("werkplek.css");
const MERK: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="none" stroke="#b3243d" stroke-width="2.6" stroke-linecap="round" d="M2 24c9 0 18-4 18-11a5 5 0 1 0-10 0c0 7 11 11 20 11"/></svg>"##;

/// A file that never changes under its name.
struct Bestand {
    naam: String,
    soort: &'static str,
    vorm: Soort,
    inhoud: Vast,
}

impl Bestand {
    fn new((begin, einde): (&str, &str), soort: &'static str, vorm: Soort, tekst: &str) -> Self {
        let hash = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, tekst.as_bytes()));
        let kort: String = hash.chars().take(16).collect();
        Self { naam: format!("{begin}-{kort}.{einde}"), soort, vorm, inhoud: Vast::new(tekst.to_owned()) }
    }
}

static BLAD: LazyLock<Bestand> = LazyLock::new(|| {
    Bestand::new(("werkplek", "css"), "text/css; charset=utf-8", ["text/css", "text/*", "*/*"], &zonder_uitleg(STIJL))
});
static TEKEN: LazyLock<Bestand> =
    LazyLock::new(|| Bestand::new(("merk", "svg"), "image/svg+xml", ["image/svg+xml", "image/*", "*/*"], MERK));

static SCRIPT: LazyLock<Bestand> = LazyLock::new(|| {
    let tekst = include_str!("sleutel.js");
    Bestand::new(("sleutel", "js"), "text/javascript; charset=utf-8", ["text/javascript", "text/*", "*/*"], tekst)
});

/// A sheet as a browser needs it: without what explains it to us, and without space that says nothing.
fn zonder_uitleg(stijl: &str) -> String {
    let mut delen = stijl.split("/*");
    let eerste = delen.next().unwrap_or_default();
    let rest = delen.filter_map(|deel| deel.split_once("*/")).map(|(_, erna)| erna);
    let kaal: String = [eerste].into_iter().chain(rest).collect();
    let kaal: String =
        kaal.lines().map(str::trim).filter(|regel| !regel.is_empty()).flat_map(|regel| [regel, "\n"]).collect();
    kaal.replace(" {", "{").replace(", ", ",").replace(": ", ":")
}

/// Where the sheet is.
#[must_use]
pub fn stijl() -> String {
    format!("/vast/{}", BLAD.naam)
}

/// Where the mark is, for the tab of a browser.
#[must_use]
pub fn merk() -> String {
    format!("/vast/{}", TEKEN.naam)
}

/// Where the script is that asks a security key.
#[must_use]
pub fn sleutel() -> String {
    format!("/vast/{}", SCRIPT.naam)
}

/// Answers with a file, that a browser keeps for a year.
pub async fn lees(req: HttpRequest, naam: Pad<String>) -> Result<HttpResponse, Problem> {
    let bestand =
        [&BLAD, &TEKEN, &SCRIPT].into_iter().find(|bestand| bestand.naam == naam.0).ok_or_else(Problem::not_found)?;
    eis(&req, &[bestand.vorm])?;
    let mut antwoord = bestand.inhoud.antwoord(&req, bestand.soort);
    let lang = header::HeaderValue::from_static("public, max-age=31536000, immutable");
    antwoord.headers_mut().insert(header::CACHE_CONTROL, lang);
    Ok(antwoord)
}

#[cfg(test)]
mod tests {
    use super::zonder_uitleg;

    #[test]
    fn een_blad_gaat_zonder_uitleg_en_inspringing_naar_de_browser() {
        let stijl = "/* The tokens. */\n:root {\n  --ink: #111; /* dark */\n\n  --paper: #fff;\n}\n";
        assert_eq!(zonder_uitleg(stijl), ":root{\n--ink:#111;\n--paper:#fff;\n}\n");
    }
}
