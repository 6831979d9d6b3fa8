//! Logging in at an outside identity provider: off as long as none is named.

use std::net::Ipv4Addr;

use actix_web::http::Uri;
use serde::Deserialize;

use super::Error;

/// The provider, and what we are to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oidc {
    /// Its address, exactly as it calls itself; empty when there is none.
    pub uitgever: String,
    /// What it calls us.
    pub client_id: String,
    /// Where it sends somebody back to.
    pub omleidadres: String,
    /// One of these `acr` values must be shown, when there are any.
    pub acr: Vec<String>,
    /// All of these `amr` values must be shown.
    pub amr: Vec<String>,
    /// The file with the certificates that it may be recognised by.
    pub vertrouwen_bestand: String,
}

impl Oidc {
    /// Whether somebody can log in that way.
    #[must_use]
    pub const fn is_aan(&self) -> bool {
        !self.uitgever.is_empty()
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        let wrong = |key: &str, why: &str| Err(Error::Value { key: format!("oidc.{key}"), why: why.to_owned() });
        if !self.is_aan() {
            return Ok(());
        }
        if !is_veilig(&self.uitgever) {
            return wrong("uitgever", "is geen https-adres");
        }
        if self.client_id.is_empty() {
            return wrong("client_id", "ontbreekt");
        }
        if self.omleidadres.is_empty() {
            return wrong("omleidadres", "ontbreekt");
        }
        if self.acr.is_empty() && self.amr.is_empty() {
            return wrong("amr", "zonder acr of amr blijkt niet dat er twee factoren waren");
        }
        Ok(())
    }
}

/// Whether nobody on the way can read or change what is sent to `adres`: https, or this machine itself.
#[must_use]
pub fn is_veilig(adres: &str) -> bool {
    let Ok(uri) = adres.parse::<Uri>() else { return false };
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return false };
    let zelf = authority.host() == Ipv4Addr::LOCALHOST.to_string();
    !authority.as_str().contains('@')
        && !authority.host().is_empty()
        && (scheme == "https" || (scheme == "http" && zelf))
}

#[cfg(test)]
mod tests {
    use super::is_veilig;

    #[test]
    fn alleen_https_of_deze_machine_zelf() {
        for goed in ["https://id.example.nl", "https://id.example.nl/realms/een", "http://127.0.0.1:4000"] {
            assert!(is_veilig(goed), "{goed}");
        }
        for fout in [
            "http://id.example.nl",
            "http://127.0.0.1.example.nl",
            "http://127.0.0.1:80@example.nl",
            "https://wie@id.example.nl",
            "http://localhost:4000",
            "file:///etc/passwd",
            "//id.example.nl",
            "",
        ] {
            assert!(!is_veilig(fout), "{fout}");
        }
    }
}
