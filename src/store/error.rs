//! What can go wrong inside a closure of [`Db`](super::conn::Db).

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::domain::{fouten::Fouten, toegang::Weigering};

/// Why a read or a write gave no result. Nothing of the closure's work stayed, except perhaps after [`Error::Onzeker`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no; the line that tells so is in the logboek by the time a caller sees this.
    #[error("{} was refused by a rule: {:?}", .0.spoor.handeling, .0.waarom)]
    Weigering(Box<Weigering>),
    /// What was sent is not right in itself.
    #[error("the input is not valid")]
    Invoer(Fouten),
    /// The database failed, or found nothing where something must be.
    #[error("the database failed: {0}")]
    Database(#[source] DieselError),
    /// The database takes or keeps nothing now: it is full, read-only or gone, or the line in the logboek does not go in. No line,
    /// no answer.
    #[error("the database keeps nothing: {0}")]
    Onbeschikbaar(#[source] DieselError),
    /// The connection broke while the commit was on its way: whether the work stayed is unknown.
    #[error("whether it was kept is unknown: {0}")]
    Onzeker(#[source] DieselError),
    /// Too many requests are waiting, or another process holds the database: try again later.
    #[error("too many requests are waiting for the database")]
    Bezet,
    /// Two transactions were in each other's way, and PostgreSQL undid this one: a deadlock, or rows that do not fit together any more.
    #[error("another transaction was in the way: {0}")]
    Botsing(#[source] DieselError),
    /// The closure panicked.
    #[error("the work panicked")]
    Paniek,
    /// An `Idempotency-Key` that was used for another request.
    #[error("the key belongs to another request")]
    Herhaling,
    /// Something could not be sealed or opened with the key of its person.
    #[error("the vault failed")]
    Kluis,
    /// The tree over the logboek is not as it was left.
    #[error("the tree of the logboek: {0}")]
    Boom(&'static str),
    /// The database has a migration from before the beginning of the history.
    #[error(
        "deze database is gemaakt door een versie die nooit is uitgegeven (migratie {0}) en kan niet mee naar deze versie; er is niets \
         veranderd. Bewaar haar of haal haar weg, en begin met een lege database"
    )]
    NooitUitgegeven(String),
}

impl Error {
    /// The same; of a refusal so many of one account within a stretch of time are told one by one.
    #[must_use]
    pub fn geteld_tot(mut self, hoogstens: u32) -> Self {
        if let Self::Weigering(weigering) = &mut self {
            weigering.hoogstens = Some(hoogstens);
        }
        self
    }

    /// What came of a step without which nothing is kept: writing the line, or the commit. Whatever is wrong, asking again may help.
    #[must_use]
    pub fn niet_bewaard(error: DieselError) -> Self {
        match Self::from(error) {
            Self::Database(error) => Self::Onbeschikbaar(error),
            known => known,
        }
    }

    /// One row was written, and nothing less: a trigger or a rule of the database can swallow an insert and call that a success.
    ///
    /// Fails as [`Error::niet_bewaard`] when it was not.
    pub fn een_rij(rijen: usize) -> Result<(), Self> {
        if rijen == 1 { Ok(()) } else { Err(Self::niet_bewaard(DieselError::NotFound)) }
    }

    /// What is wrong by several rules that do not wait for each other, all at once. Whatever is no matter of input comes first.
    pub fn samen<const N: usize>(uitkomsten: [Result<(), Self>; N]) -> Result<(), Self> {
        let mut alle = Fouten::new();
        for uitkomst in uitkomsten {
            match uitkomst {
                Ok(()) => {}
                Err(Self::Invoer(fouten)) => alle = alle.merge(fouten),
                Err(anders) => return Err(anders),
            }
        }
        Ok(alle.als_fout()?)
    }

    /// What one rule made, when `verder` holds too: the rules do not wait for each other, and what is wrong comes all at once.
    pub fn tegelijk<T>(uitkomst: Result<T, impl Into<Self>>, verder: Result<(), Self>) -> Result<T, Self> {
        match (uitkomst.map_err(Into::into), verder) {
            (Ok(gemaakt), verder) => verder.map(|()| gemaakt),
            (Err(Self::Invoer(fouten)), Err(Self::Invoer(andere))) => Err(Self::Invoer(fouten.merge(andere))),
            (Err(Self::Invoer(_)), Err(anders)) | (Err(anders), _) => Err(anders),
        }
    }

    /// Whether a unique constraint refused the row.
    ///
    /// On PostgreSQL a failed statement spoils the rest of its transaction: whoever means to go on after this runs
    /// that one statement inside `tx.transaction(..)`, which is a savepoint.
    #[must_use]
    pub const fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Database(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)))
    }
}

impl From<Box<Weigering>> for Error {
    fn from(weigering: Box<Weigering>) -> Self {
        Self::Weigering(weigering)
    }
}

impl From<Fouten> for Error {
    fn from(fouten: Fouten) -> Self {
        Self::Invoer(fouten)
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        let DieselError::DatabaseError(kind, about) = &error else {
            return Self::Database(error);
        };
        match kind {
            // SQLite says it in these words, and PostgreSQL when a lock is not to be had in time.
            _ if HOUDT_VAST.iter().any(|words| about.message().contains(words)) => Self::Bezet,
            DatabaseErrorKind::SerializationFailure => Self::Botsing(error),
            _ if about.message().contains(KLEM) => Self::Botsing(error),
            DatabaseErrorKind::ClosedConnection
            | DatabaseErrorKind::UnableToSendCommand
            | DatabaseErrorKind::ReadOnlyTransaction => Self::Onbeschikbaar(error),
            _ if NEEMT_NIETS_AAN.iter().any(|words| about.message().contains(words)) => Self::Onbeschikbaar(error),
            _ => Self::Database(error),
        }
    }
}

/// Somebody else holds the database, or what is to be written in it.
const HOUDT_VAST: [&str; 2] = ["database is locked", "due to lock timeout"];

/// Each of two holds what the other waits for; Diesel has no kind for it.
const KLEM: &str = "deadlock detected";

/// The disk, or who may write to it: for these Diesel has no kinds. The first four are SQLite's, the last is of the system below
/// PostgreSQL.
const NEEMT_NIETS_AAN: [&str; 5] = [
    "database or disk is full",
    "disk I/O error",
    "attempt to write a readonly database",
    "unable to open database file",
    "No space left on device",
];
