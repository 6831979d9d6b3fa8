//! A programme: which questions are answered with numbers, and along which splits. Data, from `config/publicaties/`.

mod lees;
mod versie;

use serde::Deserialize;
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::{
    feiten::{Feit, Feitsoort, Kenmerk},
    gebied::Gebiedsoort,
    periode::Periode,
};
pub use crate::domain::regelbestand::Fout;

/// What every table has besides its splits: no split can be called so.
pub const VASTE_KOLOMMEN: [&str; 14] = [
    "periode",
    "programma",
    "versie",
    "drempel",
    "geteldOp",
    "stand",
    "maat",
    "maatNaam",
    "eenheid",
    "gebiedsoort",
    "gebied",
    "gebiedNaam",
    "status",
    "aantal",
];

/// When a fact counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Wanneer {
    /// It happened or began on a day of the period.
    Gebeurt,
    /// It began by the last day of the period, and had not ended before the first.
    Loopt,
    /// It ended on a day of the period.
    Eindigt,
}

impl Wanneer {
    /// Whether a fact counts in a period.
    #[must_use]
    pub fn geldt(self, feit: &Feit, periode: Periode) -> bool {
        match self {
            Self::Gebeurt => periode.bevat(feit.van),
            Self::Loopt => feit.van <= periode.einde() && feit.tot.is_none_or(|tot| tot >= periode.begin()),
            Self::Eindigt => feit.tot.is_some_and(|tot| periode.bevat(tot)),
        }
    }
}

/// What is counted of the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Eenheid {
    /// Families: each once in every number, however many facts it has there.
    Gezin,
    /// The facts themselves.
    Gebeurtenis,
    /// Facts of no family that is known.
    Telling,
}

impl Eenheid {
    /// What is counted, as the files say it.
    #[must_use]
    pub const fn meervoud(self) -> &'static str {
        match self {
            Self::Gezin => "gezinnen",
            Self::Gebeurtenis => "gebeurtenissen",
            Self::Telling => "tellingen",
        }
    }
}

/// How much a small number would tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Gevoeligheid {
    /// Of no person: how many tables were held.
    Geen,
    /// Not below the threshold.
    Gewoon,
    /// And no part may be all or nothing of its whole.
    Gevoelig,
}

/// How a measure adds up over time and families.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vorm {
    /// Facts that happen: a year is the sum of its quarters.
    Stroom,
    /// Facts that last: there already, or begun; gone by the end, or there still.
    Voorraad,
    /// Families that are there, each once, also when they come back.
    Aanwezig,
    /// Families to which something happened, each once in every number.
    Bereik,
}

/// One part of a split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deel {
    /// Its code in the files.
    pub code: String,
    /// What people read beside it.
    pub naam: String,
    /// What belongs to it.
    pub waarden: Vec<String>,
}

/// A split: parts that hold every value of a characteristic once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Klasse {
    /// The name of the column.
    pub naam: String,
    /// The characteristic.
    pub kenmerk: Kenmerk,
    /// What it says, for the data dictionary.
    pub omschrijving: String,
    /// The parts, in the order of publication.
    pub delen: Vec<Deel>,
}

impl Klasse {
    /// The part in which a value lies.
    #[must_use]
    pub fn deel(&self, waarde: &str) -> Option<usize> {
        self.delen.iter().position(|deel| deel.waarden.iter().any(|een| een == waarde))
    }
}

/// A table of a measure: in which areas, along which of its splits. All totals of it are in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tabel {
    /// The finest areas.
    pub diepte: Gebiedsoort,
    /// The places of its splits among those of the measure.
    pub per: Vec<usize>,
    /// What lives when something must give way: the lowest number last.
    pub voorrang: u32,
}

/// Facts that do not count in a measure are those with another value than these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voorwaarde {
    /// Of this characteristic.
    pub kenmerk: Kenmerk,
    /// One of these.
    pub is: Vec<String>,
}

