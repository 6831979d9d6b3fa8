//! The stories: what happens to each family, step by step, over two years until now.
//!
//! A story is written to its end; what would happen after now is left out, so that every phase is there by itself.

use chrono::{Datelike as _, TimeDelta, Weekday};

use super::{gezin, lot::Lot};
use crate::domain::{
    evaluatie::Uitkomst as Evaluatie,
    gebied::Gemeente,
    reden::{AfwijzingReden, IntrekkingReden, NietGehoudenReden, SluitReden, StopReden},
    route::Route,
    signaal::Aanmelding,
    tijd::Moment,
    traject::{Contactsoort, Vervolgactie},
};

/// So many days ago some families came who are on their way to a table: there is one whatever day it is.
const NAAR_DE_TAFEL: [i64; 4] = [12, 18, 24, 32];
/// What waits at a desk of Parkstad: along which route, how many days ago it was asked, and whether somebody took it up.
const AAN_HET_BUREAU: [(Route, i64, bool); 10] = [
    (Route::Voorzorg, 9, false),
    (Route::Voorzorg, 6, true),
    (Route::Voorzorg, 5, true),
    (Route::Voorzorg, 2, false),
    (Route::Voorzorg, 0, false),
    (Route::PrenataalHuisbezoek, 9, false),
    (Route::PrenataalHuisbezoek, 5, true),
    (Route::PrenataalHuisbezoek, 4, true),
    (Route::PrenataalHuisbezoek, 1, false),
    (Route::PrenataalHuisbezoek, 0, false),
];
/// How far the stories go back.
const DAGEN: i64 = 730;

/// One step of a story.
#[derive(Clone, Debug)]
pub(super) enum Stap {
    /// She consents, and the worry is registered.
    Signaal(Box<Aanmelding>),
    /// She refuses: counted, nothing kept.
    Weigering(Gemeente),
    /// There was acute danger: counted, nothing kept.
    AcuutGevaar(Gemeente),
    /// The signaller takes it back.
    Intrekken,
    /// Another signaller has the same worry; the coordinator joins it to the case.
    NogEenSignaal(Box<Aanmelding>),
    /// A coordinator takes the case.
    Nemen,
    /// She plans an exploration.
    Verkenning,
    /// She notes a consent, or a refusal.
    Toestemming(Route, bool),
    /// The woman withdraws a consent.
    ToestemmingTerug(Route),
    /// The coordinator sends a request.
    Verzenden(Route),
    /// She takes it back.
    VerzoekTerug(Route, IntrekkingReden),
    /// The desk looks.
    Zien(Route),
    /// Somebody at the desk takes it up.
    Oppakken(Route),
    /// The desk accepts.
    Aanvaarden(Route),
    /// The desk refuses.
    Afwijzen(Route, AfwijzingReden),
    /// Support begins.
    Starten(Route),
    /// A visit or call is planned, for then.
    Contact(Route, Contactsoort, Moment),
    /// How the last one went.
    Afloop(Route, Option<NietGehoudenReden>),
    /// What the home visit brought.
    Uitkomst(Vervolgactie),
    /// Support ends, rated by the family.
    Afronden(Route),
    /// Support stops before its end.
    Stoppen(Route, StopReden),
    /// An evaluation begins.
    Evalueren,
    /// It ends.
    Geevalueerd(Evaluatie),
    /// The chair plans a meeting with the family on its agenda.
    TafelPlannen,
    /// It is held, with the mother at the table: agreements, a casusregisseur and a day to evaluate.
    TafelHouden,
    /// Its record is established.
    TafelVaststellen,
    /// What was agreed there and is due is ticked off.
    Afvinken,
    /// The case is closed.
    Sluiten(SluitReden),
    /// It is opened again, with fresh consent.
    Heropenen,
}

/// One step, of one family, at one moment.
#[derive(Clone, Debug)]
pub(super) struct Voorval {
    /// When.
    pub op: Moment,
    /// Which family.
    pub gezin: usize,
    /// What.
    pub stap: Stap,
}

