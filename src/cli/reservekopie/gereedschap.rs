//! The tools of PostgreSQL itself: nothing copies its databases better.

use std::{ffi::OsStr, process::Command};

/// Runs a tool of PostgreSQL on the database at `url`. The password goes by the environment: whoever lists the processes of this
/// machine reads the rest.
pub(super) fn voer_uit(naam: &str, url: &str, opties: &[&OsStr]) -> Result<(), String> {
    let (url, wachtwoord) = zonder_wachtwoord(url);
    let mut opdracht = Command::new(naam);
    opdracht.args(opties).arg("--dbname").arg(url).env("PGCLIENTENCODING", "UTF8");
    if let Some(wachtwoord) = wachtwoord {
        opdracht.env("PGPASSWORD", wachtwoord);
    }
    let uit = opdracht.output().map_err(|fout| {
        format!("{naam} start niet ({fout}): installeer de programma's van PostgreSQL (postgresql-client)")
    })?;
    if uit.status.success() {
        return Ok(());
    }
    Err(format!("{naam}: {}", String::from_utf8_lossy(&uit.stderr).trim_end()))
}

/// The address without its password, and the password.
fn zonder_wachtwoord(url: &str) -> (String, Option<String>) {
    let delen = || {
        let (schema, rest) = url.split_once("://")?;
        let (wie, waar) = rest.split_once('@')?;
        let (naam, wachtwoord) = wie.split_once(':')?;
        Some((format!("{schema}://{naam}@{waar}"), ontcijfer(wachtwoord)))
    };
    delen().map_or_else(|| (url.to_owned(), None), |(url, wachtwoord)| (url, Some(wachtwoord)))
}

/// A text of an address, in which `%40` stands for `@`.
fn ontcijfer(tekst: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = tekst.as_bytes();
    while let Some((byte, verder)) = rest.split_first() {
        let code = verder.get(..2).filter(|_| *byte == b'%').and_then(|code| str::from_utf8(code).ok());
        if let Some(teken) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(teken);
            rest = verder.get(2..).unwrap_or_default();
        } else {
            bytes.push(*byte);
            rest = verder;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_wachtwoord_staat_niet_op_de_opdrachtregel() {
        let (url, wachtwoord) = zonder_wachtwoord("postgres://wie:ge%40heim%2F@db:5432/knooppunt?sslmode=require");
        assert_eq!(url, "postgres://wie@db:5432/knooppunt?sslmode=require");
        assert_eq!(wachtwoord.as_deref(), Some("ge@heim/"));
        let zonder = "postgres://wie@db/knooppunt";
        assert_eq!(zonder_wachtwoord(zonder), (zonder.to_owned(), None));
        assert_eq!(ontcijfer("100%"), "100%");
    }
}
