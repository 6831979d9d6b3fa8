//! Reads the numbers of a release back from its own files, so that what is shown of it is what is frozen.

use std::collections::BTreeMap;

use super::{Fout, GETOOND, TOTAAL};
use crate::domain::publicatie::{
    programma::{Klasse, Maat, Programma},
    rooster::Waar,
};

/// Which number: its measure, its area, and the code of its part in each split of the measure.
type Welke = (String, String, Vec<String>);

/// The numbers of one release, with the programme that says what they are.
#[derive(Clone, Debug)]
pub struct Gelezen {
    /// The programme.
    pub programma: Programma,
    getallen: BTreeMap<Welke, Option<u64>>,
}

impl Gelezen {
    /// Reads the programme and the CSV of one release.
    ///
    /// Fails when they are not what this program writes.
    pub fn van(programma: &[u8], csv: &[u8]) -> Result<Self, Fout> {
        let programma = Programma::lees(std::str::from_utf8(programma)?)?;
        let mut lezer = csv::Reader::from_reader(csv);
        let kop = lezer.headers()?.clone();
        let plek = |naam: &str| kop.iter().position(|kolom| kolom == naam);
        let mut getallen = BTreeMap::new();
        for rij in lezer.records() {
            let rij = rij?;
            let veld = |naam: &str| plek(naam).and_then(|plek| rij.get(plek)).unwrap_or_default();
            let Some(maat) = programma.maten.iter().find(|maat| maat.naam == veld("maat")) else { continue };
            let delen = maat.klassen.iter().map(|klasse| veld(&klasse.naam).to_owned()).collect();
            let aantal = if veld("status") == GETOOND { Some(veld("aantal").parse()?) } else { None };
            getallen.insert((maat.naam.clone(), veld("gebied").to_owned(), delen), aantal);
        }
        Ok(Self { programma, getallen })
    }

    /// What is told of a number: the number, that it is hidden, or nothing when it is not counted so.
    #[must_use]
    pub fn getal(&self, maat: &Maat, waar: Waar, delen: &[Option<usize>]) -> Option<Option<u64>> {
        let code = |(klasse, deel): (&Klasse, &Option<usize>)| {
            let deel = deel.and_then(|deel| klasse.delen.get(deel));
            deel.map_or(TOTAAL.0, |deel| deel.code.as_str()).to_owned()
        };
        let delen = maat.klassen.iter().zip(delen).map(code).collect();
        self.getallen.get(&(maat.naam.clone(), waar.code().to_owned(), delen)).copied()
    }
}
