//! The numbers in long form: one row for each, told or hidden, and every split a column.

use super::{Fout, GETOOND, Uitgave, VERBORGEN};

/// The columns before the splits, and what each holds.
pub(super) const VOORAAN: [(&str, &str); 13] = [
    ("periode", "De getelde periode: een jaar (2025) of een kwartaal (2025-K3)."),
    ("programma", "Het programma waarmee is geteld."),
    ("versie", "De versie van dat programma."),
    ("drempel", "Een aantal mensen van 1 tot onder de drempel wordt nooit getoond."),
    ("geteldOp", "De dag van telling: antwoorden en afspraken zijn zoals ze toen stonden."),
    ("stand", "`voorlopig` of `definitief`."),
    ("maat", "De code van de maat."),
    ("maatNaam", "De naam van de maat."),
    ("eenheid", "Wat is geteld: `gezinnen`, `gebeurtenissen` of `tellingen` van wat van geen bekend gezin is."),
    ("gebiedsoort", "`regio`, `subregio` of `gemeente`."),
    ("gebied", "De code van het gebied; voor een gemeente die van het CBS."),
    ("gebiedNaam", "De naam van het gebied."),
    ("status", "`getoond` of `verborgen`: een verborgen aantal is te klein, of zou een ander verraden."),
];
/// The last column.
pub(super) const AANTAL: (&str, &str) = ("aantal", "Het aantal; leeg als het verborgen is.");

impl Uitgave<'_> {
    /// The numbers as CSV (RFC 4180): UTF-8, a header, lines that end in CR LF.
    pub(super) fn csv(&self, tussen: u8, bom: bool) -> Result<Vec<u8>, Fout> {
        let begin = if bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
        let mut bestand = csv::WriterBuilder::new()
            .has_headers(false)
            .delimiter(tussen)
            .terminator(csv::Terminator::CRLF)
            .from_writer(begin);
        bestand.write_record(self.kolommen())?;
        let kop = [
            self.periode.to_string(),
            self.programma.naam.clone(),
            self.programma.versie.to_string(),
            self.drempel.aantal().to_string(),
            self.geteld_op.to_string(),
            self.stand().to_owned(),
        ];
        let klassen = self.klassen();
        for rij in self.rijen {
            let Some(maat) = self.maat(rij) else { continue };
            let eenheid = maat.eenheid.meervoud();
            let waar = rij.cel.waar;
            let mut velden: Vec<String> = kop.to_vec();
            velden.extend([&maat.naam, &maat.titel].map(Clone::clone));
            velden.extend([eenheid, waar.soort().into(), waar.code(), waar.naam()].map(str::to_owned));
            velden.push(if rij.aantal.is_some() { GETOOND } else { VERBORGEN }.to_owned());
            for klasse in &klassen {
                let (code, naam) = Self::deel(maat, rij, klasse);
                velden.extend([code.to_owned(), naam.to_owned()]);
            }
            velden.push(rij.aantal.map(|aantal| aantal.to_string()).unwrap_or_default());
            bestand.write_record(&velden)?;
        }
        Ok(bestand.into_inner().map_err(csv::IntoInnerError::into_error)?)
    }

    /// The names of the columns.
    pub(super) fn kolommen(&self) -> Vec<String> {
        let klassen =
            self.klassen().into_iter().flat_map(|klasse| [klasse.naam.clone(), format!("{}Naam", klasse.naam)]);
        let vooraan = VOORAAN.map(|(naam, _)| naam.to_owned()).into_iter();
        vooraan.chain(klassen).chain([AANTAL.0.to_owned()]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::publicatie::programma::VASTE_KOLOMMEN;

    #[test]
    fn een_verdeling_kan_niet_heten_zoals_een_kolom_van_elke_tabel() {
        let kolommen: Vec<&str> = VOORAAN.into_iter().chain([AANTAL]).map(|(naam, _)| naam).collect();
        assert_eq!(kolommen, VASTE_KOLOMMEN);
    }
}
