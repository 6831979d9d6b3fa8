use chrono::{DateTime, TimeDelta};
use serde_json::{Value, json};

use super::*;

fn instellingen() -> config::Toegang {
    config::Toegang {
        token_seconden: 300,
        stil_seconden: 1800,
        stil_beheer_seconden: 900,
        sessie_uren: 12,
        uitgever: "knooppunt".into(),
        doelgroep: "knooppunt-api".into(),
        webauthn_rp_id: String::new(),
        webauthn_origin: String::new(),
        webauthn_verplicht_voor: Vec::new(),
        argon2_geheugen_kib: 8,
        argon2_rondes: 1,
        argon2_banen: 1,
        argon2_onveilig_alleen_voor_tests: true,
    }
}

fn tokens(seed: u8) -> Tokens {
    Tokens::new(&instellingen(), &Sleutel::new([seed; 32]), &[]).unwrap()
}

fn nu() -> Moment {
    Moment::new(DateTime::from_timestamp(1_800_000_000, 500_000_000).unwrap())
}

fn na(seconden: i64) -> Moment {
    nu().plus(TimeDelta::seconds(seconden))
}

fn lopend() -> Lopend {
    Lopend {
        sessie: Id::new(nu()),
        gebruiker: Id::new(nu()),
        verloopt_op: na(12 * 3600),
        inlogwijze: Inlogwijze::Wachtwoord,
        machineclient: None,
    }
}

/// The claims of a good token, changed by `change`.
fn claims(change: impl FnOnce(&mut Value)) -> Value {
    let mut claims = json!({
        "iss": "knooppunt", "aud": "knooppunt-api",
        "sub": Id::<()>::new(nu()), "sid": Id::<()>::new(nu()), "jti": Id::<()>::new(nu()),
        "exp": 1_800_000_300, "nbf": 1_800_000_000, "iat": 1_800_000_000, "amr": ["pwd", "otp"],
    });
    change(&mut claims);
    claims
}

fn sign(tokens: &Tokens, header: &Header, claims: &Value) -> String {
    jsonwebtoken::encode(header, claims, &tokens.tekenen).unwrap()
}

/// A token of these parts, signed by `sign`.
fn by_hand(header: &Value, claims: &Value, sign: impl FnOnce(&str) -> Vec<u8>) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!("{}.{}", part(header), part(claims));
    let signature = URL_SAFE_NO_PAD.encode(sign(&text));
    format!("{text}.{signature}")
}

#[test]
fn a_token_says_who_asks_for_five_minutes() {
    let (tokens, lopend) = (tokens(1), lopend());
    let (token, seconds) = tokens.geef_uit(lopend, nu()).unwrap();
    assert_eq!(seconds, 300);
    for _twice in 0..2 {
        let bewijs = tokens.controleer(&token, nu()).unwrap();
        assert_eq!((bewijs.gebruiker, bewijs.sessie), (lopend.gebruiker, lopend.sessie));
        assert!(tokens.controleer(&token, na(299)).is_some());
        assert!(tokens.controleer(&token, na(300)).is_none(), "expired");
        assert!(tokens.controleer(&token, na(-1)).is_none(), "not yet valid");
    }
    assert!(super::tests::tokens(2).controleer(&token, nu()).is_none(), "another key");
    let vorige = [Sleutel::new([1; 32])];
    let nieuwe = Tokens::new(&instellingen(), &Sleutel::new([2; 32]), &vorige).unwrap();
    assert!(nieuwe.controleer(&token, na(299)).is_some(), "what the old key signed is good until it expires");
    assert!(nieuwe.controleer(&token, na(300)).is_none());
    let (verse, _) = nieuwe.geef_uit(lopend, nu()).unwrap();
    assert!(tokens.controleer(&verse, nu()).is_none(), "and from now on the new one signs");
    let (late, seconds) = tokens.geef_uit(lopend, na(12 * 3600 - 60)).unwrap();
    assert_eq!(seconds, 60, "no token outlives its session");
    assert!(tokens.controleer(&late, na(12 * 3600)).is_none());
}

