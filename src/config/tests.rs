use std::io::Write as _;

use super::*;

fn with(pairs: &[(&str, &str)]) -> Result<Instellingen, Error> {
    Instellingen::from_sources(None, environment(pairs))
}

fn environment(pairs: &[(&str, &str)]) -> Vec<(OsString, OsString)> {
    pairs.iter().map(|(name, value)| (name.into(), value.into())).collect()
}

fn with_file(text: &str, pairs: &[(&str, &str)]) -> Result<Instellingen, Error> {
    let mut file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    Instellingen::from_sources(Some(file.path()), environment(pairs))
}

#[test]
fn the_standard_settings_are_complete() {
    let it = with(&[("HOME", "/root"), ("KNOOPPUNT_CONFIG", "elders")]).unwrap();
    assert_eq!(it.server.poort, 8080);
    assert_eq!(it.toegang.argon2_geheugen_kib, 19_456);
    assert_eq!(it.publicatie.drempel, 10);
}

#[test]
fn every_standard_key_has_a_comment_above_it() {
    let lines: Vec<_> = STANDAARD.lines().collect();
    for pair in lines.windows(2) {
        assert!(!pair[1].contains(" = ") || pair[1].starts_with('#') || pair[0].starts_with('#'), "{}", pair[1]);
    }
}

#[test]
fn the_environment_wins_from_the_file_and_the_file_from_the_standard() {
    let file = "[server]\npoort = 9000\nwerkers = 3\n";
    let it =
        with_file(file, &[("KNOOPPUNT__SERVER__POORT", "9001"), ("KNOOPPUNT__DATABASE__MIGREER_BIJ_START", "false")]);
    let it = it.unwrap();
    assert_eq!((it.server.poort, it.server.werkers, it.database.migreer_bij_start), (9001, 3, false));
}

#[test]
fn an_unknown_key_stops_the_start_and_says_where_it_stands() {
    let error = with(&[("KNOOPPUNT__DATABASE__ULR", "x")]).unwrap_err().to_string();
    assert_eq!(error, "onbekende instelling `database.ulr` in de omgeving (KNOOPPUNT__DATABASE__ULR)");
    let error = with_file("[databse]\nurl = \"x\"\n", &[]).unwrap_err().to_string();
    assert!(error.contains("`databse.url` in /") && error.contains(".toml"), "{error}");
}

#[test]
fn an_ill_typed_or_absent_value_stops_the_start_and_says_which() {
    let error = with(&[("KNOOPPUNT__SERVER__POORT", "veel")]).unwrap_err().to_string();
    assert!(error.contains("server.poort") && error.contains("de omgeving (KNOOPPUNT__SERVER__POORT)"), "{error}");
    let error = with_file("[server]\npoort = 70000\n", &[]).unwrap_err().to_string();
    assert!(error.contains("server.poort") && error.contains(".toml"), "{error}");
    let error = with_file("server = 3\n", &[]).unwrap_err().to_string();
    assert!(error.contains("server"), "{error}");
    let error = with(&[("KNOOPPUNT__TELEMETRIE__FORMAAT", "xml")]).unwrap_err().to_string();
    assert!(error.contains("telemetrie.formaat"), "{error}");
    assert!(Instellingen::from_sources(Some(Path::new("/nergens.toml")), []).is_err());
}

#[test]
fn a_threshold_below_five_is_refused() {
    let error = with(&[("KNOOPPUNT__PUBLICATIE__DREMPEL", "4")]).unwrap_err().to_string();
    assert_eq!(error, "instelling `publicatie.drempel`: 4 is minder dan 5");
}

#[test]
fn a_password_is_never_hashed_with_less_than_is_safe_unless_a_test_says_so() {
    let memory = ("KNOOPPUNT__TOEGANG__ARGON2_GEHEUGEN_KIB", "19455");
    let rounds = ("KNOOPPUNT__TOEGANG__ARGON2_RONDES", "1");
    let lanes = ("KNOOPPUNT__TOEGANG__ARGON2_BANEN", "0");
    for (weak, error) in [
        (memory, "instelling `toegang.argon2_geheugen_kib`: 19455 is minder dan 19456"),
        (rounds, "instelling `toegang.argon2_rondes`: 1 is minder dan 2"),
        (lanes, "instelling `toegang.argon2_banen`: 0 is minder dan 1"),
    ] {
        assert_eq!(with(&[weak]).unwrap_err().to_string(), error);
    }
    let test = ("KNOOPPUNT__TOEGANG__ARGON2_ONVEILIG_ALLEEN_VOOR_TESTS", "true");
    assert!(with(&[memory, rounds, test]).is_ok());
    assert!(with(&[memory, rounds, (test.0, "false")]).is_err());
    assert!(with(&[lanes, test]).is_err());
    assert!(!with(&[]).unwrap().toegang.argon2_onveilig_alleen_voor_tests);
}

#[test]
fn a_line_of_the_logboek_is_kept_for_at_least_five_years() {
    let error = with(&[("KNOOPPUNT__BEWAREN__LOGBOEK_JAREN", "4")]).unwrap_err().to_string();
    assert_eq!(error, "instelling `bewaren.logboek_jaren`: 4 is minder dan 5");
    let error = with(&[("KNOOPPUNT__BEWAREN__DOSSIER_JAREN", "0")]).unwrap_err().to_string();
    assert_eq!(error, "instelling `bewaren.dossier_jaren`: 0 is minder dan 1");
    let standard = with(&[]).unwrap().bewaren;
    assert_eq!((standard.dossier_jaren, standard.logboek_jaren), (20, 5));
}

