//! A square for a camera, drawn as one path: no image, no request. What it says stands beside it in letters.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcode::{Color, QrCode};

/// The light around a square, in modules, without which a camera does not find it.
const RAND: usize = 4;

/// The square that says `tekst`; nothing when that is too long.
#[must_use]
pub fn qr(tekst: &str) -> Option<Markup> {
    let code = QrCode::new(tekst.as_bytes()).ok()?;
    let breed = code.width();
    let kleuren = code.to_colors();
    let donker = kleuren.iter().enumerate().filter(|(_, kleur)| **kleur == Color::Dark);
    let pad = donker.fold(String::new(), |mut pad, (plaats, _)| {
        // Writing into memory does not fail.
        let _ = write!(pad, "M{} {}h1v1h-1z", plaats % breed + RAND, plaats / breed + RAND);
        pad
    });
    let zij = breed + 2 * RAND;
    Some(html! {
        svg viewBox=(format!("0 0 {zij} {zij}")) role="img" aria-label="Vierkant voor de camera van uw telefoon" shape-rendering="crispEdges" {
            path.licht d=(format!("M0 0h{zij}v{zij}h-{zij}z")) {}
            path.donker d=(pad) {}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_adres_voor_een_authenticator_wordt_een_vierkant() {
        let vierkant =
            qr("otpauth://totp/Knooppunt:a.jansen?secret=GEZDGNBVGY3TQOJQ&issuer=Knooppunt").unwrap().into_string();
        assert!(vierkant.starts_with("<svg viewBox=\"0 0 ") && vierkant.matches("h1v1h-1z").count() > 200);
        assert!(qr(&"x".repeat(10_000)).is_none(), "more than a square can hold");
    }
}
