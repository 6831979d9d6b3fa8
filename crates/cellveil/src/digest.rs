//! SHA-256 over what is written in one way only.

use aws_lc_rs::digest::{SHA256, digest};
use serde::Serialize;

/// The SHA-256 of something as JSON, in hexadecimals.
///
/// What is digested here has strings for keys and integers for numbers; that cannot fail to be written, and would
/// give the digest of nothing if it did, which no other digest equals.
pub(crate) fn sha256(what: &impl Serialize) -> String {
    let bytes = serde_json::to_vec(what).unwrap_or_default();
    digest(&SHA256, &bytes).as_ref().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
