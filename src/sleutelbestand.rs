//! Files that hold a key: only their owner may read them.

use std::{fs, io, os::unix::fs::PermissionsExt as _, path::Path};

/// What others than the owner and the group may do with a file.
const ANDEREN: u32 = 0o007;

/// The text of a file with a key in it.
///
/// Fails when it cannot be read, or when everybody on the machine can: such a key may be known already.
pub fn lees(pad: &Path) -> io::Result<String> {
    let mag = fs::metadata(pad)?.permissions().mode() & 0o777;
    if mag & ANDEREN != 0 {
        let why = format!(
            "iedereen op deze machine kan bij deze sleutel (rechten {mag:o}); doe eerst chmod 600, of maak een nieuwe"
        );
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    }
    fs::read_to_string(pad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_sleutel_die_iedereen_kan_lezen_wordt_geweigerd() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "geheim").unwrap();
        for (mode, goed) in
            [(0o600, true), (0o400, true), (0o640, true), (0o644, false), (0o666, false), (0o602, false)]
        {
            fs::set_permissions(file.path(), fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(lees(file.path()).is_ok(), goed, "{mode:o}");
        }
    }
}
