//! The signer: says under a signature how the tree of the logboek stands, and never two things that cannot both be true.
//!
//! What it signed last it keeps in a file beside its key, outside the database: an older copy of the database, or another
//! one, is then refused.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use tlog::{
    checkpoint::{self, LogKey, LogVkey},
    cosignature::WitnessKey,
    durable::{with_suffix, write_for_good},
    note,
    tree::{self, Hash, TreeHead},
};

use crate::{
    clock::Clock,
    domain::{logboek::nota, tijd::Moment},
    sleutelbestand,
    store::{
        conn::{Db, Tx},
        error::Error,
        logboek::{
            boom::{Tegels, grootte},
            checkpoint::{bewaar, laatste, nieuwste},
        },
        toegang::geheim::willekeurig,
    },
};

/// Interval between two looks for something to sign.
const ELKE: Duration = Duration::from_secs(5);

/// Why nothing is signed.
#[derive(Debug, thiserror::Error)]
pub enum Fout {
    /// A file of the key cannot be read or written.
    #[error("{}: {fout}", pad.display())]
    Bestand {
        /// Which.
        pad: PathBuf,
        /// Why.
        fout: io::Error,
    },
    /// The key, or what it signed, is not what it has to be.
    #[error("{}: {fout}", pad.display())]
    Inhoud {
        /// The file.
        pad: PathBuf,
        /// What is wrong with it.
        fout: nota::Fout,
    },
    /// Somebody else is signing with this key.
    #[error("een ander proces ondertekent nu met deze sleutel")]
    Elders,
    /// The database failed.
    #[error("{0}")]
    Database(#[from] Error),
    /// The database holds less than was signed.
    #[error(
        "er zijn {nu} regels genummerd en er zijn er {eerder} ondertekend: dit is een oudere kopie van de database"
    )]
    Ouder {
        /// What was signed.
        eerder: u64,
        /// What there is.
        nu: u64,
    },
    /// The database holds something else than what was signed.
    #[error("de eerste {eerder} regels zijn niet meer die welke ondertekend zijn: dit is een andere database")]
    Anders {
        /// What was signed.
        eerder: u64,
    },
}

/// A key with the files beside it: what it signed last, and the lock of who is signing.
#[derive(Debug)]
pub struct Ondertekenaar {
    sleutel: LogKey,
    /// The keys that signed before this one.
    eerdere: Vec<LogVkey>,
    bewaarplaats: PathBuf,
    slot: PathBuf,
}

fn bestand(pad: &Path) -> impl Fn(io::Error) -> Fout {
    move |fout| Fout::Bestand { pad: pad.to_owned(), fout }
}

fn inhoud(pad: &Path) -> impl Fn(note::Error) -> Fout {
    move |fout| Fout::Inhoud { pad: pad.to_owned(), fout: fout.into() }
}

/// The 32 bytes of the key in the file `pad`.
fn lees_zaad(pad: &Path) -> Result<[u8; 32], Fout> {
    let tekst = sleutelbestand::lees(pad).map_err(bestand(pad))?;
    let zaad = STANDARD.decode(tekst.trim()).ok().and_then(|bytes| bytes.try_into().ok());
    zaad.ok_or(note::Error::Key).map_err(inhoud(pad))
}

/// The key in the file `pad`, of the witness with this name.
///
/// Fails when the file cannot be read, or holds no key.
pub fn lees_getuigesleutel(pad: &Path, naam: &str) -> Result<WitnessKey, Fout> {
    WitnessKey::new(naam, &lees_zaad(pad)?).map_err(inhoud(pad))
}

/// What the database says, at one moment.
struct Gezien {
    nu: TreeHead,
    /// What was told before, in or outside the database.
    vorige: Option<TreeHead>,
    bewijs: Vec<Hash>,
    in_database: u64,
}

impl Ondertekenaar {
    /// The signer of the log `oorsprong`, with the key in the file `pad`.
    ///
    /// Fails when the file cannot be read, or holds no key.
    pub fn lees(pad: &Path, oorsprong: &str) -> Result<Self, Fout> {
        let sleutel = LogKey::new(oorsprong, &lees_zaad(pad)?).map_err(inhoud(pad))?;
        let [bewaarplaats, slot] = [".ondertekend", ".slot"].map(|staart| with_suffix(pad, staart));
        Ok(Self { sleutel, eerdere: Vec::new(), bewaarplaats, slot })
    }

    /// With the keys that signed this log before.
    #[must_use]
    pub fn met_eerdere(self, eerdere: Vec<LogVkey>) -> Self {
        Self { eerdere, ..self }
    }

    /// Makes a key in the file `pad`, which only its owner can read; a file that is there stays as it is.
    pub fn maak_sleutel(pad: &Path) -> Result<(), Fout> {
        let zaad: [u8; 32] = willekeurig()?;
        let maak = || {
            let mut bestand = OpenOptions::new().write(true).create_new(true).mode(0o600).open(pad)?;
            writeln!(bestand, "{}", STANDARD.encode(zaad))?;
            bestand.sync_all()
        };
        match maak() {
            Err(fout) if fout.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            gemaakt => gemaakt.map_err(bestand(pad)),
        }
    }

    /// What others check its signatures with.
    #[must_use]
    pub fn vkey(&self) -> LogVkey {
        self.sleutel.vkey()
    }

