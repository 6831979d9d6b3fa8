//! A witness of other people's logs at work: what [`tlog`] remembers and refuses, told in Dutch and in our log.

use std::path::Path;

use tlog::{
    checkpoint::LogVkey,
    cosignature::{WitnessKey, WitnessVkey},
    request::{Refusal, Request},
    witness::{Failure, NotCosigned, Witness},
};

use crate::domain::{
    logboek::nota::{self, weigering},
    tijd::Moment,
};

/// Why a witness does not begin, or cannot remember.
#[derive(Debug)]
pub struct Fout(Failure);

impl std::fmt::Display for Fout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Failure::File { path, error } => write!(f, "{}: {error}", path.display()),
            Failure::Busy(folder) => write!(f, "{}: een andere getuige gebruikt deze map", folder.display()),
            Failure::Memory { path, error } => {
                let (pad, fout) = (path.display(), nota::Fout(*error));
                write!(f, "{pad}: {fout}; wie dit bestand weghaalt, laat de getuige vergeten wat hij zag")
            }
            Failure::NoLogs => f.write_str("noem minstens één logboek met --logboek of --logboeken"),
        }
    }
}

impl std::error::Error for Fout {}

/// Why there is no cosignature.
#[derive(Debug)]
pub enum Geen {
    /// It is refused.
    Weigering(Refusal),
    /// It cannot be remembered.
    Fout(Fout),
}

impl From<NotCosigned> for Geen {
    fn from(geen: NotCosigned) -> Self {
        match geen {
            NotCosigned::Refused(weigering) => Self::Weigering(weigering),
            NotCosigned::Failed(fout) => Self::Fout(Fout(fout)),
        }
    }
}

/// A witness at work; the only one in its folder.
#[derive(Debug)]
pub struct Getuige(Witness);

impl Getuige {
    /// The witness with this key over these logs, which goes on where it was in the folder `map`.
    ///
    /// Fails when the folder cannot be used, another witness uses it, or it holds what cannot be.
    pub fn open(sleutel: WitnessKey, logboeken: Vec<LogVkey>, map: &Path) -> Result<Self, Fout> {
        Witness::open(sleutel, logboeken, map).map(Self).map_err(Fout)
    }

    /// What others check its cosignatures with.
    #[must_use]
    pub fn vkey(&self) -> WitnessVkey {
        self.0.vkey()
    }

    /// Cosigns what is asked (`add-checkpoint`), once that is remembered for good. Waits on this thread.
    ///
    /// An error says why not; then nothing is remembered.
    pub fn neem_aan(&self, verzoek: &[u8], op: Moment) -> Result<String, Geen> {
        let aanvraag = Request::read(verzoek).map_err(Geen::Weigering)?;
        let gedaan = self.0.add_checkpoint(&aanvraag, op.utc());
        Ok(gedaan.inspect_err(|geen| meld(&aanvraag, geen))?)
    }

    /// The last checkpoint that it cosigned of the log with this [`log_id`](tlog::witness::log_id), with its cosignature.
    pub fn laatste(&self, logboek: &str) -> Result<Option<String>, Fout> {
        self.0.latest(logboek).map_err(Fout)
    }
}

/// A log that was signed and does not go on where it was is what a witness is there for.
fn meld(aanvraag: &Request<'_>, geen: &NotCosigned) {
    // Both mean that the request began where this witness was.
    if let (Ok(logboek), NotCosigned::Refused(fout @ (Refusal::Fork | Refusal::Proof))) = (aanvraag.origin(), geen) {
        let (regels, fout) = (aanvraag.old, weigering(*fout));
        tracing::error!(logboek, regels, %fout, "a log was refused: it may have been rewritten");
    }
}