/// How many families go which way.
const WEGEN: &[(Weg, usize)] = &[
    (Weg::Steun(Route::Voorzorg), 52),
    (Weg::Steun(Route::StevigOuderschap), 255),
    (Weg::Steun(Route::NuNietZwanger), 165),
    (Weg::Steun(Route::SociaalDomein), 40),
    (Weg::Steun(Route::OverigZorgpad), 20),
    (Weg::Steun(Route::CenteringZwangerschap), 18),
    (Weg::Steun(Route::Knooppunt), 44),
    (Weg::GeenHulp, 18),
    (Weg::Ingetrokken, 10),
    (Weg::Geweigerd, 70),
    (Weg::AcuutGevaar, 6),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weg {
    Steun(Route),
    GeenHulp,
    Ingetrokken,
    Geweigerd,
    AcuutGevaar,
}

/// All stories on one timeline, until `nu`.
pub(super) fn verhalen(lot: &mut Lot, nu: Moment) -> (Vec<Voorval>, usize) {
    let wegen = WEGEN.iter().flat_map(|&(weg, aantal)| std::iter::repeat_n(weg, aantal));
    let mut alle = Vec::new();
    let (mut aantal, mut tafels) = (0, 0);
    for (gezin, weg) in wegen.enumerate() {
        // One in seven came lately: a queue is never empty.
        let geloot = if lot.kans(14) { lot.tussen(0, 40) } else { lot.tussen(0, DAGEN) };
        let tafel = usize::from(weg == Weg::Steun(Route::Knooppunt));
        let terug = NAAR_DE_TAFEL.get(tafels).copied().filter(|_| tafel == 1).unwrap_or(geloot);
        tafels += tafel;
        let mut pen = Pen {
            lot: &mut *lot,
            gezin,
            op: nu.plus(TimeDelta::days(-terug) - TimeDelta::hours(1)),
            blad: Vec::new(),
            stil: false,
        };
        pen.schrijf_weg(weg);
        alle.append(&mut pen.blad);
        aantal = gezin + 1;
    }
    for (route, dagen, opgepakt) in AAN_HET_BUREAU {
        let op = nu.plus(TimeDelta::days(-dagen - 4) - TimeDelta::hours(1));
        let mut pen = Pen { lot: &mut *lot, gezin: aantal, op, blad: Vec::new(), stil: false };
        pen.wacht_aan_het_bureau(route, nu.plus(TimeDelta::days(-dagen) - TimeDelta::minutes(40)), opgepakt);
        alle.append(&mut pen.blad);
        aantal += 1;
    }
    alle.retain(|voorval| voorval.op < nu);
    alle.sort_by_key(|voorval| voorval.op);
    (alle, aantal)
}

struct Pen<'a> {
    lot: &'a mut Lot,
    gezin: usize,
    op: Moment,
    blad: Vec<Voorval>,
    /// Nobody answers any more: the story stands still.
    stil: bool,
}

