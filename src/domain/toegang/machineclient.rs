//! Machine clients: a record system that asks on behalf of somebody who works with it.
//!
//! It proves who it is with a key of which only the public half is here (RFC 7523, `private_key_jwt`), and it never may
//! more than the person for whom it asks, nor more than was agreed with its organisation.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde::Deserialize;
use strum::{EnumString, IntoStaticStr, VariantArray};

pub use crate::domain::ids::MachineclientId;
pub use crate::domain::ids::kind::Machineclient;
use crate::domain::{
    recht::{Gebied, Rol, Toekenning},
    tijd::Moment,
};

/// An assertion is good for at most so many seconds.
pub const LANGST_SECONDEN: i64 = 300;
/// Seconds that the clock of a client may be ahead of ours.
const VOOR_SECONDEN: i64 = 30;
/// The longest `jti` that is read.
const LANGSTE_JTI: usize = 128;
/// More keys than this nobody needs, and each one is tried.
const MEESTE_SLEUTELS: usize = 8;

/// What a key signs with; nothing symmetric, for then we could sign ourselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
pub enum Algoritme {
    /// Ed25519 (RFC 8037).
    #[strum(serialize = "EdDSA")]
    EdDsa,
    /// ECDSA on P-256 with SHA-256 (RFC 7518, 3.4).
    #[strum(serialize = "ES256")]
    Es256,
}

/// The public half of a client's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sleutel {
    /// The one algorithm for which it is good.
    pub algoritme: Algoritme,
    /// What the client calls it, if anything.
    pub kid: Option<String>,
    /// The 32 bytes of Ed25519, or the uncompressed point of P-256.
    pub publiek: Vec<u8>,
}

/// What an assertion says, once its signature is known to be the client's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verklaring {
    /// Who made it.
    pub iss: String,
    /// About whom.
    pub sub: String,
    /// For whom: each of them.
    pub aud: Vec<String>,
    /// Until when it is good.
    pub exp: i64,
    /// When it was made.
    pub iat: i64,
    /// From when on it is good.
    pub nbf: Option<i64>,
    /// Its name: it is used once.
    pub jti: String,
}

impl Verklaring {
    /// Whether it is one by `client` about itself, for us alone, at `nu`.
    ///
    /// Another server that it names too could bring it here in the client's name, so `aud` names nobody else.
    #[must_use]
    pub fn geldt(&self, client: MachineclientId, uitgever: &str, nu: Moment) -> bool {
        let (client, nu) = (client.to_string(), nu.utc().timestamp());
        let voor_ons = matches!(self.aud.as_slice(), [aud] if aud == uitgever);
        let begonnen = |op: i64| op <= nu.saturating_add(VOOR_SECONDEN);
        self.iss == client
            && self.sub == client
            && voor_ons
            && nu < self.exp
            && self.exp <= nu.saturating_add(LANGST_SECONDEN)
            && begonnen(self.iat)
            && self.nbf.is_none_or(begonnen)
            && (1..=LANGSTE_JTI).contains(&self.jti.len())
    }
}

/// What may be done through a client on behalf of somebody: what both may, and nothing that only one of them may.
///
/// Only the work on cases is ever done by a machine: accounts, the logboek and the counts are for people.
#[must_use]
pub fn doorsnede(client: &[Toekenning], gebruiker: &[Toekenning]) -> Vec<Toekenning> {
    let mut beide: Vec<Toekenning> = Vec::new();
    for van_client in client.iter().filter(|toekenning| kan_rol(toekenning.rol)) {
        for van_haar in gebruiker.iter().filter(|toekenning| toekenning.rol == van_client.rol) {
            if let Some(gebied) = van_client.gebied.doorsnede(van_haar.gebied) {
                let toekenning = Toekenning { rol: van_client.rol, gebied };
                if !beide.contains(&toekenning) {
                    beide.push(toekenning);
                }
            }
        }
    }
    beide
}

/// Whether a machine client may ever have this role.
#[must_use]
pub fn kan_rol(rol: Rol) -> bool {
    Rol::AAN_CASUSSEN.contains(&rol)
}

