//! The browser that asks: a page is asked for with a key in a cookie, where the API is asked with a token.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;

use crate::{
    http::problem::Problem,
    store::toegang::geheim::{Geheim, afdruk},
};

/// The key of a browser: 256 random bits, that from a login on belong to one session.
///
/// Whoever lays it in a request makes it the only thing that counts there: a token is not looked at. The API never sees it.
#[derive(Clone)]
pub struct Browser(String);

impl std::fmt::Debug for Browser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Browser")
    }
}

impl Browser {
    /// A new one.
    pub fn nieuw() -> Result<Self, Problem> {
        Ok(Self(Geheim::nieuw()?.tekst))
    }

    /// The one that a browser sent.
    #[must_use]
    pub fn gestuurd(sleutel: &str) -> Self {
        Self(sleutel.to_owned())
    }

    /// What is sent to the browser.
    #[must_use]
    pub fn sleutel(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    #[must_use]
    pub fn afdruk(&self) -> Vec<u8> {
        afdruk(&format!("browser {}", self.0))
    }

    /// What a form of this browser carries, and a form of nobody else can.
    #[must_use]
    pub fn bewijs(&self) -> String {
        URL_SAFE_NO_PAD.encode(afdruk(&format!("formulier {}", self.0)))
    }

    /// Whether a form with this was given to this browser.
    #[must_use]
    pub fn gaf(&self, bewijs: &str) -> bool {
        verify_slices_are_equal(self.bewijs().as_bytes(), bewijs.as_bytes()).is_ok()
    }

    /// A name for it, to seal things for it alone.
    #[must_use]
    pub fn naam(&self) -> Uuid {
        let mut bytes = [0; 16];
        for (naar, van) in bytes.iter_mut().zip(afdruk(&format!("zegel {}", self.0))) {
            *naar = van;
        }
        Uuid::from_bytes(bytes)
    }
}