#[test]
fn a_token_must_say_everything_and_say_it_right() {
    let tokens = tokens(1);
    let header = tokens.header();
    let good = claims(|_| ());
    assert!(tokens.controleer(&sign(&tokens, &header, &good), nu()).is_some());
    for name in ["iss", "aud", "sub", "sid", "exp", "nbf", "iat", "jti", "amr"] {
        let without = claims(|claims| drop(claims.as_object_mut().unwrap().remove(name)));
        assert!(tokens.controleer(&sign(&tokens, &header, &without), nu()).is_none(), "{name}");
    }
    for (name, value) in [
        ("iss", json!("iemand")),
        ("aud", json!("iets")),
        ("aud", json!(["iets", "anders"])),
        ("exp", json!(1_800_000_000)),
        ("exp", json!("1800000300")),
        ("nbf", json!(1_800_000_001)),
        ("iat", json!(1_800_000_001)),
        ("amr", json!(["pwd"])),
        ("amr", json!(["hwk"])),
        ("amr", json!(["pwd", "otp", "hwk"])),
        ("amr", json!(["otp", "pop"])),
        ("amr", json!([])),
        ("sub", json!("jan")),
    ] {
        let wrong = claims(|claims| claims[name] = value.clone());
        assert!(tokens.controleer(&sign(&tokens, &header, &wrong), nu()).is_none(), "{name} {value}");
    }
}

#[test]
fn exactly_one_algorithm_one_type_and_one_key_will_do() {
    let tokens = tokens(1);
    let (good, kid) = (claims(|_| ()), tokens.ring[0].kid.clone());
    let pair = Ed25519KeyPair::from_seed_unchecked(&[1; 32]).unwrap();
    let eddsa = |text: &str| pair.sign(text.as_bytes()).as_ref().to_vec();
    let hs256 = |text: &str| {
        use aws_lc_rs::hmac;
        let key = hmac::Key::new(hmac::HMAC_SHA256, pair.public_key().as_ref());
        hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
    };
    let header = |alg: &str, typ: &str, kid: &str| json!({ "alg": alg, "typ": typ, "kid": kid });
    let token = by_hand(&header("EdDSA", TYP, &kid), &good, eddsa);
    assert!(tokens.controleer(&token, nu()).is_some());
    let (text, _) = token.rsplit_once('.').unwrap();
    let other = claims(|claims| claims["exp"] = json!(1_900_000_000));
    for wrong in [
        by_hand(&header("none", TYP, &kid), &good, |_| Vec::new()),
        by_hand(&header("none", TYP, &kid), &good, eddsa),
        by_hand(&header("HS256", TYP, &kid), &good, hs256),
        by_hand(&header("ES256", TYP, &kid), &good, eddsa),
        by_hand(&header("EdDSA", "JWT", &kid), &good, eddsa),
        by_hand(&header("EdDSA", TYP, "ander"), &good, eddsa),
        by_hand(&header("EdDSA", TYP, "../../etc/passwd"), &good, eddsa),
        by_hand(&header("EdDSA", TYP, "https://example.org/sleutel"), &good, eddsa),
        by_hand(&json!({ "alg": "EdDSA", "typ": TYP, "kid": kid, "crit": ["b64"], "b64": false }), &good, |_| {
            Vec::new()
        }),
        by_hand(&json!({ "alg": "EdDSA", "typ": TYP, "jwk": { "kty": "OKP" } }), &good, eddsa),
        by_hand(&json!({ "alg": "EdDSA" }), &good, eddsa),
        by_hand(&header("EdDSA", TYP, &kid), &other, |_| eddsa(text)),
        format!("{text}."),
        text.to_owned(),
        String::new(),
    ] {
        assert!(tokens.controleer(&wrong, nu()).is_none(), "{wrong}");
    }
}

#[test]
fn no_more_signatures_are_remembered_than_fit() {
    let tokens = tokens(1);
    let (token, _) = tokens.geef_uit(lopend(), nu()).unwrap();
    let bewijs = tokens.controleer(&token, nu()).unwrap();
    for n in 0..2 * u64::try_from(ONTHOUDEN).unwrap() {
        let mut afdruk = [0; 32];
        afdruk[..8].copy_from_slice(&n.to_be_bytes());
        tokens.onthoud(afdruk, bewijs, nu());
        assert!(tokens.bekend.lock().unwrap().len() <= ONTHOUDEN);
    }
}