impl Gebied {
    /// The area that lies in both, when one of them lies in the other: regio, subregio, gemeente.
    ///
    /// An organisation or a desk lies in no other area: it holds what was brought in or sent there, wherever that is.
    #[must_use]
    pub fn doorsnede(self, ander: Self) -> Option<Self> {
        if self == ander || ander.ligt_in(self) { Some(ander) } else { self.ligt_in(ander).then_some(self) }
    }

    fn ligt_in(self, ander: Self) -> bool {
        match (self, ander) {
            (Self::Subregio(_) | Self::Gemeente(_), Self::Regio) => true,
            (Self::Gemeente(gemeente), Self::Subregio(subregio)) => gemeente.subregio() == subregio,
            _ => false,
        }
    }
}

/// Why a file holds no key that can be used, in Dutch.
pub type Onbruikbaar = &'static str;

const GEHEIM: Onbruikbaar = "Dit is een geheime sleutel; registreer alleen de openbare helft.";
const SOORT: Onbruikbaar = "Alleen Ed25519 (EdDSA) en P-256 (ES256) kunnen hier.";
const VORM: Onbruikbaar = "Dit is geen JWKS, JWK of PEM met een openbare sleutel.";

/// The public keys in a file: a JWKS, a single JWK, or PEM.
///
/// Fails when there is none, one is secret or of another kind, or there are more than eight.
pub fn sleutels_uit(tekst: &str) -> Result<Vec<Sleutel>, Onbruikbaar> {
    let sleutels = if tekst.trim_start().starts_with('{') { uit_json(tekst)? } else { uit_pem(tekst)? };
    match sleutels.len() {
        0 => Err(VORM),
        1..=MEESTE_SLEUTELS => Ok(sleutels),
        _ => Err("Een client heeft hoogstens acht sleutels."),
    }
}

#[derive(Deserialize)]
struct Jwks {
    keys: Vec<Jwk>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    crv: Option<String>,
    alg: Option<String>,
    kid: Option<String>,
    x: Option<String>,
    y: Option<String>,
    d: Option<serde::de::IgnoredAny>,
}

fn uit_json(tekst: &str) -> Result<Vec<Sleutel>, Onbruikbaar> {
    let keys = match serde_json::from_str::<Jwks>(tekst) {
        Ok(jwks) => jwks.keys,
        Err(_) => vec![serde_json::from_str::<Jwk>(tekst).map_err(|_| VORM)?],
    };
    keys.into_iter().map(Jwk::lees).collect()
}

impl Jwk {
    fn lees(self) -> Result<Sleutel, Onbruikbaar> {
        if self.d.is_some() || self.kty == "oct" {
            return Err(GEHEIM);
        }
        let deel = |deel: Option<&String>| -> Result<Vec<u8>, Onbruikbaar> {
            let bytes = URL_SAFE_NO_PAD.decode(deel.ok_or(VORM)?).map_err(|_| VORM)?;
            if bytes.len() == 32 { Ok(bytes) } else { Err(VORM) }
        };
        let (algoritme, publiek) = match (self.kty.as_str(), self.crv.as_deref()) {
            ("OKP", Some("Ed25519")) => (Algoritme::EdDsa, deel(self.x.as_ref())?),
            ("EC", Some("P-256")) => {
                (Algoritme::Es256, [vec![4], deel(self.x.as_ref())?, deel(self.y.as_ref())?].concat())
            }
            _ => return Err(SOORT),
        };
        if self.alg.is_some_and(|alg| alg != <&str>::from(algoritme)) {
            return Err(SOORT);
        }
        Ok(Sleutel { algoritme, kid: self.kid, publiek })
    }
}

/// What stands in front of the key in a `SubjectPublicKeyInfo` (RFC 8410, RFC 5480).
const SPKI: [(Algoritme, &[u8], usize); 2] = [
    (Algoritme::EdDsa, b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 32),
    (
        Algoritme::Es256,
        b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00",
        65,
    ),
];

fn uit_pem(tekst: &str) -> Result<Vec<Sleutel>, Onbruikbaar> {
    if tekst.contains("PRIVATE KEY") {
        return Err(GEHEIM);
    }
    let mut sleutels = Vec::new();
    for blok in tekst.split("-----BEGIN PUBLIC KEY-----").skip(1) {
        let (base64, _) = blok.split_once("-----END PUBLIC KEY-----").ok_or(VORM)?;
        let base64: String = base64.split_whitespace().collect();
        let der = STANDARD.decode(base64).map_err(|_| VORM)?;
        sleutels.push(uit_der(&der).ok_or(SOORT)?);
    }
    Ok(sleutels)
}

