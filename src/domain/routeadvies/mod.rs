//! Which support fits a family, and why: the rules of each route, weighed against what is known.
//!
//! The rules are data, from `config/routeadvies/`. They say in one place when a route is open, so that the advice, the queue and the
//! sending of a request never differ.

mod lees;
#[cfg(test)]
mod tests;
mod venster;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::domain::{
    regelbestand::Fout,
    route::Route,
    thema::Thema,
    toestemming::Onderdeel,
    zwangerschap::{Status, Venster, Zwangerschap, Zwangerschapsduur},
};

/// What a rule or all rules of a route say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = RouteOordeel)]
pub enum Oordeel {
    /// It fits.
    Ja,
    /// It does not.
    Nee,
    /// Nobody knows yet.
    Onbekend,
}

/// What a rule does to the advice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = RegelGewicht)]
pub enum Gewicht {
    /// Without it the advice is no.
    #[default]
    Eis,
    /// It is told, and closes nothing.
    Waarschuwing,
}

/// Which rule it is, by what speaks against a route when it does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = RouteBezwaar)]
pub enum Bezwaar {
    /// It is for who is pregnant.
    NietZwanger,
    /// It is for who expects a first child.
    NietEersteKind,
    /// Its window is not open yet.
    TeVroeg,
    /// Its window is closed.
    TeLaat,
    /// It is for who has a child, and this pregnancy was lost.
    GeenKind,
    /// It is for families with more questions at once.
    TeWeinigThemas,
    /// It is for other questions than hers.
    AndereThemas,
    /// It is meant for who is younger.
    BovenLeeftijd,
    /// It begins after the birth.
    NaDeBevalling,
}

impl Bezwaar {
    /// What it tells of her: whoever may not know that hears that something speaks against the route, and not what.
    #[must_use]
    pub const fn onderdeel(self) -> Onderdeel {
        match self {
            Self::NietZwanger
            | Self::NietEersteKind
            | Self::TeVroeg
            | Self::TeLaat
            | Self::GeenKind
            | Self::NaDeBevalling => Onderdeel::Zwangerschap,
            Self::TeWeinigThemas | Self::AndereThemas => Onderdeel::Themas,
            Self::BovenLeeftijd => Onderdeel::Contactgegevens,
        }
    }
}

/// How a pregnancy stands, for the rules: also that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stand {
    /// None is known.
    Geen,
    /// She is pregnant.
    Lopend,
    /// The child was born.
    Geboren,
    /// She lost it.
    Verlies,
    /// It is over, and nobody told how it ended.
    Onbekend,
}

/// What a rule looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Toets {
    /// How the pregnancy stands is one of these; of the others that are named nobody knows enough.
    Stand { is: Vec<Stand>, onbekend: Vec<Stand> },
    /// Who is pregnant is at least so far.
    Vanaf(Zwangerschapsduur),
    /// Who is pregnant is not so far yet.
    Voor(Zwangerschapsduur),
    /// A child was born at most so many months ago, by the calendar.
    NaGeboorte { maanden: u32 },
    /// It is her first child.
    EersteKind,
    /// So many themes of these, or of all.
    Themas { minstens: usize, uit: Vec<Thema> },
    /// She is at most so many years old.
    Leeftijd { hoogstens: u32 },
    /// Who is pregnant can ask for it, and it begins after the birth.
    NaDeBevalling,
}

/// One rule of a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regel {
    /// Which.
    pub code: Bezwaar,
    /// What it asks for, as a sentence.
    pub zin: String,
    /// Where it comes from.
    pub bron: String,
    /// What to ask when nobody knows.
    pub vraag: Option<String>,
    /// What it does to the advice.
    pub gewicht: Gewicht,
    toets: Toets,
    venster: Option<Venster>,
}

/// A versioned set of rules for all routes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routeregels {
    /// The name.
    pub naam: String,
    /// Raised with every change.
    pub versie: u32,
    /// What they are for, in Dutch.
    pub omschrijving: String,
    /// The fingerprint of their text, cases and all: what a version says is known by it.
    pub afdruk: String,
    routes: Vec<(Route, Vec<Regel>)>,
}

/// What is known of a family, as far as a rule looks at it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Situatie<'a> {
    /// The pregnancy that the case is about.
    pub zwangerschap: Option<&'a Zwangerschap>,
    /// That she does not share it: then it still says which chances are left, as in the queue, and nothing else.
    pub verzwijgt_zwangerschap: bool,
    /// Her themes, unless she does not share them.
    pub themas: Option<&'a [Thema]>,
    /// That there are more of them than she shares.
    pub verzwijgt_themas: bool,
    /// How old she is, unless she does not share it.
    pub leeftijd: Option<u32>,
}

