//! Files that are there whole, or not at all.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Puts `bytes` in the file `pad`, all of them or none.
pub fn schrijf(pad: &Path, bytes: &[u8]) -> io::Result<()> {
    let naast = met_staart(pad, ".nieuw");
    let mut bestand = File::create(&naast)?;
    bestand.write_all(bytes)?;
    bestand.sync_all()?;
    fs::rename(&naast, pad)
}

/// [`schrijf`], and the file is there from then on, also when the power fails; so is what was renamed before it.
pub fn schrijf_voorgoed(pad: &Path, bytes: &[u8]) -> io::Result<()> {
    schrijf(pad, bytes)?;
    let map = pad.parent().filter(|map| !map.as_os_str().is_empty());
    File::open(map.unwrap_or(Path::new(".")))?.sync_all()
}

/// The path with something behind its name.
#[must_use]
pub fn met_staart(pad: &Path, staart: &str) -> PathBuf {
    let mut naam = pad.as_os_str().to_owned();
    naam.push(staart);
    naam.into()
}
