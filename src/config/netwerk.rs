//! A network, as the settings name one.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::Deserialize;

/// An address, or a network as in `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Netwerk(IpNet);

impl Netwerk {
    /// Whether `ip` lies in it.
    #[must_use]
    pub fn omvat(&self, ip: IpAddr) -> bool {
        self.0.contains(&ip.to_canonical())
    }
}

impl TryFrom<String> for Netwerk {
    type Error = String;

    fn try_from(tekst: String) -> Result<Self, String> {
        let net = tekst.parse().or_else(|_| tekst.parse::<IpAddr>().map(IpNet::from));
        net.map(Self).map_err(|_| format!("`{tekst}` is geen adres of netwerk zoals 10.0.0.5 of 10.0.0.0/8"))
    }
}

/// The header in which a proxy says on whose behalf it asks.
///
/// A proxy sets its own header and lets any other through as the client sent it, so only one can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doorstuurkop {
    /// `X-Forwarded-For`.
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}
