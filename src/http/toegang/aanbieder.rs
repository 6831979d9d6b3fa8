//! An outside identity provider, as we ask it: where to log in, what a code is worth, and with which keys it signs.
//!
//! It is asked beside the threads that answer, a few at a time, with a limit to the time and to the size of what it says. A
//! redirect is never followed, and nothing is asked over a connection that others can read.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, jwk::Jwk};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use tokio::sync::Semaphore;
use ureq::Agent;

use super::aud::Aud;
use crate::{
    config::{Instellingen, Verborgen, is_veilig},
    domain::{
        tijd::Moment,
        toegang::oidc::{Eisen, Identiteit},
    },
    http::problem::Problem,
    uitgaand,
};

/// Who has not answered by then is not there.
const GEDULD: Duration = Duration::from_secs(10);
/// More than this no provider says.
const MEESTE_BYTES: u64 = 256 * 1024;
/// Most questions to the provider at the same time.
const TEGELIJK: usize = 8;
/// For so many minutes it is known where everything is.
const ONTDEKT_MINUTEN: i64 = 10;
/// What an id token may be signed with; nothing symmetric.
const ALGORITMEN: [Algorithm; 5] =
    [Algorithm::EdDSA, Algorithm::ES256, Algorithm::ES384, Algorithm::RS256, Algorithm::PS256];

/// The provider of the settings.
pub(super) struct Aanbieder {
    agent: Agent,
    pub uitgever: String,
    pub client_id: String,
    pub omleidadres: String,
    pub eisen: Eisen,
    geheim: Verborgen,
    ontdekt: Mutex<Option<(Moment, Arc<Ontdekt>)>>,
    beurten: Arc<Semaphore>,
}

impl fmt::Debug for Aanbieder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Aanbieder({})", self.uitgever)
    }
}

/// Where the provider says everything is (OIDC Discovery 1.0).
#[derive(Debug, Deserialize)]
pub(super) struct Ontdekt {
    issuer: String,
    pub authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
}

/// Why the provider's word was not to be had; nothing of what it said, for that may name somebody.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fout {
    #[error("could not be reached: {0}")]
    Onbereikbaar(String),
    #[error("answered with status {0}")]
    Status(u16),
    #[error("does not know the code")]
    Code,
    #[error("said something that cannot be read")]
    Onleesbaar,
    #[error("names another issuer, or an address that others can read along with")]
    Onveilig,
}

impl Aanbieder {
    /// The provider as the settings name it; none when they name none.
    ///
    /// Fails when its secret or its certificates cannot be read; says why.
    pub(super) fn new(instellingen: &Instellingen) -> Result<Option<Self>, String> {
        let oidc = &instellingen.oidc;
        if !oidc.is_aan() {
            return Ok(None);
        }
        let agent = uitgaand::agent(oidc.uitgever.starts_with("https:"), &oidc.vertrouwen_bestand, GEDULD)
            .map_err(|fout| format!("oidc.vertrouwen_bestand: {fout}"))?;
        Ok(Some(Self {
            agent,
            uitgever: oidc.uitgever.clone(),
            client_id: oidc.client_id.clone(),
            omleidadres: oidc.omleidadres.clone(),
            eisen: Eisen { acr: oidc.acr.clone(), amr: oidc.amr.clone() },
            geheim: instellingen.geheimen.oidc().map_err(|error| error.to_string())?,
            ontdekt: Mutex::default(),
            beurten: Arc::new(Semaphore::new(TEGELIJK)),
        }))
    }

