//! The settings: `config/standaard.toml`, then a file of one's own, then the environment.

mod fout;
mod geheimen;
mod logboek;
mod netwerk;
mod oidc;
mod post;

use std::{
    collections::{BTreeSet, HashMap},
    ffi::OsString,
    net::IpAddr,
    path::{Path, PathBuf},
};

use config::{Config, ConfigError, Environment, File, FileFormat, Source, Value, ValueKind};
use serde::{Deserialize, Deserializer, de::Error as _};

use crate::domain::{Word as _, logboek::snoei::MINSTENS_JAREN, toegang::Rol};

pub use self::{
    fout::Error,
    geheimen::{Geheimen, Sleutel, Sleutels, Verborgen},
    logboek::{Getuige, Logboek},
    netwerk::{Doorstuurkop, Netwerk},
    oidc::{Oidc, is_veilig},
    post::{Post, Versleuteling},
};

const STANDAARD: &str = include_str!("../config/standaard.toml");
/// Where each key that is not standard was last set.
type Places = HashMap<String, String>;

/// Argon2id: the least memory in KiB and the fewest rounds that a password is safe with.
const ARGON2_MINSTENS: (u32, u32) = (19_456, 2);

const PREFIX: &str = "KNOOPPUNT__";

/// All settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instellingen {
    /// Where the server listens.
    pub server: Server,
    /// Which database, and how many at a time.
    pub database: Database,
    /// How one gets in, and for how long.
    pub toegang: Toegang,
    /// Who else may say who somebody is.
    pub oidc: Oidc,
    /// How mail is sent.
    pub post: Post,
    /// How often an account may do what shows persons.
    pub remmen: Remmen,
    /// What a person hears of who looked at her file.
    pub inzage: Inzage,
    /// How long what is kept is kept.
    pub bewaren: Bewaren,
    /// How long a repeated request is recognised.
    pub idempotentie: Idempotentie,
    /// What may be published.
    pub publicatie: Publicatie,
    /// When a route is open to a family.
    pub routeadvies: Routeadvies,
    /// The rhythm of a casus.
    pub casus: Casus,
    /// What whoever gives support may ask without a coordinator.
    pub voorstel: Voorstel,
    /// How the logboek is signed.
    pub logboek: Logboek,
    /// What the server says about itself.
    pub telemetrie: Telemetrie,
    /// Where the keys are.
    pub geheimen: Geheimen,
}

/// Where the server listens.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// The address.
    pub adres: IpAddr,
    /// The port; 0 takes any that is free.
    pub poort: u16,
    /// Threads that answer; 0 for one per core.
    pub werkers: usize,
    /// Our own proxies: they alone are believed when they say on whose behalf they ask.
    pub proxys: Vec<Netwerk>,
    /// The header in which they say so; another is never looked at.
    pub proxy_kop: Doorstuurkop,
}

/// How often an account may do what shows persons.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remmen {
    /// Openings of a case or a part of it, each minute.
    pub openen_per_minuut: u32,
    /// Searches and lists, each minute.
    pub zoeken_per_minuut: u32,
    /// Signalen registered, each hour.
    pub signalen_per_uur: u32,
    /// Times that one session is carried on with a refresh token, within ten minutes.
    pub verlengen_per_tien_minuten: u32,
    /// Codes and letters about one account that somebody else has sent, each day.
    pub brieven_per_dag: u32,
    /// Refused requests that leave a line of their own, within ten minutes.
    pub weigeringen_per_tien_minuten: u32,
}

/// What a person hears of who looked at her file.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inzage {
    /// Whether the name of who looked is shown, beside the organisation and the role.
    pub toon_medewerker: bool,
}

/// How long what is kept is kept.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bewaren {
    /// A person's file, in years from the last change in it that mattered.
    pub dossier_jaren: u32,
    /// A line of the logboek, in years from when it was written.
    pub logboek_jaren: u32,
}

/// Which database, and how many at a time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite:PATH` or `postgres://...`; may hold a password.
    pub url: Verborgen,
    /// Connections.
    pub verbindingen: u32,
    /// Closures that may wait for one.
    pub wachtrij: usize,
    /// How many seconds they wait.
    pub wachttijd_seconden: u64,
    /// Whether the tables move to their newest form at the start.
    pub migreer_bij_start: bool,
}

