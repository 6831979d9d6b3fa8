//! The files of a publicatie. Nothing in them but the counts and the rules: the same counts give the same bytes.

use serde::Serialize;

use super::{
    Publicatie,
    cel::Cel,
    drempel::Drempel,
    maat::{Klasse, Programma},
    periode::Periode,
};

/// The shape of the JSON file; raised when a key changes.
pub const SCHEMA: &str = "knooppunt-publicatie/1";

/// The columns of the CSV file, in order, and what each holds.
const KOLOMMEN: [(&str, &str); 9] = [
    ("maat", "De maat, zoals hieronder omschreven."),
    ("gebiedsoort", "`regio`, `subregio` of `gemeente`."),
    ("gebied", "De code van het gebied; voor een gemeente de CBS-code."),
    ("gebiednaam", "De naam van het gebied."),
    ("route", "De route; leeg als het blok niet naar route is gesplitst."),
    ("uitkomst", "De uitkomst; leeg als het blok niet naar uitkomst is gesplitst."),
    (
        "nieuw",
        "`nieuw` (begonnen in de periode) of `doorlopend` (begonnen daarvoor); leeg als het blok zo niet is gesplitst.",
    ),
    (
        "kwartaal",
        "`K1` tot en met `K4`: het kwartaal waarin het gezin in dit jaar voor het eerst meetelt; leeg als het blok niet naar kwartaal is gesplitst.",
    ),
    ("aantal", "Het aantal verschillende gezinnen."),
];

/// The file as JSON; the order of the fields is the order of the keys.
#[derive(Serialize)]
struct Inhoud<'a> {
    schema: &'static str,
    programma: &'a str,
    versie: u32,
    periode: Periode,
    begin: String,
    einde: String,
    drempel: Drempel,
    regels: Vec<String>,
    maten: &'a [super::Maat],
    cellen: &'a [Cel],
}

impl Publicatie<'_> {
    /// The numbers as CSV (RFC 4180): UTF-8, commas, a header, lines that end in CR LF.
    pub fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut bestand =
            csv::WriterBuilder::new().has_headers(false).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        bestand.write_record(KOLOMMEN.map(|(naam, _)| naam))?;
        for cel in &self.cellen {
            bestand.serialize(cel)?;
        }
        bestand.into_inner().map_err(|fout| fout.into_error().into())
    }

    /// The numbers and the rules as JSON, ending in a newline.
    pub fn json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let inhoud = Inhoud {
            schema: SCHEMA,
            programma: &self.programma.naam,
            versie: self.programma.versie,
            periode: self.periode,
            begin: self.periode.begin().to_string(),
            einde: self.periode.einde().to_string(),
            drempel: self.drempel,
            regels: regels(self.drempel),
            maten: &self.programma.maten,
            cellen: &self.cellen,
        };
        let mut bytes = serde_json::to_vec_pretty(&inhoud)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// The data dictionary: every measure, every column, the rules and what an absent block means, in Markdown.
    #[must_use]
    pub fn woordenboek(&self) -> String {
        let Programma { naam, versie, omschrijving, maten } = self.programma;
        let kolommen = KOLOMMEN.map(|(kolom, uitleg)| format!("- `{kolom}`: {uitleg}"));
        let maten: Vec<_> = maten
            .iter()
            .map(|maat| {
                let binnen = maat.binnen.as_ref().map_or_else(String::new, |naam| format!(" Valt binnen `{naam}`."));
                format!("- `{}`: {}{binnen} {}", maat.naam, maat.omschrijving, splitsingen(maat))
            })
            .collect();
        let regels: Vec<_> = regels(self.drempel).into_iter().map(|regel| format!("- {regel}")).collect();
        format!(
            "# {naam}, versie {versie}: {periode}\n\n{omschrijving}\n\nPeriode: {begin} tot en met {einde}. Drempel: {drempel}.\n\n\
             ## Kolommen\n\n{kolommen}\n\n## Maten\n\n{maten}\n\n## Regels\n\n{regels}\n",
            periode = self.periode,
            begin = self.periode.begin(),
            einde = self.periode.einde(),
            drempel = self.drempel.aantal(),
            kolommen = kolommen.join("\n"),
            maten = maten.join("\n"),
            regels = regels.join("\n"),
        )
    }
}

fn splitsingen(maat: &super::Maat) -> String {
    let klassen: Vec<_> = maat.klassen.iter().map(Klasse::naam).collect();
    let diepte = <&str>::from(maat.diepte);
    if klassen.is_empty() {
        format!("Hooguit per {diepte}.")
    } else {
        format!("Hooguit per {diepte}, daarna naar {}.", klassen.join(", "))
    }
}

/// The rules in words, the same in every file.
fn regels(drempel: Drempel) -> Vec<String> {
    let drempel = drempel.aantal();
    let klein = drempel - 1;
    vec![
        "Een gezin telt in elke maat ten hoogste één keer, in precies één deel van elke splitsing.".into(),
        format!("Een blok is alleen gesplitst als elk deel 0 of ten minste {drempel} gezinnen telt. Er zijn geen filters en geen vrije datums."),
        format!("Een maat die binnen een andere valt, is in een gebied alleen vermeld als ook het verschil met die andere maat daar 0 of ten minste {drempel} is."),
        format!("Ook elk ander verschil tussen sommen van vermelde blokken dat een groep gezinnen aanwijst, is nagelopen: laat het 1 tot en met {klein} gezinnen over, dan is de splitsing niet gemaakt."),
        "Het deel `doorlopend` is ook afgezet tegen de publicatie van de periode ervoor.".into(),
        "Splitsingen naar kwartaal staan alleen in de publicatie van een heel jaar; een jaar komt nooit ook in losse kwartalen uit.".into(),
        "Een regel die ontbreekt, is geen nul: dat blok is niet gesplitst, omdat een deel of een verschil te klein zou zijn. Een 0 is altijd een getelde nul. Een blok van 0 is niet verder gesplitst: elk deel ervan is 0.".into(),
        "De aantallen zijn één keer geteld en veranderen daarna niet meer.".into(),
    ]
}