/// What one rule says of a family.
#[derive(Clone, Debug)]
pub struct Gewogen<'a> {
    /// The rule.
    pub regel: &'a Regel,
    /// What it says.
    pub oordeel: Oordeel,
    /// What she does not share, when nobody knows for that reason.
    pub deelt_niet: Option<Onderdeel>,
    /// The last day on which it holds, when a day ends it.
    pub tot_en_met: Option<NaiveDate>,
    /// The day before which nothing begins.
    pub niet_voor: Option<NaiveDate>,
}

/// What the rules of a route say of a family.
#[derive(Clone, Debug)]
pub struct Routeadvies<'a> {
    /// The route.
    pub route: Route,
    /// By which version of the rules.
    pub volgens: String,
    /// What they say together.
    pub oordeel: Oordeel,
    /// Each rule that is about this family.
    pub regels: Vec<Gewogen<'a>>,
}

impl Routeadvies<'_> {
    /// The rules that close the route.
    #[must_use]
    pub fn bezwaren(&self) -> Vec<Bezwaar> {
        self.regels.iter().filter(|een| een.sluit()).map(|een| een.regel.code).collect()
    }

    /// The day before which support along this route does not begin.
    #[must_use]
    pub fn niet_voor(&self) -> Option<NaiveDate> {
        self.regels.iter().filter_map(|een| een.niet_voor).max()
    }
}

impl Gewogen<'_> {
    fn sluit(&self) -> bool {
        self.oordeel == Oordeel::Nee && self.regel.gewicht == Gewicht::Eis
    }
}

impl Stand {
    fn van(zwangerschap: Option<&Zwangerschap>, dag: NaiveDate) -> Self {
        match zwangerschap.map(|zwangerschap| zwangerschap.status_op(dag)) {
            None => Self::Geen,
            Some(Status::Lopend) => Self::Lopend,
            Some(Status::Geboren) => Self::Geboren,
            Some(Status::Verlies) => Self::Verlies,
            Some(Status::Onbekend) => Self::Onbekend,
        }
    }
}

impl Toets {
    /// What it says of a family on `dag`; nothing when it is not about this one.
    fn oordeel(&self, van: Situatie<'_>, dag: NaiveDate) -> Option<Oordeel> {
        let stand = match Stand::van(van.zwangerschap, dag) {
            // How it ended is hers to tell.
            Stand::Verlies if van.verzwijgt_zwangerschap => Stand::Geen,
            stand => stand,
        };
        let mits = |geldt| if geldt { Oordeel::Ja } else { Oordeel::Nee };
        let duur = || van.zwangerschap.and_then(|zwangerschap| zwangerschap.duur_op(dag));
        let of_onbekend = |weet: Option<bool>| Some(weet.map_or(Oordeel::Onbekend, mits));
        match self {
            Self::Stand { onbekend, .. } if onbekend.contains(&stand) => Some(Oordeel::Onbekend),
            Self::Stand { is, .. } => Some(mits(is.contains(&stand))),
            Self::Vanaf(vanaf) => duur().map(|duur| mits(duur >= *vanaf)),
            Self::Voor(voor) => duur().map(|duur| mits(duur < *voor)),
            Self::NaGeboorte { maanden } => {
                van.zwangerschap.and_then(|zwangerschap| na_geboorte(zwangerschap, *maanden, dag))
            }
            Self::EersteKind => {
                let gedeeld = van.zwangerschap.filter(|_| !van.verzwijgt_zwangerschap);
                of_onbekend(gedeeld.map(|zwangerschap| zwangerschap.eerste_kind))
            }
            Self::Themas { minstens, uit } => {
                let telt = |thema: &&Thema| uit.is_empty() || uit.contains(thema);
                // That nobody told of any says nothing.
                let verteld = van.themas.filter(|themas| !themas.is_empty());
                let genoeg = verteld.map(|themas| themas.iter().filter(telt).count() >= *minstens);
                // Too few of those that she shares says nothing when there are more.
                of_onbekend(genoeg.filter(|genoeg| *genoeg || !van.verzwijgt_themas))
            }
            Self::Leeftijd { hoogstens } => of_onbekend(van.leeftijd.map(|jaren| jaren <= *hoogstens)),
            Self::NaDeBevalling => (stand == Stand::Lopend).then_some(Oordeel::Ja),
        }
    }

    /// Which item it looks at that she does not share. Which chances her pregnancy leaves is told in any case, as in the queue.
    const fn deelt_niet(&self, van: Situatie<'_>) -> Option<Onderdeel> {
        match self {
            Self::Themas { .. } if van.themas.is_none() || van.verzwijgt_themas => Some(Onderdeel::Themas),
            Self::EersteKind if van.verzwijgt_zwangerschap => Some(Onderdeel::Zwangerschap),
            Self::Leeftijd { .. } if van.leeftijd.is_none() => Some(Onderdeel::Contactgegevens),
            _ => None,
        }
    }

