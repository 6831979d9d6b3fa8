//! What this program asks of others: over a connection that nobody can read along with, with a limit to the time, and
//! without following where it is sent.

use std::{fs, sync::Arc, time::Duration};

use ureq::{
    Agent,
    tls::{PemItem, RootCerts, TlsConfig, parse_pem},
};

/// Asks others, and gives up after `geduld`; over https they are recognised by the certificates in the file `vertrouwen`.
///
/// Fails when those cannot be read; says why.
pub fn agent(https: bool, vertrouwen: &str, geduld: Duration) -> Result<Agent, String> {
    let tls = TlsConfig::builder()
        .root_certs(certificaten(https, vertrouwen)?)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .build();
    Ok(Agent::config_builder()
        .tls_config(tls)
        .timeout_global(Some(geduld))
        .max_redirects(0)
        .http_status_as_error(false)
        .proxy(None)
        .user_agent("knooppunt")
        .build()
        .new_agent())
}

/// The certificates by which others are recognised; one on this machine itself has none.
fn certificaten(https: bool, bestand: &str) -> Result<RootCerts, String> {
    let mut certificaten = Vec::new();
    if https {
        let pem = fs::read(bestand).map_err(|error| format!("{bestand}: {error}"))?;
        for item in parse_pem(&pem).flatten() {
            if let PemItem::Certificate(certificaat) = item {
                certificaten.push(certificaat);
            }
        }
        if certificaten.is_empty() {
            return Err(format!("in {bestand} staat geen certificaat"));
        }
    }
    Ok(certificaten.into())
}
