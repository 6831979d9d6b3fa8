//! The files of a publicatie. Nothing in them but the numbers and the rules: the same numbers give the same bytes.

mod csv;
mod json_stat;
pub mod lees;
mod woordenboek;
mod xlsx;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use super::{
    drempel::Drempel,
    periode::Periode,
    programma::{Klasse, Maat, Programma},
    rooster::Rij,
};

/// Which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = PublicatieBestandsoort)]
pub enum Bestandsoort {
    /// The numbers in long form, with commas.
    Csv,
    /// The same with semicolons and a byte order mark, as a Dutch Excel opens it.
    CsvPuntkomma,
    /// The numbers as JSON-stat 2.0: one dataset for each measure.
    JsonStat,
    /// The numbers as a workbook for people: figures, notes and definitions.
    Xlsx,
    /// What each column of the CSV is, for machines (CSVW).
    Csvw,
    /// What each measure and each column is, for people.
    Woordenboek,
    /// The programme with which was counted.
    Programma,
    /// What everybody knows of the numbers before there are any.
    Opbouw,
    /// What was told of persons, by name.
    Getallen,
    /// The proof that nothing more follows from it.
    Certificaat,
    /// How it came about: who, when, with which rules, and the SHA-256 of every other file.
    Manifest,
}

impl Bestandsoort {
    /// Its media type.
    #[must_use]
    pub const fn mediatype(self) -> &'static str {
        match self {
            Self::Csv | Self::CsvPuntkomma => "text/csv; charset=utf-8; header=present",
            Self::JsonStat | Self::Opbouw | Self::Getallen | Self::Certificaat | Self::Manifest => "application/json",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csvw => "application/csvm+json",
            Self::Woordenboek => "text/markdown; charset=utf-8",
            Self::Programma => "application/toml",
        }
    }

    /// What it is called when it is saved.
    #[must_use]
    pub fn bestandsnaam(self, periode: Periode) -> String {
        match self {
            Self::Csv => format!("kansrijke-start-{periode}.csv"),
            Self::CsvPuntkomma => format!("kansrijke-start-{periode}-puntkomma.csv"),
            Self::JsonStat => format!("kansrijke-start-{periode}.json-stat.json"),
            Self::Xlsx => format!("kansrijke-start-{periode}.xlsx"),
            Self::Csvw => format!("kansrijke-start-{periode}.csv-metadata.json"),
            Self::Woordenboek => format!("kansrijke-start-{periode}-woordenboek.md"),
            Self::Programma => format!("kansrijke-start-{periode}-programma.toml"),
            Self::Opbouw => format!("kansrijke-start-{periode}-opbouw.json"),
            Self::Getallen => format!("kansrijke-start-{periode}-getallen.json"),
            Self::Certificaat => format!("kansrijke-start-{periode}-certificaat.json"),
            Self::Manifest => format!("kansrijke-start-{periode}-manifest.json"),
        }
    }
}

/// What does not follow from the numbers themselves, and stands in every file.
#[derive(Clone, Copy, Debug)]
pub struct Uitgave<'a> {
    /// The programme.
    pub programma: &'a Programma,
    /// The period.
    pub periode: Periode,
    /// The threshold.
    pub drempel: Drempel,
    /// The day of counting.
    pub geteld_op: NaiveDate,
    /// Whether the numbers are definitive.
    pub definitief: bool,
    /// The numbers.
    pub rijen: &'a [Rij],
}

/// What the check needs beside the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// What everybody knows of the numbers, as JSON.
    pub plan: Vec<u8>,
    /// What was told of persons, by name: what later releases are held against.
    pub getallen: BTreeMap<String, u64>,
    /// That nothing follows from what is told, for everybody to add up.
    pub certificaat: Vec<u8>,
}

/// A file in the making.
pub type Bestand = (Bestandsoort, Vec<u8>);

/// Why a file could not be written, or read.
pub type Fout = Box<dyn std::error::Error + Send + Sync>;

