//! What each measure and each column is: for people, and for machines as CSVW (<https://www.w3.org/TR/tabular-metadata/>).

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{
    Bestandsoort, NIET_VAN_TOEPASSING, TOTAAL, Uitgave,
    csv::{AANTAL, VOORAAN},
};
use crate::domain::publicatie::programma::{Klasse, Maat};

impl Uitgave<'_> {
    /// The data dictionary, in Markdown.
    pub(super) fn woordenboek(&self) -> String {
        let mut tekst = format!(
            "# {naam}, versie {versie}: {periode}\n\n{omschrijving}\n\n\
             Periode: {begin} tot en met {einde}. Geteld op {geteld_op}; de cijfers zijn {stand}. Drempel: {drempel}.\n",
            naam = self.programma.naam,
            versie = self.programma.versie,
            periode = self.periode,
            omschrijving = self.programma.omschrijving,
            begin = self.periode.begin(),
            einde = self.periode.einde(),
            geteld_op = self.geteld_op,
            stand = self.stand(),
            drempel = self.drempel.aantal(),
        );
        tekst.push_str("\n## Maten\n");
        for maat in &self.programma.maten {
            tekst.push_str(&over_maat(maat));
        }
        tekst.push_str("\n## Kolommen\n\n");
        for (naam, uitleg) in VOORAAN.iter().chain([&AANTAL]) {
            let _ = writeln!(tekst, "- `{naam}`: {uitleg}");
        }
        for klasse in self.klassen() {
            tekst.push_str(&over_klasse(klasse));
        }
        tekst.push_str("\n## Regels\n\n");
        for regel in self.regels() {
            let _ = writeln!(tekst, "- {regel}");
        }
        tekst
    }

    /// The columns for machines, ending in a newline.
    pub(super) fn csvw(&self) -> Result<Vec<u8>, serde_json::Error> {
        let vast = |(naam, uitleg): (&str, &str)| kolom(naam, uitleg, soort(naam));
        let klassen = self.klassen();
        let gesplitst = klassen.iter().flat_map(|klasse| {
            let naam = format!("{}Naam", klasse.naam);
            let bij = format!("De naam bij `{}`.", klasse.naam);
            [kolom(&klasse.naam, &klasse.omschrijving, "string"), kolom(&naam, &bij, "string")]
        });
        let kolommen: Vec<Value> = VOORAAN.into_iter().map(vast).chain(gesplitst).chain([vast(AANTAL)]).collect();
        let geheel = json!({
            "@context": ["http://www.w3.org/ns/csvw", { "@language": "nl" }],
            "url": Bestandsoort::Csv.bestandsnaam(self.periode),
            "dc:title": format!("{}, {}", self.programma.naam, self.periode),
            "dc:description": self.programma.omschrijving,
            "dialect": { "delimiter": ",", "header": true, "encoding": "utf-8" },
            "tableSchema": { "columns": kolommen },
        });
        let mut bytes = serde_json::to_vec_pretty(&geheel)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

fn soort(naam: &str) -> &'static str {
    match naam {
        "versie" | "drempel" | "aantal" => "integer",
        "geteldOp" => "date",
        _ => "string",
    }
}

fn kolom(naam: &str, uitleg: &str, soort: &str) -> Value {
    let moet = naam != AANTAL.0;
    json!({ "name": naam, "titles": naam, "dc:description": uitleg, "datatype": soort, "required": moet })
}

fn over_maat(maat: &Maat) -> String {
    let mut tekst = format!("\n### `{}`: {}\n\n{}\n\n", maat.naam, maat.titel, maat.omschrijving);
    let _ = writeln!(tekst, "- Teller: {}", maat.teller);
    if !maat.noemer.is_empty() {
        let _ = writeln!(tekst, "- Noemer: `{}`", maat.noemer);
    }
    let _ = writeln!(tekst, "- Bron: {}", maat.bron);
    for tabel in &maat.tabellen {
        let klassen: Vec<_> =
            tabel.per.iter().filter_map(|plek| maat.klassen.get(*plek)).map(|een| een.naam.as_str()).collect();
        let langs = if klassen.is_empty() { String::new() } else { format!(", naar {}", klassen.join(" en ")) };
        let _ = writeln!(tekst, "- Tabel: tot en met {}{langs}", <&str>::from(tabel.diepte));
    }
    tekst
}

fn over_klasse(klasse: &Klasse) -> String {
    let mut tekst = format!("- `{naam}` en `{naam}Naam`: {}", klasse.omschrijving, naam = klasse.naam);
    for (code, naam) in [TOTAAL, NIET_VAN_TOEPASSING] {
        let _ = write!(tekst, " `{code}`: {naam}.");
    }
    for deel in &klasse.delen {
        let _ = write!(tekst, " `{}`: {}.", deel.code, deel.naam);
    }
    tekst.push('\n');
    tekst
}
