//! The second factor: TOTP (RFC 6238) as every authenticator app knows it: SHA-1, six digits, thirty seconds.

use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::domain::tijd::Moment;

/// The length of a secret, in bytes (RFC 4226, section 4: as long as the hash).
pub const GEHEIM_LEN: usize = 20;

const STAP_SECONDEN: u64 = 30;

fn totp(geheim: impl Into<Secret>) -> Option<Totp> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(STAP_SECONDEN)
        .with_secret(geheim)
        .build()
        .ok()
}

/// The step for which `code` is right at `nu`, one step early or late included.
///
/// Spaces count for nothing: an authenticator shows one in the middle. A step counts the thirty seconds since 1970. Whoever accepts a code keeps its step and refuses it from then on.
#[must_use]
pub fn stap(geheim: &[u8], code: &str, nu: Moment) -> Option<i64> {
    let (seconds, _) = nu.unix();
    let code: String = code.split(' ').collect();
    let step = totp(geheim)?.check(&code, seconds)?;
    i64::try_from(step).ok()
}

/// The code that an authenticator shows at `nu`; empty when the secret is too short to be one.
#[must_use]
pub fn totp_code(geheim: &[u8], nu: Moment) -> String {
    let (seconds, _) = nu.unix();
    totp(geheim).map_or_else(String::new, |totp| totp.generate(seconds).to_string())
}

/// The code for a secret as a person types it; none when it is no secret.
#[must_use]
pub fn code_bij_base32(geheim: &str, nu: Moment) -> Option<String> {
    let (seconds, _) = nu.unix();
    let secret = Secret::try_from_base32(geheim.trim()).ok()?;
    totp(secret).map(|totp| totp.generate(seconds).to_string())
}

/// The secret as a person types it into an authenticator.
#[must_use]
pub fn base32(geheim: &[u8]) -> String {
    Secret::from(geheim).to_base32()
}

/// The secret as an authenticator reads it from a QR code.
#[must_use]
pub fn otpauth(geheim: &[u8], gebruikersnaam: &str) -> String {
    let geheim = base32(geheim);
    format!(
        "otpauth://totp/Knooppunt:{gebruikersnaam}?secret={geheim}&issuer=Knooppunt&algorithm=SHA1&digits=6&period={STAP_SECONDEN}"
    )
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;

    fn op(seconds: i64) -> Moment {
        Moment::new(DateTime::from_timestamp(seconds, 0).unwrap())
    }

    #[test]
    fn de_code_is_die_van_rfc_6238() {
        let geheim = b"12345678901234567890";
        assert_eq!(totp_code(geheim, op(59)), "287082");
        assert_eq!(totp_code(geheim, op(1_111_111_109)), "081804");
        assert_eq!(base32(geheim), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(code_bij_base32(&base32(geheim), op(59)).as_deref(), Some("287082"));
        assert_eq!(code_bij_base32("geen geheim!", op(59)), None);
    }

    #[test]
    fn een_code_geldt_een_stap_eerder_en_een_stap_later() {
        let (geheim, nu) = (b"12345678901234567890", op(1_800_000_015));
        let code = totp_code(geheim, nu);
        for (seconden, geldt) in [(-46, false), (-30, true), (0, true), (30, true), (60, false)] {
            let dan = nu.plus(TimeDelta::seconds(seconden));
            assert_eq!(stap(geheim, &code, dan).is_some(), geldt, "{seconden}");
        }
        assert_eq!(stap(geheim, &code, nu), Some(60_000_000));
        let (links, rechts) = code.split_at(3);
        assert_eq!(stap(geheim, &format!("{links} {rechts}"), nu), Some(60_000_000));
        assert_eq!(stap(geheim, "+12345", nu), None);
        assert_eq!(stap(geheim, "", nu), None);
    }
}
