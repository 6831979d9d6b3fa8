//! Getting in: sessions, and the invitation that makes an account usable.

mod hasher;
pub mod sessie;
#[cfg(test)]
mod tests;
pub mod token;
pub mod uitnodiging;

use actix_web::{
    http::Method,
    web::{self, ServiceConfig},
};

use self::{hasher::Hashers, token::Tokens};
use super::route::resource;
use crate::{
    config::{self, Sleutel},
    domain::tijd::Moment,
    store::toegang::sessie::{Grenzen, Lopend},
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/sessies", [(Method::POST, web::to(sessie::begin))]))
        .service(resource("/sessies/vernieuwing", [(Method::POST, web::to(sessie::vernieuw))]))
        .service(resource(
            "/sessies/huidige",
            [(Method::GET, web::to(sessie::toon)), (Method::DELETE, web::to(sessie::beeindig))],
        ))
        .service(resource("/uitnodigingen/aanvaarding", [(Method::POST, web::to(uitnodiging::aanvaard))]));
}

/// What access needs besides the database: register one, shared by all workers.
#[derive(Debug)]
pub struct Toegang {
    pub(super) tokens: Tokens,
    hashers: Hashers,
    grenzen: Grenzen,
}

impl Toegang {
    /// Access as the settings want it, with the key that signs tokens.
    ///
    /// # Errors
    /// When the settings or the key cannot be used; says why.
    pub fn new(instellingen: &config::Toegang, sleutel: &Sleutel) -> Result<Self, String> {
        let hashers =
            Hashers::new(instellingen.argon2_geheugen_kib, instellingen.argon2_rondes, instellingen.argon2_banen)
                .ok_or("argon2id kan niet met deze instellingen")?;
        let seconds = |seconds: u32| i32::try_from(seconds).unwrap_or(i32::MAX);
        Ok(Self {
            tokens: Tokens::new(instellingen, sleutel).ok_or("met deze sleutel kan geen token worden getekend")?,
            hashers,
            grenzen: Grenzen {
                stil_seconden: seconds(instellingen.stil_seconden),
                stil_beheer_seconden: seconds(instellingen.stil_beheer_seconden),
                sessie_uren: i64::from(instellingen.sessie_uren),
            },
        })
    }

    /// An access token for a session that was begun at the machine itself: by the demo.
    #[must_use]
    pub fn token(&self, lopend: Lopend, nu: Moment) -> Option<String> {
        self.tokens.geef_uit(lopend, nu).map(|(token, _)| token)
    }
}
