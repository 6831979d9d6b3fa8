//! The routes along which support can be asked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::domain::{Label as _, werkdagen};

/// One way to tailored support; the regional *Basisstructuur* names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Route {
    /// Prenatal home visit by the youth health service; the exploration itself.
    PrenataalHuisbezoek,
    /// VoorZorg: first child, entry before 28+0.
    Voorzorg,
    /// Stevig Ouderschap.
    StevigOuderschap,
    /// Nu Niet Zwanger.
    NuNietZwanger,
    /// The municipality's social domain.
    SociaalDomein,
    /// CenteringZwangerschap at a participating practice.
    CenteringZwangerschap,
    /// Another care path of the municipality.
    OverigZorgpad,
    /// The municipal table, with the parents.
    Knooppunt,
}

impl Route {
    /// Whether an accepted request becomes a traject; the knooppunt makes agreements instead.
    #[must_use]
    pub const fn heeft_traject(self) -> bool {
        !matches!(self, Self::Knooppunt)
    }

    /// Whether accepting it is support in itself; a prenatal home visit and a table only lead to it.
    #[must_use]
    pub const fn is_steun(self) -> bool {
        !matches!(self, Self::PrenataalHuisbezoek | Self::Knooppunt)
    }
}

/// The settings of one route, from `config/routes.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouteInstelling {
    /// Which route.
    pub route: Route,
    /// How many working days the desk has to answer.
    pub termijn_werkdagen: u32,
}

/// The settings of all routes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Routes {
    /// The version of this set of rules.
    pub versie: String,
    #[serde(rename = "route")]
    instellingen: Vec<RouteInstelling>,
}

impl Routes {
    /// Reads the settings from TOML.
    ///
    /// Fails when the text is not as described, or a route is missing.
    pub fn lees(toml: &str) -> Result<Self, String> {
        let routes: Self = toml::from_str(toml).map_err(|fout| fout.to_string())?;
        let mist = Route::VARIANTS.iter().find(|&&route| !routes.instellingen.iter().any(|r| r.route == route));
        match mist {
            Some(route) => Err(format!("route {} ontbreekt", route.naam())),
            None => Ok(routes),
        }
    }

    /// The settings that the program ships with.
    ///
    /// Fails when the shipped file is broken; a test prevents that.
    pub fn standaard() -> Result<Self, String> {
        Self::lees(include_str!("../../config/routes.toml"))
    }

    /// How many working days a desk has to answer a request along `route`.
    #[must_use]
    pub fn termijn_werkdagen(&self, route: Route) -> u32 {
        self.instellingen.iter().find(|r| r.route == route).map_or(5, |r| r.termijn_werkdagen)
    }

    /// The last day on which a request that was sent on `dag` may be answered, by a desk with a term of its own or without.
    #[must_use]
    pub fn antwoord_voor(&self, route: Route, eigen: Option<u32>, dag: NaiveDate) -> NaiveDate {
        werkdagen::na(dag, eigen.unwrap_or_else(|| self.termijn_werkdagen(route)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_meegeleverde_instellingen_kennen_elke_route() {
        let routes = Routes::standaard().unwrap();
        assert!(Route::VARIANTS.iter().all(|&r| routes.termijn_werkdagen(r) > 0));
    }
}
