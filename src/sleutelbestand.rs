//! Files that hold a key: only their owner may read them.

use std::{fs, io, os::unix::fs::PermissionsExt as _, path::Path};

/// What others than the owner may do with a file; its group are others too, for who is in it is decided elsewhere and may change.
const ANDEREN: u32 = 0o077;

/// The text of a file with a key in it.
///
/// Fails when it cannot be read, or when others than its owner can get at it: such a key may be known already.
pub fn lees(pad: &Path) -> io::Result<String> {
    let mag = fs::metadata(pad)?.permissions().mode() & 0o777;
    if mag & ANDEREN != 0 {
        let why = format!(
            "anderen op deze machine kunnen bij deze sleutel (rechten {mag:o}); doe eerst chmod 600, of maak een nieuwe"
        );
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    }
    fs::read_to_string(pad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_sleutel_die_een_ander_kan_lezen_wordt_geweigerd() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "geheim").unwrap();
        for (mode, goed) in [
            (0o600, true),
            (0o400, true),
            (0o640, false),
            (0o620, false),
            (0o610, false),
            (0o644, false),
            (0o666, false),
            (0o602, false),
        ] {
            fs::set_permissions(file.path(), fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(lees(file.path()).is_ok(), goed, "{mode:o}");
        }
    }
}