/// One measure: one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maat {
    /// The name, as it stands in the files.
    pub naam: String,
    /// What people read above it.
    pub titel: String,
    /// What is counted, precisely.
    pub omschrijving: String,
    /// What stands above the line when it is told as a share.
    pub teller: String,
    /// What stands below it.
    pub noemer: String,
    /// From where the definition comes.
    pub bron: String,
    /// Which facts.
    pub feit: Feitsoort,
    /// When they count.
    pub wanneer: Wanneer,
    /// What is counted of them.
    pub eenheid: Eenheid,
    /// How much a small number would tell.
    pub gevoeligheid: Gevoeligheid,
    /// Which of them alone.
    pub waar: Vec<Voorwaarde>,
    /// The measure of families that are there, in which its families lie too.
    pub binnen: Option<String>,
    /// The measure of what opens a case of a family: each that comes in brings one at least.
    pub opent_met: Option<String>,
    /// Of what is of no person: the measure beside which alone it is told in an area.
    pub naast: Option<String>,
    /// Whether a number must come from enough different organisations.
    pub herkomst: bool,
    /// The parts of which the number of the whole region goes before everything else.
    pub eerst: Vec<Vec<Option<usize>>>,
    /// Its splits.
    pub klassen: Vec<Klasse>,
    /// Its tables.
    pub tabellen: Vec<Tabel>,
}

impl Maat {
    /// How it adds up.
    #[must_use]
    pub const fn vorm(&self) -> Vorm {
        match (self.eenheid, self.wanneer) {
            (Eenheid::Gezin, Wanneer::Loopt) => Vorm::Aanwezig,
            (Eenheid::Gezin, _) => Vorm::Bereik,
            (_, Wanneer::Loopt) => Vorm::Voorraad,
            _ => Vorm::Stroom,
        }
    }

    /// The finest level of any of its tables.
    #[must_use]
    pub fn korrel(&self) -> Gebiedsoort {
        self.tabellen.iter().map(|tabel| tabel.diepte).max().unwrap_or(Gebiedsoort::Regio)
    }

    /// The parts of a split that occur at all: a measure may be of some values alone.
    pub fn delen_van(&self, plek: usize) -> impl Iterator<Item = usize> {
        let klasse = self.klassen.get(plek);
        let kan = move |deel: &Deel| {
            let waar = |waarde: &String| {
                let over = self.waar.iter().filter(|een| klasse.is_some_and(|klasse| klasse.kenmerk == een.kenmerk));
                over.into_iter().all(|een| een.is.contains(waarde))
            };
            deel.waarden.iter().any(waar)
        };
        let delen = klasse.into_iter().flat_map(|klasse| klasse.delen.iter().enumerate());
        delen.filter(move |(_, deel)| kan(deel)).map(|(nr, _)| nr)
    }

    /// The parts in which a fact lies, one for each split; nothing when it does not count.
    #[must_use]
    pub fn delen(&self, feit: &Feit, periode: Periode) -> Option<Vec<usize>> {
        let waar = |voorwaarde: &Voorwaarde| {
            let waarde = feit.waarde(voorwaarde.kenmerk, periode);
            voorwaarde.is.iter().any(|een| een == waarde)
        };
        if feit.soort != self.feit || !self.wanneer.geldt(feit, periode) || !self.waar.iter().all(waar) {
            return None;
        }
        self.klassen.iter().map(|klasse| klasse.deel(feit.waarde(klasse.kenmerk, periode))).collect()
    }
}

/// A versioned set of measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programma {
    /// The name.
    pub naam: String,
    /// Raised with every change; stands in every file.
    pub versie: u32,
    /// What it is for, in Dutch.
    pub omschrijving: String,
    /// So many days after a period it can be counted.
    pub teldagen: u32,
    /// So many days after a period its numbers are definitive.
    pub definitief_na_dagen: u32,
    /// So many families at most move from one area to another in a quarter, as everybody may know.
    pub verhuizingen: u32,
    /// So many families at most come in in a quarter while what opens a case was not counted, as everybody may know.
    pub zonder_signaal: u32,
    /// The measures.
    pub maten: Vec<Maat>,
    /// The text it was read from, byte for byte.
    pub tekst: String,
}

impl Programma {
    /// The name and the version, as in `kansrijke-start/2`.
    #[must_use]
    pub fn kenmerk(&self) -> String {
        format!("{}/{}", self.naam, self.versie)
    }
}
