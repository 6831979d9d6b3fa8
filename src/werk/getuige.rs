//! A witness of other people's logs: what it saw last of each lies in a folder of its own, written for good before it
//! says a word.

use std::{
    collections::HashMap,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use aws_lc_rs::digest::{SHA256, digest};
use tlog::{
    checkpoint::{self, LogVkey},
    cosignature::{WitnessKey, WitnessVkey},
    note,
    tree::TreeHead,
    witness::{Refusal, Request},
};

use crate::{
    domain::{
        logboek::nota::{self, weigering},
        tijd::Moment,
    },
    werk::bestand::schrijf_voorgoed,
};

/// Why a witness does not begin, or cannot remember.
#[derive(Debug, thiserror::Error)]
pub enum Fout {
    /// The folder or a file in it cannot be used.
    #[error("{}: {fout}", pad.display())]
    Bestand {
        /// Which.
        pad: PathBuf,
        /// Why.
        fout: io::Error,
    },
    /// Another witness uses the folder.
    #[error("{}: een andere getuige gebruikt deze map", .0.display())]
    Bezet(PathBuf),
    /// What it remembered is not what it wrote.
    #[error("{}: {fout}; wie dit bestand weghaalt, laat de getuige vergeten wat hij zag", pad.display())]
    Geheugen {
        /// The file.
        pad: PathBuf,
        /// What is wrong with it.
        fout: nota::Fout,
    },
    /// No log to watch.
    #[error("noem minstens één logboek met --logboek of --logboeken")]
    GeenLogboek,
}

/// Why there is no cosignature.
#[derive(Debug, thiserror::Error)]
pub enum Geen {
    /// It is refused.
    #[error("{}", weigering(*.0))]
    Weigering(Refusal),
    /// It cannot be remembered.
    #[error("{0}")]
    Fout(#[from] Fout),
}

/// A witness at work; the only one in its folder.
#[derive(Debug)]
pub struct Getuige {
    sleutel: WitnessKey,
    logboeken: Vec<LogVkey>,
    map: PathBuf,
    /// By the name of the log. Whoever holds it is the only one who looks and writes.
    gezien: Mutex<HashMap<String, TreeHead>>,
    _slot: File,
}

fn bestand(pad: &Path) -> impl Fn(io::Error) -> Fout {
    move |fout| Fout::Bestand { pad: pad.to_owned(), fout }
}

/// By what a log is known in a path: the SHA-256 of its name, in hexadecimal digits.
#[must_use]
pub fn kenmerk(oorsprong: &str) -> String {
    digest(&SHA256, oorsprong.as_bytes()).as_ref().iter().fold(String::new(), |mut cijfers, byte| {
        cijfers.extend([byte >> 4, byte & 15].map(|cijfer| char::from_digit(cijfer.into(), 16).unwrap_or_default()));
        cijfers
    })
}

impl Getuige {
    /// The witness with this key over these logs, which goes on where it was in the folder `map`.
    ///
    /// Fails when the folder cannot be used, another witness uses it, or it holds what cannot be.
    pub fn open(sleutel: WitnessKey, logboeken: Vec<LogVkey>, map: &Path) -> Result<Self, Fout> {
        if logboeken.is_empty() {
            return Err(Fout::GeenLogboek);
        }
        fs::create_dir_all(map).map_err(bestand(map))?;
        let slot = map.join("slot");
        let vast = File::create(&slot).map_err(bestand(&slot))?;
        match vast.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Fout::Bezet(map.to_owned())),
            Err(TryLockError::Error(fout)) => return Err(bestand(&slot)(fout)),
        }
        // The folder itself has to be there after the power failed, or everything in it is forgotten.
        let boven = map.canonicalize().map_err(bestand(map))?;
        let boven = boven.parent().unwrap_or(&boven);
        File::open(boven).and_then(|boven| boven.sync_all()).map_err(bestand(boven))?;
        let mut gezien = HashMap::new();
        for oorsprong in logboeken.iter().map(LogVkey::name) {
            if let Some(stand) = onthouden(&map.join(kenmerk(oorsprong)), oorsprong)? {
                gezien.insert(oorsprong.to_owned(), stand);
            }
        }
        Ok(Self { sleutel, logboeken, map: map.to_owned(), gezien: Mutex::new(gezien), _slot: vast })
    }

    /// What others check its cosignatures with.
    #[must_use]
    pub fn vkey(&self) -> WitnessVkey {
        self.sleutel.vkey()
    }

    /// Cosigns what is asked (`add-checkpoint`), once that is remembered for good. Waits on this thread.
    ///
    /// An error says why not; then nothing is remembered.
    pub fn neem_aan(&self, verzoek: &[u8], op: Moment) -> Result<String, Geen> {
        let aanvraag = Request::read(verzoek).map_err(Geen::Weigering)?;
        let oorsprong = aanvraag.origin().map_err(Geen::Weigering)?;
        let mut gezien = self.gezien.lock().unwrap_or_else(PoisonError::into_inner);
        let vorige = gezien.get(oorsprong).copied();
        let nu = aanvraag.judge(&self.logboeken, vorige);
        let nu = nu.inspect_err(|fout| meld(oorsprong, vorige, *fout)).map_err(Geen::Weigering)?;
        let regel = self.sleutel.cosign(aanvraag.note, op.utc()).map_err(|_| Geen::Weigering(Refusal::Form))?;
        let pad = self.map.join(kenmerk(oorsprong));
        schrijf_voorgoed(&pad, format!("{}{regel}", aanvraag.note).as_bytes()).map_err(bestand(&pad))?;
        gezien.insert(oorsprong.to_owned(), nu);
        Ok(regel)
    }

    /// The last checkpoint that it cosigned of the log that [`kenmerk`] stands for, with its cosignature.
    pub fn laatste(&self, kenmerk: &str) -> Result<Option<String>, Fout> {
        if !self.logboeken.iter().any(|vkey| self::kenmerk(vkey.name()) == kenmerk) {
            return Ok(None);
        }
        lees(&self.map.join(kenmerk))
    }
}

/// A log that was signed and does not go on where it was is what a witness is there for.
fn meld(logboek: &str, vorige: Option<TreeHead>, fout: Refusal) {
    if matches!(fout, Refusal::Fork | Refusal::Proof) {
        let regels = vorige.map_or(0, |vorige| vorige.size);
        let fout = weigering(fout);
        tracing::error!(logboek, regels, %fout, "a log was refused: it may have been rewritten");
    }
}

fn lees(pad: &Path) -> Result<Option<String>, Fout> {
    match fs::read_to_string(pad) {
        Ok(nota) => Ok(Some(nota)),
        Err(fout) if fout.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(fout) => Err(bestand(pad)(fout)),
    }
}

/// How the tree of a log stood when it was cosigned last.
fn onthouden(pad: &Path, oorsprong: &str) -> Result<Option<TreeHead>, Fout> {
    let Some(nota) = lees(pad)? else {
        return Ok(None);
    };
    match checkpoint::read(&nota) {
        Ok(stand) if nota.lines().next() == Some(oorsprong) => Ok(Some(stand)),
        Ok(_) => Err(Fout::Geheugen { pad: pad.to_owned(), fout: nota::Fout(note::Error::Origin) }),
        Err(fout) => Err(Fout::Geheugen { pad: pad.to_owned(), fout: fout.into() }),
    }
}