#[test]
fn a_secret_comes_from_the_environment_or_a_file_of_its_own_and_is_never_shown() {
    let secret = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    let error = with(&[]).unwrap().geheimen.read().unwrap_err().to_string();
    assert!(error.contains("KNOOPPUNT__GEHEIMEN__TOKEN_SLEUTEL"), "{error}");
    let error = with_file(&format!("[geheimen]\nhoofdsleutel = \"{secret}\"\n"), &[]).unwrap_err().to_string();
    assert!(error.contains("geheimen.hoofdsleutel") && !error.contains(secret), "{error}");

    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "{secret}").unwrap();
    let path = file.path().to_str().unwrap();
    let mut pairs = vec![
        ("KNOOPPUNT__GEHEIMEN__TOKEN_SLEUTEL", secret),
        ("KNOOPPUNT__GEHEIMEN__HOOFDSLEUTEL_BESTAND", path),
        ("KNOOPPUNT__GEHEIMEN__TOTP_SLEUTEL", secret),
        ("KNOOPPUNT__DATABASE__URL", "postgres://knooppunt:wachtwoord@db/knooppunt"),
    ];
    let it = with(&pairs).unwrap();
    let keys = it.geheimen.read().unwrap();
    assert_eq!(keys.hoofd.bytes(), &[1; 32]);
    let shown = format!("{it:?} {keys:?}");
    assert!(!shown.contains(secret) && !shown.contains("wachtwoord") && !shown.contains("1, 1"), "{shown}");

    pairs.push(("KNOOPPUNT__GEHEIMEN__TOTP_SLEUTEL_BESTAND", path));
    assert!(with(&pairs).unwrap().geheimen.read().is_err());
    pairs.truncate(2);
    pairs.push(("KNOOPPUNT__GEHEIMEN__TOTP_SLEUTEL", "a29ydA=="));
    assert!(with(&pairs).unwrap().geheimen.read().unwrap_err().to_string().contains("32 bytes"));
}

#[test]
fn security_keys_have_a_domain_with_an_address_and_roles_that_exist() {
    let rp = ("KNOOPPUNT__TOEGANG__WEBAUTHN_RP_ID", "example.nl");
    let alleen = with(&[rp]).unwrap_err().to_string();
    assert!(alleen.contains("toegang.webauthn_origin"), "{alleen}");
    assert!(with(&[rp, ("KNOOPPUNT__TOEGANG__WEBAUTHN_ORIGIN", "https://example.nl")]).is_ok());
    let voor = |rollen| with(&[("KNOOPPUNT__TOEGANG__WEBAUTHN_VERPLICHT_VOOR", rollen)]);
    assert_eq!(with(&[]).unwrap().toegang.webauthn_verplicht_voor, [Rol::Beheerder, Rol::Fg]);
    assert_eq!(voor("").unwrap().toegang.webauthn_verplicht_voor, []);
    assert_eq!(voor("fg,voorzitter").unwrap().toegang.webauthn_verplicht_voor, [Rol::Fg, Rol::Voorzitter]);
    assert!(voor("baas").unwrap_err().to_string().contains("`baas` is geen rol"));
}

#[test]
fn witnesses_stand_in_tables_or_in_one_variable() {
    let sleutel = |zaad| tlog::cosignature::WitnessKey::new("getuige.example.nl", &[zaad; 32]).unwrap();
    let [een, twee] = [1, 2].map(|zaad| sleutel(zaad).vkey().to_string());
    let tabellen = format!(
        "[[logboek.getuigen]]\nadres = \"https://een.example.nl\"\nvkey = \"{een}\"\n\
         [[logboek.getuigen]]\nadres = \"http://127.0.0.1:8090/hier\"\nvkey = \"{twee}\"\n"
    );
    let variabele = format!("https://een.example.nl {een},http://127.0.0.1:8090/hier {twee}");
    for it in [with_file(&tabellen, &[]), with(&[("KNOOPPUNT__LOGBOEK__GETUIGEN", &variabele)])] {
        let getuigen: Vec<_> =
            it.unwrap().logboek.getuigen.into_iter().map(|g| (g.adres, g.vkey.to_string())).collect();
        let een = ("https://een.example.nl".to_owned(), een.clone());
        assert_eq!(getuigen, [een, ("http://127.0.0.1:8090/hier".to_owned(), twee.clone())]);
    }
    assert!(with(&[("KNOOPPUNT__LOGBOEK__GETUIGEN", "")]).unwrap().logboek.getuigen.is_empty());
    for (fout, waarom) in [
        ("https://een.example.nl".to_owned(), "dit is geen vkey"),
        (format!("http://een.example.nl {een}"), "is geen https-adres"),
        (format!("https://een.example.nl {een},https://twee.example.nl {een}"), "staat er twee keer"),
    ] {
        let error = with(&[("KNOOPPUNT__LOGBOEK__GETUIGEN", &fout)]).unwrap_err().to_string();
        assert!(error.contains(waarom) && error.contains("logboek.getuigen"), "{error}");
    }
    let error = with_file("[[logboek.getuigen]]\nadres = \"https://een.example.nl\"\n", &[]).unwrap_err().to_string();
    assert!(error.contains("logboek.getuigen"), "{error}");
}
