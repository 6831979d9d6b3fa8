//! Sending mail: off as long as no relay is named.

use std::net::Ipv4Addr;

use actix_web::http::Uri;
use serde::Deserialize;

use super::{Error, Verborgen};
use crate::domain::toegang::kanaal::Emailadres;

/// The relay, and as whom we send.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// `smtps://USER:SECRET@HOST:PORT`, or `smtp://` with STARTTLS; empty when no mail is sent.
    pub url: Verborgen,
    /// The address that the mail is from.
    pub afzender: String,
    /// The file with the certificates that the relay may be recognised by.
    pub vertrouwen_bestand: String,
}

/// How nobody reads along on the way to the relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versleuteling {
    /// TLS from the first byte.
    Meteen,
    /// TLS before anything is said (STARTTLS), or nothing is said.
    Starttls,
    /// None: the relay is on this machine itself.
    Geen,
}

impl Post {
    /// Whether mail is sent.
    #[must_use]
    pub fn is_aan(&self) -> bool {
        !self.url.reveal().is_empty()
    }

    /// The host of the relay, and how what is sent there is kept from others.
    ///
    /// Nothing when the address is none that this program sends to.
    #[must_use]
    pub fn relay(&self) -> Option<(String, Versleuteling)> {
        let uri: Uri = self.url.reveal().parse().ok()?;
        let (host, rest) = (uri.host()?, uri.path_and_query().map_or("", |rest| rest.as_str()));
        if host.is_empty() || !matches!(rest, "" | "/") {
            return None;
        }
        let zelf = host == Ipv4Addr::LOCALHOST.to_string();
        let hoe = match uri.scheme_str()? {
            "smtps" => Versleuteling::Meteen,
            "smtp" if zelf => Versleuteling::Geen,
            "smtp" => Versleuteling::Starttls,
            _ => return None,
        };
        Some((host.to_owned(), hoe))
    }

    /// Whether the settings name a port.
    #[must_use]
    pub fn noemt_poort(&self) -> bool {
        self.url.reveal().parse::<Uri>().is_ok_and(|uri| uri.port().is_some())
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        let wrong = |key: &str, why: &str| Err(Error::Value { key: format!("post.{key}"), why: why.to_owned() });
        if !self.is_aan() {
            return Ok(());
        }
        if self.relay().is_none() {
            return wrong("url", "is geen adres als smtps://GEBRUIKER:WACHTWOORD@mail.example.nl:465");
        }
        if Emailadres::lees(&self.afzender).is_none() {
            return wrong("afzender", "is geen e-mailadres; daarvan is de post afkomstig");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relay(url: &str) -> Option<(String, Versleuteling)> {
        Post { url: Verborgen::new(url), afzender: String::new(), vertrouwen_bestand: String::new() }.relay()
    }

    #[test]
    fn zonder_versleuteling_alleen_naar_deze_machine_zelf() {
        let hoe = |url| relay(url).map(|(_, hoe)| hoe);
        assert_eq!(hoe("smtps://wie:geheim%21@mail.example.nl:465"), Some(Versleuteling::Meteen));
        assert_eq!(hoe("smtp://mail.example.nl:587"), Some(Versleuteling::Starttls));
        assert_eq!(hoe("smtp://127.0.0.1:2525"), Some(Versleuteling::Geen));
        for ander in ["smtp://localhost:25", "smtp://127.0.0.1@mail.example.nl", "smtp://127.0.0.1.example.nl"] {
            assert_eq!(hoe(ander), Some(Versleuteling::Starttls), "{ander}");
        }
        for fout in
            ["https://mail.example.nl", "mail.example.nl:25", "smtp://", "smtps://mail.example.nl/?tls=none", "smtp:"]
        {
            assert_eq!(relay(fout), None, "{fout}");
        }
    }
}
