//! What a row of the registry says of a table.

use crate::domain::dossier::Rubriek;

/// A table, and what holds for it.
#[derive(Clone, Copy, Debug)]
pub struct Tabel {
    /// Its name in the database.
    pub naam: &'static str,
    /// How its rows belong to a person.
    pub van: Van,
    /// What erasing a person does to their rows.
    pub wissen: Wissen,
    /// The columns that an erasure leaves alone, or removes with their row. Lists of columns here have spaces between the names; the
    /// column `wijziging` goes without saying.
    pub kolommen: &'static str,
    /// The columns that an erasure changes, and how.
    pub anders: &'static [(Bij, &'static str)],
    /// The moments that count as the last change of somebody's file. Handling the file, as for a copy, is no change.
    pub gewijzigd: &'static str,
    /// Whether somebody can try to open a row by its identifier: a refusal of that stands in the person's overview.
    pub te_openen: bool,
    /// The sections of the dossier in which its rows are told.
    pub dossier: &'static [Rubriek],
    /// Whether its rows point to their lines in the logboek, by the column `wijziging` and its triggers.
    pub wijst_aan: bool,
    /// The columns of its key when it points to its lines and SQLite stores it without row numbers.
    pub zonder_rowid: &'static str,
}

/// How a row belongs to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Van {
    /// This column is one of their clients.
    Client(&'static str),
    /// This column is one of their cases.
    Casus(&'static str),
    /// A column of their rows in another table says which.
    Via {
        /// The column here.
        kolom: &'static str,
        /// The other table.
        tabel: &'static str,
        /// The column there with the same identifier.
        daar: &'static str,
    },
    /// The table holds nothing of a person whom a case is about.
    Niemand,
}

/// What erasing a person does to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wissen {
    /// It stays as it is: nothing in it leads back to the person once the rest is gone.
    Niets,
    /// Its columns change as they say.
    Kolommen,
    /// Its columns change as they say where this holds; `{casussen}` stands for the person's cases.
    KolommenWaar(&'static str),
    /// It goes.
    Rijen,
    /// Rows go that are not found by client or case; this says where that is done.
    Elders(&'static str),
}

/// What erasing a person does to a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bij {
    /// It becomes NULL.
    Leeg,
    /// It becomes no bytes, for it cannot be absent.
    LegeBytes,
    /// It becomes this word.
    Wordt(&'static str),
    /// It becomes the moment of the erasure.
    Nu,
    /// It is counted one on, so that whoever saw the row before cannot change it.
    Verhoogd,
}

impl Tabel {
    /// Every column, `wijziging` with them if there is one.
    pub fn alle_kolommen(&self) -> impl Iterator<Item = &'static str> {
        let anders = self.anders.iter().flat_map(|(_, kolommen)| kolommen.split_whitespace());
        self.kolommen.split_whitespace().chain(anders).chain(self.wijst_aan.then_some("wijziging"))
    }

    /// Whether an erasure changes or removes rows of this table.
    #[must_use]
    pub fn wordt_gewist(&self) -> bool {
        self.wissen != Wissen::Niets
    }
}

/// A table that holds nothing of a person whom a case is about, and whose rows point to no line.
pub(super) const fn van_niemand(naam: &'static str, kolommen: &'static str) -> Tabel {
    Tabel {
        naam,
        van: Van::Niemand,
        wissen: Wissen::Niets,
        kolommen,
        anders: &[],
        gewijzigd: "",
        te_openen: false,
        dossier: &[],
        wijst_aan: false,
        zonder_rowid: "",
    }
}

/// A table of nobody whom a case is about, such as those about access: its rows point to their lines.
pub(super) const fn met_wijziging(naam: &'static str, kolommen: &'static str) -> Tabel {
    Tabel { wijst_aan: true, ..van_niemand(naam, kolommen) }
}

/// Rows that belong to a row of another table by its identifier.
pub(super) const fn via(kolom: &'static str, tabel: &'static str) -> Van {
    Van::Via { kolom, tabel, daar: "id" }
}
