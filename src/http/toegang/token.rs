//! Access tokens: an `EdDSA` JWT (RFC 9068) that says which session asks, for five minutes.
//!
//! A signature that was checked is remembered for as long as the token lives; whether the session goes on is asked of
//! the database at every request all the same.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, PoisonError},
};

use aws_lc_rs::{
    digest,
    signature::{Ed25519KeyPair, KeyPair as _},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use strum::VariantArray as _;

use crate::{
    config::{self, Sleutel},
    domain::{
        ids::Id,
        tijd::Moment,
        toegang::{GebruikerId, Inlogwijze, SessieId, sessie::Lopend},
    },
};

/// The most tokens whose signature is remembered.
const ONTHOUDEN: usize = 4096;
const TYP: &str = "at+jwt";

/// What a token says; a token that lacks one of these is none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Claims {
    pub iss: String,
    pub aud: String,
    pub sub: GebruikerId,
    pub sid: SessieId,
    pub exp: i64,
    pub nbf: i64,
    pub iat: i64,
    pub jti: Id<Claims>,
    pub amr: Vec<String>,
}

/// What a token proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bewijs {
    /// The account.
    pub gebruiker: GebruikerId,
    /// The session.
    pub sessie: SessieId,
    exp: i64,
    nbf: i64,
    iat: i64,
}

impl Bewijs {
    fn geldt(&self, nu: Moment) -> bool {
        let nu = nu.utc().timestamp();
        self.iat <= nu && self.nbf <= nu && nu < self.exp
    }
}

/// Signs tokens and checks them.
pub struct Tokens {
    tekenen: EncodingKey,
    /// The keys that are believed; the first is the one that signs.
    ring: Vec<Publiek>,
    regels: Validation,
    uitgever: String,
    doelgroep: String,
    seconden: i64,
    bekend: Mutex<HashMap<[u8; 32], Bewijs>>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("ring", &self.ring).finish_non_exhaustive()
    }
}

impl Tokens {
    /// Tokens as the settings want them, signed with the Ed25519 key that has `sleutel` as its seed.
    ///
    /// What the keys before it signed is believed until it expires.
    pub(super) fn new(instellingen: &config::Toegang, sleutel: &Sleutel, vorige: &[Sleutel]) -> Option<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(sleutel.bytes()).ok()?;
        let ring = std::iter::once(sleutel).chain(vorige).map(Publiek::van).collect::<Option<Vec<_>>>()?;
        let mut regels = Validation::new(Algorithm::EdDSA);
        regels.set_issuer(&[&instellingen.uitgever]);
        regels.set_audience(&[&instellingen.doelgroep]);
        regels.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        // The crate would ask the machine what time it is; `Bewijs::geldt` asks our own clock.
        regels.validate_exp = false;
        regels.validate_nbf = false;
        Some(Self {
            tekenen: EncodingKey::from_ed_der(pair.to_pkcs8().ok()?.as_ref()),
            ring,
            regels,
            uitgever: instellingen.uitgever.clone(),
            doelgroep: instellingen.doelgroep.clone(),
            seconden: i64::from(instellingen.token_seconden),
            bekend: Mutex::default(),
        })
    }

    /// The keys that are believed, the one that signs in front.
    pub(super) fn ring(&self) -> &[Publiek] {
        &self.ring
    }

    /// Who we are, in every token and in what is sent to us.
    pub(super) fn uitgever(&self) -> &str {
        &self.uitgever
    }

    /// For how many seconds a token is good.
    pub(super) const fn seconden(&self) -> i64 {
        self.seconden
    }

    /// A token for a session, and for how many seconds it is good; it never outlives the session.
    pub(super) fn geef_uit(&self, lopend: Lopend, nu: Moment) -> Option<(String, i64)> {
        let iat = nu.utc().timestamp();
        let exp = lopend.verloopt_op.utc().timestamp().min(iat + self.seconden);
        let claims = Claims {
            iss: self.uitgever.clone(),
            aud: self.doelgroep.clone(),
            sub: lopend.gebruiker,
            sid: lopend.sessie,
            exp,
            nbf: iat,
            iat,
            jti: Id::new(nu),
            amr: lopend.inlogwijze.amr().iter().map(|&amr| amr.to_owned()).collect(),
        };
        let token = jsonwebtoken::encode(&self.header(), &claims, &self.tekenen).ok()?;
        Some((token, exp - iat))
    }

    /// What `token` proves at `nu`, if it is one of ours.
    pub fn controleer(&self, token: &str, nu: Moment) -> Option<Bewijs> {
        let mut afdruk = [0; 32];
        afdruk.copy_from_slice(digest::digest(&digest::SHA256, token.as_bytes()).as_ref());
        let known = self.bekend.lock().unwrap_or_else(PoisonError::into_inner).get(&afdruk).copied();
        if let Some(bewijs) = known {
            return bewijs.geldt(nu).then_some(bewijs);
        }
        let bewijs = self.lees(token).filter(|bewijs| bewijs.geldt(nu))?;
        self.onthoud(afdruk, bewijs, nu);
        Some(bewijs)
    }

    fn header(&self) -> Header {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYP.to_owned());
        header.kid = self.ring.first().map(|sleutel| sleutel.kid.clone());
        header
    }

    fn lees(&self, token: &str) -> Option<Bewijs> {
        let kid = jsonwebtoken::decode_header(token).ok()?.kid?;
        // Looked up among our own, never fetched: a name is no address.
        let sleutel = self.ring.iter().find(|sleutel| sleutel.kid == kid)?;
        let read = jsonwebtoken::decode::<Claims>(token, &sleutel.lezen, &self.regels).ok()?;
        let ours = read.header.typ.as_deref() == Some(TYP);
        let claims = read.claims;
        let known = Inlogwijze::VARIANTS.iter().any(|wijze| claims.amr == wijze.amr());
        (ours && known).then_some(Bewijs {
            gebruiker: claims.sub,
            sessie: claims.sid,
            exp: claims.exp,
            nbf: claims.nbf,
            iat: claims.iat,
        })
    }

    fn onthoud(&self, afdruk: [u8; 32], bewijs: Bewijs, nu: Moment) {
        let mut known = self.bekend.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= ONTHOUDEN {
            known.retain(|_, bewijs| bewijs.geldt(nu));
        }
        if known.len() >= ONTHOUDEN {
            known.clear();
        }
        known.insert(afdruk, bewijs);
    }
}

/// A key that is believed, as others may know it.
pub(super) struct Publiek {
    /// Its name.
    pub kid: String,
    /// The key itself, base64url.
    pub x: String,
    lezen: DecodingKey,
}

impl fmt::Debug for Publiek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kid)
    }
}

impl Publiek {
    fn van(sleutel: &Sleutel) -> Option<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(sleutel.bytes()).ok()?;
        let public = pair.public_key().as_ref();
        let x = URL_SAFE_NO_PAD.encode(public);
        Some(Self { kid: thumbprint(&x), x, lezen: DecodingKey::from_ed_der(public) })
    }
}

/// The name of a public key (RFC 7638, RFC 8037).
fn thumbprint(x: &str) -> String {
    let jwk = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, jwk.as_bytes()))
}

#[cfg(test)]
mod tests;
