//! Counting a period and releasing it: read in one snapshot, counted without the database, kept at once.
//!
//! Whoever may run the command releases at once; a second person who looks at a draft first comes later.

use strum::VariantArray as _;

use crate::{
    domain::{
        Label as _,
        gebied::{Gemeente, Subregio},
        logboek::{Gebeurtenis, Soort},
        publicatie::{
            Drempel, Fout, Indeling, Periode, Plaats, Programma, Publicatie,
            vrijgave::{Bezwaar, Vrijgave, is_voorbij},
        },
        tijd::Moment,
        toegang::afzender::Afzender,
    },
    store::{
        conn::Db,
        error::Error,
        logboek,
        publicatie::{self, Bestanden, Gelezen},
    },
};

/// Why nothing was released. The message is for whoever gave the command.
#[derive(Debug, thiserror::Error)]
pub enum Geweigerd {
    /// The period cannot be released, or not any more.
    #[error(transparent)]
    Bezwaar(#[from] Bezwaar),
    /// The families do not fit the programme.
    #[error("er is niets geteld: {0}")]
    Telling(#[from] Fout),
    /// A file could not be written.
    #[error("een bestand kon niet worden geschreven: {0}")]
    Bestand(Box<dyn std::error::Error + Send + Sync>),
    /// The database failed.
    #[error("de database gaf geen antwoord: {0}")]
    Database(#[from] Error),
}

/// Counts `periode` and releases it, with its line, and tells how many numbers came out. Waits on this thread.
pub fn maak(
    db: &Db,
    programma: &Programma,
    periode: Periode,
    drempel: Drempel,
    nu: Moment,
) -> Result<(Vrijgave, usize), Geweigerd> {
    is_voorbij(periode, nu)?;
    let gelezen = programma.clone();
    let Gelezen { gezien, eerder, gezinnen } =
        db.read_blocking(move |tx| publicatie::lees_periode(tx, &gelezen, periode))??;
    let telling = Publicatie::tel(programma, &zuid_limburg()?, gezinnen, periode, drempel, &eerder)?;
    let bestanden = Bestanden::van(&telling).map_err(Geweigerd::Bestand)?;
    let vrijgave = Vrijgave::new(programma, periode, drempel, bestanden.afdrukken(), nu);
    let cellen = telling.cellen().len();
    let nieuw = vrijgave.clone();
    let bewaard = db.write_blocking(move |tx| {
        let bewaard = publicatie::record(tx, &gezien, &nieuw, &bestanden)?;
        if bewaard.is_ok() {
            let (wie, wat) = (Afzender::opdrachtregel(nieuw.vrijgegeven_op), Gebeurtenis::PublicatieVrijgegeven);
            logboek::gedaan(tx, &wie.meldt(wat, Soort::Publicatie, Some(nieuw.id.uuid())))?;
        }
        Ok(bewaard)
    });
    bewaard??;
    Ok((vrijgave, cellen))
}

/// The division of the region, as it is published.
fn zuid_limburg() -> Result<Indeling, Fout> {
    let gemeente = |gemeente: Gemeente| Plaats { code: gemeente.code(), naam: gemeente.naam() };
    let subregio = |subregio: &Subregio| {
        let plaats = Plaats { code: (*subregio).into(), naam: subregio.naam() };
        (plaats, subregio.gemeenten().map(gemeente).collect())
    };
    let regio = Plaats { code: "zuid-limburg", naam: "Zuid-Limburg" };
    Indeling::new(regio, Subregio::VARIANTS.iter().map(subregio).collect())
}