/// How one gets in, and for how long.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Toegang {
    /// Seconds that an access token lives.
    pub token_seconden: u32,
    /// Idle seconds that end a session.
    pub stil_seconden: u32,
    /// The same for the functioneel beheerder and the FG.
    pub stil_beheer_seconden: u32,
    /// Hours that end any session.
    pub sessie_uren: u32,
    /// `iss`.
    pub uitgever: String,
    /// `aud`.
    pub doelgroep: String,
    /// The domain that security keys are for; empty when there are none.
    pub webauthn_rp_id: String,
    /// Where the application is in which people log in.
    pub webauthn_origin: String,
    /// Who can work with a security key only.
    #[serde(deserialize_with = "rollen")]
    pub webauthn_verplicht_voor: Vec<Rol>,
    /// Argon2id: KiB of memory.
    pub argon2_geheugen_kib: u32,
    /// Argon2id: rounds.
    pub argon2_rondes: u32,
    /// Argon2id: lanes.
    pub argon2_banen: u32,
    /// Whether passwords may be hashed with less than is safe: for tests, where nobody has a password to lose.
    pub argon2_onveilig_alleen_voor_tests: bool,
}

/// Roles by their words; an empty word, as an empty variable gives, is none.
fn rollen<'de, D: Deserializer<'de>>(list: D) -> Result<Vec<Rol>, D::Error> {
    let words = Vec::<String>::deserialize(list)?;
    let words = words.iter().filter(|word| !word.is_empty());
    words.map(|word| Rol::parse(word).ok_or_else(|| D::Error::custom(format!("`{word}` is geen rol")))).collect()
}

/// How long a repeated request is recognised.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Idempotentie {
    /// Hours.
    pub uren: u32,
}

/// What may be published.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publicatie {
    /// Counts from 1 up to this are never published.
    pub drempel: u32,
    /// The programme; empty for the one that the program ships with.
    pub programma: PathBuf,
}

/// When a route is open to a family.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Routeadvies {
    /// The rules; empty for those that the program ships with.
    pub regels: PathBuf,
}

/// The rhythm of a casus.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Casus {
    /// Days to the evaluation, unless somebody names a day.
    pub evaluatie_na_dagen: u32,
}

/// What whoever gives support may ask without a coordinator.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorstel {
    /// Pairs of routes: from the first the second is asked at once.
    pub rechtstreeks: Vec<String>,
}

/// What the server says about itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telemetrie {
    /// For machines or for people.
    pub formaat: Formaat,
    /// A filter such as `info` or `info,knooppunt::store=debug`.
    pub niveau: String,
}

/// How a log line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Formaat {
    /// One JSON object a line.
    Json,
    /// For people.
    Leesbaar,
}

impl Instellingen {
    /// The settings of this process: `file` is what `--config` named, or else `KNOOPPUNT_CONFIG`.
    ///
    /// Fails when a key is unknown, missing or ill-typed, or its value cannot be.
    pub fn load(file: Option<PathBuf>) -> Result<Self, Error> {
        let file = file.or_else(|| std::env::var_os("KNOOPPUNT_CONFIG").map(PathBuf::from));
        Self::from_sources(file.as_deref(), std::env::vars_os())
    }