impl Pen<'_> {
    /// Goes on from `van` to `tot` days later, in office hours.
    fn later(&mut self, van: i64, tot: i64) {
        let (minuten, dagen) = (self.lot.tussen(8 * 60, 16 * 60), self.lot.tussen(van, tot));
        self.na(dagen, minuten);
    }

    /// Goes on until `tot` days later, but not more than `hoogstens`.
    fn spoedig(&mut self, tot: i64, hoogstens: i64) {
        let (minuten, dagen) = (self.lot.tussen(8 * 60, 16 * 60), self.lot.tussen(0, tot));
        self.na(dagen.min(hoogstens), minuten);
    }

    fn na(&mut self, dagen: i64, minuten: i64) {
        let mut dag = self.op.dag() + TimeDelta::days(dagen);
        while matches!(dag.weekday(), Weekday::Sat | Weekday::Sun) {
            dag += TimeDelta::days(1);
        }
        let straks = self.op.plus(TimeDelta::minutes(self.lot.tussen(5, 40)));
        let dan = dag.and_hms_opt(0, 0, 0).map(|dag| Moment::new(dag.and_utc()).plus(TimeDelta::minutes(minuten)));
        self.op = dan.filter(|dan| *dan > straks).unwrap_or(straks);
    }

    fn schrijf(&mut self, stap: Stap) {
        if self.stil {
            return;
        }
        self.blad.push(Voorval { op: self.op, gezin: self.gezin, stap });
    }

    fn schrijf_weg(&mut self, weg: Weg) {
        match weg {
            Weg::Geweigerd => {
                let gemeente = gezin::woonplaats(self.lot);
                self.schrijf(Stap::Weigering(gemeente));
            }
            Weg::AcuutGevaar => {
                let gemeente = gezin::woonplaats(self.lot);
                self.schrijf(Stap::AcuutGevaar(gemeente));
            }
            Weg::Ingetrokken => {
                self.signaal(None);
                self.later(0, 2);
                self.schrijf(Stap::Intrekken);
            }
            Weg::GeenHulp => {
                self.begin(None);
                self.huisbezoek(Vervolgactie::Geen);
                self.later(1, 10);
                let redenen = [SluitReden::GeenHulpGewenst, SluitReden::Verhuisd, SluitReden::VerliesZwangerschap];
                let reden = self.lot.kies(&redenen, SluitReden::GeenHulpGewenst);
                self.schrijf(Stap::Sluiten(reden));
            }
            Weg::Steun(route) => self.naar_steun(route),
        }
    }

    fn signaal(&mut self, route: Option<Route>) -> Aanmelding {
        let weken = match route {
            Some(Route::NuNietZwanger) => None,
            Some(Route::Voorzorg) => Some(self.lot.tussen(9, 19)),
            Some(Route::CenteringZwangerschap) => Some(self.lot.tussen(8, 14)),
            _ => Some(self.lot.tussen(10, 32)),
        };
        let mut aanmelding = gezin::aanmelding(self.lot, self.gezin, self.op.dag(), weken);
        if let (Some(Route::Voorzorg), Some(zwangerschap)) = (route, aanmelding.zwangerschap.as_mut()) {
            zwangerschap.3 = true;
        }
        self.schrijf(Stap::Signaal(Box::new(aanmelding.clone())));
        aanmelding
    }

    /// From the worry until a coordinator explores.
    fn begin(&mut self, route: Option<Route>) {
        let aanmelding = self.signaal(route);
        self.later(1, 9);
        self.schrijf(Stap::Nemen);
        if self.lot.kans(40) {
            self.later(0, 3);
            self.schrijf(Stap::Verkenning);
        }
        if self.lot.kans(3) {
            self.later(1, 5);
            self.schrijf(Stap::NogEenSignaal(Box::new(aanmelding)));
        }
    }

    /// Whether a request along `route` was accepted; if not, the story says why.
    fn verzoek(&mut self, route: Route) -> bool {
        self.later(1, 6);
        if self.lot.kans(5) {
            self.schrijf(Stap::Toestemming(route, false));
            return false;
        }
        self.schrijf(Stap::Toestemming(route, true));
        self.later(0, 0);
        self.schrijf(Stap::Verzenden(route));
        if self.lot.kans(2) {
            self.later(1, 3);
            self.schrijf(Stap::VerzoekTerug(route, IntrekkingReden::NietMeerNodig));
            return false;
        }
        self.stil |= self.lot.kans(2);
        // Six working days at most: a desk that answers does so before its request lapses.
        self.spoedig(3, 2);
        self.schrijf(Stap::Zien(route));
        if route != Route::Knooppunt && self.lot.kans(60) {
            self.later(0, 0);
            self.schrijf(Stap::Oppakken(route));
        }
        self.spoedig(5, 4);
        if self.lot.kans(7) {
            let redenen = [AfwijzingReden::GeenCapaciteit, AfwijzingReden::VoldoetNietAanCriteria];
            let reden = self.lot.kies(&redenen, AfwijzingReden::GeenContactGekregen);
            self.schrijf(Stap::Afwijzen(route, reden));
            return false;
        }
        self.schrijf(Stap::Aanvaarden(route));
        true
    }

    fn contact(&mut self, route: Route, soort: Contactsoort, over: i64) {
        let gepland = self.op;
        self.later(over, over + 3);
        let straks = std::mem::replace(&mut self.op, gepland);
        self.schrijf(Stap::Contact(route, soort, kwartier(straks)));
        self.op = straks;
        // Some are told of a day later.
        if self.lot.kans(15) {
            self.later(1, 2);
        }
        let ziek = [NietGehoudenReden::NietThuis, NietGehoudenReden::AfgezegdDoorGezin];
        let reden = self.lot.kans(10).then(|| self.lot.kies(&ziek, NietGehoudenReden::Ziekte));
        self.schrijf(Stap::Afloop(route, reden));
    }

    /// A prenatal home visit, with what follows from it.
    fn huisbezoek(&mut self, vervolg: Vervolgactie) {
        let route = Route::PrenataalHuisbezoek;
        if !self.verzoek(route) {
            return;
        }
        self.later(1, 6);
        self.schrijf(Stap::Starten(route));
        self.later(0, 0);
        self.contact(route, Contactsoort::Huisbezoek, 5);
        self.later(0, 1);
        self.schrijf(Stap::Uitkomst(vervolg));
        self.later(0, 2);
        self.schrijf(Stap::Afronden(route));
    }

    fn naar_steun(&mut self, route: Route) {
        self.begin(Some(route));
        if route != Route::NuNietZwanger && self.lot.kans(70) {
            self.huisbezoek(vervolg(route));
        }
        let mut gelukt = self.verzoek(route);
        let mut loopt = route;
        if !gelukt && route != Route::SociaalDomein {
            loopt = Route::SociaalDomein;
            gelukt = self.lot.kans(60) && self.verzoek(loopt);
        }
        if !gelukt {
            self.later(3, 20);
            self.schrijf(Stap::Sluiten(SluitReden::GeenHulpGewenst));
            return;
        }
        if loopt == Route::Knooppunt {
            self.later(1, 4);
            self.schrijf(Stap::TafelPlannen);
            self.later(7, 14);
            self.schrijf(Stap::TafelHouden);
            self.later(1, 5);
            self.schrijf(Stap::TafelVaststellen);
            for _ in 0..9 {
                self.later(55, 68);
                self.schrijf(Stap::Afvinken);
                self.evaluatie();
            }
            return;
        }
        self.steun(loopt);
        if route == Route::StevigOuderschap && self.lot.kans(32) && self.verzoek(Route::NuNietZwanger) {
            // That begins after the birth.
            self.later(230, 260);
            self.steun(Route::NuNietZwanger);
        }
        self.later(5, 30);
        self.schrijf(Stap::Sluiten(SluitReden::DoelenBereikt));
        if self.lot.kans(8) {
            self.later(30, 90);
            self.schrijf(Stap::Heropenen);
            if self.verzoek(Route::SociaalDomein) {
                self.steun(Route::SociaalDomein);
            }
        }
    }

    /// A request that a desk of Parkstad has not answered yet.
    fn wacht_aan_het_bureau(&mut self, route: Route, gevraagd: Moment, opgepakt: bool) {
        let weken = self.lot.tussen(12, 20);
        let mut aanmelding = gezin::aanmelding(self.lot, self.gezin, self.op.dag(), Some(weken));
        aanmelding.gemeente = if self.gezin.is_multiple_of(3) { Gemeente::Gm0928 } else { Gemeente::Gm0917 };
        if let Some(zwangerschap) = aanmelding.zwangerschap.as_mut() {
            zwangerschap.3 = true;
        }
        self.schrijf(Stap::Signaal(Box::new(aanmelding)));
        self.op = gevraagd.plus(TimeDelta::hours(-2));
        self.schrijf(Stap::Nemen);
        self.op = gevraagd;
        self.schrijf(Stap::Toestemming(route, true));
        self.schrijf(Stap::Verzenden(route));
        if opgepakt {
            self.op = gevraagd.plus(TimeDelta::minutes(20));
            self.schrijf(Stap::Zien(route));
            self.schrijf(Stap::Oppakken(route));
        }
    }

    /// Support, from its start to its end, with its visits and evaluations.
    fn steun(&mut self, route: Route) {
        let (contacten, tussen) = match route {
            Route::Voorzorg => (50, 17),
            Route::StevigOuderschap => (9, 36),
            Route::NuNietZwanger => (3, 25),
            Route::CenteringZwangerschap => (8, 18),
            _ => (4, 26),
        };
        self.later(2, 12);
        self.schrijf(Stap::Starten(route));
        let (mut geevalueerd, trouw) = (self.op, self.lot.kans(80));
        for _ in 0..contacten {
            self.later(1, 4);
            self.contact(route, Contactsoort::Huisbezoek, tussen);
            let dagen = self.op.dag().signed_duration_since(geevalueerd.dag()).num_days();
            if trouw && dagen > 75 {
                geevalueerd = self.op;
                self.evaluatie();
            }
            if self.lot.kans(1) {
                let redenen = [StopReden::GezinWilNietVerder, StopReden::Verhuisd, StopReden::GeenContactMeer];
                let reden = self.lot.kies(&redenen, StopReden::GezinWilNietVerder);
                self.schrijf(Stap::Stoppen(route, reden));
                return;
            }
        }
        if self.lot.kans(2) {
            self.schrijf(Stap::ToestemmingTerug(route));
            return;
        }
        self.later(0, 3);
        self.schrijf(Stap::Afronden(route));
    }

    fn evaluatie(&mut self) {
        self.later(1, 10);
        self.schrijf(Stap::Evalueren);
        self.later(2, 14);
        let uitkomsten = [Evaluatie::Voortgezet, Evaluatie::Voortgezet, Evaluatie::Bijgesteld];
        let uitkomst = self.lot.kies(&uitkomsten, Evaluatie::Voortgezet);
        self.schrijf(Stap::Geevalueerd(uitkomst));
        self.later(0, 0);
    }
}

/// The quarter of an hour in which this moment lies.
fn kwartier(op: Moment) -> Moment {
    op.plus(TimeDelta::seconds(-op.utc().timestamp().rem_euclid(15 * 60)))
}

const fn vervolg(route: Route) -> Vervolgactie {
    match route {
        Route::PrenataalHuisbezoek => Vervolgactie::NogEenHuisbezoek,
        Route::Voorzorg => Vervolgactie::Voorzorg,
        Route::StevigOuderschap => Vervolgactie::StevigOuderschap,
        Route::NuNietZwanger => Vervolgactie::NuNietZwanger,
        Route::SociaalDomein => Vervolgactie::SociaalDomein,
        Route::CenteringZwangerschap => Vervolgactie::CenteringZwangerschap,
        Route::OverigZorgpad => Vervolgactie::OverigZorgpad,
        Route::Knooppunt => Vervolgactie::Knooppunt,
    }
}