fn uit_der(der: &[u8]) -> Option<Sleutel> {
    SPKI.into_iter().find_map(|(algoritme, kop, lang)| {
        let publiek = der.strip_prefix(kop).filter(|rest| rest.len() == lang)?;
        Some(Sleutel { algoritme, kid: None, publiek: publiek.to_vec() })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::{
        gebied::{Gemeente, Subregio},
        ids::Id,
        recht::Ligging,
    };

    const HEERLEN: Gebied = Gebied::Gemeente(Gemeente::Gm0917);
    const PARKSTAD: Gebied = Gebied::Subregio(Subregio::Parkstad);
    const MAASTRICHT: Gebied = Gebied::Gemeente(Gemeente::Gm0935);

    fn nu() -> Moment {
        Moment::new(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap())
    }

    fn gebieden() -> Vec<Gebied> {
        let (een, ander) = (Id::new(nu()), Id::new(nu()));
        let (desk, tweede) = (Id::new(nu()), Id::new(nu()));
        let mut alle = vec![
            Gebied::Regio,
            Gebied::Organisatie(een),
            Gebied::Organisatie(ander),
            Gebied::Desk(desk),
            Gebied::Desk(tweede),
        ];
        alle.extend(Subregio::VARIANTS.iter().copied().map(Gebied::Subregio));
        alle.extend(Gemeente::VARIANTS.iter().copied().map(Gebied::Gemeente));
        alle
    }

    #[test]
    fn het_kleinste_van_twee_gebieden_blijft_over() {
        for (een, ander, beide) in [
            (Gebied::Regio, PARKSTAD, Some(PARKSTAD)),
            (Gebied::Regio, HEERLEN, Some(HEERLEN)),
            (PARKSTAD, HEERLEN, Some(HEERLEN)),
            (PARKSTAD, MAASTRICHT, None),
            (HEERLEN, MAASTRICHT, None),
            (HEERLEN, HEERLEN, Some(HEERLEN)),
            (Gebied::Regio, Gebied::Organisatie(Id::new(nu())), None),
        ] {
            assert_eq!(een.doorsnede(ander), beide, "{een:?} {ander:?}");
            assert_eq!(ander.doorsnede(een), beide, "{ander:?} {een:?}");
        }
    }

    #[test]
    fn wat_in_de_doorsnede_ligt_ligt_in_beide() {
        let alle = gebieden();
        let mut liggingen = Vec::new();
        for &gebied in &alle {
            for &gemeente in Gemeente::VARIANTS.iter().take(16) {
                liggingen.push(match gebied {
                    Gebied::Organisatie(id) => {
                        Ligging { organisatie: Some(id), gemeente: Some(gemeente), ..Ligging::default() }
                    }
                    Gebied::Desk(id) => Ligging { desk: Some(id), gemeente: Some(gemeente), ..Ligging::default() },
                    _ => Ligging { gemeente: Some(gemeente), ..Ligging::default() },
                });
            }
        }
        liggingen.push(Ligging::default());
        for &een in &alle {
            for &ander in &alle {
                let beide = een.doorsnede(ander);
                for ligging in &liggingen {
                    let ligt = beide.is_some_and(|gebied| gebied.omvat(ligging));
                    assert!(!ligt || (een.omvat(ligging) && ander.omvat(ligging)), "{een:?} {ander:?} {ligging:?}");
                }
            }
        }
    }

    #[test]
    fn een_client_krijgt_alleen_wat_beiden_mogen() {
        let mag = |rol, gebied| Toekenning { rol, gebied };
        let client = [
            mag(Rol::JgzCoordinator, PARKSTAD),
            mag(Rol::Voorzitter, Gebied::Regio),
            mag(Rol::Beheerder, Gebied::Regio),
            mag(Rol::Fg, Gebied::Regio),
        ];
        let haar = [
            mag(Rol::JgzCoordinator, Gebied::Regio),
            mag(Rol::JgzCoordinator, HEERLEN),
            mag(Rol::Signaleerder, Gebied::Regio),
            mag(Rol::Beheerder, Gebied::Regio),
            mag(Rol::Fg, Gebied::Regio),
        ];
        let beide = [mag(Rol::JgzCoordinator, PARKSTAD), mag(Rol::JgzCoordinator, HEERLEN)];
        assert_eq!(doorsnede(&client, &haar), beide);
        assert_eq!(doorsnede(&client, &[mag(Rol::JgzCoordinator, MAASTRICHT)]), []);
        assert_eq!(doorsnede(&[], &haar), []);
    }

    #[test]
    fn een_verklaring_geldt_kort_voor_ons_alleen_en_over_de_client_zelf() {
        let client = Id::new(nu());
        let seconden = nu().utc().timestamp();
        let goed = Verklaring {
            iss: client.to_string(),
            sub: client.to_string(),
            aud: vec!["knooppunt".into()],
            exp: seconden + 300,
            iat: seconden,
            nbf: Some(seconden),
            jti: "een".into(),
        };
        let geldt = |verklaring: &Verklaring| verklaring.geldt(client, "knooppunt", nu());
        assert!(geldt(&goed));
        assert!(geldt(&Verklaring { nbf: None, iat: seconden + 30, ..goed.clone() }));
        for fout in [
            Verklaring { iss: Id::<()>::new(nu()).to_string(), ..goed.clone() },
            Verklaring { sub: "verloskundige".into(), ..goed.clone() },
            Verklaring { aud: vec!["ander".into()], ..goed.clone() },
            Verklaring { aud: vec!["knooppunt".into(), "ander".into()], ..goed.clone() },
            Verklaring { aud: Vec::new(), ..goed.clone() },
            Verklaring { exp: seconden, ..goed.clone() },
            Verklaring { exp: seconden + 301, ..goed.clone() },
            Verklaring { exp: i64::MAX, ..goed.clone() },
            Verklaring { iat: seconden + 31, ..goed.clone() },
            Verklaring { nbf: Some(seconden + 31), ..goed.clone() },
            Verklaring { jti: String::new(), ..goed.clone() },
            Verklaring { jti: "x".repeat(129), ..goed.clone() },
        ] {
            assert!(!geldt(&fout), "{fout:?}");
        }
    }

    #[test]
    fn een_sleutel_is_openbaar_en_van_een_bekende_soort() {
        let x = URL_SAFE_NO_PAD.encode([7; 32]);
        let okp = json!({ "kty": "OKP", "crv": "Ed25519", "x": x, "kid": "a", "use": "sig" });
        let ec = json!({ "kty": "EC", "crv": "P-256", "alg": "ES256", "x": x, "y": x });
        let jwks = sleutels_uit(&json!({ "keys": [okp, ec] }).to_string()).unwrap();
        assert_eq!(jwks.iter().map(|s| s.algoritme).collect::<Vec<_>>(), [Algoritme::EdDsa, Algoritme::Es256]);
        assert_eq!(sleutels_uit(&ec.to_string()).unwrap(), jwks[1..]);
        let pem = |(_, kop, lang): (Algoritme, &[u8], usize)| {
            let der = [kop, &vec![7; lang]].concat();
            format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(der))
        };
        let both = SPKI.map(pem).concat();
        assert_eq!(sleutels_uit(&both).unwrap()[0], Sleutel { kid: None, ..jwks[0].clone() });
        for (fout, waarom) in [
            (json!({ "kty": "OKP", "crv": "Ed25519", "x": x, "d": x }).to_string(), GEHEIM),
            (json!({ "kty": "oct", "k": x }).to_string(), GEHEIM),
            (json!({ "kty": "RSA", "n": x, "e": "AQAB" }).to_string(), SOORT),
            (json!({ "kty": "EC", "crv": "P-256", "alg": "HS256", "x": x, "y": x }).to_string(), SOORT),
            (json!({ "kty": "OKP", "crv": "Ed25519", "x": "BwcH" }).to_string(), VORM),
            (json!({ "keys": [] }).to_string(), VORM),
            ("-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----".into(), GEHEIM),
            ("-----BEGIN PUBLIC KEY-----\nBwcH\n-----END PUBLIC KEY-----".into(), SOORT),
            (String::new(), VORM),
        ] {
            assert_eq!(sleutels_uit(&fout), Err(waarom), "{fout}");
        }
    }
}