    /// The settings from `file` and `environment`; tests bring their own.
    pub fn from_sources(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, Error> {
        let standaard = File::from_str(STANDAARD, FileFormat::Toml);
        let known = known_keys(&standaard)?;
        let mut places = HashMap::new();
        let mut layers = Config::builder().add_source(standaard);
        if let Some(path) = file {
            let own = File::from(path).format(FileFormat::Toml);
            check_file(&own, path, &known, &mut places)?;
            layers = layers.add_source(own);
        }
        let variables = variables(environment, &known, &mut places)?;
        let environment = Environment::with_prefix("KNOOPPUNT")
            .prefix_separator("__")
            .separator("__")
            .try_parsing(true)
            .list_separator(",")
            .with_list_parse_key("server.proxys")
            .with_list_parse_key("toegang.webauthn_verplicht_voor")
            .with_list_parse_key("logboek.eerdere_sleutels")
            .with_list_parse_key("voorstel.rechtstreeks")
            .with_list_parse_key("oidc.acr")
            .with_list_parse_key("oidc.amr")
            .with_list_parse_key("logboek.getuigen")
            .with_list_parse_key("geheimen.token_sleutel_vorige_bestanden");
        let whole = layers.add_source(environment.source(Some(variables))).build()?;
        let settings: Self = whole.try_deserialize().map_err(|cause| ill_typed(cause, &places))?;
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), Error> {
        let at_least = |key: &str, value: u32, least: u32| {
            if value >= least {
                return Ok(());
            }
            Err(Error::Value { key: key.to_owned(), why: format!("{value} is minder dan {least}") })
        };
        at_least("publicatie.drempel", self.publicatie.drempel, 5)?;
        at_least("database.verbindingen", self.database.verbindingen, 1)?;
        at_least("toegang.token_seconden", self.toegang.token_seconden, 1)?;
        at_least("toegang.stil_seconden", self.toegang.stil_seconden, 1)?;
        at_least("toegang.stil_beheer_seconden", self.toegang.stil_beheer_seconden, 1)?;
        at_least("toegang.sessie_uren", self.toegang.sessie_uren, 1)?;
        if self.toegang.webauthn_rp_id.is_empty() != self.toegang.webauthn_origin.is_empty() {
            let why = "vul ook `toegang.webauthn_rp_id` in, of geen van beide".to_owned();
            return Err(Error::Value { key: "toegang.webauthn_origin".to_owned(), why });
        }
        self.logboek.check()?;
        let toegang = &self.toegang;
        let (memory, rounds) = if toegang.argon2_onveilig_alleen_voor_tests { (8, 1) } else { ARGON2_MINSTENS };
        at_least("toegang.argon2_banen", toegang.argon2_banen, 1)?;
        at_least("toegang.argon2_rondes", toegang.argon2_rondes, rounds)?;
        let least = toegang.argon2_banen.saturating_mul(8).max(memory);
        at_least("toegang.argon2_geheugen_kib", toegang.argon2_geheugen_kib, least)?;
        self.oidc.check()?;
        self.post.check()?;
        at_least("bewaren.dossier_jaren", self.bewaren.dossier_jaren, 1)?;
        at_least("bewaren.logboek_jaren", self.bewaren.logboek_jaren, MINSTENS_JAREN)?;
        at_least("idempotentie.uren", self.idempotentie.uren, 1)?;
        at_least("casus.evaluatie_na_dagen", self.casus.evaluatie_na_dagen, 1)
    }
}

/// Every key that may be set: those of `standaard.toml`, and the secrets that stand in no file.
fn known_keys(standaard: &impl Source) -> Result<BTreeSet<String>, Error> {
    let mut keys = keys(&standaard.collect()?, "");
    keys.extend(geheimen::KEYS.map(str::to_owned));
    Ok(keys)
}

/// `cause` with the place of the key that it names.
fn ill_typed(cause: ConfigError, places: &Places) -> Error {
    let text = cause.to_string();
    let named = places.iter().find(|(key, _)| text.contains(&format!("`{key}`")));
    let place = named.map_or("de standaardinstellingen", |(_, place)| place.as_str()).to_owned();
    Error::Type { place, cause }
}

fn check_file(file: &impl Source, path: &Path, known: &BTreeSet<String>, places: &mut Places) -> Result<(), Error> {
    for key in keys(&file.collect()?, "") {
        if geheimen::KEYS.contains(&key.as_str()) {
            let why = format!(
                "een geheim hoort niet in {}; zet het in de omgeving of noem een bestand met `{key}_bestand`",
                path.display()
            );
            return Err(Error::Value { key, why });
        }
        if !known.contains(&key) {
            return Err(Error::Unknown { key, place: path.display().to_string() });
        }
        places.insert(key, path.display().to_string());
    }
    Ok(())
}

fn keys(table: &config::Map<String, Value>, path: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, value) in table {
        let key = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match &value.kind {
            ValueKind::Table(inner) => found.extend(keys(inner, &key)),
            _ => drop(found.insert(key)),
        }
    }
    found
}

/// Our own variables, each of them known.
fn variables(
    environment: impl IntoIterator<Item = (OsString, OsString)>,
    known: &BTreeSet<String>,
    places: &mut Places,
) -> Result<HashMap<String, String>, Error> {
    let mut ours = HashMap::new();
    for (name, value) in environment {
        let name = name.to_string_lossy().into_owned();
        let Some(rest) = name.strip_prefix(PREFIX) else {
            continue;
        };
        let key = rest.to_lowercase().replace("__", ".");
        if !known.contains(&key) {
            return Err(Error::Unknown { key, place: format!("de omgeving ({name})") });
        }
        places.insert(key.clone(), format!("de omgeving ({name})"));
        let value = value
            .into_string()
            .map_err(|_| Error::Value { key, why: format!("de waarde van {name} is geen UTF-8") })?;
        ours.insert(name, value);
    }
    Ok(ours)
}

#[cfg(test)]
mod tests;
