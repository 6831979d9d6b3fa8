//! A witness that remembers: what it saw last of each log is in a folder of its own, written for good before it says a word.

use std::{
    collections::HashMap,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};

use super::{
    checkpoint::{self, LogVkey},
    cosignature::{WitnessKey, WitnessVkey},
    durable::write_for_good,
    note::Error,
    request::{Refusal, Request},
    tree::TreeHead,
};

/// The file that is locked by the one witness that uses a folder. Folders that exist have it under this Dutch name.
const LOCK: &str = "slot";

/// Why a witness does not begin, or cannot remember.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The folder or a file in it cannot be used.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Another witness uses the folder.
    #[error("{}: another witness uses this folder", .0.display())]
    Busy(PathBuf),
    /// A file does not hold what a witness writes in it.
    #[error("{}: {error}; without this file the witness forgets what it saw", path.display())]
    Memory {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: Error,
    },
    /// There is no log to watch.
    #[error("a witness needs a log to watch")]
    NoLogs,
}

/// Why there is no cosignature.
#[derive(Debug, thiserror::Error)]
pub enum NotCosigned {
    /// It is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It cannot be remembered.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// A witness at work, the only one in its folder.
#[derive(Debug)]
pub struct Witness {
    key: WitnessKey,
    logs: Vec<LogVkey>,
    folder: PathBuf,
    /// How each tree stood when it was last cosigned, by the name of its log. Whoever holds this lock is alone in looking and
    /// writing.
    seen: Mutex<HashMap<String, TreeHead>>,
    _lock: File,
}

fn file(path: &Path) -> impl Fn(io::Error) -> Failure {
    move |error| Failure::File { path: path.to_owned(), error }
}

/// The name of the file of a log, and of its place in a URL: the SHA-256 of its name, in hexadecimal digits.
#[must_use]
pub fn log_id(origin: &str) -> String {
    digest(&SHA256, origin.as_bytes()).as_ref().iter().fold(String::new(), |mut digits, byte| {
        digits.extend([byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or_default()));
        digits
    })
}

impl Witness {
    /// The witness with this key over these logs. It goes on where it was in `folder`, which is made when it is not there.
    pub fn open(key: WitnessKey, logs: Vec<LogVkey>, folder: &Path) -> Result<Self, Failure> {
        if logs.is_empty() {
            return Err(Failure::NoLogs);
        }
        fs::create_dir_all(folder).map_err(file(folder))?;
        let path = folder.join(LOCK);
        let lock = File::create(&path).map_err(file(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Failure::Busy(folder.to_owned())),
            Err(TryLockError::Error(error)) => return Err(file(&path)(error)),
        }
        // The folder itself has to be there after a power failure, or everything in it is forgotten.
        let above = folder.canonicalize().map_err(file(folder))?;
        let above = above.parent().unwrap_or(&above);
        File::open(above).and_then(|above| above.sync_all()).map_err(file(above))?;
        let mut seen = HashMap::new();
        for origin in logs.iter().map(LogVkey::name) {
            if let Some(head) = remembered(&folder.join(log_id(origin)), origin)? {
                seen.insert(origin.to_owned(), head);
            }
        }
        Ok(Self { key, logs, folder: folder.to_owned(), seen: Mutex::new(seen), _lock: lock })
    }

    /// The public key with which others check its cosignatures.
    #[must_use]
    pub fn vkey(&self) -> WitnessVkey {
        self.key.vkey()
    }

    /// Cosigns what is asked, once that is remembered for good, and gives the line to answer with. Blocks this thread.
    ///
    /// After an error nothing new is remembered.
    pub fn add_checkpoint(&self, request: &Request<'_>, at: DateTime<Utc>) -> Result<String, NotCosigned> {
        let origin = request.origin()?;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let now = request.judge(&self.logs, seen.get(origin).copied())?;
        let line = self.key.cosign(request.note, at).map_err(|_| Refusal::Form)?;
        let path = self.folder.join(log_id(origin));
        write_for_good(&path, format!("{}{line}", request.note).as_bytes()).map_err(file(&path))?;
        seen.insert(origin.to_owned(), now);
        Ok(line)
    }

    /// The last checkpoint that it cosigned of the log with this [`log_id`], its cosignature included.
    pub fn latest(&self, log: &str) -> Result<Option<String>, Failure> {
        if !self.logs.iter().any(|vkey| log_id(vkey.name()) == log) {
            return Ok(None);
        }
        read(&self.folder.join(log))
    }
}

fn read(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(note) => Ok(Some(note)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(file(path)(error)),
    }
}

/// How the tree of a log stood when it was last cosigned.
fn remembered(path: &Path, origin: &str) -> Result<Option<TreeHead>, Failure> {
    let Some(note) = read(path)? else {
        return Ok(None);
    };
    let memory = |error| Failure::Memory { path: path.to_owned(), error };
    let head = checkpoint::read(&note).map_err(memory)?;
    if note.lines().next() == Some(origin) { Ok(Some(head)) } else { Err(memory(Error::Origin)) }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::{
        checkpoint::LogKey,
        tree::{Frontier, leaf_hash},
    };

    const LOG: &str = "log.example.com/entries";

    fn log() -> LogKey {
        LogKey::new(LOG, &[1; 32]).unwrap()
    }

    fn open(folder: &TempDir) -> Result<Witness, Failure> {
        let key = WitnessKey::new("witness.example.com", &[9; 32]).unwrap();
        Witness::open(key, vec![log().vkey()], &folder.path().join("memory"))
    }

    /// The tree over one entry.
    fn one(entry: &[u8]) -> TreeHead {
        let mut frontier = Frontier::default();
        frontier.push(leaf_hash(entry), |_, _| ());
        frontier.head()
    }

    fn ask(witness: &Witness, note: &str) -> Result<String, NotCosigned> {
        let request = Request { old: 0, proof: Vec::new(), note };
        witness.add_checkpoint(&request, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn what_it_cosigned_it_remembers_after_a_restart() {
        let folder = TempDir::new().unwrap();
        let witness = open(&folder).unwrap();
        assert!(matches!(open(&folder), Err(Failure::Busy(_))), "one witness in a folder");
        assert_eq!(witness.latest(&log_id(LOG)).unwrap(), None);
        let note = log().sign(&one(b"a"));
        let line = ask(&witness, &note).unwrap();
        let latest = witness.latest(&log_id(LOG)).unwrap().unwrap();
        assert_eq!(latest, format!("{note}{line}"));
        assert!(witness.vkey().open(&latest).unwrap().is_some());
        assert_eq!(witness.latest(&log_id("another")).unwrap(), None);
        drop(witness);
        let again = open(&folder).unwrap();
        let refused = ask(&again, &log().sign(&one(b"b")));
        assert!(matches!(refused, Err(NotCosigned::Refused(Refusal::Size(1)))), "{refused:?}");
        assert_eq!(again.latest(&log_id(LOG)).unwrap(), Some(latest));
    }

    #[test]
    fn a_memory_that_is_damaged_stops_it() {
        let folder = TempDir::new().unwrap();
        ask(&open(&folder).unwrap(), &log().sign(&one(b"a"))).unwrap();
        let file = folder.path().join("memory").join(log_id(LOG));
        for (text, error) in [
            ("nothing".to_owned(), Error::Form),
            (LogKey::new("another", &[1; 32]).unwrap().sign(&one(b"a")), Error::Origin),
        ] {
            fs::write(&file, text).unwrap();
            let failure = open(&folder).unwrap_err();
            assert!(matches!(failure, Failure::Memory { error: found, .. } if found == error), "{failure:?}");
        }
    }
}
