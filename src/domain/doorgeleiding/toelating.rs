//! Whether a route is open to a family, and why a coordinator sends a request along it all the same.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::domain::{
    Label as _,
    fouten::Fouten,
    recht::Conflict,
    reden::AfwijkReden,
    route::Route,
    zwangerschap::{Status, Venster, Zwangerschap},
};

/// Why a route is not open to a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = RouteBezwaar)]
pub enum Bezwaar {
    /// It is for who is pregnant.
    NietZwanger,
    /// It is for who expects a first child.
    NietEersteKind,
    /// Its window is closed.
    TeLaat,
    /// It is for who has a child, and this pregnancy was lost.
    GeenKind,
}

/// Which rules of a route speak against this family on `vandaag`; what nobody knows is no reason to refuse.
///
/// VoorZorg takes a first child before 28+0, Centering who is pregnant before 20+0, a prenatal home visit comes before the birth, and
/// Stevig Ouderschap takes a child until half a year.
#[must_use]
pub fn bezwaren(route: Route, zwangerschap: Option<&Zwangerschap>, vandaag: NaiveDate) -> Vec<Bezwaar> {
    let status = zwangerschap.map(|zwangerschap| zwangerschap.status_op(vandaag));
    let voorbij = |venster: Venster| zwangerschap.is_some_and(|zwangerschap| venster.is_voorbij(zwangerschap, vandaag));
    let niet_zwanger = (status != Some(Status::Lopend)).then_some(Bezwaar::NietZwanger);
    let te_laat = |venster| voorbij(venster).then_some(Bezwaar::TeLaat);
    let alle = match route {
        Route::Voorzorg => {
            let volgend = zwangerschap.is_some_and(|zwangerschap| !zwangerschap.eerste_kind);
            [niet_zwanger.or(te_laat(Venster::VoorzorgInstroom)), volgend.then_some(Bezwaar::NietEersteKind)]
        }
        Route::CenteringZwangerschap => [niet_zwanger.or(te_laat(Venster::CenteringStart)), None],
        Route::PrenataalHuisbezoek => [niet_zwanger, None],
        Route::StevigOuderschap => match status {
            Some(Status::Verlies) => [Some(Bezwaar::GeenKind), None],
            _ => [te_laat(Venster::StevigOuderschapInstroom), None],
        },
        Route::NuNietZwanger | Route::SociaalDomein | Route::OverigZorgpad | Route::Knooppunt => [None, None],
    };
    alle.into_iter().flatten().collect()
}

/// A request along a route that its rules close to this family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Afwijking {
    /// The rules that speak against it.
    pub bezwaren: Vec<Bezwaar>,
    /// Why it is asked all the same.
    pub reden: AfwijkReden,
}

/// That the rules of a route were weighed for a family: only who weighed them has one, and without it nothing is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toelating {
    afwijking: Option<Afwijking>,
}

impl Toelating {
    /// What was weighed when a request was sent, as it is kept with that.
    #[must_use]
    pub const fn bewaard(afwijking: Option<Afwijking>) -> Self {
        Self { afwijking }
    }

    /// That the rules of the route close it to the family, and why it is asked all the same.
    #[must_use]
    pub const fn afwijking(&self) -> Option<&Afwijking> {
        self.afwijking.as_ref()
    }
}

