//! `knooppunt logboek export --als auditevent`: lines of some days as FHIR `AuditEvent`s, a file of NDJSON for each day.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use chrono::{Days, NaiveDate};
use tlog::durable::with_suffix;

use super::melding::{GeenRegel, meld};
use crate::{
    domain::{
        logboek::{Regel, auditevent::auditevent},
        tijd::Moment,
    },
    store::{
        conn::Db,
        error::Error,
        logboek::{
            lezen::{Periode, reeks},
            zoek::plaats,
        },
    },
};

/// Lines read in one go.
const BLADZIJDE: i64 = 1000;

/// Why nothing, or not everything, was written.
#[derive(Debug, thiserror::Error)]
pub enum Fout {
    /// Nothing lies between the two.
    #[error("--tot ({tot}) ligt niet na --van ({van})")]
    Periode {
        /// The first day.
        van: NaiveDate,
        /// The day after the last.
        tot: NaiveDate,
    },
    /// A file cannot be written.
    #[error("{}: {fout}", pad.display())]
    Bestand {
        /// Which.
        pad: PathBuf,
        /// Why.
        fout: io::Error,
    },
    /// No line, no export.
    #[error(transparent)]
    GeenRegel(#[from] GeenRegel),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
}

fn bestand(pad: &Path) -> impl Fn(io::Error) -> Fout {
    move |fout| Fout::Bestand { pad: pad.to_owned(), fout }
}

/// Writes the lines from the day `van` up to the day `tot`, in Amsterdam, to `map`: each as an `AuditEvent` of the log `bron`.
/// First it leaves a line that says so. Says what it did.
///
/// An error says why not; the file of a day is there whole, or as it was.
pub fn exporteer(
    db: &Db,
    map: &Path,
    (van, tot): (NaiveDate, NaiveDate),
    bron: &str,
    nu: Moment,
) -> Result<String, Fout> {
    if van >= tot {
        return Err(Fout::Periode { van, tot });
    }
    fs::create_dir_all(map).map_err(bestand(map))?;
    meld(db, Some((van, tot)), nu)?;
    let (mut dag, mut alle, mut bestanden) = (van, 0, 0);
    while dag < tot {
        let Some(morgen) = dag.checked_add_days(Days::new(1)) else { break };
        let aantal = schrijf_dag(db, map, dag, morgen, bron)?;
        (dag, alle, bestanden) = (morgen, alle + aantal, bestanden + u64::from(aantal > 0));
    }
    Ok(format!("{} bevat {alle} regels van {van} tot {tot}, in {bestanden} bestanden", map.display()))
}

/// Writes the lines of one day; says how many. A day without lines is no file, and of one that failed nothing stays.
fn schrijf_dag(db: &Db, map: &Path, dag: NaiveDate, morgen: NaiveDate, bron: &str) -> Result<u64, Fout> {
    let pad = map.join(format!("auditevent-{dag}.ndjson"));
    let naast = with_suffix(&pad, ".nieuw");
    let periode = (Some(Moment::begin_van(dag)), Some(Moment::begin_van(morgen)));
    let aantal = schrijf_regels(db, &naast, periode, bron).inspect_err(|_| drop(fs::remove_file(&naast)))?;
    if aantal > 0 {
        fs::rename(&naast, &pad).map_err(bestand(&pad))?;
    }
    Ok(aantal)
}

/// Writes the lines of a period to the file `pad`, page by page; says how many.
fn schrijf_regels(db: &Db, pad: &Path, periode: Periode, bron: &str) -> Result<u64, Fout> {
    let (mut na, mut aantal, mut open) = (None, 0, None::<BufWriter<File>>);
    loop {
        let regels = db.read_blocking(move |tx| reeks(tx, periode, na, BLADZIJDE))?;
        let Some(laatste) = regels.last() else { break };
        na = Some(plaats(laatste));
        let uit = match &mut open {
            Some(uit) => uit,
            dicht => dicht.insert(maak(pad).map_err(bestand(pad))?),
        };
        for regel in &regels {
            schrijf(uit, regel, bron).map_err(bestand(pad))?;
            aantal += 1;
        }
    }
    if let Some(uit) = open {
        let klaar = uit.into_inner().map_err(io::IntoInnerError::into_error).and_then(|bestand| bestand.sync_all());
        klaar.map_err(bestand(pad))?;
    }
    Ok(aantal)
}

/// A file that only its owner can read.
fn maak(pad: &Path) -> io::Result<BufWriter<File>> {
    Ok(BufWriter::new(OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(pad)?))
}

fn schrijf(uit: &mut impl io::Write, regel: &Regel, bron: &str) -> io::Result<()> {
    serde_json::to_writer(&mut *uit, &auditevent(regel, bron))?;
    uit.write_all(b"\n")
}
