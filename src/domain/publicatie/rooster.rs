//! The lattice: every number that a programme can tell of a period, the same for every period.

use std::collections::BTreeMap;

use strum::VariantArray as _;

use super::{
    gebied::Gebiedsoort,
    programma::{Maat, Programma, Tabel},
};
use crate::domain::{
    Label as _,
    gebied::{Gemeente, Subregio},
};

/// An area of which a number tells, from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Waar {
    /// The whole region.
    Regio,
    /// A subregion.
    Subregio(Subregio),
    /// A gemeente.
    Gemeente(Gemeente),
}

impl Waar {
    /// Its level.
    #[must_use]
    pub const fn soort(self) -> Gebiedsoort {
        match self {
            Self::Regio => Gebiedsoort::Regio,
            Self::Subregio(_) => Gebiedsoort::Subregio,
            Self::Gemeente(_) => Gebiedsoort::Gemeente,
        }
    }

    /// Its code: of a gemeente the one of CBS.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Regio => "zuid-limburg",
            Self::Subregio(subregio) => subregio.into(),
            Self::Gemeente(gemeente) => gemeente.code(),
        }
    }

    /// What people call it.
    #[must_use]
    pub fn naam(self) -> &'static str {
        match self {
            Self::Regio => "Zuid-Limburg",
            Self::Subregio(subregio) => subregio.naam(),
            Self::Gemeente(gemeente) => gemeente.naam(),
        }
    }

    /// The area with this code, if there is one.
    #[must_use]
    pub fn met_code(code: &str) -> Option<Self> {
        Self::tot(Gebiedsoort::Gemeente).into_iter().find(|waar| waar.code() == code)
    }

    /// The wider areas in which it lies, the nearest in front.
    #[must_use]
    pub fn ruimer(self) -> Vec<Self> {
        match self {
            Self::Regio => Vec::new(),
            Self::Subregio(_) => vec![Self::Regio],
            Self::Gemeente(gemeente) => vec![Self::Subregio(gemeente.subregio()), Self::Regio],
        }
    }

    /// The area of this level in which a gemeente lies.
    #[must_use]
    pub const fn van(gemeente: Gemeente, soort: Gebiedsoort) -> Self {
        match soort {
            Gebiedsoort::Regio => Self::Regio,
            Gebiedsoort::Subregio => Self::Subregio(gemeente.subregio()),
            Gebiedsoort::Gemeente => Self::Gemeente(gemeente),
        }
    }

    /// The area one level up.
    #[must_use]
    pub const fn eromheen(self) -> Option<Self> {
        match self {
            Self::Regio => None,
            Self::Subregio(_) => Some(Self::Regio),
            Self::Gemeente(gemeente) => Some(Self::Subregio(gemeente.subregio())),
        }
    }

    /// Every area down to this level, the coarse ones in front.
    #[must_use]
    pub fn tot(diepte: Gebiedsoort) -> Vec<Self> {
        let subregios = Subregio::VARIANTS.iter().copied();
        let gemeenten = subregios.clone().flat_map(Subregio::gemeenten).map(Self::Gemeente);
        let alle = [Self::Regio].into_iter().chain(subregios.map(Self::Subregio)).chain(gemeenten);
        alle.filter(|waar| waar.soort() <= diepte).collect()
    }

    /// The areas of a level that lie in this one.
    #[must_use]
    pub fn hierin(self, soort: Gebiedsoort) -> Vec<Self> {
        let erin = |ander: &Self| match (self, *ander) {
            (Self::Regio, _) => true,
            (Self::Subregio(buiten), Self::Subregio(binnen)) => buiten == binnen,
            (Self::Subregio(buiten), Self::Gemeente(binnen)) => binnen.subregio() == buiten,
            (Self::Gemeente(buiten), Self::Gemeente(binnen)) => buiten == binnen,
            _ => false,
        };
        Self::tot(soort).into_iter().filter(|waar| waar.soort() == soort).filter(erin).collect()
    }
}

/// One part of every split of a measure: its place, or the total.
pub type Delen = Vec<Option<usize>>;

/// One number of the lattice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cel {
    /// The place of its measure in the programme.
    pub maat: usize,
    /// Where.
    pub waar: Waar,
    /// In which parts.
    pub delen: Delen,
    /// How much it is worth: the highest lives longest.
    pub voorrang: u32,
    /// Whether it goes before everything else.
    pub eerst: bool,
}

/// One number, told or hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rij {
    /// Which.
    pub cel: Cel,
    /// Its name over all releases.
    pub naam: String,
    /// What it is; nothing when it is hidden.
    pub aantal: Option<u64>,
}

/// Every number of a programme, in the order of publication.
#[must_use]
pub fn cellen(programma: &Programma) -> Vec<Cel> {
    let van = |(nr, maat): (usize, &Maat)| {
        let alle = cellen_van(maat).into_iter();
        let cel = |((waar, delen), voorrang): ((Waar, Delen), u32)| {
            let eerst = waar == Waar::Regio && maat.eerst.contains(&delen);
            Cel { maat: nr, waar, delen, voorrang, eerst }
        };
        alle.map(cel).collect::<Vec<_>>()
    };
    programma.maten.iter().enumerate().flat_map(van).collect()
}

/// The cells of one measure: those of all its tables, each once, with the highest of their priorities.
fn cellen_van(maat: &Maat) -> BTreeMap<(Waar, Delen), u32> {
    let mut cellen = BTreeMap::new();
    for tabel in &maat.tabellen {
        for waar in Waar::tot(tabel.diepte) {
            for delen in keuzes(maat, tabel) {
                let voorrang = cellen.entry((waar, delen)).or_default();
                *voorrang = tabel.voorrang.max(*voorrang);
            }
        }
    }
    cellen
}

/// Every part of every split of a table, and every total.
#[must_use]
pub fn keuzes(maat: &Maat, tabel: &Tabel) -> Vec<Delen> {
    (0..maat.klassen.len()).fold(vec![Vec::new()], |zover, plek| {
        let delen: Vec<_> = maat.delen_van(plek).filter(|_| tabel.per.contains(&plek)).collect();
        let verder = |keuze: Delen| {
            let een = [None].into_iter().chain(delen.iter().copied().map(Some));
            een.map(|een| keuze.iter().copied().chain([een]).collect()).collect::<Vec<Delen>>()
        };
        zover.into_iter().flat_map(verder).collect()
    })
}
