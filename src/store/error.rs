//! What can go wrong inside a closure of [`Db`](super::conn::Db).

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::domain::{fouten::Fouten, toegang::Weigering};

/// Why a read or a write gave no result. Whatever it is: nothing of the closure's work stayed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no; the line that tells so is in the logboek by the time a caller sees this.
    #[error("refused by a rule")]
    Weigering(Box<Weigering>),
    /// What was sent is not right in itself.
    #[error("the input is not valid")]
    Invoer(Fouten),
    /// The database failed, or found nothing where something must be.
    #[error("the database failed: {0}")]
    Database(#[source] DieselError),
    /// Too many requests are waiting, or another process holds the database: try again later.
    #[error("too many requests are waiting for the database")]
    Bezet,
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
}

impl Error {
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
        match &error {
            DieselError::DatabaseError(_, about) if about.message() == "database is locked" => Self::Bezet,
            _ => Self::Database(error),
        }
    }
}
