//! The routes along which support can be asked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::domain::{Label as _, Word as _, werkdagen};

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
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouteInstelling {
    /// Which route.
    pub route: Route,
    /// How many working days the desk has to answer.
    pub termijn_werkdagen: u32,
    /// After the reminder, on the first working day that the answer is late: so many working days until the escalation.
    pub escalatie_na_werkdagen: u32,
    /// After the escalation: so many working days until the request ends without an answer.
    pub verlopen_na_werkdagen: u32,
    /// Who hears of it when also a reminder brings no answer.
    pub escalatie: Escalatie,
}

/// Whom a route names for a request that a desk does not answer: only those who may see the case anyway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Escalatie {
    /// The coordinators of where the family lives, beside the one who has the case: one of them is there.
    JgzCoordinatoren,
    /// Only the coordinator who has the case.
    Coordinator,
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
    /// Fails when the text is not as described, a route is missing, or a term is none.
    pub fn lees(toml: &str) -> Result<Self, String> {
        let routes: Self = toml::from_str(toml).map_err(|fout| fout.to_string())?;
        let mist = Route::VARIANTS.iter().find(|&&route| !routes.instellingen.iter().any(|r| r.route == route));
        if let Some(route) = mist {
            return Err(format!("route {} ontbreekt", route.naam()));
        }
        let termijnen = |r: &RouteInstelling| [r.termijn_werkdagen, r.escalatie_na_werkdagen, r.verlopen_na_werkdagen];
        match routes.instellingen.iter().find(|r| termijnen(r).contains(&0)) {
            Some(r) => Err(format!("route {}: een termijn is minstens 1 werkdag", r.route.naam())),
            None => Ok(routes),
        }
    }

    /// The settings that the program ships with.
    ///
    /// Fails when the shipped file is broken; a test prevents that.
    pub fn standaard() -> Result<Self, String> {
        Self::lees(include_str!("../../config/routes.toml"))
    }

    /// The settings of `route`; they are there for each, or these could not be read.
    #[must_use]
    pub fn van(&self, route: Route) -> RouteInstelling {
        let escalatie = Escalatie::JgzCoordinatoren;
        let anders = RouteInstelling {
            route,
            termijn_werkdagen: 5,
            escalatie_na_werkdagen: 2,
            verlopen_na_werkdagen: 3,
            escalatie,
        };
        self.instellingen.iter().find(|r| r.route == route).copied().unwrap_or(anders)
    }

    /// The last day on which a request that was sent on `dag` may be answered, by a desk with a term of its own or without.
    #[must_use]
    pub fn antwoord_voor(&self, route: Route, eigen: Option<u32>, dag: NaiveDate) -> NaiveDate {
        werkdagen::na(dag, eigen.unwrap_or_else(|| self.van(route).termijn_werkdagen))
    }
}

/// Between which routes whoever gives support asks the next desk at once, without a coordinator who takes it over first: as the region
/// settled it, from none to each pair of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rechtstreeks(Vec<(Route, Route)>);

impl Rechtstreeks {
    /// Reads pairs of two routes, the one from which is asked in front.
    ///
    /// An error names the pair that is none.
    pub fn lees(paren: &[String]) -> Result<Self, String> {
        let paar = |tekst: &String| {
            let fout =
                || format!("`{tekst}` is geen paar van twee verschillende routes, zoals `voorzorg stevig-ouderschap`");
            let (van, naar) = tekst.trim().split_once(' ').ok_or_else(fout)?;
            let paar = Route::parse(van).zip(Route::parse(naar.trim()));
            paar.filter(|(van, naar)| van != naar).ok_or_else(fout)
        };
        paren.iter().map(paar).collect::<Result<_, _>>().map(Self)
    }

    /// Whether whoever gives support along `van` may ask along `naar` at once.
    #[must_use]
    pub fn mag(&self, van: Route, naar: Route) -> bool {
        self.0.contains(&(van, naar))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rechtstreeks_gaat_van_de_ene_route_naar_de_andere_en_niet_terug() {
        let lees = |paren: &[&str]| Rechtstreeks::lees(&paren.iter().map(|&paar| paar.to_owned()).collect::<Vec<_>>());
        let paren = lees(&["prenataal-huisbezoek voorzorg", "voorzorg  stevig-ouderschap"]).unwrap();
        assert!(paren.mag(Route::PrenataalHuisbezoek, Route::Voorzorg));
        assert!(paren.mag(Route::Voorzorg, Route::StevigOuderschap));
        assert!(!paren.mag(Route::Voorzorg, Route::PrenataalHuisbezoek));
        assert!(!lees(&[]).unwrap().mag(Route::Voorzorg, Route::StevigOuderschap));
        for fout in ["voorzorg", "voorzorg voorzorg", "voorzorg ergens-heen", ""] {
            assert!(lees(&[fout]).unwrap_err().contains(fout), "{fout}");
        }
    }

    #[test]
    fn de_meegeleverde_instellingen_kennen_elke_route() {
        let routes = Routes::standaard().unwrap();
        assert!(Route::VARIANTS.iter().all(|&r| routes.van(r).route == r && routes.van(r).termijn_werkdagen > 0));
    }

    #[test]
    fn een_termijn_van_niets_is_geen_termijn() {
        let geleverd = include_str!("../../config/routes.toml");
        for termijn in ["termijn_werkdagen", "escalatie_na_werkdagen", "verlopen_na_werkdagen"] {
            let (voor, rest) = geleverd.split_once(&format!("\n{termijn} = ")).unwrap();
            let (_, na) = rest.split_once('\n').unwrap();
            let fout = Routes::lees(&format!("{voor}\n{termijn} = 0\n{na}")).unwrap_err();
            assert!(fout.contains("Prenataal huisbezoek") && fout.contains("1 werkdag"), "{fout}");
        }
        assert!(Routes::lees(&geleverd.replace("\"jgz-coordinatoren\"", "\"iemand\"")).is_err());
    }
}