    /// Asks something of the provider, when it is this one's turn.
    pub(super) async fn vraag<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Fout> + Send + 'static,
    ) -> Result<Result<T, Fout>, Problem> {
        let beurt = tokio::time::timeout(GEDULD, Arc::clone(&self.beurten).acquire_owned())
            .await
            .map_err(|_| Problem::busy(5))?
            .map_err(Problem::internal)?;
        let aanbieder = Arc::clone(self);
        let job = tokio::task::spawn_blocking(move || {
            let _beurt = beurt;
            work(&aanbieder)
        });
        job.await.map_err(Problem::internal)
    }

    /// Where everything is; asked again when that is too long ago.
    pub(super) fn ontdek(&self, nu: Moment) -> Result<Arc<Ontdekt>, Fout> {
        let known = self.ontdekt.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, ontdekt)) = known.filter(|(tot, _)| nu < *tot) {
            return Ok(ontdekt);
        }
        let adres = format!("{}/.well-known/openid-configuration", self.uitgever.trim_end_matches('/'));
        let ontdekt: Ontdekt = lees(self.agent.get(adres).call())?;
        let adressen = [&ontdekt.authorization_endpoint, &ontdekt.token_endpoint, &ontdekt.jwks_uri];
        if ontdekt.issuer != self.uitgever || !adressen.into_iter().all(|adres| is_veilig(adres)) {
            return Err(Fout::Onveilig);
        }
        let ontdekt = Arc::new(ontdekt);
        let tot = nu.plus(TimeDelta::minutes(ONTDEKT_MINUTEN));
        *self.ontdekt.lock().unwrap_or_else(PoisonError::into_inner) = Some((tot, Arc::clone(&ontdekt)));
        Ok(ontdekt)
    }

    /// Exchanges a code for what the provider says of who logged in; none when its word is not signed by it.
    pub(super) fn wissel(&self, code: &str, verifier: &str, nu: Moment) -> Result<Option<Identiteit>, Fout> {
        #[derive(Deserialize)]
        struct Antwoord {
            id_token: String,
        }
        #[derive(Deserialize)]
        struct Sleutels {
            keys: Vec<Value>,
        }
        let ontdekt = self.ontdek(nu)?;
        let wie = format!("{}:{}", procent(&self.client_id), procent(self.geheim.reveal()));
        let antwoord: Antwoord = match lees(
            self.agent
                .post(&ontdekt.token_endpoint)
                .header("authorization", format!("Basic {}", STANDARD.encode(wie)))
                .header("accept", "application/json")
                .send_form([
                    ("grant_type", "authorization_code"),
                    ("code", code),
                    ("redirect_uri", &self.omleidadres),
                    ("code_verifier", verifier),
                ]),
        ) {
            // Her mistake, or that of whoever sent her; everything else that it refuses is ours (RFC 6749, 5.2).
            Err(Fout::Code) => return Ok(None),
            antwoord => antwoord?,
        };
        let Sleutels { keys } = lees(self.agent.get(&ontdekt.jwks_uri).call())?;
        // A key of a kind that we do not know is none of our business.
        let keys: Vec<Jwk> = keys.into_iter().filter_map(|key| serde_json::from_value(key).ok()).collect();
        Ok(ondertekend(&antwoord.id_token, &keys))
    }
}

fn lees<T: DeserializeOwned>(antwoord: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<T, Fout> {
    #[derive(Deserialize)]
    struct Weigering {
        error: String,
    }
    let antwoord = antwoord.map_err(|error| Fout::Onbereikbaar(error.to_string()))?;
    let status = antwoord.status().as_u16();
    let bytes = antwoord.into_body().into_with_config().limit(MEESTE_BYTES).read_to_vec();
    let bytes = bytes.map_err(|_| Fout::Onleesbaar)?;
    if status == 200 {
        return serde_json::from_slice(&bytes).map_err(|_| Fout::Onleesbaar);
    }
    let onbekend = |weigering: Weigering| weigering.error == "invalid_grant";
    Err(if serde_json::from_slice(&bytes).is_ok_and(onbekend) { Fout::Code } else { Fout::Status(status) })
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Aud,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nonce: String,
    acr: Option<String>,
    #[serde(default)]
    amr: Vec<String>,
}

/// What an id token says that one of these keys signed.
fn ondertekend(jwt: &str, keys: &[Jwk]) -> Option<Identiteit> {
    let kop = jsonwebtoken::decode_header(jwt).ok()?;
    if !ALGORITMEN.contains(&kop.alg) {
        return None;
    }
    let past = |key: &&Jwk| {
        let common = &key.common;
        (kop.kid.is_none() || common.key_id == kop.kid) && common.key_algorithm.is_none_or(|alg| alg == kop.alg.into())
    };
    let mut regels = Validation::new(kop.alg);
    // What it says is judged by `Identiteit::geldt`, with our own clock.
    regels.set_required_spec_claims::<&str>(&[]);
    regels.validate_aud = false;
    regels.validate_exp = false;
    regels.validate_nbf = false;
    let claims = keys.iter().filter(past).find_map(|key| {
        let key = DecodingKey::from_jwk(key).ok()?;
        jsonwebtoken::decode::<Claims>(jwt, &key, &regels).ok().map(|read| read.claims)
    })?;
    let Claims { iss, sub, aud, azp, exp, iat, nonce, acr, amr } = claims;
    Some(Identiteit { iss, sub, aud: aud.into(), azp, exp, iat, nonce, acr, amr })
}

/// `tekst` as it may stand in a query (RFC 3986): whatever is not a letter, a digit or one of `-._~` is escaped.
pub(super) fn procent(tekst: &str) -> String {
    let teken = |byte: u8| {
        let gewoon = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if gewoon { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    tekst.bytes().map(teken).collect()
}
