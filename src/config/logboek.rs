//! How the logboek is signed, and which witnesses see it.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer, de::Error as _};
use tlog::cosignature::WitnessVkey;

use super::{Error, is_veilig};
use crate::domain::logboek::nota::lees_getuigevkey;

/// How the logboek is signed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logboek {
    /// The file with the key; empty when this process signs nothing.
    pub sleutel: PathBuf,
    /// The name of the log, in every checkpoint.
    pub oorsprong: String,
    /// The public halves of the keys that signed it before, as `knooppunt logboek sleutel` showed them.
    pub eerdere_sleutels: Vec<String>,
    /// Who is asked to cosign what was signed.
    #[serde(deserialize_with = "getuigen")]
    pub getuigen: Vec<Getuige>,
    /// The file with the certificates that witnesses may be recognised by.
    pub vertrouwen_bestand: String,
}

/// Somebody else who cosigns what was signed.
#[derive(Clone, Debug)]
pub struct Getuige {
    /// Where it is asked, without the `/add-checkpoint` behind it.
    pub adres: String,
    /// What its cosignatures are checked with.
    pub vkey: WitnessVkey,
}

/// As it is written: a table, or `ADRES VKEY` in the environment.
#[derive(Deserialize)]
#[serde(untagged)]
enum Geschreven {
    Tekst(String),
    Tabel(Tabel),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tabel {
    adres: String,
    vkey: String,
}

/// Witnesses; an empty text, as an empty variable gives, is none.
fn getuigen<'de, D: Deserializer<'de>>(list: D) -> Result<Vec<Getuige>, D::Error> {
    let alle = Vec::<Geschreven>::deserialize(list)?;
    let getuige = |geschreven| {
        let (adres, vkey) = match geschreven {
            Geschreven::Tabel(Tabel { adres, vkey }) => (adres, vkey),
            Geschreven::Tekst(tekst) => {
                let (adres, vkey) = tekst.split_once(' ').unwrap_or((&tekst, ""));
                (adres.to_owned(), vkey.to_owned())
            }
        };
        let vkey = lees_getuigevkey(&vkey).map_err(|fout| D::Error::custom(format!("getuige {adres}: {fout}")))?;
        Ok(Getuige { adres, vkey })
    };
    let geen = |geschreven: &Geschreven| matches!(geschreven, Geschreven::Tekst(tekst) if tekst.is_empty());
    alle.into_iter().filter(|geschreven| !geen(geschreven)).map(getuige).collect()
}

impl Logboek {
    pub(super) fn check(&self) -> Result<(), Error> {
        let wrong = |key: &str, why: String| Err(Error::Value { key: format!("logboek.{key}"), why });
        if !self.sleutel.as_os_str().is_empty() && self.oorsprong.is_empty() {
            return wrong(
                "oorsprong",
                "vul ook de naam van het logboek in, zoals knooppunt.example.nl/logboek".to_owned(),
            );
        }
        for Getuige { adres, vkey } in &self.getuigen {
            if !is_veilig(adres) {
                return wrong(
                    "getuigen",
                    format!("{adres} is geen https-adres, en niet deze machine zelf (http://127.0.0.1)"),
                );
            }
            if self.getuigen.iter().filter(|ander| ander.vkey == *vkey).count() > 1 {
                return wrong("getuigen", format!("{} staat er twee keer", vkey.name()));
            }
        }
        Ok(())
    }
}
