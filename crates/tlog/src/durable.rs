//! Files that are there whole, or not at all.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Puts `bytes` in the file at `path`: all of them, or none.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Under this name since the first folder was written.
    let beside = with_suffix(path, ".nieuw");
    let mut file = File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

/// [`write()`], and from then on the file is there, also when the power fails; so is what was renamed before it.
pub fn write_for_good(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(path, bytes)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// The path with something behind its name.
#[must_use]
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
