//! Passwords: chosen freely but not guessed in a day, and kept as argon2id, one salt each.

use std::{cmp::Reverse, fmt};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use strum::VariantArray as _;
use zxcvbn::Score;

use crate::domain::{Label as _, gebied::Gemeente};

/// The fewest characters of a password.
pub const KORTST: u64 = 12;
/// The most characters of a password: what is longer only costs time.
pub const LANGST: u64 = 128;
/// The length of a salt, in bytes (RFC 9106, section 3.1).
pub const ZOUT_LEN: usize = 16;

/// What people here think of first, beside the common passwords, names and words that `zxcvbn` brings.
const VOOR_DE_HAND: &[&str] = &[
    "knooppunt",
    "kansrijke",
    "kansrijk",
    "kansrijkestart",
    "start",
    "voorzorg",
    "rodedraad",
    "geboorte",
    "zwanger",
    "verloskundige",
    "verloskundigen",
    "praktijk",
    "consultatiebureau",
    "jeugdgezondheidszorg",
    "coordinator",
    "beheer",
    "beheerder",
    "zuidlimburg",
    "limburg",
    "parkstad",
    "gemeente",
    "welkom",
    "wachtwoord",
    "geheim",
    "inloggen",
    "sterk",
    "lente",
    "zomer",
    "herfst",
    "winter",
    "januari",
    "februari",
    "maart",
    "april",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "maandag",
    "vrijdag",
    "baby",
    "moeder",
    "aanstaande",
    "baarmoeder",
    "bevalling",
    "bezoek",
    "borstvoeding",
    "buik",
    "centering",
    "coördinator",
    "echo",
    "eerste",
    "dagen",
    "duizend",
    "familie",
    "gezin",
    "gezinnen",
    "gezond",
    "gezondheid",
    "hallo",
    "hulp",
    "huisbezoek",
    "jeugd",
    "jeugdzorg",
    "kind",
    "kinderen",
    "kleuter",
    "kraam",
    "kraambed",
    "kraamhulp",
    "kraamtijd",
    "kraamzorg",
    "maatwerk",
    "maatschappelijk",
    "mama",
    "miskraam",
    "moederschap",
    "nederland",
    "neonatologie",
    "omgeving",
    "ouder",
    "ouders",
    "ouderschap",
    "papa",
    "peuter",
    "school",
    "signaal",
    "signalen",
    "sociaal",
    "stevig",
    "steun",
    "team",
    "thuis",
    "trimester",
    "tweeling",
    "uitgerekend",
    "vader",
    "veilig",
    "verkennen",
    "verkenning",
    "verlof",
    "verpleegkundige",
    "vroedvrouw",
    "vrouw",
    "vrouwen",
    "werk",
    "wieg",
    "wijk",
    "zorg",
    "zorgpad",
    "zuigeling",
    "zwangere",
    "zwangerschap",
    "amsterdam",
    "nederlands",
    "ajax",
    "feyenoord",
    "dinsdag",
    "woensdag",
    "donderdag",
    "zaterdag",
    "zondag",
    "computer",
    "sleutel",
    "toegang",
    "vakantie",
    "zonnetje",
    "schatje",
    "lieverd",
    "prinses",
    "konijn",
    "poes",
    "hond",
    "liefde",
    "voetbal",
];

/// Fewest letters left of a password when the words that are at hand are taken out.
const EIGEN_LETTERS: usize = 4;

/// Whether nobody guesses `wachtwoord` soon, knowing the common passwords, the region, and what goes with the account: its own
/// name, the organisation's.
///
/// There are no rules of composition (NIST SP 800-63B, 5.1.1.2): `zxcvbn` counts the guesses, and ten thousand million or more
/// will do. A word at hand with a year and a row of signs behind it is still that word.
#[must_use]
pub fn is_sterk(wachtwoord: &str, eigen: &[&str]) -> bool {
    let gemeenten = Gemeente::VARIANTS.iter().map(|gemeente| gemeente.naam().to_lowercase());
    let eigen = eigen.iter().flat_map(|naam| naam.split(|c: char| !c.is_alphanumeric())).map(str::to_lowercase);
    let woorden = VOOR_DE_HAND.iter().map(|&woord| woord.to_owned()).chain(gemeenten).chain(eigen);
    let mut woorden: Vec<String> = woorden.filter(|woord| woord.chars().count() > 2).collect();
    // The longest first: of a word in a word nothing may be left over.
    woorden.sort_by_key(|woord| Reverse(woord.len()));
    let letters: String = wachtwoord.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let over = woorden.iter().fold(letters, |over, woord| over.replace(woord.as_str(), ""));
    let woorden: Vec<&str> = woorden.iter().map(String::as_str).collect();
    over.chars().count() >= EIGEN_LETTERS && zxcvbn::zxcvbn(wachtwoord, &woorden).score() >= Score::Three
}

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

    /// Whether `hash` was made with other parameters than those of now.
    #[must_use]
    pub fn is_verouderd(&self, hash: &str) -> bool {
        let nu = self.0.params();
        let kop = format!("$argon2id$v=19$m={},t={},p={}$", nu.m_cost(), nu.t_cost(), nu.p_cost());
        !hash.starts_with(&kop)
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
        assert!(!hasher.is_verouderd(&hash));
        assert!(Hasher::new(16, 1, 1).unwrap().is_verouderd(&hash));
    }

    #[test]
    fn wat_iedereen_hier_bedenkt_is_geen_wachtwoord() {
        let eigen = ["a.jansen", "Verloskundigenpraktijk De Ooievaar"];
        for zwak in [
            "wachtwoord123",
            "Welkom2026!!!",
            "knooppunt2026",
            "Kansrijke Start",
            "password12345",
            "qwertyuiop12",
            "aaaaaaaaaaaaaaa",
            "123456789012",
            "jansenjansen1",
            "ooievaar2026!",
            "heerlenheerlen",
            "Maastricht2026",
            "Zwangerschap1",
            "Kraamzorg2026",
            "Kraamzorg-2026-Zwanger",
            "JansenDagen2026",
        ] {
            assert!(!is_sterk(zwak, &eigen), "{zwak}");
        }
        for sterk in ["vier losse woorden samen", "paarse fiets in de regen", "Tr0ub4dor&3xkq9"] {
            assert!(is_sterk(sterk, &eigen), "{sterk}");
        }
    }
}
