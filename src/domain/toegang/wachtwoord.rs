//! Passwords: argon2id, one salt each.

use std::fmt;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier},
};

/// The fewest characters of a password.
pub const KORTST: u64 = 12;
/// The most characters of a password: what is longer only costs time.
pub const LANGST: u64 = 128;
/// The length of a salt, in bytes (RFC 9106, section 3.1).
pub const ZOUT_LEN: usize = 16;

/// Hashes passwords and compares them, as slowly as its parameters say.
#[derive(Clone)]
pub struct Hasher(Argon2<'static>);

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hasher")
    }
}

impl Hasher {
    /// A hasher that uses so many KiB, rounds and lanes; none when argon2id does not allow them.
    #[must_use]
    pub fn new(geheugen_kib: u32, rondes: u32, banen: u32) -> Option<Self> {
        let params = Params::new(geheugen_kib, rondes, banen, None).ok()?;
        Some(Self(Argon2::new(Algorithm::Argon2id, Version::V0x13, params)))
    }

    /// The hash to keep, with its salt and parameters in it (PHC string format).
    #[must_use]
    pub fn hash(&self, wachtwoord: &str, zout: &[u8; ZOUT_LEN]) -> Option<String> {
        let hash = self.0.hash_password_with_salt(wachtwoord.as_bytes(), zout).ok()?;
        Some(hash.to_string())
    }

    /// Whether `wachtwoord` is the one behind `hash`.
    #[must_use]
    pub fn klopt(&self, wachtwoord: &str, hash: &str) -> bool {
        self.0.verify_password(wachtwoord.as_bytes(), hash).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_wachtwoord_past_alleen_op_zijn_eigen_hash() {
        let hasher = Hasher::new(8, 1, 1).unwrap();
        let hash = hasher.hash("een lang wachtwoord", &[1; ZOUT_LEN]).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
        assert!(hasher.klopt("een lang wachtwoord", &hash));
        assert!(!hasher.klopt("een ander wachtwoord", &hash));
        assert!(!hasher.klopt("een lang wachtwoord", ""));
        assert_ne!(hasher.hash("een lang wachtwoord", &[2; ZOUT_LEN]).unwrap(), hash);
    }
}
