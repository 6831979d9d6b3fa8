//! What access needs besides the database: tokens, the turns of the hashers, security keys, the outside provider.

use std::{net::IpAddr, sync::Arc};

use super::{aanbieder::Aanbieder, hasher::Hashers, openbaar, token::Tokens, webauthn::Sleuteldienst};
use crate::{
    config::{Doorstuurkop, Instellingen, Netwerk, Sleutels},
    domain::{
        tijd::Moment,
        toegang::sessie::{Grenzen, Lopend},
    },
    http::vast::Vast,
};

/// What access needs besides the database: register one, shared by all workers.
#[derive(Debug)]
pub struct Toegang {
    pub(in crate::http) tokens: Tokens,
    /// The public halves of the keys of those tokens.
    pub(super) openbaar: Vast,
    pub(super) hashers: Hashers,
    pub(super) sleutels: Sleuteldienst,
    pub(super) grenzen: Grenzen,
    /// How often one session is carried on within ten minutes.
    pub(super) verlengen_per_tien_minuten: u32,
    proxys: Vec<Netwerk>,
    proxy_kop: Doorstuurkop,
    pub(super) aanbieder: Option<Arc<Aanbieder>>,
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
        let tokens = Tokens::new(toegang, &sleutels.token, &sleutels.token_vorige)
            .ok_or("met deze sleutel kan geen token worden getekend")?;
        Ok(Self {
            openbaar: openbaar::maak(&tokens)?,
            tokens,
            hashers,
            sleutels: Sleuteldienst::new(toegang)?,
            grenzen: Grenzen {
                stil_seconden: seconds(toegang.stil_seconden),
                stil_beheer_seconden: seconds(toegang.stil_beheer_seconden),
                sessie_uren: i64::from(toegang.sessie_uren),
            },
            verlengen_per_tien_minuten: instellingen.remmen.verlengen_per_tien_minuten,
            proxys: instellingen.server.proxys.clone(),
            proxy_kop: instellingen.server.proxy_kop,
            aanbieder: Aanbieder::new(instellingen)?.map(Arc::new),
        })
    }

    /// Whether `ip` is one of our own proxies.
    #[must_use]
    pub fn is_proxy(&self, ip: IpAddr) -> bool {
        self.proxys.iter().any(|netwerk| netwerk.omvat(ip))
    }

    /// The header in which they say on whose behalf they ask.
    #[must_use]
    pub const fn proxy_kop(&self) -> Doorstuurkop {
        self.proxy_kop
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
