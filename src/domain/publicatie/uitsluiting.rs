//! What a release rules out: for who judges a concept, before it is too late.

use chrono::{Days, NaiveDate};

use super::{
    Drempel, Kwartaal, Periode, Programma,
    telling::Eerder,
    vrijgave::{Status, Vraag, Vrijgave, mag_tellen},
};
use strum::VariantArray as _;

/// What can no longer be counted once `van` is out, beside what there is: each in a sentence. It is asked of the rule itself.
#[must_use]
pub fn sluit_uit(
    programma: &Programma,
    drempel: Drempel,
    van: &Vrijgave,
    (er_is, eerder): (&[Vrijgave], &[Eerder]),
) -> Vec<String> {
    let jaar = van.periode.jaar();
    let kandidaten = [None].into_iter().chain(Kwartaal::VARIANTS.iter().copied().map(Some));
    let kandidaten = kandidaten.filter_map(|deel| Periode::new(jaar, deel).ok()).filter(|een| *een != van.periode);
    let anderen: Vec<Vrijgave> = er_is.iter().filter(|een| een.id != van.id).cloned().collect();
    let eruit = Vrijgave { status: Status::Vrijgegeven, ..van.clone() };
    let straks: Vec<Vrijgave> = anderen.iter().cloned().chain([eruit]).collect();
    // That a period is not over yet rules nothing out.
    let ooit = |periode: Periode| periode.einde().checked_add_days(Days::new(36_525)).unwrap_or(NaiveDate::MAX);
    let weigert = |periode: Periode, er_is: &[Vrijgave]| {
        let vraag = Vraag { programma, genoemd: true, periode, vandaag: ooit(periode), drempel };
        mag_tellen(&vraag, er_is, eerder)
    };
    let mut zinnen = Vec::new();
    for periode in kandidaten {
        if let (Ok(()), Err(waarom)) = (weigert(periode, &anderen), weigert(periode, &straks))
            && !zinnen.contains(&waarom.melding)
        {
            zinnen.push(waarom.melding);
        }
    }
    if !anderen.iter().any(|een| een.status == Status::Vrijgegeven) {
        zinnen.push(format!(
            "Dit is de eerste die uitkomt. Elke volgende telling gaat met dezelfde drempel ({}), en met dit programma (versie {}) of een latere versie ervan.",
            van.drempel, programma.versie
        ));
    }
    zinnen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::Id, tijd::Moment};

    const PROGRAMMA: &str = include_str!("../../../config/publicaties/kansrijke-start.toml");

    fn van(programma: &Programma, periode: &str, status: Status) -> Vrijgave {
        let op = Moment::new("2026-11-15T10:00:00Z".parse().unwrap());
        Vrijgave {
            id: Id::new(op),
            periode: periode.parse().unwrap(),
            programma: programma.kenmerk(),
            drempel: 10,
            status,
            geteld_op: op.dag(),
            definitief: false,
            gemaakt: (Id::new(op), op),
            beoordeeld: None,
            vrijgegeven: None,
            reden: None,
            versie: 1,
        }
    }

    #[test]
    fn een_kwartaal_zegt_dat_het_jaar_pas_na_alle_vier_kan_en_een_jaar_dat_zijn_kwartalen_niet_meer_kunnen() {
        let programma = Programma::lees(PROGRAMMA).unwrap();
        let eerder = van(&programma, "2024", Status::Vrijgegeven);
        let zinnen = |periode: &str| {
            let concept = van(&programma, periode, Status::Concept);
            sluit_uit(&programma, Drempel::default(), &concept, (&[eerder.clone(), concept.clone()], &[]))
        };
        let kwartaal = zinnen("2025-K3");
        assert!(kwartaal.len() == 1 && kwartaal[0].contains("alle vier"), "{kwartaal:?}");
        let jaar = zinnen("2025");
        assert!(jaar.len() == 1 && jaar[0].contains("als heel jaar geteld"), "{jaar:?}");
        let eerste = van(&programma, "2025", Status::Beoordeeld);
        let eerste = sluit_uit(&programma, Drempel::default(), &eerste, (std::slice::from_ref(&eerste), &[]));
        assert!(eerste.iter().any(|zin| zin.starts_with("Dit is de eerste")), "{eerste:?}");
    }
}
