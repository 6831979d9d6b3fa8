//! A copy of the whole database, while the server goes on.

use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use age::{Encryptor, Recipient, x25519};
use aws_lc_rs::digest::{Context, SHA256};
use clap::Args;
use tlog::durable::with_suffix;

use super::{
    bestand::{Tijdelijk, bij, nieuw},
    gereedschap,
    manifest::{self, Manifest},
};
use crate::{
    cli::{Fout, database},
    clock::{Clock as _, SystemClock},
    config::Instellingen,
    domain::{
        logboek::{Gebeurtenis, Soort},
        toegang::afzender::Afzender,
    },
    store::{conn::Db, error::Error, kopie, logboek},
};

/// Where a copy goes, and who can open it.
#[derive(Args, Clone, Debug)]
pub struct Opties {
    /// Het bestand; het mag er nog niet zijn
    pub bestand: PathBuf,
    /// De openbare sleutel (age1…) van wie de kopie mag openen. Mag vaker
    #[arg(long, value_name = "SLEUTEL", required = true, value_parser = lees_ontvanger)]
    pub voor: Vec<x25519::Recipient>,
}

fn lees_ontvanger(tekst: &str) -> Result<x25519::Recipient, String> {
    tekst.parse().map_err(|_| "dit is geen openbare sleutel van age, zoals age1…".to_owned())
}

/// Writes the copy; says what is in it.
///
/// An error says why there is none. What others write meanwhile goes on; the copy is of one moment.
pub fn maak(settings: &Instellingen, opties: &Opties) -> Result<String, Fout> {
    let Opties { bestand, voor } = opties;
    if bestand.exists() {
        return Err(bij(bestand, &io::ErrorKind::AlreadyExists.into()).into());
    }
    let db = database::open(settings)?;
    meld(&db)?;
    let open = Tijdelijk::naast(bestand)?;
    let mut manifest = if db.kopieer(&open.0)? {
        van_bestand(&open.0)?
    } else {
        van_server(&db, settings.database.url.reveal(), &open.0)?
    };
    (manifest.bytes, manifest.sha256) = tel(&open.0).map_err(|fout| bij(&open.0, &fout))?;
    let half = with_suffix(bestand, ".nieuw");
    let geschreven = verzegel(&manifest, &open.0, &half, voor)
        .and_then(|()| fs::rename(&half, bestand).map_err(|fout| bij(bestand, &fout)));
    if let Err(fout) = geschreven {
        let _al_weg = fs::remove_file(&half);
        return Err(fout.into());
    }
    let (waar, regels, bytes) = (bestand.display(), manifest.regels, manifest.bytes);
    Ok(format!(
        "{waar}: een kopie van {}, met {regels} genummerde regels van het logboek ({bytes} bytes).",
        manifest.op
    ))
}

/// Says in the log that everything is about to leave the system: without that line there is no copy. It is in the copy itself.
fn meld(db: &Db) -> Result<(), Fout> {
    let door = Afzender::opdrachtregel(SystemClock.now());
    db.write_blocking(move |tx| {
        logboek::gedaan(tx, &door.meldt(Gebeurtenis::ReservekopieGemaakt, Soort::Reservekopie, None))
    })
    .map_err(|fout| format!("het logboek neemt geen regel aan ({fout}); zonder regel geen kopie").into())
}

/// Of a file that SQLite copied, what it says is read from the copy itself.
fn van_bestand(kopie: &Path) -> Result<Manifest, Error> {
    let nu = SystemClock.now().utc();
    kopie::lees_bestand(kopie, |tx| Manifest::van(tx, nu))
}

/// The tool of PostgreSQL copies what this transaction sees.
fn van_server(db: &Db, url: &str, naar: &Path) -> Result<Manifest, Fout> {
    let (url, naar, nu) = (url.to_owned(), naar.to_owned(), SystemClock.now().utc());
    let (manifest, gekopieerd) = db.read_blocking(move |tx| {
        let (manifest, gezien) = (Manifest::van(tx, nu)?, kopie::momentopname(tx)?);
        let opties =
            ["--format=custom".as_ref(), "--snapshot".as_ref(), gezien.as_ref(), "--file".as_ref(), naar.as_os_str()];
        Ok((manifest, gereedschap::voer_uit("pg_dump", &url, &opties)))
    })?;
    gekopieerd?;
    Ok(manifest)
}

/// How long a file is, and its SHA-256.
fn tel(pad: &Path) -> io::Result<(u64, String)> {
    let mut som = Som { context: Context::new(&SHA256), bytes: 0, naar: io::sink() };
    io::copy(&mut BufReader::new(File::open(pad)?), &mut som)?;
    Ok(som.klaar())
}

/// Counts and hashes what is written through it.
pub(super) struct Som<W> {
    pub(super) context: Context,
    pub(super) bytes: u64,
    pub(super) naar: W,
}

impl<W: Write> Som<W> {
    pub(super) fn nieuw(naar: W) -> Self {
        Self { context: Context::new(&SHA256), bytes: 0, naar }
    }

    /// How much it was, and its SHA-256.
    pub(super) fn klaar(self) -> (u64, String) {
        (self.bytes, manifest::hex(self.context.finish().as_ref()))
    }
}

impl<W: Write> Write for Som<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let aantal = self.naar.write(bytes)?;
        self.context.update(bytes.get(..aantal).unwrap_or_default());
        self.bytes += u64::try_from(aantal).unwrap_or_default();
        Ok(aantal)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.naar.flush()
    }
}

/// Writes the manifest and what is in `van` to `naar`, encrypted to each of `voor`, and sees to it that it is on the disk.
fn verzegel(manifest: &Manifest, van: &Path, naar: &Path, voor: &[x25519::Recipient]) -> Result<(), String> {
    let bij_naar = |fout: io::Error| bij(naar, &fout);
    let ontvangers = voor.iter().map(|wie| -> &dyn Recipient { wie });
    let versleutelaar = Encryptor::with_recipients(ontvangers).map_err(|fout| fout.to_string())?;
    let mut dicht = versleutelaar.wrap_output(BufWriter::new(nieuw(naar).map_err(bij_naar)?)).map_err(bij_naar)?;
    let mut rest = BufReader::new(File::open(van).map_err(|fout| bij(van, &fout))?);
    dicht.write_all(manifest.regel()?.as_bytes()).and_then(|()| io::copy(&mut rest, &mut dicht)).map_err(bij_naar)?;
    let klaar = dicht.finish().and_then(|bestand| bestand.into_inner().map_err(io::IntoInnerError::into_error));
    klaar.and_then(|bestand| bestand.sync_all()).map_err(bij_naar)
}
