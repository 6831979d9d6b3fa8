//! What is wrong with a key, a checkpoint or a request to a witness, in Dutch: [`tlog`] itself speaks English.

use std::fmt;

use tlog::{checkpoint::LogVkey, cosignature::WitnessVkey, note::Error, request::Refusal};

/// Why a text is no checkpoint, or a key no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fout(pub Error);

impl fmt::Display for Fout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Error::Name => "de naam van een logboek of een getuige is niet leeg en heeft geen spatie, regeleinde of +",
            Error::Key => "dit is geen sleutel van Ed25519",
            Error::Vkey => "dit is geen vkey: naam+hash+sleutel, zoals `knooppunt logboek sleutel` toont",
            Error::Form => "dit is geen checkpoint",
            Error::Signature => "de handtekening is niet van deze sleutel",
            Error::Origin => "dit is het checkpoint van een ander logboek",
        })
    }
}

impl std::error::Error for Fout {}

impl From<Error> for Fout {
    fn from(fout: Error) -> Self {
        Self(fout)
    }
}

/// Reads the public key of a log.
pub fn lees_vkey(tekst: &str) -> Result<LogVkey, Fout> {
    Ok(tekst.parse()?)
}

/// Reads the public key of a witness.
pub fn lees_getuigevkey(tekst: &str) -> Result<WitnessVkey, Fout> {
    Ok(tekst.parse()?)
}

/// Why a witness does not cosign.
#[must_use]
pub fn weigering(weigering: Refusal) -> String {
    let zin = match weigering {
        Refusal::Form => {
            "dit is geen verzoek om een medeondertekening: `old N`, de regels van het bewijs, een lege regel, het checkpoint"
        }
        Refusal::Smaller => "de eerdere boom is groter dan die van het checkpoint",
        Refusal::UnknownLog => "dit logboek is hier niet bekend",
        Refusal::Signature => "de handtekening is niet van een sleutel die voor dit logboek bekend is",
        Refusal::Size(grootte) => return format!("het laatst medeondertekend zijn {grootte} regels"),
        Refusal::Fork => "een andere boom van dezelfde grootte is al medeondertekend",
        Refusal::Proof => "het bewijs toont niet dat de boom voortbouwt op wat het laatst is medeondertekend",
    };
    zin.to_owned()
}
