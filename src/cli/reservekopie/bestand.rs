//! Files that only their owner can read, and that are not there yet.

use std::{
    fs::{self, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

/// A file that is not there yet, and that only its owner can read.
pub(super) fn nieuw(pad: &Path) -> io::Result<fs::File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(pad)
}

pub(super) fn bij(pad: &Path, fout: &io::Error) -> String {
    let waarom =
        if fout.kind() == io::ErrorKind::AlreadyExists { "dit bestand is er al".into() } else { fout.to_string() };
    format!("{}: {waarom}", pad.display())
}

/// A file with everything in it, unsealed: it goes when the work is done, whatever came of it.
pub(super) struct Tijdelijk(pub PathBuf);

impl Tijdelijk {
    pub(super) fn naast(pad: &Path) -> Result<Self, String> {
        let pad = tlog::durable::with_suffix(pad, ".open");
        nieuw(&pad).map_err(|fout| bij(&pad, &fout))?;
        Ok(Self(pad))
    }
}

impl Drop for Tijdelijk {
    fn drop(&mut self) {
        let _al_weg = fs::remove_file(&self.0);
    }
}