    /// What the checkpoints of this log are checked with: its own key, and those of before.
    #[must_use]
    pub fn vkeys(&self) -> Vec<LogVkey> {
        std::iter::once(self.vkey()).chain(self.eerdere.iter().cloned()).collect()
    }

    /// The file with what was signed last.
    #[must_use]
    pub fn bewaarplaats(&self) -> &Path {
        &self.bewaarplaats
    }

    /// Signs how the tree stands when it has grown since, and only when the tree that was signed last is the beginning of it.
    /// Says what it signed. Waits on this thread. Of two processes with one key the second does nothing while the first is at it.
    ///
    /// An error says why it did not; then nothing was signed.
    pub fn onderteken(&self, db: &Db, op: Moment) -> Result<Option<TreeHead>, Fout> {
        let _slot = self.op_slot()?;
        let bewaard = self.bewaard()?;
        let eerder = bewaard.as_ref().map(|(stand, _)| *stand);
        let vkeys = self.vkeys();
        let Gezien { nu, vorige, bewijs, in_database } = db.read_blocking(move |tx| kijk(tx, &vkeys, eerder))?;
        if let Some(vorige) = vorige {
            if vorige.size > nu.size {
                return Err(Fout::Ouder { eerder: vorige.size, nu: nu.size });
            }
            if !tree::verify_consistency(&vorige, &nu, &bewijs) {
                return Err(Fout::Anders { eerder: vorige.size });
            }
        }
        if nu.size > vorige.map_or(0, |vorige| vorige.size) {
            let nota = self.sleutel.sign(&nu);
            // First the file: whatever was told outside is in it.
            self.onthoud(&nu, &nota)?;
            db.write_blocking(move |tx| bewaar(tx, nu.size, &nota, op))?;
            return Ok(Some(nu));
        }
        // It was stopped between the file and the database.
        if let Some((stand, nota)) = bewaard.filter(|(stand, _)| stand.size > in_database) {
            db.write_blocking(move |tx| bewaar(tx, stand.size, &nota, op))?;
        }
        Ok(None)
    }

    /// How the tree stood when it was signed last, as the file beside the key says.
    ///
    /// Fails when the file cannot be read, or is not of this key.
    pub fn laatst_ondertekend(&self) -> Result<Option<TreeHead>, Fout> {
        Ok(self.bewaard()?.map(|(stand, _)| stand))
    }

    /// Holds the lock of this key until the file is dropped, or the process dies.
    fn op_slot(&self) -> Result<File, Fout> {
        let open = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&self.slot);
        let file = open.map_err(bestand(&self.slot))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(Fout::Elders),
            Err(TryLockError::Error(fout)) => Err(bestand(&self.slot)(fout)),
        }
    }

    /// Remembers what was signed; what was signed of more lines is never forgotten for it, whatever a lock is worth here.
    fn onthoud(&self, stand: &TreeHead, nota: &str) -> Result<(), Fout> {
        if self.bewaard()?.is_some_and(|(eerder, _)| eerder.size >= stand.size) {
            return Err(Fout::Elders);
        }
        write_for_good(&self.bewaarplaats, nota.as_bytes()).map_err(bestand(&self.bewaarplaats))
    }

    fn bewaard(&self) -> Result<Option<(TreeHead, String)>, Fout> {
        match fs::read_to_string(&self.bewaarplaats) {
            Ok(nota) => {
                let stand = self.vkey().open(&nota).map_err(inhoud(&self.bewaarplaats))?;
                Ok(Some((stand, nota)))
            }
            Err(fout) if fout.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(fout) => Err(bestand(&self.bewaarplaats)(fout)),
        }
    }
}

/// Without a file, what the database holds was signed before: by this key, or by one that came before it. A checkpoint that none of
/// them signed is believed only where there is no other: somebody may have lost an earlier key.
fn kijk(tx: &mut Tx, vkeys: &[LogVkey], bewaard: Option<TreeHead>) -> Result<Gezien, Error> {
    let nu = grootte(tx)?;
    let getekend = laatste(tx, vkeys)?;
    let laatste = if getekend.is_some() { getekend } else { nieuwste(tx)? };
    let in_database = laatste.as_ref().map_or(0, |(grootte, _)| *grootte);
    let vorige = bewaard.or_else(|| laatste.and_then(|(_, nota)| checkpoint::read(&nota).ok()));
    let mut tegels = Tegels::new(tx);
    let bewijs = match vorige {
        Some(vorige) if vorige.size <= nu => tree::prove_consistency(&mut tegels, vorige.size, nu)?,
        _ => Vec::new(),
    };
    Ok(Gezien { nu: tegels.stand(nu)?, vorige, bewijs, in_database })
}

/// Signs from now on, as long as the process lives.
pub async fn blijf_ondertekenen(ondertekenaar: Arc<Ondertekenaar>, db: Db, clock: Arc<dyn Clock>) {
    loop {
        let (wie, db, op) = (ondertekenaar.clone(), db.clone(), clock.now());
        match tokio::task::spawn_blocking(move || wie.onderteken(&db, op)).await {
            Ok(Ok(Some(stand))) => tracing::debug!(regels = stand.size, "signed a checkpoint of the logboek"),
            Ok(Ok(None)) => {}
            Ok(Err(fout)) => tracing::error!(%fout, "no checkpoint of the logboek was signed"),
            Err(fout) => tracing::error!(%fout, "the signer of the logboek stumbled"),
        }
        tokio::time::sleep(ELKE).await;
    }
}