    /// The last day on which it holds for this pregnancy, or for the child of it; nothing when no day ends it.
    fn tot_en_met(&self, zwangerschap: &Zwangerschap) -> Option<NaiveDate> {
        match self {
            Self::Voor(voor) => voor.dag(zwangerschap.uitgerekend).pred_opt(),
            // Who is pregnant expects to be so until her date.
            Self::Stand { is, .. } if is.as_slice() == [Stand::Lopend] => Some(zwangerschap.uitgerekend),
            Self::NaGeboorte { maanden } => {
                let geboren = zwangerschap.geeindigd_op.unwrap_or(zwangerschap.uitgerekend);
                geboren.checked_add_months(Months::new(*maanden))
            }
            _ => None,
        }
    }
}

/// Whether a child was born at most `maanden` before `dag`.
///
/// When nobody told of the birth it may have been any day until the pregnancy was over: only what is over for all of those is over.
fn na_geboorte(zwangerschap: &Zwangerschap, maanden: u32, dag: NaiveDate) -> Option<Oordeel> {
    let laatste = |geboren: NaiveDate| geboren.checked_add_months(Months::new(maanden)).unwrap_or(geboren);
    match (zwangerschap.status_op(dag), zwangerschap.geeindigd_op) {
        (Status::Geboren, Some(geboren)) if dag <= laatste(geboren) => Some(Oordeel::Ja),
        (Status::Geboren, Some(_)) => Some(Oordeel::Nee),
        (Status::Geboren, None) => Some(Oordeel::Onbekend),
        (Status::Onbekend, _) => {
            let over = zwangerschap.onbekend_sinds(dag).is_some_and(|sinds| dag > laatste(sinds));
            Some(if over { Oordeel::Nee } else { Oordeel::Onbekend })
        }
        (Status::Lopend | Status::Verlies, _) => None,
    }
}

impl Regel {
    fn weeg(&self, van: Situatie<'_>, dag: NaiveDate) -> Option<Gewogen<'_>> {
        let oordeel = self.toets.oordeel(van, dag)?;
        let zwanger = van.zwangerschap.filter(|_| oordeel == Oordeel::Ja);
        // Until when a chance is open stands in the queue as well; any other day tells of her pregnancy itself.
        let kans = zwanger.filter(|_| self.venster.is_some() || !van.verzwijgt_zwangerschap);
        let tot_en_met = kans.and_then(|zwangerschap| self.toets.tot_en_met(zwangerschap));
        Some(Gewogen {
            regel: self,
            oordeel,
            deelt_niet: self.toets.deelt_niet(van),
            // Past her due date she may be pregnant still: a day that went by ends nothing.
            tot_en_met: tot_en_met.filter(|tot| *tot >= dag),
            niet_voor: zwanger.filter(|_| self.toets == Toets::NaDeBevalling).map(|zwanger| zwanger.uitgerekend),
        })
    }
}

/// The rules that the program ships with.
const STANDAARD: &str = include_str!("../../../config/routeadvies/zuid-limburg.toml");

impl Routeregels {
    /// The rules that the program ships with.
    ///
    /// Fails when the shipped file is broken; a test prevents that.
    pub fn standaard() -> Result<Self, Fout> {
        Self::lees(STANDAARD)
    }

    /// The name and the version, as in `zuid-limburg/1`.
    #[must_use]
    pub fn kenmerk(&self) -> String {
        format!("{}/{}", self.naam, self.versie)
    }

    /// The version with its text, as a window keeps by which rules it was reckoned.
    #[must_use]
    pub fn merk(&self) -> String {
        format!("{} {}", self.kenmerk(), self.afdruk)
    }

    fn regels(&self, route: Route) -> &[Regel] {
        self.routes.iter().find(|(een, _)| *een == route).map_or(&[], |(_, regels)| regels)
    }

    /// What the rules of a route say of a family on `dag`.
    #[must_use]
    pub fn weeg(&self, route: Route, van: Situatie<'_>, dag: NaiveDate) -> Routeadvies<'_> {
        let regels: Vec<Gewogen<'_>> = self.regels(route).iter().filter_map(|regel| regel.weeg(van, dag)).collect();
        let zegt = |oordeel| regels.iter().any(|een| een.oordeel == oordeel && een.regel.gewicht == Gewicht::Eis);
        let oordeel = match (zegt(Oordeel::Nee), zegt(Oordeel::Onbekend)) {
            (true, _) => Oordeel::Nee,
            (false, true) => Oordeel::Onbekend,
            (false, false) => Oordeel::Ja,
        };
        Routeadvies { route, volgens: self.kenmerk(), oordeel, regels }
    }

    /// What the rules say of each route, in the order of the file.
    pub fn advies<'a>(&'a self, van: Situatie<'a>, dag: NaiveDate) -> impl Iterator<Item = Routeadvies<'a>> {
        self.routes.iter().map(move |(route, _)| self.weeg(*route, van, dag))
    }
}
