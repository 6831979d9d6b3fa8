//! Whether a route is open to a family, and why a coordinator sends a request along it all the same.

use chrono::NaiveDate;

use crate::domain::{
    Label as _,
    fouten::Fouten,
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

/// That the rules of a route were weighed for a family: only who weighed them has one, and without it nothing is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toelating {
    afwijking: Option<Afwijking>,
    niet_voor: Option<NaiveDate>,
}

impl Toelating {
    /// What was weighed when a request was sent, as it is kept with that.
    #[must_use]
    pub const fn bewaard(afwijking: Option<Afwijking>, niet_voor: Option<NaiveDate>) -> Self {
        Self { afwijking, niet_voor }
    }

    /// That the rules of the route close it to the family, and why it is asked all the same.
    #[must_use]
    pub const fn afwijking(&self) -> Option<&Afwijking> {
        self.afwijking.as_ref()
    }

    /// The day before which the support does not begin, as long as she is pregnant.
    #[must_use]
    pub const fn niet_voor(&self) -> Option<NaiveDate> {
        self.niet_voor
    }
}

/// Checks what a coordinator says to the rules of a route: a rule is not passed over in silence, and none is passed over that is not
/// there. What nobody knows is no reason to refuse.
///
/// A conflict that names the rules when there is no reason; an error on `inAfwijking` when there is nothing to deviate from.
pub fn weeg_af(advies: &Routeadvies<'_>, reden: Option<AfwijkReden>) -> Result<Result<Toelating, Conflict>, Fouten> {
    let (bezwaren, niet_voor) = (advies.bezwaren(), advies.niet_voor());
    match (bezwaren.is_empty(), reden) {
        (true, None) => Ok(Ok(Toelating { afwijking: None, niet_voor })),
        (true, Some(_)) => {
            let melding = "Deze route staat voor dit gezin open; er is niets om van af te wijken.";
            Err(Fouten::new().fout("inAfwijking", "niet-nodig", melding))
        }
        (false, Some(reden)) => {
            let regels = advies.volgens.clone();
            Ok(Ok(Toelating { afwijking: Some(Afwijking { bezwaren, regels, reden }), niet_voor }))
        }
        (false, None) => {
            let waarom = bezwaren.iter().map(|bezwaar| bezwaar.naam()).collect::<Vec<_>>().join("; ");
            let melding = format!(
                "{} staat voor dit gezin niet open: {waarom}. Is er een reden om het toch te vragen, stuur dan nog eens met \
                 `inAfwijking`.",
                advies.route.naam()
            );
            Ok(Err(Conflict::new("route-niet-open", melding)))
        }
    }
}

#[cfg(test)]
mod tests {
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
        let weeg = |route, reden| {
            let van = Situatie { themas: Some(&een), ..Situatie::default() };
            weeg_af(&regels.weeg(route, van, dag), reden)
        };
        assert_eq!(weeg(Route::SociaalDomein, None).unwrap().unwrap().afwijking, None);
        assert!(weeg(Route::SociaalDomein, Some(AfwijkReden::DeskAkkoord)).is_err());
        let nee = weeg(Route::Voorzorg, None).unwrap().unwrap_err();
        assert!(nee.melding.contains("VoorZorg") && nee.melding.matches(';').count() == 1, "{}", nee.melding);
        let ja = weeg(Route::Voorzorg, Some(AfwijkReden::DeskAkkoord)).unwrap().unwrap();
        let ja = ja.afwijking.unwrap();
        assert_eq!(ja.bezwaren, [Bezwaar::NietZwanger, Bezwaar::TeWeinigThemas]);
        assert_eq!((ja.regels.as_str(), ja.reden), ("zuid-limburg/1", AfwijkReden::DeskAkkoord));
    }
}
