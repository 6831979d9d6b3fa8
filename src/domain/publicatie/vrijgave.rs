//! A release: what is known of it for good, who may see it, and when the next one may follow.

use super::{Drempel, Periode, Programma};
use crate::domain::{
    ids::{Id, PublicatieId, kind},
    recht::{Ding, Kop},
    tijd::Moment,
};

/// A release, without its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vrijgave {
    /// Its identifier.
    pub id: PublicatieId,
    /// The period that was counted.
    pub periode: Periode,
    /// The programme and its version, as in `kansrijke-start/1`.
    pub programma: String,
    /// The smallest number of families, other than none, that is told.
    pub drempel: i32,
    /// When it was released.
    pub vrijgegeven_op: Moment,
    /// The SHA-256 of each file.
    pub sha256: Afdrukken,
}

/// The SHA-256 of the files of a release, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Afdrukken {
    /// Of the numbers as CSV.
    pub csv: String,
    /// Of the numbers as JSON.
    pub json: String,
    /// Of the data dictionary.
    pub woordenboek: String,
}

impl Vrijgave {
    /// The release of what was counted, at `nu`.
    #[must_use]
    pub fn new(programma: &Programma, periode: Periode, drempel: Drempel, sha256: Afdrukken, nu: Moment) -> Self {
        Self {
            id: Id::new(nu),
            periode,
            programma: format!("{}/{}", programma.naam, programma.versie),
            drempel: i32::try_from(drempel.aantal()).unwrap_or(i32::MAX),
            vrijgegeven_op: nu,
            sha256,
        }
    }
}

/// The only state of a release that others see; nothing changes in it any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum VrijgaveStatus {
    /// It is out.
    Vrijgegeven,
}

impl Ding for Vrijgave {
    type Kind = kind::Publicatie;
    type Status = VrijgaveStatus;

    fn kop(&self) -> Kop {
        Kop::van_de_regio(self.id.uuid(), 1)
    }
    fn status(&self) -> Self::Status {
        VrijgaveStatus::Vrijgegeven
    }
}

/// Why a period is not released. The message is for whoever gave the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Bezwaar {
    /// Numbers of an unfinished period would change.
    #[error("{0} is nog niet voorbij: tellen kan na {einde}", einde = .0.einde())]
    NietVoorbij(Periode),
    /// It was done before.
    #[error("{0} is al vrijgegeven; wat is vrijgegeven, verandert niet")]
    AlVrijgegeven(Periode),
    /// It shares days with a release.
    #[error(
        "{0} valt samen met {1}, en die is al vrijgegeven: een jaar komt uit in zijn geheel of in losse kwartalen, nooit allebei"
    )]
    Overlapt(Periode, Periode),
    /// The release that follows on it was not held against it, and cannot be any more.
    #[error("{1} volgt op {0} en is al vrijgegeven: de eerste periode moet het eerst uitkomen")]
    TeLaat(Periode, Periode),
    /// Somebody else released something between counting and keeping.
    #[error("intussen is een andere publicatie vrijgegeven; geef de opdracht opnieuw")]
    Intussen,
}

/// Whether `periode` is over at `nu`, so that its numbers stay what they are.
pub fn is_voorbij(periode: Periode, nu: Moment) -> Result<(), Bezwaar> {
    if nu.dag() <= periode.einde() { Err(Bezwaar::NietVoorbij(periode)) } else { Ok(()) }
}

/// Whether `periode` can still be released beside what was released.
pub fn mag(periode: Periode, vrijgegeven: &[Vrijgave]) -> Result<(), Bezwaar> {
    for ander in vrijgegeven.iter().map(|vrijgave| vrijgave.periode) {
        if ander == periode {
            return Err(Bezwaar::AlVrijgegeven(periode));
        }
        if ander.botst_met(&periode) {
            return Err(Bezwaar::Overlapt(periode, ander));
        }
        if ander.volgt_op(&periode) {
            return Err(Bezwaar::TeLaat(periode, ander));
        }
    }
    Ok(())
}

/// Whether what was decided when `gezien` was all there was still stands now that there is `nu`.
pub fn geldt_nog(periode: Periode, gezien: &[Vrijgave], nu: &[Vrijgave]) -> Result<(), Bezwaar> {
    if nu == gezien { Ok(()) } else { mag(periode, nu).and(Err(Bezwaar::Intussen)) }
}