/// Checks what a coordinator says to the rules of a route: a rule is not passed over in silence, and none is passed over that is not
/// there.
///
/// A conflict that names the rules when there is no reason; an error on `inAfwijking` when there is nothing to deviate from.
pub fn weeg_af(
    route: Route,
    bezwaren: Vec<Bezwaar>,
    reden: Option<AfwijkReden>,
) -> Result<Result<Toelating, Conflict>, Fouten> {
    match (bezwaren.is_empty(), reden) {
        (true, None) => Ok(Ok(Toelating { afwijking: None })),
        (true, Some(_)) => {
            let melding = "Deze route staat voor dit gezin open; er is niets om van af te wijken.";
            Err(Fouten::new().fout("inAfwijking", "niet-nodig", melding))
        }
        (false, Some(reden)) => Ok(Ok(Toelating { afwijking: Some(Afwijking { bezwaren, reden }) })),
        (false, None) => {
            let waarom = bezwaren.iter().map(|bezwaar| bezwaar.naam()).collect::<Vec<_>>().join("; ");
            let melding = format!(
                "{} staat voor dit gezin niet open: {waarom}. Is er een reden om het toch te vragen, stuur dan nog eens met \
                 `inAfwijking`.",
                route.naam()
            );
            Ok(Err(Conflict::new("route-niet-open", melding)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::Id, tijd::Moment, zwangerschap::Termijnbron};

    fn d(tekst: &str) -> NaiveDate {
        tekst.parse().unwrap()
    }

    /// Due on 1 March 2027: 27+6 on 6 December 2026.
    fn zwanger(eerste_kind: bool, status: Status, geeindigd_op: Option<&str>) -> Zwangerschap {
        Zwangerschap {
            id: Id::new(Moment::begin_van(d("2026-11-23"))),
            uitgerekend: d("2027-03-01"),
            bron: Termijnbron::Termijnecho,
            aantal_kinderen: 1,
            eerste_kind,
            status,
            geeindigd_op: geeindigd_op.map(d),
        }
    }

    #[test]
    fn voorzorg_begint_voor_achtentwintig_weken_en_bij_een_eerste_kind() {
        let eerste = zwanger(true, Status::Lopend, None);
        let op = |z: &Zwangerschap, dag| bezwaren(Route::Voorzorg, Some(z), d(dag));
        assert_eq!(op(&eerste, "2026-12-06"), [], "27+6");
        assert_eq!(op(&eerste, "2026-12-07"), [Bezwaar::TeLaat], "28+0");
        let tweede = zwanger(false, Status::Lopend, None);
        assert_eq!(op(&tweede, "2026-12-06"), [Bezwaar::NietEersteKind]);
        assert_eq!(op(&tweede, "2026-12-27"), [Bezwaar::TeLaat, Bezwaar::NietEersteKind], "31 weeks");
        assert_eq!(bezwaren(Route::Voorzorg, None, d("2026-12-06")), [Bezwaar::NietZwanger]);
    }

    #[test]
    fn een_prenataal_huisbezoek_komt_voor_de_geboorte() {
        let op = |z: Option<&Zwangerschap>, dag| bezwaren(Route::PrenataalHuisbezoek, z, d(dag));
        assert_eq!(op(None, "2026-12-06"), [Bezwaar::NietZwanger]);
        let lopend = zwanger(false, Status::Lopend, None);
        assert_eq!(op(Some(&lopend), "2027-03-08"), [], "a week past her date she is pregnant still");
        assert_eq!(op(Some(&lopend), "2027-03-22"), [Bezwaar::NietZwanger], "43+0");
        let geboren = zwanger(true, Status::Geboren, Some("2027-02-20"));
        assert_eq!(op(Some(&geboren), "2027-02-21"), [Bezwaar::NietZwanger]);
    }

    #[test]
    fn stevig_ouderschap_neemt_een_kind_tot_een_half_jaar_na_de_geboorte() {
        let op = |z: Option<&Zwangerschap>, dag| bezwaren(Route::StevigOuderschap, z, d(dag));
        let geboren = zwanger(true, Status::Geboren, Some("2027-02-20"));
        assert_eq!(op(Some(&geboren), "2027-08-21"), []);
        assert_eq!(op(Some(&geboren), "2027-08-22"), [Bezwaar::TeLaat]);
        assert_eq!(op(Some(&zwanger(true, Status::Verlies, None)), "2026-12-06"), [Bezwaar::GeenKind]);
        // Of a child that nobody told the age of, nobody knows.
        assert_eq!(op(None, "2027-08-22"), []);
    }

    #[test]
    fn een_regel_wordt_nooit_stil_gepasseerd() {
        let weeg = |alle, reden| weeg_af(Route::Voorzorg, alle, reden);
        assert_eq!(weeg(vec![], None).unwrap().unwrap().afwijking, None);
        let nee = weeg(vec![Bezwaar::TeLaat, Bezwaar::NietEersteKind], None).unwrap().unwrap_err();
        assert!(nee.melding.contains("VoorZorg") && nee.melding.matches(';').count() == 1, "{}", nee.melding);
        let ja = weeg(vec![Bezwaar::TeLaat], Some(AfwijkReden::DeskAkkoord)).unwrap().unwrap();
        let ja = ja.afwijking.unwrap();
        assert_eq!((ja.bezwaren, ja.reden), (vec![Bezwaar::TeLaat], AfwijkReden::DeskAkkoord));
        assert!(weeg(vec![], Some(AfwijkReden::DeskAkkoord)).is_err());
    }
}
