//! Reading the rules of the routes, with the cases that show what they mean: what is wrong is told with its line.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Deserializer, de::Error as _};
use strum::VariantArray as _;
use tlog::tree::leaf_hash;
use toml::Spanned;

use super::{Bezwaar, Gewicht, Oordeel, Regel, Routeregels, Situatie, Stand, Toets};
use crate::domain::{
    Word as _,
    ids::Id,
    regelbestand::{self, Fout, Mis, geteld, mis, tekstueel, uniek, woord},
    route::Route,
    thema::Thema,
    tijd::Moment,
    zwangerschap::{Status, Termijnbron, Venster, Zwangerschap, Zwangerschapsduur},
};

/// The day on which the cases are weighed: the rules count days, so that any day does.
const PEILDAG: NaiveDate = NaiveDate::from_ymd_opt(2028, 3, 1).unwrap();

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bestand {
    naam: Spanned<String>,
    versie: Spanned<u32>,
    omschrijving: Spanned<String>,
    routes: Vec<RuweRoute>,
    gevallen: Vec<Geval>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuweRoute {
    route: Spanned<Route>,
    #[serde(default)]
    regels: Vec<RuweRegel>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Toetssoort {
    Stand,
    Vanaf,
    Voor,
    NaGeboorte,
    EersteKind,
    Themas,
    Leeftijd,
    NaDeBevalling,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuweRegel {
    code: Spanned<Bezwaar>,
    zin: Spanned<String>,
    bron: Spanned<String>,
    vraag: Option<Spanned<String>>,
    #[serde(default)]
    gewicht: Gewicht,
    venster: Option<Spanned<Venster>>,
    toets: Spanned<Toetssoort>,
    is: Option<Spanned<Vec<Stand>>>,
    onbekend: Option<Spanned<Vec<Stand>>>,
    duur: Option<Spanned<Duur>>,
    maanden: Option<Spanned<u32>>,
    minstens: Option<Spanned<usize>>,
    uit: Option<Spanned<Vec<Thema>>>,
    hoogstens: Option<Spanned<u32>>,
}

/// How far a pregnancy is, as `27+6`.
#[derive(Clone, Copy)]
struct Duur(Zwangerschapsduur);

impl<'de> Deserialize<'de> for Duur {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map(Self).map_err(D::Error::custom)
    }
}

/// A family, and what the rules must say of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Geval {
    naam: Spanned<String>,
    duur: Option<Duur>,
    geboren_dagen: Option<u64>,
    #[serde(default)]
    verlies: bool,
    eerste_kind: Option<bool>,
    themas: Option<Vec<Thema>>,
    leeftijd: Option<u32>,
    advies: BTreeMap<Route, Oordeel>,
    #[serde(default)]
    bezwaren: BTreeMap<Route, Vec<Bezwaar>>,
}

impl Routeregels {
    /// Reads the rules, and checks that they mean something and say of each of their cases what it wants.
    ///
    /// The error is the first thing that is wrong, with its line; an unknown key is wrong.
    pub fn lees(tekst: &str) -> Result<Self, Fout> {
        let afdruk = leaf_hash(tekst.as_bytes()).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        regelbestand::lees(tekst, Bestand::regels).map(|regels| Self { afdruk, ..regels })
    }
}

impl Bestand {
    fn regels(self) -> Result<Routeregels, Mis> {
        woord(&self.naam)?;
        geteld(&self.versie)?;
        tekstueel(&self.omschrijving)?;
        self.is_volledig()?;
        uniek(self.gevallen.iter().map(|geval| &geval.naam))?;
        let mut vensters = BTreeSet::new();
        for venster in self.routes.iter().flat_map(|route| &route.regels).filter_map(|regel| regel.venster.as_ref()) {
            if !vensters.insert(venster.get_ref().word()) {
                return Err(mis(venster, "deze kans gaat al bij een andere regel verloren"));
            }
        }
        let lees = |ruw: &RuweRoute| {
            let regels = ruw.regels.iter().map(RuweRegel::regel).collect::<Result<Vec<_>, Mis>>()?;
            Ok((*ruw.route.get_ref(), regels))
        };
        let regels = Routeregels {
            naam: self.naam.get_ref().clone(),
            versie: *self.versie.get_ref(),
            omschrijving: self.omschrijving.get_ref().clone(),
            afdruk: String::new(),
            routes: self.routes.iter().map(lees).collect::<Result<_, Mis>>()?,
        };
        self.gevallen.iter().try_for_each(|geval| geval.controleer(&regels))?;
        self.is_beproefd(&regels)?;
        Ok(regels)
    }

    /// Every route is there, once, and no rule of it twice.
    fn is_volledig(&self) -> Result<(), Mis> {
        let mut gehad = BTreeSet::new();
        for ruw in &self.routes {
            if !gehad.insert(*ruw.route.get_ref()) {
                return Err(mis(&ruw.route, "deze route staat er twee keer"));
            }
            let mut codes = BTreeSet::new();
            if let Some(dubbel) = ruw.regels.iter().find(|regel| !codes.insert(*regel.code.get_ref())) {
                return Err(mis(&dubbel.code, "deze route heeft al zo'n regel"));
            }
        }
        match Route::VARIANTS.iter().find(|route| !gehad.contains(route)) {
            Some(route) => Err(mis(&self.naam, format!("route '{}' ontbreekt", route.word()))),
            None => Ok(()),
        }
    }

    /// Every route stands in some case, and every rule does not hold in some case, or else it was never tried.
    fn is_beproefd(&self, regels: &Routeregels) -> Result<(), Mis> {
        for ruw in &self.routes {
            let route = *ruw.route.get_ref();
            if !self.gevallen.iter().any(|geval| geval.advies.contains_key(&route)) {
                return Err(mis(&ruw.route, "geen geval zegt wat het advies voor deze route is"));
            }
            for regel in &ruw.regels {
                let code = *regel.code.get_ref();
                if !self.gevallen.iter().any(|geval| geval.beproeft(regels, route, code)) {
                    return Err(mis(&regel.code, "in geen enkel geval houdt deze regel iets tegen"));
                }
            }
        }
        Ok(())
    }
}

impl RuweRegel {
    fn regel(&self) -> Result<Regel, Mis> {
        tekstueel(&self.zin)?;
        tekstueel(&self.bron)?;
        self.vraag.as_ref().map_or(Ok(()), tekstueel)?;
        let toets = self.toets()?;
        let vraagt = match &toets {
            Toets::Stand { onbekend, .. } => !onbekend.is_empty(),
            Toets::NaGeboorte { .. } | Toets::EersteKind | Toets::Themas { .. } => true,
            _ => false,
        };
        if vraagt != self.vraag.is_some() {
            let wat = if vraagt { "niemand weet dit altijd: noem de `vraag`" } else { "deze regel stelt geen vraag" };
            return Err(mis(&self.toets, wat));
        }
        let venster = self.venster.as_ref().map(|venster| *venster.get_ref());
        let eindigt = match &toets {
            Toets::Stand { is, .. } => is.as_slice() == [Stand::Lopend],
            Toets::Voor(_) | Toets::NaGeboorte { .. } => true,
            _ => false,
        };
        if let Some(venster) = self.venster.as_ref().filter(|_| !eindigt || self.gewicht != Gewicht::Eis) {
            return Err(mis(venster, "met deze regel gaat geen kans verloren"));
        }
        Ok(Regel {
            code: *self.code.get_ref(),
            zin: self.zin.get_ref().clone(),
            bron: self.bron.get_ref().clone(),
            vraag: self.vraag.as_ref().map(|vraag| vraag.get_ref().clone()),
            gewicht: self.gewicht,
            toets,
            venster,
        })
    }

    fn toets(&self) -> Result<Toets, Mis> {
        let mist = |naam: &str| mis(&self.toets, format!("bij deze toets hoort `{naam}`"));
        let (toets, eigen): (Toets, &[&str]) = match self.toets.get_ref() {
            Toetssoort::Stand => (self.stand(&mist)?, &["is", "onbekend"]),
            Toetssoort::Vanaf => (Toets::Vanaf(een(self.duur.as_ref()).ok_or_else(|| mist("duur"))?.0), &["duur"]),
            Toetssoort::Voor => (Toets::Voor(een(self.duur.as_ref()).ok_or_else(|| mist("duur"))?.0), &["duur"]),
            Toetssoort::NaGeboorte => (
                Toets::NaGeboorte { maanden: een(self.maanden.as_ref()).ok_or_else(|| mist("maanden"))? },
                &["maanden"],
            ),
            Toetssoort::EersteKind => (Toets::EersteKind, &[]),
            Toetssoort::Themas => {
                let minstens =
                    een(self.minstens.as_ref()).filter(|aantal| *aantal > 0).ok_or_else(|| mist("minstens"))?;
                let uit = self.uit.as_ref().map(|uit| uit.get_ref().clone()).unwrap_or_default();
                if !uit.is_empty() && uit.len() < minstens {
                    return Err(mis(&self.toets, "zoveel onderwerpen noemt `uit` niet"));
                }
                (Toets::Themas { minstens, uit }, &["minstens", "uit"])
            }
            Toetssoort::Leeftijd => {
                let hoogstens = een(self.hoogstens.as_ref()).ok_or_else(|| mist("hoogstens"))?;
                (Toets::Leeftijd { hoogstens }, &["hoogstens"])
            }
            Toetssoort::NaDeBevalling => (Toets::NaDeBevalling, &[]),
        };
        let gezet = [
            ("is", self.is.as_ref().map(Spanned::span)),
            ("onbekend", self.onbekend.as_ref().map(Spanned::span)),
            ("duur", self.duur.as_ref().map(Spanned::span)),
            ("maanden", self.maanden.as_ref().map(Spanned::span)),
            ("minstens", self.minstens.as_ref().map(Spanned::span)),
            ("uit", self.uit.as_ref().map(Spanned::span)),
            ("hoogstens", self.hoogstens.as_ref().map(Spanned::span)),
        ];
        match gezet.into_iter().find(|(naam, span)| span.is_some() && !eigen.contains(naam)) {
            Some((naam, span)) => Err((span.unwrap_or_default(), format!("`{naam}` hoort niet bij deze toets"))),
            None => Ok(toets),
        }
    }

    fn stand(&self, mist: &dyn Fn(&str) -> Mis) -> Result<Toets, Mis> {
        let is = self.is.as_ref().map(|is| is.get_ref().clone()).unwrap_or_default();
        let onbekend = self.onbekend.as_ref().map(|stand| stand.get_ref().clone()).unwrap_or_default();
        if is.is_empty() {
            return Err(mist("is"));
        }
        match self.onbekend.as_ref().filter(|_| onbekend.iter().any(|stand| is.contains(stand))) {
            Some(waar) => Err(mis(waar, "wat in `is` staat, is niet onbekend")),
            None => Ok(Toets::Stand { is, onbekend }),
        }
    }
}

fn een<T: Copy>(waarde: Option<&Spanned<T>>) -> Option<T> {
    waarde.map(|waarde| *waarde.get_ref())
}

impl Geval {
    /// The pregnancy of this family on the day on which it is weighed.
    fn zwangerschap(&self) -> Option<Zwangerschap> {
        let terug = |dagen: u64| PEILDAG.checked_sub_days(Days::new(dagen));
        let (uitgerekend, status, geeindigd_op) = match (self.duur, self.geboren_dagen, self.verlies) {
            (Some(Duur(duur)), None, false) => {
                let begin = duur.dag(PEILDAG);
                let verschil = PEILDAG.signed_duration_since(begin);
                (PEILDAG.checked_add_signed(verschil)?, Status::Lopend, None)
            }
            (None, Some(dagen), false) => (terug(dagen)?, Status::Geboren, terug(dagen)),
            (None, None, true) => (PEILDAG, Status::Verlies, Some(PEILDAG)),
            _ => return None,
        };
        Some(Zwangerschap {
            id: Id::new(Moment::begin_van(PEILDAG)),
            uitgerekend,
            bron: Termijnbron::Termijnecho,
            aantal_kinderen: 1,
            eerste_kind: self.eerste_kind?,
            status,
            geeindigd_op,
        })
    }

    /// The rules say of it what it wants.
    fn controleer(&self, regels: &Routeregels) -> Result<(), Mis> {
        let gegeven = [self.duur.is_some(), self.geboren_dagen.is_some(), self.verlies];
        let aantal = gegeven.into_iter().filter(|gegeven| *gegeven).count();
        if aantal > 1 || (aantal == 1) != self.eerste_kind.is_some() {
            let wat = "noem `duur`, `geboren_dagen` of `verlies`, met `eerste_kind`; of niets daarvan";
            return Err(mis(&self.naam, wat));
        }
        if self.advies.is_empty() {
            return Err(mis(&self.naam, "dit geval zegt niet wat het advies is"));
        }
        let zwangerschap = self.zwangerschap();
        let van = self.situatie(zwangerschap.as_ref());
        let naam = |route: Route| route.word();
        for (&route, &wil) in &self.advies {
            let gevonden = regels.weeg(route, van, PEILDAG);
            if gevonden.oordeel != wil {
                let bezwaren: Vec<&str> = gevonden.bezwaren().into_iter().map(Bezwaar::word).collect();
                let (wil, is) = (wil.word(), gevonden.oordeel.word());
                let wat = format!("hier moet '{}' {wil} zijn; de regels zeggen {is} {bezwaren:?}", naam(route));
                return Err(mis(&self.naam, wat));
            }
        }
        for (&route, wil) in &self.bezwaren {
            let gevonden = regels.weeg(route, van, PEILDAG).bezwaren();
            if gevonden != *wil {
                let is: Vec<&str> = gevonden.into_iter().map(Bezwaar::word).collect();
                return Err(mis(&self.naam, format!("tegen '{}' spreekt volgens de regels {is:?}", naam(route))));
            }
        }
        Ok(())
    }

    fn situatie<'a>(&'a self, zwangerschap: Option<&'a Zwangerschap>) -> Situatie<'a> {
        Situatie { zwangerschap, themas: self.themas.as_deref(), leeftijd: self.leeftijd, ..Situatie::default() }
    }

    /// Whether a rule does not hold here; one that never closes anything is tried where it is told.
    fn beproeft(&self, regels: &Routeregels, route: Route, code: Bezwaar) -> bool {
        let zwangerschap = self.zwangerschap();
        let gevonden = regels.weeg(route, self.situatie(zwangerschap.as_ref()), PEILDAG);
        let telt = |een: &super::Gewogen<'_>| een.oordeel == Oordeel::Nee || een.niet_voor.is_some();
        self.advies.contains_key(&route) && gevonden.regels.iter().any(|een| een.regel.code == code && telt(een))
    }
}
