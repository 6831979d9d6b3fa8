//! Cookies: the key of a browser, and the name of a device.

use std::fmt::Write as _;

use actix_web::http::header::{self, HeaderMap};

/// The key of the browser.
pub const SLEUTEL: &str = "knooppunt";
/// What makes a device known, so that whoever guesses elsewhere does not lock it out.
pub const APPARAAT: &str = "knooppunt-apparaat";
/// What went well, to be said on the next page, once.
pub const MELDING: &str = "knooppunt-melding";
/// A device is known for so many seconds.
pub const JAAR: u32 = 31_536_000;

/// What a cookie is called: over plain HTTP, which the demo on this machine alone speaks, a browser takes none that has to be secure.
fn heet(naam: &str, veilig: bool) -> String {
    if veilig { format!("__Host-{naam}") } else { naam.to_owned() }
}

/// The cookie of that name, if the browser sent it.
#[must_use]
pub fn lees<'a>(headers: &'a HeaderMap, naam: &str, veilig: bool) -> Option<&'a str> {
    let heet = heet(naam, veilig);
    let regels = headers.get_all(header::COOKIE).filter_map(|regel| regel.to_str().ok());
    let mut paren = regels.flat_map(|regel| regel.split(';')).filter_map(|paar| paar.trim().split_once('='));
    let waarde = paren.find(|(naam, _)| *naam == heet)?.1;
    (!waarde.is_empty() && waarde.len() <= 512).then_some(waarde)
}

/// The head of an answer that sets a cookie; without a number of seconds it goes when the browser closes.
#[must_use]
pub fn zet(naam: &str, waarde: &str, seconden: Option<u32>, veilig: bool) -> String {
    let mut kop = format!("{}={waarde}; Path=/; HttpOnly; SameSite=Strict", heet(naam, veilig));
    if veilig {
        kop.push_str("; Secure");
    }
    if let Some(seconden) = seconden {
        // Writing into a string does not fail.
        let _ = write!(kop, "; Max-Age={seconden}");
    }
    kop
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_koekje_is_alleen_van_deze_plek() {
        assert_eq!(zet(SLEUTEL, "x", None, true), "__Host-knooppunt=x; Path=/; HttpOnly; SameSite=Strict; Secure");
        assert_eq!(
            zet(APPARAAT, "x", Some(5), false),
            "knooppunt-apparaat=x; Path=/; HttpOnly; SameSite=Strict; Max-Age=5"
        );
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=b; knooppunt=onveilig; __Host-knooppunt=y".parse().unwrap());
        assert_eq!(lees(&headers, SLEUTEL, true), Some("y"));
        assert_eq!(lees(&headers, SLEUTEL, false), Some("onveilig"));
        assert_eq!(lees(&headers, APPARAAT, true), None);
    }
}
