//! Logging in at an outside identity provider (OIDC Core 1.0): what its word must say before it counts.

use crate::domain::tijd::Moment;

/// For how many minutes a login that was begun may be completed.
pub const POGING_MINUTEN: i64 = 10;
/// Seconds that the clock of the provider may be ahead of ours.
const VOOR_SECONDEN: i64 = 30;

/// Which word of a provider counts as two factors.
///
/// NEN 7510 asks for two; a provider that only checked a password proves too little.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eisen {
    /// One of these must stand under `acr`, when there are any.
    pub acr: Vec<String>,
    /// All of these must stand under `amr`.
    pub amr: Vec<String>,
}

impl Eisen {
    /// Whether they ask for anything at all; without that nothing shows two factors.
    #[must_use]
    pub const fn is_leeg(&self) -> bool {
        self.acr.is_empty() && self.amr.is_empty()
    }

    /// Whether a login with this `acr` and `amr` showed two factors.
    #[must_use]
    pub fn voldaan(&self, acr: Option<&str>, amr: &[String]) -> bool {
        let acr = self.acr.is_empty() || acr.is_some_and(|acr| self.acr.iter().any(|een| een == acr));
        !self.is_leeg() && acr && self.amr.iter().all(|een| amr.contains(een))
    }
}

/// What an id token says, once its signature is known to be the provider's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identiteit {
    /// The provider.
    pub iss: String,
    /// What it calls the person.
    pub sub: String,
    /// For whom it says so.
    pub aud: Vec<String>,
    /// To whom it was given, when it is for more than one.
    pub azp: Option<String>,
    /// Until when it holds.
    pub exp: i64,
    /// When it was said.
    pub iat: i64,
    /// To which login it belongs.
    pub nonce: String,
    /// How sure the provider is.
    pub acr: Option<String>,
    /// What the person showed.
    pub amr: Vec<String>,
}

/// What is expected of an id token.
#[derive(Clone, Copy, Debug)]
pub struct Verwacht<'a> {
    /// The provider.
    pub uitgever: &'a str,
    /// What it calls us.
    pub client_id: &'a str,
    /// The login.
    pub nonce: &'a str,
    /// What shows two factors.
    pub eisen: &'a Eisen,
}

impl Identiteit {
    /// Whether it is the word of this provider to us, about this login, at `nu`, of somebody who showed two factors.
    #[must_use]
    pub fn geldt(&self, verwacht: Verwacht<'_>, nu: Moment) -> bool {
        let nu = nu.utc().timestamp();
        let client_id = verwacht.client_id;
        let voor_ons = self.aud.iter().any(|aud| aud == client_id)
            && self.azp.as_ref().map_or(self.aud.len() == 1, |azp| azp == client_id);
        self.iss == verwacht.uitgever
            && voor_ons
            && nu < self.exp
            && self.iat <= nu.saturating_add(VOOR_SECONDEN)
            && self.nonce == verwacht.nonce
            && !self.sub.is_empty()
            && verwacht.eisen.voldaan(self.acr.as_deref(), &self.amr)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn woorden(woorden: &[&str]) -> Vec<String> {
        woorden.iter().map(|&woord| woord.to_owned()).collect()
    }

    #[test]
    fn een_aanbieder_moet_zeggen_dat_het_twee_factoren_waren() {
        let eisen = |acr: &[&str], amr: &[&str]| Eisen { acr: woorden(acr), amr: woorden(amr) };
        for (eisen, acr, amr, goed) in [
            (eisen(&[], &["mfa"]), None, woorden(&["pwd", "mfa"]), true),
            (eisen(&[], &["mfa"]), None, woorden(&["pwd"]), false),
            (eisen(&[], &["mfa"]), Some("hoog"), woorden(&[]), false),
            (eisen(&[], &["pwd", "otp"]), None, woorden(&["otp"]), false),
            (eisen(&["hoog", "substantieel"], &[]), Some("hoog"), woorden(&[]), true),
            (eisen(&["hoog"], &[]), Some("laag"), woorden(&["mfa"]), false),
            (eisen(&["hoog"], &[]), None, woorden(&["mfa"]), false),
            (eisen(&["hoog"], &["mfa"]), Some("hoog"), woorden(&["pwd"]), false),
            (eisen(&[], &[]), Some("hoog"), woorden(&["mfa"]), false),
        ] {
            assert_eq!(eisen.voldaan(acr, &amr), goed, "{eisen:?} {acr:?} {amr:?}");
        }
    }

    #[test]
    fn een_identiteit_geldt_voor_een_inlog_bij_ons() {
        let nu = Moment::new(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let seconden = nu.utc().timestamp();
        let eisen = Eisen { acr: Vec::new(), amr: woorden(&["mfa"]) };
        let verwacht = Verwacht { uitgever: "https://id", client_id: "wij", nonce: "n", eisen: &eisen };
        let goed = Identiteit {
            iss: "https://id".into(),
            sub: "een".into(),
            aud: woorden(&["wij"]),
            azp: None,
            exp: seconden + 60,
            iat: seconden,
            nonce: "n".into(),
            acr: None,
            amr: woorden(&["mfa"]),
        };
        assert!(goed.geldt(verwacht, nu));
        let samen = Identiteit { aud: woorden(&["wij", "zij"]), azp: Some("wij".into()), ..goed.clone() };
        assert!(samen.geldt(verwacht, nu));
        for fout in [
            Identiteit { iss: "https://ander".into(), ..goed.clone() },
            Identiteit { iss: "https://id/".into(), ..goed.clone() },
            Identiteit { sub: String::new(), ..goed.clone() },
            Identiteit { aud: woorden(&["zij"]), ..goed.clone() },
            Identiteit { aud: Vec::new(), ..goed.clone() },
            Identiteit { azp: None, ..samen.clone() },
            Identiteit { azp: Some("zij".into()), ..samen },
            Identiteit { azp: Some("zij".into()), ..goed.clone() },
            Identiteit { exp: seconden, ..goed.clone() },
            Identiteit { iat: seconden + 31, ..goed.clone() },
            Identiteit { nonce: "m".into(), ..goed.clone() },
            Identiteit { amr: woorden(&["pwd"]), ..goed.clone() },
        ] {
            assert!(!fout.geldt(verwacht, nu), "{fout:?}");
        }
    }
}
