//! The public halves of the keys of our tokens, as they are shown.

use serde::Serialize;
use utoipa::ToSchema;

use super::token::Tokens;
use crate::http::vast::Vast;

/// De openbare sleutels waarmee toegangstokens te controleren zijn (RFC 7517).
#[derive(Serialize, ToSchema)]
#[schema(as = Sleutels)]
pub struct SleutelsView {
    /// De sleutels; met de eerste wordt nu getekend.
    keys: Vec<SleutelView>,
}

/// Een openbare sleutel (RFC 8037).
#[derive(Serialize, ToSchema)]
#[schema(as = Sleutel)]
pub struct SleutelView {
    /// De naam, zoals zij in de kop van een token staat.
    kid: String,
    /// De soort sleutel.
    #[schema(example = "OKP")]
    kty: &'static str,
    /// De kromme.
    #[schema(example = "Ed25519")]
    crv: &'static str,
    /// Het enige algoritme waarvoor zij dient.
    #[schema(example = "EdDSA")]
    alg: &'static str,
    /// Waarvoor zij dient: handtekeningen.
    #[serde(rename = "use")]
    #[schema(example = "sig")]
    gebruik: &'static str,
    /// De sleutel zelf, in base64url.
    x: String,
}

/// The public keys as they are shown, made once.
///
/// Fails when they cannot be written as JSON.
pub(super) fn maak(tokens: &Tokens) -> Result<Vast, String> {
    let keys = tokens.ring().iter().map(|sleutel| SleutelView {
        kid: sleutel.kid.clone(),
        kty: "OKP",
        crv: "Ed25519",
        alg: "EdDSA",
        gebruik: "sig",
        x: sleutel.x.clone(),
    });
    Vast::json(&SleutelsView { keys: keys.collect() })
}