/// Every file that can be made before somebody judged it: all but the manifest.
pub fn schrijf(uitgave: &Uitgave<'_>, telling: &Telling) -> Result<Vec<Bestand>, Fout> {
    Ok(vec![
        (Bestandsoort::Csv, uitgave.csv(b',', false)?),
        (Bestandsoort::CsvPuntkomma, uitgave.csv(b';', true)?),
        (Bestandsoort::JsonStat, uitgave.json_stat()?),
        (Bestandsoort::Xlsx, uitgave.xlsx()?),
        (Bestandsoort::Csvw, uitgave.csvw()?),
        (Bestandsoort::Woordenboek, uitgave.woordenboek().into_bytes()),
        (Bestandsoort::Programma, uitgave.programma.tekst.clone().into_bytes()),
        (Bestandsoort::Opbouw, telling.plan.clone()),
        (Bestandsoort::Getallen, serde_json::to_vec_pretty(&telling.getallen)?),
        (Bestandsoort::Certificaat, telling.certificaat.clone()),
    ])
}

/// What a total is called in every file.
const TOTAAL: (&str, &str) = ("_T", "Totaal");
/// What stands where a measure is not split this way at all.
const NIET_VAN_TOEPASSING: (&str, &str) = ("_Z", "Niet van toepassing");
/// What a number is when it is told, and when it is not: one word for every reason.
const GETOOND: &str = "getoond";
const VERBORGEN: &str = "verborgen";

impl<'a> Uitgave<'a> {
    /// Every split that some measure has, once, in the order of the programme.
    fn klassen(&self) -> Vec<&'a Klasse> {
        let mut alle = Vec::<&Klasse>::new();
        for klasse in self.programma.maten.iter().flat_map(|maat| &maat.klassen) {
            if !alle.iter().any(|een| een.naam == klasse.naam) {
                alle.push(klasse);
            }
        }
        alle
    }

    fn maat(&self, rij: &Rij) -> Option<&'a Maat> {
        self.programma.maten.get(rij.cel.maat)
    }

    /// The code and the name of a part of a split, for a number of this measure.
    fn deel(maat: &'a Maat, rij: &Rij, klasse: &Klasse) -> (&'a str, &'a str) {
        let Some(plek) = maat.klassen.iter().position(|een| een.naam == klasse.naam) else {
            return NIET_VAN_TOEPASSING;
        };
        let deel = rij.cel.delen.get(plek).copied().flatten();
        let deel = deel.and_then(|deel| maat.klassen.get(plek)?.delen.get(deel));
        deel.map_or(TOTAAL, |deel| (deel.code.as_str(), deel.naam.as_str()))
    }

    const fn stand(&self) -> &'static str {
        if self.definitief { "definitief" } else { "voorlopig" }
    }

    /// The rules in words, the same in every file.
    fn regels(&self) -> Vec<String> {
        let (drempel, klein) = (self.drempel.aantal(), self.drempel.aantal() - 1);
        vec![
            format!(
                "Een aantal van 1 tot en met {klein} dat over mensen gaat wordt nooit getoond, en volgt ook niet uit wat wel is getoond: niet uit deze cijfers, en niet uit deze cijfers naast alle eerdere."
            ),
            format!(
                "Voor elk verborgen aantal zijn er twee volledige tabellen die met alles kloppen wat ooit is getoond en daar ten minste {drempel} verschillen. Dat staat in het certificaat, en is na te gaan door op te tellen."
            ),
            "Waarom een aantal is verborgen staat er niet bij: alle redenen hebben hetzelfde woord.".into(),
            "Waar het erom spant of iedereen of niemand in een deel valt, is ook dat verborgen.".into(),
            "Een 0 die is getoond, is een getelde nul.".into(),
            "Elke periode heeft dezelfde tabellen; er zijn geen filters en geen vrije datums.".into(),
            "Wat is vrijgegeven verandert niet meer, ook niet als een gezin later wordt gewist.".into(),
            "Wie zelf weet wie in een aantal meetelt, weet meer dan hier staat. Daartegen beschermt dit niet.".into(),
        ]
    }
}
