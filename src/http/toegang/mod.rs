//! Getting in: sessions, and the invitation that makes an account usable.

mod aanbieder;
mod aud;
pub mod beveiligingssleutel;
pub mod deur;
pub mod eigen;
mod hasher;
pub mod inloggen;
pub mod oidc;
pub mod sessie;
pub mod sleutels;
#[cfg(test)]
mod tests;
pub mod token;
pub mod tokens;
pub mod uitnodiging;
pub mod webauthn;
pub mod zelf;

use std::{net::IpAddr, sync::Arc};

use actix_web::{
    http::Method,
    web::{self, ServiceConfig},
};

use self::{aanbieder::Aanbieder, hasher::Hashers, token::Tokens, webauthn::Sleuteldienst};
use super::route::resource;
use crate::{
    config::{Instellingen, Netwerk, Sleutels},
    domain::tijd::Moment,
    store::toegang::sessie::{Grenzen, Lopend},
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource(
        "/sessies",
        [(Method::POST, web::to(inloggen::begin)), (Method::GET, web::to(sessie::lijst))],
    ))
    .service(resource("/sessies/vernieuwing", [(Method::POST, web::to(inloggen::vernieuw))]))
    .service(resource("/sessies/beeindiging", [(Method::POST, web::to(sessie::beeindig_andere))]))
    .service(resource(
        "/sessies/huidige",
        [(Method::GET, web::to(sessie::toon)), (Method::DELETE, web::to(sessie::beeindig))],
    ))
    .service(resource("/sessies/huidige/wachtwoord", [(Method::POST, web::to(eigen::wijzig_wachtwoord))]))
    .service(resource("/sessies/huidige/herstelcodes", [(Method::POST, web::to(eigen::vernieuw_herstelcodes))]))
    .service(resource("/sessies/uitdaging", [(Method::POST, web::to(deur::daag_uit))]))
    .service(resource(
        "/sessies/huidige/beveiligingssleutels/uitdaging",
        [(Method::POST, web::to(beveiligingssleutel::vraag))],
    ))
    .service(resource(
        "/sessies/huidige/beveiligingssleutels",
        [(Method::GET, web::to(beveiligingssleutel::lijst)), (Method::POST, web::to(beveiligingssleutel::voeg_toe))],
    ))
    .service(resource("/beveiligingssleutels/{id}", [(Method::DELETE, web::to(beveiligingssleutel::verwijder))]))
    .service(resource("/sessies/{id}", [(Method::DELETE, web::to(sessie::beeindig_een))]))
    .service(resource("/oidc/begin", [(Method::GET, web::to(oidc::begin))]))
    .service(resource("/oidc/voltooiing", [(Method::POST, web::to(oidc::voltooi))]))
    .service(resource("/tokens", [(Method::POST, web::to(tokens::geef))]))
    .service(resource("/sleutels", [(Method::GET, web::to(sleutels::lees))]))
    .service(resource("/uitnodigingen/aanvaarding", [(Method::POST, web::to(uitnodiging::aanvaard))]));
}

/// What access needs besides the database: register one, shared by all workers.
#[derive(Debug)]
pub struct Toegang {
    pub(super) tokens: Tokens,
    hashers: Hashers,
    sleutels: Sleuteldienst,
    grenzen: Grenzen,
    proxys: Vec<Netwerk>,
    aanbieder: Option<Arc<Aanbieder>>,
}

impl Toegang {
    /// Access as the settings want it, with the keys that sign tokens.
    ///
    /// Fails when the settings or a key cannot be used; says why.
    pub fn new(instellingen: &Instellingen, sleutels: &Sleutels) -> Result<Self, String> {
        let toegang = &instellingen.toegang;
        let hashers = Hashers::new(toegang.argon2_geheugen_kib, toegang.argon2_rondes, toegang.argon2_banen)
            .ok_or("argon2id kan niet met deze instellingen")?;
        let seconds = |seconds: u32| i32::try_from(seconds).unwrap_or(i32::MAX);
        Ok(Self {
            tokens: Tokens::new(toegang, &sleutels.token, &sleutels.token_vorige)
                .ok_or("met deze sleutel kan geen token worden getekend")?,
            hashers,
            sleutels: Sleuteldienst::new(toegang)?,
            grenzen: Grenzen {
                stil_seconden: seconds(toegang.stil_seconden),
                stil_beheer_seconden: seconds(toegang.stil_beheer_seconden),
                sessie_uren: i64::from(toegang.sessie_uren),
            },
            proxys: instellingen.server.proxys.clone(),
            aanbieder: Aanbieder::new(instellingen)?.map(Arc::new),
        })
    }

    /// Whether `ip` is one of our own proxies.
    #[must_use]
    pub fn is_proxy(&self, ip: IpAddr) -> bool {
        self.proxys.iter().any(|netwerk| netwerk.omvat(ip))
    }

    /// Whether some roles should log in with a security key and cannot: there are none here.
    #[must_use]
    pub fn mist_sleutels(&self) -> bool {
        self.sleutels.kan_niet()
    }

    /// An access token for a session that was begun at the machine itself: by the demo.
    #[must_use]
    pub fn token(&self, lopend: Lopend, nu: Moment) -> Option<String> {
        self.tokens.geef_uit(lopend, nu).map(|(token, _)| token)
    }
}
