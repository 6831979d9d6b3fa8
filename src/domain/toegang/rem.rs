//! Brakes: how often something may be tried, and how long one waits after failing.
//!
//! A person who mistypes notices nothing or a second; a program that guesses gets nowhere, from one address or from a hundred.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use chrono::TimeDelta;
use uuid::Uuid;

pub use crate::domain::recht::Wacht;
use crate::domain::tijd::Moment;

/// For how long a device is known on which somebody logged in.
pub const APPARAAT_DAGEN: i64 = 90;

/// What is counted, each within its own stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Rem {
    /// Logins from one network.
    Netwerk,
    /// Logins from one address.
    Adres,
    /// Logins into one account from one address.
    AccountAdres,
    /// Logins into one account from devices that it does not know.
    Account,
    /// Logins into one account from one device that it knows.
    Apparaat,
    /// Logins into one account within one step of the second factor.
    Stap,
    /// Refresh tokens from one address that were no good.
    Verversing,
    /// Refresh tokens of one session that were good: each carries it on, and is a line.
    Verlenging,
    /// Invitation codes from one address that were no good.
    Uitnodiging,
    /// Assertions of machine clients from one address that were no good.
    Verklaring,
    /// Logins at an outside provider that were begun from one address.
    OidcBegin,
    /// Those that came back with something that was no good.
    Oidc,
    /// Searches by one account, and lists that it asked for.
    Zoeken,
    /// What one account opened, persons' cases above all.
    Openen,
    /// Signalen registered by one account: each is held against everybody who is known.
    Signalen,
    /// Codes and letters about one account that somebody else had sent.
    Brieven,
    /// Requests by one account that were refused: up to the limit each is a line.
    Weigeringen,
    /// What the other brakes held back: the first of a stretch of time leaves a line, the others are counted with it.
    Geremd,
}

/// How many were held back beside the one that left a line, written as an identifier: a line has no other room for a number.
#[must_use]
pub fn aantal(geteld: u32) -> Uuid {
    Uuid::from_u128(geteld.into())
}

/// Somebody is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Geremd {
    /// How long they wait.
    pub wacht: Wacht,
    /// Whether it is the first time in this stretch: only that one leaves a line.
    pub eerste: bool,
}

impl Rem {
    /// How often within how many seconds; of the searches, openings, signalen, letters, refusals and of how often a session
    /// is carried on the region says how often.
    const fn maat(self) -> (i32, i64) {
        match self {
            Self::Netwerk | Self::OidcBegin => (400, 600),
            Self::AccountAdres | Self::Apparaat => (25, DAG),
            Self::Account => (50, DAG),
            Self::Stap => (3, 30),
            Self::Adres | Self::Verversing | Self::Uitnodiging | Self::Verklaring | Self::Oidc => (100, 600),
            Self::Zoeken | Self::Openen => (60, 60),
            Self::Verlenging => (20, 600),
            Self::Brieven => (5, DAG),
            Self::Signalen => (30, 3_600),
            Self::Weigeringen => (60, 600),
            Self::Geremd => (i32::MAX, 600),
        }
    }

    /// How often it may be done within one [`Rem::tijdvak`].
    #[must_use]
    pub const fn grens(self) -> i32 {
        self.maat().0
    }

    /// The stretch of time that `nu` lies in: its number, and when it ends.
    #[must_use]
    pub fn tijdvak(self, nu: Moment) -> (i64, Moment) {
        let (_, lang) = self.maat();
        let seconden = nu.utc().timestamp();
        let over = lang - seconden.rem_euclid(lang);
        (seconden.div_euclid(lang), nu.plus(TimeDelta::seconds(over)))
    }
}

const DAG: i64 = 86_400;

/// How long one waits before the next try, after so many failures in a row.
///
/// 1 s at first, 3 s from the third, 5 s from the ninth, 10 s from the twenty-fifth on.
#[must_use]
pub const fn pauze(mislukt: i32) -> TimeDelta {
    TimeDelta::seconds(match mislukt {
        ..=0 => 0,
        1..=2 => 1,
        3..=8 => 3,
        9..=24 => 5,
        25.. => 10,
    })
}

/// The address as it is counted: an IPv6 subscriber has a /64 to choose from.
#[must_use]
pub fn adres(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        v4 @ IpAddr::V4(_) => v4,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
    }
}

/// The network as it is counted: a /24, or a /48 of IPv6.
#[must_use]
pub fn netwerk(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V4(v4) => IpAddr::V4(Ipv4Addr::from_bits(v4.to_bits() & (u32::MAX << 8))),
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 80))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nu(seconden: i64) -> Moment {
        Moment::new(chrono::DateTime::from_timestamp(seconden, 0).unwrap())
    }

    #[test]
    fn wie_blijft_gissen_wacht_steeds_langer() {
        let wachten: Vec<_> = [0, 1, 2, 3, 8, 9, 24, 25, 500].map(|n| pauze(n).num_seconds()).into();
        assert_eq!(wachten, [0, 1, 1, 3, 3, 5, 5, 10, 10]);
    }

    #[test]
    fn een_tijdvak_eindigt_waar_het_volgende_begint() {
        let (dit, einde) = Rem::Stap.tijdvak(nu(1_800_000_029));
        assert_eq!((dit, einde), (60_000_000, nu(1_800_000_030)));
        assert_eq!(Rem::Stap.tijdvak(einde).0, dit + 1);
        assert_eq!(Wacht::tot(einde, nu(1_800_000_029)), Wacht(1));
        assert_eq!(Wacht::tot(nu(5), nu(9)), Wacht(1));
    }

    #[test]
    fn een_abonnee_met_ipv6_is_een_adres() {
        let [een, ander]: [IpAddr; 2] = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9"].map(|ip| ip.parse().unwrap());
        assert_eq!(adres(een), adres(ander));
        assert_eq!(adres("::ffff:192.0.2.7".parse().unwrap()).to_string(), "192.0.2.7");
        assert_eq!(netwerk("192.0.2.7".parse().unwrap()).to_string(), "192.0.2.0");
        assert_eq!(netwerk(een).to_string(), "2001:db8:1::");
    }

    #[test]
    fn hoe_lang_het_duurt_staat_er_in_woorden() {
        assert_eq!(
            [1, 90, 600, 80_000].map(|s| Wacht(s).to_string()),
            ["een seconde", "90 seconden", "10 minuten", "23 uur"]
        );
    }
}
