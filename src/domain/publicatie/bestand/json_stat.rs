//! The numbers as JSON-stat 2.0 (<https://json-stat.org/format/>): a collection with one dataset for each measure.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{TOTAAL, Uitgave, VERBORGEN};
use crate::domain::publicatie::{
    programma::Maat,
    rooster::{Rij, Waar},
};

impl Uitgave<'_> {
    /// The numbers as JSON-stat, ending in a newline.
    pub(super) fn json_stat(&self) -> Result<Vec<u8>, serde_json::Error> {
        let sets: Vec<Value> =
            self.programma.maten.iter().enumerate().map(|(nr, maat)| self.dataset(nr, maat)).collect();
        let geheel = json!({
            "version": "2.0",
            "class": "collection",
            "label": format!("{}, {}", self.programma.omschrijving, self.periode),
            "updated": self.geteld_op.to_string(),
            "extension": {
                "periode": self.periode.to_string(),
                "programma": self.programma.naam,
                "versie": self.programma.versie,
                "drempel": self.drempel.aantal(),
                "geteldOp": self.geteld_op.to_string(),
                "stand": self.stand(),
                "regels": self.regels(),
            },
            "link": { "item": sets },
        });
        let mut bytes = serde_json::to_vec_pretty(&geheel)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn dataset(&self, nr: usize, maat: &Maat) -> Value {
        let gebieden = Waar::tot(maat.korrel());
        let mut dimensies = vec![dimensie("gebied", "Gebied", gebieden.iter().map(|waar| (waar.code(), waar.naam())))];
        for klasse in &maat.klassen {
            let delen = klasse.delen.iter().map(|deel| (deel.code.as_str(), deel.naam.as_str()));
            dimensies.push(dimensie(&klasse.naam, &klasse.omschrijving, [TOTAAL].into_iter().chain(delen)));
        }
        let maten: Vec<usize> =
            [gebieden.len()].into_iter().chain(maat.klassen.iter().map(|klasse| klasse.delen.len() + 1)).collect();
        let (mut value, mut status) = (BTreeMap::<usize, u64>::new(), BTreeMap::<usize, &str>::new());
        for rij in self.rijen.iter().filter(|rij| rij.cel.maat == nr) {
            let Some(plek) = plek(rij, &gebieden, &maten) else { continue };
            match rij.aantal {
                Some(aantal) => drop(value.insert(plek, aantal)),
                None => drop(status.insert(plek, VERBORGEN)),
            }
        }
        let namen: Vec<&String> = dimensies.iter().map(|(naam, _)| naam).collect();
        json!({
            "class": "dataset",
            "label": maat.titel,
            "note": [maat.omschrijving],
            "source": maat.bron,
            "updated": self.geteld_op.to_string(),
            "id": namen,
            "size": maten,
            "role": { "geo": ["gebied"] },
            "dimension": dimensies.iter().cloned().collect::<Map<String, Value>>(),
            "value": met_tekst(&value),
            "status": met_tekst(&status),
        })
    }
}

/// What stands at which place, as the sparse form of JSON-stat writes it.
fn met_tekst<T: Clone + Into<Value>>(waarden: &BTreeMap<usize, T>) -> Map<String, Value> {
    waarden.iter().map(|(plek, waarde)| (plek.to_string(), waarde.clone().into())).collect()
}

fn dimensie<'a>(naam: &str, label: &str, delen: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> (String, Value) {
    let index: Vec<&str> = delen.clone().map(|(code, _)| code).collect();
    let labels: Map<String, Value> = delen.map(|(code, naam)| (code.to_owned(), naam.into())).collect();
    (naam.to_owned(), json!({ "label": label, "category": { "index": index, "label": labels } }))
}

/// The place of a number, the last dimension running first.
fn plek(rij: &Rij, gebieden: &[Waar], maten: &[usize]) -> Option<usize> {
    let gebied = gebieden.iter().position(|waar| *waar == rij.cel.waar)?;
    let delen = rij.cel.delen.iter().map(|deel| deel.map_or(0, |deel| deel + 1));
    Some([gebied].into_iter().chain(delen).zip(maten).fold(0, |plek, (hier, maat)| plek * maat + hier))
}
