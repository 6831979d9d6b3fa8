//! Whether a route is open to a family, and why a coordinator sends a request along it all the same.

use crate::domain::{
    Label as _,
    recht::Conflict,
    reden::AfwijkReden,
    routeadvies::{Bezwaar, Routeadvies},
};

/// A request along a route that its rules close to this family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Afwijking {
    /// The rules that speak against it.
    pub bezwaren: Vec<Bezwaar>,
    /// The version of the rules by which it was weighed.
    pub regels: String,
    /// Why it is asked all the same.
    pub reden: AfwijkReden,
}

/// What a coordinator says to rules that close a route, with what they saw of them: a reason holds for what was seen, and no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tegenspraak {
    /// What spoke against the route when they looked.
    pub gezien: Vec<Bezwaar>,
    /// Why they ask it all the same.
    pub reden: AfwijkReden,
}

/// That the rules of a route were weighed for a family: only who weighed them has one, and without it nothing is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toelating {
    afwijking: Option<Afwijking>,
    na_de_bevalling: bool,
}

impl Toelating {
    /// What was weighed when a request was sent, as it is kept with that.
    #[must_use]
    pub(crate) const fn bewaard(afwijking: Option<Afwijking>, na_de_bevalling: bool) -> Self {
        Self { afwijking, na_de_bevalling }
    }

    /// That the rules of the route close it to the family, and why it is asked all the same.
    #[must_use]
    pub const fn afwijking(&self) -> Option<&Afwijking> {
        self.afwijking.as_ref()
    }

    /// Whether the support begins after the birth of the pregnancy that it was asked for.
    #[must_use]
    pub const fn na_de_bevalling(&self) -> bool {
        self.na_de_bevalling
    }
}

/// Checks what a coordinator says to the rules of a route: a rule is not passed over in silence, and none is passed over that was not
/// seen. What nobody knows is no reason to refuse.
///
/// A conflict that names the rules when there is no reason, and what changed when the reason was given to other rules.
pub fn weeg_af(advies: &Routeadvies<'_>, gezegd: Option<Tegenspraak>) -> Result<Toelating, Conflict> {
    let (bezwaren, na_de_bevalling) = (advies.bezwaren(), advies.niet_voor().is_some());
    match gezegd {
        None if bezwaren.is_empty() => Ok(Toelating { afwijking: None, na_de_bevalling }),
        None => {
            let melding = format!(
                "{} staat voor dit gezin niet open: {}. Is er een reden om het toch te vragen, stuur dan nog eens met \
                 `inAfwijking`.",
                advies.route.naam(),
                namen(bezwaren.iter())
            );
            Err(Conflict::new(ROUTE_NIET_OPEN, melding))
        }
        Some(Tegenspraak { gezien, reden }) => {
            veranderd(&gezien, &bezwaren)?;
            let regels = advies.volgens.clone();
            Ok(Toelating { afwijking: Some(Afwijking { bezwaren, regels, reden }), na_de_bevalling })
        }
    }
}

/// Refused, because nobody said why the request is sent along a route that is closed.
pub const ROUTE_NIET_OPEN: &str = "route-niet-open";
/// Refused, because what speaks against the route is not what was seen.
pub const ADVIES_VERANDERD: &str = "advies-veranderd";

fn namen<'a>(bezwaren: impl Iterator<Item = &'a Bezwaar>) -> String {
    bezwaren.map(|bezwaar| bezwaar.naam()).collect::<Vec<_>>().join("; ")
}

/// A conflict that names what came and what went since it was seen.
fn veranderd(gezien: &[Bezwaar], nu: &[Bezwaar]) -> Result<(), Conflict> {
    let erbij = namen(nu.iter().filter(|bezwaar| !gezien.contains(bezwaar)));
    let eraf = namen(gezien.iter().filter(|bezwaar| !nu.contains(bezwaar)));
    if erbij.is_empty() && eraf.is_empty() {
        return Ok(());
    }
    let zin = |wat: &str, welke: &str| if welke.is_empty() { String::new() } else { format!(" {wat}: {welke}.") };
    let melding = format!(
        "Het advies is niet meer zoals u het zag, en er is niets verstuurd.{}{} Lees het opnieuw, en kies dan.",
        zin("Erbij kwam", &erbij),
        zin("Het geldt niet meer", &eraf)
    );
    Err(Conflict::new(ADVIES_VERANDERD, melding).bij("inAfwijking.bezwaren"))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::{
        route::Route,
        routeadvies::{Bezwaar, Routeregels, Situatie},
        thema::Thema,
    };

    #[test]
    fn een_regel_wordt_nooit_stil_gepasseerd() {
        let regels = Routeregels::standaard().unwrap();
        let dag = NaiveDate::from_ymd_opt(2026, 12, 6).unwrap();
        let een = [Thema::Stress];
        let weeg = |route, gezien: Option<&[Bezwaar]>| {
            let van = Situatie { themas: Some(&een), ..Situatie::default() };
            let gezegd = gezien.map(|gezien| Tegenspraak { gezien: gezien.to_vec(), reden: AfwijkReden::DeskAkkoord });
            weeg_af(&regels.weeg(route, van, dag), gezegd)
        };
        assert_eq!(weeg(Route::SociaalDomein, None).unwrap().afwijking, None);
        let nee = weeg(Route::Voorzorg, None).unwrap_err();
        assert!(nee.melding.contains("VoorZorg") && nee.melding.matches(';').count() == 1, "{}", nee.melding);
        // In whatever order they were read.
        let ja = weeg(Route::Voorzorg, Some(&[Bezwaar::TeWeinigThemas, Bezwaar::NietZwanger])).unwrap();
        let ja = ja.afwijking.unwrap();
        assert_eq!(ja.bezwaren, [Bezwaar::NietZwanger, Bezwaar::TeWeinigThemas]);
        assert_eq!((ja.regels.as_str(), ja.reden), ("zuid-limburg/1", AfwijkReden::DeskAkkoord));
        // A reason that was given to other rules is no reason: also when none is left.
        let anders = weeg(Route::Voorzorg, Some(&[Bezwaar::TeLaat, Bezwaar::NietZwanger])).unwrap_err();
        assert_eq!((anders.code, anders.veld), (ADVIES_VERANDERD, "inAfwijking.bezwaren"));
        for (wat, bezwaar) in [("Erbij kwam", Bezwaar::TeWeinigThemas), ("Het geldt niet meer", Bezwaar::TeLaat)] {
            assert!(anders.melding.contains(&format!("{wat}: {}.", bezwaar.naam())), "{}", anders.melding);
        }
        let open = weeg(Route::SociaalDomein, Some(&[Bezwaar::TeLaat])).unwrap_err();
        assert_eq!(open.code, ADVIES_VERANDERD);
    }
}
